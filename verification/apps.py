from django.apps import AppConfig


class VerificationConfig(AppConfig):
    """The ``verification`` app."""

    name = "verification"
