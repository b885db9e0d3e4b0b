"""How well the engine reads the annotated articles: prints the table, fails below a floor.

    python -m benchmarks.evaluate [ANNOTATION.json ...] [--misses] [--model NAME]

Without annotations named it reads those in ``tests/eval`` and holds them against ``benchmarks/floors.py``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import pathlib
import sys
from collections.abc import Sequence

from benchmarks.floors import FLOORS
from benchmarks.scoring import Scores, score_article, table
from claims.extraction import ExtractionConfig, extract

ARTICLES = pathlib.Path(__file__).parent.parent / "tests" / "eval"


def evaluate(annotations: Sequence[pathlib.Path], config: ExtractionConfig) -> Scores:
    """The scores of the engine over annotated articles, each read with its day of publication."""
    scores = Scores()
    for path in annotations:
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (path.parent / gold["text_file"]).read_bytes().decode("utf-8")
        extraction = extract(text, published=dt.date.fromisoformat(gold["published_at"]), config=config)
        score_article(scores, path.stem, text, gold, extraction.to_dict()["claims"])
    return scores


def main() -> int:
    """Prints the table; 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotations", nargs="*", type=pathlib.Path)
    parser.add_argument("--misses", action="store_true", help="also list what was missed, and what was found too much")
    parser.add_argument("--model", default=ExtractionConfig().model, help="a spaCy pipeline for English (default: %(default)s)")
    options = parser.parse_args()
    scores = evaluate(options.annotations or sorted(ARTICLES.glob("*.json")), ExtractionConfig(model=options.model))
    floors = {} if options.annotations else FLOORS
    if options.misses:
        print("\n".join(scores.misses))
    print("\n".join(table(scores, floors)))
    return int(any(scores.rate(measure) < floor for measure, floor in floors.items()))


if __name__ == "__main__":
    sys.exit(main())
