"""`demo`: one conversation through the whole stack, and its summary on the screen."""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from rich.console import Console
from standardwebhooks import Webhook, WebhookVerificationError

from tools.callers import Caller
from tools.local.conversations import read_conversation
from tools.local.errors import DemoError
from tools.local.receiver import Delivery, Receiver
from tools.local.serve import SUBMIT
from tools.local.stack import LocalStack
from tools.local.summary_text import MAX_WIDTH, lines_of

# A request that fails is tried again at once: nobody waits a minute in front of a screen to see it fail.
ENVIRONMENT = {"REQUEST_RETRY_SECONDS": "0"}
LOOK_SECONDS = 0.5  # between two looks at whether a function has failed


@dataclass(frozen=True)
class DemoOptions:
    """What is sent, and how long its webhook may take."""

    conversation: Path
    model: str
    summary_type: str
    timeout: float  # seconds


class Demo:
    """The steps of the demonstration, each shown with the time that it took."""

    def __init__(self, options: DemoOptions) -> None:
        self._options = options
        self._console = Console(highlight=False, markup=False, soft_wrap=True)
        self._failures: list[str] = []

    def run(self) -> None:
        """Submit a conversation, wait for its webhook, verify and print it. Raises LocalStackError."""
        body = read_conversation(self._options.conversation)
        body |= {"model": self._options.model, "summaryType": self._options.summary_type}
        with ExitStack() as running:
            receiver = running.enter_context(Receiver())
            with self._step("Starting the stack"):
                stack = running.enter_context(LocalStack(environment=ENVIRONMENT, log=self._note))
            with self._step("Starting the functions, loading the models"):
                stack.warm()
            caller = stack.create_caller("demo")
            with self._step(f"Submitting {len(body['summaryData'])} utterances"):
                request_id = submit(stack.url, caller, receiver.url, body)
            with self._step("Summarizing"):
                delivery = self._wait(receiver)
        with self._step("Verifying the webhook's signature"):
            content = verify(delivery, caller.webhook_secret)
        if content.get("request_id") != request_id:
            raise DemoError(f"the webhook is about {content.get('request_id')}, not {request_id}")
        for line in lines_of(content, min(self._console.width, MAX_WIDTH)):
            self._console.print(line)

    def _note(self, who: str, line: str) -> None:
        if line.startswith("failed: "):
            self._failures.append(f"{who} {line}")

    def _wait(self, receiver: Receiver) -> Delivery:
        deadline = time.monotonic() + self._options.timeout
        while time.monotonic() < deadline:
            try:
                return receiver.wait(timeout=LOOK_SECONDS)[0]
            except TimeoutError:
                if self._failures:
                    raise DemoError(self._failures[0]) from None
        raise DemoError(f"no webhook came within {self._options.timeout:.0f} s")

    @contextmanager
    def _step(self, title: str) -> Iterator[None]:
        started = time.monotonic()
        with self._console.status(f"{title} …"):
            yield
        self._console.print(f"{title}: {time.monotonic() - started:.1f} s")


def submit(url: str, caller: Caller, webhook: str, body: dict[str, Any]) -> str:
    """Post a conversation and give the request_id of the answer. Raises DemoError for any answer but 202."""
    connection = HTTPConnection(url.removeprefix("http://"), timeout=60)
    with closing(connection):
        connection.request(
            "POST",
            f"{SUBMIT}?{urlencode({'webhook': webhook})}",
            json.dumps(body),
            {"Content-Type": "application/json", "x-api-key": caller.key},
        )
        response = connection.getresponse()
        answer = response.read().decode()
    if response.status != HTTPStatus.ACCEPTED:
        raise DemoError(f"the request was answered with {response.status}: {answer}")
    return str(json.loads(answer)["request_id"])


def verify(delivery: Delivery, secret: str) -> dict[str, Any]:
    """Check a delivery's signature and give its content. Raises DemoError."""
    try:
        content: dict[str, Any] = Webhook(secret).verify(delivery.body, delivery.headers)
    except WebhookVerificationError as error:
        raise DemoError(f"the webhook's signature is wrong: {error}") from error
    if "error" in content:
        raise DemoError(
            f"the request failed: {content['error'].get('type')}: {content['error'].get('message')}"
        )
    return content
