"""Where and when, told once for several happenings: "four people were killed and 15 wounded in Lund on Sunday".

A phrase that stands with one verb goes for another only where the language leaves little doubt: it opens the sentence; the verbs
tell in one breath, and in one tense, what happened to people or things; one clause says on what occasion the other was so. A time
that lasts ("since 2016") goes for its own verb alone, and so does a place that only one of two verbs is told with.
"""

from __future__ import annotations

import enum
import itertools
from collections.abc import Iterator, Sequence

from claims.extraction.assembling.phrases import OTHERWISE, Phrases
from claims.extraction.assembling.places import WHERE
from claims.extraction.attribution.cues import COUNTING, FIGURE_VERBS
from claims.extraction.clauses import (
    HELPERS,
    SUBJECTS,
    Clause,
    Place,
    antecedent_of,
    has_subject,
    helpers_of,
    is_finite,
    is_gapped,
    trimmed,
)
from claims.extraction.drafts.draft import ASIDES, Draft
from claims.extraction.drafts.find import is_occasion
from claims.extraction.quantities.measures import FLYING, tells_happening
from claims.extraction.reference.nouns import LOCAL, SUMS
from claims.extraction.text.tokens import Token

#: What leads a clause that tells of the same time as the one it hangs on.
_SAME_TIME = frozenset({"when", "as", "while"})
_ELSEWHERE = "elsewhere"
_HARMING = frozenset({"kill", "injure", "wound", "hurt"})
_JOINTS = frozenset({"and", "while", "but", ",", ";"})


class Gives(enum.Enum):
    """What a phrase of another clause tells of a claim: its day alone, its place as well, or all that it says."""

    DAY = enum.auto()
    PLACE = enum.auto()
    ALL = enum.auto()


#: What these lead to was on another day.
_EARLIER = frozenset({"after", "before", "following", "since"})


#: Where patients are, and what is done there.
_WARDS = frozenset({"clinic", "hospital", "infirmary"})
_CARE = frozenset({"admit", "operate", "treat"})
#: "In its best year" is a time, though no day.
_TIMES = frozenset({"month", "season", "year"})
#: Who tells of a place from there, and of no other; officials in a capital tell of anywhere, unless they are said to be local.
_ON_THE_SPOT = frozenset("firefighter governor hospital mayor medic police rescuer resident witness".split())


class Circumstances:
    """What the clauses of one sentence tell of days and places, and for which others of them that goes."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._clauses = phrases.clauses

    def lent_to(self, draft: Draft) -> list[Token]:
        """The words that say where and when a claim's happening was, and are not among the claim's own, in their order."""
        return self._ward_of(draft) or self._lent_to(draft)

    def _lent_to(self, draft: Draft) -> list[Token]:
        clause = draft.clause
        scene = _scene_of_saying(clause) if clause.chain else {}
        if len(self._clauses) == 1 and not scene and (not self._phrases.dated or draft.quantity is None):
            return []  # nothing stands beside it
        own = _own_words(draft)
        if draft.is_total or draft.former or any(token.lower_ in OTHERWISE - {_ELSEWHERE} for token in own):
            return []
        headless = not any(token.i == clause.head.i for token in own)
        them = _tells_of_them(own)
        so = draft.copula is not None and not draft.is_apposition  # "with 20 people still missing"
        absolute = so or (them and any(token.lower_ in WHERE for token in own))
        bare = is_bare(clause)
        if headless and not (absolute or bare or clause.cue_phrase):
            return []  # a part that is told in the words of its whole, or that is so at any time: "three of them children"
        told = {token.i for token in (*own, *draft.lent)}
        day = bool(told & self._phrases.dated) or any(token.lemma_ in _TIMES and token.dep_ == "pobj" for token in own)
        place = self._phrases.says_where(own) or any(token.lower_ == _ELSEWHERE for token in own)
        lent: dict[int, Token] = {}
        for phrase, gives in self._offered(draft):
            if phrase[0].lower_ == "according":  # "according to results released on Monday"
                continue
            dates, places = self._phrases.is_dated(phrase), gives is not Gives.DAY and self._phrases.is_place(phrase[0])
            wanted = (dates and not day) or (places and not place)
            taken = gives is Gives.ALL or (wanted and not self._phrases.counts(phrase))
            if taken and not told & {token.i for token in phrase}:
                lent |= {token.i: token for token in phrase}
                day, place = day or dates, place or places
        if not place and not told & set(scene):
            lent |= scene
        return [lent[position] for position in sorted(lent)]

    def _offered(self, draft: Draft) -> Iterator[tuple[list[Token], Gives]]:
        """Phrases that go for the claim, the nearest first."""
        clause = draft.clause
        acts_itself = bool(draft.sentence) and draft.sentence[0] is draft.words[0]  # "and the Union 31"
        for phrase in self._phrases.of(clause):
            if _closes_aside(draft, phrase):
                yield phrase, Gives.ALL
            elif not (_is_of_other(draft, phrase) or (acts_itself and phrase[0].i > clause.head.i)):
                yield phrase, Gives.PLACE if phrase[0].i < clause.head.i else Gives.DAY
        if is_bare(clause) and not _tells_of_them(_own_words(draft)):
            yield from self._occasions_of(clause)
        if not (draft.subset or draft.part or _tells_of_them(_own_words(draft))):
            yield from self._of_cue(clause)
        for other in self._before(clause):
            yield from self._of_former(clause, other, counted=draft.quantity is not None)
        for other in self._behind(clause):
            if _are_told_together(clause, other):
                latter = self._of_latter(other, bare=is_bare(clause) and not _tells_of_them(_own_words(draft)))
                yield from ((phrase, gives) for phrase, gives in latter if not _is_of_some(draft, phrase))
        yield from self._of_parent(clause)

    def _of_cue(self, clause: Clause) -> Iterator[tuple[list[Token], Gives]]:
        """When a figure was put so high: "put the toll at 57 on Monday"."""
        if clause.cue_phrase and clause.cue_phrase[0].lemma_ in FIGURE_VERBS | COUNTING | {"report"}:
            for frame in self._phrases.frames:
                if frame.head.i == clause.cue_phrase[0].i:
                    for phrase in self._phrases.of(frame):
                        yield phrase, Gives.PLACE if phrase[0].i < frame.head.i else Gives.DAY

    def _ward_of(self, draft: Draft) -> list[Token]:
        """The hospital with which a sentence opens in which somebody tells of the patients there."""
        clause, first = draft.clause, draft.clause.sentence.tokens[0]
        if draft.quantity is None or draft.is_total or first.lower_ not in {"at", "in"} or not _is_of_patients(clause):
            return []
        if not any(frame.head.i == first.head.i for frame in self._phrases.frames) or self._phrases.says_where(_own_words(draft)):
            return []
        phrase = list(itertools.takewhile(lambda token: token.text != ",", first.subtree))
        return phrase if phrase[-1].lower_ in _WARDS and phrase[-1].i < first.head.i else []

    def _of_former(self, clause: Clause, other: Clause, *, counted: bool) -> Iterator[tuple[list[Token], Gives]]:
        """What a clause tells of one that goes on from it: all that it opens with; of what stands behind its verb the day."""
        together = counted and _are_told_together(clause, other)
        for phrase in self._phrases.of(other):
            if phrase[0].i < other.head.i:
                yield phrase, Gives.PLACE
            elif _shares_helper(clause, other) or (together and not self._phrases.lasts(phrase)):
                yield phrase, Gives.DAY

    def _of_latter(self, other: Clause, *, bare: bool) -> Iterator[tuple[list[Token], Gives]]:
        """What a clause tells of the one that it goes on from: everything, where nothing stands behind that one's verb."""
        for phrase in self._phrases.of(other):
            if phrase[0].lower_ == "for" and not self._phrases.is_dated(phrase):
                continue  # "nobody was killed, but 16 were treated for burns"
            if phrase[0].i > other.head.i and (bare or not self._phrases.lasts(phrase)):
                # "killed two people and wounded ten in Lund"
                yield phrase, Gives.ALL if bare else Gives.PLACE if _is_one_deed(other) else Gives.DAY
        if bare:
            yield from self._occasions_of(other)

    def _occasions_of(self, clause: Clause) -> Iterator[tuple[list[Token], Gives]]:
        yield from ((one.tokens, Gives.ALL) for one in self._clauses if one.parent is clause and _is_plain_occasion(one))

    def _of_parent(self, clause: Clause) -> Iterator[tuple[list[Token], Gives]]:
        """What the clause that this one hangs on tells of its day."""
        above = clause.parent
        if clause.place is Place.RELATIVE and antecedent_of(clause.head).head.lower_ in _EARLIER:
            return  # "searched on Tuesday after a flood that killed 16"
        if above is None or above.frame or _tense(above) != _tense(clause) or not _is_same_time(clause, above):
            return
        toll = any(child.dep_ in SUBJECTS and child.lemma_ in SUMS | {"number"} for child in above.head.lefts)
        if toll and clause.head.head.i != above.head.i:
            return  # "the number of people killed when a ferry sank rose to 31 on Sunday"
        for phrase in self._phrases.of(above):
            if not self._phrases.lasts(phrase):
                yield phrase, Gives.DAY

    def _before(self, clause: Clause) -> Iterator[Clause]:
        """The clauses that this one goes on from, the nearest first; a frame goes on from none."""
        if clause.frame:
            return
        index = self._index(clause)
        for position in range(index - 1, -1, -1):
            former, latter = self._clauses[position : position + 2]
            if not _go_on(former, latter) or _tense(former) != _tense(clause):
                return
            yield former

    def _behind(self, clause: Clause) -> Iterator[Clause]:
        """The clauses that go on from this one, the nearest first; none from a frame."""
        if clause.frame:
            return
        for former, latter in itertools.pairwise(self._clauses[self._index(clause) :]):
            same = _tense(latter) == _tense(clause) or latter.head.lower_ == "missing"
            if not _go_on(former, latter) or not same:
                return
            yield latter

    def _index(self, clause: Clause) -> int:
        return next(index for index, other in enumerate(self._clauses) if other is clause)


def _scene_of_saying(clause: Clause) -> dict[int, Token]:
    """Where somebody says so in a clause with "where": "[over Lund], where the governor reported one man killed".

    So where those are who answer for a place and tell what happened there: "[In Lund], police said two had been hurt".
    """
    verb = next((one for one in clause.head.ancestors if one.dep_ == "relcl"), None)
    if verb is None or verb.left_edge.lower_ != "where":
        return _fronted_place(clause)
    noun = antecedent_of(verb)
    placed = noun.dep_ == "pobj" and noun.head.lower_ in WHERE
    phrase = trimmed([token for token in noun.subtree if token.i < verb.left_edge.i]) if placed else []
    return {token.i: token for token in ([noun.head, *phrase] if phrase else [])}


def _fronted_place(clause: Clause) -> dict[int, Token]:
    """The place with which the sentence begins in which somebody local tells what happened."""
    verb, way = clause.head.head, clause.sentence.tokens[0]
    if (
        clause.head.dep_ != "ccomp"
        or way.lower_ not in {"at", "in", "near"}
        or way.head != verb
        or not tells_happening(clause.head)
    ):
        return {}
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
    name = next((child for child in way.rights if child.dep_ == "pobj" and child.pos_ == "PROPN"), None)
    local = subject is not None and (subject.lemma_ in _ON_THE_SPOT or any(child.lower_ in LOCAL for child in subject.lefts))
    if name is None or name.ent_type_ in {"DATE", "TIME"} or not local or way.right_edge.nbor().text != ",":
        return {}
    return {token.i: token for token in way.subtree}


def _is_of_patients(clause: Clause) -> bool:
    patients = (child for child in clause.head.children if child.dep_ in {*SUBJECTS, "dobj"})
    return clause.head.lemma_ in _CARE or any(child.lemma_ == "patient" for child in patients)


def _own_words(draft: Draft) -> list[Token]:
    """The words of a draft before others lend it any."""
    whole = draft.sentence if draft.sentence and draft.sentence[: len(draft.clause.tokens)] == draft.clause.tokens else []
    return [*draft.lead, *draft.words, *draft.tail, *whole]


def _tells_of_them(words: Sequence[Token]) -> bool:
    """It counts some of those told of before: "19 of them children"."""
    return any(token.lower_ == "them" and token.head.lower_ == "of" for token in words)


def _is_of_other(draft: Draft, phrase: Sequence[Token]) -> bool:
    """The phrase goes with an aside or a later item of the list: "a charge of $70 million, most of it in the third quarter"."""
    between = phrase[0].doc[draft.words[-1].i + 1 : phrase[0].i]
    if any(token.lower_ == "them" and token.nbor(-1).lower_ == "of" for token in between):
        return True  # "317 killings, 90 of them in a raid in May"
    if any(token.lower_ in ASIDES and token.nbor(-1).is_punct and not token.nbor().like_num for token in between):
        return True
    return bool(between) and any(token.like_num and token.i > phrase[-1].i for token in draft.clause.tokens)


def _is_of_some(draft: Draft, phrase: Sequence[Token]) -> bool:
    """It goes with some of those who are counted later: "22 were killed and 60 hurt, nine of them [by stones]"."""
    between = phrase[0].doc[draft.words[-1].i + 1 : phrase[0].i]
    return any(token.lower_ == "them" and token.nbor(-1).lower_ == "of" for token in between)


def _closes_aside(draft: Draft, phrase: Sequence[Token]) -> bool:
    """Where or when all of it was, with which a clause ends: "killed 13 people, including a nurse, [in Lund] [on Monday]"."""
    verb, first = draft.clause.head, phrase[0]
    behind = [token for token in draft.clause.tokens if token.i > verb.i]
    opener = next((token for token in behind if token.lower_ in ASIDES and token.nbor(-1).text == ","), None)
    if opener is None or first.head != verb or first.dep_ != "prep" or first.i < opener.i:
        return False
    commas = [token.i for token in behind if token.text == "," and token.i > opener.i]
    told = (token for token in behind if commas and token.i > commas[0])
    return len(commas) == 1 and commas[0] < first.i and not any(token.pos_ in {"VERB", "AUX", "CCONJ"} for token in told)


def is_bare(clause: Clause) -> bool:
    """Nothing stands behind the verb, up to one joined to it: "four were killed [and nine hurt in Lund, as police fired]"."""
    before = itertools.takewhile(lambda child: child.dep_ != "conj", clause.head.rights)
    return all(child.is_punct or child.dep_ == "cc" for child in before)


def _go_on(former: Clause, latter: Clause) -> bool:
    """One clause is joined to the other, and said by the same people."""
    if former.chain != latter.chain or former.place is not latter.place or former.place is Place.RELATIVE:
        return False
    before, behind = trimmed(former.tokens), trimmed(latter.tokens)
    between = before[-1].doc[before[-1].i + 1 : behind[0].i] if before and behind and before[-1].i < behind[0].i else ()
    return bool(between) and all(token.lower_ in _JOINTS for token in between)


def _are_told_together(clause: Clause, other: Clause) -> bool:
    """Both tell what happened to somebody or something."""
    return tells_happening(clause.head) and tells_happening(other.head)


def _is_one_deed(latter: Clause) -> bool:
    """One attack did this and what the clause goes on from: both verbs harm, and share a subject."""
    former = latter.head.head
    return latter.head.dep_ == "conj" and {former.lemma_, latter.head.lemma_} <= _HARMING and not has_subject(latter.head)


def _is_plain_occasion(clause: Clause) -> bool:
    """It says on what occasion something was so, with no figure of its own but that of what it was done with."""
    numbers = (token for token in clause.tokens if token.like_num and not _leads_to_of(token))
    return is_occasion(clause) and all(number.dep_ == "nummod" and number.head.lemma_ in FLYING for number in numbers)


def _leads_to_of(number: Token) -> bool:
    return number.i + 1 < len(number.doc) and number.nbor().lower_ == "of"


def _shares_helper(clause: Clause, other: Clause) -> bool:
    """One "has" goes for both: "has infected 1,184 people since June and killed six"."""
    helped = any(child.dep_ in HELPERS and child.lemma_ == "have" for child in other.head.lefts)
    same = clause.head.dep_ == "conj" and clause.head.tag_ in {"VBN", "VBD"} and clause.head.head.i == other.head.i
    return helped and same and not any(child.dep_ in HELPERS | SUBJECTS for child in clause.head.lefts)


def _is_same_time(clause: Clause, above: Clause) -> bool:
    """The clause hangs on another as its occasion, as what came with it, or as what happened at its place."""
    if clause.place is Place.RELATIVE:
        return clause.tokens[0].lower_ == "where" and _are_told_together(clause, above)
    if clause.place is not Place.ADVERBIAL:
        return False
    if not is_finite(clause.head) and not has_subject(clause.head):
        return True
    return any(child.lower_ in _SAME_TIME for child in clause.head.lefts if child.dep_ in {"mark", "advmod"})


def _tense(clause: Clause) -> str:
    """Past, present, perfect or what is to come: of a verb without help, that of the one it is joined to."""
    head = clause.head
    while head.dep_ == "conj" and (is_gapped(head) or not is_finite(head)):
        head = head.head
    helpers = helpers_of(head)
    first = helpers[0] if helpers else head
    if first.tag_ == "MD":
        return "ahead"
    if not helpers and head.dep_ == "conj" and head.tag_ in {"VBD", "VBN"} and not has_subject(head):
        helpers = [child for child in head.head.lefts if child.dep_ in HELPERS and child.lemma_ == "have"]
        first = helpers[0] if helpers else first
    if first.lemma_ == "have" and helpers:
        return "before" if first.tag_ == "VBD" else "perfect"
    return "past" if first.tag_ in {"VBD", "VBN"} else "present"
