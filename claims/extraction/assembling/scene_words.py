"""How a statement tells where and when it was, once the story has told it."""

from __future__ import annotations

import dataclasses
import re

from claims.extraction.assembling.bearers import Bearer
from claims.extraction.assembling.lending import is_in_hospital
from claims.extraction.assembling.settings import Scene, Setting, Spot
from claims.extraction.quantities.lexicon import ONES, TENS
from claims.extraction.records import Claim
from claims.extraction.reference.countries import country_of
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import BODIES, PERSONS
from claims.extraction.text.tokens import Token

#: The day of a story by its attack, which need not be the one that another claim is of.
_IN_ATTACK = re.compile(r"in an? .*\b(?:assault|attack|barrage|raid|strike|wave)s?$")
#: What a statement may begin with that another stage has put there.
_SMALL = frozenset("a an at by in nationwide on overnight since the there".split())
#: How a statement ends whose stop belongs to its last word.
_SHORTENED = re.compile(r"(?:\b[ap]\.m|\b[A-Z]\.[A-Z]|\b(?:Co|Inc|Jr|Ltd|Sr))\.$")


def in_scene(claim: Claim, setting: Setting, scene: Scene) -> Claim:
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
    inner = _ends_in_relative(setting, text)  # "hit men who were preparing to attack"
    set_off = ", " if scene.spot and "," in scene.spot.text else " "  # "in the capital, Lund, on Friday"
    words = set_off.join(one.text for one in (scene.spot, scene.time) if one)
    # a hospital may be elsewhere, and what else is told another time: "In Lund, nine were taken to hospital"
    counted = setting.draft.clause.cue_phrase  # "counted 23 bodies in Lund"
    if words and not counted and ((scene.spot and is_in_hospital(setting.words)) or more or inner or ", " in behind):
        statement = f"{led_by(words, text, setting)}{stop}"
    else:
        statement = f"{text} {words}." if words else claim.statement
    return dataclasses.replace(
        claim,
        statement=statement,
        when=scene.time.when if scene.time else claim.when,
        where=where,
    )


def _ends_in_relative(setting: Setting, text: str) -> bool:
    """The last words tell more of somebody or something: "hit men [who were preparing to attack]"."""
    last = next((token for token in reversed(setting.draft.told) if not token.is_punct), None)
    if last is None or not text.endswith(last.text):
        return False
    head = setting.draft.clause.head
    return any(one.dep_ == "relcl" and one != head and head.is_ancestor(one) for one in (last, *last.ancestors))


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


def born(claim: Claim, bearer: Bearer, scene: Scene) -> Claim:
    """The claim with the words of the scene behind the noun that they belong to."""
    settled = _with_city(claim, scene.spot) if scene.spot else claim
    if not settled.statement.startswith(claim.statement[: bearer.end]):  # "the number of wounded in the city"
        bearer = dataclasses.replace(bearer, end=bearer.end + len(settled.statement) - len(claim.statement))
    claim = settled
    if scene.spot and bearer.led_by == "launched":
        scene = Scene(None, scene.time)  # where they flew to is not where they were launched
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
