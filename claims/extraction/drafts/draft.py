"""The draft of a claim, and what all that make drafts read the words of a clause by."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from claims.extraction.clauses import SUBJECTS, Clause, helpers_of, span_of
from claims.extraction.quantities.measures import FLYING
from claims.extraction.records import Quantity, Span
from claims.extraction.reference.names import singular
from claims.extraction.text.tokens import Token

_RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
#: What opens an aside that tells more of what was counted, or of what followed from it.
ASIDES = frozenset(
    "including among most many some half mostly mainly especially notably such up down compared or each according".split()
)
ASIDE_MARKS = frozenset({",", "(", "–", "—", "--"})
#: What leads to a former value.
FORMERLY = frozenset({"up", "down", "compared", "against"})
SUBSET_CUES = frozenset({"including", "among"})
SUBSET_PRONOUNS = frozenset({"them", "those", "these", "whom", "which"})
#: What goes on with a list behind what it counted first.
BESIDE = tuple(phrase.split() for phrase in ("along with", "together with", "as well as", "in addition to", "plus"))


@dataclasses.dataclass(slots=True)
class Draft:
    """A claim before its statement: a clause, the words of it that make the claim, and the figure among them."""

    clause: Clause
    words: list[Token]
    quantity: Quantity | None = None
    #: For a figure in a list: the words that its statement shares with the rest of the list, before and after.
    lead: list[Token] = dataclasses.field(default_factory=list)
    tail: list[Token] = dataclasses.field(default_factory=list)
    #: The words that the claim's span shows, where they are more than the proposition's own.
    shown: list[Token] = dataclasses.field(default_factory=list)
    #: The figure is the total of which another is told: "74 of [its 410 branches]".
    total: bool = False
    #: It is the total that its sentence opens with: "Of [728 drones], 296 were shot down".
    fronted: bool = False
    #: Its total is told behind it: "[74] of its 410 branches".
    part: bool = False
    #: It counts some of what the clause counts first: "61 drones, including [24] over Lund".
    subset: bool = False
    #: It was so before another figure, and on another day: "15 tonnes on Monday, up from [5]".
    former: bool = False
    #: The words of a sentence in its order, where a list leaves some of them out; none where the claim's own words make one.
    sentence: list[Token] = dataclasses.field(default_factory=list)
    #: The comma of an apposition, or the "with" before what is so, in whose place "is" makes a sentence: "Lund[, → is] a town".
    copula: Token | None = None
    #: The comma in whose place "and" joins the last of the items that are left: "killed a woman[, → and] her two sons".
    joint: Token | None = None
    #: What another verb, or another item of the list, says of where and when, and goes for this claim too.
    lent: list[Token] = dataclasses.field(default_factory=list)

    @property
    def is_total(self) -> bool:
        """Another figure is told as a part of this one, before it or behind."""
        return self.total or self.fronted

    @property
    def is_apposition(self) -> bool:
        """It says what something is, at any time: "Lund, a town of 90,000"."""
        return self.copula is not None and self.copula.is_punct

    @property
    def told(self) -> list[Token]:
        """The words that the statement is made of, in its order."""
        return self.sentence or [*self.lead, *self.words, *self.tail]

    @property
    def span(self) -> Span:
        return span_of(self.clause.sentence, self.shown or self.words)


def place(clause: Clause, token: Token) -> int:
    """Where a word stands in the document."""
    return clause.sentence.offset + token.idx


def end_of(quantity: Quantity) -> int:
    """Where the phrase of number and noun ends."""
    return max(quantity.span.end, quantity.of_span.end if quantity.of_span else 0)


def before(clause: Clause, position: int) -> list[Token]:
    """The words of the clause before a place in the document."""
    return [token for token in clause.tokens if place(clause, token) < position]


def between(clause: Clause, words: Sequence[Token], start: int, end: int) -> list[Token]:
    """Those of the words that stand from one place in the document up to another."""
    return [token for token in words if start <= place(clause, token) < end]


def number_of(clause: Clause, quantity: Quantity) -> Token:
    """The first word of the figure."""
    return next((token for token in clause.tokens if place(clause, token) >= quantity.span.start), clause.head)


def acts(clause: Clause, words: Sequence[Token]) -> bool:
    """The verb and its own subject are among the words, a subject that is no "which"."""
    subjects = (child for child in clause.head.lefts if child.dep_ in SUBJECTS and child.tag_ not in _RELATIVE_TAGS)
    return clause.head in words and any(subject in words for subject in subjects)


def predicate_of(clause: Clause) -> list[Token]:
    """The verb of the clause with what helps it, and its particle: "had been picked up"."""
    particle = [child for child in clause.head.rights if child.dep_ == "prt" and child.i == clause.head.i + 1]
    return [*helpers_of(clause.head), clause.head, *particle]


def is_of_means(quantity: Quantity) -> bool:
    """It counts with what somebody was killed or something was hit: "when [two missiles] struck the station"."""
    return any(singular(word) in FLYING for word in quantity.of.lower().split())
