"""The page and the endpoint on which a lead says who may see something: the same for sources, articles, cases and evidence."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import Input, UserRequest, UserViewSet, valid
from core.errors import Invalid
from core.forms import SensitivityForm
from core.models import Sensitive, Sensitivity, User
from core.permissions import Permission, require
from core.services import Restriction, desk_of, sensitivity_set
from core.workplace import Request


def sensitivity_page(request: Request, target: Any, *, back: str) -> HttpResponse:
    """Who may see something that the user may see, for a lead to change; afterwards the page ``back``."""
    desk = desk_of(target)
    if desk is None:
        raise Http404
    require(request.user, Permission.RESTRICT, desk)
    form = SensitivityForm(request.POST or None, target=target, version=target.version, desk=desk)
    done = form.submit(
        lambda data: sensitivity_set(
            target=target,
            actor=request.user,
            expected_version=data["expected_version"],
            restriction=form.restriction(),
            reason=data["reason"],
        )
    )
    if done is None:
        return render(request, "core/sensitivity.html", {"form": form, "target": target, "back": back}, status=form.status)
    messages.success(request, _("Who may see it: %(who)s.") % {"who": done.get_sensitivity_display()})
    return redirect(back)


class RestrictedInput(Input):
    """Something new, and who may see it."""

    sensitivity = serializers.ChoiceField(Sensitivity.choices, default=Sensitivity.PUBLIC)
    named = serializers.ListField(child=serializers.IntegerField(), default=list, help_text="Ids of members of the desk.")


def take_restriction(data: dict[str, Any]) -> Restriction:
    """Who may see it, taken out of the data of a :class:`RestrictedInput`."""
    sensitivity, ids = data.pop("sensitivity"), set(data.pop("named"))
    named = tuple(User.objects.filter(pk__in=ids))
    if len(named) != len(ids):
        raise Invalid("sensitivity:not_member", "Only members of the desk can be named.", field="named")
    return Restriction(sensitivity, named)


class SensitivityInput(RestrictedInput):
    """Who may see something from now on, why, and of which version."""

    expected_version = serializers.IntegerField()
    reason = serializers.CharField()
    sensitivity = serializers.ChoiceField(Sensitivity.choices)


class SensitivityOutput(serializers.Serializer[Any]):
    """Who may see something."""

    sensitivity = serializers.ChoiceField(Sensitivity.choices)
    named = serializers.PrimaryKeyRelatedField(many=True, queryset=User.objects.none())
    version = serializers.IntegerField()


class SensitivityMixin(UserViewSet[Any]):
    """Endpoints of something sensitive."""

    @extend_schema(request=SensitivityInput, responses=SensitivityOutput)
    @action(detail=True, methods=["post"])
    def sensitivity(self, request: UserRequest, pk: str) -> Response:  # noqa: ARG002 - the address's argument
        """Say who may see it, as a lead who may see it."""
        target: Sensitive = self.get_object()
        data = valid(SensitivityInput, request)
        changed = sensitivity_set(target=target, actor=request.user, restriction=take_restriction(data), **data)
        return Response(SensitivityOutput(changed).data)
