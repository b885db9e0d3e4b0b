"""A quantity while it is put together, word by word."""

from __future__ import annotations

import dataclasses

from claims.extraction.quantities.counting import Counted
from claims.extraction.quantities.numerals import Form
from claims.extraction.records import Change, Relative
from claims.extraction.text.tokens import Token


@dataclasses.dataclass(slots=True, kw_only=True)
class Reading:
    """The atoms ``first`` up to ``last`` and what they say; both grow as words around are found to belong.

    ``number`` is the model's token of the number itself, ``named`` the atoms of a unit that is written out, and ``blur`` the
    convention by which the words around are inexact; a vague number carries its own ``convention``. ``told_by`` is the word that
    tells what became of what is counted, where that is neither the noun behind the number nor the number itself.
    """

    first: int
    last: int
    low: float | None
    high: float | None
    best: float | None
    number: Token
    unit: str | None = None
    named: tuple[int, int] | None = None
    counted: Counted | None = None
    told_by: Token | None = None
    form: Form = Form.CARDINAL
    convention: str = ""
    blur: str = ""
    scale: float = 1
    in_words: bool = False
    low_open: bool = False
    high_open: bool = False
    change: Change | None = None
    relative: Relative | None = None
    is_figure: bool = True

    @property
    def is_fraction(self) -> bool:
        return self.form is Form.FRACTION

    @property
    def is_vague(self) -> bool:
        return self.form is Form.VAGUE

    @property
    def is_plain(self) -> bool:
        """Whether it is one number, not yet bounded, blurred or joined."""
        return self.low is not None and self.low == self.high and not self.is_vague

    @property
    def end(self) -> int:
        """The atom behind the quantity with what it counts."""
        return max(self.last, self.counted.last) if self.counted else self.last
