"""Claims from what the stages found: one for each figure of a clause, or one for a clause that asserts without."""

from __future__ import annotations

import bisect
import collections
import dataclasses
import datetime as dt
import itertools
import re
from collections.abc import Sequence

from claims.extraction.assembling.airspace import with_airspace
from claims.extraction.assembling.backdrop import Backdrop
from claims.extraction.assembling.circumstances import Circumstances
from claims.extraction.assembling.days import Days, tells
from claims.extraction.assembling.figures import Figures, bare_number, counted_token, names_of, open_number, with_noun
from claims.extraction.assembling.occasions import with_occasions
from claims.extraction.assembling.openness import with_openness
from claims.extraction.assembling.phrases import Phrases
from claims.extraction.assembling.places import WHERE, Places, is_of_aside, with_distance
from claims.extraction.assembling.relations import related
from claims.extraction.assembling.scenes import with_scenes
from claims.extraction.assembling.settings import Setting, Settings
from claims.extraction.assembling.wholes import with_wholes
from claims.extraction.attribution.carrying import with_carried
from claims.extraction.attribution.chains import with_cited
from claims.extraction.attribution.cues import ADDRESSING, APPEAL
from claims.extraction.attribution.shapes import WH, is_body
from claims.extraction.clauses import Clause, find_clauses, has_subject, is_finite
from claims.extraction.clauses import Place as ClausePlace
from claims.extraction.drafts import Draft, drafts_of
from claims.extraction.judging.check_worthiness import FORECASTING, Features, check_worthiness
from claims.extraction.judging.kinds import Telling, is_scheduled, kind_of, looks_ahead, tells_what_happened
from claims.extraction.judging.stance import DENYING, HELD, stance_of
from claims.extraction.quantities import arithmetic
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
from claims.extraction.reference.names import OWNERS, singular
from claims.extraction.reference.nouns import PERSONS, REPORTS
from claims.extraction.reference.pronouns import Pronouns
from claims.extraction.reference.resolving import References
from claims.extraction.statements.stating import Statement, as_told, statement_of, total_of
from claims.extraction.statements.wording import Context
from claims.extraction.text.document import Document, Sentence
from claims.extraction.text.tokens import Token

#: Who speaks, where the subject is one of these.
_OWN = frozenset({"he", "she", "it", "they"})
#: What somebody is accused of has no opposite.
_ACCUSING = frozenset({"accuse", "allege", "blame", "charge", "suspect"})
_NAMES = frozenset({"GPE", "LOC", "FAC", "ORG", "PERSON", "NORP"})
#: What may stand around a caption in its paragraph: brackets, or the photographer's name.
_CAPTION_MARGIN = 40
#: Who is asked, and for what: "did not respond to a request for comment".
_ANSWERING = frozenset({"answer", "reply", "respond"})
_ASKED = frozenset({"comment", "inquiry", "query", "question", "request"})
#: What is only asked for: "urged both to keep what was agreed in Lund, where talks go on".
_ASKING = (APPEAL - {"advise", "tell", "warn"}) | {"appeal", "call", "demand"}
#: Of what somebody may be silent: "did not mention the port".
_KEEPING_BACK = frozenset({"acknowledge", "address", "discuss", "mention"})
#: Who does not do it leaves open what it would be.
_SAYING = frozenset("announce claim confirm disclose exclude indicate report reveal rule say specify state tell verify".split())
#: Who is only counted, and named by nothing else: "some 68% of voters", "two-thirds of those polled".
_SHARE = re.compile(
    r"(?:(?:about|almost|around|at least|just|more than|nearly|only|over|some|under)\s){0,2}"
    r"(?:\d[\d.,]*\s?(?:%|per\s?cent\b)"
    r"|one in (?:three|four|five|six|seven|eight|nine|ten|\d+)\b"
    r"|(?:half|(?:a|one|two|three|four)[ -](?:third|quarter|fifth|tenth)s?)\sof\b)",
    re.IGNORECASE,
)
#: "[Of 16 economists] polled last week, 13 had predicted a fall".
_OF_THOSE_ASKED = re.compile(r"Of (?:the )?\d[\d,]* \w+")
#: "In the port of Lund", "near Lund".
_NAMED_SPOT = re.compile(r"\b(?:at|in|near|off|outside) (?:the (?:\w+ of )?)?([A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)")
#: In characters: no source phrase is longer.
_LONGEST_SOURCE = 200


def assemble(
    document: Document,
    *,
    quantities: Sequence[Quantity],
    dates: Sequence[DateMention],
    attributions: Sequence[AttributionMention],
    published: dt.date | None = None,
) -> tuple[Claim, ...]:
    """The claims of a document, in the order of the text."""
    told = with_carried(document, with_cited(document, attributions))
    said = [mention for mention in told if not _is_share(document, mention)]
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
        self._spoken = sorted((span for mention in attributions for span in mention.sources), key=lambda span: span.start)
        self._quantities = sorted(quantities, key=lambda quantity: quantity.span)
        self._days = Days(document, dates)
        self._figures = Figures(self._quantities)
        self._references = References(document, attributions)
        self._places = Places(document, self._references)
        self._where: tuple[Place, ...] = ()
        #: The places that were told so far, by their names.
        self._told_places: dict[str, Place] = {}
        self._settings = Settings(document, self._days)
        self._told: list[Setting] = []
        self._claims: list[Claim] = []
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
            quantities = [one for one in self._quantities[low:high] if not self._days.is_window(one)]
            drafts = sorted(drafts_of(clauses, quantities, self._speakers(clauses)), key=lambda draft: draft.span)
            if not drafts:
                continue
            self._where = self._places.of(sentence)
            phrases = Phrases(clauses, self._days.tokens_of(sentence), _tokens_of(sentence, self._where))
            circumstances = Circumstances(phrases)
            for draft in drafts:
                draft.lent += circumstances.lent_to(draft)
                self._add(draft, index, phrases)
            self._references.hear_places(self._where)
            self._told_places |= {place.text: place for place in self._where}
        placed = with_scenes(related(self._document, self._claims, self._origins), self._told)
        claims, settings = with_occasions(placed, self._told)
        claims = with_airspace(claims, settings, self._references)
        backdrop = Backdrop(self._references.home(), self._references.firm(), self._published)
        nouns = frozenset(token.text for _, token in self._document.nouns)
        return with_openness(with_wholes(claims, settings), settings, backdrop, nouns)

    def _speakers(self, clauses: Sequence[Clause]) -> list[Span]:
        """The source phrases of the sentence: "two officials" who speak are counted by nobody."""
        mentions = [self._attributions[index] for clause in clauses for index in clause.chain]
        whole = [mention.source_span for mention in mentions if mention.source_span]
        return [*whole, *(span for mention in mentions for span in mention.sources)]

    def _add(self, draft: Draft, sentence: int, phrases: Phrases) -> None:
        added = draft.is_apposition and draft.told[0].pos_ == "PROPN"  # "in Lund, a town of 9,000, four witnesses said"
        beside = (
            added or self._is_beside_what_is_said(draft) or _is_of_no_answer(draft.clause) or self._is_by_the_way(draft.clause)
        )
        chain = () if beside else draft.clause.chain
        if chain and _is_kept_back(self._attributions[chain[-1]]):
            chain = chain[:-1]
        links = self._links(chain)
        figure = self._figures.of(draft) if draft.quantity else None
        if figure and self._figures.is_repeated(draft, figure, links):
            return
        mention = self._attributions[chain[-1]] if chain else None
        if any(_is_unsaid(self._attributions[index]) for index in chain):
            return
        made = self._denial(draft, links, sentence, mention)
        if made is None and not (mention and mention.answer and draft.clause.head.pos_ == "NOUN"):  # "a claim Kyiv denies"
            made = self._claim(draft, links, figure, mention)
        if made is None:
            return
        claim, told = made
        self._told.append(self._settings.of(claim, draft, told, sentence=sentence, phrases=phrases))
        self._claims.append(claim)
        self._figures.remember(claim)
        self._origins.append((draft, sentence))

    def _is_beside_what_is_said(self, draft: Draft) -> bool:
        """It counts those who are told, or what is not said: "told 200 people to leave", "would not say how many of 90"."""
        clause, quantity = draft.clause, draft.quantity
        mention = self._attributions[clause.chain[-1]] if clause.chain else None
        if mention is None or mention.cue is None or quantity is None:
            return False
        if mention.lemma in DENYING and (clause.place is ClausePlace.RELATIVE or self._follows_deed(clause, mention)):
            return True  # "denied having fired on the port in which 17 people were hurt"
        if mention.negated and mention.lemma not in DENYING:
            return any(token.tag_ in WH for token in clause.sentence.tokens if self._opens(clause.sentence, token, mention))
        noun = counted_token(clause.sentence, quantity)
        verb = clause.sentence.offset + noun.head.idx
        addressed = noun.dep_ in {"dobj", "dative"} and mention.lemma in ADDRESSING
        return addressed and mention.cue.start <= verb < mention.cue.end

    def _is_by_the_way(self, clause: Clause) -> bool:
        """The article adds it to what somebody asks for, or to a figure: "…, a toll that nobody has confirmed"."""
        mention = self._attributions[clause.chain[-1]] if clause.chain else None
        first = clause.head.left_edge
        relative = clause.head.dep_ == "relcl" and first.i > first.sent.start and first.tag_ in WH
        if mention is None or not relative or mention.mode == "direct":
            return False
        asked = mention.lemma in _ASKING and first.nbor(-1).text == ","
        noun = clause.head.head
        return asked or (noun.dep_ == "appos" and noun.lemma_ in REPORTS | {"count", "figure", "number", "toll", "total"})

    @staticmethod
    def _follows_deed(clause: Clause, mention: AttributionMention) -> bool:
        """A whole clause stands behind the deed that somebody denies by its participle."""
        cue = mention.cue.start - clause.sentence.offset if mention.cue else -1
        verb = next((token for token in clause.sentence.tokens if token.idx >= cue), clause.head)
        deed = next((child for child in verb.rights if child.dep_ == "xcomp" and child.tag_ == "VBG"), None)
        return deed is not None and clause.head.i > deed.i and is_finite(clause.head) and has_subject(clause.head)

    @staticmethod
    def _opens(sentence: Sentence, token: Token, mention: AttributionMention) -> bool:
        return sentence.offset + token.idx == mention.content[0].start

    @staticmethod
    def _shown(draft: Draft, statement: Statement) -> Span:
        """The passage of the claim, with the verb that comes later, "[118 of the drones and six missiles had been downed]".

        So with the verb of reporting where its statement has that: "the guard counted 57 dead".
        """
        clause = draft.clause
        last = draft.words[-1].i if draft.words else clause.head.i
        if draft.quantity is not None and not draft.subset and last < clause.head.i and clause.head in statement.words:
            told = max(token.i for token in statement.words if token in clause.tokens)
            return Span(draft.span.start, max(draft.span.end, clause.sentence.span_of(clause.head.doc[told]).end))
        if draft.quantity is None or not clause.cue_phrase or clause.cue_phrase[0] not in statement.words or draft.subset:
            return draft.span
        own = {token.i for token in statement.words}
        first = clause.cue_phrase[0]
        while first.i > clause.sentence.tokens.start and first.i - 1 in own and not first.nbor(-1).is_punct:
            first = first.nbor(-1)
        start = clause.sentence.span_of(first).start
        return Span(min(start, draft.span.start), draft.span.end)

    def _links(self, chain: Sequence[int]) -> tuple[Link, ...]:
        """The chain, outermost first; a speaker who goes on speaking is one link."""
        links: list[Link] = []
        for index in chain:
            mention = self._attributions[index]
            cue = self._document.text[mention.cue.start : mention.cue.end] if mention.cue else ""
            link = Link(sources=self._references.sources(index), cue=cue, mode=mention.mode)
            if links and names_of(links[-1]) == names_of(link):
                links.pop()
            links.append(link)
        return tuple(links)

    def _denial(
        self, draft: Draft, links: tuple[Link, ...], sentence: int, attribution: AttributionMention | None
    ) -> tuple[Claim, Sequence[Token]] | None:
        """The opposite of what was told just before, where that is all that somebody denies: "Kyiv denies this"."""
        if attribution is None or attribution.answer is None or draft.quantity:
            return None
        before = [one for one, index in self._origins if index == sentence] or [
            one for one, index in self._origins if index == sentence - 1
        ]
        told = {id(one.clause): one for one in before if not one.is_total}
        if len(told) != 1 or any(one.clause.head.lemma_ in _ACCUSING for one in told.values()):
            return None  # of "The army was accused of looting" not that it was accused
        if sentence not in {index for _, index in self._origins} and self._is_accused_before(sentence):
            return None  # "Roe accused the army of bombing a town. Her aide said 17 had died. The army denied this"
        denied = dataclasses.replace(next(iter(told.values())), quantity=None)
        own, self._where = self._where, self._places.of(denied.clause.sentence)
        made = self._claim(denied, links, None, attribution)
        self._where = own
        if made is None or any(made[0].statement == one.statement for one in self._claims):
            return None  # what has no opposite: "Kyiv blamed Russia"
        claim, words = made
        span = draft.span
        text = self._document.text[span.start : span.end]
        return dataclasses.replace(claim, text=text, start=span.start, end=span.end), words

    def _is_accused_before(self, sentence: int) -> bool:
        """Somebody is accused in the sentence before the last, to which an answer may be given rather than to that."""
        before, last = (self._document.sentences[max(sentence - back, 0)] for back in (2, 1))
        cues = [one.cue.start for one in self._attributions if one.lemma in _ACCUSING and one.cue is not None]
        return any(before.start <= cue < before.end for cue in cues) and not any(last.start <= cue < last.end for cue in cues)

    def _claim(
        self, draft: Draft, links: tuple[Link, ...], figure: Figure | None, attribution: AttributionMention | None
    ) -> tuple[Claim, Sequence[Token]] | None:
        """The claim, and the words that its statement is made of."""
        clause, document = draft.clause, self._document
        stance = stance_of(clause, attribution)
        # Whoever denies what another told does not tell it.
        silent = bool(clause.chain) and _is_kept_back(self._attributions[clause.chain[-1]])  # who does not say so is still meant
        teller = self._attributions[clause.chain[-1]] if clause.chain and (links or silent) else None
        spoken = links if teller is attribution else self._links(clause.chain)
        pronouns = Pronouns(self._references, clause, teller, spoken[-1].sources if spoken else ())
        statement = self._statement(draft, attribution, teller, pronouns, stance)
        if statement is None:
            return None
        span, words = self._shown(draft, statement), draft.words
        when = self._days.when(draft, statement.words)
        named = (place for place in self._where if tells(draft, statement.words, Span(place.start, place.end)))
        own = (place for place in named if not is_of_aside(place, clause.head, clause.sentence))
        places = tuple(with_distance(place, document.text) for place in own)
        places += tuple(Place(text=document.text[at.start : at.end], start=at.start, end=at.end) for at in pronouns.places)
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
                own_deed=_is_own_deed(clause, attribution),
            ),
        )
        said = [*draft.lead, *words, *draft.tail, clause.head]
        vocabulary = {token.lemma_.lower() for token in said} | {token.lower_ for token in said if not _takes_object(token)}
        vocabulary |= {arithmetic.head_noun(figure.of)} if figure else set()
        told, unknown = statement.text or document.text[span.start : span.end], None
        places = places or self._told_elsewhere(told, clause.sentence)
        if figure is not None and (number := bare_number(draft, figure)) is not None:
            told = told if self._is_counted_elsewhere(draft) else with_noun(told, figure)
            unknown = open_number(number, figure)
        claim = Claim(
            text=document.text[span.start : span.end],
            start=span.start,
            end=span.end,
            statement=told,
            kind=kind_of(vocabulary, self._telling(clause, figure, links, scheduled=scheduled)),
            stance=stance,
            check_worthiness=score,
            reasons=reasons,
            attribution=links,
            figure=figure,
            when=when,
            where=places,
            ambiguous=(*pronouns.open, *([unknown] if unknown else [])),
        )
        return claim, statement.words

    def _told_elsewhere(self, statement: str, sentence: Sentence) -> tuple[Place, ...]:
        """The place of another sentence that the statement has in its words for "the depot": "the depot near Lund"."""
        named = [self._told_places.get(found[1]) for found in _NAMED_SPOT.finditer(statement)]
        here = sentence.tokens.text
        return tuple(place for place in named if place is not None and place.text not in here)[:1]

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

    def _is_counted_elsewhere(self, draft: Draft) -> bool:
        """The noun that its number takes over stands for those who speak, or for where it was: "In 12 villages, 300 fled"."""
        at = draft.quantity.of_span if draft.quantity is not None else None
        sentence = self._document.sentence_at(at.start) if at is not None else None
        if at is None or sentence is None:
            return True
        nouns = [token for token in sentence.tokens if at.start <= sentence.offset + token.idx < at.end]
        placed = any(token.dep_ == "pobj" and token.head.lower_ in WHERE for token in nouns)
        low = bisect.bisect_left(self._spoken, at.start - _LONGEST_SOURCE, key=lambda span: span.start)
        spoken = itertools.takewhile(lambda span: span.start < at.end, self._spoken[low:])
        return placed or any(span.overlaps(at) for span in spoken)

    def _statement(
        self,
        draft: Draft,
        attribution: AttributionMention | None,
        teller: AttributionMention | None,
        pronouns: Pronouns,
        stance: str,
    ) -> Statement | None:
        clause = draft.clause
        own = attribution if attribution is teller else None  # "Kyiv denies this" as it stands
        context = Context(
            resolve=pronouns.meant_by,
            describe=pronouns.described,
            place=pronouns.place,
            name=pronouns.named,
            speaker=pronouns.speaker,
            one=pronouns.one,
            whose=pronouns.whose,
            body=pronouns.body,
            denied=stance == "denies" and _turns_into_its_opposite(attribution) and not (own and own.answer),
            cue=teller.lemma if teller else "",
            said_by_nobody=teller is not None and not teller.sources,
            parts=teller.content if teller and len(teller.content) > 1 else (),
            days=self._days.of(clause.sentence),
        )
        if draft.is_total:
            return total_of(clause, draft.words, context)
        if draft.sentence:
            return as_told([*draft.sentence, *draft.lent], clause, context, copula=draft.copula, joint=draft.joint)
        return statement_of(clause, draft.told, context, lent=draft.lent, figure=draft.quantity is not None)

    def _is_captioned(self, sentence: Sentence, when: When | None) -> bool:
        """The sentence is a paragraph by itself, as captions are, and speaks of no day to come."""
        paragraph = self._document.paragraphs[sentence.paragraph]
        alone = sentence.start - paragraph.start < _CAPTION_MARGIN and paragraph.end - sentence.end < _CAPTION_MARGIN
        return alone and not (when and when.latest and self._published and when.latest > self._published)


def _is_share(document: Document, attribution: AttributionMention) -> bool:
    """So many of those who were asked say it, which is what the article tells: "68 percent of respondents said …"."""
    span = attribution.source_span
    if span is None:
        return False
    sentence = document.sentence_at(span.start)
    polled = sentence is not None and _OF_THOSE_ASKED.match(document.text, sentence.start, span.start) is not None
    return _SHARE.match(document.text, span.start, span.end) is not None or (
        polled and document.text[span.start : span.end].isdigit()
    )


def _tokens_of(sentence: Sentence, places: Sequence[Place]) -> frozenset[int]:
    """Which tokens of a sentence stand in the name of a place."""
    at = [(place.start - sentence.offset, place.end - sentence.offset) for place in places]
    return frozenset(token.i for token in sentence.tokens for start, end in at if start <= token.idx < end) if at else frozenset()


def _is_own_deed(clause: Clause, attribution: AttributionMention | None) -> bool:
    """The one who speaks does it, or some of the speaker's own: "said [he would appeal]", "that none of her men would leave"."""
    if attribution is None or attribution.mode == "direct" or attribution.lemma in FORECASTING:
        return False
    subject = next((child for child in clause.head.lefts if child.dep_ == "nsubj"), None)
    if subject is None:
        return False
    owned = any(word.lower_ in OWNERS for word in subject.subtree)
    theirs = subject.lower_ == "none" or is_body(subject) or singular(subject.lower_) in PERSONS
    return subject.lower_ in _OWN or (owned and theirs)


def _takes_object(token: Token) -> bool:
    return bool(token.n_rights) and any(child.dep_ == "dobj" for child in token.rights)


def _is_of_no_answer(clause: Clause) -> bool:
    """It tells who did not answer, which nobody says but who asked: "…, which did not respond to a request for comment"."""
    head = clause.head
    asked = head.lemma_ in _ANSWERING and any(token.lemma_ in _ASKED for token in clause.tokens)
    return asked and any(child.dep_ == "neg" for child in head.children)


def _is_kept_back(attribution: AttributionMention) -> bool:
    """It is told of what somebody is silent, and not by that somebody: "It did not mention the port"."""
    return attribution.negated and attribution.lemma in _KEEPING_BACK and attribution.mode == "indirect"


def _is_unsaid(attribution: AttributionMention) -> bool:
    """Nobody says it, nor the opposite: "did not say that 40 had died", "could not confirm that any had"."""
    return attribution.negated and attribution.lemma in _SAYING and attribution.mode == "indirect"


def _turns_into_its_opposite(attribution: AttributionMention | None) -> bool:
    """What is denied is told as its opposite; somebody's own words stay as they are, also where a denial introduces them."""
    turned = attribution is not None and (attribution.lemma in DENYING or (attribution.negated and attribution.lemma in HELD))
    return attribution is not None and turned and attribution.mode != "direct"
