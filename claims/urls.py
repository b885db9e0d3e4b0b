"""Addresses of claims and events."""

from django.urls import path

from claims import views

app_name = "claims"

urlpatterns = [
    path("claims/<int:pk>/", views.claim, name="claim"),
    path("claims/<int:pk>/correct/", views.correct, name="correct"),
    path("claims/<int:pk>/split/", views.split, name="split"),
    path("claims/<int:pk>/reject/", views.reject, name="reject"),
    path("claims/<int:pk>/restore/", views.restore, name="restore"),
    path("claims/<int:pk>/event/", views.set_event, name="set-event"),
    path("articles/<int:pk>/mark/", views.mark, name="mark"),
    path("articles/<int:pk>/merge/", views.merge, name="merge"),
    path("articles/<int:pk>/proposals/", views.proposals, name="proposals"),
    path("proposals/<int:pk>/", views.settle, name="settle"),
    path("sources/<int:pk>/said/", views.said, name="said"),
    path("events/", views.events, name="events"),
    path("events/new/", views.event_new, name="event-new"),
    path("events/<int:pk>/", views.event, name="event"),
    path("events/<int:pk>/edit/", views.event_edit, name="event-edit"),
    path("events/<int:pk>/parties/", views.party_add, name="party-add"),
    path("parties/<int:pk>/remove/", views.party_remove, name="party-remove"),
]
