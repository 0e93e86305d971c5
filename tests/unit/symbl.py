"""The functions that a conversation goes through, on moto, one event at a time."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import boto3
from summarizers import Coverage, Segment, Summary, Utterance

from tests.unit.conftest import Account, Answer, LambdaContext, api_event

CALLER = "caller1"


@dataclass
class Reader:
    """A summarizer that tells everything, or nothing.

    ``during`` is called while it reads, ``faults`` are raised before, one per call.
    """

    read: list[list[str]] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    during: Callable[[], object] = bool
    tells: bool = True

    def summarize(self, utterances: Sequence[Utterance], *, extractive: bool, abstractive: bool) -> Summary:
        assert (extractive, abstractive) == (False, True)
        if self.faults:
            raise self.faults.pop(0)
        self.read.append([utterance.text for utterance in utterances])
        self.during()
        told = tuple(
            Segment(f"{utterance.speaker}: {utterance.text}", 0.5, (index,))
            for index, utterance in enumerate(utterances if self.tells else ())
        )
        return Summary(None, told, told[:1], Coverage(len(told), len(told)))


@dataclass
class Functions:
    """The three functions and the queues between them."""

    account: Account
    api: ModuleType
    summarizer: ModuleType
    notifier: ModuleType
    reader: Reader

    @property
    def clients(self) -> list[Any]:
        modules = (self.api, self.summarizer, self.notifier)
        return [client for module in modules for client in (module.store.s3, _sqs(module))]

    def call(self, method: str, path: str, body: object = None, **query: str) -> Answer:
        event = api_event(
            method,
            path,
            body=None if body is None else json.dumps(body),
            query={name: [value] for name, value in query.items()} or None,
            caller=CALLER,
        )
        answer = self.api.handler(event, LambdaContext())
        return Answer(answer["statusCode"], json.loads(answer["body"]))

    def process(self, *texts: str, **fields: object) -> tuple[str, str]:
        answer = self.call("POST", "/v1/process/text", {"messages": messages(*texts), **fields})
        return answer.document["conversationId"], answer.document["jobId"]

    def append(self, conversation: str, *texts: str, **fields: object) -> str:
        body = {"messages": messages(*texts), **fields}
        return str(self.call("PUT", f"/v1/process/text/{conversation}", body).document["jobId"])

    def status(self, job: str) -> str:
        return str(self.call("GET", f"/v1/job/{job}").document["status"])

    def summary(self, conversation: str, **query: str) -> list[str] | None:
        """Give the texts of the summary; None if it is not there."""
        answer = self.call("GET", f"/v1/conversations/{conversation}/summary", **query)
        if answer.status != 200:
            return None
        return [item["text"] for item in answer.document["summary"]]

    def step(self, queue: str) -> bool | None:
        """Hand out one message of a queue and delete it if it is done; None if there is none to be seen."""
        event = self.account.receive(queue)
        if event is None:
            return None
        function = self.summarizer if queue == self.account.request_queue else self.notifier
        if function.handler(event, LambdaContext())["batchItemFailures"]:
            return False
        handle = event["Records"][0]["receiptHandle"]
        boto3.client("sqs").delete_message(QueueUrl=queue, ReceiptHandle=handle)
        return True

    def settle(self) -> None:
        """Hand out everything that can be seen until nothing is left."""
        queues = (self.account.request_queue, self.account.webhook_queue)
        while [done for queue in queues if (done := self.step(queue)) is not None]:
            pass

    def stored(self) -> dict[str, Any]:
        """Read everything in the bucket."""
        s3 = boto3.client("s3")
        keys = [item["Key"] for item in s3.list_objects_v2(Bucket=self.account.bucket).get("Contents", [])]
        return {
            key: json.loads(s3.get_object(Bucket=self.account.bucket, Key=key)["Body"].read()) for key in keys
        }


def messages(*texts: str) -> list[dict[str, Any]]:
    return [{"payload": {"content": text}, "from": {"name": "Ann"}} for text in texts]


def _sqs(module: ModuleType) -> Any:  # noqa: ANN401 - boto3 makes its clients' classes while running
    return module.queue.sqs if hasattr(module, "queue") else module.sqs
