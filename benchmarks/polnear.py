"""Who said what, on PolNeAR (political news; repository networkdynamics/PolNeAR, folder data/).

    python -m benchmarks.polnear --data DIR [--part dev] [--segmented] [--json]

DIR holds train/ and dev/, each with text/ and attributions/. The corpus states no licence, its texts belong to their publishers:
it is read where it lies, and none of it is in this repository. Where textacy is installed it is measured in the same run.

tokens    runs of word characters: quotation marks and punctuation never count
content   token-set F1 of predicted and annotated content, several parts united; paired one to one; matched at 0.5
source    right when the syntactic head of the source is the same token, or both have none
R:        reporting attributions only: direct, mixed and indirect reports. Beliefs and intentions ("backs", "plans to") are left
          out of the annotation, and predictions that match one of them count neither way
R:ATTR    content matched and source right, F1: the headline
"""

from __future__ import annotations

import argparse
import collections
import dataclasses
import functools
import importlib.util
import json
import pathlib
import re
import time
from collections.abc import Callable, Iterable, Iterator

import numpy as np
from scipy.optimize import linear_sum_assignment
from spacy.tokens import Doc

from claims.extraction.attribution import find_attributions
from claims.extraction.config import DEFAULT_MODEL
from claims.extraction.records import AttributionMention, Span
from claims.extraction.text.document import Block, Role
from claims.extraction.text.model import load_model
from claims.extraction.text.parsing import parse

#: Contents match from this F1 on.
MATCHED = 0.5
KINDS = ("direct", "mixed", "indirect report", "other")
REPORTING = frozenset(
    """say tell report announce claim state add note argue warn suggest insist deny confirm acknowledge admit allege assert
    declare explain reveal describe write tweet ask accuse call according accord estimate predict point respond reply testify
    comment conclude observe promise vow cite mention release publish post disclose inform quote remark recall contend maintain
    repeat stress emphasize complain joke caution agree statement argue indicate show find""".split()
)
IRREGULAR = {"said": "say", "told": "tell", "wrote": "write", "found": "find", "shown": "show"}
OPENING, CLOSING = "“\"‘'", "”\"’'"
_PARAGRAPH = re.compile(r"[^\n\r]*\S[^\n\r]*")
_SINGLE_QUOTED = re.compile(r"(^|\s)[‘'][^’']{3,}[’'](\s|$|[.,])")

Places = list[tuple[int, int]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Attribution:
    """One "who said what", annotated or predicted, as offsets in the text."""

    content: Places
    source: Places
    cue: Places


@dataclasses.dataclass(frozen=True, kw_only=True)
class Article:
    """One text of the corpus with the attributions of its first annotator."""

    name: str
    text: str
    attributions: list[Attribution]


def read_articles(data: pathlib.Path, part: str) -> Iterator[Article]:
    """The articles of one part of the corpus, in the order of their names."""
    for path in sorted((data / part / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        annotated = sorted((data / part / "attributions").glob(f"{glob_escape(path.stem)}_*.ann"))
        yield Article(name=path.stem, text=text, attributions=list(_annotations(annotated[0])) if annotated else [])


def glob_escape(name: str) -> str:
    """A file name whose brackets are no pattern."""
    return re.sub(r"([\[*?])", r"[\1]", name)


def _annotations(path: pathlib.Path) -> Iterator[Attribution]:
    spans: dict[str, Places] = {}
    events: list[list[list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T") and rest:  # not the rest of an annotated text that holds a line end
            places = rest.split("\t")[0].split(" ", 1)[1]
            spans[name] = [(int(start), int(end)) for start, end in (place.split()[:2] for place in places.split(";"))]
        elif name.startswith("E"):
            events.append([argument.split(":", 1) for argument in rest.split()])
    for arguments in events:
        found: dict[str, Places] = {"source": [], "cue": [], "content": []}
        for role, name in arguments:
            found.get(role.rstrip("0123456789").lower(), []).extend(spans.get(name, []))
        yield Attribution(**{role: sorted(set(places)) for role, places in found.items()})


# What is measured


def engine(article: Article, *, segmented: bool = False) -> list[Attribution]:
    """What the engine finds; the articles are plain stories, so all of a text is read unless it is to be segmented first."""
    document = parse(article.text, blocks=None if segmented else _paragraphs(article.text))
    return [_as_attribution(mention) for mention in find_attributions(document)]


def _paragraphs(text: str) -> tuple[Block, ...]:
    return tuple(Block(start=match.start(), end=match.end(), role=Role.STORY) for match in _PARAGRAPH.finditer(text))


def _as_attribution(mention: AttributionMention) -> Attribution:
    def places(*spans: Span | None) -> Places:
        return [(span.start, span.end) for span in spans if span is not None]

    return Attribution(content=places(*mention.content), source=places(mention.source_span), cue=places(mention.cue))


def textacy(article: Article) -> list[Attribution]:
    """What textacy finds, paragraph by paragraph: in whole articles it loses count of the quotation marks."""
    from textacy.extract import direct_quotations  # noqa: PLC0415 -- the peer need not be installed

    found = []
    for match in _PARAGRAPH.finditer(article.text):
        doc = load_model(DEFAULT_MODEL)(match.group())
        try:
            quotations = list(direct_quotations(doc))
        except ValueError:  # raised where quotation marks do not pair
            continue
        for speaker, cue, content in quotations:
            places = [
                [(match.start() + token.idx, match.start() + token.idx + len(token)) for token in part] for part in (speaker, cue)
            ]
            found.append(
                Attribution(
                    content=[(match.start() + content.start_char, match.start() + content.end_char)],
                    source=_hull(places[0]),
                    cue=_hull(places[1]),
                )
            )
    return found


def _hull(places: Places) -> Places:
    return [(places[0][0], places[-1][1])] if places else []


# How it is scored


def score(pairs: Iterable[tuple[Article, list[Attribution]]]) -> dict[str, object]:
    """The measures of the module's docstring over articles and what was predicted for each."""
    counts: collections.Counter[str] = collections.Counter()
    for article, predicted in pairs:
        _score_article(counts, article, predicted)
    reports = counts["gold"] - counts["gold other"]
    judged = counts["predicted"] - counts["found other"]
    return {
        "content P/R/F1": _rates(counts["content"], counts["predicted"], counts["gold"]),
        "ATTR P/R/F1": _rates(counts["attr"], counts["predicted"], counts["gold"]),
        "R:content P/R/F1": _rates(counts["r content"], judged, reports),
        "R:ATTR P/R/F1": _rates(counts["r attr"], judged, reports),
        "R:source accuracy": round(100 * counts["r source right"] / max(1, counts["r sourced"]), 1),
        "recall by kind": {kind: round(100 * counts[f"found {kind}"] / max(1, counts[f"gold {kind}"]), 1) for kind in KINDS},
        "annotated, predicted": [counts["gold"], counts["predicted"]],
    }


def _rates(hits: int, predicted: int, gold: int) -> list[float]:
    return [round(100 * rate, 1) for rate in (hits / max(1, predicted), hits / max(1, gold), 2 * hits / max(1, predicted + gold))]


def _score_article(counts: collections.Counter[str], article: Article, predicted: list[Attribution]) -> None:
    tokens = [match.span() for match in re.finditer(r"\w+", article.text)]
    gold = [(one, covered) for one in article.attributions if (covered := _covered(one.content, tokens))]
    have = [(one, covered) for one in predicted if (covered := _covered(one.content, tokens))]
    kinds = [kind(one, article.text) for one, _ in gold]
    counts.update(f"gold {name}" for name in kinds)
    counts.update({"gold": len(gold), "predicted": len(have)})
    if not gold or not have:
        return
    f1 = np.array([[2 * len(g & p) / (len(g) + len(p)) for _, p in have] for _, g in gold])
    heads = functools.partial(_head, _whole(article.text))
    for index, other in zip(*linear_sum_assignment(-f1), strict=True):
        if f1[index, other] < MATCHED:
            continue
        want, found = gold[index][0], have[other][0]
        right = (
            heads(want.source) == heads(found.source) if want.source and found.source else not want.source and not found.source
        )
        counts.update({"content": 1, "attr": int(right), f"found {kinds[index]}": 1})
        if kinds[index] != "other":
            sourced = bool(want.source)
            counts.update(
                {"r content": 1, "r attr": int(right), "r sourced": int(sourced), "r source right": int(sourced and right)}
            )


def _covered(places: Places, tokens: Places) -> frozenset[int]:
    return frozenset(index for index, (a, b) in enumerate(tokens) for start, end in places if a < end and start < b)


def _whole(text: str) -> Doc:
    """The parse of the whole text, by which the heads of sources are compared."""
    model = load_model(DEFAULT_MODEL)
    with model.select_pipes(disable=["ner", "lemmatizer"]):
        return model(text)


def _head(doc: Doc, places: Places) -> int | None:
    span = doc.char_span(*places[0], alignment_mode="expand")
    return span.root.idx if span else None


def kind(attribution: Attribution, text: str) -> str:
    """What sort of attribution an annotated one is; the corpus does not say, so its quotation marks and its cue must."""
    first, last = attribution.content[0][0], attribution.content[-1][1]
    whole = text[first:last].strip()
    body = "".join(text[start:end] for start, end in attribution.content)
    if whole[:1] in tuple(OPENING) and whole.rstrip(" .,;:!?")[-1:] in tuple(CLOSING):
        return "direct"
    if any(mark in body for mark in '“”"') or _SINGLE_QUOTED.search(body):
        return "mixed"
    words = re.findall(r"[a-z]+", " ".join(text[start:end] for start, end in attribution.cue).lower())
    return "indirect report" if any(_reports(word) for word in words) else "other"


def _reports(word: str) -> bool:
    stems = {word, word[:-1], word[:-2], word[:-3], re.sub("ied$", "y", word), IRREGULAR.get(word, word)}
    return any(stem in REPORTING or f"{stem}e" in REPORTING for stem in stems)


def measure(articles: list[Article], find: Callable[[Article], list[Attribution]]) -> dict[str, object]:
    """The scores of one way to find attributions, and how long it took."""
    started = time.process_time()
    predicted = [find(article) for article in articles]
    seconds = time.process_time() - started
    return score(zip(articles, predicted, strict=True)) | {"processor seconds": round(seconds, 1)}


def main() -> None:
    """Prints the scores of the engine, and of textacy where it is installed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--part", default="dev", choices=("train", "dev"))
    parser.add_argument("--segmented", action="store_true", help="let the engine look for the story in each text first")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    articles = list(read_articles(options.data, options.part))
    load_model(DEFAULT_MODEL)
    results = {"engine": measure(articles, functools.partial(engine, segmented=options.segmented))}
    if importlib.util.find_spec("textacy"):
        results["textacy"] = measure(articles, textacy)
    if options.json:
        print(json.dumps(results))
        return
    for name, result in results.items():
        print(name)
        for measured, value in result.items():
            print(f"  {measured:22} {value}")


if __name__ == "__main__":
    main()
