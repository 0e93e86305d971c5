"""Conversations in, and how they are: the API, on what API Gateway sends it."""

import json
import uuid
from pathlib import Path

import pytest
from recap.request import SummaryRequest, SummaryType

from tests.replay.account import EVENTS, Account, Event
from tools.local.receiver import Receiver

CALLER, REQUEST_ID = "k3v9x2m7qd", "festival-sync-0311"


def answer(response: Event, status: int) -> Event:
    assert response["statusCode"] == status, response["body"]
    assert response["multiValueHeaders"]["Content-Type"] == ["application/json"]
    return dict(json.loads(response["body"]))


def test_a_conversation_is_written_down_then_queued_as_the_summarizer_expects_it(
    account: Account, receiver: Receiver
) -> None:
    event = account.event("api_submit.json", webhook=receiver.url)
    answered = answer(account.invoke("ApiFunction", event), 202)
    assert answered == {"request_id": REQUEST_ID, "api": "/text/generic/api/v1/async/summary"}

    (message,) = account.queue("RequestQueue")
    batch = account.event("summarizer_batch_with_poison.json", webhook=receiver.url)
    assert message.body == batch["Records"][0]["body"]
    kept = account.entry(CALLER, REQUEST_ID, "request")
    assert kept is not None
    assert kept["request"] == json.loads(message.body)
    assert kept["content_hash"] == SummaryRequest.from_json(message.body).content_hash


def test_the_same_conversation_again_is_accepted_again_and_with_other_content_refused(
    account: Account, receiver: Receiver
) -> None:
    event = account.event("api_submit.json", webhook=receiver.url)
    first = answer(account.invoke("ApiFunction", event), 202)
    assert answer(account.invoke("ApiFunction", event), 202) == first
    event["body"] = event["body"].replace("twelve bands", "eleven bands")
    assert answer(account.invoke("ApiFunction", event), 409)["type"] == "conflict"
    assert len(account.ledger()) == 1


def test_a_base64_body_without_request_id_or_webhook_is_read_as_utf_8(account: Account) -> None:
    event = account.event("api_submit_base64.json")
    request_id = answer(account.invoke("ApiFunction", event), 202)["request_id"]
    assert uuid.UUID(request_id).version == 4
    (message,) = account.queue("RequestQueue")
    request = SummaryRequest.from_json(message.body)
    assert (request.caller, request.request_id, request.webhook) == (CALLER, request_id, None)
    assert (request.summary_type, request.model) == (SummaryType.ABSTRACTIVE, "iamus")
    assert request.utterances[0].speaker == "Zoë"
    assert request.utterances[0].text.endswith("not in Košice 🙈.")
    assert request.utterances[2].text.startswith("All three. They can bring them on Thursday, but it's €240")
    assert {(utterance.start, utterance.end) for utterance in request.utterances} == {(None, None)}


def test_everything_that_is_wrong_is_named_and_nothing_is_accepted(account: Account) -> None:
    refused = answer(account.invoke("ApiFunction", account.event("api_submit_invalid.json")), 400)
    assert refused["type"] == "params_invalid"
    assert {tuple(error["loc"]) for error in refused["errors"]} == {
        ("query", "request_id"),
        ("query", "webhook"),
        ("body", "summaryType"),
        ("body", "model"),
        ("body", "summaryData", 0, "end"),
        ("body", "summaryData", 1, "text"),
        ("body", "summaryData", 1, "speakerId"),
        ("body", "summaryData", 1, "start"),
        ("body", "summaryData", 2),
    }
    assert account.ledger() == []
    assert account.queue("RequestQueue") == []


def test_the_status_follows_a_request_from_unknown_to_completed(account: Account, receiver: Receiver) -> None:
    question = account.event("api_status.json")
    assert answer(account.invoke("ApiFunction", question), 404)["type"] == "not_found"

    account.invoke("ApiFunction", account.event("api_submit.json", webhook=receiver.url))
    assert answer(account.invoke("ApiFunction", question), 200)["status"] == "In Progress"

    account.invoke(
        "SummarizerFunction", account.event("summarizer_batch_with_poison.json", webhook=receiver.url)
    )
    told = answer(account.invoke("ApiFunction", question), 200)
    assert told["status"] == "Completed"
    assert told["response"] == json.loads(receiver.wait()[0].body)

    question["requestContext"]["identity"]["apiKeyId"] = "somebodyelse"
    assert answer(account.invoke("ApiFunction", question), 404)["type"] == "not_found"


@pytest.mark.parametrize(
    "conversation", sorted((EVENTS / "conversations").glob("*.json")), ids=lambda path: path.stem
)
def test_every_conversation_is_accepted_whole(
    account: Account, receiver: Receiver, conversation: Path
) -> None:
    event = account.event("api_submit.json", webhook=receiver.url)
    event["body"] = conversation.read_text(encoding="utf-8")
    answer(account.invoke("ApiFunction", event), 202)
    (message,) = account.queue("RequestQueue")
    said = json.loads(event["body"])["summaryData"]
    heard = [
        {"speakerId": turn.speaker, "text": turn.text, "start": turn.start, "end": turn.end}
        for turn in SummaryRequest.from_json(message.body).utterances
    ]
    assert heard == [{"speakerId": None, **turn} for turn in said]
