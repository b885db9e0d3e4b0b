"""Claims from what the stages found: one for each figure of a clause, or one for a clause that asserts without."""

from __future__ import annotations

import bisect
import collections
import dataclasses
import datetime as dt
import itertools
import re
from collections.abc import Sequence

from spacy.tokens import Token

from claims.extraction.attribution.carrying import with_carried
from claims.extraction.attribution.chains import with_cited
from claims.extraction.circumstances import Circumstances, places_in
from claims.extraction.clauses import SUBJECTS, Clause, find_clauses, span_of
from claims.extraction.clauses import Place as ClausePlace
from claims.extraction.drafts import Draft, drafts_of
from claims.extraction.drafts.draft import SUBSET_PRONOUNS
from claims.extraction.judging.check_worthiness import Features, check_worthiness
from claims.extraction.judging.kinds import Telling, is_scheduled, kind_of, looks_ahead, tells_what_happened
from claims.extraction.judging.stance import DENYING, stance_of
from claims.extraction.quantities import arithmetic
from claims.extraction.quantities.arithmetic import Counted
from claims.extraction.quantities.measures import measures_of, measures_of_total
from claims.extraction.records import (
    AttributionMention,
    Claim,
    DateMention,
    Figure,
    Link,
    Place,
    Quantity,
    Span,
    When,
)
from claims.extraction.reference.pronouns import Pronouns
from claims.extraction.reference.resolving import References
from claims.extraction.statements.stating import Context, Statement, as_told, statement_of, total_of
from claims.extraction.text.document import Document, Sentence

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NAMES = frozenset({"GPE", "LOC", "FAC", "ORG", "PERSON", "NORP"})
#: What may stand around a caption in its paragraph: brackets, or the photographer's name.
_CAPTION_MARGIN = 40
#: What a claim is where no word says what it is about.
_PLAIN_KINDS = frozenset({"statement", "event", "statistic"})
_SUBSET_BEFORE = re.compile(r"\b(?:including|among (?:them|those|whom)|of (?:them|whom|those|which))\W+(?:\w+\s+)?$")
#: "16 of the 21 bridges", "400,000 out of 1.1 million": the total is said beside what is told.
_TOTAL_BEFORE = re.compile(r"\bof(?:\s+(?:the|its|their|some|about|all))?(?:\s+[\w’']+[’']s)?\s*$")
#: What a part says of its whole, where the statement has to name it.
_OF_THEM = re.compile(r"\bof (?:them|those|whom|which)\b")
#: What leads to a former value.
_FORMERLY = re.compile(r",\s(?:up|down)\s|\b(?:compared|against|versus)\b|\b(?:up|down)\sfrom\b")
#: What joins the two ends of a period, by the word that opens it.
_JOINTS = {"and": ["between"], "to": ["from"], "until": ["from"]}
#: What may stand between what is counted and its day.
_BESIDE = re.compile(r"\s(?:in|on|at|for|since|by)?\s?")
_WINDOW = re.compile(r"(?:in |over )?(?:the |these )?(?:past|last|previous|next|coming)\s", re.IGNORECASE)
_SUBSET_OF = frozenset({"them", "those", "these", "whom", "which"})


def assemble(
    document: Document,
    *,
    quantities: Sequence[Quantity],
    dates: Sequence[DateMention],
    attributions: Sequence[AttributionMention],
    published: dt.date | None = None,
) -> tuple[Claim, ...]:
    """The claims of a document, in the order of the text."""
    said = with_carried(document, with_cited(document, attributions))
    return tuple(_Assembler(document, quantities, dates, said, published).claims())


class _Assembler:
    """Holds what all claims of a document are made from, and what the earlier ones give the later."""

    def __init__(
        self,
        document: Document,
        quantities: Sequence[Quantity],
        dates: Sequence[DateMention],
        attributions: Sequence[AttributionMention],
        published: dt.date | None,
    ) -> None:
        self._document = document
        self._published = published
        self._attributions = attributions
        self._quantities = sorted(quantities, key=lambda quantity: quantity.span)
        self._dates = sorted((date for date in dates if date.earliest or date.latest), key=lambda date: date.span)
        self._date_starts = [date.span.start for date in self._dates]
        self._references = References(document, attributions)
        self._places: tuple[Place, ...] = ()
        self._claims: list[Claim] = []
        self._by_value: dict[tuple[float | None, float | None, str | None], list[Claim]] = collections.defaultdict(list)
        self._origins: list[tuple[Draft, int]] = []

    def claims(self) -> list[Claim]:
        """All claims in the order of the text, with the relations between their figures."""
        starts = [quantity.span.start for quantity in self._quantities]
        by_sentence: dict[int, list[Clause]] = collections.defaultdict(list)
        for clause in find_clauses(self._document, self._attributions, self._quantities):
            by_sentence[clause.sentence.start].append(clause)
        for index, sentence in enumerate(self._document.sentences):
            clauses = by_sentence[sentence.start]
            low, high = bisect.bisect_left(starts, sentence.start), bisect.bisect_left(starts, sentence.end)
            quantities = [one for one in self._quantities[low:high] if not self._is_window(one)]
            drafts = list(drafts_of(clauses, quantities, self._speakers(clauses)))
            drafts.sort(key=lambda draft: draft.span)
            self._places = self._places_of(sentence) if drafts else ()
            circumstances = Circumstances(clauses, self._dated(sentence) if drafts else frozenset())
            for draft in drafts:
                draft.lent += circumstances.lent_to(draft)
                self._add(draft, index)
        return self._related()

    def _is_window(self, quantity: Quantity) -> bool:
        """It only says in which time: "over the past 24 hours"."""
        inside = (date for date in self._dates_in(Span(quantity.span.start - len("over the past "), quantity.span.end)))
        return any(date.span.covers(quantity.span) and _WINDOW.match(date.text) is not None for date in inside)

    def _speakers(self, clauses: Sequence[Clause]) -> list[Span]:
        """The source phrases of the sentence: "two officials" who speak are counted by nobody."""
        return [span for clause in clauses for index in clause.chain for span in self._attributions[index].sources]

    def _add(self, draft: Draft, sentence: int) -> None:
        links = self._links(draft.clause)
        figure = self._figure(draft) if draft.quantity else None
        if figure and self._is_repeated(draft, figure, links):
            return
        claim = self._claim(draft, links, figure)
        if claim is None:
            return
        self._claims.append(claim)
        if figure:
            self._by_value[figure.low, figure.high, figure.unit].append(claim)
        self._origins.append((draft, sentence))

    def _links(self, clause: Clause) -> tuple[Link, ...]:
        """The chain, outermost first; a speaker who goes on speaking is one link."""
        links: list[Link] = []
        for index in clause.chain:
            mention = self._attributions[index]
            cue = self._document.text[mention.cue.start : mention.cue.end] if mention.cue else ""
            link = Link(sources=self._references.sources(index), cue=cue, mode=mention.mode)
            if links and _names(links[-1]) == _names(link):
                links.pop()
            links.append(link)
        return tuple(links)

    def _claim(self, draft: Draft, links: tuple[Link, ...], figure: Figure | None) -> Claim | None:
        clause, document = draft.clause, self._document
        attribution = self._attributions[clause.chain[-1]] if clause.chain else None
        stance = stance_of(clause, attribution)
        pronouns = Pronouns(self._references, clause, attribution, links[-1].sources if links else ())
        statement = self._statement(draft, attribution, pronouns, stance)
        if statement is None:
            return None
        span, words = draft.span, draft.words
        when = self._when(draft, statement.words)
        places = tuple(place for place in self._places if _tells(draft, statement.words, Span(place.start, place.end)))
        ahead = bool(when and when.latest and self._published and when.latest > self._published) and looks_ahead(clause)
        scheduled = ahead or (is_scheduled(clause) and (when is not None or bool(places)))
        score, reasons = check_worthiness(
            clause,
            words,
            attribution,
            Features(
                figure=figure is not None,
                measured=bool(figure and figure.measures),
                dated=when is not None,
                named=any(token.ent_type_ in _NAMES for token in words),
                direct=bool(attribution and attribution.mode != "indirect"),
                scheduled=scheduled,
                denied=stance == "denies",
                captioned=self._is_captioned(clause.sentence, when),
            ),
        )
        said = [*draft.lead, *words, *draft.tail, clause.head]
        vocabulary = {token.lemma_.lower() for token in said} | {token.lower_ for token in said if not _takes_object(token)}
        vocabulary |= {arithmetic.head_noun(figure.of)} if figure else set()
        return Claim(
            text=document.text[span.start : span.end],
            start=span.start,
            end=span.end,
            statement=statement.text or document.text[span.start : span.end],
            kind=kind_of(vocabulary, self._telling(clause, figure, links, scheduled=scheduled)),
            stance=stance,
            check_worthiness=score,
            reasons=reasons,
            attribution=links,
            figure=figure,
            when=when,
            where=places,
            ambiguous=pronouns.open,
        )

    @staticmethod
    def _telling(clause: Clause, figure: Figure | None, links: tuple[Link, ...], *, scheduled: bool) -> Telling:
        return Telling(
            counted=arithmetic.head_noun(figure.of) if figure else "",
            unit=figure.unit if figure else None,
            figure=figure is not None,
            scheduled=scheduled,
            attributed=bool(links),
            happened=tells_what_happened(clause),
        )

    def _statement(
        self, draft: Draft, attribution: AttributionMention | None, pronouns: Pronouns, stance: str
    ) -> Statement | None:
        clause = draft.clause
        context = Context(
            resolve=pronouns.meant_by,
            describe=pronouns.described,
            place=pronouns.place,
            speaker=pronouns.speaker,
            one=pronouns.one,
            body=pronouns.body,
            # Somebody's own words stay as they are, also where a denial introduces them.
            denied=stance == "denies" and _turns_into_its_opposite(attribution),
            cue=attribution.lemma if attribution else "",
            days=self._days_of(clause.sentence),
        )
        if draft.total:
            return total_of(clause, draft.words, context)
        if draft.sentence:
            return as_told([*draft.sentence, *draft.lent], context)
        return statement_of(clause, draft.told, context, lent=draft.lent, figure=draft.quantity is not None)

    def _is_captioned(self, sentence: Sentence, when: When | None) -> bool:
        """The sentence is a paragraph by itself, as captions are, and speaks of no day to come."""
        paragraph = self._document.paragraphs[sentence.paragraph]
        alone = sentence.start - paragraph.start < _CAPTION_MARGIN and paragraph.end - sentence.end < _CAPTION_MARGIN
        return alone and not (when and when.latest and self._published and when.latest > self._published)

    # Figures

    def _figure(self, draft: Draft) -> Figure | None:
        quantity = draft.quantity
        if quantity is None:
            return None
        relative = quantity.relative is not None
        return Figure(
            text=quantity.text,
            start=quantity.span.start,
            end=quantity.span.end,
            low=None if relative else quantity.best if quantity.is_move else quantity.low,
            high=None if relative else quantity.best if quantity.is_move else quantity.high,
            best=None if relative else quantity.best,
            low_open=quantity.low_open,
            high_open=quantity.high_open,
            approximate=quantity.approximate,
            tolerance=None if relative else quantity.tolerance,
            of=self._counted_in(quantity),
            unit=quantity.unit,
            measures=self._measures(draft, quantity),
            change=quantity.change,
        )

    @staticmethod
    def _measures(draft: Draft, quantity: Quantity) -> tuple[str, ...]:
        counted = _counted_token(draft.clause.sentence, quantity)
        return measures_of_total(counted) if draft.total else measures_of(counted, quantity.unit, part=draft.part)

    def _counted_in(self, quantity: Quantity) -> str:
        """What is counted, without the total before it: of "110,000 of the region's 140,000 homes" homes."""
        if quantity.of_span is None:
            return quantity.of
        low = bisect.bisect_left(self._quantities, quantity.span.end, key=lambda one: one.span.start)
        following = self._quantities[low] if low < len(self._quantities) else None
        inside = following and following.of and following.of_span and quantity.of_span.covers(following.span)
        return following.of if following and inside else quantity.of

    def _is_repeated(self, draft: Draft, figure: Figure, links: tuple[Link, ...]) -> bool:
        """The figure was claimed before, of the same things: what is told again is no new claim."""
        if figure.low is None and figure.high is None:
            return False
        noun, definite = arithmetic.head_noun(figure.of), _is_definite(draft)
        for earlier in self._by_value[figure.low, figure.high, figure.unit]:
            known = earlier.figure
            if known is None:
                continue
            unnamed = not noun and definite  # "of the 43 injured"
            same_noun = unnamed or (arithmetic.head_noun(known.of) == noun and bool(noun or figure.unit))
            same_origin = not links or not earlier.attribution or _names(links[-1]) == _names(earlier.attribution[-1])
            told_again = definite or (known.measures == figure.measures and bool(figure.measures))
            if same_noun and same_origin and told_again and (figure.low or figure.high or 0) > 1:
                return True
        return False

    def _related(self) -> list[Claim]:
        """Works out relative figures and finds the wholes of parts, now that all figures are known."""
        for index, (draft, sentence) in enumerate(self._origins):
            claim, quantity = self._claims[index], draft.quantity
            figure = claim.figure
            if figure is None or quantity is None:
                continue
            if quantity.relative:
                found = arithmetic.bases(quantity, sentence, self._known(index, quantity.relative.base_span))
                if not found:
                    # Kept as the words of the claim: numbers without a base would be a guess.
                    note = f"the figure that “{quantity.text}” is said of is not given"
                    self._claims[index] = dataclasses.replace(claim, figure=None, ambiguous=(*claim.ambiguous, note))
                    continue
                figure = arithmetic.computed(figure, quantity.relative, found)
                self._claims[index] = dataclasses.replace(claim, figure=figure)
            part_of = self._whole_of(index, draft, sentence)
            if part_of is not None:
                self._claims[index] = self._as_part(draft, claim, figure, part_of)
        return self._claims

    def _as_part(self, draft: Draft, claim: Claim, figure: Figure, part_of: int) -> Claim:
        """A part is of its whole's kind, and what happened to the whole happened to it, where its own words do not say."""
        whole = self._claims[part_of]
        own = figure.measures if any(token.pos_ == "VERB" for token in (*draft.lead, *draft.words, *draft.tail)) else ()
        measures = own or (whole.figure.measures if whole.figure else ()) or figure.measures
        kind = whole.kind if claim.kind in _PLAIN_KINDS or whole.kind == "weapons" else claim.kind
        named = draft.quantity is not None and draft.quantity.of.lower() not in SUBSET_PRONOUNS  # "48 of those shields"
        counted = arithmetic.plural_noun(whole.figure.of) if whole.figure and not named else ""
        statement = _OF_THEM.sub(f"of the {counted}", claim.statement, count=1) if counted else claim.statement
        part = dataclasses.replace(figure, part_of=part_of, measures=measures)
        return dataclasses.replace(claim, kind=kind, statement=statement, figure=part)

    def _known(self, index: int, within: Span | None = None) -> list[Counted]:
        """The figures before a claim's, nearest last; first those that stand in the words it is said of."""
        first = max(0, index - arithmetic.REACH)
        last = min(len(self._claims), index + 3) if within else index
        counted = []
        for other in range(first, last):
            figure = self._claims[other].figure
            if figure and other != index and (other < index or (within and within.start <= figure.start < within.end)):
                draft, sentence = self._origins[other]
                before = self._document.text[max(0, figure.start - 20) : figure.start]
                counted.append(
                    Counted(
                        claim=other,
                        figure=figure,
                        sentence=sentence,
                        noun=arithmetic.head_noun(figure.of),
                        aside=draft.clause.place is ClausePlace.RELATIVE or bool(_TOTAL_BEFORE.search(before)),
                    )
                )
        return counted

    def _whole_of(self, index: int, draft: Draft, sentence: int) -> int | None:
        """The claim of whose figure this one counts a part: "12 people, including two children", "one of them"."""
        quantity = draft.quantity
        figure = self._claims[index].figure
        if quantity is None or figure is None or quantity.unit:
            return None
        if figure.base:
            return (
                figure.base[0]
                if len(figure.base) == 1 and (quantity.relative is None or quantity.relative.factor_high <= 1)
                else None
            )
        if index + 1 < len(self._origins) and self._origins[index + 1][0].total:
            return index + 1
        text = self._document.text
        before = text[max(0, quantity.span.start - 40) : quantity.span.start].lower()
        after = text[quantity.span.end : quantity.span.end + 60].lower().split()
        known = [one for one in self._known(index) if one.figure.unit is None and one.figure.text]
        if draft.subset or _SUBSET_BEFORE.search(before):
            same = [one for one in known if one.sentence == sentence and not self._origins[one.claim][0].subset]
            acted = [one for one in same if self._is_acted_on(self._origins[one.claim][0])]
            return (acted or same)[-1].claim if same else None
        if len(after) > 1 and after[0] == "of" and after[1].strip('.,;”"') in _SUBSET_OF:
            near = [one for one in known if one.sentence == known[-1].sentence] if known else []
            acted = [one for one in near if self._is_acted_on(self._origins[one.claim][0])]
            return (acted or near)[-1].claim if near and sentence - near[-1].sentence <= 2 else None
        return None

    @staticmethod
    def _is_acted_on(draft: Draft) -> bool:
        """The counted things are what the verb is about, rather than where it happens: "61 drones over six regions"."""
        counted = _counted_token(draft.clause.sentence, draft.quantity) if draft.quantity else draft.clause.head
        counted = counted.head if counted.dep_ == "nummod" else counted
        return counted.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"}

    # Days and places

    def _dates_in(self, span: Span) -> list[DateMention]:
        low, high = bisect.bisect_left(self._date_starts, span.start), bisect.bisect_left(self._date_starts, span.end)
        return self._dates[low:high]

    def _days_of(self, sentence: Sentence) -> dict[tuple[int, int], tuple[dt.date, dt.date]]:
        """The days that expressions of a sentence stand for, by where they stand in its parsed text."""
        return {
            (date.span.start - sentence.offset, date.span.end - sentence.offset): (date.earliest, date.latest)
            for date in self._dates_in(sentence.span)
            if date.earliest and date.latest
        }

    def _when(self, draft: Draft, told: Sequence[Token]) -> When | None:
        """The day that the claim tells in its own words, or in those of its statement."""
        own = [date for date in self._dates_in(draft.clause.sentence.span) if _tells(draft, told, date.span)]
        own = [date for date in own if not (self._is_of_former_value(draft, date) or self._describes_subject(draft, date))]
        if not own:
            return None
        near = draft.quantity.span.start if draft.quantity else draft.clause.sentence.span_of(draft.clause.head).start
        own = [date for date in own if self._stands_beside(draft, date)] or own
        governed = [one for one in own if self._governor(draft.clause, one) == draft.clause.head.i] if len(own) > 1 else own
        date = min(governed or own, key=lambda one: abs(one.span.start - near))
        first, last = self._period(date)
        start, end = first.span.start, last.span.end
        return When(text=self._document.text[start:end], start=start, end=end, earliest=first.earliest, latest=last.latest)

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
        index = bisect.bisect_left(self._date_starts, date.span.start)
        for first, last in itertools.pairwise(self._dates[max(0, index - 1) : index + 2]):
            joint = self._document.text[first.span.end : last.span.start].strip().lower()
            before = self._document.text[max(0, first.span.start - len("between ")) : first.span.start].lower()
            if date in (first, last) and _JOINTS.get(joint) == before.split()[-1:]:
                return first, last
        return date, date

    def _is_of_former_value(self, draft: Draft, date: DateMention) -> bool:
        """Of "turnout was 68%, up from 66% in 2021" the year is that of the other figure."""
        if draft.quantity is None or date.span.start < draft.quantity.span.end:
            return False
        return _FORMERLY.search(self._document.text, draft.quantity.span.end, date.span.start) is not None

    @staticmethod
    def _governor(clause: Clause, date: DateMention) -> int | None:
        """The verb that a date belongs to: of "built in 1998, it passed its inspection in March" March is the passing's."""
        token = next((one for one in clause.tokens if clause.sentence.offset + one.idx >= date.span.start), clause.head)
        while token.pos_ not in {"VERB", "AUX"} and token.head.i != token.i:
            token = token.head
        return token.i

    def _dated(self, sentence: Sentence) -> frozenset[int]:
        """Which tokens of a sentence stand in an expression of a day."""
        days = self._days_of(sentence)
        return frozenset(token.i for token in sentence.tokens for start, end in days if start <= token.idx < end)

    def _places_of(self, sentence: Sentence) -> tuple[Place, ...]:
        entities = self._document.entities.get(sentence.start, ())
        spans = {sentence.span_of(entity) for entity in entities if entity.label_ in _PLACES}
        spans |= {span_of(sentence, name) for name in places_in(sentence.tokens)}
        return tuple(
            Place(text=self._document.text[span.start : span.end], start=span.start, end=span.end) for span in sorted(spans)
        )


def _counted_token(sentence: Sentence, quantity: Quantity) -> Token:
    tokens = list(sentence.tokens)
    starts = [sentence.offset + token.idx for token in tokens]
    return tokens[max(bisect.bisect_right(starts, quantity.head) - 1, 0)]


def _tells(draft: Draft, told: Sequence[Token], span: Span) -> bool:
    """The passage is among the words that the statement is made of."""
    offset = draft.clause.sentence.offset
    return any(span.start <= offset + token.idx < span.end for token in told)


def _is_definite(draft: Draft) -> bool:
    quantity = draft.quantity
    tokens = [t for t in draft.clause.tokens if quantity and draft.clause.sentence.offset + t.idx < quantity.span.start]
    return bool(tokens) and tokens[-1].lower_ in {"the", "these", "those"}


def _takes_object(token: Token) -> bool:
    return any(child.dep_ == "dobj" for child in token.rights)


def _names(link: Link) -> tuple[str, ...]:
    return tuple(source.name for source in link.sources)


def _turns_into_its_opposite(attribution: AttributionMention | None) -> bool:
    """What is denied is told as its opposite; somebody's own words stay as they are, also where a denial introduces them."""
    return attribution is not None and attribution.lemma in DENYING and attribution.mode != "direct"
