"""How what is said hangs together with who says it, as far as that tells whom its pronouns mean: the speaker, or another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.extraction.attribution.cues import FIGURE_VERBS
from claims.extraction.clauses import Clause
from claims.extraction.clauses import Place as ClausePlace
from claims.extraction.judging.stance import DENYING
from claims.extraction.quantities.measures import tells_blow
from claims.extraction.records import AttributionMention, Source
from claims.extraction.reference.descriptions import is_of_state
from claims.extraction.reference.names import HE, ITS, OWNERS, PRONOUNS, SHE, SPEAKING_FOR, THEY, head_word, singular
from claims.extraction.reference.nouns import AREAS, BODIES, HARMED, PERSONS
from claims.extraction.reference.own_deeds import CLOSE, is_own_deed, is_own_thought, tells_fate
from claims.extraction.reference.resolving import References, is_document
from claims.extraction.text.tokens import Token, text_to

#: "It took hours to leave", "it emerged that".
AHEAD = frozenset("appear cost emerge happen seem take transpire turn".split())
_IMPERSONAL = AHEAD | {"be", "rain", "snow"}
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_PLURAL = frozenset({"NNS", "NNPS"})
_OPENING = tuple('"“„«')
_CLOSING = frozenset('"”»')
_SPEAKING_FOR = re.compile(rf"\b(?:{'|'.join(sorted(SPEAKING_FOR))})\s(?:for|of)\s((?:the\s)?[^,]+)")
_LEADING = re.compile(r"\b(?:boss|chairman|chairwoman|chief executive|director|head|principal)\sof\s((?:the\s)?[^,]+)")
_WORKING_AT = re.compile(
    r"\b(?:doctor|employee|engineer|executive|manager|medic|nurse|officer|official|source|surgeon|volunteer|worker)"
    r"\s(?:at|from|in|inside|with)\s((?:the\s)?[^,]+)"
)
#: What is done to, or by, what happens, and to nobody: "It was followed by 40 aftershocks, the agency said".
_OF_EVENTS = frozenset({"cause", "center", "centre", "feel", "follow", "precede", "trigger"})
#: What is done to what flies: "It was intercepted, the army said".
_OF_WEAPONS = frozenset({"down", "intercept", "jam", "launch"})
_UNDERGOING = frozenset({"dative", "dobj", "nsubjpass", "pobj"})
#: "The relative of Roe", as who has spoken before is called.
_OF_CLOSE = re.compile(rf"(?:the )?(?:{'|'.join(sorted(CLOSE))}) of (.+)")
_WHOSE = re.compile(r",\s(?:one of )?whose\s")
#: In characters.
_NEAR_BEHIND = 12
_LONGEST_ASIDE = 60
#: "The Nuba Volunteers, a local aid group …".
_CALLED_BODY = re.compile(
    r"(?:[Tt]he )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*, (?:a|an|the) (?:[\w-]+ ){0,4}"
    r"(?:agency|body|charity|coalition|group|monitor|network|organi[sz]ation|watchdog)\b"
)

#: What of a land speaks for it.
_OF_LAND = re.compile(
    r"([A-Z]\w+)['’]s (?:[\w-]+ ){0,3}(?:air force|army|forces|government|military|ministry|navy)", re.IGNORECASE
)


class Saying:
    """The words of one clause as those of whoever says them."""

    def __init__(
        self, references: References, clause: Clause, attribution: AttributionMention | None, speakers: Sequence[Source]
    ) -> None:
        self._references = references
        self._clause = clause
        self._speakers = speakers
        self._mode = attribution.mode if attribution else None
        self._source = attribution.source_span if attribution else None
        self.content = attribution.content if attribution else ()
        self.cue = attribution.lemma if attribution else ""
        #: They are others' words, to which the speaker only answers: "…, a claim the ministry denied".
        self.is_answer = attribution is not None and attribution.lemma in DENYING and _follows(attribution)
        self.is_quoted = attribution is not None and attribution.mode != "indirect"

    def is_doubtful(self, low: str, token: Token, *, aloud: bool) -> bool:
        """The pronoun may be another's than the speaker's, by what the sentence says or whom it tells of."""
        another = not aloud and (
            self._speaks_for_another(low) or self._tells_of_several(low, token) or self._tells_of_another(low, token)
        )
        counted = (low in ITS and self._counts_others(token)) or (token.dep_ == "dobj" and self.cue in FIGURE_VERBS)
        hit = low in THEY and token.dep_ == "nsubjpass" and tells_blow(token.head)
        happens = token.dep_ == "nsubjpass" and token.head.lemma_ in _OF_EVENTS | _OF_WEAPONS
        happens |= token.dep_ == "nsubj" and _is_among_the_most(token.head)
        thing = low in ITS and (happens or self._goes_on_from_a_thing(token) or self.is_first_named(token))
        new = low in HE | SHE and self.is_first_named(token)
        return another or counted or hit or thing or new or self._is_named_behind(low, token)

    def _is_named_behind(self, low: str, token: Token) -> bool:
        """Who speaks is named behind what is said, and is not who it begins with: "[They] stayed for an hour, police said"."""
        source = self._source
        if source is None or len(self._speakers) != 1 or not self.content or low not in THEY or token.dep_ not in _SUBJECTS:
            return False
        opens = self._clause.sentence.offset + token.idx == self.content[0].start
        return opens and source.start > self.content[0].start and self._speakers[0].text.lower() not in PRONOUNS

    def is_of_another(self, low: str, token: Token) -> bool:
        """The sentence before is about another, of whom a new speaker tells: "Roe was shot. The mayor, Dole, said [he] …".

        What one sees, knows and means to do, and what officials do to people, the speakers tell of themselves.
        """
        told_whose = low in HE | SHE and token.dep_ in _UNDERGOING and self._is_told_whose()
        if low in THEY and token.dep_ in _SUBJECTS and len(self._speakers) > 1:
            return False  # "Lund and Karsk said they had swapped 40 captives"
        if not self._speakers or not (told_whose or token.dep_ in _SUBJECTS):
            return False
        if low in ITS:  # "The express passed two signals. It was late, the bureau said"
            own = self._speakers[0].text.lower() in PRONOUNS or is_own_deed(token)
        else:
            own = self._has_spoken() or is_own_deed(token)
        if told_whose or (not own and low in THEY and tells_fate(token)):
            return True
        return not own and self._references.is_of_another(self._clause.sentence.span_of(token), low, self._speakers)

    def _is_told_whose(self) -> bool:
        """Beside the speaker's name stands whose somebody is: "Roe, whose son was killed, said police shot [him]"."""
        offset, source = self._clause.sentence.offset, self._source
        if source is None or source.start < offset:
            return False
        behind = self._clause.sentence.tokens.doc.text[source.start - offset : source.end - offset + _NEAR_BEHIND]
        return _WHOSE.search(behind) is not None

    def _has_spoken(self) -> bool:
        """The article is about the speaker already: who speaks is called "he", or by a name that it has used before."""
        first, start = self._speakers[0], self._clause.sentence.start
        return first.text.lower() in PRONOUNS or (not first.name.islower() and self._references.is_known(first.name, start))

    def owner_of_speaker(self, low: str, token: Token) -> Token | None:
        """Whose the speaker is, of whom such a one tells rather than of themselves: "[His] lawyer, Dole, said he was well"."""
        offset, source = self._clause.sentence.offset, self._source
        if source is None or source.start < offset or low not in HE | SHE or is_own_thought(token.head):
            return None
        owners = HE if low in HE else SHE
        for word in self._clause.sentence.tokens:
            noun = word.head
            if word.tag_ == "PRP$" and word.lower_ in owners and word.i < min(token.i, noun.i) and noun.lower_ in PERSONS | CLOSE:
                whole = noun.head if noun.dep_ == "appos" and noun.head.i < word.i else noun  # "Dole, his aunt, said"
                first, last = offset + whole.left_edge.idx, offset + noun.right_edge.idx
                if first <= source.start <= last:
                    return word
        return None

    def possessor_of_speaker(self, low: str, token: Token) -> str | None:
        """Whose the speaker is, by name, where such a one tells of them: "[Roe]'s lawyer said he was well"."""
        offset, source = self._clause.sentence.offset, self._source
        if source is None or source.start < offset or token.dep_ not in _SUBJECTS or low not in HE | SHE:
            return None
        if token.dep_ == "nsubj" and is_own_thought(token.head):
            return None
        words = [word for word in self._clause.sentence.tokens if source.start <= offset + word.idx < source.end]
        owner = next((word for word in words if word.dep_ == "poss" and word.pos_ in _NOUNS and word.head in words), None)
        owner = owner or next((word for word in words if word.tag_ == "NNP" and _is_of_close(word)), None)
        if owner is None and len(self._speakers) == 1 and (known := _OF_CLOSE.fullmatch(self._speakers[0].name)):
            return self._references.in_full(self._clause.sentence.span_of(token), known[1], definite=False) or known[1]
        if owner is None or not (owner.lower_ in PERSONS or owner.tag_ == "NNP"):
            return None
        close = owner.head if owner.dep_ == "poss" else owner.head.head
        if close.lower_ not in CLOSE | {"family", "office", "team"}:
            return None
        text = text_to(owner)
        text = text[0].lower() + text[1:] if owner.tag_ == "NN" else text
        return self._references.in_full(self._clause.sentence.span_of(owner), owner.text, definite=False) or text

    def names_speaker(self, token: Token) -> bool:
        """The word stands in what names the speaker, "[its] general command said"; or some are told of: "half of [them]"."""
        position = self._clause.sentence.offset + token.idx
        owner = token.dep_ == "poss" and self._source is not None and self._source.start <= position < self._source.end
        return owner or (token.lower_ == "them" and token.head.lower_ == "of")

    def is_aloud(self, token: Token) -> bool:
        """Whether the word stands in a quotation that a content begins with: nobody says "he" of himself there."""
        offset = self._clause.sentence.offset
        part = next((one for one in self.content if one.start <= offset + token.idx < one.end), None)
        if part is None or self._mode != "mixed":
            return part is not None and self._mode == "direct"
        said = token.doc.text[part.start - offset : token.idx] if part.start >= offset else ""
        return said[:1] in _OPENING and not any(mark in _CLOSING for mark in said[1:])

    def is_of_speaker(self, low: str) -> bool:
        """Whether the pronoun of indirect words can be their speaker; what a report tells is of others."""
        if any(is_document(one.name) for one in self._speakers):
            return False
        if low in ITS and self._is_called_body():
            return not self.is_answer
        return not self.is_answer and bool(self._speakers) and self._references.agrees(low, self._speakers)

    def _is_called_body(self) -> bool:
        """What the speaker is stands beside a name that is a plural: "the Nuba Volunteers, a local aid group, said it …"."""
        offset, source = self._clause.sentence.offset, self._source
        if source is None or source.start < offset or len(self._speakers) != 1:
            return False
        words = self._clause.sentence.tokens.doc.text[source.start - offset : source.end - offset + _LONGEST_ASIDE]
        return _CALLED_BODY.match(words) is not None

    def _speaks_for_another(self, low: str) -> bool:
        """Of whom a nameless spokeswoman says "she": of the one whom she speaks for, or of herself."""
        return low in HE | SHE and any(head_word(one.name) in SPEAKING_FOR for one in self._speakers)

    def _counts_others(self, its: Token) -> bool:
        """Of whom a body that is no army tells: "the institute puts its dead and wounded at 40"."""
        harmed = its.dep_ == "poss" and its.head.lower_ in HARMED and its.nbor().lower_ != "own"
        return harmed and self.cue in FIGURE_VERBS and not any(is_of_state(one.name) for one in self._speakers)

    def own_area(self) -> Token | None:
        """Of which area who speaks is an official: "the governor of [the Lund region]", "the mayor of [Lund]"."""
        offset, source = self._clause.sentence.offset, self._source
        if source is None:
            return None
        words = [word for word in self._clause.sentence.tokens if source.start <= offset + word.idx < source.end]
        office = next((word for word in words if word.lower_ in PERSONS and word.pos_ == "NOUN"), None)
        ways = (child for child in office.rights if child.lower_ == "of") if office is not None else ()
        area = next((noun for way in ways for noun in way.rights if noun.dep_ == "pobj"), None)
        named = area is not None and (area.pos_ == "PROPN" or area.lower_ in AREAS)
        return area if named and area is not None and any(word.pos_ == "PROPN" for word in area.subtree) else None

    def land(self) -> str | None:
        """In which land the body is that speaks alone, known for a land or not: of "Karsenia's air force" Karsenia."""
        if len(self._speakers) != 1:
            return None
        found = self._references.land_of(self._speakers[0].name)
        body = _OF_LAND.fullmatch(self._speakers[0].name)
        return found.text if found is not None else body[1] if body is not None else None

    def spoken_for(self, it: Token) -> str | None:
        """Of whom "a spokesperson for the ministry" says "it", and the director of a hospital that "it" did something."""
        offset, source = self._clause.sentence.offset, self._source
        if source is None or source.start < offset or len(self._speakers) != 1:
            return None
        opens = it.i == it.sent.start and source.start > offset + it.idx
        if opens and self._references.goes_on(self._clause.sentence):
            return None  # "Karsk rejected it. Its base was far away, a spokesman for the battalion said"
        words = self._clause.sentence.tokens.doc.text[source.start - offset : source.end - offset]
        found = _SPEAKING_FOR.search(words)
        opens = bool(self.content) and offset + it.idx == self.content[0].start
        if found is None and opens and it.dep_ == "nsubj" and it.head.lemma_ not in _IMPERSONAL:
            found = _LEADING.search(words) or _WORKING_AT.search(words)
        return found[1] if found else None

    def _tells_of_several(self, low: str, token: Token) -> bool:
        """What is said tells of several before, other than the speaker's own, who are nearer than those who say it.

        "Two brothers died when their car sank, police said."
        """
        if low not in THEY or not self.content:
            return False
        offset = self._clause.sentence.offset
        return any(
            word.tag_ in _PLURAL
            and word.pos_ in _NOUNS
            and (word.dep_ in _SUBJECTS or singular(word.lower_) in PERSONS)
            and not word.ent_type_
            and not any(child.lower_ in OWNERS for child in word.lefts)
            and any(part.start <= offset + word.idx < part.end for part in self.content)
            for word in token.doc[token.sent.start : token.i]
        )

    def _tells_of_another(self, low: str, token: Token) -> bool:
        """What is said is about another body: "The agency said the company was fined and three of its buses were banned"."""
        if low not in ITS or not self.content:
            return False
        offset, start = self._clause.sentence.offset, token.sent.start
        said = (
            word for word in token.doc[start : token.i] if any(one.start <= offset + word.idx < one.end for one in self.content)
        )
        return any(word.dep_ in _SUBJECTS and word.pos_ == "NOUN" and word.lower_ in BODIES for word in said)

    def _goes_on_from_a_thing(self, token: Token) -> bool:
        """It may be what the clause is told of on which this one hangs: "The convoy was on its way when it hit a mine"."""
        clause, parent = self._clause, self._clause.parent
        if clause.place is not ClausePlace.ADVERBIAL or parent is None or token.head.i != clause.head.i:
            return False
        subject = next((child for child in parent.head.lefts if child.dep_ in _SUBJECTS), None)
        return subject is not None and subject.tag_ == "NN" and not subject.ent_type_

    def is_first_named(self, token: Token) -> bool:
        """Who speaks stands behind what is said, and nowhere before: "It frees five million, her office said".

        What opens a sentence goes on with the sentence before: "A convoy arrived. It carried flour, said Open Corridor".
        """
        source = self._source
        if source is None or len(self._speakers) != 1 or not self.content or source.start < self.content[0].start:
            return False
        name = self._speakers[0].name
        owned = self._speakers[0].text.lower().startswith(tuple(f"{owner} " for owner in OWNERS))
        opens = token.lower_ in {"it", "he", "she"} and token.i == token.sent.start
        return (owned or opens) and not self._references.is_known(name, source.start)


def _is_among_the_most(verb: Token) -> bool:
    """It is one of the worst or the like, which nobody says of themselves: "it would be among the deadliest since May"."""
    among = (child for child in verb.rights if child.lower_ == "among") if verb.lemma_ == "be" else ()
    return any(noun.tag_ == "JJS" or any(child.tag_ == "JJS" for child in noun.lefts) for way in among for noun in way.rights)


def _is_of_close(name: Token) -> bool:
    """Somebody close to whoever has that name: "a relative of Roe"."""
    return name.dep_ == "pobj" and name.head.lower_ == "of" and name.head.head.lower_ in CLOSE


def _follows(attribution: AttributionMention) -> bool:
    """The cue stands behind all that it is about."""
    return attribution.cue is not None and all(part.end <= attribution.cue.start for part in attribution.content)
