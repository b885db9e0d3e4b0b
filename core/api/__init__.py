"""What every endpoint of the API shares: who asks, and how it says no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, ValidationError
from django.db import models
from django.http import Http404
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler as default_exception_handler
from rest_framework.viewsets import GenericViewSet

from core.errors import ClaimdeskError, Invalid, TooLarge
from core.models import User
from core.tokens import TokenScopePermission

AnyModel = TypeVar("AnyModel", bound=models.Model)


class UserRequest(Request):
    """A request of somebody who is signed in, as every request is that gets past the permissions."""

    user: User
    data: dict[str, Any]


class UserViewSet(GenericViewSet[AnyModel]):
    """Endpoints for somebody who is signed in."""

    request: UserRequest


class Input(serializers.Serializer[Any]):
    """What a request says. A field that there is not is refused: nothing that somebody says is passed over in silence."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := sorted(set(data) - set(self.fields))):
            raise serializers.ValidationError({name: ["There is no such field."] for name in unknown})
        return super().to_internal_value(data)


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal as ``{"code", "message", "details"}``; codes are stable, messages are for people."""
    if isinstance(error, RequestDataTooBig):
        error = TooLarge("request:too_large", "The request is too large: send a text of this size as a file.")
    elif isinstance(error, SuspiciousOperation):
        error = Invalid("request:unreadable", "The request cannot be read.")
    if isinstance(error, ClaimdeskError):
        return Response({"code": error.code, "message": error.message, "details": error.details}, status=error.status)
    if isinstance(error, ValidationError):  # of a model: what no serializer could know
        error = exceptions.ValidationError(serializers.as_serializer_error(error))
    response = default_exception_handler(error, context)
    if response is None:
        return None
    code, message = _described(error)
    details = response.data if isinstance(error, exceptions.ValidationError) else {}
    response.data = {"code": code, "message": message, "details": details}
    return response


def _described(error: Exception) -> tuple[str, str]:
    if isinstance(error, exceptions.ValidationError):
        return "request:invalid", "Some fields cannot be accepted."
    if isinstance(error, Http404):
        return "request:not_found", "There is nothing here that you may see."
    if isinstance(error, PermissionDenied):
        return "permission:denied", "You may not do this."
    assert isinstance(error, exceptions.APIException), "the framework answers no other errors"
    codes = error.get_codes()
    prefix = "token" if codes == TokenScopePermission.code else "request"
    return f"{prefix}:{codes if isinstance(codes, str) else error.default_code}", str(error.detail)


def valid(form: type[Input], request: UserRequest) -> dict[str, Any]:
    """The request's data as the form has it, or a 400 that names each field."""
    filled = form(data=request.data)
    filled.is_valid(raise_exception=True)
    return dict(filled.validated_data)
