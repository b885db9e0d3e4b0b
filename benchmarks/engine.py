"""How fast the engine is beside the bare language model, and how it grows with the text.

    python -m benchmarks.engine [--texts FOLDER] [--words 50000] [--rounds 3]

Speed: the same articles through :func:`extract_many` and through the spaCy pipeline alone, with all its components, both read in
the engine's parts; in turn, the best round of each, in processor time. Scale: one document of growing length. Each memory figure
is the peak of a process of its own.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import itertools
import multiprocessing
import pathlib
import re
import time
from collections.abc import Callable, Iterator, Sequence

import spacy

from claims.extraction import ExtractionConfig, extract, extract_many
from claims.extraction.text.parsing import parts_of
from claims.extraction.text.segmenting import segment

ARTICLES = pathlib.Path(__file__).parent.parent / "tests" / "eval"
LENGTHS = (100, 1_000, 10_000, 100_000)
_FULL_STOP = re.compile(r"\.(?=[\"”»]?\s)")
#: What the design allows.
MOST_TIMES_BARE = 1.25
MOST_MEGABYTES = 700
MOST_MEGABYTES_LONG = 1_000


def articles(folder: pathlib.Path, words: int) -> list[str]:
    """The texts of a folder, over and over, until there are that many words of them."""
    texts = [path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt"))]
    chosen, total = [], 0
    for text in itertools.cycle(texts):
        if total >= words:
            return chosen
        chosen.append(text)
        total += len(text.split())
    raise SystemExit(f"There is no .txt file in {folder}.")


def stories(texts: Sequence[str]) -> Iterator[str]:
    """The stories without their furniture, for ever; each time a little different, since what is printed twice is skipped."""
    different = list(dict.fromkeys(texts))
    for turn in itertools.count(1):
        for text in different:
            paragraphs = (" ".join(text[block.start : block.end].split()) for block in segment(text).blocks if block.is_story)
            yield _FULL_STOP.sub(f" on day {turn}.", "\n\n".join(paragraphs) + "\n")


def document(texts: Sequence[str], words: int) -> str:
    """One document of at least that many words, made of whole stories."""
    found: list[str] = []
    total = 0
    for story in stories(texts):
        found.append(story)
        total += len(story.split())
        if total >= words:
            break
    return "\n".join(found)


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def speed(texts: Sequence[str], rounds: int) -> tuple[float, float]:
    """The best times of the engine and of the bare pipeline."""
    config = ExtractionConfig()
    bare = spacy.load(config.model)
    parts = [part for text in texts for part, _ in parts_of(text, segment(text).blocks, config.longest_part)]

    def run_bare() -> None:
        for _ in bare.pipe(parts, batch_size=config.paragraphs_at_once):
            pass

    def run_engine() -> None:
        for _ in extract_many(texts):
            pass

    list(extract_many(texts[:2]))  # loads the model
    times = [(seconds(run_engine), seconds(run_bare)) for _ in range(rounds)]
    return min(engine for engine, _ in times), min(alone for _, alone in times)


def _read_all(texts: Sequence[str]) -> tuple[float, float, int]:
    claims = 0

    def run() -> None:
        nonlocal claims
        claims = sum(len(extraction.claims) for extraction in extract_many(texts))

    return seconds(run), _peak(), claims


def _read_one(text: str) -> tuple[float, float, int]:
    extract("The model is loaded before the clock starts.")
    claims = 0

    def run() -> None:
        nonlocal claims
        claims = len(extract(text).claims)

    return seconds(run), _peak(), claims


def _peak() -> float:
    """Megabytes that this process has held at most. The kernel's own count starts anew with the process, resource's does not."""
    status = pathlib.Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"^VmHWM:\s+(\d+)", status, re.MULTILINE)[0]) / 1024


def alone(work: Callable[..., tuple[float, float, int]], *arguments: object) -> tuple[float, float, int]:
    """Runs a measurement in a fresh process."""
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(work, *arguments).result()


def main() -> None:
    """Prints both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=pathlib.Path, default=ARTICLES)
    parser.add_argument("--words", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    texts = articles(options.texts, options.words)
    words = sum(len(text.split()) for text in texts)

    engine, bare = speed(texts, options.rounds)
    _, megabytes, claims = alone(_read_all, texts)
    print(f"{words:,} words in {len(texts)} articles, {claims:,} claims")
    print(f"bare pipeline   {bare:7.2f} s  {words / bare:7,.0f} words/s")
    print(f"engine          {engine:7.2f} s  {words / engine:7,.0f} words/s")
    print(f"engine / bare   {engine / bare:7.2f}, at most {MOST_TIMES_BARE}")
    print(f"peak memory     {megabytes:7.0f} MB, at most {MOST_MEGABYTES}\n")

    print(f"{'one document':>14} {'seconds':>9} {'ms/word':>9} {'MB':>6}, at most {MOST_MEGABYTES_LONG:,} MB")
    for length in LENGTHS:
        text = document(texts, length)
        total = len(text.split())
        taken, megabytes, _ = alone(_read_one, text)
        print(f"{total:>8,} words {taken:9.2f} {1000 * taken / total:9.2f} {megabytes:6.0f}")


if __name__ == "__main__":
    main()
