"""Which quotation marks belong together, in the ways that texts come."""

import re

import pytest

from claims.extraction.attribution.quotations import find_quotations
from claims.extraction.records import Span


def quotations(text):
    """The quotations of a text of paragraphs; those that no mark closes end in an ellipsis."""
    paragraphs = [Span(*line.span()) for line in re.finditer(r"[^\n]+", text)]
    return [
        text[quotation.span.start : quotation.span.end] + ("" if quotation.closed else "…")
        for quotation in find_quotations(text, paragraphs)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes." And "no," she said.', ['"yes."', '"no,"']),
        ("“One.” “Two.”", ["“One.”", "“Two.”"]),
        ("„Gut“, sagte er.", ["„Gut“"]),
        ("«Bon», dit-il. « Très bon. »", ["«Bon»", "« Très bon. »"]),
        ("»Ja«, sagte sie.", ["»Ja«"]),
        ("``Well,'' he said.", ["``Well,''"]),
        ("''Well,'' he said.", ["''Well,''"]),
        ("‘We won’t go,’ he said.", ["‘We won’t go,’"]),
        ("'No way,' she said.", ["'No way,'"]),
        ('("Hello")', ['"Hello"']),
        ("“A”—“B”", ["“A”", "“B”"]),
        ('He said:"Yes."', ['"Yes."']),
    ],
)
def test_marks_of_every_kind_pair(text, expected):
    assert quotations(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He said “yes” to me,” she said.", ["“He said “yes” to me,”"]),
        ('"He said "yes" to me," she said.', ['"He said "yes" to me,"']),
        ("“He shouted ‘fire’ and ran,” she said.", ["“He shouted ‘fire’ and ran,”"]),
        ("“And she said, ‘Do you see?’” he said.", ["“And she said, ‘Do you see?’”"]),
    ],
)
def test_what_is_quoted_within_a_quotation_is_part_of_it(text, expected):
    assert quotations(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The officials’ view and the voters’ choice.",
        "rock 'n' roll in the '90s",
        "He is 6' 2\" tall.",
        "It's the dogs' dinner.",
        "No marks.",
    ],
)
def test_apostrophes_and_inches_quote_nothing(text):
    assert quotations(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We left early. “It was late,” he said.", ["“We left early.", "“It was late,”"]),
        ("“We left early,“ he said.", ["“We left early,“"]),
        ("” We left early,” he said.", ["” We left early,”"]),
        ("We left early,” he said.", []),
        ('"We left early. He goes on.', ['"We left early. He goes on.…']),
    ],
)
def test_unbalanced_marks_end_where_their_sentence_or_paragraph_does(text, expected):
    assert quotations(text) == expected


def test_an_open_quotation_goes_on_where_the_next_paragraph_opens_with_a_mark():
    assert quotations("“One.\n“Two.\n“Three,” he said.") == ["“One.…", "“Two.…", "“Three,”"]


def test_an_open_quotation_goes_on_to_a_closing_mark_that_opens_nothing():
    assert quotations("“One.\nTwo,” he said.") == ["“One.…", "Two,”"]


def test_an_open_quotation_ends_with_a_paragraph_without_marks():
    assert quotations("“One.\nTwo.\nThree,” he said.") == ["“One.…"]
