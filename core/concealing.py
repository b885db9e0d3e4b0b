"""What is kept from a user although it is their desk's. One list: ``visible_to`` and the record ask it alike.

Each app says in its ``concealing.py`` which rows those are. What follows from what is said once, in functions of the database: an
article is kept with its publisher, a claim with its article, a case with its claim. The database keeps their plans,
so that they cost next to nothing while little is restricted, and no query has to spell them out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL

#: The ids of the rows that are kept from the user with this id.
Rows = Callable[[int], RawSQL | QuerySet[Any]]

#: Nobody's id: what is kept from nobody in particular is what is restricted at all.
NOBODY = 0

_concealed: dict[type[Model], list[Rows]] = {}


def kept(what: str, user_id: int) -> RawSQL:
    """The ids that the database's function ``claimdesk_<what>`` returns for the user, to be looked for in a column."""
    return RawSQL(f"SELECT claimdesk_{what}(%s)", [user_id])  # noqa: S611 - the name is one of the code's own


def conceal(model: type[Model], rows: Rows) -> None:
    """From now on keep from each user the rows of the model whose ids ``rows`` returns for them."""
    _concealed.setdefault(model, []).append(rows)


def concealed(model: type[Model], user_id: int, id_column: str = "pk") -> Q:
    """The condition that the id in a column is of a row of the model that is kept from the user, for whatever reason."""
    condition = Q()
    for rows in _concealed[model]:
        condition |= Q(**{f"{id_column}__in": rows(user_id)})
    return condition


def concealed_models() -> Iterator[type[Model]]:
    """The models that have rows of which not every member of their desk may know."""
    yield from _concealed
