from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """The ``claims`` app."""

    name = "claims"
