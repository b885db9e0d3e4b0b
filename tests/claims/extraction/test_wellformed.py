"""What holds of every statement that the engine makes of whole articles, whatever it says."""

import datetime as dt
import pathlib
import re

import pytest

from claims.extraction import extract
from claims.extraction.text.parsing import parse

ROOT = pathlib.Path(__file__).parents[3]
ARTICLES = sorted([*(ROOT / "tests" / "eval").glob("*.txt"), *(ROOT / "seeds").rglob("*.txt")])

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
STOPPED = re.compile(r"[^.!?,;:…][\"'’)]?(?:[.!?]|\b[A-Z]\.)$|\.\w\.$")
STRAY_MARKS = re.compile(r"[\"“”„«»\[\]]|''|``|^\W*$|\s[,.;:!?]|,,|\s\s")
TWICE = re.compile(r"\b([A-Za-z]+) \1\b")
DAY_TWICE = re.compile(rf"\d (?:{MONTHS}) \d{{4}}\)? \(\d|(?:{MONTHS}) \d{{1,2}}\)? \(\d")
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VBN"})


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.stem)
def test_statements_are_sentences(article):
    claims = extract(article.read_bytes().decode(), published=dt.date(2026, 11, 24)).claims
    assert claims
    for claim in claims:
        statement = claim.statement
        assert not statement[0].islower(), statement
        assert STOPPED.search(statement), statement
        assert not STRAY_MARKS.search(statement), statement
        assert statement.count("(") == statement.count(")"), statement
        assert not TWICE.search(statement), statement
        assert not DAY_TWICE.search(statement), statement


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.stem)
def test_statements_have_a_verb(article):
    claims = extract(article.read_bytes().decode(), published=dt.date(2026, 11, 24)).claims
    told = [claim.statement for claim in claims if claim.figure is None]
    document = parse("\n\n".join(told))
    for paragraph in document.chunks:
        assert any(token.tag_ in FINITE for token in paragraph), paragraph.text
