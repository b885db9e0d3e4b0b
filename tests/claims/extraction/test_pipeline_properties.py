"""What must hold of every text, however broken."""

import datetime as dt
import json
import pathlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.extraction import extract, extract_many

PUBLISHED = dt.date(2025, 7, 22)

#: Pieces of news with what trips readers of text: quotation marks of all kinds, marks of direction, emoji, combining accents.
PIECES = st.sampled_from(
    [
        "The ministry said ",
        "“Two people were killed,” ",
        '"',
        "„",
        "«\xa0",
        "\xa0»",
        "’s",
        " he added",
        ". ",
        "? ",
        "\n\n",
        "\r\n",
        "\n",
        "at least 12 drones",
        "just under half of the drones ",
        "all but one of the missiles ",
        "of whom three ",
        "5.4",
        "\u20ac62m",
        "1,200",
        "on Tuesday",
        " overnight",
        "last week",
        "Jose\u0301 Mari\u0301a",
        "\u200f\u202b\u05d4\u05e9\u05e8 \u05d0\u05de\u05e8\u202c",
        "🚀🕯️",
        "\ufeff",
        "\x00",
        "-- ",
        "[...] ",
        "(SBU)",
        "the SBU ",
        "it ",
        "they ",
        "who said that ",
        ", citing an unnamed official, ",
        "denied that ",
        "according to ",
        "\u2028",
        "\t",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "Read more",
        "\xa9",
        "|",
        "By Jane Roe",
        "KYIV -- ",
        "— ",
        "don't ",
        "e\u0301\u0301\u0301",
        "\U0001f1fa\U0001f1e6 ",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=25).map("".join)

PARAGRAPHS = [
    paragraph
    for article in sorted((pathlib.Path(__file__).parents[2] / "eval").glob("*.txt"))
    for paragraph in article.read_text(encoding="utf-8").split("\n\n")
]


@st.composite
def cut_texts(draw):
    """A paragraph of an article of which the beginning, the end or both are lost."""
    words = draw(st.sampled_from(PARAGRAPHS)).split(" ")
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first + 1, min(len(words), first + 40)))
    return " ".join(words[first:last])


few = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def spans(value):
    """Every object with a text and offsets in a record."""
    if isinstance(value, dict):
        if {"text", "start", "end"} <= value.keys():
            yield value
        for item in value.values():
            yield from spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from spans(item)


@settings(few, max_examples=300)
@given(cut_texts())
def test_a_text_may_begin_and_end_anywhere(text):
    record = extract(text, published=PUBLISHED).to_dict(layers=True)
    for span in spans(record["claims"]):
        assert text[span["start"] : span["end"]] == span["text"] != ""


@few
@given(TEXTS)
def test_every_span_is_verbatim(text):
    record = extract(text, published=PUBLISHED).to_dict(layers=True)
    for span in spans({name: record[name] for name in ("claims", "quantities", "dates")}):
        assert text[span["start"] : span["end"]] == span["text"]


@few
@given(TEXTS)
def test_a_text_has_one_extraction(text):
    first = json.dumps(extract(text, published=PUBLISHED).to_dict(layers=True, with_text=True))
    assert json.dumps(extract(text, published=PUBLISHED).to_dict(layers=True, with_text=True)) == first


@few
@given(TEXTS)
def test_figures_are_intervals_and_relations_lead_to_claims(text):
    claims = extract(text, published=PUBLISHED).claims
    for claim in claims:
        assert 0 <= claim.check_worthiness <= 1
        assert claim.reasons
        assert claim.statement
        figure = claim.figure
        if figure is None:
            continue
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high
        for index in (*figure.base, *([] if figure.part_of is None else [figure.part_of])):
            assert 0 <= index < len(claims)
        assert bool(figure.base) == bool(figure.derivation)


@pytest.mark.parametrize("text", ["", " \n", "\x00", "”", "1", "🚀", "\u202e", "“" * 500, "a " * 9_000, "." * 4_000, "(" * 3_000])
def test_degenerate_texts_are_read(text):
    assert extract(text).to_dict(layers=True)["schema"] == "extraction/1"


#: Sentences of many shapes, of which each beginning is what a page that breaks off may end with.
DENSE = (
    "Eight militants were killed, it said, among them Wael Roe, a commander, and 12 more of its dead were left behind.",
    "Karsk’s army said it fired 93 drones, 18 missiles and two bombs, killing three and wounding nine, two of them badly.",
    "According to the ministry, half of the 124 drones and all but two missiles were shot down; rebels say they lost none.",
    "“We lost everything,” said Ana Roe, whose son was hurt, who, asked whether she would stay, said that “nobody” had asked.",
    "Of the 43 injured, 11 were in hospital on Friday, up from six before, a spokesman for the clinic, Jan Dole, told Lund News.",
    "The company denied that it had cut 1,200 jobs, or 8% of its staff, since May, a claim the union, citing a clerk, had made.",
)


@pytest.mark.parametrize("sentence", DENSE)
def test_every_beginning_of_a_sentence_is_read(sentence):
    words = sentence.split(" ")
    beginnings = [" ".join(words[:size]) for size in range(1, len(words) + 1)]
    beginnings += [beginning.rstrip(",;“”’.") for beginning in beginnings]
    for text, extraction in zip(beginnings, extract_many(beginnings), strict=True):
        assert all(claim.text == text[claim.start : claim.end] for claim in extraction.claims)
