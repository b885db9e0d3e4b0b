"""English nouns in the singular."""

from __future__ import annotations

import functools

#: What no ending tells: plurals of their own, and nouns that look like plurals, or like other ones.
_IRREGULAR = {
    "toes": "toe",
    "foes": "foe",
    "floes": "floe",
    "hoes": "hoe",
    "roes": "roe",
    "oboes": "oboe",
    "aloes": "aloe",
    "sorties": "sortie",
    "cookies": "cookie",
    "pies": "pie",
    "rookies": "rookie",
    "zombies": "zombie",
    "selfies": "selfie",
    "brownies": "brownie",
    "hoodies": "hoodie",
    "townies": "townie",
    "niches": "niche",
    "moustaches": "moustache",
    "aches": "ache",
    "crèches": "crèche",
    "quiches": "quiche",
    "calves": "calf",
    "halves": "half",
    "loaves": "loaf",
    "leaves": "leaf",
    "hooves": "hoof",
    "scarves": "scarf",
    "elves": "elf",
    "bureaus": "bureau",
    "headquarters": "headquarters",
    "menus": "menu",
    "gurus": "guru",
    "emus": "emu",
    "hindus": "hindu",
    "zulus": "zulu",
    "abdomen": "abdomen",
    "regimen": "regimen",
    "omen": "omen",
    "stamen": "stamen",
    "acumen": "acumen",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "geese": "goose",
    "lives": "life",
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
_ENDINGS = (
    ("people", "person"),
    ("children", "child"),
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


@functools.lru_cache(maxsize=4096)
def singular(noun: str) -> str:
    """A noun in the singular, the same for both of its numbers: "bus" for "bus" and for "buses"."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    for ending, instead in _ENDINGS:
        if noun.endswith(ending):
            return noun.removesuffix(ending) + instead
    return noun
