"""Sentences to clauses: the pieces of which each can carry a proposition of its own.

A clause is what one predicate governs, less the clauses inside it that say something by themselves, and it never mixes what is
said with who says it: the words of an attribution's content and the words around them are different clauses, whatever the parser
made of the quotation marks.

What is cut off must leave a proposition behind and be one: a verb with a subject of its own or a shared one, an aside, a
subordinate clause that adds rather than limits. "The hotel where they stayed", "unless it rains" and "ways to end the war" stay
whole, unless a figure in them wants a claim of its own.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence

from claims.extraction.clauses.clause import AGAIN, Clause, Place, is_joint, trimmed
from claims.extraction.clauses.remarks import CALLING, called_by_the_way, remark_behind
from claims.extraction.clauses.verbs import (
    ASIDE,
    HELPERS,
    SUBJECTS,
    VERBAL,
    hangs_loosely,
    has_subject,
    is_contact,
    is_finite,
    is_full_conjunct,
    is_participial_aside,
    is_past,
    leads_relative,
    leaving,
    number_before,
)
from claims.extraction.records import AttributionMention, Quantity, Span
from claims.extraction.text.document import Document, Sentence
from claims.extraction.text.tokens import Token, Tokens

#: Of whom a clause behind them says which.
_ANYBODY = frozenset("anybody anyone anything anywhere everybody everyone somebody someone".split())
#: Words by which a clause limits the one it hangs on, which says something else without it.
_LIMITING = frozenset("if unless than until till like lest whether so how why what where wherever whenever whichever".split())
#: Words for a time, which is past only where the verbs are.
_TIMES = frozenset("when after before once".split())
#: "Long before", "shortly after".
_MEASURING = frozenset("long shortly just soon right even well".split())
#: What was done so that something would not come about, which then did not: "was shot down before it reached the town".
_AVERTING = frozenset(
    """abort arrest avert block cancel catch defuse destroy detain disarm dismantle down extinguish foil halt intercept
    neutralise neutralize prevent scrap seize stop thwart""".split()
)
_AVERTING_DOWN = frozenset({"bring", "gun", "shoot", "take"})
#: What stands for a noun within a relative clause: "nine of [whom]", "[whose] members".
_OF_RELATIVES = frozenset({"WDT", "WP", "WP$"})
_RELATIVES = frozenset({"which", "who", "whom", "whose", "where", "when", "that"})
#: How a comparison with another number begins.
_MORE = frozenset({"almost", "at", "fewer", "half", "less", "more", "nearly", "twice"})
#: A cue stands at most this many words before a content that it governs as its object.
_NEAR = 4


def find_clauses(
    document: Document, attributions: Sequence[AttributionMention], quantities: Sequence[Quantity] = ()
) -> list[Clause]:
    """The clauses of the story, in the order of the text; the figures, in their order, each want a claim of their own."""
    clauses: list[Clause] = []
    contents = _Contents(attributions)
    cues = {attribution.cue.start for attribution in attributions if attribution.cue and not _holds_own_cue(attribution)}
    calling = {one.cue.start: index for index, one in enumerate(attributions) if one.cue and one.lemma in CALLING}
    figures = [quantity.span.start for quantity in quantities if quantity.is_figure]
    paragraph: Tokens | None = None
    leaves = False
    for sentence in document.sentences:
        low, high = bisect.bisect_left(figures, sentence.start), bisect.bisect_left(figures, sentence.end)
        own = [figure - sentence.offset for figure in figures[low:high]]
        if sentence.tokens.doc is not paragraph:
            paragraph = sentence.tokens.doc
            leaves = any(token.lemma_ == "leave" for token in paragraph)
        parts = contents.within(sentence.span)
        called = called_by_the_way(sentence, calling) if parts and calling else {}
        if called:
            parts = [part for part in parts if part[2] not in called.values()]
        clauses += _Cutter(sentence, parts, cues - called.keys(), own, leaves=leaves).clauses()
    for clause in clauses:
        if clause.chain and is_contact(clause.head):
            clause.chain = ()  # "must leave -- demands that Lund has rejected", as the article adds
        elif clause.chain and clause.head.dep_ == "relcl" and clause.head.head not in clause.tokens:
            clause.chain = tuple(index for index in clause.chain if not _tells_of_source(clause, attributions[index]))
    return clauses


def _tells_of_source(clause: Clause, attribution: AttributionMention) -> bool:
    """The article tells it of who speaks: "The company, [which is based in Lund], denied that"."""
    source = attribution.source_span
    return source is not None and source.covers(clause.sentence.span_of(clause.head.head))


def _holds_own_cue(attribution: AttributionMention) -> bool:
    """Of "prices have reportedly fallen" the cue is no frame around what is said, but a word of it; so in "Kyiv denies this"."""
    return any(part.start < attribution.cue.start < part.end for part in attribution.content if attribution.cue)


#: What takes a total to a number.
_RAISING = frozenset({"bring", "lift", "push", "raise", "take"})
#: How what may make a clause hangs on another word.
_CLAUSAL = frozenset({"acl", "advcl", "ccomp", "conj", "parataxis", "relcl"})
#: The two halves of a day.
_HALVES = frozenset({"a.m.", "am", "p.m.", "pm"})


class _Contents:
    """The contents of all attributions, for looking up those that reach into a passage, met in the order of the text."""

    def __init__(self, attributions: Sequence[AttributionMention]) -> None:
        self._parts = sorted((part.start, part.end, index) for index, item in enumerate(attributions) for part in item.content)
        self._depth = {index: _depth_key(item) for index, item in enumerate(attributions)}
        self._next = 0
        self._open: list[tuple[int, int, int]] = []

    def within(self, span: Span) -> list[tuple[int, int, int]]:
        """The parts that overlap a passage, those of outer attributions first. Passages must be asked for in order."""
        while self._next < len(self._parts) and self._parts[self._next][0] < span.end:
            self._open.append(self._parts[self._next])
            self._next += 1
        self._open = [part for part in self._open if part[1] > span.start]
        return sorted((part for part in self._open if part[0] < span.end), key=lambda part: self._depth[part[2]])


def _depth_key(attribution: AttributionMention) -> tuple[int, int, int]:
    """Outer attributions say more; of several that say the same, who relays is the outermost and who is cited the innermost."""
    size = sum(part.end - part.start for part in attribution.content)
    return -size, _DEPTHS.get(attribution.lemma, 1), attribution.cue.start if attribution.cue else 0


_DEPTHS = {"relay": 0, "cite": 2}


class _Cutter:
    """Cuts one sentence: finds the predicates that make clauses, and gives each word to the nearest above it."""

    def __init__(
        self, sentence: Sentence, parts: list[tuple[int, int, int]], cues: set[int], figures: list[int], *, leaves: bool
    ) -> None:
        self._sentence = sentence
        self._parts = parts
        self._cues = cues
        self._figures = figures
        self._chains = _chains(sentence, parts) if parts else {}
        self._owners: dict[int, Token] = {}
        self._leaves = leaves
        self._divided: dict[int, bool] = {}

    def clauses(self) -> list[Clause]:
        """The clauses in the order of their first words."""
        groups: dict[tuple[int, tuple[int, ...]], Clause] = {}
        offset, owners, chains = self._sentence.offset, self._owners, self._chains
        for token in self._sentence.tokens:
            place = token.i
            owner, chain = owners.get(place) or self._owner(token), chains.get(place, ())
            clause = groups.get((owner.i, chain))
            if clause is None:
                clause = groups[owner.i, chain] = Clause(self._sentence, owner, [], chain, _place(owner))
            clause.tokens.append(token)
            if offset + token.idx in self._cues:
                clause.frame = True
        for clause in groups.values():
            above = clause.head.head
            if above.i != clause.head.i and self._owner(above).i == clause.head.i:
                above = above.head  # the "in" of "in what he called a crime" belongs to the remark
            if above.i != clause.head.i:
                clause.parent = groups.get((self._owner(above).i, clause.chain)) or _said_before(clause, groups.values())
        clauses = list(groups.values())
        if self._parts:
            clauses = list(_whole(clauses))
            _continue_counts(clauses)
        return [clause for clause in clauses if any(token.is_alpha or token.like_num for token in clause.tokens)]

    def _owner(self, token: Token) -> Token:
        """The predicate that a word belongs to, through its heads."""
        path = []
        while token.i not in self._owners:
            moved_in_a_ring = token.i in path
            path.append(token.i)
            if moved_in_a_ring or (not (self._leaves and leaving(token)) and self._is_predicate(token)):
                self._owners[token.i] = token
                break
            token = self._moved(token) or token.head
        owner = self._owners[token.i]
        for index in path:
            self._owners[index] = owner
        return owner

    def _moved(self, token: Token) -> Token | None:
        """Where the parse hangs a word wrongly, the one that it belongs to."""
        dep, low = token.dep_, token.lower_
        if token.like_num and (behind := self._verb_behind(token)) is not None:
            return behind
        if low == "to" and (raising := _raising(token)) is not None:
            return raising
        if dep == "prep" and (remark := remark_behind(token)) is not None:
            return remark
        halved = (dep == "advmod" or low in _HALVES) and token.i > self._sentence.tokens.start
        if halved and (before := _belongs_to_word_before(token)) is not None:
            return before
        passed = dep == "dobj" and any(child.dep_ == "dobj" and child.i < token.i for child in token.head.rights)
        loose = dep in {"dep", "npadvmod"} or (dep == "advcl" and token.like_num)
        if (loose or passed) and (before := self._conjunct_before(token)) is not None:
            return before
        return leaving(token) if self._leaves else None

    def _conjunct_before(self, token: Token) -> Token | None:
        """The second of two verbs, where the parse passes over it: "men were held and two hurt, one of them badly"."""
        if token.ent_type_ in {"DATE", "TIME"}:
            return None
        ahead = [verb for verb in token.head.rights if verb.right_edge.i < token.i]
        joined = (verb for verb in ahead if verb.dep_ == "conj")
        if token.like_num and token.i + 2 < token.sent.end and token.nbor(2).lower_ == "them":
            # "struck a market, killing three and wounding nine, two of them seriously"
            hurting = [verb for verb in ahead if verb.dep_ == "advcl" and verb.tag_ == "VBG" and self._is_predicate(verb)]
            if hurting:
                return next((verb for verb in hurting[-1].rights if verb.dep_ == "conj" and verb.pos_ in VERBAL), hurting[-1])
        return next((verb for verb in joined if self._is_predicate(verb)), None)

    @staticmethod
    def _verb_behind(token: Token) -> Token | None:
        """The verb whose subject a number is that the parse takes for one of two."""
        behind = token.nbor() if token.i + 1 < token.sent.end else None
        return behind if behind is not None and number_before(behind) is not None else None

    def _is_predicate(self, token: Token) -> bool:
        dep = token.dep_
        if dep not in _CLAUSAL:
            return dep == "ROOT" or (dep == "pcomp" and remark_behind(token.head) is not None)
        head = token.head
        if dep == "conj":
            return self._is_divided(token)
        if dep in {"ccomp", "acl"}:
            # What nobody is said to say belongs to its verb: "the tests show that the water is safe" is one proposition. What
            # a noun reports is another than what is done to the report: "rejected the claim that the port was closed".
            whole = has_subject(token) or (dep == "ccomp" and token.pos_ in VERBAL)
            told = (is_participial_aside(token) and self._holds_figure(token)) or _is_closed_off(token)
            told |= _is_listed(token) and self._sentence.offset + head.idx not in self._cues
            return told or (whole and self._chains.get(token.i) != self._chains.get(head.i))
        if dep == "advcl":
            return self._stands_apart(token) or (token.tag_ == "VBG" and self._tells(token))
        if dep == "relcl":
            possible = token.left_edge.lower_ == "when" and any(child.tag_ == "MD" for child in token.lefts)
            # not of "bread, when it can be had, costs ten times as much"
            possible |= head.lower_ in _ANYBODY  # "reach anyone, anywhere, who threatens us"
            adds = (_is_aside(token) and not possible) or (self._holds_figure(token) and not _is_limiting(token))
            adds |= remark_behind(token.head.head) is token
            return self._reports(token) or is_contact(token) or (is_finite(token) and adds)
        return dep == "parataxis" and is_finite(token) and has_subject(token)

    def _is_divided(self, token: Token) -> bool:
        """Of verbs that "and" joins, one makes a clause where each before it does; lists are gone through from their first."""
        joined = [token]
        while joined[-1].dep_ == "conj" and joined[-1].i not in self._divided and joined[-1].head.i != joined[-1].i:
            joined.append(joined[-1].head)
        first = joined.pop()
        divided = self._divided.get(first.i) if first.dep_ == "conj" else self._is_predicate(first)
        for verb in reversed(joined):
            divided = bool(divided) and verb.pos_ in VERBAL and verb.head.pos_ in VERBAL and is_full_conjunct(verb)
            self._divided[verb.i] = divided
        return bool(divided)

    def _stands_apart(self, token: Token) -> bool:
        """Whether an adverbial clause is more than a circumstance of the one it hangs on."""
        # "checks ordered after it fell led the agency to close 19 others"
        of_subject = token.head.dep_ == "acl" and token.head.head.dep_ in SUBJECTS and token.i < token.head.head.head.i
        # "the raid, the third since the war began, was beaten off"
        if of_subject or (token.head.dep_ == "appos" and token.head.pos_ not in VERBAL):
            return self._holds_figure(token)
        if is_finite(token) and has_subject(token):
            leads = {child.lower_ for child in token.lefts if child.dep_ in {"mark", "advmod"}}
            if leads & _TIMES and _is_measured(token):
                return self._holds_figure(token)
            if _is_no_more(token, leads):
                return False
            lasts = "since" in leads and _lasts(token.head) and token.tag_ == "VBD"  # "were arrested since the protests began"
            if lasts or ("before" in leads and _is_known_to_come(token)):
                return self._holds_figure(token)
            return not leads & _LIMITING and (not leads & _TIMES or _has_happened(token))
        return token.tag_ in {"VBG", "VBN"} and self._holds_figure(token)

    def _reports(self, relative: Token) -> bool:
        """What it hangs on is what somebody tells of: "was hit in a raid that the army [blamed] on the rebels"."""
        if self._sentence.offset + relative.idx not in self._cues:
            return False
        first = relative.left_edge  # "a group [whose members] it said had fled", "[nine of whom] it said had fled"
        return leads_relative(first) or (first.i < relative.i and any(one.tag_ in _OF_RELATIVES for one in first.subtree))

    def _tells(self, participle: Token) -> bool:
        """What the one who acts says meanwhile: "withdrew on Sunday, accusing the rebels of breaking the truce"."""
        told = self._sentence.offset + participle.idx in self._cues and participle.head.i < participle.i
        return told and participle.nbor(-1).text in ASIDE and not self._chains.get(participle.i)

    def _holds_figure(self, token: Token) -> bool:
        """Whether a figure stands in the clause, which then is a claim of its own; not that of how long before it was."""
        start, end = _measure_of(token) or token.left_edge.idx, token.right_edge.idx + len(token.right_edge)
        return any(start <= figure < end for figure in self._figures)


def _said_before(clause: Clause, clauses: Iterable[Clause]) -> Clause | None:
    """What a participle behind who says so hangs on: "Two lines were cut, the operator said, leaving 90,000 without power"."""
    participle = clause.head
    if not clause.chain or participle.dep_ != "advcl" or participle.tag_ != "VBG" or participle.head in clause.tokens:
        return None
    cue = participle.head
    own = (one for one in clauses if one.chain == clause.chain)
    said = (
        one
        for one in own
        if (one.head.dep_ == "ccomp" and one.head.head == cue) or (cue.dep_ == "parataxis" and cue.head == one.head)
    )
    return next((one for one in said if one.tokens[-1].i < participle.head.i < participle.i), None)


def _continue_counts(clauses: list[Clause]) -> None:
    """Gives "…, and two were wounded" to the speaker before it: a count that follows reported words is reported too.

    What is told behind no more than a noun, "deny wrongdoing; one lost his seat", is not.
    """
    for former, latter in itertools.pairwise(clauses):
        own = trimmed(latter.tokens)
        follows = own and not latter.chain and not latter.frame and former.chain and former.tokens[-1].i < own[0].i
        follows = follows and (former.head.pos_ in VERBAL or any(token.like_num for token in former.tokens))
        joined = follows and all(is_joint(token) for token in own[0].doc[former.tokens[-1].i + 1 : own[0].i])
        if joined and own[0].like_num and has_subject(latter.head):
            latter.chain = former.chain


def _raising(to: Token) -> Token | None:
    """The verb that a new number belongs to: "[brings] the total since it began in May to 61", where the parse takes "began"."""
    led = to.dep_ == "prep" and any(child.like_num for child in to.rights) and to.head.lemma_ not in _RAISING
    above = (verb for verb in to.head.ancestors if verb.lemma_ in _RAISING and verb.i < to.head.i) if led else ()
    return next((verb for verb in above if any(child.dep_ == "dobj" for child in verb.rights)), None)


def _chains(sentence: Sentence, parts: list[tuple[int, int, int]]) -> dict[int, tuple[int, ...]]:
    """For each word the attributions in whose content it stands, outermost first; they change where a part begins or ends."""
    edges = sorted({edge for start, end, _ in parts for edge in (start, end)})
    between: list[tuple[int, ...]] = [()]
    between += [tuple(dict.fromkeys(index for start, end, index in parts if start <= edge < end)) for edge in edges]
    return {token.i: between[bisect.bisect_right(edges, sentence.offset + token.idx)] for token in sentence.tokens}


def _is_known_to_come(verb: Token) -> bool:
    """That there was a first goes without saying: "before the first ballot was cast"."""
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
    return subject is not None and any(child.lower_ == "first" for child in subject.lefts)


def _is_closed_off(verb: Token) -> bool:
    """A semicolon or a colon follows: the parse hangs "Two were fined" on what comes after "; a third went free"."""
    joined = next((child for child in verb.rights if child.dep_ == "conj"), None)
    ends = {verb.right_edge.i + 1}
    while joined is not None and joined.left_edge.i > verb.i + 1:  # "Two were fined; no one, he said, was jailed"
        ends |= {joined.left_edge.i - 1, joined.left_edge.i}
        joined = next((child for child in joined.lefts if child.dep_ == "ccomp"), None)
    return is_finite(verb) and has_subject(verb) and any(at < verb.head.i and verb.doc[at].text in {";", ":"} for at in ends)


def _is_listed(verb: Token) -> bool:
    """It is the first of several clauses, and the parse hangs it on the next: "[Flags flew], the jail was open and men left"."""
    if verb.dep_ != "ccomp" or verb.i > verb.head.i or not is_finite(verb):
        return False
    comma = verb.right_edge.i + 1
    later = any(child.dep_ in SUBJECTS and child.left_edge.i == comma + 1 for child in verb.head.lefts)
    return later and has_subject(verb) and verb.doc[comma].text == ","


def _is_no_more(verb: Token, leads: Collection[str]) -> bool:
    """It belongs to what it hangs on: "put the total since it began at 40", "the worst since it began", "as long as we could"."""
    above = verb.head
    if "since" in leads and (above.lemma_ == "put" or (above.dep_ == "pcomp" and above.lemma_ in CALLING)):
        return True
    measured = "as" in leads and any(child.lower_ in {"as", "so"} for child in above.lefts)
    # "was burning after what officials said was an attack"
    measured |= any(child.lower_ == "after" and child.nbor().lower_ == "what" for child in verb.lefts)
    measured |= "when" in leads and _used_to(above)  # "we used to run when we heard jets"
    measured |= "as" in leads and verb.lemma_ == "stand"  # "freezes the lines as they stood in May"
    return measured or ("before" in leads and _is_averted(verb))


def _is_averted(verb: Token) -> bool:
    """What "before" leads did not come about: what would have done it was stopped, "shot down five before they reached Lund"."""
    above = verb.head
    down = above.lemma_ in _AVERTING_DOWN and any(child.dep_ == "prt" and child.lower_ == "down" for child in above.rights)
    stopped = next((child for child in above.children if child.dep_ in {"dobj", "nsubjpass"} and child.i < verb.i), None)
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
    if stopped is None or subject is None or not (down or above.lemma_ in _AVERTING):
        return False
    several = stopped.tag_ in {"NNS", "NNPS", "CD"} or any(child.dep_ == "conj" for child in stopped.rights)
    return subject.lower_ == "they" if several else subject.lower_ in {"he", "it", "she"}


def _used_to(verb: Token) -> bool:
    """It was done as a habit: "used to run", "would run"."""
    above = verb.head if verb.dep_ == "xcomp" else verb
    return (above.lower_ == "used" and above != verb) or any(child.lower_ == "used" for child in verb.lefts)


def _is_measured(verb: Token) -> bool:
    """No comma parts it from an adverb that only says with it when, "was decided long before we arrived"; or so many hours do."""
    adverbs = (child for child in verb.lefts if child.lower_ in _MEASURING)
    return _measure_of(verb) is not None or any(one.i == one.sent.start or one.nbor(-1).text != "," for one in adverbs)


def _measure_of(verb: Token) -> int | None:
    """Where the time ends by which one thing was before the other: "called five [hours] before the boat came"."""
    led = next((child for child in verb.lefts if child.lower_ in _TIMES and child.dep_ in {"advmod", "mark"}), None)
    before = led.nbor(-1) if led is not None and led.i > led.sent.start else None
    measured = before is not None and before.dep_ == "npadvmod" and any(child.like_num for child in before.lefts)
    return before.idx if before is not None and measured else None


def _lasts(verb: Token) -> bool:
    """The verb tells how things are or were up to a time: "has spent", "was the eleventh"."""
    perfect = any(child.dep_ in HELPERS and child.lemma_ == "have" for child in verb.lefts)
    return perfect or verb.lemma_ == "be"


def _has_happened(token: Token) -> bool:
    """Of "… will be held after he has left office" nobody says that he has left."""
    return is_past(token) and not any(child.tag_ == "MD" for child in (*token.lefts, *token.head.lefts))


def _belongs_to_word_before(token: Token) -> Token | None:
    """The word right before, or the one before that, where the token can belong to nothing else."""
    half = token.lower_ in _HALVES
    if not half and token.dep_ != "advmod":
        return None
    before = token.nbor(-1)
    if not half or before.pos_ != "NUM":
        return before if before.lower_ == "them" else None  # "five of them seriously"
    if token.dep_ == "punct" and token.is_ancestor(before) and not before.is_sent_start:
        return before.nbor(-1)  # "shortly after 2 a.m."
    return None if token.is_ancestor(before) else before


def _is_aside(relative: Token) -> bool:
    """A relative clause behind a comma tells more; one without says which is meant, and is left with its noun."""
    first = relative.left_edge
    leads = any(token.lower_ in _RELATIVES for token in relative.doc[first.i : relative.i])
    return leads and first.i > 0 and relative.doc[first.i - 1].text in ASIDE and not hangs_loosely(relative)


def _is_limiting(relative: Token) -> bool:
    """It says of which people or things the sentence is true: "people who sleep less than six hours are more likely to …"."""
    noun, first = relative.head, relative.left_edge
    bare = noun.tag_ == "NNS" and noun.n_lefts == 0 and noun.dep_ in {"nsubj", "nsubjpass"}
    return bare and first.lower_ in {"that", "who"} and first.i == noun.i + 1


def _place(head: Token) -> Place:
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ == "relcl" or is_participial_aside(head):
        return Place.RELATIVE
    return Place.ADVERBIAL if head.dep_ == "advcl" else Place.MAIN


def _whole(clauses: list[Clause]) -> Iterator[Clause]:
    """Gives the stray words of a content, whose predicate stands outside it, to the next clause of the same content.

    Where the content holds no predicate ("called it a massacre"), its words are a clause by themselves.
    """
    proper: dict[tuple[int, ...], list[Clause]] = {}
    _take_back(clauses)
    for clause in clauses:
        if clause.head in clause.tokens and clause.place is not Place.RELATIVE:
            proper.setdefault(clause.chain, []).append(clause)
    for clause in clauses:
        siblings = [one for one in proper.get(clause.chain, ()) if not _hangs_on(one, clause)]
        if clause.head in clause.tokens or (clause.frame and not clause.chain):
            yield clause  # who says so is no part of what the article says beside it
        elif not siblings:
            clause.cue_phrase = _cue_phrase(clause)
            clause.head = _top(clause.tokens)
            clause.place = Place.MAIN
            proper.setdefault(clause.chain, []).append(clause)
            yield clause
        else:
            told = [one for one in siblings if one.place is Place.MAIN] if _counts(clause.tokens) else []
            near = min(told or siblings, key=lambda sibling: _distance(clause, sibling))
            near.tokens = sorted(near.tokens + clause.tokens, key=lambda token: token.i)
            near.frame = near.frame or clause.frame


def _take_back(clauses: list[Clause]) -> None:
    """Gives back to a thing that is reported what says it again behind a comma: "reported fraud in 9%, three times as many".

    The parse hangs that on the verb of reporting.
    """
    for told in clauses:
        frame = next((one for one in clauses if one.frame and not one.chain), None) if told.chain else None
        if frame is None or told.head in told.tokens:
            continue
        last = told.tokens[-1].i
        again = [token for token in frame.tokens if token.i > last + 1]
        follows = bool(again) and again[0].i == last + 2 and again[0].doc[last + 1].text == "," and again[0].lower_ in AGAIN
        if follows and again[-1].i - again[0].i == len(again) - 1 and any(token.like_num for token in again[:_NEAR]):
            told.tokens += [token for token in frame.tokens if token.i > last and token not in told.tokens]
            frame.tokens = [token for token in frame.tokens if token.i <= last]


def _counts(stray: Sequence[Token]) -> bool:
    """It compares what the sentence before is about with a number: "…, local leaders say, [more than three times as many]"."""
    words = trimmed(stray)
    return bool(words) and not any(token.pos_ in VERBAL and token.dep_ != "acl" for token in words) and words[0].lower_ in _MORE


def _hangs_on(clause: Clause, words: Clause) -> bool:
    """The clause says since when the words are denied, and is not denied: "denied targeting civilians since it invaded"."""
    return words.head.lemma_ == "deny" and clause.place is Place.ADVERBIAL and clause.head.head in words.tokens


def _distance(clause: Clause, other: Clause) -> int:
    """How many words apart two clauses stand; what stands between the words of another is beside them."""
    first, last = clause.tokens[0].i, clause.tokens[-1].i
    return min(min(abs(token.i - first), abs(token.i - last)) for token in other.tokens)


def _cue_phrase(clause: Clause) -> list[Token]:
    """From the cue's verb through the content to the next stop: "put the toll at 57 on Monday"."""
    cue, first, last = clause.head, clause.tokens[0], clause.tokens[-1]
    if not 0 < first.i - cue.i <= _NEAR:
        return []
    end = last.i + 1
    while end < clause.sentence.tokens.end and not _divides(cue.doc[end]) and not last.is_punct:
        if cue.doc[end].dep_ == "cc" and cue.doc[end].head.i == cue.i:
            break  # "announced a curfew and said …"
        end += 1
    return list(cue.doc[cue.i : end])


def _divides(token: Token) -> bool:
    """A stop that parts a phrase from the next; the hyphen in a word does not."""
    return token.is_punct and (token.text != "-" or bool(token.whitespace_))


def _top(tokens: Sequence[Token]) -> Token:
    """The word on which the others hang."""
    own = {token.i for token in tokens}
    return next((token for token in tokens if token.head.i not in own and not token.is_punct), tokens[0])
