#!/usr/bin/env python
"""Django's command line for Claimdesk."""

import sys

from django.core.management import execute_from_command_line
from django.db import OperationalError

import config  # noqa: F401 -- names the settings


def main() -> None:
    """Runs one management command."""
    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        sys.exit(f"The database does not answer. `make run` starts the embedded one; DATABASE_URL names another.\n{error}")


if __name__ == "__main__":
    main()
