"""Figures that are said of other figures: shares are worked out, and parts are told of what."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from claims.extraction.assembling.figures import OF_PEOPLE, count_in_words, counted_together, counted_token
from claims.extraction.assembling.places import WHERE
from claims.extraction.clauses import SUBJECTS, Place
from claims.extraction.drafts import Draft
from claims.extraction.drafts.draft import SUBSET_PRONOUNS, place
from claims.extraction.quantities import arithmetic
from claims.extraction.quantities.arithmetic import Counted
from claims.extraction.records import Claim, Figure, Span
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import PERSONS
from claims.extraction.statements.inflecting import SINGULAR
from claims.extraction.text.document import Document

#: What a claim is where no word says what it is about.
_PLAIN_KINDS = frozenset({"statement", "event", "statistic"})
_SUBSET_BEFORE = re.compile(r"\b(?:including|among (?:them|those|whom)|of (?:them|whom|those|which))\W+(?:\w+\s+)?$")
#: "140 detainees, of whom it said 19 were minors".
_SUBSET_SAID = re.compile(
    r",\s(of\s(?:whom|which)),?\s(?:[\w’'-]+\s){1,4}(?:added|believed?|claim(?:s|ed)|reported|said|says?|thought)(?:\sthat)?,?\s\Z"
)
_LONGEST_SAID = 60
#: What joins the items of a list.
_LISTED = re.compile(r"\s*(?:,|,?\s(?:and|as well as|along with))\s+")
_THEM = re.compile(r"\bof (?:them|these|those|which)\b")
#: "16 of the 21 bridges", "400,000 out of 1.1 million": the total is said beside what is told.
_TOTAL_BEFORE = re.compile(r"\bof(?:\s+(?:the|its|their|some|about|all))?(?:\s+[\w’']+[’']s)?\s*$")
#: "119 air strikes, up from 42".
_FORMER = re.compile(r"\b(?:(?:up|down) from|compared (?:with|to)|against)\s(?:\w+\s){0,2}$")
#: What a part says of its whole, where the statement has to name it.
_OF_THEM = re.compile(r"\bof (?:them|those|whom|which)\b(?!\s(?:\d|two|three|four|five|six|seven|eight|nine|ten)\b)")
#: That it is open whom a part is of.
_OF_THEM_NOTE = re.compile(r"“(?:them|those|whom|which)”")
#: Some of whom nothing was told before: "half of those who reach the island", "eight of those detained".
_OF_OTHERS = re.compile(r"\s+of\s+those\s+(?:I|we|you|he|she|they|who|whom|that|whose|in|on|at|from|with|[a-z]+(?:ed|en|ing))\b")
#: What stands between a whole and a part that is told right behind it.
_ASIDE = re.compile(r"\s?[,–—(]\s?")
_SEVERAL = 2
_WHERE = (WHERE | {"from"}) - {"through"}
#: How many sentences a part reaches back to its whole.
_NEAR = 2
#: "One of the six firefighters have been treated", in the words for all six.
_ONE_HAVE = re.compile(r"^(One of (?:the|them)\b(?:(?! (?:had|has|is|was)\b)[^,.])*?) (have|were|are)\b")
#: A number by itself: no "at least", no "some".
_NUMBER = re.compile(r"[\d.,]*\d|[a-z]+(?:[ -][a-z]+)?", re.IGNORECASE)


def _holds(whole: Figure, part: Figure) -> bool:
    """There are as many at the least as are told of."""
    return bool(part.of) and whole.low is not None and part.low is not None and whole.low > part.low


def _is_fewer(whole: Figure, part: Figure) -> bool:
    """There are not as many as are told of: of two who died no 13 can be."""
    return whole.high is not None and part.low is not None and whole.high < part.low


def _is_counted(figure: Figure) -> bool:
    """It counts two or more that have a name, with a word at the most that says how nearly: "about 40 guests"."""
    several = figure.low is None or figure.low >= _SEVERAL
    return several and not figure.base and bool(count_in_words(figure))


def _is_exact(figure: Figure) -> bool:
    """A count of two or more, told by its number alone."""
    counts = figure.low is not None and figure.low >= _SEVERAL and figure.unit is None and not figure.base
    return counts and figure.low == figure.high and not figure.approximate and _NUMBER.fullmatch(figure.text) is not None


def _follows_uncounted(draft: Draft) -> bool:
    """It is a part of what no number is told of: "Ukrainian drones, 65 of them over Lund"."""
    clause, quantity = draft.clause, draft.quantity
    number = next((token for token in clause.sentence.tokens if quantity and place(clause, token) >= quantity.span.start), None)
    if number is None or number.i < clause.sentence.tokens.start + 2 or number.nbor(-1).text != ",":
        return False
    noun = number.nbor(-2)
    return noun.tag_ == "NNS" and noun.dep_ in SUBJECTS and not any(child.like_num for child in noun.lefts)


def _is_where(draft: Draft) -> bool:
    """What it counts is where something else happened: "97 drones over eight regions, a third of them over Lund"."""
    counted = counted_token(draft.clause.sentence, draft.quantity) if draft.quantity else draft.clause.head
    counted = counted.head if counted.dep_ == "nummod" else counted
    return counted.dep_ == "pobj" and counted.head.lower_ in _WHERE


def _is_of_which(draft: Draft) -> bool:
    """It is told of some of what was counted before: "412 drones, of which 361 drones were downed"."""
    way = draft.clause.head.left_edge
    return way.lower_ == "of" and any(child.tag_ in {"WDT", "WP"} for child in way.rights)


def _tells_whole(statement: str, whole: Figure) -> bool:
    """It has the whole already: "About 600 lorries were stranded, two-thirds of the lorries laden with fruit"."""
    return f"{whole.text} {whole.of}".lower() in statement.lower()


def _of_as_many(statement: str, part: Figure, whole: Figure) -> str:
    """The statement with the whole of its part: "361 [of the 412] drones"."""
    told, counted = f"{part.text} {part.of}", count_in_words(whole)
    if (
        not counted
        or _tells_whole(statement, whole)
        or arithmetic.head_noun(part.of) != arithmetic.head_noun(whole.of)
        or told not in statement
    ):
        return statement
    return statement.replace(told, f"{part.text} of the {counted}", 1)


def related(document: Document, claims: Sequence[Claim], origins: Sequence[tuple[Draft, int]]) -> list[Claim]:
    """The claims with the relations between their figures; each comes with its draft and the number of its sentence."""
    return _Relations(document, claims, origins).claims()


#: "12 of the people on it", whom nobody has counted.
_ON_LIST = re.compile(r"\sof the \w+ on (?:it|them|the list)\b")
_NEAR_BEHIND = 40


_OF_WHICH = re.compile(r"[\w ,]{1,30} of (?:which|whom)\b")
_ONE_OF_TWO = re.compile(r"\sof the (former|latter)\b(?=[.,;]|\s(?:and|are|had|have|were)\b|$)")


def _one_of_two(which: str, near: Sequence[Counted]) -> int | None:
    """Which of two figures is meant: of "286 drones and 31 missiles … 251 of the [former]" the drones."""
    told = [one for one in near if one.figure.part_of is None and one.figure.of]
    pair = [one for one in told if one.sentence == told[-1].sentence]
    match pair:
        case [former, latter] if former.noun != latter.noun:
            return latter.claim if which == "latter" else former.claim
    return None


def _of_noun(part: Figure, near: Sequence[Counted]) -> int | None:
    """What "117 of the drones" are of: of "371 of the 412 drones" told last it is all of them."""
    same = [one for one in near if one.noun == arithmetic.head_noun(part.of) and _holds(one.figure, part)]
    wholes = [one for one in same if one.figure.part_of is None]
    if wholes:
        return wholes[-1].claim
    return same[-1].figure.part_of if same else None


class _Relations:
    def __init__(self, document: Document, claims: Sequence[Claim], origins: Sequence[tuple[Draft, int]]) -> None:
        self._document = document
        self._claims = list(claims)
        self._origins = origins
        #: How a sentence begins that tells of a part, "One of which", and how its statements begin.
        self._begun: dict[int, tuple[str, str]] = {}

    def claims(self) -> list[Claim]:
        """Works out relative figures and finds the wholes of parts, now that all figures are known."""
        for index, (draft, sentence) in enumerate(self._origins):
            claim, quantity = self._claims[index], draft.quantity
            figure = claim.figure
            if figure is None or quantity is None:
                continue
            if quantity.relative:
                told = self._document.text[quantity.span.end : quantity.span.end + 20]
                known = self._known(index, quantity.relative.base_span)
                found = () if _OF_OTHERS.match(told) else arithmetic.bases(quantity, sentence, known)
                if not found:
                    # Kept as the words of the claim: numbers without a base would be a guess.
                    note = f"the figure that “{quantity.text}” is said of is not given"
                    self._claims[index] = dataclasses.replace(claim, figure=None, ambiguous=(*claim.ambiguous, note))
                    continue
                figure = arithmetic.computed(figure, quantity.relative, found)
                told = self._with_wholes(claim.statement, [self._claims[base].figure for base in figure.base])
                notes = tuple(note for note in claim.ambiguous if told == claim.statement or not _OF_THEM_NOTE.search(note))
                claim = self._claims[index] = dataclasses.replace(claim, figure=figure, statement=told, ambiguous=notes)
            part_of = self._whole_of(index, draft, sentence)
            if part_of is not None:
                self._claims[index] = self._as_part(draft, claim, figure, part_of)
                self._remember_beginning(sentence, claim.statement, self._claims[index].statement)
            elif sentence in self._begun and claim.statement.startswith(self._begun[sentence][0]):
                begun, told = self._begun[sentence]
                self._claims[index] = dataclasses.replace(claim, statement=told + claim.statement.removeprefix(begun))
        return self._claims

    def _remember_beginning(self, sentence: int, written: str, told: str) -> None:
        """Of "one of which blocked the road for 11 hours" the next figure is told likewise, "One of the aftershocks blocked"."""
        found = _OF_WHICH.match(written)
        if found is not None and told.endswith(rest := written[found.end() :]):
            self._begun[sentence] = found[0], told.removesuffix(rest)

    def _as_part(self, draft: Draft, claim: Claim, figure: Figure, part_of: int) -> Claim:
        """A part is of its whole's kind, and what happened to the whole happened to it, where its own words do not say."""
        whole = self._claims[part_of]
        own = figure.measures if any(token.pos_ == "VERB" for token in (*draft.lead, *draft.words, *draft.tail)) else ()
        measures = own or (whole.figure.measures if whole.figure else ()) or figure.measures
        kind = whole.kind if claim.kind in _PLAIN_KINDS or whole.kind == "weapons" else claim.kind
        named = draft.quantity is not None and draft.quantity.of.lower() not in SUBSET_PRONOUNS  # "48 of those shields"
        statement = claim.statement if named else self._of_whole(claim.statement, whole.figure)
        if named and whole.figure is not None and _is_of_which(draft):
            statement = _of_as_many(statement, figure, whole.figure)
        if not figure.of and statement.startswith(f"{figure.text} ") and self._is_said_of_some(figure.start):
            statement = self._of_whole(f"{figure.text} of whom{statement.removeprefix(figure.text)}", whole.figure)
        statement = self._with_wholes(statement, [whole.figure])
        of = whole.figure.of if whole.figure and figure.of.lower() in {"", *SUBSET_PRONOUNS} else figure.of
        if whole.figure and whole.figure.of and _ONE_OF_TWO.search(statement):
            statement, of = _ONE_OF_TWO.sub(f" of the {whole.figure.text.lower()} {whole.figure.of}", statement), whole.figure.of
        part = dataclasses.replace(figure, part_of=part_of, measures=measures, of=of)
        if figure.low == figure.high == 1:
            statement = _ONE_HAVE.sub(lambda found: f"{found[1]} {SINGULAR[found[2]]}", statement, count=1)
        told = statement != claim.statement
        notes = tuple(note for note in claim.ambiguous if not (told and _OF_THEM_NOTE.search(note)))
        return dataclasses.replace(claim, kind=kind, statement=statement, figure=part, ambiguous=notes)

    @staticmethod
    def _of_whole(statement: str, whole: Figure | None) -> str:
        """The statement with what "of them" is of: the officers, or the seven, where the article has no noun for them."""
        counted = arithmetic.plural_noun(whole.of) if whole else ""
        if not counted and whole and not whole.of and _is_exact(whole):
            counted = whole.text.lower()
        if not counted and " of whom" not in statement:
            return statement
        if whole and re.search(rf"\b{re.escape(whole.text)} {re.escape(whole.of)}, .* of them\b", statement):
            return statement  # "shot down 96 drones, more than a third of them over Lund"
        return _OF_THEM.sub(f"of the {counted}" if counted else "of them", statement, count=1)

    @staticmethod
    def _with_wholes(statement: str, wholes: Sequence[Figure | None]) -> str:
        """The statement with how many there were of what it tells a part: "half of the [426 Shahed-type] drones"."""
        if any(whole is not None and _tells_whole(statement, whole) for whole in wholes):
            return statement
        told = [count_in_words(whole) for whole in wholes if whole is not None and _is_counted(whole)]
        if len(told) == len(wholes) >= _SEVERAL and _THEM.search(statement) is not None:
            return _THEM.sub(f"of the {', '.join(told[:-1])} and {told[-1]}", statement, count=1)
        nouns = {(arithmetic.plural_noun(whole.of) or whole.of).rpartition(" ")[2] for whole in wholes if whole is not None}
        if not told or len(told) != len(wholes) or len(nouns) != 1 or " of the " not in statement:
            return statement
        noun = nouns.pop()
        phrase = re.search(rf"\bof the ((?:[\w-]+ ){{0,3}}{re.escape(noun)})\b(?! (?:on it|who|that)\b)", statement)
        if phrase is None or not all(one.endswith(phrase[1]) for one in told):
            return statement
        if len(told) == 1:
            return f"{statement[: phrase.start(1)]}{told[0]}{statement[phrase.end(1) :]}"
        return f"{statement[: phrase.end(1)]} ({', '.join(told[:-1])} and {told[-1]}){statement[phrase.end(1) :]}"

    def _known(self, index: int, within: Span | None = None) -> list[Counted]:
        """The figures before a claim's, nearest last; first those that stand in the words it is said of."""
        first = max(0, index - arithmetic.REACH)
        last, own = min(len(self._claims), index + 3), self._claims[index].figure
        counted = []
        for other in range(first, last):
            figure = self._claims[other].figure
            inside = figure is not None and within is not None and within.start <= figure.start < within.end
            # of "put the number of injured at 87, with 12 of them in intensive care" the claim of the 12 holds that of the 87
            early = self._origins[other][1] == self._origins[index][1] and figure and own and figure.start < own.start
            if figure and other != index and (other < index or inside or early):
                draft, sentence = self._origins[other]
                before = self._document.text[max(0, figure.start - 20) : figure.start]
                counted.append(
                    Counted(
                        claim=other,
                        figure=figure,
                        sentence=sentence,
                        noun=arithmetic.head_noun(figure.of),
                        former=_FORMER.search(before) is not None,
                        part=figure.part_of is not None,
                        aside=draft.clause.place is Place.RELATIVE or bool(_TOTAL_BEFORE.search(before)) or _is_where(draft),
                        listed=self._is_listed(other),
                    )
                )
        return counted

    def _is_listed(self, index: int) -> bool:
        """Nothing but a comma or "and" stands between it and what a claim right before counts."""
        figure = self._claims[index].figure
        if figure is None or figure.unit:
            return False
        # of "187 drones and six missiles, of which all but two fell" the claim of the last stands between those of the others
        formers = (draft.quantity for draft, _ in self._origins[max(index - _SEVERAL, 0) : index])
        ends = [one.of_span.end for one in formers if one is not None and one.of_span is not None and not one.unit]
        return any(_LISTED.fullmatch(self._document.text[end : figure.start]) is not None for end in ends if end <= figure.start)

    def _whole_of(self, index: int, draft: Draft, sentence: int) -> int | None:
        """The claim of whose figure this one counts a part: "12 people, including two children", "one of them"."""
        quantity = draft.quantity
        figure = self._claims[index].figure
        if quantity is None or figure is None or quantity.unit:
            return None
        if figure.base:
            shares = quantity.relative is None or quantity.relative.factor_high <= 1
            return figure.base[0] if shares and len(figure.base) == 1 else None
        told = self._known(index)
        total = self._total_of(index, sentence)
        total = self._which(draft, figure, sentence, told) if total is None else total
        if total is not None:
            return total
        known = [one for one in told if one.figure.unit is None and one.figure.text]
        before = self._document.text[max(0, quantity.span.start - 40) : quantity.span.start].lower()
        if draft.subset or _SUBSET_BEFORE.search(before) or self._is_said_of_some(quantity.span.start):
            same = [one for one in known if one.sentence == sentence and not self._origins[one.claim][0].subset]
            return None if counted_together(draft) else self._acted_on(same)
        measured = quantity.of.lower() == "them" and self._is_of_measure(told[-1:], sentence)
        if _follows_uncounted(draft) or measured:
            return None
        near = [one for one in known if sentence - one.sentence <= _NEAR]
        return self._looked_back_to(figure, quantity.span.end, near)

    @staticmethod
    def _which(draft: Draft, figure: Figure, sentence: int, known: Sequence[Counted]) -> int | None:
        """What "of which" is of, where the part has the whole's own noun: "412 drones and 38 missiles, of which 361 drones"."""
        noun = arithmetic.head_noun(figure.of)
        alike = [one.claim for one in known if one.sentence == sentence and one.noun == noun and one.figure.unit is None]
        return alike[-1] if noun and alike and _is_of_which(draft) else None

    def _is_said_of_some(self, start: int) -> bool:
        """Who says it stands between "of whom" and the number."""
        return _SUBSET_SAID.search(self._document.text, max(0, start - _LONGEST_SAID), start) is not None

    def _is_of_measure(self, last: Sequence[Counted], sentence: int) -> bool:
        """What was measured last in the sentence may be meant: "gave us five minutes, and used two of them"."""
        measures = (one for one in last if one.figure.unit not in {None, "percent"} and one.sentence == sentence)
        return any(self._is_acted_on(self._origins[one.claim][0]) for one in measures)

    def _looked_back_to(self, figure: Figure, end: int, near: Sequence[Counted]) -> int | None:
        """What "one of them" and "117 of the drones" are of, by the words behind the number."""
        text = self._document.text
        after = text[end : end + 60].lower().split()
        if not near or len(after) < len("of them".split()) or after[0] != "of" or _OF_OTHERS.match(text, end):
            return None
        if after[1] == "the" and _ON_LIST.search(text, end, end + _NEAR_BEHIND):
            return None
        if (found := _ONE_OF_TWO.match(text, end)) is not None:
            return _one_of_two(found[1], near)
        if after[1] == "the":
            return _of_noun(figure, near)
        them = after[1].strip('.,;”"') in SUBSET_PRONOUNS
        now = [one for one in near if not one.former] or near  # "27 violations, compared with 31 in May … 12 of them"
        last = [one for one in now if one.sentence == now[-1].sentence and not _is_fewer(one.figure, figure)]
        if them and last and self._tells_of_others(last[-1], figure):
            return None
        return (self._beside(last, figure) or self._acted_on(last)) if them else None

    def _tells_of_others(self, whole: Counted, part: Figure) -> bool:
        """Since the whole was told, in another sentence, some are told of without a number: "most of the trips; … 26 of them"."""
        sentence = self._document.sentence_at(part.start)
        quantity = self._origins[whole.claim][0].quantity
        at = quantity.of_span or quantity.span if quantity is not None else None
        if sentence is None or at is None or at.end > sentence.start:
            return False
        before = self._document.sentence_at(sentence.start - 2)
        told = [token for one in (before, sentence) if one is not None and one.start > at.end for token in one.tokens]
        offset = sentence.offset
        return any(
            token.tag_ == "NNS"
            and offset + token.idx < part.start
            and (token.dep_ == "dobj" or token.head.lower_ == "of" or (token.dep_ == "pobj" and at.end <= offset))
            for token in told
        )

    def _beside(self, told: Sequence[Counted], part: Figure) -> int | None:
        """What the words right before the part count: "112 payments to seven companies, four of them in Lund"; no place."""
        last = told[-1] if told else None
        quantity = self._origins[last.claim][0].quantity if last is not None else None
        if last is None or quantity is None or quantity.of_span is None or _is_where(self._origins[last.claim][0]):
            return None
        if not OF_PEOPLE.isdisjoint(part.measures) and singular(last.noun) not in PERSONS:
            return None  # "12 men to three towns, two of them wounded"
        between = self._document.text[quantity.of_span.end : part.start]
        return last.claim if quantity.of_span.end <= part.start and _ASIDE.fullmatch(between) else None

    def _acted_on(self, told: Sequence[Counted]) -> int | None:
        """The last of those that the verb is about, else the last."""
        acted = [one for one in told if self._is_acted_on(self._origins[one.claim][0])]
        return (acted or told)[-1].claim if told else None

    def _total_of(self, index: int, sentence: int) -> int | None:
        """The total that is told with the part: "74 of its 410 branches", "Of 728 drones, 296 were shot down"."""
        if index + 1 < len(self._origins) and self._origins[index + 1][0].total:
            return index + 1
        other = index - 1
        while other >= 0 and self._origins[other][1] == sentence:
            if self._origins[other][0].fronted and self._counts_same(index, other):
                return other
            other -= 1
        return None

    def _counts_same(self, index: int, other: int) -> bool:
        one, whole = self._claims[index].figure, self._claims[other].figure
        return one is not None and whole is not None and arithmetic.head_noun(one.of) == arithmetic.head_noun(whole.of)

    @staticmethod
    def _is_acted_on(draft: Draft) -> bool:
        """The counted things are what the verb is about, rather than where it happens: "61 drones over six regions"."""
        counted = counted_token(draft.clause.sentence, draft.quantity) if draft.quantity else draft.clause.head
        counted = counted.head if counted.dep_ == "nummod" else counted
        while counted.dep_ == "conj" and counted.head.pos_ in {"NOUN", "PROPN", "NUM"}:
            counted = counted.head  # "two craters and 15 burned buildings, one of them a hall"
        along = counted.dep_ == "pobj" and counted.head.lower_ == "with"  # "along with seven water bombers, two of them on loan"
        return along or counted.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"}
