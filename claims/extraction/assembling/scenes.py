"""Where and when something happened that a sentence counts without saying so: what the story tells elsewhere, of the same event.

A story tells once that a market in Lund was bombed on Saturday, and then that 23 people were killed, 60 were hurt and nine pulled
from the rubble. What the same paragraph told last goes for these, or what the same speaker told last, and for a part what goes
for its whole; else what the opening tells, where the story knows one place alone, or one day. What happened in which of several
cities stays open, and so does what goes on for long, what courts do later, and what has become of people elsewhere.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Container, Sequence

from claims.extraction.assembling.bearers import Bearer, bearer_of
from claims.extraction.assembling.deeds import (
    is_ahead,
    is_done_by_people,
    is_habit,
    is_over,
    is_penalty,
    is_ruling,
    is_sum,
    leads_away,
    tells_beginning,
    tells_deed,
)
from claims.extraction.assembling.phrases import HERE, OTHERWISE
from claims.extraction.assembling.settings import (
    LASTING,
    MONTH,
    NIGHT,
    STREET_NAME,
    TOLLS,
    Day,
    Scene,
    Setting,
    Spot,
    is_use_of_arms,
)
from claims.extraction.assembling.story import BEGINNING, Story, first_day, turn_of
from claims.extraction.clauses import SUBJECTS, Clause, helpers_of
from claims.extraction.clauses import Place as ClausePlace
from claims.extraction.dates.words import MONTHS
from claims.extraction.drafts import Draft
from claims.extraction.drafts.draft import place
from claims.extraction.judging.kinds import is_scheduled
from claims.extraction.quantities.lexicon import ONES, TENS
from claims.extraction.quantities.measures import EVENT_MEASURES, FLYING, tells_blow, tells_happening
from claims.extraction.records import Claim, Figure, When
from claims.extraction.reference.countries import country_of
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import ALIKE_EVENTS, AREAS, ATTACKS, BODIES, HAPPENINGS, PERSONS, SITES, kind_of
from claims.extraction.text.document import Sentence
from claims.extraction.text.tokens import Token

#: "The dead" are those of whom was told in one of so many paragraphs before.
_CLOSE_BY = 2
#: What comes on another day than what it follows, or over weeks.
_OF_ANOTHER_DAY = frozenset({"charged", "convicted", "infected", "released"})
#: What goes on with what was told last, also in one sentence.
_MORE = frozenset("another other others more further additional".split())
#: What stands behind "of" before a whole; "tens of thousands of people" are no part.
_CALAMITIES = frozenset({"accident", "atrocity", "calamity", "catastrophe", "disaster", "incident", "tragedy"})
#: So often nothing happens on one day.
_OFTEN = 20
_POINTING = frozenset("another both earlier either neither previous second separate that these third those".split())
#: A sentence has seldom more figures than that.
_PARTS = 6
_WHOLES = frozenset("the them these those whom which its their his her our".split())
_HOSPITALS = frozenset({"clinic", "hospital", "infirmary", "morgue"})
_WIDE = frozenset({"abroad", "countrywide", "nationwide", "neighboring", "neighbouring", "worldwide"})
#: What is done about it, or turns out, some time after.
_LATER_ON = frozenset({"announce", "promise", "reappear", "return", "turn"})
#: What is done to the hurt is done in no street.
_IN_CARE = frozenset({"admit", "discharge", "examine", "operate", "treat"})
#: What is done "in return" is done to others.
_IN_TURN = frozenset({"reply", "response", "retaliation", "retaliatory", "return", "revenge"})
#: What is done in an attack.
_OF_ATTACKS = frozenset("damaged destroyed hit intercepted jammed killed launched".split())
#: Other nouns for one event.
_KINDS = (
    *ALIKE_EVENTS,
    frozenset({"accident", "collision", "crash", "derailment", "incident", "shipwreck", "sinking", "wreck"}),
)
#: So many of them lie in no town.
_SPREAD = (AREAS - SITES) | {"location", "place"}
#: The day of a story by its attack, which need not be the one that another claim is of.
_IN_ATTACK = re.compile(r"in an? .*\b(?:assault|attack|barrage|raid|strike|wave)s?$")
_WARS = frozenset({"conflict", "fighting", "insurgency", "offensive", "uprising", "war"})
_LASTING = frozenset({"continue", "drag", "last", "rage"})
_TWO_PLACES = re.compile(r"\band\b.*\b(?:at|in|near|on|outside)\b")
_AT_SEA = re.compile(r"\b(?:Channel|Gulf|Ocean|Sea|Strait)\b")
#: What stands on land.
_ON_LAND = frozenset("apartment block building clinic depot home hospital house school station warehouse".split())
#: "The day before" something else was somewhere else, as like as not.
_BESIDE_DAY = re.compile(r"(?:the )?(?:day|night|week) (?:after|before|earlier)|the (?:next|previous) day", re.IGNORECASE)
#: What a statement may begin with that another stage has put there.
_SMALL = frozenset("a an at by in nationwide on overnight since the there".split())
#: How a statement ends whose stop belongs to its last word.
_SHORTENED = re.compile(r"(?:\b[ap]\.m|\b[A-Z]\.[A-Z]|\b(?:Co|Inc|Jr|Ltd|Sr))\.$")
#: What people do in a place of which they then tell of another.
_MEETING = frozenset(
    """address arrive convene fly gather land lecture meet negotiate publish release say sit speak talk tell testify travel visit
    write""".split()
)
#: What is done, or is so of people, where they came to harm.
_HELPING = frozenset({"be", "carry", "count", "evacuate", "leave", "receive", "record", "remain", "search"})
#: Who tells of elsewhere, or whose deeds are.
_TELLERS = frozenset({"i", "they", "we"})
#: Who acts now here, now there, or from afar.
_MOVING = frozenset(
    """agency aircraft army battalion bomber brigade charity drone fighter force government helicopter insurgent jet militant
    military militia ministry missile navy rebel soldier troop vessel warplane""".split()
)
_OF_ARRESTS = frozenset("arrest confiscate detain discover find hold question raid recover search seize take".split())
#: What is done to one person after what that person did, and what is held after a death.
_ARRESTS = frozenset({"arrest", "bury", "capture", "detain", "extradite", "hold", "question"})
_RITES = frozenset({"burial", "ceremony", "funeral", "hearing", "inquest", "memorial", "trial", "vigil"})
#: What police and soldiers do, in which people come to harm: "fired at crowds, and 13 people were killed".
_FIRING = frozenset({"bomb", "fire", "shell", "shoot"})
_RESCUES = frozenset({"dig", "pull", "recover", "rescue", "retrieve"})
_REMAINS = frozenset({"body", "corpse", "remains"})
#: What lasts for days, and is told of on each.
_GOING_ON = LASTING | frozenset("blaze fire flood flooding hurricane offensive siege storm strike wildfire".split())
_FLOODS = frozenset({"flood", "flooding", "wildfire"})
#: Who is handed over at a border is told of again from wherever that led.
_TRADING = frozenset({"exchange", "swap", "trade"})
_DOWNED = frozenset("destroyed intercepted jammed lost".split())


def with_scenes(claims: Sequence[Claim], settings: Sequence[Setting]) -> list[Claim]:
    """The claims with where and when it was, as far as the story tells it elsewhere; what stays open says so."""
    return _Scenes(claims, settings).claims()


class _Scenes:
    def __init__(self, claims: Sequence[Claim], settings: Sequence[Setting]) -> None:
        self._claims = claims
        self._settings = settings
        #: When that was of which each sentence tells, by its paragraph and itself.
        self._times = {(one.paragraph, one.sentence): one.time for one in settings if one.time is not None}
        settings = [_lending(one) for one in settings]
        spoken = [(claim, one) for claim, one in zip(claims, settings, strict=True) if one.spot or one.day]
        opening = [one for claim, one in spoken if _tells(claim, one) or (one.sentence < BEGINNING and _is_occasion(one))]
        self._story = Story(opening, first_day(settings), turn_of(settings))
        self._told = [one for claim, one in spoken if _tells(claim, one) and not self._story.is_past(one.day)]
        self._ahead = _attacks_ahead(settings)
        self._is_of_arrest = bool(opening) and _is_arrest(opening[0])
        #: The day on which a court ruled, if the story is about that.
        ruled = [one.day for _, one in spoken if one.sentence < BEGINNING and one.day and is_ruling(one.draft.clause.head)]
        self._ruled = ruled[0] if ruled else None

    def claims(self) -> list[Claim]:
        """Goes through the claims in their order; what is filled in for one goes for those that go on from it."""
        filled: list[Claim] = []
        scenes: list[Scene] = []
        told: list[tuple[Setting, Scene]] = []
        for claim, setting, ahead in zip(self._claims, self._settings, self._ahead, strict=True):
            whole = claim.figure.part_of if claim.figure is not None else None
            bearer = bearer_of(claim, setting, self._claims[whole] if whole is not None else None)
            bearer = None if _points(setting) else bearer
            last = _last_of(told)
            if bearer is None:
                hangs = _hangs(setting, self._settings[len(filled) - 1]) if filled else False
                lent = self._lent(claim, setting, scenes, last) if not self._is_beside_past(claim, setting) else Scene()
                lent = Scene(None, scenes[-1].time) if hangs and claim.when is None else lent
                lent = dataclasses.replace(lent, time=lent.time or _day_of_attack(claim, setting, ahead))
                filled.append(_in_scene(claim, setting, lent))
            else:
                happened = bearer.open_note is not None  # not so of "31 of 40 wards", whose whole is told behind
                known = self._known(setting, bearer, told) if happened else Scene()
                if bearer.event is None and _is_apart(self._time_of_toll(filled, setting), known.time):
                    known = Scene()
                lent = scenes[whole] if whole is not None and whole < len(scenes) else known
                day = lent.time if claim.when is None and bearer.dated else None
                elsewhere = any(verb.dep_ == "relcl" for verb in setting.draft.clause.cue_phrase[:1])
                lent = Scene() if elsewhere else Scene(lent.spot if setting.spot is None else None, day)
                filled.append(_born(claim, bearer, lent))
            scenes.append(Scene(setting.spot or lent.spot, setting.time or lent.time))
            spot = None if setting.draft.clause.head.lemma_ in _TRADING else _of_one_place(scenes[-1].spot)
            scene = Scene(spot, None if _is_later(setting) else scenes[-1].time)
            if scene and _tells(claim, setting):
                told.append((setting, scene))
        return filled

    def _is_beside_past(self, claim: Claim, setting: Setting) -> bool:
        """Its sentence tells of what was long ago: "It happened in 1987, when a ship sank and 4,300 people died"."""
        return claim.when is None and any(map(self._story.is_of_past, setting.days)) and not _is_when(setting.draft.clause)

    def _known(self, setting: Setting, bearer: Bearer, told: Sequence[tuple[Setting, Scene]]) -> Scene:
        """What was told last of the same, else what the story tells; of an event, only where that was told of it."""
        if bearer.event is None and self._is_of_war(setting):
            return Scene()
        before = [one for one in self._told if one.sentence < setting.sentence and one.section == setting.section]
        told = [(one, scene) for one, scene in told if one.section == setting.section]
        near = [_near(setting, one, scene) for one, scene in told[-1:] if one.paragraph >= setting.paragraph - _CLOSE_BY]
        one_place = one_day = True
        if bearer.event is not None:
            before = [one for one in before if _is_of(bearer.event, one)]
            recent = [(one, scene) for one, scene in told if one.paragraph >= setting.paragraph - _CLOSE_BY]
            near = [_near(setting, one, scene) for one, scene in recent if _is_of(bearer.event, one)]
            one_place = _is_one([one.spot for one in before if one.spot])
            one_day = _is_one([one.day for one in before if one.day])
        if near and any(token.lemma_ in TOLLS for token in setting.words) and _is_by_another(setting, told[-1][0]):
            near = []  # "The charity counted 97 deaths along the river. … The ministry put the number of deaths at 112"
        spot = next((scene.spot for scene in near[::-1] if scene.spot), None)
        day = next((scene.time for scene in near[::-1] if scene.time), None)
        known = bool(before) and not self._story.is_past(day)
        far = self._story.scene_at(setting, blow=True) if known else Scene()
        spot, day = spot or far.spot, day or far.time
        here = told[-1][1].spot if told and told[-1][0].paragraph == setting.paragraph else None
        if bearer.event is not None and here is not None and spot is not None and not here.is_near(spot):
            return Scene()  # another place is told of, and maybe another fire
        return Scene(spot if one_place and not setting.labelled else None, day if one_day else None)

    def _is_of_war(self, setting: Setting) -> bool:
        """Its paragraph is about a war, which is of many days and places: "The war has killed 9,000. Half of the dead …"."""
        here = (one for one in self._settings if one.paragraph == setting.paragraph and one.sentence <= setting.sentence)
        sentences = {one.sentence: one.draft.clause.sentence.tokens for one in here}
        return any(token.lemma_ in _WARS and token.dep_ in SUBJECTS for tokens in sentences.values() for token in tokens)

    def _time_of_toll(self, before: Sequence[Claim], setting: Setting) -> When | None:
        """The time of whom the paragraph counted last as dead or hurt."""
        for index in reversed(range(len(before))):
            if self._settings[index].paragraph != setting.paragraph:
                return None
            if before[index].kind == "casualty":
                return before[index].when
        return None

    def _lent(self, claim: Claim, setting: Setting, scenes: Sequence[Scene], last: tuple[Setting, Scene] | None) -> Scene:
        """What the claim leaves open, and the story tells elsewhere."""
        figure = claim.figure
        if is_penalty(setting.draft.clause.head):
            other = setting.timed or setting.placed or any(token.lower_ in OTHERWISE for token in setting.draft.clause.tokens)
            other |= bool(setting.phrases.dated)  # "pleaded guilty in 2023 and was given a suspended sentence"
            return Scene(None, self._ruled if claim.when is None and not other else None)
        if (
            setting.follows
            or setting.is_beside
            or setting.draft.former
            or _began_with(setting.draft.clause)
            or _is_of_another_event(claim, setting)
        ):
            return Scene()
        spot = _lacks_spot(claim, setting)
        day = _lacks_day(claim, setting) and not _is_of_another_time(setting.draft.clause)
        if not (spot or day) or (setting.event and any(note.startswith("which ") for note in claim.ambiguous)):
            return Scene()
        if figure is not None and figure.part_of is not None and figure.part_of < len(scenes):
            whole = scenes[figure.part_of]
            return Scene(whole.spot if spot else None, whole.time if day else None)
        if any(token.lower_ in _IN_TURN and token.dep_ in {"amod", "pobj"} for token in setting.words):
            return Scene()
        verb, measures = setting.draft.clause.head, figure.measures if figure is not None else ()
        blow = tells_blow(verb) if figure is None else not EVENT_MEASURES.isdisjoint(measures)
        near = _near(setting, *last) if last is not None and _goes_on(setting, last[0]) else Scene()
        before = self._times.get((setting.paragraph, setting.sentence - 1))
        past = _is_by_the_way(setting.draft.clause) or self._story.is_past(near.time or before)
        far = Scene() if past else self._story.scene_at(setting, blow=blow)
        if verb.lemma_ not in _OF_ARRESTS:  # what somebody is arrested for was done before
            captives = last is not None and _is_of_captives(claim, last[0])
            near = Scene() if captives or (last is not None and _is_arrest(last[0])) else near
            far = Scene() if captives or self._is_of_arrest else far
        time = near.time or far.time
        more = any(token.lower_ in _MORE and token.nbor().lower_ != "than" for token in setting.draft.told)
        more |= last is not None and _are_blows(setting, last[0])
        spot = spot and not any(token.i in setting.phrases.placed for token in setting.words)  # where it is not, "before Lund"
        spot = spot and not _is_there(setting)
        spot = spot and (more or not setting.phrases.tell_place) and not _is_of_other_time(claim.when, time)
        spot = spot and not (claim.when is not None and _BESIDE_DAY.match(claim.when.text))  # "The day before, a convoy was hit"
        day = (
            day and (more or not setting.phrases.tell_day) and not (setting.tells_hours and time is not None and time.is_nightly)
        )
        spot = spot and not (_may_be_elsewhere(setting) or _is_wider(claim, setting) or (not blow and leads_away(verb)))
        if verb.lemma_ in _IN_CARE and near.spot is not None and STREET_NAME.search(near.spot.text) is not None:
            spot = False
        anew = last is not None and last[0].paragraph == setting.paragraph and last[0].event and _points(last[0])
        elsewhere = setting.placed or setting.spot is not None or (anew and near.spot is None)  # "A second raid hit a clinic"
        if elsewhere or (is_done_by_people(verb, measures) and not self._stay(setting, far.spot)):
            far = Scene(None, far.time)
        brought = "hospitalised" in measures and setting.tells_hours  # "patients had been brought in since the morning"
        if elsewhere and not self._story.is_of_one_place and not tells_blow(verb) and not brought:
            far = Scene()
        spots = (one for one in (near.spot, far.spot) if one is not None and spot)
        return Scene(next((one for one in spots if not _is_at_sea(one, setting)), None), near.time or far.time if day else None)

    def _stay(self, setting: Setting, spot: Spot | None) -> bool:
        """What was done to people, or for those who came to harm, was so in the only place of the story, if that is no site."""
        within = spot is not None and spot.text.startswith("in ") and self._story.is_of_one_place
        head = setting.draft.clause.head
        actors = [child for child in head.lefts if child.dep_ == "nsubj"]
        apart = any(word.lemma_.lower() in _MOVING or word.lower_ in _TELLERS for actor in actors for word in actor.subtree)
        return within and (not actors or (head.lemma_ in _IN_CARE | _RESCUES | _HELPING and not apart))


def _is_there(setting: Setting) -> bool:
    """What it is told with points at a place that is not named: "Three died there and 12 were hurt"."""
    head = setting.draft.clause.head
    return head.dep_ == "conj" and any(child.lower_ == "there" and child.tag_ == "RB" for child in head.head.rights)


def _is_at_sea(spot: Spot, setting: Setting) -> bool:
    """What stands on land was not there: "A ship was hit in the Red Sea. … two warehouses had been damaged"."""
    return _AT_SEA.search(spot.text) is not None and any(token.lemma_ in _ON_LAND for token in setting.words)


def _lending(setting: Setting) -> Setting:
    """The setting as it goes for others."""
    spot = None if setting.there or setting.draft.clause.head.lemma_ in _TRADING else _of_one_place(setting.spot)
    return dataclasses.replace(setting, time=None if _is_later(setting) else setting.time, spot=spot)


def _went_on(setting: Setting) -> bool:
    """It lasted for longer than the day that it began on: "erupted late on Friday and continued into the next morning"."""
    lasting = (token for token in setting.draft.clause.sentence.tokens if token.lemma_ in _LASTING)
    return any(child.lower_ in {"into", "through", "until"} for token in lasting for child in token.rights)


def _began_war(setting: Setting) -> bool:
    """It tells when a war began, which is not when its dead died: "the war, which erupted in April 2023"."""
    head = setting.draft.clause.head
    about = [head.head, *(child for child in head.lefts if child.dep_ in SUBJECTS)] if head.dep_ == "relcl" else head.lefts
    return tells_beginning(head) and any(noun.lemma_ in _WARS for noun in about)


def _of_one_place(spot: Spot | None) -> Spot | None:
    """The place, if it is one: not "in the Saratov region and an airfield in the Rostov region"."""
    return None if spot is not None and _TWO_PLACES.search(spot.text) is not None else spot


def _is_later(setting: Setting) -> bool:
    """Its day is not that of what happened, or not all of it.

    On it a fire grew that had begun before, or bodies were pulled from the ruins, or a fight began that went on into the next,
    or others are to meet on account of it, or "a dam broke, unleashing floods", in which people died later.
    """
    head = setting.draft.clause.head
    remains = head.lemma_ in _RESCUES and not setting.event and any(token.lemma_ in _REMAINS for token in setting.words)
    late = head.lemma_ == "die" and any(token.lower_ in {"injured", "wounded"} for token in setting.words)  # in hospital
    clause = setting.draft.clause
    if (
        _unleashes(head)
        or is_scheduled(clause)
        or setting.draft.former
        or remains
        or late
        or _went_on(setting)
        or _began_war(setting)
    ):
        return True
    goes_on = any(child.dep_ in SUBJECTS and child.lemma_ in _GOING_ON for child in head.lefts)
    return goes_on and not (tells_happening(head) or tells_beginning(head) or head.lemma_ == "report")


def _is_when(clause: Clause) -> bool:
    """It is told of a day that its sentence names: "the raid of 11 March, when the ministry reported 337 drones destroyed"."""
    verbs = [clause.head, *itertools.islice(clause.head.ancestors, 1)]
    return any(verb.dep_ == "relcl" and verb.head.lower_ in MONTHS for verb in verbs)


def _unleashes(verb: Token) -> bool:
    """It set going what kills for days: "a dam broke, unleashing floods"."""
    floods = (noun for noun in verb.sent if noun.i > verb.i and noun.lemma_ in _FLOODS)
    return any(noun.left_edge.i > verb.i and verb.doc[noun.i - 1].tag_ == "VBG" for noun in floods)


def _hangs(setting: Setting, before: Setting) -> bool:
    """It is told with the words of the claim before: "Two lines were cut, [leaving 90,000 without power]"."""
    clause, above = setting.draft.clause, before.draft.clause
    hangs = clause.parent is above and clause.head.tag_ == "VBG" and clause.place is ClausePlace.ADVERBIAL
    return hangs and setting.words[0] in above.tokens


def _is_of_another_time(clause: Clause) -> bool:
    """It was before or after what its sentence tells: "killed three, a day after two had died there"."""
    above = clause.head.ancestors if clause.chain else ()  # "came after the army said that a soldier had been shot"
    verbs = [clause.head] if clause.place is ClausePlace.ADVERBIAL else []
    verbs += [verb for verb in above if verb.dep_ in {"advcl", "conj"}]
    leads = (child.lower_ for verb in verbs for child in verb.lefts if child.dep_ == "mark")
    return any(word in {"after", "before", "since"} for word in leads)


def _began_with(clause: Clause) -> bool:
    """Something that still goes on began with it: "the war began when troops attacked Lund, killing 900"."""
    above = itertools.islice(clause.head.ancestors, 2) if clause.place is ClausePlace.ADVERBIAL else ()
    return any(verb.lemma_ in {"begin", "start"} and any(child.dep_ == "advcl" for child in verb.rights) for verb in above)


def _is_wider(claim: Claim, setting: Setting) -> bool:
    """It tells of so many towns, which lie in no town, or sums up, and not there alone.

    So of "hits were recorded at 19 locations", "880 have died since the war began", "all designated targets were hit".
    """
    counted = (token for token in setting.words if token.tag_ == "NNS" and token.lemma_ in _SPREAD)
    areas = claim.figure is not None and singular(claim.figure.of.rpartition(" ")[2].lower()) in _SPREAD
    areas |= any(child.dep_ == "nummod" for token in counted for child in token.lefts)
    subjects = [child for child in setting.draft.clause.head.lefts if child.dep_ in SUBJECTS]
    summed = any(child.lower_ in {"all", "every"} for subject in subjects for child in subject.lefts)
    areas |= summed and claim.figure is None
    return areas or any(token.lower_ == "since" and token.dep_ == "mark" for token in setting.words)


def _is_of_another_event(claim: Claim, setting: Setting) -> bool:
    """It is told of another event than that of the story, or of several: "in that attack", "3,000 times"."""
    figure = claim.figure
    often = figure is not None and figure.of.lower() == "times" and (figure.low or 0) >= _OFTEN
    return often or _points(setting)


def _points(setting: Setting) -> bool:
    """A word says which of several events it was, and the story does not: "in the second blast", "claimed either attack".

    So of the first of two: "Three people died and 20 were hurt in that attack".
    """
    behind = [one for child in setting.draft.clause.head.rights if child.dep_ == "conj" for one in child.subtree]
    words = [*setting.words, *(one for one in behind if one.dep_ == "pobj")]
    events = (token for token in words if token.lemma_ in HAPPENINGS or token.lemma_ in _CALAMITIES)
    return any(child.lower_ in _POINTING for event in events for child in event.lefts)


def _may_be_elsewhere(setting: Setting) -> bool:
    """It is told of a wider area or of another place than was told before: "across the region", "on the road outside Tariq"."""
    area = any(token.lemma_ in AREAS - SITES and token.dep_ == "pobj" for token in setting.words)
    wide = any(token.lower_ in _WIDE for token in setting.words)
    return setting.labelled or area or setting.names_place or wide


def _is_arrest(setting: Setting) -> bool:
    """Somebody is caught or buried, of whom no number is told; of a march that is held nobody is."""
    return setting.draft.clause.head.lemma_ in _ARRESTS and setting.draft.quantity is None and not setting.event


def _is_of_captives(claim: Claim, last: Setting) -> bool:
    """Whoever was captured somewhere with others tells that some of these are dead, who may have died anywhere."""
    killed = claim.figure is not None and "killed" in claim.figure.measures
    return killed and last.draft.clause.head.lemma_ == "capture"


def _last_of(told: Sequence[tuple[Setting, Scene]]) -> tuple[Setting, Scene] | None:
    """What was told last; where its sentence names several places for several figures, none of them goes for what follows."""
    if not told:
        return None
    last, scene = told[-1]
    if _is_one_of_several(last.draft):
        return last, Scene(None, scene.time)
    spots = [one.spot for setting, one in told[-_PARTS:] if setting.sentence == last.sentence and one.spot]
    return last, scene if not spots or _is_one(spots) else Scene(None, scene.time)


def _is_one_of_several(draft: Draft) -> bool:
    """Its sentence goes on to others elsewhere: "Four others were killed in Lund and two in a car on the coast"."""
    words = draft.clause.sentence.tokens
    if draft.quantity is None or [word.lower_ for word in words[1:2]] != ["others"]:
        return False
    return any(token.like_num and token.ent_type_ not in {"DATE", "TIME"} for token in words[2:])


def _near(setting: Setting, last: Setting, scene: Scene) -> Scene:
    """What was told last; a longer time than a day goes for the next sentence alone."""
    short = scene.time is None or scene.time.is_short or setting.sentence - last.sentence <= 1
    return scene if short else Scene(scene.spot)


def _is_by_another(setting: Setting, last: Setting) -> bool:
    """Others tell it than those who told what was told last, in a paragraph of their own."""
    return bool(setting.speakers and last.speakers) and setting.speakers != last.speakers and setting.paragraph != last.paragraph


def _is_one(told: Sequence[Spot] | Sequence[Day]) -> bool:
    """All of them are of one place, or of one day; of two fires neither is "the fire"."""
    return all(told[0].is_near(one) for one in told)  # type: ignore[arg-type]


def _attacks_ahead(settings: Sequence[Setting]) -> list[Setting | None]:
    """For each claim the attack that is told soon after it with its day, if no other day stands between."""
    found: list[Setting | None] = []
    ahead: Setting | None = None
    for setting in reversed(settings):
        if setting.day is not None:
            attack = any(token.lemma_ in ATTACKS and "the" in (left.lower_ for left in token.lefts) for token in setting.words)
            ahead = setting if attack else None
        found.append(ahead if ahead is not None and ahead.paragraph - setting.paragraph <= _CLOSE_BY else None)
    return found[::-1]


def _day_of_attack(claim: Claim, setting: Setting, ahead: Setting | None) -> Day | None:
    """Of what was fired the day of "the overnight attack" that it turns out to have been."""
    figure = claim.figure
    if ahead is None or figure is None or _OF_ATTACKS.isdisjoint(figure.measures) or not _lacks_day(claim, setting):
        return None
    return ahead.day


def _are_blows(setting: Setting, last: Setting) -> bool:
    """One sentence tells of both what was done to people or things: "one was killed in Lund, and two were wounded".

    So of what happened, and whom it hurt: "a bus overturned in Lund, and two were killed".
    """
    head = last.draft.clause.head
    told = tells_blow(head) or last.event or head.lemma_ in _FIRING
    return setting.sentence == last.sentence and tells_blow(setting.draft.clause.head) and told


def _lacks_spot(claim: Claim, setting: Setting) -> bool:
    if setting.spot or claim.where or not _happened(claim, setting):
        return False
    if claim.figure is not None and setting.draft.clause.head.lemma_ == "remain" and "hospitalised" in claim.figure.measures:
        return False  # the hospital may be anywhere
    if claim.figure is None and not tells_blow(setting.draft.clause.head):
        return False  # it began at noon, wherever
    if any(child.tag_ == "TO" for child in setting.draft.clause.head.lefts) and setting.draft.clause.head.tag_ == "VB":
        return False  # "has offered to return 90 captives"
    return not (_is_in_the_air(claim.figure) or any(token.lower_ in HERE or _is_way(token) for token in setting.words))


def _is_way(noun: Token) -> bool:
    """Somebody was between two places: "died on the way"."""
    return noun.lemma_ in {"journey", "way"} and noun.dep_ == "pobj" and noun.head.lower_ == "on"


def _is_in_the_air(figure: Figure | None) -> bool:
    """It was fired, who knows at what, or shot down, who knows over what."""
    if figure is None:
        return False
    flies = not FLYING.isdisjoint(word.lower().removesuffix("s") for word in figure.of.split())
    return "launched" in figure.measures or (flies and figure.part_of is None and not _DOWNED.isdisjoint(figure.measures))


def _lacks_day(claim: Claim, setting: Setting) -> bool:
    head = setting.draft.clause.head
    if claim.when or not _happened(claim, setting) or head.lemma_ in _LATER_ON:
        return False
    missing = claim.figure is not None and "missing" in claim.figure.measures  # which goes on
    told = tells_happening(head) or tells_deed(head) or is_use_of_arms(head) or (setting.tells_hours and tells_beginning(head))
    return not (missing or setting.timed or is_habit(head)) and told and is_over(head)


def _happened(claim: Claim, setting: Setting) -> bool:
    """The claim counts to whom or to what something happened at some place, on some day."""
    figure, head = claim.figure, setting.draft.clause.head
    if figure is None:
        told = tells_blow(head) or (setting.tells_hours and tells_beginning(head))
        return told and claim.stance != "denies" and is_over(head) and _is_told_itself(head)
    if figure.unit is not None or setting.draft.is_total or _is_on_list(figure):
        return False
    if not EVENT_MEASURES.intersection(figure.measures) and not (tells_deed(head) or is_use_of_arms(head)):
        return False
    if figure.part_of is not None and not (tells_happening(head) and head.text in claim.statement):
        return False  # "about 240 of the drones were decoys"
    return not (_OF_ANOTHER_DAY.intersection(figure.measures) or is_sum(head) or is_ahead(head))


def _is_on_list(figure: Figure) -> bool:
    """It counts what is written somewhere: "sixteen names had been counted twice"."""
    return singular(figure.of.rpartition(" ")[2].lower()) in {"entry", "name", "record", "signature"}


def _is_told_itself(verb: Token) -> bool:
    """It is neither to come, nor a sum, nor what a court does."""
    return not (is_sum(verb) or is_ahead(verb) or is_ruling(verb))


def _tells(claim: Claim, setting: Setting) -> bool:
    """Where and when the claim says that it was goes for what is told after it."""
    clause, figure = setting.draft.clause, claim.figure
    counts = figure is not None and bool(EVENT_MEASURES.intersection(figure.measures))
    opens = _opens_with_day(clause.sentence, setting.phrases.dated)  # "Overnight the fighting moved to the air"
    if not (setting.sentence == 0 or setting.event or counts or tells_happening(clause.head) or opens):
        return False
    if is_ruling(clause.head) or is_ahead(clause.head) or (clause.head.lemma_ in _MEETING and not (setting.event or counts)):
        return False
    if any(token.lemma_ in _RITES for token in setting.words):
        return False
    if _is_in_hospital(setting.words) or (
        figure is not None and (_is_part(setting.draft, figure) or "hospitalised" in figure.measures)
    ):
        return False
    return clause.place is not ClausePlace.ADVERBIAL or clause.head.tag_ == "VBG"  # "…, killing at least 80 people"


def _opens_with_day(sentence: Sentence, dated: Container[int]) -> bool:
    """Its first words are the day, "On Sunday police cleared the road"."""
    start = sentence.tokens.start
    return start in dated or (sentence.tokens[0].lower_ == "on" and start + 1 in dated)


def _is_occasion(setting: Setting) -> bool:
    """An event is told as that on which something else was so: "nine hours after the ferry sank off Cape Roe"; not "while"."""
    clause = setting.draft.clause
    if _began_with(clause) or any(child.dep_ == "mark" and child.lower_ == "while" for child in clause.head.lefts):
        return False
    happened = setting.event or tells_happening(clause.head)
    return clause.place is ClausePlace.ADVERBIAL and happened and not is_ahead(clause.head)


def _is_in_hospital(words: Sequence[Token]) -> bool:
    """Somebody is at a hospital, which is not what was hit."""
    return any(_is_hospital(token) and _whole_of_list(token).dep_ not in {"dobj", "nsubjpass"} for token in words)


def _whole_of_list(noun: Token) -> Token:
    """What it is told with: of "a row of shops and a clinic" the row."""
    while noun.dep_ == "conj" or (noun.dep_ == "pobj" and noun.head.lower_ == "of"):
        noun = noun.head if noun.dep_ == "conj" else noun.head.head
    return noun


def _is_hospital(noun: Token) -> bool:
    """It is one by its own word, or a "medical centre"."""
    named = noun.lemma_.lower()
    return named in _HOSPITALS or (named in {"center", "centre"} and noun.i > 0 and noun.nbor(-1).lower_ == "medical")


def _is_part(draft: Draft, figure: Figure) -> bool:
    """It counts some of what was told before, and where these were says nothing of the rest: "44 of the deaths"."""
    quantity = draft.quantity
    if quantity is None or figure.part_of is not None or quantity.relative or draft.part or draft.subset:
        return True
    behind = [token for token in draft.told if place(draft.clause, token) > quantity.span.end][:2]
    return [token.lower_ for token in behind[:1]] == ["of"] and any(token.lower_ in _WHOLES for token in behind[1:])


def _goes_on(setting: Setting, last: Setting) -> bool:
    """It stands in the same paragraph, or in the next and is said by the same people."""
    same = bool(setting.speakers) and setting.speakers == last.speakers and setting.section == last.section
    return setting.paragraph == last.paragraph or (same and setting.paragraph == last.paragraph + 1)


def _is_of_other_time(when: When | None, day: Day | None) -> bool:
    """The claim tells a time of its own: a longer one, or another day."""
    if when is None:
        return False
    if when.earliest is None or when.latest is None or when.latest - when.earliest > NIGHT:
        return True
    return day is not None and abs(when.earliest - day.earliest) > NIGHT


def _is_apart(when: When | None, day: Day | None) -> bool:
    """The one time is far longer, or another: "1,870 deaths in 2025. More than 620 of the victims were civilians"."""
    if when is None or day is None or when.earliest is None or when.latest is None:
        return False
    apart = when.latest < day.earliest or (day.when.latest or day.earliest) < when.earliest
    return apart or (day.is_short and when.latest - when.earliest > MONTH)


def _is_by_the_way(clause: Clause) -> bool:
    """It is told of somebody in passing: "whose mother had died", "seizing seven districts"."""
    return clause.place is ClausePlace.RELATIVE or (clause.head.tag_ == "VBG" and not helpers_of(clause.head))


def _in_scene(claim: Claim, setting: Setting, scene: Scene) -> Claim:
    """The claim with the words of the scene behind its own."""
    if not scene:
        return claim
    where = scene.spot.where if scene.spot else claim.where
    if scene.spot is not None:
        claim = _with_city(claim, scene.spot)
        scene = Scene(None if _is_named(claim, scene.spot) else scene.spot, scene.time)
    if scene.time is not None and _IN_ATTACK.match(scene.time.text):
        scene = Scene(scene.spot, dataclasses.replace(scene.time, text=scene.time.plain))
    text = claim.statement if _SHORTENED.search(claim.statement) else claim.statement.removesuffix(".")
    stop = "" if text.endswith(".") else "."
    head = setting.draft.clause.head
    behind = text[max(text.find(head.text), 0) + len(head.text) :]
    more = [child for child in head.rights if child.dep_ in {"advcl", "conj"} and f" {child.text}" in behind]
    set_off = ", " if scene.spot and "," in scene.spot.text else " "  # "in the capital, Lund, on Friday"
    words = set_off.join(one.text for one in (scene.spot, scene.time) if one)
    # a hospital may be elsewhere, and what else is told another time: "In Lund, nine were taken to hospital"
    counted = setting.draft.clause.cue_phrase  # "counted 23 bodies in Lund"
    if words and not counted and ((scene.spot and _is_in_hospital(setting.words)) or more or ", " in behind):
        statement = f"{led_by(words, text, setting)}{stop}"
    else:
        statement = f"{text} {words}." if words else claim.statement
    return dataclasses.replace(
        claim,
        statement=statement,
        when=scene.time.when if scene.time else claim.when,
        where=where,
    )


def led_by(words: str, statement: str, setting: Setting) -> str:
    """The statement with these words before it: "In Lund, two were hurt"."""
    return f"{words[0].upper()}{words[1:]}, {uncapitalised(statement, setting)}"


def uncapitalised(statement: str, setting: Setting) -> str:
    """The statement as it goes on behind other words, unless it begins with a name."""
    first, _, behind = statement.partition(" ")
    low = first.lower().partition("-")[0].removesuffix(",")
    plain = behind[:1].islower()
    small = low in _SMALL or (low in ONES.keys() | TENS.keys() and plain)
    small |= singular(low) in PERSONS | BODIES and plain  # the model takes "Prosecutors" for a name
    small |= any(token.lower_ == low and token.pos_ != "PROPN" and not _is_of_name(token) for token in setting.words)
    return statement[0].lower() + statement[1:] if small else statement


def _is_of_name(word: Token) -> bool:
    """It is one, or is made of one: "Labour", "Russian losses"."""
    return word.ent_type_ in {"FAC", "GPE", "LOC", "NORP", "ORG", "PERSON"} or country_of(word.text) is not None


def _with_city(claim: Claim, spot: Spot) -> Claim:
    """The claim with the place for "the city", where nothing else says which that is."""
    name = spot.where[-1].text
    for area in ("city", "town"):
        note = f"which {area} “the {area}” is"
        if note in claim.ambiguous and spot.city:
            statement = re.sub(rf"\b[Tt]he {area}\b", name, claim.statement, count=1)
            return dataclasses.replace(claim, statement=statement, ambiguous=tuple(one for one in claim.ambiguous if one != note))
    return claim


def _is_named(claim: Claim, spot: Spot) -> bool:
    """The statement has the place already, in the words for "the attack": "the rocket attack on the port of Lund"."""
    return any(place.text in claim.statement for place in spot.where)


def _is_of(event: str, told: Setting) -> bool:
    """The event was told there: the fire by its name, an attack also by what it did."""
    return not kind_of(event, _KINDS).isdisjoint(told.events) or (event in ATTACKS and tells_blow(told.draft.clause.head))


def _born(claim: Claim, bearer: Bearer, scene: Scene) -> Claim:
    """The claim with the words of the scene behind the noun that they belong to."""
    settled = _with_city(claim, scene.spot) if scene.spot else claim
    if not settled.statement.startswith(claim.statement[: bearer.end]):  # "the number of wounded in the city"
        bearer = dataclasses.replace(bearer, end=bearer.end + len(settled.statement) - len(claim.statement))
    claim = settled
    text, words = claim.statement, [scene.spot.text] if scene.spot and not _is_named(claim, scene.spot) else []
    if scene.time:
        again = bearer.event is not None and bearer.event in scene.time.text  # "in the overnight attack"
        words.append(scene.time.plain if again else scene.time.text)
    if not words:
        if bearer.open_note is None or claim.where or claim.when or bearer.open_note in claim.ambiguous:
            return claim
        return dataclasses.replace(claim, ambiguous=(*claim.ambiguous, bearer.open_note))
    set_off = "," if scene.spot and "," in scene.spot.text else ""  # "in the capital, Lund, on Friday"
    told = f"{set_off} ".join(words) + (set_off if len(words) == 1 and bearer.end < len(text) - 1 else "")
    led = f" {bearer.led_by}" if bearer.led_by else ""
    return dataclasses.replace(
        claim,
        statement=f"{text[: bearer.end]}{led} {told}{text[bearer.end :]}",
        when=scene.time.when if scene.time and bearer.then else claim.when,
        where=(*claim.where, *scene.spot.where) if scene.spot else claim.where,
        ambiguous=tuple(note for note in claim.ambiguous if note != bearer.open_note),
    )
