"""What sort of thing a claim is about, by the words of its clause: what a desk routes by."""

from __future__ import annotations

from collections.abc import Collection

from claims.extraction.clauses import Clause
from claims.extraction.records import Kind

_CASUALTY = frozenset(
    """kill die dead death fatality perish slay murder drown wound injure hurt injury casualty toll victim body corpse hospitalise
    hospitalize hospital missing survive survivor infect infection sicken amputate burn medical wounded injured ambulance
    rape torture starve unaccounted""".split()
)
_DETENTION = frozenset(
    """arrest detain jail imprison detention custody prisoner imprisonment captive handcuff arrested detainee hostage abduct
    kidnap remand extradite convict sentence""".split()
)
_WEAPONS = frozenset(
    """drone missile rocket shell bomb artillery mortar warhead munition ammunition grenade mine tank howitzer torpedo projectile
    airstrike uav barrage cartridge launcher sortie aircraft interceptor""".split()
)
_DAMAGE = frozenset(
    """destroy damage gut demolish flatten raze collapse wreck crack shatter burn flood scorch ruin destruction wash bury
    inundate topple derail""".split()
)
_DISPLACEMENT = frozenset("displace evacuate flee refugee displacement evacuation evacuee uproot homeless resettle".split())
_TERRITORY = frozenset(
    "capture seize liberate annex occupy recapture retake advance territory frontline withdraw cede encircle".split()
)
_PLACES = frozenset(
    "village town city district region territory square hectare settlement kilometre kilometer mile position area".split()
)
_SCHEDULE = frozenset(
    "schedule plan due slate reopen start begin hold meet take open resume continue present set postpone convene".split()
)
_FINANCE = frozenset(
    """revenue profit income share price budget sale cost dollar euro loss debt tax loan earnings stock investment fund aid
    turnover dividend deficit salary wage inflation rent rate payment compensation fine""".split()
)
_HAPPENINGS = frozenset(
    """hit strike attack explode erupt break clash march protest gather visit collapse crash occur happen launch close open vote
    ban approve sign release arrive leave return resign win lose announce adopt suspend sink block burst""".split()
)


#: What a claim is about where one of the words says so, the graver first.
_GRAVE: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("casualty", _CASUALTY),
    ("detention", _DETENTION),
    ("displacement", _DISPLACEMENT),
)


def kind_of(lemmas: Collection[str], *, unit: str | None, scheduled: bool, attributed: bool) -> Kind:
    """The kind that the words and the unit point to; the graver where several do."""
    words = frozenset(lemmas)
    for kind, vocabulary in _GRAVE:
        if words & vocabulary:
            return kind
    if scheduled:
        return "schedule"
    return _of_things(words) or _of_amounts(words, unit) or ("event" if words & _HAPPENINGS or not attributed else "statement")


def _of_things(words: frozenset[str]) -> Kind | None:
    if words & _WEAPONS:
        return "weapons"
    if words & _DAMAGE:
        return "damage"
    return "territory" if words & _TERRITORY and words & _PLACES else None


def _of_amounts(words: frozenset[str], unit: str | None) -> Kind | None:
    if unit is None:
        return None
    money = len(unit) == 3 and unit.isupper()  # an ISO 4217 code
    if money or words & _FINANCE:
        return "finance"
    return "statistic" if unit == "percent" else None


def is_scheduled(clause: Clause) -> bool:
    """The clause says when something is to be, rather than that it was."""
    head = clause.head
    words = {
        head.lemma_.lower(),
        *(child.lemma_.lower() for child in head.rights if child.dep_ in {"acomp", "xcomp", "attr", "oprd"}),
    }
    if words & {"schedule", "slate", "due", "plan"} or (head.lemma_ == "set" and head.tag_ == "VBN"):
        return True
    future = any(child.tag_ == "MD" for child in head.lefts)
    lemmas = words | {child.lemma_.lower() for child in head.children}
    return future and bool(lemmas & _SCHEDULE)
