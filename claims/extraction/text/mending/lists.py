"""What is listed together: the things by which something was done, the hurt beside the dead, some more elsewhere."""

from __future__ import annotations

from claims.extraction.reference.names import are_people
from claims.extraction.reference.nouns import FATES
from claims.extraction.text.mending.parts import NOUNS, SAYING, UNDERGONE, all_where, make_root
from claims.extraction.text.tokens import Chunk, Token

_TWO = 2
#: What is seen or found may be listed with a participle before it.
_SEEING = frozenset({"find", "reveal", "see", "show"})
#: What is done to people, and to no thing.
_OF_PEOPLE = frozenset({"injure", "kill", "wound"})
_PLACING = frozenset({"across", "at", "in", "near", "on", "outside"})
_SOME = frozenset("all both many most several some".split())
#: What is told of people by a participle alone.
_FATES = frozenset("burned hospitalised hospitalized hurt injured killed maimed missing wounded".split())


def joint_agents(doc: Chunk) -> None:
    """Of "hits by 11 missiles and 34 drones were recorded" the hits were; small models make the drones a second subject."""
    for index in sorted(all_where(doc, "dep_", "nsubj") + all_where(doc, "dep_", "nsubjpass")):
        noun, verb = doc[index], doc[index].head
        joint = doc[max(noun.left_edge.i - 1, 0)]
        if joint.lower_ != "and" or joint.dep_ != "cc" or joint.head.dep_ != "pobj" or noun.i > verb.i:
            continue
        first = next((child for child in verb.lefts if "subj" in child.dep_ and child.i < noun.i), noun)
        if first.is_ancestor(joint.head):
            noun.head, noun.dep_ = joint.head, "conj"


def some_of_them(doc: Chunk) -> None:
    """Of "Nineteen people, some of them women, were buried" they all were; small models have only those some buried."""
    for index in all_where(doc, "lower_", "them"):
        part = doc[index].head.head
        if doc[index].head.lower_ != "of" or "subj" not in part.dep_ or not (part.lower_ in _SOME or part.like_num):
            continue
        verb, comma = part.head, doc[max(part.left_edge.i - 1, 0)]
        if verb.lemma_ in SAYING and _are_told_before(part, comma):
            continue
        first = next((child for child in verb.lefts if "subj" in child.dep_ and child.i < part.i), part)
        kind = next((child for child in part.rights if child.dep_ == "appos"), None)
        before = doc[max(comma.i - 1, 0)]
        if kind is None or comma.text != "," or first == part or not (first == before or first.is_ancestor(before)):
            continue
        if before.tag_ in NOUNS and part.right_edge.i < verb.i:
            part.head, part.dep_ = before, "appos"


def _are_told_before(part: Token, comma: Token) -> bool:
    """Of "killing 37 people, 11 of them children, officials said" gives the children to those killed; the officials speak."""
    speaks = any("subj" in child.dep_ and child.i > part.right_edge.i for child in part.head.lefts)
    kind = next((child for child in part.rights if child.dep_ in {"appos", "conj"} and child.tag_ in NOUNS), None)
    before = comma.nbor(-1)
    if not speaks or kind is None or comma.text != "," or before.tag_ not in NOUNS or any(c.dep_ == "cc" for c in part.rights):
        return False
    kind.head, kind.dep_ = before, "appos"
    part.head, part.dep_ = kind, "nsubj"
    return True


def more_elsewhere(doc: Chunk) -> None:
    """Of "hurt two people in Lund, and 41 more across four regions" 41 people were hurt; small models count the regions so."""
    for index in all_where(doc, "dep_", "quantmod"):
        number, count = doc[index], doc[index].head
        way = doc[count.i - 1]
        more = doc[min(index + 1, len(doc) - 1)]
        thing = count.head
        if number.tag_ != "CD" or more.lower_ not in {"more", "others"} or way.head != count or way.i != more.i + 1:
            continue
        if way.tag_ == "IN" and thing.dep_ in {"conj", "dobj", "pobj"} and thing.head.i < number.i:
            number.head, number.dep_ = thing.head, thing.dep_
            way.head, way.dep_ = number, "prep"
            thing.head, thing.dep_ = way, "pobj"


def reported_hurt(doc: Chunk) -> None:
    """Of "reported one woman dead and two men wounded" both are reported; small models have the men wound somebody."""
    for index in all_where(doc, "dep_", "conj"):
        fate, cue = doc[index], doc[index].head
        if fate.lower_ not in _FATES or cue.lemma_ not in SAYING or any("aux" in child.dep_ for child in fate.lefts):
            continue
        told = next((child for child in reversed(list(cue.rights)) if child.dep_ == "dobj" and child.i < index), None)
        hurt = next((child for child in fate.lefts if "subj" in child.dep_), None)
        if told is None or hurt is None or hurt.i + 1 != index or any(child.dep_ == "dobj" for child in fate.rights):
            continue
        _list_with(told, hurt, fate, [child for child in cue.rights if child.dep_ == "cc" and told.i < child.i < index])


def _list_with(told: Token, hurt: Token, fate: Token, joints: list[Token]) -> None:
    """List those who were hurt with whom is told before."""
    hurt.head, hurt.dep_ = told, "conj"
    fate.head, fate.dep_, fate.tag_ = hurt, "acl", "VBN"
    for joint in joints:
        joint.head = told


def told_wholes(doc: Chunk) -> None:
    """Of "4,300 changes were proposed, most of which were lost" the changes were; small models know no antecedent.

    Of "rejected in a sitting that lasted a day and was broken off" the sitting was; they have it be the changes.
    """
    for index in all_where(doc, "lower_", "which"):
        part, of = doc[index].head.head, doc[index].head
        verb, above = part.head, part.head.head
        noun = next((child for child in above.lefts if "subj" in child.dep_), above)
        led = of.lower_ == "of" and "subj" in part.dep_ and verb.dep_ == "advcl" and part.left_edge.nbor(-1).text == ","
        if led and noun != above and noun.tag_ in {"NNS", "NNPS"} and above.i < part.i and doc[above.i + 1].text == ",":
            verb.head, verb.dep_ = noun, "relcl"
    for index in all_where(doc, "dep_", "conj"):
        verb, before = doc[index], doc[index].head
        helper = next((child for child in verb.lefts if child.dep_ in {"aux", "auxpass"}), verb)
        joint = doc[max(verb.left_edge.i - 1, 0)]
        subject = next((child for child in before.lefts if "subj" in child.dep_), verb)
        if helper.lower_ not in {"has", "is", "was"} or joint.lower_ != "and" or joint.head != before:
            continue
        if subject.tag_ not in {"NNS", "DT"} or any("subj" in child.dep_ for child in verb.lefts):
            continue
        told = next((one for one in reversed(doc[before.i : joint.i]) if one.dep_ == "relcl" and one.head.tag_ == "NN"), verb)
        if told != verb and told.right_edge.i + 1 == joint.i and told.head.i > before.i:
            joint.head = verb.head = told


def owned_parts(doc: Chunk) -> None:
    """Of "Eleven lorries, their roofs painted white, have been burned" the lorries have; small models have them paint."""
    for index in all_where(doc, "dep_", "advcl"):
        aside, verb = doc[index], doc[index].head
        subjects = [child for child in aside.lefts if child.dep_ == "nsubj"]
        if len(subjects) != _TWO or verb.i < index or any("subj" in child.dep_ for child in verb.lefts):
            continue
        first, owned = subjects
        helpers = [child for child in verb.lefts if child.dep_ in {"aux", "auxpass"}]
        whose = owned.left_edge
        if not helpers or whose.tag_ != "PRP$" or whose.i == 0 or doc[whose.i - 1].text != ",":
            continue
        first.head, first.dep_ = verb, "nsubjpass" if any(one.dep_ == "auxpass" for one in helpers) else "nsubj"
        aside.tag_ = "VBN"
    for root in [sentence.root for sentence in doc.sentences if sentence.root.tag_ in {"VBD", "VBN"}]:
        _part_owned(root)


def _part_owned(aside: Token) -> None:
    """Make the verb behind the aside the sentence's, where the parse has the two joined."""
    subjects = [child for child in aside.lefts if child.dep_ == "nsubj"]
    main = next((child for child in aside.rights if child.dep_ == "conj" and child.tag_ == "VBN"), aside)
    helpers = [child for child in main.lefts if child.dep_ in {"aux", "auxpass"}]
    if len(subjects) != _TWO or not helpers or any("subj" in child.dep_ for child in main.lefts):
        return
    whose, before = subjects[1].left_edge, helpers[0].nbor(-1)
    if whose.tag_ != "PRP$" or whose.nbor(-1).text != "," or before.text != "," or before.i < aside.i:
        return
    make_root(main, aside)
    subjects[0].head, subjects[0].dep_ = main, "nsubjpass"
    aside.head, aside.dep_, aside.tag_ = main, "advcl", "VBN"


def closed_asides(doc: Chunk) -> None:
    """Of "killed 13 people, including a nurse, in Lund" they all were killed in Lund; small models have the nurse be there."""
    for opener in [token for token in doc if token.lower_ in {"among", "including"} and token.i > token.sent.start]:
        way = next((token for token in doc[opener.i + 1 : opener.sent.end] if token.text == ","), opener)
        way = doc[min(way.i + 1, len(doc) - 1)] if way != opener else opener
        noun = way.head
        if way == opener or opener.nbor(-1).text != "," or way.dep_ != "prep" or way.lower_ not in _PLACING:
            continue
        verb = next((one for one in opener.ancestors if one.pos_ == "VERB" and one.i < opener.i), noun)
        if verb != noun and opener.i < noun.i < way.i and verb.tag_ in {"VBD", "VBN"} and noun.tag_ in NOUNS:
            for phrase in [way, *(child for child in noun.rights if child.dep_ == "prep" and child.i > way.i)]:
                phrase.head = verb


def harmed_things(doc: Chunk) -> None:
    """Of "damaged a ward, injuring eight people, and a mine" the mine was damaged; small models have it injured.

    Of "21 reported dead on Monday" 21 were; they take that for when something was.
    """
    for index in all_where(doc, "dep_", "conj"):
        thing, people = doc[index], doc[index].head
        harm, main = people.head, people.head.head
        joint = doc[max(thing.left_edge.i - 1, 1)]
        if (
            harm.tag_ != "VBG"
            or harm.dep_ != "advcl"
            or people.dep_ != "dobj"
            or thing.tag_ != "NN"
            or harm.lemma_ not in _OF_PEOPLE
        ):
            continue
        first = next((child for child in main.rights if child.dep_ == "dobj" and child.i < harm.i), thing)
        plain = not thing.ent_type_ and not are_people(f"{thing.lower_}s")
        if first != thing and joint.dep_ == "cc" and joint.nbor(-1).text == "," and plain:
            thing.head = joint.head = first
    for index in all_where(doc, "dep_", "advcl"):
        told = doc[index]
        number = doc[max(index - 1, 0)]
        counted = number.like_num and number.dep_ == "pobj" and number.head.lower_ in {"among", "of"}
        fate = doc[min(index + 1, len(doc) - 1)].lower_ in {"dead", "killed", "missing"}
        if counted and fate and told.tag_ == "VBN" and told.lemma_ in SAYING:
            told.head, told.dep_ = number, "acl"


def fronted_wholes(doc: Chunk) -> None:
    """Of "Of the 420 lorries it planned to send, 57 got through" 57 of those did; small models have it plan a sentence apart."""
    for of in [sentence[0] for sentence in doc.sentences if sentence[0].lower_ == "of"]:
        verb = of.head
        noun = next((child for child in of.rights if child.dep_ == "pobj"), of)
        subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), of)
        main = verb.head
        if verb.dep_ != "ccomp" or of in {noun, subject} or main.i < verb.i or subject.left_edge.i != noun.i + 1:
            continue
        if any(child.dep_ == "nsubj" and child.like_num for child in main.lefts):
            of.head, verb.head, verb.dep_ = main, noun, "relcl"


def parts_in_contents(doc: Chunk) -> None:
    """Of "said 27 were killed, most of them soldiers, in Lund" the 27 died there; small models say of soldiers where they are."""
    for index in all_where(doc, "lower_", "them"):
        part = doc[index].head.head
        noun = part.head
        parted = doc[index].head.lower_ == "of" and part.lower_ in _SOME and part.dep_ == "nsubj" and noun.tag_ in NOUNS
        if not parted or noun.dep_ != "ccomp" or doc[max(part.left_edge.i - 1, 0)].text != ",":
            continue
        told = next((one for one in reversed(noun.head.rights) if one.dep_ == "ccomp" and one.i < part.i), None)
        if told is None:
            continue
        for child in [one for one in noun.rights if not one.is_punct and doc[one.left_edge.i - 1].text == ","]:
            child.head = told
        noun.head, noun.dep_ = told, "advcl"


def items_behind_commas(doc: Chunk) -> None:
    """Of "saw a crater, fragments of a shell, and damage to a wall" all three were seen; small models have one be the crater."""
    for index in all_where(doc, "tag_", "NNS"):
        item, comma = doc[index], doc[max(doc[index].left_edge.i - 1, 0)]
        last = any(child.dep_ == "conj" and child.tag_ in NOUNS for child in item.rights)
        joint = next((child for child in item.rights if child.lower_ == "and" and child.dep_ == "cc"), None)
        if not last or joint is None or doc[joint.i - 1].text != "," or comma.text != ",":
            continue
        first = next((one for one in reversed(doc[item.sent.start : comma.i]) if one.dep_ == "dobj"), item)
        apart = first.tag_ == "NN" and first.right_edge.i in {comma.i - 1, item.right_edge.i} and first.i < comma.i
        if apart and item.head in {first, comma, first.head} and first.left_edge.lower_ in {"a", "an"}:
            item.head, item.dep_ = first, "conj"


def parts_of_fates(doc: Chunk) -> None:
    """Of "the deaths of 33 people were proved, among them two boys" the boys died; small models list them with the deaths."""
    for index in [index for word in ("among", "including") for index in all_where(doc, "lower_", word)]:
        part = doc[index].head if doc[index].head.dep_ == "appos" else doc[index]
        fate = part.head
        of = next((child for child in fate.rights if child.lower_ == "of" and child.i == fate.i + 1), None)
        people = next((child for child in of.rights if child.dep_ == "pobj"), None) if of is not None else None
        counted = people is not None and any(child.like_num for child in people.lefts)
        if counted and people is not None and fate.lemma_ in FATES and fate.tag_ == "NNS" and fate.i < index:
            part.head = people


def parts_behind_relatives(doc: Chunk) -> None:
    """Of "4,000 died in the war that followed, including 300 children" the children died; small models have them follow."""
    for opener in [token for token in doc if token.lower_ == "including" and token.dep_ == "prep" and token.i > 0]:
        verb = opener.head
        main = next((one for one in verb.ancestors if one.pos_ == "VERB"), verb)
        alone = verb.dep_ == "relcl" and opener.nbor(-1).text == "," and not any(child.dep_ == "dobj" for child in verb.rights)
        counted = any("subj" in child.dep_ and any(one.like_num for one in child.lefts) for child in main.lefts)
        if alone and main != verb and counted and not verb.head.like_num and not any(one.like_num for one in verb.head.lefts):
            opener.head = main


def parted_numbers(doc: Chunk) -> None:
    """Of "said it downed 371 of 412 drones, most of them there, and 22 of 31 missiles" it downed 22; the model loses them."""
    for index in all_where(doc, "dep_", "conj"):
        number, said = doc[index], doc[index].head
        if not number.like_num or said.lemma_ not in SAYING or not any(child.lower_ == "of" for child in number.rights):
            continue
        content = next((child for child in said.rights if child.dep_ == "ccomp" and child.i < index), said)
        numbers = [token for token in content.subtree if token.like_num and token.dep_ == "dobj" and token.i < index]
        if content != said and numbers:
            number.head = numbers[-1]
            for joint in [child for child in said.rights if child.dep_ == "cc" and numbers[-1].i < child.i < index]:
                joint.head = numbers[-1]


def displaced_parts(doc: Chunk) -> None:
    """Of "300,000 live there, most of them displaced from elsewhere" they live there; small models have them displace others."""
    for index in all_where(doc, "lower_", "them"):
        part = doc[index].head.head
        verb = part.head
        main = next((child for child in verb.lefts if child.dep_ == "ccomp" and child.i < part.i), verb)
        behind = doc[min(verb.i + 1, len(doc) - 1)]
        acts = doc[index].head.lower_ == "of" and part.dep_ == "nsubj" and verb.i == index + 1 and verb.tag_ == "VBD"
        if not acts or main == verb or behind.lower_ not in {"by", "from", "in"} or doc[part.left_edge.i - 1].text != ",":
            continue
        main.head, main.dep_ = (main, "ROOT") if verb.head == verb else (verb.head, verb.dep_)
        part.head, part.dep_ = main, "npadvmod"
        verb.head, verb.dep_, verb.tag_ = part, "acl", "VBN"


def participles_of_items(doc: Chunk) -> None:
    """Of "saw a hole and bloodstained mattresses" they saw the mattresses; small models have them stain those."""
    for index in all_where(doc, "dep_", "conj"):
        done = doc[index]
        seeing, thing = done.head, doc[min(index + 1, len(doc) - 1)]
        alone = not any(child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for child in done.lefts)
        if done.tag_ != "VBN" or done.lower_ in UNDERGONE or seeing.tag_ != "VBD" or seeing.lemma_ not in _SEEING or not alone:
            continue
        if thing.head != done or thing.dep_ != "dobj" or thing.tag_ != "NNS":
            continue
        seen = next((child for child in seeing.rights if child.dep_ == "dobj" and child.i < index), None)
        if seen is None or doc[index - 1].lower_ not in {"and", ","} or any("aux" in child.dep_ for child in seeing.lefts):
            continue
        thing.head, thing.dep_ = seen, "conj"
        for part in [child for child in done.rights if child != thing]:
            part.head = thing
        for joint in [child for child in seeing.rights if child.dep_ in {"cc", "punct"} and seen.i < child.i < index]:
            joint.head = seen
        done.head, done.dep_, done.pos_ = thing, "amod", "ADJ"
