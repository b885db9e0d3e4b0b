"""On what occasion, or of which illness, people died or were hurt, where another sentence of the story tells it.

A story tells once of a missile strike, or that cholera broke out, and then that 114 people were wounded and nine have died. They
were wounded "in the missile strike", and have died "of cholera", if the story tells of no other attack before, and of no other
illness at all; else the claim leaves open what it was.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from claims.extraction.assembling.causes import cause_note
from claims.extraction.assembling.settings import NIGHT, Setting, is_compared
from claims.extraction.assembling.story import first_day, is_background, turn_of
from claims.extraction.clauses import SUBJECTS, helpers_of
from claims.extraction.quantities.measures import FLYING
from claims.extraction.records import Claim, When
from claims.extraction.reference.illnesses import ILLNESSES, as_written, illnesses_in
from claims.extraction.reference.nouns import ALIKE_EVENTS, ATTACKS, HAPPENINGS, kind_of
from claims.extraction.text.tokens import Token

#: What happens to people or things on an occasion, and what leads to that behind the word for it.
_LED_BY = {
    "killed": "in",
    "injured": "in",
    "destroyed": "in",
    "damaged": "in",
    "missing": "after",
    "hospitalised": "after",
    "rescued": "after",
}
#: The words of a statement behind which it stands: "nine have died", "the death toll".
_FATES = {
    "killed": r"toll|dead|deaths?|died|fatalities|killed|perished",
    "injured": r"hurt|injured|injuries|wounded",
    "destroyed": r"destroyed|wrecked",
    "damaged": r"damaged",
    "missing": r"missing|unaccounted for",
    "hospitalised": r"hospitali[sz]ed|treated",
    "rescued": r"rescued",
}
#: "Three of the dead", whose whole tells what they died of.
_OF_THE_HARMED = re.compile(r"\bof the (dead|injured|missing|wounded)\b|\b(?:the (?:death )?|a )(toll)\b", re.IGNORECASE)
_FATE_OF = {"dead": "killed", "injured": "injured", "missing": "missing", "toll": "killed", "wounded": "injured"}
#: How an illness hangs on the word for what came of it.
_OF_ILLNESS = {
    "killed": {"dead": "of", "death": "from", "deaths": "from", "died": "of", "fatalities": "from", "killed": "by"},
    "infected": {"cases": "of", "infected": "with"},
}
#: Words that say how sure or how great it is, and not what it is.
_FIRM_CASES = frozenset(
    """comparable confirmed current death first fresh last latest major more new only probable recorded reported suspected
    worst""".split()
)
#: Cases and deaths of other sorts.
_NO_ILLNESS = frozenset(
    """accident attack bombing clash conflict court crash crime criminal drown drowning fight fighting judge lawyer murder police
    prosecutor road shelling traffic trial violence war""".split()
)
#: What comes of an illness, and how that hangs on it.
_COME_OF_ILLNESS = {"cases": "of", "(?:outbreak|epidemic)": "of", "(?:deaths|death toll)": "from"}
_OF_SICKNESS = frozenset({"case", "death", "epidemic", "outbreak", "toll"})
#: Nothing says of what they are.
_BARE = r"(?![-\w'’]| (?:of|from)\b)"
#: What may stand behind the word for a fate: the end, a place, a day, a verb.
_BEHIND = (
    r"(?=[.,;]|$|\s(?:across|are|as|at(?!\sleast)|by|had|has|have|in|is|near|off|on|overnight|remain|remained|rose|since|stood"
    r"|was|were)\b)"
)
#: Of "the second blast" it is not known which that was.
_OTHERS = frozenset(
    "another any both each earlier either every first last latest new next no other previous second similar single".split()
)
_LATER = frozenset("eventually later since subsequently".split())
#: Fire that burns nothing down.
_WITH_FIRE = frozenset("catch cease draw exchange hold open return set".split())
_GUNS = frozenset("arms enemy friendly gun heavy hostile machine return rifle sniper".split())
_FEARED = frozenset("alert danger fear plan possibility prospect risk threat warning".split())
_EVENTS = HAPPENINGS - {"incident", "siege"} | frozenset("barrage bombardment clash demonstration march protest rally".split())
#: What is heard, and may be one event or several.
_HEARD = frozenset({"blasts", "explosions"})
#: Verbs of what happens to a thing by itself, and the noun for that.
_BY_VERB = {
    "capsize": "capsizing",
    "collapse": "collapse",
    "collide": "collision",
    "crash": "crash",
    "derail": "derailment",
    "explode": "explosion",
    "sink": "sinking",
}
_KINDS = (
    ATTACKS | {"barrage", "bombardment"},
    *ALIKE_EVENTS,
    frozenset({"accident", "collision", "crash", "derailment", "wreck"}),
    frozenset({"capsizing", "shipwreck", "sinking"}),
    frozenset("clash demonstration march protest rally riot".split()),
)
_WARS = frozenset("conflict insurgency invasion offensive uprising war".split())
#: What workers do as well.
_STRIKES = frozenset({"strike"})
#: What the strikes of workers do not do.
_FATAL = frozenset({"injure", "kill", "wound"})
#: Strikes by these are attacks.
_BY_AIR = FLYING | {"air"}
_ON = frozenset({"against", "at", "in", "on"})
_COMPOUNDS = frozenset({"compound", "nmod"})
_ARGUMENTS = frozenset({"attr", "conj", "dobj", "nsubj", "nsubjpass", "oprd", "pobj"})
#: So many words behind a count tell still of it.
_NEAR_BEHIND = 5
#: So many sentences tell of which illness an article is.
_OPENING = 6


@dataclasses.dataclass(frozen=True, slots=True)
class _Event:
    """An event, in the words of a claim that tells of it."""

    claim: int
    #: The offset of its word in the parse.
    token: int
    kind: frozenset[str]
    #: As it can stand behind "the": "missile strike", "sinking of the ferry".
    phrase: str
    #: What it was done with, or to: "missile", "car bomb", "ferry".
    means: str
    #: It is told as something new: "a strike", "a ferry sank".
    new: bool
    #: A verb tells it of the thing to which it happened: "a ferry sank".
    by_itself: bool = False

    def is_like(self, other: _Event) -> bool:
        """Both may be one event, as far as their words tell: "the attack" any, "a drone strike" no "missile strike"."""
        again = self.token == other.token or not (self.new and other.new)
        return again and self.kind == other.kind and (not self.means or not other.means or self.means == other.means)


def with_occasions(claims: Sequence[Claim], settings: Sequence[Setting]) -> tuple[list[Claim], list[Setting]]:
    """The claims with the event, or the illness, of those who died or were hurt; and the settings, which know that of them."""
    return _Occasions(claims, settings).filled()


class _Occasions:
    def __init__(self, claims: Sequence[Claim], settings: Sequence[Setting]) -> None:
        self._claims = claims
        self._settings = settings
        self._turn = turn_of(settings)
        self._first = first_day(settings)
        self._events = [event for index in range(len(claims)) for event in self._told_in(index)]
        opening = [token for one in settings if one.sentence < _OPENING for token in one.draft.clause.sentence.tokens]
        sentences = {one.sentence: one.draft.clause.sentence.tokens for one in settings}
        ills = illnesses_in(token for tokens in sentences.values() for token in tokens)
        #: The only illness of an article that tells of no event.
        told_first = bool(illnesses_in(opening)) and not any(_is_event(token) for token in opening)
        self._illness = next(iter(ills)) if len(ills) == 1 and told_first else None

    def filled(self) -> tuple[list[Claim], list[Setting]]:
        claims, settings = list(self._claims), list(self._settings)
        for index, (claim, setting) in enumerate(zip(self._claims, self._settings, strict=True)):
            asked = self._is_asked(claim, setting)
            if self._illness:
                told = _of_one_illness(claim, setting, self._illness, asked=asked)
            else:
                told = self._on_event(index, claim, setting) if asked else None
            if told is not None:
                claims[index], settings[index] = told, dataclasses.replace(setting, occasion=True)
        return claims, settings

    def _is_asked(self, claim: Claim, setting: Setting) -> bool:
        """What happened to those it counts was on some occasion that its sentence does not tell."""
        if claim.figure is None or claim.stance == "denies":
            return False
        if cause_note(claim, setting, self._claims) is not None:
            return True
        known = any(_is_event(token) or _undergoing(token) is not None for token in setting.words)
        return _OF_THE_HARMED.search(claim.statement) is not None and not known

    def _on_event(self, index: int, claim: Claim, setting: Setting) -> Claim | None:
        if claim.figure is None or not FLYING.isdisjoint(claim.figure.of.lower().split()):
            return None
        harmed = _OF_THE_HARMED.search(claim.statement)
        word = (harmed[1] or harmed[2]).lower() if harmed is not None else None
        fate = _FATE_OF[word] if word else next((one for one in claim.figure.measures if one in _FATES), None)
        event = self._event(index, claim, setting) if fate is not None else None
        if fate is None or event is None or any(_is_later(token) for token in setting.words):
            return None
        led_by = "from" if word == "toll" else _LED_BY[fate]
        return _with_phrase(claim, word or _FATES[fate], f"{led_by} the {event.phrase}")

    def _event(self, index: int, claim: Claim, setting: Setting) -> _Event | None:
        """The one that is told anew in the paragraph before it, else the only one that the story told of."""
        if _is_long(claim.when) or setting.is_beside or self._is_of_war(index):
            return None
        here = [one for one in self._events if self._settings[one.claim].sentence == setting.sentence]
        here = [one for one in here if one.claim <= index or not self._is_added(one, setting)]
        before = [one for one in self._events if one.claim < index or (one in here and _is_beside(one, setting))] or here
        before = [one for one in before if self._settings[one.claim].section == setting.section]
        if setting.paragraph >= self._turn:
            before = [one for one in before if self._settings[one.claim].paragraph >= self._turn]
        near = [one for one in before if self._settings[one.claim].paragraph == setting.paragraph]
        found = near if any(one.new for one in near) else before
        if not found or not all(one.is_like(other) for one in found for other in found):
            return None
        if found is near and any(one.kind & ATTACKS for one in before) and any(one.by_itself for one in near):
            return None  # what came down in an attack, or what else was destroyed in it
        told = [one for one in found if one.claim < index or not _is_beside(one, setting)]
        if not told or any(self._is_apart(index, one) or self._is_beside_past(index, one) for one in found):
            return None
        return next((one for one in told if one.means), told[0])

    def _is_added(self, event: _Event, setting: Setting) -> bool:
        """It is told behind as what came as well: "three had been hurt, and that a fire had broken out"."""
        clause = self._settings[event.claim].draft.clause
        subject = any(child.i == event.token for child in clause.head.lefts)
        return clause.head.dep_ == "conj" and clause.head.i > setting.draft.clause.head.i and event.new and subject

    def _is_of_war(self, index: int) -> bool:
        """Those whom the paragraph counted last have died over a longer time: "the war has killed 43,000"."""
        here = self._settings[index]
        told = (one for one in self._settings[:index] if one.paragraph == here.paragraph and one.sentence < here.sentence)
        if any(token.lemma_ in _WARS for one in told for token in one.draft.clause.sentence.tokens if token.dep_ == "nsubj"):
            return True  # "The conflict began in 2024. At least 22,000 people have been killed"
        for other in range(index - 1, -1, -1):
            claim, setting = self._claims[other], self._settings[other]
            if setting.paragraph != self._settings[index].paragraph:
                return False
            if claim.figure is not None and "killed" in claim.figure.measures:
                return _is_long(claim.when) or any(token.lemma_ in _WARS for token in setting.words)
        return False

    def _is_apart(self, index: int, event: _Event) -> bool:
        """The claim is of another time than the event, or of another place."""
        ours, theirs = self._claims[index], self._claims[event.claim]
        setting, told = self._settings[index], self._settings[event.claim]
        if _are_apart(ours.when, theirs.when):
            return True
        if setting.spot is not None and told.spot is not None:
            return not setting.spot.is_near(told.spot)
        return setting.names_place and not event.phrase.endswith("s")

    def _is_beside_past(self, index: int, event: _Event) -> bool:
        """Its sentence tells of another time before: "It happened in 1987, when a ship sank and 4,300 people died"."""
        setting = self._settings[index]
        if self._first is not None and any(is_background(day, self._first.earliest) for day in setting.days):
            return True
        here = (self._claims[one].when for one in range(index) if self._settings[one].sentence == setting.sentence)
        return any(_are_apart(when, self._claims[event.claim].when) for when in here)

    def _told_in(self, index: int) -> Iterator[_Event]:
        claim, setting = self._claims[index], self._settings[index]
        if claim.stance == "denies" or any(helper.tag_ == "MD" for helper in helpers_of(setting.draft.clause.head)):
            return
        earliest = claim.when.earliest if claim.when is not None else None
        if earliest is not None and self._first is not None and is_background(earliest, self._first.earliest):
            return
        for token in setting.words:
            if is_compared(token, setting.words) or _are_of_any_time(token):
                continue
            if _is_event(token):
                means = " ".join(_compound(one) for one in token.lefts if _is_means(one))
                new = not any(child.lower_ in {"the", "this", "that", "these", "those"} for child in token.lefts)
                kind = kind_of(token.lemma_, _KINDS)
                if any(child.lower_ == "retaliatory" for child in token.lefts):
                    kind = frozenset({"retaliation"})  # which is another than what it answers
                yield _Event(index, token.i, kind, f"{means} {_called(token)}".strip(), means, new)
            elif (what := _undergoing(token)) is not None:
                noun = _BY_VERB[token.lemma_]
                whole = f"{noun} of the {what.lower_}" if what.pos_ == "NOUN" else noun
                new = not any(child.lower_ == "the" for child in what.lefts)
                yield _Event(
                    index, token.i, kind_of(noun, _KINDS), whole, what.lower_ if what.pos_ == "NOUN" else "", new, by_itself=True
                )


def _are_of_any_time(noun: Token) -> bool:
    """They are told of as they always are: "Sea accidents are common"."""
    return (
        noun.tag_ == "NNS" and noun.dep_ == "nsubj" and noun.head.lower_ == "are" and not any(c.dep_ == "det" for c in noun.lefts)
    )


def _of_one_illness(claim: Claim, setting: Setting, illness: str, *, asked: bool) -> Claim | None:
    """The claim with the only illness of the article behind what came of that: "17 districts have recorded cases".

    Of what people died, or were infected with, is told only where the statement leaves that to be ``asked``.
    """
    if claim.figure is None or claim.stance == "denies" or any(one in claim.statement.lower() for one in ILLNESSES):
        return None
    sentence = setting.draft.clause.sentence.tokens
    nouns = [token for token in setting.words if token.lemma_ in _OF_SICKNESS]
    if any(one.lemma_.lower() in _NO_ILLNESS for one in sentence) or not all(_comes_of_illness(noun) for noun in nouns):
        return None
    ways = [(noun, led_by, _BARE) for noun, led_by in _COME_OF_ILLNESS.items()] if nouns else []
    if asked:
        fates = next((_OF_ILLNESS[one] for one in claim.figure.measures if one in _OF_ILLNESS), {})
        ways += [(fate, led_by, _BEHIND) for fate, led_by in fates.items()]
    told = (_with_phrase(claim, word, f"{led_by} {as_written(illness)}", behind=behind) for word, led_by, behind in ways)
    return next((one for one in told if one is not None), None)


def _comes_of_illness(noun: Token) -> bool:
    """Of the noun for what comes of an illness nothing else is said: not "road deaths", "in most cases"."""
    if noun.head.lower_ == "in":
        return False
    before = (child for child in noun.lefts if child.dep_ in {"amod", "compound", "nmod"})
    return all(child.lower_ in _FIRM_CASES or child.like_num for child in before)


def _is_beside(event: _Event, setting: Setting) -> bool:
    """The claim itself tells of it, though its statement does not: "reported one death in a drone attack that lit a port"."""
    last = setting.words[-1].i
    return any(token.i == event.token for token in setting.draft.clause.tokens) or last < event.token <= last + _NEAR_BEHIND


def _is_later(word: Token) -> bool:
    """What became of them was some time after, and may have had other causes: "three more died in hospital"."""
    return (word.lower_ in _LATER and word.dep_ == "advmod") or (word.lower_ == "hospital" and word.dep_ == "pobj")


def _called(noun: Token) -> str:
    """As it can stand behind "the": of "one of the heaviest barrages" that is one."""
    return noun.lemma_ if noun.head.lower_ == "of" and noun.head.head.lower_ == "one" else noun.lower_


def _is_means(word: Token) -> bool:
    """It tells with what, or to what: "car bomb attack", but not "large-scale attack"."""
    plain = word.dep_ in _COMPOUNDS and word.pos_ == "NOUN" and word.lower_ != "magnitude"
    return plain and (word.i == 0 or word.nbor(-1).text != "-")


def _compound(noun: Token) -> str:
    """The noun with those before it: "car bomb"."""
    return " ".join(
        one.text if one.is_upper else one.lower_ for one in [*(child for child in noun.lefts if child.dep_ in _COMPOUNDS), noun]
    )


def _is_of_guns(fire: Token) -> bool:
    """It burns nothing, and alone is no name for what hurt somebody: "an exchange of fire", "enemy fire"."""
    led = fire.dep_ == "pobj" and fire.head.head.lemma_ in {"burst", "exchange", "hail", "line", "volley"}
    return led or any(child.lower_ in _GUNS for child in fire.lefts)


def _is_event(token: Token) -> bool:
    """It stands for one event that was, or for all: not "the risk of flooding", "another strike", a strike of nurses."""
    if token.pos_ != "NOUN" or token.lemma_ not in _EVENTS or token.dep_ not in _ARGUMENTS or token.lower_ in _HEARD:
        return False
    guns = token.lemma_ == "fire" and _is_of_guns(token)
    if guns or any(child.lower_ in _OTHERS for child in token.lefts) or token.head.lemma_ in _WITH_FIRE:
        return False
    burning = token.lower_ == "fire" and token.head.lower_ in {"on", "under"} and not token.n_lefts  # "set the deck on fire"
    if burning or (token.head.lower_ == "of" and token.head.head.lemma_ in _FEARED):
        return False
    if token.lemma_ not in _STRIKES:
        return True
    if token.head.lower_ == "on":
        return False
    armed = any(child.dep_ in _COMPOUNDS and child.lemma_ in _BY_AIR for child in token.lefts)
    armed |= token.dep_ == "nsubj" and token.head.lemma_ in _FATAL
    return armed or any(child.dep_ == "prep" and child.lower_ in _ON for child in token.rights)


def _undergoing(verb: Token) -> Token | None:
    """The thing to which something happened by itself: the ferry in "a ferry sank"; nothing in "prices have sunk"."""
    if verb.lemma_ not in _BY_VERB or verb.tag_ not in {"VBD", "VBN", "VBG"}:
        return None
    what = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
    acts = any(child.dep_ in {"neg", "dobj"} for child in verb.children)
    return what if what is not None and what.tag_ in {"NN", "NNP"} and not acts else None


def _is_long(when: When | None) -> bool:
    """It is a time in which several things may have happened."""
    if when is None:
        return False
    return when.earliest is None or when.latest is None or when.latest - when.earliest > NIGHT


def _are_apart(one: When | None, other: When | None) -> bool:
    if one is None or other is None or None in {one.earliest, one.latest, other.earliest, other.latest}:
        return False
    return one.latest + NIGHT < other.earliest or other.latest + NIGHT < one.earliest  # type: ignore[operator]


def _with_phrase(claim: Claim, fate: str, phrase: str, *, behind: str = _BEHIND) -> Claim | None:
    """The claim with the phrase behind the word for what happened; ``None`` where that stands in it by no such word."""
    found = re.search(rf"\b(?:{fate}){behind}", claim.statement)
    if found is None:
        return None
    statement = f"{claim.statement[: found.end()]} {phrase}{claim.statement[found.end() :]}"
    return dataclasses.replace(claim, statement=statement)
