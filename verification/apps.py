from django.apps import AppConfig


class VerificationConfig(AppConfig):
    """What we do about claims."""

    name = "verification"

    def ready(self) -> None:
        """Listen to the apps below and to this app's own services, and say what is kept from whom."""
        from verification import concealing, receivers  # noqa: F401, PLC0415 - models must be loaded first
