"""The two queues: what is put into them, and when it is looked at again."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from recap.errors import MalformedMessageError, RequestTooLargeError
from recap.jsontext import compact
from recap.request import SummaryRequest

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
MAX_MESSAGE_BYTES = 1_048_576
MAX_DELAY_SECONDS = 900


@dataclass(frozen=True, slots=True)
class WebhookTask:
    """A webhook that is to be tried again."""

    caller: str
    request_id: str
    webhook_id: str

    @classmethod
    def from_json(cls, body: str) -> Self:
        """Read the body of an SQS message. Raises MalformedMessageError."""
        try:
            document = json.loads(body)
            fields = [document[name] for name in ("caller", "request_id", "webhook_id")]
        except (KeyError, TypeError, ValueError, RecursionError):
            raise MalformedMessageError("a message holds no webhook task") from None
        if not all(isinstance(field, str) for field in fields):
            raise MalformedMessageError("a webhook task's fields must be strings")
        return cls(*fields)

    def to_json(self) -> str:
        """Write the body of the SQS message."""
        names = ("caller", "request_id", "webhook_id")
        return compact({name: getattr(self, name) for name in names})


@dataclass(frozen=True, slots=True)
class Queue:
    """One SQS queue."""

    sqs: "SQSClient"
    url: str

    def look_again(self, receipt_handle: str, seconds: int) -> None:
        """Have SQS hand a received message out again after some seconds (0: at once)."""
        self.sqs.change_message_visibility(
            QueueUrl=self.url, ReceiptHandle=receipt_handle, VisibilityTimeout=seconds
        )

    def send_body(self, body: str, delay: int = 0) -> None:
        """Queue a message, to be seen in ``delay`` seconds (at most 900, SQS's bound)."""
        self.sqs.send_message(QueueUrl=self.url, MessageBody=body, DelaySeconds=min(delay, MAX_DELAY_SECONDS))

    def send_webhook(self, task: WebhookTask, delay: int) -> None:
        """Queue a webhook for its next try in ``delay`` seconds (at most 900, SQS's bound)."""
        self.send_body(task.to_json(), delay)


def message_body(request: SummaryRequest) -> str:
    """Write the message that carries a request. Raises RequestTooLargeError."""
    body = request.to_json()
    size = len(body.encode())
    if size > MAX_MESSAGE_BYTES:
        raise RequestTooLargeError(
            f"the conversation is {size:,} bytes long and {MAX_MESSAGE_BYTES:,} can be carried; "
            "send it in several requests"
        )
    return body
