"""Which verb is the sentence's, and who does what the others tell."""

from __future__ import annotations

import itertools

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

from claims.extraction.reference.names import are_people
from claims.extraction.text.mending.parts import FINITE, LIKE_BASE, NOUNS, SAYING, SHOWING, UNDERGONE

#: What those do who say something, with what shows that it is so.
_PUBLISHING = frozenset({"circulate", "post", "publish", "release", "share"})
#: What those do who say something, and nobody does to whom something happened.
_OF_SPEAKERS = frozenset(
    """accuse add announce apologise apologize appeal ask blame call comment condemn confirm correct criticise criticize
    declare decline demand deny elaborate express give identify launch lower name offer open order pledge praise
    promise provide put refuse reject release revise say specify tell thank urge vow warn""".split()
)
#: What officials do about what happened.
_OF_OFFICIALS = frozenset("arrest ban close detain evacuate fine fire jail sentence suspend".split())
_OF_RULERS = frozenset({"call", "declare", "jail", "sentence"})
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
#: In words.
_LONGEST_OFFICE = 12
_OFFICES_LED_BY = frozenset({"a", "an", "its", "the", "their"})


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
            _make_root(verb, noun)
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
    _make_root(verb, noun)
    noun.head, noun.dep_, verb.tag_, verb.pos_ = verb, "nsubj", "VBD", "VERB"
    place.head, place.dep_ = way, "pobj"
    thing.head, thing.dep_ = verb, "dobj"
    for article in [child for child in thing.lefts if child.i < way.i + 3 and child.i < place.i and child.i > way.i]:
        article.head = place


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
        noun = root if root.tag_ in NOUNS else inserted or _participle_of(root)
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
    return subjects[0] if relative and subjects[0].tag_ in NOUNS else None


def _participle_of(root: Token) -> Token | None:
    """The noun right before a past without an object, which may be a participle: "a plan marked “secret”"."""
    subject = next((child for child in root.lefts if child.dep_ == "nsubj"), None)
    plain = root.tag_ in {"VBD", "VBN"} and not any(child.dep_ in {"aux", "auxpass", "dobj", "xcomp"} for child in root.children)
    return subject if plain and subject is not None and subject.i == root.i - 1 and subject.tag_ in NOUNS else None


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


@Language.component("claimdesk_speaking_offices")
def _speaking_offices(doc: Doc) -> Doc:
    """Of "Two died, one of them a nurse, when shells fell, the mayor, Ana Roe, said" the mayor said it, and all that.

    Small models give the verb to one of those of whom it is told.
    """
    for index in [token.i for token in doc if token.tag_ in FINITE | {"VBN"} and token.lemma_ in SAYING]:
        verb, office = doc[index], _office_before(doc, index)
        subjects = [child for child in verb.lefts if "subj" in child.dep_]
        if office is None or office in subjects or any(child.dep_ in {"aux", "auxpass"} for child in verb.lefts):
            continue
        verb.tag_ = "VBD" if verb.tag_ == "VBN" else verb.tag_
        root = verb.sent.root
        if root == verb:
            root = next((child for child in verb.lefts if child.tag_ in FINITE | {"VBN"} and child.i < office.i), verb)
        if root == verb or root.i > office.i or office in root.ancestors:
            continue
        for other in subjects:
            other.head, other.dep_ = root, "dep"
        if root.dep_ == "ROOT":
            _make_root(verb, root)
        office.head, office.dep_, root.head, root.dep_ = verb, "nsubj", verb, "ccomp"
    return doc


def _office_before(doc: Doc, verb: int) -> Token | None:
    """The office of who is named right before the verb, both between commas: "…, the regional governor, Ana Roe, said"."""
    comma = first = verb - 1
    start = doc[verb].sent.start
    if comma - start < _FIVE or doc[comma].text != ",":
        return None
    while first > start and doc[first - 1].tag_ == "NNP":
        first -= 1
    begin = first - 1
    if not 1 < comma - first < _LONGEST_OFFICE or doc[begin].text != ",":
        return None
    while begin > start and first - begin < _LONGEST_OFFICE and doc[begin - 1].text != ",":
        begin -= 1
    words = doc[begin : first - 1]
    led = len(words) > 1 and words[0].lower_ in _OFFICES_LED_BY and doc[max(begin - 1, 0)].text == ","
    plain = led and not any(word.tag_ in FINITE | {"WDT", "WP", "CC"} for word in words)
    return next((word for word in words if are_people(word.lower_)), None) if plain else None


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
        while told.dep_ == "conj" and verb.lemma_ in _OF_SPEAKERS and told.head.pos_ in {"AUX", "VERB"}:
            told = told.head  # "said the risk was real and the loss could be great, and accused the state of sloth"
        cue = told.head
        if told.dep_ == "advcl" and told.tag_ == "VBG" and verb.tag_ in {"VBD", "VBN"} and cue.tag_ == "VBD":
            if not any(child.dep_ in {"aux", "auxpass"} or "subj" in child.dep_ for child in verb.lefts):
                verb.head, verb.tag_ = cue, "VBD"
            continue
        if told.dep_ != "ccomp" or verb.lemma_ not in _OF_SPEAKERS | _OF_OFFICIALS or cue.lemma_ not in SAYING or told.i < cue.i:
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
            _make_root(first, verb)
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


@Language.component("claimdesk_parted_subjects")
def _parted_subjects(doc: Doc) -> Doc:
    """Of "called it a double tap: a second drone, he said, hit the port" the drone hit it; the model gives it to who speaks."""
    for index in np.flatnonzero(doc.to_array("DEP") == doc.vocab.strings["parataxis"]).tolist():
        cue, verb = doc[index], doc[index].head
        who = next((child for child in cue.lefts if child.dep_ == "nsubj"), cue)
        comma = doc[max(who.left_edge.i - 1, 1)]
        noun = doc[comma.i - 1]
        led = noun.tag_ in NOUNS and noun.left_edge.i > 0 and doc[noun.left_edge.i - 1].text in {":", ";"}
        parted = cue.i + 2 == verb.i and (comma.text, doc[cue.i + 1].text) == (",", ",") and verb.tag_ in FINITE
        own = any("subj" in child.dep_ and child.i > comma.i for child in verb.children)
        if led and parted and cue.lemma_ in SAYING and not own and noun not in verb.ancestors:
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
        if not ends or verb.head.pos_ != "NOUN" or any(child.dep_ in {"aux", "auxpass"} for child in verb.lefts):
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


@Language.component("claimdesk_told_subjects")
def _told_subjects(doc: Doc) -> Doc:
    """Of "figures showed the number of cases in May was 3,118" the number was that; small models make it what was shown.

    Likewise of "say the offensive in the east is gaining ground".
    """
    dependencies = doc.to_array("DEP")
    for index in np.flatnonzero(dependencies == doc.vocab.strings["dobj"]).tolist():
        thing, cue = doc[index], doc[index].head
        if cue.lemma_ not in (SAYING | SHOWING) - {"tell"} or thing.tag_ not in NOUNS or thing.i < cue.i:
            continue
        if index + 1 < len(doc) and dependencies[index + 1] == dependencies[index]:
            continue  # of "counter-offensive" the model makes three
        verb = next((child for child in cue.rights if child.dep_ in {"ccomp", "conj"} and child.i > index), None)
        if verb is None or any("subj" in child.dep_ or child.dep_ in {"mark", "cc"} for child in verb.lefts):
            continue
        helpers = [child for child in verb.lefts if child.dep_ in {"aux", "auxpass"}]
        first = min([verb, *helpers], key=lambda one: one.i)
        between = doc[thing.right_edge.i + 1 : first.i]
        inside = all(one.head == cue or thing.is_ancestor(one) or cue.is_ancestor(one) for one in between)
        if first.tag_ not in FINITE | {"MD"} or not inside or any(one.dep_ == "cc" and one.head == cue for one in between):
            continue
        if any(one.tag_ in FINITE for one in between):
            continue
        for way in [one for one in between if one.head == cue]:
            way.head = thing
        for part in [one for one in cue.rights if one.dep_ == "dobj" and one.i < index]:
            part.head, part.dep_ = thing, "compound"
        thing.head, thing.dep_ = verb, "nsubjpass" if any(child.dep_ == "auxpass" for child in helpers) else "nsubj"
        verb.dep_ = "ccomp"
    return doc


def _make_root(main: Token, root: Token) -> None:
    """Gives a sentence another main verb, with the signs of the one that it has had; that one is left to hang elsewhere."""
    for child in [child for child in root.children if child.dep_ == "punct"]:
        child.head = main
    main.head, main.dep_ = main, "ROOT"


def _join(first: Token, joint: Token, subject: Token, second: Token) -> None:
    """Make the second verb, with a subject of its own, one that the joint joins to the first."""
    subject.head, subject.dep_ = second, "nsubj"
    joint.head, second.head, second.dep_ = first, first, "conj"
