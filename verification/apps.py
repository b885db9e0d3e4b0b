from django.apps import AppConfig


class VerificationConfig(AppConfig):
    """What we do about claims."""

    name = "verification"

    def ready(self) -> None:
        """Listen to the apps below and to this app's own services, say what is kept from whom, and how it is named."""
        from verification import concealing, receivers  # noqa: F401, PLC0415 - models must be loaded first
        from verification.telling import subjects  # noqa: F401, PLC0415 - likewise
