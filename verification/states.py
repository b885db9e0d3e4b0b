"""The states of a case, and the only ways from one to another. ``transitions.py`` is the only writer."""

from __future__ import annotations

import dataclasses
import enum

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseState(models.TextChoices):
    """Where the verification of a proposition stands."""

    PROPOSED = "proposed", _("proposed")
    OPEN = "open", _("open")
    IN_REVIEW = "in_review", _("in review")
    IN_ADJUDICATION = "in_adjudication", _("in adjudication")
    DECIDED = "decided", _("decided")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DISMISSED = "dismissed", _("dismissed")


class Action(models.TextChoices):
    """What can be done to the state of a case."""

    OPEN = "open", _("open")
    DISMISS = "dismiss", _("dismiss")
    RESTORE = "restore", _("restore")
    START = "start", _("start")
    RELEASE = "release", _("release")
    DECIDE = "decide", _("decide")
    ESCALATE = "escalate", _("escalate")
    SEND_BACK = "send_back", _("send back")
    PUBLISH = "publish", _("publish")
    REOPEN = "reopen", _("reopen")
    WITHDRAW = "withdraw", _("withdraw")


class Part(enum.StrEnum):
    """In what part somebody acts on a case."""

    SYSTEM = "system"
    REVIEWER = "reviewer"
    LEAD = "lead"
    ADJUDICATOR = "adjudicator"


@dataclasses.dataclass(frozen=True, slots=True)
class Transition:
    """From any of ``sources`` to ``target``, by whoever acts in one of ``parts``."""

    sources: frozenset[CaseState]
    target: CaseState
    parts: frozenset[Part]
    needs_reason: bool = False


def _transition(sources: set[CaseState], target: CaseState, parts: set[Part], *, needs_reason: bool = False) -> Transition:
    return Transition(frozenset(sources), target, frozenset(parts), needs_reason)


#: Every transition. DECIDE and DISMISS have two rows, since it depends on where the case comes from who may take the step.
TRANSITIONS: dict[Action, tuple[Transition, ...]] = {
    Action.OPEN: (_transition({CaseState.PROPOSED}, CaseState.OPEN, {Part.LEAD, Part.SYSTEM}),),
    Action.DISMISS: (
        _transition({CaseState.PROPOSED}, CaseState.DISMISSED, {Part.LEAD, Part.SYSTEM}, needs_reason=True),
        # By the system: a known case, once it has served.
        _transition({CaseState.OPEN, CaseState.IN_REVIEW}, CaseState.DISMISSED, {Part.LEAD, Part.SYSTEM}, needs_reason=True),
    ),
    Action.RESTORE: (_transition({CaseState.DISMISSED}, CaseState.OPEN, {Part.LEAD}, needs_reason=True),),
    Action.START: (_transition({CaseState.OPEN}, CaseState.IN_REVIEW, {Part.SYSTEM}),),
    Action.RELEASE: (_transition({CaseState.IN_REVIEW}, CaseState.OPEN, {Part.SYSTEM}),),
    Action.DECIDE: (
        _transition({CaseState.IN_REVIEW}, CaseState.DECIDED, {Part.SYSTEM}),
        _transition({CaseState.IN_ADJUDICATION}, CaseState.DECIDED, {Part.ADJUDICATOR}),
    ),
    Action.ESCALATE: (_transition({CaseState.IN_REVIEW}, CaseState.IN_ADJUDICATION, {Part.SYSTEM}),),
    Action.SEND_BACK: (
        _transition({CaseState.IN_ADJUDICATION}, CaseState.IN_REVIEW, {Part.ADJUDICATOR, Part.LEAD}, needs_reason=True),
        _transition({CaseState.DECIDED}, CaseState.IN_REVIEW, {Part.ADJUDICATOR, Part.LEAD}, needs_reason=True),
    ),
    Action.PUBLISH: (_transition({CaseState.DECIDED}, CaseState.PUBLISHED, {Part.LEAD}),),
    Action.REOPEN: (
        _transition({CaseState.PUBLISHED}, CaseState.OPEN, {Part.LEAD, Part.SYSTEM}, needs_reason=True),
        _transition({CaseState.WITHDRAWN}, CaseState.OPEN, {Part.LEAD}, needs_reason=True),
    ),
    Action.WITHDRAW: (_transition({CaseState.PUBLISHED}, CaseState.WITHDRAWN, {Part.LEAD}, needs_reason=True),),
}


def find_transition(action: Action, state: CaseState) -> Transition | None:
    """The transition that the action is from this state, or ``None`` where there is none."""
    return next((transition for transition in TRANSITIONS[action] if state in transition.sources), None)


#: States in which the reviews of the round are all in: from then on everybody on the desk sees them.
POOLED = frozenset({CaseState.IN_ADJUDICATION, CaseState.DECIDED, CaseState.PUBLISHED, CaseState.WITHDRAWN})

#: States in which work on a case is still to be done.
LIVE = frozenset({CaseState.PROPOSED, CaseState.OPEN, CaseState.IN_REVIEW, CaseState.IN_ADJUDICATION, CaseState.DECIDED})
