"""Queued requests become summaries: the summarizer, on batches of its queue."""

import json

import pytest
from recap.request import SummaryRequest
from standardwebhooks import Webhook

from tests.replay.account import Account, Event
from tools.local.receiver import Delivery, Receiver


def test_the_poison_alone_is_reported_and_the_rest_of_its_batch_is_summarized(
    account: Account, receiver: Receiver
) -> None:
    event = account.event("summarizer_batch_with_poison.json", webhook=receiver.url)
    first, poison, last = event["Records"]
    answer = account.invoke("SummarizerFunction", event)
    assert answer == {"batchItemFailures": [{"itemIdentifier": poison["messageId"]}]}

    # Lambda deletes what is not reported; the poison is looked at again in 30 seconds, not in 30 minutes.
    hidden = {message.body: message.hidden for message in account.queue("RequestQueue")}
    assert 25 < hidden[poison["body"]] <= 30
    assert hidden[first["body"]] > 1700

    asked = SummaryRequest.from_json(first["body"])
    result = completed(account, asked)
    (delivery,) = receiver.wait()
    assert verified(account, asked, delivery) == result["response"]
    assert result["response"]["coverage"] == {"read": 12, "total": 12}
    assert set(result["response"]["response"]) == {"extractive", "abstractive"}
    said = {turn.text: turn for turn in asked.utterances}
    for segment in result["response"]["response"]["extractive"]:
        (source,) = segment["sources"]
        turn = asked.utterances[source]
        assert (segment["start"], segment["end"], segment["speakerId"]) == (
            turn.start,
            turn.end,
            turn.speaker,
        )
        assert any(segment["text"].rstrip(".") in text for text in said)
    kept = account.entry(asked.caller, asked.request_id, "delivery")
    assert kept is not None
    assert (kept["state"], kept["attempts"], kept["last_status"]) == ("delivered", 1, 200)
    assert kept["webhook_id"] == delivery.headers["webhook-id"]
    assert account.queue("WebhookQueue") == []

    # The last one asked for no webhook; its summary waits in the ledger.
    asked = SummaryRequest.from_json(last["body"])
    assert set(completed(account, asked)["response"]["response"]) == {"extractive"}
    assert account.entry(asked.caller, asked.request_id, "delivery") is None
    assert len(receiver.wait()) == 1


def test_a_batch_that_is_handed_out_twice_is_summarized_and_told_of_once(
    account: Account, receiver: Receiver
) -> None:
    event = account.event("summarizer_batch_with_poison.json", webhook=receiver.url)
    account.invoke("SummarizerFunction", event)
    asked = SummaryRequest.from_json(event["Records"][0]["body"])
    finished_at = completed(account, asked)["finished_at"]
    account.invoke("SummarizerFunction", event)
    assert completed(account, asked)["finished_at"] == finished_at
    assert len(receiver.wait()) == 1


@pytest.mark.answering(503)
def test_a_webhook_that_is_not_taken_is_queued_as_the_notifier_expects_it(
    account: Account, receiver: Receiver
) -> None:
    event = account.event("summarizer_batch_with_poison.json", webhook=receiver.url)
    account.invoke("SummarizerFunction", event)
    assert len(receiver.wait()) == 1
    (message,) = account.queue("WebhookQueue")
    assert 5 < message.hidden <= 10  # the first pause
    assert message.body == account.event("notifier_retry.json")["Records"][0]["body"]
    asked = SummaryRequest.from_json(event["Records"][0]["body"])
    kept = account.entry(asked.caller, asked.request_id, "delivery")
    assert kept is not None
    assert (kept["state"], kept["attempts"], kept["last_status"]) == ("pending", 1, 503)


def test_the_fourth_receive_records_the_failure_tells_of_it_and_parks_the_request(
    account: Account, receiver: Receiver
) -> None:
    event = account.event("summarizer_fourth_receive.json", webhook=receiver.url)
    (record,) = event["Records"]
    answer = account.invoke("SummarizerFunction", event)
    assert answer == {"batchItemFailures": [{"itemIdentifier": record["messageId"]}]}

    asked = SummaryRequest.from_json(record["body"])
    result = account.entry(asked.caller, asked.request_id, "result")
    assert result is not None
    assert (result["status"], result["retryable"]) == ("Failed", True)
    told = verified(account, asked, receiver.wait()[0])
    assert told == result["response"]
    assert told["request_id"] == "menu-boards"
    assert told["error"]["type"] == "api_error"

    assert account.receive("RequestQueue") is None  # this look has SQS park it
    assert account.queue("RequestQueue") == []
    assert [message.body for message in account.queue("RequestDLQ")] == [record["body"]]


def test_a_parked_request_that_an_operator_replays_is_summarized_and_told_of_anew(
    account: Account, receiver: Receiver
) -> None:
    event = account.event("summarizer_fourth_receive.json", webhook=receiver.url)
    account.invoke("SummarizerFunction", event)
    (record,) = event["Records"]
    record["attributes"]["ApproximateReceiveCount"] = "1"
    assert account.invoke("SummarizerFunction", event) == {"batchItemFailures": []}
    asked = SummaryRequest.from_json(record["body"])
    failed, told = receiver.wait(2)
    assert verified(account, asked, told) == completed(account, asked)["response"]
    assert failed.headers["webhook-id"] != told.headers["webhook-id"]


def completed(account: Account, asked: SummaryRequest) -> Event:
    result = account.entry(asked.caller, asked.request_id, "result")
    assert result is not None
    assert result["status"] == "Completed"
    assert result["response"]["request_id"] == asked.request_id
    return result


def verified(account: Account, asked: SummaryRequest, delivery: Delivery) -> Event:
    """Read a delivery as its receiver does: with the caller's secret and the package of Standard Webhooks."""
    document = Webhook(account.webhook_secret(asked.caller)).verify(delivery.body, delivery.headers)
    assert document == json.loads(delivery.body)
    return dict(document)
