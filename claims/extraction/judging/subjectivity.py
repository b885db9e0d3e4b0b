"""What a clause says of the speaker rather than of the world: feelings, valuations, wishes, generalities.

None of it can be found true or false, however it is worded: "We want answers", "It was hell", "Promises stop no missiles".
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.attribution.cues import UNTRUE
from claims.extraction.clauses import Clause, helpers_of
from claims.extraction.text.tokens import Token

FIRST_PERSON = frozenset({"i", "we"})

_PERSONAL = frozenset("i we you he she it they this that".split())
_FEELINGS = frozenset(
    """hope want wish need pray beg love hate thank think believe feel fear bet know grateful proud glad sorry sad happy afraid
    ashamed shocked saddened congratulate condemn welcome deserve refuse miss trust regret care mourn suffer prefer
    suspect""".split()
)
#: What somebody's heart and thoughts do is felt, not done.
_HEARTS = frozenset("heart thought prayer sympathy condolence patience soul".split())
_OPINION = frozenset(
    """good bad great terrible awful horrible wonderful excellent beautiful ugly important unimportant essential crucial vital
    acceptable unacceptable outrageous disgraceful shameful shame historic dark bitter sad tragic tragedy brave heroic disgusting
    ridiculous absurd wrong right fair unfair unjust just reasonable unreasonable irresponsible reckless madness nonsense
    disgrace betrayal farce scandal blow triumph disaster nightmare hero coward barbaric barbarism cynical shocking alarming
    worrying concerned deeply hopeful optimistic pessimistic confident solemn united brutal cruel inhuman immoral necessary
    unnecessary better worse best worst urgent wise foolish stupid naive impressive remarkable race path way time
    chance hope duty mess joke insult circus catastrophe hell unthinkable unforgivable inexcusable preventable avoidable
    inevitable disappointing encouraging promising insufficient proud contempt pillar cornerstone decisive pivotal
    painful""".split()
)
_HELD = frozenset("solution justification excuse doubt alternative place need room reason substitute question".split())
_MANNERS = frozenset({"way", "manner", "fashion"})
#: What is never so or so but to somebody.
_IMPRESSIONS = frozenset("situation mood atmosphere outlook picture prospect".split())
#: Verbs that say little without their object.
_LIGHT_VERBS = frozenset("be have do get make go come give take tell say know see ask".split())
#: What is so or so much for somebody alone: "Every week counts".
_WEIGHING = frozenset({"count", "matter"})
_WHOLE = frozenset({"anything", "everything"})
_GENERIC = frozenset({"a", "an"})
_QUANTIFIERS = frozenset("many several much more few enough".split())
_OPEN_CLASSES = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_MARKED_SUBJECT = frozenset({"det", "poss", "nummod", "amod", "compound", "prep", "relcl", "acl"})


def tells_feeling(clause: Clause, subject: Token | None) -> bool:
    """The speaker tells a feeling, a wish, or how they are: "I am so tired", "Our hearts are with the families"."""
    if subject is None:
        return False
    if subject.lower_ in FIRST_PERSON:
        if clause.head.lemma_ == "know" and any(child.lower_ == "of" for child in clause.head.rights):
            return False  # "I know of families who left"
        felt = {child for child in clause.head.rights if child.dep_ == "acomp"}
        kept = clause.head.lemma_ == "keep" and any(child.lemma_ in _FEELINGS for child in clause.head.rights)
        return (
            clause.head.lemma_ in _FEELINGS or kept or any(child.tag_.startswith("JJ") for child in felt) or _is_at_a_loss(clause)
        )
    if clause.head.lemma_ == "be" and any(_is_wished(child) for child in clause.head.rights):
        return True
    return subject.lemma_.lower() in _HEARTS and any(child.lower_ in {"my", "our"} for child in subject.lefts)


def _is_at_a_loss(clause: Clause) -> bool:
    """For what the speaker has no words."""
    had = (child for child in clause.head.rights if child.dep_ == "dobj" and child.lower_ == "words")
    denied = any(child.dep_ == "neg" for child in clause.head.lefts)
    return clause.head.lemma_ == "have" and any(denied or noun.left_edge.lower_ == "no" for noun in had)


def _is_wished(predicate: Token) -> bool:
    """What the speakers wish is what something is or is not: "Inflation is not [where we want it]"."""
    ours = any(child.dep_ == "nsubj" and child.lower_ in FIRST_PERSON for child in predicate.lefts)
    return ours and predicate.lemma_ in _FEELINGS and predicate.left_edge.tag_ in {"WP", "WRB"}


def looks_forward(clause: Clause) -> bool:
    """What is looked forward to is hoped for, whoever says so."""
    return clause.head.lemma_ == "look" and any(child.lower_ == "forward" for child in clause.head.rights)


def is_valuation(clause: Clause) -> bool:
    """What it says is a valuation: "The plan is madness", "The situation is serious", "acted in the most cynical way"."""
    if any(token.lemma_ in _MANNERS and any(child.lower_ in _OPINION for child in token.lefts) for token in clause.tokens):
        return True
    if clause.head.lemma_ == "deserve" or _sees_none(clause) or _weighs(clause):
        return True
    if clause.head.lemma_ not in {"be", "seem", "look", "remain", "become"} and clause.head.pos_ not in {"ADJ", "NOUN"}:
        return False
    predicates = [child for child in clause.head.rights if child.dep_ in {"attr", "acomp", "oprd"}] or [clause.head]
    if any(child.lemma_ in _IMPRESSIONS for child in clause.head.lefts if child.dep_ == "nsubj"):
        return any(child.dep_ == "acomp" for child in predicates)
    return any(
        word.lemma_.lower() in _OPINION or any(child.lemma_.lower() in _OPINION for child in word.lefts) for word in predicates
    )


def _sees_none(clause: Clause) -> bool:
    """That there is no such thing is held, not found: "There is no military solution"."""
    if not any(child.dep_ == "expl" for child in clause.head.lefts):
        return False
    told = (child for child in clause.head.rights if child.dep_ == "attr" and child.lemma_ in _HELD)
    return any(child.lower_ == "no" for noun in told for child in noun.lefts)


def _weighs(clause: Clause) -> bool:
    """That something is of weight is held: "Every week counts now"."""
    plain = all(child.dep_ in {"advmod", "npadvmod", "punct"} and not child.lower_.endswith("ly") for child in clause.head.rights)
    helped = any(child.dep_ in {"aux", "auxpass"} and child.lower_ not in {"do", "does"} for child in clause.head.lefts)
    return clause.head.lemma_ in _WEIGHING and clause.head.tag_ in {"VB", "VBP", "VBZ"} and plain and not helped


def is_for_all(noun: Token) -> bool:
    """It is one for everything, and so for nothing in particular."""
    ways = (child for child in noun.rights if child.dep_ == "prep" and child.lower_ == "for")
    return any(thing.lower_ in _WHOLE for way in ways for thing in way.rights)


def is_epithet(words: Sequence[Token]) -> bool:
    """A name that somebody gives a thing values it, unless it says that the thing is untrue, or the first or largest."""
    return not any(token.tag_ in {"JJS", "RBS", "CD"} or token.lower_ in UNTRUE or token.lower_ == "first" for token in words)


def generalises(clause: Clause, subject: Token | None) -> bool:
    """A timeless sentence about all of a sort: "Promises do not shoot down missiles", "A pledge is not a delivery"."""
    if subject is not None and _defines(clause, subject):
        return True
    if subject is None or subject.tag_ != "NNS" or any(_marks(child) for child in subject.children):
        return False
    helpers = [child.lower_ for child in helpers_of(clause.head)]
    return helpers == ["do"] or (clause.head.tag_ == "VBP" and not helpers)


def _defines(clause: Clause, subject: Token) -> bool:
    """It says of any of a sort what that is: "A pledge is not a delivery", "The best raid is the one that is called off"."""
    if clause.head.lemma_ != "be" or clause.head.tag_ != "VBZ" or subject.tag_ != "NN":
        return False
    told = next((child for child in clause.head.rights if child.dep_ == "attr"), None)
    if told is None or any(child.dep_ not in {"attr", "neg", "nsubj", "punct"} for child in clause.head.children):
        return False  # "A girl is still a hostage"
    if subject.left_edge.lower_ in _GENERIC:
        return told.tag_ == "NN" and told.left_edge.lower_ in _GENERIC and subject.n_rights == told.n_rights == 0
    which = next((child for child in told.rights if child.dep_ == "relcl"), None) if told.lower_ == "one" else None
    now = which is not None and any(word.tag_ in {"VBP", "VBZ"} for word in (which, *helpers_of(which)))
    return now and any(child.tag_ == "JJS" for child in subject.lefts)


def _marks(word: Token) -> bool:
    """The word says which of the sort are meant; "of concern" in "words of concern" does not."""
    if word.dep_ == "prep" and word.lower_ == "of":
        return any(any(True for _ in noun.lefts) or noun.pos_ == "PROPN" for noun in word.rights)
    return word.dep_ in _MARKED_SUBJECT


def leaves_open(words: Sequence[Token], subject: Token | None) -> bool:
    """Somebody who is only pointed at does something that is hardly described: "They had a list", "We were given assurances"."""
    if subject is None or not (subject.lower_ in _PERSONAL or any(child.lower_ in {"my", "our"} for child in subject.lefts)):
        return False
    light = _LIGHT_VERBS | _QUANTIFIERS
    telling = [token for token in words if token.pos_ in _OPEN_CLASSES and token.lemma_.lower() not in light]
    return len([token for token in telling if token.i != subject.i]) < 3
