"""What was done of which several are told, and to whom: of lists of deeds the verbs, and who did or underwent them."""

from __future__ import annotations

from claims.extraction.text.mending.parts import FINITE, HARMS, SAYING, UNDERGONE, all_where, make_root
from claims.extraction.text.tokens import Chunk, Token

#: So far before who is counted stands the "and" that the parse takes for one within the number: "and more than 120 others".
_FARTHEST_JOINT = 5
#: What is done to things and people that are counted, and they do not do.
_DONE_TO_THINGS = frozenset("abduct arrest burn capture detain displace evacuate free seize shoot".split())


def left_so(doc: Chunk) -> None:
    """Of "left a man dead and two women wounded" the raid left the women so; small models have them wound somebody."""
    for index in doc.by_word.get("left", []):
        leaving = doc[index]
        things = [child for child in leaving.rights if child.dep_ in {"dobj", "oprd"}]
        for verb in [child for child in leaving.rights if child.dep_ == "conj" and child.lower_ in UNDERGONE]:
            noun = next((child for child in verb.lefts if "subj" in child.dep_), None)
            bare = not any(child.dep_ in {"aux", "auxpass", "dobj"} for child in verb.children)
            if noun is None or not bare or noun.i != verb.i - 1 or not things or leaving.tag_ not in {"VBD", "VBN"}:
                continue
            noun.head, noun.dep_ = things[0], "conj"
            verb.head, verb.dep_, verb.tag_ = noun, "acl", "VBN"
            for joint in [child for child in leaving.rights if child.dep_ in {"cc", "punct"} and child.i < noun.i]:
                joint.head = things[0]
            for end in [child for child in verb.rights if child.dep_ == "punct"]:
                end.head = leaving


def numbers_that_act(doc: Chunk) -> None:
    """Of "40 were privates and guards and 16 were officers" the 16 were; small models list them with the guards.

    Of "40 of the dead were women and 16 were men" they have the 40 be the men.
    """
    for index in all_where(doc, "dep_", "conj"):
        number, verb, joint = doc[index], doc[min(index + 1, len(doc) - 1)], doc[max(index - 1, 0)]
        if number.tag_ != "CD" or joint.lower_ != "and" or verb.tag_ not in FINITE or verb.lemma_ != "be":
            continue
        first = number.head
        while first.dep_ == "conj" and first.head.i < first.i:
            first = first.head
        being = first.head
        if first.dep_ == "nsubj" and being == verb and verb.head.lemma_ == "be" and verb.head.i < first.i:
            being, first.head, first.dep_, verb.dep_ = verb.head, verb.head, "attr", "conj"
        subject = next((child for child in verb.lefts if "subj" in child.dep_), None)
        if being.lemma_ != "be" or being == verb or first.dep_ != "attr" or being.i > index:
            continue
        if being.dep_ == "acl" and subject is not None and subject.is_ancestor(being):
            if verb.dep_ == "ROOT":
                make_root(being, verb)
            else:
                being.head, being.dep_ = verb.head, verb.dep_
            being.tag_, being.pos_ = "VBD", "AUX"
            for part in [child for child in verb.lefts if child.i < being.i]:
                part.head = being
            verb.head, verb.dep_ = being, "conj"
        elif subject is not None:
            continue
        number.head, number.dep_, joint.head = verb, "nsubj", being


def listed_deeds(doc: Chunk) -> None:
    """Of "31 were killed, 107 wounded and 40 homes destroyed" each was; small models make one of the later the main verb."""
    for index in all_where(doc, "tag_", "VBN"):
        first = doc[index]
        if not any(child.dep_ == "auxpass" for child in first.lefts):
            continue
        items: list[tuple[Token, Token]] = []
        for verb in doc[index + 1 : first.sent.end]:
            counted = _counted_before(verb) if verb.lower_ in UNDERGONE else None
            if counted is not None and counted.left_edge.i > index:
                items.append((verb, counted))
            elif verb.tag_ in FINITE:
                behind = doc[items[-1][0].i + 1 : verb.i] if items else ()
                said = verb.lemma_ in SAYING and any(token.text == "," for token in behind)
                if not said and not any(token.lower_ in {"and", "but", "while"} for token in behind):
                    items = []  # "…, and 30 people injured in clashes were treated"
                break
        for verb, counted in items:
            _free(first, counted)
            _undergo(first, verb, counted)


def _free(first: Token, counted: Token) -> None:
    """Give what stands before "and" to the first deed: of "were destroyed [entirely] and 120 others damaged"."""
    joint = next((token for token in counted.subtree if token.lower_ == "and" and token.i < counted.i), None)
    if joint is not None:
        for token in [one for one in counted.subtree if one.i <= joint.i and one.head.i >= joint.i]:
            token.head = first
        joint.head = first


def _counted_before(verb: Token) -> Token | None:
    """Who is counted right before a participle that nothing helps, behind a comma or "and": ", 107 [wounded]"."""
    if verb.i == verb.sent.start or verb.tag_ not in {"VBD", "VBN"} or any("aux" in child.dep_ for child in verb.lefts):
        return None
    before = verb.nbor(-1)
    if before.lower_ == "more" and before.i > before.sent.start:
        before = before.nbor(-1)
    if not (before.tag_ == "CD" or (before.tag_ == "NNS" and any(child.dep_ == "nummod" for child in before.lefts))):
        return None
    start = min([before.i, *(child.left_edge.i for child in before.lefts if child.dep_ != "cc")])
    joined = any(before.doc[at].lower_ == "and" for at in range(max(start, before.i - _FARTHEST_JOINT), before.i))
    return before if joined or (start and before.doc[start - 1].lower_ in {",", "and"}) else None


def _undergo(first: Token, verb: Token, counted: Token) -> None:
    """Make the participle one of a list that the first begins."""
    if verb.is_ancestor(first):
        above, how = verb.head, verb.dep_
        if how == "ROOT":
            make_root(first, verb)
        else:
            first.head, first.dep_ = above, how
    verb.head, verb.dep_, verb.tag_ = first, "conj", "VBN"
    counted.head, counted.dep_ = verb, "nsubjpass"
    joint = counted.left_edge.i - 1
    while joint > first.i and first.doc[joint].lower_ in {",", "and"}:
        first.doc[joint].head = first
        joint -= 1
    behind = first.doc[verb.i + 1 : verb.i + 5]
    words = [token.lower_ for token in behind]
    if words[:1] == [","] and words[2:] == ["of", "them"] and behind[1].like_num:
        behind[1].head, behind[1].dep_ = verb, "npadvmod"  # "…, and 38 wounded, 11 of them seriously"


def lost_subjects(doc: Chunk) -> None:
    """Of "as water rose above its banks and crews told 90 people to leave" the crews told; the model joins them to the banks."""
    for index in all_where(doc, "tag_", "VBD"):
        verb, noun = doc[index], doc[max(index - 1, 0)]
        if verb.dep_ not in {"advcl", "ccomp", "conj"} or noun.dep_ != "conj" or noun.tag_ != "NNS":
            continue
        if any("subj" in child.dep_ or child.dep_ in {"aux", "auxpass"} for child in verb.children):
            continue
        joint = doc[max(noun.left_edge.i - 1, 0)]
        first = next((one for one in noun.head.ancestors if one.pos_ == "VERB" and one.dep_ != "pcomp"), None)
        if joint.lower_ != "and" or first is None or first.i > noun.i or (verb in noun.ancestors and first.head != verb):
            continue
        if first.head == verb:
            first.head = verb.head
        _join(first, joint, noun, verb)


def shared_fates(doc: Chunk) -> None:
    """Of "a driver was killed and his colleague wounded" the colleague was; small models have him wound somebody."""
    for index in all_where(doc, "dep_", "conj"):
        verb, first = doc[index], doc[index].head
        done = verb.tag_ == "VBD" and first.tag_ == "VBN"
        who = next((child for child in verb.lefts if child.dep_ == "nsubj"), verb)
        alone = who != verb and not any(child.dep_ in {"aux", "auxpass", "dobj"} for child in verb.children)
        counted = verb.lemma_ in _DONE_TO_THINGS and any(child.like_num for child in who.lefts)  # "two posts captured"
        harmed = done and (verb.lemma_ in HARMS - {"leave"} or counted)
        if harmed and alone and who.tag_ not in {"PRP", "WP"} and any(child.dep_ == "auxpass" for child in first.lefts):
            verb.tag_, who.dep_ = "VBN", "nsubjpass"


def gapped_deeds(doc: Chunk) -> None:
    """Of "67 were killed on Monday and 12 trucks destroyed" the trucks were destroyed; the model joins them to the day."""
    for index in all_where(doc, "tag_", "VBN"):
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
        if any(token.tag_ in FINITE for token in doc[verb.i + 1 : day.sent.end]):
            continue  # "…, and 12 people injured in clashes were treated"
        if day.head.head == verb:
            day.head.head, day.head.dep_ = first, "prep"
        _join(first, joint, things, verb)


def counted_deeds(doc: Chunk) -> None:
    """Of "had been killed, most of them civilians, and 1,277 hurt" 1,277 had been hurt; the model joins that to the civilians."""
    for index in all_where(doc, "dep_", "conj"):
        verb, number = doc[index], doc[max(index - 1, 0)]
        joint = doc[max(number.left_edge.i - 1, 0)]
        if verb.tag_ not in {"VBD", "VBN"} or not number.like_num or number.head != verb or joint.lower_ != "and":
            continue
        ends = verb.i + 1 == verb.sent.end or verb.nbor().text in {".", ";"}
        aside = (
            verb.head.lower_ == "with" and verb.lower_ in UNDERGONE
        )  # "…, with some estimates higher, and 12 million uprooted"
        if not (aside or (ends and verb.head.pos_ == "NOUN")) or any(child.dep_ in {"aux", "auxpass"} for child in verb.lefts):
            continue
        before = (one for one in doc[verb.sent.start : joint.i] if one.tag_ == "VBN" and one not in verb.subtree)
        first = next((one for one in before if any(child.dep_ == "auxpass" for child in one.lefts)), None)
        if first is not None:
            _join(first, joint, number, verb)
            verb.tag_ = "VBN"


def acting_deeds(doc: Chunk) -> None:
    """Of "said shelling by Karsk had killed 16" the shelling killed them; the model leaves the verb without a subject."""
    for index in all_where(doc, "dep_", "xcomp"):
        deed, cue = doc[index], doc[index].head
        if deed.tag_ != "VBG" or cue.lemma_ not in SAYING or deed.i < cue.i:
            continue
        verb = next((child for child in cue.rights if child.dep_ == "ccomp" and child.i > index), None)
        if verb is None or any("subj" in child.dep_ for child in verb.children):
            continue
        first = min([verb.i, *(child.i for child in verb.lefts if child.dep_ in {"aux", "auxpass"})])
        if first == deed.right_edge.i + 1 and doc[first].tag_ in FINITE:
            deed.head, deed.dep_, deed.tag_, deed.pos_ = verb, "nsubj", "NN", "NOUN"


def harming(doc: Chunk) -> None:
    """Of "was the city where a bomb fell, killing four" the bomb killed them, and not "was", as small models have it."""
    for index in all_where(doc, "dep_", "advcl"):
        deed, verb = doc[index], doc[index].head
        if deed.tag_ != "VBG" or deed.lemma_ not in HARMS or verb.lemma_ != "be" or verb.i > index or deed.nbor(-1).text != ",":
            continue
        before = doc[index - 2]
        relative = next((one for one in (before, *before.ancestors) if one.dep_ == "relcl" and one.i > verb.i), None)
        if relative is not None:
            deed.head = doc[index - 1].head = relative


def in_turn(doc: Chunk) -> None:
    """Of "accused the army in turn of firing rockets" the army fired them; small models make a phrase of "turn of"."""
    for index in all_where(doc, "lower_", "turn"):
        noun, way = doc[index], doc[index].head
        if way.lower_ != "in" or way.i != index - 1 or way.head.pos_ != "VERB":
            continue
        for of in [child for child in noun.rights if child.lower_ == "of" and any(deed.dep_ == "pcomp" for deed in child.rights)]:
            of.head = way.head


def _join(first: Token, joint: Token, subject: Token, second: Token) -> None:
    """Make the second verb, with a subject of its own, one that the joint joins to the first."""
    subject.head, subject.dep_ = second, "nsubj"
    joint.head, second.head, second.dep_ = first, first, "conj"


def deeds_in_events(doc: Chunk) -> None:
    """Of "led a raid in which 90 were killed and 12 taken hostage" 12 were taken in it; small models join that to the leading."""
    for index in all_where(doc, "tag_", "VBN"):
        verb, main = doc[index], doc[index].head
        who = next((child for child in verb.lefts if child.dep_ == "nsubj" and child.like_num), verb)
        former = next((one for one in reversed(doc[main.i : who.i]) if one.dep_ == "relcl" and one.tag_ == "VBN"), verb)
        helped = any(child.dep_ in {"aux", "auxpass"} for child in verb.lefts)
        if verb.dep_ == "conj" and main.tag_ == "VBD" and verb not in {who, former} and not helped:
            joint = doc[max(who.left_edge.i - 1, 0)]
            if joint.lower_ == "and" and any(child.dep_ == "auxpass" for child in former.lefts):
                verb.head, who.dep_, joint.head = former, "nsubjpass", former
