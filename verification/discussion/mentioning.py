"""Who is meant by "@name" in a text. Pure: names in, people out."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: What may stand before the sign: in an e-mail address, or a handle after another word, it mentions nobody.
_SIGN = re.compile(r"(?<![\w.@])@")


def mentioned_in(text: str, people: Mapping[int, str]) -> list[set[int]]:
    """Who is meant at each place in the text that mentions somebody, by id: several where they have the same name.

    Of names that begin alike the longest is meant, in whatever case it is written. Words after the sign that name nobody mention
    nobody: accounts elsewhere are written with it too.
    """
    names: dict[str, set[int]] = {}
    for pk, name in people.items():
        if folded := _folded(name):
            names.setdefault(folded, set()).add(pk)
    longest_first = sorted(names, key=len, reverse=True)
    found = []
    for sign in _SIGN.finditer(text):
        rest = _folded(text[sign.end() :])
        meant = next((name for name in longest_first if _begins_with(rest, name)), None)
        if meant is not None:
            found.append(names[meant])
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _begins_with(rest: str, name: str) -> bool:
    """Whether the name stands there whole: "@Ann" does not mean Anna."""
    return rest.startswith(name) and not rest[len(name) : len(name) + 1].isalnum()
