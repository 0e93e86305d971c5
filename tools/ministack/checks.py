"""What is asked of the deployed stack, over HTTP, and what it must answer."""

from __future__ import annotations

import json
import time
from typing import Any

import boto3
from recap.keys import key_digest
from standardwebhooks import Webhook

from tools.callers import Callers
from tools.local.receiver import Delivery, Receiver
from tools.ministack.calls import CheckError, call, expect
from tools.ministack.deployment import STACK, resources
from tools.ministack.symbl import check_symbl
from tools.stack import outputs

SUBMIT = "/text/generic/api/v1/async/summary"
STATUS = "/transaction/generic/api/v1/async/status"
WAIT_SECONDS = 120


def check(url: str, conversation: dict[str, Any]) -> None:
    """Ask for everything once. Raises CheckError at the first wrong answer."""
    api = f"{url}/_aws/execute-api/{resources()['Api']}/live"
    caller = Callers.of(STACK).create("check")
    key = key_digest(caller.key)  # MiniStack compares the header itself with the key's value, a digest for us
    check_refusals(api, key)
    check_summary(api, key, caller.webhook_secret, conversation)
    check_symbl(api, caller, key, conversation)
    check_nothing_is_parked()


def check_refusals(api: str, key: str) -> None:
    """Ask for what must be refused. Raises CheckError."""
    expect("no key", call(f"{api}{STATUS}?request_id=check", None), 401, "invalid_api_key")
    expect("a wrong key", call(f"{api}{STATUS}?request_id=check", "wrong"), 401, "invalid_api_key")
    expect("a wrong route", call(f"{api}/nowhere", key), 404, "unknown_route")
    expect("a wrong body", call(f"{api}{SUBMIT}", key, b"{"), 400, "params_invalid")
    expect("an unknown request", call(f"{api}{STATUS}?request_id=check", key), 404, "not_found")


def check_summary(api: str, key: str, secret: str, conversation: dict[str, Any]) -> None:
    """Put a conversation through, refusing its webhook once. Raises CheckError."""
    with Receiver(statuses=[503]) as receiver:
        url = f"{api}{SUBMIT}?request_id=check&webhook={receiver.url}"
        expect("a conversation is accepted", call(url, key, json.dumps(conversation).encode()), 202)
        response = finished(f"{api}{STATUS}?request_id=check", key)
        refused, delivered = receiver.wait(2, WAIT_SECONDS)
    check_webhooks(refused, delivered, secret, response)
    for kind, segments in (("extractive", response["extractive"]), *response["abstractive"].items()):
        print(f"  {kind}: {segments[0]['text']}", flush=True)


def finished(url: str, key: str) -> dict[str, Any]:
    """Wait for a request's summary and give it. Raises CheckError when there is none in time."""
    started = time.monotonic()
    while time.monotonic() - started < WAIT_SECONDS:
        _, answer = call(url, key)
        if answer.get("status") == "Completed":
            print(f"  its summary is there after {time.monotonic() - started:.0f} s", flush=True)
            response: dict[str, Any] = answer["response"]["response"]
            return response
        if answer.get("status") != "In Progress":
            raise CheckError(f"The request ended otherwise: {json.dumps(answer)[:1000]}")
        time.sleep(1)
    raise CheckError(f"No summary after {WAIT_SECONDS} s")


def check_webhooks(refused: Delivery, delivered: Delivery, secret: str, response: dict[str, Any]) -> None:
    """See that the refused webhook came again by the notifier, signed. Raises CheckError if another came."""
    sent = Webhook(secret).verify(delivered.body, delivered.headers)  # raises when the signature is wrong
    if sent["response"] != response:
        raise CheckError(f"The webhook tells something else: {json.dumps(sent)[:1000]}")
    if refused.headers["webhook-id"] != delivered.headers["webhook-id"]:
        raise CheckError("The second try has another webhook-id than the first")
    print("  its webhook: refused with 503, delivered at the second try, signature verified", flush=True)


def check_nothing_is_parked() -> None:
    """See that both dead letter queues are empty. Raises CheckError otherwise."""
    sqs = boto3.client("sqs")
    for dlq in ("RequestDLQUrl", "WebhookDLQUrl"):
        asked = sqs.get_queue_attributes(
            QueueUrl=outputs(STACK)[dlq], AttributeNames=["ApproximateNumberOfMessages"]
        )
        if int(asked["Attributes"]["ApproximateNumberOfMessages"]):
            raise CheckError(f"Something was parked in {dlq}")
