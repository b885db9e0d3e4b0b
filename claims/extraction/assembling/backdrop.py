"""What a statement has from its story as a whole: the land in which that is set, and the day of which it tells.

A budget or a number of patients is that of the land, unless its sentence tells of another; of what happened in one place only
the land is known. What is so, or has come to be so, is so on the day of publication.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence

from claims.extraction.assembling.deeds import is_repeated
from claims.extraction.assembling.phrases import HERE
from claims.extraction.assembling.scene_words import led_by
from claims.extraction.assembling.settings import Setting
from claims.extraction.clauses import SUBJECTS, first_of, helpers_of
from claims.extraction.dates.words import CALENDAR
from claims.extraction.quantities.measures import FLYING, tells_happening
from claims.extraction.quantities.units import TIME_UNITS
from claims.extraction.records import Claim, Place
from claims.extraction.reference.countries import DEFINITE, country_of
from claims.extraction.reference.lands import NATIONAL, is_made_of
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import HAPPENINGS, RULING
from claims.extraction.statements.telling_days import written
from claims.extraction.text.tokens import Token, Tokens

_PLACES = frozenset({"GPE", "LOC", "NORP"})
#: Words of what is elsewhere, or everywhere.
_ABROAD = frozenset(
    """abroad bloc crude elsewhere foreign foreigner global globally international neighbouring neighboring oil overseas world
    worldwide""".split()
)
#: Who knows what "the number was 16" counts, or "Sixteen."?
_COUNTS_NOTHING = re.compile(r"The (?:count|figure|number|tally|toll|total) (?:is|was)\b|\S+\.$")
#: Who speaks may be elsewhere, and what stands for something else may stand for what is elsewhere.
_WE = re.compile(r"\b(?:I|[Mm]y|[Oo]ur|[Uu]s|[Ww]e)\b")
_STANDING = re.compile(r"(?:That|These|This|Those)\b")
_OPEN_PRONOUN = re.compile(r"who or what “(?:h|sh|it|the[imy]|his)", re.IGNORECASE)
#: What a land has one of, by its noun alone.
_ONE = RULING | {"capital", "country", "nation", "state"}
_NATIONAL_BODY = re.compile(rf"\b[Tt]he (?:{'|'.join(sorted(NATIONAL))}) (\w+)")
_ASKED = re.compile(r"which (\w+) “the (\w+)” (?:is|are)")
#: What a company has, or loses.
_OF_FIRMS = frozenset(
    """backlog booking debt delivery dividend earning ebitda fleet headcount income liquidity loss margin order output production
    profit revenue sale share turnover workforce""".split()
)
_WHOLLY = frozenset("adjusted annual core first-quarter gross half-year net operating pre-tax quarterly total underlying".split())
#: Of these the figures may be, and not of the company.
_OTHER_FIRMS = frozenset("association competitor industry market office rival sector supplier union".split())
_NAMED = frozenset({"GPE", "LOC", "NORP", "ORG"})
#: What is as long as that is so anywhere: "the video lasts 47 seconds".
_LENGTHS = TIME_UNITS | {"centimetre", "foot", "kilometre", "metre", "mile", "yard"}
#: A name, but no first word.
_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-zß-ÿ]+(?=\b(?!-))")
#: What happened somewhere in a land, and is not so in all of it.
_OF_ONE_PLACE = frozenset({"casualty", "damage", "detention", "displacement", "weapons"})
_OF_ANYWHERE = frozenset({"event", "statement", "statistic"})
#: What may be so of people on one day, and not on the next.
_OF_PEOPLE = frozenset({"casualty", "detention", "displacement"})
#: What is no state of that day: "if 12 have been hurt", "two are hurt per hour".
_SUPPOSED = re.compile(r"\b(?:[Aa]verage|each|every|film|[Ii]f|law|novel|per|simulation|when|whenever)\b")
_PERFECT = frozenset({"has", "have", "'ve", "’ve"})


@dataclasses.dataclass(frozen=True, slots=True)
class Backdrop:
    """The land in which a story is set, or the company that it is about, and its day of publication, as far as they are known."""

    home: Place | None
    firm: str | None
    published: dt.date | None

    def behind(
        self, claim: Claim, setting: Setting, notes: Collection[str], lacks: Collection[str], *, named: bool
    ) -> tuple[Claim, list[str], list[str]]:
        """The claim with what it has from the story, with what is then left of its notes, and of the words for what it lacks.

        ``lacks`` holds "where" and "when", as far as the statement does not tell them; nobody is ``named`` in it, or somebody.
        """
        words, notes, lacks = [], list(notes), list(lacks)
        home = self.home
        settled = [note for note in notes if _asks_of_land(note, claim.statement)] if home is not None else []
        asked = "where" in lacks or bool(settled) or not named
        if home is not None and asked and _is_at_home(claim, setting, notes, home):
            words.append(_in_land(home))
            claim = dataclasses.replace(claim, where=(*claim.where, home))
            notes = [note for note in notes if note not in settled]
            happened = claim.kind in _OF_ONE_PLACE or tells_happening(setting.draft.clause.head)
            lacks = [f"where {words[0]}" if lack == "where" else lack for lack in lacks if lack != "where" or happened]
        if self.firm is not None and _is_of_firm(claim, setting, notes, self.firm):
            words.append(f"at {self.firm}")
            notes = [note for note in notes if not (note.startswith("whose ") or _asked(note) in _OF_FIRMS)]
            lacks = [lack for lack in lacks if lack != "where"]
        if self.published is not None and "when" in lacks and _is_so_by_now(claim, setting, notes):
            words.append(f"as of {written(self.published, self.published)}")
            if not _names_event(setting):  # whose own day may still be wanted
                lacks.remove("when")
        if words:
            claim = dataclasses.replace(claim, statement=led_by(" ".join(words), claim.statement, setting))
        return claim, notes, lacks


def _in_land(home: Place) -> str:
    return f"in the {home.text}" if home.text in DEFINITE else f"in {home.text}"


def _asked(note: str) -> str | None:
    """Which noun a note asks of, "which margin “the margin” is", in the singular."""
    asked = _ASKED.fullmatch(note)
    return singular(asked[1]) if asked is not None else None


def _asks_of_land(note: str, statement: str) -> bool:
    """The note asks what is known with the land: which government "the government" is, or "the health ministry"."""
    asked = _ASKED.fullmatch(note)
    if asked is None:
        return False
    return asked[1] in _ONE or any(found[1] == asked[2] for found in _NATIONAL_BODY.finditer(statement))


def _may_be_of_anywhere(claim: Claim, notes: Iterable[str]) -> bool:
    """It is told aloud, by who may be anywhere, or of a thing that no land is known by: "the video". Not so of people's fates."""
    if claim.kind not in _OF_ANYWHERE:
        return False
    things = (note for note in notes if _ASKED.fullmatch(note) is not None and not _asks_of_land(note, claim.statement))
    return any(link.mode == "direct" for link in claim.attribution) or next(things, None) is not None


def _is_at_home(claim: Claim, setting: Setting, notes: Iterable[str], home: Place) -> bool:
    """It counts something, and neither it nor its sentence tells of a place elsewhere, or of the speaker's own."""
    if claim.figure is None or _COUNTS_NOTHING.match(claim.statement):
        return False
    if _WE.search(claim.statement) or _STANDING.match(claim.statement) or claim.figure.unit in _LENGTHS:
        return False
    flies = not FLYING.isdisjoint(singular(word) for word in claim.figure.of.lower().split())
    if flies or _may_be_of_anywhere(claim, notes) or any(_OPEN_PRONOUN.match(note) for note in notes):
        return False  # who knows over what it flew
    there = any(token.lower_ in HERE and token.tag_ != "EX" for token in setting.words)
    if home.text in claim.statement or setting.phrases.placed or setting.names_place or there:
        return False
    sentence = setting.draft.clause.sentence.tokens
    near = [*_before(sentence), *sentence]
    named = {token.text for token in sentence if token.ent_type_ in _PLACES} | {
        token.text
        for token in near
        if token.ent_type_ == "NORP"
        or country_of(token.text) is not None
        or (token.dep_ == "pobj" and token.pos_ == "PROPN" and token.lower_ not in CALENDAR)
    }
    elsewhere = any(name != home.text and not is_made_of(name, home.text) for name in named)
    if elsewhere or any(token.lemma_.lower() in _ABROAD for token in near):
        return False
    own = {token.text for token in sentence}
    return all(word in own for word in _CAPITAL.findall(claim.statement))  # no name of another sentence


def _before(sentence: Tokens) -> Sequence[Token]:
    """The sentence before it in its paragraph; none before the first."""
    doc = sentence.doc
    return doc[sentence.start - 1].sent if sentence.start else ()


def _is_of_firm(claim: Claim, setting: Setting, notes: Iterable[str], firm: str) -> bool:
    """It counts what a company has, and no other company, nor any place, is told of in its sentence."""
    if claim.figure is None or _WE.search(claim.statement) or firm.partition(" ")[0] in claim.statement:
        return False
    if any(_OPEN_PRONOUN.match(note) for note in notes):
        return False
    sentence = setting.draft.clause.sentence.tokens
    subjects = (child for child in setting.draft.clause.head.lefts if child.dep_ in SUBJECTS)
    owned = any(child.lemma_.lower() in _OF_FIRMS and _is_plain(child) for child in subjects)
    near = [*_before(sentence), *sentence]
    named = (token for token in near if token.pos_ == "PROPN" and token.ent_type_ in _NAMED)
    others = any(token.text not in firm.split() and not _is_by(token) for token in named)
    return owned and not (others or setting.phrases.placed or any(token.lemma_.lower() in _OTHER_FIRMS for token in near))


def _is_by(name: Token) -> bool:
    """Who only counted, or reckoned: "nine estimates compiled by Meridian"."""
    return name.dep_ == "pobj" and name.head.lower_ in {"by", "to"} and name.head.head.lemma_ in {"accord", "collect", "compile"}


def _is_plain(noun: Token) -> bool:
    """It is all of what a company has by that name: not "retail sales", nor "profit at the rival"."""
    led = any(child.lower_ in {"across", "at", "in"} for child in noun.rights)
    return not led and all(child.dep_ in {"det", "poss"} or child.lower_ in _WHOLLY for child in noun.lefts)


def _is_so_by_now(claim: Claim, setting: Setting, notes: Iterable[str]) -> bool:
    """It has come to be so up to the day on which it is told, or is so then: "112 have been injured", "19 are in hospital"."""
    head, sentence = setting.draft.clause.head, setting.draft.clause.sentence.tokens
    own = head in setting.words  # not so of "three of them children"
    if claim.figure is None or not own or _WE.search(claim.statement) or any(_OPEN_PRONOUN.match(note) for note in notes):
        return False
    if claim.stance == "denies" or _SUPPOSED.search(claim.statement) or setting.timed or is_repeated(head):
        return False
    dated = any(token.ent_type_ == "DATE" for token in _before(sentence))
    if dated or any(token.ent_type_ in {"DATE", "TIME"} for token in sentence):
        return False
    first = first_of(head)
    helpers = [helper.lower_ for helper in helpers_of(first)][:1]
    perfect = first.tag_ == "VBN" and not _PERFECT.isdisjoint(helpers)
    who = any(child.dep_ == "attr" for child in head.rights)  # "two of the dead are teachers"
    lasts = claim.kind in _OF_PEOPLE and "killed" not in claim.figure.measures and not who
    return perfect or (lasts and (first.tag_ in {"VBP", "VBZ"} or helpers in (["is"], ["are"])))


def _names_event(setting: Setting) -> bool:
    """It tells on what occasion it was: "killed in an air strike"."""
    return setting.event or setting.occasion or any(token.lemma_ in HAPPENINGS for token in setting.words)
