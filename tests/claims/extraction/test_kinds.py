"""What a claim is about: the kinds that a desk routes by."""

import datetime as dt

import pytest

from claims.extraction import extract

PUBLISHED = dt.date(2025, 7, 22)


def kinds(text):
    return [claim.kind for claim in extract(text, published=PUBLISHED).claims]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("At least 60 people are still missing.", "casualty"),
        ("Two of the 31 are in intensive care.", "casualty"),
        ("A residential building in Ostrand was hit.", "damage"),
        ("The army has captured the village of Ostrand.", "territory"),
        ("The town's yearly budget is just under 18 million.", "finance"),
        ("The company would save $350 million by the end of 2026.", "finance"),
        ("The bank had set aside £390m for bad loans.", "finance"),
        ("Some 1,400 people had to leave their homes.", "displacement"),
        ("Only 4 per cent of the patients had been vaccinated.", "statistic"),
        ("Turnout was the highest since 2014.", "statistic"),
        ("The case fatality rate was 2.9%.", "statistic"),
        ("Just 84 per cent have had both doses, the lowest share since 2011.", "statistic"),
        ("The fund holds 15% of the shares.", "finance"),
        ("Deaths were up 27% in May.", "statistic"),
        ("The village has 1,900 people.", "statistic"),
        ("The party needs at least 10 more deputies.", "statistic"),
        ("The office sent observers to 14 stations.", "event"),
        ("The mayor said that the water had reached the church.", "event"),
        ("The mayor said that the village supports the plan.", "statement"),
        ("Four storage tanks were burning at the terminal.", "damage"),
        ("A missile tore through the upper floors of a block.", "damage"),
        ("The army destroyed 97 drones.", "weapons"),
        ("The floods cut the road to Lund.", "damage"),
        ("Around 60 people were led out of their homes.", "displacement"),
        ("Police found 310,000 florins in a bag.", "finance"),
        ("Some 6 million people are entitled to vote.", "statistic"),
        ("About 40 per cent of the patients died.", "casualty"),
        ("He faces up to eight years in prison.", "detention"),
        ("Trains between Ostrand and Lohen will not run before 3 October.", "schedule"),
        ("Roe is to brief the council on September 18.", "schedule"),
        ("Turnout was 61 percent.", "statistic"),
        ("A clerk stole £2.3m from the hospital.", "finance"),
        ("A box of masks costs 40 shillings.", "finance"),
        ("Some 412 people were moved to Ostrand.", "displacement"),
        ("The school lost its roof.", "damage"),
        ("Some 8,200 households were without electricity on Monday.", "damage"),
        ("The brigade lost 40 soldiers on Monday.", "casualty"),
        ("The army shot down a bomber on Monday.", "weapons"),
        ("Troops had taken the village of Ostrand.", "territory"),
        ("Two mines were closed on Monday.", "event"),
    ],
)
def test_the_kind_follows_the_words(text, kind):
    assert kinds(text)[-1] == kind


def test_a_miss_of_a_target_is_no_casualty():
    assert "casualty" not in kinds("Revenue fell to $5 million, missing the target of $6 million.")


def test_a_part_is_of_its_wholes_kind_and_shares_its_measure():
    whole, part = extract("The air force shot down 61 drones, 11 of them in the capital.", published=PUBLISHED).claims
    assert part.figure.part_of == 0
    assert (whole.kind, part.kind) == ("weapons", "weapons")
    assert "destroyed" in part.figure.measures
