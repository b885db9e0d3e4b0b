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
    """arrest detain jail imprison detention custody prisoner imprisonment captive handcuff arrested detainee hostage abduct kidnap
    remand extradite convict sentence""".split()
)
_WEAPONS = frozenset(
    """drone missile rocket shell bomb artillery mortar warhead munition ammunition grenade mine tank howitzer torpedo projectile
    airstrike uav barrage cartridge launcher sortie aircraft interceptor""".split()
)
_WEAPON_ACTS = frozenset("launch fire shoot intercept down jam unleash strike hit bombard shell bomb".split())
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
    """revenue profit income share price budget sale cost dollar euro loss debt tax loan earnings stock investment fund aid turnover
    dividend deficit salary wage inflation rent rate payment compensation fine""".split()
)
_MONEY_MEASURES = frozenset({"earned", "paid"})
_HAPPENINGS = frozenset(
    """hit strike attack explode erupt break clash march protest gather visit collapse crash occur happen launch close open vote
    ban approve sign release arrive leave return resign win lose announce adopt suspend sink block burst""".split()
)


def kind_of(lemmas: Collection[str], *, unit: str | None, scheduled: bool, attributed: bool) -> Kind:
    """The kind that the words and the unit point to; the graver where several do."""
    words = frozenset(lemmas)
    if words & _CASUALTY:
        return "casualty"
    for kind, vocabulary in (("detention", _DETENTION), ("displacement", _DISPLACEMENT)):
        if words & vocabulary:
            return kind  # type: ignore[return-value]
    if words & _WEAPONS and not scheduled:
        return "weapons"
    if words & _DAMAGE:
        return "damage"
    if words & _TERRITORY and words & _PLACES:
        return "territory"
    if scheduled:
        return "schedule"
    if unit and len(unit) == 3 and unit.isupper():  # an ISO 4217 code
        return "finance"
    if unit == "percent":
        return "finance" if words & _FINANCE else "statistic"
    if words & _FINANCE and unit:
        return "finance"
    if words & _HAPPENINGS:
        return "event"
    return "statement" if attributed else "event"


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
