"""Show and replay what was parked: requests that failed three times and webhooks that failed five times.

Neither command shows what was said in a conversation.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import ClientError

from tools.local.terminal import harmless
from tools.stack import outputs

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

POLL_SECONDS = 1  # anything above nothing has SQS look on all its servers
HIDE_SECONDS = 60  # long enough to read some hundred messages once


@dataclass(frozen=True)
class Kind:
    """The stack's outputs with the URLs of a queue and of the DLQ that belongs to it."""

    queue: str
    dlq: str


KINDS = {
    "requests": Kind("RequestQueueUrl", "RequestDLQUrl"),
    "webhooks": Kind("WebhookQueueUrl", "WebhookDLQUrl"),
}


@dataclass(frozen=True)
class Parked:
    """One parked message, without what was said. What is not one of ours has no ids."""

    caller: str
    id: str  # of a request or of a job
    sent: float  # seconds since the epoch


def receive(sqs: SQSClient, url: str) -> list[MessageTypeDef]:
    """Read some of what is parked; nobody else reads it for HIDE_SECONDS."""
    answer = sqs.receive_message(
        QueueUrl=url,
        MaxNumberOfMessages=10,
        VisibilityTimeout=HIDE_SECONDS,
        WaitTimeSeconds=POLL_SECONDS,
        MessageSystemAttributeNames=["SentTimestamp"],
    )
    return answer.get("Messages", [])


def peek(sqs: SQSClient, url: str, most: int) -> list[Parked]:
    """Read up to `most` parked messages and put them back at once."""
    seen: list[MessageTypeDef] = []
    while len(seen) < most and (messages := receive(sqs, url)):
        seen += messages
    release(sqs, url, seen)
    return [describe(message) for message in seen[:most]]


def release(sqs: SQSClient, url: str, messages: list[MessageTypeDef]) -> None:
    """Put messages back where they were."""
    for message in messages:
        sqs.change_message_visibility(
            QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0
        )


def describe(message: MessageTypeDef) -> Parked:
    """Take from a message what may be shown of it."""
    try:
        body = json.loads(message["Body"])
        caller, identifier = str(body["caller"]), str(body.get("request_id") or body["job_id"])
    except (ValueError, KeyError, TypeError, AttributeError):
        caller, identifier = "-", "-"
    return Parked(caller, identifier, int(message["Attributes"]["SentTimestamp"]) / 1000)


def replay(sqs: SQSClient, dlq: str, queue: str, identifier: str | None) -> int:
    """Send what is parked (or only what belongs to one request or job) to its queue again, and count it.

    A message is sent before it is deleted: if this stops between the two, it is tried twice, which every step
    after it bears. SQS's own message move task can neither choose nor be tried without AWS.
    """
    moved, kept = 0, []
    while messages := receive(sqs, dlq):
        for message in messages:
            if identifier in (None, describe(message).id):
                sqs.send_message(QueueUrl=queue, MessageBody=message["Body"])
                sqs.delete_message(QueueUrl=dlq, ReceiptHandle=message["ReceiptHandle"])
                moved += 1
            else:
                kept.append(message)
        print(f"  {moved} sent again …", file=sys.stderr, flush=True)
    release(sqs, dlq, kept)
    return moved


def show(sqs: SQSClient, url: str, kind: str, most: int) -> None:
    """Print what is parked in one queue."""
    asked = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
    print(f"{kind}: {asked['Attributes']['ApproximateNumberOfMessages']} parked")
    for parked in sorted(peek(sqs, url, most), key=lambda parked: parked.sent):
        sent = time.strftime("%Y-%m-%d %H:%M:%SZ", time.gmtime(parked.sent))
        print(f"  {sent}  caller {harmless(parked.caller)}  {harmless(parked.id)}")


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    found = argparse.ArgumentParser(prog="python -m tools.parked", description=(__doc__ or "").split("\n")[0])
    commands = found.add_subparsers(dest="command", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--stack", default="recap", help="name of the deployed stack (%(default)s)")
    listing = commands.add_parser("list", parents=[common], help="print what is parked")
    listing.add_argument("--most", type=int, default=100, help="messages to print per queue (%(default)s)")
    replaying = commands.add_parser("replay", parents=[common], help="try all that is parked once more")
    replaying.add_argument("kind", nargs="?", choices=KINDS, help="only these; both if left out")
    replaying.add_argument("--id", help="only what belongs to this request or job")
    return found


def main(arguments: list[str] | None = None) -> None:
    """Run one command; what SQS refuses is one line on stderr and status 1."""
    given = parser().parse_args(arguments)
    known = outputs(given.stack)
    sqs = boto3.client("sqs")
    try:
        if given.command == "replay":
            for name in [given.kind] if given.kind else KINDS:
                kind = KINDS[name]
                moved = replay(sqs, known[kind.dlq], known[kind.queue], given.id)
                print(f"{name}: {moved} sent again")
        else:
            for name, kind in KINDS.items():
                show(sqs, known[kind.dlq], name, given.most)
    except ClientError as error:
        sys.exit(f"SQS refused: {error.response['Error'].get('Message', error)}")


if __name__ == "__main__":
    main()
