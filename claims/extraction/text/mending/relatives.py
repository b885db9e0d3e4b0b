"""Of whom or what relative clauses tell, where the parse gives them to another, or the sentence's words to them."""

from __future__ import annotations

from claims.extraction.text.mending.parts import (
    FINITE,
    NOUNS,
    SAYING,
    VERBS,
    all_where,
    first_listed,
    has_subject,
    has_tense,
    make_root,
)
from claims.extraction.text.tokens import Chunk, Token

_TWO = 2
#: "All but six of them": so many words stand before "them" at the most.
_LONGEST_SHARE = 6
#: Some of those who were told of.
_SOME = frozenset("all few many most none several some".split())
#: What stands for a noun within a relative clause: "nine of [whom]", "[whose] members".
_RELATIVES = frozenset({"WDT", "WP", "WP$"})


def relatives_of_parts(doc: Chunk) -> None:
    """Of "90 drones, of which a third were lost" the third were; small models take that for what was done, or when, to the 90."""
    for index in [*all_where(doc, "dep_", "acl"), *all_where(doc, "dep_", "advcl")]:
        verb = doc[index]
        first = verb.left_edge
        noun = doc[max(first.i - 2, 0)]
        led = first.lower_ == "of" and doc[first.i + 1].tag_ in {"WDT", "WP"} and doc[first.i - 1].text == ","
        if led and noun.tag_ in NOUNS and any(child.tag_ in FINITE for child in verb.lefts):
            verb.head, verb.dep_ = noun, "relcl"


def fronted_relatives(doc: Chunk) -> None:
    """Of "For relatives, some of whom had come far, it was over" some of them had; small models take that for a main verb."""
    for index in all_where(doc, "lower_", "whom") + all_where(doc, "lower_", "which"):
        part = doc[index].head.head
        verb, comma = part.head, doc[max(part.left_edge.i - 1, 0)]
        if (
            doc[index].head.lower_ != "of"
            or "subj" not in part.dep_
            or verb.dep_ not in {"advcl", "ccomp"}
            or verb.head.i < verb.i
        ):
            continue
        ways = (child for child in verb.lefts if child.dep_ == "prep" and child.left_edge.i == verb.sent.start)
        way = next((one for one in ways if comma.text == "," and one.right_edge.i == comma.i - 1), None)
        noun = next((child for child in way.rights if child.dep_ == "pobj"), None) if way is not None else None
        if way is not None and noun is not None:
            way.head, verb.head, verb.dep_, comma.head = verb.head, noun, "relcl", noun


def relatives_of_two(doc: Chunk) -> None:
    """Of "Ana Roe and Jan Dole, both of whom fled, were caught" both fled; small models have that tell when they were caught.

    Likewise of "the victims, several of whom were teachers".
    """
    for index in all_where(doc, "lower_", "whom") + all_where(doc, "lower_", "which"):
        part = doc[index].head.head
        verb, comma = part.head, doc[max(part.left_edge.i - 1, 0)]
        several = part.lower_ not in {"both", "neither"}
        if doc[index].head.lower_ != "of" or (several and part.lower_ not in _SOME) or "subj" not in part.dep_:
            continue
        if several and verb.dep_ == "relcl":
            continue
        two = first_listed(doc[comma.i - 1], NOUNS) if comma.text == "," and comma.i else part
        if two.dep_ == "pobj" and two.head.head.tag_ == "NNS":
            two = two.head.head  # "has mines in Lund and Karsk, both of which are shut"
        if two.tag_ not in NOUNS or verb.i < index or verb.head == verb:
            continue
        if two.head == verb:
            passive = any(child.dep_ == "auxpass" for child in verb.head.lefts)
            two.head, two.dep_ = verb.head, "nsubjpass" if passive else "nsubj"
        if verb not in two.ancestors:
            verb.head, verb.dep_, comma.head = two, "relcl", two


def parted_relatives(doc: Chunk) -> None:
    """Of "13 prisoners, nine of whom it said died" it says that they died; small models have "it said" tell of the nine.

    Likewise of "a cell whose members it said had boarded a truck".
    """
    for index in all_where(doc, "dep_", "relcl"):
        cue = doc[index]
        who = next((child for child in cue.lefts if child.dep_ == "nsubj" and child.tag_ not in _RELATIVES), None)
        if cue.lemma_ not in SAYING or who is None or who.left_edge.i < cue.sent.start + _TWO:
            continue
        before = doc[who.left_edge.i - 1]  # "whose [members]", "nine of [whom]"
        part = before.head.head if before.tag_ in _RELATIVES and before.head.lower_ == "of" else before
        inside = any(word.tag_ in _RELATIVES for word in part.subtree if word.i < index)
        told = next((one for one in doc[index + 1 : cue.sent.end] if one.dep_ in {"ccomp", "relcl"}), None)
        if told is None or part.tag_ in _RELATIVES or not inside or not (part.head == told or not has_subject(told)):
            continue
        noun = cue.head if cue.head != part else part.head if part.head != told else told.head
        cue.head, told.head, told.dep_, part.head, part.dep_ = noun, cue, "ccomp", told, "nsubj"


def names_behind_asides(doc: Chunk) -> None:
    """Of "In a letter, which the Herald saw, Lund listed 23 breaches" Lund did; small models have the Herald be Lund."""
    for index in all_where(doc, "dep_", "appos"):
        name, verb = doc[index], doc[min(index + 1, len(doc) - 1)]
        if name.tag_ not in {"NNP", "NNPS"} or verb.tag_ not in FINITE or has_subject(verb) or verb.dep_ not in {"ROOT", "ccomp"}:
            continue
        aside = next((one for one in name.ancestors if one.dep_ == "relcl"), None)
        opened = aside is not None and doc[aside.left_edge.i - 1].text == "," and doc[name.left_edge.i - 1].text == ","
        if aside is not None and opened and aside.i < index and any(one == verb for one in aside.ancestors):
            name.head, name.dep_ = verb, "nsubj"


def joined_relatives(doc: Chunk) -> None:
    """Of "the raids, which began in May and which it blamed on rebels" both tell of the raids."""
    for index in all_where(doc, "dep_", "conj"):
        verb = doc[index]
        first = first_listed(verb, VERBS)
        led = verb.left_edge
        if first.dep_ != "relcl" or led.tag_ not in _RELATIVES or led.head != verb or led.nbor(-1).lower_ not in {"and", "but"}:
            continue
        if led.lower_ in {"which", "whom"} and led.dep_ == "dobj" and doc[first.left_edge.i - 1].text == ",":
            verb.head, verb.dep_ = first.head, "relcl"


def objects_of_relatives(doc: Chunk) -> None:
    """Of "the truce, which each side accuses the other of breaking" the truce is broken; small models have it accuse."""
    for index in all_where(doc, "dep_", "relcl"):
        verb = doc[index]
        subjects = [child for child in verb.lefts if child.dep_ == "nsubj"]
        if len(subjects) != _TWO or subjects[0].lower_ != "which" or verb.lemma_ in SAYING:
            continue
        last = next((one for one in reversed(list(verb.subtree)) if not one.is_punct), verb)
        if last.lower_.endswith("ing") and last.dep_ in {"pcomp", "pobj"} and last.i > index:
            last.tag_, last.pos_, last.dep_ = "VBG", "VERB", "pcomp"
            subjects[0].head, subjects[0].dep_ = last, "dobj"


def items_of_relatives(doc: Chunk) -> None:
    """Of "killings that it blamed on rebels and militiamen" both are blamed; small models list militiamen with the killings."""
    for index in all_where(doc, "dep_", "conj"):
        item = doc[index]
        joint = doc[max(item.left_edge.i - 1, 0)]
        relative, before = joint.head, doc[max(joint.i - 1, 0)]
        if joint.lower_ not in {"and", "or"} or relative.dep_ != "relcl" or relative.head != item.head:
            continue
        if item.tag_ in NOUNS and before.tag_ in NOUNS and before.dep_ in {"dobj", "pobj"} and relative in before.ancestors:
            item.head, joint.head = before, before


def items_behind_relatives(doc: Chunk) -> None:
    """Of "fired 31 missiles, of which 20 were downed, and 12 drones" 12 drones were fired; small models have them downed."""
    for index in all_where(doc, "dep_", "conj"):
        item, joint = doc[index], doc[max(doc[index].left_edge.i - 1, 0)]
        relative = item.head
        noun = relative.head
        opened = relative.dep_ == "relcl" and doc[max(relative.left_edge.i - 1, 0)].text == ","
        if not opened or item.tag_ not in NOUNS or joint.lower_ != "and" or doc[joint.i - 1].text != ",":
            continue
        counted = all(any(child.like_num for child in one.lefts) for one in (item, noun))
        if counted and noun.tag_ in NOUNS:
            item.head, joint.head = noun, noun


def deeds_within_asides(doc: Chunk) -> None:
    """Of "Aid, for which Lund begs and others pay, has come" aid has come and others pay; small models have aid pay."""
    for index in all_where(doc, "dep_", "conj"):
        noun, verb = doc[index], doc[min(index + 1, len(doc) - 1)]
        subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), verb)
        relative = next((one for one in noun.ancestors if one.dep_ == "relcl" and one.i < index), verb)
        if noun.tag_ != "NNS" or verb.tag_ not in {"VBP", "VBD"} or relative == verb or relative.head != subject:
            continue
        main = next((child for child in verb.rights if child.dep_ == "conj" and has_tense(child)), verb)
        joint = doc[noun.left_edge.i - 1]
        if main == verb or has_subject(main) or doc[main.left_edge.i - 1].text != "," or joint.lower_ != "and":
            continue
        if verb.dep_ == "ROOT":
            make_root(main, verb)
        else:
            main.head, main.dep_ = verb.head, verb.dep_
        subject.head, noun.head, noun.dep_ = main, verb, "nsubj"
        verb.head, verb.dep_, joint.head = relative, "conj", relative


def asides_of_shares(doc: Chunk) -> None:
    """Of "187 people, all but six of them men, who were freed, and 92 guards" the people were freed, not the men alone."""
    for index in all_where(doc, "lower_", "them"):
        noun, comma = doc[min(index + 1, len(doc) - 1)], doc[min(index + 2, len(doc) - 1)]
        part = doc[index].head.head
        opening = next((one for one in reversed(doc[max(index - _LONGEST_SHARE, 0) : index]) if one.text == ","), part)
        whole = doc[max(opening.i - 1, 0)]
        if doc[index].head.lower_ != "of" or noun.tag_ != "NNS" or comma.text != "," or whole.tag_ != "NNS" or opening == part:
            continue
        for child in [child for child in noun.rights if child.i > comma.i and child.dep_ == "relcl"]:
            if child.left_edge.i == comma.i + 1 and child.left_edge.tag_ in _RELATIVES and noun not in whole.ancestors:
                child.head = whole
                if noun.head.i < opening.i:
                    noun.head, noun.dep_ = whole, "appos"
        for way in [child for child in noun.rights if child.dep_ == "conj" and child.tag_ == "IN"]:
            _join_way(way, whole.head)


def _join_way(way: Token, first: Token) -> None:
    """Let a second preposition go on from the first: "with 187 soldiers, all of them men, and [with] 92 guards still held"."""
    guards = way.doc[way.i + 1 : way.sent.end]
    noun = next((one for one in guards if one.tag_ in NOUNS and one.dep_ in {"nsubj", "nsubjpass"}), None)
    if first.lower_ != way.lower_ or any(child.dep_ == "pobj" for child in way.rights) or noun is None:
        return
    held = noun.head
    noun.head, noun.dep_, way.head = way, "pobj", first
    if held.tag_ == "VBN" and not any(child.dep_ in {"aux", "auxpass"} for child in held.lefts):
        held.head, held.dep_ = noun, "acl"


def verbless_asides(doc: Chunk) -> None:
    """Of "heard blasts, some of them near, and had seen smoke" who heard them saw it; small models have some of them do so."""
    for index in all_where(doc, "lower_", "them"):
        some, near = doc[index].head.head, doc[min(index + 1, len(doc) - 1)]
        comma = doc[max(some.left_edge.i - 1, 0)]
        before = doc[max(comma.i - 1, 0)]
        if doc[index].head.lower_ != "of" or near.tag_ not in {"JJ", "RB"} or some.head != near or comma.text != ",":
            continue
        deed = next((one for one in reversed(doc[some.sent.start : comma.i]) if one.pos_ == "VERB" and has_subject(one)), near)
        if deed == near or "subj" not in some.dep_ or any(child.dep_ in {"aux", "cop"} for child in near.lefts) or before == deed:
            continue
        noun = next((child for child in reversed(deed.rights) if child.dep_ == "dobj" and child.i < comma.i), deed)
        if noun == deed or near in deed.ancestors:
            continue
        for child in [child for child in near.rights if child.dep_ in {"cc", "conj"}]:
            child.head = deed
        some.head, some.dep_, near.head, near.dep_, comma.head = noun, "appos", some, "amod", noun
