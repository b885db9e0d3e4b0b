"""The class of what figures count."""

from __future__ import annotations

from claims.extraction.plurals import singular

#: One word for people who are counted by several.
SAME_CLASS = {
    "staff": "person",
    "personnel": "person",
    "persons": "person",
    "police": "police officer",
    "troops": "soldier",
}


def counted_class(of: str) -> str:
    """The head noun of what is counted, in the singular: "Shahed-type drones" is of the class "drone".

    Figures are comparable only within a class. English plural rules; a word that they do not fit is kept as it is.
    """
    words = of.casefold().split()
    head = words[-1].strip(".,;:'\"”’") if words else ""
    return SAME_CLASS.get(head) or singular(head)
