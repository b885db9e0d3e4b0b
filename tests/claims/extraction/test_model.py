"""The model made quicker reads as the library's own does."""

import pathlib

import pytest
import spacy
from spacy.lang.en import English
from spacy.pipeline import AttributeRuler

from claims.extraction.config import ExtractionConfig
from claims.extraction.text.model import load_model
from claims.extraction.text.remembering import matching

ARTICLES = sorted((pathlib.Path(__file__).parents[2] / "eval").glob("*.txt"))


@pytest.mark.parametrize("article", ARTICLES[::4], ids=lambda path: path.stem)
def test_the_rules_for_words_match_as_the_library_matches_them(article):
    model = load_model(ExtractionConfig().model)
    ruler = model.get_pipe("attribute_ruler")
    doc = model(" ".join(article.read_text(encoding="utf-8").split()))
    assert ruler.match(doc) == AttributeRuler.match(ruler, doc)
    assert len(doc) < len(ruler.match(doc)) < 2 * len(doc)


def test_rules_that_ask_for_more_are_left_to_the_library():
    ruler = AttributeRuler(English().vocab)
    ruler.add([[{"SHAPE": "dddd"}]], {"POS": "NUM"})
    assert matching(ruler) == ruler.match


def test_the_quick_model_reads_as_the_library_s_own():
    name = ExtractionConfig().model
    bare, quick = spacy.load(name), load_model(name)
    mending = [component for component in quick.pipe_names if component not in bare.pipe_names]
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
