"""What a statement leaves open to whoever reads it alone: when and where it was, and what it tells of as if that were known.

What could not be filled in from the article is named in words. A statement is read as it stands in the end, with all that
other stages have put into it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Container, Iterable, Sequence

from claims.extraction.assembling.backdrop import Backdrop
from claims.extraction.assembling.bearers import open_note
from claims.extraction.assembling.causes import cause_note
from claims.extraction.assembling.complements import complement_notes
from claims.extraction.assembling.deeds import is_ahead, is_done_to, is_over, is_penalty, is_repeated, is_ruling, tells_deed
from claims.extraction.assembling.opening import Opening
from claims.extraction.assembling.settings import STREET_NAME, Setting
from claims.extraction.assembling.unnamed import amounts_to, is_uncounted, unnamed
from claims.extraction.clauses import first_of, helpers_of
from claims.extraction.dates.words import CALENDAR
from claims.extraction.quantities import arithmetic
from claims.extraction.quantities.measures import EVENT_MEASURES, tells_blow, tells_happening
from claims.extraction.quantities.units import TIME_UNITS, is_money
from claims.extraction.records import Claim, Figure
from claims.extraction.reference.countries import country_of
from claims.extraction.reference.nouns import AREAS, HAPPENINGS
from claims.extraction.text.tokens import Token

#: How notes begin that say of a place that it is open.
_AREAS = ("where “", *(f"which {area} " for area in AREAS))
#: What courts do is done in court.
_IN_COURT = frozenset({"charged", "convicted", "released"})
#: What may still be so now.
_STILL_SO = frozenset({"charged", "hospitalised", "infected", "missing"})
#: Verbs of what is so; of what somebody says that it was so, the day is that of saying it.
_STATES = frozenset("believe belong consider contain cost depend have hold include know lack lie mean own want".split())
#: What a statement may begin with that was put there and is no name.
_LEADING = frozenset("a an in near on overnight the there".split())
#: Where something is known to have flown over a country, nobody asks over which of its towns.
_IN_THE_AIR = frozenset({"destroyed", "intercepted", "jammed", "launched", "lost"})
_CAPITAL = re.compile(r"(?<=[^.!?“\"] )[^\W\d_a-zß-ÿ][\w’'-]*")
#: Words with a capital that name nobody and nothing.
_NO_NAMES = CALENDAR | {"i"}
_DAYS = re.compile(r"\([^()]*\d{4}\)")
#: "Australian dollars" name a coin.
_COINS = re.compile(
    r"\b[A-Z]\w+ (?:crowns|dinars|dirhams|dollars?|francs|krone[rn]|kronor|liras?|pesos|pounds|rials|riyals|rupees|rupiah)\b"
)


def with_openness(claims: Sequence[Claim], settings: Sequence[Setting], backdrop: Backdrop, nouns: Container[str]) -> list[Claim]:
    """The claims with notes of all that their statements leave open, when they have from their story what it gives them.

    ``nouns`` are those of the article, as it writes them.
    """
    notes = _Notes(claims, settings, backdrop, nouns)
    return [notes.on(claim, setting) for claim, setting in zip(claims, settings, strict=True)]


class _Notes:
    """What the claims of one document leave open."""

    def __init__(self, claims: Sequence[Claim], settings: Sequence[Setting], backdrop: Backdrop, nouns: Container[str]) -> None:
        self._claims = claims
        self._opening = Opening(claims, settings)
        self._backdrop = backdrop
        self._nouns = nouns

    def on(self, claim: Claim, setting: Setting) -> Claim:
        """The claim with its notes, and with what it has from its story."""
        cause = cause_note(claim, setting, self._claims)
        known = unnamed(claim, setting, self._claims, self._nouns)
        named = _names_something(claim.statement, setting)
        if cause is not None and any(note.startswith("of what the ") for note in known):
            cause = None  # of what the cases are tells with what they are infected
        known += [cause] if cause else []
        notes = dict.fromkeys([*known, *complement_notes(claim, setting, known, named=named)])
        said = next((note for note in notes if note.endswith(open_note(()))), "")
        notes.pop(said, None)
        lacks = []
        asked = any(note.startswith(_AREAS) or (claim.kind == "finance" and note.startswith("whose ")) for note in notes)
        if said.startswith("where") or (not asked and _lacks_place(claim, setting)):
            lacks.append("where")
        if "when" in said or (not _names_event(notes) and _lacks_time(claim, setting)):
            lacks.append("when")
        claim, left, lacks = self._backdrop.behind(claim, setting, notes, lacks, named=named)
        notes = dict.fromkeys(left)
        if lacks:
            notes[open_note(lacks)] = None
        if (matter := self._opening.note(claim, setting, notes, named=named)) is not None:
            notes[matter] = None
        return dataclasses.replace(claim, ambiguous=tuple(notes))


def _names_event(notes: Iterable[str]) -> bool:
    """A note asks which event it was, whose time it is."""
    return any(note.startswith("which ") and note.split()[1] in HAPPENINGS for note in notes)


def _lacks_time(claim: Claim, setting: Setting) -> bool:
    """It was at some time, and the statement does not tell at which."""
    clause, figure = setting.draft.clause, claim.figure
    head, helpers = clause.head, helpers_of(clause.head)
    if claim.when is not None or is_repeated(head) or is_ahead(head) or setting.draft.is_apposition:
        return False
    if any(word.lower_ == "since" and word.dep_ == "mark" for word in setting.words):
        return False  # "has been hit several times since Russia invaded Ukraine"
    happened = figure is not None and not (EVENT_MEASURES - _STILL_SO).isdisjoint(figure.measures)
    if happened or is_uncounted(claim, setting) or amounts_to(claim):
        return True
    if setting.draft.is_total or (clause.chain and head.lemma_ in _STATES and not helpers):
        return claim.statement.startswith("There were")
    if head.pos_ not in {"VERB", "AUX"}:  # where the parse has lost the verb
        return any(token.tag_ == "VBD" for token in setting.words)
    return is_over(head) and first_of(head).tag_ in {"VBD", "VBN"}


def _lacks_place(claim: Claim, setting: Setting) -> bool:
    """It was somewhere, and the statement does not tell where."""
    told, head = [one.text for one in claim.where], setting.draft.clause.head
    if setting.draft.is_apposition:
        return False
    if told and all(STREET_NAME.search(one) for one in told):
        return True
    if told or _tells_place(claim.statement, setting) or is_ruling(head) or is_penalty(head):
        return False
    if claim.figure is None:
        return tells_blow(head) or tells_happening(head) or tells_deed(head)
    return not _names_something(claim.statement, setting) or _was_somewhere(claim, claim.figure, head)


def _was_somewhere(claim: Claim, figure: Figure, head: Token) -> bool:
    """What is counted is done or happens at a place, of which a name of somebody tells nothing."""
    if figure.unit is not None and (is_money(figure.unit) or figure.unit in {"percent", *TIME_UNITS}):
        return False
    fates = set(figure.measures) & EVENT_MEASURES
    if fates:
        return not (fates <= _IN_COURT or (fates <= _IN_THE_AIR and _tells_country(claim)))
    counted = arithmetic.head_noun(figure.of)
    return counted in HAPPENINGS or tells_blow(head) or tells_happening(head) or tells_deed(head) or is_done_to(head)


def _tells_country(claim: Claim) -> bool:
    """A country is named in the statement, or in who says it: "Ukraine’s air force"."""
    said = " ".join([claim.statement, *(source.name for link in claim.attribution for source in link.sources)])
    return any(country_of(_bare(word)) is not None for word in said.split() if word[:1].isupper())


def _tells_place(statement: str, setting: Setting) -> bool:
    """A place of its sentence is named in it."""
    placed = setting.phrases.placed
    sentence = setting.draft.clause.sentence.tokens if placed else ()
    return any(token.text in statement for token in sentence if token.i in placed and token.pos_ == "PROPN")


def _names_something(statement: str, setting: Setting) -> bool:
    """A name of somebody or something stands in it; what names nothing may have been anywhere."""
    first = _bare(statement.partition(" ")[0].partition("-")[0])
    told = [token for token in setting.words if token.lower_ == first.lower()]
    named = any(token.pos_ == "PROPN" for token in told) if told else first[:1].isupper() and first.lower() not in _LEADING
    words = (_bare(found[0]).lower() for found in _CAPITAL.finditer(_COINS.sub("", _DAYS.sub("", statement))))
    return named or any(word not in _NO_NAMES for word in words)


def _bare(word: str) -> str:
    return word.removesuffix("’s").removesuffix("'s").removesuffix(",")
