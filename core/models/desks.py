"""Who may act: users, desks, memberships and topics."""

from __future__ import annotations

import functools
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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
        return self.is_active and (self.is_superuser or desks_led_by(self).exists())

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
        return self.filter(memberships__user=user, memberships__is_active=True)


class Desk(models.Model):
    """A team. Articles, cases, rules, scales and private sources belong to one."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    names_reviewers = models.BooleanField(
        _("names its reviewers"), default=False, help_text=_("Whether public verdict pages name the people who reviewed.")
    )
    requires_second_factor = models.BooleanField(
        _("requires a second factor"),
        default=False,
        help_text=_("Whether its members also sign in with a code."),
    )
    is_demonstration = models.BooleanField(
        _("demonstration"), default=False, editable=False, help_text=_("Its pages and exports say that everything is fictional.")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = DeskQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("desk")
        verbose_name_plural = _("desks")

    def __str__(self) -> str:
        return self.name


def desks_of(user: User) -> RawSQL | DeskQuerySet:
    """The ids of the desks that :meth:`DeskQuerySet.visible_to` gives, for ``desk__in``.

    Nearly every query of a page asks this, so it is written out: Django would write a join of two tables anew each time.
    """
    if not user.is_active or user.is_superuser:
        return Desk.objects.visible_to(user)
    return RawSQL("SELECT desk_id FROM core_membership WHERE user_id = %s AND is_active", [user.pk])


def desks_led_by(user: User) -> DeskQuerySet:
    """The desks that the user leads or administers, which the admin is about; all of them for a superuser."""
    return desks_as(user, Role.LEAD)


def desks_administered_by(user: User) -> DeskQuerySet:
    """The desks that the user administers; all of them for a superuser."""
    return desks_as(user, Role.ADMIN)


def desks_as(user: User, least: Role) -> DeskQuerySet:
    """The desks on which the user has this role at least; all of them for a superuser."""
    if not user.is_active or user.is_superuser:
        return Desk.objects.visible_to(user)
    roles = [role for role in Role if role.includes(least)]
    return Desk.objects.filter(memberships__user=user, memberships__is_active=True, memberships__role__in=roles)


class Topic(models.Model):
    """A subject that reviewers of a desk know about and that rules give to cases: "air war", "courts"."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="topics", verbose_name=_("desk"))
    name = models.CharField(_("name"), max_length=80)
    version = models.PositiveIntegerField(default=1, editable=False)

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

    @property
    def opens_admin(self) -> bool:
        """Whether whoever has this role on a desk may use the admin, for what is run on that desk."""
        return self.includes(Role.LEAD)

    def includes(self, other: Role) -> bool:
        """Whether whoever has this role may do what the other may."""
        return self.rank >= other.rank


class Delivery(models.TextChoices):
    """How somebody is mailed what they are told on a desk. The pages tell it in any case."""

    IMMEDIATE = "immediate", _("at once")
    DIGEST = "digest", _("once a day")
    NEVER = "never", _("not at all")


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
    mail = models.CharField(
        _("e-mail"),
        max_length=10,
        choices=Delivery.choices,
        default=Delivery.IMMEDIATE,
        help_text=_("When notifications of this desk are mailed."),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["desk", "user"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["desk", "user"], name="membership_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(condition=models.Q(capacity__gte=1), name="membership_capacity_positive"),
            models.CheckConstraint(condition=models.Q(mail__in=Delivery.values), name="membership_mail_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
