"""The people, bodies and places that a document names, each where it stands, with the offices that are told beside it."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal

from claims.extraction.records import AttributionMention, Span
from claims.extraction.reference.names import (
    POSSESSIVE,
    PRONOUNS,
    bare_name,
    folded,
    has_name,
    head_word,
    is_company,
    is_somebody,
    name_words,
    singular,
    split_titles,
)
from claims.extraction.reference.nouns import BODIES, DOCUMENTS, EPITHETS, KIN, MEDIA, PERSONS, RULING
from claims.extraction.text.document import Document, Sentence
from claims.extraction.text.tokens import Token, Tokens
from claims.extraction.text.wording import words_in

Kind = Literal["person", "body", "place"]

_WOMAN = frozenset(
    """ms mrs miss madam dame lady sister queen princess spokeswoman chairwoman policewoman businesswoman congresswoman woman girl
    mother grandmother wife widow daughter aunt niece stepmother actress nun""".split()
)
#: No "chairman", which women are called too.
_MAN = frozenset(
    """mr sir lord brother king prince spokesman policeman businessman congressman fisherman man boy father grandfather husband
    widower son uncle nephew stepfather imam pope monk""".split()
)
#: What a person is called: by an office, or as somebody's mother.
_CALLED = PERSONS | _WOMAN | _MAN
_RANKS = frozenset("colonel general captain lieutenant major admiral brigadier corporal sergeant dr prof mr mrs ms".split())
#: What ranks and titles are made of, which name nobody by themselves: "Rear Admiral", "Chief Inspector".
_OF_RANKS = frozenset(
    """admiral air brigadier captain chief colonel commander commodore constable corporal detective field first fleet general
    inspector judge justice lieutenant lord major marshal master minister petty president prime private professor rear second
    senior sergeant superintendent vice warrant wing""".split()
)
#: Before these the name of a person stands, and nothing else.
_TITLES = frozenset("dr madam miss mr mrs ms prof".split())
_BODY_WORDS = frozenset(word for body in BODIES for word in words_in(body))
#: What is called by the place where it is.
_CROSSINGS = frozenset({"bridge", "checkpoint", "crossing", "junction"})
_LABELS: dict[str, Kind] = {"PERSON": "person", "ORG": "body", "GPE": "place", "FAC": "body"}
#: What the model mostly knows to be no body.
_KNOWN_LABELS = frozenset({*_LABELS, "DATE", "LANGUAGE", "LOC", "NORP", "TIME"})
#: A hospital and an airport speak, a street does not.
_WAYS = frozenset("avenue boulevard bridge highway lane road square street".split())
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: What stands before a place rather than before a person.
_PLACING = frozenset("across around at in inside into near outside throughout within".split())
#: What joins the words of a body's name.
_JOINING = frozenset("and for of on".split())
#: Clauses beside what a sentence tells: "…, the army said, hours after Moscow had ruled it out".
_BESIDE = frozenset({"advcl", "relcl"})
#: How names of bodies end that are no words for a body.
_ENDING = frozenset("action aid borders crescent international media monitor relief rescue rights watch".split())
_WITHIN_PHRASE = frozenset({"compound", "appos", "nmod", "flat"})
_PORTFOLIOS = frozenset(
    """agriculture defence defense economy education energy environment finance foreign health home interior justice labor labour
    transport treasury""".split()
)
#: How words for people end of which nobody keeps a list: "schoolteacher", "steelworker", "fisherman".
_TEACHERS = ("teacher", "worker", "man", "woman")
#: Bodies of states, which have missions, agencies and councils of other names.
_UNIONS = frozenset({"AU", "African Union", "EU", "European Union", "NATO", "U.N.", "UN", "United Nations"})
#: Words for people that firms are called by as well.
_MAKERS = frozenset(
    "builder carrier contractor developer employer insurer lender maker operator producer provider supplier".split()
)
#: Weapons and machines: "Iskander-M", "Kh-101".
_MODEL = re.compile(r"[A-Z]\w*-(?:[A-Z]|\d+\w*)")
_ACRONYM = re.compile(r"\(\s?(?:the\s|or\s)?([A-Z][\w&-]{1,9})\)")
_NAME_RUN = re.compile(r"(?:[A-Z][\w’'&.-]*)(?:\s+(?:[A-Z][\w’'&.-]*|of|for|and|on|the|in|de|du|des))*\s*$")


#: Somebody by name, and the words for the body that the person belongs to: "Ana Roe of the Lund-based charity Tearmann".
_MEMBER = re.compile(r"((?:[A-Z][\w’'-]+ ){1,2}[A-Z][\w’'-]+) (?:of|from|with|at) the ((?:[a-z]|[A-Z]\w*-)[\w -]*?) [A-Z]")


#: "UN Mission [in]".
_HANGING = re.compile(r"\s(?:at|for|in|of|on)$")
_SPEAKERS = frozenset({"i", "we"})
#: Nobody but a person has an age: "Andrej, 52, a signalman", "Andrej, a 52-year-old signalman".
_AGED = re.compile(r",\s(?:(?:1\d|[2-9]\d),|an?\s(?:1\d|[2-9]\d)-year-old\b)")
#: Words within the name of a body, and the marks of those who own it: "the Advocates’ Circle".
_WITHIN_NAME = frozenset({"of", "for", "and", "'", "’", "'s", "’s"})


#: Words of a person's name.
_MOST_NAMES = 4


@dataclasses.dataclass(frozen=True, slots=True)
class Mention:
    """A name, or the description of a body, where it stands."""

    start: int
    end: int
    name: str
    words: tuple[str, ...]
    kind: Kind
    subject: bool
    roles: frozenset[str]
    #: The text writes it with "the", or as somebody's: "the Kremlin", "Ukraine's Security Service".
    definite: bool = False
    #: It stands where only a place does: "in Washington".
    placed: bool = False
    #: The noun that it stands beside says of what kind it is, whatever the model takes it for.
    sure: bool = False


def gender_of(roles: Collection[str]) -> Literal["he", "she"] | None:
    """What the words for a person say: "Ms Roe", "his mother, Ana Roe"; nothing where they contradict each other."""
    woman, man = not _WOMAN.isdisjoint(roles), not _MAN.isdisjoint(roles)
    if woman == man:
        return None
    return "she" if woman else "he"


def mentions_of(document: Document, attributions: Sequence[AttributionMention]) -> Iterator[Mention]:
    """The model's named entities, the bodies that sentences are about, and the speakers that are neither."""
    taken: set[int] = set()
    people: set[int] = set()
    surnames: dict[str, str] = {}
    for sentence in document.sentences:
        for mention in (*_known(document, sentence), *_by_surname(sentence, surnames)):
            taken.add(mention.end)
            people |= {mention.start} if mention.kind == "person" else set()
            if mention.kind == "person" and len(mention.words) > 1:
                surname = mention.name.rpartition(" ")[2]
                known = surnames.get(surname, mention.name)
                surnames[surname] = known if known.partition(" ")[0] == mention.name.partition(" ")[0] else ""
            yield mention
        for described in _described_subjects(document, sentence):
            taken.add(described.end)
            yield described
    for attribution in attributions:
        for source in attribution.sources:
            holder = document.sentence_at(source.start)
            member = _member_at(document, source.start, holder.end) if holder else None
            span = Span(source.start, source.start + len(member)) if member else source
            text = document.text[span.start : span.end]
            if span.end in taken or span.start in people or text.lower() in PRONOUNS | _SPEAKERS or not bare_name(text):
                continue
            found = _mention_of_source(holder, span, text) if holder else None
            if found:
                yield found


def _known(document: Document, sentence: Sentence) -> Iterator[Mention]:
    """Those whom the model knows by their names, and those whom it does not, but who are called "Mr" or "Dr"."""
    ends: set[int] = set()
    for entity in document.entities.get(sentence.start, ()):
        kind = "place" if entity[-1].lower_ in _WAYS else _LABELS.get(entity.label_)
        mention = _mention(document, sentence, _with_surname(_behind_comma(entity)), kind) if kind else None
        if mention is not None:
            ends.add(mention.end)
            yield mention
    yield from (called for called in (*_called(document, sentence), *_aged(document, sentence)) if called.end not in ends)
    yield from (body for body in _bodies_called(document, sentence) if body.end not in ends)


def _by_surname(sentence: Sentence, surnames: Mapping[str, str]) -> Iterator[Mention]:
    """Those who have been named in full, where a sentence is about them and the model does not know their surnames for names."""
    for child in sentence.tokens.root.lefts if surnames else ():
        if child.dep_ in _SUBJECTS and child.pos_ == "PROPN" and not child.ent_type_ and surnames.get(child.text):
            span = sentence.span_of(child)
            yield Mention(span.start, span.end, child.text, name_words(child.text), "person", subject=True, roles=frozenset())


def _aged(document: Document, sentence: Sentence) -> Iterator[Mention]:
    """People whom the model does not know, by their age: "Andrej, 52, a signalman"."""
    if _AGED.search(document.text, sentence.start, sentence.end) is None:
        return
    for token in sentence.tokens:
        if token.pos_ == "PROPN" and token.is_title and not token.ent_type_:
            span = sentence.span_of(token)
            if _AGED.match(document.text, span.end):
                yield Mention(span.start, span.end, token.text, name_words(token.text), "person", subject=True, roles=frozenset())


def _called(document: Document, sentence: Sentence) -> Iterator[Mention]:
    """People whom the model does not know, by what stands before their names: "Mrs Esnart Phiri"."""
    if _TITLES.isdisjoint(words_in(document.text[sentence.start : sentence.end])):
        return
    for title in sentence.tokens:
        if title.lower_.strip(".") not in _TITLES or title.i + 1 >= sentence.tokens.end or title.ent_type_ == "PERSON":
            continue
        last = title.i
        while last + 1 < sentence.tokens.end and title.doc[last + 1].pos_ == "PROPN" and not title.doc[last + 1].ent_type_:
            last += 1
        if last > title.i:
            span = sentence.span_of(title.doc[title.i + 1 : last + 1])
            name = document.text[span.start : span.end]
            subject = _is_subject(title.doc[last])
            yield Mention(span.start, span.end, name, name_words(name), "person", subject, frozenset({title.lower_.strip(".")}))


def _bodies_called(document: Document, sentence: Sentence) -> Iterator[Mention]:
    """Bodies whose names the model does not know, by the noun before them: "the rights group Open Frontier"."""
    if _BODY_WORDS.isdisjoint(words_in(document.text[sentence.start : sentence.end])):
        return
    for noun in sentence.tokens:
        if noun.lower_ not in BODIES or noun.pos_ != "NOUN" or noun.ent_type_:
            continue
        if apart := _named_before(noun):
            span = sentence.span_of(apart)
            text, roles = document.text[span.start : span.end], frozenset({noun.lower_})
            yield Mention(span.start, span.end, text, name_words(text), "body", _is_subject(apart[-1]), roles, sure=True)
            continue
        last = noun.i
        while last + 1 < sentence.tokens.end and _is_of_unknown(noun.doc[last + 1]):
            last += 1
        name = noun.doc[last]
        another = name.dep_ in _SUBJECTS and name.head.head == noun  # "the group Ana Roe founded"
        if last > noun.i + 1 and not another:
            span = sentence.span_of(noun.doc[noun.i + 1 : last + 1])
            text = document.text[span.start : span.end]
            roles = frozenset({noun.lower_})
            yield Mention(span.start, span.end, text, name_words(text), "body", _is_subject(name), roles, sure=True)


def _named_before(body: Token) -> Sequence[Token]:
    """The name, of two words or more, that the noun stands behind: "the Advocates’ Circle, a Vilnius-based group"."""
    article = next((child for child in body.lefts if child.lower_ in {"a", "an"}), body)
    if article == body or article.nbor(-1).text != ",":
        return ()
    first = last = article.i - 2
    while first >= body.sent.start and (body.doc[first].is_title or body.doc[first].lower_ in _WITHIN_NAME):
        first -= 1
    words = list(itertools.dropwhile(lambda word: not word.is_title or word.lower_ == "the", body.doc[first + 1 : last + 1]))
    known = any(word.ent_type_ in {"DATE", "GPE", "NORP", "PERSON", "TIME"} for word in words)
    return words if len(words) > 1 and words[-1].is_title and not known else ()


def _is_of_unknown(word: Token) -> bool:
    """It has a capital, and is neither of a name that the model knows nor an office."""
    return word.is_title and word.ent_type_ not in _KNOWN_LABELS and word.lower_ not in _CALLED


def _behind_comma(entity: Tokens) -> Tokens:
    """The name of "the governor of Belgorod, Igor Roe", which the model takes for one with the place."""
    comma = next((token.i for token in entity if token.text == ","), entity.end)
    behind = entity.doc[comma + 1 : entity.end]
    return Tokens(behind, comma + 1) if len(behind) > 1 and all(token.is_title for token in behind) else entity


def _with_surname(entity: Tokens) -> Tokens:
    """The name with a last word that the model takes for another sort of word: "Tomas [Varhely]"."""
    doc, end = entity.doc, entity.end
    if entity.label_ != "PERSON" or len(entity) > 1 or end + 1 >= entity.sent.end or not doc[end - 1].is_title:
        return entity
    word, following = doc[end], doc[end + 1]
    named = word.is_title and word.is_alpha and not word.ent_type_ and word.pos_ == "ADV"
    return Tokens(doc[entity.start : end + 1], entity.start) if named and following.is_lower else entity


def _described_subjects(document: Document, sentence: Sentence) -> Iterator[Mention]:
    """Bodies without a name of their own that a sentence is about: "the electoral commission"."""
    root = sentence.tokens.root
    before = (inner for child in root.lefts if child.dep_ in {"ccomp", "parataxis"} for inner in child.lefts)
    for child in (*root.lefts, *before):  # "The office is more careful: it has registered 9,000"
        described = child.dep_ in _SUBJECTS and child.lower_ in BODIES and not child.ent_type_
        alone = child.lower_ in RULING and child.left_edge.lower_ == "the" and child.left_edge.i == child.i - 1
        if not described or (child.left_edge.i >= child.i - 1 and not alone):
            continue
        named = child.nbor().pos_ == "PROPN" or any(word.dep_ == "appos" and word.pos_ == "PROPN" for word in child.rights)
        if not named:
            start, end = sentence.span_of(child.left_edge).start, sentence.span_of(child).end
            name = bare_name(document.text[start:end])
            yield Mention(start, end, name, name_words(name), "body", subject=True, roles=frozenset())


def _mention(document: Document, sentence: Sentence, entity: Tokens, kind: Kind) -> Mention | None:
    span = sentence.span_of(entity)
    name = _HANGING.sub("", bare_name(document.text[span.start : span.end]))
    titles, words = split_titles(name.split())
    roles = {title.lower().strip(".") for title in titles}
    if not words or not words[0][0].isupper() or (entity[0].pos_ == "ADP" and not titles):
        return None  # "Doctors [Without Borders]"
    if kind == "body" and (_MODEL.fullmatch(name) or _is_of_office(entity) or _is_rank(words)):
        return None
    told = _kind_told(entity, sentence.tokens.start) if entity[-1].lower_ not in _WAYS else None
    told = "place" if told is None and _is_at_site(entity) else told
    if kind == "body" and told is None and _member_at(document, span.start, sentence.end) == name:
        told = "person"  # whatever the model takes the name for
    aged = (len(words) == 1 or _is_full_name(words)) and _AGED.match(document.text, span.end) is not None
    kind = "person" if aged or (kind == "body" and len(words) == 1 and _is_somebody_beside(entity)) else kind
    before = entity.doc[max(entity.start - 1, 0)].lower_
    if kind == "person" and len(words) == 1 and not titles and before == "the":
        kind = "body"  # "when the Standard visited"
    ranked = bool(titles) or before in _RANKS
    if told:
        kind = told
    elif kind == "body" and ranked and folded(words[-1]) not in BODIES:
        kind = "person"
    if kind == "person":
        roles |= _roles_around(entity)
    elif kind == "body":
        beside = _roles_after(entity)
        roles |= beside & (BODIES | MEDIA) | _kinds_beside(entity) | _kinds_predicated(entity)
        if told is None and beside & PERSONS and not beside & BODIES and len(words) > 1:
            kind, roles = "person", roles | beside  # the model took "Omar Sy, the coordinator" for a body
    own = " ".join(words)
    definite = kind != "person" and _is_definite(entity)
    placed = kind == "place" and entity.root.dep_ == "pobj" and entity.root.head.lower_ in _PLACING
    subject = _is_subject(entity.root) or (kind == "person" and aged)
    return Mention(
        span.start, span.end, own, name_words(own), kind, subject, frozenset(roles), definite, placed, told is not None
    )


def _is_full_name(words: Sequence[str]) -> bool:
    """They are written as the names of people are: "Curtis Wade Roe"."""
    return len(words) <= _MOST_NAMES and all(word.istitle() and word.isalpha() and word.lower() not in BODIES for word in words)


def _member_at(document: Document, start: int, end: int) -> str | None:
    """The name that stands there of somebody of whom the next words say to what body the person belongs."""
    found = _MEMBER.match(document.text, start, end)
    return found[1] if found and not BODIES.isdisjoint(found[2].split()) else None


def _is_rank(words: Sequence[str]) -> bool:
    """They are a rank or an office without a name: "Rear Admiral"."""
    return len(words) > 1 and _OF_RANKS.issuperset(map(str.lower, words))


def _is_of_office(entity: Tokens) -> bool:
    """It is what somebody is minister of: "Health Minister Ana Roe"."""
    behind = entity.doc[entity.end].lower_ if entity.end < len(entity.doc) else ""
    return len(entity) == 1 and behind in {"minister", "secretary"} and entity[0].lower_ in _PORTFOLIOS


def _kind_told(entity: Tokens, first: int) -> Kind | None:
    """What the noun says that the name stands beside: "the spokesperson, Ana Roe", "the water company, Kelm", "operator Kelm"."""
    root, before = entity.root, entity[0].i - 1
    if _is_a_thing(entity):
        return "body" if entity.label_ == "PERSON" else None
    adjacent = entity.doc[before] if before >= first and _is_noun_before(entity.doc[before], root) else None
    beside = [*([adjacent] if adjacent is not None else []), *([root.head] if root.dep_ == "appos" else [])]
    beside += [child for child in root.rights if child.dep_ == "appos" and child.lower_ in BODIES]  # "Kelm, a group of nurses"
    if _has_kin(entity) or (entity.label_ == "PERSON" and root.dep_ == "appos" and _is_represented(root.head)):
        return "person"
    for noun in beside:
        if noun.pos_ == "NOUN" and noun.lower_ in PERSONS and not root.is_upper:
            return "person"
        if noun.pos_ == "NOUN" and noun.lower_ in BODIES:
            return "body"
    commas = [token.text for token in (*entity.doc[max(before, 0) : before + 1], *entity.doc[entity.end : entity.end + 1])]
    if before > first and commas == [",", ","] and _is_firm(entity.doc[before - 1], root):
        return "body"  # "wrote to the auditors, Fenwick Marle, to say"
    return None


def _is_at_site(entity: Tokens) -> bool:
    """It is where the noun behind it says, whatever the model takes it for: "the Karem Abu Salem crossing"."""
    behind = entity.doc[entity.end] if entity.end < len(entity.doc) else entity.root
    site = entity[-1] if entity[-1].lower_ in _CROSSINGS else behind
    return entity.label_ in {"FAC", "ORG"} and site.lower_ in _CROSSINGS and site in {entity.root, entity.root.head}


def _has_kin(name: Tokens) -> bool:
    """Somebody is whose son or widow another is, whatever the model takes the name for: "Nadiia Kravets’s son"."""
    owning = name[-1] if name[-1].tag_ == "POS" else name[-1].nbor()
    return owning.tag_ == "POS" and owning.nbor().lower_ in KIN and name[0].is_title


def _is_represented(body: Token) -> bool:
    """Somebody by office stands before the body, and the name behind it: "a spokesman for the rescue service, Ana Roe"."""
    led = body.head
    return body.dep_ == "pobj" and led.lower_ in {"at", "for", "of", "with"} and led.head.lower_ in PERSONS


def _is_noun_before(noun: Token, name: Token) -> bool:
    """It says what the name right behind it is; the parse hangs both on the verb at times."""
    if noun.dep_ == "compound":
        return noun.head.i == name.i
    return noun.dep_ in {"nsubj", "dobj"} and name.dep_ == "nsubj" and noun.head == name.head


def _is_firm(people: Token, name: Token) -> bool:
    """Several people go by one name: "the auditors, Fenwick Marle"."""
    owned = any(child.lower_ == "the" or child.tag_ == "PRP$" for child in people.lefts)
    if people.head.lower_ == "of" or people.i < people.sent.root.i:
        return False  # "one of the survivors, Ana Roe"; "After visiting the survivors, Max Holm, the mayor, said"
    return (
        owned
        and people.tag_ == "NNS"
        and singular(people.lower_) in PERSONS
        and not any(child.dep_ in {"conj", "cc"} for child in name.rights)
    )


def _is_a_thing(name: Tokens) -> bool:
    """Nobody is "which": "Médecins du Lac, which runs a clinic"."""
    return [token.lower_ for token in name.doc[name.end : name.end + 2]] == [",", "which"]


def _is_definite(entity: Tokens) -> bool:
    """The name itself, not a noun that it stands before, has an article or an owner."""
    root = entity.root
    if root.dep_ in {"compound", "amod", "nmod"}:
        return False
    apart = any(child.text == "," for child in root.lefts)  # "one of the biggest, Kelm"
    return not apart and any(child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ == "the") for child in root.lefts)


def _is_somebody_beside(name: Tokens) -> bool:
    """A noun behind the name says that it is a person’s: "said Oksana, a schoolteacher from Anapa"."""
    nouns = (child for child in name.root.rights if child.dep_ == "appos" and child.lower_ not in _MAKERS)
    beside = (noun for noun in nouns if noun.lower_ in PERSONS or noun.lower_.endswith(_TEACHERS))
    return any(child.lower_ in {"a", "an"} for noun in beside for child in noun.lefts)


def _mention_of_source(sentence: Sentence, span: Span, text: str) -> Mention | None:
    """A speaker that the model's entities miss: kind by its words, subject by its part."""
    titles, named = split_titles(bare_name(text).split())
    plain = _HANGING.sub("", " ".join(named))
    words = name_words(plain)
    head = head_word(plain)
    if is_somebody(plain):
        return None
    tokens = sentence.tokens_in(span)
    if has_name(text):
        joined = not _JOINING.isdisjoint(words) and head not in PERSONS  # "Centre for Missing Persons"
        ends = len(words) > 1 and words[-1] in _ENDING  # "Human Rights Watch"
        counts = words[-1] in DOCUMENTS or singular(words[-1]) in DOCUMENTS  # "UN figures"
        thing = joined or ends or counts or _is_a_thing(tokens)
        likely: Kind = "body" if head in BODIES or thing or (len(words) == 1 and not titles) else "person"
        kind = _kind_told(tokens, sentence.tokens.start) or ("person" if _is_somebody_beside(tokens) else likely)
    elif head in BODIES:
        kind = "body"
    else:
        return None
    roles = {title.lower().strip(".") for title in titles} | (_roles_around(tokens) if tokens is not None else set())
    if kind == "body":
        roles = (roles & BODIES) | (_kinds_beside(tokens) if tokens is not None and has_name(text) else set())
    definite = kind == "body" and text.lower().startswith("the ")
    return Mention(span.start, span.end, plain, words, kind, subject=True, roles=frozenset(roles), definite=definite)


def is_bare_body(mention: Mention) -> bool:
    """A body whose name does not say what it is, or says that it is a company: a ministry is none."""
    return mention.kind == "body" and (not BODIES.intersection(mention.words) or is_company(mention.words))


def _kinds_beside(entity: Tokens) -> set[str]:
    """What a body is called by right before or after its name: "the newspaper X", "its operator, X", "the X news agency"."""
    doc = entity.doc
    first = entity.start
    if first > 1 and doc[first - 1].text == "," and doc[first - 2].pos_ == "NOUN":
        first -= 1
    near = {token.lower_ for token in doc[max(first - 1, 0) : first]}
    for token in doc[entity.end : entity.end + 2]:
        if token.pos_ != "NOUN" or token.nbor(-1).text == "-" or entity.text in _UNIONS:
            break  # "the UN mission" is none of its names
        near.add(token.lower_)
    return near & (BODIES | MEDIA)


def _kinds_predicated(entity: Tokens) -> set[str]:
    """What a body is said to be: "Kelm is the largest association of tenants", "Kelm, which is a network of tenants,"."""
    root = entity.root
    verbs = [child for child in root.rights if child.dep_ == "relcl"] + ([root.head] if root.dep_ == "nsubj" else [])
    told = (child for verb in verbs if verb.lemma_ == "be" for child in verb.rights if child.dep_ == "attr")
    return {child.lower_ for child in told if child.lower_ in BODIES | MEDIA}


def _roles_around(entity: Tokens) -> set[str]:
    """The offices that stand beside a person's name: "Kyiv Mayor X", "the mayor, X", "X, mayor of Kyiv,"."""
    roles = _roles_after(entity)
    doc, first = entity.doc, entity.start - 1
    commas = 0
    while first >= 0 and entity.start - first <= 8:  # "the city's deputy emergency services chief, X"
        token = doc[first]
        if token.is_punct:
            commas += token.text == ","
            if token.text != "," or commas > 1 or first != entity.start - 1:
                break
        elif token.pos_ in {"VERB", "AUX", "ADP", "SCONJ"} and (token.lower_ not in {"of", "for"} or first == entity.start - 1):
            break  # "the mayor of X" says nothing of X
        elif (role := token.lower_.strip(".")) in _CALLED:
            roles.add(role)
        first -= 1
    return roles


def _roles_after(entity: Tokens) -> set[str]:
    """The nouns of an apposition after a name: up to the next comma or verb."""
    doc, related = entity.doc, {child.lower_ for child in entity.root.rights if _is_relation(child)}
    roles = set(related)
    if entity.end < len(doc) and doc[entity.end].text == ",":
        aside = doc[entity.end + 1 : entity.end + 10]
        hyphens = [token.i for token in aside if token.tag_ == "HYPH" and _is_epithet(token)]
        for token in aside:
            if any(abs(token.i - hyphen) <= 1 for hyphen in hyphens):
                continue  # "a volunteer-run hotline"
            if token.pos_ in {"VERB", "AUX"}:
                return related  # "…, the mayor said": who speaks is named elsewhere
            if token.is_punct or token.pos_ == "PRON" or token.tag_ == "WP$":
                break
            if token.nbor().tag_ == "POS":
                break  # "Lund, the army's last stronghold"
            if token.lower_ in _CALLED or token.lower_ in BODIES or (token.lower_ in MEDIA and token.pos_ == "NOUN"):
                roles.add(token.lower_)
    return roles


def _is_epithet(hyphen: Token) -> bool:
    """It joins a participle that only tells more of what follows: "Lund-based", "state-funded"."""
    return hyphen.i + 1 < len(hyphen.doc) and hyphen.nbor().lower_ in EPITHETS


def _is_relation(noun: Token) -> bool:
    """Whether "Ana Roe, his mother," is what it tells of Roe, unlike "Max Roe, his wife and two sons" and "whose wife"."""
    if noun.dep_ != "appos" or noun.lower_ not in _CALLED:
        return False
    owned = any(child.tag_ == "PRP$" for child in noun.lefts)
    return owned and not any(child.dep_ == "conj" for child in noun.rights)


def _is_subject(token: Token) -> bool:
    while token.dep_ in _WITHIN_PHRASE and token.head.i != token.i:
        token = token.head
    if token.dep_ == "oprd" and token.head.dep_ == "acl" and token.head.lemma_ == "call":
        token = token.head.head  # "a gang calling itself Blacktern"
    if token.dep_ == "conj":
        token = token.head
    return token.dep_ in _SUBJECTS and token.head.dep_ not in _BESIDE


def acronyms_of(document: Document) -> Iterator[tuple[str, str]]:
    """Short forms in brackets with the name before them: "National Anti-Corruption Bureau (NABU)"."""
    for paragraph in document.paragraphs:
        text = document.text[paragraph.start : paragraph.end]
        for match in _ACRONYM.finditer(text):
            before = _NAME_RUN.search(text[max(0, match.start() - 100) : match.start()].replace("\n", " "))
            full = before and _long_form(before.group().split(), match[1])
            if full:
                yield match[1], full


def _long_form(words: list[str], acronym: str) -> str | None:
    """The words that the letters stand for; where they stand for another language's, the name after a possessive."""
    letters = acronym.upper()
    for first in range(len(words) - 1, -1, -1):
        initials = "".join(part[0] for word in words[first:] if word[0].isupper() for part in word.split("-") if part).upper()
        if initials == letters and words[first][0].isupper():
            return " ".join(words[first:])
    owner = next((i for i in range(len(words) - 1, -1, -1) if POSSESSIVE.search(words[i])), -1)
    own = words[owner + 1 :]
    while own and not own[0][0].isupper():
        own = own[1:]
    if own and own[0] == "The":
        own = own[1:]
    return " ".join(own) or None


def contains(mention: Mention, words: tuple[str, ...]) -> bool:
    """A longer name holds a shorter one at its end, or, of a body, at its beginning."""
    size = len(words)
    if mention.words[-size:] == words:
        return True
    if mention.kind == "person" and size > 1:
        return (mention.words[0], mention.words[-1]) == (words[0], words[-1])  # a middle name more
    return mention.kind == "body" and mention.words[:size] == words and not _is_part(mention, size)


def _is_part(mention: Mention, size: int) -> bool:
    """Only describes a body of the one that its first words name: of the United Nations, "the United Nations rights office"."""
    described = mention.name.split()[size:]
    return size > 1 and described[-1:] != [] and described[-1] in BODIES and all(word.islower() for word in described)
