"""All writes to desks, accounts, what lets people and programs in, and what people are told."""

from core.services.desks import desk_create, desk_edit
from core.services.invitations import (
    invitation_accept,
    invitation_find,
    invitation_withdraw,
    user_invite,
)
from core.services.mailing import mail_invited, mail_user, mails_abandoned
from core.services.memberships import membership_change
from core.services.notifications import notification_read, notifications_read, notify, settle
from core.services.second_factors import (
    key_address,
    new_key,
    recovery_codes_renew,
    second_factor_enrol,
    second_factor_prove,
    second_factor_remove,
    second_factor_reset,
)
from core.services.sensitivity import PUBLIC, Restriction, desk_of, restrict, sensitivity_set
from core.services.sessions import session_end, sessions_end_all, sessions_end_others
from core.services.tokens import MOST_TOKEN_LIFETIME, token_create, token_revoke
from core.services.users import user_deactivate, user_reactivate, user_rename

__all__ = [
    "MOST_TOKEN_LIFETIME",
    "PUBLIC",
    "Restriction",
    "desk_create",
    "desk_edit",
    "desk_of",
    "invitation_accept",
    "invitation_find",
    "invitation_withdraw",
    "key_address",
    "mail_invited",
    "mail_user",
    "mails_abandoned",
    "membership_change",
    "new_key",
    "notification_read",
    "notifications_read",
    "notify",
    "recovery_codes_renew",
    "restrict",
    "second_factor_enrol",
    "second_factor_prove",
    "second_factor_remove",
    "second_factor_reset",
    "sensitivity_set",
    "session_end",
    "sessions_end_all",
    "sessions_end_others",
    "settle",
    "token_create",
    "token_revoke",
    "user_deactivate",
    "user_invite",
    "user_reactivate",
    "user_rename",
]
