"""What is checked of rows before a service saves them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from core.errors import Conflict, Invalid
from core.models import User
from core.texts import is_storable


def check(target: models.Model, *, exclude: Collection[str] = (), area: str = "") -> None:
    """Raise :class:`Invalid` (``area:invalid``), naming the fields and what is wrong with them, where it cannot be saved.

    The area of the code is the model's name unless another is given.
    """
    code = f"{area or target._meta.model_name}:invalid"
    for field in target._meta.concrete_fields:
        value = getattr(target, field.attname)
        if isinstance(value, str) and not is_storable(value):
            words = "This text holds characters that cannot be stored."
            raise Invalid(code, words, fields={field.name: [words]})
    try:
        target.full_clean(exclude=set(exclude))
    except ValidationError as error:
        raise Invalid(code, " ".join(error.messages), fields=error.message_dict) from error


def require_version(row: Any, expected_version: int | None, *, actor: User | None, area: str = "") -> None:
    """Raise :class:`Conflict` (``area:stale``) unless the row, which the caller has locked, is at the version that was seen.

    The area of the code is the model's name, and the row is called by the model's, unless another is given. The system decides
    on the locked row, and has seen none.
    """
    if actor is not None and row.version != expected_version:
        raise Conflict(
            f"{area or row._meta.model_name}:stale",
            f"Somebody else changed this {area or row._meta.verbose_name} in the meantime. "
            "Nothing of yours was lost; look at what changed and try again.",
            version=row.version,
        )
