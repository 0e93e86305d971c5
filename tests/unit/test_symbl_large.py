"""Large Symbl bodies: taken or refused in far less than the ten seconds that the API function has."""

import json
import random
import time

import pytest
import sentencex
from recap.conversations.sentences import split_sentences

from tests.unit.conftest import Answer, Api, api_event

MEBIBYTE = 1_048_576
JAPANESE = "月曜日に契約書を送ります。"


def process(api: Api, messages: object) -> Answer:
    body = json.dumps({"messages": messages}, ensure_ascii=False)
    return api.call(api_event("POST", "/v1/process/text", body=body))


@pytest.mark.parametrize(
    ("unit", "status"),
    [
        (JAPANESE, 413),
        ("Go. ", 413),
        ("I go. ", 413),
        ("“ ", 201),
        ("I will, ", 201),
        ("We agreed to send Mr. Smith the signed order on Monday, and he will check it. ", 201),
    ],
)
def test_a_content_of_nearly_a_mebibyte_is_answered_fast(api: Api, unit: str, status: int) -> None:
    began = time.process_time()
    content = unit * (1_040_000 // len(unit.encode()))
    answer = process(api, [{"payload": {"content": content}}])
    assert answer.status == status
    assert time.process_time() - began < 1.5


def test_the_limit_counts_bytes_before_anything_is_read(api: Api) -> None:
    content = JAPANESE * (MEBIBYTE // len(JAPANESE.encode()) + 1)
    answer = process(api, content)
    assert answer.status == 413
    assert "append them in several parts" in answer.document["message"]


def test_more_speakers_than_anybody_looks_through_are_413(api: Api) -> None:
    said = [{"payload": {"content": "Yes."}, "from": {"userId": f"u{number}"}} for number in range(1_001)]
    answer = process(api, said)
    assert answer.status == 413
    assert "1,000 speakers" in answer.document["message"]


def test_windows_change_no_sentence() -> None:
    draw = random.Random(3)  # noqa: S311 - the same text every time
    words = "we agreed to send Mr. Smith the order on Monday e.g. 3.5 U.S. budget (no) café".split()
    text = ""
    while len(text) < 40_000:
        text += " ".join(draw.choices(words, k=draw.randint(2, 40))) + draw.choice(
            [". ", "? ", "…\n", ".\n\n"]
        )
    assert split_sentences(text) == [part.strip() for part in sentencex.segment("en", text) if part.strip()]


@pytest.mark.parametrize("text", ["no end " * 2_000, "あ" * 10_000])
def test_a_sentence_longer_than_a_window_stays_one(text: str) -> None:
    assert split_sentences(text) == [text.strip()]
