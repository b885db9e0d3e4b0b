"""The words that report: verbs, nouns and phrases, each with how it takes what is attributed.

A verb may stand in several lists. To add one, put its dictionary form into each list whose example it fits; irregular forms
go into ``_IRREGULAR``.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: "said (that) the dam held"; such verbs also take a quotation, and stand in the middle of what is said.
CLAUSE = _words(
    """accept acknowledge add admit advise affirm agree allege announce answer argue assert assess assure attest aver
    avow bemoan boast brag calculate caution claim comment complain concede conclude confess confide confirm contend counter
    cry declare decree demand deny detail disclose dispute elaborate emphasise emphasize estimate exclaim explain find forecast
    fume gripe grumble guess hint hold imply indicate inform insinuate insist instruct interject intimate joke lament maintain
    mention muse mutter narrate note notify observe opine plead pledge point posit post predict proclaim profess project
    promise pronounce propose protest purport quip rage reaffirm reason reassert reassure rebut recall reckon recollect
    recommend recount reiterate rejoin relate relay remark remind repeat reply report respond restate retort reveal rule say
    shout show signal specify speculate state stipulate stress submit suggest surmise swear tell testify theorise theorize
    threaten tweet underline underscore urge venture verify vow warn whisper write yell"""
)

#: Of these, such as mean something else without "that".
WITH_THAT = frozenset({"hold"})
#: "doctors believe that more will die": reports where bodies and professions believe, and say so; what a person thinks is none.
BELIEF = _words("anticipate believe expect fear suspect think worry")

#: "is said to be close to a deal", "are believed to have died": nobody says who says so.
RAISING = _words("allege believe claim estimate expect report rumor rumour say suspect think understand")

#: "analysts expected a profit", "it expects to close two plants": of bodies, which say what they expect.
EXPECTING = _words("anticipate expect forecast foresee predict project")

#: "described how the wall fell": "how" leads to what happened.
TELLING_HOW = _words("describe explain narrate recall recollect recount relate remember tell")

#: "asked whether she would resign".
QUESTION = _words("ask enquire inquire query wonder")

#: Verbs that report only beside a quotation: "he went on: …", "the sign read …".
QUOTING = _words(
    """bark begin bellow blurt chant chime chuckle close continue croak deadpan finish gasp groan growl gush hint implore
    interrupt intone laugh mumble murmur nod offer pipe put quote read recite roar scoff scold scream screech shrug
    sigh smile snap sneer snipe snort sob thunder title urge vent volunteer wail warble whine wisecrack"""
)

#: "announced a ceasefire", "denied the charge": the object is what is said.
THING = _words(
    """acknowledge allege announce blame cite claim confess confirm declare deny describe detail emphasise emphasize estimate
    explain forecast mention note predict promise recount reiterate repeat report reveal stress vow"""
)

#: "The sensor, it went on, had been out of order": set off from what is said, with "on".
GOING_ON = frozenset({"go"})
#: "ruled out a coalition": with the particle that must stand behind.
THING_WITH = {"rule": "out"}

#: "polls show a dead heat": only where the subject is a writing or a study.
SHOWING = _words("find indicate show reveal suggest")

#: "recorded 119 air strikes": only with a number.
COUNTING = _words("count document list log record register tally verify")

#: "put the toll at 12", "raised the number of missing to 40".
FIGURE_VERBS = _words("cut estimate give increase lower put raise reduce revise set update")
FIGURES = _words(
    """amount bill casualties cost costs count damage deaths estimate estimates figure figures forecast loss losses number numbers
    price rate share tally toll tolls total turnout value"""
)
#: "vowed to rebuild", "claims to have found".
INFINITIVE = _words("agree ask claim offer pledge profess promise propose swear threaten vow")

#: "denied targeting civilians".
GERUND = _words("acknowledge admit confess confirm deny describe mention propose recall recommend report suggest")

#: "urged them to leave", "told residents to boil water": the addressee and what to do.
APPEAL = _words("advise ask beg beseech challenge exhort implore instruct invite order press tell urge warn")

#: "called the attack the largest", "put the toll at 12", "described it as grim": with the word that must come, if any.
NAMING = {
    "brand": "",
    "call": "",
    "characterise": "as",
    "characterize": "as",
    "declare": "",
    "denounce": "as",
    "depict": "as",
    "describe": "as",
    "dismiss": "as",
    "dub": "",
    "hail": "as",
    "identify": "as",
    "label": "",
    "liken": "to",
    "portray": "as",
    "pronounce": "",
    "refer": "to",
    "term": "",
}

#: "accused them of shelling", "warned of floods": the preposition leads to what is said.
PREPOSITION = {
    "accuse": _words("of"),
    "agree": _words("on"),
    "allude": _words("to"),
    "ask": _words("for about"),
    "attest": _words("to"),
    "attribute": _words("to"),
    "blame": _words("for on"),
    "boast": _words("of about"),
    "brag": _words("of about"),
    "call": _words("for on upon"),
    "caution": _words("against about"),
    "charge": _words("with"),
    "comment": _words("on about"),
    "complain": _words("of about"),
    "credit": _words("with for"),
    "hint": _words("at"),
    "inform": _words("of about"),
    "joke": _words("about"),
    "remark": _words("on upon about"),
    "report": _words("on"),
    "speak": _words("of"),
    "speculate": _words("about on"),
    "tell": _words("of about"),
    "testify": _words("to about"),
    "warn": _words("of about against"),
    "write": _words("about of"),
}

#: "speaks of some 3,000": only with a number.
PREPOSITION_TO_NUMBERS = frozenset({"speak"})

#: "condemned the raid as “barbaric”": verdicts on something, which report where a quotation stands in their object.
JUDGEMENT = _words(
    """applaud assail attack bash berate blame blast castigate chastise chide commend compare condemn congratulate credit
    criticise criticize decry defend demand denounce deplore deride describe dismiss echo endorse express fault hail
    highlight lambast lambaste laud liken mock offer portray praise promote question rail rebuke refer reject ridicule scold
    slam tout thank tweet voice welcome"""
)

#: "dismissed a report that …": who answers, where the object is a reporting noun with its clause.
ANSWERING = _words("challenge contest dismiss dispute refute reject")

#: "Kyiv denies this", "…, which the rebels deny": of what has just been told.
DENYING = _words("deny dispute refute reject")

#: "the finding that …", "allegations that …".
NOUNS = _words(
    """accusation admission allegation announcement argument assertion assessment assurance charge claim comment complaint
    conclusion confession confirmation contention declaration denial disclosure estimate explanation finding forecast hint
    indication insinuation notice notification observation pledge prediction proclamation projection promise remark report
    revelation rumor rumour ruling speculation statement suggestion testimony theory threat vow warning"""
)

#: Writings and studies, which speak in a person's stead and "show" things.
WRITINGS = _words(
    """account analysis article bulletin census count data document documents email emails estimate evidence figure figures
    filing findings footage image images index indictment investigation lawsuit letter list lists log logs manifest
    map maps memo number numbers paper photo photos poll polls projection readout record records report reports
    research result results review statement statistics study studies survey surveys test tests testimony tracker
    transcript video videos"""
)

#: Participles after a cue that still belong to what is said: "…, police said, bringing the toll to nine".
CONSEQUENCES = _words(
    """affecting blocking bringing burying causing closing costing cutting damaging destroying displacing disrupting forcing
    halting injuring killing leaving lifting making plunging prompting pushing raising revising sending shutting sparking
    stranding taking trapping triggering wiping wounding"""
)

#: What is issued to say something: "sent a letter saying" is said by the sender.
UTTERANCES = _words(
    """advisory bulletin communique communiqué e-mail email letter memo memorandum message note post release speech statement
    text tweet video warning"""
)

#: Verbs whose object may be the one who is told: "…, he told reporters".
ADDRESSING = _words("advise ask assure inform notify remind reassure tell warn")

_IRREGULAR = {
    "cut": "cut cutting",
    "set": "set setting",
    "think": "thought",
    "understand": "understood",
    "begin": "began begun beginning",
    "forecast": "forecast forecasted",
    "find": "found",
    "foresee": "foresaw foreseen",
    "give": "gave given giving",
    "go": "went",
    "hold": "held",
    "put": "put putting",
    "read": "read",
    "say": "said",
    "show": "shown",
    "speak": "spoke spoken",
    "swear": "swore sworn",
    "tell": "told",
    "write": "wrote written",
}
_DOUBLING = _words("admit begin brag log nod quip rebut refer sob slam submit")


def _forms(lemma: str) -> frozenset[str]:
    """The inflected forms of a regular English verb, and the irregular ones that are listed."""
    stem = lemma + lemma[-1] if lemma in _DOUBLING else lemma
    if lemma.endswith("e"):
        forms = {lemma + "s", lemma + "d", lemma[:-1] + "ing"}
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        forms = {lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    elif lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        forms = {lemma + "es", lemma + "ed", lemma + "ing"}
    else:
        forms = {lemma + "s", stem + "ed", stem + "ing"}
    return frozenset(forms | {lemma} | _words(_IRREGULAR.get(lemma, "")))


_LISTS = (
    GOING_ON,
    RAISING,
    COUNTING,
    FIGURE_VERBS,
    EXPECTING,
    CLAUSE,
    TELLING_HOW,
    QUESTION,
    QUOTING,
    THING,
    SHOWING,
    INFINITIVE,
    GERUND,
    APPEAL,
    NAMING,
    PREPOSITION,
    JUDGEMENT,
    ANSWERING,
)

#: Every inflected form of a reporting verb, to its dictionary form.
VERB_FORMS: dict[str, str] = {form: lemma for lemma in sorted(frozenset().union(*_LISTS)) for form in sorted(_forms(lemma))}

#: Said of one thing together, they leave it open: "could neither confirm nor deny".
EITHER_WAY = frozenset({"confirm", "deny"})

#: These introduce no quotation.
NEVER_QUOTING = frozenset({"anticipate", "foresee", "give", "go", "project", "speak"})

#: How a claim is answered in "a claim that the ministry rejected".
ANSWERS: dict[str, str] = {
    form: lemma
    for lemma in ("challenge", "confirm", "contest", "deny", "dismiss", "dispute", "reject", "repeat")
    for form in sorted(_forms(lemma))
}

#: "called the report a lie": a name that denies what it names, and so says something that can be checked.
UNTRUE = frozenset(
    """lie lies fairytale fabrication fabricated invention invented false untrue fake fantasy fiction fictional forgery hoax
    provocation baseless groundless unfounded disinformation misinformation nonsense propaganda
    incorrect absurd ludicrous preposterous ridiculous""".split()
)

#: By whose it is: "by her count", "in its assessment".
COUNTS = _words("account admission assessment calculation calculations count estimate estimates figures reckoning tally")

#: Every form of a reporting noun, to its dictionary form.
NOUN_FORMS: dict[str, str] = {form: noun for noun in sorted(NOUNS) for form in (noun, noun + "s")}
