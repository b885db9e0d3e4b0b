"""The model's own entities, found for all words of a batch at once instead of word by word.

spaCy's recogniser walks through a text and decides of each word whether it begins, goes on with, ends or makes up an entity (the
BILUO scheme of Ratinov and Roth, 2009). What it decides outside of entities depends on the word alone, so one product of matrices
decides it for every word; only the entities of several words have to be walked through, and those side by side.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

_Numbers = NDArray[np.float32]

#: The word, the first word of the open entity, and the word before: what a step looks at.
_LOOKED_AT = 3
_NONE = -np.inf


class Entities:
    """Finds what spaCy's recogniser finds, whose weights it takes; it overwrites entities that are there already."""

    def __init__(self, recognizer: Any) -> None:
        layers = recognizer.model
        self._vectors, self._lower = layers.get_ref("tok2vec"), layers.get_ref("lower")
        upper = layers.get_ref("upper")
        self._weights, self._bias = upper.get_param("W"), upper.get_param("b")
        steps = recognizer.moves
        moves = [steps.get_class_name(step).partition("-")[::2] for step in range(steps.n_moves)]
        # The one without a label only keeps out what somebody forbade before.
        self._of_one_word = np.array([move == "U" and label != "" for move, label in moves])
        self._begins = np.array([move == "B" for move, _ in moves])
        self._outside = self._of_one_word | self._begins | np.array([move == "O" for move, _ in moves])
        number = {move: place for place, move in enumerate(moves)}
        self._labels = [label for _, label in moves]
        #: For each beginning the steps that go on with its entity and that end it.
        self._goes_on = np.array([number["I", label] if move == "B" else -1 for move, label in moves])
        self._ends = np.array([number["L", label] if move == "B" else -1 for move, label in moves])

    @staticmethod
    def can_stand_for(recognizer: Any) -> bool:
        """Whether it is a recogniser of the kind whose decisions are known here."""
        layers = recognizer.model
        return (
            type(recognizer) is EntityRecognizer
            and recognizer.cfg["beam_width"] == 1
            and bool(layers.attrs["has_upper"])
            and not layers.attrs["unseen_classes"]
            and layers.get_ref("lower").get_dim("nF") == _LOOKED_AT
        )

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """The documents with their entities, in their order."""
        waiting = iter(stream)
        while docs := list(itertools.islice(waiting, batch_size)):
            for doc, entities in zip(docs, self._found(docs), strict=True):
                doc.set_ents([Span(doc, start, end, label) for start, end, label in entities], default="outside")
                yield doc

    def _found(self, docs: Sequence[Doc]) -> Iterator[list[tuple[int, int, str]]]:
        if not any(map(len, docs)):
            yield from ([] for _ in docs)
            return
        known = self._lower.predict(self._vectors.predict(docs))
        flags = np.concatenate([doc.to_array(["SENT_START", "IS_SPACE"]) for doc in docs])
        lengths = [len(doc) for doc in docs]
        ends = np.cumsum(lengths)
        is_last = np.zeros(len(flags), dtype=bool)
        is_last[ends[np.array(lengths) > 0] - 1] = True
        cannot_go_on = is_last.copy()
        cannot_go_on[:-1] |= flags[1:, 0] == 1
        steps = self._outside_steps(known, cannot_go_on, flags[:, 1] == 1)
        until = self._walked(known, steps, cannot_go_on)
        entities = self._in_order(steps, until)
        upcoming = next(entities, None)
        for length, end in zip(lengths, ends.tolist(), strict=True):
            own = []
            while upcoming and upcoming[0] < end:
                start = end - length
                own.append((upcoming[0] - start, upcoming[1] - start, upcoming[2]))
                upcoming = next(entities, None)
            yield own

    def _outside_steps(self, known: _Numbers, cannot_go_on: NDArray[np.bool_], is_space: NDArray[np.bool_]) -> NDArray[np.intp]:
        """What is decided of each word, were no entity open before it."""
        scores = self._scores(known[1:, 0] + known[0, 1] + known[0, 2])
        scores[:, ~self._outside] = _NONE
        scores[np.ix_(cannot_go_on | is_space, self._begins)] = _NONE
        scores[np.ix_(is_space, self._of_one_word)] = _NONE
        best: NDArray[np.intp] = scores.argmax(axis=1)
        return best

    def _walked(self, known: _Numbers, steps: NDArray[np.intp], cannot_go_on: NDArray[np.bool_]) -> dict[int, int]:
        """Where the entities end that begin at a word, all walked through side by side."""
        until: dict[int, int] = {}
        starts = np.flatnonzero(self._begins[steps])
        words = starts + 1
        while len(starts):
            scores = self._scores(known[words + 1, 0] + known[starts + 1, 1] + known[words, 2])
            rows = np.arange(len(starts))
            begun = steps[starts]
            is_end = cannot_go_on[words] | (scores[rows, self._ends[begun]] > scores[rows, self._goes_on[begun]])
            until.update(zip(starts[is_end].tolist(), (words[is_end] + 1).tolist(), strict=True))
            starts, words = starts[~is_end], words[~is_end] + 1
        return until

    def _in_order(self, steps: NDArray[np.intp], until: dict[int, int]) -> Iterator[tuple[int, int, str]]:
        """The entities from left to right; what begins within one begins none."""
        after = 0
        for start in np.flatnonzero(self._begins[steps] | self._of_one_word[steps]).tolist():
            if start >= after:
                after = until.get(start, start + 1)
                yield start, after, self._labels[steps[start]]

    def _scores(self, looked_at: _Numbers) -> _Numbers:
        hidden: _Numbers = (looked_at + self._lower.get_param("b")).max(axis=-1)
        scores: _Numbers = hidden @ self._weights.T + self._bias
        return scores


@Language.factory("claimdesk_entities")
def _entities(nlp: Language, name: str) -> Entities:  # noqa: ARG001 - the library's call
    return Entities(nlp.get_pipe("ner"))
