"""What hangs on which noun: relative clauses, appositions, the second of two."""

from __future__ import annotations

import itertools

from claims.extraction.reference.names import are_people
from claims.extraction.reference.nouns import AREAS, BODIES, HAPPENINGS, SITES
from claims.extraction.text.mending.parts import FINITE, NOUNS, SAYING, SHOWING, all_where, first_listed, has_tense
from claims.extraction.text.tokens import Chunk, Token

_RANKS = frozenset("brig. capt. cmdr. col. cpl. dr. gen. lt. maj. rev. sgt.".split())
#: What bodies do in public, and places do not: "a group based in Lund, which counts 40".
_OF_BODIES = SAYING | SHOWING | frozenset("count document monitor publish put record track".split())
#: What the model knows for a place.
_PLACES = frozenset({"FAC", "GPE", "LOC"})
#: What stands behind these is no person: "a guard at Lund".
_PLACING = frozenset({"at", "in", "near", "outside"})
_TWO = 2
_DIRECTIONS = frozenset("east north northeast northwest south southeast southwest west".split())
_LENGTHS = frozenset({"kilometer", "kilometre", "km", "mile"})
#: What holds people, and what it does with them.
_SHELTERS = frozenset({"base", "camp", "centre", "center", "clinic", "hospital", "jail", "prison", "school", "shelter", "site"})
_HOLDING = frozenset({"build", "design", "hold", "host", "house", "shelter", "treat"})
#: What "of which" may tell a part of, and how the model hangs a clause that it does not know for a relative one.
_PARTS = frozenset({"centre", "center", "edge", "end", "outskirts", "part", "rest", "tip"})
_HANGING = frozenset({"advcl", "ccomp", "conj", "parataxis"})
_TIMES = frozenset({"DATE", "TIME"})
#: What is done to what somebody shows.
_PROVING = frozenset({"authenticate", "confirm", "date", "geolocate", "verify"})
_OCCASIONS = frozenset({"after", "before", "since", "until", "when"})
#: How words for people end.
_PERSONAL = ("er", "or", "ist", "ian", "man", "woman")
#: What a clause that tells more stands behind.
_MARKS = frozenset({",", "-", "–", "—"})


def relative_lists(doc: Chunk) -> None:
    """Of "searched for days after a flood that killed 16, destroyed homes and shut roads" the flood destroyed them."""
    for index in all_where(doc, "dep_", "conj"):
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


def compared_numbers(doc: Chunk) -> None:
    """Of "4,300 people died, nearly three times the number on the list" the last is so many people; small models lose it."""
    for index in all_where(doc, "dep_", "quantmod"):
        noun = doc[index].head.head
        verb, comma = noun.head, doc[max(noun.left_edge.i - 1, 0)]
        subject = next((child for child in verb.lefts if "subj" in child.dep_), None)
        lost = doc[index].lower_ == "times" and noun.lemma_ in {"figure", "number", "total"} and noun.dep_ in {"dep", "npadvmod"}
        if lost and comma.text == "," and subject is not None and any(child.like_num for child in subject.lefts):
            noun.head, noun.dep_ = subject, "appos"


def second_relatives(doc: Chunk) -> None:
    """Of "The quake, which hit at four and was felt in Lund, had a strength of 6" the last verb is the sentence's.

    The model takes the second, though no comma has ended what began with "which".
    """
    for index in all_where(doc, "dep_", "relcl"):
        relative, noun = doc[index], doc[index].head
        second = noun.head
        led = next((child for child in relative.lefts if child.tag_ in {"WDT", "WP"}), None)
        if led is None or doc[led.i - 1].text != "," or noun.dep_ not in {"nsubj", "nsubjpass"} or second.i < index:
            continue
        main = next((child for child in second.rights if child.dep_ == "conj" and child.tag_ in FINITE), None)
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


def counted_kinds(doc: Chunk) -> None:
    """Of "194 strike and decoy drones" the drones are counted; the model gives the number to the first of the kinds."""
    for index in all_where(doc, "dep_", "nummod"):
        number, kind = doc[index], doc[index].head
        thing = kind.head
        joined = kind.dep_ in {"compound", "nmod", "amod"} and any(child.dep_ == "conj" for child in kind.rights)
        if joined and number.i == kind.left_edge.i and kind.tag_ == "NN" and thing.tag_ == "NNS" and thing.i > kind.right_edge.i:
            number.head = thing


def lost_items(doc: Chunk) -> None:
    """Of "said it was due to more tests, a longer season and …" the season is an item; the model makes it what was said."""
    for index in all_where(doc, "dep_", "dobj"):
        item, cue = doc[index], doc[index].head
        comma = doc[max(item.left_edge.i - 1, 0)]
        told = next(
            (child for child in cue.rights if child.dep_ == "ccomp" and comma.i - 1 <= child.right_edge.i <= comma.i), None
        )
        before = doc[max(comma.i - 1, 0)]
        if told is None or comma.text != "," or cue.lemma_ not in SAYING or told.i > index:
            continue
        if before.tag_ in NOUNS and before.dep_ == "pobj" and item.tag_ in NOUNS:
            item.head, item.dep_, comma.head = before, "conj", before


def distances(doc: Chunk) -> None:
    """Of "a town about 70 kilometres (43 miles) south of Lund" small models tear off what stands behind the brackets."""
    for index in all_where(doc, "lower_", "of"):
        way = doc[max(index - 1, 0)]
        bracket = doc[max(index - 2, 0)]
        if way.lower_ not in _DIRECTIONS or bracket.text != ")" or bracket.head.i > bracket.i:
            continue
        unit = bracket.head
        if unit.lemma_ in _LENGTHS and way.head != unit and unit not in way.subtree and not way.is_ancestor(unit):
            way.head, way.dep_ = unit, "advmod"


def shares(doc: Chunk) -> None:
    """Of "said it downed 40 drones: 12 over Lund and 28 over Karsk" the 12 are drones; the model makes them what was said."""
    for index in all_where(doc, "lower_", ":"):
        number, way = doc[min(index + 1, len(doc) - 1)], doc[min(index + 2, len(doc) - 1)]
        if not number.like_num or way.pos_ != "ADP" or number.sent != doc[index].sent:
            continue
        before = reversed(doc[doc[index].sent.start : index])
        counted = next((one for one in before if one.tag_ == "NNS" and any(child.dep_ == "nummod" for child in one.lefts)), None)
        if counted is None or number.dep_ == "ROOT" or number.is_ancestor(counted) or counted.is_ancestor(number):
            continue
        number.head, number.dep_, doc[index].head = counted, "appos", counted


def late_parts(doc: Chunk) -> None:
    """Of "has lost 90 jets since the war began, including 12 burned" the 12 are jets; small models give them to "began"."""
    for index in all_where(doc, "lower_", "including"):
        part, verb = doc[index], doc[index].head
        if (deed := _done_in(part)) is not None:
            part.head = deed
            continue
        led = any(child.dep_ == "mark" and child.lower_ in _OCCASIONS for child in verb.lefts)
        counts = any(token.like_num for token in doc[verb.left_edge.i : index])
        if verb.dep_ != "advcl" or not led or verb.head.i > verb.i or counts:
            continue
        before = reversed(doc[doc[index].sent.start : verb.left_edge.i])
        counted = next((one for one in before if one.tag_ == "NNS" and any(child.dep_ == "nummod" for child in one.lefts)), None)
        if counted is not None and verb.head.is_ancestor(counted):
            part.head = counted


def _done_in(including: Token) -> Token | None:
    """Of "14 raids in which 165 people were killed, including 33 children" the killing, as the children are no raids."""
    whole = including.head
    relative = next((child for child in whole.rights if child.dep_ == "relcl" and child.i < including.i), None)
    part = next((child for child in including.rights if child.dep_ == "pobj"), None)
    if relative is None or part is None or not are_people(part.lower_) or are_people(whole.lower_):
        return None
    people = next((child for child in relative.lefts if "subj" in child.dep_), None)
    return relative if people is not None and any(child.dep_ == "nummod" for child in people.lefts) else None


def told_parts(doc: Chunk) -> None:
    """Of "said it fired 40 drones, 31 of which were downed" the drones were; small models give that to who says so."""
    for index in [token.i for token in doc if token.lower_ in {"which", "whom"}]:
        part = doc[index].head.head
        verb, comma = part.head, doc[max(part.left_edge.i - 1, 0)]
        if verb.dep_ == "ccomp" and verb.head.dep_ == "relcl" and part.i < verb.head.i < verb.i:
            continue  # "of 40 drones, 31 of which it said were downed"
        if doc[index].head.lower_ == "of" and part.lower_ in _PARTS and verb.dep_ in _HANGING and comma.text == ",":
            _tell_of(doc[comma.i - 1], verb)
            continue
        if doc[index].head.lower_ != "of" or part.tag_ != "CD" or verb.dep_ not in {"advcl", "ccomp", "parataxis"}:
            continue
        if comma.text != "," or "subj" not in part.dep_ or verb.i < comma.i:
            continue
        if doc[index].lower_ == "whom":
            _tell_of(doc[comma.i - 1], verb)  # "wounding nine, two of whom were taken abroad"
            continue
        before = reversed(doc[comma.sent.start : comma.i])
        told = next((one for one in before if one.tag_ == "NNS" and one.ent_type_ not in _TIMES), None)
        if told is None or any(one == verb for one in told.ancestors):
            continue
        first = first_listed(told, {"NNS"})
        if first != told or verb.dep_ == "ccomp":
            verb.head, verb.dep_ = first, "relcl"


def _tell_of(noun: Token, verb: Token) -> None:
    """Let the verb tell of the noun right before its clause: "over the Lund region, the closest part of which is 100 km away"."""
    if noun.tag_ not in NOUNS | {"CD"} or verb.i < noun.i or verb.tag_ not in FINITE | {"VBN"}:
        return
    if verb in noun.ancestors:  # "landed in a camp, wounding nine, two of whom were taken abroad"
        deed = next((one for one in noun.ancestors if one.head == verb), None)
        main = next((one for one in verb.sent if one.tag_ in FINITE and deed is not None and one.i < deed.i), None)
        if deed is None or main is None or deed.dep_ != "advcl" or main in deed.subtree or verb in main.ancestors:
            return
        deed.head = main
    verb.head, verb.dep_ = noun, "relcl"


def relatives(doc: Chunk) -> None:
    """Of "a guard at Lund, who fled" the guard fled, of "the Institute for the World Economy, which counts" the institute counts.

    Small models give the clause to the noun right before it; and of "sanctions on Iran, which denies it" to what can't deny.
    """
    for index in all_where(doc, "dep_", "relcl"):
        verb, noun = doc[index], doc[index].head
        led = verb.left_edge.lower_
        if led in {"who", "whom"}:
            verb.head = _person_at(noun) or noun
        elif led == "that" and (war := _between(noun)) is not None and _is_of_one(verb):
            verb.head = war
        elif led == "which" and verb.lemma_ in _HOLDING and (camp := _camp_at(noun)) is not None:
            verb.head = camp
        elif led == "which" and verb.lemma_ in _PROVING and noun.head.dep_ == "agent" and noun.head.head.dep_ == "acl":
            verb.head = noun.head.head.head  # "pictures shared by the group, which could not be verified"
        elif led == "which" and noun.tag_ in {"NNP", "NNPS"} and noun.i < verb.left_edge.i and doc[noun.i + 1].ent_iob_ != "I":
            whose = noun.head.head.head if noun.head.head.dep_ == "acl" else noun.head.head
            body = noun.ent_type_ in _PLACES and whose.lower_ in BODIES and verb.lemma_ in _OF_BODIES
            verb.head = whose if body and whose.i < noun.i else _head_of_name(noun)
        elif led == "which" and are_people(noun.lower_) and (lands := _lands_before(verb)) is not None:
            verb.head = lands
        elif led == "which" and noun.tag_ == "NNS" and not noun.is_title and (near := _one_behind(noun, verb)) is not None:
            verb.head = near


def _lands_before(verb: Token) -> Token | None:
    """What the name right before ", which" is of: of "diplomats from Egypt and Qatar, which broker talks" Egypt."""
    first = verb.left_edge
    name = first.nbor(-2) if first.i > first.sent.start + 1 and first.nbor(-1).text == "," else first
    name = first_listed(name, {"NNP"})
    return name if name.tag_ == "NNP" and name.dep_ == "pobj" and name.ent_type_ in {"GPE", "ORG"} else None


def _between(side: Token) -> Token | None:
    """What is between two, by either: of "a war between the army and rebels that has killed thousands" the war."""
    first = side.head if side.dep_ == "conj" else side
    return first.head.head if first.dep_ == "pobj" and first.head.lower_ == "between" else None


def _is_of_one(verb: Token) -> bool:
    """It is told of one, and not of the two that are named before it."""
    return any(child.lower_ in {"has", "is", "was"} for child in verb.lefts) or verb.tag_ == "VBZ"


def _camp_at(place: Token) -> Token | None:
    """What holds so many people, by the place where it is: of "a camp near Lund, which was built for 900" the camp."""
    above = (one for one in place.ancestors if one.pos_ in {"NOUN", "PROPN", "VERB", "AUX"} and one.i < place.i)
    nouns = itertools.takewhile(lambda one: one.pos_ not in {"VERB", "AUX"}, above)
    return next((one for one in nouns if one.lemma_ in _SHELTERS and one.tag_ in NOUNS), None)


def _one_behind(several: Token, verb: Token) -> Token | None:
    """The name right before ", which", where the verb is told of one, and the noun that the model gives it to of several."""
    first = verb.left_edge
    finite = next((child for child in verb.lefts if child.dep_ in {"aux", "auxpass"}), verb)
    one = first.head == verb and first.dep_ == "nsubj" and (finite.tag_ == "VBZ" or finite.lower_ == "was")
    if not one or first.i < several.i + _TWO or verb.doc[first.i - 1].text not in _MARKS:
        return None
    near = verb.doc[first.i - 2]
    return near if near.tag_ == "NNP" and near.dep_ == "pobj" and several.is_ancestor(near) else None


def _person_at(noun: Token) -> Token | None:
    """Somebody who is told of by the place that the noun names: "a former guard at Karsk Prison in Lund"."""
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and not are_people(noun.lower_):
        site = noun.ent_type_ in _PLACES or noun.head.lower_ in _PLACING or noun.lower_ in SITES | BODIES
        above = noun.head.head
        if not site or above.tag_ not in NOUNS or above.i > noun.i:
            return None
        acts = noun.lower_ in BODIES and above.lower_.endswith(_PERSONAL)  # "a drone operator with the brigade"
        if acts or are_people(above.lower_) or (above.ent_type_ == "PERSON" and above.head.dep_ != "prep"):
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


def appositions(doc: Chunk) -> None:
    """Of "Corvane, the body in charge of Lund, said" the body is Corvane; small models make two subjects of them.

    Of "according to the Kelm Association, a group of nurses" they take the group for what somebody said before.
    """
    second = all_where(doc, "dep_", "appos")
    for index in all_where(doc, "dep_", "nsubj"):
        noun, verb = doc[index], doc[index].head
        former = next((child for child in verb.lefts if child.dep_ == "nsubj" and child.i < index), None)
        if noun.lower_ == "one" and former is not None and former.right_edge.i == index - _TWO and doc[index - 1].text == ",":
            noun.head, noun.dep_ = former, "appos"  # "a doctor at the clinic, one of the few that are left, said"
            continue
        article = _article_behind_comma(noun)
        name = next((child for child in verb.lefts if child.dep_ == "nsubj" and child.i < index), None)
        if article is None or name is None or name.tag_ not in {"NNP", "NNPS"} or doc[verb.i - 1].text != ",":
            continue
        if name.right_edge.i == article.i - _TWO:
            noun.head, noun.dep_ = name, "appos"
    for index in second:
        noun = doc[index]
        if (person := _person_of_area(noun)) is not None:
            noun.head = person
            continue
        article = _article_behind_comma(noun)
        if article is None or article.lower_ == "the":
            continue
        last = doc[article.i - _TWO]
        kind = "ORG" if noun.lower_ in BODIES else "PERSON" if are_people(noun.lower_) else None
        name = _head_of_name(last) if kind is not None and last.ent_type_ == kind else None
        if name is not None and noun.head.i < name.left_edge.i and noun not in name.ancestors:
            noun.head = name


def called_deeds(doc: Chunk) -> None:
    """Of "27 died when a drone hit a tent, a strike blamed on Karsk" the hit was the strike; small models say the 27 were."""
    for index in all_where(doc, "dep_", "appos"):
        deed, noun = doc[index], doc[index].head
        article = _article_behind_comma(deed)
        if article is None or article.lower_ == "the" or deed.lemma_ not in HAPPENINGS or noun.i > deed.i:
            continue
        before = doc[article.i - _TWO]
        occasion = next((one for one in (before, *before.ancestors) if one.dep_ == "advcl"), None)
        if occasion is not None and noun.i < occasion.left_edge.i and occasion.right_edge.i == before.i:
            deed.head, deed.dep_, doc[article.i - 1].head = occasion, "npadvmod", occasion


def _person_of_area(name: Token) -> Token | None:
    """Whose name it is that the model gives to an area with a name of its own: "a resident of Lund town, Ana Roe, said"."""
    area = name.head
    named = area.lower_ in AREAS and any(child.pos_ == "PROPN" for child in area.lefts)
    above = area.head.head if area.dep_ == "pobj" and area.head.dep_ == "prep" else None
    person = named and name.ent_type_ == "PERSON" and name.i > area.i and above is not None and are_people(above.lower_)
    return above if person else None


def _article_behind_comma(noun: Token) -> Token | None:
    """The article of a noun that stands behind a comma, and so tells more of what stands before that."""
    article = next((child for child in noun.lefts if child.tag_ == "DT"), None) if noun.tag_ == "NN" else None
    told = article is not None and article.i >= _TWO and article.nbor(-1).text == ","
    return article if told and article is not None and article.lower_ in {"a", "an", "the"} else None


def quoting_names(doc: Chunk) -> None:
    """Of "a source quoted by the website Lundnet said" the source says it; the model takes the name for its subject."""
    for index in all_where(doc, "dep_", "agent"):
        medium = next((child for child in doc[index].rights if child.dep_ == "pobj" and child.pos_ == "NOUN"), None)
        quoted = doc[index].head
        if medium is None or quoted.dep_ != "acl" or medium.i + 1 >= len(doc):
            continue
        name = doc[medium.i + 1]
        if name.pos_ == "PROPN" and name.dep_ in {"appos", "nsubj"} and name.head in {quoted.head, quoted.head.head}:
            name.head, name.dep_ = medium, "appos"


def panels(doc: Chunk) -> None:
    """Of "the jury of seven women and five men took an hour" it took that; the model makes another subject of the men."""
    for index in all_where(doc, "dep_", "nsubj"):
        men, verb = doc[index], doc[index].head
        panel = next((child for child in verb.lefts if child.dep_ == "nsubj" and child.i < index), None)
        joint = doc[max(men.left_edge.i - 1, 0)]
        if panel is None or joint.lower_ != "and" or not any(child.dep_ == "nummod" for child in men.lefts):
            continue
        women = doc[max(joint.i - 1, 0)]
        counted = women.dep_ == "pobj" and women.head.lower_ == "of" and women.head.head == panel
        if counted and any(child.dep_ == "nummod" for child in women.lefts):
            men.head, men.dep_, joint.head = women, "conj", women


def ranks(doc: Chunk) -> None:
    """Of "its spokesman, Capt. Ana Roe" the rank is hers; small models make it another who is told of."""
    for index in all_where(doc, "dep_", "appos"):
        rank, name = doc[index], doc[min(index + 1, len(doc) - 1)]
        while name.dep_ == "compound" and name.head.i > name.i:
            name = name.head
        if rank.lower_ in _RANKS and name.tag_ == "NNP" and name.dep_ == "appos" and name.head == rank.head:
            rank.head, rank.dep_ = name, "compound"


def nearer_areas(doc: Chunk) -> None:
    """Of "the road between Kars and Lund, a town that has been cut off" Lund is a town; small models take the first for one."""
    for index in all_where(doc, "dep_", "appos"):
        area, first = doc[index], doc[index].head
        article = _article_behind_comma(area)
        if article is None or article.lower_ == "the" or area.lemma_ not in AREAS or first.tag_ != "NNP":
            continue
        near = doc[article.i - _TWO]
        if near.tag_ == "NNP" and near.dep_ == "conj" and near.head == first:
            area.head = near


def acting_items(doc: Chunk) -> None:
    """Of "A fire broke out in the region and flights were halted" the flights were; small models list them with the region."""
    for index in all_where(doc, "dep_", "conj"):
        noun, helper = doc[index], doc[min(index + 1, len(doc) - 1)]
        joint = doc[max(noun.left_edge.i - 1, 0)]
        if noun.tag_ not in NOUNS or helper.tag_ not in FINITE or joint.lower_ != "and" or joint.head != noun.head:
            continue
        verb = helper.head if helper.dep_ in {"aux", "auxpass"} else helper
        first = first_listed(noun.head, NOUNS)
        above = next((one for one in first.ancestors if one.pos_ == "VERB" and has_tense(one)), None)
        own = any("subj" in child.dep_ for child in verb.lefts)
        if above is None or own or verb in first.ancestors or first.dep_ not in {"dobj", "pobj"} or verb.i < index:
            continue
        also = noun.head
        if also != first and (but := doc[max(also.left_edge.i - 1, 0)]).lower_ == "but":
            noun, joint = also, but  # "told of looting, but food and fuel were left"
        noun.head, noun.dep_ = verb, "nsubjpass" if any(child.dep_ == "auxpass" for child in verb.lefts) else "nsubj"
        verb.head, verb.dep_, joint.head = above, "conj", above
