"""Which numbers are no quantities, or none that a claim can carry: parts of names, ages, pronouns, look-backs, conversions."""

from __future__ import annotations

import itertools
import re

from claims.extraction.quantities.atoms import Line
from claims.extraction.quantities.lexicon import IDLE_COMPOUNDS, IDLE_NOUNS, LABELS, SPEECH, STREETS, STREETS_BEFORE, WEAK_LABELS
from claims.extraction.quantities.measuring import AGE
from claims.extraction.quantities.numerals import Form, Numeral, whole_before
from claims.extraction.quantities.reading import Reading
from claims.extraction.quantities.units import TIME_UNITS, is_money
from claims.extraction.reference.nouns import PERSONS
from claims.extraction.text.tokens import Token

_NAMED = frozenset({"ORG", "PRODUCT", "FAC", "LAW", "WORK_OF_ART", "EVENT", "LOC", "GPE", "NORP", "PERSON"})
_NAME_TAGS = frozenset({"NNP", "NNPS"})
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
#: prefixes that leave a number a number: "sub-500"
_PREFIXES = frozenset({"sub", "minus", "plus", "mid", "pre", "post"})
#: labels that are other words in lower case: "no 12 men", "p" of the index "S&P 500", "a witness"
_LABELS_IN_CAPITALS = frozenset({"no", "p", "prisoner", "witness"})
_TIES = frozenset({"-", "–", ":"})
#: "46 cases per 100,000 inhabitants" counts the cases.
_BASES = frozenset({100, 1_000, 10_000, 100_000, 1_000_000})
_BEHIND_AGE = frozenset({"and", ",", ".", "when", "by", "", "in", "next", "this", "on"})
_BEFORE_PRONOUN = frozenset("no any every each some loved which by".split())
#: what people counted are: "one is missing"
_CONDITIONS = frozenset("dead injured wounded missing critical".split())
_DISTANCES = frozenset({"kilometre", "mile", "metre", "yard", "foot"})
_DIRECTIONS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west".split()
)
#: What stands behind a distance from somewhere.
_PLACING = _DIRECTIONS | frozenset("away down from inland off outside to up".split())
_ONE_PERSON = frozenset({"he", "she", "who", "youngest", "oldest", "eldest"})
_TO_BE = frozenset({"is", "was", "be", "am", "are", "were", "been", "turned", "turns", "turn", "'s"})


# --- names ------------------------------------------------------------------------------------------------------------------


def is_name(line: Line, numeral: Numeral, reading: Reading) -> bool:
    """Whether the number belongs to a name, a label or an address: "G7", "Resolution 2231", "1600 Pennsylvania Avenue"."""
    first = numeral.first
    if _touches_letters(line, first, reading) or _is_web_address(line, first):
        return True
    if reading.unit is not None or reading.first != first:
        return False
    digits = line.is_number(first)
    if digits and (_is_address(line, numeral.last) or _is_short_code(line, first) or _is_of_model(line, numeral)):
        return True
    return _is_labelled(line, first, reading, digits=digits)


def _touches_letters(line: Line, first: int, reading: Reading) -> bool:
    """Whether the number is part of a word: "G7", "Su-27", "COVID-19", "22nd", "5G", "#1"."""
    if line.glued(reading.first):
        before = line.word(reading.first - 1)
        if before[-1].isalnum() or before in {"#", "@", "_", "&", "*", "'", "№"}:
            return True
        if before in {"-", "–", "/", ".", ":"} and line.glued(reading.first - 1):
            prefix = line.word(reading.first - 2)
            scaled = line.is_number(reading.first - 3) and line.glued(reading.first - 2)  # "€1.5bn-€2bn"
            if prefix[-1].isalpha() and not scaled and not (before == "-" and prefix in _PREFIXES):
                return True
    return line.is_number(first) and line.glued(reading.last) and line.word(reading.last)[0].isalnum()


def _is_web_address(line: Line, index: int) -> bool:
    token = line.token(index)
    return token.is_address or token.text.startswith(("@", "#"))


def _is_address(line: Line, at: int) -> bool:
    """Whether capitalised words that end in a kind of street follow."""
    for step in range(4):
        raw = line.raw[at + step] if at + step < len(line) else ""
        if not raw or not (raw[0].isupper() or line.is_number(at + step) or raw in {"st", "nd", "rd", "th"}):
            return False
        if line.word(at + step) in (STREETS if step else STREETS_BEFORE):
            return True
    return False


def _is_of_model(line: Line, numeral: Numeral) -> bool:
    """Whether it begins the name of one thing: "a 737 Max", "the 737 Max was", "two fatal 737 Max crashes"."""
    number, behind = line.token(numeral.first), line.token(numeral.last) if numeral.last < len(line) else None
    if behind is None or behind.tag_ != "NNP" or not behind.is_title or number.dep_ != "nummod":
        return False
    noun, article = number.head, line.word(numeral.first - 1)
    if article in {"a", "an"} or any(child.dep_ == "nummod" and child.i < number.i - 1 for child in noun.lefts):
        return True
    finite = next((child for child in noun.head.lefts if child.dep_ in {"aux", "auxpass"}), noun.head)
    one = finite.tag_ == "VBZ" or finite.lower_ == "was"
    return article in {"the", ""} and noun == behind and noun.dep_ in {"nsubj", "nsubjpass"} and one


def _is_short_code(line: Line, first: int) -> bool:
    """Whether the number is one to call: "dialled 999"."""
    return (
        line.word(first) in {"911", "999", "112"}
        and first > 0
        and line.token(first - 1).lemma_ in {"dial", "call", "ring", "phone", "to"}
    )


def _is_labelled(line: Line, first: int, reading: Reading, *, digits: bool) -> bool:
    """Whether a label is before: "Resolution 2231", "iPhone 11", "World War Two", "No. 5"; not in "in Kyiv 12 people"."""
    if first == 0:
        return False
    word, raw = line.word(first - 1), line.raw[first - 1]
    before, number = line.token(first - 1), line.token(first)
    if not digits:
        named = line.raw[first][0].isupper() and before.tag_ in _NAME_TAGS and first > 1 and not _counts_plural(reading)
        return named or _is_of_kind(line, first, reading)
    if word == "." and line.word(first - 2) in {"no", "nos"}:
        return True
    if word in LABELS and (word not in _LABELS_IN_CAPITALS or raw[0].isupper()):
        return True
    if _counts_plural(reading):
        given = before.ent_type_ == "GPE" and line.token(first - 2).pos_ == "VERB"  # "will send Ukraine 14 Leopard tanks"
        return (
            not given
            and before.tag_ in _NAME_TAGS
            and before.dep_ in {"compound", "nmod", "amod"}
            and before.head.i == number.head.i
        )
    one_name = before.ent_type_ in _NAMED and number.ent_type_ == before.ent_type_ and number.ent_iob_ == "I"
    ship = before == number.head and before.dep_ == "pobj" and line.token(first - 2).tag_ == "NNP"  # "of the Santa Marcela 2"
    one_phrase = ship or before.head in {number.head, number}
    capital = raw[0].isupper() and before.tag_ in _NAME_TAGS and first > 1
    return word in WEAK_LABELS or one_name or (capital and one_phrase)


#: "Phase two", "pathways two and three", "the Group of Twenty": words that a number word tells apart.
_KINDS = frozenset("category chapter grade level option part pathway phase platform scenario stage step tier type".split())


def _is_of_kind(line: Line, first: int, reading: Reading) -> bool:
    before = line.word(first - 1)
    if before == "and" and first > 2 and line.token(first - 2).like_num:
        before = line.word(first - 3)  # "pathways two and three"
    named = before == "of" and line.raw[first][0].isupper() and first > 1 and line.raw[first - 2][0].isupper()
    return (before.removesuffix("s") in _KINDS and reading.counted is None) or (named and not _counts_plural(reading))


def _counts_plural(reading: Reading) -> bool:
    return reading.counted is not None and reading.counted.head.tag_ in _PLURAL_TAGS


def is_half_of_pair(line: Line, first: int, last: int) -> bool:
    """Whether a sign ties the digits to others, which is a score, a vote or a code unless it makes a range: "2-1"."""
    behind = line.word(last) in _TIES and line.glued(last) and line.is_number(last + 1) and line.glued(last + 1)
    ahead = line.word(first - 1) in _TIES and line.glued(first) and line.glued(first - 1) and line.is_number(first - 2)
    return behind or ahead


# --- ages -------------------------------------------------------------------------------------------------------------------


def is_age(line: Line, reading: Reading) -> bool:
    """Whether it is an age: "aged 34", "Ivan Petrenko, 34, said", "children under five", "he will be 35"."""
    low = reading.low or 0
    if reading.form is not Form.CARDINAL or not 0 < low <= 120:
        return False
    first = reading.first
    if _is_called_age(line, first):
        return True
    if reading.counted is not None and reading.unit is None:
        # "Ana Roe, 58, of Mill Lane": what seems to be counted is where she lives
        return line.is_number(first) and line.word(first + 1) == "," and _stands_by_person(line, first, first + 1)
    return reading.unit is None and (
        _is_young(line, first, low)
        or (line.is_number(first) and _is_of_person(line, first, reading.last))
        or (line.word(first - 2) in _ONE_PERSON and line.word(first - 1) in _TO_BE and line.word(reading.last) in _BEHIND_AGE)
    )


#: "At the age of 12", "a boy of 4".
_OF_AGE = frozenset("age boy child daughter girl man son woman".split())


def _is_called_age(line: Line, first: int) -> bool:
    before = line.word(first - 1)
    if before in {"and", "or"} and first > 2 and line.token(first - 2).like_num:  # "aged six and nine"
        before, first = line.word(first - 3), first - 2
    if before in {"age", "aged", "ages"} or (before == "of" and line.word(first - 2) in _OF_AGE):
        return True
    grown = before == "of" and first > 1 and line.token(first - 2).tag_ == "NN" and line.word(first - 2) in PERSONS
    # "a teacher of 29", but not "a mother of five"
    return grown and line.token(first).is_digit and any(child.lower_ in {"a", "an"} for child in line.token(first - 2).lefts)


#: Of these a bound without a noun is one of age.
_OF_AN_AGE = frozenset("adults anybody anyone children men people patients residents those voters women workers".split())
_GROWN, _YOUNG = 16, 21


def _is_young(line: Line, first: int, low: float) -> bool:
    """Whether it bounds who is meant: "are under 15", "children under five"."""
    if first < 2 or line.word(first - 1) not in {"over", "under"}:
        return False
    whose = line.token(first - 2)
    if whose.lower_ in _OF_AN_AGE:  # "those under 25", "people over 65"
        return low >= _GROWN or line.word(first - 1) == "under"
    return line.word(first - 1) == "under" and low <= _YOUNG and whose.pos_ in {"AUX", "NOUN", "PRON"}


def _is_of_person(line: Line, first: int, last: int) -> bool:
    """Whether a person is that old: "she is 31", "Petrenko, 34, said"."""
    if line.word(first - 1) in _TO_BE and line.word(last) in _BEHIND_AGE:
        return any(child.dep_ == "nsubj" and _is_person(child) for child in line.token(first - 1).children)
    return _stands_by_person(line, first, last)


def _is_person(token: Token) -> bool:
    return token.ent_type_ == "PERSON" or token.lower_ in {"he", "she", "i", "daughter", "son", "mother", "father"}


def _stands_by_person(line: Line, first: int, last: int) -> bool:
    """Whether a name is right before: "Petrenko, 34, said", "Petrenko (34)", "Petrenko 34 has said"."""
    mark = line.word(first - 1) if line.word(first - 1) in {",", "("} else ""
    at = first - 2 if mark else first - 1
    after = line.word(last)
    if line.word(at) == "." and len(line.word(at - 1)) == 1 and line.glued(at):
        at -= 1  # "Karim T., 41, was acquitted"
    if mark == "," and after == "," and at >= 0 and line.token(at).tag_ in {"NN", "DT"}:
        return True  # "one man, 45, died; another, 23, is in hospital"
    if at < 0 or not line.raw[at][0].isupper() or line.token(at).tag_ not in _NAME_TAGS:
        return False
    if mark == "(":
        return after == ")"
    if mark:
        return (after == "," and line.is_number(first)) or (
            line.token(at).ent_type_ in {"PERSON", "ORG", ""} and after in {".", ";"}
        )
    return line.token(at).ent_type_ == "PERSON" and (after in {"who", ",", ""} or line.token(last).pos_ in {"AUX", "VERB"})


# --- words that count nothing -----------------------------------------------------------------------------------------------


_BEFORE_HOURS = frozenset("about after around at before by from near till to towards until".split())
_DAY_PARTS = frozenset("afternoon evening morning night".split())
#: What is done at an hour: "called at 9".
_BY_THE_CLOCK = frozenset(
    "arrive begin call come depart explode gather hear leave meet open phone return ring shut start wake".split()
)
_PARENTS = frozenset({"dad", "father", "grandfather", "grandmother", "mother", "parent"})
_HOURS_OF_HALF_DAY = 12
_HOUR = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")


def is_idle(line: Line, reading: Reading) -> bool:
    """Number words that count nothing: "one another", "no one", "half-brother", "second half", "two-way"."""
    counted, before = reading.counted, line.word(reading.first - 1)
    if (counted is None and before in {"top", "bottom"}) or (before == "per" and reading.low in _BASES):
        return True
    children = counted is None and before == "of" and line.word(reading.first - 2) in _PARENTS  # "a mother of four"
    children |= before == "as" and line.word(reading.first - 2) in {"old", "young"}  # "children as young as four"
    if children or _is_hour(line, reading):
        return True
    if counted is not None and counted.is_compound and counted.head.lower_ in IDLE_COMPOUNDS:
        return True
    if reading.is_fraction:
        return _is_idle_half(line, reading) or _is_one_more(line, reading)
    if reading.is_vague:
        some = before == "of" and line.word(reading.first - 2) == "one" and line.word(reading.first) in {"several", "few"}
        return some or (counted is None and (before == "the" or not _acts_alone(line, reading.last)))
    return reading.in_words and reading.low == 1 and _is_idle_one(line, reading)


def _is_hour(line: Line, reading: Reading) -> bool:
    """Whether it tells a time of day: "at half past six", "at 1.30 with two water cannon"."""
    before, at = line.word(reading.first - 1), reading.last
    if before in {"past", "to"} and line.word(reading.first - 2) in {"half", "quarter"}:
        return True
    small = reading.counted is None and (reading.low or 0) <= _HOURS_OF_HALF_DAY
    if small and before in _BEFORE_HOURS and _leads_to_hours(line, at):
        return True
    ends = at >= len(line) or line.token(at).pos_ in {"ADP", "CCONJ", "SCONJ", "PUNCT"}
    if small and ends and before == "at" and line.token(reading.first - 1).head.lemma_ in _BY_THE_CLOCK:
        return True
    return before == "at" and reading.counted is None and ends and _HOUR.fullmatch(line.raw[reading.first]) is not None


def _leads_to_hours(line: Line, at: int) -> bool:
    """What follows is a part of a day: "at eight at night", "by ten that night", "at six in the morning"."""
    behind = [line.word(index) for index in range(at, at + 3)]
    return (
        behind[:2] == ["at", "night"]
        or (behind[:1] in (["that"], ["last"], ["this"]) and behind[1] in _DAY_PARTS)
        or (behind[:2] == ["in", "the"] and behind[2] in _DAY_PARTS)
    )


def _acts_alone(line: Line, at: int) -> bool:
    """Whether what follows shows that people are meant: "dozens were hurt", "hundreds fled", "thousands of COVID-19 tests"."""
    if at >= len(line):
        return False
    token = line.token(at)
    return token.lower_ in {"of", "more", "others"} or token.pos_ in {"AUX", "VERB"}


def _is_idle_half(line: Line, reading: Reading) -> bool:
    before, counted = line.word(reading.first - 1), reading.counted
    if line.word(reading.first) != "half" or before == "by":
        return False
    if before in {"first", "second", "other", "better", "this", "last", "-", "and", "latter"}:
        return True
    if (before == "," and line.word(0) == "of") or whole_before(line, reading.first) is not None:
        return False  # "Of the 96 rockets, half were shot down"
    return counted is None or not (counted.determined or counted.partitive or counted.head.tag_ == "NNS")


def _is_one_more(line: Line, reading: Reading) -> bool:
    """Whether a fraction's word is the next of a row: "two aides were fined; a third was acquitted"."""
    return (
        reading.counted is None
        and line.word(reading.first) == "a"
        and reading.last < len(line)
        and (line.token(reading.last).tag_ == "VBZ" or line.word(reading.last) in {"was", "had", "died", "who"})
    )


def _is_idle_one(line: Line, reading: Reading) -> bool:
    """Whether "one" is a pronoun: "no one", "one another", "one must"; in "one was killed and two were hurt" it counts."""
    counted = reading.counted
    before, after = line.word(reading.first - 1), line.word(reading.first + 1)
    if before in _BEFORE_PRONOUN or after in {"another", "'s", "by", "on"}:
        return True
    if reading.first == 0 and after == "," and _is_named_next(line):
        return True  # "One, his former accountant Ana Roe, was jailed"
    if counted is not None and counted.head.lemma_ in {"hand", "side"} and before in {"on", "with"}:
        behind = line.words[counted.last :]
        return "other" in behind  # "with one hand … with the other"
    if counted is not None and reading.first == 1 and before == "in" and counted.head.tag_ == "NN":
        return True  # "In one village, 12 people drowned"
    if counted is not None:
        return before in ({"the", "this", "a", "only"} if counted.partitive else {"this", "a"})
    return before in {"the", "this", "that", "a", "only", "another", "at"} or not _counts_alone(line, reading.first)


def _is_named_next(line: Line) -> bool:
    """Who opens the sentence as "one" is named right behind, between commas."""
    behind = list(itertools.takewhile(lambda token: token.text != ",", line.sentence.tokens[2:]))
    return bool(behind) and behind[0].tag_ in {"DT", "PRP$"} and behind[-1].pos_ == "PROPN"


def _counts_alone(line: Line, first: int) -> bool:
    """Whether "one" without a noun counts, by what follows."""
    if first + 1 >= len(line) or (first and line.token(first - 1).pos_ in {"ADJ", "DET"}):
        return False
    following = line.token(first + 1)
    if following.text == "," and line.token(first).dep_ == "pobj":
        return False  # "In one, the army said, …"
    if line.matches(first + 1, ("out", "of")):
        return True  # "one out of every four"
    if following.lower_ == "of" and first + 3 < len(line):
        return line.token(first + 3).like_num  # "one of the 11 died"
    if following.pos_ == "AUX" and first + 2 < len(line):
        return line.token(first + 2).tag_ == "VBN" or line.word(first + 2) in _CONDITIONS
    return following.tag_ in {"VBN", "VBD"} or following.lower_ in _CONDITIONS | {"or", "and", "to", "in", "from", ","}


def is_some_time(line: Line, reading: Reading) -> bool:
    """Whether "one night" is any, and no length: "One day the war will end", "want to sleep one night through"."""
    if not (reading.in_words and reading.low == reading.high == 1 and reading.unit in TIME_UNITS and reading.named):
        return False
    return reading.first == 0 or line.word(reading.named[1]) == "through"


# --- quantities that no claim carries ---------------------------------------------------------------------------------------


def is_hedged(line: Line, reading: Reading) -> bool:
    """Counts that assert no figure: "one of the largest", "one thing", "a six-speed gearbox", "two officials said"."""
    counted = reading.counted
    if counted is None or reading.unit is not None:
        return False
    subject = reading.number if counted.partitive else counted.head
    if subject.dep_ == "nsubj" and subject.head.lemma_ in SPEECH and not _another_speaks(subject):
        return True
    if counted.is_compound:
        return True
    if not (reading.in_words and reading.low == 1):
        return False
    if counted.head.lemma_ in IDLE_NOUNS:
        return True
    inside = (line.token(index) for index in range(counted.base, counted.last))
    superlative = any(token.tag_ in {"JJS", "RBS"} or token.lower_ in {"few", "several"} for token in inside)
    before = line.word(reading.first - 1)
    predicative = before in _TO_BE or before.endswith("'s") or before in {"as", "remains", "just"}
    return counted.partitive and (superlative or predicative)


def _another_speaks(subject: Token) -> bool:
    """The verb has a second subject, right before it: "half of the drones were lost, the air force [said]"."""
    verb = subject.head
    return any(child.dep_ == "nsubj" and subject.i < child.i == verb.i - 1 for child in verb.lefts)


def places_a_town(line: Line, reading: Reading) -> bool:
    """A distance that only says where a place is: "in Kanphyu, ten miles to the south,"."""
    if reading.unit not in _DISTANCES or not 0 < reading.last < len(line):
        return False
    noun = line.token(reading.last - 1)
    if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" and line.word(reading.last) in _PLACING:
        return True
    named = reading.first > 1 and line.word(reading.first - 1) == "," and line.token(reading.first - 2).pos_ == "PROPN"
    behind = reading.last
    if line.word(behind) == "(":  # "60 km (37 miles) south of the capital"
        behind = next((at + 1 for at in range(behind, min(behind + 5, len(line))) if line.word(at) == ")"), behind)
    return named and line.word(behind) in _DIRECTIONS and line.word(behind + 1) in {"of", "from"}


def _is_told_of(line: Line, at: int) -> bool:
    """What stands there tells more of what is counted: "the 1.4 million that were ordered", "the 840 million expected"."""
    return at < len(line) and line.token(at).tag_ in {"IN", "WDT", "WP", "VBN", "VBG", "TO"}


def is_look_back(line: Line, reading: Reading) -> bool:
    """Definite counts of what was told before: "the two sides", "these two drafts"; not "the 12 people who died"."""
    counted = reading.counted
    if reading.unit is not None or reading.form is not Form.CARDINAL or (counted is not None and counted.partitive):
        return False
    at = reading.first - 1
    while line.word(at) in {"first", "last", "next", "top", "bottom", "same", "main", "previous", "final", "latest", "only"}:
        at -= 1
    if line.word(at) not in {"the", "these", "those", "both"}:
        return False
    if counted is None or counted.last >= len(line) or at != reading.first - 1:
        alone = line.word(at - 1) == "of" and at > 1 and not _is_told_of(line, reading.last)  # "one of the 11"
        return reading.in_words or counted is not None or alone
    return not _is_told_of(line, counted.last)


def _adjoins(line: Line, end: int, opened: int) -> bool:
    """Nothing but the rest of the measure stands before the bracket: "600-mile[-long] (1,000-kilometre)"."""
    return opened - end <= 1 or (line.words[end:opened] in (["-", "long"], ["-", "wide"], ["-", "high"], ["-", "deep"]))


def is_conversion(line: Line, reading: Reading, before: Reading | None) -> bool:
    """The same amount in another unit, in brackets: "30 kilometres (19 miles)"."""
    if before is None or reading.unit is None or before.unit is None or reading.unit == before.unit:
        return False
    opened, closed = line.word(reading.first - 1), line.word(reading.last)
    if opened not in {"(", ";"} or closed not in {")", ";"} or not _adjoins(line, before.end, reading.first - 1):
        return False
    money = is_money(reading.unit), is_money(before.unit)
    return money[0] is money[1] and not {reading.unit, before.unit} & ({"percent", AGE} | TIME_UNITS)
