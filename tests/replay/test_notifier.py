"""Webhooks that were not taken: the notifier, on messages of its queue."""

import pytest
from standardwebhooks import Webhook

from tests.replay.account import Account, Event
from tools.local.receiver import Receiver

CALLER, REQUEST_ID = "k3v9x2m7qd", "festival-sync-0311"

pytestmark = pytest.mark.usefixtures("finished")


@pytest.fixture
def finished(account: Account, receiver: Receiver) -> None:
    """Have the events' request accepted and summarized; its webhook is tried once."""
    account.invoke("ApiFunction", account.event("api_submit.json", webhook=receiver.url))
    batch = account.event("summarizer_batch_with_poison.json", webhook=receiver.url)
    account.invoke("SummarizerFunction", batch)
    receiver.wait(1)
    account.drain("WebhookQueue")


def delivery(account: Account) -> Event:
    kept = account.entry(CALLER, REQUEST_ID, "delivery")
    assert kept is not None
    return kept


@pytest.mark.answering(500, 204)
def test_a_retry_that_is_taken_ends_it_under_the_same_webhook_id(
    account: Account, receiver: Receiver
) -> None:
    answer = account.invoke("NotifierFunction", account.event("notifier_retry.json"))
    assert answer == {"batchItemFailures": []}
    first, second = receiver.wait(2)
    assert (first.status, second.status) == (500, 204)
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert Webhook(account.webhook_secret(CALLER)).verify(second.body, second.headers)
    assert (delivery(account)["state"], delivery(account)["attempts"]) == ("delivered", 2)


@pytest.mark.answering(200)
def test_a_webhook_that_was_taken_is_not_sent_again(account: Account, receiver: Receiver) -> None:
    answer = account.invoke("NotifierFunction", account.event("notifier_retry.json"))
    assert answer == {"batchItemFailures": []}
    assert len(receiver.wait(1)) == 1


@pytest.mark.answering(500, 503)
def test_a_retry_that_is_not_taken_waits_for_the_next_step(account: Account, receiver: Receiver) -> None:
    event = account.event("notifier_retry.json")
    answer = account.invoke("NotifierFunction", event)
    assert answer == {"batchItemFailures": [{"itemIdentifier": event["Records"][0]["messageId"]}]}
    assert len(receiver.wait(2)) == 2
    (message,) = account.queue("WebhookQueue")
    assert 590 < message.hidden <= 600  # after the second retry ten minutes, not the queue's own three
    assert (delivery(account)["state"], delivery(account)["last_status"]) == ("pending", 503)


@pytest.mark.answering(500, 410)
def test_a_receiver_that_is_gone_is_left_alone(account: Account, receiver: Receiver) -> None:
    answer = account.invoke("NotifierFunction", account.event("notifier_retry.json"))
    assert answer == {"batchItemFailures": []}
    assert len(receiver.wait(2)) == 2
    assert delivery(account)["state"] == "gone"


@pytest.mark.answering(500, 500)
def test_the_last_try_that_is_not_taken_parks_the_webhook(account: Account, receiver: Receiver) -> None:
    event = account.event("notifier_last_try.json")
    (record,) = event["Records"]
    answer = account.invoke("NotifierFunction", event)
    assert answer == {"batchItemFailures": [{"itemIdentifier": record["messageId"]}]}
    assert len(receiver.wait(2)) == 2
    assert delivery(account)["state"] == "parked"

    assert account.receive("WebhookQueue") is None  # this look has SQS park it
    assert account.queue("WebhookQueue") == []
    assert [message.body for message in account.queue("WebhookDLQ")] == [record["body"]]


@pytest.mark.answering(500, 200)
def test_the_last_try_that_is_taken_is_as_good_as_the_first(account: Account, receiver: Receiver) -> None:
    answer = account.invoke("NotifierFunction", account.event("notifier_last_try.json"))
    assert answer == {"batchItemFailures": []}
    assert len(receiver.wait(2)) == 2
    assert delivery(account)["state"] == "delivered"
