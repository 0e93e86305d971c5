"""Event source mappings: from a queue to a function, as Lambda's own pollers do it.

https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
"""

import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from tools.local.aws import REGION, Aws
from tools.local.environments import Log
from tools.local.errors import FunctionError
from tools.local.functions import Function

MAX_RECEIVE = 10  # messages that SQS hands out at once
POLL_SECONDS = 0.2  # between two looks at an empty queue

Message = Mapping[str, Any]


class Poller:
    """Receives batches of one queue and invokes one function with each, several at the same time.

    Messages of a successful invocation are deleted, but for those that it reports as failed. Whatever fails
    stays in the queue until its visibility timeout ends.
    """

    def __init__(self, properties: Mapping[str, Any], function: Function, aws: Aws, log: Log) -> None:
        self._function = function
        self._log = log
        self._arn = str(properties["EventSourceArn"])
        self._batch_size = int(properties.get("BatchSize", 10))
        self._window = float(properties.get("MaximumBatchingWindowInSeconds", 0))
        self._partial = "ReportBatchItemFailures" in properties.get("FunctionResponseTypes", [])
        most = int(
            properties.get("ScalingConfig", {}).get("MaximumConcurrency", function.settings.concurrency)
        )
        workers = min(most, function.settings.concurrency)
        self._slots = threading.Semaphore(workers)
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix=f"{function.settings.name}-poller")
        self._client = aws.client("sqs")
        self._queue = str(self._client.get_queue_url(QueueName=self._arn.rpartition(":")[2])["QueueUrl"])
        attributes = self._client.get_queue_attributes(
            QueueUrl=self._queue, AttributeNames=["VisibilityTimeout"]
        )
        self._visibility = int(attributes["Attributes"]["VisibilityTimeout"])  # seconds
        self._stopping = threading.Event()
        self._receiver = threading.Thread(
            target=self._run, name=f"{function.settings.name}-queue", daemon=True
        )

    def start(self) -> None:
        """Begin to receive."""
        self._receiver.start()

    def stop(self) -> None:
        """Receive no more. Invocations under way end with their function."""
        self._stopping.set()
        self._receiver.join()
        self._workers.shutdown(wait=False)

    def _run(self) -> None:
        while not self._stopping.is_set():
            if self._slots.acquire(timeout=POLL_SECONDS):  # no message is taken that nobody is free for
                batch = self._next_batch()
                if batch:
                    self._workers.submit(self._process, batch)

    def _next_batch(self) -> list[Message]:
        """Wait for messages, and for more of them while the batching window is open; empty when stopping."""
        batch: list[Message] = []
        closes = 0.0
        while not self._stopping.is_set():
            received = self._receive(self._batch_size - len(batch))
            if received and not batch:
                closes = time.monotonic() + self._window
            batch += received
            if batch and (len(batch) >= self._batch_size or time.monotonic() >= closes):
                return batch
            if not received:
                self._stopping.wait(POLL_SECONDS)
        return []

    def _receive(self, most: int) -> Sequence[Message]:
        try:
            answer = self._client.receive_message(
                QueueUrl=self._queue,
                MaxNumberOfMessages=min(MAX_RECEIVE, most),
                WaitTimeSeconds=0,
                MessageSystemAttributeNames=["All"],
                MessageAttributeNames=["All"],
            )
        except (BotoCoreError, ClientError) as error:
            self._log(self._function.settings.name, f"the queue cannot be read: {error}")
            return []
        messages: Sequence[Message] = answer.get("Messages", [])
        return messages

    def _process(self, batch: Sequence[Message]) -> None:
        received = time.monotonic()
        try:
            response = self._function.invoke({"Records": [self._record(message) for message in batch]})
            failed = failed_ids(response, batch) if self._partial else set()
            for message in batch:
                if message["MessageId"] not in failed:
                    self._client.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])
        except FunctionError:
            if not self._stopping.is_set():  # the function has told of the failure itself
                rest = max(0.0, self._visibility - (time.monotonic() - received))
                text = f"as on AWS, SQS gives the message out again, or parks it, in {rest:.0f} s"
                self._log(self._function.settings.name, text)
        except (BotoCoreError, ClientError) as error:
            if not self._stopping.is_set():
                self._log(self._function.settings.name, f"messages cannot be deleted: {error}")
        finally:
            self._slots.release()

    def _record(self, message: Message) -> dict[str, Any]:
        return {
            "messageId": message["MessageId"],
            "receiptHandle": message["ReceiptHandle"],
            "body": message["Body"],
            "attributes": message["Attributes"],
            "messageAttributes": {
                name: {
                    "dataType": value["DataType"],
                    "stringValue": value.get("StringValue"),
                    "stringListValues": [],
                    "binaryListValues": [],
                }
                for name, value in message.get("MessageAttributes", {}).items()
            },
            "md5OfBody": message["MD5OfBody"],
            "eventSource": "aws:sqs",
            "eventSourceARN": self._arn,
            "awsRegion": REGION,
        }


def failed_ids(response: object, batch: Sequence[Message]) -> set[str]:
    """Give the message ids that the function reports as failed: all where the report makes no sense."""
    ids = {str(message["MessageId"]) for message in batch}
    if response is None:
        return set()
    if not isinstance(response, dict):
        return ids
    items = response.get("batchItemFailures") or []
    failed = {str(item.get("itemIdentifier")) if isinstance(item, dict) else "" for item in items}
    return ids if failed - ids else failed
