"""Sentences to claims: what is claimed, by whom, in which words."""

import datetime as dt

import pytest

from claims.extraction import extract

PUBLISHED = dt.date(2025, 7, 22)


def claims(text):
    return extract(text, published=PUBLISHED).claims


def origins(text):
    return [tuple(source.name for source in claim.origin.sources) if claim.origin else () for claim in claims(text)]


def test_a_list_of_figures_makes_a_claim_each():
    found = claims("The air force said Dovland fired 34 missiles, 71 drones and two bombs at the port.")
    assert [claim.figure.best for claim in found] == [34, 71, 2]
    assert found[1].statement == "Dovland fired 71 drones at the port."


def test_figures_across_verbs_make_a_claim_each():
    found = claims("One man was killed and two women were wounded in the attack, police said.")
    assert [(claim.figure.best, claim.figure.measures) for claim in found] == [(1, ("killed",)), (2, ("injured",))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ostrand Mayor Jane Roe met residents on Monday. Roe said three houses had collapsed.", "Jane Roe"),
        ("Jane Roe, the mayor of Ostrand, met residents on Monday. The mayor said three houses had collapsed.", "Jane Roe"),
        ("Jane Roe, the mayor, met residents on Monday. She said three houses had collapsed.", "Jane Roe"),
        ("The Health Ministry met doctors on Monday. It said three clinics had been closed.", "Health Ministry"),
        ("The State Border Guard (SBG) was on alert. The SBG said three men had crossed the river.", "State Border Guard"),
    ],
)
def test_sources_resolve_to_the_fullest_name(text, name):
    assert origins(text)[-1] == (name,)


def test_a_nameless_source_is_anonymous_and_the_last_link_of_its_chain():
    claim = claims("The news agency Dovinform, citing an unnamed official, reported that two boats had been sunk.")[-1]
    assert len(claim.attribution) == 2
    assert "Dovinform" in claim.attribution[0].sources[0].name
    assert claim.origin.sources[0].anonymous


def test_who_is_reported_in_a_quotation_is_the_origin():
    claim = next(one for one in claims('"Roe reported that the bridge is closed," Max Holm said.') if "closed" in one.text)
    assert [link.sources[0].name for link in claim.attribution] == ["Max Holm", "Roe"]


def test_a_count_that_follows_reported_words_is_reported_too():
    found = claims("The mayor confirmed that one person was killed in the town, and two were wounded in the attack.")
    assert all(claim.origin for claim in found)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("The ministry denied that its troops had hit a school.", "troops had not hit a school."),
        ("The ministry denied bombing a school.", "The ministry did not bomb a school."),
    ],
)
def test_a_denial_states_what_the_speaker_holds_true(text, statement):
    claim = claims(text)[-1]
    assert claim.stance == "denies"
    assert claim.statement.endswith(statement)


def test_first_persons_become_the_speaker():
    claim = claims('"I counted 14 bodies in the yard," said Jane Roe.')[-1]
    assert claim.statement == "Jane Roe counted 14 bodies in the yard."


def test_days_that_the_words_leave_open_are_filled_in():
    claim = claims("The talks ended on Monday without a result in Ostrand.")[-1]
    assert claim.when.earliest == dt.date(2025, 7, 21)
    assert "(21 July 2025)" in claim.statement


@pytest.mark.parametrize(
    "text",
    [
        '"We must never forget them," Jane Roe said.',
        '"I hope that they come home soon," Jane Roe said.',
        "Will the bridge ever be rebuilt?",
        '"It was a terrible day," Jane Roe said.',
        "Jane Roe urged the government to act.",
        "The weather could get worse.",
    ],
)
def test_what_is_no_statement_of_fact_stays_below_the_line(text):
    assert all(claim.check_worthiness < 0.5 for claim in claims(text))
    assert all(claim.reasons for claim in claims(text))


@pytest.mark.parametrize(
    "text",
    [
        "Parliament will vote on the bill on 12 August.",
        "Police have arrested the head of the port.",
        "The company said it would close two plants.",
        "At least 12 people were killed.",
    ],
)
def test_what_can_be_checked_is_above_the_line(text):
    assert any(claim.check_worthiness >= 0.5 for claim in claims(text))


def test_another_language_gives_no_claims():
    found = extract(
        "Bei dem Angriff wurden nach Angaben der Polizei drei Menschen getötet und zwölf verletzt, sagte der Minister am Montag."
    )
    assert (found.language, found.claims) == ("de", ())


def test_the_headline_and_repetitions_make_no_claims():
    text = (
        "Storm kills 14 in Ostrand\n\n"
        "A storm killed 14 people in Ostrand on Monday, the fire service said in a statement.\n\n"
        "The 14 people had been in their cars, the mayor of the town said on Monday evening."
    )
    assert [claim.figure.best for claim in claims(text) if claim.figure] == [14]


@pytest.mark.parametrize(
    "text",
    [
        "Two strikes on 3 March and one on 5 March, according to the army.",
        "The first attack on Monday, with 12 dead, and the second on Tuesday.",
    ],
)
def test_a_sentence_with_several_dates_and_no_verb_is_read_to_its_end(text):
    assert all(claim.when is not None for claim in claims(text))


@pytest.mark.parametrize(
    "text",
    [
        "Nobody was turned away, the commission said.",
        "None of the dead belonged to the army, Jane Roe said.",
        "His client never received a cent, Max Holm said.",
    ],
)
def test_what_is_said_of_nobody_denies(text):
    assert [claim.stance for claim in extract(text).claims] == ["denies"]


def test_a_day_told_with_a_former_value_is_not_the_figures():
    claims = extract("Turnout in the city was 68 percent, down from 71 percent in 2021.", published=dt.date(2026, 11, 23)).claims
    assert claims[0].when is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine people were killed in the deadliest raid on the town since early March.", None),
        ("Shares closed 11% lower, their weakest finish since March 2020.", None),
        ("It was the deadliest fire since 1984, when 13 people were killed.", dt.date(1984, 1, 1)),
        ("Nine people have been killed in raids since March.", dt.date(2025, 3, 1)),
    ],
)
def test_the_day_since_when_nothing_was_so_much_is_not_the_claims(text, expected):
    figured = [claim for claim in extract(text, published=dt.date(2025, 7, 22)).claims if claim.figure]
    assert [claim.when and claim.when.earliest for claim in figured] == [expected]


def test_the_day_of_what_tells_who_is_meant_is_not_the_claims():
    (claim,) = extract("Eight residents whom troops had carried off in 2024 were brought home.").claims
    assert claim.when is None
    (claim,) = extract("The last convoy to get through, in May 2024, brought 11 lorries.").claims
    assert claim.when is not None


def test_a_base_is_no_figure():
    (claim,) = extract("The province had 46 cases per 100,000 inhabitants.").claims
    assert claim.figure.best == 46


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        ("Between 2019 and 2023, Roe said, the yard won 11 tenders.", "2019 and 2023", "2019-01-01", "2023-12-31"),
        ("Sales fell by 5% from May to July.", "May to July", "2025-05-01", "2025-07-31"),
        ("Sales fell by 5% in 2016 and 2019.", "2016", "2016-01-01", "2016-12-31"),
    ],
)
def test_a_claim_of_a_period_has_both_its_ends(text, words, earliest, latest):
    (claim,) = extract(text, published=dt.date(2025, 11, 22)).claims
    assert (claim.when.text, str(claim.when.earliest), str(claim.when.latest)) == (words, earliest, latest)


def test_the_day_of_a_former_value_is_not_the_claims():
    now, then = extract("Turnout was 68.3%, Roe says, compared with 71% in 2021.", published=dt.date(2025, 11, 22)).claims
    assert (now.when, then.when.text) == (None, "2021")


def test_the_day_on_which_a_toll_was_put_so_high_is_the_tolls():
    (claim,) = extract("On Sunday evening officials had put the toll at 19.", published=dt.date(2025, 11, 18)).claims
    assert str(claim.when.earliest) == "2025-11-16"


def test_what_so_many_are_thought_to_be_is_an_estimate():
    (claim,) = extract("About 180,000 people are thought to be trapped in Lund.").claims
    assert (claim.statement, claim.stance) == ("About 180,000 people are trapped in Lund.", "estimates")


def test_to_put_the_damage_at_a_sum_is_to_estimate_it():
    (claim,) = extract("The fire chief put the damage at between £4m and £6m.").claims
    assert claim.stance == "estimates"


def test_the_time_in_which_something_was_counted_is_no_figure():
    (claim,) = extract("The army reported 163 clashes over the past 24 hours.", published=PUBLISHED).claims
    assert (claim.figure.best, claim.when.text) == (163, "the past 24 hours")


def test_a_length_of_time_is_a_figure():
    assert [claim.figure.unit for claim in claims("The siege lasted seven weeks.")] == ["week"]


@pytest.mark.parametrize(
    ("text", "figure", "statement"),
    [
        ("The army said 49 assaults had failed and three were going on.", "three", "Three assaults were going on."),
        ("Power was cut to 41,000 customers, and 14,000 were reconnected.", "14,000", "14,000 customers were reconnected."),
        ("A bomb killed two people in Lund. Another 11 were hurt.", "11", "Another 11 people were hurt in Lund."),
        ("Crews pulled 40 people out. The clinic received 38 wounded.", "38", "The clinic received 38 wounded."),
        ("The fund counted 40 drones. Its own count reached 60.", "60", "The fund’s own count reached 60."),
        ("Two doctors said six had died.", "six", "Six had died."),
        ("A report named 60 families. Only 13 were moved.", "13", "Only 13 families were moved."),
        ("The court had 643 cases. So far 41 have been heard.", "41", "So far 41 cases have been heard."),
        ("Ten families had 14 cars. Two were hurt in Lund.", "Two", "Two were hurt in Lund."),
        ("Ten banks have 14 offices. Two were closed.", "Two", "Two were closed."),
        ("It has 85 beds, and treated 41 people. Eleven were flown to Lund.", "Eleven", "Eleven people were flown to Lund."),
        ("One person was killed in Lund and two were hurt.", "two", "Two people were hurt in Lund."),
        ("Police held six people in 12 villages. Five have been freed.", "Five", "Five people have been freed."),
        ("Six people were held. Nine were fined.", "Nine", "Nine were fined."),
        ("Six people were held. Another nine were fined.", "nine", "Another nine people were fined."),
        ("Six people were held.\n\nTwo were fined.", "Two", "Two people were fined."),
        ("Six people were held.\n\nRain fell all day in the north of the country.\n\nTwo were fined.", "Two", "Two were fined."),
        ("The blast hurt 97 people. Two of the dead were boys.", "Two", "Two of the dead in the blast were boys."),
        ("More than 40 people died and 300 fell ill in Lund.", "300", "300 people fell ill in Lund."),
        ("Nine officials said 40 were hurt.", "40", "40 were hurt."),
        ("Twelve lawmakers said nine had voted against the bill.", "nine", "Nine had voted against the bill."),
    ],
)
def test_a_bare_number_is_told_with_what_it_counts(text, figure, statement):
    found = [claim for claim in extract(text).claims if claim.figure and claim.figure.text == figure]
    assert [claim.statement for claim in found] == [statement]


def test_what_a_bare_number_counts_is_said_to_be_open_where_nothing_tells():
    (claim,) = extract("Three have yet to be named, the mayor said.").claims
    assert "who or what “Three” are" in claim.ambiguous
