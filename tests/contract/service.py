"""The service as its clients see it: HTTP, and webhooks that come in."""

import json
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

from tools.callers import Caller
from tools.local.stack import LocalStack

SUBMIT = "/text/generic/api/v1/async/summary"
STATUS = "/transaction/generic/api/v1/async/status"
TALK = {
    "summaryData": [
        {"speakerId": "Ann", "text": "We agreed to ship the new release on Friday.", "start": 0, "end": 2}
    ]
}
PATIENCE = 60.0  # seconds until a test gives up

Query = dict[str, str] | list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]  # names in lower case
    document: dict[str, Any]

    @property
    def fields(self) -> list[str]:
        """The wrong fields that a 400 names, dotted."""
        return [".".join(map(str, error["loc"])) for error in self.document["errors"]]


@dataclass(frozen=True)
class Service:
    """The service, for one caller."""

    stack: LocalStack
    caller: Caller

    def call(
        self,
        method: str,
        path: str,
        query: Query | None = None,
        body: str | bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Make a request exactly as given: no key is added."""
        with closing(HTTPConnection(self.stack.url.removeprefix("http://"), timeout=PATIENCE)) as connection:
            data = body.encode() if isinstance(body, str) else body
            connection.request(method, f"{path}?{urlencode(query or {})}", data, headers or {})
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, names, json.loads(response.read()))

    def submit(self, body: object = TALK, /, **query: str) -> Answer:
        text = body if isinstance(body, str) else json.dumps(body)
        headers = {"Content-Type": "application/json"}
        return self.call("POST", SUBMIT, {"apikey": self.caller.key, **query}, text, headers)

    def status(self, request_id: str) -> Answer:
        return self.call("GET", STATUS, {"apikey": self.caller.key, "request_id": request_id})

    def finished(self, request_id: str) -> Answer:
        """Ask for the status until it is no longer in progress."""
        self.wait_until(lambda: "progress" not in self.status(request_id).document["status"].lower())
        return self.status(request_id)

    def wait_until(self, happened: Callable[[], bool]) -> None:
        """Look again and again until something has happened."""
        deadline = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < deadline, "it did not happen"
            time.sleep(0.05)

    def summarized(self, body: object = TALK, /, **query: str) -> dict[str, Any]:
        """Submit, wait, and give the response."""
        answer = self.submit(body, **query)
        assert answer.status == 202, answer
        finished = self.finished(answer.document["request_id"])
        assert finished.document["status"] == "Completed"
        return dict(finished.document["response"]["response"])

    def queue(self, request_id: str, **fields: object) -> None:
        """Put a request into the queue behind the API's back: something that it would not accept."""
        request = {"caller": self.caller.id, "request_id": request_id, "api": SUBMIT, "summary_type": "all",
                   "model": "mopsus", "webhook": None, "utterances": [], **fields}  # fmt: skip
        self.stack.client("s3").put_object(
            Bucket=self.stack.outputs["BucketName"],
            Key=f"caller={self.caller.id}/request={request_id}/request.json",
            Body=json.dumps({"content_hash": "", "accepted_at": "", "request": request}).encode(),
        )
        self.stack.client("sqs").send_message(
            QueueUrl=self.stack.outputs["RequestQueueUrl"], MessageBody=json.dumps(request)
        )

    def waiting(self, output: str) -> int:
        """Count a queue's messages, visible or not."""
        sqs = self.stack.client("sqs")
        answer = sqs.get_queue_attributes(QueueUrl=self.stack.outputs[output], AttributeNames=["All"])
        counts = answer["Attributes"].items()
        return sum(int(count) for name, count in counts if name.startswith("ApproximateNumberOfMessages"))
