"""What the pages of the admin have in common.

Leads and admins of desks use the admin, each for the desks that they lead. What services write is shown there and not edited;
what is edited there goes through the same services, so that it is checked and recorded alike.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import RelatedFieldListFilter
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminTextInputWidget

from core.errors import ClaimdeskError, Forbidden
from core.models import Desk, User, desks_led_by
from core.workplace import chosen_theme


class StaffRequest(HttpRequest):
    """A request of somebody who is signed in, as every request is that gets past the admin's door."""

    user: User


def icon(_request: HttpRequest) -> str:
    """The address of Claimdesk's sign."""
    return static("img/favicon.svg")


def theme(request: HttpRequest) -> str:
    """The theme of the desk's own pages."""
    return chosen_theme(request) or "auto"


def theme_script(_request: HttpRequest) -> str:
    """The address of what keeps the admin from remembering a theme of its own."""
    return static("js/admin.js")


def demonstration_label(request: StaffRequest) -> list[Any] | None:
    """What stands on each page of the admin, with its sort, for whoever sees the demonstration there."""
    seen = Desk.objects.visible_to(request.user).filter(is_demonstration=True)
    return [_("DEMONSTRATION"), "warning"] if seen.exists() else None


def enter(request: HttpRequest) -> HttpResponse:
    """The admin's door. There is one page to sign in; whoever is signed in and may not enter is told so."""
    if admin.site.has_permission(request):
        return redirect("admin:index")
    if request.user.is_authenticated:
        message = "Only leads and admins of a desk may use the administration. You are neither on any desk."
        raise Forbidden("permission:denied", message)
    return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index"))


class SeenFilter(RelatedFieldListFilter):
    """Offers of the related rows those that the user may see on their own pages."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        seen = model_admin.admin_site.get_model_admin(field.related_model).get_queryset(request)
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(include_blank=False, limit_choices_to={"pk__in": seen.values("pk")}, ordering=ordering)


class ReadOnlyAdmin(ModelAdmin):
    """Shows what the user sees on the pages too, and what is run on the desks that the user leads; and lets nobody write.

    Models whose queryset has no ``visible_to`` belong to a desk, and are for those who lead it, or are part of something that has
    one: ``part_of`` leads there.
    """

    part_of: ClassVar[str] = ""
    show_full_result_count = False
    list_per_page = 50

    def get_queryset(self, request: StaffRequest) -> Any:
        queryset = super().get_queryset(request)
        if hasattr(queryset, "visible_to"):
            return queryset.visible_to(request.user)
        if self.part_of:
            whole: Any = get_fields_from_path(self.model, self.part_of)[-1].related_model
            return queryset.filter(**{f"{self.part_of}__in": whole.objects.visible_to(request.user)})
        return queryset.filter(desk__in=desks_led_by(request.user))

    def get_list_filter(self, request: StaffRequest) -> list[Any]:
        """The filters, those by related rows as :class:`SeenFilter`."""
        paths = super().get_list_filter(request)
        return [(path, SeenFilter) if get_fields_from_path(self.model, path)[-1].is_relation else path for path in paths]

    def has_module_permission(self, request: StaffRequest) -> bool:
        return request.user.is_staff

    def has_view_permission(self, request: StaffRequest, obj: models.Model | None = None) -> bool:
        return request.user.is_staff

    def has_add_permission(self, request: StaffRequest) -> bool:
        return False

    def has_change_permission(self, request: StaffRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: StaffRequest, obj: models.Model | None = None) -> bool:
        return False


class ReadOnlyInline(TabularInline):
    """Rows that belong to another, shown with it."""

    extra = 0
    can_delete = False

    def get_queryset(self, request: StaffRequest) -> Any:
        """Those that the user may see on their own pages, where they have some."""
        rows = super().get_queryset(request)
        if not self.admin_site.is_registered(self.model):
            return rows
        return rows.filter(pk__in=self.admin_site.get_model_admin(self.model).get_queryset(request).values("pk"))

    def get_readonly_fields(self, request: StaffRequest, obj: models.Model | None = None) -> list[str]:
        return list(self.fields)

    def has_view_permission(self, request: StaffRequest, obj: models.Model | None = None) -> bool:
        return request.user.is_staff

    def has_add_permission(self, request: StaffRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: StaffRequest, obj: models.Model | None = None) -> bool:
        return False


class ServiceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form whose data a service takes. The service is tried while it is validated: its refusal stands on the form."""

    request: ClassVar[StaffRequest]
    model_admin: ClassVar[ServiceAdmin]

    reason = forms.CharField(
        label=_("Reason"), required=False, help_text=_("Kept in the record."), widget=UnfoldAdminTextInputWidget
    )
    expected_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expected_version"].initial = getattr(self.instance, "version", None)

    def clean(self) -> dict[str, Any] | None:
        """What the service refuses, with its words and its code."""
        cleaned = super().clean()
        if not self.errors:
            try:
                with transaction.atomic():
                    self.model_admin.write(self.request, self)
                    transaction.set_rollback(True)
            except ClaimdeskError as refusal:
                self.add_error(None, f"{refusal.message} [{refusal.code}]")
        return cleaned

    @property
    def changes(self) -> dict[str, Any]:
        """The columns that were changed, as they are to be."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name not in {"reason", "expected_version"}}


class ServiceAdmin(ReadOnlyAdmin):
    """A page on which rows are added and edited, each through its service.

    Subclasses say in :meth:`write` which service that is. What their rows may be read by, they may be edited by; the service
    checks what the user may do.
    """

    form = ServiceForm

    def write(self, request: StaffRequest, form: Any) -> models.Model:
        """Add the row of a form, or, where it has an instance, edit that; what the service returns. May raise its refusals."""
        raise TypeError(f"{type(self).__name__} does not say which service writes its rows")

    def has_add_permission(self, request: StaffRequest) -> bool:
        return request.user.is_staff

    def has_change_permission(self, request: StaffRequest, obj: models.Model | None = None) -> bool:
        return request.user.is_staff

    def get_form(self, request: StaffRequest, obj: models.Model | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"request": request, "model_admin": self})

    def save_form(self, request: StaffRequest, form: Any, change: bool) -> models.Model:
        """Write through the service instead of saving the form's instance."""
        return self.write(request, form)

    def save_model(self, request: StaffRequest, obj: models.Model, form: Any, change: bool) -> None:
        """The service has saved it."""

    def save_related(self, request: StaffRequest, form: Any, formsets: Any, change: bool) -> None:
        """The service has saved what belongs to it; the admin's own log asks what that was."""
        for formset in formsets:
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []

    def original(self, form: Any) -> Any:
        """The row of a form as it stands in the database, untouched by what was typed."""
        return self.model.objects.get(pk=form.instance.pk)


def act_on_each(request: StaffRequest, rows: models.QuerySet[Any], service: Any, done: str) -> None:
    """Call a service for each of the rows, and say how each of them went."""
    for row in rows:
        try:
            service(row)
        except ClaimdeskError as refusal:
            messages.error(request, f"{row}: {refusal.message} [{refusal.code}]")
        else:
            messages.success(request, f"{row}: {done}")
