"""Calendar expressions, on TimeBank as TempEval-3 has it (news of 1989 to 1998; folder TimeBank of its training data).

    python -m benchmarks.dates --data DIR [--misses] [--json]

The corpus states terms of its own: it is read where it lies, and none of it is in this repository.

found   relaxed: a prediction is right when it overlaps an annotated expression (TIMEX3 of every type) that no other took
value   of the dates and times found, the share whose first and last day are those of the annotated value against the day on which
        the document was made. Values that name no days (PAST_REF, "1989-QX") are left out; PRESENT_REF is the document's day.
        "close" is the share whose days overlap the annotated ones

Measured beside it: spaCy's own entities of the kinds DATE and TIME, from the same parse.
"""

from __future__ import annotations

import argparse
import calendar
import dataclasses
import datetime as dt
import html
import json
import pathlib
import re
from collections.abc import Iterable, Iterator

from claims.extraction.dates import find_dates
from claims.extraction.text.document import Block, Role
from claims.extraction.text.parsing import parse_many

_TAG = re.compile(r"(<[^>]+>)")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
#: the first month of each season in the annotation's letters
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}

Days = tuple[dt.date, dt.date]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Expression:
    """One annotated expression."""

    start: int
    end: int
    kind: str
    value: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Article:
    """A document with its annotated expressions and the day on which it was made."""

    name: str
    text: str
    made: dt.date
    expressions: list[Expression]


def read_articles(data: pathlib.Path) -> Iterator[Article]:
    """The documents of the folder, in the order of their names."""
    for path in sorted(data.glob("*.tml")):
        if not path.name.startswith("._"):
            yield _article(path.stem, path.read_text(encoding="utf-8"))


def _article(name: str, markup: str) -> Article:
    made = re.search(r"<DCT>.*?value=\"([\d-]+)", markup, re.DOTALL)
    body = re.search(r"<TEXT>(.*)</TEXT>", markup, re.DOTALL)
    if made is None or body is None:
        raise SystemExit(f"{name} is no TimeML document")
    text, expressions = "", []
    opened: list[tuple[int, dict[str, str]]] = []
    for part in _TAG.split(body[1]):
        if part.startswith("<TIMEX3"):
            opened.append((len(text), dict(_ATTRIBUTE.findall(part))))
        elif part == "</TIMEX3>":
            start, attributes = opened.pop()
            expressions.append(Expression(start=start, end=len(text), kind=attributes["type"], value=attributes["value"]))
        elif not part.startswith("<"):
            text += html.unescape(part)
    return Article(name=name, text=text, made=dt.date.fromisoformat(made[1]), expressions=expressions)


def days_of(value: str, made: dt.date) -> Days | None:
    """The first and the last day of an annotated value, ``None`` where it names none."""
    value = value.partition("T")[0]
    if value == "PRESENT_REF":
        return made, made
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value):
        day = dt.date(*map(int, match.groups()))
        return day, day
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        year, week = int(match[1]), int(match[2])
        return dt.date.fromisocalendar(year, week, 6 if match[3] else 1), dt.date.fromisocalendar(year, week, 7)
    if match := re.fullmatch(r"(\d{3})X?", value):
        return dt.date(10 * int(match[1]), 1, 1), dt.date(10 * int(match[1]) + 9, 12, 31)
    return _months_of(value)


def _months_of(value: str) -> Days | None:
    """The days of a year, a half, a quarter, a season or a month."""
    match = re.fullmatch(r"([12]\d{3})(?:-(?:(\d\d)|Q(\d)|H(\d)|(SP|SU|FA|WI)))?", value)
    if match is None:
        return None
    year, month, quarter, half, season = match.groups()
    first, count = 1, 12
    if month:
        first, count = int(month), 1
    elif quarter:
        first, count = 3 * int(quarter) - 2, 3
    elif half:
        first, count = 6 * int(half) - 5, 6
    elif season:
        first, count = _SEASONS[season], 3
    last_year, last = divmod(12 * int(year) + first - 1 + count - 1, 12)
    return dt.date(int(year), first, 1), dt.date(last_year, last + 1, calendar.monthrange(last_year, last + 1)[1])


@dataclasses.dataclass
class Score:
    """Counts over documents."""

    annotated: int = 0
    predicted: int = 0
    found: int = 0
    valued: int = 0
    right: int = 0
    close: int = 0
    misses: list[str] = dataclasses.field(default_factory=list)

    def add(self, article: Article, spans: Iterable[tuple[int, int, Days | None]]) -> None:
        """Pair the predictions with the annotation, in the order of the text."""
        left = list(article.expressions)
        self.annotated += len(left)
        for start, end, days in spans:
            self.predicted += 1
            match = next((one for one in left if start < one.end and one.start < end), None)
            if match is None:
                self.misses.append(f"{article.name}: {article.text[start:end]!r} is not annotated")
                continue
            left.remove(match)
            self.found += 1
            wanted = days_of(match.value, article.made) if match.kind in {"DATE", "TIME"} else None
            if wanted is not None:
                self._value(wanted, days, f"{article.name}: {article.text[start:end]!r} is {match.value}, not {days}")
        self.misses += [f"{article.name}: missed {article.text[one.start : one.end]!r}" for one in left]

    def _value(self, wanted: Days, days: Days | None, miss: str) -> None:
        self.valued += 1
        self.right += days == wanted
        self.close += days is not None and days[0] <= wanted[1] and wanted[0] <= days[1]
        if days != wanted:
            self.misses.append(miss)

    def rates(self) -> dict[str, float]:
        precision, recall = self.found / max(1, self.predicted), self.found / max(1, self.annotated)
        return {
            "precision": round(100 * precision, 1),
            "recall": round(100 * recall, 1),
            "F1": round(200 * precision * recall / (precision + recall), 1) if self.found else 0.0,
            "value": round(self.right / max(1, self.valued), 3),
            "close": round(self.close / max(1, self.valued), 3),
        }


def measure(articles: list[Article]) -> tuple[Score, Score]:
    """The scores of the engine and of spaCy's entities, which have no values."""
    ours, entities = Score(), Score()
    pages = [(article.text, tuple(_blocks(article.text))) for article in articles]
    for article, document in zip(articles, parse_many(pages), strict=True):
        mentions = find_dates(document, article.made)
        ours.add(article, [(one.span.start, one.span.end, _days(one.earliest, one.latest)) for one in mentions])
        named = [
            (chunk.offset + entity.start_char, chunk.offset + entity.end_char, None)
            for chunk in document.chunks
            for entity in chunk.entities
            if entity.label_ in {"DATE", "TIME"}
        ]
        entities.add(article, named)
    return ours, entities


def _blocks(text: str) -> Iterator[Block]:
    for paragraph in _PARAGRAPH.finditer(text):
        yield Block(start=paragraph.start(), end=paragraph.end(), role=Role.STORY)


def _days(earliest: dt.date | None, latest: dt.date | None) -> Days | None:
    return (earliest, latest) if earliest and latest else None


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--misses", action="store_true", help="print what was missed, invented or resolved wrongly")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    ours, entities = measure(list(read_articles(options.data)))
    if options.misses:
        print("\n".join(ours.misses))
    results = {
        "Claimdesk": ours.rates(),
        "spaCy's entities": {key: rate for key, rate in entities.rates().items() if key[0] in "prF"},
    }
    if options.json:
        print(json.dumps(results, indent=1))
        return
    for name, rates in results.items():
        print(f"{name:18}", "  ".join(f"{key} {rate}" for key, rate in rates.items()))


if __name__ == "__main__":
    main()
