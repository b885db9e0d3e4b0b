"""Who fits a case, without a database."""

import datetime as dt
from typing import Any

import pytest

from verification.models import AssignmentPart
from verification.routing.staffing import (
    ABSOLUTE,
    BARRING,
    Exclusion,
    Need,
    Person,
    best_first,
    exclusions,
    why_nobody_else,
    why_this_person,
)

TODAY = dt.date(2026, 3, 2)
AIR_WAR, COURTS = 1, 2


def need(part: AssignmentPart = AssignmentPart.REVIEW, topics: dict[int, str] | None = None, language: str = "en") -> Need:
    return Need(part=part, topics={AIR_WAR: "air war"} if topics is None else topics, language=language, today=TODAY)


def person(user_id: int = 1, **facts: Any) -> Person:
    return Person(user_id=user_id, **facts)


@pytest.mark.parametrize(
    ("facts", "excluded_from_review", "excluded_from_adjudication"),
    [
        ({}, None, None),
        ({"is_reviewer": False}, "not_a_reviewer", "not_a_reviewer"),
        ({"is_engaged": True}, "engaged", "engaged"),
        ({"has_submitted": True}, "submitted", "submitted"),
        ({"has_supplied": True}, "supplied", "supplied"),
        ({"is_tied": True}, "tied", "tied"),
        ({"has_reviewed": True}, None, "reviewed"),  # of an earlier round: may review again
        ({"has_adjudicated": True}, "adjudicated", None),
        ({"languages": frozenset({"uk"})}, "language", "language"),
        ({"languages": frozenset({"uk", "en"})}, None, None),
        ({"topics": frozenset({COURTS})}, "topic", "topic"),
        ({"topics": frozenset({COURTS, AIR_WAR})}, None, None),
        ({"has_left": True}, "left", "left"),
        ({"absent_until": TODAY}, "absent", "absent"),
        ({"absent_until": TODAY - dt.timedelta(days=1)}, None, None),
        ({"load": 10}, "loaded", "loaded"),
        ({"load": 9}, None, None),
        ({"load": 30, "is_in_bundle": True}, None, None),  # bundles stay together
        ({"absent_until": TODAY, "is_in_bundle": True}, "absent", "absent"),
    ],
)
def test_each_rule_excludes_whom_it_is_about(
    facts: dict[str, Any], excluded_from_review: str | None, excluded_from_adjudication: str | None
) -> None:
    for part, expected in (
        (AssignmentPart.REVIEW, excluded_from_review),
        (AssignmentPart.ADJUDICATE, excluded_from_adjudication),
    ):
        assert exclusions(need(part), person(**facts)) == ([expected] if expected else [])


def test_a_case_without_topics_or_language_fits_everybody() -> None:
    anybody = person(topics=frozenset({COURTS}), languages=frozenset({"uk"}))
    assert exclusions(need(topics={}, language=""), anybody) == []


def test_who_takes_a_case_is_barred_by_conflicts_of_interest_alone() -> None:
    assert {
        Exclusion.NOT_A_REVIEWER,
        Exclusion.KEPT_OUT,
        Exclusion.ENGAGED,
        Exclusion.SUBMITTED,
        Exclusion.SUPPLIED,
        Exclusion.TIED,
        Exclusion.REVIEWED,
        Exclusion.ADJUDICATED,
    } == BARRING
    assert {Exclusion.NOT_A_REVIEWER, Exclusion.KEPT_OUT, Exclusion.ENGAGED} == ABSOLUTE


def test_the_bundle_comes_before_the_topic_and_the_topic_before_the_load() -> None:
    idle = person(1)
    knows = person(2, topics=frozenset({AIR_WAR}), load=5)
    knows_and_idle = person(3, topics=frozenset({AIR_WAR}), load=1)
    bundled = person(4, load=9, is_in_bundle=True)
    absent = person(5, absent_until=TODAY)
    order = best_first(need(), [idle, knows, knows_and_idle, bundled, absent])
    assert [each.user_id for each in order] == [4, 3, 2, 1]


def test_load_is_measured_against_capacity() -> None:
    order = best_first(need(), [person(1, load=4, capacity=5), person(2, load=5, capacity=20)])
    assert [each.user_id for each in order] == [2, 1]


def test_a_past_that_the_verdicts_did_not_bear_out_weighs_like_a_load() -> None:
    often_wrong, half_loaded, new = person(1, agreement=0.4), person(2, load=5), person(3)
    order = best_first(need(), [often_wrong, half_loaded, new])
    assert [each.user_id for each in order] == [3, 2, 1]
    assert why_this_person(need(), often_wrong) == ["Had 0 of 10 open assignments."]  # theirs to know, and nobody else's


def test_leads_review_last_and_adjudicate_first() -> None:
    people = [person(1, is_lead=True), person(2, load=3)]
    assert [each.user_id for each in best_first(need(), people)] == [2, 1]
    assert [each.user_id for each in best_first(need(AssignmentPart.ADJUDICATE), people)] == [1, 2]


def test_why_this_person_names_what_speaks_for_them() -> None:
    chosen = person(topics=frozenset({AIR_WAR, COURTS}), languages=frozenset({"en"}), load=3, is_in_bundle=True)
    assert why_this_person(need(), chosen) == [
        "Has the other claims by this origin in this article.",
        "Works on air war.",
        "Reads the article's language (en).",
        "Had 3 of 10 open assignments.",
    ]


def test_why_nobody_else_counts_people_by_the_hardest_rule_that_excludes_them() -> None:
    people = [
        person(1, has_submitted=True, load=10),
        person(2, absent_until=TODAY),
        person(3, load=10),
        person(4, load=12),
        person(5, is_engaged=True),
    ]
    assert why_nobody_else(need(), people, missing=2) == (
        "Needs 2 more reviewers. Members who are excluded, by rule: 1 submitted the article; 1 is absent; 2 has a full load."
    )


def test_a_desk_of_nobody_else_says_so() -> None:
    assert (
        why_nobody_else(need(AssignmentPart.ADJUDICATE), [person(is_engaged=True)], missing=1)
        == "Needs 1 more adjudicator. Nobody else of this desk could do it."
    )
