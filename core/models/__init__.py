"""Who may act, what was done, and who is told: users, desks, what lets them in, sensitivity, the record, notifications."""

from core.models.access import INVITATION_LIFETIME, ApiToken, Invitation, TokenScope, token_digest
from core.models.desks import (
    Delivery,
    Desk,
    DeskQuerySet,
    Membership,
    Role,
    Topic,
    User,
    UserManager,
    desks_as,
    desks_led_by,
    desks_of,
)
from core.models.factors import RecoveryCode, SecondFactor, Session
from core.models.mail import Message, MessageQuerySet, MessageState
from core.models.notifications import Notification, NotificationQuerySet, Occasion
from core.models.record import RecordEntry, RecordPayload, new_salt
from core.models.sensitivity import Sensitive, Sensitivity, restricted_index

__all__ = [
    "INVITATION_LIFETIME",
    "ApiToken",
    "Delivery",
    "Desk",
    "DeskQuerySet",
    "Invitation",
    "Membership",
    "Message",
    "MessageQuerySet",
    "MessageState",
    "Notification",
    "NotificationQuerySet",
    "Occasion",
    "RecordEntry",
    "RecordPayload",
    "RecoveryCode",
    "Role",
    "SecondFactor",
    "Sensitive",
    "Sensitivity",
    "Session",
    "TokenScope",
    "Topic",
    "User",
    "UserManager",
    "desks_as",
    "desks_led_by",
    "desks_of",
    "new_salt",
    "restricted_index",
    "token_digest",
]
