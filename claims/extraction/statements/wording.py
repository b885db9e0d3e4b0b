"""How each word of a statement is written: who "he" and "the ministry" are, which day "Tuesday" was, what is named once."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import re
from collections.abc import Callable, Mapping, Sequence

from claims.extraction.clauses import (
    FINITE,
    SUBJECTS,
)
from claims.extraction.drafts.draft import ASIDES
from claims.extraction.quantities.eliding import is_of_some
from claims.extraction.records import Span
from claims.extraction.reference.nouns import AREAS, BODIES, SITES
from claims.extraction.statements.inflecting import (
    possessive_of,
    written_out,
)
from claims.extraction.statements.joining import Word
from claims.extraction.statements.telling_days import in_full
from claims.extraction.text.tokens import Token

_THIRD = frozenset({"he", "she", "it", "they", "him", "her", "them", "his", "its", "their"})
#: Words that stand for something told elsewhere.
_POINTERS = _THIRD | {"there", "those", "ones"}
#: Pronouns in the place of an owner.
POSSESSIVES = frozenset({"his", "its", "their", "her"})
#: Words that only the beginning of a sentence gives a capital.
SMALL = frozenset({"ADP", "DET", "SCONJ", "CCONJ", "ADV", "PRON", "AUX", "PART"})
_DAYS_FROM_NOW = frozenset({"today", "tomorrow", "tonight", "yesterday"})
#: What has gone on since "the beginning of the year" has an end of its own.
_BEGINNING = frozenset({"beginning", "start"})
#: What opens a quotation.
OPENING = frozenset('"“„«‘')
_TWICE_OWNED = re.compile(r"(.+['’]s? .+)['’]s?")
#: "The doctor at the hospital in Lund's" staff.
_OWNED_FROM_AFAR = re.compile(r"([Tt]he [a-z].* (?:at|for|from|in|of|on|with) .+)['’]s?")
#: "The last of them", "more than a third of them": how they begin, and how long they may be.
_SOME = frozenset("about almost all fewer half less many more most nearly roughly several some the".split())
_OF_THEM = 6
#: What sets off an aside, beside commas.
DASHES = frozenset({"–", "—", "--"})
#: What may stand before the number that something is compared by.
_LIMITING = frozenset("about against almost around compared down half nearly roughly twice up".split())
#: Who a pronoun, a description or one word of a name is, given the words before it; ``None`` where it stays as it is.
Resolver = Callable[[Token, Sequence[Token]], str | None]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a statement may draw on beside its own words."""

    resolve: Resolver
    describe: Resolver
    place: Resolver
    name: Resolver
    #: Who speaks, with the article that the name wants; what goes for "I", for a second "my", and for "we", where that is known.
    speaker: str | None
    one: str | None
    whose: str | None
    body: str | None
    denied: bool
    cue: str
    #: It is told of nobody that they say so: "is said to have fled".
    said_by_nobody: bool
    #: Where what is said stands, if who says it stands between.
    parts: Sequence[Span]
    #: The days that expressions of the sentence stand for, by where they stand in its parsed text.
    days: Mapping[tuple[int, int], tuple[dt.date, dt.date]]


def words_of(ordered: Sequence[Token], context: Context, changed: Mapping[int, str]) -> list[Word]:
    """The words of a statement as it has them, those that are ``changed`` by their place in the parse as given."""
    words: list[Word] = []
    told: set[str] = set()
    for index, token in enumerate(ordered):
        if token.i not in changed and token.lower_ not in _POINTERS:
            word = Word(token.text, token.i, bool(token.whitespace_), token.tag_)
            if index and token.is_title and is_small(token) and not _is_letter(token) and _opens_words(token):
                word.text = token.lower_  # it opened its sentence, and no longer does
        else:
            word = word_of(token, _before(ordered, index), context, changed, told)
            if index and word.text == token.text and token.i == token.sent.start and token.text != "I":
                word.text = token.lower_
        words.append(word)
    _counted(ordered, words)
    _described(ordered, words, context)
    _in_full(ordered, words, context)
    _owned_once(ordered, words)
    _apart(ordered, words)
    words = with_days(ordered, words, context.days)
    for index, (before, token) in enumerate(itertools.pairwise(ordered)):
        if token.i > before.i + 1 and _goes_on_aside(before, token):
            last = next(word for word in words[index::-1] if word.text)
            last.text = f"{last.text.removesuffix(',')},"
    return words


def _opens_words(token: Token) -> bool:
    """It stands where a capital says nothing: at the head of the sentence, or of what somebody says; not the "Now" of a name."""
    return token.i == token.sent.start or token.pos_ != "ADV" or (token.nbor(-1).is_punct and token.nbor(-1).text != ",")


def _owned_once(ordered: Sequence[Token], words: Sequence[Word]) -> None:
    """Writes "the troops of Sudan's army" for "Sudan's army's troops", and likewise behind a long description."""
    for word, token in zip(words, ordered, strict=True):
        name = word.text.rstrip("’'")
        if (
            token.tag_ == "PRP$"
            and name != word.text
            and name.rpartition(" ")[2].lower() == token.head.lower_ == token.nbor().lower_
        ):
            again = words[ordered.index(token.head)] if token.head in ordered else word
            word.text, word.space, again.text = name, again.space, "" if again is not word else name
            continue  # "the Rapid Support Forces", and not their forces
        several = " " in word.text and token.tag_ == "PRP$"
        owner = _TWICE_OWNED.fullmatch(word.text) or _OWNED_FROM_AFAR.fullmatch(word.text) if several else None
        if owner is None or token.head.i <= token.i or token.head not in ordered or token.nbor().lower_ == "own":
            continue
        if not any(child.tag_ == "POS" for child in token.head.rights):  # "its members' losses"
            owned = words[ordered.index(token.head)]
            word.text, owned.text = "the", f"{owned.text} of {owner[1]}"


def _apart(ordered: Sequence[Token], words: Sequence[Word]) -> None:
    """Writes "Ana Roe is treating them" for "she's treating them"."""
    for (word, token), (behind, verb) in itertools.pairwise(zip(words, ordered, strict=True)):
        together = word.text != token.text and verb.i == token.i + 1 and not word.space
        if together and behind.text == verb.text and (full := written_out(verb)) is not None:
            word.space, behind.text = True, full


def _goes_on_aside(before: Token, token: Token) -> bool:
    """What is left out was set off, and what follows adds to what was told: "were hurt[, he said], two of them badly"."""
    mark = token.nbor(-1).text
    if token.text in OPENING and mark == ",":
        opened = token.doc[token.i : token.i + 2][-1]
        return before.nbor().text == "," and opened.pos_ in {"NOUN", "DET"}  # “money that is not there”
    if mark == ",":
        some = any(word.lower_ == "them" for word in token.doc[token.i : token.i + _OF_THEM]) and token.lower_ in _SOME
        number = token.tag_ == "CD" and not (
            before.pos_ == "VERB" and token.head.dep_ == "dobj"
        )  # "recruited[, he said,] 900 men"
        adds = (
            some or number or token.lower_ in {"none", "with", *ASIDES} or token.tag_ == "VBG"
        )  # "the last of them a boy of six"
        adds |= token.lower_ in {"fewer", "less", "more"} and token.nbor().lower_ == "than"
        adds |= token.lower_ in _LIMITING  # "(November 2026)[, the UN says,] about a fifth fewer than in October"
        adds |= token.tag_ == "DT" and token.head.dep_ in {"appos", "npadvmod"} and token.head.i > token.i
        adds |= token.lower_ == "part" and any(child.lower_ == "of" for child in token.rights)  # "part of a wave of raids"
        return before.nbor().text == "," and adds
    counts = token.like_num and before.pos_ == "VERB"  # "destroyed [40 homes —] 12 in Lund"
    return mark in DASHES and token.tag_ not in FINITE and not counts


def _counted(ordered: Sequence[Token], words: Sequence[Word]) -> None:
    """Writes of whom a number tells some: "34 miners were killed, 11 [miners] who had been waiting for the lift"."""
    for index, (number, who) in enumerate(itertools.pairwise(ordered)):
        told = _counted_as(who) if number.like_num and who.lower_ == "who" else None
        if told is not None and told not in ordered:
            words[index].text += f" {told.text}"


def _before(ordered: Sequence[Token], index: int) -> list[Token]:
    """The words of the statement before one, and whom it may mean that is named behind it: "In his letter, Roe said"."""
    token, before = ordered[index], list(ordered[:index])
    if token.dep_ == "poss":
        before += [later for later in ordered[index:] if later.dep_ in SUBJECTS and later.i != token.head.i]
    return before


def is_small(token: Token) -> bool:
    """The word has its capital from the place it stands at: "Last year they …"."""
    small = token.pos_ in SMALL or token.lower_ in _DAYS_FROM_NOW or (token.pos_ == "ADJ" and token.is_sent_start is True)
    return small and token.text != "I" and not _is_inside_name(token)


def _is_letter(token: Token) -> bool:
    """It is no article but a letter that tells one of several: "hepatitis A", "Strep A infections"."""
    return token.text == "A" and token.i > token.sent.start and token.nbor(-1).is_alpha


def _is_inside_name(token: Token) -> bool:
    """The word stands right between two with capitals: "Doctors Without Borders"."""
    return token.i > token.sent.start and token.i + 1 < token.sent.end and token.nbor(-1).is_title and token.nbor(1).is_title


def _described(ordered: Sequence[Token], words: Sequence[Word], context: Context) -> None:
    """Writes the name for "the ministry", and for "this region", where the article leaves no doubt which that is."""
    for index, article in enumerate(ordered[:-1]):
        noun = article.head if article.lower_ in {"that", "the", "this"} else article
        end = index + noun.i - article.i
        called = noun.doc[article.i + 1 : noun.i]  # the "air" of "the air force"
        organ = noun.pos_ == "PROPN" and noun.lower_ in BODIES and len(called) > 0  # "the Defence Ministry"
        if (
            not (noun.pos_ == "NOUN" or organ)
            or not index < end < len(ordered)
            or ordered[end] != noun
            or noun.dep_ == "compound"
        ):
            continue
        if article.lower_ != "the" and (article.dep_ != "det" or noun.lemma_ not in AREAS):
            continue
        if any(word.pos_ != noun.pos_ for word in called) or any(
            _limits(child, ordered) for child in noun.children if child not in called
        ):
            continue
        name = context.describe(noun, ordered[:index])
        beside = index > 1 and ordered[index - 1].text == "," and ordered[index - 2].text in (name or "").split()[-1:]
        if name and not beside:  # "in Lund, the capital"
            words[index].text, words[index].space, words[index].last = name, words[end].space, noun.i
            for word in words[index + 1 : end + 1]:
                word.text = ""


def _limits(child: Token, words: Sequence[Token]) -> bool:
    """It says which one the noun stands for; of "the city, which has been shelled" the clause is another claim."""
    return child.left_edge in words if child.dep_ == "relcl" else child.dep_ not in {"det", "case", "punct"}


def _in_full(ordered: Sequence[Token], words: Sequence[Word], context: Context) -> None:
    """Writes the whole name for "Roe", where it stands first."""
    told: set[str] = set()
    for index, (word, token) in enumerate(zip(words, ordered, strict=True)):
        name = context.name(token, ordered[:index]) if token.pos_ == "PROPN" and word.text == token.text else None
        if name is not None and name not in told:
            told.add(name)
            word.text = name


def word_of(token: Token, before: Sequence[Token], context: Context, changed: Mapping[int, str], told: set[str]) -> Word:
    """The token as the statement has it; who is ``told`` already is not named again."""
    space, tag = bool(token.whitespace_), token.tag_
    if token.i in changed:
        return Word(changed[token.i], token.i, space, tag)
    low = token.lower_
    if low in _THIRD and token.pos_ in {"PRON", "DET"} and token.dep_ != "expl":
        name = context.resolve(token, before)
        if name and name not in told:
            told.add(name)
            possessive = low in POSSESSIVES and (low != "her" or token.dep_ == "poss")
            area = name.startswith("the ") and token.head.lemma_ in AREAS - SITES  # "his region": "the Lund region"
            owned = possessive and not area
            return Word(possessive_of(name) if owned else name, token.i, space, tag)
    if low == "there" and token.tag_ == "RB" and token.dep_ != "expl" and (place := context.place(token, before)):
        return Word(place, token.i, space, tag)
    if low == "ones" and (things := _counted_as(token)) is not None and things not in before:
        return Word(things.lower_, token.i, space, tag)
    if low == "those" and (noun := _those_of(token)) is not None and noun not in before:
        return Word(f"the {noun.lower_}", token.i, space, tag)
    return Word(token.text, token.i, space, tag)


def _counted_as(ones: Token) -> Token | None:
    """What "ones" are of which so many are counted before: "37 missiles, including 14 ballistic ones"."""
    before = [word for word in ones.doc[ones.sent.start : ones.i] if word.tag_ in {"NNS", "NNPS"} and word.lower_ != "ones"]
    counted = (word for word in reversed(before) if any(child.dep_ == "nummod" for child in word.lefts))
    number = any(child.like_num for child in ones.lefts) or ones.nbor(-1).like_num
    return next(counted, None) if number else None


def _those_of(token: Token) -> Token | None:
    """What "those of" are: "the bodies of 40 men came home, and [the bodies] of two left", "12 bodies, among them those of"."""
    if [child.lower_ for child in token.rights][:1] != ["of"]:
        return None
    before = [word for word in token.doc[token.sent.start : token.i] if word.tag_ == "NNS"]
    owned = next((word for word in reversed(before) if any(child.lower_ == "of" for child in word.rights)), None)
    return before[-1] if owned is None and before and is_of_some(token) else owned


def _lies(token: Token, place: tuple[int, int]) -> bool:
    """The word begins within the place."""
    return place[0] <= token.idx < place[1]


def with_days(tokens: Sequence[Token], words: list[Word], days: Mapping[tuple[int, int], tuple[dt.date, dt.date]]) -> list[Word]:
    """Writes out each expression that only the date of publication explains; its last word takes the addition."""
    for (start, end), (earliest, latest) in days.items():
        inside = [index for index, token in enumerate(tokens) if _lies(token, (start, end))]
        if not inside or any(tokens[index].text == str(earliest.year) for index in inside):
            continue
        others = [told for place, told in days.items() if place != (start, end) and any(_lies(token, place) for token in tokens)]
        ends = {first for first, last in others if first == last}
        if earliest != latest and {earliest, latest} <= ends:
            continue  # "overnight from Thursday to Friday"
        first, last = inside[0], inside[-1]
        joined = last + 1 < len(tokens) and tokens[last + 1].text in {"-", "–"} and not tokens[last].whitespace_
        if joined or [tokens[index].i for index in inside] != list(range(tokens[first].i, tokens[last].i + 1)):
            continue
        told = "".join(word.text + " " * word.space for word in words[first : last + 1]).rstrip()
        begun = first and tokens[first - 1].lower_ == "since" and not _BEGINNING.isdisjoint(told.lower().split())
        full = in_full(told, earliest, earliest if begun else latest)  # up to now, or to when it was said
        if first and tokens[first - 1].pos_ == "ADP" and tokens[first].lower_ == "that":
            full = full.removeprefix("in ")  # "by that August"
        if (
            last + 1 < len(tokens) and tokens[last + 1].tag_ == "POS" and full.startswith(told)
        ):  # "Saturday’s (8 August 2026) march"
            words[last + 1].text += full[len(told) :]
            continue
        words[first].text, words[first].space = full, words[last].space
        words[first].last = words[last].last
        for word in words[first + 1 : last + 1]:
            word.text = ""
    return words
