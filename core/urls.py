"""Addresses of the account, of notifications, of the desk, and of what every page offers."""

from django.urls import path

from core.views import account, desk, everywhere, invitations, notifications, second_factor

app_name = "core"

urlpatterns = [
    path("theme/", everywhere.theme, name="theme"),
    path("account/", account.account, name="account"),
    path("account/name/", account.rename, name="rename"),
    path("account/memberships/<int:pk>/", account.availability, name="availability"),
    path("account/memberships/<int:pk>/mail/", account.mail, name="mail"),
    path("account/tokens/", account.token_create, name="token-create"),
    path("account/tokens/<str:digest>/revoke/", account.token_revoke, name="token-revoke"),
    path("account/sessions/end-others/", account.sessions_end_others, name="sessions-end-others"),
    path("account/sessions/<str:digest>/end/", account.session_end, name="session-end"),
    path("account/second-factor/", second_factor.prove, name="second-factor-prove"),
    path("account/second-factor/enrol/", second_factor.enrol, name="second-factor-enrol"),
    path("account/second-factor/codes/", second_factor.renew_codes, name="recovery-codes-renew"),
    path("account/second-factor/remove/", second_factor.remove, name="second-factor-remove"),
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/read/", notifications.read_all, name="notifications-read"),
    path("notifications/<int:pk>/", notifications.follow, name="notification"),
    path("notifications/<int:pk>/read/", notifications.read, name="notification-read"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("invitations/<int:pk>/withdraw/", desk.invitation_withdraw, name="invitation-withdraw"),
    path("desk/", desk.desk, name="desk"),
    path("desk/choose/", everywhere.choose_desk, name="choose-desk"),
    path("desk/invite/", desk.invite, name="invite"),
    path("desk/second-factor/", desk.require_second_factor, name="second-factor-require"),
    path("desk/members/<int:pk>/", desk.member, name="member"),
    path("desk/members/<int:pk>/access/", desk.access, name="access"),
    path("desk/members/<int:pk>/second-factor/reset/", desk.second_factor_reset, name="second-factor-reset"),
    path("desk/members/<int:pk>/sessions/end/", desk.sessions_end_all, name="sessions-end-all"),
]
