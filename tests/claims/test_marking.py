import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.marking import Mark, Paragraph, Segment, Span, mark


def rendered(paragraphs: list[Paragraph[int]]) -> str:
    """The marks as brackets: ``[1:``…``]``, with ``~`` where a mark goes on."""
    lines = []
    for paragraph in paragraphs:
        line = ""
        for segment in paragraph.segments:
            line += "".join(f"[{m.of}:" if m.whole else f"[~{m.of}:" for m in segment.opens)
            line += segment.text
            line += "".join("]" if m.whole else "~]" for m in segment.closes)
        lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("Two people died.", [], "Two people died."),
        ("Two people died.", [(0, 10, 1)], "[1:Two people] died."),
        # side by side, without a gap
        ("abcd", [(0, 2, 1), (2, 4, 2)], "[1:ab][2:cd]"),
        # one inside the other
        ("abcdef", [(0, 6, 1), (2, 4, 2)], "[1:ab[2:cd]ef]"),
        # the same beginning, the same end, the same passage
        ("abcd", [(0, 2, 1), (0, 4, 2)], "[2:[1:ab]cd]"),
        ("abcd", [(0, 4, 1), (2, 4, 2)], "[1:ab[2:cd]]"),
        ("abcd", [(0, 4, 2), (0, 4, 1)], "[2:[1:abcd]]"),
        # overlapping without nesting: the later one is interrupted where the earlier one ends
        ("abcdef", [(0, 4, 1), (2, 6, 2)], "[1:ab[2:cd~]][~2:ef]"),
        ("abcdefgh", [(0, 4, 1), (2, 6, 2), (3, 8, 3)], "[1:ab[2:c[3:d~]~]][~3:[~2:ef]gh]"),
        # over the end of a paragraph
        ("ab\n\ncd", [(1, 5, 1)], "a[1:b~]\n[~1:c]d"),
        # outside the text, without extent
        ("abc", [(2, 9, 1), (1, 1, 2), (-1, 2, 3)], "abc"),
        # emoji outside the basic plane, a family of joined ones, a combining accent, right-to-left text
        ("😀😀 12 dead", [(3, 10, 1)], "😀😀 [1:12 dead]"),
        ("👩‍👩‍👧 two", [(6, 9, 1)], "👩‍👩‍👧 [1:two]"),
        ("cafe\u0301 hit", [(0, 5, 1)], "[1:cafe\u0301] hit"),
        ("قُتل ٣ أشخاص", [(5, 6, 1)], "قُتل [1:٣] أشخاص"),
    ],
)
def test_marks_nest_and_lose_no_character(text: str, spans: list[tuple[int, int, int]], expected: str) -> None:
    assert rendered(mark(text, [Span(*span) for span in spans])) == expected


def test_blank_lines_make_no_paragraph_and_offsets_count_from_the_beginning_of_the_text() -> None:
    assert [p.start for p in mark("\n  \nfirst\r\n\r\n second", [])] == [4, 13]


def test_a_mark_says_which_of_its_edges_are_its_own() -> None:
    (paragraph,) = mark("abcdef", [Span(0, 4, 1), Span(2, 6, 2)])
    assert paragraph.segments[1] == Segment("cd", (Mark(2, whole=True),), (Mark(2, whole=False), Mark(1, whole=True)))


texts = st.text(alphabet="ab é\u0301😀\n", max_size=30)
spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6)


@given(texts, spans)
def test_segments_are_the_text_and_marks_are_the_spans(text: str, edges: list[tuple[int, int]]) -> None:
    wanted = [Span(start, end, key) for key, (start, end) in enumerate(edges)]
    marked: dict[int, set[int]] = {span.of: set() for span in wanted}
    whole_opens: list[int] = []
    for paragraph in mark(text, wanted):
        position, stack = paragraph.start, []
        for segment in paragraph.segments:
            stack += [m.of for m in segment.opens]
            whole_opens += [m.of for m in segment.opens if m.whole]
            assert text[position : position + len(segment.text)] == segment.text
            for key in stack:
                marked[key].update(range(position, position + len(segment.text)))
            position += len(segment.text)
            for closing in segment.closes:
                assert stack.pop() == closing.of
        assert stack == []
    shown = {i for p in mark(text, []) for i in range(p.start, p.start + len(p.segments[0].text))}
    for span in wanted:
        valid = 0 <= span.start < span.end <= len(text)
        assert marked[span.of] == (set(range(span.start, span.end)) & shown if valid else set())
    assert len(whole_opens) == len(set(whole_opens))
