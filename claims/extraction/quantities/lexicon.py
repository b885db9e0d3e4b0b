"""Words of quantity, apart from the rules that use them: numbers, modifiers, and what makes a number none."""

from __future__ import annotations

import unicodedata

Phrase = tuple[str, ...]

# --- numbers ----------------------------------------------------------------------------------------------------------------

ONES = {
    word: value
    for value, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
            "eighteen nineteen"
        ).split()
    )
}
TENS = {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "lakh": 10**5, "crore": 10**7}

#: written after digits: "€3m", "3.5bn", "400k"
SCALE_SUFFIXES = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "mil": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
#: a unit as well: "1.2m tonnes", "a 25m pool"
AMBIGUOUS_SUFFIX = "m"

_ORDINALS = "third fourth fifth sixth seventh eighth ninth tenth".split()
DENOMINATORS = {
    "half": 2,
    "quarter": 4,
    **{word: value for value, word in enumerate(_ORDINALS, start=3)},
    "twentieth": 20,
    "hundredth": 100,
    "thousandth": 1000,
}
DENOMINATORS |= {word + "s": value for word, value in DENOMINATORS.items() if value > 2}
VULGAR = {sign: unicodedata.numeric(sign) for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅛⅜⅝⅞"}
#: "twofold", "tenfold"
FOLD = {word + "fold": value for word, value in (ONES | TENS | {"hundred": 100, "thousand": 1000}).items() if value > 1}
#: "twice as many", "double the number"
MULTIPLES = {"twice": 2, "thrice": 3, "double": 2, "triple": 3, "quadruple": 4, "half": 0.5}
#: what a multiple is a multiple of, behind "the", "that" and "last year's"
MULTIPLIED = frozenset("number figure amount total sum rate level toll price size average cost capacity value".split())

# --- modifiers --------------------------------------------------------------------------------------------------------------
# Bounds say where the interval ends and whether that end is open; approximations name their convention.

LOWER, LOWER_OPEN, UPPER, UPPER_OPEN = "lower", "lower open", "upper", "upper open"


def _phrases(effect: str, phrases: str) -> dict[Phrase, str]:
    return {tuple(phrase.split()): effect for phrase in phrases.split(" | ")}


#: what stands before a number
BEFORE: dict[Phrase, str] = {
    **_phrases(
        LOWER,
        "at least | no fewer than | no less than | not fewer than | not less than | a minimum of | minimum of | upwards of | "
        "a good",
    ),
    **_phrases(
        LOWER_OPEN,
        "more than | over | above | well over | well above | well more than | greater than | higher than | in excess of | "
        "exceeding | upward of | north of | better than | longer than | larger than | bigger than | over than | over the age "
        "of | > | far more than | much more than | beyond",
    ),
    **_phrases(
        UPPER,
        "up to | at most | no more than | not more than | a maximum of | maximum of | as many as | as much as | as long as | "
        "as high as | no longer than | no higher than | no greater than | anything up to | at the most | do not exceed | does "
        "not exceed | did not exceed | not exceed | not exceeding | not to exceed",
    ),
    **_phrases(
        UPPER_OPEN,
        "fewer than | less than | under | below | lower than | smaller than | shorter than | well under | well below | far "
        "fewer than | far less than | south of | under the age of | < | sub -",
    ),
    **_phrases(
        "about",
        "about | around | approximately | roughly | some | estimated | an estimated | an estimated total of | circa | ca | "
        "ca . | approx | approx . | ~ | ≈ | in the region of | on the order of | in the order of | more or less | somewhere "
        "around | close to | closer to | probably | perhaps | maybe | something like | an approximate",
    ),
    **_phrases(
        "nearly", "nearly | almost | very nearly | virtually | practically | approaching | nearing | barely | hardly | not quite"
    ),
    **_phrases(
        "just under",
        "just under | just below | slightly under | slightly below | slightly less than | slightly fewer than | a little "
        "less than | a little under | just less than | just fewer than | just shy of | shy of | just short of | little less "
        "than",
    ),
    **_phrases(
        "just over",
        "just over | just above | slightly over | slightly above | slightly more than | a little more than | a little over | "
        "little more than | just more than",
    ),
}
#: what stands behind it
AFTER: dict[Phrase, str] = {
    **_phrases(
        LOWER,
        "or more | and more | or above | or over | or higher | and above | and over | and up | or greater | or longer | or "
        "better | - plus | plus | at least",
    ),
    **_phrases(
        UPPER, "or less | or fewer | or below | or under | or lower | or younger | and below | and under | at most | tops"
    ),
    **_phrases("about", "or so | or thereabouts | - ish | - something | more or less"),
    **_phrases("odd", "- odd | odd"),
}
LONGEST_MODIFIER = max(map(len, [*BEFORE, *AFTER]))
#: modifiers of one word that are prepositions as well
PREPOSITIONS = frozenset("about around over above below under beyond".split())
#: heads of "about three candidates", "over two islands"
TOPICAL = frozenset(
    "dispute outrage concern clash row talk question debate doubt information complaint worry know learn write think discuss "
    "warn news report story protest resign arrest fight argument speak ask agreement control power charge investigation "
    "criticism anger fly flight war battle conflict hear tell".split()
)

#: What is told to somebody "about" something.
TELLING = frozenset("advise alert ask brief deceive inform lie mislead notify question remind tell warn".split())

UP_VERBS = frozenset(
    "rise grow increase gain climb jump surge soar advance add rally expand leap swell up improve rebound raise boost hike "
    "lift spike accelerate edge rocket skyrocket widen revise".split()
)
DOWN_VERBS = frozenset(
    "fall drop decline decrease lose plunge plummet slide slip sink tumble shed shrink down reduce cut slump dip contract "
    "lower dive slash ease retreat trim slow crash narrow".split()
)
#: these mean a change only with "by" or with a share: "raised $3m" and "lost 12 soldiers" are none
TRANSITIVE = frozenset(
    "lose add gain raise lift cut reduce improve boost hike shed lower advance spike edge expand trim slash".split()
)

# --- what makes a number none -----------------------------------------------------------------------------------------------

#: digits behind one of these are a name or a label, whatever follows: "Resolution 2231", "category 4 hurricanes"
LABELS = frozenset(
    "no nos number article section chapter paragraph resolution route highway channel flight phase level category grade "
    "class type model version volume episode apollo platform terminal boeing airbus iphone windows playstation xbox formula "
    "area zone interstate clause annex appendix exhibit stage tier mark mk covid sars pow fortune stoxx ftse cac nikkei "
    "russell csi topix p forbes brigade battalion regiment division prisoner witness".split()
)
#: and these where nothing is counted behind: "day 5", but "in the case 12 people"
WEAK_LABELS = frozenset(
    "room gate line row page part season figure table box group day block lot unit square district precinct ward title rule "
    "law bill case count lesson step track week round game act scene verse rank ranked seed runway bus train tram lane "
    "sector point gen big top bottom psalm pier protocol".split()
)
STREETS = frozenset(
    "street st avenue ave road rd boulevard blvd lane ln drive dr way square sq court ct place pl terrace highway hwy "
    "parkway quay row crescent".split()
)
STREETS_BEFORE = frozenset("rue via calle ave avenue plaza".split())
#: "one thing", "one way": no count is meant
IDLE_NOUNS = frozenset("thing way reason example point time side day sense part step kind".split())
#: "one-way", "two-time", "three-dimensional": no count either
IDLE_COMPOUNDS = frozenset("way sided time off on to of size stop party dimensional by state fold pronged quarters star".split())
SPEECH = frozenset("say tell add note write report explain recall describe argue".split())
