"""What is accepted is written down once, queued, and told about; to its caller alone."""

import dataclasses
import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from recap.errors import HostLookupError, UnknownHostError
from recap.webhooks.guard import Guard

from tests.unit.conftest import SUBMIT, Account, Api, LambdaContext, api_event
from tests.unit.crash import every_crash

BODY = {"summaryData": [{"speakerId": "Ann", "text": "Good morning.", "start": 0, "end": 1.5}]}
RESULT = {
    "status": "Completed",
    "finished_at": "2026-01-01T00:00:00.000+00:00",
    "retryable": False,
    "response": {"request_id": "r", "response": {"extractive": []}, "coverage": {"read": 1, "total": 1}},
}


def test_an_accepted_request_is_answered_with_its_id_and_the_api(api: Api, account: Account) -> None:
    answer = api.post(BODY, request_id="8bdd983a:x.y_Z-1")
    assert (answer.status, answer.document) == (202, {"request_id": "8bdd983a:x.y_Z-1", "api": SUBMIT})
    event = account.receive(account.request_queue)
    assert event is not None
    assert json.loads(event["Records"][0]["body"]) == {
        "caller": "caller1",
        "request_id": "8bdd983a:x.y_Z-1",
        "api": SUBMIT,
        "summary_type": "extractive",
        "model": "mopsus",
        "webhook": None,
        "utterances": [{"text": "Good morning.", "speaker": "Ann", "start": 0, "end": 1.5}],
    }
    document = account.document("caller1", "8bdd983a:x.y_Z-1", "request")
    assert document is not None
    assert document["request"] == json.loads(event["Records"][0]["body"])


def test_an_id_is_made_where_none_is_given(api: Api) -> None:
    ids = {api.post(BODY).document["request_id"] for _ in range(3)}
    assert {len(identifier) for identifier in ids} == {36}
    assert len(ids) == 3


@pytest.mark.parametrize("request_id", [".", "..", "...", "-", ":", "a" * 128])
def test_no_id_leads_anywhere_else(api: Api, account: Account, request_id: str) -> None:
    assert api.post(BODY, request_id=request_id).status == 202
    assert account.document("caller1", request_id, "request") is not None
    assert api.status(request_id).document["status"] == "In Progress"


def test_the_same_request_again_before_it_is_summarized_is_queued_again(api: Api, account: Account) -> None:
    answers = [api.post(BODY, request_id="r") for _ in range(2)]
    assert answers[0] == answers[1]
    assert account.waiting(account.request_queue) == 2  # the first message may never have been sent


def test_the_same_request_again_after_it_was_summarized_is_only_answered(api: Api, account: Account) -> None:
    api.post(BODY, request_id="r")
    account.write("caller1", "r", "result", RESULT)
    assert api.post(BODY, request_id="r").status == 202
    assert account.waiting(account.request_queue) == 1


@pytest.mark.parametrize(("retryable", "queued"), [(True, 2), (False, 1)])
def test_a_request_that_failed_is_queued_again_if_that_may_help(
    api: Api, account: Account, *, retryable: bool, queued: int
) -> None:
    api.post(BODY, request_id="r")
    account.write("caller1", "r", "result", {**RESULT, "status": "Failed", "retryable": retryable})
    assert api.post(BODY, request_id="r").status == 202
    assert account.waiting(account.request_queue) == queued


OTHER_CONTENT: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({**BODY, "summaryType": "all"}, {}),
    ({**BODY, "model": "iamus"}, {}),
    ({"summaryData": [{**BODY["summaryData"][0], "text": "Good morning"}]}, {}),
    ({"summaryData": [{**BODY["summaryData"][0], "end": 1.6}]}, {}),
    ({"summaryData": BODY["summaryData"] * 2}, {}),
    (BODY, {"webhook": "http://127.0.0.1:1/"}),
]


@pytest.mark.parametrize(("body", "query"), OTHER_CONTENT, ids=range(len(OTHER_CONTENT)))
def test_an_id_with_other_content_is_a_conflict(
    api: Api, account: Account, body: dict[str, Any], query: dict[str, str]
) -> None:
    api.post(BODY, request_id="r")
    answer = api.post(body, request_id="r", **query)
    assert (answer.status, answer.document["type"]) == (409, "conflict")
    assert "request_id" in answer.document["message"]
    assert account.waiting(account.request_queue) == 1


def test_what_the_contract_ignores_is_no_other_content(api: Api) -> None:
    api.post(BODY, request_id="r")
    assert api.post({"extra": 1, **BODY, "model": "mopsus"}, request_id="r", apikey="k").status == 202


@pytest.mark.parametrize(("start", "end"), [("0.0", "1.50"), ("0e0", "15e-1"), ("-0.0", "1.5")])
def test_how_a_number_is_written_is_no_other_content(
    api: Api, account: Account, start: str, end: str
) -> None:
    written = json.dumps(BODY)
    assert api.post(BODY, request_id="r").status == 202
    again = written.replace('"start": 0', f'"start": {start}').replace('"end": 1.5', f'"end": {end}')
    assert api.call(api_event("POST", SUBMIT, body=again, query={"request_id": ["r"]})).status == 202
    document = account.document("caller1", "r", "request")
    assert document is not None
    assert str(document["request"]["utterances"][0]["start"]) == "0"  # as it was given first


def test_two_callers_never_meet(api: Api, account: Account) -> None:
    assert api.post(BODY, request_id="r", caller="one").status == 202
    assert api.post({**BODY, "model": "iamus"}, request_id="r", caller="two").status == 202
    account.write("one", "r", "result", RESULT)
    assert api.status("r", "one").document["status"] == "Completed"
    assert api.status("r", "two").document["status"] == "In Progress"
    assert api.status("r", "three").status == 404


@pytest.mark.parametrize("caller", [None, ""])
def test_without_a_caller_nothing_is_done(api: Api, account: Account, caller: str | None) -> None:
    for event in (
        api_event("POST", SUBMIT, body=json.dumps(BODY), caller=caller),
        api_event(
            "GET", "/transaction/generic/api/v1/async/status", query={"request_id": ["r"]}, caller=caller
        ),
    ):
        answer = api.call(event)
        assert (answer.status, answer.document) == (
            401,
            {
                "type": "invalid_api_key",
                "message": "Invalid ApiKey",
                "fault": {"faultstring": "Invalid ApiKey", "detail": {"errorcode": "oauth.v2.InvalidApiKey"}},
            },
        )
    assert account.waiting(account.request_queue) == 0


def test_status_tells_how_a_request_is(api: Api, account: Account) -> None:
    assert (api.status("r").status, api.status("r").document["type"]) == (404, "not_found")
    api.post(BODY, request_id="r")
    assert api.status("r").document == {"status": "In Progress", "response": {"request_id": "r"}}
    account.write("caller1", "r", "result", RESULT)
    assert api.status("r").document == {"status": "Completed", "response": RESULT["response"]}
    failure = {"request_id": "r", "error": {"type": "api_error", "message": "x"}}
    account.write("caller1", "r", "result", {**RESULT, "status": "Failed", "response": failure})
    assert api.status("r").document == {"status": "Failed", "response": failure}


@pytest.mark.parametrize(
    "query", [None, {}, {"request_id": [""]}, {"request_id": ["a", "b"]}, {"request_id": ["/"]}]
)
def test_a_status_query_names_one_request(api: Api, query: dict[str, list[str]] | None) -> None:
    answer = api.call(api_event("GET", "/transaction/generic/api/v1/async/status", query=query))
    assert (answer.status, answer.fields) == (400, ["query.request_id"])


def sized(size: int) -> dict[str, Any]:
    """Make a body whose message is exactly that many bytes long."""
    body: dict[str, Any] = {"summaryData": [{"text": ""}]}
    frame = {
        "caller": "caller1", "request_id": "r", "api": SUBMIT, "summary_type": "extractive",
        "model": "mopsus", "webhook": None, "utterances": [{"text": ""}],
    }  # fmt: skip
    length = size - len(json.dumps(frame, separators=(",", ":")))
    body["summaryData"][0]["text"] = "ü" * (length // 2) + "a" * (length % 2)
    return body


def test_the_largest_request_that_a_message_carries_is_accepted(api: Api, account: Account) -> None:
    assert api.post(sized(1_048_576), request_id="r").status == 202
    event = account.receive(account.request_queue)
    assert event is not None
    assert len(event["Records"][0]["body"].encode()) == 1_048_576


@pytest.mark.parametrize("size", [1_048_577, 2 * 1_048_576])
def test_a_larger_one_is_413(api: Api, account: Account, size: int) -> None:
    answer = api.post(sized(size), request_id="r")
    assert (answer.status, answer.document["type"]) == (413, "too_large")
    assert account.waiting(account.request_queue) == 0
    assert account.document("caller1", "r", "request") is None


def test_more_utterances_than_a_message_carries_are_413_before_they_are_looked_at(api: Api) -> None:
    answer = api.post({"summaryData": [7] * 90_000}, request_id="r")
    assert (answer.status, answer.document["type"]) == (413, "too_large")


def test_a_request_that_crashed_anywhere_is_accepted_when_it_is_sent_again(
    account: Account, cold_start: Callable[[str], ModuleType]
) -> None:
    sent: list[str] = []

    def start() -> tuple[Callable[[], object], list[Any]]:
        module = cold_start("api.app")
        sent.append(f"r{len(sent)}")
        event = api_event("POST", SUBMIT, body=json.dumps(BODY), query={"request_id": [sent[-1]]})
        return lambda: module.handler(event, LambdaContext()), [
            module.ledger.store.s3,
            module.intake.queue.sqs,
        ]

    crashes = 0
    for crash in every_crash(start):
        crashes += 1
        while account.receive(account.request_queue):
            pass
        assert Api(cold_start("api.app")).post(BODY, request_id=sent[-1]).status == 202, crash
        event = account.receive(account.request_queue)
        assert event is not None, crash
        assert json.loads(event["Records"][0]["body"])["request_id"] == sent[-1]
        assert account.document("caller1", sent[-1], "request") is not None, crash
    assert crashes == 2 * 3  # the ledger is read, the ledger is written, the request is queued


def resolving(api: Api, error: Exception) -> Api:
    """Have the name system answer every question with an error."""

    def resolve(*_: object) -> list[str]:
        raise error

    guard = Guard(resolve=resolve)
    setattr(api.module, "intake", dataclasses.replace(api.module.intake, guard=guard))  # noqa: B010 - mypy
    return api


def test_a_webhook_whose_host_does_not_exist_is_400(api: Api, account: Account) -> None:
    answer = resolving(api, UnknownHostError("has no host")).post(BODY, webhook="https://no.example/")
    assert (answer.status, answer.fields) == (400, ["query.webhook"])
    assert account.waiting(account.request_queue) == 0


def test_a_webhook_that_cannot_be_looked_up_now_is_accepted(api: Api, account: Account) -> None:
    answer = resolving(api, HostLookupError("no answer")).post(BODY, webhook="https://hooks.example/")
    assert answer.status == 202
    assert account.waiting(account.request_queue) == 1


def test_a_webhook_whose_host_is_gone_since_does_not_undo_what_was_accepted(api: Api) -> None:
    assert api.post(BODY, request_id="r", webhook="https://127.0.0.1/").status == 202
    api = resolving(api, UnknownHostError("has no host"))
    assert api.post(BODY, request_id="r", webhook="https://127.0.0.1/").status == 202


@pytest.mark.parametrize("webhook", ["http://127.0.0.1/", "https://127.0.0.1/", "https://127.0.0.1:8443/"])
def test_loopback_is_refused_unless_the_machine_is_ones_own(
    cold_start: Callable[[str], ModuleType],
    account: Account,  # noqa: ARG001 - it sets the scene
    monkeypatch: pytest.MonkeyPatch,
    webhook: str,
) -> None:
    monkeypatch.delenv("WEBHOOK_ALLOW_LOCAL")
    answer = Api(cold_start("api.app")).post(BODY, webhook=webhook)
    assert (answer.status, answer.fields) == (400, ["query.webhook"])


def test_a_fault_of_ours_is_raised_for_the_gateway_to_answer(api: Api, account: Account) -> None:
    boto3.client("sqs").delete_queue(QueueUrl=account.request_queue)
    with pytest.raises(ClientError):
        api.post(BODY, request_id="r")


@pytest.mark.parametrize(
    ("path", "server"),
    [
        ("/live/openapi.json", "/live"),
        ("/live/openapi.json/", "/live"),
        ("/openapi.json", "/"),
        ("/recap/v2/openapi.json", "/recap/v2"),
    ],
)
def test_the_description_names_the_stage_or_the_base_path_as_its_server(
    api: Api, path: str, server: str
) -> None:
    event = api_event("GET", "/openapi.json")
    event["requestContext"]["path"] = path
    assert api.call(event).document["servers"] == [{"url": server}]
