"""The words that report: which verbs and nouns attribute something to somebody, and how each takes what is attributed."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Verbs that take a clause ("said that …", "said …") and, as they do, a quotation or a place in the middle of what is said.
CLAUSE = _words(
    """accept acknowledge add admit advise affirm agree allege announce answer argue ascertain assert assess assure attest aver
    avow believe_not bemoan boast brag calculate caution charge claim comment complain concede conclude confess confide confirm
    contend counter cry declare decree demand deny detail disclose elaborate emphasise emphasize estimate exclaim explain find
    forecast fume gripe grumble hint imply indicate inform insinuate insist instruct interject intimate joke lament maintain
    mention muse mutter narrate note notify observe opine plead pledge posit post predict proclaim profess project promise
    pronounce propose protest purport quip reaffirm reason reassert reassure recall reckon recollect recount reiterate relate
    relay remark remind repeat reply report respond restate retort reveal rule say shout show signal specify speculate state
    stipulate stress submit suggest surmise swear tell testify theorise theorize threaten tweet underline underscore vow warn
    whisper write yell"""
) - {"believe_not"}

#: Verbs that take a question ("asked whether …").
QUESTION = _words("ask inquire enquire query wonder")

#: Verbs that report only beside a quotation: "he went on: …", "the sign read …".
QUOTING = _words(
    """bark begin bellow blurt chant chime chuckle continue croak deadpan finish gasp go groan growl gush implore interrupt
    intone laugh mumble murmur nod offer open pipe press put quote read recite roar scoff scold scream screech shrug sigh
    smile snap sneer snort sob start thunder urge vent volunteer wail whine wisecrack wonder ask inquire conclude close"""
)

#: Verbs whose object is what is said: "announced a ceasefire", "denied the charge", "predicts a loss".
THING = _words(
    """acknowledge admit affirm allege announce claim confess confirm declare deny describe disclose estimate forecast indicate
    mention note predict project promise propose reaffirm recall recount reiterate report reveal signal stress suggest show
    underline underscore vow find cite state"""
)

#: Verbs with an infinitive of what is promised or claimed: "vowed to rebuild", "claims to have found".
INFINITIVE = _words("agree ask claim promise pledge threaten vow swear profess purport propose report predict estimate")

#: Verbs with a gerund: "denied targeting civilians", "reported seeing smoke".
GERUND = _words("deny admit acknowledge report recall suggest describe mention announce confess propose")

#: Verbs that say what something is: "called the attack the largest", "put the toll at 12", "described it as".
NAMING = {
    "brand": "as",
    "call": "",
    "characterise": "as",
    "characterize": "as",
    "declare": "",
    "deem": "",
    "depict": "as",
    "describe": "as",
    "dub": "",
    "estimate": "at",
    "label": "as",
    "portray": "as",
    "pronounce": "",
    "proclaim": "",
    "put": "at",
    "style": "",
    "term": "",
}

#: Verbs whose preposition leads to what is said: "accused Y of shelling", "warned of floods".
PREPOSITION = {
    "accuse": _words("of"),
    "allude": _words("to"),
    "attest": _words("to"),
    "boast": _words("of about"),
    "brag": _words("of about"),
    "call": _words("for on"),
    "caution": _words("against about"),
    "charge": _words("with"),
    "comment": _words("on about"),
    "complain": _words("of about"),
    "hint": _words("at"),
    "inform": _words("of about"),
    "joke": _words("about"),
    "muse": _words("about on"),
    "point": _words("to out"),
    "remark": _words("on upon about"),
    "report": _words("on"),
    "respond": _words("to"),
    "speculate": _words("about on"),
    "tell": _words("of about"),
    "testify": _words("to about"),
    "warn": _words("of about against"),
    "write": _words("about of"),
    "ask": _words("for about"),
    "agree": _words("with on to"),
}

#: Nouns that hold what is said: "the finding that …", "allegations that …".
NOUNS = _words(
    """accusation admission allegation announcement argument assertion assessment assumption assurance charge claim comment
    complaint conclusion confession confirmation contention declaration denial disclosure estimate explanation finding forecast
    guarantee hint indication insistence insinuation news notice notification observation pledge prediction proclamation
    projection promise remark reminder report revelation rumor rumour ruling signal speculation statement suggestion testimony
    theory threat vow warning word"""
)

#: Nouns of writings and utterances, which speak in a person's stead or announce a quotation: "in a statement: …".
UTTERANCES = _words(
    """account address advisory analysis announcement article blog brief briefing broadcast bulletin caption column comment
    communique communiqué complaint dispatch document editorial email e-mail essay filing headline indictment interview lawsuit
    letter memo memorandum message motto note notice op-ed paper poll post poster press-release question quote readout release
    report response ruling sign slogan speech statement study survey testimony text transcript tweet update verdict video"""
)

_IRREGULAR = {
    "begin": "began begun",
    "find": "found",
    "forecast": "forecast forecasts forecasted forecasting",
    "go": "went gone goes",
    "put": "put puts putting",
    "read": "read",
    "say": "said says saying",
    "show": "showed shown",
    "swear": "swore sworn",
    "tell": "told",
    "write": "wrote written",
}
_DOUBLING = _words("admit confirm_not quip brag nod sob submit chat plan") - {"confirm_not"}


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


_VERBS = CLAUSE | QUESTION | QUOTING | THING | INFINITIVE | GERUND | NAMING.keys() | PREPOSITION.keys() | {"cite"}

#: Every inflected form of a reporting verb, to its dictionary form.
VERB_FORMS: dict[str, str] = {form: lemma for lemma in sorted(_VERBS) for form in sorted(_forms(lemma))}
#: Every form of a reporting noun, to its dictionary form.
NOUN_FORMS: dict[str, str] = {form: noun for noun in sorted(NOUNS) for form in (noun, noun + "s")}
