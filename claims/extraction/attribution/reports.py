"""Reports that the syntax shows: what a reporting verb, a reporting noun or "according to" attributes, and to whom."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from claims.extraction.attribution import cues
from claims.extraction.attribution.frames import content_of
from claims.extraction.attribution.passages import Passage, Range
from claims.extraction.attribution.shapes import WH, apposition_at, is_body, is_unreal, reach, starts_with_that
from claims.extraction.attribution.sources import SourcePhrase, body_before_noun, source_of, source_phrase
from claims.extraction.attribution.subjects import FINITE, NOMINAL, agent_of, subject_of
from claims.extraction.clauses import FINITE as FINITE_OR_MODAL
from claims.extraction.clauses import is_finite
from claims.extraction.text.tokens import Token

#: What is told of with these is a number, and no clause: "the 58 claimed by the rebels", "the deaths acknowledged by Kyiv".
_OWNING_UP = frozenset({"acknowledge", "admit", "claim", "concede"})

_BEFORE_NUMBERS = frozenset({"about", "around", "nearly", "over", "some"})
#: What is done by saying so, and not before.
_CHARGING = frozenset({"accuse", "blame", "charge"})
_LEFT_TO_DO = _CHARGING | {"confirm", "deny"}
_TO_COME = frozenset({"due", "expected", "likely", "ready", "set"})
_NOBODY = frozenset({"neither", "nobody", "none", "no-one"})


@dataclasses.dataclass(slots=True)
class Report:
    """One attribution within a passage, while it is being put together. ``cue`` holds ``verb``, the token that reports."""

    verb: int
    cue: Range
    lemma: str
    frame: str
    source: SourcePhrase | None
    content: list[Range]
    negated: bool = False
    #: The words that reject what is told elsewhere: "which the rebels deny".
    answer: Range | None = None


_ADDED_UP = frozenset("amount cost count figure loss number sum total".split())
#: Behind these, between commas, a cue is for the second of two alone.
_JOINTS = frozenset({"and", "but", "or"})
_ACCUSING = frozenset({"accuse", "suspect"})
_AUXILIARIES = frozenset(("aux", "auxpass", "neg", "prt"))
#: What somebody may reject: "a claim that …", "a figure the opposition disputes".
_ANSWERED = frozenset(cues.NOUN_FORMS) | {"figure", "figures", "number", "numbers", "toll"}
_CUE_FORMS = frozenset(cues.VERB_FORMS) | _ANSWERED | cues.COUNTS | {"according"}
_REFUSALS = frozenset(
    ("decline", "declined", "declines", "declining", "fail", "failed", "refuse", "refused", "refuses", "refusing")
)
#: What stands between two who say different things.
_CONTRASTS = frozenset({"although", "but", "though", "whereas", "while", ";"})
#: A comma at the most stands between an aside and "according to".
_NEAR_ASIDE = 2
_ASIDE_WORDS = frozenset({"earlier", "however", "later", "separately"})
_NOBODY = frozenset({"neither", "nobody", "no", "none"})
#: Frames clear enough to be believed within what somebody else says.
_NESTING = frozenset(("clause", "gap", "around", "according", "appeal", "preposition"))
#: Words of a name with titles before it.
_LONGEST_NAME = 7
#: What follows "according to X," in a clause of its own is no longer according to X.
_DASHES = frozenset(("–", "—", "--"))
_OTHERS = frozenset({"another", "others"})
_NEW_CLAUSE = frozenset(("although", "and", "as", "but", "though", "which", "while", "who"))


def find_reports(passage: Passage) -> list[Report]:
    """Every report outside the passage's quotations, in the order of their cues."""
    found: list[Report] = []
    for index, form in enumerate(passage.lower):
        if form in _CUE_FORMS and passage.quote_at[index] is None:
            report = _read(passage, passage.tokens[index], form)
            if report is not None and _fits(passage, report, found):
                found += _each_accused(passage, report)
    for report in found:
        _go_on(passage, report, found)
        _begin_behind_joint(passage, report)
        _end_before(passage, report, found)
    return [report for report in found if not (_is_means_of(passage, report, found) or _is_of_counted(passage, report))]


def _is_of_counted(passage: Passage, report: Report) -> bool:
    """It tells of what somebody stands accused before a number of other charges, all of which the article tells.

    "He is charged with arson, 12 counts of murder and four of rape"
    """
    if report.lemma not in _CHARGING or report.source is not None or len(report.content) != 1:
        return False
    behind = passage.tokens[report.content[0][1] : report.content[0][1] + 2]
    return len(behind) > 1 and behind[0].text == "," and behind[1].like_num


def _each_accused(passage: Passage, report: Report) -> list[Report]:
    """One for each who is accused of something: "accused the army of hiding 12 and the police of shooting nine"."""
    if report.lemma not in _ACCUSING or report.frame != "preposition" or len(report.content) > 1:
        return [report]
    start, end = report.content[0]
    charges = [
        token for token in passage.tokens[start:end] if token.lower_ == "of" and any(c.dep_ == "pcomp" for c in token.children)
    ]
    for charge in charges[1:]:
        joint = next((at for at in range(charge.i - 1, start, -1) if passage.lower[at] == "and"), start)
        another = passage.tokens[joint + 1 : charge.i]
        if joint > charges[0].i + 1 and another and all(word.pos_ in NOMINAL | {"PART"} for word in another):
            second = dataclasses.replace(report, verb=charge.i, content=[(joint + 1, end)])
            return [dataclasses.replace(report, content=[(start, joint)]), *_each_accused(passage, second)]
    return [report]


def _go_on(passage: Passage, report: Report, others: Sequence[Report]) -> None:
    """Let who only says again that it speaks say what follows: "The bank said it would shut 12 and, it said, sell 40"."""
    if report.frame != "around" or report.source is None:
        return
    start, end = report.source.whole
    if end - start > 1 or passage.tokens[start].tag_ != "PRP":
        return
    if len(report.content) <= 1:
        return
    (first, before), after = report.content[:2]
    for other in others:
        begun = other.source is not None and other.frame in _NESTING and first <= other.cue[0] < before
        if begun and other.content and abs(max(stop for _, stop in other.content) - before) <= 1:
            report.content, report.source = [after], other.source
            return


def _begin_behind_joint(passage: Passage, report: Report) -> None:
    """Give who is named behind "and" no more than what is joined by it: "They took the hill and, she said, killed 12".

    Where that is no clause, it is the one that it shares its verb with: "as police used gas and, witnesses say, live rounds".
    """
    if report.frame not in ("around", "according") or len(report.content) <= 1:
        return
    (first, before), *after = report.content
    joint = before - 1 - (passage.lower[before - 1] == ",")
    if passage.lower[joint] not in _JOINTS or passage.lower[joint + 1] != ",":
        return
    verb = next((token for token in reversed(passage.tokens[first:joint]) if token.tag_ in FINITE), None)
    behind = (token for part in after for token in passage.tokens[slice(*part)])
    if verb is not None and any(token.tag_ in FINITE_OR_MODAL and not _is_relative(token, joint) for token in behind):
        report.content = after
        return
    subject = subject_of(verb) if verb is not None else None
    if subject is not None and first < subject.left_edge.i < joint:
        report.content = [(subject.left_edge.i, before), *after]


def _is_relative(verb: Token, first: int) -> bool:
    """It is that of a relative clause behind that place."""
    return any(one.dep_ == "relcl" for one in (verb, *verb.ancestors) if one.i > first)


def _end_before(passage: Passage, report: Report, others: Sequence[Report]) -> None:
    """Leave to another cue what helps it, "said it had warned them [but was] told", and "over Lund, where the mayor said …"."""
    cues_at = {other.verb for other in others}
    asides = [start for other in others if other is not report and (start := _start_of_place(passage, other)) is not None]
    for index, (start, stop) in enumerate(report.content):
        end = stop
        while end - 1 > start and end in cues_at and passage.tokens[end - 1].pos_ in {"AUX", "CCONJ"}:
            cues_at.add(end - 1)
            end -= 1
        report.content[index] = (start, min([end, *(aside for aside in asides if start < aside < end)]))


def _start_of_place(passage: Passage, report: Report) -> int | None:
    """Where it begins to tell of a place by what another says there: "over Lund[, where the mayor said one was killed]"."""
    verb = passage.tokens[report.verb]
    where = verb.left_edge.i
    led = verb.dep_ == "relcl" and passage.lower[where] == "where" and where > 0 and passage.lower[where - 1] == ","
    return where - 1 if led else None


def _read(passage: Passage, token: Token, form: str) -> Report | None:
    if form == "according":
        return _according(passage, token)
    if form in cues.COUNTS and (counted := _by_count(passage, token) or _in_estimate(passage, token)) is not None:
        return counted
    if form in cues.VERB_FORMS and is_verb(passage, token) and not _answers(passage, token):
        return _verb_report(passage, token, cues.VERB_FORMS[form]) or _denial(passage, token, cues.VERB_FORMS[form])
    return _noun_report(passage, token) if form in _ANSWERED else None


def _answers(passage: Passage, verb: Token) -> bool:
    """Whether the verb is read with its noun: "…, a claim the ministry rejected"."""
    noun = verb.head
    untrue = _calls_untrue(verb)
    if verb.dep_ not in ("relcl", "acl", "ccomp") or not (untrue or verb.lower_ in cues.ANSWERS) or noun.lower_ not in _ANSWERED:
        return False
    start = noun.left_edge.i
    if untrue:
        return start > 0 and passage.breaks_at(start - 1)
    bare = noun.i < verb.i and verb.left_edge.lower_ not in ("that", "which") and subject_of(verb) is not None
    bare |= noun.i < verb.i and verb.dep_ == "acl" and agent_of(verb) is not None  # "a claim denied by Kyiv"
    return bare and start > 0 and passage.breaks_at(start - 1)


def _calls_untrue(verb: Token) -> bool:
    """It denies what it names: "an allegation that the embassy called baseless"."""
    names = verb.lemma_ in cues.NAMING and verb.lower_ not in cues.ANSWERS
    return names and any(word.lower_ in cues.UNTRUE for child in verb.rights for word in child.subtree)


def is_verb(passage: Passage, token: Token) -> bool:
    """Whether a form that may be a verb or a noun ("estimates", "reports") is a verb here, also where it was tagged a noun."""
    if token.pos_ in ("VERB", "AUX"):
        return token.dep_ != "amod" or token.head.i < token.i  # "6,012 confirmed cases"
    if token.pos_ != "NOUN":
        return False
    if body_before_noun(passage, token) is not None:
        return True
    if passage.lower[token.i + 1 : token.i + 2] not in ([], ["."]):
        return False
    return any(child.dep_ in ("ccomp", "nsubj") for child in token.children)


def _fits(passage: Passage, report: Report, found: list[Report]) -> bool:
    """Whether a report may stand beside those before it; one that goes on with what another says takes its speaker."""
    if report.frame == "answer":
        _answer_to(report, found)
        return not report.negated  # "…, a claim that India has not confirmed" is nobody's answer
    if (before := _spoken_before(passage, report, found)) is not None:
        report.source = before.source
        return True
    if report.frame == "according":
        report.content = _without_asides(passage, report.content, found)
    if report.frame == "according" and (aside := report.content[0][0]) > passage.sentence_around(report.verb)[0]:
        for other in found:  # "said raids would go on, where 14 had died, according to police"
            within = any(start < aside < end <= report.cue[0] for start, end in other.content)
            other.content = [(a, min(b, aside)) for a, b in other.content if a < aside] if within else other.content
    outer = next((other for other in reversed(found) if _within(report.cue, other.content)), None)
    return outer is None or _fits_within(passage, report, outer)


def _without_asides(passage: Passage, content: list[Range], found: Sequence[Report]) -> list[Range]:
    """What is according to somebody, without asides of others: "Lund, which analysts say is broke, has paid, the bank said"."""
    asides = [passage.tokens[report.verb] for report in found if report.frame == "gap"]
    parts = []
    for start, end in content:
        first = start
        for verb in asides:
            low, high = verb.left_edge.i, verb.right_edge.i + 1
            if verb.dep_ == "relcl" and start < low and high < end and passage.breaks_at(low - 1) and passage.breaks_at(high):
                parts.append((first, low - 1))
                first = high + 1
        parts.append((first, end))
    return parts


def _spoken_before(passage: Passage, report: Report, found: Sequence[Report]) -> Report | None:
    """Who goes on to speak, whatever verb the parse hangs that on: "Troops killed 13, Roe said, adding that three had died"."""
    start = report.cue[0]
    if passage.tokens[report.verb].tag_ != "VBG" or start == 0 or passage.lower[start - 1] != ",":
        return None
    last = next((other for other in reversed(found) if other.cue[0] < start), None)
    if last is None or last.source is None or not last.content or max(end for _, end in last.content) > last.cue[0]:
        return None
    between = passage.tokens[last.cue[1] : start]
    return None if any(token.pos_ in {"AUX", "VERB"} for token in between) else last


def _fits_within(passage: Passage, report: Report, outer: Report) -> bool:
    """Whether a report may stand among what another says, of which it may take a part."""
    if report.frame == "according":
        # of "said that, according to X, A" only A is according to X
        start, end = next(part for part in outer.content if part[0] <= report.cue[0] < part[1])
        start += passage.lower[start] == "that"
        report.content = [(max(a, start), min(b, end)) for a, b in report.content if max(a, start) < min(b, end)]
        return True
    if outer.frame == "clause" and report.frame == "gap" and _repeats(passage, report):
        return False
    answers = report.answer is not None and bool(report.content)
    if answers or (outer.frame == "preposition" and report.frame == "gap"):
        # "…, which the rebels deny", "accused it of a raid that officials said killed two"
        start = report.answer[0] if report.answer is not None else report.content[0][0]
        outer.content = [(first, min(end, start)) for first, end in outer.content if first < start]
        report.content = list(outer.content) if answers else report.content
        return True
    way = _calling_by_the_way(passage, report)
    if way is not None:  # all that follows is what it is called
        ends = [end for start, end in outer.content if start <= way < end]
        report.content = [(report.content[0][0], max([report.content[-1][1], *ends]))]
    if (mark := _contrast(passage, report) or way) is not None:
        outer.content = [(start, min(end, mark)) for start, end in outer.content if start < mark]
        return True
    if _speaks_on(passage, report, outer):
        # the parser hangs B of "X said A, adding B" and "X said A and denied B" on a verb of A as often as on "said"
        outer.content = [(start, min(end, report.cue[0])) for start, end in outer.content if start < report.cue[0]]
        report.source = outer.source
        return True
    # "Her lawyer said she denied taking bribes"
    return _nests(passage, report)


def _aside_of(passage: Passage, accord: Token) -> int | None:
    """Where an aside begins of which alone it is told: "Roe said raids would go on, [where 14 had died], according to police"."""
    near = (one for one in reversed(passage.tokens[: accord.i]) if one.dep_ == "relcl")
    relative = next((one for one in near if accord.i - _NEAR_ASIDE <= one.right_edge.i < accord.i), accord.head)
    first = relative.left_edge
    if relative.dep_ != "relcl" or first.tag_ not in WH or first.i == 0 or not passage.breaks_at(first.i - 1):
        return None
    before = passage.tokens[passage.sentence_around(accord.i)[0] : first.i]
    said = any(one.lower_ in cues.VERB_FORMS and one.tag_ in FINITE and subject_of(one) is not None for one in before)
    return first.i if said else None


def _repeats(passage: Passage, report: Report) -> bool:
    """Only says again who speaks, in a clause that tells which is meant: "said it hit works which it said made shells"."""
    start, end = report.source.whole if report.source is not None else (0, 0)
    said_again = end - start == 1 and passage.tokens[start].tag_ == "PRP"
    which = start - 1
    return said_again and passage.tokens[which].tag_ in WH and passage.lower[which - 1] != ","


def _nests(passage: Passage, report: Report) -> bool:
    """Whether it is plain enough to be believed within what somebody else says."""
    if report.frame == "thing" and report.lemma == "report":  # "After three reviews, she said, auditors had reported nine errors"
        subject = subject_of(passage.tokens[report.verb])
        return subject is not None and is_body(subject)
    # "Her lawyer said she denied taking bribes"
    return report.frame in _NESTING or (report.frame == "action" and report.lemma in cues.GERUND)


def _is_means_of(passage: Passage, report: Report, others: Iterable[Report]) -> bool:
    """Nobody in particular counts or shows what another tells: "Teams counted 312 trout, the agency says", "Radar showed …".

    Nor does a country: "Kelm has revised its toll to 94, the ministry said".
    """
    if report.frame == "figure" and report.source is not None:
        land = all(token.ent_type_ == "GPE" for token in passage.tokens[slice(*report.source.whole)])
        return land and any(_within(report.cue, other.content) for other in others if other is not report)
    counts = report.frame == "thing" and report.lemma in cues.COUNTING
    if report.source is None or not (counts or report.lemma in cues.SHOWING):
        return False
    words = passage.tokens[slice(*report.source.whole)]
    owned = any(token.tag_ in {"PRP$", *WH} or token.dep_ == "poss" or is_body(token) for token in words) and not counts
    if owned or any(token.pos_ == "PROPN" for token in words):
        return False
    return any(_within(report.cue, other.content) for other in others if other is not report)


def _answer_to(report: Report, found: list[Report]) -> None:
    """Point an answer at what is answered: of "They say A, a claim that B rejects", A."""
    ((first, end),) = report.content
    answered = next(
        (other for other in reversed(found) if other.cue[0] >= first and any(start < end for start, _ in other.content)), None
    )
    if answered is not None:
        answered.content = [(start, min(stop, end)) for start, stop in answered.content if start < end]
        report.content = list(answered.content)


def _within(tokens: Range, content: Iterable[Range]) -> bool:
    return any(start <= tokens[0] < end for start, end in content)


def _contrast(passage: Passage, report: Report) -> int | None:
    """Where another speaks in the same sentence: "Police said 600 had come, while organisers claimed 2,000"."""
    verb = passage.tokens[report.verb]
    subject = subject_of(verb)
    some = subject is not None and any(child.lower_ == "of" for child in subject.rights)  # "although two of them said"
    named = subject is not None and (subject.pos_ in ("NOUN", "PROPN") or some)
    if subject is None or subject.i > verb.i or not named or not is_finite(verb):
        return None
    joint = subject.left_edge.i - 1
    joint -= joint > 0 and passage.lower[joint] in _ASIDE_WORDS  # "while separately the army said"
    return joint if joint > 0 and passage.lower[joint] in _CONTRASTS and passage.quote_at[joint] is None else None


def _calling_by_the_way(passage: Passage, report: Report) -> int | None:
    """Where another than the speaker begins to be told of: "…, the army announced, [in what the minister, Roe, called …]"."""
    verb = passage.tokens[report.verb]
    if report.frame != "naming" or verb.dep_ != "pcomp" or verb.head.lower_ != "in" or report.source is None:
        return None
    named = passage.tokens[report.source.whole[1] - 1].tag_ not in {"PRP", *WH}
    led = passage.lower[verb.head.i + 1 : verb.head.i + 2] == ["what"] and report.content[0][0] > verb.i
    return verb.head.i if named and led else None


def _speaks_on(passage: Passage, report: Report, outer: Report) -> bool:
    """Whether the speaker goes on within what seemed the content: with a participle after a comma, or a verb like the first."""
    verb, start = passage.tokens[report.verb], report.cue[0]
    while start > 0 and passage.tokens[start - 1].pos_ == "ADV":
        start -= 1
    before = passage.lower[start - 1] if start else ""
    if verb.tag_ == "VBG":
        return before == ","
    return before in ("and", "but") and verb.tag_ in FINITE and verb.tag_ == passage.tokens[outer.verb].tag_


def _says_nothing(verb: Token, lemma: str, frame: str) -> bool:
    """It is no cue, though it has the form of one."""
    if frame == "around" and verb.dep_ == "relcl" and any(child.dep_ == "auxpass" for child in verb.lefts):
        return agent_of(verb) is None or is_negated(verb)  # "…, a number that could not be verified by reporters"
    withheld = lemma == "give" and is_negated(verb)  # "has not given a figure"
    if withheld or (lemma in _LEFT_TO_DO and _is_left_to_do(verb)) or (lemma == "claim" and _is_by_nobody(verb)):
        return True
    if lemma == "blame":
        return verb.dep_ == "acl" and agent_of(verb) is None  # "the attack, blamed on the rebels, …"
    if lemma == "put":  # "a gap that it put down to delays"
        return any(child.lower_ == "down" for child in verb.rights) and any(token.lower_ == "to" for token in verb.subtree)
    if lemma == "tell" and frame == "appeal":  # "the number of those told to leave"
        return not any(child.dep_ in {"dobj", "dative"} for child in verb.rights)
    up = lemma == "add" and verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == "up"
    return up and any(child.lemma_ in _ADDED_UP for child in verb.lefts)  # "the figures add up to 283"


def _is_left_to_do(verb: Token) -> bool:
    """Nobody has done it: "would blame it on Kyiv", "gives the agency the chance to accuse the airline", "is set to confirm"."""
    helpers = {child.tag_ for child in verb.lefts if child.dep_ == "aux"}
    led = verb.dep_ == "acl" or (verb.dep_ == "xcomp" and verb.head.lower_ in _TO_COME)
    would = "MD" in helpers and verb.lemma_ in _CHARGING
    return verb.tag_ == "VB" and (would or (led and "TO" in helpers))


def _tells_nothing(passage: Passage, content: list[Range]) -> bool:
    """The content is a thing of which nothing is told, neither by a verb nor by a number."""
    words = [token for part in content for token in passage.tokens[slice(*part)]]
    return not any(token.like_num or token.tag_ in FINITE for token in words)


def _is_by_nobody(verb: Token) -> bool:
    """That nobody has done it happened: "No group has claimed responsibility for the blast"."""
    subjects = (child for child in verb.lefts if child.dep_ == "nsubj")
    return any(one.lower_ in _NOBODY or one.left_edge.lower_ in {"no", "neither"} for one in subjects)


def _verb_report(passage: Passage, verb: Token, lemma: str) -> Report | None:
    frame, content = content_of(passage, verb, lemma)
    if not content or _leaves_open(verb, lemma) or verb.head.lower_ == "without" or _says_nothing(verb, lemma, frame):
        return None
    if lemma == "report" and verb.tag_ == "VBG" and _tells_nothing(passage, content):
        return None  # "more doctors reporting cases"
    if lemma in _OWNING_UP and verb.dep_ == "acl" and agent_of(verb) is not None and verb.head.i < verb.i:
        return None  # "a toll far below the 58 claimed by the rebels"
    if lemma == "comment" and is_negated(verb):
        return None  # of "did not comment on a report by X that …" the report is X's
    source = source_of(passage, verb)
    if lemma == "report" and frame == "action" and ((who := subject_of(verb)) is None or who.like_num):
        return None  # "38 of the 92 reported having been beaten", who are a number
    return Report(verb.i, cue_range(verb), lemma, frame, source, content, is_negated(verb))


def _denial(passage: Passage, verb: Token, lemma: str) -> Report | None:
    """Reads "Kyiv denies this." and "…, which the rebels deny"; what the former is about stands in another sentence."""
    thing = next((child for child in verb.children if child.dep_ == "dobj"), None)
    if lemma not in cues.DENYING or thing is None or is_unreal(verb) or verb.tag_ == "VBG" or is_negated(verb):
        return None
    if any(child.lower_ == "by" and any(token.like_num for token in child.subtree) for child in verb.rights):
        return None  # "members rejected that by 83% to 17%"
    start, end = passage.trim(reach(verb)) or reach(verb)
    content: list[Range] = []
    if verb.dep_ == "relcl":
        first, last = passage.sentence_around(verb.i)
        noun = passage.tokens[start - 2] if start - 2 > first and passage.lower[start - 1] == "," else None
        # "the charges, which he denies": not that he was charged
        if thing.lower_ != "which" or noun is None or noun.lower_ in cues.NOUN_FORMS or passage.trim((end, last)) is not None:
            return None
        content = [(first, start)]
    else:
        named = thing.lower_ in cues.NOUN_FORMS and thing.n_rights == 0 and thing.left_edge.lower_ in ("the", "this", "that")
        if not (named or (thing.lower_ in ("it", "that", "this") and thing.i > verb.i)):
            return None
    source = source_of(passage, verb)
    return None if source is None else Report(verb.i, cue_range(verb), lemma, "denial", source, content, answer=(start, end))


def _leaves_open(verb: Token, lemma: str) -> bool:
    """Whether nothing is said either way: "could neither confirm nor deny that …"."""
    near = verb.doc[max(verb.i - 2, 0) : verb.i + 3]
    return lemma in cues.EITHER_WAY and any(token.lemma_ in cues.EITHER_WAY - {lemma} for token in near)


def cue_range(verb: Token) -> Range:
    """The verb with its auxiliaries, negation and particle, where they adjoin it."""
    start, end = verb.i, verb.i + 1
    for child in reversed(list(verb.lefts)):
        if child.dep_ in _AUXILIARIES and child.i == start - 1:
            start = child.i
    for child in verb.rights:
        if child.dep_ in _AUXILIARIES and child.i == end:
            end += 1
    return start, end


def is_negated(verb: Token) -> bool:
    """Whether the cue says that it was not said: "did not say", "declined to say"."""
    if verb.dep_ == "xcomp" and verb.head.lower_ in _REFUSALS:
        return True
    able = verb.head.head if verb.dep_ == "xcomp" and verb.head.lower_ == "able" else verb  # "Neither has been able to say"
    nobody = any(child.dep_ == "nsubj" and child.left_edge.lower_ in _NOBODY for one in {verb, able} for child in one.lefts)
    return nobody or any(child.dep_ == "neg" or child.lower_ == "never" for child in verb.children)


def _according(passage: Passage, token: Token) -> Report | None:
    """Reads "According to X, …", "…, according to X", and in the middle of a clause."""
    index = token.i
    if passage.lower[index + 1 : index + 2] != ["to"]:
        return None
    head = next((child for child in passage.tokens[index + 1].children if child.dep_ in ("pobj", "pcomp")), None)
    if head is None:
        return None
    first, last = passage.sentence_around(index)
    if head.tag_ in WH and head.i == index + 2:  # "said Ana Roe, according to whom 37 posts are vacant"
        who, told = (head.i, head.i + 1), token.head
        last = told.right_edge.i + 1 if told.dep_ == "relcl" and told.i > head.i else last
        return Report(index, (index, index + 2), "accord", "according", SourcePhrase(who, (who,)), [(head.i + 1, last)])
    source = _before_dash(passage, source_phrase(passage, head, token))
    if parts := _of_relative(passage, token, source, first):
        return Report(index, (index, index + 2), "accord", "according", source, parts)
    end = _end_of_source(passage, source.whole[1], last)
    if index == first and end >= last:  # "According to the ministry over 12 people died"
        number = next((token for token in passage.tokens[index + 2 : last] if token.like_num), None)
        counted = number.left_edge.i - (passage.lower[number.left_edge.i - 1] in _BEFORE_NUMBERS) if number is not None else last
        end = min(counted, max(source.whole[1], index + 3))
        source = SourcePhrase((source.whole[0], end), tuple((a, min(b, end)) for a, b in source.each if a < end))
    if (name := _name_to_the_end(passage, end, last)) is not None:  # "according to its chair, retired judge Ana Roe"
        source, end = SourcePhrase((source.whole[0], name[1]), (name,)), name[1]
    before, after = (_behind_stop(passage, first, index), index), (end, last)
    if passage.trim(before) is None:
        content = [after]
    elif token.head.i > end or _goes_on_behind(passage, end, last):
        content = [before, after]
    else:
        content = [before]
    return Report(index, (index, index + 2), "accord", "according", source, content)


def _of_relative(passage: Passage, accord: Token, source: SourcePhrase, first: int) -> list[Range]:
    """What alone is according to somebody where that is a relative clause; nothing where it is not."""
    pronoun, verb = passage.before(accord.i), accord.head
    pronoun = passage.before(pronoun) if passage.lower[pronoun] == "," else pronoun
    if pronoun >= first and passage.tokens[pronoun].tag_ == "WDT" and verb.dep_ == "relcl" and verb.i >= source.whole[1]:
        # "a war which according to Roe costs 12 million"
        return [(pronoun, pronoun + 1), (source.whole[1], verb.right_edge.i + 1)]
    aside = _aside_of(passage, accord)
    return [(aside, accord.i)] if aside is not None else []


def _behind_stop(passage: Passage, first: int, end: int) -> int:
    """Where the clause begins that ends there: "The raids went on; [40 people were killed], according to the ministry"."""
    stops = (at for at in range(end - 1, first, -1) if passage.lower[at] == ";" and passage.quote_at[at] is None)
    stop = next(stops, first - 1)
    return stop + 1 if any(token.tag_ in FINITE for token in passage.tokens[stop + 1 : end]) else first


def _name_to_the_end(passage: Passage, end: int, last: int) -> Range | None:
    """The person's name with which the sentence ends, where nothing but titles stands between it and the comma here."""
    rest = passage.trim((end, last))
    if rest is None or end >= last or passage.lower[end] != "," or rest[1] - rest[0] > _LONGEST_NAME:
        return None
    words = passage.tokens[slice(*rest)]
    named = next((index for index, word in enumerate(words) if word.ent_type_ == "PERSON"), None)
    if named is None or any(word.pos_ not in NOMINAL | {"VERB"} or word.tag_ in FINITE for word in words):
        return None
    whole = all(word.ent_type_ == "PERSON" for word in words[named:])
    return (rest[0] + named, rest[1]) if whole and words[-1].pos_ == "PROPN" else None


def _goes_on_behind(passage: Passage, end: int, last: int) -> bool:
    """What stands behind the source is still told by it: the rest of its clause, or some of whom it is told."""
    same = passage.lower[end : end + 1] == [","] and not _starts_new_clause(passage, end + 1, last)
    return same or _tells_part(passage, end + 1, last)


def _before_dash(passage: Passage, source: SourcePhrase) -> SourcePhrase:
    """The source without what a dash adds, which the parse may hang on it."""
    start, end = source.whole
    dash = next((index for index in range(start + 1, end) if passage.lower[index] in _DASHES), end)
    return SourcePhrase((start, dash), tuple((a, min(b, dash)) for a, b in source.each if a < dash))


def _tells_part(passage: Passage, index: int, last: int) -> bool:
    """Some of those of whom it is told are counted: "at least 73 have died, according to the hospital – 31 of them in Lund"."""
    behind = passage.lower[index + 1 : index + 3]
    return index < last and passage.tokens[index].like_num and behind in (["of", "them"], ["of", "these"], ["of", "those"])


def _by_count(passage: Passage, noun: Token) -> Report | None:
    """Reads "By her count, …" and "…, by the ministry's own reckoning"."""
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
    by = noun.head
    if owner is None or noun.dep_ != "pobj" or by.lower_ not in ("by", "in") or by.dep_ == "agent" or owner.ent_type_ == "DATE":
        return None
    first, last = passage.sentence_around(noun.i)
    first = max([first, *(index + 1 for index in range(first, by.i) if passage.lower[index] in (":", ";"))])
    opens = passage.trim((first, by.i)) is None
    set_off = (
        by.i > 0 and passage.breaks_at(by.i - 1) and (passage.trim((noun.i + 1, last)) is None or passage.breaks_at(noun.i + 1))
    )
    if not (opens or set_off) or any(child.dep_ == "prep" for child in noun.rights):
        return None  # "struck by the judge's account of 40 murders"
    parts = [part for part in ((first, noun.head.i), (noun.i + 1, last)) if passage.trim(part)]
    return Report(noun.i, (noun.i, noun.i + 1), "accord", "according", source_phrase(passage, owner, noun), parts)


def _in_estimate(passage: Passage, noun: Token) -> Report | None:
    """Reads "…, in the estimate of the fire marshal", at the end of what is estimated."""
    of = next((child for child in noun.rights if child.lower_ == "of"), None)
    owner = next((child for child in of.rights if child.dep_ == "pobj"), None) if of is not None else None
    way, (first, last) = noun.head, passage.sentence_around(noun.i)
    if owner is None or noun.dep_ != "pobj" or way.lower_ not in ("by", "in") or way.i <= first:
        return None
    if not (passage.breaks_at(way.i - 1) and passage.trim((owner.right_edge.i + 1, last)) is None):
        return None
    return Report(noun.i, (noun.i, noun.i + 1), "accord", "according", source_phrase(passage, owner, noun), [(first, way.i)])


def _end_of_source(passage: Passage, end: int, last: int) -> int:
    """Where the words about the source end: at a break, or at the next if a clause about the source follows it."""
    while end < last and not passage.breaks_at(end):
        end += 1
    if passage.lower[end : end + 1] != [","]:
        return end
    if end + 1 < last and passage.tokens[end + 1].tag_ in _CLAUSE_OPENERS:
        return _end_of_source(passage, end + 1, last)
    if end + 1 < last and (aside := apposition_at(passage.tokens[end + 1])) is not None:
        return _end_of_source(passage, aside.right_edge.i + 1, last)
    return end


_CLAUSE_OPENERS = frozenset(("VBG", "WDT", "WP", "WP$"))


def _starts_new_clause(passage: Passage, index: int, last: int) -> bool:
    """Whether a clause with a subject of its own begins here; "and was followed by …" shares the one before."""
    if index >= last or passage.lower[index] not in _NEW_CLAUSE:
        return False
    if _OTHERS & set(passage.lower[index + 1 : index + 3]):  # "…, according to the mayor, while several others were damaged"
        return False
    if passage.lower[index] == "as":  # "…, according to the results, as crowds gathered outside"
        return passage.tokens[index].dep_ == "mark"
    if passage.lower[index] != "and" or index + 1 >= last:
        return True
    shifted = next((token for token in passage.tokens[index + 1 : last] if token.tag_ in FINITE), None)
    # "…, according to the group, and one family in six had eaten nothing" is a tense further back
    return passage.tokens[index + 1].tag_ not in FINITE and (shifted is None or shifted.lower_ != "had" or shifted.dep_ != "aux")


def _noun_report(passage: Passage, noun: Token) -> Report | None:
    """Reads "the report's finding that …", and "…, a claim that the ministry rejected"."""
    clause = next((child for child in noun.rights if child.dep_ in ("acl", "ccomp", "relcl")), None)
    if clause is None:
        return None
    if (
        (clause.lower_ in cues.ANSWERS or _calls_untrue(clause))
        and (subject_of(clause) or (clause.dep_ == "acl" and agent_of(clause)))
        and not any(child.dep_ == "dobj" and child.i > clause.i for child in clause.children)
    ):
        return _answer(passage, noun, clause)
    if not starts_with_that(clause) or _is_means(noun) or noun.lower_ not in cues.NOUN_FORMS:
        return None
    content = [(clause.left_edge.i, clause.right_edge.i + 1)]
    return Report(noun.i, (noun.i, noun.i + 1), cues.NOUN_FORMS[noun.lower_], "noun", _owner(passage, noun), content)


def _is_means(noun: Token) -> bool:
    """What somebody says something in is nobody else's: "said in a statement that …"."""
    led = noun.dep_ == "pobj" and noun.head.lower_ in ("in", "through", "via")
    return led and noun.head.head.lower_ in cues.VERB_FORMS


def _answer(passage: Passage, noun: Token, verb: Token) -> Report | None:
    """What "…, a claim that the ministry rejected" answers: the sentence up to there."""
    start = noun.left_edge.i
    if start == 0 or not passage.breaks_at(start - 1):
        return None
    first, _ = passage.sentence_around(noun.i)
    lemma, source = cues.ANSWERS.get(verb.lower_, "dismiss"), source_of(passage, verb)
    words = start, verb.right_edge.i + 1
    return Report(verb.i, cue_range(verb), lemma, "answer", source, [(first, start)], is_negated(verb), words)


def _owner(passage: Passage, noun: Token) -> SourcePhrase | None:
    """Whose claim it is: "the report's finding", "a warning from doctors"."""
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None) or next(
        (
            inner
            for child in noun.rights
            if child.lower_ in ("by", "from", "of")
            for inner in child.children
            if inner.dep_ == "pobj"
        ),
        None,
    )
    if owner is None:  # "police claims"
        bodies = (child for child in noun.lefts if child.dep_ == "compound" and child.pos_ == "NOUN" and is_body(child))
        owner = next(bodies, None)
    return source_phrase(passage, owner, noun) if owner is not None else None
