"""How many origins say so: each once, unknown ones apart, the claimant's own apart. Pure."""

import pytest

from verification.independence import OriginCount, Piece, count_origins, counts_as_json, counts_from_json
from verification.models import Stance

S, C, Q = Stance.SUPPORTS, Stance.CONTRADICTS, Stance.QUALIFIES


def piece(evidence, stance=S, origin="", *, own=False, admitted=False):
    return Piece(evidence=evidence, stance=stance, origin=origin, is_interested=own, is_admission=admitted)


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([], {}),
        # each origin once, however many pieces go back to it
        ([piece(1, S, "Orb")], {S: OriginCount(independent=1)}),
        ([piece(1, S, "Orb"), piece(2, S, "Orb")], {S: OriginCount(independent=1)}),
        ([piece(1, S, "Orb"), piece(2, S, "Open Crater")], {S: OriginCount(independent=2)}),
        # two groups of one name are one origin, whoever named it
        ([piece(1, S, "Orb  agency"), piece(2, S, "ORB AGENCY")], {S: OriginCount(independent=1)}),
        ([piece(1, S, "the Orb"), piece(2, S, "The Orb"), piece(3, S, "Orb")], {S: OriginCount(independent=1)}),
        ([piece(1, S, "Orb"), piece(2, S, "Theorb")], {S: OriginCount(independent=2)}),
        # what is of unknown origin never counts as independent, and each piece for itself
        ([piece(1), piece(2)], {S: OriginCount(unknown_origin=2)}),
        ([piece(1), piece(1)], {S: OriginCount(unknown_origin=1)}),  # as two reviews put the same piece
        ([piece(1, S, "Orb"), piece(2)], {S: OriginCount(independent=1, unknown_origin=1)}),
        # by stance; what only mentions the claim says nothing either way
        (
            [piece(1, S, "Orb"), piece(2, C, "Orb"), piece(3, Q), piece(4, Stance.MENTIONS, "Lot")],
            {S: OriginCount(independent=1), C: OriginCount(independent=1), Q: OriginCount(unknown_origin=1)},
        ),
        ([piece(1, Stance.MENTIONS, "Orb")], {}),
        ([piece(1, "", "Orb")], {}),
        # the claimant's own is counted apart, of known origin or not
        ([piece(1, S, own=True)], {S: OriginCount(claimants_own=1)}),
        ([piece(1, S, own=True), piece(2, S, own=True)], {S: OriginCount(claimants_own=2)}),
        ([piece(1, S, "Log", own=True), piece(2, S, "Orb")], {S: OriginCount(independent=1, claimants_own=1)}),
        # and so is whatever goes back to it, however many outlets repeat it
        ([piece(1, S, "Log", own=True), piece(2, S, "log"), piece(3, S, "Log")], {S: OriginCount(claimants_own=1)}),
        ([piece(1, "", "Log", own=True), piece(2, S, "Log")], {S: OriginCount(claimants_own=1)}),
        ([piece(1, Stance.MENTIONS, "Log", own=True), piece(2, S, "Log")], {S: OriginCount(claimants_own=1)}),
        # an admission counts as anything else does, and so does what repeats it
        ([piece(1, C, "Log", own=True, admitted=True)], {C: OriginCount(independent=1)}),
        ([piece(1, C, own=True, admitted=True)], {C: OriginCount(unknown_origin=1)}),
        ([piece(1, C, "Log", own=True, admitted=True), piece(2, C, "Log")], {C: OriginCount(independent=1)}),
        # of the stance that it was marked in, and of that alone
        (
            [piece(1, C, "Log", own=True, admitted=True), piece(2, S, "Log")],
            {C: OriginCount(independent=1), S: OriginCount(claimants_own=1)},
        ),
        # what is nobody's own needs no mark, and gains nothing by one
        ([piece(1, S, "Orb", admitted=True)], {S: OriginCount(independent=1)}),
    ],
)
def test_origins_are_counted(pieces, expected):
    assert count_origins(pieces) == expected


@pytest.mark.parametrize(
    ("counted", "alone"),
    [
        (OriginCount(), False),
        (OriginCount(claimants_own=2), True),
        (OriginCount(claimants_own=1, unknown_origin=1), False),
        (OriginCount(claimants_own=1, independent=1), False),
        (OriginCount(unknown_origin=1), False),
    ],
)
def test_the_claimants_own_alone(counted, alone):
    assert counted.is_claimants_alone is alone


def test_what_is_written_is_read_again():
    counted = count_origins([piece(1, S, "Orb"), piece(2, C)])
    written = counts_as_json(counted)
    assert written["qualifies"] == {"independent": 0, "unknown_origin": 0, "claimants_own": 0}
    assert counts_from_json(written) == counted
    assert counts_from_json(None) is None
