"""Which verb is the sentence's, and who does what the others tell."""

from __future__ import annotations

import itertools

from claims.extraction.text.mending.parts import (
    FINITE,
    HARMS,
    LIKE_BASE,
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
#: What a value ends in.
_AMOUNTS = NOUNS | {"CD"}
_TWO, _FIVE = 2, 5
#: What people do where they are hit, and what harms nobody.
_STAYING = frozenset("eat gather live pray queue seek shelter sleep stay take wait work".split())
_ASKING = frozenset({"ask", "examine", "interview", "poll", "question", "survey"})
#: What happens, though the model may take it for what somebody does.
_EVENTS = frozenset({"bomb", "fight", "flood", "shell", "shoot"})


def main_verbs(doc: Chunk) -> None:
    """Of "A fire swept through a market" the verb is the sentence's; small models make it tell which fire."""
    for noun in [sentence.root for sentence in doc.sentences]:
        verb = doc[min(noun.i + 1, len(doc) - 1)]
        if noun.tag_ not in NOUNS or verb.tag_ not in {"VBD", "VBN"} or verb.dep_ != "acl" or verb.head != noun:
            continue
        if any(child.i > verb.i and child.dep_ != "punct" for child in noun.rights):
            continue
        rights = {child.dep_ for child in verb.rights}
        across = verb.lower_ in _SWEEPING and any(child.lower_ in _ACROSS for child in verb.rights)
        past = verb.lower_.endswith("ed") or verb.lower_ in _PASTS_AND_PARTICIPLES
        acts = past and "dobj" in rights and "agent" not in rights and verb.lower_ not in _GIVING
        if (across or acts or verb.tag_ == "VBD") and noun.doc[noun.right_edge.i].text == ".":
            make_root(verb, noun)
            noun.head, noun.dep_ = verb, "nsubj"
            verb.tag_ = "VBD"
    for noun in [sentence.root for sentence in doc.sentences if sentence.root.tag_ in NOUNS]:
        _act_on_objects(noun)
    for said in [token for token in doc if token.lemma_ in SAYING and token.tag_ in FINITE]:
        _act_in_content(said)


def _act_in_content(said: Token) -> None:
    """Of "Airstrikes killed 23 people, officials said" the strikes killed them; small models have them say so as well."""
    subjects = [child for child in said.lefts if child.dep_ == "nsubj"]
    verb = (
        next((child for child in subjects[0].rights if child.dep_ == "acl" and child.tag_ == "VBN"), said) if subjects else said
    )
    if len(subjects) != _TWO or verb == said or verb.i != subjects[0].i + 1 or subjects[1].left_edge.nbor(-1).text != ",":
        return
    if any(child.dep_ == "ccomp" for child in said.lefts) or not any(child.dep_ == "dobj" for child in verb.rights):
        return
    verb.head, verb.dep_, verb.tag_ = said, "ccomp", "VBD"
    subjects[0].head = verb
    for child in [child for child in subjects[0].rights if child.i > verb.i]:
        child.head = next((one for one in verb.rights if one.dep_ == "dobj"), verb) if child.dep_ == "prep" else verb


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


def repeated_subjects(doc: Chunk) -> None:
    """Of "He ordered, and on three days he killed" he killed on those; small models have it tell which days.

    Of "That he left, she said, changes nothing" that changes nothing; they take it for what he did too.
    """
    for index in all_where(doc, "dep_", "relcl"):
        verb, noun = doc[index], doc[index].head
        way = noun.head
        subject = verb.left_edge
        again = subject.tag_ == "PRP" and subject.head == verb and subject.i == noun.i + 1 and noun.dep_ == "pobj"
        joint = doc[max(way.i - 1, 0)]
        if again and way.dep_ == "prep" and joint.lower_ == "and" and way.head.tag_ == verb.tag_ and way.head.i < way.i:
            above = way.head
            way.head, verb.head, verb.dep_ = verb, above, "conj"
    for root in [sentence.root for sentence in doc.sentences]:
        that = next((token for token in root.subtree if not token.is_punct), root)
        main = next((child for child in root.rights if child.dep_ == "conj" and child.tag_ == "VBZ"), None)
        if that.lower_ != "that" or that.dep_ != "mark" or that.head != root or main is None:
            continue
        if doc[main.i - 1].text == "," and not any("subj" in child.dep_ for child in main.lefts):
            make_root(main, root)
            root.head, root.dep_ = main, "csubj"


def events_of_occasions(doc: Chunk) -> None:
    """Of "It happened in 1987, when a ship sank and 4,300 died" the first verb is the sentence's; small models take the last."""
    for root in [sentence.root for sentence in doc.sentences]:
        main = next((child for child in root.lefts if child.dep_ == "ccomp" and child.tag_ in FINITE), None)
        when = next((child for child in root.lefts if child.dep_ == "advcl" and main is not None and child.i > main.i), None)
        if main is None or when is None or root.lemma_ in SAYING or root.tag_ not in {"VBD", "VBN"}:
            continue
        led = next((child for child in when.lefts if child.lower_ == "when"), None)
        subject = next((child for child in root.lefts if "subj" in child.dep_ and child.i > when.i), None)
        joint = doc[subject.left_edge.i - 1] if subject is not None else root
        if led is None or led.nbor(-1).text != "," or joint.lower_ != "and":
            continue
        make_root(main, root)
        for comma in [child for child in main.rights if child.text == "," and child.i > root.i]:
            comma.head = root
        when.head, joint.head = main, when
        root.head, root.dep_ = when, "conj"


def late_main_verbs(doc: Chunk) -> None:
    """Of "Lund, which joined days after Karsk fell, has grown" Lund has grown; small models have "fell" for the main verb."""
    for root in [sentence.root for sentence in doc.sentences]:
        subjects = [child for child in root.lefts if "subj" in child.dep_]
        mark = next(
            (child for child in root.lefts if child.dep_ == "mark" and child.lower_ in {"after", "before", "since"}), None
        )
        main = next((child for child in root.rights if child.dep_ == "conj"), None)
        if len(subjects) != _TWO or mark is None or main is None or doc[main.left_edge.i - 1].text != ",":
            continue
        relative = next((child for child in subjects[0].rights if child.dep_ == "relcl" and child.i < mark.i), None)
        own = any("subj" in child.dep_ for child in main.lefts) or any(child.dep_ == "cc" for child in root.rights)
        if relative is None or own or relative.left_edge.nbor(-1).text != "," or not subjects[0].i < mark.i < subjects[1].i:
            continue
        make_root(main, root)
        subjects[0].head, root.head, root.dep_ = main, relative, "advcl"


def deeds_overnight(doc: Chunk) -> None:
    """Of "It shut overnight and three people died" it shut then; small models join "overnight" to those who died."""
    for index in all_where(doc, "dep_", "cc"):
        joint, time = doc[index], doc[index].head
        verb, first = time.head, time.head.head
        timed = time.dep_ in {"advmod", "npadvmod"} and (time.lower_ == "overnight" or time.ent_type_ in {"DATE", "TIME"})
        if timed and verb.dep_ == "advcl" and first.i < time.i < index < verb.i:
            own = any("subj" in child.dep_ and child.i > index for child in verb.lefts)
            if own and not any(child.dep_ == "mark" and child.i < verb.i for child in verb.lefts):
                time.head = joint.head = first
                verb.dep_ = "conj"


def undergone_beside(doc: Chunk) -> None:
    """Of "Three died and around 20 were hurt" it is the 20 who were hurt; small models join these to those who died."""
    for root in [sentence.root for sentence in doc.sentences]:
        first = next((child for child in root.lefts if child.dep_ == "ccomp"), None)
        if root.tag_ != "VBN" or first is None or any("subj" in child.dep_ for child in root.lefts):
            continue
        many = next((child for child in first.rights if child.dep_ == "conj" and child.tag_ == "CD"), None)
        helper = next((child for child in root.lefts if child.dep_ == "auxpass"), None)
        if many is not None and helper is not None and many.right_edge.i + 1 == helper.i:
            make_root(first, root)
            root.head, root.dep_ = first, "conj"
            many.head, many.dep_ = root, "nsubjpass"
            for child in [child for child in first.rights if child.dep_ == "advmod" and child.i == many.i - 1]:
                child.head = many


def raised_hands(doc: Chunk) -> None:
    """Of "Six men come out, their arms raised" they come; small models have the arms raise something."""
    for root in [sentence.root for sentence in doc.sentences]:
        arms = next((child for child in root.lefts if child.dep_ == "nsubj"), root)
        main = next((child for child in root.lefts if child.dep_ == "ccomp" and child.tag_ in FINITE), None)
        bare = root.tag_ in {"VBD", "VBN"} and all(child.is_punct for child in root.rights) and arms.left_edge.tag_ == "PRP$"
        if main is not None and bare and arms.i > main.i and arms.i + 1 == root.i and arms.left_edge.nbor(-1).text == ",":
            make_root(main, root)
            root.head, root.dep_, root.tag_ = main, "advcl", "VBN"


def told_after_parts(doc: Chunk) -> None:
    """Of "Videos shared online, two of which were checked, show a fire" they show it; small models take "shared" for the verb."""
    for root in [sentence.root for sentence in doc.sentences]:
        subject = next((child for child in root.lefts if child.dep_ == "nsubj"), None)
        aside = next((child for child in root.rights if child.dep_ == "advcl"), None)
        if subject is None or aside is None or root.tag_ != "VBD" or any(child.dep_ == "dobj" for child in root.rights):
            continue
        led = [token.lower_ for token in doc[aside.left_edge.i + 1 : aside.left_edge.i + 3]]
        main = next((child for child in aside.rights if child.dep_ == "conj" and child.tag_ in FINITE), None)
        if led not in (["of", "which"], ["of", "whom"]) or main is None or doc[main.left_edge.i - 1].text != ",":
            continue
        if any("subj" in child.dep_ or child.dep_ == "cc" for child in (*main.lefts, *aside.rights) if child.i > aside.i):
            continue
        make_root(main, root)
        subject.head, root.head, root.dep_, root.tag_ = main, subject, "acl", "VBN"
        aside.head, aside.dep_ = subject, "relcl"


def asides(doc: Chunk) -> None:
    """Of "Four were children, two of them brothers swept away" the first verb is the sentence's; small models take the last.

    Likewise of "The riot led to 40 trials, most of which were stopped".
    """
    for root in [sentence.root for sentence in doc.sentences]:
        if root.tag_ not in {"VBD", "VBN"}:
            continue
        part = next((child for child in root.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None)
        main = next((child for child in root.lefts if child.dep_ == "ccomp" and child.right_edge.i < root.i), None)
        whole_main = main is not None and any(child.dep_ == "auxpass" for child in main.lefts)
        if (
            part is None
            or main is None
            or (main.tag_ == "VBN" and not whole_main)
            or part.left_edge.i == 0
            or doc[part.left_edge.i - 1].text != ","
        ):
            continue
        them = [token.lower_ for token in doc[part.left_edge.i : part.right_edge.i + 1]]
        if ("of", "which") in itertools.pairwise(them) or ("of", "whom") in itertools.pairwise(them):
            make_root(main, root)
            subject = next((child for child in main.lefts if child.dep_ == "nsubjpass" and child.tag_ == "NNS"), None)
            people = subject if "whom" in them and subject is not None else doc[part.left_edge.i - 2]
            root.head, root.dep_ = people, "relcl"
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


def relative_parts(doc: Chunk) -> None:
    """Of "It asked for 30m, less than a tenth of which has been paid" the end is of the 30m; small models hang it on the verb."""
    for index in all_where(doc, "dep_", "advcl"):
        verb = doc[index]
        part = next((child for child in verb.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None)
        them = [token.lower_ for token in doc[part.left_edge.i : part.right_edge.i + 1]] if part is not None else []
        first = verb.left_edge.i
        more = any(token.lower_ == "than" for token in doc[first : verb.i])  # "one of which" is read aright elsewhere
        if not more or ("of", "which") not in itertools.pairwise(them) or first < _TWO or doc[first - 1].text != ",":
            continue
        verb.head, verb.dep_ = doc[first - 2], "relcl"


def counted_subjects(doc: Chunk) -> None:
    """Of "According to the force, 417 drones were sent" the drones were; small models have the force be the drones."""
    for sentence in doc.sentences:
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


def verbless_parts(doc: Chunk) -> None:
    """Of "417 drones, 260 of them decoys, were sent" the drones were; small models take the part for what was sent.

    Of "six people were hurt, two of them badly, after a fire broke out" they have two break out.
    """
    for index in all_where(doc, "lower_", "them"):
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


def occasions(doc: Chunk) -> None:
    """Of "Two were among 23 killed when a ward was hit" the first verb is the sentence's; small models hang it on the second."""
    for when in [token for token in doc if token.lower_ in {"after", "when"} and token.i > token.sent.start]:
        verb = when.head
        if verb.pos_ not in {"AUX", "VERB"} and "subj" in verb.dep_ and verb.head.dep_ == "conj":
            verb = verb.head  # of "when the last ward was hit" the model makes a "when-ward"
        if _sheltering(when) or verb.i < when.i or verb.tag_ not in FINITE | {"VBN"}:
            continue
        if verb.dep_ == "conj":
            _part_occasion(when, verb)
        elif when.head == verb:
            _put_behind(when, verb)
    for index in all_where(doc, "dep_", "advcl"):
        _harm_after(doc[index])
        _so_long_after(doc[index])
        _overnight(doc[index])


def _overnight(verb: Token) -> None:
    """Of "fled overnight after the army came" they fled overnight; the model has the army come then."""
    main, first = verb.head, verb.left_edge
    led = any(child.i == first.i + 1 and child.lower_ in {"after", "as", "before", "when", "while"} for child in verb.lefts)
    if first.lower_ in {"overnight", "today", "tonight", "yesterday"} and led and main.i < first.i and main.pos_ == "VERB":
        first.head = main


def _so_long_after(verb: Token) -> None:
    """Of "agreed to send aid, hours after a town fell" they agreed hours after that; the model has them send it so late."""
    led = any(child.dep_ == "mark" and child.lower_ in {"after", "before"} for child in verb.lefts)
    first, above = verb.left_edge, verb.head
    if not led or first.dep_ != "npadvmod" or first.i == 0 or first.nbor(-1).text != "," or above.i > verb.i:
        return
    while above.tag_ == "VB" and above.dep_ in {"xcomp", "conj"} and above.head.i < above.i:
        above = above.head
    if above.tag_ in FINITE:
        verb.head = above


def _harm_after(harm: Token) -> None:
    """Of "The strike came as doctors ate, killing 13" the strike killed them; the model has the doctors kill.

    Likewise of "accused the army of bombing a hospital, killing 13" it has the accusation kill.
    """
    meanwhile = harm.head
    led = any(child.dep_ == "mark" and child.lower_ in {"as", "while"} for child in meanwhile.lefts)
    main = meanwhile.head
    if harm.tag_ == "VBG" and harm.lemma_ in HARMS and meanwhile.lemma_ == "accuse" and harm.nbor(-1).text == ",":
        struck = (one for way in meanwhile.rights for one in way.rights if way.lower_ == "of" and one.dep_ == "pcomp")
        harm.head = next((one for one in struck if one.tag_ == "VBG" and one.i < harm.i), meanwhile)
        return
    if harm.tag_ != "VBG" or harm.lemma_ not in HARMS or not led or meanwhile.dep_ != "advcl" or not meanwhile.i < harm.i:
        return
    if harm.nbor(-1).text == "," and main.i < meanwhile.i and main.lemma_ in {"come", "happen", "hit", "land", "occur", "strike"}:
        harm.head = main


def _sheltering(when: Token) -> bool:
    """Let a participle describe who was hit: "when [a school sheltering families] was hit", which small models make an aside."""
    aside = when.head
    verb, subject = aside.head, next((child for child in aside.lefts if child.dep_ in {"nsubj", "nsubjpass"}), aside)
    passive = any(child.dep_ == "auxpass" and child.i > aside.i for child in verb.lefts)
    if aside.tag_ != "VBG" or aside.dep_ != "advcl" or verb.i < aside.i or not passive or subject == aside:
        return False
    if any("subj" in child.dep_ for child in verb.lefts) or any(child.dep_ == "aux" for child in aside.lefts):
        return False
    noun = next(
        (token for token in reversed(list(subject.subtree)) if token.tag_ in {"NN", "NNS"} and token.i < aside.i), subject
    )
    subject.head, subject.dep_, when.head = verb, "nsubjpass", verb
    aside.head, aside.dep_ = noun, "acl"
    if verb.dep_ == "ccomp":
        verb.dep_ = "advcl"
    return True


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


def asked_reporters(doc: Chunk) -> None:
    """Of "38 of the 92 people interviewed reported beatings" the 38 reported them; small models have them interview somebody."""
    for root in [sentence.root for sentence in doc.sentences]:
        told = doc[min(root.i + 1, root.sent.end - 1)]
        subject = next((child for child in root.lefts if child.dep_ in {"nsubj", "nsubjpass"}), root)
        noun = doc[max(root.i - 1, 0)]
        asked = root.lemma_ in _ASKING and not any(child.dep_ in {"aux", "auxpass"} for child in root.lefts)
        if asked and told.tag_ in {"VBD", "VBN"} and told.head == root and not has_subject(told) and noun.tag_ in NOUNS:
            make_root(told, root)
            for child in [child for child in root.lefts if child.i < subject.left_edge.i]:
                child.head = told
            told.tag_, root.tag_, root.head, root.dep_ = "VBD", "VBN", noun, "acl"
            if subject != root:
                subject.head = told


def gerunds_that_act(doc: Chunk) -> None:
    """Of "while shelling near Lund killed nine" the shelling did; small models have somebody shell whom it killed."""
    for index in all_where(doc, "tag_", "VBG"):
        event = doc[index]
        mark = next((child for child in event.lefts if child.lower_ in {"as", "while"} and child.dep_ == "mark"), None)
        deed = event.head if event.head.i > index else next((one for one in event.subtree if one.dep_ == "acl"), event)
        if mark is None or event.dep_ != "advcl" or event.lemma_ not in _EVENTS or deed.i <= index:
            continue
        own = has_subject(deed) or any(child.dep_ in {"aux", "auxpass"} for child in deed.lefts)
        if own or deed.tag_ not in {"VBD", "VBN"} or not any(child.dep_ == "dobj" for child in deed.rights):
            continue
        if deed.dep_ == "acl":  # "while shelling and drone raids along the front killed nine"
            deed.head = event.head
        elif deed.dep_ == "conj" and deed.head.dep_ == "advcl":
            deed.head = deed.head.head
        event.head, event.dep_, event.tag_, event.pos_, mark.head = deed, "nsubj", "NN", "NOUN", deed
        deed.dep_, deed.tag_ = "advcl", "VBD"


def described_events(doc: Chunk) -> None:
    """Of "Lund lost a line after what Roe called a raid cut it, while shells fell" Lund did; small models have the raid do so."""
    for index in all_where(doc, "lower_", "what"):
        after, calling = doc[index].head.head, doc[index].head
        if after.lower_ not in {"after", "before"} or calling.dep_ != "pcomp" or after.dep_ != "prep":
            continue
        main = after.head
        event = main.head
        if main.dep_ != "ccomp" or event.tag_ not in FINITE or has_subject(event) or event.i < calling.i:
            continue
        _swap(main, event)
        event.dep_ = "advcl"
        for meanwhile in [child for child in event.rights if child.dep_ == "advcl" and doc[child.left_edge.i - 1].text == ","]:
            meanwhile.head = main


def semicolons(doc: Chunk) -> None:
    """Of "12 people, six of them boys, drowned; officials had spoken of 20" the people drowned; small models have them speak.

    Of "A third are in schools; the rest have gone" a third are; they make it an occasion on which the rest went.
    """
    for index in all_where(doc, "lower_", ";"):
        later = doc[index].sent.root
        sides = [
            child for child in later.lefts if child.dep_ == "advcl" and child.tag_ in FINITE | {"VBG", "VBN"} and child.i < index
        ]
        if later.i > index and len(sides) == 1 and not _is_led(sides[0]) and sides[0].right_edge.i == index - 1:
            _swap(sides[0], later)
            later.dep_ = "conj"
            continue
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


def _is_led(verb: Token) -> bool:
    """A word joins its clause to another, or it has no finite verb of its own."""
    if verb.left_edge.dep_ in {"advmod", "mark"} and verb.left_edge.tag_ in {"IN", "WRB"} and verb.left_edge.head == verb:
        return True
    return not has_tense(verb)


def _swap(main: Token, verb: Token) -> None:
    """Put the first of two verbs in the place of the second, which is left to hang on it."""
    if verb.dep_ == "ROOT":
        make_root(main, verb)
    else:
        main.head, main.dep_ = verb.head, verb.dep_
    verb.head = main


def _shown_now(root: Token) -> None:
    """Of "Videos posted on Monday, and checked by the desk, show a fire" they show it; small models have them post something."""
    subject = next((child for child in root.lefts if child.dep_ == "nsubj"), None)
    joined = [child for child in root.conjuncts if child.tag_ in {"VBP", "VBZ"} and child.i > root.i]
    if subject is None or subject.i + 1 != root.i or len(joined) != 1 or any(child.dep_ == "dobj" for child in root.rights):
        return
    main = joined[0]
    set_off = root.doc[main.i - 1].text == "," and not any("subj" in child.dep_ for child in main.lefts)
    if not set_off or any(child.dep_ in {"aux", "auxpass"} for child in main.lefts):
        return
    make_root(main, root)
    subject.head = main
    root.head, root.dep_, root.tag_ = subject, "acl", "VBN"


def reduced(doc: Chunk) -> None:
    """Of "The number of people confirmed dead rose to 58" the last verb is the sentence's; small models take the first."""
    for root in [sentence.root for sentence in doc.sentences]:
        if root.tag_ != "VBD" or root.i == 0:
            continue
        _shown_now(root)
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


def done_by(doc: Chunk) -> None:
    """Of "Two bombs dropped by a pilot on Lund, a town in the east, killed 11" they killed; small models have them drop."""
    for index in all_where(doc, "dep_", "agent"):
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


def _acts_alone(verb: Token) -> bool:
    """It has an object, and neither a subject nor a helping verb of its own."""
    own = {child.dep_ for child in verb.children}
    return "dobj" in own and own.isdisjoint({"nsubj", "nsubjpass", "aux", "auxpass"})


def second_agents(doc: Chunk) -> None:
    """Of "sent first by Roe, who took 12, and later by York" York sent the others; small models have Roe take them by York."""
    for index in all_where(doc, "lower_", "by"):
        by = doc[index]
        taking = by.head
        if taking.dep_ != "relcl" or taking.tag_ != "VBD" or doc[index - 1 - (doc[index - 1].tag_ == "RB")].lower_ != "and":
            continue
        first = next((one.head for one in taking.ancestors if one.dep_ == "pobj" and one.head.dep_ == "agent"), None)
        if first is not None and any(child.dep_ == "dobj" for child in taking.rights):
            for joint in [child for child in taking.rights if child.dep_ in {"cc", "punct"} and child.i > taking.i]:
                joint.head = first.head
            by.head, by.dep_ = first.head, "agent"


def harm_of_events(doc: Chunk) -> None:
    """Of "bombed a school where lessons had begun, killing 12" the bombs killed; small models have the lessons kill."""
    for index in all_where(doc, "dep_", "advcl"):
        killing = doc[index]
        if killing.tag_ != "VBG" or killing.lemma_ not in HARMS or doc[killing.left_edge.i - 1].text != ",":
            continue
        relative = first_listed(killing.head, VERBS)
        led = relative.dep_ == "relcl" and any(child.lower_ == "where" for child in relative.lefts)
        idle = killing.head.tag_ == "VBG" and any(child.lower_ in {"was", "were"} for child in killing.head.lefts)
        idle |= killing.head.lemma_ in _STAYING
        main = next((one for one in relative.ancestors if one.pos_ == "VERB"), None)
        if led and idle and main is not None:
            killing.head = main


def remarks_behind_inquits(doc: Chunk) -> None:
    """Of "It failed, he added, without giving a reason" he gave none; what is told does not go on there."""
    for index in all_where(doc, "lower_", "without"):
        way = doc[index]
        said = doc[max(index - 2, 0)]
        after = doc[index - 1].text == "," and said.lemma_ in SAYING and said.tag_ in FINITE and said != way.head
        if after and any(child.dep_ == "pcomp" and child.tag_ == "VBG" for child in way.rights):
            way.head = said


def undergone_asides(doc: Chunk) -> None:
    """Of "The blast, felt up to 30 km away, broke windows" the blast broke them; small models have it feel something."""
    for verb in [sentence.root for sentence in doc.sentences]:
        subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), verb)
        main = next((child for child in verb.rights if child.dep_ == "conj" and child.tag_ == "VBD"), verb)
        if verb.tag_ != "VBD" or {subject, main} & {verb} or doc[verb.i - 1].text != "," or subject.right_edge.i != verb.i - 2:
            continue
        joined = any(child.dep_ == "cc" for child in verb.rights) or any("subj" in child.dep_ for child in main.lefts)
        if doc[main.i - 1].text == "," and not joined and not any(child.dep_ == "dobj" for child in verb.rights):
            make_root(main, verb)
            subject.head = main
            verb.head, verb.dep_, verb.tag_ = subject, "acl", "VBN"


def insertions(doc: Chunk) -> None:
    """Of "A nurse in Lund, who asked not to be named, put the toll at 31" the verb behind the last comma is the sentence's.

    Small models join it to the clause between the commas, or to the participle before that: "A plan marked X, which was leaked,
    foresees 40". Of two that follow each other they take the second for a noun: "puts the cost at £3m and foresees a loss".
    """
    for root in [sentence.root for sentence in doc.sentences]:
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


def inserted_participles(doc: Chunk) -> None:
    """Of "asked why the alert, sent to a million phones, had come late" it came late; small models have others come."""
    for index in all_where(doc, "tag_", "VBN"):
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


def uprooted_subjects(doc: Chunk) -> None:
    """Of "a camp where 300 people uprooted by war had fled" they had; small models have them uproot, and the sentence flee."""
    for root in [sentence.root for sentence in doc.sentences]:
        helper = next((child for child in root.lefts if child.dep_ == "aux" and child.lemma_ in {"be", "have"}), root)
        wrong = next((child for child in root.lefts if child.dep_ == "ccomp" and child.tag_ in FINITE), root)
        done = helper.nbor(-1) if helper.i > root.sent.start else root
        done = next((one for one in (done, *done.ancestors) if one.dep_ == "relcl" and one.tag_ == "VBN"), root)
        if root in {helper, wrong, done} or not wrong.i < done.i < helper.i or done.left_edge.lower_ not in {"where", "when"}:
            continue
        subject = next((child for child in done.lefts if child.dep_ == "nsubj"), root)
        if subject == root or any("subj" in child.dep_ for child in root.lefts) or done.right_edge.i != helper.i - 1:
            continue
        make_root(wrong, root)
        for child in [child for child in root.lefts if child.i < subject.left_edge.i and child.dep_ != "advmod"]:
            child.head = wrong
        root.head, root.dep_ = done.head, "relcl"
        for child in [child for child in done.lefts if child != subject]:
            child.head = root
        subject.head, done.head, done.dep_ = root, subject, "acl"


def deeds_of_relatives(doc: Chunk) -> None:
    """Of "gangs who raid villages, kidnap for ransom and impose levies" the second is a deed; small models have a thing."""
    for index in all_where(doc, "dep_", "conj"):
        deed, noun = doc[index], doc[index].head
        first = next((child for child in noun.rights if child.dep_ == "relcl" and child.tag_ == "VBP" and child.i < index), deed)
        third = next((child for child in deed.rights if child.dep_ == "conj"), deed)
        listed = first != deed and third.tag_ in {"VB", "VBP"} and doc[index - 1].text == ","
        if listed and deed.tag_ in {"NN", "VB", "VBP"} and first.left_edge.lower_ in {"who", "that", "which"}:
            deed.head, deed.tag_, deed.pos_ = first, "VBP", "VERB"
