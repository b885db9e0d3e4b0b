"""What a speaker tells of itself ("said he had warned of it"), and what is told of others ("said he had died")."""

from __future__ import annotations

from claims.extraction.quantities.measures import tells_blow
from claims.extraction.reference.names import IT, THEY
from claims.extraction.text.tokens import Token

#: What people say of themselves: "Roe said he had warned of it".
_OWN = frozenset(
    """agree ask believe call consider disagree discuss doubt expect fear feel find hear hope inform intend know learn meet notice
    oppose order phone plan propose receive recommend refuse regret reject remember request see sign speak support tell think
    understand visit want warn welcome wish write""".split()
)
_FEELINGS = frozenset(
    """able afraid ashamed aware certain concerned confident convinced devastated disappointed glad grateful happy optimistic
    proud ready sad saddened satisfied shocked sorry sure surprised unable unaware unhappy unsure willing worried""".split()
)
#: What police, armies and authorities say of themselves, and few others do.
_OFFICIAL = _OWN | frozenset(
    """arrest capture carry charge conduct confiscate deploy destroy detain down evacuate identify impound intercept
    investigate issue launch monitor neutralise neutralize open question raid record recover register repel rescue respond
    search seize shoot strike summon treat try use work""".split()
)
#: And what firms, ministries and countries do.
_OF_BODIES = _OFFICIAL | frozenset(
    """accept add aim allow appeal appoint approve ask attack begin bomb build buy cancel change close continue control
    cooperate cut deliver deny donate down earn employ end expand extend fire fund give halt have help hire hit impose
    increase invest keep lay lend lift lose make move need offer pause pay prepare produce promise provide punish
    raise rebuild recall recruit reduce regret repel replace resume retain retake retaliate return review sack seek
    sell send set shell shut spend start stop supply suspend take target vaccinate withdraw""".split()
)
#: What nobody says of oneself.
_FATES = frozenset({"confess", "die", "drown", "suffocate"})
#: What the accused face: "he faces up to 12 years".
_TRIALS = frozenset("charge count deportation execution extradition imprisonment jail prison sentence trial year".split())
#: Who tells of those to whom they are close: "her sister".
CLOSE = frozenset(
    """attorney aunt barrister boyfriend brother coach colleague counsel cousin daughter doctor father friend girlfriend
    grandfather grandmother grandson granddaughter husband lawyer mother neighbor neighbour nephew niece parent partner
    relative sister solicitor son spokesman spokesperson spokeswoman teacher uncle widow widower wife""".split()
)


def is_own_deed(pronoun: Token) -> bool:
    """The one who speaks tells of itself: "they had arrested 40", "she was sorry", "it would hire others"."""
    low, verb = pronoun.lower_, pronoun.head
    if low not in IT and any(child.dep_ == "acomp" and child.lower_ in _FEELINGS for child in verb.rights):
        return True
    return pronoun.dep_ == "nsubj" and verb.lemma_ in (_OF_BODIES if low in IT else _OFFICIAL if low in THEY else _OWN)


def is_own_thought(verb: Token) -> bool:
    """People say it of themselves: what they see, know and mean to do."""
    return verb.lemma_ in _OWN


def tells_fate(pronoun: Token) -> bool:
    """Nobody tells it of oneself: "a doctor said he had died"."""
    verb = pronoun.head
    tried = verb.lemma_ == "face" and any(child.lemma_ in _TRIALS for child in verb.rights)
    return tried or verb.lemma_ in _FATES or (pronoun.dep_ == "nsubjpass" and tells_blow(verb))
