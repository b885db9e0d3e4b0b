"""Whether a fact-checker could and would check a claim: a score with the reasons for it in words.

A claim starts in the middle. What makes it concrete raises it; anything that takes it out of the realm of facts (an appeal, an
opinion, a forecast, a question) caps it below the line of 0.5, however concrete it is.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from claims.extraction.attribution.cues import EITHER_WAY
from claims.extraction.clauses import ASIDE, Clause, Place, first_of, helpers_of, is_past
from claims.extraction.judging.subjectivity import (
    FIRST_PERSON,
    generalises,
    is_epithet,
    is_for_all,
    is_valuation,
    leaves_open,
    looks_forward,
    tells_feeling,
)
from claims.extraction.records import AttributionMention
from claims.extraction.reference.nouns import HAPPENINGS
from claims.extraction.text.tokens import Token

#: From here on a claim goes to a reviewer.
WORTH_CHECKING = 0.5

_BASE = 0.5
_HIGHEST = 0.95

_APPEALS = frozenset("urge appeal demand ask request beg plead order command instruct invite propose recommend advise".split())
_WISHES = frozenset("hope want wish desire seek pray long fear worry".split())
_BELIEFS = frozenset("think believe feel consider find criticise criticize praise welcome condemn agree prefer doubt".split())
FORECASTING = frozenset("expect predict forecast anticipate foresee project warn".split())
#: What somebody expects in a clause of their own; of what was expected of a figure, the figure can be checked.
_EXPECTING = frozenset("expect anticipate foresee".split())
_OUGHT = frozenset("should must ought shall let".split())
_PERHAPS = frozenset("could may might would".split())
_SILENCE = frozenset("comment respond reply answer".split())
_REFUSING = frozenset("decline refuse fail".split())
_CHECKING = frozenset("verify confirm authenticate corroborate establish check reach contact".split())
_WONDERING = frozenset("ask wonder want hope wish fear worry".split())
#: What goes on in a head, where it is told of rather than done: "he did not believe that it would be needed".
_THINKING = frozenset("think believe feel consider doubt regard suppose".split())
#: Of these even bodies only have them: a government that considers a thing is at work on it.
_BELIEVING = frozenset("think believe feel doubt".split())
_NAMING = frozenset("call describe dub label brand term denounce hail portray characterise characterize depict".split())
#: What is called that somebody may come to it: "called a strike".
_CALLED = frozenset(
    """boycott ceasefire conference election halt inquiry meeting poll protest rally referendum session strike stoppage
    summit truce vote walkout""".split()
)
_ACCUSING = frozenset("accuse blame criticise criticize condemn".split())
_ON_WHOM = frozenset({"on", "upon", "for"})
_MUST = frozenset({"need", "have"})
_NOBODY_IN_PARTICULAR = frozenset(
    "anyone anybody everyone everybody nobody no-one everything nothing something someone you".split()
)
_NOBODY = frozenset({"no-one", "nobody"})
_NEWS_ITSELF = frozenset("detail details information update updates news answer".split())
_QUOTES = frozenset("\"“„«»”'‘")
#: What is so rather than happens; and how many words tell an event.
_STATES = frozenset("be have seem remain stay need want know think believe feel".split())
_FULL = 5
#: What lasts can be looked up, and is in no picture.
_LASTING = frozenset(
    "be belong border consist contain control cost employ have house include lie make own remain rule run serve sit".split()
)
_LOOKED_UP = frozenset({"NN", "NNS", "NNP", "NNPS"})
_ONE_FORM = frozenset("burst cut hit hurt put set shut split spread".split())
_POINTING = frozenset("this that it these those here there".split())
_PLANNED = frozenset(
    """meet hold schedule plan visit travel arrive leave begin start open reopen resume close shut end vote present announce
    publish release pay send deliver deploy build cut hire chair host take last sign receive get launch go run reach raise lower
    give provide reimburse return stay shut offer lose have win be
    assess ban continue examine exchange expand expel extend free halt impose introduce investigate join keep lift move pursue
    refuse replace resign review stop supply support suspend transfer withdraw""".split()
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
    #: The sentence is a paragraph by itself, and speaks of no day to come.
    captioned: bool
    #: What is told of is done by the speaker, or the speaker's own people, by whom it is announced.
    own_deed: bool


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
    expects = clause.head.lemma_ in _EXPECTING and subject is not None and subject.dep_ == "nsubj"
    if expects and not (features.figure and clause.head.tag_ in {"VBD", "VBN"}):
        yield 0.4, "is what a speaker expects"
    if _asks(clause):
        yield 0.1, "asks a question or sets a condition"
    ought = clause.head.lower_ == "ought" or modals & _OUGHT or (features.direct and _is_ought(clause, features))
    if ought or _is_imperative(clause, words, subject):
        yield 0.2, "says what should be done, not what is"
    if features.direct and _is_appeal(clause, subject):
        yield 0.25, "is what a speaker asks for"
    if _is_forecast(clause, modals, features):
        yield 0.35, "forecasts what nobody has announced"
    if not features.figure:
        if _says_nothing(clause, subject):
            yield 0.3, "says that nothing was said or known"
        yield from _subjective(clause, words, subject, features)
        yield from _too_little(clause, words, subject, features)


def _subjective(clause: Clause, words: Sequence[Token], subject: Token | None, features: Features) -> Iterator[tuple[float, str]]:
    if looks_forward(clause) or (features.direct and tells_feeling(clause, subject)):
        yield 0.25, "tells a feeling or a wish"
    if is_valuation(clause) or _is_verdict(clause):
        yield 0.3, "gives an opinion"
    yield from _comment(clause, words, subject, features)
    anyone = features.denied and subject is not None and subject.lower_ in {"anyone", "anybody", "anything"}
    nobody = subject is not None and subject.lower_ in _NOBODY and clause.head.tag_ in {"VBD", "VBN"}  # "nobody has touched it"
    if _speaks_of_nobody(clause, subject) and not (anyone or nobody or _happened_to(clause)):
        yield 0.3, "speaks of nobody in particular"
    if subject is not None and subject.lemma_ in _NEWS_ITSELF:
        yield 0.3, "speaks of the news, not of an event"
    if features.direct and not (features.named or features.dated):
        if generalises(clause, subject):
            yield 0.35, "speaks in general, of no event"
        if any(child.lower_ in {"can", "ca"} for child in clause.head.lefts):
            yield 0.4, "says what is possible, not what is"
        if leaves_open(words, subject) and not features.denied:
            yield 0.4, "does not say by itself who did what"


def _speaks_of_nobody(clause: Clause, subject: Token | None) -> bool:
    """Of nobody, or everybody: "there is nobody who does not know somebody"."""
    there = clause.head.lemma_ == "be" and any(child.dep_ == "expl" for child in clause.head.lefts)
    told = next((child for child in clause.head.rights if child.dep_ == "attr"), None) if there else subject
    return told is not None and (told.lower_ in _NOBODY_IN_PARTICULAR or (there and is_for_all(told)))


def _is_cleft(clause: Clause) -> bool:
    """Of "it was the police who started it" the pointer is the police."""
    told = (child for child in clause.head.rights if child.dep_ == "attr")
    return any(child.dep_ == "relcl" for noun in told for child in noun.rights)


def _comment(clause: Clause, words: Sequence[Token], subject: Token | None, features: Features) -> Iterator[tuple[float, str]]:
    """What is thought of something, or said about what was said."""
    thinks = subject is not None and (subject.tag_ in {"PRP", "NNP"} or clause.head.lemma_ in _BELIEVING)
    thinks = thinks and not _happened_to(clause)  # "the quake was felt in Lund"
    if clause.head.lemma_ in _THINKING and thinks:
        yield 0.3, "is what a speaker thinks of it"
    said = {clause.head.i, *(child.i for child in clause.head.rights if child.dep_ == "xcomp")}  # "seems to mean nothing"
    if features.direct and any(token.lower_ in {"anything", "nothing"} and token.head.i in said for token in words):
        yield 0.3, "speaks of nothing in particular"
    if _points_at_a_clause(clause, subject):
        yield 0.3, "comments on what was said"


def _is_verdict(clause: Clause) -> bool:
    """A name that somebody gives to something, in no quotation: "called the reports troubling"."""
    around = {child.dep_ for child in clause.head.children}
    if any(child.dep_ == "xcomp" and any(inner.tag_ == "TO" for inner in child.lefts) for child in clause.head.rights):
        return False  # "called the winner to congratulate her"
    called = (child for child in clause.head.rights if child.dep_ == "dobj" and child.lemma_ in _CALLED)
    if clause.head.lemma_ == "call" and any(all(word.lower_ != "the" for word in one.lefts) for one in called):
        return False
    named = bool(around & {"dobj", "oprd", "ccomp"}) and not around & {"prt", "auxpass"}
    return clause.head.lemma_ in _NAMING and named and is_epithet(clause.tokens)


def _points_at_a_clause(clause: Clause, subject: Token | None) -> bool:
    """Whether "that is not what the doctors say"."""
    if subject is None or subject.lower_ not in _POINTING or clause.head.lemma_ != "be":
        return False
    return any(child.dep_ in {"ccomp", "attr"} and child.left_edge.tag_ in {"WP", "WRB", "WDT"} for child in clause.head.rights)


def _happened_to(clause: Clause) -> bool:
    """Whether nobody or everybody is told of in an event: "nobody had been turned away"."""
    return clause.head.tag_ == "VBN" and any(child.dep_ == "auxpass" for child in clause.head.lefts)


def _asks(clause: Clause) -> bool:
    """A question, or a clause under "if" or "whether"."""
    marks = (token for token in clause.tokens if token.dep_ == "mark" and token.head.i == clause.head.i)
    if any(token.lower_ in {"if", "unless", "whether"} for token in marks):
        return True
    return clause.head.dep_ != "ccomp" and any(token.text == "?" for token in clause.sentence.tokens[-3:])


def _by_cue(clause: Clause, attribution: AttributionMention, features: Features) -> Iterator[tuple[float, str]]:
    if attribution.lemma in _APPEALS or (attribution.lemma == "call" and clause.tokens[0].lower_ in _ON_WHOM):
        yield 0.25, "is what a speaker asks for"
    if attribution.lemma in _WISHES:
        yield 0.25, "is what a speaker hopes or fears"
    found = attribution.lemma == "find" and clause.head.tag_ in {"VBD", "VBN"}  # "found that the roof had gone"
    if attribution.lemma in _BELIEFS and not (features.figure or found):
        yield 0.3, "is what a speaker thinks of it"
    if features.direct and not features.figure and _is_name_given(clause, attribution):
        yield 0.3, "is what a speaker calls it"
    expected = features.figure and bool(clause.cue_phrase) and clause.cue_phrase[0].tag_ in {"VBD", "VBN"}
    if attribution.lemma in FORECASTING and not (features.scheduled or expected) and _is_to_come(clause):
        yield 0.4, "is what a speaker expects"


def _is_to_come(clause: Clause) -> bool:
    """The clause speaks of what is yet to be: a modal, an infinitive, or no verb at all."""
    helpers = helpers_of(clause.head)
    return clause.head.pos_ not in {"VERB", "AUX"} or clause.head.tag_ == "VBG" or any(h.tag_ in {"MD", "TO"} for h in helpers)


def _is_name_given(clause: Clause, attribution: AttributionMention) -> bool:
    """Quoted words that only judge: "called the loss “deeply disappointing”", "accused them of “contempt”"."""
    if attribution.lemma in _NAMING:
        return is_epithet(clause.tokens)
    return attribution.lemma in _ACCUSING and not any(
        token.pos_ in {"VERB", "AUX"} and token.dep_ != "amod" for token in clause.tokens
    )


def _is_imperative(clause: Clause, words: Sequence[Token], subject: Token | None) -> bool:
    head = clause.head
    if words and words[0].lower_ in {"let", "please"}:
        return True
    if subject is not None or head.tag_ != "VB" or head.dep_ not in {"ROOT", "ccomp", "conj", "parataxis"}:
        return False
    if head.dep_ == "conj" and any(child.tag_ in {"MD", "TO"} for child in head.head.lefts):
        return False  # "will cut jobs and close two plants"
    return not any(child.dep_ in {"aux", "auxpass"} or child.lower_ == "to" for child in head.lefts)


def _is_ought(clause: Clause, features: Features) -> bool:
    """Whether "the service needs to be rebuilt", or "the town needs a bridge": a speaker holds it necessary."""
    head = clause.head
    if head.lemma_ not in _MUST or head.tag_ not in {"VBZ", "VBP"}:
        return False
    wanted = head.lemma_ == "need" and not features.figure and any(child.dep_ == "dobj" for child in head.rights)
    return wanted or any(child.dep_ == "xcomp" and any(inner.tag_ == "TO" for inner in child.lefts) for child in head.rights)


def _is_appeal(clause: Clause, subject: Token | None) -> bool:
    """Whether a speaker asks for it by saying so: "I ask everyone to stay away"."""
    if subject is None or subject.lower_ not in FIRST_PERSON or clause.head.tag_ != "VBP" or clause.head.lemma_ not in _APPEALS:
        return False
    return any(child.dep_ in {"ccomp", "xcomp"} for child in clause.head.rights)


def _says_nothing(clause: Clause, subject: Token | None) -> bool:
    """Whether "the bank declined to comment" or "neither claim could be verified"."""
    head = clause.head
    negated = any(child.dep_ == "neg" for child in head.lefts) or (
        subject is not None and (subject.lower_ == "neither" or subject.left_edge.lower_ in {"no", "neither"})
    )
    if head.lemma_ in EITHER_WAY and head.doc[min(head.i + 2, len(head.doc) - 1)].lemma_ in EITHER_WAY:
        return True  # "could neither confirm nor deny it"
    if head.lemma_ in _REFUSING:
        return any(child.dep_ == "xcomp" and child.lemma_ in _SILENCE for child in head.rights)
    if head.lemma_ in _CHECKING:
        able = any(child.lower_ in {"could", "can"} for child in head.lefts)
        return negated and able
    if head.lemma_ == "be":
        unable = {"unable", "able"} if negated else {"unable"}
        return any(child.lemma_ in unable and any(inner.lemma_ in _CHECKING for inner in child.subtree) for child in head.rights)
    return head.lemma_ in _SILENCE and negated


def _is_forecast(clause: Clause, modals: set[str], features: Features) -> bool:
    """A future that is nobody's plan: a plan names a party, a day or a number and is somebody's to keep."""
    planned = clause.head.lemma_ in _PLANNED
    if _is_likely(clause) and not features.figure:
        return True
    if modals & _PERHAPS and "would" not in modals:
        happens = clause.head.pos_ == "VERB" and not any(child.lower_ in {"have", "be"} for child in clause.head.lefts)
        return happens and not (planned and features.scheduled)
    if modals & {"will", "would", "'ll", "’ll"}:
        if features.own_deed and clause.head.pos_ == "VERB" and clause.head.lemma_ not in _STATES:
            return False  # "said that he would appeal", "that none of its men would leave"
        concrete = features.figure or features.dated or features.named
        return not concrete or (not planned and not features.figure and not features.dated)
    return False


def _is_likely(clause: Clause) -> bool:
    """Whether "the figure is likely to climb"."""
    told = (child for child in clause.head.rights if child.dep_ == "acomp" and child.lower_ in {"likely", "unlikely"})
    return clause.head.tag_ in {"VBP", "VBZ"} and any(child.dep_ == "xcomp" for word in told for child in word.rights)


def _own_voice(clause: Clause, subject: Token | None, features: Features) -> Iterator[tuple[float, str]]:
    """What the article says by itself is news where it tells what happened, is going on or is to come."""
    if subject is not None and subject.lower_ in FIRST_PERSON | {"you"}:
        yield 0.4, "speaks of somebody whom the words do not name"
    if clause.head.lemma_ in _APPEALS and any(child.dep_ == "xcomp" for child in clause.head.rights):
        yield 0.3, "says what somebody asks for"
    if clause.head.lemma_ in _WONDERING and clause.place is Place.MAIN:
        yield 0.4, "says what somebody asks or wishes"
    helped = any(child.dep_ in {"aux", "auxpass", "neg"} for child in clause.head.children)
    if clause.head.tag_ in {"VBZ", "VBP"} and not helped and not _may_be_past(clause.head):
        lasting = features.named and _tells_state(clause, subject)
        if features.captioned and clause.place is Place.MAIN:
            if not (lasting and clause.head.lemma_ in _LASTING):
                yield 0.3, "describes what a picture shows"
        elif not (features.dated or features.scheduled or lasting):
            yield 0.4, "describes more than it reports"


def _tells_state(clause: Clause, subject: Token | None) -> bool:
    """What somebody or something is or has, as far as it can be looked up: not how it is, nor what it seems."""
    if subject is None or subject.tag_ not in _LOOKED_UP or clause.head.lemma_ in _STATES - _LASTING:
        return False
    if clause.head.lemma_ != "be":
        return any(child.dep_ in {"dobj", "prep", "attr"} for child in clause.head.rights)
    return any(child.dep_ in {"attr", "prep"} for child in clause.head.rights)


def _may_be_past(verb: Token) -> bool:
    """Of "the rivers burst their banks" the form is that of the present too."""
    return verb.tag_ == "VBP" and verb.lower_ in _ONE_FORM


def _is_passing(clause: Clause, subject: Token | None, features: Features) -> bool:
    """A subordinate clause is worth a claim where it tells who did what, and where or when."""
    if clause.place is Place.MAIN:
        return False
    past = is_past(clause.head)
    perfect = any(child.lower_ in {"has", "have"} for child in clause.head.lefts)
    if clause.place is Place.RELATIVE and features.dated and (past or features.scheduled):
        return False  # "the minister, who flew over the area on Sunday", "the firm, which is due to report on 6 November"
    if clause.place is Place.RELATIVE and features.named and (past or perfect) and _is_told_besides(clause):
        return False  # "the city, which has been shelled by Russian forces"
    own = subject is not None and subject.pos_ in {"NOUN", "PROPN"}
    finite = clause.head.tag_ in {"VBD", "VBN", "VBZ"} or (clause.head.tag_ == "VBG" and past)
    happened = clause.head.tag_ == "VBD" or (past and _happened_to(clause))
    done = happened and clause.head.lemma_ not in _STATES and len(clause.tokens) >= _FULL
    tells = clause.place is Place.ADVERBIAL or clause.tokens[0].lower_ in {"where", "when"}
    return not (own and finite and tells and (features.dated or features.named or done))


def _is_told_besides(clause: Clause) -> bool:
    """A relative clause behind a comma says what was done, and not which one is meant."""
    first = first_of(clause.head)
    led = first.dep_ == "relcl" and first.left_edge.i > first.sent.start and first.left_edge.nbor(-1).text in ASIDE
    return led and clause.head.lemma_ not in _STATES and len(clause.tokens) >= _FULL


def _too_little(clause: Clause, words: Sequence[Token], subject: Token | None, features: Features) -> Iterator[tuple[float, str]]:
    content = [token for token in words if token.pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}]
    nobody = subject is not None and subject.lower_ in _NOBODY_IN_PARTICULAR and _happened_to(clause)
    cue = clause.cue_phrase[0] if clause.cue_phrase else clause.head.head
    more = clause.is_said and cue.dep_ == "relcl"  # "[a raid] that the army blamed on the rebels"
    more |= bool(clause.cue_phrase) and cue.lemma_ == "confirm" and any(token.lemma_ in HAPPENINGS for token in words)
    if (len(content) < 2 or len(words) < 3) and not (features.denied or features.own_deed or nobody or more):
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
        and not (features.named or _is_cleft(clause))
        and len(content) < 4
    ):
        yield 0.4, "does not say by itself what it speaks of"
