"""Webhooks whose receiver is not there, for a while or for good."""

import subprocess
import sys

from tests.e2e.client import PATIENCE, Client, eventually, operator_environment, waiting
from tools.local.receiver import Receiver
from tools.local.stack import LocalStack

TALK = {"summaryData": [{"speakerId": "Ann", "text": "We agreed to ship the new release on Friday."}]}


def test_webhook_is_tried_again_until_it_is_taken_and_then_no_more(stack: LocalStack, client: Client) -> None:
    with Receiver(statuses=[500, 302, 503]) as receiver:
        client.submit(TALK, webhook=receiver.url, request_id="late")
        deliveries = receiver.wait(4, timeout=PATIENCE)
        eventually(lambda: waiting(stack, "WebhookQueueUrl") == 0)
        assert [delivery.status for delivery in receiver.wait(4)] == [500, 302, 503, 200]
    assert len({delivery.headers["webhook-id"] for delivery in deliveries}) == 1
    assert len({delivery.body for delivery in deliveries}) == 1
    assert all(client.verified(delivery)["request_id"] == "late" for delivery in deliveries)


def test_webhook_is_delivered_when_its_receiver_comes_up(client: Client) -> None:
    with Receiver() as receiver:
        port = int(receiver.url.split(":")[2].partition("/")[0])
    client.submit(TALK, webhook=receiver.url, request_id="down")
    assert client.finished("down")["status"] == "Completed"
    with Receiver(port=port) as receiver:
        (delivery,) = receiver.wait(timeout=PATIENCE)
    assert client.verified(delivery)["request_id"] == "down"


def test_webhook_that_fails_five_times_is_parked_and_can_be_replayed(
    stack: LocalStack, client: Client
) -> None:
    with Receiver(statuses=[500] * 5) as receiver:
        client.submit(TALK, webhook=receiver.url, request_id="parked")
        receiver.wait(5, timeout=PATIENCE)
        eventually(lambda: waiting(stack, "WebhookDLQUrl") == 1)
        assert waiting(stack, "WebhookQueueUrl") == 0
        assert client.finished("parked")["status"] == "Completed"

        replayed = subprocess.run(
            [sys.executable, "-m", "tools.parked", "replay", "webhooks"],
            env=operator_environment(stack),
            capture_output=True,
            text=True,
            check=False,
        )
        assert replayed.returncode == 0, replayed.stderr
        deliveries = receiver.wait(6, timeout=PATIENCE)
        eventually(lambda: waiting(stack, "WebhookQueueUrl") == 0)
    assert len(deliveries) == 6
    assert waiting(stack, "WebhookDLQUrl") == 0
    assert len({delivery.headers["webhook-id"] for delivery in deliveries}) == 1


def test_receiver_that_is_gone_for_good_is_left_alone(stack: LocalStack, client: Client) -> None:
    with Receiver(statuses=[410]) as receiver:
        client.submit(TALK, webhook=receiver.url, request_id="gone")
        receiver.wait(timeout=PATIENCE)
        eventually(lambda: waiting(stack, "RequestQueueUrl") == 0)
        assert waiting(stack, "WebhookQueueUrl") == 0
        assert len(receiver.wait()) == 1
