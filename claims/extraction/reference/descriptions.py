"""Who "the mayor", "the ministry" and "the head of the bureau" are: descriptions to the names that the article gives."""

from __future__ import annotations

import collections
import re
from collections.abc import Sequence

from claims.extraction.attribution.cues import VERB_FORMS
from claims.extraction.records import Span
from claims.extraction.reference.companies import Company
from claims.extraction.reference.countries import COUNTRIES
from claims.extraction.reference.lands import Lands
from claims.extraction.reference.mentions import Mention, is_bare_body
from claims.extraction.reference.names import POSSESSIVE, SPEAKING_FOR, folded, head_word, is_company, last_word, name_words
from claims.extraction.reference.naming import Naming
from claims.extraction.reference.nouns import (
    ALIKE_MEDIA,
    BODIES,
    COMPANIES,
    LOCAL,
    MEDIA,
    MOVEMENTS,
    PERSONS,
    PLURAL_BODIES,
    kind_of,
)
from claims.extraction.text.document import Document

#: How many sentences back a description of a statement may reach.
_REACH = 8
#: Descriptions that fit many a body.
ANY_BODY = COMPANIES | frozenset("agency charity group movement nonprofit organisation organization party union".split())
#: Descriptions of those who join for a cause, whatever they call themselves: a network, an association, doctors.
GROUPS = frozenset("group organisation organization movement charity agency nonprofit".split()) | {"think tank"}
#: What belongs to a state is no such group.
OF_STATE = frozenset(
    """administration army cabinet committee council court department government ministry navy office parliament police
    service""".split()
)
_COMMITTEE = re.compile(r"\bCommittee (?:[Aa]gainst|for|to)\b")
#: Shorter words for what is in a name.
_SHORT = {"co-op": "cooperative"}
#: What is no company, nor anything else that earns money.
_NO_COMPANIES = frozenset("army charity center centre group militia movement party union".split())
#: Nor is any that is called so.
_NO_FIRMS = OF_STATE - {"service"} | frozenset("agency authority commission confederation institute union university".split())
#: Where people write, and which the article is hardly about.
_PLATFORMS = frozenset({"Facebook", "Instagram", "Signal", "Telegram", "TikTok", "Twitter", "WhatsApp", "X", "YouTube"})
#: What a union of workers calls itself.
_UNIONS = frozenset("brotherhood confederation federation guild workers".split())
#: A company by what it makes or sells.
_MAKERS = frozenset("insurer lender maker manufacturer producer retailer".split())
#: Which company it is not.
_NOT_THE_SAME = frozenset("another larger new other parent rival same sister smaller".split())
#: "The mayor" is not the deputy mayor.
_LESSER = frozenset("deputy vice assistant acting former ex".split())
#: Of which place an office is: without these words it is the same office.
_OF_A_PLACE = frozenset("regional local provincial municipal city town state county district national".split())
#: Whoever heads a body is its chief as well.
_LEADERS = frozenset("boss chair chairman chairwoman chief commander director head leader".split())
_LEADER_OF = re.compile(rf"(?:[\w-]+\s)?({'|'.join(sorted(_LEADERS))}) of (?:the\s)?(.+)$")
#: What a body is called by whose name does not say so: State Security is a service.
_UNLIKE_ITS_NAME = frozenset({"alliance", "service"})
#: Somebody who works for a medium, and its name: "a photographer for La Gaceta".
_WORKS_FOR = re.compile(
    r"\b(?:cameraman|columnist|correspondent|editor|journalist|photographer|presenter|reporter)s?\s(?:at|for|from|of|with)\s(?:the\s)?"
    r"([A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)"
)
#: In characters: a few sentences.
_CLOSE_BY = 800
#: How many mentions back a description may reach, and how many of them say what an article is about.
_REMEMBERED = 400
_RECENT = 40
#: What an article is about it names so often.
_OFTEN = 3


#: "The 20-year-old", of which the parse makes three words, but not "the 20-year-old student".
_OF_AGE = re.compile(r"[Tt]he (\d{1,3}-year-old)\b(?=\s(?:said|says|told|tells|added|recalled|wrote)|[,.])")
_OWNER = re.compile(r"([A-Z][\w-]+(?: [A-Z][\w-]+)*)['’]s\s+$")
#: In characters.
_LONGEST_OWNER = 40
#: In characters: two or three sentences.
_JUST_BEFORE = 300
_CUE_BEHIND = re.compile(rf"\s(?:{'|'.join(sorted(VERB_FORMS))})\b")
#: What something happened in speaks seldom: "was evacuated in Mallorca. The airline said".
_IN = re.compile(r"\b(?:in|near)\s\Z")
#: So many characters before a name hold it.
_LONGEST_IN = 9


def is_of_state(name: str) -> bool:
    """It is no group that people joined for a cause, as the Committee for Civic Rights is."""
    return not OF_STATE.isdisjoint(name_words(name)) and _COMMITTEE.search(name) is None


class Descriptions:
    """Describes people and bodies by office, by sort, or by what they head."""

    def __init__(self, document: Document, naming: Naming, company: Company, lands: Lands) -> None:
        self._document = document
        self._naming = naming
        self._company = company
        self._lands = lands

    def meant_by(self, plain: str, position: int, *, owned: bool = False) -> str | None:
        """The last person before who is said to be "governor"; the last body that has the word "ministry" in its name.

        What is ``owned`` by another ("their union") is not the body that the article is about.
        """
        head = head_word(plain)
        told = [POSSESSIVE.sub("", word) for word in plain.split()[: -1 if plain.endswith(head) else 0]]
        head = _SHORT.get(head, head)
        lesser = _LESSER - {head, *map(str.lower, told)}
        equal = [mention for mention in self._naming.by_role.get(head, ()) if lesser.isdisjoint(mention.roles)]
        if head in BODIES - PERSONS:  # "the board" is not the board's chief investigator
            equal = [mention for mention in equal if mention.kind != "person"]
        if head == "agency" and "news" not in told:  # of an agency that is no news agency if the article has one
            others = (one for one in self._naming.by_word.get(head, ()) if one.kind == "body" and one.start < position)
            equal = [] if any(one.name not in self._naming.media and len(one.words) > 1 for one in others) else equal
        known = [mention for mention in equal if self._is_told_of(mention, told)]
        if not known and _OF_A_PLACE.issuperset(map(str.lower, told)) and len({mention.words[-1] for mention in equal}) == 1:
            known = equal  # there is one governor, whether "regional" stands by the name or not
        before = [mention for mention in known if mention.start < position]
        if before or (known and head in PERSONS):
            return self._naming.fullest((before or known[:1])[-1].name, position)
        leader = self.leader(plain, position)
        if leader:
            return leader
        if head in MEDIA and not told and (medium := self._medium(head, position)) is not None:
            return medium
        return self._body(head, told, position, owned=owned) if head in BODIES and len(told) <= 1 else None

    def _medium(self, head: str, position: int) -> str | None:
        """The medium whose reporter was named last, or that was called by a like word, in the sentence or the one before."""
        first = self._document.sentences[max(self._naming.sentence_index(position) - 1, 0)].start
        found = [*_WORKS_FOR.finditer(self._document.text, first, position)]
        if found:
            return self._naming.fullest(found[-1][1], position)
        kind = kind_of(head, ALIKE_MEDIA)
        media = {one.name for one in self._naming.between(first, position) if one.roles & kind}
        return self._naming.fullest(media.pop(), position) if len(media) == 1 else None

    def _body(self, head: str, told: Sequence[str], position: int, *, owned: bool) -> str | None:
        """The last body with that word in its name; of a word that fits any, the one beside, or the one the article is about."""
        earlier = self._naming.before(position)[-_REMEMBERED:]
        # a news agency is hardly "the agency" of an article that names another
        papers = [mention for mention in earlier if head == "agency" and "news" in mention.words]
        for mention in (*reversed([one for one in earlier if one not in papers]), *reversed(papers)):
            called = mention.kind == "body" and {head, *told} <= set(mention.words) and len(mention.words) > 1
            # "the government" is not that of a place in the land
            if called and not (head == "government" and not told and LOCAL.intersection(mention.words)):
                return mention.name
        if head == "union" and not told:
            unions = (one for one in reversed(earlier) if one.kind == "body" and not _UNIONS.isdisjoint(one.words))
            if (union := next(unions, None)) is not None:
                return self._naming.fullest(union.name, position)
        if head in _UNLIKE_ITS_NAME and not (owned or told):
            return self._body_before(position)
        if owned or head not in ANY_BODY:
            return None
        sort = told and head in _MAKERS and _NOT_THE_SAME.isdisjoint(told) and all(word.islower() for word in told)
        group = self._just_told_of(earlier, position) if head in GROUPS or sort else None  # "the steel maker"
        if group is not None or told:
            return group
        return self._company_beside(earlier, head, position) or self._main_body(earlier, head, position)

    def _body_before(self, position: int) -> str | None:
        """The only body that the sentence before names, where it is about it and its name does not tell what it is."""
        here = self._naming.sentence_index(position)
        before, sentence = self._document.sentences[max(here - 1, 0)], self._document.sentences[here]
        if before is sentence or before.paragraph != sentence.paragraph:
            return None
        bodies = [one for one in self._naming.between(before.start, before.end) if one.kind == "body"]
        plain = bodies and bodies[0].name[:1].isupper() and not is_company(bodies[0].words)
        unlike = plain and (BODIES - {"state"}).isdisjoint({*bodies[0].words, *bodies[0].roles})
        return bodies[0].name if len(bodies) == 1 and bodies[0].subject and unlike else None

    def described(self, noun: Span, head: str) -> str | None:
        """Who "the ministry" or "the mayor" of a statement is, as the article writes it.

        That is the only one with that office, or with that word in its name, in all of the article, named not long before.
        """
        if head == "state":
            return None  # which is no state university
        known = self._naming.by_role.get(head, []) if head in PERSONS else []
        known = known or [one for one in self._naming.by_word.get(folded(head), ()) if one.kind == "body" and len(one.words) > 1]
        known = known or [one for one in self._naming.by_role.get(head, ()) if one.kind == "body"]
        known = [one for one in known if one.name[0].isupper() and " " in self._naming.fullest(one.name, one.start)]
        names = {self._naming.fullest(one.name, one.start) for one in known}
        here = self._naming.sentence_index(noun.start)
        near = [one for one in known if one.start < noun.start and here - self._naming.sentence_index(one.start) <= _REACH]
        return self._naming.as_written(names.pop(), near[-1].kind) if near and len(names) == 1 else None

    def called(self, words: Sequence[str], noun: Span) -> str | None:
        """Whose "the air force" of a statement is, as the article writes it: the only one that it names in full, just before."""
        named = [one for one in self._naming.by_word.get(folded(words[-1]), ()) if one.kind == "body" and one.name[0].isupper()]
        ending = [folded(word) for word in words]
        longer = [one for one in named if list(map(folded, one.words))[-len(words) :] == ending and len(one.words) > len(words)]
        here = self._naming.sentence_index(noun.start)
        near = [one for one in longer if one.start < noun.start and here - self._naming.sentence_index(one.start) <= _REACH]
        names = {one.name for one in longer}
        if not longer and len(words) > 1:
            return self._owned([one for one in named if list(map(folded, one.words)) == ending], here)
        return self._naming.as_written(names.pop(), "body") if near and len(names) == 1 else None

    def _owned(self, named: Sequence[Mention], here: int) -> str | None:
        """The same by whose it was: "Russia's Defence Ministry" is "the Defence Ministry" of what follows."""
        text = self._document.text
        lands = [(_OWNER.search(text, max(0, one.start - _LONGEST_OWNER), one.start), one) for one in named]
        owned = [(led[1], one) for led, one in lands if led is not None and led[1] in COUNTRIES]
        near = any(
            self._naming.sentence_index(one.start) < here <= self._naming.sentence_index(one.start) + _REACH for _, one in owned
        )
        names = {f"{land}’s {text[one.start : one.end]}" for land, one in owned}
        return names.pop() if near and len({land for land, _ in owned}) == 1 else None

    def company(self, noun: Span, head: str) -> str | None:
        """Which company "the lender" of a statement is, as the article writes it.

        That is the one beside, or a company that the article has named much more than any other body.
        """
        if head not in COMPANIES:
            return None
        earlier = self._naming.before(noun.start)[-_REMEMBERED:]
        name = self._company_beside(earlier, head, noun.start) or (self._company.name if head in self._company.sorts else None)
        if name is None:
            bare = {one.name for one in earlier if is_bare_body(one) and self._naming.kind_named(one.name) == "body"}
            bodies = (one for one in earlier if one.name in bare - self._naming.media)
            counts = collections.Counter(self._naming.fullest(one.name, one.start) for one in bodies).most_common(2)
            called = {
                self._naming.fullest(one.name, one.start) for one in earlier if one.roles & COMPANIES or is_company(one.words)
            }
            known = bool(counts) and counts[0][1] >= _OFTEN and counts[0][1] >= 2 * (counts[1][1] if len(counts) > 1 else 0)
            name = counts[0][0] if known and counts[0][0] in called else None
        if name is None or name.lower() in PLURAL_BODIES | MOVEMENTS:
            return None
        return self._naming.as_written(name, "body")

    def of_age(self, position: int) -> tuple[str, bool] | None:
        """Who "the 20-year-old" at that place is, and whether that is nobody's name: the person of whom was told just before."""
        aged = _OF_AGE.match(self._document.text, position)
        if aged is None:
            return None
        before = [one for one in self._naming.between(max(0, position - _JUST_BEFORE), position) if one.kind == "person"]
        here = self._naming.sentence_index(before[0].start) if before else 0
        last = {self._naming.fullest(one.name, one.start) for one in before if self._naming.sentence_index(one.start) == here}
        return (last.pop(), False) if len(last) == 1 else (aged[1], True)

    def named_next(self, plain: str, low: str, position: int) -> str | None:
        """Who "the governor of Lund" is, where the next who speaks is a person whom nothing else introduces.

        "…, the governor of Lund said. Two died, Ilona Roe wrote."
        """
        office, of, _ = plain.partition(" ")
        if not (of or low.startswith("its ")) or not low.startswith(("the ", "its ")) or office not in PERSONS - SPEAKING_FOR:
            return None
        here = self._naming.sentence_index(position)
        paragraph = self._document.sentences[here].paragraph
        ahead = [one for one in self._document.sentences[here + 1 : here + 3] if one.paragraph == paragraph + 1]
        told = (one for sentence in ahead for one in self._naming.between(sentence.start, sentence.end)[::-1])
        first = next((one for one in told if one.kind != "place"), None)
        if first is None or first.roles or len(first.words) == 1 or not _CUE_BEHIND.match(self._document.text, first.end):
            return None
        if not BODIES.isdisjoint(word.lower() for word in first.words):
            return None
        return first.name if self._naming.by_word[first.words[-1]][0].start == first.start else None

    def leader(self, plain: str, position: int) -> str | None:
        """Who "the head of the accident bureau" is: the bureau's chief, where a name is told with that soon before or after."""
        office = _LEADER_OF.match(plain)
        if not office:
            return None
        body = last_word(head_word(office[2]))
        led = [m for role in sorted(_LEADERS) for m in self._naming.by_role.get(role, ()) if self._is_told_of(m, [body])]
        near = [mention for mention in led if abs(mention.start - position) <= _CLOSE_BY]
        return self._naming.fullest(min(near, key=lambda m: abs(m.start - position)).name, position) if near else None

    def _is_told_of(self, mention: Mention, words: Sequence[str]) -> bool:
        """The words before the noun ("the *interior* minister") stand beside the name as well."""
        near = self._document.text[max(0, mention.start - 80) : mention.end + 80].lower()
        return all(word.lower() in near for word in words)

    def _just_told_of(self, earlier: Sequence[Mention], position: int) -> str | None:
        """The only body that the sentence names before that place, or the one that the sentence before is about."""
        here = self._naming.sentence_index(position)
        near = [mention for mention in reversed(earlier) if here - self._naming.sentence_index(mention.start) <= 1]
        bodies = [mention for mention in near if mention.kind == "body"]
        named = [mention for mention in bodies if self._naming.sentence_index(mention.start) == here]
        subjects = [mention for mention in bodies if mention.subject or (len(named) == 1 and mention is named[0])]
        told = (self._naming.fullest(mention.name, mention.start) for mention in subjects)
        names = (name for name in told if not self._lands.is_land(name))
        return next((name for name in names if name not in self._naming.media and not is_of_state(name)), None)

    def _company_beside(self, earlier: Sequence[Mention], head: str, position: int) -> str | None:
        """What the sentence before, or this one, calls a company by another word: "regional supplier Kelmnet said"."""
        here = self._naming.sentence_index(position)
        near = [mention for mention in earlier if here - self._naming.sentence_index(mention.start) <= 1]
        called = COMPANIES if head == "carrier" else COMPANIES - {"carrier"}  # a ship, as often
        firms = [one for one in near if one.kind == "body" and one.roles & called] if head in COMPANIES else []
        names = {self._naming.fullest(one.name, one.start) for one in firms}
        return names.pop() if len(names) == 1 else None

    def _may_be_company(self, name: str) -> bool:
        """It is neither a people, a movement, a place nor where people write."""
        people = not {name.lower(), f"{name.lower()}s"}.isdisjoint(PLURAL_BODIES | MOVEMENTS)
        return not people and name not in _PLATFORMS and self._naming.kind_named(name) != "place"

    def _main_body(self, earlier: Sequence[Mention], head: str, position: int) -> str | None:
        """What "the company" is: the firm that the text before is about, else the body that the article has named most.

        Of those named equally often it is the latest. What the article calls a group is no company.
        """
        called = {mention.name for mention in earlier if mention.roles & _NO_COMPANIES - {head}}
        earlier = [mention for mention in earlier if mention.name not in called]
        if head in self._company.sorts and self._company.name is not None:
            return self._naming.fullest(self._company.name, position)
        firm = self._just_told_of(earlier, position) if head in COMPANIES else None
        if firm is not None and firm[:1].isupper() and _NO_FIRMS.isdisjoint(name_words(firm)):
            return firm
        near = [mention for mention in earlier[-_RECENT:] if is_bare_body(mention) and mention.name not in self._naming.media]
        near = [
            mention for mention in near if not _IN.search(self._document.text, max(0, mention.start - _LONGEST_IN), mention.start)
        ]
        names = [self._naming.fullest(mention.name, mention.start) for mention in near]
        bodies = [name for name in names if is_company(words := name_words(name)) or (MEDIA | _NO_FIRMS).isdisjoint(words)]
        if head in COMPANIES:
            bodies = [name for name in bodies if self._may_be_company(name)]
        counts = collections.Counter(reversed(bodies))
        return counts.most_common(1)[0][0] if counts else None
