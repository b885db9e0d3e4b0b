from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from verification.demonstration import Demonstration


class Command(BaseCommand):
    """``python manage.py seed``."""

    help = "Load the demonstration: fictional articles, sources, rules and accounts. Loading twice changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION_ALLOWED:
            raise CommandError("These settings do not load the demonstration. [demonstration:refused]")
        settings.DEMONSTRATION_ACCOUNTS.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        counts = Demonstration(settings.BASE_DIR / "seeds", settings.DEMONSTRATION_ACCOUNTS).load()
        said = ", ".join(f"{number} {name}" for name, number in counts.items())
        self.stdout.write(f"The demonstration is loaded: {said}.")
