"""Whether a fact-checker could and would check a claim: a score with the reasons for it in words.

A claim starts in the middle. What makes it concrete raises it; anything that takes it out of the realm of facts (an appeal, an
opinion, a forecast, a question) caps it below the line of 0.5, however concrete it is.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claims.extraction.clauses import Clause, Place
from claims.extraction.records import AttributionMention

#: From here on a claim goes to a reviewer.
WORTH_CHECKING = 0.5

_BASE = 0.5
_HIGHEST = 0.95

_APPEALS = frozenset("urge appeal demand ask request beg plead order command instruct invite propose recommend advise".split())
_WISHES = frozenset("hope want wish desire seek pray long fear worry".split())
_BELIEFS = frozenset("think believe feel consider find criticise criticize praise welcome condemn agree prefer doubt".split())
_FORECASTS = frozenset("expect predict forecast anticipate foresee project warn".split())
_OUGHT = frozenset("should must ought shall let".split())
_PERHAPS = frozenset("could may might would".split())
_FEELINGS = frozenset(
    """hope want wish pray beg love hate thank think believe feel fear bet know grateful proud glad sorry sad happy afraid
    ashamed shocked saddened congratulate condemn welcome deserve refuse""".split()
)
_OPINION = frozenset(
    """good bad great terrible awful horrible wonderful excellent beautiful ugly important unimportant essential crucial vital
    acceptable unacceptable outrageous disgraceful shameful shame historic dark bitter sad tragic tragedy brave heroic disgusting
    ridiculous absurd wrong right fair unfair unjust just reasonable unreasonable irresponsible reckless madness nonsense
    disgrace betrayal farce scandal blow triumph disaster nightmare hero coward barbaric barbarism cynical shocking alarming
    worrying concerned deeply hopeful optimistic pessimistic confident solemn united brutal cruel inhuman immoral necessary
    unnecessary better worse best worst urgent wise foolish stupid naive impressive remarkable race path way time
    chance hope duty""".split()
)
_NOBODY_IN_PARTICULAR = frozenset(
    "anyone anybody everyone everybody nobody no-one everything nothing something someone you".split()
)
_NEWS_ITSELF = frozenset("detail details information update updates news answer".split())
_QUOTES = frozenset("\"“„«»”'‘")
_POINTING = frozenset("this that it these those here there".split())
_PLANNED = frozenset(
    """meet hold schedule plan visit travel arrive leave begin start open reopen resume close shut end vote present announce
    publish release pay send deliver deploy build cut hire chair host take last sign receive get launch go run reach raise lower
    give provide reimburse return stay shut offer lose have win be""".split()
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What the other stages found in the claim's own words."""

    figure: bool
    measured: bool
    dated: bool
    named: bool
    direct: bool
    scheduled: bool
    denied: bool


def check_worthiness(
    clause: Clause, words: Sequence[Token], attribution: AttributionMention | None, features: Features
) -> tuple[float, tuple[str, ...]]:
    """The score of a claim made of these words, and its reasons, the weightiest first."""
    limits = sorted(_limits(clause, words, attribution, features))
    if limits:
        return limits[0][0], tuple(dict.fromkeys(reason for _, reason in limits))
    score, reasons = _BASE, []
    for gain, holds, reason in (
        (0.2, features.figure, "gives a figure"),
        (0.1, features.measured, "says what happened to what is counted"),
        (0.1, features.dated, "gives a day or a period"),
        (0.1, features.named, "names a place, a person or a body"),
        (0.05, attribution is not None, "has a source that can be asked"),
    ):
        if holds:
            score += gain
            reasons.append(reason)
    return round(min(score, _HIGHEST), 2), tuple(reasons) or ("states something that can be checked",)


def _limits(
    clause: Clause, words: Sequence[Token], attribution: AttributionMention | None, features: Features
) -> Iterator[tuple[float, str]]:
    """What keeps the claim below the line: the highest score that it may then have, and why."""
    subject = next((child for child in clause.head.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None)
    modals = {child.lower_ for child in clause.head.children if child.tag_ == "MD"}
    if attribution is not None:
        yield from _by_cue(clause, attribution, features)
    if _asks(clause):
        yield 0.1, "asks a question or sets a condition"
    if any(token.lower_ in {"let", "please"} for token in words[:3]) or modals & _OUGHT or _is_imperative(clause, subject):
        yield 0.2, "says what should be done, not what is"
    own = subject is not None and subject.lower_ in {"i", "we"}
    if features.direct and own and clause.head.lemma_ in _FEELINGS and not features.figure:
        yield 0.25, "tells a feeling or a wish"
    if _is_judgement(clause) and not features.figure:
        yield 0.3, "gives an opinion"
    if subject is not None and subject.lower_ in _NOBODY_IN_PARTICULAR and not features.figure:
        yield 0.3, "speaks of nobody in particular"
    if _is_forecast(clause, modals, features):
        yield 0.35, "forecasts what nobody has announced"
    if subject is not None and subject.lemma_ in _NEWS_ITSELF and not features.figure:
        yield 0.3, "speaks of the news, not of an event"
    if not features.figure:
        yield from _too_little(clause, words, subject, features)


def _asks(clause: Clause) -> bool:
    """A question, or a clause under "if" or "whether"."""
    if any(token.dep_ == "mark" and token.lower_ in {"if", "unless", "whether"} for token in clause.tokens):
        return True
    return clause.head.dep_ != "ccomp" and any(token.text == "?" for token in clause.sentence.tokens[-3:])


def _by_cue(clause: Clause, attribution: AttributionMention, features: Features) -> Iterator[tuple[float, str]]:
    if attribution.lemma in _APPEALS:
        yield 0.25, "is what a speaker asks for"
    if attribution.lemma in _WISHES:
        yield 0.25, "is what a speaker hopes or fears"
    if attribution.lemma in _BELIEFS and not features.figure:
        yield 0.3, "is what a speaker thinks of it"
    if attribution.lemma in _FORECASTS and not features.scheduled and _is_to_come(clause):
        yield 0.4, "is what a speaker expects"


def _is_to_come(clause: Clause) -> bool:
    """The clause speaks of what is yet to be: a modal, an infinitive, or no verb at all."""
    helpers = [child for child in clause.head.lefts if child.dep_ in {"aux", "auxpass"}]
    return clause.head.pos_ not in {"VERB", "AUX"} or clause.head.tag_ == "VBG" or any(h.tag_ in {"MD", "TO"} for h in helpers)


def _is_imperative(clause: Clause, subject: Token | None) -> bool:
    head = clause.head
    if subject is not None or head.tag_ != "VB" or head.dep_ not in {"ROOT", "ccomp", "conj", "parataxis"}:
        return False
    return not any(child.dep_ in {"aux", "auxpass"} or child.lower_ == "to" for child in head.lefts)


def _is_judgement(clause: Clause) -> bool:
    """What the copula says of its subject is a valuation."""
    if clause.head.lemma_ not in {"be", "seem", "look", "remain", "become"} and clause.head.pos_ not in {"ADJ", "NOUN"}:
        return False
    predicates = [child for child in clause.head.rights if child.dep_ in {"attr", "acomp", "oprd"}] or [clause.head]
    return any(
        word.lemma_.lower() in _OPINION or any(child.lemma_.lower() in _OPINION for child in word.lefts) for word in predicates
    )


def _is_forecast(clause: Clause, modals: set[str], features: Features) -> bool:
    """A future that is nobody's plan: a plan names a party, a day or a number and is somebody's to keep."""
    planned = clause.head.lemma_ in _PLANNED
    if modals & _PERHAPS and "would" not in modals:
        happens = clause.head.pos_ == "VERB" and not any(child.lower_ in {"have", "be"} for child in clause.head.lefts)
        return happens and not (planned and features.scheduled)
    if modals & {"will", "would", "'ll", "’ll"}:
        concrete = features.figure or features.dated or features.named
        return not concrete or (not planned and not features.figure and not features.dated)
    return False


def _own_voice(clause: Clause, subject: Token | None, features: Features) -> Iterator[tuple[float, str]]:
    """What the article says by itself is news where it tells what happened, is going on or is to come."""
    if subject is not None and subject.lower_ in {"i", "we", "you"}:
        yield 0.4, "speaks of somebody whom the words do not name"
    helped = any(child.dep_ in {"aux", "auxpass", "neg"} for child in clause.head.children)
    if clause.head.tag_ in {"VBZ", "VBP"} and not (helped or features.dated or features.scheduled):
        yield 0.4, "describes more than it reports"


def _is_passing(clause: Clause, subject: Token | None, features: Features) -> bool:
    """A subordinate clause is worth a claim where it tells who did what, and where or when."""
    if clause.place is Place.MAIN:
        return False
    own = subject is not None and subject.pos_ in {"NOUN", "PROPN"}
    finite = clause.head.tag_ in {"VBD", "VBN", "VBZ"}
    return not (own and finite and clause.place is Place.ADVERBIAL and (features.dated or features.named))


def _too_little(clause: Clause, words: Sequence[Token], subject: Token | None, features: Features) -> Iterator[tuple[float, str]]:
    content = [token for token in words if token.pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}]
    if (len(content) < 2 or len(words) < 3) and not features.denied:
        yield 0.3, "says too little to be checked"
    if _is_passing(clause, subject, features):
        yield 0.4, "is said in passing"
    if subject is None and clause.head.pos_ not in {"VERB", "AUX"} and not clause.is_said:
        yield 0.3, "is no full sentence"
    if not clause.is_said and clause.sentence.tokens[0].text not in _QUOTES:
        yield from _own_voice(clause, subject, features)
    if (
        subject is not None
        and subject.lower_ in _POINTING
        and clause.head.lemma_ == "be"
        and not features.named
        and len(content) < 4
    ):
        yield 0.4, "does not say by itself what it speaks of"
