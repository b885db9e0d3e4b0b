"""A few readings of the language model mended in the parse.

A stage that guards against a misreading guards alone; mended here, every stage profits.
"""

from __future__ import annotations

import itertools
import re
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

from claims.extraction.reference.names import are_people
from claims.extraction.reference.nouns import BODIES, SITES

_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
#: What "half of them displaced" tells that was done to them, though the model takes it for what they did.
_UNDERGONE = frozenset(
    """arrested buried damaged destroyed detained displaced elected evacuated hospitalised hospitalized injured killed registered
    released rescued wounded""".split()
)
_HARMED = ("injured", "wounded")
#: What is done to those who have been hurt.
_CARING = frozenset("admitted carried counted evacuated received seen taken transferred treated treating".split())
_MULTIPLYING = frozenset({"doubled", "halved", "quadrupled", "trebled", "tripled"})
_LIKE_BASE = frozenset("burst cast cost cut hit hurt put set shed shut split spread".split())
_SHOWING = frozenset("estimate find indicate show suggest".split())
_SAYING = frozenset({"add", "announce", "claim", "report", "say", "state", "tell", "write"})
#: Verbs of saying that have the form of a noun in the plural.
_LIKE_PLURALS = frozenset("charges claims comments estimates fears forecasts hopes notes pledges promises reports".split())
#: What those do who say something, with what shows that it is so.
_PUBLISHING = frozenset({"circulate", "post", "publish", "release", "share"})
#: What those do who say something, and nobody does to whom something happened.
_OF_SPEAKERS = frozenset(
    """accuse add announce apologise apologize appeal ask blame call comment condemn confirm correct criticise criticize
    declare decline demand deny elaborate express give identify launch lower name offer open order pledge praise
    promise provide put refuse reject release revise say specify tell thank urge vow warn""".split()
)
#: What fire and water do, and nobody does to them.
_SWEEPING = frozenset("burned ripped rolled spread swept tore washed".split())
_ACROSS = frozenset("across along down into over through towards toward up".split())
#: Pasts that are participles too, beside those in "-ed".
_PASTS_AND_PARTICIPLES = frozenset(
    "brought burst caught cost cut dealt found held hit laid led left lost met put set shut split struck won".split()
)
#: With these an object stands behind the participle as well: "a man handed 12 years".
_GIVING = frozenset(
    """appointed asked awarded called declared deemed denied elected granted handed named offered ordered paid promised sent
    sentenced shown taught told""".split()
)
#: What bodies do in public, and places do not: "a group based in Lund, which counts 40".
_OF_BODIES = _SAYING | _SHOWING | frozenset("count document monitor publish put record track".split())
#: What the model knows for a place.
_PLACES = frozenset({"FAC", "GPE", "LOC"})
#: What stands behind these is no person: "a guard at Lund".
_PLACING = frozenset({"at", "in", "near", "outside"})
#: What a value ends in.
_AMOUNTS = _NOUNS | {"CD"}
_TWO = 2
#: What officials do about what happened.
_OF_OFFICIALS = frozenset("arrest ban close detain evacuate fine fire jail sentence suspend".split())
_OF_RULERS = frozenset({"call", "declare", "jail", "sentence"})
#: "She said in a post on X. Around 900 people": the model takes the letter for an initial.
_AFTER_X = re.compile(r"\b(?:on|to|via|from)\s+X\.\s+(?=[A-Z“\"])")
#: "Between $300m and $450m. Power is off": it takes the letter for an abbreviation.
_AFTER_MEASURE = re.compile(r"\d\s?(?:m|bn|tn|km|cm|mm|kg|mph|kph|[kMG]W|°C)\.\s+(?=[A-Z“\"])")
#: "Its crews shot down 329 of them, it said; impacts were recorded at 17 places": who says so stands before the semicolon, and
#: the model seldom makes two sentences of the two.
_AFTER_CUE = re.compile(
    r",[\"”’]?\s(?:(?:(?:[Hh]e|[Ii]t|[Ss]he|[Tt]hey|[Tt]he\s\w+|[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3})\s)?(?:also\s)?"
    r"(?:added|adds|announced|reported|said|says|wrote)\b|according\sto\b)[^;.!?\"“”]{0,80};\s+"
)
#: "Hit at 3 a.m. The service said", "told Radio Lund. By noon the square": no name goes on with such a word before a small one.
_OPENING = (
    "After All An And As At Because Before But By Earlier For From He If In It Its Later Many Meanwhile More Most On One Only "
    "She Since So Some That The Then There These They This Those Three Two Until We What When While Who With".split()
)
_AFTER_NAME = re.compile(
    rf"(?:\b[ap]\.m\.\s+(?=(?:{'|'.join(_OPENING)})\s|[\"“][A-Z])|[a-z]{{4}}\.\s+(?=(?:{'|'.join(_OPENING)})\s[a-z]))"
)
#: "Sisters aged 4 and 7. Thirty-eight were hurt": it takes the number for that of an item.
_AFTER_NUMBER_WORD = re.compile(r"[a-z]\s\d{1,2}\.\s+(?=[A-Z][a-z-]+\s[a-z])")
#: Ranks that the model would cut at their stop.
_RANKS = "Brig Capt Cmdr Col Cpl Lt Maj Sgt".split()
#: A name follows, and no sentence.
_TITLES = [*"Mr Mrs Ms Dr Gov Govs Sen Sens Rep Reps Gen Prof Rev".split(), *_RANKS]
_AFTER_STOP = re.compile(r"[.!?…:;]" + "".join(rf"(?<!\b{title}.)" for title in _TITLES) + r"[\"'”’»«)\]* ]*")

#: Behind these a sentence begins, whatever the parser makes of it.
_BREAKS = (_AFTER_X, _AFTER_MEASURE, _AFTER_CUE, _AFTER_NAME, _AFTER_NUMBER_WORD)

#: Behind "co-".
_TOGETHER = (
    "op ops operate operated operates operating operation operative operatives ordinate ordinated ordinates ordinating "
    "ordination ordinator ordinators"
).split()
#: Words that are one; of those with a hyphen the model would make three subjects.
_WHOLE = (*(f"{co}-{rest}" for co in ("co", "Co") for rest in _TOGETHER), *(f"{rank}." for rank in _RANKS))


@Language.component("claimdesk_millions")
def _millions(doc: Doc) -> Doc:
    """Makes one word of "6.4" and "m" behind a sign of money; the model takes the letter for a form of "be"."""
    forms = doc.to_array("LOWER")
    found = np.flatnonzero(forms == doc.vocab.strings["m"]).tolist()
    amounts = [doc[i - 1 : i + 1] for i in found if i > 1 and doc[i - 2].is_currency and not doc[i - 1].whitespace_]
    if amounts:
        with doc.retokenize() as retokenizer:
            for amount in amounts:
                retokenizer.merge(amount)
    return doc


@Language.component("claimdesk_no_breaks_inside")
def _no_breaks_inside(doc: Doc) -> Doc:
    """Lets the parser begin a sentence only after a stop: small models break before brackets and after names, not after "X."."""
    text = doc.text
    starts = doc.to_array("IDX")
    may_begin = np.zeros(len(text) + 1, dtype=bool)
    may_begin[0] = True
    for stop in _AFTER_STOP.finditer(text):
        may_begin[stop.start() + 1 : stop.end() + 1] = True
    # In spaCy's arrays 0 leaves the decision to the parser and -1 forbids a start; they are unsigned.
    marks: Any = np.where(may_begin[starts], 0, -1).astype("int64")
    begins = [match.end() for pattern in _BREAKS for match in pattern.finditer(text)]
    if begins:
        marks[np.isin(starts, begins)] = 1
    doc.from_array(["SENT_START"], marks.astype("uint64")[:, None])
    return doc


@Language.component("claimdesk_hurt")
def _hurt(doc: Doc) -> Doc:
    """Of "three were killed and 22 hurt" the last word is a verb like "wounded"; small models take it for a noun.

    Of "treated 113 wounded" it is a noun, which they take for a verb.
    """
    forms = doc.to_array("LOWER")
    for index in np.flatnonzero(forms == doc.vocab.strings["hurt"]).tolist():
        deed, number = doc[index], doc[max(index - 1, 0)]
        if deed.tag_ == "NN" and deed.dep_ == "conj" and number.head == deed and number.dep_ == "nummod":
            deed.tag_, number.dep_ = "VBN", "nsubj"
    for form in _HARMED:
        for index in np.flatnonzero(forms == doc.vocab.strings[form]).tolist():
            harmed, number = doc[index], doc[max(index - 1, 0)]
            listed = number.dep_ == "conj" and number.head.dep_ == "dobj"  # "had received 19 bodies and 46 wounded"
            verb = number.head.head if listed else number.head
            if harmed.tag_ != "VBN" or not number.like_num or verb.lower_ not in _CARING:
                continue
            if number.dep_ in {"conj", "dobj"} and harmed.dep_ == "advcl" and harmed.head == verb:  # "had treated 113 wounded"
                harmed.head, harmed.dep_, number.head, number.dep_ = number.head, number.dep_, harmed, "nummod"
                harmed.tag_, harmed.pos_ = "NNS", "NOUN"
    return doc


@Language.component("claimdesk_subjects")
def _subjects(doc: Doc) -> Doc:
    """Of "In Lund, a strike cut power" the noun before the verb is its subject; small models take it for a time or a degree."""
    for index in np.flatnonzero(doc.to_array("DEP") == doc.vocab.strings["npadvmod"]).tolist():
        noun, verb = doc[index], doc[index].head
        acts = verb.tag_ in _FINITE and verb.dep_ != "conj" and noun.right_edge.i + 1 == verb.i
        named = noun.tag_ in _NOUNS and noun.ent_type_ not in {"DATE", "TIME"}
        if acts and named and not any("subj" in child.dep_ or child.dep_ == "expl" for child in verb.children):
            noun.dep_ = "nsubj"
            article = doc[max(noun.left_edge.i - 1, 0)]
            if article.dep_ == "det" and article.head == verb:
                article.head = noun
    return doc


@Language.component("claimdesk_plural_names")
def _plural_names(doc: Doc) -> Doc:
    """Of "Mothers of Lund, which speaks for 40 families, says …" the clause tells of all of the name, as its "says" shows."""
    for root in [sentence.root for sentence in doc.sents]:
        subject = next((child for child in root.lefts if child.dep_ == "nsubj"), None)
        if (
            root.tag_ != "VBZ"
            or subject is None
            or subject.tag_ not in {"NNS", "NNPS"}
            or not subject.is_title
            or subject.n_lefts
        ):
            continue
        parts = [noun for of in subject.rights if of.lower_ == "of" for noun in of.rights if noun.tag_ == "NNP"]
        for clause in [child for noun in parts for child in noun.rights if child.dep_ == "relcl"]:
            if doc[clause.left_edge.i - 1].text == "," and clause.tag_ == "VBZ":
                clause.head = subject
    return doc


@Language.component("claimdesk_reporting_plurals")
def _reporting_plurals(doc: Doc) -> Doc:
    """Of "The directorate estimates that 40 died" the second is a verb; small models take both for one noun in the plural."""
    for index in np.flatnonzero(doc.to_array("LOWER") == doc.vocab.strings["that"]).tolist():
        verb, body = doc[max(index - 1, 0)], doc[max(index - 2, 0)]
        if verb.tag_ != "NNS" or verb.lower_ not in _LIKE_PLURALS or body.dep_ not in {"compound", "nsubj"} or body.head != verb:
            continue
        if doc[index].dep_ != "mark" or doc[index].head.head != verb or body.tag_ not in {"NN", "NNP"}:
            continue
        if verb.dep_ not in {"ROOT", "advcl", "ccomp", "conj", "parataxis"}:
            continue  # "contradicting police claims that …"
        for child in [child for child in verb.lefts if child.i < body.i]:
            child.head = body
        verb.tag_, verb.pos_, verb.lemma_ = "VBZ", "VERB", verb.lower_.removesuffix("s")
        body.dep_, doc[index].head.dep_ = "nsubj", "ccomp"
    return doc


@Language.component("claimdesk_main_verbs")
def _main_verbs(doc: Doc) -> Doc:
    """Of "A fire swept through a market" the verb is the sentence's; small models make it tell which fire."""
    for noun in [sentence.root for sentence in doc.sents]:
        verb = doc[min(noun.i + 1, len(doc) - 1)]
        if noun.tag_ not in _NOUNS or verb.tag_ != "VBN" or verb.dep_ != "acl" or verb.head != noun:
            continue
        if any(child.i > verb.i and child.dep_ != "punct" for child in noun.rights):
            continue
        rights = {child.dep_ for child in verb.rights}
        across = verb.lower_ in _SWEEPING and any(child.lower_ in _ACROSS for child in verb.rights)
        past = verb.lower_.endswith("ed") or verb.lower_ in _PASTS_AND_PARTICIPLES
        acts = past and "dobj" in rights and "agent" not in rights and verb.lower_ not in _GIVING
        if (across or acts) and noun.doc[noun.right_edge.i].text == ".":
            _make_root(verb, noun)
            noun.head, noun.dep_ = verb, "nsubj"
            verb.tag_ = "VBD"
    return doc


@Language.component("claimdesk_pasts")
def _pasts(doc: Doc) -> Doc:
    """Of "She said copies of the sheets put the party at 43%" the last verb is finite, whose past has the form of the base.

    Of "400,000 people, half of them displaced" and "was suspended and five staff detained" the last word is none.
    """
    for index in np.flatnonzero(doc.to_array("LOWER") == doc.vocab.strings["them"]).tolist():
        verb = doc[min(index + 1, len(doc) - 1)]
        undergone = verb.tag_ == "VBD" and verb.lower_ in _UNDERGONE and doc[index].dep_ == "pobj"
        if undergone and not any(child.dep_ == "dobj" for child in verb.rights):
            verb.tag_ = "VBN"
    for index in np.flatnonzero(doc.to_array("DEP") == doc.vocab.strings["conj"]).tolist():
        verb = doc[index]
        passive = verb.head.tag_ == "VBN" and any(child.dep_ == "auxpass" for child in verb.head.lefts)
        if verb.tag_ == "VBD" and verb.lower_ in _UNDERGONE and passive and all(child.is_punct for child in verb.rights):
            verb.tag_ = "VBN"
    for index in np.flatnonzero(doc.to_array("TAG") == doc.vocab.strings["VB"]).tolist():
        verb = doc[index]
        if verb.lower_ in _LIKE_BASE and verb.dep_ == "ccomp" and verb.head.lemma_ in _SAYING | _SHOWING:
            own = {child.dep_ for child in verb.lefts}
            if "nsubj" in own and own.isdisjoint({"aux", "auxpass"}):
                verb.tag_ = "VBD"
    return doc


@Language.component("claimdesk_multiples")
def _multiples(doc: Doc) -> Doc:
    """Of "after profits more than halved in May" the last is a verb; small models take "more" for a quality."""
    for index in np.flatnonzero(doc.to_array("DEP") == doc.vocab.strings["advcl"]).tolist():
        verb = doc[index]
        if index <= 1 or verb.lower_ not in _MULTIPLYING:
            continue
        more, noun = verb.head, verb.head.head
        if more.lower_ != "more" or more.dep_ != "amod" or more.i != noun.i + 1 or verb.i != more.i + 2:
            continue
        way = noun.head
        if noun.dep_ != "pobj" or way.lower_ not in {"after", "as", "before", "since", "until"} or way.i != noun.left_edge.i - 1:
            continue
        verb.head, verb.tag_ = way.head, "VBD"
        noun.head, noun.dep_ = verb, "nsubj"
        more.head, more.dep_ = verb, "advmod"
        doc[more.i + 1].head, doc[more.i + 1].dep_ = more, "advmod"
        way.head, way.dep_ = verb, "mark"
        for later in [child for child in verb.head.rights if child.dep_ == "prep" and child.lower_ == "to" and child.i > verb.i]:
            later.head = doc[later.i - 1]
    return doc


@Language.component("claimdesk_asides")
def _asides(doc: Doc) -> Doc:
    """Of "Four were children, two of them brothers swept away" the first verb is the sentence's; small models take the last.

    Likewise of "The riot led to 40 trials, most of which were stopped".
    """
    for root in [sentence.root for sentence in doc.sents]:
        if root.tag_ not in {"VBD", "VBN"}:
            continue
        part = next((child for child in root.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None)
        main = next((child for child in root.lefts if child.dep_ == "ccomp" and child.right_edge.i < root.i), None)
        if part is None or main is None or main.tag_ == "VBN" or part.left_edge.i == 0 or doc[part.left_edge.i - 1].text != ",":
            continue
        them = [token.lower_ for token in doc[part.left_edge.i : part.right_edge.i + 1]]
        if ("of", "which") in itertools.pairwise(them):
            _make_root(main, root)
            root.head, root.dep_ = doc[part.left_edge.i - 2], "relcl"
            continue
        whole = ("of", "them") in itertools.pairwise(them)
        if (
            whole
            and part.right_edge.i + 1 == root.i
            and not any(child.dep_ in {"aux", "auxpass", "dobj"} for child in root.children)
        ):
            _make_root(main, root)
            part.head, part.dep_ = main, "npadvmod"
            root.head, root.dep_, root.tag_ = part, "acl", "VBN"
    return doc


def _make_root(main: Token, root: Token) -> None:
    """Gives a sentence another main verb, with the signs of the one that it has had; that one is left to hang elsewhere."""
    for child in [child for child in root.children if child.dep_ == "punct"]:
        child.head = main
    main.head, main.dep_ = main, "ROOT"


@Language.component("claimdesk_reduced")
def _reduced(doc: Doc) -> Doc:
    """Of "The number of people confirmed dead rose to 58" the last verb is the sentence's; small models take the first."""
    for root in [sentence.root for sentence in doc.sents]:
        if root.tag_ != "VBD" or root.i == 0:
            continue
        main = next((child for child in root.rights if child.dep_ == "conj"), None)
        noun, subject = doc[root.i - 1], next((child for child in root.lefts if child.dep_ == "nsubj"), None)
        if main is None or main.tag_ != "VBD" or subject is None or noun.dep_ != "pobj" or not subject.is_ancestor(noun):
            continue
        joined = any(child.dep_ in {"cc", "punct"} and root.i < child.i < main.i for child in root.rights)
        if joined or any(
            child.dep_ in {"aux", "auxpass", "dobj"} or "subj" in child.dep_ for child in (*main.lefts, *root.rights)
        ):
            continue
        _make_root(main, root)
        subject.head = main
        root.head, root.dep_, root.tag_ = noun, "acl", "VBN"
    return doc


@Language.component("claimdesk_insertions")
def _insertions(doc: Doc) -> Doc:
    """Of "A nurse in Lund, who asked not to be named, put the toll at 31" the verb behind the last comma is the sentence's.

    Small models join it to the clause between the commas, or to the participle before that: "A plan marked X, which was leaked,
    foresees 40". Of two that follow each other they take the second for a noun: "puts the cost at £3m and foresees a loss".
    """
    for root in [sentence.root for sentence in doc.sents]:
        inserted = _told_between(root)
        noun = root if root.tag_ in _NOUNS else inserted or _participle_of(root)
        main = _behind_insertion(noun, root) if noun is not None else None
        if noun is None or main is None:
            continue
        _make_root(main, root)
        noun.head, noun.dep_ = main, "nsubj"
        if root != noun:
            root.head, root.dep_ = noun, "relcl" if inserted else "acl"
            root.tag_ = root.tag_ if inserted else "VBN"
        main.tag_ = "VBD" if main.tag_ in {"VB", "VBN"} else main.tag_
        _second_object(main)
    return doc


def _told_between(root: Token) -> Token | None:
    """The first of two subjects, where the second is that of a relative clause: "The plan, […] whose author was arrested, …"."""
    subjects = [child for child in root.lefts if "subj" in child.dep_]
    relative = len(subjects) == _TWO and any(token.tag_ in {"WP", "WP$", "WDT"} for token in subjects[1].subtree)
    return subjects[0] if relative and subjects[0].tag_ in _NOUNS else None


def _participle_of(root: Token) -> Token | None:
    """The noun right before a past without an object, which may be a participle: "a plan marked “secret”"."""
    subject = next((child for child in root.lefts if child.dep_ == "nsubj"), None)
    plain = root.tag_ in {"VBD", "VBN"} and not any(child.dep_ in {"aux", "auxpass", "dobj", "xcomp"} for child in root.children)
    return subject if plain and subject is not None and subject.i == root.i - 1 and subject.tag_ in _NOUNS else None


def _behind_insertion(noun: Token, root: Token) -> Token | None:
    """The finite verb, without a subject, right behind a relative clause between commas that tells of the noun."""
    doc = noun.doc
    for pronoun in doc[noun.i + 2 : root.right_edge.i]:
        if pronoun.tag_ not in {"WP", "WDT"} or doc[pronoun.i - 1].text != ",":
            continue
        for verb in doc[pronoun.i + 2 : root.right_edge.i]:
            finite = verb.tag_ in _FINITE or (verb.tag_ in {"VB", "VBN"} and verb.lower_ in _LIKE_BASE)
            if not finite or doc[verb.i - 1].text != "," or verb.dep_ not in ({"conj", "xcomp"} if root is noun else {"conj"}):
                continue
            own = any("subj" in child.dep_ or child.dep_ in {"aux", "auxpass"} for child in verb.lefts)
            joined = verb.head == root or (verb.head.dep_ in {"relcl", "ccomp", "conj"} and noun.is_ancestor(verb.head))
            listed = any(child.dep_ == "cc" and child.nbor().tag_ == verb.tag_ for child in verb.children) and root is noun
            if joined and not own and not listed:
                return verb
    return None


def _second_object(verb: Token) -> None:
    """Makes a verb again of what the model takes for a noun, since an object follows: "at £3m and [foresees] a loss"."""
    doc = verb.doc
    for second in doc[verb.i + 1 : verb.right_edge.i]:
        thing = doc[second.i + 1].head
        if second.dep_ != "conj" or second.tag_ not in {"NNS", "VBZ"} or second.head.tag_ not in _AMOUNTS:
            continue
        if doc[second.i - 1].lower_ != "and" or doc[second.i + 1].dep_ != "det" or "subj" in thing.dep_:
            continue  # "and workers the firm hired"
        later = [child for child in verb.rights if child.i > second.i and not child.is_punct]
        second.tag_, second.pos_, second.lemma_ = "VBZ", "VERB", second.lower_.removesuffix("s")
        doc[second.i - 1].head = second.head = verb
        for child in later:
            child.head = second
        thing.head, thing.dep_ = second, "dobj"
        return


@Language.component("claimdesk_led_contents")
def _led_contents(doc: Doc) -> Doc:
    """Of "said that with half of the votes counted, Roe led" all behind "that" is said; small models end it at the comma.

    Of "…, the mayor said with half of the votes counted" nothing behind "said" is.
    """
    for index in np.flatnonzero(doc.to_array("DEP") == doc.vocab.strings["ccomp"]).tolist():
        led = doc[index]
        if led.tag_ == "VBN" and led.left_edge.lower_ == "with" and led.head.i == led.left_edge.i - 1:
            led.dep_ = "advcl"
            continue
        marks = [child for child in led.lefts if child.dep_ == "mark"]
        told = next((child for child in led.head.rights if child.dep_ == "ccomp" and child.i > led.i), None)
        if [one.lower_ for one in marks[:1]] != ["that"] or len(marks) == 1 or told is None or led.i < led.head.i:
            continue
        if doc[told.left_edge.i].text == "," and led.right_edge.i + 1 == told.left_edge.i:
            led.head, led.dep_, marks[0].head = told, "advcl", told
    return doc


@Language.component("claimdesk_relative_lists")
def _relative_lists(doc: Doc) -> Doc:
    """Of "searched for days after a flood that killed 16, destroyed homes and shut roads" the flood destroyed them."""
    for index in np.flatnonzero(doc.to_array("DEP") == doc.vocab.strings["conj"]).tolist():
        verb = doc[index]
        comma = doc[max(verb.left_edge.i - 1, 0)]
        if verb.tag_ not in {"VBD", "VBN"} or comma.text != "," or verb.head.dep_ == "relcl" or verb.head.i > comma.i:
            continue
        listed = any(child.dep_ == "conj" and child.tag_ == verb.tag_ for child in verb.rights)
        if not listed or any("subj" in child.dep_ or child.dep_ in {"aux", "auxpass"} for child in verb.lefts):
            continue
        before = doc[comma.i - 1]
        relative = next((one for one in (before, *before.ancestors) if one.dep_ == "relcl"), None)
        ends = relative is not None and verb.head.i < relative.i and relative.right_edge.i == comma.i - 1
        if ends and relative is not None and relative.tag_ == verb.tag_:
            verb.head = comma.head = relative
    return doc


@Language.component("claimdesk_second_verbs")
def _second_verbs(doc: Doc) -> Doc:
    """Of "The mayor said 12 people died and ordered an inquiry" the mayor ordered it; the model gives it to those who died.

    Likewise of "Police opened fire, killing two, and arrested 20" it gives the arrests to the killing, and of "The army confirmed
    that its jets had hit the plant, publishing footage" the footage to the jets.
    """
    for index in np.flatnonzero(doc.to_array("DEP") == doc.vocab.strings["ccomp"]).tolist():
        told, cue = doc[index], doc[index].head
        later = (one for one in told.rights if one.dep_ == "advcl" and one.tag_ == "VBG" and one.lemma_ in _PUBLISHING)
        for one in [one for one in later if doc[one.left_edge.i - 1].text == "," and cue.i < index]:
            one.head = cue
    for index in np.flatnonzero(doc.to_array("DEP") == doc.vocab.strings["conj"]).tolist():
        verb, told = doc[index], doc[index].head
        cue = told.head
        if told.dep_ == "advcl" and told.tag_ == "VBG" and verb.tag_ in {"VBD", "VBN"} and cue.tag_ == "VBD":
            if not any(child.dep_ in {"aux", "auxpass"} or "subj" in child.dep_ for child in verb.lefts):
                verb.head, verb.tag_ = cue, "VBD"
            continue
        if told.dep_ != "ccomp" or verb.lemma_ not in _OF_SPEAKERS | _OF_OFFICIALS or cue.lemma_ not in _SAYING or told.i < cue.i:
            continue
        helpers = {child.dep_: child.lemma_ for child in told.lefts if child.dep_ in {"aux", "auxpass"}}
        acts = verb.tag_ == "VBN" and any(child.dep_ == "dobj" for child in verb.rights) and not verb.n_lefts
        valued = (
            verb.lemma_ == "put" and cue.dep_ == "ROOT" and any(child.lower_ in {"above", "at", "below"} for child in verb.rights)
        )
        own = verb.tag_ == "VBD" or acts or valued or any(child.lower_ == "did" for child in verb.lefts)
        undone = "auxpass" in helpers or helpers.get("aux") == "have" or told.lemma_ in {"die", "drown"}
        undone &= verb.lemma_ in _OF_SPEAKERS or "auxpass" in helpers
        thing = next((child.tag_ == "NN" and not child.ent_type_ for child in told.lefts if child.dep_ == "nsubj"), False)
        of_cue = undone or thing or valued or verb.lemma_ in _OF_RULERS
        if own and of_cue and not any("subj" in child.dep_ for child in verb.lefts):
            verb.head = cue
            verb.tag_ = "VBD" if valued else verb.tag_
            for joint in [child for child in told.rights if child.dep_ in {"cc", "punct"} and told.i < child.i < verb.i]:
                joint.head = cue
    return doc


@Language.component("claimdesk_lost_subjects")
def _lost_subjects(doc: Doc) -> Doc:
    """Of "as water rose above its banks and crews told 90 people to leave" the crews told; the model joins them to the banks."""
    for index in np.flatnonzero(doc.to_array("TAG") == doc.vocab.strings["VBD"]).tolist():
        verb, noun = doc[index], doc[max(index - 1, 0)]
        if verb.dep_ not in {"advcl", "ccomp", "conj"} or noun.dep_ != "conj" or noun.tag_ != "NNS":
            continue
        if any("subj" in child.dep_ or child.dep_ in {"aux", "auxpass"} for child in verb.children):
            continue
        joint = doc[max(noun.left_edge.i - 1, 0)]
        first = next((one for one in noun.head.ancestors if one.pos_ == "VERB"), None)
        if joint.lower_ != "and" or first is None or first.i > noun.i or (verb in noun.ancestors and first.head != verb):
            continue
        if first.head == verb:
            first.head = verb.head
        _join(first, joint, noun, verb)
    return doc


@Language.component("claimdesk_accused")
def _accused(doc: Doc) -> Doc:
    """Of "accused the army in turn of hiding arms" what it is accused of; the model takes it for the turn's."""
    for index in np.flatnonzero(doc.to_array("LOWER") == doc.vocab.strings["turn"]).tolist():
        turn, way = doc[index], doc[index].head
        of = next((child for child in turn.rights if child.lower_ == "of"), None)
        if of is not None and way.lower_ == "in" and way.head.lemma_ in _OF_SPEAKERS:
            of.head = way.head
    return doc


@Language.component("claimdesk_second_relatives")
def _second_relatives(doc: Doc) -> Doc:
    """Of "The quake, which hit at four and was felt in Lund, had a strength of 6" the last verb is the sentence's.

    The model takes the second, though no comma has ended what began with "which".
    """
    for index in np.flatnonzero(doc.to_array("DEP") == doc.vocab.strings["relcl"]).tolist():
        relative, noun = doc[index], doc[index].head
        second = noun.head
        led = next((child for child in relative.lefts if child.tag_ in {"WDT", "WP"}), None)
        if led is None or doc[led.i - 1].text != "," or noun.dep_ not in {"nsubj", "nsubjpass"} or second.i < index:
            continue
        main = next((child for child in second.rights if child.dep_ == "conj" and child.tag_ in _FINITE), None)
        joint = doc[min([child.i for child in second.lefts if child.dep_ in {"aux", "auxpass"}], default=second.i) - 1]
        if main is None or joint.lower_ != "and" or any(token.text == "," for token in doc[index : joint.i]):
            continue
        own = any("subj" in child.dep_ for child in main.lefts) or any(child.dep_ == "cc" for child in second.rights)
        if own or doc[main.left_edge.i - 1].text != "," or any("subj" in child.dep_ for child in second.lefts if child != noun):
            continue
        if relative in second.ancestors:
            continue
        above, dep = (main, "ROOT") if second.dep_ == "ROOT" else (second.head, second.dep_)
        main.head, main.dep_ = above, dep
        passive = any(child.dep_ == "auxpass" for child in main.lefts)
        noun.head, noun.dep_ = main, "nsubjpass" if passive else "nsubj"
        for mark in [child for child in second.children if child.dep_ == "punct"]:
            mark.head = main
        joint.head, second.head, second.dep_ = relative, relative, "conj"
    return doc


@Language.component("claimdesk_parted_subjects")
def _parted_subjects(doc: Doc) -> Doc:
    """Of "called it a double tap: a second drone, he said, hit the port" the drone hit it; the model gives it to who speaks."""
    for index in np.flatnonzero(doc.to_array("DEP") == doc.vocab.strings["parataxis"]).tolist():
        cue, verb = doc[index], doc[index].head
        who = next((child for child in cue.lefts if child.dep_ == "nsubj"), cue)
        comma = doc[max(who.left_edge.i - 1, 1)]
        noun = doc[comma.i - 1]
        led = noun.tag_ in _NOUNS and noun.left_edge.i > 0 and doc[noun.left_edge.i - 1].text in {":", ";"}
        parted = cue.i + 2 == verb.i and (comma.text, doc[cue.i + 1].text) == (",", ",") and verb.tag_ in _FINITE
        own = any("subj" in child.dep_ and child.i > comma.i for child in verb.children)
        if led and parted and cue.lemma_ in _SAYING and not own and noun not in verb.ancestors:
            noun.head, noun.dep_ = verb, "nsubj"
    return doc


@Language.component("claimdesk_gapped_deeds")
def _gapped_deeds(doc: Doc) -> Doc:
    """Of "67 were killed on Monday and 12 trucks destroyed" the trucks were destroyed; the model joins them to the day."""
    for index in np.flatnonzero(doc.to_array("TAG") == doc.vocab.strings["VBN"]).tolist():
        verb = doc[index]
        things = doc[index - 1] if index else verb
        joint, day = (doc[max(things.left_edge.i - back, 0)] for back in (1, 2))
        if things.tag_ != "NNS" or joint.lower_ != "and" or day.ent_type_ not in {"DATE", "TIME"} or day.dep_ != "pobj":
            continue
        counted = any(child.dep_ == "nummod" for child in things.lefts)
        first = next((one for one in day.ancestors if one.pos_ == "VERB" and one != verb), None)
        if not counted or first is None or first.i > day.i or not any(child.dep_ == "auxpass" for child in first.lefts):
            continue
        if any(child.dep_ in {"aux", "auxpass"} for child in verb.lefts):
            continue
        if any(token.tag_ in _FINITE for token in doc[verb.i + 1 : day.sent.end]):
            continue  # "…, and 12 people injured in clashes were treated"
        if day.head.head == verb:
            day.head.head, day.head.dep_ = first, "prep"
        _join(first, joint, things, verb)
    return doc


def _join(first: Token, joint: Token, subject: Token, second: Token) -> None:
    """Make the second verb, with a subject of its own, one that the joint joins to the first."""
    subject.head, subject.dep_ = second, "nsubj"
    joint.head, second.head, second.dep_ = first, first, "conj"


@Language.component("claimdesk_panels")
def _panels(doc: Doc) -> Doc:
    """Of "the jury of seven women and five men took an hour" it took that; the model makes another subject of the men."""
    for index in np.flatnonzero(doc.to_array("DEP") == doc.vocab.strings["nsubj"]).tolist():
        men, verb = doc[index], doc[index].head
        panel = next((child for child in verb.lefts if child.dep_ == "nsubj" and child.i < index), None)
        joint = doc[max(men.left_edge.i - 1, 0)]
        if panel is None or joint.lower_ != "and" or not any(child.dep_ == "nummod" for child in men.lefts):
            continue
        women = doc[max(joint.i - 1, 0)]
        counted = women.dep_ == "pobj" and women.head.lower_ == "of" and women.head.head == panel
        if counted and any(child.dep_ == "nummod" for child in women.lefts):
            men.head, men.dep_, joint.head = women, "conj", women
    return doc


@Language.component("claimdesk_in_turn")
def _in_turn(doc: Doc) -> Doc:
    """Of "accused the army in turn of firing rockets" the army fired them; small models make a phrase of "turn of"."""
    for index in np.flatnonzero(doc.to_array("LOWER") == doc.vocab.strings["turn"]).tolist():
        noun, way = doc[index], doc[index].head
        if way.lower_ != "in" or way.i != index - 1 or way.head.pos_ != "VERB":
            continue
        for of in [child for child in noun.rights if child.lower_ == "of" and any(deed.dep_ == "pcomp" for deed in child.rights)]:
            of.head = way.head
    return doc


@Language.component("claimdesk_relatives")
def _relatives(doc: Doc) -> Doc:
    """Of "a guard at Lund, who fled" the guard fled, of "the Institute for the World Economy, which counts" the institute counts.

    Small models give the clause to the noun right before it.
    """
    for index in np.flatnonzero(doc.to_array("DEP") == doc.vocab.strings["relcl"]).tolist():
        verb, noun = doc[index], doc[index].head
        led = verb.left_edge.lower_
        if led in {"who", "whom"}:
            verb.head = _person_at(noun) or noun
        elif led == "which" and noun.tag_ in {"NNP", "NNPS"} and noun.i < verb.left_edge.i and doc[noun.i + 1].ent_iob_ != "I":
            whose = noun.head.head.head if noun.head.head.dep_ == "acl" else noun.head.head
            body = noun.ent_type_ in _PLACES and whose.lower_ in BODIES and verb.lemma_ in _OF_BODIES
            verb.head = whose if body and whose.i < noun.i else _head_of_name(noun)
    return doc


def _person_at(noun: Token) -> Token | None:
    """Somebody who is told of by the place that the noun names: "a former guard at Karsk Prison in Lund"."""
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and not are_people(noun.lower_):
        site = noun.ent_type_ in _PLACES or noun.head.lower_ in _PLACING or noun.lower_ in SITES
        above = noun.head.head
        if not site or above.tag_ not in _NOUNS or above.i > noun.i:
            return None
        if are_people(above.lower_) or (above.ent_type_ == "PERSON" and above.head.dep_ != "prep"):
            return above
        noun = above
    return None


def _head_of_name(last: Token) -> Token:
    """The noun of the name that ends with that word, also of "the Institute for [the World Economy]", known in part alone."""
    first = last.i
    while last.doc[first].ent_iob_ == "I":
        first -= 1
    while first <= last.head.i < last.i:
        last = last.head
    body = last.head.head
    joined = last.dep_ == "pobj" and last.head.lower_ in {"for", "of"} and body.i == last.head.i - 1
    return body if joined and body.is_title and body.lower_ in BODIES else last


@Language.component("claimdesk_appositions")
def _appositions(doc: Doc) -> Doc:
    """Of "Corvane, the body in charge of Lund, said" the body is Corvane; small models make two subjects of them.

    Of "according to the Kelm Association, a group of nurses" they take the group for what somebody said before.
    """
    dependencies = doc.to_array("DEP")
    for index in np.flatnonzero(dependencies == doc.vocab.strings["nsubj"]).tolist():
        noun, verb = doc[index], doc[index].head
        article = _article_behind_comma(noun)
        name = next((child for child in verb.lefts if child.dep_ == "nsubj" and child.i < index), None)
        if article is None or name is None or name.tag_ not in {"NNP", "NNPS"} or doc[verb.i - 1].text != ",":
            continue
        if name.right_edge.i == article.i - _TWO:
            noun.head, noun.dep_ = name, "appos"
    for index in np.flatnonzero(dependencies == doc.vocab.strings["appos"]).tolist():
        noun = doc[index]
        article = _article_behind_comma(noun)
        if article is None or article.lower_ == "the":
            continue
        last = doc[article.i - _TWO]
        kind = "ORG" if noun.lower_ in BODIES else "PERSON" if are_people(noun.lower_) else None
        name = _head_of_name(last) if kind is not None and last.ent_type_ == kind else None
        if name is not None and noun.head.i < name.left_edge.i and noun not in name.ancestors:
            noun.head = name
    return doc


def _article_behind_comma(noun: Token) -> Token | None:
    """The article of a noun that stands behind a comma, and so tells more of what stands before that."""
    article = next((child for child in noun.lefts if child.tag_ == "DT"), None) if noun.tag_ == "NN" else None
    told = article is not None and article.i >= _TWO and article.nbor(-1).text == ","
    return article if told and article is not None and article.lower_ in {"a", "an", "the"} else None


def mend(model: Language) -> None:
    """Adds to the pipeline what mends its readings, each where what it reads is there."""
    model.add_pipe("claimdesk_millions", first=True)
    model.add_pipe("claimdesk_no_breaks_inside", before="parser")
    model.add_pipe("claimdesk_hurt", after="parser")
    model.add_pipe("claimdesk_subjects", last=True)
    model.add_pipe("claimdesk_plural_names", last=True)
    model.add_pipe("claimdesk_reporting_plurals", last=True)
    model.add_pipe("claimdesk_main_verbs", last=True)
    model.add_pipe("claimdesk_pasts", last=True)
    model.add_pipe("claimdesk_multiples", last=True)
    model.add_pipe("claimdesk_asides", last=True)
    model.add_pipe("claimdesk_reduced", last=True)
    model.add_pipe("claimdesk_insertions", last=True)
    model.add_pipe("claimdesk_led_contents", last=True)
    model.add_pipe("claimdesk_relative_lists", last=True)
    model.add_pipe("claimdesk_second_verbs", last=True)
    model.add_pipe("claimdesk_lost_subjects", last=True)
    model.add_pipe("claimdesk_accused", last=True)
    model.add_pipe("claimdesk_second_relatives", last=True)
    model.add_pipe("claimdesk_parted_subjects", last=True)
    model.add_pipe("claimdesk_gapped_deeds", last=True)
    model.add_pipe("claimdesk_panels", last=True)
    model.add_pipe("claimdesk_in_turn", last=True)
    model.add_pipe("claimdesk_relatives", last=True)
    model.add_pipe("claimdesk_appositions", last=True)
    tokenizer: Any = model.tokenizer
    for word in _WHOLE:
        tokenizer.add_special_case(word, [{"ORTH": word}])
