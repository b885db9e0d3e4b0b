"""Resets a second factor from the server's own command line: for who has nobody over them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.errors import ClaimdeskError
from core.models import User
from core.services import second_factor_reset


class Command(BaseCommand):
    """``reset_second_factor EMAIL --reason TEXT``."""

    help = "Take away a lost second factor and end the account's sessions. Recorded as done by the system."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--reason", required=True, help="kept in the record")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("There is no account with this address.")
        try:
            second_factor_reset(user=user, actor=None, reason=options["reason"])
        except ClaimdeskError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The second factor of {user.email} is reset.")
