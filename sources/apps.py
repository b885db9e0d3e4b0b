from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """The ``sources`` app."""

    name = "sources"
