"""Mentions to names."""

import pytest

from claims.extraction import extract


def origin(text):
    claim = next(claim for claim in reversed(extract(text).claims) if claim.origin)
    return [source.name for source in claim.origin.sources]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President Volodymyr Zelenskyy met ministers. Zelensky said three men had died.", "Volodymyr Zelenskyy"),
        (
            "A spokesman for the rescue service, Mahmoud Basal, said men had died. He said three men were missing.",
            "Mahmoud Basal",
        ),
        (
            "The strike was over. Three men had died, according to a casualty list provided by Nasser Hospital in Lund.",
            "Nasser Hospital",
        ),
        ('The army said in a statement that men were held. Men had died. "Three men have died," the statement added.', "army"),
        (
            "Prices rose, said the mayor. Roe said a study by the World Bank showed that 40 men had died.",
            "study by the World Bank",
        ),
        (
            "Brandt-Osei is to close a line and shed 1,150 jobs. The packaging-steel maker said three men had died.",
            "Brandt-Osei",
        ),
        (
            "Agrosel met. Agrosel left. It has rained, its operator, Sudhydro, said. Three men had died, the company said.",
            "Sudhydro",
        ),
        (
            "The Northern Partnership, a group of donors, has pledged 38 million, according to its website.",
            "Northern Partnership",
        ),
        (
            "Max Holm left. “We go,” Holm said. In the school Andrej, 52, a signalman, sleeps. On Monday, he said, 3 men died.",
            "Andrej",
        ),
        ("The union Snep said it was so. The government wants to end it. It says three men had died.", "government"),
        (
            "Prosecutors said men had paid. One, a 61-year-old headteacher, told the court three men had died.",
            "61-year-old headteacher",
        ),
        (
            "The Ferrant Centre said it was so. Dalmere’s refugee office is more careful: it has counted 9,846 men.",
            "Dalmere’s refugee office",
        ),
        (
            "Kelm met the Metalworkers’ Federation. Kelm left. Kelm said it was over. The union said three men had died.",
            "Metalworkers’ Federation",
        ),
        ("The UN Mission in Sarenne (UNMIS) met. UNMIS logged 19 deaths.", "UN Mission in Sarenne"),
        ("Prof. Irena Koš met ministers. Prof Kos said three men had died.", "Irena Koš"),
        ("SOGAT, the state body in charge of water in Lund, said three men had died.", "SOGAT"),
        ("Two men died, according to the Relief Bureau, a charity based in Lund, which counts 19 dead men.", "Relief Bureau"),
        ("The Lund Prison Network said 900 men had died. The Red Moon’s own count is lower: it has recorded 540.", "Red Moon"),
        (
            "The United Nations rights office met. The United Nations’ own tally is lower. It has counted 40 dead men.",
            "United Nations",
        ),
        (
            "A rebel gang calling itself Blacktern has raided Lund Power, the biggest firm. The group said three men had died.",
            "Blacktern",
        ),
        ("The agency's report was leaked on Monday. It said three men had died.", "agency's report"),
        ("Nine plants burned, according to a tally kept by the Lund-based consultancy Enermark.", "Enermark"),
        ("Nine plants burned, according to a tally kept by the Lund-based consultancy.", "tally"),
        ("Roe said three men had died. Jane Roe, the mayor, met ministers.", "Jane Roe"),
        ("Marta Oyen met ministers. A guard saw Oyen, and Ms Oyen said three men had died.", "Marta Oyen"),
        (
            "Prices fell, said Lena Sforza, the board's chief engineer. The Lund Harbour Board met. It was so, said the board.",
            "Lund Harbour Board",
        ),
        (
            "The Northgate Institute said five men had died. The London-based think tank said three men had died.",
            "Northgate Institute",
        ),
        ('The queue was long when the Standard came. Mrs Esnart Phiri waited. "Three men died," she said.', "Esnart Phiri"),
        ("Kelm Telecom said it would cut 1,850 jobs. It has ended 700 contracts, it added.", "Kelm Telecom"),
        (
            "Prosecutor Lena Sforza was there. Special Public Prosecutor Ramesh Wagle spoke of “a substantial vindication”.",
            "Ramesh Wagle",
        ),
        ("The city’s mayor said five people had died. Mayor Oleh Tarasiuk left.", "Oleh Tarasiuk"),
        ("Lena Sforza sees it otherwise. The lawyer said her clients had waited for two years.", "Lena Sforza"),
        (
            "The Civil Protection Office met. A first survey by the protection office shows 40 homes were lost.",
            "first survey by the Civil Protection Office",
        ),
        ("Max Holm came up first. “Six of us went down,” the welder, 43, said.", "Max Holm"),
        ("The UN said three men had died. The United Nations has 12 staff there.", "United Nations"),
        ("Talks will be held in Meridian, the foreign ministry said.", "foreign ministry"),
        ("A report by Amnesty seen by AFP said 30 people were shot.", "report by Amnesty"),
        ("Polling published last week by the Ilia Centre found that 58% of men opposed it.", "Ilia Centre"),
        ("According to a tally kept by the Lund-based Horizon Institute, 4,600 drones were fired.", "Horizon Institute"),
        ("The harbour master, who insists that he never received it, has been suspended.", "harbour master"),
        ("Thirty people were shot, according to figures that Amnesty Ostrand published in May.", "Amnesty Ostrand"),
        ("The Ostrand Bank met ministers. According to its records, three men had died.", "Ostrand Bank"),
        ("Three men had died, the General Staff of Dovland said.", "General Staff of Dovland"),
        ("Three men had died, the office of Jane Roe said.", "office of Jane Roe"),
        ("The coalition behind the march, Water Is Ours, says 110,000 people came.", "Water Is Ours"),
        ("Police in the capital, Merast, said three men had died.", "Police in the capital"),
        ("It did little to calm Water Is Ours, whose petition has 400 names and which said 12 men would march.", "Water Is Ours"),
        ("Crashes killed 154, says Road Watch, a group which says that 98 had no belt.", "Road Watch"),
        ("The judge cited the report of a pathologist, who found that five men had been hit from behind.", "pathologist"),
        ("Three lorries were looted, according to aid workers in Akobo.", "aid workers in Akobo"),
        ("The governor of Belgorod, Igor Lazutkin, wrote that three men had died.", "Igor Lazutkin"),
        (
            "The Water Party marched. The Civic Observatory said two men were hurt. Five were held, according to the group.",
            "Civic Observatory",
        ),
        ("Sarr said two men had died. Kofi Emmanuel Sarr, the president, met ministers.", "Kofi Emmanuel Sarr"),
        ("An expert called by the court, Dr Jane Roe, said three men had died.", "Jane Roe"),
        ("About 200 people came to the dance, according to the priest, the Rev. Carl Berg.", "Carl Berg"),
        ("Twelve had burns to the face, according to a surgeon there, Dr. Pierre Marchand.", "Pierre Marchand"),
        ("In a note to The Lund Times, a spokesman, Col. Yusuf Haddad, said the force had lost 37 men.", "Yusuf Haddad"),
        (
            "Police spokesperson Samuel Otieno said two men died, both of them crushed, and denied that five fled.",
            "Samuel Otieno",
        ),
        ("An opposition MP, Felix Gondwe, said three men had died.", "Felix Gondwe"),
        ("After visiting the survivors, Max Holm said two had died. He said six were hurt.", "Max Holm"),
        ("Tesla founder Max Roe said two men died. The company said it had sold 40 cars.", "Tesla"),
        ("The head of the “claims” unit at Kelm Oil said two men died.", "head of the “claims” unit at Kelm Oil"),
        ("Old Trafford cheered on Monday. “Two men died,” he said.", "he"),
        ("Three men had died, said Bev Lumb of the Joiners’ and Allied Trades Union.", "Bev Lumb"),
        (
            "Kelm Oil met clerks. Homes lost power, local supplier Prydniprovia Energo said. Two died, according to the company.",
            "Prydniprovia Energo",
        ),
        (
            "Kelm Oil met ministers. A clerk wrote to the auditors, Fenwick Marle, in May. The firm said two men had died.",
            "Fenwick Marle",
        ),
        ("An Iskander-M fell on Lund. An Iskander-M fell on Horsk. Two men died, according to the company.", "company"),
        ("Esnart Phiri fans her grandson with a book. “Two men died,” she says.", "Esnart Phiri"),
        ("The paramilitary group, the Northern Defence Forces, said two men had died.", "Northern Defence Forces"),
        ("Brandt Mining closed a pit in May. The London-listed company said two men had died.", "Brandt Mining"),
        (
            "A Lund hospital admitted 41 people on Monday, nine of them police officers, its chief doctor Gunilla Ek told AFP.",
            "Gunilla Ek",
        ),
        ("The head of the safety bureau said three men had died. Bureau chief Jane Roe met ministers.", "Jane Roe"),
        ("The Defence Ministry met clerks. The ministry denied it. The ministry said two men died.", "Defence Ministry"),
        ("In Lund, the spokesperson, Annika Verhoeven, said two men died. “Five are hurt,” she said.", "Annika Verhoeven"),
        ("On Sunday evening officials had put the number of dead at 19.", "officials"),
        ("Police said 600 people had come, while organisers claimed more than 2,000.", "organisers"),
        ("Max Holm met clerks.\n\nZelensky wrote that two men had died. “Five are hurt,” he said.", "Zelensky"),
        (
            "Corran Marine, which manages the bulk carrier Adela Star, said it was holed. Two men died, the company added.",
            "Corran Marine",
        ),
        ("Lamrebas Mist left. Lamrebas Mist lost. Sarna Jal Power met clerks. The company said two men died.", "Sarna Jal Power"),
        (
            "An envoy of the Karst Front left. Of the vans that the Relief Bureau sent, two were let in, the agency said.",
            "Relief Bureau",
        ),
        ("The group Kelm met clerks. Norsk Steel met clerks. Kelm met farmers. The company said two men died.", "Norsk Steel"),
        ("Aid groups met. Doctors Without Borders put the number of deaths at 400.", "Doctors Without Borders"),
        ("Two men died in a strike on Lund, Ostrand region head Jan Dole said.", "Jan Dole"),
        ("Ostrand's Ministry of Defence said 12 men had died. It put the total at 40.", "Ostrand's Ministry of Defence"),
        ("Britain's Ministry of Defense said Russia lost 12 men. It put the total at 40.", "Britain's Ministry of Defense"),
        ("Lund Paper Co. met clerks, the company said.", "Lund Paper Co."),
        ("Lund Power Cooperative met clerks. Ten poles are up, the co-op said, and two are down.", "Lund Power Cooperative"),
        ("Orsk Steel met clerks. The Ostrand Doctors Network left. The group said 11 died.", "Ostrand Doctors Network"),
        ("Orsk Steel met clerks. Lund Clinics met Orsk. Three nurses died, the medical charity said.", "Lund Clinics"),
        ("Orsk Steel met clerks. Half of them have joined, their union said.", "union"),
        ("Jane Roe said three men had died. Her office denied the report.", "office of Jane Roe"),
        ("Poland's Culture Ministry met clerks, it said. The Polish ministry said three men died.", "Poland's Culture Ministry"),
        ("Norway's Army said one man died. Norway's Navy said two did. The Norwegian army said it won.", "Norway's Army"),
        ("Chile's Mint said one man died. Chile's Port Ministry left. The Chilean board said two men died.", "Chilean board"),
        ("“Two men died,” said the man, a baker who gave only his first name, Arvo.", "Arvo"),
        ("A nurse who asked to be identified only as Arvo K. said two men had died.", "Arvo K."),
        ("A nurse, identified only by her first name, Oili, said two men had died.", "Oili"),
        ("The flood is over, said Ana Roe of the Lund-based charity Tearmann. Two men had died, she said.", "Ana Roe"),
        (
            "The rights group Open Frontier met ministers. Open Frontier says it has proof. Two men drowned, it says.",
            "Open Frontier",
        ),
        (
            "The Dovinform agency met ministers. Norsk Steel Corp. met clerks. The company said three men had died.",
            "Norsk Steel Corp.",
        ),
        (
            "A security source in the regional capital, Dargol, said three men had died.",
            "security source in the regional capital",
        ),
    ],
)
def test_names_resolve_to_the_fullest_form(text, name):
    assert origin(text) == [name]


def test_a_group_is_the_body_whose_name_stands_before_it():
    held = "More than 900 people have been arrested, and 140 of them remained in detention on Monday"
    body = "Assistance Association for Political Prisoners"
    assert origin(f"{held}, according to the {body}, a monitoring group based in Ostrand, which says 19 have died.") == [body]


def test_two_of_a_surname_stay_apart():
    text = "Jane Roe met ministers. Max Roe met farmers. Max Roe said three men had died."
    assert origin(text) == ["Max Roe"]


def test_what_has_a_ministry_is_a_country():
    text = "Karzhan’s Defense Ministry met farmers. Ana Roe met ministers. Karzhan lost two pilots. He said three men had died."
    assert origin(text) != ["Karzhan"]


def test_the_office_of_whom_a_pronoun_means_is_told_by_the_name():
    assert origin("Max Holm met ministers. Three men had died, his office said.") == ["office of Max Holm"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The coast guard of Sarmia rescued 212 people on Sunday, it said on Monday.", "coast guard of Sarmia"),
        ("Corvane Metals will close two plants in June, it said on Wednesday.", "Corvane Metals"),
        ("The police said one man died.\n\nCorvane Motors will close two plants in June, it said.", "Corvane Motors"),
        ("Jane Roe left the party on Monday, she said in a statement.", "Jane Roe"),
        ("Mayor Jane Roe said one man died. The army had left the port, she said.", "Jane Roe"),
    ],
)
def test_a_pronoun_behind_what_is_said_is_the_speaker_or_who_it_is_said_of(text, name):
    assert origin(text) == [name]


def test_one_pronoun_is_one_speaker_whatever_it_is_the_source_of():
    text = "Davit Kvirik, the minister, left. “It will be the making of Adjara,” he said, adding that 12 ships had come."
    assert [[source.name for link in claim.attribution for source in link.sources] for claim in extract(text).claims][1:] == [
        ["Davit Kvirik"],
        ["Davit Kvirik"],
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Human Rights Monitor and the Bar Association said three men had died.", ["Human Rights Monitor", "Bar Association"]),
        (
            "The two ministers, Leyla Aksoy of Sarmia and Joseph Banda of Toroa, said 40 men died.",
            ["Leyla Aksoy", "Joseph Banda"],
        ),
    ],
)
def test_each_of_several_speakers_has_a_name(text, names):
    assert origin(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two doctors in Lund said 17 men died. “Most were shot,” one said.", "one of two doctors in Lund"),
        ("A naval officer who asked not to be named said his ship had left. The officer said four men died.", "naval officer"),
        ("A doctor at the hospital said nine men died. The doctor said four were in surgery.", "doctor at the hospital"),
        ("A source in the security service, the DSB, said nine men died.", "source in the security service"),
        ("A nurse who gave only her age, 40, said two men died.", "nurse"),
        (
            "The navy said it was over. Ten died, said two people close to the talks, who left. One of them said nine had.",
            "one of two people close to the talks",
        ),
        ("Two people familiar with the plan said the bid was low, but another put it at 20 million euros.", "another"),
    ],
)
def test_a_source_without_a_name_stays_without(text, name):
    claim = extract(text).claims[-1]
    assert [(source.name, source.anonymous) for source in claim.origin.sources] == [(name, True)]


def test_there_is_one_governor_whether_or_not_he_is_called_regional():
    found = extract("Two men died, the regional governor said.\n\nGovernor Pavla Stenic said five others were hurt.").claims
    assert [claim.origin.sources[0].name for claim in found] == ["Pavla Stenic", "Pavla Stenic"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # The model takes both for places.
        ("Denzel Washington met ministers. Washington said three men had died.", "Denzel Washington"),
        ("Ministers met in Washington. Denzel Washington was there. Washington said three men had died.", "Washington"),
        ("Ministers met near Lincoln. Lincoln said three men had died.", "Lincoln"),
    ],
)
def test_a_surname_is_a_place_only_where_the_article_puts_something_there(text, name):
    assert origin(text) == [name]
