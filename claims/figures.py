"""The class of what figures count."""

from __future__ import annotations

#: What no ending tells: plurals of their own, words for several people, and nouns that look like plurals, or like other ones.
IRREGULAR = {
    "staff": "person",
    "personnel": "person",
    "persons": "person",
    "police": "police officer",
    "troops": "soldier",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "geese": "goose",
    "lives": "life",
    "taxis": "taxi",
    "ties": "tie",
    "lies": "lie",
    "movies": "movie",
    "calories": "calorie",
    "caches": "cache",
    "headaches": "headache",
    "avalanches": "avalanche",
    "axes": "axe",
    "shoes": "shoe",
    "canoes": "canoe",
    "uses": "use",
    "abuses": "abuse",
    "excuses": "excuse",
    "fuses": "fuse",
    "gas": "gas",
    "lens": "lens",
    "bias": "bias",
    "canvas": "canvas",
    "corps": "corps",
    "series": "series",
    "species": "species",
    "axis": "axis",
    "debris": "debris",
    "iris": "iris",
    "specimen": "specimen",
}

#: How plurals end and what their singulars have instead; the first that fits. What ends as itself is a singular already.
ENDINGS = (
    ("people", "person"),
    ("children", "child"),
    ("women", "woman"),
    ("men", "man"),
    ("wives", "wife"),
    ("knives", "knife"),
    ("wolves", "wolf"),
    ("shelves", "shelf"),
    ("thieves", "thief"),
    ("ies", "y"),
    ("ouses", "ouse"),  # houses, not buses
    ("auses", "ause"),
    ("uses", "us"),
    ("gases", "gas"),
    ("canvases", "canvas"),
    ("biases", "bias"),
    ("lenses", "lens"),
    ("crises", "crisis"),
    ("theses", "thesis"),
    ("alyses", "alysis"),
    ("gnoses", "gnosis"),
    ("sses", "ss"),
    ("shes", "sh"),
    ("ches", "ch"),
    ("xes", "x"),
    ("zzes", "z"),
    ("oes", "o"),
    ("ss", "ss"),
    ("us", "us"),
    ("sis", "sis"),
    ("itis", "itis"),
    ("polis", "polis"),
    ("s", ""),
)


def counted_class(of: str) -> str:
    """The head noun of what is counted, in the singular: "Shahed-type drones" is of the class "drone".

    Figures are comparable only within a class. English plural rules; a word that they do not fit is kept as it is.
    """
    words = of.casefold().split()
    return singular(words[-1].strip(".,;:'\"”’")) if words else ""


def singular(noun: str) -> str:
    """A noun in the singular, the same for both of its numbers: "bus" for "bus" and for "buses"."""
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    for ending, instead in ENDINGS:
        if noun.endswith(ending):
            return noun.removesuffix(ending) + instead
    return noun
