"""Second factors: enrolled with an authenticator, proved with its codes or with recovery codes, reset when they are lost.

Keys are handed out at enrolment and recovery codes once; neither they nor any code is recorded.
"""

from __future__ import annotations

import datetime as dt
import secrets

import pyotp
from django.db import transaction
from django.utils import timezone

from core.encryption import decrypt, encrypt
from core.errors import Conflict, Forbidden, Invalid, Throttled
from core.models import Desk, RecoveryCode, SecondFactor, User, token_digest
from core.permissions import Permission
from core.record import record
from core.selectors import requires_second_factor
from core.services.authority import require_over
from core.services.sessions import end_all

ISSUER = "Claimdesk"
#: Time steps of half a minute to either side of now: clocks differ, and people type slowly.
STEPS_OFF = 1
RECOVERY_CODES = 10
#: Letters and digits that nobody mistakes for each other; 16 of them are 80 bits, too many to guess from a digest.
RECOVERY_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
RECOVERY_GROUPS = 4
#: So many wrong codes in a row cost nothing; each further one doubles the time until the next is looked at.
FREE_FAILURES = 5
FIRST_WAIT = dt.timedelta(seconds=30)
LONGEST_WAIT = dt.timedelta(minutes=15)


# --- Enrolment --------------------------------------------------------------------------------------------------------------


def new_key() -> str:
    """A key for an authenticator, in letters and digits to type or to show as a QR code."""
    return pyotp.random_base32()


def key_address(user: User, key: str) -> str:
    """The key as authenticators read it from a QR code."""
    return pyotp.TOTP(key).provisioning_uri(name=user.email, issuer_name=ISSUER)


@transaction.atomic
def second_factor_enrol(*, user: User, key: str, code: str) -> tuple[SecondFactor, list[str]]:
    """Make the authenticator that has ``key``, as its ``code`` proves, the user's second factor; returns its recovery codes too.

    Sessions elsewhere are closed until it is proved there. Raises :class:`Conflict` (``second_factor:enrolled``) or
    :class:`Invalid` (``second_factor:code``).
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if SecondFactor.objects.filter(user=user).exists():
        raise Conflict("second_factor:enrolled", "This account has a second factor already.")
    step = _step_of(key, code)
    if step is None:
        raise Invalid("second_factor:code", "This is not the code that the authenticator shows for this key now.", field="code")
    factor = SecondFactor.objects.create(user=user, key=encrypt(key), last_step=step)
    codes = _issue_codes(factor)
    record("enrol_second_factor", user, actor=user, desk=None)
    return factor, codes


def _step_of(key: str, code: str) -> int | None:
    """The time step for which an authenticator with this key shows the code, where that is about now."""
    try:
        return pyotp.TOTP(key).verify_and_get_timecode(code, for_time=timezone.now(), valid_window=STEPS_OFF)
    except pyotp.OTPVerificationError:
        return None


def _issue_codes(factor: SecondFactor) -> list[str]:
    """New recovery codes in the place of those that there were."""
    factor.recovery_codes.all().delete()
    codes = [_new_code() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(factor=factor, digest=token_digest(_bare(code))) for code in codes)
    return codes


def _new_code() -> str:
    return "-".join("".join(secrets.choice(RECOVERY_ALPHABET) for _ in range(4)) for _ in range(RECOVERY_GROUPS))


def _bare(code: str) -> str:
    """A code as typed, without what people put between its parts."""
    return "".join(code.split()).replace("-", "").upper()


# --- Proof ------------------------------------------------------------------------------------------------------------------


def second_factor_prove(*, user: User, code: str) -> SecondFactor:
    """Spend a code of the user's authenticator, or one of the recovery codes; none is accepted twice.

    Raises :class:`Conflict` (``second_factor:none``), :class:`Throttled` (``second_factor:throttled``) or :class:`Invalid`
    (``second_factor:code``), which is counted.
    """
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=user).first()
        if factor is None:
            raise Conflict("second_factor:none", "This account has no second factor.")
        _require_patience(factor)
        accepted = _spend(factor, _bare(code))
        factor.failures = 0 if accepted else factor.failures + 1
        factor.failed_at = None if accepted else timezone.now()
        factor.save(update_fields=["last_step", "failures", "failed_at"])
    if not accepted:  # raised out here, so that the count stays
        raise Invalid("second_factor:code", "This code is not right, or was used already.", field="code")
    return factor


def _require_patience(factor: SecondFactor) -> None:
    beyond = factor.failures - FREE_FAILURES
    if beyond < 0 or factor.failed_at is None:
        return
    doublings = min(beyond, 10)  # by then the longest wait is reached
    left = factor.failed_at + min(FIRST_WAIT * 2**doublings, LONGEST_WAIT) - timezone.now()
    if left > dt.timedelta():
        seconds = int(left.total_seconds()) + 1
        raise Throttled("second_factor:throttled", f"Too many wrong codes. Try again in {seconds} seconds.", seconds=seconds)


def _spend(factor: SecondFactor, code: str) -> bool:
    step = _step_of(decrypt(factor.key), code)
    if step is None:
        return _spend_recovery_code(factor, code)
    accepted = step > factor.last_step
    factor.last_step = max(step, factor.last_step)
    return accepted


def _spend_recovery_code(factor: SecondFactor, code: str) -> bool:
    unused = factor.recovery_codes.filter(digest=token_digest(code), used_at=None)
    if not unused.update(used_at=timezone.now()):
        return False
    record("use_recovery_code", factor.user, actor=factor.user, desk=None)
    return True


# --- Afterwards -------------------------------------------------------------------------------------------------------------


def recovery_codes_renew(*, user: User, code: str) -> list[str]:
    """New recovery codes for a user who proves to have the second factor; the earlier ones no longer work."""
    factor = second_factor_prove(user=user, code=code)
    with transaction.atomic():
        codes = _issue_codes(factor)
        record("renew_recovery_codes", user, actor=user, desk=None)
    return codes


def second_factor_remove(*, user: User, code: str) -> None:
    """Do without a second factor from now on; only where no desk of the user's requires one, and only with a code of it."""
    if requires_second_factor(user):
        raise Forbidden("second_factor:required", "A desk that you are on requires a second factor.")
    factor = second_factor_prove(user=user, code=code)
    with transaction.atomic():
        factor.delete()
        record("remove_second_factor", user, actor=user, desk=None)


@transaction.atomic
def second_factor_reset(*, user: User, actor: User | None, reason: str, desk: Desk | None = None) -> None:
    """Take away a second factor that its user has lost, and sign them out everywhere: they enrol another after signing in.

    Done by who leads every desk of the user's, on a ``desk`` of theirs, or by who runs the site (``None``).
    """
    require_over(user, actor, Permission.CONFIGURE)
    if not reason.strip():
        raise Invalid("second_factor:reason_needed", "Say why, and how you know that it is them who ask.", field="reason")
    factor = SecondFactor.objects.select_for_update().filter(user=user).first()
    if factor is None:
        raise Conflict("second_factor:none", "This account has no second factor.")
    factor.delete()
    end_all(user)
    record("reset_second_factor", user, actor=actor, desk=desk, reason=reason)
