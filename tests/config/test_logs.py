import io
import json
import logging
import logging.config
from collections.abc import Iterator

import pytest
import structlog
from django.conf import settings

from config.logs import logging_config


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    """What production would log."""
    output = io.StringIO()
    config = logging_config(level="INFO", as_json=True)
    config["handlers"]["stderr"]["stream"] = output
    logging.config.dictConfig(config)
    yield output
    logging.config.dictConfig(settings.LOGGING)


def line_of(output: io.StringIO) -> dict:
    (line,) = output.getvalue().splitlines()
    return json.loads(line)


def test_an_event_is_one_line_of_json_without_secrets(output: io.StringIO) -> None:
    structlog.get_logger("claims").info("claims.extracted", run=7, api_token="secret", email="reader@example.org")
    line = line_of(output)
    assert line | {"timestamp": ""} == {
        "event": "claims.extracted",
        "logger": "claims",
        "level": "info",
        "run": 7,
        "api_token": "***",
        "email": "***",
        "timestamp": "",
    }


def test_what_libraries_log_looks_the_same(output: io.StringIO) -> None:
    logging.getLogger("some.library").warning("Not found: %s", "/nowhere/")
    line = line_of(output)
    assert (line["event"], line["logger"], line["level"]) == ("Not found: /nowhere/", "some.library", "warning")


def test_a_traceback_holds_no_variables(output: io.StringIO) -> None:
    private = "what somebody wrote"
    try:
        int(private[:0])
    except ValueError:
        structlog.get_logger("claims").exception("claims.failed")
    line = line_of(output)
    assert line["exception"][0]["exc_type"] == "ValueError"
    assert "what somebody wrote" not in json.dumps(line)
