"""Cases in templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BoundField

from verification.forms import FindingForm
from verification.models import Case, CaseEvidence, FigureFinding, SaidFinding, Stance

register = template.Library()


@register.filter
def if_live(moment: Any, case: Case) -> Any:
    """A deadline as long as there is something left to do by then."""
    return None if case.is_settled else moment


@register.filter
def stance_field(form: FindingForm, item: CaseEvidence) -> BoundField:
    """How a piece of evidence stands to the case, in the form for the finding."""
    return form.stance_of(item)


@register.filter
def said_words(finding: str) -> str:
    """The answer to "was it said?" in words."""
    return str(SaidFinding(finding).label)


@register.filter
def figure_words(finding: str) -> str:
    """The answer to "is the number right?" in words."""
    return str(FigureFinding(finding).label)


@register.filter
def stance_words(stance: str) -> str:
    """How evidence stands to a case, in words."""
    return str(Stance(stance).label)


@register.filter
def origin(case: Case) -> str:
    """Who is said to have said it: the origin of the case's bundle, the publisher for an article's own voice."""
    if case.bundle is None:
        return ""
    return case.bundle.origin or str(case.bundle.article.publisher)
