"""The page around a story: which runs of the text are the title, the byline, the story, the credits, and which are furniture.

A paragraph is judged by what holds on any page, whatever its layout: prose ends in a stop and is full of function words, menus
and headlines are not; a caption or a pull quote says again what stands elsewhere; a page speaks of itself in set phrases; a list
of other stories begins with a heading and has no two paragraphs of prose in a row; and a title shares its words with the story.
"""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import itertools
import math
import re
from collections.abc import Iterator, Sequence

from claims.extraction.dates.words import CALENDAR, month_number
from claims.extraction.text.document import Block, Role
from claims.extraction.text.page_cues import (
    BYLINE,
    CREDIT,
    DATELINE,
    END_MARK,
    FUNCTION_WORDS,
    HOUSEKEEPING,
    HOUSEKEEPING_WORDS,
    INVITATION,
    PAGE_DATE,
    PAGE_VOICE,
    REPORTING,
    SECTION_HEAD,
)

#: Hand-wrapped text is wrapped at 60 to 100 columns, by some editors at 132; longer lines are paragraphs of their own.
WIDEST_WRAP = 140
#: A tenth of the text may stand in longer lines (links, tables) without the rest ceasing to be wrapped.
UNWRAPPED_SHARE = 0.1
#: Of many lines, this share may be longer than the column at which the others are wrapped.
EDITED_SHARE = 0.05
MANY_LINES = 10
#: Of wrapped lines, this share at least goes on in the midst of a sentence, with a small letter.
INSIDE_SHARE = 0.4
#: Prose is a third function words, titles and menus less than a tenth.
PROSE_SHARE = 0.15
#: A paragraph without a stop at its end is still prose from this many words on.
LONG_PROSE = 30
#: Set phrases mark short paragraphs; a long paragraph that holds one is a story about newsletters.
LONGEST_BOX = 60
#: A box or list of links is over where a paragraph of this many words comes, or two of prose in a row.
STORY_GOES_ON = 40
#: Of its longer words, a part of the story has this share in common with the story before it.
SHARED_WORDS = 0.1
LONG_WORD = 5
#: A mark of the end ("Copyright", "Most read") ends the story only if little prose follows it.
REST_SHARE = 0.35
#: Captions and pull quotes are short; longer repetitions are the story printed twice.
LONGEST_CAPTION = 60
#: A title has as many words as this, at most.
LONGEST_TITLE = 30

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STOP = re.compile(r"[.!?…:;]['\"”’»)\]\s]*$|[\"”»]$")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+")
_QUOTED = re.compile(r"[\"“„«]")
_BULLET = re.compile(r"[-*•‣▪◦·–]\s")
_NAME_BREAK = re.compile(r"\s*(?:,\s*and\s|,|;|/|&|\band\b)\s*")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A text taken apart, with what its furniture says of the story."""

    blocks: tuple[Block, ...]
    title: str | None
    byline: str | None
    published_at: dt.date | None
    credits: tuple[str, ...]


@dataclasses.dataclass(slots=True)
class _Paragraph:
    """A run of lines that belong together, and what can be seen of it without its neighbours."""

    start: int
    end: int
    text: str
    words: list[str]
    stops: bool
    prose: bool
    role: Role = Role.FURNITURE


def segment(text: str) -> Page:
    """Take a page apart. Every paragraph gets one role; a text without furniture is all story."""
    paragraphs = [_paragraph(text, start, end) for start, end in _paragraph_spans(text)]
    _mark_story(paragraphs)
    title = _find_title(paragraphs)
    _mark_frame(paragraphs, title)
    return Page(
        blocks=tuple(block for paragraph in paragraphs for block in _blocks(paragraph)),
        title=" ".join(title.text.split()) if title else None,
        byline=next((name for p in paragraphs if p.role is Role.BYLINE and (name := _byline(p.text))), None),
        published_at=_published(paragraphs),
        credits=tuple(dict.fromkeys(name for p in paragraphs if p.role is Role.CREDIT for name in _credits(p.text))),
    )


# Lines and paragraphs


def _paragraph_spans(text: str) -> Iterator[tuple[int, int]]:
    """Runs of lines; a line is joined to the last where that ends only because the next word did not fit."""
    lines = [_stripped(match) for match in _LINE.finditer(text) if match.group().strip()]
    widths = _wrap_widths(text, lines)
    first = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or not _continues(text, lines[index - 1], lines[index], widths[index - 1]):
            yield lines[first][0], lines[index - 1][1]
            first = index


def _stripped(line: re.Match[str]) -> tuple[int, int]:
    words = line.group()
    return line.start() + len(words) - len(words.lstrip()), line.start() + len(words.rstrip())


def _wrap_widths(text: str, lines: Sequence[tuple[int, int]]) -> list[int]:
    """For each line the column at which it is wrapped by hand, 0 where it is a paragraph; pages paste both kinds together."""
    lengths = [end - start for start, end in lines]
    short = sum(length for length in lengths if length <= WIDEST_WRAP)
    if sum(lengths) - short <= UNWRAPPED_SHARE * sum(lengths):
        return [_wrap_width(text, lines)] * len(lines)
    return [width for run in _runs(text, lines) for width in [_wrap_width(text, run)] * len(run)]


def _runs(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """The lines between blank lines, long lines apart."""
    run: list[tuple[int, int]] = []
    for line in lines:
        apart = run and (_is_blank_between(text, run[-1], line) or max(line[1] - line[0], run[-1][1] - run[-1][0]) > WIDEST_WRAP)
        if apart:
            yield run
            run = []
        run.append(line)
    yield run


def _is_blank_between(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    return text[line[1] : following[0]].replace("\r\n", "\n").count("\n") > 1


def _wrap_width(text: str, lines: Sequence[tuple[int, int]]) -> int:
    """The column at which lines are wrapped by hand; 0 where they are paragraphs, or items of a list.

    It is the longest line's, but for the few that somebody edited and did not wrap again.
    """
    lengths = sorted((end - start for start, end in lines if end - start <= WIDEST_WRAP), reverse=True)
    edited = math.ceil(EDITED_SHARE * len(lengths)) if len(lengths) >= MANY_LINES else 0
    return next((width for width in lengths[edited : edited + 1] + lengths[:1] if _is_wrapped(text, lines, width)), 0)


def _is_wrapped(text: str, lines: Sequence[tuple[int, int]], width: int) -> bool:
    """Enough of the lines that reach the column go on in the midst of a sentence."""
    joined = [following for line, following in itertools.pairwise(lines) if _continues(text, line, following, width)]
    return sum(text[start].islower() for start, _ in joined) >= INSIDE_SHARE * len(joined)


def _continues(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """The next line goes on with this one's paragraph: no blank line, no indentation, and its first word had no room here."""
    if not width or _is_blank_between(text, line, following) or text[line[1] : following[0]].endswith(("  ", "\t")):
        return False
    if _BULLET.match(text, following[0]) or following[1] - following[0] > WIDEST_WRAP:
        return False
    rest = text[following[0] : following[1]]
    # A dash or hyphen may end a line early by its own rules, and few wrap to the very column: four columns of grace.
    return line[1] - line[0] + 1 + len(rest.split(maxsplit=1)[0]) > width - 4


def _paragraph(text: str, start: int, end: int) -> _Paragraph:
    own = text[start:end]
    words = _WORD.findall(own)
    stops = bool(_STOP.search(own))
    share = sum(word.lower() in FUNCTION_WORDS for word in words) / max(len(words), 1)
    prose = len(words) >= 3 and (stops or len(words) >= LONG_PROSE) and (share >= PROSE_SHARE or len(words) < 8)
    return _Paragraph(start, end, own, words, stops, prose)


# Which paragraphs are the story


def _mark_story(paragraphs: list[_Paragraph]) -> None:
    for paragraph in paragraphs:
        if paragraph.prose and not _is_frame(paragraph):
            paragraph.role = Role.STORY
    _drop_repetitions(paragraphs)
    _keep_lists(paragraphs)
    _drop_sections(paragraphs)
    _drop_rest(paragraphs)
    if not any(paragraph.role is Role.STORY for paragraph in paragraphs):
        # Nothing reads as prose: a note or a list that somebody pasted, rather than a page.
        for paragraph in paragraphs:
            if paragraph.words and not _is_frame(paragraph):
                paragraph.role = Role.STORY


def _is_frame(paragraph: _Paragraph) -> bool:
    """The page speaks of itself, or of who made the story."""
    own = paragraph.text
    if len(paragraph.words) > LONGEST_BOX:
        return False
    if CREDIT.match(own) or BYLINE.match(own) or "|" in own or own.startswith(("http", "www.")):
        return True
    if PAGE_VOICE.match(own) and not _QUOTED.search(own) and not REPORTING.search(own):
        return True
    hints = "©" in own or not HOUSEKEEPING_WORDS.isdisjoint(word.lower() for word in paragraph.words)
    return hints and bool(HOUSEKEEPING.search(own))


def _drop_repetitions(paragraphs: list[_Paragraph]) -> None:
    """Captions printed twice go, all copies; a pull quote goes where a longer passage holds it; of a story twice, one stays."""
    sentences = [_sentences(paragraph) if paragraph.role is Role.STORY else [] for paragraph in paragraphs]
    holders = collections.defaultdict(set)
    for index, own in enumerate(sentences):
        for sentence in own:
            holders[sentence].add(index)
    for index, paragraph in enumerate(paragraphs):
        others = [holders[sentence] - {index} for sentence in sentences[index]]
        if not others or not all(others):
            continue
        size = len(paragraph.words)
        twins = {other for other in set.intersection(*others) if len(paragraphs[other].words) == size}
        caption = size <= LONGEST_CAPTION and {index - 1, index + 1} & twins
        longer = any(len(paragraphs[other].words) > size for found in others for other in found)
        if caption or longer or any(other < index for other in twins):
            paragraph.role = Role.FURNITURE


def _sentences(paragraph: _Paragraph) -> list[str]:
    parts = (" ".join(_WORD.findall(part.lower())) for part in _SENTENCE_END.split(paragraph.text))
    return [part for part in parts if part.count(" ") >= 3]


def _keep_lists(paragraphs: list[_Paragraph]) -> None:
    """The items of a list that the story introduces ("The ministry said:") belong to it, stop or no stop.

    So do those of a list in the midst of the story, under a heading of its own. Items that end a sentence ("The report says it"
    "• swept away 118 houses,") are one paragraph with its beginning.
    """
    items = [bool(_BULLET.match(paragraph.text)) and not _is_frame(paragraph) for paragraph in paragraphs]
    introduced = False
    opened: _Paragraph | None = None
    merged: set[int] = set()
    for index, paragraph in enumerate(paragraphs):
        if items[index] and opened is not None:
            opened.end, opened.text = paragraph.end, f"{opened.text}\n{paragraph.text}"
            opened.words += paragraph.words
            merged.add(index)
        elif items[index] and (introduced or _is_within(paragraphs, items, index)):
            paragraph.role = Role.STORY
        else:
            introduced = paragraph.role is Role.STORY and paragraph.text.endswith(":")
            opened = paragraph if _is_open(paragraphs, items, index) else None
            if opened is not None:
                opened.role = Role.STORY
    paragraphs[:] = [paragraph for index, paragraph in enumerate(paragraphs) if index not in merged]


def _is_open(paragraphs: Sequence[_Paragraph], items: Sequence[bool], index: int) -> bool:
    """The paragraph, of the story or right behind it, breaks off, and a list goes on with its sentence in small letters."""
    own = paragraphs[index]
    if own.stops or _is_frame(own) or SECTION_HEAD.match(own.text) or index + 1 == len(items) or not items[index + 1]:
        return False
    behind = index > 0 and paragraphs[index - 1].role is Role.STORY and not FUNCTION_WORDS.isdisjoint(map(str.lower, own.words))
    return (own.role is Role.STORY or behind) and paragraphs[index + 1].text.lstrip("-*•‣▪◦·– ")[:1].islower()


def _is_within(paragraphs: Sequence[_Paragraph], items: Sequence[bool], index: int) -> bool:
    """The list of several items stands between two paragraphs of the story, with no more than a heading before it."""
    first = next(at + 1 for at in range(index, -2, -1) if at < 0 or not items[at])
    last = next((at - 1 for at in range(index, len(items)) if not items[at]), len(items) - 1)
    if last == first or first < 2 or last + 1 >= len(items) or paragraphs[last + 1].role is not Role.STORY:
        return False
    before = paragraphs[first - 1]
    heading = before.role is not Role.STORY and not (SECTION_HEAD.match(before.text) or _is_frame(before))
    return before.role is Role.STORY or (heading and paragraphs[first - 2].role is Role.STORY)


def _drop_sections(paragraphs: list[_Paragraph]) -> None:
    """What a heading such as "Related stories" opens, up to where the story goes on."""
    inside = False
    for index, paragraph in enumerate(paragraphs):
        if paragraph.role is not Role.STORY:
            inside = inside or (not paragraph.prose and bool(SECTION_HEAD.match(paragraph.text)))
        elif inside:
            following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
            inside = len(paragraph.words) < STORY_GOES_ON and not (following and following.role is Role.STORY)
            if inside:
                paragraph.role = Role.FURNITURE


def _drop_rest(paragraphs: list[_Paragraph]) -> None:
    """What follows a mark of the end, if it is much less than what stands before it."""
    total = sum(len(p.words) for p in paragraphs if p.role is Role.STORY)
    before = 0
    for index, paragraph in enumerate(paragraphs):
        if paragraph.role is Role.STORY:
            before += len(paragraph.words)
        elif END_MARK.match(paragraph.text) and before and total - before <= REST_SHARE * total:
            if _goes_on(paragraphs[index + 1 :]) and (
                INVITATION.match(paragraph.text) or _is_of_one_story(paragraphs[:index], paragraphs[index + 1 :])
            ):
                continue
            for rest in paragraphs[index:]:
                if rest.role is Role.STORY:
                    rest.role = Role.FURNITURE
            return


def _is_of_one_story(before: Sequence[_Paragraph], rest: Sequence[_Paragraph]) -> bool:
    """What follows a box speaks of what stands before it: it has a name and more of its words."""
    told, more = ({word for p in part if p.role is Role.STORY for word in p.words} for part in (before, rest))
    named = {word for word in told & more if word[0].isupper() and word.lower() not in FUNCTION_WORDS | CALENDAR}
    words, others = ({word.lower() for word in part if len(word) >= LONG_WORD} - FUNCTION_WORDS for part in (told, more))
    return bool(named) and len(words & others) >= SHARED_WORDS * len(others)


def _goes_on(rest: Sequence[_Paragraph]) -> bool:
    """Two paragraphs of the story in a row follow, and no other mark of its end before them."""
    words: list[int] = []
    for paragraph in rest:
        if paragraph.role is Role.STORY:
            words.append(len(paragraph.words))
            if len(words) > 1 and sum(words) >= STORY_GOES_ON:
                return True
        elif END_MARK.match(paragraph.text) and not INVITATION.match(paragraph.text):
            return False
        else:
            words.clear()
    return False


# Title, byline, date, credits


def _find_title(paragraphs: list[_Paragraph]) -> _Paragraph | None:
    """The headline: before the story's first long paragraph, not prose, and of the words that the story uses.

    What opens the page right above a byline is one though it be prose: "A drone hit a port. Officials call the damage slight".
    """
    if len(paragraphs) > 1 and len(paragraphs[0].words) <= LONGEST_TITLE and _byline(paragraphs[1].text):
        return paragraphs[0]
    first = next((i for i, p in enumerate(paragraphs) if p.role is Role.STORY and len(p.words) >= 12), None)
    if first is None:
        return None
    story = {word.lower() for p in paragraphs[first:] if p.role is Role.STORY for word in p.words} - FUNCTION_WORDS
    scores = [(_shared(p, story), p) for p in paragraphs[:first] if _may_be_title(p)]
    best = max((score for score, _ in scores), default=0)
    # A standfirst shares as many words as the headline above it, so the first that comes near the best is taken.
    return next((p for score, p in scores if score >= best / 3), None)


def _may_be_title(paragraph: _Paragraph) -> bool:
    own = paragraph.text
    if not 3 <= len(paragraph.words) <= LONGEST_TITLE or own.rstrip("\"'”’»").endswith((".", ":", ";", ")")):
        return False
    return not (_BULLET.match(own) or _is_frame(paragraph) or SECTION_HEAD.match(own) or PAGE_DATE.fullmatch(own.strip("[]() ")))


def _shared(paragraph: _Paragraph, story: set[str]) -> float:
    """How many of its words the story uses, less those that it does not: menus score below nothing."""
    own = {word.lower() for word in paragraph.words} - FUNCTION_WORDS
    return len(own & story) - 0.5 * len(own - story)


def _mark_frame(paragraphs: list[_Paragraph], title: _Paragraph | None) -> None:
    """Give the title, bylines and credit lines their roles; whatever stands before the title is furniture."""
    for paragraph in paragraphs:
        if paragraph.role is Role.STORY and title and paragraph.start < title.start:
            paragraph.role = Role.FURNITURE
        if paragraph is title:
            paragraph.role = Role.TITLE
        elif paragraph.role is Role.FURNITURE and len(paragraph.words) <= LONGEST_BOX:
            if CREDIT.match(paragraph.text):
                paragraph.role = Role.CREDIT
            elif _byline(paragraph.text):
                paragraph.role = Role.BYLINE


def _byline(line: str) -> str | None:
    """The writers' names, without the date that a page prints beside them."""
    found = BYLINE.match(PAGE_DATE.sub("", line).strip(" \t|-–—•·,"))
    name = found and next(group for group in found.groups() if group)
    return " ".join(name.split()).strip(" ,.|-–—•·") if name else None


def _published(paragraphs: Sequence[_Paragraph]) -> dt.date | None:
    """The page's own date: the first outside the story, else that of the dateline."""
    outside = [p.text for p in paragraphs if p.role is not Role.STORY]
    datelines = [match.group() for p in paragraphs if p.role is Role.STORY and (match := DATELINE.match(p.text))]
    for line in outside + datelines:
        for match in PAGE_DATE.finditer(line):
            day = _date(match)
            if day:
                return day
    return None


def _date(match: re.Match[str]) -> dt.date | None:
    parts = match.groupdict()
    try:
        if parts["iso"]:
            return dt.date.fromisoformat(parts["iso"])
        if parts["day_first"]:
            return dt.date(int(parts["year_third"]), int(parts["month_second"]), int(parts["day_first"]))
        if parts["month_first"]:
            return dt.date(int(parts["year_last"]), int(parts["month_first"]), int(parts["day_second"]))
        month = month_number(parts["month"] or parts["month2"])
        return dt.date(int(parts["year"] or parts["year2"]), month, int(parts["day"] or parts["day2"]))
    except ValueError:
        return None


def _credits(line: str) -> Iterator[str]:
    """The names of a credit line, without the places they reported from."""
    found = CREDIT.match(" ".join(line.split()))
    names = next((group for group in found.groups() if group), "") if found else ""
    for clause in re.split(r"[;.]\s", names):
        listed = re.sub(r"^\s*(?:\w+\s+)?(?:reporting|writing|editing|compiled)\s+by\s+", "", clause, flags=re.IGNORECASE)
        for name in _NAME_BREAK.split(listed):
            plain = re.sub(r"\s+(?:reported\s+)?(?:in|from)\s+.*$", "", name).strip(" .()")
            if plain:
                yield plain


# Blocks


def _blocks(paragraph: _Paragraph) -> Iterator[Block]:
    """The paragraph as a block; a dateline before a story paragraph is furniture of its own."""
    start = paragraph.start
    if paragraph.role is Role.STORY:
        bullet = _BULLET.match(paragraph.text)
        dateline = bullet or DATELINE.match(paragraph.text)
        if dateline and dateline.end() < len(paragraph.text):
            start = paragraph.start + dateline.end()
            yield Block(start=paragraph.start, end=start, role=Role.FURNITURE)
    yield Block(start=start, end=paragraph.end, role=paragraph.role)
