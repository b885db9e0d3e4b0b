"""When reviews agree, and what they say together. Pure: the reviews are not saved."""

import datetime as dt
import itertools
from decimal import Decimal
from types import SimpleNamespace

import pytest

from claims.ranges import interval
from verification.agreement import Difference, agreement, merge
from verification.models import Review

SAID, RATING, FIGURE, BAND = Difference


def rating(meaning, position=0, *, scale_id=1, steps=5):
    scale = SimpleNamespace(ratings=SimpleNamespace(all=lambda: [SimpleNamespace(position=place) for place in range(steps)]))
    return SimpleNamespace(meaning=meaning, position=position, scale=scale, scale_id=scale_id)


SUPPORTED, REFUTED = rating("supported"), rating("refuted", 4)


def answers(*findings, names=("Harbour Ministry",)):
    return [{"position": place, "names": list(names), "finding": value, "note": ""} for place, value in enumerate(findings)]


def numbers(low, high):
    return interval(None if low is None else Decimal(low), None if high is None else Decimal(high))


def review(rating=SUPPORTED, **fields):
    given = {
        "said": [],
        "figure_finding": "not_applicable",
        "band": None,
        "band_best": None,
        "as_of": None,
        "confidence": "moderate",
        "rationale": "Why.",
        "missing_context": "",
        "searched": "",
        "reply_asked": "",
        "reply_given": "",
        "look_again_on": None,
    }
    return SimpleNamespace(rating=rating, **given | fields)


def test_the_fields_of_a_review_are_all_here():
    columns = {field.name for field in Review._meta.concrete_fields}
    about = {"id", "assignment", "case", "reviewer", "round", "asks_adjudication", "submitted_at"}
    assert columns - about == set(vars(review()))


def within(low, high, finding="within"):
    return review(figure_finding=finding, band=numbers(low, high))


@pytest.mark.parametrize(
    ("one", "other", "differences"),
    [
        (review(), review(), []),
        # what the evidence shows: by machine meaning, whatever the label
        (review(SUPPORTED), review(rating("supported", 1)), []),
        (review(SUPPORTED), review(rating("supported", scale_id=2)), []),
        (review(SUPPORTED), review(REFUTED), [RATING]),
        (review(SUPPORTED), review(rating("mixed")), [RATING]),
        (review(rating("insufficient")), review(rating("not_checkable")), [RATING]),
        # was it said: verbatim and faithful both say yes
        (review(said=answers("verbatim")), review(said=answers("faithful")), []),
        (review(said=answers("verbatim", "faithful")), review(said=answers("faithful", "verbatim")), []),
        (review(said=answers("faithful")), review(said=answers("distorted")), [SAID]),
        (review(said=answers("faithful", "faithful")), review(said=answers("faithful", "not_found")), [SAID]),
        (review(said=answers("not_found")), review(said=answers("not_checkable")), [SAID]),
        (review(said=answers("faithful")), review(said=[]), [SAID]),
        (review(said=answers("faithful")), review(said=answers("faithful", names=("Tavrin Post",))), [SAID]),
        # is the number right: within and overlaps both say that figure and evidence meet
        (within(38, 42), within(38, 42), []),
        (within(38, 42), within(38, 42, "overlaps"), []),
        (within(38, 42), within(38, 42, "insufficient"), [FIGURE]),
        (within(50, 60, "below"), within(20, 30, "above"), [FIGURE, BAND]),
        # the bands meet, or nearly
        (within(38, 42), within(42, 50), []),
        (within(38, 42), within(44, 50), []),  # 2 apart, 5 % of 44 are 2.2
        (within(38, 42), within(45, 50), [BAND]),  # 3 apart, 5 % of 45 are 2.25
        (within(3, 3), within(4, 4), [BAND]),
        (within(0, 0), within(0, 0), []),
        (within(0, 0), within(1, 1), [BAND]),
        (within(-104, -102), within(-100, -98), []),
        (within(None, 40), within(10, None), []),
        (within(None, 10), within(40, None), [BAND]),
        (within(5, 6, "insufficient"), review(figure_finding="insufficient"), []),
        # several at once
        (
            review(SUPPORTED, said=answers("faithful"), figure_finding="within", band=numbers(1, 1)),
            review(REFUTED, said=answers("distorted"), figure_finding="above", band=numbers(9, 9)),
            [SAID, RATING, FIGURE, BAND],
        ),
    ],
)
def test_agreement(one, other, differences):
    assert list(agreement([one, other]).differences) == differences
    assert list(agreement([other, one]).differences) == differences
    assert bool(agreement([one, other])) == (not differences)


def test_one_review_agrees_with_itself():
    assert agreement([review()])


def test_of_three_each_must_agree_with_each():
    low, middle, high = within(30, 36), within(35, 41), within(40, 45)
    assert agreement([low, middle])
    assert agreement([middle, high])
    for order in itertools.permutations([low, middle, high]):
        assert list(agreement(order).differences) == [BAND]


def test_together_they_are_nowhere_more_certain_or_more_precise():
    one = review(
        rating("supported", 0),
        said=answers("verbatim", "verbatim"),
        figure_finding="within",
        band=numbers(38, 42),
        band_best=Decimal(40),
        as_of=dt.datetime(2026, 3, 2, tzinfo=dt.UTC),
        confidence="high",
        look_again_on=dt.date(2026, 6, 1),
    )
    other = review(
        rating("supported", 1),
        said=answers("verbatim", "faithful"),
        figure_finding="overlaps",
        band=numbers(41, 50),
        band_best=Decimal(45),
        as_of=dt.datetime(2026, 3, 1, tzinfo=dt.UTC),
        confidence="low",
        look_again_on=dt.date(2026, 5, 1),
    )
    for pair in ([one, other], [other, one]):
        assert agreement(pair)
        merged = merge(pair)
        assert merged["rating"] is other.rating
        assert [answer["finding"] for answer in merged["said"]] == ["verbatim", "faithful"]
        assert (merged["figure_finding"], merged["band"], merged["band_best"]) == ("overlaps", numbers(38, 50), None)
        assert merged["as_of"] == dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
        assert (merged["confidence"], merged["look_again_on"]) == ("low", dt.date(2026, 5, 1))


@pytest.mark.parametrize(
    ("bands", "hull"),
    [
        ([(38, 42), (40, 44)], numbers(38, 44)),
        ([(38, None), (40, 44)], numbers(38, None)),
        ([(None, 42), (40, 44)], numbers(None, 44)),
        ([(38, 42), None], None),
        ([None, None], None),
    ],
)
def test_the_band_holds_all_bands(bands, hull):
    reviews = [review(figure_finding="insufficient", band=numbers(*band) if band else None) for band in bands]
    assert merge(reviews)["band"] == hull


def test_a_best_value_is_kept_only_where_all_give_it():
    assert merge([review(band_best=Decimal(40)), review(band_best=Decimal("40.0"))])["band_best"] == 40
    assert merge([review(band_best=Decimal(40)), review()])["band_best"] is None


def test_everybodys_words_are_kept_under_the_number_of_their_review():
    merged = merge([review(rationale="The log says so.", searched="Radar."), review(rationale="Pictures show it.")])
    assert merged["rationale"] == "Review 1: The log says so.\n\nReview 2: Pictures show it."
    assert merged["searched"] == "Review 1: Radar."
    assert merge([review(), review()])["rationale"] == "Why."


def test_one_review_is_taken_as_it_is():
    alone = within(38, 42)
    assert merge([alone]) == vars(alone)
