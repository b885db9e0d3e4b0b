"""The class of what figures count."""

from __future__ import annotations

IRREGULAR_SINGULARS = {
    "people": "person",
    "persons": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "staff": "person",
    "personnel": "person",
    "police": "police officer",
    "aircraft": "aircraft",
    "servicemen": "serviceman",
    "troops": "soldier",
    "lives": "life",
    "wives": "wife",
    "series": "series",
}


def counted_class(of: str) -> str:
    """The head noun of what is counted, in the singular: "Shahed-type drones" is of the class "drone".

    Figures are comparable only within a class. English plural rules; a word that they do not fit is kept as it is.
    """
    words = of.casefold().split()
    if not words:
        return ""
    head = words[-1].strip(".,;:'\"”’")
    if head in IRREGULAR_SINGULARS:
        return IRREGULAR_SINGULARS[head]
    if head.endswith("ies") and len(head) > 4:
        return head[:-3] + "y"
    if head.endswith(("sses", "shes", "ches", "xes")):
        return head[:-2]
    if head.endswith("s") and not head.endswith(("ss", "us", "is")):
        return head[:-1]
    return head
