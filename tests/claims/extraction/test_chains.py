"""Who relays whom, and who is nobody by name."""

import datetime as dt

import pytest

from claims.extraction import extract

PUBLISHED = dt.date(2025, 7, 22)


def claims(text):
    return extract(text, published=PUBLISHED).claims


def chain(text):
    return [[source.name for source in link.sources] for link in claims(text)[-1].attribution]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A police source told the newspaper Dagsposten that three men were held.", ["newspaper Dagsposten", "police source"]),
        ("According to a diplomat cited by the daily Dagsposten, three men were held.", ["daily Dagsposten", "diplomat"]),
        ("Jane Roe, quoting a report by the auditor, said that three men were held.", ["Jane Roe", "report by the auditor"]),
        ("The agency Dovinform quoted Jane Roe as saying that three men were held.", ["agency Dovinform", "Jane Roe"]),
        ("According to the daily Dagsposten, which cited two clerks, three men were held.", ["daily Dagsposten", "two clerks"]),
        ("Three men were held, the Ostrand Times said, quoting court sources.", ["Ostrand Times", "court sources"]),
        ("Local media, citing witnesses, said three men were held.", ["Local media", "witnesses"]),
        ("Jane Roe was quoted by the Dovinform agency as saying that three men were held.", ["Dovinform agency", "Jane Roe"]),
        ("Jane Roe was quoted as saying by the daily Dagsposten that three men were held.", ["daily Dagsposten", "Jane Roe"]),
        ("Jane Roe, quoted by the Dovinform agency, said three men were held.", ["Dovinform agency", "Jane Roe"]),
        ("In comments carried by the station Kanal 3, Jane Roe said three men were held.", ["station Kanal 3", "Jane Roe"]),
        ("Jane Roe told Ostrand television that three men were held.", ["Ostrand television", "Jane Roe"]),
        ("A clerk spoke to the Dovinform agency. Jane Roe told Dovinform that three men were held.", ["Dovinform", "Jane Roe"]),
        ("Jane Roe told Dovinform that three men were held.", ["Jane Roe"]),
        ("Jane Roe said that the judge had told her that three men were held.", ["Jane Roe", "judge"]),
        ("Three men may be held, according to relatives, Jane Roe said.", ["Jane Roe", "relatives"]),
        ('"It is late. According to relatives, three men are held," Jane Roe said.', ["Jane Roe", "relatives"]),
        ('"They acted according to plan, and three men are held," Jane Roe said.', ["Jane Roe"]),
        (
            "The post was quiet, although the daily Dagsposten, citing clerks, reported three arrests.",
            ["daily Dagsposten", "clerks"],
        ),
        ('"I was ill. My neighbour says three men were held," Jane Roe said.', ["Jane Roe", "neighbour"]),
        ('"I was ill. The letter says three men were held," Jane Roe said.', ["Jane Roe"]),
        ("Rail Weekly had reported on Monday, citing two clerks, that three men were held.", ["Rail Weekly", "two clerks"]),
        ("One man died, according to Dr Ada Roe, head of the Red Cross in Lund, who said three others were ill.", ["Ada Roe"]),
        ("Jane Roe said that the clerk denied having held three men.", ["Jane Roe", "clerk"]),
        ("Analysts at Keller Bank, citing company data, said three men were held.", ["Analysts at Keller Bank"]),
        ("The news site Lens, quoting a ward administrator, reported 80 deaths.", ["Lens", "ward administrator"]),
    ],
)
def test_the_medium_is_the_outer_link_and_the_cited_the_origin(text, names):
    assert chain(text) == [[name] for name in names]


@pytest.mark.parametrize(
    "text",
    [
        "A source close to the investigation said three men were held.",
        "Two officials who asked not to be named said three men were held.",
        "Three men were held, said an official, who spoke on condition of anonymity.",
        "Two Western diplomats said three men were held.",
        "People familiar with the talks said three men were held.",
        "Witnesses said three men were held.",
        "Two Western diplomats left the room. One of them said three men were held.",
    ],
)
def test_nameless_sources_are_anonymous(text):
    said = next(claim for claim in claims(text) if claim.origin)
    assert all(source.anonymous for source in said.origin.sources)


@pytest.mark.parametrize(
    "text",
    [
        "Officials said three men were held.",
        "The mayor said three men were held.",
        "A spokesman for the ministry said three men were held.",
        "Aksel Roe, a doctor, said three men were held.",
    ],
)
def test_offices_bodies_and_names_are_not(text):
    assert not any(source.anonymous for source in claims(text)[-1].origin.sources)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Ten people reportedly died in Ostrand on Monday.", "asserts"),
        ("Ten people allegedly died in Ostrand on Monday.", "alleges"),
    ],
)
def test_hearsay_is_attributed_to_nobody(text, stance):
    (claim,) = claims(text)
    assert claim.attribution[0].sources == ()
    assert claim.stance == stance
    assert claim.statement == "Ten people died in Ostrand on Monday (21 July 2025)."


def test_a_speaker_who_was_asked_is_who_replies():
    found = claims("Health Minister Dara Lenk, asked whether the plan was dead, replied that a bill would be presented in March.")
    assert [source.name for source in found[-1].origin.sources] == ["Dara Lenk"]


def test_a_range_before_its_verb_belongs_to_what_is_said():
    (claim,) = claims("Jane Roe said between three and five soldiers had died.")
    assert claim.origin.sources[0].name == "Jane Roe"
    assert (claim.figure.low, claim.figure.high) == (3, 5)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Jane Roe denied that she had said that the port was closed.", "she had said that the port was closed"),
        ("Jane Roe denied claims by the union that the port was closed on Monday.", "the port was closed on Monday"),
        ("Jane Roe dismissed as false a report by the Ostrand Times that the port was closed.", "the port was closed"),
        ("Jane Roe rejected the allegation that the port was closed on Monday.", "the port was closed on Monday"),
    ],
)
def test_what_is_denied_is_said_by_nobody_else(text, denied):
    (claim,) = claims(text)
    assert claim.text == denied
    assert [[source.name for source in link.sources] for link in claim.attribution] == [["Jane Roe"]]
    assert claim.stance == "denies"


def test_what_is_said_after_a_denial_is_asserted():
    (*_, claim) = claims("Jane Roe denied that the port was closed. Three ships had sailed on Monday, and no one was hurt.")
    assert [source.name for source in claim.origin.sources] == ["Jane Roe"]
    assert claim.stance == "asserts"


@pytest.mark.parametrize(
    "text",
    [
        "The two ministers, Jane Roe and Omar Sy, said three men were held.",
        "Jane Roe and Omar Sy said in a joint statement that three men were held.",
        "Jane Roe and her deputy, Omar Sy, both said three men were held.",
    ],
)
def test_those_who_speak_together_share_a_link(text):
    ((first, second),) = chain(text)
    assert (first, second) == ("Jane Roe", "Omar Sy")


def test_the_mayor_is_not_the_deputy_mayor():
    found = claims("The mayor said nine people died. The deputy mayor, Olga Rist, said four others were hurt.")
    assert [claim.origin.sources[0].name for claim in found] == ["mayor", "Olga Rist"]


def test_who_speaks_after_a_comma_is_not_what_was_named_before_it():
    (claim,) = claims("A dam burst in the northern Kelm valley, the country's disaster agency said.")
    assert claim.origin.sources[0].name == "country's disaster agency"


def test_a_name_behind_what_it_is_speaks():
    (claim,) = claims("Power remained off in the region on Tuesday evening, the utility KelmNet said.")
    assert (claim.text, claim.origin.sources[0].name) == ("Power remained off in the region on Tuesday evening", "KelmNet")


def test_which_stands_for_whoever_it_follows():
    found = claims("A statement by the fire service, which said four men had been injured, was wrong.")
    assert "fire service" in [source.name for claim in found if claim.figure for source in claim.origin.sources]


def test_whoever_puts_a_value_on_something_says_so():
    (claim,) = claims("The firm's insurers put the damage at between £4m and £6m.")
    assert [source.name.endswith("insurers") for source in claim.origin.sources] == [True]


def test_a_group_named_behind_its_trade_speaks():
    (claim,) = claims("Internet traffic fell on Saturday night, monitoring group NetView said.")
    assert claim.origin.sources[0].name.endswith("NetView")


def test_a_sentence_ends_after_a_measure_cut_short():
    found = claims("Experts put the loss at $450m. Power remained off on Tuesday, Mayor Jane Roe said.")
    assert [claim.text for claim in found] == ["put the loss at $450m", "Power remained off on Tuesday"]


def test_a_sentence_ends_after_the_network_called_x():
    found = claims("Nine firefighters were treated, Mayor Jane Roe said in a post on X. Around 900 people were moved.")
    assert [claim.text for claim in found] == ["Nine firefighters were treated", "Around 900 people were moved"]


@pytest.mark.parametrize(
    "text",
    [
        "Jane Roe said the two sides had agreed on nine points.",
        "Jane Roe said the company had offered to pay 400 workers.",
        "Jane Roe said two miners were believed to have died.",
        "Jane Roe said 900 people had been told to leave the town on Monday.",
    ],
)
def test_what_is_done_by_speaking_is_told_by_who_tells_of_it(text):
    assert chain(text) == [["Jane Roe"]]


def test_an_order_of_nobody_in_particular_is_an_event():
    (claim,) = claims("Around 900 people were told to leave the town on Monday.")
    assert claim.attribution == ()
    assert claim.text == "Around 900 people were told to leave the town on Monday"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The company said it expected a loss of 40 million euros this year.", "expects"),
        ("The police said they estimated the crowd at 4,000.", "estimates"),
        ("Jane Roe rejected those figures on Monday.", "denies"),
        ("The union disputes the company's figure of 40 lost jobs.", "denies"),
        ("Jane Roe denied having taken bribes of $400 on Monday.", "denies"),
        ("Jane Roe accused 16 officers of torture on Monday.", "alleges"),
    ],
)
def test_the_words_say_how_it_is_put(text, stance):
    assert [claim.stance for claim in claims(text)] == [stance]


def test_a_figure_may_be_put_by_its_author():
    (claim,) = claims("Turnout was put by the commission at 71 percent.")
    assert [source.name for source in claim.origin.sources] == ["commission"]


def test_a_sentence_ends_with_an_abbreviation():
    found = claims("The boat sank at 3 a.m. Nine sailors were rescued, Mayor Jane Roe said.")
    assert [bool(claim.origin) for claim in found] == [False, True]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "Max Holm said homes had burned, a claim the ministry denied.",
            (["Max Holm"], "asserts", "Homes had burned."),
            (["ministry"], "denies", "Homes had not burned."),
        ),
        (
            "Max Holm said homes had burned, a claim the ministry has not denied.",
            (["Max Holm"], "asserts", "Homes had burned."),
            None,
        ),
        (
            "The homes were burned, a claim the ministry denied.",
            ([], "asserts", "The homes were burned."),
            (["ministry"], "denies", "The homes were not burned."),
        ),
        (
            "The army says its men have taken the village, which the rebels deny.",
            (["army"], "asserts", "The army’s men have taken the village."),
            (["rebels"], "denies", "The army’s men have not taken the village."),
        ),
        (
            "The army was said by Max Holm to have left. Kyiv said Russia had bombed the school.\n\nRussia denies this.",
            (["Kyiv"], "asserts", "Russia had bombed the school."),
            (["Russia"], "denies", "Russia had not bombed the school."),
        ),
        (
            "Max Holm accused the Education Ministry of hiding the report. The ministry denied that.",
            (["Max Holm"], "alleges", "The Education Ministry has been hiding the report."),
            (["Education Ministry"], "denies", "The Education Ministry has not been hiding the report."),
        ),
        (
            "Max Holm was charged with fraud, which he denies.",
            ([], "alleges", "Max Holm was charged with fraud."),
            None,
        ),
        (
            "Kyiv blamed Russia for the strike. Russia denied it.",
            (["Kyiv"], "alleges", "Kyiv blamed Russia for the strike."),
            (["Russia"], "denies", "Russia denied it."),
        ),
    ],
)
def test_what_one_says_and_another_denies_are_two_claims(text, first, second):
    found = [
        ([source.name for link in one.attribution for source in link.sources], one.stance, one.statement)
        for one in extract(text, published=dt.date(2026, 7, 6)).claims
    ]
    assert first in found
    assert [one for one in found if one[1] == "denies"] == ([second] if second else [])


def test_the_words_that_deny_are_the_passage_of_the_denial():
    text = "Kyiv said Russia had bombed the school. Russia denies this."
    extraction = extract(text, published=dt.date(2026, 7, 6))
    assert extraction.claims[-1].text == "Russia denies this"
    contents = [text[part.start : part.end] for mention in extraction.attributions for part in mention.content]
    assert contents == ["Russia had bombed the school"] * 2


@pytest.mark.parametrize(
    "behind",
    [
        ", a number that could not be independently verified",
        ", a claim which could not be verified",
        ", figures that could not be confirmed",
        "",
    ],
)
def test_what_nobody_could_verify_is_still_somebody_s_claim(behind):
    claim = extract(f"The Karsk ministry said it had destroyed 19 tanks{behind}.").claims[0]
    assert (claim.statement, claim.origin.sources[0].name) == ("The Karsk ministry had destroyed 19 tanks.", "Karsk ministry")


def test_who_claims_to_have_done_something_has_done_it_by_their_word():
    claim, answer = extract("Karsk claims to have downed 19 jets, a number that the rebels dismissed as “fantasy”.").claims
    assert (claim.statement, claim.origin.sources[0].name) == ("Karsk has downed 19 jets.", "Karsk")
    assert (answer.statement, answer.stance, answer.origin.sources[0].name) == (
        "The figure of 19 was fantasy.",
        "denies",
        "rebels",
    )


@pytest.mark.parametrize(
    ("text", "statement", "speaker"),
    [
        (
            "Karsk accused the rebels in turn of hiding 27 rockets.",
            "Karsk accused the rebels in turn of hiding 27 rockets.",
            "Karsk",
        ),
        ("Roe put the wounded at 23, among them three boys.", "Roe put the wounded at 23, among them three boys.", "Roe"),
    ],
)
def test_what_is_said_goes_on_behind_an_insertion_and_in_an_aside(text, statement, speaker):
    claim = extract(text).claims[-1]
    assert (claim.statement, claim.origin.sources[0].name) == (statement, speaker)


@pytest.mark.parametrize("medium", ["the news website Lundnet", "the state news agency SUNA", "the Lund Herald"])
def test_who_is_quoted_by_a_medium_says_it(medium):
    claim = extract(f"A military source quoted by {medium} said two men had died.").claims[0]
    assert claim.origin.sources[0].name == "military source"


def test_what_a_preposition_is_parted_from_is_no_claim():
    told = extract("Kelm Systems, whose software Roe says he broke into, denied the report.").claims
    assert not [claim for claim in told if claim.statement.endswith("into.")]
