"""Parts that are told without a verb: "11 were hurt, three of them children", "with 96% of the votes counted"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from claims.extraction.clauses import FINITE, HELPERS, Clause
from claims.extraction.drafts.draft import ASIDE_MARKS
from claims.extraction.text.tokens import Token

#: What somebody is whom something is "injuring".
_HARMING = {"burn": "burned", "hurt": "hurt", "injure": "injured", "wound": "wounded"}
_HARMS = {"kill": "killed", **_HARMING}
#: How somebody is, and not where: "two of them in a critical condition", "half of them in uniform".
_STATES = frozenset({"clothes", "clothing", "condition", "danger", "state", "uniform"})
#: What goes with a verb that means nothing without it.
_SO = frozenset("ablaze adrift alight apart aside down free off out up".split())
#: What is done about deaths by those who only count them: "documented 13 deaths, nine of them from gunshot wounds".
_COUNTING = frozenset("confirm count document list log record register report tally verify".split())
#: Who reports or confirms people killed says that they were.
_REPORTING = frozenset({"confirm", "record", "register", "report"})
_STATES_OF_PEOPLE = frozenset({"dead", "missing"})
#: Pasts that are participles too, beside those in "-ed": "shot down 86 drones, 31 of them over Lund".
_PASTS_AND_PARTICIPLES = frozenset("brought caught cut held shot".split())
#: How often something was done.
_OFTEN = frozenset({"once", "times", "twice"})
#: So far stands the number behind "at least" and the like.
_NEAR = 4
_PREDICATED = frozenset({"ADJ", "NOUN", "NUM", "PROPN"})


def copula_of_part(clause: Clause, own: Sequence[Token]) -> dict[int, str]:
    """The copula of a part that is told without a verb: "11 were hurt, three of them children"."""
    them = next((token for token in own if token.lower_ == "them" and token.i > own[0].i), None)
    if (
        them is None
        or own[0].lower_ == "of"
        or any(token.lower_ in {"whom", "which"} for token in own)
        or them.i == own[-1].i
        or them.head.lower_ != "of"
        or not _opens(own, them.head)
        or any(_acts(token, own[0]) for token in own)
    ):
        return {}
    done_here = (token for token in reversed(clause.tokens) if token.tag_ == "VBN" and token.i < own[0].i)
    deed = next(done_here, None) or _set_off(own[0])
    past = any(token.tag_ == "VBD" for token in (*clause.tokens, *clause.head.head.lefts, *(deed.lefts if deed else ())))
    often = own[-1].lower_ in _OFTEN
    before = _harmed_before(clause, own[0]) if _is_where(them.nbor()) or own[-1].tag_ == "RB" else None
    past |= before is not None and clause.head.tag_ == "VBN"
    dead = clause.head.lower_ == "killing" and clause.head.head.tag_ == "VBD" and own[-1].tag_ != "RB"
    past |= dead  # "rammed a gate, killing 14, nine of them officers"
    one = own[0].lower_ == "one"
    changed = {them.i: f"{them.text} {('was' if one else 'were') if past else 'is' if one else 'are'}"}
    changed |= {own[0].i: ""} if own[0].lower_ == "with" else {}  # "with 85,000 of them in want"
    changed |= {token.i: "" for token in own if token.i == them.i + 1 and token.text == ","}  # "one of them, an elderly woman"
    harming = next((token for token in clause.tokens if token.lemma_ in _HARMING and token.tag_ == "VBG"), None)
    done = deed.text if deed is not None else _HARMING[harming.lemma_] if harming is not None else before
    how = _manner(own, them)
    if how is not None and how.lower_ != "alone" and done:  # "were hurt, two of them seriously"
        changed[how.i] = f"{how.text} {done}"
    elif how is not None and not done and how.lower_ != "alone":
        return {}  # "80% have been displaced, most of them more than once"
    elif deed is not None and them.nbor().lower_ in {"by", "with"}:  # "were hurt, two of them by stones"
        changed[them.i] += f" {deed.text}"
    elif often and deed is clause.head and how is None:  # "have struck 19 plants, some of them more than five times"
        changed[them.i] = f"{them.text} were {deed.text}"
    elif before and _is_where(them.nbor()):  # "killed 28 people, 23 of them in a house"
        changed[them.i] += f" {before}"
    elif deed is clause.head and (undergone := _undergone(deed, them)):
        changed[them.i] = f"{them.text} were {undergone}"
    elif deed is clause.head and deed.lemma_ in _HARMS and _is_where(them.nbor()):  # "were hurt, half of them in a single strike"
        changed[them.i] += f" {deed.text}"
    return changed


def _opens(own: Sequence[Token], of: Token) -> bool:
    """The words begin with the part: "[about two-thirds] of them", and not "The freed men, many of them"."""
    return not any(token.text == "," or token.tag_ in {"NNP", "NNPS"} for token in own if token.i < of.i)


def _undergone(deed: Token, them: Token) -> str:
    """What was done, of which only the time follows: "have been [set ablaze], most of them this year"."""
    if them.nbor().ent_type_ != "DATE" or not any(child.dep_ == "auxpass" for child in deed.lefts):
        return ""
    return f"{deed.text} {deed.nbor().text}" if deed.nbor().lower_ in _SO else deed.text


def _manner(own: Sequence[Token], them: Token) -> Token | None:
    """How something was done to them, at the end or before a comma: "two of them [seriously]"."""
    behind = them.nbor()
    before_comma = behind.tag_ == "RB" and behind.i + 1 < len(behind.doc) and behind.nbor().text == ","
    return own[-1] if own[-1].tag_ == "RB" else behind if before_comma else None


def _is_where(way: Token) -> bool:
    """It leads to where or for what something was done, and not to how somebody is: "in a critical condition"."""
    told = any(token.lemma_ in _STATES for token in way.subtree)
    return way.dep_ == "prep" and way.lower_ != "of" and not told


def _set_off(first: Token) -> Token | None:
    """What was done to those told right before a mark: "61 people were [wounded], 14 of them critically, the mayor said"."""
    if first.is_sent_start or first.nbor(-1).text != ",":
        return None
    deed = first.nbor(-2) if first.nbor(-1).i > first.sent.start else None
    return deed if deed is not None and deed.tag_ == "VBN" and deed.lemma_ in _HARMING else None


def _harmed_before(clause: Clause, first: Token) -> str | None:
    """What was done to those of whom some are told of: "[killed] 28 people, 23 of them in one house"."""
    verb = clause.head
    acts = verb.tag_ in FINITE or (verb.tag_ == "VBN" and not any(child.dep_ == "auxpass" for child in verb.lefts))
    done = acts and verb.i < first.i and any(child.dep_ == "dobj" and child.i < first.i for child in verb.rights)
    alike = verb.lower_.endswith("ed") or verb.lower_ in _PASTS_AND_PARTICIPLES
    past = verb.tag_ in {"VBD", "VBN"} and alike and verb.lemma_ not in _COUNTING
    with_particle = " ".join([verb.lower_, *(child.lower_ for child in verb.rights if child.dep_ == "prt")])
    regular = with_particle if past else None  # "carried out 212 raids, 41 of them in …"
    return _HARMS.get(verb.lemma_, regular) if done else None


def _acts(token: Token, first: Token) -> bool:
    """It is a verb, other than of a clause that tells more of a noun behind the first word."""
    led = token.tag_ == "VB" and token.i > 0 and token.nbor(-1).lower_ == "to"  # "20 of them believed to be alive"
    if token.pos_ not in {"VERB", "AUX"} or led or _is_bare_participle(token) or _is_plural_noun(token):
        return False
    if any(one.i > first.i and _is_bare_participle(one) for one in token.ancestors):
        return False  # "a third of them so badly burned that they could not be named"
    return not any(one.dep_ == "relcl" and one.i > first.i for one in (token, *token.ancestors))


def aside_alone(own: list[Token]) -> list[Token]:
    """Of "40 residents, a quarter of them children, were moved", where the verb is not the quarter's, the aside."""
    them = next((index for index, token in enumerate(own[:4]) if token.lower_ == "them" and token.head.lower_ == "of"), 0)
    if not them or own[0].lower_ == "of" or own[them].i + 1 == len(own[them].doc) or own[them].nbor().pos_ not in _PREDICATED:
        return own
    marks, last = ASIDE_MARKS - {"("}, own[them].i
    return list(itertools.takewhile(lambda token: token.i <= last or marks.isdisjoint((token.text, token.nbor(-1).text)), own))


def _is_plural_noun(token: Token) -> bool:
    """What the model takes for a verb of one, "two of them monks", has none to do it."""
    return token.tag_ == "VBZ" and token.i > 0 and token.nbor(-1).lower_ == "them"


def _is_bare_participle(token: Token) -> bool:
    """Of "a third of them already killed", or "so badly burned", the verb goes without help."""
    done = token.tag_ == "VBN" or (
        token.tag_ == "VBD"
        and token.lemma_ not in {"be", "do", "have"}
        and any(child.tag_ == "RB" and child.i + 1 == token.i for child in token.lefts)
    )
    return done and not any(child.dep_ in HELPERS for child in token.lefts)


def is_with(clause: Clause, own: Sequence[Token]) -> bool:
    """It tells with "with" and a participle what else was so: "with 96% of polling stations counted"."""
    led = own[0].lower_ == "with" and clause.head in own and clause.head.tag_ in {"VBN", "VBD"}
    return led and own[1].pos_ != "PRON"  # "With them came 11 civilians"


def copula_of_with(clause: Clause, own: Sequence[Token]) -> dict[int, str]:
    """The copula of "with 96% of polling stations counted"."""
    if not is_with(clause, own):
        return {}
    before = [token for token in own if token.i < clause.head.i]
    plural = any(token.tag_ == "NNS" for token in before) or (before[-1].tag_ == "RB" and before[1].like_num)
    verb = before[-1] if before[-1].tag_ == "RB" else clause.head  # "with 800,000 internally displaced"
    return {own[0].i: "", verb.i: f"{'were' if plural else 'was'} {verb.text}"}


def copula_of_fate(clause: Clause, own: Sequence[Token], cue: str) -> dict[int, str]:
    """The copula of whom or what somebody reports by what was done to them: "one man killed and four injured"."""
    number = next((token for token in own[:_NEAR] if token.like_num), None)
    if cue not in _REPORTING or not clause.chain or number is None:
        return {}
    noun = number.head if number.dep_ == "nummod" and number.head in own else number
    fate = noun if noun.lower_ == "dead" else noun.nbor() if noun.i < own[-1].i else noun
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head in own:
        return {}  # "the names of 40 men killed"
    undergone = (fate.tag_ == "VBN" or fate.lower_ == "shot") and not any(child.dep_ == "dobj" for child in fate.rights)
    done = undergone and (fate.head == noun or noun.head == fate)
    if not (done or fate.lower_ in _STATES_OF_PEOPLE) or any(token.tag_ in FINITE and token != fate for token in own):
        return {}
    plural = number.lower_ not in {"a", "an", "one"}
    return {fate.i: f"{'were' if plural else 'was'} {fate.text}"}
