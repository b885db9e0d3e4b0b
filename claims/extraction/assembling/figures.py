"""The figure of a claim, as its quantity and its clause give it, and whether it was told before."""

from __future__ import annotations

import bisect
import collections
import re
from collections.abc import Sequence

from claims.extraction.clauses import antecedent_of, counted_with
from claims.extraction.drafts.draft import Draft, before
from claims.extraction.plurals import singular
from claims.extraction.quantities import arithmetic
from claims.extraction.quantities.measures import measures_of, measures_of_total
from claims.extraction.records import Claim, Figure, Link, Quantity
from claims.extraction.reference.names import are_people
from claims.extraction.text.document import Sentence
from claims.extraction.text.tokens import Token

_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj"})
#: Verbs of figures themselves: "reached 212".
_AMOUNTING = frozenset(
    """amount average be become climb cost count equal estimate exceed fall give hit number pass put reach rise score shoot take
    total""".split()
)
#: What happens to nobody but people.
OF_PEOPLE = frozenset("charged convicted detained displaced hospitalised infected injured killed missing".split())
#: Nouns whose plural is as their singular, and which are mostly counted.
_ALIKE = frozenset({"aircraft", "cattle", "fish", "livestock"})
#: How a number is hedged, and how one behind "the" is: "the roughly 40 guests".
_HEDGES = {
    **dict.fromkeys(("about", "approximately", "around", "roughly", "some"), "roughly"),
    **{hedge: hedge for hedge in ("almost", "at least", "fewer than", "more than", "nearly", "over", "up to")},
}
#: A number with or without a hedge before it, and nothing else.
_COUNT = re.compile(
    rf"(?:({'|'.join(_HEDGES)}) )?((?:[\d.,]*\d|[a-z]+(?:-[a-z]+)?)(?: (?:hundred|thousand|million))?)", re.IGNORECASE
)


def count_in_words(figure: Figure) -> str:
    """How many there were, as it stands behind "the": "38 wounded", "more than 40 guests"; empty where it cannot stand so."""
    found = _COUNT.fullmatch(figure.text)
    if found is None or not figure.of or figure.unit is not None:
        return ""
    hedge = _HEDGES[found[1].lower()] if found[1] else ""
    counted = "people" if figure.of == "person" and figure.high != 1 else figure.of  # "one person was killed and four hurt"
    return " ".join(filter(None, (hedge, found[2].lower(), counted)))


class Figures:
    """The figures of a document's claims, made in the order of the text."""

    def __init__(self, quantities: Sequence[Quantity]) -> None:
        self._quantities = quantities
        self._by_value: dict[tuple[float | None, float | None, str | None], list[Claim]] = collections.defaultdict(list)

    def remember(self, claim: Claim) -> None:
        """Keeps a claim's figure, so that it is not claimed again."""
        if claim.figure:
            self._by_value[claim.figure.low, claim.figure.high, claim.figure.unit].append(claim)

    def of(self, draft: Draft) -> Figure | None:
        """The draft's figure; relative ones have no values yet."""
        quantity = draft.quantity
        if quantity is None:
            return None
        relative = quantity.relative is not None
        return Figure(
            text=quantity.text,
            start=quantity.span.start,
            end=quantity.span.end,
            low=None if relative else quantity.best if quantity.is_move else quantity.low,
            high=None if relative else quantity.best if quantity.is_move else quantity.high,
            best=None if relative else quantity.best,
            low_open=quantity.low_open,
            high_open=quantity.high_open,
            approximate=quantity.approximate,
            tolerance=None if relative else quantity.tolerance,
            of=counted_together(draft) or self._counted_in(quantity),
            unit=quantity.unit,
            measures=self._measures(draft, quantity),
            change=quantity.change,
        )

    @staticmethod
    def _measures(draft: Draft, quantity: Quantity) -> tuple[str, ...]:
        counted = counted_token(draft.clause.sentence, quantity)
        return measures_of_total(counted) if draft.is_total else measures_of(counted, quantity.unit, part=draft.part)

    def _counted_in(self, quantity: Quantity) -> str:
        """What is counted, without the total before it: of "110,000 of the region's 140,000 homes" homes."""
        if quantity.of_span is None:
            return quantity.of
        low = bisect.bisect_left(self._quantities, quantity.span.end, key=lambda one: one.span.start)
        following = self._quantities[low] if low < len(self._quantities) else None
        inside = following and following.of and following.of_span and quantity.of_span.covers(following.span)
        return following.of if following and inside else quantity.of

    def is_repeated(self, draft: Draft, figure: Figure, links: tuple[Link, ...]) -> bool:
        """The figure was claimed before, of the same things: what is told again is no new claim."""
        if figure.low is None and figure.high is None:
            return False
        noun, definite = arithmetic.head_noun(figure.of), _is_definite(draft)
        for earlier in self._by_value[figure.low, figure.high, figure.unit]:
            known = earlier.figure
            if known is None:
                continue
            unnamed = not noun and definite  # "of the 43 injured"
            same_noun = unnamed or (arithmetic.head_noun(known.of) == noun and bool(noun or figure.unit))
            same_origin = not links or not earlier.attribution or names_of(links[-1]) == names_of(earlier.attribution[-1])
            told_again = definite or (known.measures == figure.measures and bool(figure.measures))
            if same_noun and same_origin and told_again and (figure.low or figure.high or 0) > 1:
                return True
        return False


def counted_together(draft: Draft) -> str:
    """What a part is of, where that is a list: of "12 missiles and 30 drones, of which 31 …" missiles and drones."""
    verb, quantity = draft.clause.head, draft.quantity
    if verb.dep_ != "relcl" or quantity is None or quantity.unit is not None:
        return ""
    if not any(word.lower_ == "which" and word.head.lower_ == "of" for left in verb.lefts for word in left.subtree):
        return ""
    if any(word.lower_ == "respectively" for word in draft.clause.tokens):
        return ""  # each is of its own
    first = draft.clause.sentence.span_of(verb.left_edge).start
    if quantity.of_span is not None and quantity.of_span.start >= first:
        return ""  # "of which 156 drones were downed"
    nouns = [noun.lower_ for noun in counted_with(antecedent_of(verb))]
    return f"{', '.join(nouns[:-1])} and {nouns[-1]}" if len(nouns) > 1 else ""


def counted_token(sentence: Sentence, quantity: Quantity) -> Token:
    """The word that a quantity counts, or its number."""
    behind = bisect.bisect_right(sentence.tokens, quantity.head - sentence.offset, key=lambda token: token.idx)
    return sentence.tokens[max(behind - 1, 0)]


def bare_number(draft: Draft, figure: Figure | None) -> Token | None:
    """The number that stands alone for what it counts, as who did something or had it done: "Three were still going on"."""
    quantity = draft.quantity
    if quantity is None or figure is None or figure.unit is not None or quantity.relative is not None or quantity.is_move:
        return None
    number = counted_token(draft.clause.sentence, quantity)
    reached = number.dep_ == "dobj" and number.head.lemma_ in _AMOUNTING
    led = quantity.of_span is not None and _is_grown_to(number)
    if not (number.pos_ == "NUM" or number.like_num) or not (led or number.dep_ in _ARGUMENTS) or reached:
        return None
    behind = number.nbor() if number.i + 1 < len(number.doc) else number
    behind = behind.nbor() if behind.lower_ == "more" and behind.i + 1 < len(behind.doc) else behind
    alone = behind.pos_ in {"VERB", "AUX", "PUNCT", "ADP", "ADV", "CCONJ"} and behind.lower_ not in {"of", "per"}
    some = behind.tag_ in {"VBN", "VBD"} and number.dep_ == "dobj"  # "received 38 wounded"
    told = any(child.pos_ in {"NOUN", "PROPN"} for child in number.children)
    return number if alone and not (some or told) else None


def _is_grown_to(number: Token) -> bool:
    """Something has come to have so many: "licensed for six floors, it rose to nine"; of a toll that is told otherwise."""
    verb = number.head.head
    if number.dep_ != "pobj" or number.head.lower_ != "to" or verb.lemma_ not in {"climb", "expand", "grow", "rise"}:
        return False
    subject = next((child for one in (verb, verb.head) for child in one.lefts if child.dep_ in _ARGUMENTS), None)
    return subject is not None and subject.pos_ == "PROPN"


def open_number(number: Token, figure: Figure) -> str | None:
    """What a claim says of which nobody knows what its number counts; ``None`` where its noun, its verb or its whole tells."""
    whole = any(token.lower_ == "of" and token.dep_ == "prep" for token in number.head.lefts)
    asked = number.head.lemma_ in _AMOUNTING  # by what counts where, see :func:`is_uncounted`
    known = figure.of or whole or asked or not OF_PEOPLE.isdisjoint(figure.measures)
    return None if known else f"who or what “{figure.text}” {'is' if figure.text.lower() in {'1', 'one'} else 'are'}"


def with_noun(statement: str, figure: Figure) -> str:
    """The statement with what its bare number counts: "Three [assaults] were still going on".

    What happens to people alone is not told of "six homes", which stand nearer.
    """
    noun = figure.of.rpartition(" ")[2].lower()
    nation = figure.of.istitle() and singular(noun) != noun  # "600 North Koreans killed and 4,000 wounded"
    if not OF_PEOPLE.isdisjoint(figure.measures) and not (are_people(noun) or nation):
        return statement
    people = noun == "person" and figure.high != 1  # "one person died and two were hurt"
    plural = people or singular(noun) != noun or noun in _ALIKE
    one = plural and figure.high == 1
    # "four deaths in Lund and one in Korm"
    counted = "people" if people else singular(noun) if one else figure.of
    if (
        not noun
        or noun == "others"
        or " and " in figure.of
        or re.search(rf"\b{re.escape(counted.lower())}\b", statement.lower())
        or (one and " " in figure.of)
    ):
        return statement
    if not plural and figure.high != 1:
        return statement
    return re.sub(
        rf"\b{re.escape(figure.text)}( more)?\b(?! {noun})", rf"\g<0> {counted}", statement, count=1, flags=re.IGNORECASE
    )


def names_of(link: Link) -> tuple[str, ...]:
    """Who speaks in a link of the chain."""
    return tuple(source.name for source in link.sources)


def _is_definite(draft: Draft) -> bool:
    led = before(draft.clause, draft.quantity.span.start) if draft.quantity else []
    return bool(led) and led[-1].lower_ in {"the", "these", "those"}
