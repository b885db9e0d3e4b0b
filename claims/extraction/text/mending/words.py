"""What single words are: verbs taken for nouns, pasts for participles, subjects for times."""

from __future__ import annotations

from claims.extraction.dates.words import MONTHS
from claims.extraction.text.mending.parts import FINITE, LIKE_BASE, NOUNS, SAYING, SHOWING, UNDERGONE, all_where, make_root
from claims.extraction.text.tokens import Chunk, Token, Tokens

_TWO, _FOUR = 2, 4
_ASKED_FOR = frozenset({"claims", "demands", "offers", "requests"})
_ANSWERING = frozenset({"accept", "condemn", "decline", "dismiss", "meet", "refuse", "reject", "welcome"})
#: What a sentence may open with before who says it.
_OPENING = frozenset({"added", "asked", "countered", "recalled", "replied", "responded", "said"})
_OWNING_UP = frozenset({"acknowledge", "admit", "deny"})
#: What others hold of "half of them".
_HELD = frozenset("believed expected feared known presumed reported said thought understood".split())
#: Participles that are no past as well.
_PERFECTS = frozenset(
    "broken driven fallen forgotten frozen given grown hidden risen seen shaken shown stolen taken thrown torn".split()
)
_MULTIPLYING = frozenset({"doubled", "halved", "quadrupled", "trebled", "tripled"})
#: By which clocks go.
_CLOCKS = frozenset("BST CEST CET EDT EET EST GMT IST MSK UTC".split())
#: Shares of a whole, in a word.
_SHARES = frozenset("fifth half quarter quarters tenth third thirds".split())
#: Verbs of saying that have the form of a noun in the plural.
_LIKE_PLURALS = frozenset("charges claims comments estimates fears forecasts hopes notes pledges promises reports".split())


def no_names(doc: Chunk) -> None:
    """Of "Various Russian attacks" the first two words only describe; small models make a person of them, and a body of "GMT"."""
    for entity in [one for one in doc.entities if (one.label_ == "PERSON" and _only_describes(one)) or one.text in _CLOCKS]:
        doc.entities.remove(entity)
        for token in entity:
            token.ent_type_, token.ent_iob_ = "", "O"


def _only_describes(entity: Tokens) -> bool:
    last = entity[-1]
    return last.pos_ == "ADJ" and last.head.i >= entity.end and all(token.pos_ == "ADJ" for token in entity)


def marks(doc: Chunk) -> None:
    """Of "“Just over half” of them fled" nothing hangs on a quotation mark; small models hang the half on it."""
    for index in all_where(doc, "dep_", "punct"):
        mark = doc[index]
        for child in list(mark.children) if mark.is_quote and mark.head != mark else ():
            child.head = mark.head
            child.dep_ = "dep" if child.dep_ == "prep" and child.pos_ != "ADP" else child.dep_


def degrees(doc: Chunk) -> None:
    """Of "fell to -6C." the last is what it fell to; small models take it for a mark."""
    for index in all_where(doc, "dep_", "punct"):
        degree, way = doc[index], doc[max(index - 1, 0)]
        if way.dep_ == "prep" and not way.n_rights and any(sign.isdigit() for sign in degree.text):
            degree.head, degree.dep_ = way, "pobj"


def acting_shares(doc: Chunk) -> None:
    """Of "Just under a third are women" the third is the subject; small models take it for what the women are under."""
    for index in [*all_where(doc, "lower_", "under"), *all_where(doc, "lower_", "over")]:
        way, verb = doc[index], doc[index].head
        share = next((child for child in way.rights if child.dep_ == "pobj" and child.lower_ in _SHARES), None)
        if share is None or way.dep_ != "prep" or any("subj" in child.dep_ for child in verb.children):
            continue
        following = doc[min(share.right_edge.i + 1, len(doc) - 1)]
        helpers = {verb, *(child for child in verb.lefts if child.dep_ in {"aux", "auxpass"})}
        if following not in helpers or following.tag_ not in FINITE:
            continue
        share.head, share.dep_ = verb, "nsubjpass" if any(child.dep_ == "auxpass" for child in verb.lefts) else "nsubj"
        way.head, way.dep_ = share, "quantmod"
        if (degree := doc[max(index - 1, 0)]).dep_ == "advmod" and degree.head == verb:
            degree.head = way


def compared_amounts(doc: Chunk) -> None:
    """Of "fell to $7 million, a fifth less than in May" the last compares; small models take it for what it fell."""
    for index in all_where(doc, "dep_", "acomp"):
        less = doc[index]
        compares = less.tag_ == "JJR" and any(child.lower_ == "than" for child in less.rights)
        if compares and less.head.lemma_ != "be" and doc[max(less.left_edge.i - 1, 0)].text == ",":
            less.dep_ = "advmod"


def listed_as(doc: Chunk) -> None:
    """Of "lists 70,000 people as missing" they are listed so; small models make an occasion of it."""
    for index in doc.by_word.get("missing", []):
        missing, way = doc[index], doc[max(index - 1, 0)]
        if way.lower_ == "as" and way.head == missing and missing.dep_ == "advcl" and not missing.n_rights:
            way.head, way.dep_ = missing.head, "prep"
            missing.head, missing.dep_, missing.tag_, missing.pos_ = way, "amod", "JJ", "ADJ"


def subjects(doc: Chunk) -> None:
    """Of "In Lund, a strike cut power" the noun before the verb is its subject; small models take it for a time or a degree."""
    for index in all_where(doc, "dep_", "npadvmod"):
        noun, verb = doc[index], doc[index].head
        acts = verb.tag_ in FINITE and verb.dep_ != "conj" and noun.right_edge.i + 1 == verb.i
        named = noun.tag_ in NOUNS and noun.ent_type_ not in {"DATE", "TIME"}
        if acts and named and not any("subj" in child.dep_ or child.dep_ == "expl" for child in verb.children):
            noun.dep_ = "nsubj"
            article = doc[max(noun.left_edge.i - 1, 0)]
            if article.dep_ == "det" and article.head == verb:
                article.head = noun


def each_of_several(doc: Chunk) -> None:
    """Of "Lund and Karsk each said" these are who said it; small models take "each" for another."""
    for index in all_where(doc, "lower_", "each"):
        each, verb = doc[index], doc[index].head
        several = (child for child in verb.lefts if child.dep_ in {"nsubj", "nsubjpass"} and child.i < index)
        if each.dep_ in {"nsubj", "nsubjpass"} and not each.n_rights and next(several, None) is not None:
            each.dep_ = "advmod"


def plural_names(doc: Chunk) -> None:
    """Of "Mothers of Lund, which speaks for 40 families, says …" the clause tells of all of the name, as its "says" shows."""
    for root in [sentence.root for sentence in doc.sentences]:
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


def reporting_plurals(doc: Chunk) -> None:
    """Of "The directorate estimates that 40 died" the second is a verb; small models take both for one noun in the plural."""
    for index in all_where(doc, "lower_", "that"):
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


def bare_participles(doc: Chunk) -> None:
    """Of "400,000 people, half of them displaced" and "was suspended and five staff detained" the last word is no past."""
    for index in all_where(doc, "lower_", "them"):
        verb = doc[min(index + 1, len(doc) - 1)]
        held = verb.lower_ in _HELD and doc[min(index + 2, len(doc) - 1)].lower_ == "to"  # "half of them believed to be alive"
        undergone = verb.tag_ == "VBD" and (verb.lower_ in UNDERGONE or held) and doc[index].dep_ == "pobj"
        if undergone and not any(child.dep_ == "dobj" for child in verb.rights):
            verb.tag_ = "VBN"
    for index in all_where(doc, "dep_", "conj"):
        verb = doc[index]
        passive = verb.head.tag_ == "VBN" and any(child.dep_ == "auxpass" for child in verb.head.lefts)
        if verb.tag_ == "VBD" and verb.lower_ in UNDERGONE and passive and all(child.is_punct for child in verb.rights):
            verb.tag_ = "VBN"


def pasts(doc: Chunk) -> None:
    """Of "She said copies of the sheets put the party at 43%" the last verb is finite, whose past has the form of the base."""
    for index in all_where(doc, "dep_", "ccomp"):
        if _is_past_of_content(doc[index]):
            doc[index].tag_ = "VBD"
    for index in all_where(doc, "dep_", "relcl"):
        verb = doc[index]
        own = {child.dep_ for child in verb.lefts}
        led = verb.left_edge.lower_ in {"when", "where"}
        led &= verb.right_edge.nbor().pos_ not in {"AUX", "VERB"}  # "where people driven out had found shelter"
        if led and verb.tag_ == "VBN" and "nsubj" in own and own.isdisjoint({"aux", "auxpass", "nsubjpass"}):
            verb.tag_ = "VBD"  # "in October, when the bill passed by 40 votes"
    for index in all_where(doc, "tag_", "VB"):
        verb = doc[index]
        if verb.dep_ == "ROOT" and _is_done_by_one(verb):
            verb.tag_ = "VBD"  # "The army retook the town"
        if verb.lower_ in LIKE_BASE and verb.dep_ == "ccomp" and verb.head.lemma_ in SAYING | SHOWING:
            own = {child.dep_ for child in verb.lefts}
            if "nsubj" in own and own.isdisjoint({"aux", "auxpass"}):
                verb.tag_ = "VBD"


def _is_past_of_content(verb: Token) -> bool:
    """It is finite, for nothing helps it: "denied that weapons passed through Lund", "“Two men I know left,” she said"."""
    own = {child.dep_ for child in verb.lefts}
    led = any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.lefts)
    led |= verb.head.lemma_ in SAYING and verb.i < verb.head.i
    return verb.tag_ == "VBN" and led and "nsubj" in own and own.isdisjoint({"aux", "auxpass", "nsubjpass"})


def _is_done_by_one(verb: Token) -> bool:
    """It has one to do it, and neither a helping verb nor an "s": a past that the model does not know."""
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    helped = any(child.dep_ in {"aux", "auxpass"} for child in verb.lefts)
    return subject is not None and subject.tag_ in {"NN", "NNP"} and not helped and not any(True for _ in subject.conjuncts)


def hours(doc: Chunk) -> None:
    """Of "between 8 pm and 7 am" the last is an hour; small models take it for the verb of "I am"."""
    for index in all_where(doc, "lower_", "am"):
        token, number = doc[index], doc[max(index - 1, 0)]
        if token.tag_ == "NN" or not number.like_num or number.head != token:
            continue
        joint = number.nbor(-1)
        token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", "am"
        if joint.dep_ == "cc" and joint.head.pos_ == "NOUN":
            token.head, token.dep_ = joint.head, "conj"
        elif joint.dep_ == "prep":
            token.head, token.dep_ = joint, "pobj"
        elif token.head != token:
            token.dep_ = "npadvmod"


def told_by_whom(doc: Chunk) -> None:
    """Of "according to a doctor in Lund, who said" it is the doctor who did; small models hang that on "according"."""
    for index in all_where(doc, "dep_", "relcl"):
        verb, way = doc[index], doc[index].head
        if way.lower_ == "according" and any(child.lower_ == "who" for child in verb.lefts):
            whom = next((noun for to in way.rights for noun in to.rights if noun.dep_ == "pobj"), None)
            verb.head = whom if whom is not None else way


def shared_perfects(doc: Chunk) -> None:
    """Of "It has killed 90, though some say 150, and driven out more" it has driven; small models join that to what some say."""
    for index in all_where(doc, "dep_", "conj"):
        verb, between = doc[index], doc[index].head
        above = between.head
        if (
            between.dep_ != "advcl"
            or above.tag_ != "VBN"
            or between.tag_ == "VBN"
            or above.i > between.i
            or verb.lower_ not in _PERFECTS
        ):
            continue
        joint = next((child for child in between.rights if child.dep_ == "cc" and child.i < index), None)
        helped = any(child.dep_ in {"aux", "auxpass"} for child in verb.lefts)
        if joint is not None and not helped and any(child.lemma_ == "have" for child in above.lefts):
            verb.head = joint.head = above
            verb.tag_ = "VBN"


def all_but(doc: Chunk) -> None:
    """Of "All but four of them fled" the four did not; small models take both for who did.

    Of "They fired 12, all but two of which missed" they have the two miss, and fire all.
    """
    for index in all_where(doc, "lower_", "but"):
        but, number = doc[index], doc[min(index + 1, len(doc) - 1)]
        everything, verb = but.head, number.head
        if not number.like_num or everything.lower_ not in {"all", "none"}:
            continue
        if number.dep_ in {"nsubj", "nsubjpass"}:
            which = [token.lower_ for token in doc[index + 2 : index + 4]] in (["of", "which"], ["of", "whom"])
            if which and everything.dep_ == "appos" and verb.dep_ == "conj":
                verb.head, verb.dep_ = everything.head, "relcl"
                everything.head, everything.dep_ = verb, number.dep_
            if verb == everything.head:
                number.head, number.dep_ = but, "pobj"
        if number.head == but:
            but.dep_ = "prep"


def as_many(doc: Chunk) -> None:
    """Of "Nearly as many fled" all three words are for who did; small models hang two of them on the verb."""
    for index in all_where(doc, "lower_", "as"):
        as_, many = doc[index], doc[min(index + 1, len(doc) - 1)]
        if (
            as_.dep_ == "mark"
            and many.lower_ in {"many", "much"}
            and many.dep_ in {"nsubj", "nsubjpass"}
            and as_.head == many.head
        ):
            as_.head, as_.dep_ = many, "advmod"
            before = doc[max(index - 1, 0)]
            if before.lower_ in {"about", "almost", "nearly", "twice"} and before.head == many.head:
                before.head = as_


def dates(doc: Chunk) -> None:
    """Of "that of 11 March 2025" the number is of the month; small models part it from that."""
    for index in all_where(doc, "dep_", "pobj"):
        number, month = doc[index], doc[min(index + 1, len(doc) - 1)]
        if number.tag_ == "CD" and month.dep_ == "npadvmod" and month.lower_ in MONTHS and not number.n_rights:
            month.head, month.dep_ = number.head, "pobj"
            number.head, number.dep_ = month, "nummod"


def rejected_nouns(doc: Chunk) -> None:
    """Of "must leave -- demands Lund has rejected" the demands are rejected; small models have somebody demand that Lund has."""
    for word in [token for token in doc if token.lower_ in _ASKED_FOR and token.tag_ == "VBZ"]:
        answer = next((child for child in word.rights if child.dep_ == "ccomp"), None)
        set_off = word.i > word.sent.start and doc[word.i - 1].text in {",", "--", "–", "—", "-"}
        if answer is None or not set_off or word.n_lefts or any(child.dep_ == "dobj" for child in answer.rights):
            continue
        if answer.lemma_ in _ANSWERING and any("subj" in child.dep_ for child in answer.lefts):
            word.tag_, word.pos_, word.dep_, answer.dep_ = "NNS", "NOUN", "appos", "relcl"


def inverted_openers(doc: Chunk) -> None:
    """Of "Replied Ana Roe, “We have not seen it”" she replied; small models take the verb for a part of her name."""
    for opener in [doc[sentence.start] for sentence in doc.sentences]:
        name = opener
        while name.dep_ == "compound" and name.head.i > opener.i:
            name = name.head
        behind = [one.text for one in doc[name.i + 1 : name.i + 3]]
        said = opener.lower_ in _OPENING and opener.tag_ in {"NNP", "VBD", "VBN"} and name.tag_ == "NNP"
        if said and opener != name and behind[:1] == [","] and behind[1:] and doc[name.i + 2].is_quote:
            opener.tag_, opener.pos_ = "VBD", "VERB"
            if name.head == name:
                make_root(opener, name)
            else:
                opener.head, opener.dep_ = name.head, name.dep_
            name.head, name.dep_ = opener, "nsubj"
            for word in [child for child in name.children if child.i > name.i and child.pos_ in {"AUX", "VERB"}]:
                word.head, word.dep_ = opener, "ccomp"


def denied_deeds(doc: Chunk) -> None:
    """Of "denied laying mines along the border" the laying is denied; small models deny mines, and along the border."""
    for index in all_where(doc, "dep_", "amod"):
        deed, thing = doc[index], doc[index].head
        cue = thing.head
        if deed.tag_ != "VBG" or thing.dep_ != "dobj" or cue.lemma_ not in _OWNING_UP or cue.i != index - 1:
            continue
        deed.head, deed.dep_, deed.pos_, thing.head = cue, "xcomp", "VERB", deed
        for way in [child for child in cue.rights if child.dep_ == "prep" and child.left_edge.i == thing.right_edge.i + 1]:
            way.head = deed


def since_days(doc: Chunk) -> None:
    """Of "a unit there since Tuesday had found it" the unit did; small models have Tuesday find it."""
    for index in all_where(doc, "lower_", "since"):
        since, day = doc[index], doc[min(index + 1, len(doc) - 1)]
        verb = since.head
        subject = next((child for child in verb.lefts if "subj" in child.dep_ and child.i < index), None)
        if since.dep_ == "mark" and day.ent_type_ == "DATE" and day.dep_ == "nsubj" and day.head == verb and subject is not None:
            aside = next((child for child in subject.rights if child.dep_ == "acl" and child.i < index), subject)
            since.head, since.dep_, day.head, day.dep_ = aside, "prep", since, "pobj"
        elif since.dep_ == "mark" and day.ent_type_ == "DATE" and day.head in {since, verb} and verb.dep_ == "advcl":
            aside = verb.head
            who = next((child for child in aside.lefts if child.dep_ == "nsubj" and child.i == aside.i - 1), None)
            if who is None or aside.tag_ not in {"VBD", "VBN"} or any(child.dep_ == "dobj" for child in aside.rights):
                continue
            for child in [child for child in aside.children if child.dep_ in {"mark", "cc", "conj"}]:
                child.head = verb
            who.head, verb.head, verb.dep_, aside.head, aside.dep_ = verb, aside.head, aside.dep_, who, "acl"
            since.head, since.dep_, day.head, day.dep_, aside.tag_ = aside, "prep", since, "pobj", "VBN"


def little_over(doc: Chunk) -> None:
    """Of "in little over a year" a year is told of; small models have "in little" stand alone."""
    for index in all_where(doc, "lower_", "little"):
        little, over = doc[index], doc[min(index + 1, len(doc) - 1)]
        noun = next((one for one in doc[index + _TWO : index + _FOUR] if one.ent_type_ in {"DATE", "TIME"}), None)
        noun = noun.head if noun is not None and noun.tag_ != "NN" and noun.head.tag_ in {"NN", "NNS"} else noun
        if little.dep_ == "pobj" and over.lower_ in {"more", "over", "under"} and noun is not None:
            noun.head, noun.dep_, little.head, little.dep_, over.head = little.head, "pobj", over, "advmod", noun


def multiples(doc: Chunk) -> None:
    """Of "after profits more than halved in May" the last is a verb; small models take "more" for a quality."""
    for index in all_where(doc, "dep_", "advcl"):
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
