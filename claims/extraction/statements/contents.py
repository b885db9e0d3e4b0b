"""Sentences for what is reported in no clause: "the toll at 57", "Russia of targeting civilians", "having broken the truce"."""

from __future__ import annotations

import re

from claims.extraction.attribution.cues import COUNTING, NAMING, VERB_FORMS
from claims.extraction.clauses import FINITE, HELPERS, PARTICIPLE_ALONE, SUBJECTS, Clause, antecedent_of, leads_relative, trimmed
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import COMPANIES, PERSONS, PLURAL_BODIES, REPORTS
from claims.extraction.statements.joining import Word, joined
from claims.extraction.text.tokens import Token, text_to

#: "Put the toll at 12", "raised it from seven to 12": what the figure itself does, and where its value begins.
FIGURE_TOLD = {
    "put": "was",
    "estimate": "was",
    "raise": "rose",
    "increase": "rose",
    "lower": "fell",
    "cut": "fell",
    "reduce": "fell",
    "revise": "was revised",
}
#: What may stand before a number.
_AMOUNT = r"(?:(?:about|almost|around|at least|at most|between|just|nearly|over|some|up to|(?:fewer|less|more) than) )?"
#: Before "from 47 to 61" and "to 3,000"; where no figure follows, before the first such word.
_FIGURE_BORDERS = (
    re.compile(rf" at (?={_AMOUNT}[£$€]?\d)"),
    re.compile(
        r" at (?!least\b|most\b)| (?=at (?:least|most) )| (?=from \S+(?: \S+){0,2} to )"
        r"| (?=(?:from|to|by) (?:(?:about|some|around|nearly|over) )?[£$€]?\d)"
    ),
    re.compile(r" (?=(?:from|to|by) )"),
)
#: "Had given the total as 19".
_AS_FIGURE = re.compile(rf" as (?={_AMOUNT}\d)")
#: "A poll put the party on 24 per cent".
_ON_SHARE = re.compile(
    r" on (?:(?:up|down) from |(?:with )?(?P<other>(?:the )?(?:\w+ )?[A-Z][\w’' -]*?) on )?"
    r"(?=\d[\d.,]*(?: to \d[\d.,]*)?(?:%| per\s?cent| points))"
)
_BRACKETED = re.compile(r"\([^()]*\)")
_PEOPLE = frozenset("dead displaced homeless injured killed missing wounded".split())
_ONLY_FIGURE = re.compile(r"(?:(?!of )[a-z]+ ){0,3}[\d.,]+(?: (?:thousand|million|billion))?")

_ANY = re.compile(r"(?:any|all|a|an) (?!of )|(?!the |that |this |those |these |its |his |her |their )(?=[a-z])")
#: Verbs by which a speaker binds themselves: "promised to leave". Of others ("urged them to leave") somebody else is the subject.
OWN_DEEDS = frozenset("promise vow pledge swear threaten offer agree undertake commit plan intend decide".split())
#: Who "claims to have downed 12 jets" says that they did.
CLAIMING = frozenset({"claim", "profess"})
#: "Accused the firm of raising rents by 12%" tells of the firm.
_PAST = {"accuse": "accused", "suspect": "suspected"}
_ACCUSING = frozenset(_PAST)
#: Of "each side accused the other" both are accused.
_EITHER = frozenset({"each other", "one another", "the other"})
#: What somebody has in a deed, and in what somebody is accused of.
_PARTS_PLAYED = frozenset("connection involvement knowledge liability link part responsibility role".split())
#: Who denies for those for whom they speak.
_OFFICIALS = re.compile(r"\b(?:officials?|sources?|spokes(?:man|woman|person|people)|aides?|officers?)\b")
#: What of a country speaks for it, and neither fires nor bombs.
_MINISTRY = re.compile(r"(?<=[a-z])['’]s? (?:\w+ ){0,3}[Mm]inistry(?: of \w+)?$")
_CRIMES = frozenset("charge count crime murder offence offense".split())
#: A value that was revised since.
_AT_FIRST = frozenset({"first", "initially", "originally"})
_EARLIER = frozenset({"earlier", "previously"})
_INITIAL = frozenset({"earlier", "early", "first", "initial", "preliminary"})
_REVISING = frozenset({"correct", "lower", "raise", "revise", "update"})
_AS_SUBJECT = {"her": "she", "him": "he", "them": "they"}
_NO_PROMISES = frozenset({"offer", "threaten"})
#: What is done at one stroke, and does not go on.
_ONCE = frozenset(
    """abandoning accepting assassinating betraying breaking crossing downing falsifying firing killing leaking leaving
    murdering ordering poisoning raping rigging robbing seizing selling shooting sinking stabbing starting stealing striking
    taking""".split()
)
#: What is done to somebody or something, who then is told.
_OF_SOMEBODY = frozenset(
    "abusing beating breaking hiding holding killing mistreating targeting torturing using violating".split()
)
#: What was done to one target was done then, and does not go on.
_STRUCK = {
    "attacking": ("attacked", "attack"),
    "bombing": ("bombed", "bomb"),
    "hitting": ("hit", "hit"),
    "ramming": ("rammed", "ram"),
    "shelling": ("shelled", "shell"),
    "striking": ("struck", "strike"),
}
_ONE_TARGET = re.compile(
    r"\w+ing (?:a|an|one|one of (?:its|their)|the [\w’' -]*?(?:clinic|hospital|hotel|market|mosque|school|station)) "
)
#: "Carrying out the ambush", which was done once.
_CARRIED_OUT = re.compile(
    r"(?P<doing>carrying out|committing|staging) (?P<deed>(?:a|an|one|the)\b[\w’' -]*? ?"
    r"(?:ambush|assassination|attack|blast|bombing|explosion|killing|massacre|murder|raid|shooting|strike)\b)"
)
_CARRY_OUT = {"carrying out": ("carried out", "carry out"), "committing": ("committed", "commit"), "staging": ("staged", "stage")}
_COUNTS = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds|scores|thousands)\b")
#: "Put the figure lower, at 380,000".
_IN_YEAR = re.compile(r"\bin (?:19|20)\d\d\b")
#: A day or a month that is over: "having refused last month".
_THEN = re.compile(r"\b(?:yesterday|ago|last (?:night|week|month|year|\w+day)|on \w+day|(?:in|on) [^,]*\d{4})\b")
#: What somebody is accused of by a noun.
_A_DEED = re.compile(
    r"(?:(?:a|an|the|its|their|numerous|repeated|serious|several|systematic|widespread) )?(?:[\w-]+ ){0,3}?"
    r"(?:abuses?|aggression|apartheid|arson|atrocit(?:y|ies)|cleansing|corruption|crimes?|espionage|fraud|genocide|killings?"
    r"|massacres?|murders?|perjury|piracy|rapes?|sabotage|terrorism|theft|tortures?|treason|violations?|violence)\b"
)
_COMPARED = re.compile(r"(?: (?:much|far|slightly|somewhat))? (?:lower|higher),?$")
#: Nouns that take up a value told before.
_VALUES = frozenset({"count", "estimate", "figure", "number", "tally", "toll", "total"})
_BEHIND_NOUN = re.compile(r" (?:of|in|on|at|to|from|for|over|during|since|by|among|this|last|next) ")


def as_clause(text: str, clause: Clause, *, cue: str, speaker: str | None, denied: bool) -> str | None:
    """Contents that are no clauses: "the toll at 57", "Russia of targeting civilians", "having broken the truce"."""
    if clause.cue_phrase:  # of "the ministry, citing doctors, put the toll at 57" the cue is what the doctors are cited by
        verbs = (cue, *(one.lemma_ for one in clause.cue_phrase if one.pos_ == "VERB"))
        told = (
            next((FIGURE_TOLD[lemma] for lemma in verbs if lemma in FIGURE_TOLD), None)
            if cue not in OWN_DEEDS | _ACCUSING
            else None
        )
        first = clause.cue_phrase[0] if told == "was" else None
        told = _told_early(first) or told if first is not None else told
        if (told or cue not in COUNTING) and (figure := _figure_said(text, told)):
            return figure
    if cue in _ACCUSING and " of " in text:
        verb = clause.cue_phrase[0] if clause.cue_phrase else clause.head.head  # of a second who is accused it stands far before
        if clause.head.tag_ == "VBG" and clause.head.dep_ == "advcl":  # "accused the army of bombing it, killing 13"
            verb = next((one for one in clause.head.ancestors if one.lemma_ == cue), verb)
        meanwhile = verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.tag_ == "VBD"  # "withdrew, accusing them of it"
        done = meanwhile or (verb.tag_ == "VBD" and (bool(clause.cue_phrase) or verb.lemma_ == cue) and not _helped(verb))
        accused, deed = text.split(" of ", 1)
        if speaker and verb.tag_ == "VBG" and accused.lower() in _EITHER:
            return f"{speaker} {_PAST[cue]} {text}"  # "each side accusing the other of breaking the truce"
        return _accused(accused, deed, done=done, no=" not" if denied else "")
    if speaker and cue in OWN_DEEDS | CLAIMING:
        return _bound(text, clause, speaker) if cue in OWN_DEEDS else _claimed(text, speaker)
    if speaker and cue == "blame" and any(token.lower_ == "blaming" for token in clause.cue_phrase):
        return f"{speaker} blamed {text}"  # "denied that homes were hit, blaming the damage on a stray missile"
    told = _of_antecedent(text, clause, cue, speaker) if speaker else None
    return _denied(text, clause.head, speaker) if told is None and denied and speaker and clause.cue_phrase else told


def _told_early(verb: Token) -> str | None:
    """What is told of a value that was given at first, "put it at six and raised it", or earlier, "had earlier put it at six"."""
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), verb)
    called = any(child.lower_ in _INITIAL for child in subject.lefts)
    revised = any(child.dep_ == "conj" and child.lemma_ in _REVISING for child in verb.rights)
    if called or revised or any(child.lower_ in _AT_FIRST for child in verb.lefts):
        return "was initially"
    return "was earlier put at" if any(child.lower_ in _EARLIER for child in verb.lefts) else None


def _of_antecedent(text: str, clause: Clause, cue: str, speaker: str) -> str | None:
    """What is said of a noun in a relative clause: "a raid that the army blamed on rebels", "a plan that he called a failure"."""
    verb = clause.cue_phrase[0] if clause.cue_phrase else clause.head
    if verb.dep_ != "relcl" or not leads_relative(verb.left_edge) or verb.left_edge.dep_ in SUBJECTS:
        return None
    noun = antecedent_of(verb)
    # of "the raids, which began in May and which it blamed on rebels" the raids
    end = min([verb.left_edge.i, *(child.left_edge.i for child in noun.rights if child.dep_ == "relcl")])
    words = trimmed(list(noun.doc[noun.left_edge.i : end]))
    told = joined([Word(one.text, one.i, bool(one.whitespace_)) for one in words])
    if noun.dep_ == "appos" and noun.left_edge.lower_ == "a" and noun.lemma_ in _VALUES:
        told = _value_before(noun)
    if cue == "blame" and text.startswith("on "):
        small = told[:1].lower() if noun.left_edge.pos_ == "DET" else told[:1]
        return f"{speaker} blamed {small}{told[1:]} {text}"
    if cue not in NAMING or (NAMING[cue] == "as" and not text.startswith("as ")):
        return None
    past, several = verb.tag_ in {"VBD", "VBN"}, noun.tag_ in {"NNS", "NNPS"}
    be = ("were" if past else "are") if several else "was" if past else "is"
    return f"{told} {be} {text.removeprefix('as ')}"


def _value_before(noun: Token) -> str:
    """Which figure is meant: of "put the dead at more than 20, a figure that the mayor dismissed" the figure of more than 20."""
    before = (token for token in reversed(noun.doc[noun.sent.start : noun.left_edge.i]) if token.like_num)
    number = next(before, None)
    value = f" of {text_to(number)}" if number is not None else ""
    return f"The {noun.lower_ if noun.lower_ != 'number' else 'figure'}{value}"


def as_called(text: str, clause: Clause) -> str:
    """What somebody calls what happened, "in what he called the worst raid since May", of which another sentence tells."""
    name = text if clause.cue_phrase else text.partition(f" {clause.head.text} ")[2] or text
    return f"This was {name.removeprefix('as ')}"


def _bound(text: str, clause: Clause, speaker: str) -> str | None:
    """What a speaker is bound to: "the mayor is to leave", "the mayor is promising £35m"."""
    if clause.cue_phrase and clause.cue_phrase[0].tag_ == "VBG":  # "…, he said, promising £35m to replace pipes"
        helpers = [child.text for child in clause.cue_phrase[0].lefts if child.dep_ in HELPERS]
        if helpers:  # "had been promising at least £240m"
            return f"{speaker} {' '.join(helpers)} {clause.cue_phrase[0].lower_} {text}"
        if clause.cue_phrase[0].head.tag_ == "VBD" and clause.cue_phrase[0].head.lemma_ not in VERB_FORMS.values():
            # "seized power in 2022, promising …"
            return f"{speaker} {_be(speaker, past=True)} {clause.cue_phrase[0].lower_} {text}"
        return f"{speaker} is {clause.cue_phrase[0].lower_} {text}"
    if not text.startswith("to ") or clause.head.tag_ != "VB":
        return None
    cue = clause.head.head
    helpers = [child.text for child in cue.lefts if child.dep_ in {*HELPERS, "neg"}]
    if cue.lemma_ in _NO_PROMISES and (cue.tag_ in FINITE or helpers):
        return " ".join([speaker, *helpers, cue.text, text])  # nobody knows whether it will be done
    long_ago = any(child.lower_ in {"after", "before", "during"} and child.i < clause.head.i for child in cue.rights)
    long_ago |= cue.tag_ == "VBG" and cue.head.tag_ == "VBD"  # "a junta that seized power promising to restore security"
    return f"{speaker} {_be(speaker, past=long_ago)} {text}"  # "promised after the accident to buy four boats"


def _claimed(text: str, speaker: str) -> str | None:
    """What a speaker claims of themselves: of "claims to have downed 12 jets" that they have."""
    have = "has" if _be(speaker) == "is" else "have"
    return f"{speaker} {have} {text.removeprefix('to have ')}" if text.startswith("to have ") else None


def _be(subject: str, *, past: bool = False) -> str:
    """Is, are, was or were, by how the subject ends."""
    last = subject.rpartition(" ")[2]
    several = last.endswith("s") and not last.endswith(("ss", "’s")) and (last.islower() or singular(last.lower()) in PERSONS)
    several |= " and " in subject or last in PLURAL_BODIES or (last.endswith("s") and singular(last.lower()) in COMPANIES)
    return ("were" if past else "are") if several else "was" if past else "is"


def _helped(verb: Token) -> bool:
    return any(child.dep_ in HELPERS for child in verb.lefts)


def _figure_said(text: str, told: str | None) -> str | None:
    """What is said of a figure, by the verb for it where the cue has one: "put the toll at 57", "estimated 57"."""
    if " among them " in text or text.startswith("among them "):
        return None  # "put the wounded at 23, among them three children"
    if told and (share := _ON_SHARE.search(text)):
        who = share["other"] or text[: share.start()].removesuffix(",")
        return _figure_told(who, f"{told} on", text[share.end() :])
    plain = _BRACKETED.sub(lambda found: "(" * len(found[0]), text)  # "of the past day (11 to 12 March 2026) at 1,040"
    if (given := _AS_FIGURE.search(plain)) is not None:
        return _figure_told(text[: given.start()], told or "was", text[given.end() :])
    border = next((found for border in _FIGURE_BORDERS if (found := border.search(plain))), None)
    if told and border:
        return _figure_told(_COMPARED.sub("", text[: border.start()]), told, text[border.end() :])
    text = text if text.startswith(("at least ", "at most ")) else text.removeprefix("at ")
    return f"The number was {text}" if _ONLY_FIGURE.fullmatch(text) and not text.startswith("for ") else None


def _figure_told(counted: str, told: str, value: str) -> str:
    """What a figure does, in its number: "the toll was 12", "the losses were 4 million"."""
    owned = re.split(r"['’]s? ", counted)[-1]  # "the Front for Lund’s own losses"
    noun = _BEHIND_NOUN.split(owned, maxsplit=1)[0].rpartition(" ")[2]
    if noun[:1].isupper() and told == "was" and re.search(r"%|\bper ?cent\b", value):
        return f"{counted} was at {value}"  # "put the Civic Front at 33.1 percent"
    if noun in _PEOPLE and told == "was":
        return f"{counted} numbered {value}"  # "put the dead at 16"
    if counted.lower() == "them":
        return f"They were {value}"  # "the police put them at 250"
    plural = noun.endswith("s") and not noun.endswith("ss")
    return f"{counted} {told.replace('was', 'were') if plural else told} {value}"


def _accused(accused: str, deed: str, *, done: bool, no: str) -> str | None:
    """What the accused is said to do, or by another ``no``t to do: "Russia is targeting civilians", "they have broken the truce".

    Of what somebody was accused of in the past, the words do not tell whether it was done then or still goes on; "has been doing"
    leaves that open, but is not said of what is done once.
    """
    if not accused or accused.lower() in _EITHER:
        return None
    accused = _AS_SUBJECT.get(accused.lower(), accused)
    last = accused.rpartition(" ")[2].lower()
    plural = last in PLURAL_BODIES | {"they"} or (last.endswith("s") and not last.endswith("ss") and singular(last) != last)
    if deed.startswith("not "):  # "accused the state of not acting"
        no, deed = " not", deed.removeprefix("not ")
    if deed.startswith("having "):
        done_then = not no and _is_past_of_day(deed)
        have = "" if done_then else f"{'have' if plural else 'has'}{no} "
        return f"{accused} {have}{deed.removeprefix('having ')}"
    doing = next((word for word in deed.split()[:2] if word.endswith("ing")), None)
    if doing in _STRUCK and _ONE_TARGET.match(deed):  # "accused the army of bombing a hospital"
        past, base = _STRUCK[doing]
        return f"{accused} {f'did not {base}' if no else past}{deed.removeprefix(doing)}"
    if (once := _CARRIED_OUT.match(deed)) is not None:
        past, base = _CARRY_OUT[once["doing"]]
        return f"{accused} {f'did not {base}' if no else past} {deed[once.start('deed') :]}"
    return _doing(accused, deed, done=done, no=no, plural=plural)


def _doing(accused: str, deed: str, *, done: bool, no: str, plural: bool) -> str | None:
    """What the accused does, or is guilty of; ``None`` where nobody can tell when it was, or to whom it was done."""
    doing = next((word for word in deed.split()[:2] if word.endswith("ing")), None)
    counts = _COUNTS.search(deed) is not None
    if doing is None or (done and (doing in _ONCE or counts)) or (doing in _ONCE and counts):
        guilty = doing is None and _A_DEED.match(deed) is not None  # "accused it of a massacre of civilians"
        return f"{accused} {'are' if plural else 'is'}{no} guilty of {deed}" if guilty else None
    if " " not in deed and doing in _OF_SOMEBODY:
        return None  # "of mistreating [captives, two of whom …]"
    if _IN_YEAR.search(deed):
        return f"{accused} {'were' if plural else 'was'}{no} {deed}"
    if done and doing != "being":
        return f"{accused} {'have' if plural else 'has'}{no} been {deed}"
    deed = deed.removeprefix("being ")  # "accused of being responsible for it"
    return f"{accused} {'are' if plural else 'is'}{no} {deed}"


def _is_past_of_day(deed: str) -> bool:
    """It was done at a time that is over, and its participle is the past as well: "having refused talks last month"."""
    return _THEN.search(deed) is not None and deed.split()[1] not in PARTICIPLE_ALONE


def _denied_deed(text: str, deed: Token, speaker: str) -> str | None:
    """Of "denied holding civilians", where the model takes the deed for a quality, or for part of a name."""
    if deed.dep_ not in {"amod", "compound"} or not text.lower().startswith(deed.lower_):
        return None
    if deed.tag_ == "VBG":
        return f"{speaker} did not {deed.lemma_}{text[len(deed.text) :]}"
    acts = deed.lower_.endswith("ing") and deed.dep_ == "compound" and deed.head.tag_ == "NNS"
    return f"{speaker} {'has' if _be(speaker) == 'is' else 'have'} not been {text}" if acts else None


def _denied(text: str, head: Token, speaker: str) -> str | None:
    """The opposite of a denied deed or thing: "denied bombing a market", "denied any wrongdoing".

    What a ministry denies was done by its country.
    """
    speaker = _MINISTRY.sub("", speaker)
    if text.lower().startswith("having "):
        return f"{speaker} has no {text[11:]}" if text[7:].startswith("any ") else f"{speaker} has not {text[7:]}"
    if head.tag_ == "VBG" and text.lower().startswith(head.lower_):
        return f"{speaker} did not {head.lemma_}{text[len(head.text) :]}"
    if (not_done := _denied_deed(text, head.left_edge, speaker)) is not None:
        return not_done
    played = head.lemma_.lower() in _PARTS_PLAYED and not text.lower().startswith(("the ", "his ", "her ", "its ", "their "))
    if played:  # officials deny what those did for whom they speak
        return None if _OFFICIALS.search(speaker) else f"{speaker} had no {_ANY.sub('', text)}"
    if head.pos_ == "NOUN" and head.lemma_.lower() not in REPORTS | _CRIMES and _ANY.match(text):
        return f"There {'were' if head.tag_ == 'NNS' else 'was'} no {_ANY.sub('', text)}"
    return None
