"""The admin of accounts, desks and the record."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from unfold.forms import ActionForm
from unfold.widgets import UnfoldAdminTextInputWidget

from core.administration import ReadOnlyAdmin, ReadOnlyInline, ServiceAdmin, StaffRequest, act_on_each
from core.models import (
    ApiToken,
    Desk,
    Invitation,
    Membership,
    Message,
    Notification,
    RecordEntry,
    RecordPayload,
    RecoveryCode,
    Role,
    SecondFactor,
    User,
    desks_led_by,
)
from core.permissions import Permission, allows
from core.record import entries_visible_to, payload_redact
from core.services import (
    desk_create,
    desk_edit,
    invitation_withdraw,
    membership_change,
    token_revoke,
    user_deactivate,
    user_invite,
    user_reactivate,
)

# Roles on desks decide who may do what.
admin.site.unregister(Group)


class MembershipInline(ReadOnlyInline):
    """The desks of a user, or the members of a desk."""

    model = Membership
    fields = ["desk", "user", "role", "is_active", "capacity", "absent_until"]
    show_change_link = True


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    """Accounts. They come by invitation, and are deactivated, never deleted."""

    list_display = ["display_name", "email", "is_active", "is_superuser", "last_login", "date_joined"]
    list_filter = ["is_active", "is_superuser", "memberships__role", "memberships__desk"]
    search_fields = ["display_name", "email"]
    fields = ["display_name", "email", "is_active", "is_superuser", "last_login", "date_joined"]
    inlines = [MembershipInline]
    actions = ["deactivate", "reactivate"]

    def get_queryset(self, request: StaffRequest) -> QuerySet[User]:
        """The people on the desks that the user leads."""
        users = User.objects.all()
        if request.user.is_superuser:
            return users
        return users.filter(memberships__desk__in=desks_led_by(request.user)).distinct()

    @admin.action(description=_("Deactivate: end sessions and tokens, keep what was done"))
    def deactivate(self, request: StaffRequest, queryset: QuerySet[User]) -> None:
        act_on_each(
            request,
            queryset,
            lambda user: user_deactivate(user=user, actor=request.user, reason=str(_("Deactivated in the admin"))),
            str(_("deactivated")),
        )

    @admin.action(description=_("Reactivate"))
    def reactivate(self, request: StaffRequest, queryset: QuerySet[User]) -> None:
        act_on_each(request, queryset, lambda user: user_reactivate(user=user, actor=request.user), str(_("active again")))


@admin.register(Desk)
class DeskAdmin(ServiceAdmin):
    """Desks. Superusers add them; a desk's admins edit theirs."""

    list_display = ["name", "slug", "names_reviewers", "is_demonstration", "created_at"]
    search_fields = ["name", "slug"]
    fields = ["name", "slug", "names_reviewers", "requires_second_factor", "reason", "expected_version"]
    inlines = [MembershipInline]

    def has_add_permission(self, request: StaffRequest) -> bool:
        return request.user.is_superuser

    def write(self, request: StaffRequest, form: Any) -> Desk:
        data = form.cleaned_data
        if form.instance.pk is None:
            given = {name: data[name] for name in ("name", "slug", "names_reviewers", "requires_second_factor")}
            return desk_create(actor=request.user, **given)
        seen = data["expected_version"]
        given = {"actor": request.user, "expected_version": seen, "changes": form.changes, "reason": data["reason"]}
        return desk_edit(desk=self.original(form), **given)


@admin.register(Membership)
class MembershipAdmin(ServiceAdmin):
    """Who has which role on which desk, and what cases suit them. People join by invitation."""

    list_display = ["user", "desk", "role", "is_active", "capacity", "absent_until"]
    list_filter = ["desk", "role", "is_active"]
    search_fields = ["user__display_name", "user__email"]
    list_select_related = ["user", "desk"]
    fields = [
        "desk",
        "user",
        "role",
        "is_active",
        "topics",
        "languages",
        "capacity",
        "absent_until",
        "reason",
        "expected_version",
    ]
    readonly_fields = ["desk", "user"]
    autocomplete_fields = ["topics"]

    def has_add_permission(self, request: StaffRequest) -> bool:
        return False

    def write(self, request: StaffRequest, form: Any) -> Membership:
        seen = {name: form.cleaned_data[name] for name in ("expected_version", "reason")}
        return membership_change(membership=self.original(form), actor=request.user, **seen, **form.changes)


@admin.register(Invitation)
class InvitationAdmin(ServiceAdmin):
    """Invitations to desks. Adding one has it mailed."""

    list_display = ["email", "desk", "role", "invited_by", "created_at", "mailed", "expires_at", "accepted_at", "withdrawn_at"]
    list_filter = ["desk", "role"]
    search_fields = ["email"]
    list_select_related = ["desk", "invited_by", "message"]
    fields = ["desk", "email", "role"]
    autocomplete_fields = ["desk"]
    actions = ["withdraw"]

    @admin.display(description=_("e-mail"))
    def mailed(self, invitation: Invitation) -> str:
        message = getattr(invitation, "message", None)
        return message.get_state_display() if message else ""

    def has_change_permission(self, request: StaffRequest, obj: Any = None) -> bool:
        return False

    def write(self, request: StaffRequest, form: Any) -> Invitation:
        data = form.cleaned_data
        return user_invite(desk=data["desk"], email=data["email"], role=Role(data["role"]), actor=request.user)

    @admin.action(description=_("Withdraw"))
    def withdraw(self, request: StaffRequest, queryset: QuerySet[Invitation]) -> None:
        act_on_each(
            request,
            queryset,
            lambda invitation: invitation_withdraw(invitation=invitation, actor=request.user),
            str(_("withdrawn")),
        )


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    """API tokens. Their owners make them; here they are revoked."""

    list_display = ["name", "user", "scope", "created", "expiry"]
    list_filter = ["scope"]
    search_fields = ["name", "user__email", "user__display_name"]
    list_select_related = ["user"]
    fields = ["name", "user", "scope", "created", "expiry"]
    actions = ["revoke"]

    def get_queryset(self, request: StaffRequest) -> QuerySet[ApiToken]:
        """The user's own; all of them for a superuser."""
        tokens: QuerySet[ApiToken] = ApiToken.objects.all()
        return tokens if request.user.is_superuser else tokens.filter(user=request.user)

    @admin.action(description=_("Revoke"))
    def revoke(self, request: StaffRequest, queryset: QuerySet[ApiToken]) -> None:
        act_on_each(request, queryset, lambda token: token_revoke(token=token, actor=request.user), str(_("revoked")))


class RecoveryCodeInline(ReadOnlyInline):
    """Which recovery codes were used, and when."""

    model = RecoveryCode
    fields = ["used_at"]


@admin.register(SecondFactor)
class SecondFactorAdmin(ReadOnlyAdmin):
    """Who has a second factor. It is reset from the desk's page, or on the command line."""

    list_display = ["user", "enrolled_at", "failures", "failed_at"]
    search_fields = ["user__email", "user__display_name"]
    list_select_related = ["user"]
    fields = ["user", "enrolled_at", "failures", "failed_at"]
    inlines = [RecoveryCodeInline]

    def get_queryset(self, request: StaffRequest) -> QuerySet[SecondFactor]:
        """Those of the people on the desks that the user leads."""
        people = self.admin_site.get_model_admin(User).get_queryset(request)
        return SecondFactor.objects.filter(user__in=people)


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    """Who was told what, and whether they have looked at it."""

    list_display = ["created_at", "recipient", "occasion", "object_type", "object_id", "desk", "read_at"]
    list_filter = ["occasion", "desk"]
    search_fields = ["recipient__email", "recipient__display_name", "=object_id"]
    list_select_related = ["recipient", "desk"]
    fields = [
        "recipient",
        "occasion",
        "object_type",
        "object_id",
        "desk",
        "actor",
        "created_at",
        "read_at",
        "mail",
        "mail_due_at",
        "message",
    ]

    def get_queryset(self, request: StaffRequest) -> QuerySet[Notification]:
        """The user's own; for a superuser everybody's, without those about what is kept from the superuser."""
        rows = Notification.objects.about_what_is_seen_by(request.user)
        return rows if request.user.is_superuser else rows.visible_to(request.user)


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """E-mails to people, and what became of each. Whether it arrived is in the mail server's log, by its id."""

    list_display = ["created_at", "recipient", "invitation", "delivery", "state", "attempts", "settled_at", "failure"]
    list_filter = ["state", "delivery"]
    search_fields = ["message_id", "recipient__email", "recipient__display_name", "invitation__email"]
    list_select_related = ["recipient", "invitation"]
    fields = [
        "recipient",
        "invitation",
        "delivery",
        "digest_on",
        "message_id",
        "state",
        "attempts",
        "created_at",
        "next_attempt_at",
        "begun_at",
        "settled_at",
        "failure",
    ]

    def get_queryset(self, request: StaffRequest) -> QuerySet[Message]:
        """What the user may see; for a superuser everybody's, without those that tell of what is kept from the superuser."""
        if not request.user.is_superuser:
            return Message.objects.visible_to(request.user)
        told = Notification.objects.filter(message=OuterRef("pk"))
        hidden = told.exclude(pk__in=Notification.objects.about_what_is_seen_by(request.user).values("pk"))
        return Message.objects.exclude(Exists(hidden))


class PayloadInline(ReadOnlyInline):
    """What was, what is, and why, or that it was redacted."""

    model = RecordPayload
    fields = ["what_was", "what_is", "why"]

    @admin.display(description=_("what was"))
    def what_was(self, payload: RecordPayload) -> str:
        return _shown(payload, _as_json(payload.before))

    @admin.display(description=_("what is"))
    def what_is(self, payload: RecordPayload) -> str:
        return _shown(payload, _as_json(payload.after))

    @admin.display(description=_("why"))
    def why(self, payload: RecordPayload) -> str:
        return _shown(payload, payload.reason)


def _shown(payload: RecordPayload, text: str) -> str:
    return str(_("redacted")) if payload.is_redacted else text


def _as_json(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, indent=1)


class ReasonActionForm(ActionForm):
    """The choice of an action, with the reason for it."""

    reason = forms.CharField(
        label="", required=False, widget=UnfoldAdminTextInputWidget({"placeholder": _("Reason"), "aria-label": _("Reason")})
    )


@admin.register(RecordEntry)
class RecordEntryAdmin(ReadOnlyAdmin):
    """The record: who did what, when and why, and whether it is sealed already."""

    list_display = ["place", "at", "actor", "action", "object_type", "object_id", "desk"]
    list_display_links = ["at"]
    list_filter = ["desk", "action"]
    fields = ["at", "actor", "action", "object_type", "object_id", "desk", "place", "hash", "digest"]
    action_form = ReasonActionForm
    actions = ["redact"]
    search_fields = ["action", "object_type", "=object_id", "actor__email", "actor__display_name"]
    list_select_related = ["actor", "desk"]
    date_hierarchy = "at"
    inlines = [PayloadInline]

    def get_queryset(self, request: StaffRequest) -> QuerySet[RecordEntry]:
        """Of the desks that the user leads, without what is said there of things that the user may not see."""
        entries = entries_visible_to(request.user)
        return entries if request.user.is_superuser else entries.filter(desk__in=desks_led_by(request.user))

    @admin.display(description=_("sequence"), ordering="sequence")
    def place(self, entry: RecordEntry) -> str:
        return str(_("not sealed yet") if entry.sequence is None else entry.sequence)

    def has_redact_permission(self, request: StaffRequest) -> bool:
        """Whoever administers a desk; the service asks about the entry's own."""
        desks = Desk.objects.visible_to(request.user)
        return any(allows(request.user, Permission.ADMINISTER, desk) for desk in desks)

    @admin.action(description=_("Redact for good"), permissions=["redact"])
    def redact(self, request: StaffRequest, queryset: QuerySet[RecordEntry]) -> None:
        reason = request.POST.get("reason", "")
        act_on_each(
            request,
            queryset,
            lambda entry: payload_redact(entry=entry, actor=request.user, reason=reason),
            str(_("redacted")),
        )
