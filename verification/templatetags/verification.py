"""Cases in templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django import template
from django.forms import BoundField
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import Claim, ClaimKind
from core.models import User
from verification.forms.findings import FindingForm
from verification.independence import OriginCount, OriginCounts
from verification.models import Case, CaseEvidence, FigureFinding, SaidFinding, Stance
from verification.presenting.overview import Number, Waiting

register = template.Library()

#: From so many hours on a length of time is told in days.
DAYS_FROM = 48


@register.simple_tag
def number(shown: Number, *name: object) -> str:
    """A number that leads to the cases behind it. It goes by its own name, so that it keeps the focus when it is renewed."""
    if not shown.value:
        return format_html('<span class="soft">{}</span>', 0)
    return format_html('<a id="{}" href="{}">{}</a>', "-".join(map(str, name)), address(shown), shown.value)


@register.filter
def address(shown: Number) -> str:
    """Where the cases behind a number are listed."""
    return f"{reverse('verification:cases')}?{urlencode(shown.query)}"


@register.simple_tag
def behind(shown: Number, listed: str, *name: object) -> str:
    """A number that leads to the cases behind it, where they are listed otherwise than by the filters of all cases."""
    if not shown.value:
        return format_html('<span class="soft">{}</span>', 0)
    return format_html('<a id="{}" href="{}?{}">{}</a>', "-".join(map(str, name)), listed, urlencode(shown.query), shown.value)


@register.filter
def time_taken(taken: dt.timedelta | None) -> str:
    """A length of time, as exact as its size is worth."""
    if taken is None:
        return ""
    hours = taken / dt.timedelta(hours=1)
    if hours * 60 < 1:
        return _("a minute")
    if hours < 1:
        return _("%(number)d min") % {"number": round(hours * 60)}
    return _("%(number).1f h") % {"number": hours} if hours < DAYS_FROM else _("%(number).1f days") % {"number": hours / 24}


@register.filter
def percent_of(part: float, whole: float) -> str:
    """How much of the whole a part is, as places in a drawing have it; no more than all of it."""
    return f"{min(100 * part / whole, 100):.2f}" if whole else "0"


@register.filter
def share_of(part: int, rows: Sequence[Waiting]) -> str:
    """How long the bar of a number is where that of the largest row is as long as can be."""
    return percent_of(part, max((row.all.value for row in rows), default=0))


@register.filter
def plain(place: float) -> str:
    """A place in a drawing, which is written alike in every language."""
    return f"{place:.2f}"


@register.filter
def at(items: Sequence[Any], place: int) -> Any:
    """The item at a place, counted from 0."""
    return items[place]


@register.filter
def kind_words(kind: str) -> str:
    """The kind of a claim, in words."""
    return str(ClaimKind(kind).label)


@register.filter
def if_live(moment: Any, case: Case) -> Any:
    """A deadline as long as there is something left to do by then."""
    return None if case.is_settled else moment


@register.filter
def case_seen_by(claim: Claim, user: User) -> Case | None:
    """What verifies a claim, where there is something that the user may see."""
    return Case.objects.visible_to(user).filter(case_claims__claim=claim).first()


@register.filter
def stance_field(form: FindingForm, item: CaseEvidence) -> BoundField:
    """How a piece of evidence stands to the case, in the form for the finding."""
    return form.stance_of(item)


@register.filter
def admission_field(form: FindingForm, item: CaseEvidence) -> BoundField | None:
    """Whether a piece of evidence is an admission, in the form for the finding; ``None`` where that is no question."""
    return form.admission_of(item)


@register.filter
def count_lines(origin_counts: OriginCounts) -> list[tuple[Stance, list[str]]]:
    """How many origins take which stance, in words, a stance at a time."""
    return [(stance, list(_in_words(found))) for stance, found in origin_counts.items()]


def _in_words(found: OriginCount) -> Iterator[str]:
    yield ngettext("%(n)d independent origin", "%(n)d independent origins", found.independent) % {"n": found.independent}
    if found.unknown_origin:
        yield _("%(n)d of unknown origin") % {"n": found.unknown_origin}
    if found.claimants_own:
        yield _("the claimant's own: %(n)d") % {"n": found.claimants_own}


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
