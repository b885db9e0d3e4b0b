"""Who said what: sentences of several genres, with what is attributed, to whom, by which words, and how it is quoted."""

import datetime as dt
import re

import pytest

from claims.extraction import extract
from claims.extraction.attribution import find_attributions
from claims.extraction.text.document import Block, Role
from claims.extraction.text.parsing import parse


def mentions(text):
    """What is found in a text of plain paragraphs."""
    blocks = [Block(start=line.start(), end=line.end(), role=Role.STORY) for line in re.finditer(r"[^\r\n]+", text)]
    return find_attributions(parse(text, blocks=blocks))


def attributions(text):
    """The mentions as ``(contents, sources, cue, mode)`` in words."""
    return [
        (
            " … ".join(text[part.start : part.end] for part in mention.content),
            " & ".join(text[part.start : part.end] for part in mention.sources),
            text[mention.cue.start : mention.cue.end] if mention.cue else "",
            mention.mode,
        )
        for mention in mentions(text)
    ]


DIRECT = [
    ('"The dam held all night," the mayor said.', ('"The dam held all night,"', "the mayor", "said", "direct")),
    ("“Nobody was hurt,” said Anna Berg, who runs the clinic.", ("“Nobody was hurt,”", "Anna Berg", "said", "direct")),
    ('The coach told reporters: "We ran out of time."', ('"We ran out of time."', "The coach", "told", "direct")),
    (
        "“The bridge in the village,” said Ana Roe, “is gone.”",
        ("“The bridge in the village,” … “is gone.”", "Ana Roe", "said", "direct"),
    ),
    (
        '"We opened the gates," Lind said, "and the water went down."',
        ('"We opened the gates," … "and the water went down."', "Lind", "said", "direct"),
    ),
    (
        '"We opened the gates," Lind said. "The water went down. It took an hour."',
        ('"We opened the gates," … "The water went down. It took an hour."', "Lind", "said", "direct"),
    ),
    (
        "“One of my clients is 14,” she went on. “He was out buying bread.”",
        ("“One of my clients is 14,” … “He was out buying bread.”", "she", "went on", "direct"),
    ),
    (
        "“They leave out the young,” said Ana Roe – a claim that the ministry rejected.",
        ("“They leave out the young,”", "Ana Roe", "said", "direct"),
    ),
    ('"Is anyone left?" a rescuer shouted.', ('"Is anyone left?"', "a rescuer", "shouted", "direct")),
    (
        '"We lost everything," says Maria, 43, a nurse. "The water came at night."',
        ('"We lost everything," … "The water came at night."', "Maria", "says", "direct"),
    ),
    ("« Les jeux sont faits », he said.", ("« Les jeux sont faits »", "he", "said", "direct")),
    ("„The line is open again“, said the railway.", ("„The line is open again“", "the railway", "said", "direct")),
    ("‘We won’t leave,’ the farmer said.", ("‘We won’t leave,’", "the farmer", "said", "direct")),
    ("''Nobody told us,'' she said.", ("''Nobody told us,''", "she", "said", "direct")),
    ('As the ministry put it, "not one shell was fired".', ('"not one shell was fired"', "the ministry", "put", "direct")),
    ("The mayor: “We will stay.”", ("“We will stay.”", "The mayor", ":", "direct")),
    (
        'Asked whether the army would withdraw, the general replied: "We will see."',
        ('"We will see."', "the general", "replied", "direct"),
    ),
    (
        "The union, which represents 12,000 workers, said: “The offer is an insult.”",
        ("“The offer is an insult.”", "The union", "said", "direct"),
    ),
    (
        "Dianne Brook of the college agreed. “They are running out of time.”",
        ("“They are running out of time.”", "Dianne Brook of the college", "agreed", "direct"),
    ),
    (
        '"I never said that," he told the court. "They made it up."',
        ('"I never said that," … "They made it up."', "he", "told", "direct"),
    ),
]

INDIRECT = [
    (
        "The ministry said that 12 people had been hurt in the fire.",
        ("that 12 people had been hurt in the fire", "The ministry", "said", "indirect"),
    ),
    ("Police in Leeds said they had detained three men.", ("they had detained three men", "Police in Leeds", "said", "indirect")),
    ("Sales fell by a third, the retailer said.", ("Sales fell by a third", "the retailer", "said", "indirect")),
    (
        "Just under half of the pumps were replaced, it added.",
        ("Just under half of the pumps were replaced", "it", "added", "indirect"),
    ),
    (
        "Hospitals in the city have run out of blood, three doctors told Reuters.",
        ("Hospitals in the city have run out of blood", "three doctors", "told", "indirect"),
    ),
    (
        "At least 12 people were killed and 30 were hurt, two of them seriously, the fire service said in a statement.",
        ("At least 12 people were killed and 30 were hurt, two of them seriously", "the fire service", "said", "indirect"),
    ),
    (
        "A third body was found, the fire service said on Monday, bringing the number of dead to three.",
        ("A third body was found … bringing the number of dead to three", "the fire service", "said", "indirect"),
    ),
    (
        "Two are in hospital, and a third has been flown out, the clinic's director, Dr Ines Vidal, told reporters.",
        ("Two are in hospital, and a third has been flown out", "Dr Ines Vidal", "told", "indirect"),
    ),
    (
        "By Friday it had received less than a fifth of that sum, its director, Paul Sarr, told AP.",
        ("By Friday it had received less than a fifth of that sum", "Paul Sarr", "told", "indirect"),
    ),
    ("The blast, officials say, was caused by gas.", ("The blast … was caused by gas", "officials", "say", "indirect")),
    ("Shares, the bank warned, could fall by 40%.", ("Shares … could fall by 40%", "the bank", "warned", "indirect")),
    (
        "Exports have fallen to 2 million tonnes a month, the Grain Exporters' Union estimates.",
        ("Exports have fallen to 2 million tonnes a month", "the Grain Exporters' Union", "estimates", "indirect"),
    ),
    (
        "The river rose by two metres overnight, according to the water board.",
        ("The river rose by two metres overnight", "the water board", "according to", "indirect"),
    ),
    ("According to the union, 300 jobs will go.", ("300 jobs will go", "the union", "According to", "indirect")),
    (
        "By her own count the raids have killed 31 people.",
        ("the raids have killed 31 people", "her", "count", "indirect"),
    ),
    (
        "There were 147 people on the express, the operator, Balkan Rail, now says.",
        ("There were 147 people on the express", "Balkan Rail", "says", "indirect"),
    ),
    (
        "Most of the victims, according to the coroner, had drowned.",
        ("Most of the victims … had drowned", "the coroner", "according to", "indirect"),
    ),
    (
        "The quake hit at noon, according to the institute, and was followed by 30 aftershocks.",
        ("The quake hit at noon … and was followed by 30 aftershocks", "the institute", "according to", "indirect"),
    ),
    (
        "The paper reported that, according to two people familiar with the talks, the bank had offered 4 billion dollars.",
        ("the bank had offered 4 billion dollars", "two people", "according to", "indirect"),
    ),
    ("The governor put the toll at 12.", ("the toll at 12", "The governor", "put", "indirect")),
    ("The ministry raised the death toll from 47 to 61.", ("the death toll from 47 to 61", "The ministry", "raised", "indirect")),
    (
        "The report estimates the damage at 3 billion dollars.",
        ("the damage at 3 billion dollars", "The report", "estimates", "indirect"),
    ),
    ("The bank denied breaking the sanctions.", ("breaking the sanctions", "The bank", "denied", "indirect")),
    ("The group claimed responsibility for the blast.", ("responsibility for the blast", "The group", "claimed", "indirect")),
    ("Witnesses described hearing three explosions.", ("hearing three explosions", "Witnesses", "described", "indirect")),
    (
        "Kenya accused its neighbour of shelling a border post.",
        ("its neighbour of shelling a border post", "Kenya", "accused", "indirect"),
    ),
    (
        "The agency has warned of a famine in the north, where a million people need food.",
        ("of a famine in the north, where a million people need food", "The agency", "has warned", "indirect"),
    ),
    ("The president called on allies to send blankets.", ("on allies to send blankets", "The president", "called", "indirect")),
    ("The council urged residents to boil their water.", ("residents to boil their water", "The council", "urged", "indirect")),
    ("The critic called the film the best of the year.", ("the film the best of the year", "The critic", "called", "indirect")),
    ("The airline announced plans to cut 40 routes.", ("plans to cut 40 routes", "The airline", "announced", "indirect")),
    ("The mayor vowed to rebuild the bridge.", ("to rebuild the bridge", "The mayor", "vowed", "indirect")),
    (
        "Asked whether she would resign, Moreau replied that she would not.",
        ("that she would not", "Moreau", "replied", "indirect"),
    ),
    (
        "The driver was quoted as saying that the brakes had failed.",
        ("that the brakes had failed", "The driver", "saying", "indirect"),
    ),
    (
        "The committee rejected the report's finding that the bridge was safe.",
        ("that the bridge was safe", "the report's", "finding", "indirect"),
    ),
    (
        "The charity says it raised the alarm at noon -- a claim that the coastguard has rejected.",
        ("it raised the alarm at noon", "the coastguard", "has rejected", "indirect"),
    ),
    ("It was reported that the talks had collapsed.", ("that the talks had collapsed", "", "was reported", "indirect")),
    (
        "It is believed that 40 miners are trapped underground.",
        ("that 40 miners are trapped underground", "", "is believed", "indirect"),
    ),
    ("The company is said to be close to a deal.", ("The company … to be close to a deal", "", "is said", "indirect")),
    ("Rescuers believe that two climbers are alive.", ("that two climbers are alive", "Rescuers", "believe", "indirect")),
    (
        "The mayor and the fire chief said the school would reopen on Monday.",
        ("the school would reopen on Monday", "The mayor & the fire chief", "said", "indirect"),
    ),
    (
        "The navy shot down 45 drones, a spokesman said, adding that two had hit a depot.",
        ("that two had hit a depot", "a spokesman", "adding", "indirect"),
    ),
    ("The bank said profits had doubled and announced a new dividend.", ("a new dividend", "The bank", "announced", "indirect")),
    (
        "The minister, who said he had not read the report, announced an inquiry.",
        ("he had not read the report", "who", "said", "indirect"),
    ),
    ("The court heard a letter that she said was forged.", ("that … was forged", "she", "said", "indirect")),
    (
        "The Herald reported in May, citing three clerks who saw it, that the safe was empty.",
        ("that the safe was empty", "The Herald", "reported", "indirect"),
    ),
    (
        "The mayor said in a statement that the square would stay closed.",
        ("that the square would stay closed", "The mayor", "said", "indirect"),
    ),
    ("The party sent out a letter saying that the vote was off.", ("that the vote was off", "The party", "saying", "indirect")),
    ("The law is dead, said Ana Roe, a lawyer for the miners.", ("The law is dead", "Ana Roe", "said", "indirect")),
    (
        "The draft, a copy of which was seen by the paper, says the army would pull back 30 kilometres.",
        ("the army would pull back 30 kilometres", "The draft", "says", "indirect"),
    ),
    (
        "The aid group estimates that 11,000 people have fled.",
        ("that 11,000 people have fled", "The aid group", "estimates", "indirect"),
    ),
]

WITH_VALUES = [
    ("The clinic blamed a leaking pipe.", ("a leaking pipe", "The clinic", "blamed", "indirect")),
    ("The miners' union gave a lower toll of 39 dead.", ("a lower toll of 39 dead", "The miners' union", "gave", "indirect")),
    (
        "The bank reported a loss of 40 million crowns, compared with a profit of 65 million a year earlier.",
        (
            "a loss of 40 million crowns, compared with a profit of 65 million a year earlier",
            "The bank",
            "reported",
            "indirect",
        ),
    ),
    (
        "The ministry put the number at 41, including six minors.",
        ("the number at 41, including six minors", "The ministry", "put", "indirect"),
    ),
    ("Nine were hurt, he said, among them two nurses.", ("Nine were hurt … among them two nurses", "he", "said", "indirect")),
    ("Nine were hurt, he said, most of them nurses.", ("Nine were hurt … most of them nurses", "he", "said", "indirect")),
    (
        "The central bank said at the time that it had lost a percentage point.",
        ("that it had lost a percentage point", "The central bank", "said", "indirect"),
    ),
    ("Ten had burns, he said, including three nurses.", ("Ten had burns … including three nurses", "he", "said", "indirect")),
    (
        "The mayor put the number of dead at seven, two of them brothers, and left.",
        ("the number of dead at seven, two of them brothers", "The mayor", "put", "indirect"),
    ),
    ("Roe had earlier given the toll as four.", ("the toll as four", "Roe", "given", "indirect")),
    (
        "The army put the losses at 1,040, along with 96 vehicles.",
        ("the losses at 1,040, along with 96 vehicles", "The army", "put", "indirect"),
    ),
    (
        "The mayor reported no casualties but up to 60 broken windows.",
        ("no casualties but up to 60 broken windows", "The mayor", "reported", "indirect"),
    ),
    (
        "A poll put the party on 24 per cent, down from 31 per cent in May, with the Greens on 27 per cent.",
        (
            "the party on 24 per cent, down from 31 per cent in May, with the Greens on 27 per cent",
            "A poll",
            "put",
            "indirect",
        ),
    ),
    (
        "The wall had been inspected in May, it said in a statement, its sensors had shown nothing.",
        ("The wall had been inspected in May … its sensors had shown nothing", "it", "said", "indirect"),
    ),
    (
        "Minister Leiva, who had spoken of “a tragedy without culprits,” said he would not resign.",
        ("he would not resign", "Minister Leiva", "said", "indirect"),
    ),
    (
        "The former minister, said Ana Roe, the presiding judge, had sold 14 flats.",
        ("The former minister … had sold 14 flats", "Ana Roe", "said", "indirect"),
    ),
    (
        "Two-thirds of them were taken in Lund, said Bohdan Okhrim of the Headquarters, and a dozen are officers.",
        ("Two-thirds of them were taken in Lund … and a dozen are officers", "Bohdan Okhrim", "said", "indirect"),
    ),
    (
        "Volunteers counted 110 at five stations, said its vice-president, Faith Chebet, who left.",
        ("Volunteers counted 110 at five stations", "Faith Chebet", "said", "indirect"),
    ),
    ("The judge held that four officers had fired.", ("that four officers had fired", "The judge", "held", "indirect")),
    (
        "Some 31 percent were ill, according to the aid group, and one in six had eaten nothing.",
        ("Some 31 percent were ill … and one in six had eaten nothing", "the aid group", "according to", "indirect"),
    ),
    ("The sensor, it went on, belonged to a batch.", ("The sensor … belonged to a batch", "it", "went on", "indirect")),
    (
        "Roe denied in a voice message that his fighters had shot at civilians.",
        ("that his fighters had shot at civilians", "Roe", "denied", "indirect"),
    ),
    ("The bakers' union speaks of some 3,000 jobs.", ("of some 3,000 jobs", "The bakers' union", "speaks", "indirect")),
    ("The mayor had ruled out a curfew in May.", ("a curfew", "The mayor", "had ruled out", "indirect")),
    (
        "Nine people died, the coastguard said on Monday, revising an earlier toll of seven.",
        ("Nine people died … revising an earlier toll of seven", "the coastguard", "said", "indirect"),
    ),
    ("Agencies expected a deficit of 3 percent.", ("a deficit of 3 percent", "Agencies", "expected", "indirect")),
    ("Economists expected a deficit of 3 percent.", ("a deficit of 3 percent", "Economists", "expected", "indirect")),
    ("Brokers had on average expected a profit of 90 crowns.", ("a profit of 90 crowns", "Brokers", "expected", "indirect")),
    (
        "It now expects sales of 27 million crowns, down from its previous forecast of 30 million.",
        ("sales of 27 million crowns, down from its previous forecast of 30 million", "It", "expects", "indirect"),
    ),
    (
        "The bakers' union said it would pay 45 crowns, and promised bread to 14 schools.",
        ("bread to 14 schools", "The bakers' union", "promised", "indirect"),
    ),
    (
        "Orsk Radio had reported on Monday, citing people with knowledge of the plan, that 20 posts would go.",
        ("that 20 posts would go", "Orsk Radio", "had reported", "indirect"),
    ),
    (
        "The shop had been quiet, although the agency Lundpress, citing clerks, reported 22 thefts.",
        ("22 thefts", "the agency Lundpress", "reported", "indirect"),
    ),
    (
        "The mayor, Ana Roe, told a press conference that tests had found lead in three wells.",
        ("that tests had found lead in three wells", "Ana Roe", "told", "indirect"),
    ),
    (
        "It said 112 people had been held, 19 of them minors, and that as of Monday evening 67 were still in a cell.",
        (
            "112 people had been held, 19 of them minors, and that as of Monday evening 67 were still in a cell",
            "It",
            "said",
            "indirect",
        ),
    ),
    (
        "Some 300 tonnes of wheat were burned, said Deputy Mayor Olga Rist, who called the fire a crime against the whole town.",
        ("Some 300 tonnes of wheat were burned", "Deputy Mayor Olga Rist", "said", "indirect"),
    ),
    (
        "Lund Aid, which called the trial “a travesty of justice,” said that 12 people were in prison.",
        ("that 12 people were in prison", "Lund Aid", "said", "indirect"),
    ),
    (
        "“None of us threw it,” said Ana Jik, a lawyer who represents six of those convicted, “and no video says otherwise.”",
        ("“None of us threw it,” … “and no video says otherwise.”", "Ana Jik", "said", "direct"),
    ),
    (
        "At least 70 men had been “slaughtered,” its spokesman, Brig. Gen. Ana Orel, said, and the drones came from Lund.",
        ("At least 70 men had been “slaughtered,”", "Brig. Gen. Ana Orel", "said", "mixed"),
    ),
    (
        "There were “maybe 50 life jackets”, she added, and most of them were locked away.",
        ("There were “maybe 50 life jackets” … and most of them were locked away", "she", "added", "mixed"),
    ),
    (
        "A court jailed 11 men over a rally on 21 September at which, prosecutors say, 23 officers were hurt.",
        ("at which … 23 officers were hurt", "prosecutors", "say", "indirect"),
    ),
    (
        "Rights Desk, a Lund organisation, believes the true number is closer to 140.",
        ("the true number is closer to 140", "Rights Desk", "believes", "indirect"),
    ),
]

MIXED = [
    (
        'The chancellor called the budget "a gift to the rich".',
        ('the budget "a gift to the rich"', "The chancellor", "called", "mixed"),
    ),
    ('The court said the arrest was "plainly unlawful".', ('the arrest was "plainly unlawful"', "The court", "said", "mixed")),
    (
        'The senator criticised the bill as "a blank cheque".',
        ('the bill as "a blank cheque"', "The senator", "criticised", "mixed"),
    ),
    (
        'The pilot said the runway was wet "from end to end" when he landed.',
        ('the runway was wet "from end to end" when he landed', "The pilot", "said", "mixed"),
    ),
    (
        'Nothing in the plan "will bring down rents," the tenants\' union said.',
        ('Nothing in the plan "will bring down rents,"', "the tenants' union", "said", "mixed"),
    ),
    (
        "There are « no more than 15,000 » homeless, « and most have relatives », he told state radio.",
        ("There are « no more than 15,000 » homeless, « and most have relatives »", "he", "told", "mixed"),
    ),
    (
        'The president vowed to defend "every inch" of the coast.',
        ('to defend "every inch" of the coast', "The president", "vowed", "mixed"),
    ),
]

NOTHING = [
    "He was struck by the judge's account of 40 murders.",
    "The firm was ruined by its own admission of fraud.",
    "The show went on.",
    'The so-called "peace corridor" was closed again.',
    'The film "Silent River" opened on Friday.',
    "He wants to visit the site.",
    "The bridge was built in 1932 and rebuilt in 1978.",
    "The state of the roads shows in winter.",
    "The rescue teams found two more bodies.",
    "The gardeners called another march for Sunday.",
    "Don't blame the rain.",
    "The guide spoke of the sea.",
    "The queen ruled 40 years.",
    "She expected a son in May.",
    "The clerk gave 12 lessons.",
]


@pytest.mark.parametrize(("text", "expected"), DIRECT + INDIRECT + WITH_VALUES + MIXED)
def test_who_said_what(text, expected):
    assert expected in attributions(text)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "The army put losses for the day at 1,080 killed and wounded.",
            "losses for the day at 1,080 killed and wounded",
        ),
        ("The army put losses for the day at 1,080.", "losses for the day at 1,080"),
        ("The army put the total since the war began in May at some 40.", "the total since the war began in May at some 40"),
    ],
)
def test_a_figure_is_put_wherever_the_model_reads_its_value(text, content):
    assert [attribution[0] for attribution in attributions(text)] == [content]


@pytest.mark.parametrize("text", NOTHING)
def test_what_nobody_is_said_to_have_said(text):
    assert attributions(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Shells hit the port, officials said, as troops pressed their offensive.", "Shells hit the port"),
        ("Shells hit the port, officials said, even as troops left it.", "Shells hit the port"),
        ("The mayor said talks were set for Monday as the West steps up pressure.", "talks were set for Monday"),
        ("The mayor said talks had failed as troops had entered the town.", "talks had failed as troops had entered the town"),
    ],
)
def test_what_the_article_adds_with_as_is_nobodys_word(text, content):
    (attribution,) = attributions(text)
    assert attribution[0] == content


def test_who_answers_a_claim_without_that_answers_what_was_claimed():
    text = "Dovland's army claimed on Sunday its troops had captured the village of Lund, a claim Kyiv's General Staff denied."
    content = "its troops had captured the village of Lund"
    sources = {"Dovland's army", "Kyiv's General Staff"}
    assert {(found[0], found[1]) for found in attributions(text)} == {(content, source) for source in sources}


def test_a_sentence_that_ends_on_x_ends_there():
    text = "Moscow has lost 420,000 men, Dovland estimated in an update on X. NATO officials put the figure at 380,000."
    assert [found[0] for found in attributions(text)] == ["Moscow has lost 420,000 men", "the figure at 380,000"]


def test_a_second_that_goes_on_with_what_is_said():
    text = 'Zelenskyy told RFE/RL that Kyiv was ready for a truce "starting tomorrow" but that he saw no sign of one.'
    assert attributions(text)[0][0].endswith("but that he saw no sign of one")


def test_each_speaker_of_a_sentence_keeps_their_own():
    found = attributions("Amnesty says 200 marchers were held; the police put the figure at 87.")
    assert [(content, source) for content, source, _, _ in found] == [
        ("200 marchers were held", "Amnesty"),
        ("the figure at 87", "the police"),
    ]


def test_what_is_told_within_what_is_said_is_an_attribution_of_its_own():
    found = attributions("The clerk said that the auditor had told him that the safe was empty.")
    assert [(content, source) for content, source, _, _ in found] == [
        ("that the auditor had told him that the safe was empty", "The clerk"),
        ("that the safe was empty", "the auditor"),
    ]


def test_a_quotation_goes_on_over_paragraphs_until_somebody_else_speaks():
    found = attributions(
        '"We heard a bang," said Olga Reis.\n\n"Then the lights went out."\n\n"It was gas," the fire chief said.'
    )
    assert [(content, source) for content, source, _, _ in found] == [
        ('"We heard a bang," … "Then the lights went out."', "Olga Reis"),
        ('"It was gas,"', "the fire chief"),
    ]


def test_a_quotation_left_open_belongs_to_whoever_is_named_where_it_goes_on():
    found = attributions("“The road is closed.\n\n“It will stay closed until Friday,” the governor said.")
    assert found == [("“The road is closed. … “It will stay closed until Friday,”", "the governor", "said", "direct")]


def test_a_quotation_after_an_indirect_report_is_quoted_from_the_same_speaker():
    found = attributions("The pilot said that the engine had failed.\n\n“I saw smoke on the left.”")
    assert found == [
        ("that the engine had failed", "The pilot", "said", "indirect"),
        ("“I saw smoke on the left.”", "The pilot", "said", "direct"),
    ]


def test_a_paragraph_that_ends_in_a_colon_announces_the_next():
    assert attributions("The judge told the jury:\n\n“You must decide on the evidence alone.”") == [
        ("“You must decide on the evidence alone.”", "The judge", "told", "direct")
    ]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("The mayor did not say whether the bridge was safe.", True),
        ("The minister refused to say how many soldiers had died.", True),
        ("The army never confirmed that it had left.", True),
        ("The army confirmed that it had not left.", False),
        ("Russia denied that it had fired.", False),
    ],
)
def test_a_cue_may_be_negated_and_a_denial_is_none(text, negated):
    (mention,) = mentions(text)
    assert mention.negated is negated


def test_the_source_phrase_holds_the_apposition_that_the_source_leaves_out():
    text = "Anna Berg, a nurse at the clinic, said the ward was full."
    (mention,) = mentions(text)
    assert [text[part.start : part.end] for part in (*mention.sources, mention.source_span)] == [
        "Anna Berg",
        "Anna Berg, a nurse at the clinic",
    ]


def test_the_lemma_is_the_dictionary_form():
    assert [mention.lemma for mention in mentions("She denied that he lied.")] == ["deny"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_offsets_hold_beyond_the_basic_plane_and_with_any_line_end(newline):
    text = f"Floods 🌊 in Café Noir.{newline}{newline}“It’s bad 😢,” said Zoë."
    (mention,) = mentions(text)
    assert [text[part.start : part.end] for part in (*mention.content, *mention.sources)] == ["“It’s bad 😢,”", "Zoë"]


def test_a_text_without_words_has_no_attributions():
    assert mentions("") == []
    assert mentions("“”") == []


def test_one_of_several_is_who_is_named_behind():
    text = "The ferry sank. It was gone in ten minutes, according to one of the survivors, Gift Kaunda, a teacher in Lund."
    claim = extract(text, published=dt.date(2026, 7, 6)).claims[-1]
    assert (claim.statement, claim.origin.sources[0].name) == ("It was gone in ten minutes.", "Gift Kaunda")
    assert "who or what “It” is" in claim.ambiguous


@pytest.mark.parametrize(
    ("text", "statement", "speakers"),
    [
        ("Nine were found at 3 a.m. The Harbour Service said 14 people were hurt.", "14 people were hurt.", ["Harbour Service"]),
        (
            "“There were 60 people,” Jonas Wey told Radio Selmont. By noon the square was empty.",
            "There were 60 people.",
            ["Radio Selmont", "Jonas Wey"],
        ),
    ],
)
def test_no_name_goes_on_into_the_next_sentence(text, statement, speakers):
    claims = extract(text, published=dt.date(2026, 7, 6)).claims
    claim = next(one for one in claims if one.statement == statement)
    assert [source.name for link in claim.attribution for source in link.sources] == speakers


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Nordvik paid R38.4m over four years, a forensic auditor told the court on Thursday, the second day of the trial.",
            "Nordvik paid R38.4m over four years.",
        ),
        ("Two men met. The police put the crowd at twice that number.", "The crowd was twice that number."),
    ],
)
def test_what_is_said_ends_where_its_day_is_told_and_may_be_a_multiple(text, statement):
    claim = extract(text, published=dt.date(2026, 7, 6)).claims[-1]
    assert (claim.statement, len(claim.attribution)) == (statement, 1)


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("It had grown to 7,000, in the estimate of the fire marshal.", "It had grown to 7,000", "the fire marshal"),
        ("The operator, Kelm Rail, gave nine dead and five missing.", "nine dead and five missing", "Kelm Rail"),
        ("Wrong, says the union: 27 nurses failed to turn up.", "27 nurses failed to turn up", "the union"),
        ("Eleven, say the police.", "Eleven", "the police"),
        ("“It is ours,” Max Holm told a briefing, putting the toll at 134.", "the toll at 134", "Max Holm"),
        (
            "Troops had taken the bridge, Max Holm, the spokesman, told reporters in the capital, Lund, on Thursday.",
            "Troops had taken the bridge",
            "Max Holm",
        ),
        ("Max Holm said 48 were hurt; a dozen were children.", "48 were hurt; a dozen were children", "Max Holm"),
        ("Kelm, putting the number at 1,900, said it was over.", "the number at 1,900", "Kelm"),
        ("On Tuesday, said its governor, another 260 left by bus.", "On Tuesday … another 260 left by bus", "its governor"),
        ("The State, she held, had proved a conspiracy.", "The State … had proved a conspiracy", "she"),
        ("The agency lists no fewer than 76 as missing.", "no fewer than 76 as missing", "The agency"),
        (
            "Sirens wailed throughout the night, and Popko said that up to a dozen drones were shot down.",
            "that up to a dozen drones were shot down",
            "Popko",
        ),
        (
            "Two men were held, it added in a statement on its website without specifying what had happened to the 27 others.",
            "Two men were held",
            "it",
        ),
        (
            "Three clerks were killed, reported Dovland’s Southern Command.",
            "Three clerks were killed",
            "Dovland’s Southern Command",
        ),
        ('"Five are still not answering," Varhely said later in a briefing.', '"Five are still not answering,"', "Varhely"),
        (
            "The general staff counted 96 clashes over the past day, 41 of them around Velik.",
            "96 clashes over the past day, 41 of them around Velik",
            "The general staff",
        ),
        (
            "The monitor recorded 412 breaches in May, 268 in June and 251 in July.",
            "412 breaches in May, 268 in June and 251 in July",
            "The monitor",
        ),
        ("Lantern Check was able to confirm 31 deaths in the brigade.", "31 deaths in the brigade", "Lantern Check"),
        (
            "The institute sees it otherwise: in its assessment, troops have come 2 kilometres closer.",
            "troops have come 2 kilometres closer",
            "its",
        ),
        ("It attributed 19 of them to the army.", "19 of them to the army", "It"),
        (
            "It received 156 complaints, according to its chair, retired judge Amadou Ferel.",
            "It received 156 complaints",
            "Amadou Ferel",
        ),
        ("Two thousand came, police said; the party put the crowd at 15,000.", "Two thousand came", "police"),
        (
            "The Air Force said Dravia had launched 214 drones and decoys, seven missiles, and 23 bombs.",
            "Dravia had launched 214 drones and decoys, seven missiles, and 23 bombs",
            "The Air Force",
        ),
        (
            "In Lund, Dovland’s rescue service reported that 12 people were hurt.",
            "that 12 people were hurt",
            "Dovland’s rescue service",
        ),
        (
            "Russia launched 93 drones at Ukraine, the air force said, claiming to have shot down 71; another 14 were lost.",
            "Russia launched 93 drones at Ukraine … another 14 were lost",
            "the air force",
        ),
        (
            "The ministry said 16 citizens were still in Lund, three having been brought out on Sunday.",
            "16 citizens were still in Lund, three having been brought out on Sunday",
            "The ministry",
        ),
        ("Max Holm told a crowd put by police at 8,000 and by others at 9,000 to go.", "at 8,000", "police"),
        ("The inspectorate confirmed fining the firm.", "fining the firm", "The inspectorate"),
        ("Residents spoke of gunmen going from house to house.", "of gunmen going from house to house", "Residents"),
        ("A new pump, Max Holm told the court, would have cost $61,000.", "A new pump … would have cost $61,000", "Max Holm"),
        (
            "At least 73 have died, according to Amnesty – 31 of them in Lund.",
            "At least 73 have died … 31 of them in Lund",
            "Amnesty",
        ),
        (
            "“It lay there,” Max Holm said. In a ward Lena Sforza has lost a toe. “We had Tom between us and then no more.”",
            "“We had Tom between us and then no more.”",
            "Lena Sforza",
        ),
        ("Three fighters, the observatory notes, died in the raid.", "Three fighters … died in the raid", "the observatory"),
        ("Two soldiers died, Tomas Varhely wrote on Monday.", "Two soldiers died", "Tomas Varhely"),
        (
            "The blast killed nine people, a source in the capital, Lund, said.",
            "The blast killed nine people",
            "a source in the capital, Lund",
        ),
        (
            "It published a list by the Roe Foundation, which has names but says 40 people died.",
            "40 people died",
            "which",
        ),
        ("Nine people died, Ana Roe went on.", "Nine people died", "Ana Roe"),
        (
            "The raid killed 12, the army said in a communique read out on television.",
            "The raid killed 12",
            "the army",
        ),
        ("Police identified the dead man as a clerk of the port.", "the dead man as a clerk of the port", "Police"),
        (
            "Max Holm scoffed at that on X. “No plant here. The blast killed nine people,” he wrote.",
            "“No plant here. The blast killed nine people,”",
            "he",
        ),
        (
            "Neither the army nor the police commented on a report by the Roe Institute that 45 people were killed.",
            "that 45 people were killed",
            "the Roe Institute",
        ),
    ],
)
def test_what_is_said_in_other_ways_is_somebodys(text, content, source):
    assert (content, source) in [(what, who) for what, who, *_ in attributions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Gendarmes ask 2,000 francs for a place.",
        "The last epidemic claimed 112 lives.",
        "President Max Holm declared a 60-day state of emergency in seven provinces.",
        "Those figures add up to 283, or 18 more than were on the list.",
        "Sunday's order, covering all land south of the canal, brings to roughly 6,800 the number of residents told to leave.",
    ],
)
def test_what_is_done_is_not_said(text):
    assert attributions(text) == []


def test_a_statement_that_something_is_said_in_speaks_for_nobody_else():
    found = attributions("The ministry said in a statement that 20,000 people had left, and that all would be home soon.")
    assert [source for _, source, *_ in found] == ["The ministry"]


def test_who_was_hurt_by_what_somebody_denies_was_hurt():
    text = "Karsia denied having anything to do with the strike at Lund in which four dockers died and 17 people were injured."
    hurt = next(claim for claim in extract(text).claims if claim.figure and claim.figure.text == "17")
    assert (hurt.origin, hurt.stance, hurt.statement) == (None, "asserts", "17 people were injured in the strike.")


@pytest.mark.parametrize(
    "text",
    [
        "Max Holm told several hundred people to go home.",
        "Max Holm would not say how many of the 2,300 soldiers sent east had left.",
    ],
)
def test_those_who_are_told_and_what_is_not_said_have_no_origin(text):
    assert all(claim.origin is None for claim in extract(text, published=dt.date(2026, 11, 24)).claims if claim.figure)


@pytest.mark.parametrize("cue", ["would say only that", "said that"])
def test_who_is_asked_speaks_in_the_verb_behind(cue):
    found = attributions(f"Anna Roe, asked about this, {cue} the skid marks were “at least 80 metres long”.")
    assert [source for content, source, *_ in found if "80 metres" in content] == ["Anna Roe"]


@pytest.mark.parametrize("verb", ["called baseless", "described as false", "has repeatedly denied", "dismissed"])
def test_who_calls_an_allegation_untrue_denies_it(verb):
    denial = extract(f"Karsk said its men had left Lund, an allegation that the embassy {verb}.").claims[-1]
    assert (denial.stance, denial.origin.sources[0].name) == ("denies", "embassy")
    assert denial.statement == "Karsk’s men had not left Lund."
