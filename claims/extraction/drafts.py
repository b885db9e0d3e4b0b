"""Clauses to drafts: which words of a clause make a claim, one for each figure, or one for a clause without.

A list of figures is cut between its items, each of which shares the words before and after the list.
"""

from __future__ import annotations

import bisect
import dataclasses
import itertools
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claims.extraction.clauses import HELPERS, SUBJECTS, Clause, Place, antecedent_of, is_gapped, span_of, trimmed
from claims.extraction.records import Quantity, Span

#: Two words say nothing that could be checked, unless one is a figure.
_FEWEST_WORDS = 2
#: "The three" who speak begin with their number, or with an article before it.
_ARTICLE = 5
#: What opens an aside that tells more of what was counted, or of what followed from it.
_ASIDE_MARKS = frozenset({",", "(", "–", "—", "--"})
ASIDES = frozenset(
    "including among most many some half mostly mainly especially notably such up down compared or each according".split()
)
#: A longer phrase before a relative clause has claims of its own in it.
_LONGEST_ANTECEDENT = 12
#: More figures than this share no words: they are a table.
_MOST_FIGURES = 30
_VERBAL = frozenset({"VERB", "AUX"})
_CONDITIONS = frozenset({"condition", "state"})
_PARTITIVE = frozenset({"of", "than"})
#: What a name begins with that acts in the place of another.
_OPENS_NAME = frozenset({"DT", "NNP", "NNPS", "JJ", "NN"})
#: What leads to a former value.
FORMERLY = frozenset({"up", "down", "compared", "against"})
#: What opens a clause that says how something came about.
_OCCASIONS = frozenset({"when", "after"})
_MODIFYING = frozenset({"amod", "compound", "nmod"})
#: What belongs to the number before it: "killing seven and hurting dozens more".
_MORE = frozenset({"more", "others"})
#: What goes on with a list behind what it counted first.
BESIDE = tuple(phrase.split() for phrase in ("along with", "together with", "as well as", "in addition to", "plus"))
SUBSET_CUES = frozenset({"including", "among"})
SUBSET_PRONOUNS = frozenset({"them", "those", "these", "whom", "which"})


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
    #: Its total is told behind it: "[74] of its 410 branches".
    part: bool = False
    #: It counts some of what the clause counts first: "61 drones, including [24] over Lund".
    subset: bool = False
    #: The verb of a list's first item, which stands before this figure unsaid: "Labour won 40 seats and the Union [won] 31".
    gap: list[Token] = dataclasses.field(default_factory=list)
    #: The words are a sentence as they are told, whatever the parse makes of them.
    whole: bool = False
    #: What another verb, or another item of the list, says of where and when, and goes for this claim too.
    lent: list[Token] = dataclasses.field(default_factory=list)

    @property
    def told(self) -> list[Token]:
        """The words that the statement is made of, in its order."""
        at = 0
        if self.gap and self.quantity:
            starts = [self.clause.sentence.offset + token.idx for token in self.words]
            named = starts[0] < self.quantity.span.start
            at = bisect.bisect_left(starts, self.quantity.span.start if named else _end_of(self.quantity))
        return [*self.lead, *self.words[:at], *self.gap, *self.words[at:], *self.tail]

    @property
    def span(self) -> Span:
        return span_of(self.clause.sentence, self.shown or self.words)


def drafts_of(clauses: Sequence[Clause], quantities: Sequence[Quantity], speakers: Sequence[Span]) -> Iterator[Draft]:
    """One draft for each figure of a clause, or one for a clause without; what says who speaks is none."""
    counts = [one for one in quantities if not any(0 <= one.span.start - span.start < _ARTICLE for span in speakers)]
    for clause in clauses:
        own = [quantity for quantity in counts if quantity.is_figure and _holds(clause, quantity)]
        if own:
            yield from _with_occasion(list(_figure_drafts(clause, own)), clause, clauses, counts)
        elif not clause.frame and len(words := trimmed(clause.tokens)) >= _FEWEST_WORDS:
            yield Draft(clause, words, shown=_shown(clause, words, alone=True))


def _with_occasion(
    drafts: list[Draft], clause: Clause, clauses: Sequence[Clause], quantities: Sequence[Quantity]
) -> Iterator[Draft]:
    """The drafts with the words that tell on what occasion it was so: "28 people died [when a boat sank]"."""
    last = drafts[-1] if drafts else None
    if last is not None and not last.total and not last.shown:
        behind = last.words[-1].i + 1
        occasion = next((one for one in clauses if one.parent is clause and one.tokens[0].i == behind and is_occasion(one)), None)
        if occasion and not any(quantity.is_figure and _holds(occasion, quantity) for quantity in quantities):
            for draft in drafts[:-1]:
                draft.lent = [] if draft.total else list(occasion.tokens)
            last.tail = [*last.tail, *occasion.tokens]
            last.shown = [*last.words, *trimmed(occasion.tokens)]
        elif last.words[-1].i == clause.head.i:
            gapped = next((one for one in clauses if one.head.head.i == clause.head.i and is_gapped(one.head)), None)
            last.tail = last.tail or ([] if gapped is None else _circumstances(gapped))
    yield from drafts


def _circumstances(clause: Clause) -> list[Token]:
    """Where and when, told once for two verbs of which the second goes without help: "12 were killed and 40 hurt in Lund"."""
    own = {token.i for token in clause.tokens}
    found = [child for child in clause.head.rights if child.dep_ in {"prep", "npadvmod"} and child.i in own]
    return [token for child in found for token in child.subtree if token.i in own]


def is_occasion(clause: Clause) -> bool:
    """The clause says when, or after what, the one that it hangs on was so."""
    return clause.place is Place.ADVERBIAL and clause.tokens[0].lower_ in _OCCASIONS


def _holds(clause: Clause, quantity: Quantity) -> bool:
    offset, start = clause.sentence.offset, quantity.span.start
    return any(offset + token.idx <= start < offset + token.idx + len(token) for token in clause.tokens)


def _figure_drafts(clause: Clause, quantities: Sequence[Quantity]) -> Iterator[Draft]:
    """The clause cut between the figures of a list; figures that no comma and no "and" divides share its words."""
    wholes = {
        part.span: (whole, phrase) for part, whole in itertools.pairwise(quantities) if (phrase := _total(clause, whole, part))
    }
    totals = {whole.span for whole, _ in wholes.values()}
    counted = [quantity for quantity in quantities if quantity.span not in totals]
    if len(counted) <= _MOST_FIGURES:
        between = [_cut(clause, former, latter) for former, latter in itertools.pairwise(counted)]
    else:  # no sentence: each figure has the words up to the next
        starts = [clause.sentence.offset + token.idx for token in clause.tokens]
        between = [bisect.bisect_left(starts, latter.span.start) for latter in counted[1:]]
    cuts = [0, *between, len(clause.tokens)]
    subset = of_them = False
    for index, quantity in enumerate(counted):
        low = max(cut for cut in cuts[: index + 1] if cut is not None)
        high = min(cut for cut in cuts[index + 1 :] if cut is not None)
        words = trimmed(clause.tokens[low:high])
        whole, phrase = wholes.get(quantity.span, (None, []))
        subset = bool(words) and (words[0].lower_ in SUBSET_CUES or ((subset or of_them) and words[0].pos_ == "NUM"))
        of_them = quantity.of.lower() in SUBSET_PRONOUNS  # "31 of them over Lund and [22] over York"
        if subset and (told := _subset(clause, counted[0], quantity, words)):
            yield Draft(clause, told, quantity, shown=words, subset=True)
        elif words:
            lead, tail = _shared(clause, counted, index, low, high)
            words = _without_beside(words) if lead else words
            words = _without_asides(clause, words, quantity)
            if low == 0:
                words = [*_antecedent(clause, words), *words]
                lead = lead or _whole_before(clause, quantity)
            shown = _shown(clause, words, alone=len(counted) == 1)
            gap = _gap(clause, counted[0], quantity, words) if index else []
            if gap:
                lead, tail = [], tail or _noun_of(clause, counted[0], quantity)
            own_object = bool(index and lead) and _has_own_object(clause, quantity, words)
            if own_object:
                lead = [token for token in lead if token.i <= clause.head.i]
            yield Draft(
                clause, words, quantity, lead, tail, shown, part=whole is not None, gap=gap, whole=bool(gap) or own_object
            )
        if whole is not None:
            yield Draft(clause, phrase, whole, total=True)


def _gap(clause: Clause, first: Quantity, quantity: Quantity, words: Sequence[Token]) -> list[Token]:
    """The verb that a later item shares without repeating it: it stands before its figure, or behind what is counted.

    "Labour won 40 seats and the Union 31", "90,000 was spent on rent and 12,000 on food".
    """
    head, offset = clause.head, clause.sentence.offset
    if head.pos_ not in _VERBAL or any(token.pos_ in _VERBAL for token in words):
        return []
    verb = [*(child for child in head.lefts if child.dep_ in HELPERS), head]
    before = [token for token in words if offset + token.idx < quantity.span.start]
    if first.span.start < offset + head.idx:
        behind = next((token for token in words if offset + token.idx >= _end_of(quantity)), None)
        stated = any(token.lemma_ in _CONDITIONS for token in words)  # "three of them in serious condition"
        led = behind is not None and behind.tag_ == "IN" and behind.lower_ not in _PARTITIVE
        return verb if led and not (before or stated) else []
    if not before or before[-1].pos_ == "ADP":
        return []
    names = [token for token in before if token.pos_ == "PROPN"]
    subject = any(child.dep_ in SUBJECTS for child in head.lefts)
    return verb if subject and names and before[0].tag_ in _OPENS_NAME and quantity.of_span in {None, first.of_span} else []


def _has_own_object(clause: Clause, quantity: Quantity, words: Sequence[Token]) -> bool:
    """The item says of whom its figure is: "the poll puts Roe on 50% and Vellund on 48%"."""
    before = [token for token in words if clause.sentence.offset + token.idx < quantity.span.start]
    names = any(token.pos_ == "PROPN" for token in before[:-1])
    return names and before[-1].pos_ == "ADP" and before[0].tag_ in _OPENS_NAME


def _noun_of(clause: Clause, first: Quantity, quantity: Quantity) -> list[Token]:
    """The noun that the figure of a list's first item counts, for a figure that goes without."""
    if first.of_span is None or quantity.of_span != first.of_span:
        return []
    offset = clause.sentence.offset
    return [token for token in clause.tokens if first.span.end <= offset + token.idx < first.of_span.end]


def _without_beside(words: list[Token]) -> list[Token]:
    """The item of a list that goes on with "along with" as with "and"."""
    said = [token.lower_ for token in words]
    size = next((len(phrase) for phrase in BESIDE if said[: len(phrase)] == phrase), 0)
    return words[size:] if size < len(words) else words


def _subset(clause: Clause, whole: Quantity, part: Quantity, words: Sequence[Token]) -> list[Token]:
    """A number without a noun in the words of the whole: of "61 drones were downed, including 24 over Lund" 24 drones."""
    if whole.of_span is None or part.of_span != whole.of_span or any(token.pos_ == "VERB" for token in words[1:]):
        return []
    offset = clause.sentence.offset
    before = [token for token in clause.tokens if offset + token.idx < whole.span.start]
    noun = [token for token in clause.tokens if whole.span.end <= offset + token.idx < whole.of_span.end]
    behind = [token for token in clause.tokens if whole.of_span.end <= offset + token.idx and token.i < words[0].i]
    number = [token for token in words if part.span.start <= offset + token.idx < part.span.end]
    rest = [token for token in words if part.span.end <= offset + token.idx]
    aside = next((place for place, token in enumerate(behind) if token.text in _ASIDE_MARKS), len(behind))
    if any(token.i == clause.head.i for token in behind[:aside]):
        return [*before, *number, *noun, *behind[:aside], *rest]
    return [*before, *number, *noun, *rest] if any(token.i == clause.head.i for token in before) else []


def _total(clause: Clause, quantity: Quantity, part: Quantity) -> list[Token]:
    """The phrase that gives the total of which the figure before it is a part: "110,000 of [the region's 140,000 homes]"."""
    if part.of_span is None or quantity.of_span is None:
        return []
    if not (part.span.end <= quantity.span.start < part.of_span.end and part.of_span.overlaps(quantity.of_span)):
        return []
    offset, first = clause.sentence.offset, part.span.end
    end, noun = quantity.of_span.end, None
    for token in clause.tokens:
        if first <= offset + token.idx < end:
            noun = token
    told = noun is not None and any(child.dep_ in {"relcl", "acl"} and child.nbor(-1).text != "," for child in noun.rights)
    if noun is not None and told:  # "31 accidents that it examined"
        end = offset + noun.right_edge.idx + len(noun.right_edge)
    phrase = [token for token in clause.tokens if first <= offset + token.idx < end]
    return phrase[1:] if phrase and phrase[0].lower_ == "of" and len(phrase) > _FEWEST_WORDS else []


def _shown(clause: Clause, words: Sequence[Token], *, alone: bool) -> list[Token]:
    """A content without a predicate is shown with its cue."""
    return trimmed(clause.cue_phrase) if alone and clause.cue_phrase and words else []


def _without_asides(clause: Clause, words: list[Token], quantity: Quantity) -> list[Token]:
    """The words up to an aside after the figure ("12 people, most of them children"), once the predicate has been said."""
    offset = clause.sentence.offset
    for index, token in enumerate(words[:-1]):
        if token.text in _ASIDE_MARKS and offset + token.idx >= quantity.span.end and token.i > clause.head.i:
            following = words[index + 1]
            if following.lower_ in ASIDES or following.tag_ == "VBG":
                return words[:index]
    return words


def _antecedent(clause: Clause, words: Sequence[Token]) -> list[Token]:
    """The phrase before a relative clause, without which its figure counts nothing: "the only hospital, which has 120 beds"."""
    if clause.head.dep_ != "relcl":
        return []
    noun, first = antecedent_of(clause.head), words[0].i
    chunk = [token for token in noun.doc[noun.left_edge.i : first] if token.sent == noun.sent]
    own = {token.i for token in clause.tokens}
    return [] if len(chunk) > _LONGEST_ANTECEDENT or own.intersection(token.i for token in chunk) else chunk


def _cut(clause: Clause, former: Quantity, latter: Quantity) -> int | None:
    """Where a list goes on from one figure to the next: at the last comma, semicolon or "and" between them."""
    offset = clause.sentence.offset
    end = max(former.span.end, former.of_span.end if former.of_span and former.of_span.end <= latter.span.start else 0)
    found, led_by, before = None, _preposition_of(clause, latter), _preposition_of(clause, former)
    if led_by is not None and before is not None and led_by.lower_ == before.lower_:
        led_by = None  # "puts Roe on 50% and Vellund on 48%"
    for index, token in enumerate(clause.tokens):
        position = offset + token.idx
        if end <= position < latter.span.start and _divides(token) and not _reaches_over(token, led_by):
            found = index
        if end <= position < latter.span.start and token.lower_ in SUBSET_CUES:
            return index
    return _cut_before_name(clause, end, latter, found)


def _divides(token: Token) -> bool:
    """A joint between two items; the "and" of "drone and missile attacks" is none."""
    if token.pos_ == "CCONJ":
        return not (token.head.dep_ in _MODIFYING and token.head.head.i > token.i)
    return token.text in {",", ";", "(", "–", "--"}


def _preposition_of(clause: Clause, quantity: Quantity) -> Token | None:
    """The preposition that leads to what is counted: "on five regions"."""
    number = next((token for token in clause.tokens if clause.sentence.offset + token.idx >= quantity.span.start), clause.head)
    noun = number if number.dep_ == "pobj" else number.head
    return noun.head if noun.dep_ == "pobj" and noun.head.i < number.i else None


def _reaches_over(joint: Token, preposition: Token | None) -> bool:
    """The phrase behind an "and" hangs on a word before it: "a night of drone and missile attacks on five regions"."""
    if joint.pos_ != "CCONJ" or preposition is None or preposition.dep_ != "prep":
        return False
    return preposition.i > joint.i + 1 and preposition.head.i < joint.i


def _cut_before_name(clause: Clause, end: int, latter: Quantity, found: int | None) -> int | None:
    """The joint before a name that a bare figure is of, rather than a comma within: "and the Union, in power since May, 27%"."""
    if found is None or clause.tokens[found].text != "," or not (latter.unit == "percent" or latter.of_span is None):
        return found
    offset = clause.sentence.offset
    between = [index for index, token in enumerate(clause.tokens) if end <= offset + token.idx < latter.span.start]
    joint = next(
        (index for index in between if clause.tokens[index].text in {",", ";"} or clause.tokens[index].pos_ == "CCONJ"), found
    )
    while clause.tokens[joint + 1].pos_ == "CCONJ":
        joint += 1
    opener = clause.tokens[joint + 1]
    named = any(clause.tokens[index].pos_ == "PROPN" for index in between if index > joint)
    verbless = not any(clause.tokens[index].pos_ in _VERBAL for index in between)
    return joint if named and verbless and opener.tag_ in _OPENS_NAME and joint < found else found


def _shared(clause: Clause, quantities: Sequence[Quantity], index: int, low: int, high: int) -> tuple[list[Token], list[Token]]:
    """What a bare item of a list ("five missiles") takes from the rest of it: the words before the first, and after the last."""
    own, offset = clause.tokens[low:high], clause.sentence.offset
    verb = any(token.pos_ in {"VERB", "AUX"} for token in own)
    lead = [] if verb or low == 0 else [token for token in clause.tokens if offset + token.idx < quantities[0].span.start]
    if clause.tokens[0].lower_ == "of" and low > 0:  # "Of the 43 injured, 11 were in hospital, three of them children"
        lead = _fronted(clause) if index == 1 else []
    if lead and not _is_listed(clause, own, quantities[index], high):
        lead = []
    bare = all(token.is_punct or token.pos_ == "CCONJ" for token in own if offset + token.idx >= _end_of(quantities[index]))
    bracketed = any(token.text in {"(", "["} for token in clause.tokens[high - 1 : high + 1])
    shares = bare and not bracketed and high < len(clause.tokens) and quantities[-1].of.lower() not in SUBSET_PRONOUNS
    shares = shares and not _is_governed(clause, quantities[-1], clause.tokens[high])
    # "killed six, among them four infants too young for school"
    told = any(token.i == clause.head.i for token in own)
    shares = shares and not (told and clause.tokens[high].lower_ in SUBSET_CUES)
    # "312 people, up from 190 this morning"
    shares = shares and not any(token.lower_ in FORMERLY for token in clause.tokens[high : high + 2])
    return lead, _tail(clause, quantities[-1]) if shares else []


def _is_listed(clause: Clause, own: Sequence[Token], quantity: Quantity, high: int) -> bool:
    """The item stands in a list with those before it: "in Lund, one of the towns" and "the town, 18 miles off" are none."""
    if quantity.of.lower() in SUBSET_PRONOUNS and own[0].lower_ not in SUBSET_CUES:
        return False  # "71 witnesses, 58 of them officers"
    joined = own[0].pos_ == "CCONJ" or any(token.pos_ == "CCONJ" for token in clause.tokens[high : high + 2])
    if joined or own[0].lower_ in SUBSET_CUES:
        return True
    number = next((token for token in own if clause.sentence.offset + token.idx >= quantity.span.start), own[0])
    noun = number if number.dep_ == "conj" or number.head not in own else number.head
    beside = noun.dep_ == "appos" or (noun.dep_ == "npadvmod" and quantity.unit is not None)
    return not beside and number.dep_ != "appos"


def _is_governed(clause: Clause, quantity: Quantity, first: Token) -> bool:
    """The figure belongs to a noun of the item rather than being it: "supporters, and advisers to three committees"."""
    number = next((token for token in clause.tokens if clause.sentence.offset + token.idx >= quantity.span.start), first)
    noun = number if number.dep_ == "pobj" else number.head
    modifies = noun.dep_ in _MODIFYING and noun.head.pos_ == "NOUN"  # "after a three-day battle"
    noun = noun.head if modifies else noun
    return noun.dep_ == "pobj" and (modifies or noun.head.i >= first.i) and noun.head.i < number.i


def _whole_before(clause: Clause, quantity: Quantity) -> list[Token]:
    """The whole that the sentence, not the clause, begins with: "Of the remaining drones, 12 were lost and [five] landed"."""
    tokens = list(clause.sentence.tokens)
    if tokens[0].lower_ != "of" or quantity.of_span is None or clause.tokens[0].i == tokens[0].i:
        return []
    comma = next((place for place, token in enumerate(tokens) if token.text == ","), -1)
    counted = clause.sentence.offset + tokens[comma].idx >= quantity.of_span.end
    return tokens[: comma + 1] if counted and tokens[comma].i < clause.tokens[0].i else []


def _fronted(clause: Clause) -> list[Token]:
    """The whole that a sentence begins with: "Of the 43 injured,"."""
    comma = next((place for place, token in enumerate(clause.tokens) if token.text == ","), -1)
    return clause.tokens[: comma + 1]


def _end_of(quantity: Quantity) -> int:
    """Where the phrase of number and noun ends."""
    return max(quantity.span.end, quantity.of_span.end if quantity.of_span else 0)


def _tail(clause: Clause, last: Quantity) -> list[Token]:
    tail = [token for token in clause.tokens if clause.sentence.offset + token.idx >= _end_of(last) and not token.is_punct]
    return tail[1:] if tail and tail[0].lower_ in _MORE else tail
