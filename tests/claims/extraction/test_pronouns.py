"""Pronouns in statements: filled in where nobody can doubt who is meant, and left, with a word of it, where somebody could."""

import datetime as dt

import pytest

from claims.extraction import extract

PUBLISHED = dt.date(2026, 11, 24)


def last(text):
    return extract(text, published=PUBLISHED).claims[-1]


def doubts(claim):
    """What the claim says of pronouns that stayed."""
    return [note for note in claim.ambiguous if note.startswith(("who", "what “It”"))]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("The Harbour Authority said it had closed two piers.", "The Harbour Authority had closed two piers."),
        ("Max Holm said he had closed the pier.", "Max Holm had closed the pier."),
        ("Max Holm’s daughter said he had waited for 13 hours.", "Max Holm had waited for 13 hours."),
        ("Max Holm arrived on Monday. He visited the ruins.", "Max Holm visited the ruins."),
        ('"We have closed two piers," the Harbour Authority said.', "The Harbour Authority has closed two piers."),
        ('"Our ships are in port," the Harbour Authority said.', "The Harbour Authority’s ships are in port."),
        ('"I have seen my house burn," Max Holm said.', "Max Holm has seen Holm’s house burn."),
        ("Max Holm arrived on Monday. He left his car at the pier.", "Max Holm left his car at the pier."),
        ('"We have closed our piers," the Harbour Authority said.', "The Harbour Authority has closed its piers."),
        ('"The pier is gone," said Max Holm. He wept.', "Max Holm wept."),
        ("The Harbour Authority met on Monday. The authority has two piers.", "The Harbour Authority has two piers."),
        (
            "Jan Roe, the mayor, arrived on Monday. The mayor left the hall on Tuesday.",
            "Jan Roe left the hall on Tuesday (24 November 2026).",
        ),
        (
            "Two men died, AP said, citing clerks and films of Lund. The monitoring group Open Crater said it had found 35 pits.",
            "Open Crater had found 35 pits.",
        ),
        ("Grid operator Kelmnet said it had closed two plants.", "Grid operator Kelmnet had closed two plants."),
        ('"We have two tugs and need 20," the Harbour Authority said.', "The Harbour Authority needs 20 tugs."),
        ("Max Holm met engineers of the water company, Kelm. Kelm said it had closed a pier.", "Kelm had closed a pier."),
        ("The Harbour Authority denied that it had closed two piers.", "The Harbour Authority had not closed two piers."),
        ('Max Holm said two piers were shut. "He has left the hall," said Ana Dorn.', "Max Holm has left the hall."),
        ("Max Holm went home on Sunday. His mother, Ana Dorn, said he owned two piers.", "Max Holm owned two piers."),
        ("Max Holm went home on Sunday. Ana Dorn, his mother, said he owned two piers.", "Max Holm owned two piers."),
        (
            "Max Holm went home on Sunday. Kim Dorn, his widowed aunt, said he owned two piers.",
            "Max Holm owned two piers.",
        ),
        ("Ms Dorn of Lund met Max Holm. Dorn said she had sold two piers.", "Dorn had sold two piers."),
        ("Max Holm, whose mother was ill, said he had sold two piers.", "Max Holm had sold two piers."),
        ("A spokesperson for the Harbour Authority said it had closed two piers.", "The Harbour Authority had closed two piers."),
        ("Max Holm, a spokesman for the navy, said its ships were in port.", "The navy’s ships were in port."),
        ("Médecins du Lac, which has a clinic, said it had closed two wards.", "Médecins du Lac had closed two wards."),
        (
            "Ana Dorn told the court that Max Holm had made 12 payments. “He has sold two piers,” she said.",
            "Max Holm has sold two piers.",
        ),
        ("Police said their boats had left Lund and that they had closed two piers.", "Police had closed two piers."),
        ("The Houthis claimed they had closed two piers.", "The Houthis had closed two piers."),
        (
            "Ana Roe, the director of Larkfield hospital, said it had received 19 bodies.",
            "Larkfield hospital had received 19 bodies.",
        ),
    ],
)
def test_a_pronoun_of_whom_there_is_no_doubt_is_filled_in(text, statement):
    claim = last(text)
    assert claim.statement == statement
    assert doubts(claim) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('"We will not give in," Max Holm said.', "we"),
        ('"Our draft is on the table," spokesman Max Holm said.', "we"),
        ("Max Holm and Jan Roe met on Monday. He left early.", "He"),
        ("Reporters had followed Max Holm. A soldier stopped the car. He fired twice.", "He"),
        ("The agency said 70 searches had been made, and alleged that they had broken the law.", "they"),
        ('"He has left the hall," Max Holm said.', "He"),
        ("The Harbour Authority launched a campaign. It failed in May.", "It"),
        ("It was the first such meeting in seven weeks.", "It"),
        ("It took 87 men four hours to put out the fire, the Harbour Authority said.", "It"),
        ("Two men were arrested on Monday. Both were released.", "Both"),
        ('"We have pulled 12 people from the rubble," said Colonel Adil Rahmat.', "we"),
        ("The court sentenced Max Holm. His lawyers said they would appeal.", "his"),
        ("A spokeswoman for the mayor said she had nothing to hide in Lund.", "she"),
        ("The quake struck at noon, the Harbour Authority said. It was followed by 23 others.", "It"),
        ("The quake had a magnitude of 6, the Harbour Authority said. It had been followed by 23 others, it added.", "It"),
        ("Kelm, another security firm, said she had lost two masts.", "she"),
        ("Rebels fired a rocket at Lund; the Harbour Authority said it was intercepted.", "it"),
        ("Jane Roe said her party had been raided and 23 of its staff were taken away.", "its"),
        ('Max Holm said two piers were shut. "He sold 150 tickets. He has no licence," Holm said.', "He"),
        ('"Two piers were shut. He is lying," said Ana Dorn, a teacher.', "He"),
        ('Tom Roe, for Max Holm, said his client had lost his house. "He has sold two piers," he said.', "He"),
        ('"It has closed two piers," said a spokesman for the Harbour Authority.', "It"),
        ("Ana Dorn told the court that a clerk had met Max Holm. “He has sold two piers,” she said.", "He"),
        ("Holm’s sisters, Ana Dorn and Ida Roe, met clerks on Monday. She has sold two piers.", "She"),
        ("Ms Dorn said 40 crowns were spent on his house.", "his"),
        ("Dame Ana Dorn said two piers were shut. Dorn said he had sold two piers.", "he"),
        ("Two brothers died when their car was swept off a bridge, police said.", "their"),
        ("Guards said two prisoners were hurt and that they had burned their beds.", "they"),
        ("The convoy was on its way when it hit 12 mines, the Harbour Authority said.", "it"),
        ("Ana Dorn signed a decree. It frees five million people, her office said, and shuts 12 piers.", "It"),
    ],
)
def test_a_pronoun_in_doubt_stays_and_is_told_of(text, word):
    claim = last(text)
    assert word.lower() in claim.statement.lower().replace(".", " ").replace("our", "we").split()
    assert any(f"“{word}”" in note for note in claim.ambiguous)


def test_a_description_of_which_there_are_two_stays_and_is_told_of():
    text = "The Health Ministry and the Foreign Ministry met on Monday. The ministry left the hall."
    claim = last(text)
    assert claim.statement == "The ministry left the hall."
    assert "which ministry “the ministry” is" in claim.ambiguous


@pytest.mark.parametrize(
    "text",
    [
        "Max Holm met those who had lost his or her house.",
        "In his letter, Max Holm told of 12 errors.",
        "Max Holm left his house.",
    ],
)
def test_nothing_is_in_doubt_where_the_sentence_itself_tells(text):
    assert all(doubts(claim) == [] for claim in extract(text, published=PUBLISHED).claims)


def test_a_pronoun_that_the_sentence_explains_stays():
    claim = last("Max Holm left his house.")
    assert (claim.statement, doubts(claim)) == ("Max Holm left his house.", [])


def test_a_body_within_the_words_for_the_speaker_is_not_the_speaker():
    claim = last("A clerk in the harbour commission of Lund rejected the report.")
    assert claim.statement == "A clerk in the harbour commission of Lund rejected the report."


def test_a_speaker_whom_nobody_names_is_no_body():
    assert last('"We have told them so," she said on Monday.').statement == "We have told them so."


def test_a_pronoun_far_from_the_last_name_stays_as_it_is():
    between = " ".join(f"Rain fell in hall {word}." for word in ("one", "two", "four", "five", "six"))
    assert last(f"Max Holm arrived on Monday. {between} He closed two piers.").statement == "He closed two piers."


def test_what_a_sentence_about_a_thing_goes_on_with_is_no_speaker():
    story = (
        "Gusts were measured at the lighthouse, the weather agency said. The Helge river rose by 2.3 metres. It burst its banks."
    )
    last = extract(story, published=PUBLISHED).claims[-1]
    assert (last.statement, "who or what “It” is" in last.ambiguous) == ("It burst its banks.", True)


def test_it_in_the_words_of_another_who_begins_to_speak_is_left_open():
    claim = last('Amihan Lines sold 184 tickets, it said.\n\n"It leaned once, then it sank," said Jane Roe, a teacher.')
    assert claim.statement == "It leaned once, then it sank."
    assert "who or what “It” is" in claim.ambiguous


def test_papers_own_nothing():
    claim = last("One of its boats caught fire in May, according to court papers.")
    assert claim.statement.startswith("One of its boats caught fire in May")
    assert "who or what “its” is" in claim.ambiguous


@pytest.mark.parametrize(
    "text",
    [
        "The central bank spent $85m to prop it up.",
        "Coriolis, a rating agency, expects it to lose 3bn kronor.",
        "A pension fund owns 18% of it.",
        "In 2017, a bad year, it had a surplus of 85m euros.",
        "A ferry sank on Monday. According to Open Crater, it swept away 640 huts.",
    ],
)
def test_it_is_neither_who_acts_on_it_nor_a_year_nor_who_tells_of_it(text):
    assert "who or what “it” is" in last(text).ambiguous


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Lena Sforza won. Sforza closed two shops.", "Lena Sforza closed two shops."),
        ("Lena Sforza won. Ms Sforza closed two shops.", "Ms Lena Sforza closed two shops."),
        ("The Civic Front won. Members of the Front left.", "Members of the Civic Front left."),
        ("Lena Sforza won. Max Sforza lost. Sforza closed two shops.", "Sforza closed two shops."),
        ("The Council of Coastal States met. The Council of Coastal States left.", "The Council of Coastal States left."),
    ],
)
def test_a_name_that_the_article_has_in_full_is_told_in_full(text, statement):
    assert last(text).statement == statement


@pytest.mark.parametrize(
    "text",
    [
        "The army left. Three posts east of the town were in its hands.",
        "In 2017, the year Max Holm came, it had a surplus of four million euros.",
        "A report said it had 40 workers.",
        "He was seen by a doctor twice, according to Max Holm.",
        "Police came. They had been killed by a bomb, police said.",
        "Karsia’s bill is steep. The Northgate Institute puts its dead and wounded at 40.",
        "Some 400 relatives had waited; the police put them at 250.",
        "“It was cold,” said Max Holm, whose team reached her.",
    ],
)
def test_who_is_meant_by_what_could_be_another_stays_open(text):
    claim = last(text)
    assert doubts(claim)
    assert not claim.statement.startswith(("Max Holm was seen", "Police had", "Max Holm’s daughter had"))


def test_he_is_nobody_who_is_named_only_behind_what_is_said():
    text = "Relatives have not seen the carpenter. He is among 130 people who are missing, said the league's head, Ana Roe."
    claims = extract(text).claims
    assert not any(claim.statement.startswith("Ana Roe is among") for claim in claims)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Two fishermen were killed when their boat hit a mine.", "Two fishermen’s boat hit a mine."),
        ("The driver was hurt when a shell hit his lorry.", "A shell hit the driver’s lorry."),
        ("Five workers were injured as they repaired a line near Lund.", "Five workers repaired a line near Lund."),
        ("A convoy was hit as it left the town.", "A convoy left the town."),
        ("Police arrested two men after they crossed the border.", "They crossed the border."),
    ],
)
def test_a_pronoun_below_a_clause_is_whom_that_is_about_if_nobody_else(text, statement):
    assert statement in [claim.statement for claim in extract(text).claims]
