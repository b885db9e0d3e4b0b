"""API tokens. Their secrets are handed out once and never recorded."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from core.checking import check
from core.errors import Forbidden, Invalid
from core.models import ApiToken, TokenScope, User
from core.record import record
from core.selectors import lacks_second_factor

MOST_TOKEN_LIFETIME = dt.timedelta(days=366)


@transaction.atomic
def token_create(*, user: User, name: str, scope: str, lifetime: dt.timedelta) -> tuple[ApiToken, str]:
    """A token for the user's own use of the API, and its secret, which is stored nowhere."""
    if not user.is_active:
        raise Forbidden("permission:denied", "This account is deactivated.")
    if lacks_second_factor(user):
        raise Forbidden("second_factor:needed", "A desk that you are on requires a second factor: enrol one first.")
    if not dt.timedelta() < lifetime <= MOST_TOKEN_LIFETIME:
        raise Invalid("token:lifetime", f"A token lasts at most {MOST_TOKEN_LIFETIME.days} days.", field="lifetime")
    name = " ".join(name.split())
    if not name or scope not in TokenScope.values:
        raise Invalid("token:invalid", "A token has a name and a scope.", field="scope" if name else "name")
    check(ApiToken(user=user, name=name, scope=scope), exclude={"digest", "token_key", "expiry"})
    token, secret = ApiToken.objects.create(user=user, expiry=lifetime, name=name, scope=scope)
    record("create_token", user, actor=user, desk=None, after={"name": name, "scope": scope, "expires": token.expiry})
    return token, secret


@transaction.atomic
def token_revoke(*, token: ApiToken, actor: User | None, reason: str = "") -> None:
    """End a token at once; its owner's, or the site's administrator's, to do."""
    if actor is not None and actor.pk != token.user_id and not (actor.is_active and actor.is_superuser):
        raise Forbidden("permission:denied", "This token is somebody else's.")
    before = {"name": token.name, "scope": token.scope, "expires": token.expiry}
    user = token.user
    token.delete()
    record("revoke_token", user, actor=actor, desk=None, before=before, reason=reason)
