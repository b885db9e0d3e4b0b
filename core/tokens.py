"""How API tokens sign in, and what they may do.

Apart from :mod:`core.api`, since the framework loads these while it is being imported itself.
"""

from __future__ import annotations

import re
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.plumbing import build_bearer_security_scheme_object
from knox.auth import TokenAuthentication as KnoxTokenAuthentication
from rest_framework import exceptions
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from core.errors import Forbidden
from core.models import ApiToken, TokenScope, User
from core.selectors import lacks_second_factor


class TokenAuthentication(KnoxTokenAuthentication):
    """Signs in by ``Authorization: Token …``. What cannot be a token is refused before anything looks for it."""

    def authenticate_credentials(self, token: bytes) -> tuple[User, ApiToken]:
        if not re.fullmatch(rb"[\x21-\x7e]+", token):
            raise exceptions.AuthenticationFailed
        user, found = super().authenticate_credentials(token)
        if lacks_second_factor(user, since=found.created):
            raise Forbidden("second_factor:needed", "A desk requires a second factor, and this token was made without one.")
        return user, found


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Describes the tokens in the OpenAPI document."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:  # noqa: ARG002
        return dict(build_bearer_security_scheme_object("Authorization", "Token"))


class TokenScopePermission(BasePermission):
    """Signed in; and a token of scope *read* only reads."""

    code = "scope"
    message = "This token may only read."

    def has_permission(self, request: Request, view: Any) -> bool:  # noqa: ARG002
        if not request.user.is_authenticated:
            return False
        if isinstance(request.auth, ApiToken) and request.auth.scope == TokenScope.READ and request.method not in SAFE_METHODS:
            raise exceptions.PermissionDenied(self.message, code=self.code)
        return True
