"""Which language a text is in, as far as the engine must know: English, another that it can name, or none it knows."""

from __future__ import annotations

import re
from collections import Counter

from claims.extraction.text.page_cues import FUNCTION_WORDS

#: Words that are frequent in one language and rare or absent in the others.
_FREQUENT = {
    "de": "der die das und ist nicht mit den dem von für auf ein eine sich auch wurde nach bei sind wird haben",
    "fr": "le la les des est dans une pour que qui sur avec pas plus sont ont été par au aux ce cette nous selon",
    "es": "el los las del una que por con para está pero como más fue según han entre sobre este también hasta",
    "it": "il lo gli della che di una per con non sono nel alla dei anche più stato dal hanno secondo è",
    "pt": "o os um uma não com para dos da do das pelo pela mais foi são ao segundo também em que",
    "nl": "het een van en niet zijn voor met op dat wordt werd aan ook bij naar door heeft volgens",
    "pl": "się nie jest na że z do w i po oraz został przez są jak od za dla według",
    "tr": "ve bir bu için ile olarak olan da de çok daha sonra kadar göre ancak gibi",
    "ro": "și în la cu care din nu pe este sunt pentru mai fost au după potrivit",
    "sv": "och att det som en på är av för med den till inte har ett om efter enligt",
    "cs": "se na je že v s z do po podle které který jsou bylo byl také jako",
    "id": "yang dan di dengan untuk dari pada ini itu adalah tidak oleh dalam akan",
}
_PROFILES = {"en": FUNCTION_WORDS, **{code: frozenset(words.split()) for code, words in _FREQUENT.items()}}
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)
#: English prose is a third function words; a text this long with fewer than this share is in no language known here.
_LEAST_SHARE = 0.12
_SHORT = 12
#: The beginning of a text shows its language; what follows would only cost time.
_ENOUGH = 20_000

UNDETERMINED = "und"


def language_of(text: str) -> str:
    """The ISO 639 code of the language, or ``und``. A few Latin words that no profile knows pass for English."""
    beginning = text[:_ENOUGH]
    words = Counter(word.lower() for word in _WORD.findall(beginning))
    latin = sum(count for word, count in words.items() if word.isascii() or max(word) < "\u0250")
    if latin * 2 < words.total():
        # Letters of one script are shared by languages; the rarer ones tell, so they are asked for first.
        return next((code for code, script in _SCRIPTS if script.search(beginning)), UNDETERMINED)
    counts = {code: sum(words[word] for word in profile) for code, profile in _PROFILES.items()}
    # English first: it wins a draw.
    best = max(counts, key=counts.__getitem__)
    if counts[best] < _LEAST_SHARE * words.total() and words.total() >= _SHORT:
        return UNDETERMINED
    return best
