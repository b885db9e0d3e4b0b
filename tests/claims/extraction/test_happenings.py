"""Which event "the attack" was."""

import pytest

from claims.extraction import extract

TOLD = "Four people were killed in a rocket attack on the port of Lund on Sunday, Roe said. "


def last(text):
    return extract(text).claims[-1]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (TOLD + "The attack cut power to 900 homes.", "The rocket attack on the port of Lund cut power to 900 homes."),
        (TOLD + "Two others died after the attack, police said.", "Two others died after the rocket attack on the port of Lund."),
        (TOLD + "The blast cut power to 900 homes.", "The blast at the port of Lund cut power to 900 homes."),
        (TOLD + "The second attack cut power to 900 homes.", "The second attack cut power to 900 homes."),
    ],
)
def test_the_attack_is_the_one_that_was_told_before(text, statement):
    assert last(text).statement == statement


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("A bomb hit a bus depot in Karsk. The depot held 40 buses.", "The bus depot in Karsk held 40 buses."),
        (
            "Roe used a new email server for years. Twelve people had access to the server.",
            "Twelve people had access to the email server.",
        ),
        ("The firm took a massive loss. The loss cost 40 people their jobs.", "The loss cost 40 people their jobs."),
        ("A patrol boat and a fishing boat sank. The boat had 12 people on board.", "The boat had 12 people on board."),
        ("The boat sank at noon. A patrol boat came. The boat had 12 people on board.", "The boat had 12 people on board."),
        ("A number of homes burned. The number was 12.", "The number was 12."),
    ],
)
def test_the_depot_is_the_one_that_was_introduced(text, statement):
    assert last(text).statement == statement


def test_a_thing_told_before_that_is_not_settled_is_said_to_be_open():
    assert "which crane “the crane” is" in last("A crane fell. The crane had passed 12 inspections.").ambiguous
    assert not any(note.startswith("which") for note in last("The weather cost 12 people their jobs.").ambiguous)


def test_of_two_fires_neither_is_the_fire():
    claim = last("A fire in Lund killed two. A fire in Horsk killed one. The fire burned 12 houses.")
    assert claim.statement == "The fire burned 12 houses."
    assert "which fire “the fire” is" in claim.ambiguous


def test_what_is_told_later_is_not_what_was_meant():
    claims = extract("The raid killed two men. On Friday a raid in the port of Lund killed one.").claims
    assert claims[0].statement == "The raid killed two men."


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The attack destroyed the entrance of the Lukyanivska subway station. The station was closed.",
            "The Lukyanivska subway station was closed.",
        ),
        ("Shells hit a camp in Darfur. The camp's clinic was destroyed.", "The camp's clinic was destroyed in Darfur."),
    ],
)
def test_a_thing_may_be_known_by_a_name_and_owns_nothing_by_a_phrase(text, statement):
    assert last(text).statement == statement


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("The car ferry left Lund. The ferry was carrying 40 people.", "The car ferry was carrying 40 people."),
        ("The plant in Legnica is old. Some 40 people work at the plant.", "Some 40 people work at the plant in Legnica."),
        ("The county hospital is old. The field hospital is full. The hospital has 40 beds.", "The hospital has 40 beds."),
        ("The news agency Suna was closed. The agency has 40 trucks.", "The agency has 40 trucks."),
        (
            "The people of the village spoke. The stoppage at the site cost 40 people their jobs.",
            "The stoppage at the site cost 40 people their jobs.",
        ),
    ],
)
def test_a_thing_may_be_told_with_the_from_the_first(text, statement):
    assert last(text).statement == statement


def test_a_company_is_the_one_that_the_article_is_about():
    text = "Nordvik, a shipping company, met clerks. Nordvik sold a ship. Nordvik has wells. Forty men sued the firm on Monday."
    assert last(text).statement == "Forty men sued Nordvik on Monday."


def test_a_company_that_may_be_one_of_two_is_said_to_be_open():
    claim = last("Brandt Mining met clerks. Roe Gas sold a ship. Forty men sued the company.")
    assert "which company “the company” is" in claim.ambiguous


@pytest.mark.parametrize("body", ["Hamas", "The White House"])
def test_what_is_no_company_is_not_the_company(body):
    text = f"{body} met clerks in May. {body} sold a car. {body} closed a road. Forty men sued the company."
    assert last(text).statement == "Forty men sued the company."


def test_of_another_place_the_fire_may_be_another():
    text = "A fire at a refinery in Samara killed two men. In Odesa, two workers died. The fire destroyed 65 tonnes of maize."
    assert last(text).statement == "The fire destroyed 65 tonnes of maize."
    assert "which fire “the fire” is" in last(text).ambiguous
