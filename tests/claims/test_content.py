"""What the engine finds in annotated articles has the form in which claims are stored."""

from pathlib import Path

import pytest

from claims.content import validate
from claims.extraction import extract
from claims.services.extraction import as_content
from sources.models import Snapshot

ARTICLES = sorted((Path(__file__).parents[1] / "eval").glob("*.txt"))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_whatever_the_engine_finds_in_an_article_can_be_stored(path):
    text = path.read_bytes().decode()
    claims = extract(text).to_dict()["claims"]
    assert claims
    for claim in claims:
        content = validate(as_content(claim), Snapshot(text=text), None)
        assert text[content["start"] : content["end"]] == claim["text"]


def test_a_number_is_stored_as_exactly_as_the_database_keeps_it():
    figure = {"low": 1 / 6, "high": 1 / 6, "best": None, "text": "one in six", "tolerance": {"low": 1 / 7, "high": None}}
    content = as_content({"figure": figure, "when": None})
    assert content["figure"]["low"] == 0.166667
    assert content["figure"]["tolerance"] == {"low": 0.142857, "high": None}
