"""The engine's own tokens say what the library's say."""

import pathlib

import pytest

from claims.extraction.config import ExtractionConfig
from claims.extraction.text.mending import mend
from claims.extraction.text.model import load_model
from claims.extraction.text.tokens import Reader, text_of, text_to

ARTICLES = sorted((pathlib.Path(__file__).parents[2] / "eval").glob("*.txt"))
PLAIN = "text lower_ lemma_ pos_ tag_ dep_ ent_type_ ent_iob_ whitespace_ i idx n_lefts n_rights".split()
FLAGS = "is_alpha is_currency is_digit is_lower is_punct is_quote is_space is_title is_upper like_num".split()
RELATED = "lefts rights children ancestors conjuncts".split()


def places(tokens):
    return [token.i for token in tokens]


def said_of(token):
    """All that a token says, of the library's or of ours."""
    return (
        [getattr(token, name) for name in PLAIN + FLAGS]
        + [places(getattr(token, name)) for name in RELATED]
        + [sorted(places(token.subtree))]  # the library's is not in the order of the text where parts of two cross
        + [token.head.i, token.left_edge.i, token.right_edge.i, token.sent.start, token.sent.end, len(token)]
        + [bool(token.is_sent_start)]
    )


@pytest.fixture(scope="module")
def model():
    return load_model(ExtractionConfig().model)


@pytest.mark.parametrize("article", ARTICLES[::3], ids=lambda path: path.stem)
def test_tokens_say_what_the_librarys_say(article, model):
    doc = model(" ".join(article.read_text(encoding="utf-8").split()))
    chunk = Reader(model.vocab).read(doc, 7)
    assert [said_of(token) for token in chunk] == [said_of(token) for token in doc]
    sentences = [(one.start, one.end, one.text, one.root.i, one.start_char, one.end_char) for one in doc.sents]
    assert [(one.start, one.end, one.text, one.root.i, one.start_char, one.end_char) for one in chunk.sentences] == sentences
    entities = [(one.start, one.end, one.label_, one.text, one.root.i) for one in doc.ents]
    assert [(one.start, one.end, one.label_, one.text, one.root.i) for one in chunk.entities] == entities
    assert len(entities) > 5
    assert chunk.text == doc.text
    assert (chunk.span.start, chunk.span.end) == (7, 7 + len(doc.text))


def test_an_address_is_known(model):
    chunk = Reader(model.vocab).read(model("Write to desk@example.org or read example.org/news today."), 0)
    assert [token.text for token in chunk if token.is_address] == ["desk@example.org", "example.org/news"]


def test_a_new_head_takes_along_what_depends_on_the_token(model):
    doc = model("The army said that two drones of the north hit a house in Lund.")
    chunk = Reader(model.vocab).read(doc, 0)
    way = next(token.i for token in chunk if token.text == "in")
    for tokens in (doc, chunk):
        tokens[way].head = next(token for token in tokens if token.text == "drones")
    assert [said_of(token) for token in chunk] == [said_of(token) for token in doc]
    assert text_of(chunk[way].subtree) == "in Lund"
    assert chunk[way].head.right_edge.text == "Lund"


def test_tokens_that_depend_on_themselves_are_untangled(model):
    chunk = Reader(model.vocab).read(model("The army said that two drones hit a house."), 0)
    drones, hit, house = (next(token for token in chunk if token.text == word) for word in ("drones", "hit", "house"))
    hit.head = house
    mend(chunk)
    assert all(list(token.ancestors)[-1:] != [token] for token in chunk)
    assert [token.text for token in chunk if token.head is token] == ["said", "hit"]
    assert hit.is_ancestor(drones)
    assert house in hit.subtree
    assert hit not in chunk[0].sent.root.subtree


def test_text_up_to_a_word(model):
    chunk = Reader(model.vocab).read(model("The regional police in Lund said so."), 0)
    police = next(token for token in chunk if token.text == "police")
    assert (text_to(police), text_of(police.subtree), text_of(())) == ("The regional police", "The regional police in Lund", "")


def test_beside_a_paragraph_stands_a_word_that_says_nothing(model):
    chunk = Reader(model.vocab).read(model("Police said so."), 0)
    for edge in (chunk[0].nbor(-1), chunk[-1].nbor(), chunk[0].nbor(9)):
        assert (edge.text, edge.lower_, edge.tag_, edge.dep_, edge.head, edge.children) == ("", "", "", "", edge, ())
    assert (chunk[0].nbor(-1).i, chunk[-1].nbor().i, chunk[0].nbor().text) == (-1, len(chunk), "said")
