"""The demonstration loads through the services, once, and shows each thing that it is there to show."""

import stat

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from claims.models import Claim
from core.models import Notification, User
from verification.models import Case, CaseClaim, EvidenceStance, KnownCase, Verdict


@pytest.fixture
def accounts(tmp_path, settings):
    settings.DEMONSTRATION_ACCOUNTS = tmp_path / "accounts.txt"
    return settings.DEMONSTRATION_ACCOUNTS


def rows() -> dict[str, list]:
    models = [model for app in ("core", "sources", "claims", "verification") for model in apps.get_app_config(app).get_models()]
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


@pytest.mark.django_db
def test_loading_shows_what_it_is_there_to_show_and_loading_twice_changes_nothing(accounts, capsys):
    call_command("seed")
    assert stat.S_IMODE(accounts.stat().st_mode) == 0o600
    for line in accounts.read_text().splitlines():
        _role, email, password = line.split()
        assert User.objects.get(email=email).check_password(password)
    figures = Claim.objects.filter(figure__isnull=False)
    assert {96, 38, 40}.issubset({*figures.values_list("figure__best", flat=True)} | {*_bounds(figures)}), "conflicting counts"
    assert figures.filter(figure__bases__isnull=False).exists(), "a relative figure"
    assert Claim.objects.filter(attributions__sources__anonymous=True).exists(), "an anonymous origin"
    assert Claim.objects.filter(stance="denies").exists(), "a denial"
    assert Case.objects.filter(similar_to__isnull=False).exists(), "a wire copy that is suggested to join"
    assert Claim.objects.worth_checking().count() == CaseClaim.objects.count(), "no claim is left without a case"
    assert Verdict.objects.published().count() == 2
    counted = [verdict.grounds["independence"]["supports"] for verdict in Verdict.objects.published()]
    assert {"independent": 2, "unknown_origin": 0, "claimants_own": 1} in counted, "two outlets of one agency count once"
    assert EvidenceStance.objects.filter(is_admission=True).exists(), "an admission"
    settled = Notification.objects.filter(occasion="waits_for_publication", read_at__isnull=False)
    assert settled.exists(), "what was published waits for nobody"
    assert KnownCase.objects.standing().count() == 1, "a case to rehearse with"
    before = rows()
    call_command("seed")
    assert rows() == before


def _bounds(claims) -> set:
    return {bound for claim in claims.select_related("figure") for bound in (claim.figure.low, claim.figure.high)}


def test_other_settings_refuse_to_load_it(settings):
    settings.DEMONSTRATION_ALLOWED = False
    with pytest.raises(CommandError, match="demonstration:refused"):
        call_command("seed")
