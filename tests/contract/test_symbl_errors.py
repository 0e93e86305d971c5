"""Section 2 of the contract, Symbl's API: what it refuses, and how."""

import json
import time
from typing import Any

import pytest
from recap.tokens import issue_token

from tests.contract.service import Answer, Service
from tests.contract.symbl import TALK, Symbl, at, event, said

CONVERSATION = "/v1/conversations/1234567890123456"


@pytest.fixture
def symbl(service: Service) -> Symbl:
    return Symbl(service)


@pytest.fixture
def stranger(other: Service) -> Symbl:
    return Symbl(other)


def refused(answer: Answer) -> list[str]:
    """Give the fields that a 400 names; its message says what to do."""
    assert answer.status == 400
    assert answer.document["message"]
    return answer.fields


@pytest.mark.parametrize(
    "change", [{"appId": "0" * 32}, {"appSecret": "wrong"}, {"appId": "", "appSecret": ""}, {"appId": "ü"}]
)
def test_a_wrong_pair_is_401(symbl: Symbl, change: dict[str, str]) -> None:
    caller = symbl.service.caller
    body = {"type": "application", "appId": caller.app_id, "appSecret": caller.key, **change}
    answer = symbl.service.call("POST", "/oauth2/token:generate", None, json.dumps(body))
    assert (answer.status, answer.document.keys()) == (401, {"message"})


@pytest.mark.parametrize("body", ["", "{", "[]", "{}", '{"type":"user","appId":"a","appSecret":"b"}'])
def test_a_token_request_that_is_none_is_400(service: Service, body: str) -> None:
    refused(service.call("POST", "/oauth2/token:generate", None, body))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer nonsense"},
        {"Authorization": "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.AAAA"},
        {"x-api-key": "nonsense"},
        {"Authorization": "Basic abc"},
    ],
)
def test_no_token_or_a_wrong_one_is_401_with_a_message(service: Service, headers: dict[str, str]) -> None:
    answer = service.call("GET", CONVERSATION, None, None, headers)
    assert answer.status == 401
    assert answer.document["message"]


def test_a_token_is_refused_after_a_day(service: Service) -> None:
    arn = service.stack.outputs["WebhookSecretArn"]
    master = service.stack.client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"]

    def status(age: float) -> int:
        token = issue_token(master, service.caller.app_id, service.caller.key, time.time() - age)
        return service.call("GET", CONVERSATION, None, None, {"Authorization": f"Bearer {token}"}).status

    assert (status(86_000), status(86_401)) == (404, 401)


def test_a_token_does_not_outlive_its_key(service: Service) -> None:
    caller = service.stack.create_caller("gone soon")
    body = {"type": "application", "appId": caller.app_id, "appSecret": caller.key}
    answer = service.call("POST", "/oauth2/token:generate", None, json.dumps(body))
    service.stack.client("apigateway").delete_api_key(apiKey=caller.id)
    headers = {"x-api-key": answer.document["accessToken"]}
    assert service.call("GET", CONVERSATION, None, None, headers).status == 401


PATHS = [
    ("GET", "", None),
    ("GET", "/messages", None),
    ("GET", "/members", None),
    ("GET", "/summary", None),
    ("POST", "/summary", None),
    ("PUT", "/members/x", {"name": "Ann"}),
    ("PUT", "/speakers", {"speakerEvents": [event("started", 0, {"name": "Ann"})]}),
    ("DELETE", "", None),
]


@pytest.mark.parametrize(("method", "part", "body"), PATHS)
def test_unknown_and_foreign_conversations_are_404_alike(
    symbl: Symbl, stranger: Symbl, method: str, part: str, body: object
) -> None:
    foreign, _ = symbl.process()
    answers = [
        stranger.call(method, f"/v1/conversations/{name}{part}", body)
        for name in (foreign, "1234567890123456", "..", "0")
    ]
    assert {answer.status for answer in answers} == {404}
    assert len({answer.document["message"] for answer in answers}) == 1
    assert symbl.get(foreign).status == 200


def test_unknown_and_foreign_jobs_and_appends_are_404_alike(symbl: Symbl, stranger: Symbl) -> None:
    conversation, job = symbl.process()
    wrong = [job, f"{conversation}-2", f"{conversation}-0", "1234567890123456-1", "x", "1-1"]
    answers = [stranger.call("GET", f"/v1/job/{name}") for name in wrong]
    answers += [symbl.call("GET", f"/v1/job/{name}") for name in wrong[1:]]
    assert {answer.status for answer in answers} == {404}
    assert len({answer.document["message"] for answer in answers}) == 1
    appends = [
        stranger.call("PUT", f"/v1/process/text/{name}", {"messages": TALK})
        for name in (conversation, "1234567890123456", "x")
    ]
    assert {answer.status for answer in appends} == {404}
    assert len(symbl.messages(conversation)) == 2


WRONG: dict[str, tuple[Any, list[str]]] = {
    "no body": ("", ["body"]),
    "no JSON": ("{", ["body"]),
    "a list": ("[]", ["body"]),
    "no messages": ({}, ["body.messages"]),
    "empty messages": ({"messages": []}, ["body.messages"]),
    "messages no list": ({"messages": {}}, ["body.messages"]),
    "no payload": ({"messages": [{}]}, ["body.messages.0.payload"]),
    "no content": ({"messages": [TALK[0], {"payload": {}}]}, ["body.messages.1.payload.content"]),
    "blank content": ({"messages": [said(" \n\t")]}, ["body.messages.0.payload.content"]),
    "content no text": ({"messages": [{"payload": {"content": 1}}]}, ["body.messages.0.payload.content"]),
    "a name no text": ({"messages": [{**TALK[0], "from": {"name": 1}}]}, ["body.messages.0.from.name"]),
    "a long name": ({"messages": [said("Hi.", "x" * 201)]}, ["body.messages.0.from.name"]),
    "a time no time": (
        {"messages": [{**TALK[0], "duration": {"startTime": "noon"}}]},
        ["body.messages.0.duration.startTime"],
    ),
    "a time that no calendar has": (
        {"messages": [{**TALK[0], "duration": {"endTime": "9999-12-31T23:59:59-23:00"}}]},
        ["body.messages.0.duration.endTime"],
    ),
    "an end before its start": (
        {"messages": [{**TALK[0], "duration": {"startTime": at(2), "endTime": at(1)}}]},
        ["body.messages.0.duration"],
    ),
    "enableSummary neither": ({"messages": TALK, "enableSummary": "maybe"}, ["body.enableSummary"]),
    "webhookUrl no address": ({"messages": TALK, "webhookUrl": "nowhere"}, ["body.webhookUrl"]),
    "webhookUrl private": ({"messages": TALK, "webhookUrl": "https://10.0.0.1/"}, ["body.webhookUrl"]),
    "metadata no object": ({"messages": TALK, "metadata": []}, ["body.metadata"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_body_that_breaks_the_contract_is_400_and_names_the_field(symbl: Symbl, name: str) -> None:
    body, fields = WRONG[name]
    assert refused(symbl.call("POST", "/v1/process/text", body)) == fields


def test_a_query_that_breaks_the_contract_is_400_and_names_the_field(symbl: Symbl) -> None:
    body = {"messages": TALK}
    query = {"enableSummary": "maybe"}
    assert refused(symbl.call("POST", "/v1/process/text", body, query)) == ["query.enableSummary"]
    query = {"webhookUrl": "nowhere"}
    assert refused(symbl.call("POST", "/v1/process/text", body, query)) == ["query.webhookUrl"]
    assert refused(symbl.call("POST", "/v1/process/text", body, {"webhookUrl": ""})) == ["query.webhookUrl"]
    twice = [("enableSummary", "true"), ("enableSummary", "false")]
    assert refused(symbl.call("POST", "/v1/process/text", body, twice)) == ["query.enableSummary"]
    conversation = symbl.processed()
    for refresh in ([("refresh", "maybe")], [("refresh", "true"), ("refresh", "false")]):
        assert refused(symbl.get(conversation, "/summary", refresh)) == ["query.refresh"]


def test_what_is_wrong_is_told_in_our_own_words(symbl: Symbl, service: Service) -> None:
    wrong = {"from": [], "payload": {}, "duration": 1}
    answers = [
        symbl.call("POST", "/v1/process/text", {"messages": [wrong], "metadata": [], "name": 1}),
        symbl.speakers(
            "1234567890123456", {"type": "x", "user": 1, "offset": {"seconds": -1, "nanos": 1e17}}
        ),
        service.call("POST", "/oauth2/token:generate", None, '{"type":"user","appId":1}'),
    ]
    told = [error["msg"] for answer in answers for error in answer.document["errors"]]
    assert len(told) == 12
    assert not [msg for msg in told if not msg.startswith(("must be ", "is required"))]
    answer = service.call("POST", "/oauth2/token:generate", None, "")
    assert answer.document["message"] == "body is missing; send a JSON object"


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"name": ""}, ["body.name"]),
        ({"name": " \t"}, ["body.name"]),
        ({}, ["body.name"]),
        ({"name": "Ann", "id": "another"}, ["body.id"]),
        ({"name": "Ann", "email": 1}, ["body.email"]),
        ({"name": "x" * 201}, ["body.name"]),
    ],
)
def test_a_rename_that_breaks_the_contract_is_400(
    symbl: Symbl, body: dict[str, Any], fields: list[str]
) -> None:
    conversation, _ = symbl.process()
    member = symbl.members(conversation)[0]["id"]
    path = f"/v1/conversations/{conversation}/members/{member}"
    assert refused(symbl.call("PUT", path, body)) == fields
    assert symbl.members(conversation)[0]["name"] == "Ann"


def test_a_rename_of_nobody_is_404(symbl: Symbl) -> None:
    conversation, _ = symbl.process()
    path = f"/v1/conversations/{conversation}/members/nobody"
    assert symbl.call("PUT", path, {"name": "Ann"}).status == 404


@pytest.mark.parametrize(
    ("events", "field"),
    [
        ([], "body.speakerEvents"),
        ([{}], "body.speakerEvents.0.type"),
        ([event("began", 0, {"name": "Ann"})], "body.speakerEvents.0.type"),
        ([event("started", 0, {})], "body.speakerEvents.0"),
        ([event("started", -1, {"name": "Ann"})], "body.speakerEvents.0.offset.seconds"),
        ([event("started", 0, {"name": "Ann"}, nanos=-1)], "body.speakerEvents.0.offset.nanos"),
        ([{**event("started", 0, {"name": "Ann"}), "offset": "0"}], "body.speakerEvents.0.offset"),
    ],
)
def test_speaker_events_that_break_the_contract_are_400(
    symbl: Symbl, events: list[dict[str, Any]], field: str
) -> None:
    conversation, _ = symbl.process()
    assert field in refused(symbl.speakers(conversation, *events))


def test_speaker_events_that_overlap_or_never_stop_decide_all_the_same(symbl: Symbl) -> None:
    talk = [said(f"This is sentence number {n}.", None, 2 * n, 2 * n + 2) for n in range(4)]
    conversation = symbl.processed(talk)
    ann, ben = {"name": "Ann"}, {"name": "Ben"}
    answer = symbl.speakers(
        conversation, event("started", 0, ann), event("started", 3.5, ben), event("stopped", 4, ann)
    )
    assert answer.status == 200
    speakers = [message["from"]["name"] for message in symbl.messages(conversation)]
    assert speakers == ["Ann", "Ann", "Ben", "Ben"]


def test_nanoseconds_may_be_more_than_a_second_as_in_the_documentation(symbl: Symbl) -> None:
    conversation = symbl.processed([said("A sentence.", None, 0, 2), said("And another.", None, 6, 8)])
    symbl.speakers(conversation, event("started", 0, {"name": "Ann"}, nanos=5_000_000_000))
    names = [message["from"]["name"] for message in symbl.messages(conversation)]
    assert names == ["Speaker 1", "Ann"]


def test_times_that_run_backwards_are_kept_as_given(symbl: Symbl) -> None:
    conversation = symbl.processed([said("Later.", "Ann", 30, 32), said("Earlier.", "Ben", 10, 12)])
    found = symbl.messages(conversation)
    assert [message["text"] for message in found] == ["Later.", "Earlier."]
    assert [message["timeOffset"] for message in found] == [20, 0]
    assert symbl.get(conversation).document["startTime"] == "2024-05-01T10:00:10.000Z"


def test_thousands_of_messages_are_taken_and_given_back(symbl: Symbl) -> None:
    talk = [said(f"This is point {n}.", f"Person {n % 7}", n, n + 1) for n in range(3000)]
    conversation = symbl.processed(talk)
    assert [message["text"] for message in symbl.messages(conversation)] == [
        f"This is point {n}." for n in range(3000)
    ]


def test_a_body_of_more_than_a_mebibyte_is_413(symbl: Symbl) -> None:
    answer = symbl.call("POST", "/v1/process/text", {"messages": [said("x" * 1_100_000)]})
    assert answer.status == 413
    assert "in several parts" in answer.document["message"]


def test_more_messages_than_one_answer_can_carry_are_413_and_nothing_is_lost(symbl: Symbl) -> None:
    conversation, _ = symbl.process()
    answer = symbl.call("PUT", f"/v1/process/text/{conversation}", {"messages": [said("Yes. " * 40)] * 900})
    assert answer.status == 413
    assert "begin another conversation" in answer.document["message"]
    assert len(symbl.messages(conversation)) == 2
