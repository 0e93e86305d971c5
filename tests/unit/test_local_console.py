"""The log that people read."""

import json

import pytest

from tools.local.console import Console, readable


def test_json_line_of_a_function_becomes_words() -> None:
    line = {"level": "INFO", "message": "Accepted", "service": "api", "request_id": "r-1", "utterances": 12}
    assert readable(json.dumps(line)) == "Accepted request_id=r-1 utterances=12"


def test_no_line_controls_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    Console()("ApiFunction", json.dumps({"message": "failed", "error": "\x1b[2J \x9b"}))
    assert capsys.readouterr().out.rstrip("\n").isprintable()


def test_warnings_and_errors_say_so() -> None:
    assert readable('{"level": "WARNING", "message": "Late"}') == "WARNING Late"


def test_other_lines_stay_as_they_are() -> None:
    for line in ("plain words", "[1, 2]", '{"no": "message"}', "12"):
        assert readable(line) == line
