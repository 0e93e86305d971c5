"""Webhooks that failed are tried again: five times in all, later each time, one at a time."""

import json
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import boto3
import pytest
from recap.result import Status
from recap.webhooks import webhook_secret
from recap.webhooks.sign import webhook_id
from standardwebhooks import Webhook

from tests.unit.conftest import MASTER, Account, LambdaContext
from tests.unit.crash import every_crash
from tests.unit.receiver import Receiver, listening

RESPONSE = {
    "request_id": "r",
    "response": {"extractive": [{"text": "Schön.", "score": 1.0, "start": 0, "end": 1.5}]},
}
IDENTIFIER = webhook_id("caller1", "r", Status.COMPLETED)
TASK = json.dumps({"caller": "caller1", "request_id": "r", "webhook_id": IDENTIFIER})


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening() as found:
        yield found


@pytest.fixture(autouse=True)
def scene(account: Account, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that is summarized, and whose first try failed."""
    monkeypatch.setenv("WEBHOOK_RETRY_SECONDS", "0,0,0,0")
    request = {
        "caller": "caller1",
        "request_id": "r",
        "api": "/text/generic/api/v1/async/summary",
        "summary_type": "extractive",
        "model": "mopsus",
        "webhook": receiver.url,
        "utterances": [{"text": "Schön.", "start": 0, "end": 1.5}],
    }
    account.write("caller1", "r", "request", {"content_hash": "x", "accepted_at": "x", "request": request})
    result = {"status": "Completed", "finished_at": "x", "retryable": False, "response": RESPONSE}
    account.write("caller1", "r", "result", result)
    account.write("caller1", "r", "delivery", delivery())
    boto3.client("sqs").send_message(QueueUrl=account.webhook_queue, MessageBody=TASK)


def delivery(**fields: object) -> dict[str, Any]:
    return {
        "webhook_id": IDENTIFIER, "state": "pending", "attempts": 1, "claimed_at": None, "last_status": 500,
        "last_reason": "x", **fields,
    }  # fmt: skip


@pytest.fixture
def notifier(scene: None, cold_start: Callable[[str], ModuleType]) -> ModuleType:  # noqa: ARG001 - it sets the scene
    return cold_start("notifier.app")


def hand_out(notifier: ModuleType, account: Account) -> bool | None:
    """Hand the next message out and delete it if it is done; None if there is none to be seen."""
    event = account.receive(account.webhook_queue)
    if event is None:
        return None
    if notifier.handler(event, LambdaContext())["batchItemFailures"]:
        return False
    handle = event["Records"][0]["receiptHandle"]
    boto3.client("sqs").delete_message(QueueUrl=account.webhook_queue, ReceiptHandle=handle)
    return True


def test_the_same_signed_bytes_are_sent_again(
    notifier: ModuleType, receiver: Receiver, account: Account
) -> None:
    receiver.answers = [(500, {})]
    assert hand_out(notifier, account) is False
    assert hand_out(notifier, account) is True
    first, second = receiver.received
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == IDENTIFIER
    assert Webhook(webhook_secret(MASTER, "caller1", 1)).verify(second.body, second.headers) == RESPONSE
    assert account.document("caller1", "r", "delivery") == delivery(
        state="delivered", attempts=3, last_status=200, last_reason="OK"
    )


def test_after_five_tries_in_all_it_is_parked(
    notifier: ModuleType, receiver: Receiver, account: Account
) -> None:
    receiver.answers = [(500, {})] * 9
    assert [hand_out(notifier, account) for _ in range(5)] == [False] * 4 + [None]
    assert len(receiver.received) == 4  # and the summarizer's first one
    assert account.waiting(account.webhook_dlq) == 1
    assert account.document("caller1", "r", "delivery") == delivery(
        state="parked", attempts=5, last_reason="Internal Server Error"
    )


def test_a_parked_webhook_can_be_replayed(notifier: ModuleType, receiver: Receiver, account: Account) -> None:
    account.write("caller1", "r", "delivery", delivery(state="parked", attempts=5))
    assert hand_out(notifier, account) is True
    assert len(receiver.received) == 1


def pauses(monkeypatch: pytest.MonkeyPatch, module: ModuleType) -> list[int]:
    """Note for how long messages are hidden, while they really are."""
    noted: list[int] = []
    hide = type(module.queue).look_again

    def note(queue: Any, receipt_handle: str, seconds: int) -> None:  # noqa: ANN401
        noted.append(seconds)
        hide(queue, receipt_handle, 0)

    monkeypatch.setattr(type(module.queue), "look_again", note)
    return noted


def test_the_pauses_grow_and_the_last_failure_is_parked_at_once(
    account: Account,
    receiver: Receiver,
    cold_start: Callable[[str], ModuleType],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WEBHOOK_RETRY_SECONDS", "10,60,600,3600")
    notifier = cold_start("notifier.app")
    noted = pauses(monkeypatch, notifier)
    receiver.answers = [(500, {})] * 9
    while hand_out(notifier, account) is not None:
        pass
    assert noted == [60, 600, 3600, 0]


@pytest.mark.parametrize(("retry_after", "pause"), [("120", 120), ("5", 60), ("999999", 3600)])
def test_retry_after_makes_a_pause_longer_never_shorter(  # noqa: PLR0913, PLR0917 - all of it is the scene
    account: Account,
    receiver: Receiver,
    cold_start: Callable[[str], ModuleType],
    monkeypatch: pytest.MonkeyPatch,
    retry_after: str,
    pause: int,
) -> None:
    monkeypatch.setenv("WEBHOOK_RETRY_SECONDS", "10,60,600,3600")
    notifier = cold_start("notifier.app")
    noted = pauses(monkeypatch, notifier)
    receiver.answers = [(503, {"Retry-After": retry_after})]
    hand_out(notifier, account)
    assert noted == [pause]


def test_410_ends_it(notifier: ModuleType, receiver: Receiver, account: Account) -> None:
    receiver.answers = [(410, {})]
    assert hand_out(notifier, account) is True
    document = account.document("caller1", "r", "delivery")
    assert document is not None
    assert document["state"] == "gone"


@pytest.mark.parametrize("state", ["delivered", "gone"])
def test_what_is_over_is_not_sent_again(
    notifier: ModuleType, receiver: Receiver, account: Account, state: str
) -> None:
    account.write("caller1", "r", "delivery", delivery(state=state))
    assert hand_out(notifier, account) is True
    assert receiver.received == []


def test_what_another_process_is_sending_is_looked_at_later(
    notifier: ModuleType, receiver: Receiver, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = pauses(monkeypatch, notifier)
    account.write("caller1", "r", "delivery", delivery(claimed_at=9e12))
    assert hand_out(notifier, account) is False
    assert (receiver.received, noted) == ([], [60])


def test_what_another_process_is_sending_at_the_last_receive_is_not_parked(
    notifier: ModuleType, receiver: Receiver, account: Account
) -> None:
    receiver.answers = [(500, {})] * 3
    assert [hand_out(notifier, account) for _ in range(3)] == [False] * 3
    document = account.document("caller1", "r", "delivery")
    assert document is not None
    account.write("caller1", "r", "delivery", {**document, "claimed_at": 9e12})
    assert hand_out(notifier, account) is True
    assert account.waiting(account.webhook_dlq) == 0
    account.write("caller1", "r", "delivery", {**document, "claimed_at": 1.0})  # it crashed
    assert hand_out(notifier, account) is None  # a claim's time has to pass first
    account.let_time_pass()
    assert hand_out(notifier, account) is True
    document = account.document("caller1", "r", "delivery")
    assert document is not None
    assert (document["state"], account.waiting(account.webhook_queue)) == ("delivered", 0)


def test_a_claim_of_a_crashed_process_runs_out(
    notifier: ModuleType, receiver: Receiver, account: Account
) -> None:
    account.write("caller1", "r", "delivery", delivery(claimed_at=1.0))
    assert hand_out(notifier, account) is True
    assert len(receiver.received) == 1


def test_the_webhook_of_a_failure_that_was_replayed_since_is_dropped(
    notifier: ModuleType, receiver: Receiver, account: Account
) -> None:
    result = account.document("caller1", "r", "result")
    account.write("caller1", "r", "result", {**(result or {}), "status": "Failed"})
    assert hand_out(notifier, account) is True
    assert receiver.received == []


@pytest.mark.parametrize(
    "body", ["", "{}", "[]", "not json", '{"caller":1,"request_id":"r","webhook_id":"x"}']
)
def test_a_message_that_is_none_of_ours_is_parked(notifier: ModuleType, account: Account, body: str) -> None:
    record = {
        "messageId": "1", "receiptHandle": "x", "body": body, "attributes": {"ApproximateReceiveCount": "1"},
        "eventSource": "aws:sqs",
    }  # fmt: skip
    event = account.receive(account.webhook_queue)
    assert event is not None
    answer = notifier.handler({"Records": [record, *event["Records"]]}, LambdaContext())
    assert answer == {"batchItemFailures": [{"itemIdentifier": "1"}]}


def test_what_the_lifecycle_has_expired_is_parked(notifier: ModuleType, account: Account) -> None:
    key = "caller=caller1/request=r/result.json"
    boto3.client("s3").delete_object(Bucket=account.bucket, Key=key)
    assert hand_out(notifier, account) is False


def test_the_address_is_checked_before_each_try(
    account: Account,
    receiver: Receiver,
    cold_start: Callable[[str], ModuleType],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("WEBHOOK_ALLOW_LOCAL")
    assert hand_out(cold_start("notifier.app"), account) is False
    assert receiver.received == []


def test_a_crash_anywhere_loses_nothing(
    account: Account, receiver: Receiver, cold_start: Callable[[str], ModuleType]
) -> None:
    event = account.receive(account.webhook_queue)

    def start() -> tuple[Callable[[], object], list[Any]]:
        receiver.received.clear()
        account.write("caller1", "r", "delivery", delivery())
        module = cold_start("notifier.app")
        clients = [module.ledger.store.s3, module.queue.sqs]
        return lambda: module.handler(event, LambdaContext()), clients

    crashes = 0
    for crash in every_crash(start):
        crashes += 1
        document = account.document("caller1", "r", "delivery")
        assert document is not None
        if document["claimed_at"]:
            account.write("caller1", "r", "delivery", {**document, "claimed_at": document["claimed_at"] - 60})
        answer = cold_start("notifier.app").handler(event, LambdaContext())
        assert answer == {"batchItemFailures": []}, crash
        assert 1 <= len(receiver.received) <= 2, crash
        document = account.document("caller1", "r", "delivery")
        assert document is not None, crash
        assert document["state"] == "delivered", crash
    assert crashes == 2 * 5  # request, result and delivery read, claimed, settled
