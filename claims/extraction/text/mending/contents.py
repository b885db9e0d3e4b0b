"""What is said, and who says it: contents that the model gives to another verb, and speakers that it gives to what is said."""

from __future__ import annotations

from claims.extraction.reference.names import are_people
from claims.extraction.reference.nouns import BODIES, PLURAL_BODIES
from claims.extraction.text.mending.parts import (
    FINITE,
    NOUNS,
    SAYING,
    SHOWING,
    VERBS,
    all_where,
    first_listed,
    has_subject,
    make_root,
)
from claims.extraction.text.tokens import Chunk, Token

#: What those do who say something, with what shows that it is so.
_PUBLISHING = frozenset({"circulate", "post", "publish", "release", "share"})
#: What those do with other accounts who give their own: "said nobody was hurt, contradicting earlier reports".
_ANSWERING = frozenset({"contradict", "dispute", "echo", "refute"})
#: What those do who say something, and nobody does to whom something happened.
_OF_SPEAKERS = frozenset(
    """accuse add announce apologise apologize appeal ask blame call comment condemn confirm correct criticise criticize
    declare decline demand deny elaborate express give identify launch lower name offer open order pledge praise
    object promise provide put refuse reject release repeat revise say specify tell thank urge vow warn""".split()
)
#: What officials do about what happened.
_OF_OFFICIALS = frozenset("arrest ban close detain evacuate fine fire jail sentence suspend".split())
#: What they do and those do with whom they are fired.
_OF_WEAPONS = frozenset({"fire", "launch", "open", "release"})
_OF_THOSE_HEARD = frozenset("appeal call condemn pledge praise thank urge vow".split())
_OF_RULERS = frozenset({"call", "declare", "jail", "sentence"})
#: What those leave open who have said something: "but did not elaborate".
_KEPT_OPEN = frozenset({"comment", "disclose", "elaborate", "identify", "say", "specify"})
#: What people do who speak, and what happened does not.
_ACTS = frozenset("announcing appealing calling declaring ordering pledging promising thanking urging vowing".split())
#: What somebody does with a figure who gives another than the one before.
_COUNTING = frozenset({"estimate", "put"})
#: What says nothing and blames nobody.
_THINGS = frozenset(
    """aircraft attack battery convoy debris defence defense drone explosion fire jet missile rocket shelling strike system
    target unit warplane""".split()
)
_TWO, _FIVE = 2, 5
_BELIEVING = frozenset({"believe", "estimate", "expect", "suspect", "think"})
#: How somebody is who speaks, and what is spoken of is not.
_HELD_SO = frozenset({"clothe", "cover", "dress", "flank", "hunch", "perch", "seat", "surround", "wrap"})
#: What somebody has said of another.
_ALLEGED = frozenset({"accusation", "allegation", "assertion", "charge", "claim"})
#: What stands for a noun within a relative clause: "nine of [whom]", "[whose] members".
_RELATIVES = frozenset({"WDT", "WP", "WP$"})
#: What brings the words of others, and who is no people by any other word.
_PUBLISHED = frozenset({"accounts", "documents", "locals", "media", "outlets", "records", "reports", "sources"})
#: Tags of what noun phrases are made of.
_OF_PHRASES = NOUNS | {"DT", "JJ", "PRP$", "POS", "VBN", "HYPH", "CD"}
#: In words.
_LONGEST_OFFICE = 12
#: How the article calls what somebody has said.
_REMARKS = frozenset(
    "accusation admission comment contrast departure line message phrase position reference remark stance tone".split()
)
_OFFICES_LED_BY = frozenset({"a", "an", "its", "the", "their"})
#: What flies, drives or sails, fires and hits.
_STRIKING = frozenset(
    """aircraft airplane boat bomb bomber convoy drone fighter helicopter jet missile plane rocket shell ship tank truck vehicle
    warplane warship""".split()
)


def speaking_offices(doc: Chunk) -> None:
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
            make_root(verb, root)
        office.head, office.dep_, root.head, root.dep_ = verb, "nsubj", verb, "ccomp"


def _office_before(doc: Chunk, verb: int) -> Token | None:
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


def speaking_appositions(doc: Chunk) -> None:
    """Of "Two died in Lund, the head of the clinic said, part of a wave" the head said so; small models have Lund be the head."""
    for index in [token.i for token in doc if token.tag_ in FINITE and token.lemma_ in SAYING]:
        verb = doc[index]
        if verb.dep_ == "relcl" or any("subj" in child.dep_ or "aux" in child.dep_ for child in verb.children):
            continue
        noun = next((one for one in (doc[index - 1], *doc[index - 1].ancestors) if one.dep_ == "appos"), verb) if index else verb
        told = noun.head
        speaks = are_people(noun.lower_) or noun.lower_ in BODIES
        comma = doc[max(noun.left_edge.i - 1, 0)]
        main = verb.head
        if not speaks or noun.right_edge.i != index - 1 or comma.text != "," or main.i > index or not main.is_ancestor(told):
            continue
        if main.dep_ == "ROOT":
            make_root(verb, main)
            main.head, main.dep_ = verb, "ccomp"
        noun.head, noun.dep_, comma.head = verb, "nsubj", verb


def speaking_pairs(doc: Chunk) -> None:
    """Of "A strike killed ten civilians, locals and officials said" both said so; small models have the locals be killed too."""
    for index in [token.i for token in doc if token.lemma_ in SAYING and token.tag_ in FINITE | {"VB"}]:
        verb = doc[index]
        joint = _start_of_phrase(doc, index, {"and"})
        comma = _start_of_phrase(doc, joint, {","}) if joint else 0
        if not comma or any(child.dep_ in {"ccomp", "dobj"} for child in verb.rights):
            continue
        first, second = doc[joint - 1], doc[index - 1]
        main = next((token for token in doc[verb.sent.start : comma] if token.tag_ in FINITE and token.dep_ != "relcl"), None)
        if main is None or not (_speaks(first) and _speaks(second)) or first.dep_ in {"nsubj", "nsubjpass"}:
            continue
        root = verb.sent.root
        if root != verb:
            if verb in root.ancestors or root.i > comma:
                continue
            make_root(verb, root)
            root.head, root.dep_ = verb, "ccomp"
        first.head, first.dep_, second.head, second.dep_ = verb, "nsubj", first, "conj"
        doc[joint].head, doc[comma].head = first, verb
        verb.tag_ = "VBP" if verb.tag_ == "VB" else verb.tag_


def _start_of_phrase(doc: Chunk, end: int, marks: set[str]) -> int:
    """Where one of the marks stands before a noun phrase that ends there; 0 where none does."""
    first = end - 1
    while first > doc[end].sent.start and end - first < _LONGEST_OFFICE and doc[first].tag_ in _OF_PHRASES:
        first -= 1
    return first if first < end - 1 and doc[first].lower_ in marks and doc[end - 1].tag_ in NOUNS else 0


def _speaks(noun: Token) -> bool:
    """It is somebody, or what they publish."""
    low = noun.lower_
    return are_people(low) or low in BODIES | PLURAL_BODIES | _PUBLISHED or noun.ent_type_ in {"ORG", "PERSON"}


def gapped_contents(doc: Chunk) -> None:
    """Of "an attack, which officials said caused little damage" the attack caused it; small models have "which" speak too."""
    for index in [*all_where(doc, "dep_", "relcl"), *all_where(doc, "dep_", "advcl")]:
        cue = doc[index]
        if cue.lemma_ not in SAYING | _BELIEVING or (cue.dep_ == "advcl" and not _leads_aside(cue)):
            continue
        subjects = [child for child in cue.lefts if child.dep_ == "nsubj"]
        told = next((child for child in cue.rights if child.dep_ in {"xcomp", "ccomp"}), None)
        if told is not None and told.i == index + 1 and told.tag_ == "VBN":
            alone = not any(child.dep_ in {"aux", "auxpass"} for child in told.lefts)
            told.tag_ = "VBD" if alone and any(child.tag_ in _RELATIVES for child in told.lefts) else told.tag_
        deed = doc[index + 1] if index + 1 < len(doc) else cue
        if told is None and len(subjects) == _TWO and deed.tag_ == "VBN" and deed.dep_ == "amod" and deed.head.head == cue:
            deed.head.head, told = deed, deed  # "a plant, which it said [supplied] fuel"
            told.head, told.dep_, told.tag_, told.pos_ = cue, "ccomp", "VBD", "VERB"
        if len(subjects) != _TWO or told is None or subjects[0].tag_ not in {"WDT", "WP"}:
            continue
        if subjects[1].right_edge.i == index - 1 and not has_subject(told):
            subjects[0].head, told.dep_ = told, "ccomp"
            told.tag_ = "VBD" if told.tag_ == "VBN" and told.i == index + 1 else told.tag_


def _leads_aside(cue: Token) -> bool:
    """Let it tell of the noun before the comma, where "which" stands there: "hit a plant, which it [said] made shells"."""
    which = cue.left_edge
    before = which.i - 2 - (which.i > _TWO and which.doc[which.i - 2].is_quote)
    noun = which.doc[max(before, 0)]
    aside = which.lower_ == "which" and which.doc[which.i - 1].text == "," and noun.tag_ in NOUNS and cue.head.i < cue.i
    if aside:
        cue.head, cue.dep_ = noun, "relcl"
    return aside


def named_deniers(doc: Chunk) -> None:
    """Of "Lund says A, an allegation Karsk Town denies" the town denies it; small models take both nouns for one name."""
    for index in all_where(doc, "dep_", "compound"):
        said, name = doc[index], doc[index].head
        verb, comma = name.head, doc[max(index - _TWO, 0)]
        if said.lemma_ not in _ALLEGED or name.tag_ != "NNP" or name.dep_ != "nsubj" or comma.text != ",":
            continue
        told = next((child for child in verb.lefts if child.dep_ == "ccomp" and child.right_edge.i < index), None)
        if verb.dep_ == "ROOT" and told is not None and doc[index - 1].lower_ in {"a", "an"}:
            make_root(told, verb)
            said.head, said.dep_, doc[index - 1].head, comma.head = told, "appos", said, told
            verb.head, verb.dep_ = said, "relcl"


def torn_contents(doc: Chunk) -> None:
    """Of "said talks on a truce that would hold were under way" the talks were; small models end what is said before that."""
    for index in all_where(doc, "dep_", "dobj"):
        noun, cue = doc[index], doc[index].head
        told = any(child.dep_ == "ccomp" for child in cue.rights)
        if cue.lemma_ not in SAYING or cue.tag_ not in FINITE or told or noun.tag_ not in NOUNS or index < cue.i:
            continue
        helpers = (one for one in doc[index + 1 : cue.sent.end] if one.tag_ in FINITE and one.dep_ in {"ccomp", "aux", "auxpass"})
        for helper in helpers:
            verb = helper if helper.dep_ == "ccomp" else helper.head
            above = verb.head
            within = above.i > index and any(one.dep_ == "relcl" for one in (above, *above.ancestors)) and noun in above.ancestors
            if verb.dep_ == "ccomp" and within and not has_subject(verb) and verb.i > index:
                passive = any(child.dep_ == "auxpass" for child in verb.lefts)
                noun.head, noun.dep_, verb.head = verb, "nsubjpass" if passive else "nsubj", cue
                for child in [child for child in noun.rights if child.i > verb.i]:
                    child.head = verb
                break


def led_contents(doc: Chunk) -> None:
    """Of "said that with half of the votes counted, Roe led" all behind "that" is said; small models end it at the comma.

    Of "…, the mayor said with half of the votes counted" nothing behind "said" is.
    """
    for index in all_where(doc, "dep_", "ccomp"):
        led = doc[index]
        between = doc[led.head.i + 1 : led.left_edge.i]  # "said on Monday with 99% of ballots counted"
        said = led.head.i < led.left_edge.i and all(word.pos_ == "ADP" or word.ent_type_ == "DATE" for word in between)
        if led.tag_ == "VBN" and led.left_edge.lower_ == "with" and said:
            led.dep_ = "advcl"
            continue
        marks = [child for child in led.lefts if child.dep_ == "mark"]
        told = next((child for child in led.head.rights if child.dep_ == "ccomp" and child.i > led.i), None)
        if [one.lower_ for one in marks[:1]] != ["that"] or len(marks) == 1 or told is None or led.i < led.head.i:
            continue
        if doc[told.left_edge.i].text == "," and led.right_edge.i + 1 == told.left_edge.i:
            led.head, led.dep_, marks[0].head = told, "advcl", told


def deeds_of_things(doc: Chunk) -> None:
    """Of "Two men said the jet returned and opened fire" the jet did; small models have the men open fire."""
    for index in all_where(doc, "dep_", "conj"):
        verb, said = doc[index], doc[index].head
        if said.lemma_ not in SAYING or said.tag_ not in FINITE or any("subj" in child.dep_ for child in verb.lefts):
            continue
        told = next((child for child in said.rights if child.dep_ == "ccomp" and child.i < index), said)
        thing = next((child for child in told.lefts if child.dep_ == "nsubj"), told)
        if thing.lemma_ in _STRIKING and thing.i > said.i and verb.tag_ in FINITE:
            for joint in [child for child in said.rights if child.dep_ in {"cc", "punct"} and told.i < child.i < index]:
                joint.head = told
            verb.head = told


def _outer_content(verb: Token, told: Token) -> Token:
    """What is said first, as far as a verb of speakers can go on from it.

    "said [the risk was real] and the loss could be great, and accused the state", "said [it showed that …] and repeated his call"
    """
    if verb.lemma_ in _OF_SPEAKERS:
        told = first_listed(told, VERBS)
        while told.dep_ == "ccomp" and told.head.dep_ == "ccomp" and told.head.lemma_ not in SAYING:
            told = told.head
    return told


def second_verbs(doc: Chunk) -> None:
    """Of "The mayor said 12 people died and ordered an inquiry" the mayor ordered it; the model gives it to those who died.

    Likewise of "Police opened fire, killing two, and arrested 20" it gives the arrests to the killing, and of "The army confirmed
    that its jets had hit the plant, publishing footage" the footage to the jets.
    """
    for index in all_where(doc, "dep_", "ccomp"):
        told, cue = doc[index], doc[index].head
        later = (
            one for one in told.rights if one.dep_ == "advcl" and one.tag_ == "VBG" and one.lemma_ in _PUBLISHING | _ANSWERING
        )
        for one in [one for one in later if doc[one.left_edge.i - 1].text == "," and cue.i < index]:
            one.head = cue
    for index in all_where(doc, "dep_", "conj"):
        verb, told = doc[index], doc[index].head
        told = _outer_content(verb, told)
        cue = told.head
        if told.dep_ == "advcl" and told.tag_ == "VBG" and verb.tag_ in {"VBD", "VBN"} and cue.tag_ == "VBD":
            if not any(child.dep_ in {"aux", "auxpass"} or "subj" in child.dep_ for child in verb.lefts):
                verb.head, verb.tag_ = cue, "VBD"
            continue
        kept = verb.lemma_ in _KEPT_OPEN and any(child.dep_ == "neg" for child in verb.lefts)
        if (
            told.dep_ != "ccomp"
            or not (kept or verb.lemma_ in _OF_SPEAKERS | _OF_OFFICIALS)
            or cue.lemma_ not in SAYING
            or told.i < cue.i
        ):
            continue
        near = doc[index].head  # of "said it was ready and that all would be heard, but objected" it says the last
        helpers = {child.dep_: child.lemma_ for one in (near, told) for child in one.lefts if child.dep_ in {"aux", "auxpass"}}
        acts = verb.tag_ == "VBN" and any(child.dep_ == "dobj" for child in verb.rights) and not verb.n_lefts
        valued = (
            verb.lemma_ == "put" and cue.dep_ == "ROOT" and any(child.lower_ in {"above", "at", "below"} for child in verb.rights)
        )
        own = verb.tag_ == "VBD" or acts or valued or any(child.lower_ == "did" for child in verb.lefts)
        undone = "auxpass" in helpers or helpers.get("aux") == "have" or told.lemma_ in {"die", "drown"}
        undone &= verb.lemma_ in _OF_SPEAKERS or "auxpass" in helpers
        acting = next((child for child in told.lefts if child.dep_ == "nsubj"), told)
        fires = acting.lemma_ in _STRIKING and verb.lemma_ in _OF_WEAPONS  # "said a jet circled and opened fire"
        thing = acting.tag_ == "NN" and not acting.ent_type_ and not fires
        set_off = doc[max(verb.left_edge.i - 2, 0)].text == "," and doc[verb.left_edge.i - 1].lower_ == "and"
        thanks = set_off and verb.lemma_ in _OF_THOSE_HEARD  # "said all were well, and thanked the mediators"
        of_cue = kept or undone or thing or valued or thanks or verb.lemma_ in _OF_RULERS
        if own and of_cue and not any("subj" in child.dep_ for child in verb.lefts):
            verb.head = cue
            verb.tag_ = "VBD" if valued else verb.tag_
            for joint in [child for child in told.rights if child.dep_ in {"cc", "punct"} and told.i < child.i < verb.i]:
                joint.head = cue


def parted_subjects(doc: Chunk) -> None:
    """Of "called it a double tap: a second drone, he said, hit the port" the drone hit it; the model gives it to who speaks."""
    for index in all_where(doc, "dep_", "parataxis"):
        cue, verb = doc[index], doc[index].head
        who = next((child for child in cue.lefts if child.dep_ == "nsubj"), cue)
        comma = doc[max(who.left_edge.i - 1, 1)]
        noun = doc[comma.i - 1]
        led = noun.tag_ in NOUNS and noun.left_edge.i > 0 and doc[noun.left_edge.i - 1].text in {":", ";"}
        parted = cue.i + 2 == verb.i and (comma.text, doc[cue.i + 1].text) == (",", ",") and verb.tag_ in FINITE
        own = any("subj" in child.dep_ and child.i > comma.i for child in verb.children)
        if led and parted and cue.lemma_ in SAYING and not own and noun not in verb.ancestors:
            noun.head, noun.dep_ = verb, "nsubj"


def told_subjects(doc: Chunk) -> None:
    """Of "figures showed the number of cases in May was 3,118" the number was that; small models make it what was shown.

    Likewise of "say the offensive in the east is gaining ground".
    """
    for index in all_where(doc, "dep_", "dobj"):
        thing, cue = doc[index], doc[index].head
        if cue.lemma_ not in (SAYING | SHOWING) - {"tell"} or thing.tag_ not in NOUNS or thing.i < cue.i:
            continue
        if index + 1 < len(doc) and doc[index + 1].dep_ == "dobj":
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


def outer_verbs(doc: Chunk) -> None:
    """Of "denied that any aircraft had flown there and blamed rebels" the speaker blamed them; the model has aircraft do so."""
    for index in all_where(doc, "dep_", "conj"):
        verb, told = doc[index], doc[index].head
        joint = doc[max(index - 1, 0)]
        if verb.pos_ in {"NOUN", "PROPN"} and told.pos_ in {"AUX", "VERB"} and joint.tag_ == "VBN" and joint.head == verb:
            if joint.lemma_ not in _OF_SPEAKERS or joint.nbor(-1).lower_ != "and":
                continue
            joint.head, joint.dep_, joint.tag_, joint.pos_ = told, "conj", "VBD", "VERB"
            verb.head, verb.dep_, verb = joint, "dobj", joint  # the model had it tell what sort the rebels are
        cue = told.head
        subject = next((child for child in told.lefts if child.dep_ == "nsubj"), told)
        thing = subject.lemma_ in _THINGS and verb.lemma_ in _OF_SPEAKERS | {"say"}
        if told.dep_ != "ccomp" or not thing or cue.lemma_ not in SAYING | {"deny"} or verb.tag_ != "VBD" or told.i < cue.i:
            continue
        if not any("subj" in child.dep_ for child in verb.lefts):
            for joint in [child for child in told.rights if child.dep_ in {"cc", "punct"} and told.i < child.i < verb.i]:
                joint.head = cue
            verb.head = cue


def late_speakers(doc: Chunk) -> None:
    """Of "Four died when shells fell, the agency that runs it has said" the agency said so; small models add it to the four.

    Likewise of "Volunteers running kitchens say they are short" the volunteers say so, and of "a gate where, workers say, guards
    took the milk" the guards took it there.
    """
    for index in [token.i for token in doc if token.lemma_ in SAYING and token.tag_ in FINITE | {"VBN"}]:
        said = doc[index]
        running = next((child for child in said.lefts if child.dep_ == "csubj" and child.tag_ == "VBG"), said)
        who = next((child for child in running.lefts if child.dep_ == "nsubj" and child.i + 1 == running.i), said)
        if running != said and who.tag_ in NOUNS:
            who.head, running.head, running.dep_ = said, who, "acl"
        _say_whose(said)
        _say_behind_part(said)
        told = next((child for child in said.lefts if child.dep_ == "ccomp"), said)
        for later in [child for child in said.lefts if child.dep_ == "advmod" and child.tag_ == "RB" and told.i < child.i]:
            if later.nbor().text != "," or later.n_lefts:  # "then another moments later as crews arrived, the ministry said"
                later.head = told
        if said.dep_ == "relcl" and said.tag_ == "VBN":
            _say_last(said)
        elif said.dep_ == "relcl":
            _say_between(said)


def _say_whose(said: Token) -> None:
    """Let who speaks be told of behind: "“No,” said Ana Roe, whose party had drafted it"."""
    told = next((child for child in said.rights if child.dep_ == "ccomp"), said)
    subjects = [child for child in told.lefts if child.dep_ == "nsubj"]
    if len(subjects) != _TWO or subjects[0].left_edge.i != said.i + 1 or subjects[0].nbor().text != ",":
        return
    who, theirs = subjects
    if theirs.left_edge.tag_ == "WP$" and theirs.left_edge.i == who.i + 2:
        who.head, told.head, told.dep_ = said, who, "relcl"


def _say_behind_part(said: Token) -> None:
    """Of "has risen to 64, among them four nurses, a doctors' network said" the network says so, and not the nurses."""
    part = next((child for child in said.lefts if child.dep_ == "nsubj"), said)
    led = [token.lower_ for token in part.doc[part.left_edge.i : part.left_edge.i + 2]]
    who = next((token for token in part.subtree if token.dep_ == "appos" and token.i + 1 == said.i), said)
    told = next((child for child in said.lefts if child.dep_ == "ccomp"), said)
    if said in {part, who, told} or led != ["among", "them"] or who.left_edge.nbor(-1).text != ",":
        return
    part.head, part.dep_ = told, "dobj"
    who.head, who.dep_ = said, "nsubj"


def _say_last(said: Token) -> None:
    """Give what is told to whom the parse has only described: "…, the agency that runs it has said"."""
    who, root = said.head, said.sent.root
    other = next((child for child in who.rights if child.dep_ == "relcl" and child.i < said.i), said)
    helped = any(child.dep_ == "aux" for child in said.lefts)
    ends = all(token.is_punct for token in said.doc[said.i + 1 : said.sent.end])
    if other == said or not (helped and ends) or who.left_edge.nbor(-1).text != "," or root.i > who.i:
        return
    object_ = next((child for child in said.lefts if child.dep_ == "nsubj" and child.tag_ == "PRP"), said)
    if object_.i != other.i + 1:
        return
    object_.head, object_.dep_ = other, "dobj"
    make_root(said, root)
    root.head, root.dep_ = said, "ccomp"
    who.head, who.dep_ = said, "nsubj"


def _say_between(said: Token) -> None:
    """Let what follows tell of the place, and who says so stand between."""
    where = next((child for child in said.lefts if child.lower_ == "where"), said)
    comma = said.doc[min(said.i + 1, len(said.doc) - 1)]
    verb = next((one for one in said.sent.root.rights if one.dep_ == "conj" and one.left_edge.i == comma.i + 1), said)
    if said in {where, verb} or comma.text != "," or any(child.i > said.i for child in said.rights if not child.is_punct):
        return
    verb.head, verb.dep_, where.head = said.head, "relcl", verb
    said.head, said.dep_ = verb, "parataxis"


def second_contents(doc: Chunk) -> None:
    """Of "said two were lost and that unloading would resume" that is said too; small models point at the unloading."""
    for index in all_where(doc, "lower_", "that"):
        that, noun = doc[index], doc[index].head
        verb = noun.head
        if that.dep_ != "det" or index == 0 or doc[index - 1].lower_ != "and" or "subj" not in noun.dep_ or verb.dep_ != "conj":
            continue
        if verb.head.dep_ == "ccomp" and verb.head.head.lemma_ in SAYING and doc[index - 1].head == verb.head:
            that.head, that.dep_, that.tag_, that.pos_ = verb, "mark", "IN", "SCONJ"


def split_contents(doc: Chunk) -> None:
    """Of "said the injuries visible in four films were old" the injuries were; small models tear what is said in two."""
    for index in all_where(doc, "dep_", "ccomp"):
        quality, cue = doc[index], doc[index].head
        subject = next((child for child in quality.lefts if child.dep_ == "nsubj"), quality)
        way = quality.right_edge
        verb = next((one for one in cue.rights if one.dep_ == "ccomp" and one.i > index), quality)
        other = next((child for child in verb.lefts if child.dep_ == "nsubj" and child.left_edge.i == way.i + 1), quality)
        if (
            quality.tag_ != "JJ"
            or quality in {subject, verb, other}
            or way.dep_ != "prep"
            or way.n_rights
            or verb.tag_ not in FINITE
        ):
            continue
        subject.head, quality.head, quality.dep_ = verb, subject, "amod"
        other.head, other.dep_, way.head = way, "pobj", subject


def acts_of_speakers(doc: Chunk) -> None:
    """Of "said 45 had died, declaring three days of mourning" the speaker declares them; small models have the dead do so."""
    for index in all_where(doc, "dep_", "advcl"):
        act, told = doc[index], doc[index].head
        said = told.head
        if act.lower_ not in _ACTS or told.dep_ != "ccomp" or said.lemma_ not in SAYING or said.tag_ not in FINITE:
            continue
        if told.i < act.i and act.left_edge.nbor(-1).text == "," and said.i < told.i:
            act.head = said


def joining_thats(doc: Chunk) -> None:
    """Of "said that three had come and that one had left" the second "that" only joins; small models have it left."""
    for index in all_where(doc, "lower_", "that"):
        that, verb = doc[index], doc[index].head
        former = verb.head
        joins = verb.dep_ == "conj" and verb.tag_ in FINITE | {"VBN"} and doc[max(index - 1, 0)].tag_ == "CC"
        if joins and that.dep_ == "dobj" and former.dep_ == "ccomp" and _follows_that(former) and verb.left_edge == that:
            that.dep_, that.tag_ = "mark", "IN"


def second_thats(doc: Chunk) -> None:
    """Of "said it knew of reports that men were hurt, and that it would look" it said so; small models have reports do."""
    for index in all_where(doc, "dep_", "conj"):
        verb, former = doc[index], doc[index].head
        that, told = verb.left_edge, former.head.head if former.head.dep_ == "pobj" else former.head
        joint = [one.text for one in doc[max(that.i - 2, 0) : that.i]]
        led = that.lower_ == "that" and that.dep_ == "mark" and joint == [",", "and"]
        content = next((one for one in (told, *told.ancestors) if one.dep_ == "ccomp"), told)
        if led and former.dep_ == "acl" and content.head.lemma_ in SAYING and content.i < former.i:
            verb.head = content


def speakers_behind_lists(doc: Chunk) -> None:
    """Of "killed a guard, two men and a boy, a source told us" the source did; small models have the men and the boy tell it."""
    for said in [token for token in doc if token.tag_ == "VBD" and token.lemma_ in SAYING and token.dep_ == "conj"]:
        main = said.head
        item = next((child for child in said.lefts if child.dep_ == "nsubj"), said)
        source = next((child for child in item.rights if child.dep_ == "appos" and child.i == said.i - 1), said)
        thing = next((child for child in main.rights if child.dep_ == "dobj" and child.i < item.i), said)
        if said in {item, source, thing} or doc[source.left_edge.i - 1].text != "," or doc[item.left_edge.i - 1].text != ",":
            continue
        if main.dep_ == "ROOT":
            make_root(said, main)
            main.head, main.dep_ = said, "ccomp"
            source.head, source.dep_, item.head, item.dep_ = said, "nsubj", thing, "conj"


def remarks_on_words(doc: Chunk) -> None:
    """Of "said it was “too early”, a more cautious line" the article says the last; small models have the speaker say so."""
    for index in [at for word in _REMARKS for at in doc.by_word.get(word, ())]:
        remark = doc[index]
        comma = doc[max(remark.left_edge.i - 1, 0)]
        said = next((one for one in remark.ancestors if one.lemma_ in SAYING and one.tag_ in FINITE and one.i < comma.i), remark)
        led = comma.text == "," and doc[comma.i - 1].is_quote and doc[comma.i + 1].lower_ in {"a", "an"}
        if led and said not in {remark, remark.head} and remark.dep_ in {"appos", "attr", "dobj", "npadvmod"}:
            for mark in [child for child in remark.head.rights if child.dep_ == "punct" and child.i > index]:
                mark.head = said
            remark.head, remark.dep_ = said, "npadvmod"


def listed_thats(doc: Chunk) -> None:
    """Of "said that the wall fell, that she ran and that he hid" all is said; small models make an occasion of one of them."""
    for index in all_where(doc, "dep_", "advcl"):
        verb, other = doc[index], doc[index].head
        said = next((one.head for one in (verb, other) if one.dep_ == "ccomp"), verb)
        first, second = sorted((verb, other), key=lambda one: one.i)
        if said.lemma_ not in SAYING or not (_follows_that(first) and _follows_that(second)) or said.i > first.i:
            continue
        if doc[_that_of(second).i - 1].text == ",":
            first.head, first.dep_, second.head, second.dep_ = said, "ccomp", first, "conj"


def _follows_that(verb: Token) -> bool:
    return _that_of(verb).lower_ == "that"


def _that_of(verb: Token) -> Token:
    return next((child for child in verb.lefts if child.dep_ == "mark"), verb)


def behind_inquits(doc: Chunk) -> None:
    """Of "310 came, the UN says, a fifth fewer than in May" they came; small models have the UN say no more than that."""
    for index in all_where(doc, "dep_", "parataxis"):
        said, main = doc[index], doc[index].head
        who = next((child for child in said.lefts if child.dep_ == "nsubj"), said)
        inserted = said.lemma_ in SAYING and main.i < said.i and doc[who.left_edge.i - 1].text == ","
        if not inserted or index + 1 >= len(doc) or doc[index + 1].text != ",":
            continue
        for part in [child for child in said.rights if child.dep_ in {"acomp", "attr", "dobj", "oprd"}]:
            part.head, part.dep_ = main, "npadvmod"


def as_they_speak(doc: Chunk) -> None:
    """Of "“It fell,” she said, wrapped in a blanket" she is wrapped; small models wrap what fell."""
    for index in all_where(doc, "tag_", "VBD") + all_where(doc, "tag_", "VBN"):
        held = doc[index]
        said = doc[index - _TWO] if index > _TWO else held
        if doc[index - 1].text != "," or said.lemma_ not in SAYING or has_subject(held) or held.lemma_ not in _HELD_SO:
            continue
        if held.head != said and held not in said.ancestors:
            held.head, held.dep_, held.tag_ = said, "advcl", "VBN"
        elif held in said.ancestors and held.dep_ in {"conj", "ccomp", "advcl"}:
            said.head, said.dep_ = held.head, "parataxis"
            held.head, held.dep_, held.tag_ = said, "advcl", "VBN"


def second_counts(doc: Chunk) -> None:
    """Of "an imam said 58 were buried, and a leader put the figure at 70" the leader did; small models have the imam say so."""
    for index in all_where(doc, "dep_", "conj"):
        verb, told = doc[index], doc[index].head
        cue, who = told.head, next((child for child in verb.lefts if child.dep_ == "nsubj"), verb)
        joint = [one.lower_ for one in doc[max(who.left_edge.i - 2, 0) : who.left_edge.i]]
        if verb.lemma_ not in _COUNTING or told.dep_ != "ccomp" or cue.lemma_ not in SAYING or cue.tag_ not in FINITE:
            continue
        if who == verb or told.i < cue.i or joint not in ([",", "and"], [",", "but"], [",", "while"]):
            continue
        if are_people(who.lower_) or who.lower_ in BODIES or who.ent_type_ in {"ORG", "PERSON"} or who.tag_ == "NN":
            verb.head, verb.tag_ = cue, "VBD"
            for mark in [child for child in told.rights if child.dep_ in {"cc", "punct"} and told.i < child.i < verb.i]:
                mark.head = cue


def occasions_behind_inquits(doc: Chunk) -> None:
    """Of "nine were killed, police said, when a shell hit a bus" they were killed then; small models have police say so then."""
    for said in [token for token in doc if token.lemma_ in SAYING and token.tag_ in FINITE]:
        told = next((child for child in said.lefts if child.dep_ == "ccomp"), said)
        behind = doc[min(said.i + 2, len(doc) - 1)]
        when = next((child for child in said.rights if child.dep_ in {"advcl", "ccomp"} and child.left_edge == behind), said)
        if said not in {told, when} and behind.lower_ == "when" and doc[said.i + 1].text == ",":
            when.head, when.dep_ = told, "advcl"


def speaking_sources(doc: Chunk) -> None:
    """Of "rebels shelled it, killing men and boys, local sources said" the sources did; small models have rebels kill them."""
    for said in [token for token in doc if token.lower_ == "said" and token.dep_ == "advcl" and token.i > 1]:
        who, main = doc[said.i - 1], said.head
        listed = who.dep_ == "conj" and who.tag_ == "NNS" and are_people(who.lower_) and who.head.dep_ in {"conj", "dobj", "pobj"}
        first = who.left_edge
        if not listed or main.i > who.i or main.tag_ not in FINITE or any("subj" in child.dep_ for child in said.lefts):
            continue
        if first.i > who.sent.start and doc[first.i - 1].text == "," and main.dep_ == "ROOT":
            make_root(said, main)
            main.head, main.dep_ = said, "ccomp"
            who.head, who.dep_ = said, "nsubj"
