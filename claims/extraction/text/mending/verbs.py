"""Which verb is the sentence's, and who does what the others tell."""

from __future__ import annotations

import itertools

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

from claims.extraction.text.mending.parts import FINITE, LIKE_BASE, NOUNS, SAYING, UNDERGONE, make_root

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
_HARMS = frozenset({"damage", "destroy", "hurt", "injure", "kill", "leave", "wound"})
#: What a value ends in.
_AMOUNTS = NOUNS | {"CD"}
_TWO, _FIVE = 2, 5


@Language.component("claimdesk_main_verbs")
def _main_verbs(doc: Doc) -> Doc:
    """Of "A fire swept through a market" the verb is the sentence's; small models make it tell which fire."""
    for noun in [sentence.root for sentence in doc.sents]:
        verb = doc[min(noun.i + 1, len(doc) - 1)]
        if noun.tag_ not in NOUNS or verb.tag_ != "VBN" or verb.dep_ != "acl" or verb.head != noun:
            continue
        if any(child.i > verb.i and child.dep_ != "punct" for child in noun.rights):
            continue
        rights = {child.dep_ for child in verb.rights}
        across = verb.lower_ in _SWEEPING and any(child.lower_ in _ACROSS for child in verb.rights)
        past = verb.lower_.endswith("ed") or verb.lower_ in _PASTS_AND_PARTICIPLES
        acts = past and "dobj" in rights and "agent" not in rights and verb.lower_ not in _GIVING
        if (across or acts) and noun.doc[noun.right_edge.i].text == ".":
            make_root(verb, noun)
            noun.head, noun.dep_ = verb, "nsubj"
            verb.tag_ = "VBD"
    for noun in [sentence.root for sentence in doc.sents if sentence.root.tag_ in NOUNS]:
        _act_on_objects(noun)
    return doc


def _act_on_objects(noun: Token) -> None:
    """Of "Drug firms in the US paid donors" the firms paid them; small models have donors that are paid by the US."""
    way = next((child for child in noun.rights if child.dep_ == "prep" and child.i == noun.i + 1), noun)
    thing = next((child for child in way.rights if child.dep_ == "pobj"), noun)
    verb = next((child for child in thing.lefts if child.dep_ == "amod" and child.tag_ == "VBN"), noun)
    place = next((child for child in verb.lefts if child.dep_ == "npadvmod"), noun)
    acts = len({noun, way, thing, verb, place}) == _FIVE and place.i == verb.i - 1 and thing.tag_ == "NNS"
    if not acts or place.tag_ not in {"NNP", "NNPS"} or any(token.tag_ in FINITE for token in noun.sent):
        return
    make_root(verb, noun)
    noun.head, noun.dep_, verb.tag_, verb.pos_ = verb, "nsubj", "VBD", "VERB"
    place.head, place.dep_ = way, "pobj"
    thing.head, thing.dep_ = verb, "dobj"
    for article in [child for child in thing.lefts if child.i < way.i + 3 and child.i < place.i and child.i > way.i]:
        article.head = place


@Language.component("claimdesk_repeated_subjects")
def _repeated_subjects(doc: Doc) -> Doc:
    """Of "He ordered, and on three days he killed" he killed on those; small models have it tell which days.

    Of "That he left, she said, changes nothing" that changes nothing; they take it for what he did too.
    """
    for index in np.flatnonzero(doc.to_array("DEP") == doc.vocab.strings["relcl"]).tolist():
        verb, noun = doc[index], doc[index].head
        way = noun.head
        subject = verb.left_edge
        again = subject.tag_ == "PRP" and subject.head == verb and subject.i == noun.i + 1 and noun.dep_ == "pobj"
        joint = doc[max(way.i - 1, 0)]
        if again and way.dep_ == "prep" and joint.lower_ == "and" and way.head.tag_ == verb.tag_ and way.head.i < way.i:
            above = way.head
            way.head, verb.head, verb.dep_ = verb, above, "conj"
    for root in [sentence.root for sentence in doc.sents]:
        that = next((token for token in root.subtree if not token.is_punct), root)
        main = next((child for child in root.rights if child.dep_ == "conj" and child.tag_ == "VBZ"), None)
        if that.lower_ != "that" or that.dep_ != "mark" or that.head != root or main is None:
            continue
        if doc[main.i - 1].text == "," and not any("subj" in child.dep_ for child in main.lefts):
            make_root(main, root)
            root.head, root.dep_ = main, "csubj"
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
            make_root(main, root)
            root.head, root.dep_ = doc[part.left_edge.i - 2], "relcl"
            continue
        whole = ("of", "them") in itertools.pairwise(them)
        if (
            whole
            and part.right_edge.i + 1 == root.i
            and not any(child.dep_ in {"aux", "auxpass", "dobj"} for child in root.children)
        ):
            make_root(main, root)
            part.head, part.dep_ = main, "npadvmod"
            root.head, root.dep_, root.tag_ = part, "acl", "VBN"
    return doc


@Language.component("claimdesk_counted_subjects")
def _counted_subjects(doc: Doc) -> Doc:
    """Of "According to the force, 417 drones were sent" the drones were; small models have the force be the drones."""
    for sentence in doc.sents:
        counted = sentence[0]
        if counted.lower_ != "according":
            continue
        comma = next((token for token in sentence if token.text == ","), counted)
        drones = next((one for one in sentence[comma.i - sentence.start :] if one.dep_ == "appos" and one.tag_ == "NNS"), comma)
        if drones.left_edge.i != comma.i + 1 or not any(child.dep_ == "nummod" for child in drones.lefts):
            continue
        verb = next((one for one in sentence if one.i > drones.right_edge.i and one.pos_ == "VERB"), comma)
        helpers = [child for child in verb.lefts if child.dep_ in {"aux", "auxpass"}]
        first = min([verb, *helpers], key=lambda one: one.i)
        own = any("subj" in child.dep_ for child in verb.children)
        if first.i == drones.right_edge.i + 1 and first.tag_ in FINITE and not own and verb not in drones.subtree:
            passive = any(child.dep_ == "auxpass" for child in helpers)
            drones.head, drones.dep_ = verb, "nsubjpass" if passive else "nsubj"
    return doc


@Language.component("claimdesk_verbless_parts")
def _verbless_parts(doc: Doc) -> Doc:
    """Of "417 drones, 260 of them decoys, were sent" the drones were; small models take the part for what was sent.

    Of "six people were hurt, two of them badly, after a fire broke out" they have two break out.
    """
    for index in np.flatnonzero(doc.to_array("LOWER") == doc.vocab.strings["them"]).tolist():
        of = doc[index].head
        part, verb = of.head, of.head.head
        comma = doc[max(part.left_edge.i - 1, 0)]
        if of.lower_ != "of" or not part.like_num or "subj" not in part.dep_ or comma.text != "," or verb.i < index:
            continue
        mark = next((child for child in verb.lefts if child.dep_ == "mark" and child.i > index), None)
        own = next((child for child in verb.lefts if "subj" in child.dep_ and mark is not None and child.i > mark.i), None)
        main = next((child for child in verb.lefts if child.dep_ == "ccomp" and child.i < comma.i), None)
        if own is not None and main is not None:
            _swap(main, verb)
            verb.dep_, part.head, part.dep_ = "advcl", main, "npadvmod"
            continue
        before = doc[comma.i - 1]
        while before.dep_ == "conj" and before.head.i < before.i:
            before = before.head
        counted = before.tag_ == "NNS" and any(child.dep_ == "nummod" for child in before.lefts)
        lost = before.dep_ in {"appos", "dep", "npadvmod"} and doc[max(before.left_edge.i - 1, 0)].text == ","
        if counted and lost and verb not in before.subtree and doc[index + 1].text != ",":
            part.head, before.head, before.dep_ = before, verb, part.dep_
            part.dep_ = "appos"
    return doc


@Language.component("claimdesk_occasions")
def _occasions(doc: Doc) -> Doc:
    """Of "Two were among 23 killed when a ward was hit" the first verb is the sentence's; small models hang it on the second."""
    for when in [token for token in doc if token.lower_ in {"after", "when"} and token.i > token.sent.start]:
        verb = when.head
        if verb.pos_ not in {"AUX", "VERB"} and "subj" in verb.dep_ and verb.head.dep_ == "conj":
            verb = verb.head  # of "when the last ward was hit" the model makes a "when-ward"
        if verb.i < when.i or verb.tag_ not in FINITE | {"VBN"}:
            continue
        if verb.dep_ == "conj":
            _part_occasion(when, verb)
        elif when.head == verb:
            _put_behind(when, verb)
    return doc


def _part_occasion(when: Token, verb: Token) -> None:
    """Hang it on the verb before as what was so then, if nothing joins the two."""
    before = verb.head
    if before.i < when.i and not when.nbor(-1).is_punct and not any(child.dep_ == "cc" for child in before.rights):
        verb.dep_, when.head = "advcl", verb


def _put_behind(when: Token, verb: Token) -> None:
    """Make the verb before the main one, which the parse hangs on what was so then."""
    end = when.i - 1 - (when.nbor(-1).text == ",")
    main = next((child for child in verb.lefts if child.dep_ == "ccomp" and child.right_edge.i == end), verb)
    what = when.dep_ == "prep" and when.nbor().lower_ == "what"  # "after what officials said was an attack"
    led = (what or when.dep_ in {"advmod", "mark"}) and verb.dep_ in {"ROOT", "ccomp"}
    if (
        main != verb
        and led
        and main.tag_ in FINITE | {"VBN"}
        and any("subj" in child.dep_ for child in main.lefts if child.i < when.i)
    ):
        _swap(main, verb)
        verb.dep_ = "advcl"


@Language.component("claimdesk_semicolons")
def _semicolons(doc: Doc) -> Doc:
    """Of "12 people, six of them boys, drowned; officials had spoken of 20" the people drowned; small models have them speak."""
    for index in np.flatnonzero(doc.to_array("LOWER") == doc.vocab.strings[";"]).tolist():
        before = [token for token in doc[doc[index].sent.start : index] if token.dep_ in {"nsubj", "nsubjpass"}]
        verb = next((token.head for token in before if token.head.i > index), None)
        if verb is None or not any("subj" in child.dep_ and child.i > index for child in verb.lefts):
            continue
        subject = next(child for child in verb.lefts if "subj" in child.dep_)
        deed = next((child for child in subject.rights if child.dep_ == "acl" and child.tag_ in {"VBN", "VBD"}), None)
        if deed is None or deed.i > index or doc[deed.i - 1].text != "," or any("aux" in child.dep_ for child in deed.lefts):
            continue
        subject.head, subject.dep_ = deed, "nsubj"
        deed.head, deed.dep_, deed.tag_ = verb, "ccomp", "VBD"
    return doc


def _swap(main: Token, verb: Token) -> None:
    """Put the first of two verbs in the place of the second, which is left to hang on it."""
    if verb.dep_ == "ROOT":
        make_root(main, verb)
    else:
        main.head, main.dep_ = verb.head, verb.dep_
    verb.head = main


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
        make_root(main, root)
        subject.head = main
        root.head, root.dep_, root.tag_ = noun, "acl", "VBN"
    return doc


@Language.component("claimdesk_done_by")
def _done_by(doc: Doc) -> Doc:
    """Of "Two bombs dropped by a pilot on Lund, a town in the east, killed 11" they killed; small models have them drop."""
    for index in np.flatnonzero(doc.to_array("DEP") == doc.vocab.strings["agent"]).tolist():
        first = doc[index].head
        subject = next((child for child in first.lefts if child.dep_ == "nsubj"), None)
        if first.tag_ != "VBD" or first.dep_ not in {"ROOT", "ccomp"} or subject is None or subject.right_edge.i != first.i - 1:
            continue
        later = (one for one in first.subtree if one.i > index and one.tag_ in {"VBD", "VBN"} and one.dep_ in {"acl", "conj"})
        main = next((one for one in later if doc[one.i - 1].text == "," and _acts_alone(one)), None)
        if main is None or any(child.dep_ == "cc" for child in main.head.rights if child.i < main.i and main.dep_ == "conj"):
            continue
        if first.dep_ == "ROOT":
            make_root(main, first)
        else:
            main.head, main.dep_ = first.head, first.dep_
        subject.head, main.tag_ = main, "VBD"
        first.head, first.dep_, first.tag_ = subject, "acl", "VBN"
        for part in [child for child in first.rights if child.i > main.i]:
            part.head = main
    return doc


def _acts_alone(verb: Token) -> bool:
    """It has an object, and neither a subject nor a helping verb of its own."""
    own = {child.dep_ for child in verb.children}
    return "dobj" in own and own.isdisjoint({"nsubj", "nsubjpass", "aux", "auxpass"})


@Language.component("claimdesk_insertions")
def _insertions(doc: Doc) -> Doc:
    """Of "A nurse in Lund, who asked not to be named, put the toll at 31" the verb behind the last comma is the sentence's.

    Small models join it to the clause between the commas, or to the participle before that: "A plan marked X, which was leaked,
    foresees 40". Of two that follow each other they take the second for a noun: "puts the cost at £3m and foresees a loss".
    """
    for root in [sentence.root for sentence in doc.sents]:
        if (main := _behind_participle(root)) is not None:
            make_root(main, root)
            root.head, root.dep_ = main, "nsubj"
            for way in [child for child in root.lefts if child.dep_ == "prep"]:
                way.head = main  # "On Monday, fighters, linked to the Front, killed 52"
            continue
        inserted = _told_between(root)
        noun = root if root.tag_ in NOUNS else inserted or _participle_of(root)
        main = _behind_insertion(noun, root) if noun is not None else None
        if noun is None or main is None:
            continue
        make_root(main, root)
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
    return subjects[0] if relative and subjects[0].tag_ in NOUNS else None


def _participle_of(root: Token) -> Token | None:
    """The noun right before a past without an object, which may be a participle: "a plan marked “secret”"."""
    subject = next((child for child in root.lefts if child.dep_ == "nsubj"), None)
    plain = root.tag_ in {"VBD", "VBN"} and not any(child.dep_ in {"aux", "auxpass", "dobj", "xcomp"} for child in root.children)
    return subject if plain and subject is not None and subject.i == root.i - 1 and subject.tag_ in NOUNS else None


def _behind_participle(root: Token) -> Token | None:
    """The past behind a participle between commas: "fighters from the east, linked to the Front, [killed] 52 people"."""
    told = next((child for child in root.rights if child.dep_ == "acl" and child.tag_ == "VBN"), None)
    main = (
        next((child for child in told.rights if child.dep_ == "conj" and child.tag_ == "VBD"), None) if told is not None else None
    )
    if told is None or main is None or told.nbor(-1).text != "," or main.nbor(-1).text != "," or root.tag_ not in NOUNS:
        return None
    own = any("subj" in child.dep_ or child.dep_ in {"aux", "auxpass"} for child in main.lefts)
    return None if own or any(child.dep_ == "cc" for child in told.rights) else main


@Language.component("claimdesk_inserted_participles")
def _inserted_participles(doc: Doc) -> Doc:
    """Of "asked why the alert, sent to a million phones, had come late" it came late; small models have others come."""
    for index in np.flatnonzero(doc.to_array("TAG") == doc.vocab.strings["VBN"]).tolist():
        told = doc[index]
        subject = next((child for child in told.lefts if child.dep_ == "nsubj"), None)
        if (
            subject is None
            or told.dep_ != "ccomp"
            or doc[index - 1].text != ","
            or any("aux" in child.dep_ for child in told.lefts)
        ):
            continue
        end = told.right_edge.i + 1
        comma = doc[min(end, len(doc) - 1)]
        main = next((one for one in doc[end : told.sent.end] if one.dep_ == "conj" and one.head in told.ancestors), None)
        if comma.text != "," or main is None or any("subj" in child.dep_ or child.dep_ == "cc" for child in main.lefts):
            continue
        if min([main.i, *(child.i for child in main.lefts)]) != end + 1:
            continue
        main.head, main.dep_ = told.head, "ccomp"
        for child in [child for child in told.lefts if child.dep_ in {"advmod", "mark", "nsubj"}]:
            child.head = main
        told.head, told.dep_ = subject, "acl"
    return doc


def _behind_insertion(noun: Token, root: Token) -> Token | None:
    """The finite verb, without a subject, right behind a relative clause between commas that tells of the noun."""
    doc = noun.doc
    for pronoun in doc[noun.i + 2 : root.right_edge.i]:
        if pronoun.tag_ not in {"WP", "WDT"} or doc[pronoun.i - 1].text != ",":
            continue
        for verb in doc[pronoun.i + 2 : root.right_edge.i]:
            finite = verb.tag_ in FINITE or (verb.tag_ in {"VB", "VBN"} and verb.lower_ in LIKE_BASE)
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


@Language.component("claimdesk_listed_deeds")
def _listed_deeds(doc: Doc) -> Doc:
    """Of "31 were killed, 107 wounded and 40 homes destroyed" each was; small models make one of the later the main verb."""
    for index in np.flatnonzero(doc.to_array("TAG") == doc.vocab.strings["VBN"]).tolist():
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
                if not any(token.lower_ in {"and", "but", "while"} for token in behind):
                    items = []  # "…, and 30 people injured in clashes were treated"
                break
        for verb, counted in items:
            _undergo(first, verb, counted)
    return doc


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
    return before if start and before.doc[start - 1].lower_ in {",", "and"} else None


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
        if any(token.tag_ in FINITE for token in doc[verb.i + 1 : day.sent.end]):
            continue  # "…, and 12 people injured in clashes were treated"
        if day.head.head == verb:
            day.head.head, day.head.dep_ = first, "prep"
        _join(first, joint, things, verb)
    return doc


@Language.component("claimdesk_counted_deeds")
def _counted_deeds(doc: Doc) -> Doc:
    """Of "had been killed, most of them civilians, and 1,277 hurt" 1,277 had been hurt; the model joins that to the civilians."""
    for index in np.flatnonzero(doc.to_array("DEP") == doc.vocab.strings["conj"]).tolist():
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
    return doc


@Language.component("claimdesk_acting_deeds")
def _acting_deeds(doc: Doc) -> Doc:
    """Of "said shelling by Karsk had killed 16" the shelling killed them; the model leaves the verb without a subject."""
    for index in np.flatnonzero(doc.to_array("DEP") == doc.vocab.strings["xcomp"]).tolist():
        deed, cue = doc[index], doc[index].head
        if deed.tag_ != "VBG" or cue.lemma_ not in SAYING or deed.i < cue.i:
            continue
        verb = next((child for child in cue.rights if child.dep_ == "ccomp" and child.i > index), None)
        if verb is None or any("subj" in child.dep_ for child in verb.children):
            continue
        first = min([verb.i, *(child.i for child in verb.lefts if child.dep_ in {"aux", "auxpass"})])
        if first == deed.right_edge.i + 1 and doc[first].tag_ in FINITE:
            deed.head, deed.dep_, deed.tag_, deed.pos_ = verb, "nsubj", "NN", "NOUN"
    return doc


@Language.component("claimdesk_harming")
def _harming(doc: Doc) -> Doc:
    """Of "was the city where a bomb fell, killing four" the bomb killed them, and not "was", as small models have it."""
    for index in np.flatnonzero(doc.to_array("DEP") == doc.vocab.strings["advcl"]).tolist():
        deed, verb = doc[index], doc[index].head
        if deed.tag_ != "VBG" or deed.lemma_ not in _HARMS or verb.lemma_ != "be" or verb.i > index or deed.nbor(-1).text != ",":
            continue
        before = doc[index - 2]
        relative = next((one for one in (before, *before.ancestors) if one.dep_ == "relcl" and one.i > verb.i), None)
        if relative is not None:
            deed.head = doc[index - 1].head = relative
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


def _join(first: Token, joint: Token, subject: Token, second: Token) -> None:
    """Make the second verb, with a subject of its own, one that the joint joins to the first."""
    subject.head, subject.dep_ = second, "nsubj"
    joint.head, second.head, second.dep_ = first, first, "conj"
