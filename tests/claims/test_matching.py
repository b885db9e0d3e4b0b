import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.matching import Anchor, match, numbers_in, similarity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 drones were shot down", "21 drones were shot down"),
        ("seven people died", "eight people died"),
        ("1,200 homes lost power", "1,300 homes lost power"),
        ("between 30 and 40 drones", "between 30 and 45 drones"),
        ("half of the drones", "all of the drones"),
    ],
)
def test_a_changed_number_is_never_the_same_claim(one, other):
    assert similarity(Anchor(one, "before ", " after"), Anchor(other, "before ", " after")) == 0
    assert match([Anchor(one)], [Anchor(other)]) == {}


def test_a_reworded_claim_with_the_same_number_is_found_again():
    earlier = [Anchor("Two people were injured in the harbour"), Anchor("The talks will be held in Istanbul")]
    later = [Anchor("The talks will be held in Istanbul"), Anchor("Two people were hurt in the harbour")]
    assert match(earlier, later) == {0: 1, 1: 0}


def test_context_decides_between_two_alike():
    earlier = [Anchor("One person was hurt", prefix="In Karsk, "), Anchor("One person was hurt", prefix="In Tavrin, ")]
    later = [Anchor("One person was hurt", prefix="In Tavrin, "), Anchor("One person was hurt", prefix="In Karsk, ")]
    assert match(earlier, later) == {0: 1, 1: 0}


def test_other_words_are_another_claim():
    assert match([Anchor("The station had to be closed")], [Anchor("Peace talks resume in the spring")]) == {}


@given(st.lists(st.text(max_size=40), max_size=6), st.lists(st.text(max_size=40), max_size=6))
def test_matches_are_one_to_one_and_keep_their_numbers(earlier, later):
    matched = match([Anchor(text) for text in earlier], [Anchor(text) for text in later])
    assert len(set(matched.values())) == len(matched)
    assert all(numbers_in(earlier[i]) == numbers_in(later[j]) for j, i in matched.items())
