from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """What is asserted: the engine, and claims as people and the engine made them."""

    name = "claims"

    def ready(self) -> None:
        """Listen to the apps below, and say what is kept from whom."""
        from claims import concealing, receivers  # noqa: F401, PLC0415 - models must be loaded first
