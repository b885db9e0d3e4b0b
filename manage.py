#!/usr/bin/env python
"""Django's command line for Claimdesk."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Runs one management command, with the development settings where none are named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
