"""Who fits a case, who may not touch it, and why. Pure: facts about a case and about people in, an order of people out."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from verification.models.reviews import AssignmentPart


class Exclusion(models.TextChoices):
    """A rule that keeps a person from a case."""

    NOT_A_REVIEWER = "not_a_reviewer", _("is no active reviewer of this desk")
    KEPT_OUT = "kept_out", _("is not to see it")
    ENGAGED = "engaged", _("has this case already, or has reviewed it in this round")
    SUBMITTED = "submitted", _("submitted the article")
    SUPPLIED = "supplied", _("supplied evidence before being assigned")
    TIED = "tied", _("declared a tie to a source concerned")
    REVIEWED = "reviewed", _("reviewed this case, so cannot adjudicate it")
    ADJUDICATED = "adjudicated", _("adjudicated this case and has seen its reviews")
    LANGUAGE = "language", _("does not read the article's language")
    TOPIC = "topic", _("does not work on the case's topics")
    LEFT = "left", _("had this case in this round and left it")
    ABSENT = "absent", _("is absent")
    LOADED = "loaded", _("has a full load")


#: Nobody can set these aside.
ABSOLUTE = frozenset({Exclusion.NOT_A_REVIEWER, Exclusion.KEPT_OUT, Exclusion.ENGAGED})
#: Whoever these exclude may not take the case; only a lead's override, with a reason, lets them.
BARRING = ABSOLUTE | {
    Exclusion.SUBMITTED,
    Exclusion.SUPPLIED,
    Exclusion.TIED,
    Exclusion.REVIEWED,
    Exclusion.ADJUDICATED,
}
# The rest only keep a case from being pushed to people: whoever takes it from the pool knows what they take.


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a case asks of the people who work on it."""

    part: AssignmentPart
    topics: Mapping[int, str]
    language: str
    today: dt.date


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of the desk, in relation to one case. No topics and no languages mean: any.

    ``agreement`` is the share of their past reviews that the verdict bore out, where others reviewed as well.
    """

    user_id: int
    is_reviewer: bool = True
    is_lead: bool = False
    topics: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    load: int = 0
    capacity: int = 10
    agreement: float = 1.0
    absent_until: dt.date | None = None
    is_kept_out: bool = False
    is_engaged: bool = False
    has_submitted: bool = False
    has_supplied: bool = False
    is_tied: bool = False
    has_reviewed: bool = False
    has_adjudicated: bool = False
    has_left: bool = False
    is_in_bundle: bool = False


def exclusions(need: Need, person: Person) -> list[Exclusion]:
    """The rules that keep this person from the case, the hardest first. Who reviews the rest of a bundle is never too loaded."""
    reviews = need.part is AssignmentPart.REVIEW
    found = {
        Exclusion.NOT_A_REVIEWER: not person.is_reviewer,
        Exclusion.KEPT_OUT: person.is_kept_out,
        Exclusion.ENGAGED: person.is_engaged,
        Exclusion.SUBMITTED: person.has_submitted,
        Exclusion.SUPPLIED: person.has_supplied,
        Exclusion.TIED: person.is_tied,
        Exclusion.REVIEWED: person.has_reviewed and not reviews,
        Exclusion.ADJUDICATED: person.has_adjudicated and reviews,
        Exclusion.LANGUAGE: bool(need.language and person.languages) and need.language not in person.languages,
        Exclusion.TOPIC: bool(need.topics and person.topics) and person.topics.isdisjoint(need.topics),
        Exclusion.LEFT: person.has_left,
        Exclusion.ABSENT: person.absent_until is not None and need.today <= person.absent_until,
        Exclusion.LOADED: person.load >= person.capacity and not person.is_in_bundle,
    }
    return [exclusion for exclusion, holds in found.items() if holds]


def best_first(need: Need, people: Iterable[Person]) -> list[Person]:
    """Those whom nothing excludes: first who has the rest of the bundle, then who knows the topics, then the least loaded.

    A past that the verdicts did not bear out weighs like a load: who was wrong half of the time comes after who has half of a
    full load more. Reviewing is asked of leads last, since who reviewed alone cannot publish; adjudicating of them first.
    """
    fitting = [person for person in people if not exclusions(need, person)]
    return sorted(fitting, key=lambda person: _preference(need, person))


def _preference(need: Need, person: Person) -> tuple[bool, bool, bool, float, int]:
    knows_topic = not person.topics.isdisjoint(need.topics)
    comes_last = person.is_lead is (need.part is AssignmentPart.REVIEW)
    burden = person.load / person.capacity + (1 - person.agreement)
    return (not person.is_in_bundle, not knows_topic, comes_last, burden, person.user_id)


def why_this_person(need: Need, person: Person) -> list[str]:
    """What speaks for giving the case to this person, for people. Past agreement is the person's own matter, and not told."""
    reasons = []
    if person.is_in_bundle:
        reasons.append("Has the other claims by this origin in this article.")
    if known := sorted(name for topic, name in need.topics.items() if topic in person.topics):
        reasons.append(f"Works on {', '.join(known)}.")
    if need.language and need.language in person.languages:
        reasons.append(f"Reads the article's language ({need.language}).")
    reasons.append(f"Had {person.load} of {person.capacity} open assignments.")
    return reasons


def why_nobody_else(need: Need, people: Iterable[Person], *, missing: int) -> str:
    """How many people a case still lacks, and which rule excludes how many, for the pool that everybody sees."""
    who = "adjudicator" if need.part is AssignmentPart.ADJUDICATE else "reviewer"
    lacking = f"Needs {missing} more {who}{'s' if missing > 1 else ''}."
    counted = Counter(found[0] for person in people if (found := exclusions(need, person)) and found[0] not in ABSOLUTE)
    if not counted:
        return f"{lacking} Nobody else of this desk could do it."
    listed = "; ".join(f"{counted[exclusion]} {exclusion.label}" for exclusion in Exclusion if exclusion in counted)
    return f"{lacking} Members who are excluded, by rule: {listed}."
