"""How far reviewers agree: with each other, and with the verdict; and how long they take.

Counted are the newest cases whose reviews are all in: what is still independent enters no number. Neither the number of
queries nor what is read depends on what the desk has done. What the numbers mean is written down in ``docs/method.md``.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Aggregate, Count, DurationField, F, Max

from core.models import Desk, User
from verification.agreement import Difference, agreement
from verification.calibration.alpha import krippendorff_alpha
from verification.models import CalibrationTerms, Case, Confidence, KnownCase, Meaning, Review, Verdict
from verification.models.calibration import KnownCaseQuerySet
from verification.models.cases import CaseQuerySet
from verification.models.reviews import ReviewQuerySet
from verification.presenting.overview import Number
from verification.selectors import AGREEMENT_WINDOW

#: The newest of the cases that two or more reviewed: so many are compared, whatever the desk has done.
MOST_CASES = 1_000
#: Alpha over fewer cases says more about chance than about reviewers.
LEAST_FOR_ALPHA = 20

#: What of a review is compared; its texts stay in the database.
COMPARED = ("case", "round", "reviewer", "said", "figure_finding", "band", "confidence", "rating__meaning")


@dataclasses.dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """In whole percent; ``None`` of nothing."""
        return round(100 * self.part / self.whole) if self.whole else None


@dataclasses.dataclass(frozen=True, slots=True)
class Turnaround:
    """From taking a case on to handing its review in, over so many reviews."""

    reviews: int
    median: dt.timedelta | None
    ninety: dt.timedelta | None


@dataclasses.dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha over the meanings of the ratings, and the number of cases under it."""

    cases: int
    #: ``None`` where the cases are too few, or where all reviews say the same.
    value: float | None

    @property
    def is_enough(self) -> bool:
        """Whether there are enough cases for it to say something."""
        return self.cases >= LEAST_FOR_ALPHA


@dataclasses.dataclass(frozen=True, slots=True)
class Matrix:
    """How often what was said as what: a row for each rating, by its meaning, with a number for each of ``meanings``.

    Where both ways round are the same, one of them has no number.
    """

    meanings: Sequence[Meaning]
    rows: Sequence[tuple[Meaning, Sequence[Number | None]]]

    def cells(self) -> Iterator[tuple[Meaning, Meaning, int]]:
        """The numbers above none, each with what was said as what."""
        for one, numbers in self.rows:
            for other, number in zip(self.meanings, numbers, strict=True):
                if number is not None and number.value:
                    yield one, other, number.value


@dataclasses.dataclass(frozen=True, slots=True)
class Sample:
    """The newest cases that two or more reviewed: the reviews of the last complete round, their differences, and the verdict."""

    reviews: Mapping[int, Sequence[Review]]
    differences: Mapping[int, Sequence[Difference]]
    verdicts: Mapping[int, str]

    @property
    def alpha(self) -> Alpha:
        """How far reviewers agree in what the evidence shows, beyond chance."""
        said = [[review.rating.meaning for review in reviews] for reviews in self.reviews.values()]
        return Alpha(len(said), krippendorff_alpha(said) if len(said) >= LEAST_FOR_ALPHA else None)

    def number(self, what: str, one: str = "", other: str = "", reviewer: int | None = None) -> Number:
        """How many cases are behind a number, and the query of the page that lists them."""
        query = {"what": what, "one": one, "other": other, "reviewer": reviewer or ""}
        cases = self.behind(what, one, other, reviewer)
        return Number(len(cases), {name: value for name, value in query.items() if value})

    def pairs(self) -> Matrix:
        """In how many cases one reviewer's rating meant the one, and another's the other. Either way round is the same."""
        found = {pair for reviews in self.reviews.values() for pair in _pairs(reviews)}
        meanings = [meaning for meaning in Meaning if any(meaning in pair for pair in found)]
        rows = [
            [self.number("pair", one, other) if column <= row else None for column, other in enumerate(meanings)]
            for row, one in enumerate(meanings)
        ]
        return Matrix(meanings, list(zip(meanings, rows, strict=True)))

    def against_verdict(self, reviewer: int) -> Matrix:
        """In how many cases the reviewer's rating meant the one (rows), and the verdict's the other (columns)."""
        found = {
            (str(review.rating.meaning), self.verdicts[review.case_id])
            for review in self._of(reviewer)
            if review.case_id in self.verdicts
        }
        meanings = [meaning for meaning in Meaning if any(meaning in pair for pair in found)]
        rows: list[list[Number | None]] = [
            [self.number("verdict", one, other, reviewer) for other in meanings] for one in meanings
        ]
        return Matrix(meanings, list(zip(meanings, rows, strict=True)))

    def agreed_with_others(self, reviewer: int) -> Share:
        """In how many of their cases somebody agrees with each of the others; that the others differ is not their doing."""
        own = [(review, self.reviews[review.case_id]) for review in self._of(reviewer)]
        alike = [all(agreement([review, other]) for other in reviews if other is not review) for review, reviews in own]
        return Share(sum(alike), len(own))

    def borne_out(self, reviewer: int, confidence: str = "") -> Share:
        """In how many of their decided cases, of those in which they were so sure, the verdict means what somebody said."""
        own = [
            review for review in self._of(reviewer) if review.case_id in self.verdicts and confidence in {"", review.confidence}
        ]
        return Share(sum(self.verdicts[review.case_id] == review.rating.meaning for review in own), len(own))

    def behind(self, what: str, one: str = "", other: str = "", reviewer: int | None = None) -> list[int]:
        """The cases behind a number, the newest first; nothing of what is not known.

        ``what`` is ``all``, ``agreed``, ``differing``, a :class:`Difference`, ``reviewer`` (somebody's), ``pair`` (of what the
        ratings of two mean), or ``verdict`` (what somebody's rating means, and the verdict's).
        """
        tests: dict[str, Callable[[int], bool]] = {
            "all": lambda _: True,
            "agreed": lambda case: not self.differences[case],
            "differing": lambda case: bool(self.differences[case]),
            "reviewer": lambda case: any(review.reviewer_id == reviewer for review in self.reviews[case]),
            "pair": lambda case: (one, other) in _pairs(self.reviews[case]),
            "verdict": lambda case: self.verdicts.get(case) == other and one in self._said(case, reviewer),
        }
        if what in Difference.values:
            tests[what] = lambda case: what in self.differences[case]
        return [case for case in self.reviews if tests[what](case)] if what in tests else []

    def _said(self, case: int, reviewer: int | None) -> list[str]:
        return [str(review.rating.meaning) for review in self.reviews[case] if review.reviewer_id == reviewer]

    def _of(self, reviewer: int) -> Iterator[Review]:
        return (review for reviews in self.reviews.values() for review in reviews if review.reviewer_id == reviewer)


def _pairs(reviews: Sequence[Review]) -> set[tuple[str, str]]:
    """What any two of the reviews mean beside each other, both ways round."""
    return {(str(one.rating.meaning), str(other.rating.meaning)) for one, other in itertools.permutations(reviews, 2)}


# --- Reading ----------------------------------------------------------------------------------------------------------------


def compared(cases: CaseQuerySet, now: dt.datetime, reviewer: User | None = None) -> Sample:
    """The newest of these cases that two or more reviewed, of late: all, or those of one reviewer."""
    complete = Review.objects.filter(case__in=cases, round=F("case__pooled_round"))
    if reviewer is not None:
        complete = complete.filter(case__in=complete.filter(reviewer=reviewer).values("case"))
    by_case = complete.order_by().values("case").annotate(number=Count("pk"), last=Max("submitted_at"))
    newest = by_case.filter(number__gte=2, last__gte=now - AGREEMENT_WINDOW).order_by("-last", "-case")
    reviews: dict[int, list[Review]] = {pk: [] for pk in newest.values_list("case", flat=True)[:MOST_CASES]}
    rows = Review.objects.filter(case__in=list(reviews), round=F("case__pooled_round")).select_related("rating").only(*COMPARED)
    for review in rows.order_by("submitted_at", "pk"):
        reviews[review.case_id].append(review)
    decided = Verdict.objects.filter(reviews__case__in=list(reviews), reviews__round=F("case__pooled_round"))
    differences = {pk: agreement(found).differences for pk, found in reviews.items()}
    return Sample(reviews, differences, dict(decided.order_by("number").values_list("case", "rating__meaning")))


class Percentile(Aggregate):
    """The value that so large a part of the rows does not exceed."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(part)s) WITHIN GROUP (ORDER BY %(expressions)s)"

    def __init__(self, expression: Any, part: float, **extra: Any) -> None:
        super().__init__(expression, part=float(part), output_field=DurationField(), **extra)


def _handed_in(cases: CaseQuerySet, now: dt.datetime) -> ReviewQuerySet:
    """The reviews of complete rounds, of late, also those of cases that ask for one review alone."""
    return Review.objects.filter(
        case__in=cases, round__lte=F("case__pooled_round"), submitted_at__gte=now - AGREEMENT_WINDOW
    ).order_by()


_TAKEN = F("submitted_at") - F("assignment__accepted_at")


def turnaround(cases: CaseQuerySet, now: dt.datetime, reviewer: User | None = None) -> Turnaround:
    """How long reviews of these cases took: all, or those of one reviewer."""
    reviews = _handed_in(cases, now)
    if reviewer is not None:
        reviews = reviews.filter(reviewer=reviewer)
    found = reviews.aggregate(number=Count(_TAKEN), median=Percentile(_TAKEN, 0.5), ninety=Percentile(_TAKEN, 0.9))
    return Turnaround(found["number"], found["median"], found["ninety"])


def turnarounds(cases: CaseQuerySet, now: dt.datetime) -> dict[int, Turnaround]:
    """The same by reviewer."""
    by_person = _handed_in(cases, now).values("reviewer")
    rows = by_person.annotate(number=Count(_TAKEN), median=Percentile(_TAKEN, 0.5), ninety=Percentile(_TAKEN, 0.9))
    found = rows.values_list("reviewer", "number", "median", "ninety")
    return {reviewer: Turnaround(number, median, ninety) for reviewer, number, median, ninety in found}


# --- Known cases ------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """A review of a copy of a known case, and in what it differs from the key."""

    review: Review
    known: KnownCase
    differences: Sequence[Difference]


@dataclasses.dataclass(frozen=True, slots=True)
class Answers:
    """Reviews of known cases, the newest first."""

    all: Sequence[Answer]

    @property
    def agreed(self) -> Share:
        """How many of them agree with the key."""
        return Share(sum(not answer.differences for answer in self.all), len(self.all))

    def said(self, one: str, other: str) -> list[Answer]:
        """Those whose rating means the one where the key's means the other."""
        return [each for each in self.all if (each.review.rating.meaning, each.known.rating.meaning) == (one, other)]

    def against_key(self) -> Matrix:
        """How often a reviewer's rating meant the one (rows), and the key's the other (columns)."""
        found = {meaning for each in self.all for meaning in (each.review.rating.meaning, each.known.rating.meaning)}
        meanings = [meaning for meaning in Meaning if meaning in found]
        rows: list[list[Number | None]] = [
            [Number(len(self.said(one, other)), {"one": one.value, "other": other.value}) for other in meanings]
            for one in meanings
        ]
        return Matrix(meanings, list(zip(meanings, rows, strict=True)))

    def of(self, reviewer: int) -> Answers:
        """Those of one reviewer."""
        return Answers([answer for answer in self.all if answer.review.reviewer_id == reviewer])


def answers_to(known: KnownCaseQuerySet, now: dt.datetime, reviewer: User | None = None) -> Answers:
    """The newest reviews of these known cases, of late: of all, or of one reviewer. Only of copies that have served."""
    reviews = Review.objects.filter(
        case__known_copy__known__in=known,
        case__known_copy__closed_at__isnull=False,
        submitted_at__gte=now - AGREEMENT_WINDOW,
    )
    if reviewer is not None:
        reviews = reviews.filter(reviewer=reviewer)
    related = ("rating", "reviewer", "case__known_copy__known__rating", "case__known_copy__known__case")
    newest = reviews.select_related(*related).order_by("-submitted_at", "-pk")[:MOST_CASES]
    pairs = ((review, review.case.known_copy.known) for review in newest)
    return Answers([Answer(review, known, agreement([review, known]).differences) for review, known in pairs])


# --- What is shown ----------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    """The figures of one reviewer."""

    user: User
    cases: Number
    agreed: Share
    borne_out: Share
    turnaround: Turnaround
    known: Share


@dataclasses.dataclass(frozen=True, slots=True)
class DeskFigures:
    """What a lead sees of the desk; ``people`` is ``None`` where the desk has not switched that on."""

    cases: Number
    agreed: Number
    differing: Number
    differences: Sequence[tuple[Difference, Number]]
    alpha: Alpha
    pairs: Matrix
    turnaround: Turnaround
    answers: Answers
    people: Sequence[Person] | None


@dataclasses.dataclass(frozen=True, slots=True)
class OwnFigures:
    """What reviewers see of themselves."""

    cases: Number
    agreed: Share
    borne_out: Share
    against_verdict: Matrix
    by_confidence: Sequence[tuple[Confidence, Share]]
    turnaround: Turnaround
    answers: Answers


def cases_of(desk: Desk, user: User) -> CaseQuerySet:
    """The cases that enter the figures which this user sees: no copies of known ones, which have figures of their own."""
    return Case.objects.visible_to(user).filter(desk=desk, known_copy=None)


def desk_figures(desk: Desk, user: User, now: dt.datetime) -> DeskFigures:
    """The desk's figures, as of now, of what the user may see."""
    cases = cases_of(desk, user)
    sample = compared(cases, now)
    answers = answers_to(KnownCase.objects.visible_to(user).filter(case__desk=desk), now)
    return DeskFigures(
        cases=sample.number("all"),
        agreed=sample.number("agreed"),
        differing=sample.number("differing"),
        differences=[(difference, sample.number(difference.value)) for difference in Difference],
        alpha=sample.alpha,
        pairs=sample.pairs(),
        turnaround=turnaround(cases, now),
        answers=answers,
        people=_people(sample, turnarounds(cases, now), answers) if CalibrationTerms.of(desk).shows_people else None,
    )


def _people(sample: Sample, taken: Mapping[int, Turnaround], answers: Answers) -> list[Person]:
    able = {answer.review.reviewer_id for answer in answers.all} | taken.keys()
    return [
        Person(
            user=user,
            cases=sample.number("reviewer", reviewer=user.pk),
            agreed=sample.agreed_with_others(user.pk),
            borne_out=sample.borne_out(user.pk),
            turnaround=taken.get(user.pk, Turnaround(0, None, None)),
            known=answers.of(user.pk).agreed,
        )
        for user in User.objects.filter(pk__in=able).order_by("display_name", "pk")
    ]


def own_figures(desk: Desk, user: User, now: dt.datetime) -> OwnFigures:
    """The user's own figures on a desk, as of now."""
    cases = cases_of(desk, user)
    sample = compared(cases, now, user)
    shares = [(confidence, sample.borne_out(user.pk, confidence)) for confidence in Confidence]
    return OwnFigures(
        cases=sample.number("all"),
        agreed=sample.agreed_with_others(user.pk),
        borne_out=sample.borne_out(user.pk),
        against_verdict=sample.against_verdict(user.pk),
        by_confidence=[(confidence, share) for confidence, share in shares if share.whole],
        turnaround=turnaround(cases, now, user),
        # Not those that are known to the user, but those that are not kept from them any more.
        answers=answers_to(KnownCase.objects.filter(case__in=cases), now, user),
    )
