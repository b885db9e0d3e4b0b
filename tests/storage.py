"""What file storage holds."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.files.storage import default_storage


def stored_files() -> list[str]:
    """Every file that is kept."""

    def walk(folder: str) -> Iterator[str]:
        folders, files = default_storage.listdir(folder)
        yield from (f"{folder}/{name}" for name in files)
        for name in folders:
            yield from walk(f"{folder}/{name}")

    return sorted(walk("captures")) if default_storage.exists("captures") else []
