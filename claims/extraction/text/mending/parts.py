"""Words and tags that several of the readings turn on, and what several of them do to a parse."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from claims.extraction.text.tokens import Chunk, Token

FINITE = frozenset({"VBD", "VBP", "VBZ"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
VERBS = FINITE | {"MD", "VB", "VBG", "VBN"}
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


def first_listed(word: Token, tags: Collection[str]) -> Token:
    """The first of what "and" joins the word to, as far as it has one of the tags: of "said it rose and [fell]" the rise."""
    while word.dep_ == "conj" and word.head.tag_ in tags:
        word = word.head
    return word


def has_tense(verb: Token) -> bool:
    """It is finite, or what helps it is: "was hit", "had been hit"; not "to be hit"."""
    return verb.tag_ in FINITE or any(child.tag_ in FINITE and child.dep_ in {"aux", "auxpass"} for child in verb.lefts)


def has_subject(verb: Token) -> bool:
    """Somebody or something has it for a verb."""
    return any("subj" in child.dep_ for child in verb.children)


def all_where(doc: Chunk, attribute: Literal["dep_", "lower_", "tag_"], value: str) -> list[int]:
    """The positions of the words whose attribute has that value."""
    if attribute == "dep_":
        return [token.i for token in doc if token.dep_ == value]
    if attribute == "lower_":
        return doc.by_word.get(value, [])
    return [token.i for token in doc if token.tag_ == value]
