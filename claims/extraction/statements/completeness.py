"""Whether words cut out of a sentence are one: a verb with its subject, and nothing that breaks off."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.attribution.shapes import WH
from claims.extraction.clauses import (
    FINITE,
    HELPERS,
    PARTICIPLE_ALONE,
    RELATIVES,
    SUBJECTS,
    VERBAL,
    Clause,
    first_of,
    helpers_of,
    is_contact,
    is_finite,
    is_gapped,
    number_before,
)
from claims.extraction.drafts.draft import BESIDE, SUBSET_CUES, SUBSET_PRONOUNS
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import REPORTS
from claims.extraction.statements.composing import AROUND, TIME_NOUNS, is_told_by_antecedent, misplaced_subjects, whose_of
from claims.extraction.text.tokens import Token

_NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
#: Where a verb that makes a sentence stands; the others hang on one.
_SENTENTIAL = frozenset({"ROOT", "ccomp", "conj", "parataxis"})
#: Verbs that say nothing without when or why.
_EMPTY = frozenset("be come happen occur".split())
#: Words that something has to follow, and what a verb or a preposition asks for: without it the words break off.
_LEADING_TAGS = frozenset("IN DT MD TO CC PRP$ WDT".split())
_ASKED_FOR = frozenset("ccomp pobj pcomp xcomp dobj attr acomp oprd prt neg aux auxpass dative".split())
#: What a verb may have beside it that tells nothing of what is done.
_SAYING_NOTHING = frozenset("advmod cc expl mark neg npadvmod nsubj preconj punct".split())
_TELLING = frozenset("away badly better here out over there up well worse".split())
_DONE = frozenset({"attr", "ccomp", "dobj", "xcomp"})
#: What is done to somebody or something: "He ordered" tells nothing.
_DONE_TO = frozenset(
    "ask bring choose find get give hear hold keep make need order put say see select send take tell use want".split()
)
#: Behind "their", in words: "[their] hands raised".
_OWNED = 2
#: What says that something was, of which no more is told.
_BEGINNING = frozenset({"begin", "break", "end", "erupt", "start"})
#: How a participle hangs on what stands before it.
_HANGING = frozenset({"acl", "advcl", "csubj", "csubjpass", "xcomp"})
#: What opens a condition that is turned about: "Should it fail".
_SUPPOSING = frozenset({"had", "should", "were"})
_DOES = frozenset({"did", "do", "does"})
#: Verbs that say nothing without of what.
_BLAMING = frozenset({"accuse", "suspect"})
#: Words that make a question or a condition of the clause they lead.
_OPEN = frozenset({"if", "unless", "whether", "than", "like", "lest"})
#: Nouns whose "that" tells what they are about.
_TOLD_THAT = REPORTS | {"fear", "hope", "word"}
#: Words by which a clause tells what else was so.
_MEANWHILE = frozenset({"as", "while", "whereas", "although", "though"})
#: Words by which a clause tells what led to something.
_LED_BY = frozenset({"after", "as", "because", "since", "when"})
_JOINED = frozenset({"cc", "conj"})
#: Some of those who were told of before; what leads a clause that says nothing by itself.
_SOME = frozenset("all both each few half many most none several some".split())
_UNTIL = frozenset({"because", "unless", "until"})
#: What is done to nothing says nothing.
_OF_SOMETHING = frozenset({"ascertain", "verify"})


def is_sentence(tokens: Sequence[Token], clause: Clause) -> bool:
    """A verb with its subject in a finite form, that asks and supposes nothing, and nothing that breaks off."""
    head, own = clause.head, {token.i for token in tokens}
    if tokens[0].lower_ in _SOME and [token.tag_ for token in tokens[1:3]] in (["IN", "WDT"], ["IN", "WP"]):
        return False  # "most of which turned out to be stars"
    if tokens[-1].lemma_ in _OF_SOMETHING and tokens[-1].tag_ == "VB":
        return False  # "AFP was not able to verify [when it was filmed]"
    if _opens_none(tokens[0], clause) or _leaves_out_verb(head, own) or _is_scrap(tokens, head):
        return False
    if head.dep_ == "relcl" and _is_named_only(tokens, head):
        return False
    bearing = {head.i, *(cue.i for cue in clause.cue_phrase[:1] if is_told_by_antecedent(cue) or _is_occasion(cue, own))}
    above = clause.parent
    if above is not None and above.head.dep_ == "relcl" and head.dep_ == "advcl":
        bearing.add(above.head.i)  # "Lund, where a shell hit a house, [killing four]"
    verbs = (token for token in tokens if token.i in bearing or token.dep_ in _SENTENTIAL or _is_freed(token, own))
    if _ends_open(tokens[-1], head, own, clause.sentence.tokens.end) or _is_stranded(tokens[-1], head):
        return False
    leading = (token for token in tokens if token.n_lefts or token.n_rights or token.dep_ in _JOINED)
    return any(_asserts(verb, own) for verb in verbs) and not any(
        _breaks_off(token, own) or _blames(token, own) for token in leading
    )


def _is_named_only(tokens: Sequence[Token], relative: Token) -> bool:
    """Nothing is told but of a noun what a clause behind it adds: "a drone attack on a car, in which three were hurt"."""
    way = relative.left_edge
    led = (
        way.dep_ == "prep"
        and way.lower_ != "of"
        and any(child.lower_ in {"which", "whom"} for child in way.rights)
        and way in tokens
    )
    others = (token for token in tokens if token.tag_ in FINITE and token != relative and not relative.is_ancestor(token))
    return led and tokens[0] != way and not relative.is_ancestor(tokens[0]) and next(others, None) is None


def _opens_none(first: Token, clause: Clause) -> bool:
    """No statement begins so: "which …", "Indicating that …", "Should the tanks be breached", "as did 15 drones"."""
    asks = clause.sentence.tokens[-1].text.startswith("?")
    if asks or (first.tag_ in WH and first != whose_of(clause)):
        return not asks
    above, words = clause.parent, [token for token in clause.tokens if not (token.is_punct and token.text != ",")]
    alone = above is None or not any(token.is_alpha for token in above.tokens)
    whole = words[:1] == [first] and not any(token.text == "," for token in words[:-1])
    if first.lower_ in _UNTIL and first.dep_ == "mark" and whole and alone:
        return True  # "“Until there's nobody left to look for,” he said"
    if first.lower_ == "that" and first.dep_ == "dobj" and first.i > first.sent.start and first.nbor(-1).pos_ == "NOUN":
        return True  # "complained of pressure [that he declined to describe]"
    hangs = first.tag_ == "VBG" and first.dep_ in _HANGING and first.i > first.sent.start and first.nbor(-1).text == ","
    supposes = first.lower_ in _SUPPOSING and first.dep_ in HELPERS and first.head.dep_ in {"advcl", "ccomp", "ROOT"}
    return hangs or supposes or first.lower_ in _DOES


def _leaves_out_verb(head: Token, own: set[int]) -> bool:
    """What was done is told before: "when they brought him out. At four [they did]", "some already [aren't]"."""
    if head.i not in own or not (head.tag_ == "MD" or head.lemma_ in {"be", "do", "have"}):
        return False
    if head.lemma_ in {"do", "have"}:  # "they did, alive", "thousands have done likewise"
        told = any(child.dep_ in _DONE or child.lower_ in _TELLING for child in head.children)
    else:
        others = [child for child in head.children if child.dep_ != "expl"]
        told = any(child.dep_ not in _SAYING_NOTHING or child.lower_ in _TELLING for child in others)
        told |= head.lemma_ == "be" and any(child.dep_ == "advmod" for child in head.rights)
    return not told and any(child.dep_ in {"expl", "nsubj"} for child in head.children)  # "There isn’t", "They did"


def _is_scrap(tokens: Sequence[Token], head: Token) -> bool:
    """It names nobody and nothing that anything is done to, "He ordered", or tells of nothing without what is left out."""
    subject, *rest = [token for token in tokens if not token.is_punct]
    if subject.lower_ == "god" and [token.lower_ for token in rest] == ["knows"]:
        return True
    if head.lemma_ == "think" and any(child.dep_ == "dobj" and child.pos_ == "NOUN" for child in head.rights):
        return True  # "a man and, I think, a girl"
    if subject.tag_ == "PRP" and rest == [head] and head.lemma_ in _DONE_TO and head.tag_ in FINITE:
        return True
    return _is_mere_start(rest, head) or _is_torn_aside(subject, rest, head) or _is_mere_pointer(subject, rest, head)


def _is_mere_start(rest: Sequence[Token], head: Token) -> bool:
    """It says that something began, and not when: "since [the war began]", "[The war began] when they attacked"."""
    if head.lemma_ == "fall" and head.dep_ == "advcl" and head.i and head.nbor(-1).lower_ in {"darkness", "night"}:
        return True  # "as night fell"
    begins = head.tag_ in FINITE and head.lemma_ in _BEGINNING
    dated = head.dep_ == "advcl" or any(child.dep_ == "advcl" for child in head.rights)
    return begins and dated and all(token.i <= head.i for token in rest)


def _is_torn_aside(subject: Token, rest: Sequence[Token], head: Token) -> bool:
    """It stood beside what was done: "as [it had the last one]", "crept out, [their hands raised]", "broken when [he was 9]"."""
    if head.lower_ == "had" and head.dep_ == "advcl" and any(child.lower_ == "as" for child in head.lefts):
        return rest[-1].lower_ in {"one", "ones"}
    if len(rest) != _OWNED:
        return False
    if subject.tag_ == "PRP$":
        aside = subject.i > head.sent.start and subject.nbor(-1).text == ","
        return aside and head.dep_ == "ccomp" and rest[-1] == head and not helpers_of(head)
    return subject.tag_ == "PRP" and head.lemma_ == "be" and head.dep_ == "advcl" and rest[-1].like_num


def _is_mere_pointer(subject: Token, rest: Sequence[Token], head: Token) -> bool:
    """It points at somebody of whom a clause tells: "[It was rebels] who fired"."""
    if subject.lower_ != "it" or head.lemma_ != "be" or subject.head != head:
        return False
    own = {token.i for token in rest}
    pointed = [child for child in head.rights if child.dep_ == "attr"]
    return any(one.dep_ == "relcl" and one.i not in own for noun in pointed for one in noun.rights)


def _is_occasion(cue: Token, own: set[int]) -> bool:
    """It reports what led to something, and stands without that: of "fled after guards reported drones" the report."""
    marks = [child for child in cue.lefts if child.dep_ == "mark"] if cue.dep_ == "advcl" else []
    return bool(marks) and all(mark.i not in own and mark.lower_ in _LED_BY for mark in marks)


def _is_freed(verb: Token, own: set[int]) -> bool:
    """It stands without the word that hangs it on another: of "even as both sides reported fighting" the rest."""
    marks = [child for child in verb.lefts if child.dep_ == "mark"] if verb.dep_ == "advcl" else []
    return bool(marks) and all(mark.i not in own and mark.lower_ in _MEANWHILE for mark in marks)


def _asserts(verb: Token, own: set[int]) -> bool:
    first = first_of(verb)
    helped = {verb, first, verb.head if is_gapped(verb) else verb}  # "12 were killed and 30 more [were] wounded"
    helpers = [child for one in helped for child in one.lefts if child.dep_ in HELPERS and child.i in own]
    finite = is_finite(verb) if not helpers else any(helper.tag_ in FINITE for helper in helpers)
    bearers = {verb, first, *helpers}  # the parse hangs a subject on its helping verb at times
    number = number_before(verb)
    if number is not None and number.i in own:
        return True
    acting = SUBJECTS | {"csubj"}
    subjects = [child for one in bearers for child in one.children if child.dep_ in acting and _has_part(child, own)]
    subjects += [child for child in misplaced_subjects(verb) if child.i in own]
    # "Dovland fired", where the model takes the verb for a participle
    mistaken = (
        verb.tag_ == "VBN"
        and verb.lower_ not in PARTICIPLE_ALONE
        and any(one.dep_ == "nsubj" and one.right_edge.i + 1 == verb.i for one in subjects)
        and (verb.dep_ != "conj" or any(not child.is_punct for child in verb.rights))  # not "… was mended, a fence erected"
    )
    relative = first.dep_ == "relcl" and first.head.i in own
    if relative and first.head.dep_ == "ROOT" and any(one.lower_ in RELATIVES and one.i in own for one in subjects):
        return False  # "Fundamental changes that have strengthened the firm"
    if (
        relative
        and not is_contact(first)
        and subjects
        and all(one.lower_ not in RELATIVES for one in subjects)
        and (_is_bare(first) or _is_led_by(first, own))
    ):
        return False  # "on top of 121m it had already frozen", "ending a trial in which 164 had joined"
    open_ = any(_opens(child) for child in verb.lefts if child.i in own) or (verb.dep_ == "acl" and verb.head.i in own)
    return (finite or mistaken) and (bool(subjects) or relative or _follows_cue(verb, own)) and not open_


def _follows_cue(verb: Token, own: set[int]) -> bool:
    """Who said it stands between the subject and the verb: "The bridge, [said Ana Roe,] was closed"."""
    first = min([verb.i, *(child.i for child in helpers_of(verb))])
    before = [index for index in own if verb.sent.start <= index < first]
    cues = [verb.head, *(child for child in verb.lefts if child.dep_ == "parataxis")]
    between = bool(before) and any(max(before) < cue.i < first for cue in cues)
    return between and any(verb.doc[index].pos_ in _NAMING for index in before)


def _is_led_by(relative: Token, own: set[int]) -> bool:
    """The words have what joins the clause to its noun, "in which", "of whom", and that belongs to a participle."""
    if relative.head.head.tag_ != "VBG":
        return False
    ways = (child for child in relative.lefts if child.dep_ == "prep")
    return any(noun.tag_ in {"WDT", "WP"} and noun.i in own for way in ways for noun in way.rights)


def _is_bare(relative: Token) -> bool:
    """No word joins the clause to its noun: "the sum it had frozen"."""
    return not any(token.lower_ in RELATIVES or token.tag_ in WH for token in relative.subtree)


def _has_part(subject: Token, own: set[int]) -> bool:
    """The subject, or one of several that "and" joins, is among the words."""
    if subject.i in own or any(part.i in own and part.pos_ in _NAMING for part in subject.subtree):
        return True
    joint = subject.left_edge.i - 1  # of "half of the drones and all of the missiles" the parse takes the second alone
    return joint > subject.sent.start and subject.doc[joint].dep_ == "cc" and joint - 1 in own


def _opens(token: Token) -> bool:
    """It makes a question or a condition of its clause."""
    if token.dep_ == "mark":
        return token.lower_ in _OPEN
    return token.tag_ in WH and not token.doc[token.sent.end - 1].text.startswith("?")


def _ends_open(last: Token, head: Token, own: set[int], end: int) -> bool:
    """The words end where the sentence goes on: "… is crowded with", "… may", "the talks came"."""
    behind = last.i + 1 + (last.i + 1 < end and last.doc[last.i + 1].is_quote)
    goes_on = behind < end and not last.doc[behind].is_punct
    if (last.tag_ in _LEADING_TAGS and goes_on) or (last.i == head.i and last.lemma_ == "be"):
        return True
    if last.pos_ == "NOUN" and any(child.lower_ == "when" for child in last.lefts):
        return True  # "She spoke of May 2024, when two tankers[, the Karsk and the Lund, sank]"
    if last.lemma_ == "have" and goes_on and last.doc[behind].tag_ in {"VBN", "VBD"}:
        return True  # "everyone had [been offered advice]"
    if last.lemma_ in TIME_NOUNS and goes_on and last.doc[behind].lower_ in AROUND:
        return last.dep_ in {"npadvmod", "pobj"}  # "in the weeks [before it fell]"
    if singular(last.lower_) in _TOLD_THAT and goes_on and last.doc[behind].lower_ == "that":
        return True  # "gathered there on rumours [that the border would open]"
    led = last.pos_ in {"ADV", "ADJ", "SCONJ"} and goes_on  # "as long"
    participle = last.tag_ in {"VBN", "VBG"} and last.dep_ in {"acl", "advcl"}
    bare = last.i == head.i and last.lemma_ in _EMPTY and any(child.dep_ == "advcl" for child in last.rights)
    return (led or participle or bare) and any(child.i not in own and not child.is_punct for child in last.rights)


def _is_stranded(last: Token, head: Token) -> bool:
    """What it leads to stands before the words, in a relative clause: "a plant whose gates Roe says [he broke into]"."""
    relative = head.dep_ == "ccomp" and head.head.dep_ == "relcl"
    own = any(child.dep_ in SUBJECTS and child.lower_ not in RELATIVES for child in head.lefts)
    if relative and own and _is_bare(head.head) and not any(child.dep_ in _DONE for child in head.rights):
        return True  # "the number it says [it has captured]"
    return relative and last.dep_ == "prep" and not last.children


def _breaks_off(token: Token, own: set[int]) -> bool:
    """What the word asks for stands in the sentence, but neither it nor what it is listed with is among the words."""
    if token.dep_ == "cc" and token.i + 1 < token.sent.end and token.nbor().i not in own:
        return True
    if token.dep_ == "cc" and token.head.i not in own and token.head.dep_ != "parataxis":
        return any(word.i in own for word in token.doc[token.sent.start : token.i])
    if token.dep_ == "conj" and token.head.i not in own and token.pos_ in _NAMING:
        first = token  # "… were killed, and three in a car", whose verb is another's
        while first.dep_ in {"conj", "appos"} and first.head.i != first.i:
            first = first.head
        verbal = any(word.i in own and word.pos_ in VERBAL for word in token.doc[token.sent.start : token.i])
        if first.i not in own and first.head.i not in own and not verbal:
            return True
    for child in token.children:
        if (child.dep_ == "ccomp" and child.i < token.i) or _is_of_aside(child) or _is_second_object(child, own):
            continue
        if child.dep_ in _ASKED_FOR and child.i not in own and child.lower_ not in RELATIVES:
            some = child.like_num and any(one.lower_ == "of" for one in child.rights)
            if some and any(one.dep_ == child.dep_ and one.i in own for one in token.children):
                continue  # "134 were hurt, 29 of them badly", which the parse takes for an object of a verb before
            told = any(part.i in own for part in child.subtree) or _has_beside(token, own) or _has_later(token, child, own)
            return not told
    return False


def _is_second_object(thing: Token, own: set[int]) -> bool:
    """It adds to what the verb acts on, and is none: "had reached the works, [an allegation] that Roe denied"."""
    first = next((child for child in thing.head.rights if child.dep_ == "dobj"), thing)
    return thing.dep_ == "dobj" and first.i < thing.i and first.i in own and thing.doc[thing.left_edge.i - 1].text == ","


def _is_of_aside(thing: Token) -> bool:
    """It is no object of the verb, to which the parse gives it: "were killed, among them [a boy]"."""
    if thing.dep_ not in {"dobj", "oprd"}:
        return False
    before = thing.left_edge.i - 1
    if thing.dep_ == "oprd":
        return thing.left_edge.lower_ in SUBSET_CUES and thing.doc[before].text == ","
    return before > thing.head.i and thing.doc[before].lower_ in SUBSET_PRONOUNS


def _blames(verb: Token, own: set[int]) -> bool:
    """What somebody is accused of stands in the sentence, but not among the words."""
    return verb.lemma_ in _BLAMING and any(child.lower_ == "of" and child.i not in own for child in verb.rights)


def _has_beside(verb: Token, own: set[int]) -> bool:
    """In the place of its object stands what is told "along with" that."""
    beside = (word for word in verb.rights if word.i not in own and _opens_beside(word))
    return any(part.i in own for word in beside for part in word.subtree)


def _opens_beside(word: Token) -> bool:
    return any([token.lower_ for token in word.doc[word.i : word.i + len(phrase)]] == phrase for phrase in BESIDE)


def _has_later(verb: Token, missing: Token, own: set[int]) -> bool:
    """In the place of its object stands a later item of the list: "leaving [12 dead and] 300 injured"."""
    return verb.tag_ == "VBG" and missing.dep_ == "dobj" and any(missing.i < position < missing.sent.end for position in own)
