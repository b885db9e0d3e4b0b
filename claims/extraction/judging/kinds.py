"""What sort of thing a claim is about, by the words of its clause: what a desk routes by."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from claims.extraction.clauses import Clause, helpers_of
from claims.extraction.quantities.units import is_money
from claims.extraction.records import Kind
from claims.extraction.text.tokens import Token

_CASUALTY = frozenset(
    """kill die dead death fatality perish slay murder drown wound injure hurt injury casualty toll victim body corpse hospitalise
    hospitalize hospital missing survive survivor infect infection sicken amputate medical wounded injured ambulance
    rape torture starve unaccounted dead fatal
    fracture rib martyr eliminate life patient malnourished treat rescue rubble""".split()
)
#: Words of a share or a rate; who are only cared for are no casualties of it: "4 per cent of the patients had been vaccinated".
_RATES = frozenset("rate percentage proportion turnout electorate entitle eligible point percent".split())
#: A share of people that dies is a toll; that of a rate, or by which one rises, a statistic.
_FATAL = frozenset("die kill drown wound injure hurt".split())
_CARED_FOR = frozenset("patient hospital medical treat infection infect survivor life".split())
_DETENTION = frozenset(
    """arrest detain jail imprison detention custody prisoner imprisonment captive handcuff arrested detainee hostage abduct
    kidnap remand extradite convict sentence prison""".split()
)
_WEAPONS = frozenset(
    """drone missile rocket shell bomb artillery mortar warhead munition ammunition grenade landmine tank howitzer torpedo
    projectile airstrike uav barrage cartridge launcher sortie aircraft interceptor bomber warplane jet gunship warship frigate
    submarine""".split()
)
#: What else is called a tank.
_VESSELS = frozenset("storage fuel oil water ammonia gas terminal septic".split())
_DAMAGE = frozenset(
    """destroy damage gut demolish flatten raze collapse wreck crack shatter burn flood scorch ruin destruction wash bury
    inundate topple derail""".split()
)
_STATES = frozenset({"critical", "serious", "intensive"})
_CARE = frozenset({"condition", "care"})
_DISPLACEMENT = frozenset(
    "displace evacuate flee refugee displacement evacuation evacuee uproot homeless resettle arrival".split()
)
#: "left their homes", "driven from their villages", "crossed from Kotouba"; the words of moving alone say nothing.
_MOVES = frozenset("leave drive return flee cross lead force".split())
_ORIGINS = frozenset({"home", "homes", "border"})
#: "412 people were moved", "38,000 people have crossed from Kotouba".
_MOVED = frozenset("move cross relocate bus".split())
_PEOPLE = frozenset("people person resident villager civilian family child woman man inhabitant".split())
#: "The loss of a dozen men", "the brigade lost 40 soldiers".
_LOSSES = frozenset("lose loss".split())
_FALLEN = frozenset("man soldier troop fighter serviceman life crew sailor civilian people".split())
#: "8,200 households were without electricity", "the school lost its roof".
_SUPPLIES = frozenset("electricity power water heating gas roof road rail link".split())
_LACKING = frozenset("without lose cut outage blackout".split())
#: "Troops had taken the village".
_TAKING = frozenset("take hold control enter storm".split())
_CONTROL = frozenset({"take", "control"})
_TERRITORY = frozenset(
    "capture seize liberate annex occupy recapture retake advance territory frontline withdraw cede encircle".split()
)
_PLACES = frozenset(
    "village town city district region territory square hectare settlement kilometre kilometer mile position area".split()
)
_BLOWS = frozenset({"hit", "strike", "shell", "bomb"})
_BUILDINGS = frozenset(
    """building house home school hospital depot plant block warehouse church terminal bridge roof floor factory store shop market
    refinery substation""".split()
)
#: "A missile tore through the upper floors", "brought down a wall".
_TEARING = frozenset("tear bring rip crash slam smash lose rebuild snap".split())
#: "Fires had been recorded at both sites", "set fire to a depot".
_FIRES = frozenset({"fire", "fires", "blaze"})
_BURNING = frozenset("break spread record set rage start burn".split())
#: People are burned, or treated for burns; what else burns is damage.
_BURNS = frozenset({"burn", "burns"})
_TROOPS = frozenset("troop soldier force army brigade battalion".split())
_FUTURE = frozenset({"will", "would", "'ll", "’ll"})
_SCHEDULE = frozenset(
    "schedule plan due slate reopen start begin hold meet take open resume continue present set postpone convene".split()
)
#: Money that the words alone do not tell the country of.
_CURRENCIES = frozenset(
    """crown krone krona shilling dinar dirham peso franc lira rial riyal rupee rouble ruble pound dollar florin guilder forint
    zloty yuan yen hryvnia taler rand baht leone lei soles""".split()
)
#: Money by themselves, whatever is said of them.
_ACCOUNTS = frozenset("revenue profit budget dividend turnover earnings loan debt deficit shareholder repay price".split())
_FINANCE = frozenset(
    """revenue profit income share price budget sale cost dollar euro loss debt tax loan earnings stock investment fund aid
    turnover dividend deficit salary wage inflation payment compensation fine stake quarter company sum receive repay""".split()
)
#: What is so rather than happens, what is counted rather than done, and what people think or say.
_BEING = frozenset(
    """be have seem remain stay stand number total amount need share employ hold own contain include represent account comprise
    live count report record register log sell receive get give gain poll average know think believe feel want hope say tell claim
    support oppose agree mean""".split()
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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How a claim tells what it tells, beside its words."""

    counted: str = ""
    unit: str | None = None
    figure: bool = False
    scheduled: bool = False
    attributed: bool = False
    #: It tells what happened, rather than what is or was so.
    happened: bool = False


def kind_of(words: Collection[str], telling: Telling) -> Kind:
    """The kind that the words, as they stand and in dictionary form, and the unit point to; the graver where several do."""
    said, unit = frozenset(words), telling.unit
    if is_money(unit) or said & _CURRENCIES:
        return "finance"
    is_share = unit == "percent" or bool(said & _RATES)
    for kind, vocabulary in _GRAVE:
        if said & vocabulary - (_CARED_FOR if is_share else frozenset()):
            return "statistic" if kind == "casualty" and unit == "percent" and not said & _FATAL else kind
    if (said & _STATES and said & _CARE) or (said & _LOSSES and said & _FALLEN) or (said & _BURNS and said & _PEOPLE):
        return "casualty"
    if (said & _MOVES and said & _ORIGINS) or (said & _MOVED and said & _PEOPLE):
        return "displacement"
    if telling.scheduled:
        return "schedule"
    return _of_things(said, telling.counted) or _of_amounts(said, unit) or _plain(said, telling)


def _plain(said: frozenset[str], telling: Telling) -> Kind:
    """Where no word says what it is about: a number by itself is a statistic, what happened an event."""
    if said & _HAPPENINGS or telling.happened:
        return "event"
    if telling.figure:
        return "statistic"
    return "statement" if telling.attributed else "event"


def _of_things(words: frozenset[str], counted: str) -> Kind | None:
    if "tank" in words and words & _VESSELS:
        words -= {"tank", "tanks"}
    if counted in _WEAPONS & words:
        return "weapons"
    struck = words & (_BLOWS | _TEARING) and words & _BUILDINGS
    burning = words & _FIRES and words & _BURNING
    if struck or burning or (words & _DAMAGE and not words & _WEAPONS):
        return "damage"
    if words & _WEAPONS:
        return "damage" if words & _DAMAGE and words & _BUILDINGS else "weapons"
    if words & _SUPPLIES and words & _LACKING:
        return "damage"
    moved = (
        words & _TERRITORY or words >= _CONTROL or ("pull" in words and "back" in words) or (words & _TAKING and words & _TROOPS)
    )
    return "territory" if moved and words & (_PLACES | _TROOPS) else None


def _of_amounts(words: frozenset[str], unit: str | None) -> Kind | None:
    # "84 per cent, the lowest share since 2011" is none of a company
    bought = _FINANCE - {"share"} if unit == "percent" and "shares" not in words else _FINANCE
    if words & _ACCOUNTS or (unit is not None and words & bought):
        return "finance"
    return "statistic" if unit == "percent" or words & _RATES else None


def is_scheduled(clause: Clause) -> bool:
    """The clause says that something is to be, rather than that it was."""
    head = clause.head
    words = {
        head.lemma_.lower(),
        *(child.lemma_.lower() for child in head.rights if child.dep_ in {"acomp", "xcomp", "attr", "oprd"}),
    }
    if words & {"schedule", "slate", "due"} or (head.lemma_ in {"set", "plan"} and _is_passive(head)):
        return True
    future = any(child.tag_ == "MD" and child.lower_ in _FUTURE for child in head.lefts)
    lemmas = words | {child.lemma_.lower() for child in head.children}
    return future and bool(lemmas & _SCHEDULE)


def tells_what_happened(clause: Clause) -> bool:
    """The verb is one of doing or becoming, and lies in the past: "sent observers to 14 stations", "had been delayed"."""
    head = clause.head
    helpers = helpers_of(head)
    past = head.tag_ == "VBD" or (head.tag_ in {"VBN", "VBG"} and any(child.tag_ == "VBD" for child in helpers))
    perfect = head.tag_ == "VBN" and any(child.lemma_ == "have" for child in helpers)
    return (past or perfect) and head.lemma_ not in _BEING


def looks_ahead(clause: Clause) -> bool:
    """The clause speaks of what is to come: "will run", "is to brief", or in the present of a day that is told with it."""
    head = clause.head
    helpers = [child.lower_ for child in helpers_of(head)]
    if any(helper in _FUTURE for helper in helpers):
        return True
    return head.tag_ in {"VBZ", "VBP"} or head.lower_ in {"is", "are"} or ("to" in helpers and head.dep_ == "xcomp")


def _is_passive(head: Token) -> bool:
    """Whether it "is set for", and has not "set aside"."""
    return head.tag_ == "VBN" and any(child.dep_ == "auxpass" or child.lemma_ == "be" for child in head.lefts)
