"""What single words are: verbs taken for nouns, pasts for participles, subjects for times."""

from __future__ import annotations

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claims.extraction.text.mending.parts import FINITE, LIKE_BASE, NOUNS, SAYING, SHOWING, UNDERGONE, all_where

#: What others hold of "half of them".
_HELD = frozenset("believed expected feared known presumed reported said thought understood".split())
_HARMED = ("injured", "wounded")
#: What is done to those who have been hurt.
_CARING = frozenset("admitted carried counted evacuated received seen taken transferred treated treating".split())
_MULTIPLYING = frozenset({"doubled", "halved", "quadrupled", "trebled", "tripled"})
#: Verbs of saying that have the form of a noun in the plural.
_LIKE_PLURALS = frozenset("charges claims comments estimates fears forecasts hopes notes pledges promises reports".split())


@Language.component("claimdesk_hurt")
def _hurt(doc: Doc) -> Doc:
    """Of "three were killed and 22 hurt" the last word is a verb like "wounded"; small models take it for a noun.

    Of "treated 113 wounded" it is a noun, which they take for a verb.
    """
    forms = doc.to_array("LOWER")
    for index in np.flatnonzero(forms == doc.vocab.strings["hurt"]).tolist():
        deed, number = doc[index], doc[max(index - 1, 0)]
        if deed.tag_ == "NN" and deed.dep_ == "conj" and number.head == deed and number.dep_ == "nummod":
            deed.tag_, number.dep_ = "VBN", "nsubj"
    for form in _HARMED:
        for index in np.flatnonzero(forms == doc.vocab.strings[form]).tolist():
            harmed, number = doc[index], doc[max(index - 1, 0)]
            listed = number.dep_ == "conj" and number.head.dep_ == "dobj"  # "had received 19 bodies and 46 wounded"
            verb = number.head.head if listed else number.head
            if harmed.tag_ != "VBN" or not number.like_num or verb.lower_ not in _CARING:
                continue
            if number.dep_ in {"conj", "dobj"} and harmed.dep_ == "advcl" and harmed.head == verb:  # "had treated 113 wounded"
                harmed.head, harmed.dep_, number.head, number.dep_ = number.head, number.dep_, harmed, "nummod"
                harmed.tag_, harmed.pos_ = "NNS", "NOUN"
    return doc


@Language.component("claimdesk_no_names")
def _no_names(doc: Doc) -> Doc:
    """Of "Various Russian attacks" the first two words only describe; small models make a person of them."""
    if any(entity.label_ == "PERSON" and _only_describes(entity) for entity in doc.ents):
        doc.ents = [entity for entity in doc.ents if entity.label_ != "PERSON" or not _only_describes(entity)]
    return doc


def _only_describes(entity: Span) -> bool:
    last = entity[-1]
    return last.pos_ == "ADJ" and last.head.i >= entity.end and all(token.pos_ == "ADJ" for token in entity)


@Language.component("claimdesk_degrees")
def _degrees(doc: Doc) -> Doc:
    """Of "fell to -6C." the last is what it fell to; small models take it for a mark."""
    for index in all_where(doc, "DEP", "punct"):
        degree, way = doc[index], doc[max(index - 1, 0)]
        if way.dep_ == "prep" and not way.n_rights and any(sign.isdigit() for sign in degree.text):
            degree.head, degree.dep_ = way, "pobj"
    return doc


@Language.component("claimdesk_subjects")
def _subjects(doc: Doc) -> Doc:
    """Of "In Lund, a strike cut power" the noun before the verb is its subject; small models take it for a time or a degree."""
    for index in all_where(doc, "DEP", "npadvmod"):
        noun, verb = doc[index], doc[index].head
        acts = verb.tag_ in FINITE and verb.dep_ != "conj" and noun.right_edge.i + 1 == verb.i
        named = noun.tag_ in NOUNS and noun.ent_type_ not in {"DATE", "TIME"}
        if acts and named and not any("subj" in child.dep_ or child.dep_ == "expl" for child in verb.children):
            noun.dep_ = "nsubj"
            article = doc[max(noun.left_edge.i - 1, 0)]
            if article.dep_ == "det" and article.head == verb:
                article.head = noun
    return doc


@Language.component("claimdesk_plural_names")
def _plural_names(doc: Doc) -> Doc:
    """Of "Mothers of Lund, which speaks for 40 families, says …" the clause tells of all of the name, as its "says" shows."""
    for root in [sentence.root for sentence in doc.sents]:
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
    return doc


@Language.component("claimdesk_reporting_plurals")
def _reporting_plurals(doc: Doc) -> Doc:
    """Of "The directorate estimates that 40 died" the second is a verb; small models take both for one noun in the plural."""
    for index in all_where(doc, "LOWER", "that"):
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
    return doc


@Language.component("claimdesk_bare_participles")
def _bare_participles(doc: Doc) -> Doc:
    """Of "400,000 people, half of them displaced" and "was suspended and five staff detained" the last word is no past."""
    for index in all_where(doc, "LOWER", "them"):
        verb = doc[min(index + 1, len(doc) - 1)]
        held = verb.lower_ in _HELD and doc[min(index + 2, len(doc) - 1)].lower_ == "to"  # "half of them believed to be alive"
        undergone = verb.tag_ == "VBD" and (verb.lower_ in UNDERGONE or held) and doc[index].dep_ == "pobj"
        if undergone and not any(child.dep_ == "dobj" for child in verb.rights):
            verb.tag_ = "VBN"
    for index in all_where(doc, "DEP", "conj"):
        verb = doc[index]
        passive = verb.head.tag_ == "VBN" and any(child.dep_ == "auxpass" for child in verb.head.lefts)
        if verb.tag_ == "VBD" and verb.lower_ in UNDERGONE and passive and all(child.is_punct for child in verb.rights):
            verb.tag_ = "VBN"
    return doc


@Language.component("claimdesk_pasts")
def _pasts(doc: Doc) -> Doc:
    """Of "She said copies of the sheets put the party at 43%" the last verb is finite, whose past has the form of the base."""
    for index in all_where(doc, "DEP", "ccomp"):
        if _is_past_of_content(doc[index]):
            doc[index].tag_ = "VBD"
    for index in all_where(doc, "TAG", "VB"):
        verb = doc[index]
        if verb.dep_ == "ROOT" and _is_done_by_one(verb):
            verb.tag_ = "VBD"  # "The army retook the town"
        if verb.lower_ in LIKE_BASE and verb.dep_ == "ccomp" and verb.head.lemma_ in SAYING | SHOWING:
            own = {child.dep_ for child in verb.lefts}
            if "nsubj" in own and own.isdisjoint({"aux", "auxpass"}):
                verb.tag_ = "VBD"
    return doc


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


@Language.component("claimdesk_multiples")
def _multiples(doc: Doc) -> Doc:
    """Of "after profits more than halved in May" the last is a verb; small models take "more" for a quality."""
    for index in all_where(doc, "DEP", "advcl"):
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
    return doc
