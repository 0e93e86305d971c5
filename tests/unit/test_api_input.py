"""Wrong input gets the contract's 400, which names every wrong field; odd input is taken."""

import base64
import gzip
import importlib
import json
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.unit.conftest import STATUS, SUBMIT, Account, Answer, Api, api_event, open_account


@pytest.fixture(scope="module")
def account(aws: None) -> Iterator[Account]:  # noqa: ARG001 - it sets the scene
    """One account for all: nothing here depends on what was sent before."""
    with pytest.MonkeyPatch.context() as patch:
        yield open_account(patch)


@pytest.fixture(scope="module")
def api(account: Account) -> Api:  # noqa: ARG001 - it sets the scene
    return Api(importlib.import_module("api.app"))


GOOD = {"summaryData": [{"text": "Good morning."}]}


def queued(account: Account, answer: Answer) -> dict[str, Any]:
    """Give the message that an accepted request became."""
    assert answer.status == 202
    while event := account.receive(account.request_queue):
        message: dict[str, Any] = json.loads(event["Records"][0]["body"])
        if message["request_id"] == answer.document["request_id"]:
            return message
    pytest.fail("the request was not queued")


def blobs(**fields: object) -> dict[str, Any]:
    return {"summaryData": [{"text": "a"}, {"text": "b", **fields}]}


BROKEN_JSON = [
    None,
    "",
    " \n ",
    "{",
    "nonsense",
    '{"summaryData":[{"text":"a"}],}',
    "'text'",
    '{"summaryData":[{"text":"\\ud800"}]}',
    '{"summaryData":[{"text":"\\x41"}]}',
    '{"summaryData":[{"text":"a","start":01}]}',
    "[" * 100_000,
    '{"summaryData":[{"text":"a","start":' + "9" * 5000 + "}]}",
]


@pytest.mark.parametrize("body", BROKEN_JSON, ids=range(len(BROKEN_JSON)))
def test_a_body_that_is_no_json_is_400_and_named(api: Api, body: str | None) -> None:
    answer = api.post(body)
    assert (answer.status, answer.document["type"], answer.fields) == (400, "params_invalid", ["body"])


WRONG_FIELDS = [
    ([], ["body"]),
    ("null", ["body"]),
    ("7", ["body"]),
    ({}, ["body.summaryData"]),
    ({"summaryData": None}, ["body.summaryData"]),
    ({"summaryData": {}}, ["body.summaryData"]),
    ({"summaryData": "hello"}, ["body.summaryData"]),
    ({"summaryData": []}, ["body.summaryData"]),
    ({"summaryData": ["hello"]}, ["body.summaryData.0"]),
    ({"summaryData": [{}]}, ["body.summaryData.0.text"]),
    ({"summaryData": [{"text": None}]}, ["body.summaryData.0.text"]),
    ({"summaryData": [{"text": 5}]}, ["body.summaryData.0.text"]),
    ({"summaryData": [{"text": " \t\n"}, {"text": "\u200b\ufeff\u00a0\u0000"}]},
     ["body.summaryData.0.text"]),
    (blobs(speakerId=["x"]), ["body.summaryData.1.speakerId"]),
    (blobs(speakerId="x" * 201), ["body.summaryData.1.speakerId"]),
    (blobs(speakerId=10**200), ["body.summaryData.1.speakerId"]),
    (blobs(speakerId=True), ["body.summaryData.1.speakerId"]),
    (blobs(speakerId=float("nan")), ["body.summaryData.1.speakerId"]),
    (blobs(start="1.5"), ["body.summaryData.1.start"]),
    (blobs(start=True), ["body.summaryData.1.start"]),
    (blobs(start=-0.1), ["body.summaryData.1.start"]),
    (blobs(start=10**16), ["body.summaryData.1.start"]),
    (blobs(end=-1), ["body.summaryData.1.end"]),
    (blobs(start=2, end=1.9), ["body.summaryData.1.end"]),
    (blobs(start=float("nan")), ["body.summaryData.1.start"]),
    (blobs(start=float("inf"), end=float("-inf")), ["body.summaryData.1.start", "body.summaryData.1.end"]),
    ('{"summaryData":[{"text":"a","end":1e999}]}', ["body.summaryData.0.end"]),
    ({**GOOD, "summaryType": "short"}, ["body.summaryType"]),
    ({**GOOD, "summaryType": None}, ["body.summaryType"]),
    ({**GOOD, "summaryType": ["all"]}, ["body.summaryType"]),
    ({**GOOD, "summaryType": "Extractive"}, ["body.summaryType"]),
    ({**GOOD, "model": "gpt"}, ["body.model"]),
    ({**GOOD, "model": 1}, ["body.model"]),
    ({"summaryType": "x", "model": "y", "summaryData": [{"text": 1, "start": 3, "end": 2, "speakerId": {}}]},
     ["body.summaryType", "body.model",
      "body.summaryData.0.text", "body.summaryData.0.speakerId", "body.summaryData.0.end"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "fields"), WRONG_FIELDS, ids=range(len(WRONG_FIELDS)))
def test_every_wrong_field_of_the_body_is_named(
    api: Api, account: Account, body: object, fields: list[str]
) -> None:
    before = account.waiting(account.request_queue)
    answer = api.post(body)
    assert (answer.status, answer.fields) == (400, fields)
    assert all(error["msg"] for error in answer.document["errors"])
    assert fields[0].removeprefix("body.") in answer.document["message"]
    assert account.waiting(account.request_queue) == before


WRONG_QUERIES: list[tuple[dict[str, Any], list[str]]] = [
    ({"request_id": ""}, ["query.request_id"]),
    ({"request_id": "a" * 129}, ["query.request_id"]),
    ({"request_id": "a/b"}, ["query.request_id"]),
    ({"request_id": "a\n"}, ["query.request_id"]),
    ({"request_id": "é"}, ["query.request_id"]),
    ({"request_id": "\u0661"}, ["query.request_id"]),
    ({"request_id": ["a", "a"]}, ["query.request_id"]),
    ({"webhook": ""}, ["query.webhook"]),
    ({"webhook": "example.com/hook"}, ["query.webhook"]),
    ({"webhook": "//example.com/hook"}, ["query.webhook"]),
    ({"webhook": "ftp://127.0.0.1/"}, ["query.webhook"]),
    ({"webhook": "https://"}, ["query.webhook"]),
    ({"webhook": "https://[::1/"}, ["query.webhook"]),
    ({"webhook": "https://127.0.0.1:99999/"}, ["query.webhook"]),
    ({"webhook": "https://user:word@127.0.0.1/"}, ["query.webhook"]),
    ({"webhook": "https://127.0.0.1/a b"}, ["query.webhook"]),
    ({"webhook": "https://10.0.0.1/"}, ["query.webhook"]),
    ({"webhook": ["https://127.0.0.1/", "https://127.0.0.1/"]}, ["query.webhook"]),
    ({"webhook": "nonsense", "request_id": "?"}, ["query.request_id", "query.webhook"]),
]


@pytest.mark.parametrize(("query", "fields"), WRONG_QUERIES, ids=range(len(WRONG_QUERIES)))
def test_every_wrong_field_of_the_query_is_named(
    api: Api, account: Account, query: dict[str, Any], fields: list[str]
) -> None:
    before = account.waiting(account.request_queue)
    answer = api.post(GOOD, **query)
    assert (answer.status, answer.fields) == (400, fields)
    assert account.waiting(account.request_queue) == before


def test_query_and_body_are_judged_together(api: Api) -> None:
    answer = api.post({"summaryData": []}, webhook="x", request_id="/")
    assert answer.fields == ["query.request_id", "query.webhook", "body.summaryData"]


def test_no_more_errors_are_listed_than_an_answer_can_hold(api: Api) -> None:
    answer = api.post({"summaryData": [{}] * 50_000})
    assert (answer.status, len(answer.fields)) == (400, 100)


def test_errors_never_quote_what_was_said(api: Api) -> None:
    answer = api.post(
        {"summaryData": [{"text": "my secret", "speakerId": {"my": "secret"}, "start": "secret"}]}
    )
    assert "secret" not in json.dumps(answer.document)


def test_a_base64_body_is_read(api: Api, account: Account) -> None:
    body = base64.b64encode(json.dumps(GOOD).encode()).decode()
    answer = api.call(api_event("POST", SUBMIT, body=body, is_base64=True))
    assert queued(account, answer)["utterances"] == GOOD["summaryData"]


@pytest.mark.parametrize("body", ["@@@", "abc", "", base64.b64encode(b"\xff\xfe").decode()])
def test_a_base64_body_that_is_broken_is_400(api: Api, body: str) -> None:
    answer = api.call(api_event("POST", SUBMIT, body=body, is_base64=True))
    assert (answer.status, answer.fields) == (400, ["body"])


@pytest.mark.parametrize(
    ("data", "headers", "told"),
    [
        (
            json.dumps({"summaryData": [{"text": "Jürgen."}]}, ensure_ascii=False).encode("latin-1"),
            {},
            "UTF-8",
        ),
        (b'{"summaryData":[{"text":"\xff\xfe"}]}', {}, "UTF-8"),
        (json.dumps(GOOD).encode("utf-16"), {}, "UTF-8"),
        ("Ann: Hi.".encode("utf-16-le"), {"content-type": "text/plain"}, "UTF-8"),
        (gzip.compress(json.dumps(GOOD).encode()), {}, "compressed"),
        (zlib.compress(json.dumps(GOOD).encode()), {"content-encoding": "deflate"}, "compressed"),
    ],
)
def test_what_is_no_utf8_is_400_though_the_gateway_replaces_it(
    api: Api, data: bytes, headers: dict[str, str], told: str
) -> None:
    answer = api.call(api_event("POST", SUBMIT, body=data.decode("utf-8", "replace"), headers=headers))
    assert (answer.status, answer.fields) == (400, ["body"])
    assert told in answer.document["message"]


def test_a_replacement_character_may_be_sent_as_an_escape(api: Api) -> None:
    assert api.post({"summaryData": [{"text": "a \ufffd b"}]}).status == 202


def test_options_may_stand_in_the_query_but_not_twice(api: Api, account: Account) -> None:
    message = queued(account, api.post(GOOD, summaryType="all", model="iamus"))
    assert (message["summary_type"], message["model"]) == ("all", "iamus")
    assert api.post({**GOOD, "model": "iamus"}, model="iamus").fields == ["query.model"]
    assert api.post(GOOD, model="gpt").fields == ["query.model"]


PYDANTICS = re.compile("Input should|Field required|should have|Value error|valid ")


@pytest.mark.parametrize(("body", "fields"), WRONG_FIELDS, ids=range(len(WRONG_FIELDS)))
def test_what_is_wrong_is_told_in_our_own_words(api: Api, body: object, fields: list[str]) -> None:  # noqa: ARG001
    for error in api.post(body).document["errors"]:
        assert not PYDANTICS.search(error["msg"])


def test_a_time_that_is_too_large_is_told_the_limit(api: Api) -> None:
    assert "0 to 1,000,000,000,000,000" in api.post(blobs(end=1e17)).document["message"]


def test_a_byte_order_mark_is_forgiven(api: Api) -> None:
    assert api.post("\ufeff" + json.dumps(GOOD)).status == 202


ODD = [
    {"text": "yes"},
    {"text": "word " * 50_000},
    {"text": "🎉 שלום مرحبا \u0000\u0001\u007f\u2028\ufffe\uffff\U0001fffe"},
    {"text": "a", "speakerId": "#Person1#"},
    {"text": "a", "speakerId": ""},
    {"text": "a", "speakerId": "ü" * 200},
    {"text": "a", "speakerId": None, "start": None, "end": None},
    {"text": "a", "start": 3, "end": 3},
    {"text": "a", "start": 0, "end": 0.0},
    {"text": "a", "end": 3},
    {"text": "a", "speaker_id": 5, "words": [1, 2], "start_time": "x"},
]


@pytest.mark.parametrize("blob", ODD, ids=range(len(ODD)))
def test_odd_but_valid_input_is_taken_as_it_is(api: Api, account: Account, blob: dict[str, Any]) -> None:
    answer = api.post({"summaryData": [blob], "anything": {"else": 1}}, unknown="x")
    (utterance,) = queued(account, answer)["utterances"]
    assert utterance["text"] == blob["text"]
    assert {type(utterance.get(name)) for name in ("start",)} == {type(blob.get("start"))}
    assert (utterance.get("start"), utterance.get("end")) == (blob.get("start"), blob.get("end"))


SPEAKERS = [(1, "1"), (2.5, "2.5"), ("spk", "spk"), ("", None), (None, None)]


@pytest.mark.parametrize(("given", "taken"), SPEAKERS)
def test_a_speaker_may_be_a_number_or_missing(
    api: Api, account: Account, given: object, taken: str | None
) -> None:
    answer = api.post({"summaryData": [{"text": "a", "speakerId": given}]})
    assert queued(account, answer)["utterances"][0].get("speaker") == taken


def test_blank_texts_between_others_are_taken(api: Api) -> None:
    assert api.post({"summaryData": [{"text": ""}, {"text": "Hello."}, {"text": "  "}]}).status == 202


def test_five_thousand_utterances_are_taken(api: Api) -> None:
    assert (
        api.post({"summaryData": [{"text": f"Line {n}.", "start": n, "end": n} for n in range(5000)]}).status
        == 202
    )


@pytest.mark.parametrize(
    ("method", "path"), [("GET", SUBMIT), ("POST", STATUS), ("GET", "/"), ("DELETE", "/x")]
)
def test_an_unknown_route_is_404(api: Api, method: str, path: str) -> None:
    answer = api.call(api_event(method, path))
    assert (answer.status, answer.document["type"]) == (404, "unknown_route")
