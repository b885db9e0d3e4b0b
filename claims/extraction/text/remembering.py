"""What the library works out anew for every word of a text, worked out once for all words that are alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import numpy as np
from spacy import attrs
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc, Token

#: How many forms of words are remembered; a process that reads for months meets ever new names.
_MOST_FORMS = 200_000
#: What rules ask of a word, and how they ask for one of several; rules that ask for more are matched as ever.
_ASKED = frozenset({"TAG", "DEP", "LOWER", "IS_SPACE"})
_WAYS = frozenset({"IN", "NOT_IN", "REGEX"})
#: What they give it; those that change what the first three ask of it are matched as ever.
_GIVING = frozenset({"POS", "MORPH", "LEMMA", "TAG", "DEP"})
#: In place of a row: the library's own ruler has to read the text.
_LEFT = -1
_GIVEN = [attrs.POS, attrs.MORPH, attrs.LEMMA]

Form = tuple[int, int, int]
_T = TypeVar("_T")


class Remembered(dict[int, _T]):
    """What was worked out for a number before."""

    def __init__(self, work_out: Callable[[int], _T]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, number: int) -> _T:
        if len(self) >= _MOST_FORMS:
            self.clear()
        value = self[number] = self._work_out(number)
        return value


class Lemmas:
    """Gives the words the lemmas of the library's lemmatizer, which does not keep those of base forms and of names."""

    def __init__(self, lemmatizer: Any) -> None:
        self._lemmatize: Callable[..., list[str]] = lemmatizer.lemmatize
        self._known: dict[Form, int] = {}
        if "lemma_index" in lemmatizer.lookups:
            # It asks of every new form whether it is in a list of 57,000; of a set that is asked at once.
            known = lemmatizer.lookups.get_table("lemma_index")
            for part in list(known):
                known[part] = frozenset(known[part])

    @staticmethod
    def can_stand_for(lemmatizer: Any) -> bool:
        """Whether it is a lemmatizer of the kind whose decisions are known here: by the word, its part of speech and form."""
        return isinstance(lemmatizer, Lemmatizer) and not lemmatizer.overwrite

    def __call__(self, doc: Doc) -> Doc:
        """The document with lemmas where it has had none."""
        lemmas = []
        for place, (lemma, *form) in enumerate(doc.to_array([attrs.LEMMA, attrs.ORTH, attrs.POS, attrs.MORPH]).tolist()):
            lemmas.append(lemma or self._lemma(doc, place, tuple(form)))
        array: Any = np.array(lemmas, dtype="uint64")[:, None]
        doc.from_array([attrs.LEMMA], array)
        return doc

    def _lemma(self, doc: Doc, place: int, form: Form) -> int:
        if (lemma := self._known.get(form)) is None:
            if len(self._known) >= _MOST_FORMS:
                self._known.clear()
            lemma = self._known[form] = doc.vocab.strings.add(self._lemmatize(doc[place])[0])
        return lemma


class Attributes:
    """Gives the words the parts of speech, forms and lemmas of the library's rules, and of those for single words only once."""

    def __init__(self, ruler: Any) -> None:
        self._ruler = ruler
        self._strings = ruler.vocab.strings
        self._single, self._beginning = Matcher(ruler.vocab), Matcher(ruler.vocab)
        for number, rule in enumerate(ruler.patterns):
            if all(len(pattern) == 1 for pattern in rule["patterns"]):
                self._single.add(str(number), rule["patterns"])
            else:
                self._beginning.add(str(number), [pattern[:1] for pattern in rule["patterns"]])
        self._is_named = _naming(word["LOWER"] for word in _conditions(ruler.patterns) if "LOWER" in word)
        self._words = Remembered(self._word)
        self._known: dict[Form, int] = {}
        self._given = np.zeros((0, len(_GIVEN)), dtype="uint64")

    @staticmethod
    def can_stand_for(ruler: Any) -> bool:
        """Whether its rules ask and give nothing else than what is known here."""
        if not isinstance(ruler, AttributeRuler):
            return False
        rules: Any = ruler.patterns
        asked = [condition for word in _conditions(rules) for condition in word.items()]
        known = all(key in _ASKED and (not isinstance(how, dict) or _WAYS.issuperset(how)) for key, how in asked)
        return known and _GIVING.issuperset(given for rule in rules for given in rule["attrs"])

    def __call__(self, doc: Doc) -> Doc:
        """The document with what the rules give."""
        words, known = self._words, self._known
        numbers: list[int] = []
        for place, (tag, part, lower) in enumerate(doc.to_array([attrs.TAG, attrs.DEP, attrs.LOWER]).tolist()):
            form = tag, part, words[lower]
            number = known[form] if form in known else self._number(doc[place], form)
            if number == _LEFT:
                ruled: Doc = self._ruler(doc)
                return ruled
            numbers.append(number)
        given = self._given[numbers]
        array: Any = np.where(given == 0, doc.to_array(_GIVEN), given)
        doc.from_array(_GIVEN, array)
        return doc

    def _word(self, lower: int) -> int:
        """The word where a rule names it, and 0 for all others: those cannot be told apart."""
        text = self._strings[lower]
        return lower if self._is_named(text) or text.isspace() else 0

    def _number(self, token: Token, form: Form) -> int:
        """The row of what words of that tag, part in the sentence and name are given.

        None where rules change those, and where one for several words may begin, before which a later one takes precedence.
        """
        alone = Doc(token.vocab, words=[token.text], tags=[token.tag_], deps=[token.dep_], heads=[0])
        found = [(int(self._strings[key]), key, start, end) for key, start, end in self._single(alone, allow_missing=True)]
        self._ruler.set_annotations(alone, sorted(found))
        changed = alone.to_array([attrs.TAG, attrs.DEP])[0].tolist() != list(form[:2])
        if changed or len(self._beginning(alone, allow_missing=True)):
            number = _LEFT
        else:
            number = len(self._given)
            self._given = np.vstack([self._given, alone.to_array(_GIVEN)])
        self._known[form] = number
        return number


@Language.factory("claimdesk_lemmas")
def _lemmas(nlp: Language, name: str) -> Lemmas:  # noqa: ARG001 - the library's call
    return Lemmas(nlp.get_pipe("lemmatizer"))


@Language.factory("claimdesk_attributes")
def _attributes(nlp: Language, name: str) -> Attributes:  # noqa: ARG001 - the library's call
    return Attributes(nlp.get_pipe("attribute_ruler"))


def _conditions(rules: Iterable[Any]) -> list[dict[str, Any]]:
    """What the rules ask of words."""
    return [word for rule in rules for pattern in rule["patterns"] for word in pattern]


def _naming(conditions: Iterable[str | dict[str, Any]]) -> Callable[[str], bool]:
    """Whether one of the conditions may fit a word and not another."""
    named: set[str] = set()
    shapes: list[re.Pattern[str]] = []
    for condition in conditions:
        if isinstance(condition, str):
            named.add(condition)
            continue
        named.update(condition.get("IN", ()), condition.get("NOT_IN", ()))
        shapes += [re.compile(condition["REGEX"])] if "REGEX" in condition else []
    return lambda word: word in named or any(shape.search(word) for shape in shapes)
