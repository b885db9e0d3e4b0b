from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Who may act, what was done, and who is told."""

    name = "core"

    def ready(self) -> None:
        """Listen to this app's own services."""
        from core import receivers  # noqa: F401, PLC0415 - models must be loaded first
