"""Words and tags that several of the readings turn on, and what several of them do to a parse."""

from __future__ import annotations

from typing import Literal

from claims.extraction.text.tokens import Chunk, Token

FINITE = frozenset({"VBD", "VBP", "VBZ"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
LIKE_BASE = frozenset("burst cast cost cut hit hurt put set shed shut split spread".split())
#: What is done to people and things that come to harm.
HARMS = frozenset({"damage", "destroy", "hurt", "injure", "kill", "leave", "wound"})
SHOWING = frozenset("estimate find indicate show suggest".split())
SAYING = frozenset({"add", "announce", "claim", "report", "say", "state", "tell", "write"})
#: What "half of them displaced" tells that was done to them, though the model takes it for what they did.
UNDERGONE = frozenset(
    """arrested buried damaged destroyed detained displaced elected evacuated hospitalised hospitalized injured killed registered
    released rescued uprooted wounded""".split()
)


def make_root(main: Token, root: Token) -> None:
    """Gives a sentence another main verb, with the signs of the one that it has had; that one is left to hang elsewhere."""
    for child in [child for child in root.children if child.dep_ == "punct"]:
        child.head = main
    main.head, main.dep_ = main, "ROOT"


def all_where(doc: Chunk, attribute: Literal["dep_", "lower_", "tag_"], value: str) -> list[int]:
    """The positions of the words whose attribute has that value."""
    if attribute == "dep_":
        return [token.i for token in doc if token.dep_ == value]
    if attribute == "lower_":
        return doc.by_word.get(value, [])
    return [token.i for token in doc if token.tag_ == value]
