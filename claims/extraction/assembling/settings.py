"""What the words of one claim tell of where and when it was, for itself and for the claims after it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from claims.extraction.assembling.days import Days, tells
from claims.extraction.assembling.phrases import HERE, OTHERWISE, Phrases, compares, is_on
from claims.extraction.assembling.places import WHERE, is_struck
from claims.extraction.clauses import SUBJECTS, Clause
from claims.extraction.dates.words import CALENDAR
from claims.extraction.drafts import Draft
from claims.extraction.quantities.measures import FLYING, governing_verb, tells_happening
from claims.extraction.records import Claim, Place, Span, When
from claims.extraction.reference.areas import is_city
from claims.extraction.reference.happenings import is_happening
from claims.extraction.reference.nouns import AREAS, HAPPENINGS, SITES, STREETS, SUMS
from claims.extraction.statements.stating import phrase_of
from claims.extraction.statements.telling_days import written
from claims.extraction.text.document import Document
from claims.extraction.text.tokens import Token

#: What goes on for weeks has no day.
LASTING = frozenset("crisis drought epidemic famine outbreak pandemic".split())
#: A street is in some town.
STREET_NAME = re.compile(rf"\b(?:{'|'.join(street.capitalize() for street in sorted(STREETS))})$")
#: A night is of two days.
NIGHT = dt.timedelta(days=1)
#: The longest.
MONTH = dt.timedelta(days=31)
#: What happens once, by verbs that do not say what became of anybody.
_EVENTS = frozenset(
    """burst capsize clash collapse collide crash derail erupt explode founder march overturn plow plough plunge rally ram slam
    sweep topple""".split()
)
#: What people come together for, on one day.
_GATHERINGS = frozenset({"clash", "demonstration", "march", "protest", "rally"})
#: What is used against people or things in an event: "used water cannon", "had used 188 drones".
_USED = FLYING | {"baton", "cannon", "gas", "grenade", "truncheon"}
#: What ships do, dams, fires: "went down", "gave way", "broke out".
_EVENTS_BY_PHRASE = {"blow": "up", "break": "out", "give": "way", "go": "down", "roll": "over", "run": "aground"}
#: What is told is how many there are by now.
TOLLS = SUMS | {"number"}
_TIMES_OF_DAY = frozenset("afternoon dawn dusk evening midday midnight morning noon pm".split())
#: Parts of a day, which go for one of its happenings.
_HOURS = _TIMES_OF_DAY | {"early", "hours", "late", "night", "shortly"}
_CLOCK = re.compile(r"\d[.:]\d\d|[ap]\.?m\b|\bG?MT\b", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}:\d\d|\d{1,2}(?:[.:]\d\d)?[ap]\.?m\.?|a\.m\.?|p\.?m\.?")
#: Words for another time than that of what was told before.
_AFTERWARDS = frozenset("afterwards ensuing eventually following later months subsequent weeks".split())
_NIGHTS = frozenset({"midnight", "night", "nightfall", "nights"})
_OTHER_TIMES = OTHERWISE | _NIGHTS | _AFTERWARDS
_WHICH = frozenset("final first following last next second that third".split())
_FEW = frozenset("two three four five six seven eight nine ten few".split())
_SPANS = frozenset("day days evening hour hours morning night week weeks".split())
#: What leads to a day on which a longer time began or ended.
_SINCE = re.compile(r"\b(?:since|until|till|by|before|after|from)\s(?:the\s)?\Z", re.IGNORECASE)
_SINCE_EVENT = re.compile(
    r"\bsince\s(?:an?|the)\s(?!early|evening|morning|night)(?:[\w-]+\s){1,3}(?:in|of|on)\s\Z", re.IGNORECASE
)
#: In characters: what names an event, with what leads to it and to its day.
_LONGEST_EVENT = 60
#: Prepositions that say where somebody or something is; the others lead there, or through.
_BEING = frozenset("along around at in near off on outside over".split())
#: What somebody acts on, or calls something: "authorities in Lund called it a massacre".
_ACTED_ON = frozenset({"ccomp", "dobj", "oprd"})
#: So many words before an event it may be compared.
_NEAR_BEFORE = 6
_NAME = re.compile(r"\b[A-Z]\w+")
_WIDE = re.compile(r"\b(?:central|(?:north|south)?(?:east|west)ern|northern|southern) [A-Z]|\b(?:province|region)\b")
_SORTS = frozenset(area.capitalize() for area in AREAS)
#: What stands between a place and where it lies: "Kutum, in Sudan’s North Darfur", "Cataingan, on the island of Masbate".
_LIES = re.compile(r",?\s(?!(?:and|but|or|then)\b)(?:(?:in|on|of|near)\s)?(?:the\s)?(?:[\w-]+(?:['’]s)?\s){0,2}(?:of\s)?")
_LABEL = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}: ")
#: What is done about an event on a later day.
_AFTERWARDS = frozenset({"contain", "control", "douse", "extinguish", "investigate", "recall"})
_NEXT = frozenset({"following", "next"})
_LONG = frozenset({"autumn", "fall", "month", "season", "spring", "summer", "week", "winter", "year"})
#: The day on which somebody claims a deed is not the day of the deed.
_CLAIMING = frozenset({"claim", "condemn"})
#: Words for a night, of which each has a part in two days.
_NIGHTLY = re.compile(r"night|dawn|dusk|hours of|evening", re.IGNORECASE)
#: What no phrase ends with.
_NEVER_LAST = frozenset({"ADJ", "ADP", "ADV", "CCONJ", "DET", "PRON", "PUNCT"})


@dataclasses.dataclass(frozen=True, slots=True)
class Spot:
    """Where something happened: in words that can stand behind others, and as the record has it."""

    text: str
    where: tuple[Place, ...]
    #: It is a city or a town, as far as the article tells.
    city: bool = False
    #: What stands behind it as where it lies: "Kutum, in North Darfur".
    within: tuple[Place, ...] = ()

    @property
    def is_wide(self) -> bool:
        """It is a land's side or a region, in which other places may lie: "in eastern Nepal"."""
        return _WIDE.search(self.text) is not None

    def is_near(self, other: Spot) -> bool:
        """Both tell of one place, as far as its names tell: "Darfur" and "North Darfur" are near, "South Darfur" is neither."""
        ours, theirs = _names(self.where), _names(other.where)
        pairs = [*itertools.product(ours, theirs + _names(other.within)), *itertools.product(_names(self.within), theirs)]
        return any(one <= another or another <= one for one, another in pairs)


@dataclasses.dataclass(frozen=True, slots=True)
class Day:
    """The day, the night or the longer time of something: in words that can stand behind others, and as the record has it."""

    text: str
    when: When
    earliest: dt.date

    @property
    def is_short(self) -> bool:
        """It is one day, or one night."""
        return (self.when.latest or self.earliest) - self.earliest <= NIGHT

    @property
    def is_night(self) -> bool:
        return self.is_short and self.when.latest != self.earliest

    @property
    def is_nightly(self) -> bool:
        """What was by the next morning was later: "on Sunday night"."""
        return self.is_night or (self.is_short and "night" in self.when.text)

    @property
    def plain(self) -> str:
        """In words that tell of nothing else."""
        latest = self.when.latest or self.earliest
        day = written(self.earliest, latest)
        if self.earliest == latest:
            return f"on {day}"
        several = " and " in self.when.text  # "between Wednesday night and Thursday afternoon"
        if _NIGHTLY.search(self.when.text) and not several:
            return f"overnight ({day})"
        first = str(self.earliest.day) if self.earliest.month == latest.month else written(self.earliest, self.earliest)
        if several:
            return f"between {first} and {written(latest, latest)}"
        return f"on {first} or {written(latest, latest)}"  # "at the weekend", "over the past 24 hours"

    def is_near(self, other: Day) -> bool:
        """Both are of one day, or one night."""
        return abs(self.earliest - other.earliest) <= NIGHT


@dataclasses.dataclass(frozen=True, slots=True)
class Scene:
    """Where and when something happened, as far as it is told."""

    spot: Spot | None = None
    time: Day | None = None

    def __bool__(self) -> bool:
        return self.spot is not None or self.time is not None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Setting:
    """What one claim tells of where and when it was."""

    draft: Draft
    #: The number of its sentence.
    sentence: int
    speakers: tuple[str, ...]
    #: The words that its statement is made of, and the phrases of its sentence.
    words: Sequence[Token]
    phrases: Phrases
    spot: Spot | None = None
    time: Day | None = None
    #: The place is that of another sentence, and goes for no more than what is told next.
    there: bool = False
    #: It tells of an event: "the bus overturned", "over the fire in Lund".
    event: bool = False
    #: Its paragraph begins with what it is about: "Nikopol: shelled 14 times; a man killed".
    labelled: bool = False
    #: The nouns of the events of which it is told where or when they were, in the singular.
    events: frozenset[str] = frozenset()
    #: Its statement tells on what occasion it was, or of which illness, in words of another sentence.
    occasion: bool = False
    #: The section of the article that it stands in; see :attr:`Document.sections`.
    section: int = 0
    #: The last days of the times that its sentence tells; see :meth:`Days.told_beside`.
    days: tuple[dt.date, ...] = ()

    @property
    def day(self) -> Day | None:
        """The time that it tells, if that is a day or a night."""
        return self.time if self.time is not None and self.time.is_short else None

    @property
    def paragraph(self) -> int:
        return self.draft.clause.sentence.paragraph

    @functools.cached_property
    def placed(self) -> bool:
        """Its words say something of where it was, though it be no name: "in the market"."""
        return self.phrases.says_where(self.words) or _is_placed(self.words, self.draft.clause, self.phrases)

    @functools.cached_property
    def names_place(self) -> bool:
        """A name stands in the words for where it was, which may lie elsewhere: "outside Tariq", but not "in Roe Street"."""
        openers = (token for token in self.words if token.pos_ == "ADP" and token.lower_ in WHERE)
        phrases = (list(child.subtree) for opener in openers for child in opener.rights)
        others = [phrase for phrase in phrases if not any(word.lower_ in SITES | STREETS for word in phrase)]
        others += [list(word.subtree) for word in self.words if is_struck(word) and word.pos_ == "PROPN"]  # "bombed Tariq"
        named = (word for phrase in others for word in phrase if word.pos_ == "PROPN" and word.i not in self.phrases.dated)
        return any(word.lower_ not in CALENDAR for word in named)

    @functools.cached_property
    def timed(self) -> bool:
        """Its words say something of when it was, though it be no date: "at night"."""
        words = [token.lower_ for token in self.words]
        plain = [word for word in words if word not in _FEW]  # "in the first six days"
        ordered = any(pair[0] in _WHICH and pair[1] in _SPANS for pair in itertools.pairwise(plain))  # "on the first day"
        others = _OTHER_TIMES - _hours_led_to(words)
        return ordered or self.phrases.is_dated(self.words) or not others.isdisjoint(words)

    @functools.cached_property
    def is_beside(self) -> bool:
        """It was so long before or after what its sentence is about: "a day after two soldiers were wounded"."""
        verb = self.draft.clause.head
        while verb.dep_ == "conj":
            verb = verb.head
        led = any(child.dep_ == "mark" and child.lower_ in {"after", "before"} for child in verb.lefts)
        return led and any(child.dep_ == "npadvmod" for child in verb.lefts)

    @functools.cached_property
    def follows(self) -> bool:
        """Its words put it after what was told before: "the next spring"."""
        words = [token.lower_ for token in self.words]
        return any(pair[0] in _NEXT and pair[1] in _LONG for pair in itertools.pairwise(words))

    @functools.cached_property
    def tells_hours(self) -> bool:
        """Its words say at what time of a day it was: "by noon"."""
        words = [token.lower_ for token in self.words]
        return not _TIMES_OF_DAY.isdisjoint(words) or any(_TIME.fullmatch(word) for word in words if not word.isalpha())


def _hours_led_to(words: Sequence[str]) -> set[str]:
    """Of the words for another time those that here belong to an hour of the same day: "since the morning", "by midnight"."""
    pairs = set(itertools.pairwise(word for word in words if word != "the"))
    since = any(first == "since" and second in _TIMES_OF_DAY for first, second in pairs)
    return ({"since"} if since else set()) | ({"midnight"} if ("by", "midnight") in pairs else set())


class Settings:
    """Reads the settings of the claims of one document."""

    def __init__(self, document: Document, days: Days) -> None:
        self._document = document
        self._days = days
        self._cities: dict[str, bool] = {}

    def of(self, claim: Claim, draft: Draft, words: Sequence[Token], *, sentence: int, phrases: Phrases) -> Setting:
        """The setting that a claim's statement, made of these words, tells; its sentence has these phrases."""
        head, figure = draft.clause.head, claim.figure
        speakers = tuple(source.name for source in claim.attribution[-1].sources) if claim.attribution else ()
        labelled = _LABEL.match(self._document.text, self._document.paragraphs[draft.clause.sentence.paragraph].start) is not None
        named = [
            token
            for token in words
            if token.pos_ == "NOUN" and token.lemma_ in HAPPENINGS | _GATHERINGS and not is_compared(token, words)
        ]
        event = named[0] if named else None
        setting = Setting(
            draft=draft,
            sentence=sentence,
            speakers=speakers,
            words=words,
            phrases=phrases,
            labelled=labelled,
            section=self._document.sections[draft.clause.sentence.paragraph],
            days=self._days.told_beside(draft),
            event=event is not None or _is_event(head),
        )
        if (there := _there(claim, draft, words)) is not None:
            setting = dataclasses.replace(setting, spot=there, there=True)
        opens = draft.clause.sentence.tokens.start in phrases.dated  # "Overnight the fighting moved to the air"
        told = figure is not None or sentence == 0 or setting.event or tells_happening(head) or opens
        if not (told and (claim.where or phrases.dated)):
            return setting
        return dataclasses.replace(
            setting,
            spot=setting.spot or (self._lying(_spot(claim, draft, words, phrases), claim.where) if claim.where else None),
            time=self._time(claim, draft, words, event, phrases) if phrases.dated else None,
            events=frozenset(token.lemma_ for token in named if _is_told(token, head, phrases)),
        )

    def _lying(self, spot: Spot | None, places: Sequence[Place]) -> Spot | None:
        """The spot with the places that stand right behind it."""
        if spot is None:
            return None
        within: list[Place] = []
        end = spot.where[-1].end
        for place in places:
            if place.start >= end and _LIES.fullmatch(self._document.text, end, place.start):
                within.append(place)
                end = place.end
        return dataclasses.replace(spot, within=tuple(within), city=len(spot.where) == 1 and self._is_city(spot.where[0].text))

    def _is_city(self, name: str) -> bool:
        if name not in self._cities:
            self._cities[name] = is_city(self._document.text, name)
        return self._cities[name]

    def _time(self, claim: Claim, draft: Draft, words: Sequence[Token], event: Token | None, phrases: Phrases) -> Day | None:
        """The time of what the claim tells; of a toll, that of the event that it names."""
        clause, when = draft.clause, claim.when
        counts = any(token.lemma_ in TOLLS for token in words)
        opens = clause.sentence.tokens.start in phrases.dated and clause.head.tag_ == "VBD"
        if counts or not (tells_happening(clause.head) or _is_event(clause.head) or opens):
            when = self._days.among(clause.sentence, _words_of(event, words)) if event is not None else None
        if when is None or when.earliest is None or when.latest is None:
            return None
        claimed = any(verb.lemma_ in _CLAIMING for verb in (clause.head, *clause.cue_phrase[:1]))
        if claimed or self._opens_or_ends_a_time(when):
            return None
        told = _day_told(words, clause, phrases)
        hours = any(token.lower_ in _HOURS or _CLOCK.search(token.text) for token in told)
        if told and not hours and tells(draft, told, Span(when.start, when.end)):
            return Day(phrase_of(told, self._days.of(clause.sentence)), when, when.earliest)
        day = Day("", when, when.earliest)
        return dataclasses.replace(day, text=day.plain) if day.is_short else None

    def _opens_or_ends_a_time(self, when: When) -> bool:
        """It is where a longer time begins or ends: "since Monday", "by Monday", but not "from Monday’s shipwreck"."""
        text = self._document.text
        owns = text[when.end : when.end + 2] in {"’s", "'s"}
        if _SINCE_EVENT.search(text[max(0, when.start - _LONGEST_EVENT) : when.start]):  # "the worst since the fire in 2012"
            return True
        return not owns and _SINCE.search(text[max(0, when.start - len("before the ")) : when.start]) is not None


def _there(claim: Claim, draft: Draft, words: Sequence[Token]) -> Spot | None:
    """The place of another sentence that the statement has for "there"."""
    if not any(word.lower_ == "there" for word in words):
        return None
    sentence = draft.clause.sentence
    place = next((one for one in claim.where if not sentence.start <= one.start < sentence.end), None)
    told = re.search(rf"\b(?:around|at|in|near|outside) (?:the )?{re.escape(place.text)}", claim.statement) if place else None
    return Spot(told[0], (place,)) if told is not None and place is not None else None


def _names(places: Iterable[Place]) -> list[frozenset[str]]:
    """The words of the names, without those that say what sort of place it is."""
    names = (frozenset(_NAME.findall(place.text)) for place in places)
    return [words - _SORTS or words for words in names if words]


def is_compared(event: Token, words: Sequence[Token]) -> bool:
    """It is another event: "twice as many as after the raid in May"."""
    return compares([token for token in words if event.i - _NEAR_BEFORE <= token.i < event.i])


def _is_told(event: Token, verb: Token, phrases: Phrases) -> bool:
    """It is told where or when the event was: "the fire in Lund", "an attack killed nine"; not "marched over the collapse"."""
    if governing_verb(event) == verb and (tells_happening(verb) or _is_event(verb)):
        return True
    beside = (token for child in event.rights if child.dep_ == "prep" for token in child.subtree)
    return any(token.i in phrases.placed or token.i in phrases.dated for token in beside)


def _words_of(event: Token, words: Sequence[Token]) -> Iterator[Token]:
    """What tells of an event: what the parse hangs on its noun, and what stands behind it up to a verb."""
    yield from event.subtree
    behind = (token for token in words if token.i > event.i)
    yield from itertools.takewhile(lambda token: token.pos_ not in {"VERB", "AUX"}, behind)


def _spot(claim: Claim, draft: Draft, words: Sequence[Token], phrases: Phrases) -> Spot | None:
    """The place of what the claim tells."""
    told = _place_told(words, draft.clause.head, phrases)
    where = tuple(place for place in claim.where if tells(draft, told, Span(place.start, place.end)))
    if not where:
        return None
    text, opener = phrase_of(told, {}), told[0]
    if is_on(opener) and is_happening(opener.head):  # "the attack on the port of Lund"
        hit = next((child for child in opener.rights if child.dep_ == "pobj"), opener)
        return Spot(f"{'at' if hit.lemma_ in SITES else 'in'} {text.partition(' ')[2]}", where)
    if opener.lower_ not in WHERE and not is_on(opener):
        struck = next((token for token in told if is_struck(token)), opener)
        return Spot(f"{'at' if struck.lemma_ in SITES else 'in'} {text}", where)
    named = next((child for child in opener.rights if child.dep_ == "pobj"), opener)
    aimed = opener.lower_ == "at" and named.pos_ == "PROPN" and named.ent_type_ != "FAC"  # "fired at Lund"
    return Spot(text if opener.lower_ in _BEING and not aimed else f"in {text.partition(' ')[2]}", where)


def _place_told(words: Sequence[Token], head: Token, phrases: Phrases) -> list[Token]:
    """Those of the words that say where; the preposition is wanting in "struck the town of Lund"."""
    found = [token for token in words if phrases.is_place(token) or (is_struck(token) and phrases.is_named(token))]
    found = [token for token in found if not (_is_of_actor(token) or _is_several(token) or _is_of_other(token))]
    found.sort(key=lambda token: (_is_of_police(token), token.head.i != head.i))
    own = {token.i for token in words}
    return next((phrase for opener in found if (phrase := _plain(opener, own, phrases))), _led(words, phrases))


#: What stands over a river, and is no more on it than what happened there.
_SPANNING = frozenset({"bridge", "dam", "footbridge", "viaduct"})


def _is_of_other(word: Token) -> bool:
    """It says where something else was: "killed nine, hours before a fire in Samara", "a bridge over the Pell".

    So of "launched from a base in Samara", which is not where that fell.
    """
    above = list(word.ancestors)
    leads = {token.lower_ for token in above}
    fired = "from" in leads and any(token.lemma_ in {"fire", "launch"} for token in above)
    return fired or word.head.lemma_ in _SPANNING or not leads.isdisjoint({"before", "until"})


def _is_several(opener: Token) -> bool:
    """It is in several places: "in Lund and Karsk", or in "cities from Lund to Karsk"."""
    noun = opener if opener.pos_ == "NOUN" else next((child for child in opener.rights if child.dep_ == "pobj"), opener)
    beside = [child for child in noun.rights if child.dep_ == "conj"] if noun.pos_ == "PROPN" else []
    if any(child.pos_ == "PROPN" or child.lemma_ in AREAS for child in beside):
        return True
    if noun.tag_ != "NNS" or noun.lemma_ not in AREAS:
        return False
    return any(child.dep_ == "prep" and child.lower_ == "from" for child in noun.rights)


def _plain(opener: Token, own: set[int], phrases: Phrases) -> list[Token]:
    """The phrase up to what it tells of days and deeds; none with numbers or owners in it, which are another's there."""
    phrase: list[Token] = []
    for token in opener.subtree:
        day = phrases.is_dated((token,) if token.dep_ != "prep" else (token, *token.rights))
        deed = (token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"amod", "compound"}) or token.dep_ in {"relcl", "acl"}
        aside = token.text == "," and token.nbor().i not in phrases.placed
        if token.i not in own or day or deed or aside:
            break
        if token.dep_ == "advmod" and token.head == opener and not phrase:  # "[deep] inside Tamarua"
            continue
        if token.like_num or token.tag_ == "PRP$":
            return []
        phrase.append(token)
    while phrase and phrase[-1].pos_ in _NEVER_LAST:
        phrase.pop()
    return phrase if any(token.i in phrases.placed for token in phrase) else []


def _led(words: Sequence[Token], phrases: Phrases) -> list[Token]:
    """A name with its preposition right before it, whatever the parse makes of them: "the shipwreck off Cape Roe"."""
    for index, (way, name) in enumerate(itertools.pairwise(words)):
        if (
            way.lower_ in WHERE
            and name.i == way.i + 1
            and name.i in phrases.placed
            and not (_is_of_actor(name) or _is_several(name) or _is_of_other(name) or _is_of_other(way))
        ):
            return [way, *itertools.takewhile(lambda token: token.i in phrases.placed, words[index + 1 :])]
    return []


def _is_of_actor(word: Token) -> bool:
    """It says where somebody is who acts: "the monitor in Lund recorded 119 strikes"; police and events are where they act."""
    actor = next((token for token in word.ancestors if token.dep_ == "nsubj" and token.head.i > word.i), None)
    if actor is None or is_happening(actor) or actor.lower_ == "police":
        return False
    return any(child.dep_ in _ACTED_ON for child in actor.head.rights)


def _is_of_police(opener: Token) -> bool:
    """It says where the police are, who act where they are: "police in the north broke up a blockade at the port of Lund"."""
    return opener.head.lower_ == "police" and opener.head.dep_ == "nsubj"


def _day_told(words: Sequence[Token], clause: Clause, phrases: Phrases) -> list[Token]:
    """Those of the words that say on which day."""
    own = {token.i for token in words}
    for phrase in phrases.of(clause):
        short = [token for token in phrase if token.i in own]
        while short and short[-1].pos_ in {"CCONJ", "PUNCT"}:
            short.pop()  # "flights were suspended overnight and three people died"
        more = any(token.pos_ in {"VERB", "AUX"} for token in short) or phrases.counts(short)
        if short and phrases.is_dated(short) and not (more or phrases.is_place(short[0]) or phrases.lasts(short)):
            return short
    return []


def _is_placed(words: Sequence[Token], clause: Clause, phrases: Phrases) -> bool:
    """The words say something of where it was, if by no name: "there", "in the market"."""
    if any(token.lower_ in HERE for token in words):
        return True
    ways = (phrase for phrase in phrases.of(clause) if phrase[0].lower_ in WHERE and phrase[2:])  # not "in return"
    return any(not any(token.like_num or token.ent_type_ or token.i in phrases.dated for token in phrase) for phrase in ways)


def is_use_of_arms(verb: Token) -> bool:
    """Something was done with weapons, by a verb that does not say what: "had used 188 drones"."""
    used = (child for child in verb.rights if child.dep_ == "dobj") if verb.lemma_ in {"deploy", "use"} else ()
    return any(thing.lemma_.lower() in _USED for thing in used)


def _is_event(verb: Token) -> bool:
    """The verb, or what it says something of, is an event: "the bus overturned", "a fire swept through the block"."""
    if verb.lemma_ in _EVENTS or is_use_of_arms(verb):
        return True
    if verb.i + 1 < len(verb.doc) and _EVENTS_BY_PHRASE.get(verb.lemma_) == verb.nbor().lower_:
        return True
    degrees = (state for child in verb.rights if child.dep_ == "attr" for state in child.rights)
    if any(word.lemma_ in _AFTERWARDS for word in (verb, *degrees)):
        return False  # "the fire was 15 percent contained on Monday"
    return any(child.dep_ in {*SUBJECTS, "dobj"} and child.lemma_ in HAPPENINGS | _GATHERINGS for child in verb.children)
