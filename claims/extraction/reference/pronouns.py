"""Who the pronouns of a statement stand for; where the article leaves that open, they stay, and the claim says so."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from claims.extraction.clauses import MODIFYING, Clause, antecedent_of, is_called
from claims.extraction.dates.words import CALENDAR
from claims.extraction.records import AttributionMention, Source, Span
from claims.extraction.reference.descriptions import ANY_BODY
from claims.extraction.reference.illnesses import ILLS, OUTBREAKS
from claims.extraction.reference.mentions import gender_of
from claims.extraction.reference.names import (
    HE,
    ITS,
    OWNERS,
    PRONOUNS,
    SHE,
    SPEAKING_FOR,
    THEY,
    bare_name,
    head_word,
    is_one_of_some,
    is_plural,
    name_words,
    split_titles,
)
from claims.extraction.reference.nouns import AREAS, BODIES, HAPPENINGS, PERSONS, PLURAL_BODIES, SITES
from claims.extraction.reference.own_deeds import CLOSE, tells_fate
from claims.extraction.reference.resolving import References
from claims.extraction.reference.saying import AHEAD, Saying
from claims.extraction.text.tokens import Token, text_of, text_to

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ARGUMENTS = _SUBJECTS | {"dobj", "pobj", "poss"}
_NOUNS = frozenset({"NOUN", "PROPN"})
_PLURAL = frozenset({"NNS", "NNPS"})
#: What the model takes for a place or a day is no person; for a body it takes many a name.
_NO_PERSONS = frozenset("GPE LOC NORP DATE TIME FAC EVENT".split())
#: How words for people end; among the others that do are few that "he" could be put for in their sentence.
_PERSONAL = ("er", "or", "ee", "ist", "ian", "man", "woman", "candidate")
#: Words that end so and are for things.
_THINGS_IN_ER = frozenset(
    """border bunker center computer container corner counter danger door floor fever freezer helicopter laser letter locker
    matter motor number offer order paper power quarter reactor river rotor rudder scooter sector shelter shower speaker summer
    tanker tower tractor trailer trawler water weather winter""".split()
)
_NAMED = frozenset({"PERSON", "ORG"})
_NO_THINGS = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME"})
_MANY = frozenset(
    """cent dozen fifth fraction half hundred majority million none number percent quarter rest score share tenth third
    thousand""".split()
)
#: Behind these stands another than who acts, unlike behind "near" and "with".
_ASIDE_OF_SUBJECT = frozenset({"against", "by", "for", "from", "to"})
_DECADE = re.compile(r"[1-9]0s|(?:twen|thir|for|fif|six|seven|eigh|nine)ties|teens")
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_NAME_LENGTH = 4
_TIMES = frozenset({"day", "month", "week", "year"})
_THINGS = frozenset({"nsubj", "nsubjpass", "dobj", "poss"})
#: What "a number of people" or "a day" introduces is not what "the number" or "the day" is.
_ABSTRACT = frozenset(
    """amount area average battlefield body case ceasefire chance change couple day deal decade decline decrease degree dozen
    drop end evening event fact fall figure form future ground half hour increase internet issue kind level lot majority man
    matter minority minute moment month morning night number one part past people percentage period person place plan point
    price problem process quarter question range rate reason region result rise road row sense series share side situation sort
    state step surge team thing third time toll total trend truce type value war way weather week woman word world year""".split()
)
#: Who goes by one name.
_CROWNED = frozenset({"emir", "emperor", "king", "pope", "prince", "princess", "queen", "sheikh", "sultan"})
_ANY_NOUN = frozenset({"NN", "NNS", "NNP", "NNPS"})
#: What leads from what befell somebody to how that was.
_MEANWHILE = frozenset({"after", "as", "when", "while"})
_WARS = frozenset({"conflict", "invasion", "war"})
#: Areas that a reader knows by their name alone.
_OF_ONE_NAME = frozenset("city country district island province region town village".split())
#: Of "the camp in Darfur" no possessive is made.
_PHRASE = re.compile(r"\s(?:against|at|by|in|near|of|off|on|outside)\s")
#: What a place has, which then owns it: "people in the province, or 40 percent of its population".
_OF_PLACES = frozenset({"border", "capital", "coast", "economy", "inhabitant", "mayor", "population", "resident"})
#: At what one land fires that is another's.
_SOIL = frozenset({"airspace", "land", "soil", "territory"})
#: Who is a land's, and no body's of it: of "Lund's defence ministry said two of its citizens" Lund's.
_CITIZENS = frozenset({"citizen", "civilian", "national", "village", "villager"})
#: What else of a land is hit, beside its soil.
_HIT = frozenset(
    """base border citizen convoy fighter officer outpost personnel position serviceman ship soldier tank town troop vessel
    village""".split()
)
_HITTING = frozenset("attack bomb fire hit kill injure open shell strike target wound".split())
_FORCES = frozenset(
    "air army defence defense fleet force jet navy plane serviceman servicemen soldier troop unit warplane".split()
)
#: So many letters a land's name has in common with the word for its people.
_STEM = 4
_AT = frozenset({"across", "against", "at", "into", "on", "over", "toward", "towards"})
_HOW_MANY = frozenset("both some most many others several".split())
#: What a body can be, so that "it" is the body.
_OF_BODIES = frozenset("ready willing able unable prepared committed open determined aware confident responsible".split())


class Pronouns:
    """Resolves the pronouns of the claims of one clause, and remembers those that it cannot."""

    def __init__(
        self, references: References, clause: Clause, attribution: AttributionMention | None, speakers: Sequence[Source]
    ) -> None:
        self._references = references
        self._clause = clause
        told = (one for one in speakers if PRONOUNS.isdisjoint(one.name.lower().split()))  # not "lawyer for one of them"
        self._speakers = [one for one in told if not is_one_of_some(one.name)]
        self._saying = Saying(references, clause, attribution, self._speakers)
        self._names = [references.written(speaker) for speaker in self._speakers]
        self._open: dict[str, None] = {}
        #: Where in the parse a word stands that has been told by name.
        self._settled: set[int] = set()
        #: Where the names stand that "there" was written for.
        self.places: dict[Span, None] = {}

    @property
    def speaker(self) -> str | None:
        """Who speaks, with the article that the name wants."""
        return " and ".join(self._names) or None

    @property
    def one(self) -> str | None:
        """Who says "I": somebody who is quoted, and speaks alone."""
        return self._names[0] if self._saying.is_quoted and len(self._names) == 1 else None

    @property
    def whose(self) -> str | None:
        """What goes for "my": "his" or "her", where that is known."""
        return self._references.owner(self._speakers[0]) if self.one else None

    @property
    def body(self) -> str | None:
        """Who says "we": a body of people; of a person nobody knows whom it takes in."""
        return self.one if self.one and self._references.is_body(self._speakers[0]) else None

    @property
    def open(self) -> tuple[str, ...]:
        """What could not be settled, in words."""
        words = {token.lower_ for token in self._clause.tokens}
        known = {"our"} if "i" in words and self.one else set[str]()  # "I thought it was our house"
        ours = self._saying.is_quoted and not self.body and not _WE.isdisjoint(words - known)
        whose = [f"who or what “{name.split()[0]}” is" for name in self._names if name.split()[0] in OWNERS]
        called = ["what “this” is"] if is_called(self._clause) else []
        return (*(["whom “we” takes in"] if ours else []), *called, *self._open, *self._bare(), *self._since_then(), *whose)

    def _bare(self) -> list[str]:
        """A subject that only says how many, of somebody told before: "Both were released"."""
        subject = next((child for child in self._clause.head.lefts if child.dep_ in _SUBJECTS), None)
        bare = subject is not None and subject.lower_ in _HOW_MANY and not any(True for _ in subject.children)
        return [f"who or what “{subject.text}” are"] if bare and subject is not None else []

    def _since_then(self) -> list[str]:
        """What has gone on from a time told before: "Since then 132 people have died"."""
        words = [token.lower_ for token in self._clause.tokens]
        return ["when “then” is"] if ("since", "then") in itertools.pairwise(words) else []

    def meant_by(self, token: Token, before: Sequence[Token]) -> str | None:
        """Who a third-person pronoun is, given the words of the statement before it; ``None`` where it is to stay.

        That is the speaker of indirect words, or the one whom the sentences before leave no doubt of.
        """
        if token.lower_ == "them" and token.dep_ == "pobj" and token.head.lower_ == "among":
            return None  # "has risen to 64, among them 13 children"
        told = self._land_of_speaker(token, before) or _accused_in(token) or self._events(token)
        return told or self._told_by_others(token, before)

    def _events(self, token: Token) -> str | None:
        """What "they" are that took place; which they were is asked then."""
        told = self._references.events(token, self._clause.sentence.span_of(token)) if token.lower_ == "they" else None
        if told is not None:
            self._open[f"which {told.removeprefix('the ')} “{told}” are"] = None
        return told

    def _told_by_others(self, token: Token, before: Sequence[Token]) -> str | None:
        """Who it is by who speaks, and by what was told before."""
        low, subject = token.lower_, token.dep_ in _SUBJECTS
        if token.dep_ == "poss" and _DECADE.fullmatch(token.head.text):
            return None  # "a couple in their 60s"
        if low == "it" and subject and _is_impersonal(token.head):
            if not _points_ahead(token.head):
                self._open[f"what “{token.text}” is stands outside the sentence"] = None
            return None
        whole = token.head.head.i if token.dep_ == "pobj" and token.head.lower_ == "of" else -1  # "a fifth of it"
        if whole >= 0 and token.head.head.dep_ == "pobj":
            whole = token.head.head.head.i - 1  # "names for 13 of them"
        acting = _acting(token) if low == "it" else _own_subject(token)
        apposed = token.head.head if token.dep_ == "poss" and token.head.dep_ == "appos" else None  # "Obrist, his deputy"
        others = (word for word in before if apposed is None or apposed not in {word, word.head})
        fitting = [word for word in others if word.i not in {whole, *acting} and _may_be(low, word)]
        beside = low in ITS and all(_is_where(word, token) for word in fitting)  # "outposts east of the town are in its hands"
        settled = low in ITS and any(word.i in self._settled and word.head == token.head.head for word in before)
        if (fitting and not beside) or settled or _says_itself(token):
            return None  # the sentence itself says whom it means
        aloud = self._saying.is_aloud(token)
        doubtful = bool(fitting) or (bool(acting) and token.dep_ == "nsubj") or self._saying.is_doubtful(low, token, aloud=aloud)
        possessor = self._introduced_person(low, token) or self._subject_above(low, token) or self._own_area(token)
        if possessor is None and not aloud:
            possessor = self._saying.possessor_of_speaker(low, token)
        if possessor is not None:
            return possessor
        owner = None if aloud else self._saying.owner_of_speaker(low, token)
        many = low in HE | SHE and any(is_plural(one.text) or one.name.lower() in PLURAL_BODIES for one in self._speakers)
        if owner is not None or not (aloud or doubtful or many or not self._saying.is_of_another(low, token)):
            sure = owner.head.lower_ in CLOSE if owner is not None else tells_fate(token)
            return self._told_before_speaker(token, (owner or token) if sure else None)
        naming = self._saying.names_speaker(token)
        own = not (aloud or doubtful or naming) and self._saying.is_of_speaker(low) and (subject or low != "it")
        told = self.speaker if own and self._saying.cue != "accord" else None
        if told is None and low in ITS and not (naming or aloud or self._saying.is_answer):
            told = self._saying.spoken_for(token)
        doubtful |= own  # "according to the ministry, it …" may be what was told of
        return told or self._named_before(token, before, aloud=aloud, doubtful=doubtful)

    def _land_of_speaker(self, token: Token, before: Sequence[Token]) -> str | None:
        """Whose the soil, the forces and those are who were hit by others, as a body of that land says "its": the land's.

        "Its forces" is said so by a ministry alone; those of an army are the army's.
        """
        noun, land = token.head.lemma_, self._saying.land() if token.lower_ == "its" else None
        if land is None:
            return None
        other = any(word.ent_type_ == "GPE" and word.dep_ in {"nsubj", "poss"} and word.text != land for word in before)
        if noun in _SOIL:  # "Dovland fired drones at its territory"
            return land if not other or token.head.head.lower_ in _AT else None
        if noun in _HIT and self._are_hit_by_others(token, land):
            return land
        ministry = any("ministry" in one.name.lower() for one in self._speakers)
        return land if noun in _FORCES | _CITIZENS and ministry and not other else None

    @staticmethod
    def _are_hit_by_others(token: Token, land: str) -> bool:
        """Others than that land's act on them: "Dovish troops fired on [its] positions, killing two of its men"."""
        verb = next((one for one in token.ancestors if one.lemma_ in _HITTING and one.pos_ == "VERB"), None)
        while verb is not None and verb.tag_ == "VBG" and verb.dep_ == "advcl":
            verb = verb.head
        acting = next((child for child in verb.lefts if child.dep_ == "nsubj"), None) if verb is not None else None
        if acting is None or not any(one.pos_ == "PROPN" or one.ent_type_ == "NORP" for one in acting.subtree):
            return False
        return land[:_STEM] not in text_to(acting)

    def _own_area(self, token: Token) -> str | None:
        """Of which region the governor says "his region": "the southern Lund", before that noun."""
        area = self._saying.own_area() if token.dep_ == "poss" and token.head.lemma_ in AREAS else None
        if area is None or area.lemma_ != token.head.lemma_ or token.i < area.i or not self._saying.is_of_speaker(token.lower_):
            return None
        words = area.doc[area.left_edge.i : area.i]
        return text_of(words) if words and words[-1].pos_ == "PROPN" else None

    def _introduced_person(self, low: str, token: Token) -> str | None:
        """Whom the sentence introduced without a name: "[a woman of 72] was killed and her husband was hurt, Ana Roe said"."""
        if low not in HE | SHE:
            return None
        first, span_of = self._clause.sentence.tokens.start, self._clause.sentence.span_of
        before = token.doc[first : token.i]
        sort = "he" if low in HE else "she"
        persons = [word for word in before if word.tag_ == "NN" and gender_of({word.lower_}) == sort]
        if len(persons) != 1 or any(word.ent_type_ == "PERSON" for word in before):
            return None
        person = persons[0]
        spoken = any(one.start <= span_of(person).start < one.end for one in self._speakers)
        if spoken or not any(child.lower_ in {"a", "an"} for child in person.lefts):
            return None
        words = text_to(person)
        return f"{words[0].lower()}{words[1:]}"

    def _subject_above(self, low: str, token: Token) -> str | None:
        """Whom the clause above this one is about, if it tells of nobody else: "[Two men] died when their boat sank"."""
        verb = self._clause.head
        main = verb.head
        leads = {child.lower_ for child in verb.lefts if child.dep_ in {"advmod", "mark"}}
        below = verb.dep_ == "advcl" and main.i < token.i and not leads.isdisjoint(_MEANWHILE)
        if not below or self._references.agrees_with(low, self._speakers):
            return None
        subject = next((child for child in main.lefts if child.dep_ in _SUBJECTS), None)
        if subject is None or subject.tag_ not in {"NN", "NNS"} or subject.ent_type_ or not _fits_noun(low, subject):
            return None
        others = (word for word in token.doc[main.sent.start : token.i] if word not in subject.subtree and word.tag_ in _ANY_NOUN)
        collective = any(child.lower_ == "of" and _holds_plural(child) for child in subject.rights)
        if collective or any(_fits_noun(low, word) and word.dep_ != "compound" for word in others):
            return None
        words = text_to(subject)
        if subject.left_edge.lower_ == "the":
            noun = subject.text
            self._open[f"which {subject.lower_} “the {noun}” {'are' if subject.tag_ in _PLURAL else 'is'}"] = None
        return f"{words[0].lower()}{words[1:]}"

    def _told_before_speaker(self, token: Token, pronoun: Token | None) -> str | None:
        """Whom the pronoun means of those who do not speak here, looked for from where it, or its owner, stands."""
        others = frozenset(speaker.name for speaker in self._speakers)
        span = self._clause.sentence.span_of(pronoun) if pronoun is not None else None
        name = self._references.antecedent(span, token.lower_, but=others) if span is not None else None
        if name is None:
            self._open[f"who or what “{token.text}” is"] = None
        return name

    def _named_before(self, token: Token, before: Sequence[Token], *, aloud: bool, doubtful: bool) -> str | None:
        """Whom the sentences before leave no doubt of; open where they do, or where the statement would name somebody twice."""
        low, name = token.lower_, None
        family = next((one for one in (ITS, HE, SHE, THEY) if low in one), frozenset[str]())
        doubtful |= any(f"who or what “{word.text}” is" in self._open for word in before if word.lower_ in family)
        if (token.dep_ in _SUBJECTS or low in OWNERS) and not doubtful and not self._told_before(low, token):
            speakers = {speaker.name for speaker in self._speakers} if aloud else frozenset[str]()
            span = self._clause.sentence.span_of(token)
            name = self._references.antecedent(span, low, self._saying.content, aloud=aloud, but=speakers)
            if name and token.head.dep_ == "appos" and token.head.head.text in name.split():  # "Obrist, his deputy"
                name = self._references.antecedent(span, low, self._saying.content, aloud=aloud, but=speakers | {name})
        spoken = bool(self._speakers) and (doubtful or aloud) and self._references.agrees(low, self._speakers)
        spoken &= not self._saying.is_first_named(token)
        if name is None and low in ITS and not (aloud or spoken or self._told_before(low, token)):
            name = self._gone_on_with(token)
        if name is None and low == "they" and not (spoken or (doubtful and not aloud)):
            name = self._references.several(token, self._clause.sentence.span_of(token))
        if name is None:
            self._open[f"who or what “{token.text}” is"] = None
        told = [*before, *([antecedent_of(self._clause.head)] if self._clause.head.dep_ == "relcl" else [])]
        if name and any(word.text == name.split()[-1] for word in told):
            name = None  # "Roe, whose team reached her"
            if token.dep_ != "poss" and len(told) > len(before):
                self._open[f"who or what “{token.text}” is"] = None
        return name

    def _gone_on_with(self, token: Token) -> str | None:
        """Who or what "it" is by what it does; which commission "the commission" is, is asked then."""
        name = self._references.going_on(token, self._clause.sentence.span_of(token), {one.name for one in self._speakers})
        self._settled |= {token.i} if name is not None else set()
        if name is not None and name.startswith("the ") and name.islower():
            noun = name.rpartition(" ")[2]
            self._open[f"which {noun} “the {noun}” is"] = None
        return name

    def _told_before(self, low: str, token: Token) -> bool:
        """What is said goes on after another clause that holds something the pronoun fits: "her party was raided and its …"."""
        chain = self._clause.parent is not None or self._clause.head.dep_ in {"conj", "nsubj"}
        words = self._clause.sentence.tokens
        earlier = (word for word in words if word.i < token.i and word.dep_ in _THINGS) if chain and low in ITS else ()
        return any(_may_be(low, word) and not word.ent_type_ for word in earlier)

    def place(self, there: Token, before: Sequence[Token]) -> str | None:
        """Where "there" is, unless the statement has named a place itself."""
        if any(word.ent_type_ in {"GPE", "LOC", "FAC"} for word in before):
            return None
        led = there.dep_ in {"pcomp", "pobj"} or there.head.dep_ == "prep"  # "from there"
        led = led or self._saying.is_aloud(there)  # somebody else has named the place, if anybody has
        area = None if led else self._saying.own_area()
        if area is not None:
            first, last = (self._clause.sentence.span_of(word) for word in (area.left_edge, area.right_edge))
            self.places[Span(first.start, last.end)] = None
            return f"in {text_of(area.subtree)}"
        found = None if led else self._references.place(self._clause.sentence.span_of(there))
        if found is None:
            self._open[f"where “{there.text}” is"] = None
            return None
        place, name = found
        self.places[name] = None
        return place

    def described(self, noun: Token, before: Sequence[Token]) -> str | None:
        """Who "the ministry" or "the mayor" is, and which "the attack" was.

        ``None`` where the statement has named somebody, or the article nobody, or several that it may be.
        """
        if noun.left_edge.lower_ != "the":  # "this region"
            return self._area(noun, before)
        if noun.left_edge.i + 1 < noun.i:  # "the air force"
            words = [word.lower_ for word in noun.doc[noun.left_edge.i + 1 : noun.i + 1]]
            return self._references.called(words, self._clause.sentence.span_of(noun)) if noun.lower_ in BODIES else None
        if noun.tag_ == "NN" and (known := self._known(noun, before)) is not None:
            return known
        return self._described_alone(noun, before)

    def _described_alone(self, noun: Token, before: Sequence[Token]) -> str | None:
        """Who or what it is by the noun alone."""
        if noun.lemma_ in HAPPENINGS:
            told = self._references.happening(self._clause.sentence.span_of(noun), noun.lemma_)
            if told is None and noun.dep_ in _SUBJECTS:
                self._open[f"which {noun.lower_} “the {noun.text}” {'are' if noun.tag_ == 'NNS' else 'is'}"] = None
            return told
        if (area := self._area(noun, before)) is not None or (noun.lower_ not in BODIES and noun.lower_ not in PERSONS):
            return area or (None if noun.lemma_ in _OF_ONE_NAME else self._thing(noun, before))
        if any(word.ent_type_ in _NAMED for word in before):
            return None
        span = self._clause.sentence.span_of(noun)
        for speaker, written in zip(self._speakers, self._names, strict=True):
            if speaker.start <= span.start < speaker.end and head_word(bare_name(speaker.text)) == noun.lower_:
                return written if written != f"the {noun.lower_}" else None
        name = (
            self._references.described(span, noun.lower_) or self._introduced(noun) or self._references.company(span, noun.lower_)
        )
        if name is None and (noun.dep_ in _SUBJECTS or (noun.dep_ in _ARGUMENTS and noun.lower_ in ANY_BODY)):
            self._open[f"which {noun.lower_} “the {noun.text}” is"] = None
        return name

    def _known(self, noun: Token, before: Sequence[Token]) -> str | None:
        """Which war "the war" is, and what "the virus": those of which the article tells no other."""
        if noun.lemma_ in _WARS:
            told = self._references.war(noun.lemma_)
        elif noun.lemma_ in ILLS | OUTBREAKS:
            told = self._references.illness(noun.lemma_)
        else:
            return None
        words = {word.lower() for word in (told or "").split()} - {"the", "in", "of", noun.lemma_}
        return None if any(word.lower_ in words for word in before) else told

    def named(self, name: Token, before: Sequence[Token]) -> str | None:
        """The whole name of whom the sentence calls by one word of it: "Roe", "the Front"."""
        if not self._references.is_short(name.text) or not name.text.istitle() or name.dep_ in MODIFYING:
            return None
        start, end = self._clause.sentence.tokens.start, self._clause.sentence.tokens.end
        beside = [name.doc[one] for one in (name.i - 1, name.i + 1) if start <= one < end]
        if any(word.lower_ == name.lower_ for word in before) or any(
            one.pos_ == "PROPN" and (one.i > name.i or not split_titles([one.text, name.text])[0]) for one in beside
        ):
            return None
        if any(one.lower_ in _CROWNED and one.i < name.i for one in beside):
            return None  # "King Hussein" is another than Saddam Hussein
        definite = any(child.lower_ == "the" for child in name.lefts)
        full = self._references.in_full(self._clause.sentence.span_of(name), name.text, definite=definite)
        if full is None:
            return None
        near = name.doc[max(name.i - _NAME_LENGTH, start) : min(name.i + 2, end)]
        # what is left of "the Council [of States]", and of "the [Allied Health] Workers"
        goes_on = any(one.i != name.i and one.lower_ in name_words(full) for one in near)
        return None if goes_on else full

    def _area(self, noun: Token, before: Sequence[Token]) -> str | None:
        """Which city "the city" is, unless the sentence has named another place before, or the statement that one."""
        if noun.lemma_ not in AREAS or noun.tag_ != "NN":
            return None
        sentence = self._clause.sentence
        found = self._references.area(sentence.span_of(noun), noun.lemma_, pointed=noun.left_edge.lower_ != "the")
        places = [word for word in noun.doc[noun.sent.start : noun.i] if _may_be_place(word) or self._is_place(word)]
        own = [word for word in places if found is not None and found[1].start <= sentence.span_of(word).start < found[1].end]
        if places != own or any(word in before for word in own):
            return None
        if found is None:
            if noun.lemma_ in _OF_ONE_NAME and noun.left_edge.lower_ == "the":
                self._open[f"which {noun.lower_} “the {noun.text}” is"] = None
            return None
        phrase, name = found
        self.places[name] = None
        return phrase

    def _is_place(self, word: Token) -> bool:
        """It is a name that the article mostly has for a place, whatever the model takes it for here."""
        return word.pos_ == "PROPN" and word.dep_ in _SUBJECTS and self._references.is_place(word.text)

    def _thing(self, noun: Token, before: Sequence[Token]) -> str | None:
        """Which thing "the depot" is, if the article introduced one: "a bus depot in Karsk"; open unless it stands before."""
        if noun.tag_ != "NN" or noun.lemma_ in _ABSTRACT or (noun.lemma_ in AREAS - SITES and _tells_place_before(noun)):
            return None
        told = self._introduced(noun)
        known = noun.dep_ in _ARGUMENTS and self._references.is_told(self._clause.sentence.span_of(noun), noun.lemma_)
        if told is None and known and not any(word.lemma_ == noun.lemma_ for word in before):
            self._open[f"which {noun.lower_} “the {noun.text}” is"] = None
        return told

    def _introduced(self, noun: Token) -> str | None:
        """The words in which the article introduced a thing; none that would stand badly before "'s"."""
        told = self._references.happening(self._clause.sentence.span_of(noun), noun.lemma_) if noun.tag_ == "NN" else None
        owns = any(child.tag_ == "POS" for child in noun.rights)
        return None if told is not None and owns and _PHRASE.search(told) else told


def _accused_in(token: Token) -> str | None:
    """Who "it" is of which somebody tells more: "blamed [the Front], accusing it of a massacre"."""
    verb = token.head
    above = verb.head
    if token.dep_ != "dobj" or verb.tag_ != "VBG" or verb.lemma_ != "accuse" or verb.dep_ != "advcl" or above.i > verb.i:
        return None
    blamed = next((child for child in above.rights if child.dep_ == "dobj" and child.i < verb.i), None)
    if blamed is None or blamed.pos_ not in _NOUNS or (token.lower_ in THEY) != (blamed.tag_ in _PLURAL):
        plural_name = blamed is not None and blamed.tag_ == "NNPS" and token.lower_ == "it"
        if blamed is None or not plural_name:
            return None
    return text_to(blamed)


def _points_ahead(verb: Token) -> bool:
    """What "it" is follows: "it was not clear who had fired", "it is likely that they left", "it was rebels who fired"."""
    cleft = (child for child in verb.rights if child.dep_ == "attr")
    if verb.lemma_ == "be" and any(one.dep_ == "relcl" and one.i > noun.i for noun in cleft for one in noun.rights):
        return True
    told = next((child for child in verb.rights if child.dep_ == "acomp"), None)
    behind = (child for one in (verb, *([told] if told is not None else [])) for child in one.rights)
    return verb.lemma_ == "be" and told is not None and any(child.dep_ in {"ccomp", "csubj"} for child in behind)


def _is_impersonal(verb: Token) -> bool:
    """Whether "it" points ahead, or at no one thing: "it is likely that", "it was the first time", "it took hours to leave"."""
    if verb.lemma_ in AHEAD:
        return any(
            child.dep_ in {"xcomp", "ccomp", "advcl", "acl", "relcl"} for noun in (verb, *verb.rights) for child in noun.rights
        )
    if verb.lemma_ != "be":
        return False
    told = next((child for child in verb.rights if child.dep_ in {"acomp", "attr"}), None)
    return told is not None and told.lower_ not in _OF_BODIES


def _tells_place_before(noun: Token) -> bool:
    return any(_may_be_place(word) for word in noun.doc[noun.sent.start : noun.i])


def _may_be_place(word: Token) -> bool:
    """A name that a city may have: "most of whom fled El-Fasher after rebels took the city"."""
    named = word.pos_ == "PROPN" and word.dep_ in {"pobj", "dobj"} and word.ent_type_ not in {"DATE", "TIME"}
    return named or word.ent_type_ in {"GPE", "LOC", "FAC"}


def _is_where(word: Token, pronoun: Token) -> bool:
    """It stands for the place of what is told, and the pronoun for something else, as likely as not."""
    placed = word.dep_ == "pobj" and (word.lemma_ in AREAS or word.pos_ == "PROPN")
    return placed and pronoun.head.dep_ != "conj" and pronoun.head.lemma_ not in _OF_PLACES


def _acting(thing: Token) -> frozenset[int]:
    """Who acts on what "it" is, and so is not it: "the bank spent $85m to prop it up", "expects it to lose a third"."""
    told = thing.dep_ == "nsubj" and any(child.tag_ == "TO" for child in thing.head.lefts)
    if not (told or thing.dep_ in {"dobj", "pobj"}):
        return frozenset()
    acting = (child for verb in thing.ancestors for child in verb.lefts if child.dep_ in _SUBJECTS)
    return frozenset(word.i for subject in acting for word in subject.subtree)


def _own_subject(token: Token) -> frozenset[int]:
    """Who acts in the pronoun's own clause, whom it does not mean: "44 polling places were open for them"."""
    led = token.head.lower_ if token.dep_ == "pobj" else ""
    share = led == "of" and token.head.head.dep_ == "dobj"  # "women make up 86 percent of them"
    if not (token.dep_ in {"dative", "dobj"} or led in _ASIDE_OF_SUBJECT or share):
        return frozenset()
    verb = next((one for one in token.ancestors if one.pos_ in {"AUX", "VERB"}), None)
    subjects = [child for child in verb.lefts if child.dep_ in _SUBJECTS] if verb is not None else []
    return frozenset(word.i for subject in subjects for word in subject.subtree)


def _is_of_whole(token: Token) -> bool:
    """It belongs to those with whom its noun is told: "a couple and their three children"."""
    if token.dep_ != "poss" or token.head.dep_ != "conj" or token.i < token.sent.start + 2:
        return False
    joint, whole = token.nbor(-1), token.nbor(-2)
    return joint.lower_ == "and" and whole.pos_ in _NOUNS and whole.dep_ in _ARGUMENTS


def _is_of_degree(token: Token) -> bool:
    """It is whoever is so to such a degree: "a third of them so badly burned that [they] could not be named"."""
    that = token.nbor(-1) if token.i > token.sent.start else token
    above = next((one for one in token.ancestors if one.i < token.i and one.pos_ in {"ADJ", "VERB"}), None)
    so = above is not None and any(word.lower_ == "so" for word in above.doc[above.left_edge.i : above.i])
    return token.dep_ in _SUBJECTS and that.lower_ == "that" and so


def _says_itself(token: Token) -> bool:
    """The words around the pronoun say whom it means, or that nobody is meant."""
    return _is_either(token) or _is_of_whole(token) or _is_of_degree(token) or _is_of_it(token)


def _is_of_it(token: Token) -> bool:
    """Of "it has changed its name" the name is its own, whoever that is."""
    verb = next((one for one in token.ancestors if one.pos_ in {"AUX", "VERB"}), token)
    return token.lower_ == "its" and any(child.lower_ == "it" and child.dep_ in _SUBJECTS for child in verb.lefts)


def _fits_noun(pronoun: str, noun: Token) -> bool:
    """The pronoun may stand for it: several, somebody, or one thing or body."""
    if pronoun in THEY:
        return noun.tag_ in _PLURAL
    if pronoun in HE | SHE:
        known = gender_of({noun.lower_})
        person = noun.ent_type_ == "PERSON" or noun.lower_ in PERSONS
        return noun.tag_ in {"NN", "NNP"} and person and known in {None, "he" if pronoun in HE else "she"}
    return noun.tag_ in {"NN", "NNP"} and noun.ent_type_ not in {"DATE", "PERSON", "TIME"} and noun.lower_ not in PERSONS


def _holds_plural(way: Token) -> bool:
    return any(child.dep_ == "pobj" and child.tag_ in _PLURAL for child in way.rights)


def _is_either(token: Token) -> bool:
    """Of "his or her" neither is anybody."""
    return any(word.lower_ == "or" and abs(word.i - token.i) == 1 for word in token.doc[max(token.i - 1, 0) : token.i + 2])


def _is_share(word: Token) -> bool:
    """It counts some of what the pronoun tells of: "a dozen of its passengers"."""
    behind = [token.lower_ for token in word.doc[word.i + 1 : word.i + 3]]
    return word.lemma_ in _MANY and behind[:1] == ["of"] and behind[-1] in ITS | {"their", "them"}


def _may_be(pronoun: str, word: Token) -> bool:
    """A word of the statement that the pronoun can stand for: a person, a thing, several."""
    if word.pos_ not in _NOUNS or word.lower_ in CALENDAR or _is_share(word):  # "a dozen of its passengers"
        return pronoun in THEY and word.like_num and word.dep_ in _SUBJECTS  # "About 9,000 had left their homes"
    if pronoun in ITS and word.dep_ == "pobj" and word.ent_type_ in _NO_THINGS:
        return False  # "In Lund it was fined"
    timed = word.lemma_ in _TIMES or (pronoun in ITS and word.dep_ in _SUBJECTS and word.head.head.lemma_ in _TIMES)
    if pronoun in ITS | THEY and timed:
        return False  # "in 2017, the year Roe left, it had a surplus", "30 days to replace them"
    spokesman = word.lower_ in SPEAKING_FOR and word.tag_ == "NN"  # "a spokesman for its navy"
    if pronoun in ITS and (spokesman or word.dep_ == "compound"):
        return False  # "three hilltop posts were in its hands"
    if pronoun in HE | SHE:
        called = word.lower_ in PERSONS or (word.lower_.endswith(_PERSONAL) and word.lower_ not in _THINGS_IN_ER)
        named = word.pos_ == "PROPN" and len(word) > 1  # no "300m"
        return (named and word.ent_type_ not in _NO_PERSONS) or (not word.ent_type_ and called)
    several = word.tag_ in _PLURAL or any(child.dep_ == "conj" for child in word.children)
    return several if pronoun in THEY else not several
