"""The model made quicker reads as the library's own does."""

import pathlib

import pytest
import spacy
from spacy.lang.en import English
from spacy.pipeline import AttributeRuler

from claims.extraction.config import ExtractionConfig
from claims.extraction.text.entities import Entities
from claims.extraction.text.model import load_model
from claims.extraction.text.remembering import Attributes, Lemmas

ARTICLES = sorted((pathlib.Path(__file__).parents[2] / "eval").glob("*.txt"))


TEXTS = [block for article in ARTICLES for block in article.read_text(encoding="utf-8").split("\n\n")]


def given(doc):
    return [(word.tag_, word.dep_, word.pos_, str(word.morph), word.lemma_) for word in doc]


@pytest.mark.parametrize(
    "text", [*TEXTS[::9], "There are two  blanks here, and it's gonna rain.", "", "\n", "He ain't, y'all got ta go."]
)
def test_words_are_given_what_the_library_gives_them(text):
    model = load_model(ExtractionConfig().model)
    with model.select_pipes(disable=["claimdesk_attributes", "claimdesk_lemmas", "claimdesk_entities"]):
        doc = model(text)
    ruler, lemmatizer = model.get_pipe("attribute_ruler"), model.get_pipe("lemmatizer")
    expected = lemmatizer(ruler(doc.copy()))
    for _ in range(2):  # the second time from memory
        assert given(Lemmas(lemmatizer)(Attributes(ruler)(doc.copy()))) == given(expected)
    assert all(word.pos_ for word in expected)


@pytest.mark.parametrize(
    "rule", [{"pattern": {"SHAPE": "dddd"}, "attrs": {"POS": "NUM"}}, {"pattern": {}, "attrs": {"ENT_TYPE": "X"}}]
)
def test_rules_that_ask_or_give_more_are_left_to_the_library(rule):
    ruler = AttributeRuler(English().vocab)
    assert Attributes.can_stand_for(ruler)
    ruler.add([[rule["pattern"]]], rule["attrs"])
    assert not Attributes.can_stand_for(ruler)


def test_a_lemmatizer_that_overwrites_is_left_to_the_library():
    assert not Lemmas.can_stand_for(English().add_pipe("lemmatizer", config={"overwrite": True}))


def entities(docs):
    return [([(entity.start, entity.end, entity.label_) for entity in doc.ents], [word.ent_iob_ for word in doc]) for doc in docs]


def with_own_entities(model, texts):
    """Read by the library's recogniser, and once more by ours."""
    recognizer = model.get_pipe("ner")
    with model.select_pipes(disable=["claimdesk_entities"]):
        docs = list(model.pipe(texts))
    expected = entities(recognizer.pipe([doc.copy() for doc in docs], batch_size=16))
    return expected, entities(Entities(recognizer).pipe([doc.copy() for doc in docs], batch_size=16))


def test_entities_are_those_of_the_library_s_recogniser():
    expected, found = with_own_entities(load_model(ExtractionConfig().model), TEXTS)
    assert found == expected
    assert sum(len(own) for own, _ in found) > 1_000


@pytest.mark.parametrize(
    "texts",
    [
        [""],
        ["", "Kyiv", ""],
        ["   "],
        ["Kyiv"],
        [" Kyiv \n\n Oblast "],
        ["New York. City of Kyiv", "The United Nations", "of May"],
    ],
    ids=repr,
)
def test_entities_of_odd_texts_are_those_of_the_library_s_recogniser(texts):
    expected, found = with_own_entities(load_model(ExtractionConfig().model), texts)
    assert found == expected


def test_an_entity_ends_where_a_sentence_does():
    model = load_model(ExtractionConfig().model)
    recognizer = model.get_pipe("ner")
    words = "he told The New York Times on Friday".split()
    for start, paper in ((None, "The New York Times"), ("Times", "The New York"), ("York", "The New")):
        doc = spacy.tokens.Doc(model.vocab, words, sent_starts=[word == start for word in words])
        expected, found = recognizer(doc.copy()), Entities(recognizer)(doc)
        assert [entity.text for entity in found.ents] == [paper, "Friday"]
        assert entities([found]) == entities([expected])


def test_a_recogniser_of_another_kind_is_left_to_the_library():
    recognizer = English().add_pipe("beam_ner")
    assert not Entities.can_stand_for(recognizer)


def test_the_quick_model_reads_as_the_library_s_own():
    name = ExtractionConfig().model
    bare, quick = spacy.load(name), load_model(name)
    quicker = {"claimdesk_attributes", "claimdesk_lemmas", "claimdesk_entities"}
    assert quicker.issubset(quick.pipe_names)
    mending = [component for component in quick.pipe_names if component not in {*bare.pipe_names, *quicker}]
    texts = [" ".join(article.read_text(encoding="utf-8").split()) for article in ARTICLES[1::4]]
    with quick.select_pipes(disable=mending):
        read, expected = list(quick.pipe(texts)), list(bare.pipe(texts))
    # Matrices multiplied in another order differ in their last digits, which may turn a reading that hangs in the balance.
    differing = sum(
        (one.tag_, one.head.i, one.dep_, one.pos_, one.lemma_, one.ent_type_)
        != (other.tag_, other.head.i, other.dep_, other.pos_, other.lemma_, other.ent_type_)
        for first, second in zip(read, expected, strict=True)
        for one, other in zip(first, second, strict=True)
    )
    assert sum(map(len, read)) > 2_000
    assert differing <= 10
