"""A caller of the local stack, and what tests ask the stack."""

import json
import os
import time
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

import pytest
from standardwebhooks import Webhook

from tools.local.receiver import Delivery
from tools.local.stack import Caller, LocalStack

ROOT = Path(__file__).parents[2]
SUBMIT = "/text/generic/api/v1/async/summary"
STATUS = "/transaction/generic/api/v1/async/status"
# No caller is slowed down, and what is tried again is tried soon.
PARAMETERS = {"RequestsPerSecond": "1000", "RequestBurst": "1000"}
ENVIRONMENT = {"REQUEST_RETRY_SECONDS": "0", "WEBHOOK_RETRY_SECONDS": "1,0,0,0"}
Found = TypeVar("Found")
PATIENCE = 60.0  # seconds until a test gives up


class Client:
    """A caller of the stack."""

    def __init__(self, stack: LocalStack, caller: Caller) -> None:
        self.stack = stack
        self.caller = caller

    def submit(self, body: dict[str, Any], **query: str) -> tuple[int, dict[str, Any]]:
        return self._call("POST", f"{SUBMIT}?{urlencode(query)}", json.dumps(body))

    def status(self, request_id: str) -> tuple[int, dict[str, Any]]:
        return self._call("GET", f"{STATUS}?{urlencode({'request_id': request_id})}")

    def finished(self, request_id: str) -> dict[str, Any]:
        """Ask for the status until it is no longer in progress."""

        def look() -> dict[str, Any] | None:
            _, answer = self.status(request_id)
            return None if answer["status"] == "In Progress" else answer

        return eventually(look)

    def verified(self, delivery: Delivery) -> dict[str, Any]:
        return dict(Webhook(self.caller.webhook_secret).verify(delivery.body, delivery.headers))

    def _call(self, method: str, path: str, data: str | None = None) -> tuple[int, dict[str, Any]]:
        headers = {"x-api-key": self.caller.key, "Content-Type": "application/json"}
        with closing(HTTPConnection(self.stack.url.removeprefix("http://"), timeout=PATIENCE)) as connection:
            connection.request(method, path, data, headers)
            response = connection.getresponse()
            return response.status, json.load(response)


def eventually(look: Callable[[], Found | None]) -> Found:
    """Look until there is something, or patience is at its end."""
    deadline = time.monotonic() + PATIENCE
    while not (found := look()):
        if time.monotonic() > deadline:
            pytest.fail(f"nothing came of {look} within {PATIENCE:.0f} s")
        time.sleep(0.1)
    return found


def conversation(name: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads((ROOT / "events" / "conversations" / f"{name}.json").read_text())
    return body


def waiting(stack: LocalStack, output: str) -> int:
    """Count the messages of a queue, visible or not."""
    answer = stack.client("sqs").get_queue_attributes(
        QueueUrl=stack.outputs[output],
        AttributeNames=[
            "ApproximateNumberOfMessages",
            "ApproximateNumberOfMessagesNotVisible",
            "ApproximateNumberOfMessagesDelayed",
        ],
    )
    return sum(int(value) for value in answer["Attributes"].values())


def operator_environment(stack: LocalStack) -> dict[str, str]:
    """Give the environment in which the tools for operators find the stack."""
    return {**os.environ, **stack.aws_environment()}
