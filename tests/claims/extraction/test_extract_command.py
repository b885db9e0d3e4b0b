"""``manage.py extract``."""

import io
import json

import pytest
import spacy
from django.core.management import CommandError, call_command

from claims.extraction import ExtractionConfig
from claims.extraction.text.model import load_model

TEXT = "At least 12 people were killed in Ostrand on Monday, the mayor said."


def run(*arguments):
    out = io.StringIO()
    call_command("extract", *map(str, arguments), stdout=out)
    return json.loads(out.getvalue())


def test_prints_the_record_of_a_text_file(tmp_path):
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.replace(", the", ",\r\nthe").encode())
    record = run(path, "--published", "2025-07-22", "--with-text", "--layers")
    assert record["schema"] == "extraction/1"
    assert record["document"]["published_at"] == "2025-07-22"
    assert "\r\n" in record["document"]["text"]
    assert record["claims"][0]["figure"]["low"] == 12
    assert {"attributions", "quantities", "dates"} <= record.keys()


def test_reads_a_page(tmp_path):
    path = tmp_path / "article.html"
    path.write_text(f"<html><body><nav>Home</nav><article><h1>Storm</h1>{f'<p>{TEXT}</p>' * 1}</article></body></html>")
    assert [claim["figure"]["low"] for claim in run(path)["claims"] if claim["figure"]] == [12]


def test_layers_and_text_are_left_out_unless_asked_for(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT)
    record = run(path)
    assert record.keys() == {"schema", "engine", "document", "claims"}
    assert "text" not in record["document"]


@pytest.mark.parametrize(("name", "data"), [("missing.txt", None), ("empty.txt", b""), ("binary.txt", b"\x00\x01\x02\xff" * 99)])
def test_a_file_that_cannot_be_read_is_one_clear_line(tmp_path, name, data):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CommandError, match=name):
        run(path)


def test_a_day_that_is_none_is_refused(tmp_path):
    with pytest.raises(CommandError, match="is no day"):
        run(tmp_path / "a.txt", "--published", "yesterday")


def test_another_pipeline_reads_where_it_is_named(tmp_path):
    path, other = tmp_path / "article.txt", tmp_path / "pipeline"
    path.write_text(TEXT)
    model = spacy.load(ExtractionConfig().model)
    model.get_pipe("ner").add_label("WEAPON")
    model.to_disk(other)
    assert run(path, "--model", other)["claims"] == run(path)["claims"]
    assert "WEAPON" in load_model(str(other)).get_pipe("ner").labels


def test_a_pipeline_that_is_not_installed_is_named(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT)
    with pytest.raises(CommandError, match="No spaCy pipeline is installed by the name 'en_core_web_none'"):
        run(path, "--model", "en_core_web_none")
