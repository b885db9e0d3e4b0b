"""Where and when more of the same happened: of "…, and another 34 were hurt" the sentence before tells.

Only "another", "others" and "more" say by themselves that they go on with what was told last; a figure without them may be of
another place or day, and is left as it is.
"""

from __future__ import annotations

import dataclasses

from claims.extraction.clauses import Place as ClausePlace
from claims.extraction.clauses import helpers_of
from claims.extraction.drafts import Draft
from claims.extraction.quantities.measures import tells_harm
from claims.extraction.records import Place, When

#: What goes on with a count, and how many sentences after it.
_MORE = frozenset("another other others more further additional".split())
_REACH = 2


@dataclasses.dataclass(frozen=True, slots=True)
class Scene:
    """Where and when something happened, in words, and as the record has it."""

    text: str
    sentence: int
    when: When | None
    where: tuple[Place, ...]


class Scenes:
    """What was told last of where and when people or things came to harm."""

    def __init__(self) -> None:
        self._last: Scene | None = None

    def of(self, draft: Draft, sentence: int) -> Scene | None:
        """The scene of a figure that goes on with the last one, where that is near."""
        more = draft.quantity is not None and any(token.lower_ in _MORE for token in draft.told)
        near = self._last is not None and 0 <= sentence - self._last.sentence <= _REACH
        return self._last if more and near and tells_harm(draft.clause.head) and not _is_still_so(draft) else None

    def remember(self, draft: Draft, scene: Scene) -> None:
        """Keeps where and when something happened; what happened nobody says where ends the scene before."""
        if draft.clause.place is not ClausePlace.ADVERBIAL:
            self._last = scene if scene.text else None


def _is_still_so(draft: Draft) -> bool:
    """Of "another seven are missing" nobody says that they are so where and when others died."""
    helpers = helpers_of(draft.clause.head)
    return any(helper.lower_ in {"is", "are"} for helper in (*helpers, draft.clause.head))
