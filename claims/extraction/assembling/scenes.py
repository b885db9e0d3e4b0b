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
from collections.abc import Sequence

from claims.extraction.assembling.bearers import Bearer, bearer_of
from claims.extraction.assembling.deeds import is_done_by_people, is_penalty, is_ruling, leads_away
from claims.extraction.assembling.lacking import lacks_day, lacks_spot
from claims.extraction.assembling.lending import RESCUES, WARS, began_with, is_occasion, lending, lent_by, tells
from claims.extraction.assembling.phrases import OTHERWISE
from claims.extraction.assembling.scene_words import born, in_scene
from claims.extraction.assembling.settings import (
    MONTH,
    NIGHT,
    STREET_NAME,
    TOLLS,
    Day,
    Scene,
    Setting,
    Spot,
)
from claims.extraction.assembling.story import BEGINNING, Story, first_day, turn_of
from claims.extraction.attribution.cues import NAMING
from claims.extraction.clauses import SUBJECTS, Clause, helpers_of
from claims.extraction.clauses import Place as ClausePlace
from claims.extraction.dates.words import MONTHS
from claims.extraction.drafts import Draft
from claims.extraction.quantities.measures import EVENT_MEASURES, tells_blow
from claims.extraction.records import Claim, When
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import ALIKE_EVENTS, AREAS, ATTACKS, HAPPENINGS, SITES, kind_of

#: "The dead" are those of whom was told in one of so many paragraphs before.
_CLOSE_BY = 2
#: What "the same" of them is was told before.
_SPANS = frozenset("day evening hour month morning night period quarter span stretch time week year".split())
#: What goes on with what was told last, also in one sentence.
_MORE = frozenset("another other others more further additional".split())
#: What a happening is called when it is looked back on.
_CALAMITIES = frozenset({"accident", "atrocity", "calamity", "catastrophe", "disaster", "incident", "tragedy"})
#: So often nothing happens on one day.
_OFTEN = 20
_POINTING = frozenset("another both earlier either neither previous second separate that these third those".split())
#: A sentence has seldom more figures than that.
_PARTS = 6
_WIDE = frozenset({"abroad", "countrywide", "nationwide", "neighboring", "neighbouring", "worldwide"})
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
_AT_SEA = re.compile(r"\b(?:Channel|Gulf|Ocean|Sea|Strait)\b")
#: What stands on land.
_ON_LAND = frozenset("apartment block building clinic depot home hospital house school station warehouse".split())
#: "The day before" something else was somewhere else, as like as not.
_BESIDE_DAY = re.compile(r"(?:the )?(?:day|night|week) (?:after|before|earlier)|the (?:next|previous) day", re.IGNORECASE)
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
#: What is done to one person after what that person did.
_ARRESTS = frozenset({"arrest", "bury", "capture", "detain", "extradite", "hold", "question"})
#: What police and soldiers do, in which people come to harm: "fired at crowds, and 13 people were killed".
_FIRING = frozenset({"bomb", "fire", "shell", "shoot"})


def with_scenes(claims: Sequence[Claim], settings: Sequence[Setting]) -> list[Claim]:
    """The claims with where and when it was, as far as the story tells it elsewhere; what stays open says so."""
    return _Scenes(claims, settings).claims()


class _Scenes:
    def __init__(self, claims: Sequence[Claim], settings: Sequence[Setting]) -> None:
        self._claims = claims
        self._settings = settings
        #: When that was of which each sentence tells, by its paragraph and itself.
        self._times = {(one.paragraph, one.sentence): one.time for one in settings if one.time is not None}
        settings = [lending(one) for one in settings]
        spoken = [(claim, one) for claim, one in zip(claims, settings, strict=True) if one.spot or one.day]
        opening = [one for claim, one in spoken if tells(claim, one) or (one.sentence < BEGINNING and is_occasion(one))]
        self._story = Story(opening, first_day(settings), turn_of(settings))
        self._told = [one for claim, one in spoken if tells(claim, one) and not self._story.is_past(one.day)]
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
                filled.append(in_scene(claim, setting, lent))
            else:
                happened = bearer.open_note is not None  # not so of "31 of 40 wards", whose whole is told behind
                known = self._known(setting, bearer, told) if happened else Scene()
                if bearer.event is None and _is_apart(self._time_of_toll(filled, setting), known.time):
                    known = Scene()
                lent = scenes[whole] if whole is not None and whole < len(scenes) else known
                day = lent.time if claim.when is None and bearer.dated else None
                elsewhere = any(verb.dep_ == "relcl" for verb in setting.draft.clause.cue_phrase[:1])
                lent = Scene() if elsewhere else Scene(lent.spot if setting.spot is None else None, day)
                filled.append(born(claim, bearer, lent))
            scenes.append(Scene(setting.spot or lent.spot, setting.time or lent.time))
            scene = lent_by(setting, scenes[-1])
            if scene and tells(claim, setting):
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
            long_ago = not before or before[-1].paragraph < setting.paragraph - _CLOSE_BY
            if bearer.several and long_ago and not any(_are_several(bearer.event, one) for one in before):
                return Scene()  # "Drones struck the port of Lund. … Oil output has fallen by a tenth since the attacks began"
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
        return any(token.lemma_ in WARS and token.dep_ in SUBJECTS for tokens in sentences.values() for token in tokens)

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
            or began_with(setting.draft.clause)
            or any(token.lemma_ in NAMING for token in setting.draft.clause.cue_phrase[:1])
            or _is_of_another_event(claim, setting)
        ):
            return Scene()
        spot = lacks_spot(claim, setting)
        day = lacks_day(claim, setting) and not _is_of_another_time(setting.draft.clause)
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
        told_so = setting.phrases.tell_day and not (more and not _tells_day_behind(setting))
        day = day and not told_so and not (setting.tells_hours and time is not None and time.is_nightly)
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
        return within and (not actors or (head.lemma_ in _IN_CARE | RESCUES | _HELPING and not apart))


def _tells_day_behind(setting: Setting) -> bool:
    """What came of it is told with its day: "pulled two more bodies out, bringing the toll to 19 on Monday"."""
    hanging = (child for child in setting.draft.clause.head.rights if child.dep_ == "advcl" and child.tag_ == "VBG")
    return any(setting.phrases.is_dated(child.subtree) for child in hanging)


def _is_there(setting: Setting) -> bool:
    """What it is told with points at a place that is not named: "Three died there and 12 were hurt"."""
    head = setting.draft.clause.head
    return head.dep_ == "conj" and any(child.lower_ == "there" and child.tag_ == "RB" for child in head.head.rights)


def _is_at_sea(spot: Spot, setting: Setting) -> bool:
    """What stands on land was not there: "A ship was hit in the Red Sea. … two warehouses had been damaged"."""
    return _AT_SEA.search(spot.text) is not None and any(token.lemma_ in _ON_LAND for token in setting.words)


def _is_when(clause: Clause) -> bool:
    """It is told of a day that its sentence names: "the raid of 11 March, when the ministry reported 337 drones destroyed"."""
    verbs = [clause.head, *itertools.islice(clause.head.ancestors, 1)]
    return any(verb.dep_ == "relcl" and verb.head.lower_ in MONTHS for verb in verbs)


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
    same = any(token.lower_ == "same" and token.head.lemma_ in _SPANS for token in setting.words)  # "in the same period"
    return often or same or _points(setting)


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
    if (
        ahead is None
        or figure is None
        or _tells_day_behind(setting)
        or _OF_ATTACKS.isdisjoint(figure.measures)
        or not lacks_day(claim, setting)
    ):
        return None
    return ahead.day


def _are_blows(setting: Setting, last: Setting) -> bool:
    """One sentence tells of both what was done to people or things: "one was killed in Lund, and two were wounded".

    So of what happened, and whom it hurt: "a bus overturned in Lund, and two were killed".
    """
    head = last.draft.clause.head
    told = tells_blow(head) or last.event or head.lemma_ in _FIRING
    return setting.sentence == last.sentence and tells_blow(setting.draft.clause.head) and told


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


def _are_several(event: str, told: Setting) -> bool:
    """Several of those were told there in the noun's own kind: "Strikes hit Lund"."""
    return any(token.tag_ == "NNS" and token.lemma_ in kind_of(event, _KINDS) for token in told.draft.clause.sentence.tokens)


def _is_of(event: str, told: Setting) -> bool:
    """The event was told there: the fire by its name, an attack also by what it did."""
    return not kind_of(event, _KINDS).isdisjoint(told.events) or (event in ATTACKS and tells_blow(told.draft.clause.head))
