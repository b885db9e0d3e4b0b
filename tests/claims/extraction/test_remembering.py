"""What is worked out once for words that are alike is what the library works out for each."""

import pathlib

import pytest
from spacy.lang.en import English
from spacy.pipeline import AttributeRuler

from claims.extraction.config import ExtractionConfig
from claims.extraction.text.parsing import load_model
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
