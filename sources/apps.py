from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Whom we read and whom they quote."""

    name = "sources"
