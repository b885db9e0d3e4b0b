"""By what, or for what, something happened to those who are counted, where the statement does not tell: "12 people died"."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from claims.extraction.assembling.settings import LASTING, Setting
from claims.extraction.clauses import SUBJECTS, helpers_of
from claims.extraction.quantities import arithmetic
from claims.extraction.records import Claim
from claims.extraction.reference.happenings import is_happening
from claims.extraction.reference.illnesses import ILLNESSES
from claims.extraction.reference.nouns import AREAS, HAPPENINGS, SITES
from claims.extraction.text.tokens import Token

_BY = frozenset("after amid at by during from in of through when with".split())
_FOR = frozenset("after amid as at during for in of on over under with".split())
_FROM = frozenset("after amid at by during from".split())


@dataclasses.dataclass(frozen=True, slots=True)
class _Fate:
    """What a reader asks, and how the answer hangs on the verb or its noun."""

    note: str
    led_by: frozenset[str] = _BY
    #: Whoever does it is the answer: "drones killed two", unlike "police detained two".
    done_by: bool = True


_FATES = {
    "killed": _Fate("what they died of"),
    "injured": _Fate("what hurt them"),
    "destroyed": _Fate("what destroyed them"),
    "damaged": _Fate("what damaged them"),
    "missing": _Fate("since what they are missing"),
    "hospitalised": _Fate("what they are treated for", _FOR | _BY),
    "infected": _Fate("with what they are infected", _BY),
    "rescued": _Fate("from what they were rescued", _FROM, done_by=False),
    "evacuated": _Fate("what they fled", _FROM, done_by=False),
    "displaced": _Fate("what they fled", _FROM, done_by=False),
    "detained": _Fate("for what they were detained", _FOR, done_by=False),
    "charged": _Fate("with what they are charged", _FOR, done_by=False),
    "convicted": _Fate("of what they were convicted", _FOR, done_by=False),
}
#: What it may have been, though it be no event.
_CAUSES = ILLNESSES | frozenset(
    """airstrike ammunition artillery barrage beating blow bomb bombardment bullet burn clash cold crackdown debris
    demonstration disaster disease drone epidemic exhaustion famine fever fighting gas grenade gunfire gunman gunshot heat
    heatstroke hunger illness infection injury invasion malnutrition march mine missile offensive operation outbreak overdose
    poisoning protest rally rocket shell sarin shellfire shot shrapnel smoke starvation storming suicide surge torture
    unrest violence virus war wound""".split()
)
#: Verbs that tell how it came to that.
_MANNERS = frozenset(
    """ambush assassinate bayonet beat behead blast bomb bombard burn bury capsize collapse crush drown electrocute execute
    explode gas hang hit knife lynch massacre murder overturn poison pound ram run shell shoot slaughter slay stab starve
    strangle strike suffocate torch trample""".split()
)
#: Nouns for what became of somebody, which what did it hangs on: "12 deaths from cholera".
_OUTCOMES = frozenset("arrest casualty case conviction dead death detention fatality infection injury victim".split())

#: What somebody is charged with is counted at times, and not those who are: "24 counts of rape".
_CHARGES = frozenset({"charge", "count", "offence", "offense"})

#: A name behind these is that of a place, whatever the model takes it for.
_PLACING = frozenset({"at", "in", "on"})
#: A place or a day is no cause.
_SCENES = frozenset({"DATE", "FAC", "GPE", "LOC", "TIME"})
#: In a war it is the war.
_SOLDIERS = frozenset("casualty conscript fighter marine militant paratrooper rebel serviceman soldier troop".split())


def cause_note(claim: Claim, setting: Setting, claims: Sequence[Claim]) -> str | None:
    """What a reader asks of the count, which one of these claims makes, in words.

    ``None`` where the statement tells it or tells no fate, of a part whose whole met the same fate, and of soldiers.
    """
    figure = claim.figure
    if setting.occasion or figure is None or figure.unit is not None:  # money is "saved", and "lost"
        return None
    if arithmetic.head_noun(figure.of) in _CHARGES:
        return None
    if arithmetic.head_noun(figure.of) in _SOLDIERS and "hospitalised" not in figure.measures:
        return None
    whole = claims[figure.part_of].figure if figure.part_of is not None else None
    known = whole.measures if whole is not None else ()
    fate = next((_FATES[one] for one in figure.measures if one in _FATES and one not in known), None)
    return fate.note if fate is not None and not _is_told(fate, setting) else None


def _is_told(fate: _Fate, setting: Setting) -> bool:
    words, head = setting.words, setting.draft.clause.head
    named = HAPPENINGS | LASTING | _CAUSES
    if any(token.lemma_ in _MANNERS or (token.lower_ == "when" and token.dep_ == "advmod") for token in words):
        return True  # "when a dormitory came down"
    others = (token for token in words if token != head or token.lemma_ in HAPPENINGS)  # "wounded" is no wound
    if any(token.lemma_.lower() in named or is_happening(token) for token in others):
        return True
    if fate.done_by and _has_doer(head, words):
        return True
    return any(_answers(token, fate, setting) for token in words) or any(
        child.dep_ == "advcl" and child in words and child.pos_ in {"VERB", "AUX"} for child in head.children
    )


def _has_doer(head: Token, words: Sequence[Token]) -> bool:
    """Somebody or something does it: "the bus killed two", "…, killing two"."""
    if head.tag_ == "VBG" and not helpers_of(head):
        return True
    acts = any(child.dep_ == "dobj" for child in head.rights)
    return acts and any(child.dep_ in SUBJECTS and child in words for child in head.lefts) and head.lemma_ not in {"lose", "have"}


def _answers(way: Token, fate: _Fate, setting: Setting) -> bool:
    """The word leads to what it was: "died of their burns", but not "died in Lund" or "died in hospital"."""
    if way.dep_ not in {"agent", "prep"} or way.lower_ not in fate.led_by:
        return False
    if way.head.pos_ not in {"VERB", "AUX"} and way.head.lemma_ not in _OUTCOMES:
        return False
    told = next((child for child in way.rights if child.dep_ in {"pobj", "pcomp"}), None)
    if told is None or told not in setting.words or told.pos_ not in {"NOUN", "PROPN", "VERB"}:
        return False
    if told.pos_ == "PROPN" and way.lower_ in _PLACING:
        return False
    elsewhere = {told.i, told.left_edge.i} & (setting.phrases.dated | setting.phrases.placed)
    return not elsewhere and told.lemma_ not in AREAS | SITES and told.ent_type_ not in _SCENES
