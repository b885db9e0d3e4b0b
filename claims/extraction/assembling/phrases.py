"""The phrases of a sentence that say where and when: "in the port of Lund", "late on Monday", "off Cape Roe"."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from claims.extraction.assembling.places import WHERE
from claims.extraction.clauses import Clause, helpers_of
from claims.extraction.drafts.draft import FORMERLY
from claims.extraction.reference.happenings import is_happening
from claims.extraction.reference.nouns import AREAS, STREETS, WATERS_AND_HEIGHTS
from claims.extraction.text.tokens import Token

_WAYS = frozenset({"ADP", "ADV", "SCONJ"})
HERE = frozenset({"here", "there", "nearby"})
#: Words for another time than that of the clauses around.
OTHERWISE = frozenset(
    "already before currently earlier elsewhere later meanwhile never now previously since still then yet".split()
)
#: What something is on, and not in or at.
_SURFACES = frozenset("bank coast edge front island outskirt outskirts peninsula river road shore".split())
_FIGHTS = frozenset({"battle", "fight", "fighting"})
#: How a phrase that says where or when hangs on its verb.
_PHRASES = frozenset({"prep", "npadvmod", "advmod", "agent"})
#: Prepositions that say when; others that stand before a day say of whom or from what: "of the nine killed last year".
_WHEN = frozenset("in on at for during over since until by before after between within around through throughout".split())
#: Prepositions of a time that has a beginning or an end of its own.
_LASTING = frozenset("since until till by before after from between within for".split())


class Phrases:
    """The phrases of the clauses of one sentence, of which some words are dated and some stand in the names of places."""

    def __init__(self, clauses: Sequence[Clause], dated: frozenset[int], placed: frozenset[int]) -> None:
        self.clauses = [clause for clause in clauses if not clause.frame]
        self.frames = [clause for clause in clauses if clause.frame]
        self.dated = dated
        self.placed = placed
        self._known: dict[int, list[list[Token]]] = {}

    @functools.cached_property
    def tell_place(self) -> bool:
        """The sentence tells a place, with whichever verb."""
        return any(self.says_where(clause.tokens) for clause in self.clauses)

    @functools.cached_property
    def tell_day(self) -> bool:
        """The sentence tells a day, with whichever verb."""
        return any(self.is_dated(clause.tokens) for clause in self.clauses)

    def of(self, clause: Clause) -> list[list[Token]]:
        """The phrases of a clause that say where, when or how, each whole: "late on Monday" is one."""
        key = clause.tokens[0].i
        if key not in self._known:
            self._known[key] = list(self._found(clause))
        return self._known[key]

    def _found(self, clause: Clause) -> list[list[Token]]:
        own = {token.i: token for token in clause.tokens}
        found: list[list[Token]] = []
        # "killed two people and wounded [10 more in Lund]", where the parse gives the place to the number
        numbers = (child for child in clause.head.rights if child.dep_ == "dobj" and child.pos_ == "NUM")
        for bearer in (clause.head, *helpers_of(clause.head), *numbers):
            for child in bearer.children:
                if child.dep_ not in _PHRASES or child.lower_ in FORMERLY:
                    continue
                phrase = [token for token in child.subtree if token.i in own and not any(token in told for told in found)]
                begun = bool(phrase) and (len(phrase) == 1 or self.is_dated(phrase))
                while begun and (behind := phrase[-1].i + 1) in own and behind in self.dated:
                    phrase.append(own[behind])  # "on Sunday evening officials", where the parse takes the day for the officials'
                found += [phrase] if phrase and self._says_where_or_when(child, phrase) else []
        return found

    def _says_where_or_when(self, opener: Token, phrase: Sequence[Token]) -> bool:
        if compares(phrase) or any(token.tag_ in {"WP", "WDT"} for token in phrase):
            return False  # "in what the mayor called the worst raid this winter"
        if opener.dep_ == "agent":  # "had been infected by Thursday"
            return any(noun.i in self.dated for noun in opener.rights)
        if opener.dep_ == "prep":
            return opener.lower_ in _WHEN | WHERE
        return opener.lower_ in HERE or (self.is_dated(phrase) and opener.lower_ not in OTHERWISE)

    def is_dated(self, words: Iterable[Token]) -> bool:
        """A day is among the words."""
        return any(token.i in self.dated for token in words)

    def is_place(self, opener: Token) -> bool:
        """The word leads to where it was: "in Lund", "near the city of Karsk", "in the Darnytskiy district"."""
        if opener.pos_ not in _WAYS or not (opener.lower_ in WHERE or is_on(opener)) or opener.head.lower_ == "from":
            return False  # "from around Lund"
        return any(child.dep_ == "pobj" and self.is_named(child) for child in opener.rights)

    def is_named(self, noun: Token) -> bool:
        """The noun is the name of a place, or an area that has one: "city of Lund", "outskirts of the city of Lund"."""
        if noun.i in self.placed:
            return True
        if noun.lemma_ not in AREAS:
            return False
        names = [token for child in noun.children for token in _name_in(child)]
        return any(token.i in self.placed or (token.i > noun.i and self.is_named(token)) for token in names)

    def says_where(self, words: Iterable[Token]) -> bool:
        """A phrase among the words says where."""
        return any(self.is_place(word) for word in words)

    def counts(self, phrase: Iterable[Token]) -> bool:
        """A figure stands in the phrase, which has a claim of its own."""
        return any(token.like_num and token.i not in self.dated for token in phrase)

    def lasts(self, phrase: Sequence[Token]) -> bool:
        """The phrase tells of a time with a beginning or an end of its own: "since 2016", "by Monday"."""
        opener = phrase[0]
        return opener.lower_ in _LASTING and any(child.i in self.dated for child in opener.rights)


def is_on(opener: Token) -> bool:
    """It says where: "on the outskirts of Lund", "on Kirova Street", or on what something fell: "the attack on Lund".

    What is fought for is where it is: "fighting for the town of Lund".
    """
    if opener.lower_ == "for":
        return opener.head.lemma_ in _FIGHTS
    if opener.lower_ != "on":
        return False
    surface = any(child.lemma_ in _SURFACES or _is_street_or_water(child) for child in opener.rights)
    return surface or is_happening(opener.head)


def _is_street_or_water(name: Token) -> bool:
    """Its name says that it is one: "Kirova Street", "Lake Malawi"."""
    street = name.is_title and name.lower_ in STREETS
    return street or (name.pos_ == "PROPN" and name.i > 0 and name.nbor(-1).text in WATERS_AND_HEIGHTS)


def compares(words: Sequence[Token]) -> bool:
    """The words tell of something else to compare with: "nearly twice as many as after the raid in May"."""
    return any(token.lower_ == "than" for token in words) or sum(token.lower_ == "as" for token in words) > 1


def _name_in(part: Token) -> Iterable[Token]:
    """What names the area that it stands beside: "city [of Lund]", "capital, [Lund]", "[Lund] district"."""
    if part.dep_ == "prep":
        return part.rights if part.lower_ == "of" else ()
    return (part,) if part.dep_ in {"appos", "compound", "amod", "nmod", "poss"} else ()
