"""Scores extraction records against annotated articles.

Only claims that the engine holds worth checking (0.5 and more) are looked at. A predicted claim matches an annotated one when it
covers at least half of the annotated passage without being much more than its sentence, and, where that carries a figure, when
the intervals agree. One to one, best overlap first. ``tests/eval/README.md`` says what an annotation holds.
"""

from __future__ import annotations

import calendar
import collections
import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

Annotation = dict[str, Any]
Predicted = dict[str, Any]

WORTH_CHECKING = 0.5
#: Words in which two forms of one name may differ.
_IDLE = frozenset({"the", "a", "an", "of", "s", "some", "his", "her", "their", "its"})
#: How a statement says up to which day it tells.
_AS_OF = re.compile(r"\b[Aa]s of (\d{1,2} [A-Z][a-z]+ \d{4})")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")


@dataclasses.dataclass
class Scores:
    """Hits and totals by measure, and what went wrong in words."""

    counts: dict[str, tuple[int, int]] = dataclasses.field(default_factory=lambda: collections.defaultdict(lambda: (0, 0)))
    misses: list[str] = dataclasses.field(default_factory=list)

    def add(self, measure: str, *, hit: bool) -> None:
        hits, total = self.counts[measure]
        self.counts[measure] = hits + hit, total + 1

    def rate(self, measure: str) -> float:
        hits, total = self.counts[measure]
        return hits / total if total else 1.0


def score_article(scores: Scores, name: str, text: str, gold: Annotation, predicted: Sequence[Predicted]) -> None:
    """Adds one article to the scores."""
    for claim in predicted:
        scores.add("span is verbatim", hit=text[claim["start"] : claim["end"]] == claim["text"])
    claims = [claim for claim in predicted if claim["check_worthiness"] >= WORTH_CHECKING]
    matched = match(text, gold["claims"], claims)
    for index, want in enumerate(gold["claims"]):
        found = claims[matched[index]] if index in matched else None
        if not want.get("optional_figure") or found:
            scores.add(f"recall: {'figure' if has_figure(want) else 'other'} claims", hit=found is not None)
        if found is None:
            scores.misses.append(f"{name}: missed {want['at']!r}")
        else:
            _score_match(scores, name, want, found)
    _score_precision(scores, name, gold["claims"], claims, matched)
    for line in gold.get("not_check_worthy", []):
        start = text.index(line)
        worth = [claim["text"] for claim in claims if claim["start"] < start + len(line) and claim["end"] > start]
        scores.add("uncheckable lines left out", hit=not worth)
        scores.misses += [f"{name}: worth checking, but is not: {one!r}" for one in worth]


def match(text: str, wanted: Sequence[Annotation], claims: Sequence[Predicted]) -> dict[int, int]:
    """Which predicted claim stands for which annotated one."""
    spans = list(sentences(text))
    candidates = sorted(
        (
            (quality, g, p)
            for g, want in enumerate(wanted)
            for p, have in enumerate(claims)
            if (quality := _quality(text, want, have, spans))
        ),
        reverse=True,
    )
    matched: dict[int, int] = {}
    for _, g, p in candidates:
        if g not in matched and p not in matched.values():
            matched[g] = p
    return matched


def _quality(text: str, want: Annotation, have: Predicted, spans: Sequence[tuple[int, int]]) -> float:
    start = text.index(want["at"])
    overlap: float = _overlap(have, start, start + len(want["at"]), spans)
    if not overlap or (has_figure(want) and not figure_agrees(want, have.get("figure"))):
        return 0
    if not has_figure(want) and have.get("figure") and "optional_figure" not in want:
        overlap *= 0.5  # a claim with a figure may still cover the proposition, as a weaker match
    noun = 0.1 if same_noun(want.get("of"), have.get("figure")) else 0
    origin = 0.05 if same_origin(want.get("speaker"), have) else 0
    return overlap / (have["end"] - have["start"]) + noun + origin


def _overlap(claim: Predicted, start: int, end: int, spans: Sequence[tuple[int, int]]) -> int:
    """The shared length, if it is half of the passage and the claim little more than the sentences that hold the passage."""
    overlap: int = min(end, claim["end"]) - max(start, claim["start"])
    if overlap * 2 < end - start:
        return 0
    holding = [span for span in spans if span[0] < end and span[1] > start]
    room = max(last for _, last in holding) - min(first for first, _ in holding)
    return overlap if claim["end"] - claim["start"] <= 1.5 * room + 20 else 0


def _score_match(scores: Scores, name: str, want: Annotation, have: Predicted) -> None:
    right = same_origin(want.get("speaker"), have)
    scores.add("origin", hit=right)
    if not right:
        scores.misses.append(f"{name}: {want['at']!r} has origin {_sources(have['origin'])}, not {want.get('speaker')!r}")
    if "chain" in want:
        scores.add("attribution chain", hit=_same_chain(want["chain"], have["attribution"]))
    for field in ("kind", "stance"):
        if want.get(field):
            scores.add(field, hit=want[field] == have[field])
    if want.get("when"):
        when = have["when"] or {}
        scores.add("date", hit=want["when"] in (when.get("earliest"), when.get("latest")))
    if "scene" in want:
        _score_scene(scores, name, want, have)
    if want.get("anonymous"):
        scores.add("anonymous origin", hit=any(source["anonymous"] for source in (have["origin"] or {}).get("sources", [])))
    if has_figure(want):
        if want.get("of"):
            scores.add("counted noun", hit=same_noun(want["of"], have["figure"]))
        scores.add("approximation", hit=bool(want.get("approximate")) == have["figure"]["approximate"] or "low_in" in want)


def _score_scene(scores: Scores, name: str, want: Annotation, have: Predicted) -> None:
    """Where and when what is counted happened: told at all, told right, and else said to be open."""
    scene, when, where = want["scene"], have["when"], [place["text"] for place in have["where"]]
    notes, first = have["ambiguous"], (scene["day"] or [""])[0]
    opens = {
        "day": _tells_up_to(have["statement"], first)
        or any(note.startswith("when") or " and when it was" in note for note in notes),
        "place": any(note.startswith(("where", "which")) for note in notes),
    }
    day_right = bool(when) and _is_same_time(scene["day"], when)
    place_right = any(same_name("|".join(scene["place"]), place) for place in where) if scene["place"] else False
    for what, wanted, told, right in (("day", scene["day"], when, day_right), ("place", scene["place"], where, place_right)):
        if wanted:
            scores.add(f"scene: {what}", hit=right)
            scores.add(f"scene: {what}, or said open", hit=right or (opens[what] and not told))
        if told:
            scores.add(f"scene: {what} told is right", hit=right)
        if not right and (wanted or told):
            shown = f"{when['earliest']}..{when['latest']}" if what == "day" and when else where if what == "place" else None
            scores.misses.append(f"{name}: {want['at'][:80]!r} has {what} {shown}, not {wanted}: {have['statement'][:140]}")


def _tells_up_to(statement: str, first: str) -> bool:
    """The statement says up to which day it tells, and that is not before what it tells of began."""
    told = _AS_OF.search(statement)
    return told is not None and _day(told[1]).isoformat() >= first


def _day(words: str) -> dt.date:
    """A day as statements write it, "9 July 2026"."""
    day, month, year = words.split()
    return dt.date(int(year), [*calendar.month_name].index(month), int(day))


def _is_same_time(wanted: Sequence[str] | None, when: dict[str, Any]) -> bool:
    """The days told lie in the period of the annotation, or a day beside it: "overnight" is of two."""
    if wanted is None:
        return False
    first, last = (dt.date.fromisoformat(day) for day in wanted)
    earliest = dt.date.fromisoformat(when["earliest"]) if when["earliest"] else first
    latest = dt.date.fromisoformat(when["latest"]) if when["latest"] else last
    slack = dt.timedelta(days=1)
    return all(first - slack <= day <= last + slack for day in (earliest, latest))


def _score_precision(
    scores: Scores, name: str, wanted: Sequence[Annotation], claims: Sequence[Predicted], matched: dict[int, int]
) -> None:
    """A predicted figure that matches no annotated one is wrong, unless it repeats a matched one."""
    right = {p for g, p in matched.items() if has_figure(wanted[g]) or wanted[g].get("optional_figure")}
    known = {_interval(claims[p]["figure"]) for p in right if claims[p]["figure"]}
    for index, claim in enumerate(claims):
        figure = claim["figure"]
        if not figure or (index not in right and _interval(figure) in known):
            continue
        scores.add("precision: figure claims", hit=index in right)
        if index not in right:
            shown = f"{figure['low']}..{figure['high']} {figure['of']!r}"
            scores.misses.append(f"{name}: extra figure {shown} in {claim['text'][:70]!r}")


def _interval(figure: dict[str, Any]) -> tuple[float | None, float | None]:
    return figure["low"], figure["high"]


def has_figure(want: Annotation) -> bool:
    """The annotation asks for a figure."""
    return not want.get("optional_figure") and any(bound in want for bound in ("low", "high", "low_in", "high_in"))


def figure_agrees(want: Annotation, figure: dict[str, Any] | None) -> bool:
    """The intervals agree: exactly, in the range that the annotation allows, or, where it is approximate, about."""
    if figure is None:
        return False
    low, high = _interval(figure)
    if "low_in" in want or "high_in" in want:
        return all(_lies_in(want.get(f"{bound}_in"), value) for bound, value in (("low", low), ("high", high)))
    want_low, want_high = want.get("low"), want.get("high")
    if want.get("approximate"):
        point = want_low if want_low is not None else want_high
        if low is not None and high is not None and high > 1.5 * low:
            return False
        return any(value is not None and abs(value - point) <= 0.01 * abs(point) for value in (figure["best"], low, high))
    # "More than 30" may be said as 30 and open, or as 31.
    slack = 1 if (want_low is None) != (want_high is None) else 0
    return _equal(want_low, low, slack) and _equal(want_high, high, slack)


def _lies_in(bounds: tuple[float, float] | None, value: float | None) -> bool:
    return bounds is None or (value is not None and bounds[0] <= value <= bounds[1])


def _equal(want: float | None, have: float | None, slack: int) -> bool:
    if want is None or have is None:
        return want is have
    return abs(want - have) <= max(slack, 1e-6 * abs(want))


def same_noun(want: str | None, figure: dict[str, Any] | None) -> bool:
    """The counted noun, or the unit, shares a word with the annotated one."""
    have = _words((figure or {}).get("of")) + _words((figure or {}).get("unit"))
    return want is None or bool({_stem(word) for word in _words(want)} & {_stem(word) for word in have})


def same_origin(want: str | None, claim: Predicted) -> bool:
    """One of the sources is the annotated one; none where the article speaks in its own voice."""
    names = _sources(claim["origin"])
    return not names if want is None else any(same_name(want, name) for name in names)


def same_name(want: str, have: str) -> bool:
    """One name's words contain the other's, a last word included. Alternatives read "SBU|Security Service"."""
    own = _words(have)
    for alternative in want.split("|"):
        fewer, more = sorted((_words(alternative), own), key=len)
        if fewer and set(fewer) <= set(more) and (_words(alternative)[-1] in own or own[-1] in _words(alternative)):
            return True
    return False


def _same_chain(want: Sequence[str], links: Sequence[dict[str, Any]]) -> bool:
    return len(want) == len(links) and all(
        any(same_name(name, source) for source in _sources(link)) for name, link in zip(want, links, strict=True)
    )


def _sources(link: dict[str, Any] | None) -> list[str]:
    return [source["name"] for source in (link or {}).get("sources", [])]


def _words(name: str | None) -> list[str]:
    return [word for word in re.findall(r"\w+", (name or "").lower()) if word not in _IDLE]


def _stem(word: str) -> str:
    for ending, instead in (("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + instead
    return word


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs, cut after a stop and closing marks where a capital, a digit or an opening mark follows."""
    for paragraph in re.finditer(r"[^\n]+", text):
        start = paragraph.start()
        for stop in _SENTENCE_END.finditer(paragraph.group()):
            yield start, paragraph.start() + stop.end()
            start = paragraph.start() + stop.end()
        yield start, paragraph.end()


def table(scores: Scores, floors: dict[str, float]) -> Iterable[str]:
    """One line a measure: hits, total, rate, and the floor that it must not fall below."""
    for measure, (hits, total) in sorted(scores.counts.items()):
        floor = floors.get(measure)
        verdict = "" if floor is None else f"  needed {floor:.2f}{'' if scores.rate(measure) >= floor else '  BELOW'}"
        yield f"{measure:32} {hits:4}/{total:<4} {scores.rate(measure):.3f}{verdict}"
