"""An AWS account that holds the deployed template, and the events of events/ as AWS would send them there."""

import importlib
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import boto3
import pytest
from moto.core.utils import unix_time_millis
from moto.sqs.models import sqs_backends
from recap.ledger import entry_key
from recap.webhooks.secret import webhook_secret

from tools.local.aws import ACCOUNT, REGION, ROOT
from tools.local.deploy import deploy
from tools.local.template import translate

if TYPE_CHECKING:
    from moto.sqs.models import Queue as MotoQueue
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient

    from tools.local.aws import Aws

Event = dict[str, Any]
EVENTS = ROOT / "events"
WEBHOOK: Final = "https://example.com/recap"  # of the events; the receiver of a test takes its place
QUEUES = ("RequestQueue", "RequestDLQ", "WebhookQueue", "WebhookDLQ")


class InThisProcess:
    """moto without a server, as what `deploy` talks to."""

    client = staticmethod(boto3.client)


@dataclass(frozen=True)
class LambdaContext:
    function_name: str
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:function"
    aws_request_id: str = "8f5e3a52-6a0b-4c1e-9d53-6f1f2f3b7c11"

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 60_000


Handler = Callable[[Event, LambdaContext], Event]


@dataclass(frozen=True)
class Held:
    """A message in a queue: its body, and for how many more seconds nobody gets it."""

    body: str
    hidden: float


@dataclass(frozen=True)
class Account:
    """The template's queues and bucket on moto, and its functions in the environments that it sets."""

    outputs: Mapping[str, str]
    functions: Mapping[str, Mapping[str, Any]]  # properties by logical id
    s3: "S3Client"
    sqs: "SQSClient"
    _started: dict[str, Handler] = field(default_factory=dict)

    def invoke(self, function: str, event: Event) -> Event:
        if function not in self._started:
            self._started[function] = _start(self.functions[function])
        return self._started[function](event, LambdaContext(function))

    def entry(self, caller: str, request_id: str, kind: str) -> Event | None:
        """Read an entry of the ledger: "request", "result" or "delivery"."""
        key = entry_key(caller, request_id, kind)
        try:
            answer = self.s3.get_object(Bucket=self.outputs["BucketName"], Key=key)
        except self.s3.exceptions.NoSuchKey:
            return None
        return dict(json.loads(answer["Body"].read()))

    def ledger(self) -> list[str]:
        """List the keys of all entries."""
        answer = self.s3.list_objects_v2(Bucket=self.outputs["BucketName"])
        return [item["Key"] for item in answer.get("Contents", [])]

    def queue(self, name: str) -> list[Held]:
        """Look into a queue, "RequestQueue" for one, without receiving anything."""
        now = unix_time_millis()
        return [
            Held(
                str(message.body),
                max(message.visible_at - now, message.delayed_until - now, 0) / 1000,
            )
            for message in self._inside(name)._messages
        ]

    def receive(self, name: str) -> Event | None:
        """Receive a message, if one is visible."""
        answer = self.sqs.receive_message(
            QueueUrl=self.outputs[f"{name}Url"], WaitTimeSeconds=0, MessageSystemAttributeNames=["All"]
        )
        return cast("Event | None", next(iter(answer.get("Messages", [])), None))

    def event(self, name: str, webhook: str = WEBHOOK) -> Event:
        """Read an event of events/, its webhook's address replaced. Its messages are under way then."""
        text = (EVENTS / name).read_text(encoding="utf-8")
        event: Event = json.loads(text.replace(WEBHOOK, webhook))
        for record in event.get("Records", []):
            self._hand_out(record)
        return event

    def empty(self) -> None:
        for key in self.ledger():
            self.s3.delete_object(Bucket=self.outputs["BucketName"], Key=key)
        for name in QUEUES:
            self.drain(name)

    def drain(self, queue: str) -> None:
        self._inside(queue)._messages.clear()  # SQS itself purges a queue once a minute only

    def webhook_secret(self, caller: str) -> str:
        """Derive a caller's secret as `python -m tools.callers` does."""
        master = boto3.client("secretsmanager").get_secret_value(SecretId=self.outputs["WebhookSecretArn"])
        return webhook_secret(master["SecretString"], caller, int(self.outputs["WebhookSecretVersion"]))

    def _inside(self, name: str) -> "MotoQueue":
        return sqs_backends[ACCOUNT][REGION].queues[Path(self.outputs[f"{name}Url"]).name]

    def _hand_out(self, record: Event) -> None:
        """Bring a record's message into its queue, and receive it as often as the record says."""
        name = next(name for name in QUEUES if name in record["eventSourceARN"])
        url = self.outputs[f"{name}Url"]
        self.sqs.send_message(QueueUrl=url, MessageBody=record["body"])
        count = record["attributes"]["ApproximateReceiveCount"]
        while (message := self.receive(name)) and message["Attributes"]["ApproximateReceiveCount"] != count:
            self.sqs.change_message_visibility(
                QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0
            )
        assert message, f"{name} parks a message before it is received {count} times"
        record |= {"receiptHandle": message["ReceiptHandle"], "md5OfBody": message["MD5OfBody"]}


def deploy_template() -> Account:
    """Deploy the template to moto, which is to be running in this process."""
    aws = cast("Aws", InThisProcess())
    deployment = deploy(translate(ROOT / "template.yaml", {}), {}, aws, "https://api.invalid")
    functions = deployment.template.of_type("AWS::Lambda::Function")
    return Account(deployment.outputs, functions, boto3.client("s3"), boto3.client("sqs"))


def _start(properties: Mapping[str, Any]) -> Handler:
    """Import a function's handler anew, for it reads its environment once."""
    module, _, name = properties["Handler"].rpartition(".")
    package = module.partition(".")[0]
    for loaded in [loaded for loaded in sys.modules if loaded.partition(".")[0] == package]:
        del sys.modules[loaded]
    models = {"/opt/models": str(ROOT / "layers" / "models")}
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(
            "WEBHOOK_ALLOW_LOCAL", "1"
        )  # as the local stack does: the receiver is on this machine
        for variable, value in properties["Environment"]["Variables"].items():
            environment.setenv(variable, models.get(value, value))
        return cast("Handler", getattr(importlib.import_module(module), name))
