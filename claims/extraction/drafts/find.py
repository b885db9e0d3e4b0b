"""All drafts of a sentence, with what its other clauses say of the occasion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims.extraction.clauses import SUBJECTS, Clause, Place, trimmed
from claims.extraction.drafts.draft import SUBSET_PRONOUNS, Draft, is_of_means, place
from claims.extraction.drafts.lists import COMPARING, figure_drafts, shown
from claims.extraction.drafts.parts import fronted_total
from claims.extraction.quantities.units import TIME_UNITS
from claims.extraction.records import Quantity, Span
from claims.extraction.reference.nouns import REPORTS
from claims.extraction.text.tokens import Token

#: Two words say nothing that could be checked, unless one is a figure.
_FEWEST_WORDS = 2
#: "The three" who speak begin with their number, or with an article before it.
_ARTICLE = 5
#: What is said between or before words, and says nothing by itself: "Three, [I know], are dead", "[I repeat], not one".
_INSERTED = frozenset("believe guess hope know mean repeat suppose swear think".split())
#: What opens a clause that says how something came about.
_OCCASIONS = frozenset({"when", "after", "before", "since", "until"})
_SAYING = frozenset({"add", "report", "say"})
#: In words: "[, a spokesman for the army said,]".
_LONGEST_INQUIT = 10
#: Who was "not authorised to brief the press" goes without a name.
_PERMITTED = frozenset("allowed authorised authorized permitted".split())
_SPEAKING = frozenset("brief comment discuss speak talk".split())


def drafts_of(clauses: Sequence[Clause], quantities: Sequence[Quantity], speakers: Sequence[Span]) -> Iterator[Draft]:
    """One draft for each figure of a clause, or one for a clause without; what says who speaks is none."""
    counts = [one for one in quantities if not any(0 <= one.span.start - span.start < _ARTICLE for span in speakers)]
    for clause in clauses:
        own = [quantity for quantity in counts if quantity.is_figure and _holds(clause, quantity)]
        if own and (_is_tag(clause) or (clause.frame and not clause.chain and all(map(_is_of_occasion, own)))):
            continue
        if own and clause.frame and (total := fronted_total(clause, own[0])):
            said = next((one for one in clauses if one.chain and one.tokens[0].i > clause.tokens[0].i), clause)
            yield Draft(said, total, own.pop(0), fronted=True)
        if own:
            drafts = list(figure_drafts(clause, own))
            _compare(drafts, clause, clauses)
            yield from _with_occasion(drafts, clause, clauses, counts)
        elif not (clause.frame or _is_asked(clause)) and _tells(words := trimmed(clause.tokens), clause):
            yield Draft(clause, words, shown=shown(clause, words, alone=True), sentence=_with_antecedent(clause, words))


def _is_of_occasion(figure: Quantity) -> bool:
    """It is of that on which somebody speaks: "After a two-hour meeting, Roe said"."""
    return figure.unit in TIME_UNITS and "-" in figure.text


def _tells(words: Sequence[Token], clause: Clause) -> bool:
    """They are enough for a claim, or the thing that somebody denies: "denied involvement"; "I know" and "I repeat" are none."""
    if _is_why_unnamed(clause):
        return False
    if clause.head.lemma_ == "give" and any(child.lower_ == "name" for child in clause.head.rights):
        return False  # "who gave her name as Ana"
    if words and words[0].tag_ == "PRP" and clause.head.lemma_ in _INSERTED and not _is_known(clause.head):
        return False
    denied = len(words) == 1 and words[0].pos_ == "NOUN" and [one.lemma_ for one in clause.cue_phrase[:1]] == ["deny"]
    return len(words) >= _FEWEST_WORDS or denied


def _with_antecedent(clause: Clause, words: Sequence[Token]) -> list[Token]:
    """The words with what the verb is done to, which stands before who says so: "[18 men] whom Lund said it could not find"."""
    verb, said = clause.head, clause.head.head
    relative = said.head if said.dep_ == "conj" and said.head.dep_ == "relcl" else said
    if verb.dep_ != "ccomp" or relative.dep_ != "relcl" or said.lemma_ not in _SAYING or not clause.chain:
        return []
    between = [token for token in said.doc[relative.left_edge.i : verb.i] if token.tag_ in {"WP", "WDT", "IN"}]
    pronoun = next((token for token in reversed(between) if token.lower_ in {"that", "which", "whom"}), None)
    acts = any(child.dep_ == "nsubj" and child.tag_ not in {"WP", "WDT"} for child in verb.lefts)
    if pronoun is None or not acts or any(not child.is_punct for child in verb.rights) or pronoun.i > said.i:
        return []
    noun = relative.head
    if pronoun.lower_ == "that" and noun.lemma_ in REPORTS:
        return []
    thing = [token for token in noun.subtree if token.i < relative.left_edge.i and not token.is_punct]
    told = [token for token in words if token != pronoun]
    return [*told, *thing] if 0 < len(thing) <= _LONGEST_INQUIT else []


def _is_asked(clause: Clause) -> bool:
    """The article asks it, as headings do: "What happened in the village?"."""
    return not clause.chain and clause.sentence.tokens[-1].text.startswith("?")


def _is_known(verb: Token) -> bool:
    """It is told what somebody knows or thinks."""
    if verb.lemma_ == "repeat" and verb.nbor().text == ",":
        return False
    return any(child.dep_ in {"acomp", "ccomp", "dobj", "prep", "xcomp"} for child in verb.rights)


def _is_tag(clause: Clause) -> bool:
    """It says no more than who speaks: "…, said Ana Roe, 63, a farmer with eight children"."""
    words = trimmed(clause.tokens)
    inverted = bool(words) and words[0] == clause.head and clause.head.tag_ == "VBD" and words[0].i > clause.sentence.tokens.start
    return clause.frame and inverted and any(child.dep_ in SUBJECTS for child in clause.head.rights)


def _is_why_unnamed(clause: Clause) -> bool:
    """It says why a source goes without a name: "as he was not permitted to speak to the press"."""
    words = {token.lower_ for token in clause.tokens}
    permitted = not (words.isdisjoint(_PERMITTED) or words.isdisjoint(_SPEAKING))
    above = clause.parent if clause.place in {Place.ADVERBIAL, Place.RELATIVE} else None
    if above is not None and above.place is Place.RELATIVE and not above.frame:
        above = above.parent  # "who asked not to be named because he was not authorised to speak, said"
    return above is not None and above.frame and "not" in words and (permitted or not words.isdisjoint({"identified", "named"}))


def _compare(drafts: list[Draft], clause: Clause, clauses: Sequence[Clause]) -> None:
    """Tell what is compared behind who says so: "14 were hurt, he said, [three fewer than had been announced]"."""
    words = drafts[0].words if drafts else []
    if not (len(words) > _FEWEST_WORDS and words[0].like_num and (words[1].lower_, words[2].lower_) in COMPARING):
        return
    before = next((one for one in reversed(clauses) if one.chain == clause.chain and one.tokens[-1].i < words[0].i), None)
    comma = words[0].nbor(-1) if words[0].i else words[0]
    if before is not None and comma.text == "," and not drafts[0].sentence:
        drafts[0].sentence = [*trimmed(before.tokens), comma, *words]


def is_occasion(clause: Clause) -> bool:
    """The clause says when, or after what, the one that it hangs on was so."""
    return clause.place is Place.ADVERBIAL and clause.tokens[0].lower_ in _OCCASIONS


def _with_occasion(
    drafts: list[Draft], clause: Clause, clauses: Sequence[Clause], quantities: Sequence[Quantity]
) -> Iterator[Draft]:
    """The drafts with the words that tell on what occasion it was so: "28 people died [when a boat sank]"."""
    last = drafts[-1] if drafts else None
    if last is not None and not last.total and not last.shown:
        behind = last.words[-1].i + 1
        occasions = (one for one in clauses if one.parent is clause and is_occasion(one))
        occasion = next((one for one in occasions if _follows(clause, behind, one.tokens[0])), None)
        counts = (one for one in quantities if occasion and one.is_figure and _holds(occasion, one))
        if occasion and all(is_of_means(one) for one in counts):
            for draft in drafts[:-1]:
                of_them = draft.quantity is not None and draft.quantity.of.lower() in SUBSET_PRONOUNS  # "three of them children"
                draft.lent = [] if draft.is_total or of_them else list(occasion.tokens)
            last.tail = [*last.tail, *occasion.tokens]
            last.shown = [*last.words, *trimmed(occasion.tokens)]
    yield from drafts


def _follows(clause: Clause, behind: int, first: Token) -> bool:
    """Nothing stands between but who says so: "nine were killed[, police said,] when a shell hit a bus"."""
    between = first.doc[behind : first.i]
    said = len(between) in range(3, _LONGEST_INQUIT) and between[0].text == between[-1].text == ","
    return first.i == behind or (bool(clause.chain) and said and any(token.lemma_ in _SAYING for token in between))


def _holds(clause: Clause, quantity: Quantity) -> bool:
    start = quantity.span.start
    return any(place(clause, token) <= start < place(clause, token) + len(token) for token in clause.tokens)
