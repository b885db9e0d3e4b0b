import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.diffs import Change, diff


def rendered(before: str, after: str) -> list[str]:
    """One line a paragraph: ``=`` same, ``+`` added, ``-`` removed, ``~`` changed with its words in brackets."""
    signs = {Change.SAME: "=", Change.ADDED: "+", Change.REMOVED: "-", Change.CHANGED: "~"}
    words = {Change.SAME: "{}", Change.ADDED: "[+{}]", Change.REMOVED: "[-{}]"}
    lines = []
    for paragraph in diff(before, after):
        inside = paragraph.change == Change.CHANGED
        text = "".join(words[p.change].format(p.text) if inside else p.text for p in paragraph.passages)
        lines.append(signs[paragraph.change] + text)
    return lines


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("One.\n\nTwo.", "One.\r\n\r\nTwo.\r\n", ["=One.", "=Two."]),
        ("One.", "One.\n\nTwo.", ["=One.", "+Two."]),
        ("One.\n\nTwo.", "Two.", ["-One.", "=Two."]),
        (
            "Forty drones were launched.\n\nIt rained.",
            "Fifty drones were launched.\n\nIt rained.",
            ["~[-Forty ][+Fifty ]drones were launched.", "=It rained."],
        ),
        (
            "Two people died in the fire.",
            "A correction was made.\n\nThree people died in the fire.",
            ["+A correction was made.", "~[-Two ][+Three ]people died in the fire."],
        ),
        ("Nothing alike here.", "Completely different words.", ["-Nothing alike here.", "+Completely different words."]),
        ("Two died.\n\nAll were found.", "All were found.\n\nTwo died.", ["+All were found.", "=Two died.", "-All were found."]),
    ],
)
def test_changes_are_shown_by_paragraph_and_by_word(before, after, expected):
    assert rendered(before, after) == expected


def test_a_very_long_paragraph_is_compared_as_a_whole():
    long = "word " * 3000
    assert [paragraph.change for paragraph in diff(long, long + "more")] == [Change.REMOVED, Change.ADDED]


texts = st.lists(st.lists(st.sampled_from("forty drones fell on the port today .".split()), max_size=6).map(" ".join)).map(
    "\n".join
)


@given(texts, texts)
def test_both_texts_can_be_read_from_the_difference(before, after):
    for text, gone in ((before, Change.ADDED), (after, Change.REMOVED)):
        read = ["".join(p.text for p in paragraph.passages if p.change != gone) for paragraph in diff(before, after)]
        assert [line for line in read if line] == [line for line in text.split("\n") if line]
