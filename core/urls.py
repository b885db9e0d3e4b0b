"""Addresses of the account, of the desk, and of what every page offers."""

from django.urls import path

from core import views

app_name = "core"

urlpatterns = [
    path("theme/", views.theme, name="theme"),
    path("account/", views.account, name="account"),
    path("account/name/", views.rename, name="rename"),
    path("account/memberships/<int:pk>/", views.availability, name="availability"),
    path("account/tokens/", views.token_create, name="token-create"),
    path("account/tokens/<str:digest>/revoke/", views.token_revoke, name="token-revoke"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("invitations/<int:pk>/withdraw/", views.invitation_withdraw, name="invitation-withdraw"),
    path("desk/", views.desk, name="desk"),
    path("desk/choose/", views.choose_desk, name="choose-desk"),
    path("desk/invite/", views.invite, name="invite"),
    path("desk/members/<int:pk>/", views.member, name="member"),
]
