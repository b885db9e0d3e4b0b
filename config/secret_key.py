"""A secret key for development that nobody has to think of, and that no two installations share."""

import contextlib
import os
import tempfile
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def generated_secret_key(path: Path) -> str:
    """Returns the key kept at ``path``, after putting a random one there if there is none; only its owner can read it."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:
            file.write(get_random_secret_key())
            file.flush()
            # Whole or not at all, and the first of several processes wins.
            with contextlib.suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text()
