"""What a statement tells of as if it were known: "the plant", "the rest", "six of the 46 people", a bare "nine".

Each is named in words, for whoever reads the statement alone.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from claims.extraction.assembling.bearers import LIMITED, PARTICIPLES
from claims.extraction.assembling.figures import OF_PEOPLE, counted_token
from claims.extraction.assembling.settings import TOLLS, Setting
from claims.extraction.assembling.stand_ins import stand_ins
from claims.extraction.assembling.wholes import bare_end, counted_whole
from claims.extraction.clauses import MODIFYING, SUBJECTS, helpers_of
from claims.extraction.dates.words import MONTHS, WEEKDAYS
from claims.extraction.quantities.measures import EVENT_MEASURES, tells_blow
from claims.extraction.quantities.units import is_money
from claims.extraction.records import Claim
from claims.extraction.reference.countries import country_of
from claims.extraction.reference.illnesses import ILLNESSES, ILLS, OUTBREAKS, names_illness
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import AREAS, HAPPENINGS, SITES
from claims.extraction.text.tokens import Token, text_of

#: Verbs whose subject is what a number counts, "membership reached 4,000", unlike that of "put the loss at 4,000".
_REACHING = frozenset(
    """account amount average be climb come cost count drop equal exceed fall grow jump number pass reach rise sink stand swell
    total tumble""".split()
)
#: "A country of 9 million" has so many inhabitants.
_INHABITED = re.compile(r"\b(?:city|community|country|district|nation|population|region|state|town|village) of (?:\w+ )?$")
_OF_THEM = re.compile(r"(?:[\w,.-]*[\w.%-] ){1,4}of them\b")
#: With these it is asked already what a number counts.
_COUNTED_ANYWAY = ("of what “that ", "who or what “the ")
_HELPING = frozenset("are had has have is was were".split())
_ARGUMENTS = frozenset({"attr", "dobj", "nsubj", "nsubjpass", "pobj"})
_POINTING = frozenset({"the", "these", "those", "this", "that"})
#: Of these everybody knows which is meant, or nobody has to: "the sea", "the morning", "the idea".
_KNOWN = frozenset(
    """ability ablaze absence afternoon aim air amount arm average back background balance basis battlefield beginning bottom
    bulk case cause center centre chance chest choice circumstance climate coast combination condition context cost
    couple course danger dark dawn day daylight dead decade degree detail direction disabled dollar dozen dusk earth
    east economy edge elderly end environment euro evening evidence example existence extent face fact failure fall fate
    fault feeling few finger first floor following form former front future general goal ground half hand head heart
    homeless hope horizon hour idea impact importance impression increase injured internet interval invasion job kind
    lack last latest latter left leg level life light lot majority manner market matter meantime media middle minority
    minute moment month mood moon morning most mouth mud neck need net news next night north number one open opinion
    opportunity other others outset outside pace part past peace people percentage period person phone place point poor
    possibility pound power present press price principle prospect public purpose quality quarter question rain range
    reality reason remainder remaining rest return rich right rise risk rule rumor rumour same sand scale sea season
    second sense series shape share shoulder side sight size sky snow soil sort south spirit spot spring stage start
    state step stomach summer sun surface taste temperature tendency term thing third thought tide time toll top total
    traffic trend trouble truth type universe use value verge version wake way weather week weekend weight west whole
    wind winter world worst wounded year yen young youth""".split()
)
_TIMES = frozenset("afternoon day evening hour minute moment month morning night time way week weekend year".split())
_DEMONSTRATIVE = re.compile(r"\b[Tt]h(?:is|at|ese|ose)\b")
#: What is counted of an illness, which somebody else's case may be of.
_CASES = re.compile(r"\b(?:cases|infections)\b(?! of\b)")
#: Spread of an illness: "An outbreak in 2022 killed 1,700", "New infections have fallen".
_SPREAD = re.compile(r"\b(?:outbreaks?|epidemics?|infections?)\b(?! of\b)")
#: What stands before such a noun and does not name the illness.
_PLAIN = frozenset({"CD", "DT", "JJ", "JJR", "JJS", "PRP$", "RB", "RBR", "RBS"})
_COUNTRIES = frozenset({"country", "nation"})
#: Of a share that somebody gets or is thought to get it is asked what it is a share of.
_GETTING = frozenset("accept capture claim demand get have hold offer poll propose receive secure seek take want win".split())
_FORECASTING = frozenset("expect forecast predict project".split())
#: What stands behind a noun and is a day, which tells nothing of which it is: "the company in 2023".
_DAY_BEHIND = re.compile(
    rf"\s(?:in|on|by|from|since|at|between)\s(?:the (?:end|beginning|start|night|morning)\b|(?:\w+ )?\d|"
    rf"(?:{'|'.join(name.capitalize() for name in (*MONTHS, *WEEKDAYS))})\b|noon|midnight|midday|dawn)"
)
#: What became of those who stand before it, by which they are known: "the 187 drones [launched overnight]".
_FATE_BEHIND = re.compile(rf"\s(?:{'|'.join(sorted(PARTICIPLES))})\s(?:at|in|near|on|overnight)\b")
_OF_BEHIND_DAY = re.compile(r"(?:\s(?:in|on|at|the|early|late|\d{1,4},?|[A-Z]\w+|\([^()]*\))){1,6}\sof\s")
_UNLIMITED = re.compile(LIMITED)
#: "The", with up to three words between it and its noun.
_POINTED = re.compile(r"\b([Tt]h(?:at|e|ese|is|ose)) (?:[a-z\d][\w.,’'-]* ){0,3}\Z")
_A = re.compile(r"\b[Aa]n? ")
_LONGEST_PHRASE = 4
_NAME = re.compile(r"\b[^\W\d_a-zß-ÿ][\w-]+")
_WHICH_TOWN = re.compile(r"which (city|town|village) “the \1” is")
_PLACING = frozenset({"at", "in", "near"})
#: "The" with a noun of its own, and at most one word between.
_PUT = re.compile(r"\b[Tt]he (?:[a-z]+ )??([a-z]{3,})\b")
_NEXT_WORD = re.compile(r" ([a-z]{3,})\b")
_OWNS = re.compile(r"['’-]")
_SELF = re.compile(r"\b(?:I(?!\.)|[Mm]y|[Mm]e)\b")
_TOLL = re.compile(r"\bthe (?:death )?(?:toll|tally)\b(?!,? (?:from|of)\b)", re.IGNORECASE)
#: A noun with what it amounts to, unless that is itself a word for a number.
_AMOUNTS_TO = re.compile(
    r"^The (?!number|total|figure|count)[a-z][\w’' -]*[a-z] (?:is|was)(?: initially| earlier put at)?"
    r"(?: (?:about|almost|nearly|only|some))? $"
)
#: What the model may take a noun for that names nothing.
_NUMBERS = frozenset({"CARDINAL", "ORDINAL", "QUANTITY", ""})
#: "The dead", whom a number stands before as well: "60 dead".
_FATES = frozenset("dead injured missing wounded".split())
_OTHERS_OF_NOTHING = re.compile(r"\bothers\b(?! (?:who|whose|among|in|at|on|from)\b)")
_OF_PEOPLE = re.compile(r" of the (people|victims|men|women)\b")
_TELLING = frozenset({"JJS", "RBS"})


def unnamed(claim: Claim, setting: Setting, claims: Sequence[Claim], nouns: Container[str]) -> list[str]:
    """What of the statement, which one of these claims makes, is not told in full: each in words.

    ``nouns`` are those of the article, as it writes them.
    """
    notes = [*claim.ambiguous, *_whole(claim, claims), *_of_people(claim), *_others(claim), *_standing_for(claim, setting)]
    notes += _bare_subject(claim, setting)
    figure = claim.figure if is_uncounted(claim, setting) else None
    known = figure is not None and any(f"{figure.text.rpartition(' ')[2].lower()}” is" in note for note in notes)
    if figure is not None and not (known or any(note.startswith(_COUNTED_ANYWAY) for note in notes)):
        notes.append(f"what “{figure.text}” counts")
    notes += _which(claim, setting, notes)
    asked = dict.fromkeys([*notes, *_which_put(claim, setting, notes, nouns)])
    return [note for note in asked if not _is_placed_before(note, setting)]


def _is_placed_before(note: str, setting: Setting) -> bool:
    """It asks which town "the town" is, of which the statement has the name: "fell at Lund, half of what the town gets"."""
    area = _WHICH_TOWN.match(note)
    if area is None:
        return False
    ways = (word for word in setting.words if word.lower_ in _PLACING and word.i + 1 < word.sent.end)
    named = next((word.i for word in ways if word.nbor().pos_ == "PROPN" and word.nbor().i not in setting.phrases.dated), None)
    noun = next((word.i for word in setting.words if word.lower_ == area[1]), None)
    return named is not None and noun is not None and named < noun


def _whole(claim: Claim, claims: Sequence[Claim]) -> Iterator[str]:
    """The whole of which a part is told, if it stands by no more than its number: "six of the 46 people"."""
    figure = claim.figure
    whole = claims[figure.part_of].figure if figure is not None and figure.part_of is not None else None
    if _OF_THEM.match(claim.statement) and not any("“them”" in note for note in claim.ambiguous):
        yield "who or what “them” is"
    if whole is not None and not whole.of and f" of the {whole.text.lower()} " in claim.statement:
        yield f"who or what “the {whole.text.lower()}” are"
    if figure is not None and figure.part_of is not None and bare_end(claim, claims[figure.part_of]) is not None:
        phrase = counted_whole(claims[figure.part_of])
        if phrase not in claim.statement:
            return
        yield f"which {phrase.rpartition(' ')[2].lower()} “{phrase}” are"


def _bare_subject(claim: Claim, setting: Setting) -> Iterator[str]:
    """Another number than the claim's own that stands alone for who did it: "52 were downed in three regions"."""
    head = setting.draft.clause.head
    for number in (child for child in head.lefts if child.dep_ in SUBJECTS and child.like_num and child in setting.words):
        told = any(child.pos_ in {"NOUN", "PROPN"} or child.lower_ == "of" for child in number.rights)
        own = number.lower_ == "one" or (claim.figure is not None and number.text in claim.figure.text)
        told |= any(child.dep_ == "det" or child.text == "-" for child in number.lefts) or number.doc[number.i - 1].text == "-"
        if not (told or own) and _stands_alone(number, claim.statement):
            first = number.i
            while first > number.sent.start and number.doc[first - 1].like_num:
                first -= 1  # "1.4 million"
            yield f"who or what “{text_of(number.doc[first : number.i + 1])}” are"


def _stands_alone(number: Token, statement: str) -> bool:
    """No noun follows it there."""
    found = re.search(rf"\b{re.escape(number.text)} (\w+)", statement)
    return found is not None and found[1] in _HELPING


def _of_people(claim: Claim) -> Iterator[str]:
    """Some of those who were told of before, and of whom the statement tells no more: "870 of the people"."""
    found = _OF_PEOPLE.search(claim.statement) if claim.figure else None
    counts = found is not None and claim.figure is not None and claim.statement[: found.start()].endswith(claim.figure.text)
    if counts and found is not None and _is_unlimited(claim.statement, found.end()):
        yield f"which {found[1]} “the {found[1]}” are"


def _others(claim: Claim) -> Iterator[str]:
    """Others than were told of before; of whom something happened to that is clear: "held 1,140 others"."""
    figure = claim.figure
    counts = figure is not None and figure.of == "others" and OF_PEOPLE.isdisjoint(figure.measures)
    if counts and _OTHERS_OF_NOTHING.search(claim.statement) is not None:
        yield "who or what “others” are"


def _standing_for(claim: Claim, setting: Setting) -> Iterator[str]:
    """The words of the statement that stand for what was told before: "the rest", "both sides", "half of that", "I"."""
    statement = claim.statement
    if _SELF.search(statement):
        yield "who “I” is"
    for phrase, note in stand_ins(statement):
        if not any(f"“{phrase}”".lower() in asked.lower() for asked in claim.ambiguous):
            yield note
    yield from _compared(claim, setting)
    toll = _TOLL.search(statement)
    if toll is not None and not any(one in statement for one in HAPPENINGS):
        yield f"of what “{toll[0].lower()}” is"
    for token in setting.words if _DEMONSTRATIVE.search(statement) else ():
        alone = token.tag_ == "DT" and token.dep_ in _ARGUMENTS and all(child.dep_ == "advmod" for child in token.children)
        if alone and _DEMONSTRATIVE.fullmatch(token.text) and re.search(rf"\b{token.text}\b", statement, re.IGNORECASE):
            yield f"what “{token.lower_}” {'is' if token.lower_ in {'this', 'that'} else 'are'}"
    yield from _of_illness(claim, setting)
    if _is_share_of_nothing(claim, setting) and claim.figure is not None:
        yield f"of what “{claim.figure.text}” is"


def _compared(claim: Claim, setting: Setting) -> Iterator[str]:
    """What the statement ends with compares, and it does not say with what: "The gap is narrower"."""
    asked = [note for _, note in stand_ins(claim.statement)]
    for token in setting.words if "than" not in claim.statement else ():
        ends = token.tag_ == "JJR" and re.search(rf"\b{re.escape(token.text)}(?: still)?\.$", claim.statement) is not None
        if ends and token.dep_ == "acomp" and not any(f"{token.text}”" in note for note in asked):
            yield f"than whom or what “{token.text}” is"


def _of_illness(claim: Claim, setting: Setting) -> Iterator[str]:
    """Cases or an outbreak of what the statement does not say."""
    if names_illness(claim.statement):
        return
    if claim.figure is not None and _CASES.search(claim.figure.of) and (found := _CASES.search(claim.statement)) is not None:
        yield f"of what the {found[0]} are"
    elif (spread := _spread(claim, setting)) is not None:
        yield f"of what the {spread.text} {'are' if spread.tag_ == 'NNS' else 'is'}"


def _spread(claim: Claim, setting: Setting) -> Token | None:
    """The noun for an illness among people that does not say which, and nothing else in the statement does."""
    if not _SPREAD.search(claim.statement):
        return None
    noun = next((one for one in setting.words if _SPREAD.fullmatch(one.lower_)), None)
    named = noun is None or any(child.tag_ not in _PLAIN and child.pos_ in {"NOUN", "PROPN", "ADJ"} for child in noun.lefts)
    return None if named or any(token.lemma_.lower() in ILLNESSES for token in setting.words) else noun


def _is_share_of_nothing(claim: Claim, setting: Setting) -> bool:
    """A share of what is not told: "the Alliance took 38.6%", "analysts had forecast 3.8%"."""
    figure, quantity = claim.figure, setting.draft.quantity
    if figure is None or quantity is None or figure.base or quantity.is_move or figure.of:
        return False
    number = counted_token(setting.draft.clause.sentence, quantity)
    number = number.head if number.dep_ == "nummod" else number  # "%"
    verb = number.head
    if figure.unit != "percent" and not (is_money(figure.unit) and verb.lemma_ in _FORECASTING):
        return False
    told = claim.statement.partition(figure.text)[2].lstrip(' "”').startswith(("of ", "in favour", "more ", "less "))
    if number.dep_ in SUBJECTS and figure.unit == "percent" and not told and verb.lemma_ != "be":
        if verb.tag_ == "VBN" and not helpers_of(verb):
            return False  # "is only 70% finished"
        return not any(token.pos_ == "NOUN" for token in number.rights)  # "just 58% had been waiting"
    accounts = number.dep_ == "pobj" and verb.head.lemma_ == "account"  # "Convicts account for about 12 percent"
    return not told and (accounts or (number.dep_ == "dobj" and verb.lemma_ in _GETTING | _FORECASTING))


def _which(claim: Claim, setting: Setting, notes: Iterable[str]) -> Iterator[str]:
    """The things that are told of as if they were known, and stand in the statement by no more than their noun."""
    said = " ".join(notes)
    for noun in setting.words:
        if noun.pos_ != "NOUN" or noun.n_lefts == 0 or (noun.tag_ != "NNS" and noun.nbor(-1).lower_ == "those"):
            continue  # "87% of those voting"
        pointer = next((child for child in noun.lefts if child.lower_ in _POINTING and child.dep_ == "det"), None)
        if noun.nbor().text == "-" and not noun.whitespace_:
            continue  # "the co-defendants"
        if pointer is None or noun.ent_type_ not in _NUMBERS or f" {noun.text}”" in said:
            continue
        if noun.lower_ in _COUNTRIES and any(country_of(word) for word in _NAME.findall(claim.statement)):
            continue
        if noun.lower_ == "magnitude" or (noun.lower_ in ILLS | OUTBREAKS and names_illness(claim.statement)):
            continue  # "the magnitude 6.9 quake"
        if noun.dep_ in SUBJECTS and tells_blow(noun.head) and claim.where and claim.when:
            continue  # "the slide hit Lund shortly before dawn on Saturday"
        if _is_of_all(noun):
            continue
        known = noun.lemma_.lower() in (_KNOWN if pointer.lower_ == "the" else _TIMES)
        if not (known or _is_told(noun, setting)) and _stands_bare(noun, pointer, claim.statement):
            yield f"which {noun.lower_} “{pointer.lower_} {noun.text}” {'are' if noun.tag_ == 'NNS' else 'is'}"


def _is_of_all(noun: Token) -> bool:
    """It is that of the whole country, or of the world: "the unemployment rate", "the international community"."""
    rate = noun.lower_ == "rate" and any(child.dep_ in MODIFYING for child in noun.lefts)
    return rate or (noun.lower_ == "community" and any(child.lower_ == "international" for child in noun.lefts))


def _which_put(claim: Claim, setting: Setting, notes: Sequence[str], nouns: Container[str]) -> Iterator[str]:
    """So of what stands in the statement for a pronoun: "The army had downed four of the drones", for "it" and "them"."""
    said, own = " ".join(notes), {token.lower_ for token in setting.words}
    for put in _PUT.finditer(claim.statement):
        noun = put[1] if put[1] in nouns else ""
        end = put.end()
        while noun and (behind := _NEXT_WORD.match(claim.statement, end)) is not None and behind[1] in nouns:
            noun, end = behind[1], behind.end()  # "the health worker"
        known = (
            not noun
            or noun in own
            or _OWNS.match(claim.statement, end)
            or singular(noun) in _KNOWN | TOLLS
            or f" {noun}”" in said
        )
        if not known and _is_unlimited(claim.statement, end):
            yield f"which {noun} “the {noun}” {'are' if singular(noun) != noun else 'is'}"


def _stands_bare(noun: Token, pointer: Token, statement: str) -> bool:
    """It is in the statement with nothing behind that limits it, and was not told of before in that."""
    end = 0
    while (start := statement.find(noun.text, end)) >= 0:
        end = start + len(noun.text)
        led = _POINTED.search(statement, 0, start)
        whole = not statement[end : end + 1].isalnum()
        bare = _is_unlimited(statement, end) or _ends_with(noun, statement, end)
        if whole and led is not None and led[1].lower() == pointer.lower_ and bare:
            before = statement[: led.start()]
            return not any(noun.lemma_ in before[one.end() :].split()[:_LONGEST_PHRASE] for one in _A.finditer(before))
    return False


def _ends_with(noun: Token, statement: str, end: int) -> bool:
    """What stands behind belongs to the verb: "reopened the shops and brought …", "used the depot to store …"."""
    behind = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    goes_on = behind.lower_ == "and" or (behind.lower_ == "to" and (noun.lemma_ in AREAS | SITES or behind.tag_ == "TO"))
    if not (goes_on and statement.startswith(f" {behind.text} ", end)):
        return False
    return not any(child.dep_ in {"acl", "conj", "prep", "relcl"} for child in noun.rights)


def _is_unlimited(statement: str, end: int) -> bool:
    if _DAY_BEHIND.match(statement, end) is not None:
        return _OF_BEHIND_DAY.match(statement, end) is None  # "the collapse in November 2021 of the bridge"
    return _UNLIMITED.match(statement, end) is not None and _FATE_BEHIND.match(statement, end) is None


def _is_told(noun: Token, setting: Setting) -> bool:
    """Its own words tell which it is: a name, a day, "the largest"."""
    if noun.i in setting.phrases.dated or noun.i in setting.phrases.placed or noun.lemma_ in TOLLS:
        return True
    if noun.dep_ == "nsubj" and any(child.dep_ == "attr" and child.pos_ == "PROPN" for child in noun.head.rights):
        return True  # "The worst-hit city was Dnipro"
    named = any(
        child.pos_ == "PROPN" or child.tag_ in _TELLING or (child.ent_type_ not in _NUMBERS)
        for child in noun.lefts
        if child.dep_ in {*MODIFYING, "poss", "amod", "nmod"}
    )
    beside = [token.pos_ for token in noun.doc[max(noun.left_edge.i - 2, 0) : noun.left_edge.i]] == ["PROPN", "PUNCT"]
    behind = noun.doc[noun.i + 1 : noun.i + 3]
    named |= noun.dep_ == "appos" or (beside and text_of(behind).startswith(","))  # "in Lund, the capital, …"
    called = [token.pos_ for token in behind][:1] == ["PROPN"] or [token.pos_ for token in behind] == ["PUNCT", "PROPN"]
    head = setting.draft.clause.head  # "the road, budgeted at €780m," is told as "the road was budgeted at €780m"
    limited = any(child.dep_ in {"relcl", "acl"} and child != head and child in setting.words for child in noun.rights)
    return named or called or limited


def amounts_to(claim: Claim) -> bool:
    """Its number is that of the noun before it: "The population was 1.79 million"."""
    figure = claim.figure
    return figure is not None and _AMOUNTS_TO.search(claim.statement.partition(figure.text)[0]) is not None


def is_uncounted(claim: Claim, setting: Setting) -> bool:
    """Nothing in the statement, and no note so far, tells what its number counts."""
    figure, quantity, draft = claim.figure, setting.draft.quantity, setting.draft
    if figure is None or quantity is None or figure.of or figure.unit is not None or figure.base or draft.is_total:
        return False
    if any(f"“{figure.text}”" in note for note in claim.ambiguous) or not EVENT_MEASURES.isdisjoint(figure.measures):
        return False
    before, _, after = claim.statement.partition(figure.text)
    if before.startswith("Of the ") or _INHABITED.search(before):
        return False
    behind = [word.rstrip(".,;") for word in after.split()[:1]]
    number, head = counted_token(draft.clause.sentence, quantity), draft.clause.head
    reaches = head.lemma_ in _REACHING and (
        head.lemma_ != "be" or number.dep_ != "pobj" or number.head.lower_ in {"around", "at"}
    )
    amounts = reaches and any(child.dep_ in SUBJECTS and child.pos_ in {"NOUN", "PROPN"} for child in head.lefts)
    amounts |= amounts_to(claim)
    before_noun = number.dep_ in {"nummod", "compound"} and number.head.pos_ in {"NOUN", "PROPN"}
    return not (behind == ["of"] or not _FATES.isdisjoint(behind) or amounts or before_noun)
