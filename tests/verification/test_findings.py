"""What a finding must be, and what figure and band say by themselves. Pure."""

import datetime as dt
from decimal import Decimal

import pytest

from claims.models import Figure
from claims.ranges import interval
from core.errors import Invalid
from verification.findings import FindingInput, SaidInput, figure_finding_for, validate
from verification.independence import Piece
from verification.models import FigureFinding, Meaning, Rating, SaidFinding, Stance

TODAY = dt.date(2026, 3, 2)
CHAIN = [["Tavrin Post"], ["Harbour Ministry", "Coast Guard"]]
WITHIN, ABOVE, BELOW, OVERLAPS = FigureFinding.WITHIN, FigureFinding.ABOVE, FigureFinding.BELOW, FigureFinding.OVERLAPS
INSUFFICIENT, NOT_APPLICABLE = FigureFinding.INSUFFICIENT, FigureFinding.NOT_APPLICABLE


def numbers(low, high, **open_ends):
    return interval(None if low is None else Decimal(low), None if high is None else Decimal(high), **open_ends)


def exactly(value):
    return Figure(stated=numbers(value, value), tolerance=numbers(value, value))


ABOUT_70 = Figure(stated=numbers(70, 70), tolerance=numbers(63, 77))
AT_LEAST_40 = Figure(stated=numbers(40, None))
MORE_THAN_30 = Figure(stated=numbers(30, None, low_open=True))
UP_TO_45 = Figure(stated=numbers(None, 45))
WORDS_ONLY = Figure()


@pytest.mark.parametrize(
    ("figure", "band", "finding"),
    [
        (None, None, NOT_APPLICABLE),
        (None, numbers(1, 2), NOT_APPLICABLE),
        (exactly(40), None, INSUFFICIENT),
        (WORDS_ONLY, numbers(40, 40), INSUFFICIENT),
        # an exact figure
        (exactly(40), numbers(40, 40), WITHIN),
        (exactly(40), numbers(38, 42), WITHIN),
        (exactly(40), numbers(40, 50), WITHIN),
        (exactly(40), numbers(41, 50), BELOW),
        (exactly(40), numbers(30, 39), ABOVE),
        (exactly(40), numbers(30, None), WITHIN),
        (exactly(40), numbers(None, 39), ABOVE),
        # "some 70": the words allow 63 to 77
        (ABOUT_70, numbers(68, 72), WITHIN),
        (ABOUT_70, numbers(60, 80), WITHIN),
        (ABOUT_70, numbers(63, 77), WITHIN),
        (ABOUT_70, numbers(75, 80), OVERLAPS),
        (ABOUT_70, numbers(77, 90), OVERLAPS),
        (ABOUT_70, numbers(78, 90), BELOW),
        (ABOUT_70, numbers(50, 62), ABOVE),
        # "at least 40": no upper end
        (AT_LEAST_40, numbers(43, 43), WITHIN),
        (AT_LEAST_40, numbers(40, 40), WITHIN),
        (AT_LEAST_40, numbers(38, 42), OVERLAPS),
        (AT_LEAST_40, numbers(38, 39), ABOVE),
        (AT_LEAST_40, numbers(50, None), WITHIN),
        (AT_LEAST_40, numbers(None, 50), OVERLAPS),
        # "more than 30": 30 itself is not meant
        (MORE_THAN_30, numbers(30, 30), ABOVE),
        (MORE_THAN_30, numbers(31, 31), WITHIN),
        (MORE_THAN_30, numbers(30, 35), OVERLAPS),
        # "up to 45": no lower end
        (UP_TO_45, numbers(45, 45), WITHIN),
        (UP_TO_45, numbers(46, 50), BELOW),
        (UP_TO_45, numbers(40, 50), OVERLAPS),
    ],
)
def test_figure_finding_for(figure, band, finding):
    assert figure_finding_for(figure, band) == finding


def finding(**fields):
    given = {"rating_id": 1, "rationale": "Two counts agree.", "said": said("faithful", "verbatim")} | fields
    return FindingInput(**given)


def said(*findings):
    return tuple(SaidInput(position=place, finding=SaidFinding(value)) for place, value in enumerate(findings))


def check(finding, *, chain=CHAIN, figure=None, meaning=Meaning.SUPPORTED, stances=(Stance.SUPPORTS,), evidence=()):
    rating = Rating(meaning=meaning, label="So it is") if meaning else None
    pieces = None if stances is None else [Piece(evidence=n, stance=stance) for n, stance in enumerate(stances)]
    return validate(finding, chain=chain, figure=figure, rating=rating, evidence=list(evidence) or pieces, today=TODAY)


def refused(finding, **context):
    with pytest.raises(Invalid) as caught:
        check(finding, **context)
    return caught.value


def test_the_links_are_named_by_the_chain_in_its_order():
    answers = (
        SaidInput(position=1, finding=SaidFinding.DISTORTED, note="Left out “nearly”."),
        SaidInput(position=0, finding=SaidFinding.VERBATIM),
    )
    assert check(finding(said=answers))["said"] == [
        {"position": 0, "names": ["Tavrin Post"], "finding": "verbatim", "note": ""},
        {"position": 1, "names": ["Harbour Ministry", "Coast Guard"], "finding": "distorted", "note": "Left out “nearly”."},
    ]


def test_the_articles_own_voice_has_no_answers():
    assert check(finding(said=()), chain=[])["said"] == []


@pytest.mark.parametrize(
    ("answers", "chain"),
    [
        ((), CHAIN),
        (said("faithful"), CHAIN),
        (said("faithful", "faithful", "faithful"), CHAIN),
        (said("faithful"), []),
        ((SaidInput(position=0, finding=SaidFinding.FAITHFUL),) * 2, CHAIN),
    ],
)
def test_each_link_is_answered_exactly_once(answers, chain):
    error = refused(finding(said=answers), chain=chain)
    assert error.code == "finding:said_links"
    assert list(error.details["errors"]) == ["said"]


def test_a_link_is_never_not_applicable():
    assert refused(finding(said=said("faithful", "not_applicable"))).code == "finding:said_not_applicable"


FORTY = exactly(40)


@pytest.mark.parametrize(
    ("fields", "figure", "code", "field"),
    [
        ({"rationale": "  "}, None, "finding:rationale_needed", "rationale"),
        ({"rationale": "a\x00b"}, None, "finding:text", "rationale"),
        ({"searched": "\ud800"}, None, "finding:text", "searched"),
        ({"missing_context": "x" * 20_001}, None, "finding:text", "missing_context"),
        ({"confidence": "certain"}, None, "finding:choice", "confidence"),
        ({"look_again_on": TODAY}, None, "finding:look_again_past", "look_again_on"),
        # a figure finding exactly where there is a figure
        ({"figure_finding": WITHIN}, None, "finding:no_figure", "figure_finding"),
        ({"band_low": Decimal(1)}, None, "finding:no_figure", "figure_finding"),
        ({"figure_finding": NOT_APPLICABLE}, FORTY, "finding:figure_needed", "figure_finding"),
        ({"figure_finding": "roughly"}, FORTY, "finding:figure_needed", "figure_finding"),
        # the band
        ({"figure_finding": WITHIN}, FORTY, "finding:band_needed", "band_low"),
        ({"figure_finding": INSUFFICIENT, "band_best": Decimal(40)}, FORTY, "finding:band_needed", "band_low"),
        (
            {"figure_finding": WITHIN, "band_low": Decimal(42), "band_high": Decimal(38)},
            FORTY,
            "finding:band_order",
            "band_high",
        ),
        (
            {"figure_finding": WITHIN, "band_low": Decimal(38), "band_high": Decimal(42), "band_best": Decimal(43)},
            FORTY,
            "finding:band_order",
            "band_best",
        ),
        ({"figure_finding": WITHIN, "band_low": Decimal("NaN")}, FORTY, "finding:number", "band_low"),
        ({"figure_finding": WITHIN, "band_high": Decimal("Infinity")}, FORTY, "finding:number", "band_high"),
        ({"figure_finding": WITHIN, "band_low": Decimal(10) ** 18}, FORTY, "finding:number", "band_low"),
        ({"figure_finding": WITHIN, "band_low": Decimal("1.0000001")}, FORTY, "finding:number", "band_low"),
        # no contradiction between the answer and the numbers
        (
            {"figure_finding": WITHIN, "band_low": Decimal(50), "band_high": Decimal(60)},
            FORTY,
            "finding:figure_contradiction",
            "figure_finding",
        ),
        ({"figure_finding": ABOVE, "band_low": Decimal(50)}, FORTY, "finding:figure_contradiction", "figure_finding"),
        (
            {"figure_finding": BELOW, "band_low": Decimal(38), "band_high": Decimal(42)},
            FORTY,
            "finding:figure_contradiction",
            "figure_finding",
        ),
        ({"figure_finding": OVERLAPS, "band_high": Decimal(30)}, FORTY, "finding:figure_contradiction", "figure_finding"),
    ],
)
def test_what_is_refused(fields, figure, code, field):
    error = refused(finding(**fields), figure=figure)
    assert error.code == code
    assert list(error.details["errors"]) == [field]


def test_a_contradiction_says_what_the_numbers_say():
    error = refused(finding(figure_finding=WITHIN, band_low=Decimal(78), band_high=Decimal(90)), figure=ABOUT_70)
    assert "63–77" in error.message
    assert "78–90" in error.message
    assert "below the evidence" in error.message


@pytest.mark.parametrize("answer", [WITHIN, OVERLAPS, INSUFFICIENT])
def test_how_far_compatible_ranges_must_meet_is_the_reviewers_judgement(answer):
    columns = check(finding(figure_finding=answer, band_low=Decimal(75), band_high=Decimal(80)), figure=ABOUT_70)
    assert columns["figure_finding"] == answer
    assert columns["band"] == numbers(75, 80)


@pytest.mark.parametrize("answer", [WITHIN, ABOVE, BELOW, OVERLAPS])
def test_a_figure_kept_as_words_contradicts_nothing(answer):
    assert check(finding(figure_finding=answer, band_low=Decimal(1)), figure=WORDS_ONLY)["figure_finding"] == answer


def test_a_rating_outside_the_scale():
    assert refused(finding(), meaning=None).code == "finding:rating"


def test_what_is_not_yet_due_is_looked_at_again():
    assert refused(finding(), meaning=Meaning.NOT_YET_DUE).code == "finding:look_again_needed"
    later = finding(look_again_on=TODAY + dt.timedelta(days=1))
    assert check(later, meaning=Meaning.NOT_YET_DUE)["look_again_on"] == dt.date(2026, 3, 3)


NEEDED = {
    Meaning.SUPPORTED: {Stance.SUPPORTS},
    Meaning.REFUTED: {Stance.CONTRADICTS},
    Meaning.MIXED: {Stance.SUPPORTS, Stance.CONTRADICTS, Stance.QUALIFIES},
    Meaning.INSUFFICIENT: None,
    Meaning.NOT_YET_DUE: None,
    Meaning.NOT_CHECKABLE: None,
}


@pytest.mark.parametrize("stance", [None, *Stance])
@pytest.mark.parametrize("meaning", Meaning)
def test_a_rating_that_says_what_the_evidence_shows_rests_on_evidence_that_shows_it(meaning, stance):
    needed, given = NEEDED[meaning], finding(look_again_on=TODAY + dt.timedelta(days=1))
    stances = [] if stance is None else [stance.value]  # as the database gives them
    if needed is None or stance in needed:
        assert check(given, meaning=meaning, stances=stances)["rating"].meaning == meaning
    else:
        error = refused(given, meaning=meaning, stances=stances)
        assert (error.code, list(error.details["errors"])) == ("finding:no_evidence", ["stances"])


@pytest.mark.parametrize("meaning", [meaning for meaning, needed in NEEDED.items() if needed])
def test_one_piece_that_shows_it_is_enough_among_others(meaning):
    assert check(finding(), meaning=meaning, stances=[*Stance])["rating"].meaning == meaning


@pytest.mark.parametrize("meaning", Meaning)
def test_the_key_of_a_known_case_is_not_asked_for_evidence(meaning):
    later = finding(look_again_on=TODAY + dt.timedelta(days=1))
    assert check(later, meaning=meaning, stances=None)["rating"].meaning == meaning


def test_who_lacks_evidence_is_told_by_which_stance_the_rating_is_borne_out():
    message = refused(finding(), meaning=Meaning.MIXED, stances=[Stance.MENTIONS]).message
    assert "“So it is” says what the evidence shows" in message
    assert "“supports”, “contradicts” or “qualifies”" in message
    assert "stance “contradicts”." in refused(finding(), meaning=Meaning.REFUTED, stances=[]).message


def test_all_problems_are_told_at_once():
    error = refused(finding(said=(), rationale="", figure_finding=WITHIN), figure=FORTY, stances=[])
    assert list(error.details["errors"]) == ["said", "stances", "band_low", "rationale"]
