"""How a speaker puts a proposition: the cue's verb, and what the clause itself adds."""

from __future__ import annotations

from claims.extraction.attribution.cues import UNTRUE
from claims.extraction.clauses import Clause, Place
from claims.extraction.records import AttributionMention, Stance

_LEMMAS: dict[Stance, str] = {
    "denies": "deny reject refute dismiss rebut repudiate disavow disclaim contradict dispute contest denial",
    "confirms": "confirm acknowledge admit concede confess verify corroborate recognise recognize confirmation admission",
    "alleges": "allege accuse blame suspect allegation accusation charge allegedly purportedly supposedly",
    "estimates": "estimate calculate reckon guess estimation approximate",
    "expects": "expect predict forecast project anticipate foresee prediction projection expectation",
}
_STANCES: dict[str, Stance] = {lemma: stance for stance, lemmas in _LEMMAS.items() for lemma in lemmas.split()}
DENYING = frozenset(lemma for lemma, stance in _STANCES.items() if stance == "denies")
#: Who does not hold it denies it: "do not believe that 40 died".
HELD = frozenset({"believe", "expect", "suspect", "think"})
#: "180,000 people are thought to be trapped".
_THOUGHT = frozenset({"believe", "think"})
#: What is left of a stance that the cue itself negates: "did not deny", "did not confirm".
_TURNED: dict[Stance, Stance] = {"denies": "confirms", "confirms": "asserts"}
_CONFIRMING = frozenset({"confirm", "admit", "acknowledge"})
#: "called the report a lie".
_NAMING = frozenset("call describe label brand term".split())
#: What is valued rather than counted.
_VALUES = frozenset("damage cost costs loss losses bill value price".split())
_OWN = frozenset({"it", "he", "she", "they", "we", "i"})
_OURS = frozenset({"my", "our", "his", "her", "its", "their"})
_NOBODY = frozenset({"nobody", "none", "neither"})
#: Words by which a speaker answers an accusation rather than reports.
_INSISTING = frozenset("claim insist maintain say reply respond answer assert state stress repeat add".split())


def stance_of(clause: Clause, attribution: AttributionMention | None) -> Stance:
    """The stance of the innermost speaker towards the clause; the article's own voice asserts."""
    if attribution is None:
        return "asserts"
    if attribution.negated and attribution.lemma in HELD:
        return "denies"
    said = _STANCES.get(attribution.lemma, "asserts")
    if attribution.lemma in _THOUGHT and not attribution.sources and any(token.like_num for token in clause.tokens):
        return "estimates"
    if attribution.negated and said in _TURNED:
        return _TURNED[said]
    beside = clause.place is Place.RELATIVE or (clause.place is not Place.MAIN and clause.parent is not None)
    if said == "denies" and beside:
        return "asserts"  # of "denied that it fled when the town fell" nobody denies that it fell
    return _by_own_words(clause, attribution) if said == "asserts" else said


def _by_own_words(clause: Clause, attribution: AttributionMention) -> Stance:
    """What the content says of itself, where the cue is neutral."""
    if _confirms_by_own_words(clause):
        return "confirms"
    if attribution.lemma == "put" and any(token.lower_ in _VALUES for token in clause.tokens):
        return "estimates"  # "put the damage at between £4m and £6m"
    own = _STANCES.get(clause.head.lemma_, "asserts")
    if own in {"expects", "estimates"} and any(child.lower_ in _OWN for child in clause.head.lefts if child.dep_ == "nsubj"):
        return own  # "said it expected a loss"
    untrue = attribution.lemma in _NAMING and any(token.lower_ in UNTRUE for token in clause.tokens)
    insists = attribution.lemma in _INSISTING and (_denies_own_deed(clause) or _speaks_of_nobody(clause))
    return "denies" if untrue or insists else "asserts"


def is_negated(clause: Clause) -> bool:
    """The predicate itself is denied: "did not hit", "never hit"."""
    return any(child.dep_ == "neg" for child in clause.head.children)


def _denies_own_deed(clause: Clause) -> bool:
    """Denied is what a speaker says not to do, since others say it does: "It is not targeting civilians"."""
    subjects = [child for child in clause.head.lefts if child.dep_ == "nsubj"]
    deed = clause.head.pos_ == "VERB" and clause.head.tag_ in {"VBG", "VBN", "VB"}
    own = any(subject.lower_ in _OWN or any(child.lower_ in _OURS for child in subject.lefts) for subject in subjects)
    never = any(child.lower_ == "never" for child in clause.head.children)
    return (deed or (never and own)) and is_negated(clause) and own and not _is_modal(clause)


def _speaks_of_nobody(clause: Clause) -> bool:
    """What is said of nobody denies that it was anybody: "Nobody was turned away", "none of the dead were soldiers"."""
    return any(child.lower_ in _NOBODY and child.dep_ in {"nsubj", "nsubjpass"} for child in clause.head.lefts)


def _is_modal(clause: Clause) -> bool:
    return any(child.tag_ == "MD" for child in clause.head.lefts)


def _confirms_by_own_words(clause: Clause) -> bool:
    """The content says so itself: "I can confirm that we received the lists"."""
    if clause.head.lemma_ in _CONFIRMING:
        return any(child.dep_ == "ccomp" for child in clause.head.rights)
    governor = clause.head.head
    return clause.head.dep_ == "ccomp" and governor.lemma_ in _CONFIRMING
