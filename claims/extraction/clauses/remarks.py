"""What is said by the way of what happened: "two died in what he called a crime", "…, in a raid they say is lawful"."""

from __future__ import annotations

from collections.abc import Mapping

from claims.extraction.clauses.clause import Clause
from claims.extraction.text.document import Sentence
from claims.extraction.text.tokens import Token

#: How somebody calls what happened.
CALLING = frozenset("brand call characterise characterize deem describe dub label term".split())
_SAYING = frozenset({"claim", "insist", "say"})
#: So many words stand before what is the largest or the worst: "one of the".
_NEAR = 4


def called_by_the_way(sentence: Sentence, calling: Mapping[int, int]) -> dict[int, int]:
    """The cues among these that only say how somebody calls a thing: "caught fire after what Roe [called] an attack".

    What is called the largest or the worst could be found out, and is a content like any other.
    """
    offset = sentence.offset
    verbs = (token for token in sentence.tokens if token.dep_ == "pcomp" and offset + token.idx in calling)
    return {
        offset + verb.idx: calling[offset + verb.idx]
        for verb in verbs
        if _calls_what_happened(verb) and not _is_superlative(verb)
    }


def is_called(clause: Clause) -> bool:
    """The clause is how somebody calls what happened: "in what they called [the worst raid since May]"."""
    cue = clause.cue_phrase[0] if clause.cue_phrase else clause.head
    called = cue.dep_ == "pcomp" and cue.lemma_ in CALLING and _calls_what_happened(cue)
    return called and (bool(clause.cue_phrase) or _is_superlative(cue))


def remark_behind(way: Token) -> Token | None:
    """The verb of a judgement that an "in" leads to: "died in what he [called] a crime", "…, in a raid they [say] failed"."""
    if way.lower_ != "in":  # "caught fire after what he called an attack"
        return None
    for child in way.rights:
        if child.dep_ == "pcomp" and child.lemma_ in CALLING and _calls_what_happened(child):
            return child if _judges(child) else None
        if child.dep_ == "pobj" and way.i > way.sent.start and way.nbor(-1).text == ",":
            said = (one for one in child.rights if one.dep_ == "relcl" and one.lemma_ in _SAYING)
            return next((one for one in said if not any(word.tag_ in {"WDT", "WP", "WRB"} for word in one.lefts)), None)
    return None


def _calls_what_happened(verb: Token) -> bool:
    return any(one.lower_ == "what" for one in verb.lefts)


def _judges(calling: Token) -> bool:
    """It is no name that somebody gives: "in what he called a crime", "the worst raid", but not "the Ostrel sector"."""
    called = calling.doc[calling.i + 1 : calling.right_edge.i + 1]
    first = next((token for token in called if token.lower_ != "as" and not token.is_punct), calling)
    return first.lower_ in {"a", "an", "one"} or _is_superlative(calling)


def _is_superlative(calling: Token) -> bool:
    return any(token.tag_ in {"JJS", "RBS"} for token in calling.doc[calling.i + 1 : calling.i + 1 + _NEAR])
