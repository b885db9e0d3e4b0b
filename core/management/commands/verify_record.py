"""Proves that the record holds, or names the first entry that does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from core.chain import BrokenChainError, Chain, check_chain, unsealed
from core.heads import heads_in, public_key

BROKEN, NOT_CHECKED = 1, 2


class Command(BaseCommand):
    """``verify_record [--head FILE] [--public-key KEY]``: exits with 0 if the record holds, 1 if not, 2 if it cannot tell."""

    help = "Proves the chain of the record. With heads that were kept elsewhere, also that nothing was cut off or made anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", type=Path, metavar="FILE", help="heads that were kept: a copy of the file in RECORD_HEADS")
        parser.add_argument("--public-key", metavar="KEY", help="by which the heads are checked; without it, this installation's")

    def handle(self, *, head: Path | None, public_key: str | None, **options: Any) -> None:
        try:
            chain = self._check(head, public_key)
            waiting, since = unsealed()
        except BrokenChainError as broken:
            raise CommandError(f"The record does not hold. {broken}", returncode=BROKEN) from broken
        except (OSError, ValueError, DatabaseError) as error:
            raise CommandError(f"The record could not be checked. {error}", returncode=NOT_CHECKED) from error
        self._report(chain)
        if waiting:
            self.stdout.write(f"Not sealed yet, and so not proved: {waiting}, the first of {since:%Y-%m-%d %H:%M:%S} UTC.")
        self._report_limits(chain, head)

    def _check(self, head: Path | None, key: str | None) -> Chain:
        # The heads first: what they tell of must be in the chain that is read after them.
        heads = heads_in(head) if head else ()
        return check_chain(heads, key=key or public_key())

    def _report(self, chain: Chain) -> None:
        self.stdout.write(f"The record holds: {chain.sequence} sealed entries, {chain.redacted} of them redacted.")
        self.stdout.write(f"Its head is sequence {chain.sequence}, hash {chain.hash}.")

    def _report_limits(self, chain: Chain, head: Path | None) -> None:
        if head is None:
            self.stdout.write(
                "Without a head this does not prove that no entries were cut off its end, nor that the whole of it was not made"
                f" anew. Give a copy of {settings.RECORD_HEADS} that was kept elsewhere with --head."
            )
        elif not chain.heads:
            self.stdout.write(f"{head} has no head: the end of the record is not proved.")
        else:
            self.stdout.write(
                f"It has grown from each of the {chain.heads} heads in {head}; what came after the last is not proved."
            )
