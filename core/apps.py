from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Who may act, and what was done."""

    name = "core"
