"""Who said what: sentences of several genres, with what is attributed, to whom, and by which words."""

import pytest

from claims.extraction.attribution import find_attributions
from claims.extraction.document import Block, Role
from claims.extraction.parsing import parse


def attributions(text):
    """The mentions of a text of plain paragraphs, as ``(contents, sources, cue, mode)`` in words."""
    blocks = []
    position = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start=position, end=position + len(line), role=Role.STORY))
        position += len(line) + 1
    document = parse(text, blocks=blocks)
    return [
        (
            " … ".join(text[part.start : part.end] for part in mention.content),
            " & ".join(text[part.start : part.end] for part in mention.sources),
            text[mention.cue.start : mention.cue.end] if mention.cue else "",
            mention.mode,
        )
        for mention in find_attributions(document)
    ]


DIRECT = [
    (
        '"The dam held all night," the mayor said.',
        ('"The dam held all night,"', "the mayor", "said", "direct"),
    ),
    (
        "“Nobody was hurt,” said Anna Berg, who runs the clinic.",
        ("“Nobody was hurt,”", "Anna Berg", "said", "direct"),
    ),
    (
        'The coach told reporters: "We ran out of time."',
        ('"We ran out of time."', "The coach", "told", "direct"),
    ),
    (
        '"We opened the gates," Lind said, "and the water went down."',
        ('"We opened the gates," … "and the water went down."', "Lind", "said", "direct"),
    ),
    (
        '"We opened the gates," Lind said. "The water went down. It took an hour."',
        ('"We opened the gates," … "The water went down. It took an hour."', "Lind", "said", "direct"),
    ),
    (
        "« Les jeux sont faits », he said.",
        ("« Les jeux sont faits »", "he", "said", "direct"),
    ),
    (
        "„The line is open again“, said the railway.",
        ("„The line is open again“", "the railway", "said", "direct"),
    ),
    (
        "‘We won’t leave,’ the farmer said.",
        ("‘We won’t leave,’", "the farmer", "said", "direct"),
    ),
]

INDIRECT = [
    (
        "The ministry said that 12 people had been hurt in the fire.",
        ("that 12 people had been hurt in the fire", "The ministry", "said", "indirect"),
    ),
    (
        "Police in Leeds said they had detained three men.",
        ("they had detained three men", "Police in Leeds", "said", "indirect"),
    ),
    (
        "Sales fell by a third, the retailer said.",
        ("Sales fell by a third", "the retailer", "said", "indirect"),
    ),
    (
        "Just under half of the pumps were replaced, it added.",
        ("Just under half of the pumps were replaced", "it", "added", "indirect"),
    ),
    (
        "The blast, officials say, was caused by gas.",
        ("The blast … was caused by gas", "officials", "say", "indirect"),
    ),
    (
        "The river rose by two metres overnight, according to the water board.",
        ("The river rose by two metres overnight", "the water board", "according to", "indirect"),
    ),
    (
        "According to the union, 300 jobs will go.",
        ("300 jobs will go", "the union", "According to", "indirect"),
    ),
    (
        "The governor put the toll at 12.",
        ("the toll at 12", "The governor", "put", "indirect"),
    ),
    (
        "The bank denied breaking the sanctions.",
        ("breaking the sanctions", "The bank", "denied", "indirect"),
    ),
    (
        "Kenya accused its neighbour of shelling a border post.",
        ("its neighbour of shelling a border post", "Kenya", "accused", "indirect"),
    ),
    (
        "The airline announced plans to cut 40 routes.",
        ("plans to cut 40 routes", "The airline", "announced", "indirect"),
    ),
    (
        "Asked whether she would resign, Moreau replied that she would not.",
        ("that she would not", "Moreau", "replied", "indirect"),
    ),
    (
        "The driver was quoted as saying that the brakes had failed.",
        ("that the brakes had failed", "The driver", "saying", "indirect"),
    ),
    (
        "The committee rejected the report's finding that the bridge was safe.",
        ("that the bridge was safe", "the report's", "finding", "indirect"),
    ),
    (
        "It was reported that the talks had collapsed.",
        ("that the talks had collapsed", "", "was reported", "indirect"),
    ),
    (
        "The mayor and the fire chief said the school would reopen on Monday.",
        ("the school would reopen on Monday", "The mayor & the fire chief", "said", "indirect"),
    ),
]

MIXED = [
    (
        'The chancellor called the budget "a gift to the rich".',
        ('the budget "a gift to the rich"', "The chancellor", "called", "mixed"),
    ),
    (
        'The court said the arrest was "plainly unlawful".',
        ('the arrest was "plainly unlawful"', "The court", "said", "mixed"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), DIRECT + INDIRECT + MIXED)
def test_who_said_what(text, expected):
    assert expected in attributions(text)
