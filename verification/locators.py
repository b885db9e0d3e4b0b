"""Where in a capture a passage stands, other than by offsets: a page, a timecode, a region of an image. Pure."""

from __future__ import annotations

import re

from core.errors import Invalid

_PAGES = re.compile(r"(?:pp?\.?|pages?)\s*(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?", re.IGNORECASE)
_TIMES = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)(?:\s*[-–]\s*(\d{1,3}):([0-5]\d):([0-5]\d))?")
_REGION = re.compile(r"(\d{1,6})\s*,\s*(\d{1,6})\s*,\s*(\d{1,6})\s*,\s*(\d{1,6})")


def normalise(locator: str) -> str:
    """The locator in its one spelling: ``p. 4``, ``pp. 4–6``, ``00:12:30``, ``00:12:30–00:13:05``, ``10,20,300,180``.

    A region is left, top, width and height in pixels. Raises :class:`Invalid` (``evidence:locator``) for anything else.
    """
    given = locator.strip()
    for form, spell in ((_PAGES, _pages), (_TIMES, _times), (_REGION, _region)):
        if (found := form.fullmatch(given)) and (spelled := spell(*found.groups())):
            return spelled
    raise Invalid(
        "evidence:locator",
        "Say where in it as a page (p. 4, pp. 4–6), a time (00:12:30, 00:12:30–00:13:05) or a region of the image "
        "(left, top, width, height: 10,20,300,180).",
        field="locator",
    )


def _pages(first: str, last: str | None) -> str | None:
    if last is None:
        return f"p. {int(first)}" if int(first) else None
    return f"pp. {int(first)}–{int(last)}" if 0 < int(first) < int(last) else None


def _times(*parts: str | None) -> str | None:
    numbers = [int(part) for part in parts if part is not None]
    times = [tuple(numbers[place : place + 3]) for place in range(0, len(numbers), 3)]
    if times != sorted(set(times)):
        return None
    return "–".join(f"{hours:02}:{minutes:02}:{seconds:02}" for hours, minutes, seconds in times)


def _region(left: str, top: str, width: str, height: str) -> str | None:
    return f"{int(left)},{int(top)},{int(width)},{int(height)}" if int(width) and int(height) else None
