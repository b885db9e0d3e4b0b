"""Quantities, on NewsQuant (news sentences; repository satya77/CQE_Evaluation, data/formatted_test_set/NewsQuant.json).

    python -m benchmarks.newsquant --data NewsQuant.json [--half dev|held|all] [--misses] [--json]

The set states no licence: it is read where it lies, and none of it is in this repository. Its sentences are split by the MD5 of
their text: first digit 0 to 7 is for developing, the default, 8 to f was kept for judging. They came to it without commas and
quotation marks; each is parsed as a document of its own. Where quantulum3 is installed it is measured in the same run.

value         one to one by sentence; a range must match as a range, anything else by its point (best, else the bound given)
value+unit    and the unit: for plain counts the head of what is counted is among the annotated unit's words
value+change  and how it stands: = ~ < > up down, from the interval, whether it is approximate, and the change
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import importlib.util
import json
import math
import pathlib
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from claims.extraction.quantities import find_quantities
from claims.extraction.text.document import Block, Role
from claims.extraction.text.parsing import parse_many

#: our names of units in the words of the annotation
NAMES = {
    "percent": "percentage",
    "years old": "year of age",
    "USD": "dollar",
    "JPY": "japanese yen",
    "CNY": "chinese yuan",
    "EUR": "euro",
    "AUD": "australian dollar",
    "GBP": "pound sterling",
    "ILS": "shekel",
    "MYR": "malaysian ringgit",
    "HKD": "hong kong dollar",
    "CAD": "canadian dollar",
    "INR": "indian rupee",
    "CHF": "swiss franc",
    "KRW": "south korean won",
    "RUB": "russian ruble",
}
_CURRENCY_OF_RATE = re.compile(r"^([A-Z]{3})(?= per )")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Found:
    """A predicted quantity, ours or a peer's."""

    low: float | None
    high: float | None
    best: float | None
    stands: str
    unit: str = ""
    counted: str = ""


Finder = Callable[[Sequence[str]], Iterator[list[Found]]]


# --- the annotation and how predictions agree with it -----------------------------------------------------------------------


def half_of(sentence: str) -> str:
    """Which half a sentence belongs to: "dev" or "held"."""
    return "dev" if hashlib.md5(sentence.encode()).hexdigest()[0] < "8" else "held"


def words(name: str) -> set[str]:
    """A unit's words, spelled alike and in the singular."""
    name = NAMES.get(name, _CURRENCY_OF_RATE.sub(lambda code: NAMES.get(code[1], code[1]), name)).lower()
    for ours, theirs in (("meter", "metre"), ("liter", "litre"), ("/", " per "), ("_", " "), ("-", " ")):
        name = name.replace(ours, theirs)
    return {re.sub(r"(?<=...)s$", "", word) for word in re.findall(r"[\w%]+", name)}


def annotated_value(value: str | float) -> float | tuple[float, float]:
    """The point or the range that is annotated: "12.0", "40-50"."""
    if isinstance(value, str) and "E" not in value and "-" in value[1:]:
        low, high = value.split("-")[:2]
        return float(low), float(high)
    return float(value)


def values_agree(gold: float | tuple[float, float], found: Found) -> bool:
    """Whether the predicted interval is the annotated one."""
    if isinstance(gold, tuple):
        return _close(found.low, gold[0]) and _close(found.high, gold[1])
    if found.low != found.high and None not in {found.low, found.high} and found.stands != "~":
        return False
    points = [found.best] if found.best is not None else [found.low, found.high]
    return any(_close(point, gold) for point in points)


def _close(value: float | None, gold: float) -> bool:
    return value is not None and math.isclose(value, gold, rel_tol=1e-5, abs_tol=1e-8)


def units_agree(gold: dict[str, Any], found: Found) -> bool:
    """Whether the unit, or for plain counts the noun, is the annotated one."""
    want = words(gold["normalized_unit"]) if gold["normalized_unit"] != "-" else set()
    if found.unit:
        return words(found.unit) == want
    counted = re.findall(r"[\w-]+", found.counted.lower())
    if not want or not counted:
        return not want and not counted
    return bool(words(counted[-1]) & (want | words(gold["unit"])))


@dataclasses.dataclass
class Score:
    """Counts over sentences, and the misses in words."""

    gold: int = 0
    predicted: int = 0
    value: int = 0
    unit: int = 0
    change: int = 0
    misses: list[str] = dataclasses.field(default_factory=list)

    def add(self, sentence: dict[str, Any], found: Sequence[Found]) -> None:
        gold = sentence["quantities"]
        self.gold += len(gold)
        self.predicted += len(found)
        weights = np.zeros((len(gold), len(found)))
        facts: dict[tuple[int, int], tuple[bool, bool]] = {}
        for i, want in enumerate(gold):
            for j, have in enumerate(found):
                if values_agree(annotated_value(want["value"]), have):
                    facts[i, j] = units_agree(want, have), have.stands == want["change"]
                    weights[i, j] = 10 + 4 * facts[i, j][0] + 2 * facts[i, j][1]
        pairs = [(int(i), int(j)) for i, j in zip(*linear_sum_assignment(-weights), strict=True) if (i, j) in facts]
        self.value += len(pairs)
        self.unit += sum(facts[pair][0] for pair in pairs)
        self.change += sum(facts[pair][1] for pair in pairs)
        if not len(pairs) == len(gold) == len(found):
            self.misses.append(_miss(sentence, found))

    def rates(self) -> dict[str, tuple[float, float, float]]:
        """Precision, recall and F1 in percent by measure."""
        return {
            name: self._rate(hits)
            for name, hits in (("value", self.value), ("value+unit", self.unit), ("value+change", self.change))
        }

    def _rate(self, hits: int) -> tuple[float, float, float]:
        precision, recall = hits / max(1, self.predicted), hits / max(1, self.gold)
        both = 2 * precision * recall / (precision + recall) if hits else 0.0
        return round(100 * precision, 1), round(100 * recall, 1), round(100 * both, 1)


def _miss(sentence: dict[str, Any], found: Iterable[Found]) -> str:
    want = ", ".join(f"{gold['change']}{gold['value']} {gold['unit']}" for gold in sentence["quantities"])
    have = ", ".join(f"{one.stands}{one.low}..{one.high} {one.unit or one.counted}" for one in found)
    return f"{sentence['text']}\n    want {want or '–'}\n    have {have or '–'}"


# --- who is measured --------------------------------------------------------------------------------------------------------


def claimdesk(sentences: Sequence[str]) -> Iterator[list[Found]]:
    """The engine's quantities of each sentence, those that no claim carries as well."""
    pages = [(sentence, (Block(start=0, end=len(sentence), role=Role.STORY),)) for sentence in sentences]
    for document in parse_many(pages):
        yield [
            Found(
                low=quantity.low,
                high=quantity.high,
                best=quantity.best,
                stands=_stands(quantity.low, quantity.high, quantity.change, approximate=quantity.approximate),
                unit=quantity.unit or "",
                counted=quantity.of,
            )
            for quantity in find_quantities(document)
        ]


def _stands(low: float | None, high: float | None, change: str | None, *, approximate: bool) -> str:
    """How the quantity stands, in the annotation's signs."""
    if change:
        return change
    if low is not None and high is None:
        return ">"
    if high is not None and low is None:
        return "<"
    return "~" if approximate else "="


def quantulum(sentences: Sequence[str]) -> Iterator[list[Found]]:
    """The quantities that quantulum3 finds; it counts no nouns and knows no bounds."""
    from quantulum3 import parser  # noqa: PLC0415  # a peer, installed only where it is to be measured

    for sentence in sentences:
        found = []
        for quantity in parser.parse(sentence):
            spread = quantity.uncertainty or 0
            unit = quantity.unit.name if quantity.unit.name != "dimensionless" else ""
            low, high = quantity.value - spread, quantity.value + spread
            found.append(Found(low=low, high=high, best=None if spread else quantity.value, stands="=", unit=unit))
        yield found


def finders() -> dict[str, Finder]:
    """The engine and the peers that are installed."""
    peers: dict[str, Finder] = {"quantulum3": quantulum} if importlib.util.find_spec("quantulum3") else {}
    return {"Claimdesk": claimdesk, **peers}


def main() -> None:
    """Print the scores of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--half", choices=("dev", "held", "all"), default="dev")
    parser.add_argument("--misses", action="store_true", help="print the sentences with a missed or wrong value")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    sentences = [
        sentence
        for sentence in json.loads(options.data.read_text(encoding="utf-8"))
        if options.half in {"all", half_of(sentence["text"])}
    ]
    results: dict[str, Any] = {}
    for name, find in finders().items():
        score, started = Score(), time.perf_counter()
        for sentence, found in zip(sentences, find([sentence["text"] for sentence in sentences]), strict=True):
            score.add(sentence, found)
        results[name] = {
            "gold": score.gold,
            "predicted": score.predicted,
            **score.rates(),
            "seconds": round(time.perf_counter() - started, 1),
        }
        if options.misses and name == "Claimdesk":
            print("\n".join(score.misses))
    if options.json:
        print(json.dumps(results, indent=1))
        return
    for name, result in results.items():
        print(name, f"({result['predicted']} found, {result['gold']} annotated, {result['seconds']} s)")
        for measure in ("value", "value+unit", "value+change"):
            print(f"    {measure:14}", *(f"{rate:5.1f}" for rate in result[measure]))


if __name__ == "__main__":
    main()
