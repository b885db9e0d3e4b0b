"""Who may act, and what was done: users, desks, memberships, topics, tokens, and the record."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import secrets
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken

INVITATION_LIFETIME = dt.timedelta(days=7)


class UserManager(BaseUserManager["User"]):
    """Finds users by e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new user; without a password nobody can sign in as them until one is set."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user who may do everything, in the admin too."""
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing] # knox has no types
    """A person who signs in with an e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("display name"), max_length=120)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Deactivate instead of deleting: what was done keeps its author.")
    )
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        ordering = ["display_name", "pk"]
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.display_name or self.email

    @functools.cached_property
    def is_staff(self) -> bool:
        """Whether the user may use the admin: superusers, and whoever leads or administers a desk."""
        leading = self.memberships.filter(is_active=True, role__in=[Role.LEAD, Role.ADMIN])
        return self.is_active and (self.is_superuser or leading.exists())

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name


class DeskQuerySet(models.QuerySet["Desk"]):
    """Reads desks."""

    def visible_to(self, user: User) -> Self:
        """The desks that the user is an active member of; all of them for a superuser."""
        if not user.is_active:
            return self.none()
        if user.is_superuser:
            return self
        return self.filter(pk__in=Membership.objects.filter(user=user, is_active=True).values("desk"))


class Desk(models.Model):
    """A team. Articles, cases, rules, scales and private sources belong to one."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    names_reviewers = models.BooleanField(
        _("names its reviewers"), default=False, help_text=_("Whether public verdict pages name the people who reviewed.")
    )
    is_demonstration = models.BooleanField(
        _("demonstration"), default=False, editable=False, help_text=_("Its pages and exports say that everything is fictional.")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = DeskQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("desk")
        verbose_name_plural = _("desks")

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """A subject that reviewers of a desk know about and that rules give to cases: "air war", "courts"."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="topics", verbose_name=_("desk"))
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ["name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [models.UniqueConstraint("desk", Lower("name"), name="topic_once_per_desk")]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a member of a desk is; each role may do what the ones before it may."""

    VIEWER = "viewer", _("viewer")
    REVIEWER = "reviewer", _("reviewer")
    LEAD = "lead", _("lead")
    ADMIN = "admin", _("admin")

    @property
    def rank(self) -> int:
        """The place in the order of power, from 0."""
        return list(Role).index(self)

    def includes(self, other: Role) -> bool:
        """Whether whoever has this role may do what the other may."""
        return self.rank >= other.rank


class Membership(models.Model):
    """A user's place on a desk: the role, and what cases suit them."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="memberships", verbose_name=_("desk"))
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    is_active = models.BooleanField(_("active"), default=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="memberships", verbose_name=_("topics"))
    languages = ArrayField(
        models.CharField(max_length=12),
        default=list,
        blank=True,
        verbose_name=_("languages"),
        help_text=_("Language codes, for example en, uk. Empty: any language."),
    )
    capacity = models.PositiveSmallIntegerField(
        _("capacity"), default=10, validators=[MinValueValidator(1)], help_text=_("How many open assignments are a full load.")
    )
    absent_until = models.DateField(_("absent until"), null=True, blank=True)

    class Meta:
        ordering = ["desk", "user"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["desk", "user"], name="membership_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(condition=models.Q(capacity__gte=1), name="membership_capacity_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"


def token_digest(token: str) -> str:
    """What is stored of a secret that was handed out once."""
    return hashlib.sha256(token.encode()).hexdigest()


class Invitation(models.Model):
    """An invitation of an e-mail address to a desk. The link's token is handed out once; only its digest is kept."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="invitations", verbose_name=_("desk"))
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("invited by"))
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [models.CheckConstraint(condition=models.Q(role__in=Role.values), name="invitation_role_known")]

    def __str__(self) -> str:
        return self.email

    def is_open(self, now: dt.datetime) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_at is None and self.withdrawn_at is None and now < self.expires_at


class TokenScope(models.TextChoices):
    """What an API token may be used for, within what its user may do."""

    READ = "read", _("read")
    WRITE = "write", _("read and write")


class ApiToken(AbstractAuthToken):
    """An API token: stored hashed, scoped, expiring, named so that its owner knows which to revoke."""

    name = models.CharField(_("name"), max_length=80)
    scope = models.CharField(_("scope"), max_length=10, choices=TokenScope.choices, default=TokenScope.READ)

    class Meta:
        ordering = ["-created"]
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = [
            models.CheckConstraint(condition=models.Q(scope__in=TokenScope.values), name="apitoken_scope_known"),
            models.CheckConstraint(condition=models.Q(expiry__isnull=False), name="apitoken_expires"),
        ]

    def __str__(self) -> str:
        return self.name


class RecordEntry(models.Model):
    """One write: who did what to which object, and when. Append-only; the database refuses UPDATE, DELETE and TRUNCATE.

    What was, what is and why are in the payload beside it; the entry keeps the payload's digest, so that a payload can be erased
    when the law demands it while the entry still proves that there was one.
    """

    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    actor = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="record_entries",
        verbose_name=_("actor"),
        help_text=_("Empty: the system."),
    )
    action = models.CharField(_("action"), max_length=80, help_text=_("app.object.verb, for example claims.claim.correct"))
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="record_entries", verbose_name=_("desk"))
    object_type = models.CharField(_("object type"), max_length=60, help_text=_("app.model"))
    object_id = models.BigIntegerField(_("object id"))
    digest = models.CharField(_("payload digest"), max_length=64, help_text=_("SHA-256 of salt and payload."))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("record entry")
        verbose_name_plural = _("record")
        indexes = [
            models.Index(fields=["object_type", "object_id", "id"], name="recordentry_object"),
            models.Index(fields=["desk", "id"], name="recordentry_desk"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"


def new_salt() -> str:
    """A salt that keeps a short payload from being guessed from its digest."""
    return secrets.token_hex(16)


class RecordPayload(models.Model):
    """What was, what is, and why, of one record entry."""

    entry = models.OneToOneField(RecordEntry, models.PROTECT, primary_key=True, related_name="payload")
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    before = models.JSONField(_("what was"), null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("what is"), null=True, encoder=DjangoJSONEncoder)
    reason = models.TextField(_("why"), blank=True)

    class Meta:
        verbose_name = _("record payload")
        verbose_name_plural = _("record payloads")

    def __str__(self) -> str:
        return f"payload of {self.entry_id}"
