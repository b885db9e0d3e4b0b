"""Currencies and measures: to teach the engine one, add it here under the name that the record shall have.

Money is named by ISO 4217, measures by their singular in British spelling. Keys are words in lower case, hyphens left out.
"""

from __future__ import annotations

Phrase = tuple[str, ...]

# --- money ------------------------------------------------------------------------------------------------------------------


def _pairs(text: str) -> dict[str, str]:
    """Words in turn as keys and values."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


SIGNS = _pairs("$ USD £ GBP € EUR ¥ JPY ₹ INR ₽ RUB ₴ UAH ₪ ILS ₩ KRW ₺ TRY ₫ VND ₦ NGN ₱ PHP ฿ THB ₸ KZT ₾ GEL ₼ AZN ₿ BTC")
#: letters beside the dollar sign: "US$5", "$US5", "HK $3.7 billion"
DOLLARS = _pairs("us USD a AUD au AUD c CAD ca CAD can CAD hk HKD nz NZD s SGD sg SGD r BRL nt TWD mx MXN")
#: other letters before the digits: "Rs 500", "RM79", "CHF 20"
LETTERS = _pairs("rs INR rm MYR r ZAR k ZMW kr SEK ps GBP fr CHF zł PLN")
CODES = frozenset(
    "USD EUR GBP JPY CNY RUB UAH PLN CHF SEK NOK DKK CZK HUF RON BGN TRY ILS INR PKR BDT LKR NPR KRW HKD TWD SGD MYR IDR THB "
    "VND PHP AUD NZD CAD MXN BRL ARS CLP COP PEN ZAR NGN KES EGP MAD TND DZD LYD ETB GHS UGX TZS SAR AED QAR KWD BHD OMR JOD "
    "LBP SYP IQD IRR ZMW MMK AFN KZT UZS KGS TJS TMT AZN AMD GEL MDL BYN RSD MKD BAM ISK HRK RMB".split()
)
#: what each name means without a nationality; plurals in -s go without saying
CURRENCIES = _pairs(
    "dollar USD buck USD euro EUR yuan CNY renminbi CNY yen JPY ruble RUB rouble RUB hryvnia UAH hryvnya UAH hryvna UAH "
    "zloty PLN shekel ILS lira TRY rupee INR won KRW rand ZAR naira NGN krona SEK kronor SEK krone NOK kroner NOK koruna CZK "
    "forint HUF leu RON lei RON lev BGN leva BGN dirham AED riyal SAR rial IRR dinar RSD baht THB ringgit MYR rupiah IDR "
    "dong VND peso MXN tenge KZT lari GEL manat AZN kuna HRK kn HRK taka BDT afghani AFN bitcoin BTC sterling GBP birr ETB "
    "cedi GHS franc CHF real BRL reais BRL sol PEN soles PEN kwacha ZMW kyat MMK"
)
_NATIONAL = (
    "us dollar USD american dollar USD australian dollar AUD canadian dollar CAD zealand dollar NZD kong dollar HKD "
    "singapore dollar SGD singaporean dollar SGD taiwan dollar TWD chinese yuan CNY japanese yen JPY russian ruble RUB "
    "russian rouble RUB belarusian ruble BYN belarusian rouble BYN ukrainian hryvnia UAH swiss franc CHF cfa franc XOF "
    "british pound GBP sterling pound GBP egyptian pound EGP lebanese pound LBP syrian pound SYP sudanese pound SDG turkish "
    "lira TRY indian rupee INR pakistani rupee PKR lankan rupee LKR nepali rupee NPR iranian rial IRR qatari riyal QAR saudi "
    "riyal SAR yemeni rial YER omani rial OMR korean won KRW swedish krona SEK swedish kronor SEK norwegian krone NOK "
    "norwegian kroner NOK danish krone DKK danish kroner DKK czech koruna CZK czech crown CZK mexican peso MXN argentine "
    "peso ARS colombian peso COP chilean peso CLP philippine peso PHP cuban peso CUP serbian dinar RSD iraqi dinar IQD "
    "kuwaiti dinar KWD jordanian dinar JOD libyan dinar LYD israeli shekel ILS malaysian ringgit MYR polish zloty PLN "
    "hungarian forint HUF romanian lei RON moldovan lei MDL bulgarian leva BGN brazilian real BRL brazilian reais BRL "
    "emirati dirham AED moroccan dirham MAD armenian dram AMD"
).split()
#: "Australian dollars"
NATIONAL = {(nation, name): code for nation, name, code in zip(_NATIONAL[::3], _NATIONAL[1::3], _NATIONAL[2::3], strict=True)}

# --- measures ---------------------------------------------------------------------------------------------------------------

TIME_UNITS = frozenset(
    "millisecond second minute hour day night weekend week fortnight month quarter year decade century".split()
)
#: what prices and yields are given by without "per": "$58 a barrel"
BILLED_UNITS = frozenset("barrel gallon litre kilogram tonne ton ounce mile kilometre acre hectare pound".split())
#: the units in which ages are told
AGES = frozenset({"year", "month", "week", "day"})


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("ch", "sh", "s", "x")) else "s")


def _regular(names: str) -> dict[Phrase, str]:
    """Names whose plural is regular, divided by strokes."""
    table: dict[Phrase, str] = {}
    for name in names.split(" | "):
        *first, last = name.split()
        table[(*first, last)] = table[(*first, _plural(last))] = name
    return table


def _lengths() -> dict[Phrase, str]:
    """Lengths in all spellings, their squares and cubes: "sq km" is among the abbreviations."""
    metric = {
        spelling + ending: prefix + "metre"
        for prefix in ("", "kilo", "centi", "milli", "micro", "nano")
        for spelling in (prefix + "metre", prefix + "meter")
        for ending in ("", "s")
    }
    other = _pairs("mile mile miles mile foot foot feet foot yard yard yards yard inch inch inches inch")
    table: dict[Phrase, str] = {}
    for spelling, name in (metric | other).items():
        table[(spelling,)] = name
        for short, power in {"square": "square", "sq": "square", "cubic": "cubic"}.items():
            table[(short, spelling)] = f"{power} {name}"
    return table


def _named(text: str) -> dict[Phrase, str]:
    """Lines of a phrase, an equals sign and its name."""
    return {tuple(phrase.split()): name for phrase, name in (line.split(" = ") for line in text.strip().splitlines())}


#: written out, in lower case
UNITS: dict[Phrase, str] = {
    **_lengths(),
    **_regular(
        "millisecond | microsecond | nanosecond | second | minute | hour | day | night | weekend | week | fortnight | month "
        "| year | decade | century | tonne | ton | kilogram | gram | milligram | microgram | ounce | fluid ounce | pound | "
        "kiloton | megaton | carat | litre | millilitre | gallon | pint | quart | barrel | bushel | acre | hectare | light "
        "year | nautical mile | knot | watt | kilowatt | megawatt | gigawatt | terawatt | watt hour | kilowatt hour | "
        "megawatt hour | gigawatt hour | terawatt hour | volt | kilovolt | amp | ampere | ohm | hertz | kilohertz | "
        "megahertz | gigahertz | decibel | lumen | byte | kilobyte | megabyte | gigabyte | terabyte | petabyte | megabit | "
        "gigabit | megapixel | joule | kilojoule | calorie | kilocalorie | newton | pascal | kilopascal | megapascal | "
        "gigapascal | becquerel | sievert | millisievert | microsievert | roentgen | basis point | percentage point | degree "
        "| cent | fathom | magnitude"
    ),
    **_named("""
metric ton = tonne
metric tons = tonne
metric tonnes = tonne
liter = litre
liters = litre
milliliter = millilitre
milliliters = millilitre
kilogramme = kilogram
kilogrammes = kilogram
kilo = kilogram
kilos = kilogram
lb = pound
lbs = pound
percent = percent
per cent = percent
% = percent
pct = percent
pc = percent
bps = basis point
pence = penny
degrees celsius = celsius
degree celsius = celsius
celsius = celsius
degrees centigrade = celsius
degrees c = celsius
° c = celsius
º c = celsius
°c = celsius
ºc = celsius
℃ = celsius
degrees fahrenheit = fahrenheit
degree fahrenheit = fahrenheit
fahrenheit = fahrenheit
degrees f = fahrenheit
° f = fahrenheit
º f = fahrenheit
℉ = fahrenheit
° = degree
horsepower = horsepower
hp = horsepower
bhp = horsepower
mph = mile per hour
kph = kilometre per hour
kmh = kilometre per hour
mpg = mile per gallon
rpm = revolution per minute
bpm = beat per minute
ppm = part per million
ppb = part per billion
parts per million = part per million
parts per billion = part per billion
pound feet = pound-foot
lb ft = pound-foot
foot pounds = pound-foot
newton metres = newton metre
fps = frame per second
mah = milliampere hour
nits = nit
ppi = pixel per inch
sq m = square metre
sq ft = square foot
sq km = square kilometre
sqm = square metre
ft = foot
hr = hour
hrs = hour
min = minute
mins = minute
sec = second
secs = second
yr = year
yrs = year
oz = ounce
lightyears = light year
"""),
}
LONGEST_UNIT = max(map(len, UNITS))

_SI = _pairs(
    "m metre g gram W watt Wh watt-hour Hz hertz V volt B byte J joule Pa pascal l litre L litre bps bit-per-second cal "
    "calorie Sv sievert"
)
_PREFIXES = _pairs("k kilo c centi m milli µ micro μ micro n nano M mega G giga T tera")
#: which prefixes each sign is used with: "ct" and "Mm" are no units of news
_PREFIXED = _pairs("m kcmµμn g kmµμ W kmMGT Wh kMGT Hz kMGT V kmM B kMGT J kM Pa kMG l m L m bps kMG cal k Sv mµμ")

#: abbreviations as they are written, upper and lower case told apart
ABBREVIATIONS: dict[str, str] = {
    **{sign: name.replace("-", " ") for sign, name in _SI.items()},
    **{
        prefix + sign: _PREFIXES[prefix] + _SI[sign].replace("-", " ")
        for sign, prefixes in _PREFIXED.items()
        for prefix in prefixes
    },
    **{
        short: name
        for line in """
km² km2 = square kilometre
m² m2 = square metre
m³ m3 = cubic metre
KM = kilometre
KG Kg = kilogram
KB = kilobyte
HZ = hertz
cc = cubic centimetre
t = tonne
ha = hectare
mi = mile
yd = yard
in = inch
ksi = kilopound per square inch
psi = pound per square inch
h = hour
p = penny
c = cent
C = celsius
F = farad
R = roentgen
kt = kiloton
Mt = megaton
bpd = barrel per day
MP = megapixel
Nm = newton metre
Ah = ampere hour
bbl = barrel
boe = barrel of oil equivalent
mmBTU = mega british thermal unit
BTU = british thermal unit
""".strip().splitlines()
        for short in line.split(" = ")[0].split()
        for name in [line.split(" = ")[1]]
    },
}
#: abbreviations that are words or names as well: only where they touch the digits
ONLY_GLUED = frozenset("in p c h g l L t mi m B J R".split()) - {"R"}
#: what stands behind a stroke: "km/h", "mg/l"
SHORT_RATES = _pairs(
    "h hour hr hour s second sec second l litre d day min minute kg kilogram cm centimetre day day t tonne dl decilitre week "
    "week month month year year hour hour gal gallon"
) | {
    "m2": "square metre",
    "m²": "square metre",
    "km²": "square kilometre",
    "m³": "cubic metre",
    "mwh": "megawatt hour",
    "kwh": "kilowatt hour",
}


def is_money(unit: str | None) -> bool:
    """An ISO 4217 code, also of money over time ("USD per year")."""
    return unit is not None and len(code := unit.split(" per ")[0]) == 3 and code.isupper()
