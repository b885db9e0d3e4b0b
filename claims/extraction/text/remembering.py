"""What the library works out anew for every word of a text, worked out once for all words that are alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Doc, Token

#: How many forms of words are remembered; a process that reads for months meets ever new names.
_MOST_FORMS = 200_000
#: What rules ask of a word, and how they ask for one of several; rules that ask for more are matched as ever.
_ASKED = frozenset({"TAG", "DEP", "LOWER", "IS_SPACE"})
_WAYS = frozenset({"IN", "NOT_IN", "REGEX"})

#: A rule's number, its key, and the span that it fits.
Match = tuple[int, int, int, int]


def remembering(lemmatize: Callable[[Token], list[str]]) -> Callable[[Token], list[str]]:
    """The same lemmas, looked up once for a word in one form: the library does not keep those of base forms and of names."""
    known: dict[tuple[int, int, int], list[str]] = {}

    def remembered(token: Token) -> list[str]:
        form = (token.orth, token.pos, hash(token.morph))
        if (lemmas := known.get(form)) is None:
            if len(known) >= _MOST_FORMS:
                known.clear()
            lemmas = known[form] = lemmatize(token)
        return lemmas

    return remembered


def matching(ruler: Any) -> Callable[[Doc], list[Match]]:
    """The matches of the attribute ruler, with its rules for single words matched once for words that they cannot tell apart.

    They can by tag and part in the sentence, and by the word itself where a rule names it.
    """
    rules = ruler.patterns
    patterns = [pattern for rule in rules for pattern in rule["patterns"]]
    if not _is_known(word for pattern in patterns for word in pattern):
        own: Callable[[Doc], list[Match]] = ruler.match
        return own
    single, longer = Matcher(ruler.vocab), Matcher(ruler.vocab)
    for number, rule in enumerate(rules):
        alone = all(len(pattern) == 1 for pattern in rule["patterns"])
        (single if alone else longer).add(str(number), rule["patterns"])
    is_named = _naming(word["LOWER"] for pattern in patterns for word in pattern if "LOWER" in word)
    strings = ruler.vocab.strings
    words: dict[int, int] = {}
    known: dict[tuple[int, int, int], list[tuple[int, int]]] = {}

    def match(doc: Doc) -> list[Match]:
        found: list[Match] = []
        for place, (tag, part, lower) in enumerate(doc.to_array(["TAG", "DEP", "LOWER"]).tolist()):
            if (word := words.get(lower)) is None:
                if len(words) >= _MOST_FORMS:
                    words.clear()
                text = strings[lower]
                word = words[lower] = lower if is_named(text) or text.isspace() else 0
            form = tag, part, word
            if (fitting := known.get(form)) is None:
                token = doc[place]
                alone = Doc(doc.vocab, words=[token.text], tags=[token.tag_], deps=[token.dep_], heads=[0])
                fitting = known[form] = [(int(strings[key]), key) for key, _, _ in single(alone, allow_missing=True)]
            found += [(number, key, place, place + 1) for number, key in fitting]
        found += [(int(strings[key]), key, start, end) for key, start, end in longer(doc, allow_missing=True)]
        found.sort()
        return found

    return match


def _is_known(words: Iterable[dict[str, Any]]) -> bool:
    return all(
        key in _ASKED and (not isinstance(asked, dict) or _WAYS.issuperset(asked))
        for word in words
        for key, asked in word.items()
    )


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
