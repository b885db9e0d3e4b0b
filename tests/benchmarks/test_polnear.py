"""The scorer of attributions, on a corpus of one invented article."""

import pytest

from benchmarks.polnear import Attribution, kind, read_articles, score

TEXT = 'The dam held, the mayor said. "We were lucky," she added. The town wants a new dam.\n'
ANNOTATION = """T1\tSource 14 23\tthe mayor
T2\tCue 24 28\tsaid
T3\tContent 0 12\tThe dam held
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
T5\tSource 47 50\tshe
T6\tCue 51 56\tadded
T7\tContent 30 46\t"We were lucky,"
E2\tAttribution:T8 Content:T7 Cue:T6 Source:T5
T9\tSource 58 66\tThe town
T10\tCue 67 72\twants
T11\tContent 73 82\ta new dam
E3\tAttribution:T12 Content:T11 Cue:T10 Source:T9
"""


@pytest.fixture
def article(tmp_path):
    for folder in ("text", "attributions"):
        (tmp_path / "dev" / folder).mkdir(parents=True)
    (tmp_path / "dev" / "text" / "paper_dam.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "dev" / "attributions" / "paper_dam_ab12.ann").write_text(ANNOTATION, encoding="utf-8")
    (found,) = read_articles(tmp_path, "dev")
    return found


def test_annotations_are_read_with_their_spans_and_sorted_by_kind(article):
    assert [article.text[start:end] for one in article.attributions for start, end in one.source] == [
        "the mayor",
        "she",
        "The town",
    ]
    assert [kind(one, article.text) for one in article.attributions] == ["indirect report", "direct", "other"]


def test_the_annotation_itself_scores_full_marks(article):
    result = score([(article, article.attributions)])
    assert result["R:ATTR P/R/F1"] == [100, 100, 100]
    assert result["R:source accuracy"] == 100


def test_a_wrong_source_costs_the_attribution_and_not_the_content(article):
    report, quotation, _ = article.attributions
    misread = Attribution(content=report.content, source=[(4, 7)], cue=report.cue)
    result = score([(article, [misread, quotation])])
    assert result["R:content P/R/F1"] == [100, 100, 100]
    assert result["R:ATTR P/R/F1"] == [50, 50, 50]
    assert result["R:source accuracy"] == 50


def test_a_prediction_that_matches_a_wish_counts_neither_way(article):
    wish = article.attributions[2]
    assert score([(article, [wish])])["R:content P/R/F1"] == [0, 0, 0]
    assert score([(article, article.attributions)])["content P/R/F1"] == [100, 100, 100]


def test_a_content_that_stands_nowhere_is_an_error_of_precision(article):
    nowhere = Attribution(content=[(73, 82)], source=[], cue=[])
    report = article.attributions[0]
    article.attributions.pop()
    assert score([(article, [report, nowhere])])["R:content P/R/F1"] == [50, 50, 50]
