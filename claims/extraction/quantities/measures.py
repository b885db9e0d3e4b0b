"""What happened to what is counted: the verbs and nouns of a figure's clause to normalised measures."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from claims.extraction.clauses import number_before
from claims.extraction.quantities.units import TIME_UNITS, is_money
from claims.extraction.text.tokens import Token

#: Measure by the dictionary forms of the words that say it. Add a word here to teach the engine another way of saying it.
_WORDS = {
    "launched": "launch fire unleash lob shoot",
    "destroyed": "destroy down raze demolish flatten wreck obliterate annihilate",
    "intercepted": "intercept repel",
    "jammed": "jam suppress neutralise neutralize spoof",
    "lost": "lose vanish sink crash",
    "hit": "hit strike target attack bomb shell bombard pound",
    "killed": "kill die dead death fatality perish slay succumb drown murder execute assassinate corpse body martyr toll",
    "injured": "injure wound hurt injury maim wounded injured casualty",
    "missing": "missing unaccounted",
    "hospitalised": "hospitalise hospitalize hospitalised hospitalized admit treat",
    "infected": "infect infection case sicken ill contract diagnose",
    "rescued": "rescue save pull survivor",
    "detained": "detain arrest jail imprison detention arrested custody",
    "charged": "charge indict prosecute",
    "convicted": "convict sentence condemn",
    "released": "release free exchange swap",
    "displaced": "displace evacuate flee uproot displacement refugee homeless evacuee",
    "damaged": "damage gut gutted harm crack flood burn scorch shatter",
    "captured": "capture seize liberate occupy annex",
    "delivered": "deliver supply hand ship donate",
    "built": "build construct rebuild erect",
    "closed": "close shut suspend cancel",
    "evacuated": "evacuate",
    "searched": "search raid",
    "vaccinated": "vaccinate inoculate immunise immunize",
    "reported": "report register record log",
    "attended": "attend march rally gather participate demonstrate protest",
    "paid": "pay spend cost",
    "earned": "earn raise collect",
    "found": "find discover recover",
    "sent": "send deploy dispatch",
    "tested": "test",
    "cut": "cut lay axe sack dismiss",
    "hired": "hire recruit employ",
    "sold": "sell",
    "bought": "buy purchase acquire order",
    "produced": "produce make manufacture",
    "voted": "vote elect",
}
_MEASURES: dict[str, list[str]] = {}
for _measure, _lemmas in _WORDS.items():
    for _lemma in _lemmas.split():
        _MEASURES.setdefault(_lemma, []).append(_measure)

#: What happens to people and things at one time and place, as a toll or a round-up tells it.
EVENT_MEASURES = frozenset(
    """launched destroyed intercepted jammed lost hit killed injured missing hospitalised infected rescued detained charged
    convicted released displaced damaged captured evacuated searched""".split()
)

_BLOWS = frozenset({"killed", "injured", "hit", "destroyed", "damaged"})
_OF_MONEY = frozenset({"paid", "earned"})
#: "Spent the night", "cost 12 lives", "missed the target": what the verb means hangs on its object.
_BY_OBJECT = frozenset({"spend", "cost", "miss", "pull", "raise", "recover"})
#: "Led 22 people out", "brought out 22 residents".
_LEADING_OUT = frozenset("bring cut dig drag get haul lead lift winch".split())
#: "Were taken to hospital", "sought treatment in clinics".
_TAKING = frozenset("airlift bring fly move rush take transfer transport".split())
_CARE = frozenset({"clinic", "clinics", "hospital", "hospitals"})
#: "One required medical assistance".
_NEEDING = frozenset("get need receive require seek".split())
_HELP = frozenset("aid assistance attention care help treatment".split())
#: Whom something may happen to, with what ends like a person's trade, "fisherman", "employee", "protester", "guardian".
_HURT = frozenset(
    """animal baby body boy brother child civilian colleague corpse crew dog family friend girl guard hostage husband man patient
    people person police resident sibling sister student team tourist troop victim wife woman youth""".split()
)
_TRADES = ("er", "or", "man", "ee", "ian", "ist", "ant")
#: "Had to leave their homes".
_HOMES = frozenset("apartment building flat home house town village".split())
#: "Six shells fell", "was shot in the back": what flies, and what else is shot is hit.
FLYING = frozenset(
    """aircraft arrow bomb bullet cartridge debris drone flare grenade missile mortar projectile rocket round shell torpedo
    wreckage""".split()
)
#: What is raised without money being raised.
_LEVELS = frozenset("toll number total tally count figure estimate share rate level".split())
_TIMES = frozenset("night day morning evening hour week month year time life life weekend summer winter".split())

#: Nouns that say by themselves what became of what they count; "ships", "bombs" and "attack drones" do not.
_NOUNS = frozenset(
    """death dead fatality murder execution corpse body martyr toll wound injury casualty wounded injured missing case infection
    survivor arrest detention displacement refugee homeless evacuee strike attack vote purchase search raid register
    release exchange swap arrested""".split()
)
#: Of these, those that say it of the noun they stand before: "death toll", "refugee families"; "attack drones" have hit nothing.
_FATES = _NOUNS - set("strike attack vote purchase search raid register release exchange swap".split())
_OWN = frozenset({"amod", "acl", "compound", "relcl"})
_CLIMB = frozenset(
    """nummod quantmod compound amod nmod pobj prep appos conj nsubj nsubjpass dobj attr npadvmod poss det oprd agent dative dep
    acomp prt""".split()
)


def measures_of(counted: Token, unit: str | None = None, *, part: bool = False) -> tuple[str, ...]:
    """What happened to the counted thing: said by its own words, or by the verb that governs it and the verbs beside that.

    Of "shot down 57 of 74 drones launched" the own words tell of the whole, not of the ``part``.
    """
    measured = counted.head if counted.dep_ == "nummod" else counted
    if unit in TIME_UNITS or (measured.dep_ in {"compound", "amod"} and measured.pos_ == "NOUN"):
        return ()  # "was closed for six hours", "a 6.8-magnitude quake killed nine"
    words = [] if part else _own_words(counted)
    verb = governing_verb(counted)
    if verb is not None:
        words += [verb, *_beside(verb)]
    return _told(words, unit)


def measures_of_total(counted: Token) -> tuple[str, ...]:
    """What happened to all of the things of which a part is told: "57 of 74 drones launched"."""
    return _told(_own_words(counted), None)


def _own_words(counted: Token) -> list[Token]:
    own = (child for child in counted.children if child.dep_ in _OWN and not _is_of_some(child))
    return [counted, *(child for child in own if child.dep_ != "compound" or child.lemma_ in _FATES)]


def _is_of_some(relative: Token) -> bool:
    """It tells of a part of those counted: "20 civilians, some of whom had vanished", "90 drones, of which half were lost"."""
    if relative.dep_ != "relcl":
        return False
    subjects = (child for child in relative.lefts if child.dep_.startswith("nsubj"))
    some = [one for one in subjects if one.lower_ not in {"all", "many", "most"} or _leaves_out(one)]
    first = relative.left_edge
    if first.lower_ == "of" and any(child.lower_ in {"which", "whom"} for child in first.rights):
        return bool(some)
    return any(word.lower_ in {"which", "whom"} and word.head.lower_ == "of" for one in some for word in one.subtree)


def _leaves_out(share: Token) -> bool:
    """It is not of all that some is told: "all but two of which"."""
    return any(child.lower_ == "but" for child in share.rights)


def _told(words: Iterable[Token], unit: str | None) -> tuple[str, ...]:
    found: list[str] = []
    for word in words:
        found += _of_word(word)
    spent = unit is None or is_money(unit)
    return tuple(dict.fromkeys(one for one in found if one not in _OF_MONEY or spent))


def tells_happening(verb: Token) -> bool:
    """Whether the verb, or what it says of its subject, tells what became of people or things."""
    words = [verb, *(child for child in verb.rights if child.dep_ in {"acomp", "oprd"})]
    if verb.lemma_ == "have":  # "1,400 people had to leave their homes"
        words += [child for child in verb.rights if child.dep_ == "xcomp"]
    return any(not EVENT_MEASURES.isdisjoint(_of_word(word)) for word in words)


def tells_blow(verb: Token) -> bool:
    """Whether it tells what a blow does: kill, hurt, hit, destroy."""
    return not _BLOWS.isdisjoint(_of_word(verb))


def governing_verb(token: Token) -> Token | None:
    """The verb of which the token, or the phrase around it, is an argument."""
    steps = 0
    while steps < 12:  # deeper than any noun phrase of a sentence that was understood
        if token.pos_ in {"VERB", "AUX"}:
            return token
        if token.dep_ not in _CLIMB or token.head.i == token.i or (token.dep_ == "prep" and _is_whole(token)):
            return None
        behind = token.nbor() if token.like_num and token.i + 1 < token.sent.end else token
        if behind.i != token.i and number_before(behind) is not None:
            token = behind
        token = token.head
        steps += 1
    return None


def _is_whole(preposition: Token) -> bool:
    """It opens the sentence with what is counted some of: "Of the 94 drones, 52 were shot down"."""
    return preposition.lower_ == "of" and preposition.i == preposition.sent.start


def _beside(verb: Token) -> list[Token]:
    """The verbs that share the arguments of this one ("destroyed or jammed"), and what it predicates ("were wounded")."""
    near = [child for child in verb.children if child.dep_ in {"acomp", "attr", "oprd", "xcomp"}]
    near += [child for child in verb.children if child.dep_ == "conj" and _shares_arguments(child)]
    first = verb.head if verb.dep_ == "conj" else verb
    between = verb.doc[first.i + 1 : verb.i]
    return [*near, *([first] if len(between) and all(token.dep_ in {"cc", "prt"} for token in between) else [])]


def _shares_arguments(verb: Token) -> bool:
    """Of "killed nine and injured 43" the second verb has an object of its own; of "destroyed or jammed" neither has."""
    if any(child.dep_.startswith("nsubj") for child in verb.lefts):
        return False
    return not any(child.dep_ == "dobj" for child in verb.rights)


@functools.lru_cache(maxsize=64)  # each claim of a clause asks several times
def _of_word(word: Token) -> list[str]:
    lemma = word.lemma_.lower()
    if lemma in _BY_OBJECT and not _has_fitting_object(word, lemma):
        return []
    if lemma == "toll" and any(_MEASURES.get(child.lemma_.lower()) for child in word.lefts if child.dep_ == "compound"):
        return []  # an injury toll counts no dead; a death toll says so itself
    if any(child.dep_ in {"prt", "advmod"} and child.lower_ == "down" for child in word.children):
        return ["destroyed"] if lemma in {"shoot", "bring", "take"} else []
    if word.pos_ in {"NOUN", "PROPN"} and not _NOUNS & {lemma, word.lower_}:
        return []
    if word.pos_ == "VERB" and (told := _by_phrase(word, lemma)):
        return [told]
    known = _MEASURES.get(lemma, _MEASURES.get(word.lower_, []))
    return known or (_of_participle(word.lower_) if word.pos_ == "ADJ" else [])


def _of_participle(word: str) -> list[str]:
    """What "jammed" says, where the model takes it for a quality."""
    stems = (word[:-2], word[:-1], word[:-3]) if word.endswith("ed") else ()
    return next((_MEASURES[stem] for stem in stems if stem in _MEASURES), [])


def _by_phrase(verb: Token, lemma: str) -> str | None:
    """What a verb says with the words beside it, that it does not say alone; ``None`` where these make no difference."""
    acted_on = [child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}]
    flies = any(child.lemma_.lower() in FLYING for child in acted_on)
    told = None
    ends = {noun.lower_ for child in verb.rights if child.lower_ == "to" for noun in child.rights}
    if "death" in ends:  # "stabbed to death"
        told = "killed"
    elif lemma == "shoot" and any(_may_be_hurt(child) for child in acted_on):
        told = "hit"
    elif lemma == "drop" and flies:
        told = "launched"
    elif lemma == "fall" and any(child.dep_ == "nsubj" and child.lemma_.lower() in FLYING for child in verb.lefts):
        told = "hit"
    elif lemma == "leave":
        owned = (child for child in acted_on if any(inner.tag_ == "PRP$" for inner in child.lefts))
        told = "displaced" if any(child.lemma_.lower() in _HOMES for child in owned) else None
    elif lemma in _LEADING_OUT and any(child.dep_ == "prt" and child.lower_ == "out" for child in verb.rights):
        told = "rescued" if any(_may_be_hurt(child) for child in acted_on) else None
    elif lemma == "get" and any(child.lower_ == "back" for child in verb.rights) and any(map(_may_be_hurt, acted_on)):
        told = "released"
    elif lemma in _NEEDING and any(noun.lower_ in _HELP and _is_medical(noun) for noun in acted_on):
        told = "injured"
    elif lemma in _TAKING and (not _CARE.isdisjoint(ends) or _are_taken_in(verb, acted_on)):
        told = "hospitalised"
    return told


def _are_taken_in(verb: Token, acted_on: Iterable[Token]) -> bool:
    """Patients are "brought in", and laws are not."""
    led_in = any(child.dep_ == "prt" and child.lower_ == "in" for child in verb.rights)
    return led_in and any(child.lemma_ == "patient" for child in acted_on)


def _is_medical(noun: Token) -> bool:
    return any(child.lower_ == "medical" for child in noun.lefts)


def _may_be_hurt(noun: Token) -> bool:
    """People, as far as the word tells: "12", "them" and "13 bodies" may be, "films" and "models" are none."""
    lemma = noun.lemma_.lower()
    counted = noun.pos_ in {"NUM", "PRON"} or noun.like_num
    return counted or noun.ent_type_ == "PERSON" or lemma in _HURT or lemma.endswith(_TRADES)


def _is_moved(verb: Token) -> bool:
    """Whether it is told by how much: "raised their prices by a fifth"."""
    return any(child.lower_ in {"by", "to", "from"} and child.dep_ == "prep" for child in verb.rights)


def _has_fitting_object(word: Token, lemma: str) -> bool:
    objects = [child for child in word.rights if child.dep_ in {"dobj", "npadvmod"}]
    if lemma == "pull":
        return not any(child.lower_ == "back" for child in word.rights)  # a retreat
    if lemma == "miss":
        return not objects
    if lemma == "recover":
        return bool(objects) or word.tag_ == "VBN"
    if lemma == "raise" and (_is_moved(word) or any(child.lemma_.lower() in _LEVELS for child in objects)):
        return False
    return not any(child.lemma_.lower() in _TIMES for child in objects)
