"""What a statement leaves open to whoever reads it alone: when and where it was, which is "the plant", and what a number counts.

What could not be filled in from the article is named in words. A statement is read as it stands in
the end, with all that other stages have put into it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from spacy.symbols import AUX, NOUN, VERB
from spacy.tokens import Token

from claims.extraction.assembling.bearers import LIMITED, open_note
from claims.extraction.assembling.deeds import is_ahead, is_done_to, is_over, is_penalty, is_repeated, is_ruling, tells_deed
from claims.extraction.assembling.figures import counted_token
from claims.extraction.assembling.settings import TOLLS, Setting
from claims.extraction.clauses import MODIFYING, SUBJECTS, helpers_of
from claims.extraction.dates.words import MONTHS, WEEKDAYS
from claims.extraction.quantities import arithmetic
from claims.extraction.quantities.measures import EVENT_MEASURES, tells_blow, tells_happening
from claims.extraction.quantities.units import TIME_UNITS, is_money
from claims.extraction.records import Claim, Figure
from claims.extraction.reference.countries import country_of
from claims.extraction.reference.happenings import HAPPENINGS
from claims.extraction.reference.nouns import AREAS
from claims.extraction.statements.composing import first_of

#: How notes begin that say of a place that it is open.
_AREAS = ("where “", *(f"which {area} " for area in AREAS))
#: What courts do is done in court.
_IN_COURT = frozenset({"charged", "convicted", "released"})
#: What may still be so now.
_STILL_SO = frozenset({"charged", "hospitalised", "infected", "missing"})
#: Verbs of what is so; of what somebody says that it was so, the day is that of saying it.
_STATES = frozenset("believe belong consider contain cost depend have hold include know lack lie mean own want".split())
#: Verbs of figures themselves, whose subject is what is counted: "membership reached 4,000".
_AMOUNTING = frozenset(
    """account amount average be climb come cost count drop equal exceed fall grow jump number pass reach rise sink stand swell
    total tumble""".split()
)
#: What a statement may begin with that was put there and is no name.
_LEADING = frozenset("a an in near on overnight the there".split())
_ARGUMENTS = frozenset({"attr", "dobj", "nsubj", "nsubjpass", "pobj"})
_POINTING = frozenset({"the", "these", "those", "this", "that"})
#: Of these everybody knows which is meant, or nobody has to: "the sea", "the morning", "the idea".
_KNOWN = frozenset(
    """ability absence afternoon air aim amount average background balance basis beginning bottom bulk case cause centre center
    chance change choice circumstance climate coast combination conclusion condition consequence context cost couple course
    danger dark date dawn day daylight decade decision decline detail dead degree difference direction disabled dozen dusk
    earth economy edge effect effort elderly end environment evening evidence example existence extent face fact failure fall
    fate fault feeling few first floor following form former front future goal ground half homeless hope horizon hour idea
    impact importance impression increase injured internet interval invasion issue job kind lack last latest latter left level
    life light lot majority manner market matter meantime media middle minority minute moment money month morning most mood moon
    move need net news next night north number one opinion opportunity other others outcome outset outside pace part past peace
    people percentage period person phone place plan point poor possibility power present press price principle problem
    process prospect public purpose quality quarter question rain range rate reality reason remainder remaining rest result
    return rich right rise risk role rule rumour rumor same scale sea season second sense series shape share shortage side
    sight situation size sky soil sort spirit spot spring stage start state step sum summer sun surface surge task taste
    temperature tendency term thing third thought threat time toll top total traffic trend trouble truth type universe use
    value verge version wake way weather week weekend weight whole wind winter world worst wounded year young youth""".split()
)
_TIMES = frozenset("afternoon day evening hour minute moment month morning night time way week weekend year".split())
#: Where something is known to have flown over a country, nobody asks over which of its towns.
_IN_THE_AIR = frozenset({"destroyed", "intercepted", "jammed", "launched", "lost"})
#: A street is in some town.
_STREET = re.compile(r"\b(?:Avenue|Lane|Road|Square|Street)$")
#: Words that stand for something told before, by what a note calls it.
_STANDING_FOR = (
    (re.compile(r"\b(?:[Tt]he rest|[Tt]he remainder|[Tt]he remaining [\w.,]+)\b(?! of)"), "of what “{}” is"),
    (re.compile(r"\b[Tt]he (?:two|three|four|five|pair)\b(?=[.,;]|\s(?:are|had|have|were)\b|$)"), "who or what “{}” are"),
    (re.compile(r"\b[Bb]oth (?:sides|parties|men|women|teams|countries)\b(?! (?:of|in)\b)"), "who or what “{}” are"),
    (re.compile(r"\b[Hh]ere\b"), "where “{}” is"),
)
_DEMONSTRATIVE = re.compile(r"th(?:is|at|ese|ose)")
#: What is counted of an illness, which somebody else's case may be of.
_CASES = re.compile(r"\b(?:cases|infections)\b(?! of\b)")
#: What stands behind a noun and is a day, which tells nothing of which it is: "the company in 2023".
_DAY_BEHIND = re.compile(
    rf"\s(?:in|on|by|from|since|at|between)\s(?:the (?:end|beginning|start|night|morning)\b|(?:\w+ )?\d|"
    rf"(?:{'|'.join(name.capitalize() for name in (*MONTHS, *WEEKDAYS))})\b|noon|midnight|midday|dawn)"
)
_SELF = re.compile(r"\b(?:I(?!\.)|[Mm]y|[Mm]e)\b")
_TOLL = re.compile(r"\bthe (?:death )?(?:toll|tally)\b(?!,? (?:from|of)\b)", re.IGNORECASE)
#: What the model may take a noun for that names nothing.
_NUMBERS = frozenset({"CARDINAL", "ORDINAL", "QUANTITY", ""})
#: "The dead", whom a number stands before as well: "60 dead".
_FATES = frozenset("dead injured missing wounded".split())
_CAPITAL = re.compile(r"(?<=[^.!?“\"] )[^\W\d_a-zß-ÿ][\w’'-]*")
_DAYS = re.compile(r"\([^()]*\d{4}\)")
_TELLING = frozenset({"JJS", "RBS"})


def with_openness(claims: Sequence[Claim], settings: Sequence[Setting]) -> list[Claim]:
    """The claims with notes of all that their statements leave open."""
    return [_noted(claim, setting, claims) for claim, setting in zip(claims, settings, strict=True)]


def _noted(claim: Claim, setting: Setting, claims: Sequence[Claim]) -> Claim:
    notes = dict.fromkeys([*claim.ambiguous, *_whole(claim, claims)])
    notes |= dict.fromkeys(_standing_for(claim, setting))
    uncounted = list(_uncounted(claim, setting))
    notes |= dict.fromkeys(uncounted)
    notes |= dict.fromkeys(_which(claim, setting, notes))
    said = next((note for note in notes if note.endswith(open_note(()))), "")
    notes.pop(said, None)
    place = said.startswith("where") or (not any(note.startswith(_AREAS) for note in notes) and _lacks_place(claim, setting))
    known = any(note.startswith("which ") and note.split()[1] in HAPPENINGS for note in notes)  # whose time it is
    time = "when" in said or (not known and _lacks_time(claim, setting)) or (bool(uncounted) and claim.when is None)
    if place or time:
        notes[open_note([*(["where"] if place else []), *(["when"] if time else [])])] = None
    return dataclasses.replace(claim, ambiguous=tuple(notes))


def _standing_for(claim: Claim, setting: Setting) -> Iterator[str]:
    """The words of the statement that stand for what was told before: "the rest", "both sides", "half of that", "I"."""
    statement = claim.statement
    if _SELF.search(statement):
        yield "who “I” is"
    for words, note in _STANDING_FOR:
        if (found := words.search(statement)) is not None:
            yield note.format(found[0].lower())
    for token in setting.words:
        alone = token.tag_ == "DT" and token.dep_ in _ARGUMENTS and not any(True for _ in token.children)
        if alone and _DEMONSTRATIVE.fullmatch(token.lower_) and re.search(rf"\b{token.text}\b", statement):
            yield f"what “{token.lower_}” {'is' if token.lower_ in {'this', 'that'} else 'are'}"
    if claim.figure is not None and _CASES.search(claim.figure.of) and (found := _CASES.search(statement)) is not None:
        yield f"of what the {found[0]} are"


def _lacks_time(claim: Claim, setting: Setting) -> bool:
    """It was at some time, and the statement does not tell at which."""
    clause, figure = setting.draft.clause, claim.figure
    head, helpers = clause.head, helpers_of(clause.head)
    if claim.when is not None or is_repeated(head) or is_ahead(head):
        return False
    if figure is not None and not (EVENT_MEASURES - _STILL_SO).isdisjoint(figure.measures):
        return True
    if setting.draft.is_total or (clause.chain and head.lemma_ in _STATES and not helpers):
        return claim.statement.startswith("There were")
    if head.pos not in {VERB, AUX}:  # where the parse has lost the verb
        return any(token.tag_ == "VBD" for token in setting.words)
    return is_over(head) and first_of(head).tag_ in {"VBD", "VBN"}


def _lacks_place(claim: Claim, setting: Setting) -> bool:
    """It was somewhere, and the statement does not tell where."""
    told, head = [one.text for one in claim.where], setting.draft.clause.head
    if told and all(_STREET.search(one) for one in told):
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
    sentence = setting.draft.clause.sentence.tokens
    return any(token.text in statement for token in sentence if token.i in setting.phrases.placed and token.pos_ == "PROPN")


def _names_something(statement: str, setting: Setting) -> bool:
    """A name of somebody or something stands in it; what names nothing may have been anywhere."""
    first = _bare(statement.partition(" ")[0].partition("-")[0])
    told = [token for token in setting.words if token.lower_ == first.lower()]
    named = any(token.pos_ == "PROPN" for token in told) if told else first[:1].isupper() and first.lower() not in _LEADING
    words = (_bare(found[0]).lower() for found in _CAPITAL.finditer(_DAYS.sub("", statement)))
    return named or any(word not in {*MONTHS, *WEEKDAYS, "i"} for word in words)


def _bare(word: str) -> str:
    return word.removesuffix("’s").removesuffix("'s").removesuffix(",")


def _which(claim: Claim, setting: Setting, notes: Iterable[str]) -> Iterator[str]:
    """The things that are told of as if they were known, and stand in the statement by no more than their noun."""
    said = " ".join(notes)
    toll = _TOLL.search(claim.statement)
    if toll is not None and not any(one in claim.statement for one in HAPPENINGS):
        yield f"of what “{toll[0].lower()}” is"
    part = claim.figure is not None and (claim.figure.part_of is not None or bool(claim.figure.base))
    for noun in setting.words:
        pointer = next((child for child in noun.lefts if child.lower_ in _POINTING and child.dep_ == "det"), None)
        if pointer is None or noun.pos != NOUN or noun.ent_type_ not in _NUMBERS or f"“the {noun.text}”" in said:
            continue
        known = noun.lemma_.lower() in (_KNOWN if pointer.lower_ == "the" else _TIMES)
        whole = part and noun.tag_ == "NNS" and noun.head.lower_ == "of"
        if not (known or whole or _is_told(noun, setting)) and _stands_bare(noun, pointer, claim.statement):
            yield f"which {noun.lower_} “{pointer.lower_} {noun.text}” {'are' if noun.tag_ == 'NNS' else 'is'}"


def _stands_bare(noun: Token, pointer: Token, statement: str) -> bool:
    """It is in the statement with nothing behind that limits it, and was not told of before in that."""
    phrase = rf"\b(?i:{pointer.text}) (?:[a-z\d][\w.,’'-]* ){{0,3}}?{re.escape(noun.text)}\b"
    found = re.search(rf"{phrase}(?:{LIMITED}|(?={_DAY_BEHIND.pattern}))", statement)
    if found is None:
        return False
    told = rf"\b(?i:an?) (?:[\w-]+ ){{0,3}}?{re.escape(noun.lemma_)}\b"
    return re.search(told, statement[: found.start()]) is None


def _whole(claim: Claim, claims: Sequence[Claim]) -> Iterator[str]:
    """The whole of which a part is told, if it stands by no more than its number: "six of the 46 people"."""
    figure = claim.figure
    whole = claims[figure.part_of].figure if figure is not None and figure.part_of is not None else None
    if whole is None or not whole.of or claim.when is not None or claim.where:
        return
    phrase = f"the {whole.text.lower()} {whole.of}"
    if re.search(rf"\bof {re.escape(phrase)}\b{LIMITED}", claim.statement):
        yield f"which {whole.of.rpartition(' ')[2].lower()} “{phrase}” are"


def _is_told(noun: Token, setting: Setting) -> bool:
    """Its own words tell which it is: a name, a day, "the largest"."""
    if noun.i in setting.phrases.dated or noun.i in setting.phrases.placed or noun.lemma_ in TOLLS:
        return True
    named = any(
        child.pos_ == "PROPN" or child.tag_ in _TELLING or (child.ent_type_ not in _NUMBERS)
        for child in noun.lefts
        if child.dep_ in {*MODIFYING, "poss", "amod", "nmod"}
    )
    named |= noun.dep_ == "appos"
    behind = noun.doc[noun.i + 1 : noun.i + 3]
    called = [token.pos_ for token in behind][:1] == ["PROPN"] or [token.pos_ for token in behind] == ["PUNCT", "PROPN"]
    return named or called or any(child.dep_ in {"relcl", "acl"} for child in noun.rights)


def _uncounted(claim: Claim, setting: Setting) -> Iterator[str]:
    """The number of which nothing in the statement tells what it counts."""
    figure, quantity, draft = claim.figure, setting.draft.quantity, setting.draft
    if figure is None or quantity is None or figure.of or figure.unit is not None or figure.base or draft.is_total:
        return
    if any(f"“{figure.text}”" in note for note in claim.ambiguous) or not EVENT_MEASURES.isdisjoint(figure.measures):
        return
    behind = claim.statement.partition(figure.text)[2].split()[:1]
    if behind == ["of"] or not _FATES.isdisjoint(behind):
        return
    number = counted_token(draft.clause.sentence, quantity)
    head = draft.clause.head
    told = any(child.dep_ in SUBJECTS and child.pos_ in {"NOUN", "PROPN"} for child in head.lefts)
    if head.lemma_ in _AMOUNTING and told:
        return
    if number.dep_ in {"nummod", "compound"} and number.head.pos_ in {"NOUN", "PROPN"}:
        return
    yield f"what “{figure.text}” counts"
