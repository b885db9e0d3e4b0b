"""What templates of every app use."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import segno
from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.forms.utils import flatatt
from django.template.context import RequestContext
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from core.workplace import chosen_theme

register = template.Library()

SOON = dt.timedelta(hours=4)
#: What would end a script element, or begin a comment in one, written so that JSON reads the same.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def theme(context: RequestContext) -> str:
    """The attribute that holds the chosen theme; none where the system's is to be followed."""
    request = context.get("request")
    chosen = chosen_theme(request) if request else ""
    return format_html(' data-theme="{}"', chosen) if chosen else ""


@register.simple_tag(takes_context=True)
def here(context: RequestContext, address: str, *, exact: bool = False) -> str:
    """``aria-current`` on the link of the part of the site in which the page is."""
    path = context["request"].path
    return mark_safe(' aria-current="page"') if path == address or (not exact and path.startswith(address)) else ""


@register.simple_tag(takes_context=True)
def with_query(context: RequestContext, **changes: Any) -> str:
    """The page's own address with some of its query changed."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag
def qr_code(text: str) -> SafeString:
    """The text as a drawing for cameras."""
    drawing = segno.make(text, micro=False).svg_inline(omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(drawing)  # noqa: S308 - paths alone, nothing of the text


@register.inclusion_tag("core/icon.html")
def icon(name: str) -> dict[str, str]:
    """One of our icons; decoration beside words."""
    return {"name": name}


@register.simple_tag
def due(moment: dt.datetime | None) -> str:
    """A deadline, by how far off it is; nothing where there is none."""
    if moment is None:
        return ""
    left = moment - timezone.now()
    return _time(moment, due_words(left), _urgency(left))


@register.simple_tag
def lapse(moment: dt.datetime) -> str:
    """When an assignment goes back by itself."""
    left = moment - timezone.now()
    is_ahead = left > dt.timedelta()
    words = gettext("goes back in %(distance)s") % {"distance": _distance(left)} if is_ahead else gettext("goes back now")
    return _time(moment, words, "")


def _time(moment: dt.datetime, words: str, urgency: str) -> str:
    """A moment in words. Each line of a list has one, so it has no template of its own."""
    there = timezone.localtime(moment)
    title = date_format(there, "DATETIME_FORMAT")
    return format_html('<time class="due {}" datetime="{}" title="{}">{}</time>', urgency, there.isoformat(), title, words)


def due_words(left: dt.timedelta) -> str:
    """The time that is left, or since when it is over, in its largest unit."""
    distance = _distance(abs(left))
    if left < dt.timedelta():
        return gettext("%(distance)s late") % {"distance": distance}
    return gettext("due in %(distance)s") % {"distance": distance}


def _distance(length: dt.timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return gettext("%(minutes)d min") % {"minutes": minutes}
    hours = minutes // 60
    if hours < 48:
        return gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes % 60} if hours < 6 else _hours(hours)
    return ngettext("%(days)d day", "%(days)d days", hours // 24) % {"days": hours // 24}


def _hours(hours: int) -> str:
    return gettext("%(hours)d h") % {"hours": hours}


def _urgency(left: dt.timedelta) -> str:
    if left < dt.timedelta():
        return "late"
    return "soon" if left < SOON else ""


@register.simple_tag
def choices(field: BoundField) -> SafeString:
    """The buttons or boxes of a group with their labels, as Django's own templates write them: four for each."""
    options = [option.data for option in field]
    return format_html_join(
        "",
        '<label for="{}"><input type="{}" name="{}" value="{}"{}>{}</label>',
        ((o["attrs"]["id"], o["type"], o["name"], o["value"], flatatt(o["attrs"]), o["label"]) for o in options),
    )


@register.filter
def attributes(values: dict[str, Any]) -> SafeString:
    """The attributes of an element, each after a space: those that are true by their names alone, those that are false not."""
    return flatatt(values)


@register.filter
def up_to(number: int, most: int) -> str:
    """A count that stops at ``most``: then it says so."""
    return str(number) if number < most else f"{most - 1}+"


@register.filter
def is_group(field: BoundField) -> bool:
    """Whether the field consists of several buttons."""
    return isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the field is one box to tick."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def day(written: str | None) -> dt.date | None:
    """A day that was frozen as text."""
    return dt.date.fromisoformat(written) if written else None


@register.filter
def data_block(value: Any) -> SafeString:
    """JSON for inside a script element that is data."""
    return mark_safe(json.dumps(value, ensure_ascii=False, indent=2).translate(ESCAPES))  # noqa: S308 - escaped just now
