"""Words of quantity, apart from the rules that use them: to teach the engine a unit, a currency or a modifier, add a line here."""

from __future__ import annotations

# --- numbers in words -------------------------------------------------------------------------------------------------------

ONES = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "lakh": 10**5, "crore": 10**7}

#: written after the digits: "€3m", "3.5bn", "400k"; the ones that are also units are read as scales only where money or a count
#: makes them so
SCALE_SUFFIXES = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "mil": 10**6,
    "bn": 10**9,
    "b": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
AMBIGUOUS_SUFFIX = "m"  # "1.2m tonnes", "a 25m pool"

DENOMINATORS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twentieth": 20,
    "hundredth": 100,
    "thousandth": 1000,
}
DENOMINATORS |= {word + "s": value for word, value in DENOMINATORS.items() if value > 2}
VULGAR = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8}  # fmt: skip

#: "twofold", "tenfold"
FOLD = {word + "fold": value for word, value in (ONES | TENS | {"hundred": 100, "thousand": 1000}).items() if value > 1}

# --- modifiers --------------------------------------------------------------------------------------------------------------
# What stands before a number: (effect, detail). Bounds say where the interval ends and whether the end is open; approximations
# name their convention; "exact" words change nothing but belong to the quantity's words no more than "only" does.

LOWER, LOWER_OPEN, UPPER, UPPER_OPEN = "lower", "lower open", "upper", "upper open"


def _phrases(effect: str, phrases: str) -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): effect for phrase in phrases.split(" | ")}


BEFORE = {
    **_phrases(LOWER, "at least | no fewer than | no less than | not fewer than | not less than | a minimum of | minimum of | upwards of | a good | at minimum"),
    **_phrases(LOWER_OPEN, "more than | over | above | well over | well above | greater than | higher than | in excess of | exceeding | upward of | north of | better than | longer than | larger than | bigger than | over than | > | far more than | many more than | beyond"),
    **_phrases(UPPER, "up to | at most | no more than | not more than | a maximum of | maximum of | as many as | as much as | as long as | as high as | no longer than | no higher than | no greater than | anything up to"),
    **_phrases(UPPER_OPEN, "fewer than | less than | under | below | lower than | smaller than | shorter than | well under | well below | south of | < | sub -"),
    **_phrases("about", "about | around | approximately | roughly | some | estimated | an estimated | circa | ca | ca . | approx | approx . | ~ | ≈ | in the region of | on the order of | in the order of | more or less | somewhere around | close to | nearing | probably | perhaps | maybe | an estimated total of | something like"),
    **_phrases("nearly", "nearly | almost | virtually | practically | approaching | barely | hardly | not quite | very nearly"),
    **_phrases("just under", "just under | just below | slightly under | slightly less than | slightly fewer than | a little less than | a little under | just shy of | shy of | just short of | little less than | slightly below | just less than | just fewer than"),
    **_phrases("just over", "just over | just above | slightly over | slightly more than | a little more than | a little over | little more than | slightly above | just more than"),
}  # fmt: skip
AFTER = {
    **_phrases(LOWER, "or more | and more | or above | or over | or higher | and above | and over | and up | or greater | - plus | plus | at least | or longer | or better"),
    **_phrases(UPPER, "or less | or fewer | or below | or under | and below | and under | at most | or lower | tops | or younger"),
    **_phrases("about", "or so | or thereabouts | - ish | - something | more or less"),
    **_phrases("odd", "- odd | odd"),
}  # fmt: skip
LONGEST_MODIFIER = max(map(len, [*BEFORE, *AFTER]))

# --- money ------------------------------------------------------------------------------------------------------------------

SIGNS = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₴": "UAH", "₪": "ILS", "₩": "KRW", "₺": "TRY", "₫": "VND", "₦": "NGN", "₱": "PHP", "฿": "THB", "₸": "KZT", "₾": "GEL", "₼": "AZN", "₿": "BTC"}  # fmt: skip
#: letters beside the dollar sign: "US$5", "$US5", "HK $3.7 billion"
DOLLARS = {"us": "USD", "u.s": "USD", "a": "AUD", "au": "AUD", "aud": "AUD", "c": "CAD", "ca": "CAD", "can": "CAD", "hk": "HKD", "nz": "NZD", "s": "SGD", "sg": "SGD", "r": "BRL", "nt": "TWD", "mx": "MXN"}  # fmt: skip
#: other letters before the digits, glued or apart
LETTERS = {"rs": "INR", "rm": "MYR", "r": "ZAR", "kr": "SEK", "chf": "CHF", "zł": "PLN", "ps": "GBP", "fr": "CHF", "lei": "RON"}
CODES = frozenset(
    [
        "USD",
        "EUR",
        "GBP",
        "JPY",
        "CNY",
        "RUB",
        "UAH",
        "PLN",
        "CHF",
        "SEK",
        "NOK",
        "DKK",
        "CZK",
        "HUF",
        "RON",
        "BGN",
        "TRY",
        "ILS",
        "INR",
        "PKR",
        "BDT",
        "LKR",
        "NPR",
        "KRW",
        "KPW",
        "HKD",
        "TWD",
        "SGD",
        "MYR",
        "IDR",
        "THB",
        "VND",
        "PHP",
        "AUD",
        "NZD",
        "CAD",
        "MXN",
        "BRL",
        "ARS",
        "CLP",
        "COP",
        "PEN",
        "VES",
        "ZAR",
        "NGN",
        "KES",
        "EGP",
        "MAD",
        "TND",
        "DZD",
        "LYD",
        "ETB",
        "GHS",
        "UGX",
        "TZS",
        "SAR",
        "AED",
        "QAR",
        "KWD",
        "BHD",
        "OMR",
        "JOD",
        "LBP",
        "SYP",
        "IQD",
        "IRR",
        "AFN",
        "KZT",
        "UZS",
        "KGS",
        "TJS",
        "TMT",
        "AZN",
        "AMD",
        "GEL",
        "MDL",
        "BYN",
        "RSD",
        "MKD",
        "ALL",
        "BAM",
        "ISK",
        "HRK",
        "RMB",
    ]
)
CURRENCIES = {
    "dollar": "USD", "buck": "USD", "franc": "CHF", "euro": "EUR", "yuan": "CNY", "renminbi": "CNY", "yen": "JPY", "ruble": "RUB", "rouble": "RUB",
    "hryvnia": "UAH", "hryvnya": "UAH", "zloty": "PLN", "shekel": "ILS", "lira": "TRY", "rupee": "INR", "won": "KRW", "reais": "BRL",
    "rand": "ZAR", "naira": "NGN", "krona": "SEK", "kronor": "SEK", "krone": "NOK", "kroner": "DKK", "koruna": "CZK", "forint": "HUF", "leu": "RON", "lei": "RON",
    "lev": "BGN", "leva": "BGN", "dirham": "AED", "riyal": "SAR", "rial": "IRR", "dinar": "RSD", "baht": "THB", "ringgit": "MYR", "rupiah": "IDR",
    "dong": "VND", "peso": "MXN", "tenge": "KZT", "lari": "GEL", "manat": "AZN", "dram": "AMD", "kuna": "HRK", "taka": "BDT", "afghani": "AFN",
    "bitcoin": "BTC", "sterling": "GBP", "kn": "HRK", "birr": "ETB", "cedi": "GHS",
}  # fmt: skip
#: "Australian dollars"
NATIONAL = {
    ("us", "dollar"): "USD", ("american", "dollar"): "USD", ("australian", "dollar"): "AUD", ("canadian", "dollar"): "CAD", ("zealand", "dollar"): "NZD",
    ("kong", "dollar"): "HKD", ("singapore", "dollar"): "SGD", ("taiwan", "dollar"): "TWD", ("chinese", "yuan"): "CNY", ("japanese", "yen"): "JPY",
    ("russian", "ruble"): "RUB", ("russian", "rouble"): "RUB", ("belarusian", "ruble"): "BYN", ("ukrainian", "hryvnia"): "UAH", ("swiss", "franc"): "CHF",
    ("british", "pound"): "GBP", ("egyptian", "pound"): "EGP", ("lebanese", "pound"): "LBP", ("syrian", "pound"): "SYP", ("turkish", "lira"): "TRY",
    ("indian", "rupee"): "INR", ("pakistani", "rupee"): "PKR", ("lankan", "rupee"): "LKR", ("nepali", "rupee"): "NPR", ("iranian", "rial"): "IRR", ("qatari", "riyal"): "QAR",
    ("saudi", "riyal"): "SAR", ("korean", "won"): "KRW", ("swedish", "krona"): "SEK", ("swedish", "kronor"): "SEK", ("norwegian", "krone"): "NOK",
    ("norwegian", "kroner"): "NOK", ("danish", "krone"): "DKK", ("danish", "kroner"): "DKK", ("czech", "koruna"): "CZK", ("mexican", "peso"): "MXN",
    ("argentine", "peso"): "ARS", ("colombian", "peso"): "COP", ("chilean", "peso"): "CLP", ("philippine", "peso"): "PHP", ("serbian", "dinar"): "RSD",
    ("iraqi", "dinar"): "IQD", ("kuwaiti", "dinar"): "KWD", ("jordanian", "dinar"): "JOD", ("israeli", "shekel"): "ILS", ("malaysian", "ringgit"): "MYR",
    ("cfa", "franc"): "XOF", ("sterling", "pound"): "GBP", ("polish", "zloty"): "PLN", ("hungarian", "forint"): "HUF", ("romanian", "lei"): "RON",
}  # fmt: skip
NATIONALITIES = frozenset(nation for nation, _ in NATIONAL)

# --- measures ---------------------------------------------------------------------------------------------------------------

TIME_UNITS = ("second", "minute", "hour", "day", "week", "fortnight", "month", "quarter", "year", "decade", "century", "weekend", "night", "millisecond", "nanosecond")  # fmt: skip


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("ch", "sh", "s", "x")) else "s")


def _lengths() -> dict[tuple[str, ...], str]:
    """Metric names with both spellings, their squares and cubes."""
    table: dict[tuple[str, ...], str] = {}
    for prefix in ("", "kilo", "centi", "milli", "micro", "nano", "deci"):
        name = prefix + "metre"
        for spelling in (name, name + "s", prefix + "meter", prefix + "meters"):
            table[(spelling,)] = name
            for power in ("square", "cubic"):
                table[(power, spelling)] = f"{power} {name}"
    for name, plural in {"mile": "miles", "foot": "feet", "yard": "yards", "inch": "inches"}.items():
        for spelling in (name, plural):
            table[(spelling,)] = name
            for power in ("square", "cubic"):
                table[(power, spelling)] = f"{power} {name}"
    return table


def _named(names: str) -> dict[tuple[str, ...], str]:
    """Names whose plural is regular; several words are written with blanks."""
    table: dict[tuple[str, ...], str] = {}
    for name in names.split(" | "):
        *first, last = name.split()
        table[(*first, last)] = table[(*first, _plural(last))] = name
    return table


#: written out, in lower case; what they are called in the record
UNITS: dict[tuple[str, ...], str] = {
    **_lengths(),
    **_named(
        "second | minute | hour | day | week | fortnight | month | year | decade | century | millisecond | microsecond | nanosecond | night | weekend | "
        "tonne | ton | kilogram | gram | milligram | microgram | kilo | ounce | fluid ounce | kiloton | megaton | carat | "
        "litre | millilitre | gallon | pint | quart | barrel | bushel | acre | hectare | light year | nautical mile | knot | "
        "watt | kilowatt | megawatt | gigawatt | terawatt | watt hour | kilowatt hour | megawatt hour | gigawatt hour | terawatt hour | "
        "volt | kilovolt | amp | ampere | ohm | hertz | kilohertz | megahertz | gigahertz | decibel | lumen | "
        "byte | kilobyte | megabyte | gigabyte | terabyte | petabyte | bit | megabit | gigabit | pixel | megapixel | "
        "joule | kilojoule | calorie | kilocalorie | newton | pascal | kilopascal | megapascal | gigapascal | "
        "becquerel | sievert | millisievert | microsievert | roentgen | basis point | percentage point | degree | "
        "cent | penny | furlong | fathom | magnitude"
    ),
    ("metric", "tons"): "tonne", ("metric", "ton"): "tonne", ("metric", "tonnes"): "tonne", ("short", "tons"): "ton",
    ("liter",): "litre", ("liters",): "litre", ("milliliter",): "millilitre", ("milliliters",): "millilitre", ("kilogramme",): "kilogram", ("kilogrammes",): "kilogram",
    ("kilos",): "kilogram", ("kilo",): "kilogram", ("pounds",): "pound", ("pound",): "pound", ("lbs",): "pound", ("lb",): "pound",
    ("percent",): "percent", ("per", "cent"): "percent", ("%",): "percent", ("percentage", "points"): "percentage point", ("pct",): "percent", ("pc",): "percent",
    ("ppt",): "percentage point", ("pp",): "percentage point",
    ("pence",): "penny", ("bps",): "basis point", ("points", "of", "percentage"): "percentage point",
    ("degrees", "celsius"): "degree Celsius", ("degree", "celsius"): "degree Celsius", ("celsius",): "degree Celsius", ("degrees", "c"): "degree Celsius",
    ("degrees", "centigrade"): "degree Celsius", ("degrees", "fahrenheit"): "degree Fahrenheit", ("degree", "fahrenheit"): "degree Fahrenheit",
    ("fahrenheit",): "degree Fahrenheit", ("degrees", "f"): "degree Fahrenheit", ("°", "c"): "degree Celsius", ("°", "f"): "degree Fahrenheit", ("°",): "degree",
    ("º", "c"): "degree Celsius", ("º", "f"): "degree Fahrenheit", ("℃",): "degree Celsius", ("℉",): "degree Fahrenheit", ("°c",): "degree Celsius", ("ºc",): "degree Celsius", ("ºf",): "degree Fahrenheit",
    ("horsepower",): "horsepower", ("hp",): "horsepower", ("bhp",): "horsepower", ("mph",): "mile per hour", ("kph",): "kilometre per hour", ("kmh",): "kilometre per hour",
    ("mpg",): "mile per gallon", ("rpm",): "revolution per minute", ("fps",): "frame per second", ("bpm",): "beat per minute",
    ("ppm",): "part per million", ("ppb",): "part per billion", ("parts", "per", "million"): "part per million", ("parts", "per", "billion"): "part per billion",
    ("pound", "-", "feet"): "pound-foot", ("lb", "-", "ft"): "pound-foot", ("pound", "feet"): "pound-foot", ("newton", "metres"): "newton metre",
    ("foot", "-", "pounds"): "pound-foot", ("sq", "m"): "square metre", ("sq", "ft"): "square foot", ("sq", "km"): "square kilometre", ("sqm",): "square metre",
    ("sq", ".", "m"): "square metre", ("sq", ".", "ft"): "square foot", ("sq", ".", "km"): "square kilometre", ("sq", "miles"): "square mile", ("sq", "mile"): "square mile",
    ("sq", "metres"): "square metre", ("sq", "feet"): "square foot",
    ("ft",): "foot", ("hr",): "hour", ("hrs",): "hour", ("mins",): "minute", ("min",): "minute", ("secs",): "second", ("sec",): "second", ("yrs",): "year", ("yr",): "year",
    ("wks",): "week", ("oz",): "ounce", ("lightyears",): "light year", ("light", "-", "years"): "light year", ("light", "-", "year"): "light year",
    ("kilometre", "-", "hour"): "kilometre per hour",
}  # fmt: skip

_SI = {"m": "metre", "g": "gram", "W": "watt", "Wh": "watt hour", "Hz": "hertz", "V": "volt", "B": "byte", "J": "joule", "Pa": "pascal", "l": "litre", "L": "litre", "t": "tonne", "bps": "bit per second", "cal": "calorie", "s": "second", "Sv": "sievert", "N": "newton", "Bq": "becquerel"}  # fmt: skip
_PREFIXES = {
    "k": "kilo",
    "K": "kilo",
    "c": "centi",
    "m": "milli",
    "µ": "micro",
    "μ": "micro",
    "n": "nano",
    "M": "mega",
    "G": "giga",
    "T": "tera",
}
_NEVER = {"cs", "ms ", "Mt ", "nt", "ct", "cg", "Ks", "cl ", "Ms", "Ts", "Gs", "ks", "Kg ", "mt", "Mg", "Gg", "Tm", "Gm", "Mm", "TN", "MN", "mL ", "nl", "cV", "cB", "mB", "nB"}  # fmt: skip

#: abbreviations as they are written, upper and lower case told apart
ABBREVIATIONS: dict[str, str] = {
    **{prefix + sign: name + unit for sign, unit in _SI.items() for prefix, name in _PREFIXES.items() if prefix + sign not in _NEVER},
    "m": "metre", "g": "gram", "W": "watt", "V": "volt", "t": "tonne", "l": "litre", "L": "litre", "F": "farad", "Hz": "hertz", "Wh": "watt hour", "R": "roentgen", "Pa": "pascal",
    "km²": "square kilometre", "m²": "square metre", "km2": "square kilometre", "m2": "square metre", "m³": "cubic metre", "KM": "kilometre", "KG": "kilogram", "HZ": "hertz",
    "cc": "cubic centimetre", "ha": "hectare", "mi": "mile", "yd": "yard", "in": "inch", "ksi": "kilopound per square inch", "psi": "pound per square inch",
    "h": "hour", "s": "second", "p": "penny", "c": "cent", "C": "degree Celsius", "kt": "kiloton", "Mt": "megaton", "Mtpa": "megaton per year",
    "bpd": "barrel per day", "bbl": "barrel", "boe": "barrel of oil equivalent", "mmBTU": "mega british thermal unit", "BTU": "british thermal unit",
}  # fmt: skip
#: abbreviations that are words or names as well: only where they touch the digits
ONLY_GLUED = frozenset({"in", "p", "c", "s", "h", "g", "l", "L", "t", "R", "mi", "m", "ms"})
#: what "per" may be short for after a sign: "km/h", "mg/l"
SHORT_RATES = {"h": "hour", "hr": "hour", "s": "second", "sec": "second", "l": "litre", "d": "day", "min": "minute", "m2": "square metre", "m²": "square metre", "km²": "square kilometre", "kg": "kilogram", "cm": "centimetre", "mwh": "megawatt hour", "kwh": "kilowatt hour", "m³": "cubic metre", "day": "day", "gal": "gallon", "t": "tonne", "dl": "decilitre", "week": "week", "year": "year", "hour": "hour"}  # fmt: skip

# --- what is no quantity ----------------------------------------------------------------------------------------------------

#: a number behind one of these is a name or a label: "Resolution 2231", "Highway 61", "No. 5"
LABELS = frozenset(
    [
        "no",
        "nos",
        "number",
        "numbers",
        "article",
        "articles",
        "section",
        "sections",
        "chapter",
        "paragraph",
        "resolution",
        "route",
        "highway",
        "channel",
        "flight",
        "room",
        "gate",
        "line",
        "row",
        "page",
        "pages",
        "part",
        "phase",
        "level",
        "category",
        "grade",
        "class",
        "type",
        "model",
        "version",
        "volume",
        "episode",
        "season",
        "figure",
        "table",
        "box",
        "group",
        "day",
        "apollo",
        "platform",
        "terminal",
        "pier",
        "block",
        "lot",
        "unit",
        "square",
        "brigade",
        "battalion",
        "regiment",
        "division",
        "boeing",
        "airbus",
        "iphone",
        "windows",
        "playstation",
        "xbox",
        "formula",
        "area",
        "zone",
        "district",
        "precinct",
        "ward",
        "interstate",
        "title",
        "clause",
        "annex",
        "appendix",
        "rule",
        "law",
        "bill",
        "protocol",
        "case",
        "count",
        "exhibit",
        "lesson",
        "step",
        "stage",
        "tier",
        "track",
        "week",
        "round",
        "game",
        "act",
        "scene",
        "psalm",
        "verse",
        "form",
        "pow",
        "rank",
        "ranked",
        "ranking",
        "seed",
        "seeded",
        "runway",
        "exit",
        "bus",
        "train",
        "tram",
        "line",
        "lane",
        "sector",
        "point",
        "mark",
        "mk",
        "gen",
        "generation",
        "covid",
        "sars",
        "h5n",
        "g",
        "f",
    ]
)
STREETS = frozenset(["street", "st", "avenue", "ave", "road", "rd", "boulevard", "blvd", "lane", "ln", "drive", "dr", "way", "square", "sq", "court", "ct", "place", "pl", "terrace", "highway", "hwy", "parkway", "quay", "row", "crescent", "prospekt", "e", "w", "n", "s", "ne", "nw", "se", "sw", "el"])  # fmt: skip
UP_VERBS = frozenset(["rise", "grow", "increase", "gain", "climb", "jump", "surge", "soar", "advance", "add", "rally", "expand", "leap", "swell", "up", "improve", "rebound", "raise", "boost", "hike", "lift", "spike", "shoot", "accelerate", "edge", "double", "rocket", "skyrocket", "widen"])  # fmt: skip
DOWN_VERBS = frozenset(["fall", "drop", "decline", "decrease", "lose", "plunge", "plummet", "slide", "slip", "sink", "tumble", "shed", "shrink", "down", "reduce", "cut", "slump", "dip", "contract", "lower", "dive", "slash", "ease", "retreat", "trim", "slow", "crash", "narrow", "halve"])  # fmt: skip
#: these mean a change only with "by" or with a share: "raised $3m" and "lost 12 soldiers" are none
TRANSITIVE = frozenset(
    "lose add gain raise lift cut reduce improve boost hike shed lower advance shoot spike up down edge expand trim".split()
)
#: heads of "about three candidates", "over two islands"
TOPICAL = frozenset(
    "dispute outrage concern clash row talk question debate doubt information complaint worry know learn write think discuss warn news report story protest resign arrest fight argument speak ask agreement control power charge investigation criticism anger fly flight war battle conflict hear tell".split()
)
#: "one thing", "one way": no count is meant
IDLE_NOUNS = frozenset("thing way reason example point time side day sense part step kind".split())
SPEECH = frozenset("say tell add note write report explain recall describe argue".split())
