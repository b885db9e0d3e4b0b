"""How what people are told of is named: by the app that knows it, when it is read, to whoever reads it.

A notification keeps only of which row it tells. Each app says here how rows of its models are named and where they are looked at;
a row that the reader may not see has no name, and then the notification is not there either.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from django.db.models import Model

if TYPE_CHECKING:
    from core.models import User


@dataclasses.dataclass(frozen=True, slots=True)
class Subject:
    """What a notification is about: what it is called, what it says, and where it is looked at.

    ``words`` stay where readers are known: they leave the site only if ``is_open`` says that nothing of them is to be kept.
    """

    name: str
    words: str
    address: str
    is_open: bool = False


#: The subjects of the rows with these ids, by id, as far as this user may see them.
Describe = Callable[["User", Collection[int]], dict[int, Subject]]

_describe: dict[type[Model], Describe] = {}


def tell_of(model: type[Model], describe: Describe) -> None:
    """From now on people can be told of rows of this model."""
    _describe[model] = describe


def told_models() -> Collection[type[Model]]:
    """The models of whose rows people are told."""
    return _describe.keys()


def subjects_of(user: User, references: Collection[tuple[str, int]]) -> dict[tuple[str, int], Subject]:
    """What the user may see of the rows that are referred to, by type and id: so many queries as there are types."""
    found: dict[tuple[str, int], Subject] = {}
    for model, describe in _describe.items():
        label = model._meta.label_lower
        if ids := {pk for object_type, pk in references if object_type == label}:
            found |= {(label, pk): subject for pk, subject in describe(user, ids).items()}
    return found
