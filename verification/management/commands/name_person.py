"""Lets one more person see something restricted: for the operator of a desk whose named people have all left."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.errors import ClaimdeskError
from core.models import Sensitivity, User
from core.services import Restriction, sensitivity_set
from sources.models import Article, Source
from verification.models import Case, Evidence

KINDS: dict[str, type[Any]] = {"source": Source, "article": Article, "case": Case, "evidence": Evidence}


class Command(BaseCommand):
    """Names a member of its desk, who leads; on the record, as done by the system."""

    help = "Let a lead see something restricted of which nobody who is named is left. It is written down, with the reason."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=KINDS)
        parser.add_argument("id", type=int)
        parser.add_argument("email")
        parser.add_argument("--reason", required=True)

    def handle(self, *_args: Any, **options: Any) -> None:
        target = KINDS[options["kind"]].objects.filter(pk=options["id"], sensitivity=Sensitivity.RESTRICTED).first()
        person = User.objects.filter(email__iexact=options["email"]).first()
        if target is None or person is None:
            raise CommandError("There is no such restricted thing, or no such person.")
        left = target.named.filter(memberships__desk=target.desk, memberships__is_active=True, is_active=True)
        restriction = Restriction(Sensitivity.RESTRICTED, (*left.exclude(pk=person.pk), person))
        try:
            sensitivity_set(target=target, actor=None, expected_version=None, restriction=restriction, reason=options["reason"])
        except ClaimdeskError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{person} may see {options['kind']} {target.pk}.")
