"""On what occasion, or of which illness, people died or were hurt, where another sentence tells it."""

import pytest

from claims.extraction import extract
from tests.claims.extraction.short_texts import PUBLISHED, told


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "A missile strike killed 12 in Lund. Another 114 people were wounded.",
            "Another 114 people were wounded in the missile strike in Lund.",
        ),
        ("Nine died in a knife attack in Lund. Ten people were wounded.", "Ten people were wounded in the knife attack in Lund."),
        ("A landslide hit Lund. The mayor said 83 people were missing.", "83 people were missing after the landslide."),
        ("A fire in Lund killed 12 people. Five of the dead were guards.", "Five of the dead in the fire in Lund were guards."),
        ("A quake hit Lund. Max Roe put the death toll at 189.", "The death toll from the quake was 189."),
        ("A car bomb attack hit Lund. Six people were hurt.", "Six people were hurt in the car bomb attack."),
        (
            "A ferry capsized off Lund. Nineteen people were missing.",
            "Nineteen people were missing after the capsizing of the ferry off Lund.",
        ),
        (
            "Large-scale drone attacks hit Karsk. In Lund, nine people were hurt.",
            "In Lund, nine people were hurt in the drone attacks.",
        ),
        ("One of the heaviest barrages hit Lund. Six people were hurt.", "Six people were hurt in the barrage."),
    ],
)
def test_those_who_were_hurt_were_so_in_the_event_that_was_told_of(text, statement):
    assert statement in told(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "A drone strike killed four in Lund. A missile strike hit Karsk. Rescuers said nine people were hurt.",
            "Nine people were hurt",
        ),
        ("A raid on Lund killed two, and a fire broke out. Nine people were hurt.", "Nine people were hurt"),
        ("Police opened fire in Lund. Nine people were hurt.", "Nine people were hurt"),
        ("Nurses went on strike in Lund. Nine people were hurt.", "Nine people were hurt"),
        ("The mayor of Lund warned of the risk of flooding. Nine people were hurt.", "Nine people were hurt"),
        ("Lund denied the attack. Nine people were hurt.", "Nine people were hurt"),
        ("Shelling in Lund killed two on Friday. Nine people were hurt in Karsk.", "Nine people were hurt in Karsk"),
        ("A fire in Lund killed two on Friday. In 2019, nine people died.", "In 2019, nine people died"),
        (
            "A strike on Lund killed two on Friday. The war has killed 900. More than 30 of the dead were guards.",
            "More than 30 of the dead",
        ),
        ("A raid on Lund hurt 14 soldiers on Friday. Nine people have since died.", "Nine people have since died"),
        ("An air strike on Lund killed two on Friday. Nine drones were destroyed.", "Nine drones were destroyed"),
        (
            "A fire in Lund killed two in 2019. A bridge opened in Karsk on Friday. Nine people were hurt.",
            "Nine people were hurt",
        ),
    ],
)
def test_what_hurt_them_stays_open_where_it_may_have_been_another_event(text, statement):
    assert any(one.startswith(statement) and " in the " not in one for one in told(text)), told(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "A cholera outbreak has hit Lund. At least 214 people have died.",
            "As of 24 November 2026, at least 214 people have died of cholera.",
        ),
        ("Measles is spreading. The ministry has recorded 37 deaths.", "The ministry has recorded 37 deaths from measles."),
        ("Measles is spreading. Lund has reported 68 cases and two deaths.", "Lund has reported 68 cases of measles."),
        ("Cholera has hit Lund. Seven nurses were infected.", "Seven nurses were infected with cholera."),
        ("Cholera has hit Lund. Of 28 districts, 17 had recorded cases.", "Of 28 districts, 17 had recorded cases of cholera."),
        ("Cholera has hit Lund. The last outbreak lasted 13 months.", "The last outbreak of cholera lasted 13 months."),
    ],
)
def test_those_who_fell_ill_did_so_of_the_only_illness_of_the_article(text, statement):
    assert statement in told(text)


CAMPS = "Aid came to Lund. At least 260 people have died. Tents are few. Water is dirty. Roads are shut. Children cry."


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Measles has hit Lund. The region recorded 12 road deaths.", "The region recorded 12 road deaths."),
        ("Measles has hit Lund. Police opened 12 criminal cases.", "Police opened 12 criminal cases."),
        (f"{CAMPS} Measles is spreading.", "As of 24 November 2026, at least 260 people have died."),
    ],
)
def test_deaths_and_cases_of_other_sorts_are_not_of_the_illness(text, statement):
    assert statement in told(text)


def test_of_one_of_two_illnesses_nobody_is_said_to_have_died():
    claims = told("Measles and cholera are spreading in Lund. At least 214 people have died.")
    assert "As of 24 November 2026, at least 214 people have died." in claims


def test_what_is_told_of_it_is_not_asked_for():
    claim = extract("A wildfire broke out near Lund on Friday. Nineteen people were hurt.", published=PUBLISHED).claims[-1]
    assert claim.statement == "Nineteen people were hurt in the wildfire near Lund on Friday (20 November 2026)."
    assert claim.ambiguous == ()
