"""Phrases that stand for what was told before: "the rest", "either account", "far fewer", "a third person".

What an article has told before them says what they are; whoever reads a statement alone is told what to ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.extraction.text.wording import words_in

_ASKED_ONES = "(?:eligible|interviewed|polled|questioned|surveyed|voting)"
_DISTANCE = r"\d[\d.,]*(?:-| )?(?:m|km|kilomet(?:er|re)s?|met(?:er|re)s?|miles?|yards?)"
_SORTS_OF_PEOPLE = "children|civilians|men|officers|people|soldiers|women"
_BESIDE_OTHERS = r"(?:[\w-]+ others|[Aa] further [\w-]+|[Aa]nother (?:two|three|four|five|six|seven|eight|nine|ten|\d+))"
_OFFICES = "Defen[cs]e|Education|Emergenc(?:ies|y)|Energy|Finance|Foreign|Health|Interior|Justice"
_FIGHTING = "(?:Fighters|Forces|Soldiers|Troops)"
_DEGREES = "considerably|even|far|many|much|scarcely|significantly|slightly|somewhat"
#: "Less optimistic", unlike "more equipment".
_QUALITY = r"(?!\w*ment\b)[a-z]{2,}(?:able|al|ant|ent|ful|ible|ic|ing|ive|ous)"
_COMPARATIVE = rf"(?:better|bigger|greater|heavier|higher|larger|lower|quicker|slower|smaller|worse|(?:less|more) {_QUALITY})"
#: No "than" follows.
_ALONE = r"(?!.*\bthan\b)"
#: Of these "another" is one beside one that was told of.
_BESIDE_ONE = (
    "airport|barracks|base|block|body|bridge|building|bus|camp|car|city|clinic|convoy|depot|district|factory|hospital|house|hotel|"
    "line|lorry|market|mine|mosque|neighbou?rhood|plant|port|prison|province|refinery|region|school|ship|station|substation|suspect|"
    "tanker|town|truck|vehicle|vessel|village|warehouse"
)
#: Words of which one must be in the statement, what is looked for there, and what is asked of it.
_STAND_INS = tuple(
    (frozenset(needs.split()), re.compile(words), note)
    for needs, words, note in (
        ("rest remainder remaining", r"\b(?:[Tt]he rest|[Tt]he remainder|[Tt]he remaining [\w.,]+)\b(?! of)", "of what “{}” is"),
        (
            "two three four five pair",
            r"\b[Tt]he (?:two|three|four|five|pair)\b(?=[.,;]|\s(?:are|had|has|have|is|was|were|will)\b|$)",
            "who or what “{}” are",
        ),
        ("both", r"\b[Bb]oth [a-z]+s\b(?! (?:of|in)\b)", "who or what “{}” are"),
        ("that", r"\b[Tt]hat (?:many|much)\b(?=[.,;]| (?:by|for|in|on)\b|$)", "how many “{}” are"),
        (
            "amount figure number rate share sum tally toll total",
            r"\b[Tt]hat (?:amount|figure|number|rate|share|sum|tally|toll|total)\b(?! of\b)",
            "of what “{}” is",
        ),
        ("so", r"\b(?:[Dd]id|[Dd]o|[Dd]oes|[Dd]oing|[Dd]one) so\b(?! (?:that|well|much|many|little)\b)", "what “{}” is"),
        ("former latter", r"\b[Tt]he (?:former|latter)\b(?=[.,;]|\s(?:are|had|have|is|was|were)\b|$)", "who or what “{}” are"),
        ("each either", r"\b[Ee](?:ach|ither) (?:army|country|party|side|team)\b", "who or what “{}” is"),
        ("one", r"^One\b(?= (?:in \d{4}|had|has|is|was)\b)", "what “{}” is"),
        ("such", r"\b[Ss]uch (?!a\b|as\b|an\b)[a-z]+s\b", "what “{}” are"),
        (
            "first second third fourth fifth sixth",
            r"\b[Tt]he (?:first|second|third|fourth|fifth|sixth)\b(?=[.,;]| (?:had|has|hit|is|said|was|[a-z]+ed)\b)",
            "what “{}” is",
        ),
        ("other", r"\b[Tt]he other side\b(?! of\b)", "who “{}” is"),
        (
            "another further more others",
            (
                rf"(?:^|(?<=, ))(?:[Aa]t least |[Aa]bout |[Ss]ome )?(?:{_BESIDE_OTHERS}|[\w-]+ more)(?: (?:{_SORTS_OF_PEOPLE}))?"
                r"(?= (?:are|died|fled|had|has|have|is|was|were)\b)"
            ),
            "beside whom “{}” are",
        ),
        ("none", r"\b(?<=found |given )none\b|\b(?<=had |saw )none\b(?! of\b)", "of what “{}” is"),
        ("none", r"(?<=^There was )none\b(?! of\b)|(?<=^There were )none\b(?! of\b)", "of what “{}” is"),
        ("that", r"\b[Tt]hat one\b(?! (?:of|that|which|who)\b)", "what “{}” is"),
        ("accused", r"^The accused\b(?! (?:of|man|men)\b)", "who “{}” is"),
        ("involved", r"\binvolved(?=\.?$)", "in what “{}” is"),
        ("told", r"(?<=been )told(?=\.?$)", "of what “{}” is said"),
        ("same", r"\b[Tt]he same (?:kind|sort|type)\b(?!.*\bas\b)", "as what “{}” is"),
        ("another", rf"\banother (?:[a-z]+ )?(?:{_BESIDE_ONE})\b", "beside which “{}” is"),
        ("other", rf"^(?:At least |About |Some )?[\w-]+ other (?:{_SORTS_OF_PEOPLE})\b(?! than\b)", "beside whom “{}” are"),
        ("one", r"^In one\b(?=,)", "in one of what"),
        (
            "neighboring neighbouring",
            r"\b(?:[Aa]|[Tt]he) neighbou?ring [\w ]*?(?:city|country|district|province|region|state|town|village)\b(?! to\b)",
            "to what “{}” is next",
        ),
        (
            "comment",
            r"\b(?:declined to|request for|refused to|asked to) comment\b(?! (?:about|on)\b)",
            "on what the comment was asked for",
        ),
        ("a", r"^A (?:second|third|fourth|fifth|sixth)\b(?=, | died\b)", "what “{}” is"),
        (
            "other",
            r"\b[Tt]he other (?:two|three|four|five|six|\d+)\b(?=[.,;]| (?:are|had|have|is|was|were)\b)",
            "who or what “{}” are",
        ),
        ("other", r"\b[Tt]he other\b(?=[.,;]| (?:had|has|is|left|said|was)\b)", "what “{}” is"),
        ("neither", r"^Neither (?:account|claim|figure|report|side|version)\b(?! of)", "what “{}” is of"),
        ("either", r"\beither (?:account|claim|figure|report|version)\b(?! of)", "what “{}” is of"),
        (
            "ministry staff guard",
            rf"\b[Tt]he (?:(?:{_OFFICES}) [Mm]inistry|[Mm]inistry of (?:{_OFFICES})|General Staff|[Cc]oast [Gg]uard)\b(?! of\b)",
            "whose “{}” is",
        ),
        ("fighters forces soldiers troops", rf"^(?:{_FIGHTING})\b(?! (?:backed|from|in|loyal|of|with)\b)", "whose “{}” they are"),
        ("one ones", r"\b[Tt]he ones?\b(?= (?:in|of) (?:\d{4}|last|[A-Z][a-z]+)\b)", "what “{}” is"),
        ("similar", r"\b[Aa] similar [a-z]+\b(?! to\b)", "to what “{}” is similar"),
        ("do does did", r"\b(?:do|does|did)(?=[.;]|$)", "what “{}” stands for"),
        ("toll tolls", r"\b[Tt]olls? of (?:about |at least |some )?(?=\d)", "of what the toll is"),
        ("one ones", r"\b[Tt]he (?!only)[a-z]+ ones?\b(?!-| (?:of|in|that|which|who)\b)", "what “{}” is"),
        ("the", r"\b[Tt]he [€$£]\d[\d.,]*(?:bn|m|tn| (?:billion|million|trillion))?(?=[.,;](?:\s|$)|$)", "what “{}” is"),
        ("here", r"\b[Hh]ere\b", "where “{}” is"),
        ("we", r"^We\b", "whom “{}” takes in"),
        (
            "those",
            rf"\b[Tt]hose(?= (?:(?!{_ASKED_ONES})[a-z]+(?:ed|ing)\b(?! (?:at|by|in|on)\b)|from\b))",
            "who or what “{}” are",
        ),
        ("others", r"(?<!and )\b[Tt]he others\b(?! (?:who|of)\b)", "who or what “{}” are"),
        ("sides", r"\b[Tt]he (?:(?:two|warring) )?sides\b(?! of\b)", "who “{}” are"),
        ("same", r"\b[Tt]he same (?:month|period|quarter)\b(?! (?:of|a year|last|in|the)\b)", "which “{}” is"),
        ("been", r"\b(?:had|has|have|was|were) been(?=[.;]|$)", "what “{}” stands for"),
        ("away", rf"\b{_DISTANCE} away\b(?! from)", "from where “{}” is"),
        ("another", r"^Another\b(?=,| (?:died|fell|fled|had|has|hit|is|was)\b)", "beside whom or what “{}” is"),
        (
            "neither",
            r"\b[Nn]either (?:army|country|force|government|leader|military|ministry)\b(?! of)",
            "of which two “{}” is told",
        ),
        ("similar", r"\b[Ss]imilar [a-z]+s\b(?! to\b)", "to what “{}” are similar"),
        ("same", r"\b[Tt]he same number\b(?! as\b)", "as what “{}” is the same"),
        ("those", r"\b[Tt]hose (?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b", "who or what “{}” are"),
        (
            "eldest largest oldest smallest youngest",
            r"^The (?:eldest|largest|oldest|smallest|youngest)\b(?= (?:had|has|is|was)\b)",
            "of whom or what “{}” is",
        ),
        (
            "accepted agreed principle declined refused",
            r"\b(?:accepted|agreed(?: in principle)?|declined|refused)(?=\.?$)",
            "of what “{}” is said",
        ),
        ("that", r"\b[Tt]hat (?:document|letter|list|offer|period|proposal|time)\b(?! (?:that|when|which)\b)", "what “{}” is"),
        ("then", r"\b[Bb]y then\b", "when “{}” was"),
        ("surrounding", r"\b[Tt]he surrounding [a-z]+\b", "what “{}” is around"),
        ("neither", r"^Neither\b(?= (?:had|has|have|is|was|were)\b)", "of which two “{}” is told"),
        ("a", r"\b[Aa] (?:second|third|fourth|fifth)(?: one)?(?=[.,;]|$| (?:had|has|was|were|is)\b)", "what “{}” is"),
        (
            "better bigger greater heavier higher larger lower quicker slower smaller worse less more",
            rf"(?<!or )\b(?:(?:{_DEGREES}) )?{_COMPARATIVE}\b(?=[.,;]?$| to\b){_ALONE}",
            "than whom or what “{}” is",
        ),
        (
            "fewer less more",
            rf"\b(?:{_DEGREES}) (?:fewer|less|more)\b(?=[.,;]?$| (?:are|had|have|were)\b){_ALONE}",
            "than what “{}” is",
        ),
        (
            "higher larger lower smaller",
            rf"\b(?:higher|larger|lower|smaller) (?:counts?|estimates?|figures?|numbers?|tolls?)\b{_ALONE}",
            "than what “{}” is",
        ),
        ("number", r"^A (?:large|larger|small|smaller) number\b(?! of\b)", "of what “{}” is"),
        ("each", r"^Each (?!army|country|party|side|team)[a-z]+(?= (?:had|has|is|was)\b)", "of which “{}” is one"),
        ("rest", r"\b[Tt]he rest of the [a-z]+\b", "beside what “{}” is"),
        ("now", r"(?:(?<=had )|(?<=was )|(?<=were ))now\b", "when “{}” was"),
        ("more", r"(?:(?<=ed for )|(?<=ing for )|(?<=wanted ))more(?=\.?$)", "of what “{}” is"),
        (
            "brother colleague cousin friend neighbor neighbour relative sister",
            r"(?<=^A )(?:brother|colleague|cousin|friend|neighbou?r|relative|sister)\b(?! (?:of|ship)\b)",
            "whose “{}” it is",
        ),
        (
            "second third fourth fifth",
            r"\b[Aa] (?:second|third|fourth|fifth) (?:child|civilian|man|person|resident|victim|woman)\b",
            "beside whom “{}” is",
        ),
        (
            "different",
            r"\b[Aa] different (?:account|figure|number|story|toll|version)\b(?! (?:from|to)\b)",
            "from what “{}” is different",
        ),
        ("many", r"(?<!in )\b(?:(?:[Aa]bout|[Aa]lmost|[Jj]ust|[Nn]early|[Tt]wice) )?[Aa]s many\b(?! as\b)", "how many “{}” are"),
        ("part", r"(?:(?<=taken )|(?<=taking )|(?<=took ))part(?=[.,;]?$)", "in what “{}” was taken"),
        ("half", r"(?<!and )(?<!an )\b(?:about |around |nearly |roughly |some )?half(?=\.?$)", "of what “{}” is"),
        (
            "many most others several some",
            r"^(?:Many|Most|Others|Several|Some)\b(?= (?:are|had|have|said|say|told|were)\b)",
            "who or what “{}” are",
        ),
        (
            "decline decrease drop fall increase jump rise surge",
            r"\b[Tt]he (?:decline|decrease|drop|fall|increase|jump|rise|surge)\b(?! (?:from|in|of|to power)\b)",
            "of what “{}” is",
        ),
        (
            "figure",
            r"\b[Tt]he figure\b(?! (?:for|given|of|published|put|released|that|to|which)\b)",
            "what “{}” counts",
        ),
        ("latest", r"\b[Tt]he latest [a-z]{3,}\b(?! (?:by|from|in|of|on|since)\b)", "which “{}” is"),
        ("such", r"\bno such [a-z]+\b(?! as\b)", "what “{}” is"),
        (
            "account accusation allegation assessment charge claim finding version view",
            r"\b[Tt]hat (?:account|accusation|allegation|assessment|charge|claim|finding|version|view)\b(?! (?:by|of|that)\b)",
            "what “{}” is",
        ),
        ("balance principle", r"\b[Tt]he (?:balance|principle)\b(?! (?:between|of|sheet|that)\b)", "of what “{}” is"),
        ("effects", r"\b[Tt]he effects\b(?! of\b)", "of what “{}” are"),
        ("charge", r"\bin charge(?=[.,;]?$)", "of what “{}” is"),
        ("more", r"\bfor (?:\w+ )?more (?:days|hours|months|weeks|years)\b", "from when “{}” is counted"),
        ("floor", r"(?:(?<=on )|(?<=to ))the (?!shop|sea|forest|dance)[a-z]+ floor(?=[.,;]?$)", "of which building “{}” is"),
        (
            "actual real true",
            r"\b[Tt]he (?:actual|real|true) (?:count|figure|number|toll|total)\b(?! of\b)",
            "of what “{}” is",
        ),
        (
            "more",
            (
                r"(?:(?<= at )|(?<= from )|(?<= in )|(?<= on ))(?:at least )?(?:a dozen|\d+|(?!even|far|many|much)[a-z]+) more\b"
                r"(?=[.,;]?$| (?:at|in|on|overnight)\b)"
            ),
            "of what “{}” are",
        ),
        (
            "more",
            rf"^(?:At least |About |Some )?[\w-]+ more (?:{_SORTS_OF_PEOPLE})(?=, (?:all|among|both|including|one)\b)",
            "beside whom “{}” are",
        ),
        ("another", r"^Another (?!person|man|woman)[a-z]+\b(?= (?:has|is|was|will)\b)", "beside which “{}” is"),
        (
            "its",
            (
                r"(?:(?<=disputes )|(?<=disputed )|(?<=rejects )|(?<=rejected )|(?<=denies )|(?<=denied )|(?<=dismissed ))"
                r"its (?:accounts?|claims?|figures?|findings?|numbers?|report|version)\b"
            ),
            "whose “{}” are told of",
        ),
    )
)


def stand_ins(statement: str) -> Iterator[tuple[str, str]]:
    """Each such phrase of the statement, as it stands there, and what is asked of it."""
    words = words_in(statement)
    for needs, pattern, note in _STAND_INS:
        if not needs.isdisjoint(words) and (found := pattern.search(statement)) is not None:
            phrase = found[0].strip()
            yield phrase, note.format(f"{phrase[:1].lower()}{phrase[1:]}")
