"""The day that a claim speaks of: the one that its statement tells, and none of another figure or another clause."""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
import re
from collections.abc import Iterable, Sequence

from claims.extraction.clauses import SUBJECTS, Clause
from claims.extraction.drafts import Draft
from claims.extraction.records import DateMention, Quantity, Span, When
from claims.extraction.text.document import Document, Sentence
from claims.extraction.text.tokens import Token

#: What leads to a former value.
_FORMERLY = re.compile(
    r",\s(?:up|down)\s|\b(?:compared|versus)\b|\bagainst\s(?:\w+\s){0,2}[\d$£€]|\b(?:up|down)\sfrom\b|\bas\s(?:many|much|high|large)\sas\b"
    r"|\bthan\s(?:after|at|before|during|for|in|it|last|on|they|was|were)\b"
)
_LED_FROM = re.compile(r"\b(?:up|down)\sfrom\s(?:[a-z]+\s){0,2}\Z")
#: What joins the two ends of a period, by the word that opens it.
_JOINTS = {"and": ["between"], "to": ["from"], "until": ["from"]}
#: An hour between these and the day that it is of: "between Monday evening and [dawn on] Tuesday".
_HOUR = re.compile(
    r"(?:\s(?:early|late|dawn|daybreak|dusk|midday|midnight|noon|sunrise|sunset|in the early hours))?(?:\s(?:of|on))?\s?\Z"
)
_EVENING = re.compile(r"\b(?:afternoon|evening|late|night)\b", re.IGNORECASE)
_UNTIL_MORNING = re.compile(r"\s(?:and|to|until)\s(?:the\s)?(?:early\shours|early\smorning|dawn|daybreak|morning|sunrise)\b")
#: What may stand between what is counted and its day.
_BESIDE = re.compile(r"\s(?:in|on|at|for|since|by)?\s?")
_OWNING = re.compile(r"\bof\s(?:the\s)?(?:spring|summer|autumn|fall|winter|season|year|month|week|decade|century)\Z")
_BEFORE = re.compile(r"\bthe (?:preceding|previous|prior) \Z", re.IGNORECASE)
_WINDOW = re.compile(r"(?:in |over )?(?:the |these )?(?:past|last|previous|next|coming)\s", re.IGNORECASE)


#: "The most sustained assault on a ship since early July"; in characters, what stands before the day.
_RECORD_SINCE = re.compile(r"\b(?:[a-z]{3,}est|first|most|worst|least)\b[^.;,–—]{0,60}\bsince\s(?:\w+\s){0,2}\Z")
_LONGEST_RECORD = 100


class Days:
    """The calendar expressions of a document that have a day, for looking up those of a passage."""

    def __init__(self, document: Document, dates: Sequence[DateMention]) -> None:
        self._document = document
        self._dates = sorted((date for date in dates if date.earliest or date.latest), key=lambda date: date.span)
        self._starts = [date.span.start for date in self._dates]

    def of(self, sentence: Sentence) -> dict[tuple[int, int], tuple[dt.date, dt.date]]:
        """The days that expressions of a sentence stand for, by where they stand in its parsed text."""
        return {
            (date.span.start - sentence.offset, date.span.end - sentence.offset): (date.earliest, date.latest)
            for date in self._within(sentence.span)
            if date.earliest and date.latest
        }

    def told_beside(self, draft: Draft) -> tuple[dt.date, ...]:
        """The last days of the times that a draft's sentence tells, but for how long nothing was so much."""
        dates = self._within(draft.clause.sentence.span)
        return tuple(date.latest for date in dates if date.latest and not self._is_of_record(draft, date))

    def tokens_of(self, sentence: Sentence) -> frozenset[int]:
        """Which tokens of a sentence stand in an expression of a day."""
        days = self.of(sentence)
        if not days:
            return frozenset()
        return frozenset(token.i for token in sentence.tokens for start, end in days if start <= token.idx < end)

    def among(self, sentence: Sentence, words: Iterable[Token]) -> When | None:
        """The first day that the words of a sentence tell."""
        at = [sentence.offset + token.idx for token in words]
        for date in self._within(sentence.span):
            if any(date.span.start <= position < date.span.end for position in at):
                return When(text=date.text, start=date.span.start, end=date.span.end, earliest=date.earliest, latest=date.latest)
        return None

    def is_window(self, quantity: Quantity) -> bool:
        """The quantity only says in which time: "over the past 24 hours"."""
        if _BEFORE.search(self._document.text, max(0, quantity.span.start - len("the previous ")), quantity.span.start):
            return quantity.unit in {"day", "month", "week", "year"}  # "up 37% on the previous 12 months"
        inside = (date for date in self._within(Span(quantity.span.start - len("over the past "), quantity.span.end)))
        return any(date.span.covers(quantity.span) and _WINDOW.match(date.text) is not None for date in inside)

    def when(self, draft: Draft, told: Sequence[Token]) -> When | None:
        """The day that the claim tells in its own words, or in those of its statement."""
        own = [date for date in self._within(draft.clause.sentence.span) if tells(draft, told, date.span)]
        own = [date for date in own if not (self._is_of_other_value(draft, date) or self._describes_subject(draft, date))]
        own = [date for date in own if not (self._is_of_record(draft, date) or self._tells_which(draft, date))]
        if not own:
            return None
        near = draft.quantity.span.start if draft.quantity else draft.clause.sentence.span_of(draft.clause.head).start
        own = [date for date in own if self._stands_beside(draft, date)] or [one for one in own if not self._is_owner(one)] or own
        governed = [one for one in own if self._governor(draft.clause, one) == draft.clause.head.i] if len(own) > 1 else own
        date = min(governed or own, key=lambda one: abs(one.span.start - near))
        first, last = self._period(date)
        start, end, latest = first.span.start, last.span.end, last.latest
        if first is last and latest is not None and (morning := self._morning_after(date)) is not None:
            end, latest = morning, latest + dt.timedelta(days=1)
        return When(text=self._document.text[start:end], start=start, end=end, earliest=first.earliest, latest=latest)

    def _morning_after(self, date: DateMention) -> int | None:
        """Where a night ends that began on the day: "between Thursday evening [and dawn]"."""
        before = self._document.text[max(0, date.span.start - len("between ")) : date.span.start].lower().split()
        ends = _UNTIL_MORNING.match(self._document.text, date.span.end)
        opened = before[-1:] in (["between"], ["from"]) and _EVENING.search(date.text) is not None
        return ends.end() if opened and ends is not None else None

    def _tells_which(self, draft: Draft, date: DateMention) -> bool:
        """It only tells who is meant, by what was before: "eight residents whom troops had carried off in 2024 came home"."""
        clause, governor = draft.clause, self._governor(draft.clause, date)
        if governor is None or governor == clause.head.i or clause.head.pos_ != "VERB":
            return False
        verb = clause.head.doc[governor]
        subjects = (child for child in clause.head.lefts if child.dep_ in SUBJECTS)
        earlier = verb.dep_ == "relcl" and any(child.lower_ == "had" for child in verb.lefts)
        return earlier and any(subject.is_ancestor(verb) for subject in subjects)

    def _is_of_record(self, draft: Draft, date: DateMention) -> bool:
        """It is only how long nothing was so much: "in the heaviest raid since July"."""
        start, told = draft.clause.sentence.start, draft.quantity.span.start if draft.quantity else draft.span.start
        if told > date.span.start:
            return False  # "the deadliest since 1984, when 13 people were killed"
        return (
            _RECORD_SINCE.search(self._document.text, max(start, date.span.start - _LONGEST_RECORD), date.span.start) is not None
        )

    def _is_owner(self, date: DateMention) -> bool:
        """The time only says of which something is: "the biggest raid of the winter"."""
        return _OWNING.search(self._document.text[max(0, date.span.start - len("of the ")) : date.span.end]) is not None

    def _stands_beside(self, draft: Draft, date: DateMention) -> bool:
        """Only a preposition stands between what is counted and its day: "up from 84 deaths on 7 August"."""
        if draft.quantity is None:
            return False
        counted = draft.quantity.of_span
        end = max(draft.quantity.span.end, counted.end if counted else 0)
        return end < date.span.start and _BESIDE.fullmatch(self._document.text[end : date.span.start]) is not None

    def _describes_subject(self, draft: Draft, date: DateMention) -> bool:
        """The day stands in an aside of the subject, and is of another time: "the Union, in power since 2017, had 27%"."""
        clause = draft.clause
        subject = next((child for child in clause.head.lefts if child.dep_ in SUBJECTS), None)
        since = self._document.text[max(0, date.span.start - len("since ")) : date.span.start].lower() == "since "
        if subject is None or not (since or (clause.head.tag_ in {"VBZ", "VBP"} and clause.head.pos_ == "VERB")):
            return False
        offset = clause.sentence.offset
        told = [token for token in subject.subtree if token.i > subject.i]
        place = next((index for index, token in enumerate(told) if date.span.start <= offset + token.idx < date.span.end), 0)
        return any(token.text == "," for token in told[:place])

    def _period(self, date: DateMention) -> tuple[DateMention, DateMention]:
        """Both ends of "between 2019 and 2023"; of a day by itself the day twice."""
        index = bisect.bisect_left(self._starts, date.span.start)
        for first, last in itertools.pairwise(self._dates[max(0, index - 1) : index + 2]):
            joint = _HOUR.sub("", self._document.text[first.span.end : last.span.start]).strip().lower()
            before = self._document.text[max(0, first.span.start - len("between ")) : first.span.start].lower()
            if date in (first, last) and _JOINTS.get(joint) == before.split()[-1:]:
                return first, last
        return date, date

    def _is_of_other_value(self, draft: Draft, date: DateMention) -> bool:
        """Of "turnout was 68%, up from 66% in 2021" the year is that of the other figure; "68% in 2021, up from 66%" the same."""
        if draft.quantity is None:
            return False
        if date.span.start < draft.quantity.span.end:  # and the day before it that of what it is compared with
            before = self._document.text[date.span.end : draft.quantity.span.start]
            return _LED_FROM.search(before) is not None
        return _FORMERLY.search(self._document.text, draft.quantity.span.end, date.span.start) is not None

    @staticmethod
    def _governor(clause: Clause, date: DateMention) -> int | None:
        """The verb that a date belongs to: of "built in 1998, it passed its inspection in March" March is the passing's."""
        token = next((one for one in clause.tokens if clause.sentence.offset + one.idx >= date.span.start), clause.head)
        while token.pos_ not in {"VERB", "AUX"} and token.head.i != token.i:
            token = token.head
        return token.i

    def _within(self, span: Span) -> list[DateMention]:
        low, high = bisect.bisect_left(self._starts, span.start), bisect.bisect_left(self._starts, span.end)
        return self._dates[low:high]


def tells(draft: Draft, told: Sequence[Token], span: Span) -> bool:
    """The passage is among the words that the statement is made of."""
    offset = draft.clause.sentence.offset
    return any(span.start <= offset + token.idx < span.end for token in told)
