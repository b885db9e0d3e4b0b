from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Whom we read and whom they quote."""

    name = "sources"

    def ready(self) -> None:
        """Listen to this app's own services, and say what is kept from whom."""
        from sources import concealing, receivers  # noqa: F401, PLC0415 - models must be loaded first
