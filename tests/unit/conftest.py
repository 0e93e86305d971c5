"""The account that handlers run against (moto), and handlers started cold."""

import functools
import importlib
import itertools
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import boto3
import pytest
from moto import mock_aws
from moto.sqs.models import sqs_backends

SUBMIT = "/text/generic/api/v1/async/summary"
STATUS = "/transaction/generic/api/v1/async/status"
MASTER = "a master secret of the tests"
REGION: Final = "eu-central-1"
ACCOUNT_ID: Final = "123456789012"
_NUMBERS = itertools.count()


@functools.cache
def client(service: str) -> Any:  # noqa: ANN401 - boto3 makes its clients' classes while running
    """Make a client, once: that takes longer than most tests."""
    return boto3.client(service, region_name=REGION)  # type: ignore[call-overload]


@dataclass(frozen=True)
class Account:
    """An AWS account with the template's stateful resources in it."""

    bucket: str
    request_queue: str
    request_dlq: str
    webhook_queue: str
    webhook_dlq: str
    secret_arn: str

    def document(self, caller: str, request_id: str, entry: str) -> dict[str, Any] | None:
        s3 = client("s3")
        try:
            answer = s3.get_object(
                Bucket=self.bucket, Key=f"caller={caller}/request={request_id}/{entry}.json"
            )
        except s3.exceptions.NoSuchKey:
            return None
        return dict(json.loads(answer["Body"].read()))

    def write(self, caller: str, request_id: str, entry: str, document: dict[str, Any]) -> None:
        key = f"caller={caller}/request={request_id}/{entry}.json"
        client("s3").put_object(Bucket=self.bucket, Key=key, Body=json.dumps(document).encode())

    def waiting(self, queue: str) -> int:
        """Count a queue's messages, visible or not."""
        answer = client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])
        prefix = "ApproximateNumberOfMessages"  # visible, and with what comes after it: NotVisible, Delayed
        return sum(int(value) for name, value in answer["Attributes"].items() if name.startswith(prefix))

    def let_time_pass(self) -> None:
        """Let every message be seen again that somebody holds or that was sent with a delay."""
        for message in itertools.chain(*self._messages()):
            message.change_visibility(0)
            message.delay(0)

    def forget(self) -> None:
        """Empty the bucket and the queues; SQS itself would do the latter once a minute only."""
        boto3.resource("s3").Bucket(self.bucket).objects.delete()
        for messages in self._messages():
            messages.clear()

    def _messages(self) -> list[list[Any]]:
        queues = sqs_backends[ACCOUNT_ID][REGION].queues
        return [queues[Path(url).name]._messages for url in (self.request_queue, self.webhook_queue)]

    def receive(self, queue: str) -> dict[str, Any] | None:
        """Receive one message as the event that Lambda makes of it."""
        messages = client("sqs").receive_message(
            QueueUrl=queue, AttributeNames=["All"], MaxNumberOfMessages=1
        )
        for message in messages.get("Messages", []):
            return {
                "Records": [
                    {
                        "messageId": message["MessageId"],
                        "receiptHandle": message["ReceiptHandle"],
                        "body": message["Body"],
                        "attributes": message["Attributes"],
                        "messageAttributes": {},
                        "md5OfBody": message["MD5OfBody"],
                        "eventSource": "aws:sqs",
                        "eventSourceARN": f"arn:aws:sqs:{REGION}:123456789012:{Path(queue).name}",
                        "awsRegion": REGION,
                    }
                ]
            }
        return None


@dataclass(frozen=True)
class LambdaContext:
    function_name: str = "function"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:eu-central-1:123456789012:function:function"
    aws_request_id: str = "5d6f7f1e-0000-4000-8000-000000000000"

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 60_000


@pytest.fixture(scope="module")
def aws() -> Iterator[None]:
    """Start moto, once per module: each test has resources of its own in it."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        boto3.setup_default_session()
        yield


@pytest.fixture
def account(aws: None, monkeypatch: pytest.MonkeyPatch) -> Account:  # noqa: ARG001 - it sets the scene
    return open_account(monkeypatch)


def open_account(patch: pytest.MonkeyPatch) -> Account:
    """Make the resources of one more account, and tell the handlers that start from now on of them."""
    s3, sqs, name = client("s3"), client("sqs"), f"test-{next(_NUMBERS)}"
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})

    def queue(kind: str) -> tuple[str, str]:
        dead = sqs.create_queue(QueueName=f"{name}-{kind}-dead")["QueueUrl"]
        target = f"arn:aws:sqs:{REGION}:123456789012:{name}-{kind}-dead"
        redrive = json.dumps({"deadLetterTargetArn": target, "maxReceiveCount": 4})
        alive = sqs.create_queue(
            QueueName=f"{name}-{kind}", Attributes={"RedrivePolicy": redrive, "VisibilityTimeout": "1800"}
        )
        return alive["QueueUrl"], dead

    requests, webhooks = queue("requests"), queue("webhooks")
    arn = client("secretsmanager").create_secret(Name=name, SecretString=MASTER)["ARN"]
    patch.setenv("BUCKET", name)
    patch.setenv("REQUEST_QUEUE_URL", requests[0])
    patch.setenv("WEBHOOK_QUEUE_URL", webhooks[0])
    patch.setenv("WEBHOOK_SECRET_ARN", arn)
    patch.setenv("WEBHOOK_SECRET_VERSION", "1")
    patch.setenv("WEBHOOK_ALLOW_LOCAL", "1")
    patch.setenv("POWERTOOLS_SERVICE_NAME", name)  # which is also the name of its logger
    return Account(name, *requests, *webhooks, arn)


@pytest.fixture
def cold_start() -> Iterator[Callable[[str], ModuleType]]:
    """Import a handler's module anew, as a fresh execution environment does."""
    packages = ("api", "authorizer", "summarizer", "notifier")

    def forget() -> None:
        for name in [name for name in sys.modules if name.split(".")[0] in packages]:
            del sys.modules[name]

    def start(module: str) -> ModuleType:
        forget()
        return importlib.import_module(module)

    yield start
    forget()


def api_event(  # noqa: PLR0913 - an HTTP request has that many parts
    method: str,
    path: str,
    *,
    body: str | None = None,
    query: dict[str, list[str]] | None = None,
    caller: str | None = "caller1",
    is_base64: bool = False,
    headers: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Make the event that API Gateway sends for a request."""
    headers = {"content-type": "application/json", **(headers or {})}
    return {
        "resource": path,
        "path": path,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": {name: values[-1] for name, values in query.items()} if query else None,
        "multiValueQueryStringParameters": query,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": {
            "httpMethod": method,
            "path": f"/live{path}",
            "stage": "live",
            "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
            "identity": {"apiKeyId": caller, "sourceIp": "192.0.2.1"},
        },
        "body": body,
        "isBase64Encoded": is_base64,
    }


@dataclass(frozen=True)
class Answer:
    status: int
    document: dict[str, Any]

    @property
    def fields(self) -> list[str]:
        """The wrong fields that a 400 names, dotted."""
        return [".".join(str(part) for part in error["loc"]) for error in self.document["errors"]]


@dataclass(frozen=True)
class Api:
    module: ModuleType

    def call(self, event: dict[str, Any]) -> Answer:
        answer = self.module.handler(event, LambdaContext())
        assert answer["multiValueHeaders"]["Content-Type"] == ["application/json"]
        return Answer(answer["statusCode"], json.loads(answer["body"]))

    def post(self, body: object, caller: str | None = "caller1", **query: str | list[str]) -> Answer:
        text = body if isinstance(body, str) or body is None else json.dumps(body)
        lists = {name: [value] if isinstance(value, str) else value for name, value in query.items()}
        return self.call(api_event("POST", SUBMIT, body=text, query=lists or None, caller=caller))

    def status(self, request_id: str, caller: str = "caller1") -> Answer:
        return self.call(api_event("GET", STATUS, query={"request_id": [request_id]}, caller=caller))


@pytest.fixture
def api(account: Account, cold_start: Callable[[str], ModuleType]) -> Api:  # noqa: ARG001 - it sets the scene
    return Api(cold_start("api.app"))
