"""A conversation of Symbl's kind through all functions, on what API Gateway and SQS send them."""

import json
import re

import boto3
from recap.conversations.shelf import conversation_key
from recap.keys import key_digest
from recap.tokens import app_id
from standardwebhooks import Webhook

from tests.replay.account import Account, Event
from tools.local.receiver import Receiver

CALLER, EXAMPLE_JOB = "k3v9x2m7qd", "5179649407582208-1"


def about(account: Account, name: str, job: str) -> Event:
    """Read an event, the drawn job's id in the place of the example's."""
    event = account.event(name)
    (record,) = event["Records"]
    assert EXAMPLE_JOB in record["body"]
    record["body"] = record["body"].replace(EXAMPLE_JOB, job)
    return event


def accepted(account: Account, receiver: Receiver) -> tuple[str, str]:
    event = account.event("api_symbl_process_text.json", webhook=receiver.url)
    response = account.invoke("ApiFunction", event)
    assert response["statusCode"] == 201, response["body"]
    answered = json.loads(response["body"])
    return answered["conversationId"], answered["jobId"]


def test_a_conversation_is_written_down_and_its_job_and_first_status_queued(
    account: Account, receiver: Receiver
) -> None:
    conversation, job = accepted(account, receiver)
    assert account.ledger() == [conversation_key(CALLER, conversation)]
    for queue, name in (
        ("RequestQueue", "summarizer_symbl_job.json"),
        ("WebhookQueue", "notifier_symbl_notice.json"),
    ):
        (message,) = account.queue(queue)
        account.drain(queue)
        assert message.body == about(account, name, job)["Records"][0]["body"]


def test_the_job_makes_a_short_summary_that_names_who_says_what(account: Account, receiver: Receiver) -> None:
    conversation, job = accepted(account, receiver)
    answer = account.invoke("SummarizerFunction", about(account, "summarizer_symbl_job.json", job))
    assert answer == {"batchItemFailures": []}
    key = conversation_key(CALLER, conversation)
    stored = account.s3.get_object(Bucket=account.outputs["BucketName"], Key=key)
    document = json.loads(stored["Body"].read())
    assert document["jobs"][0]["history"] == ["scheduled", "in_progress", "completed"]
    text = " ".join(item["text"] for item in document["summary"]["items"])
    assert len([name for name in ("Noor", "Wendell", "Ximena") if re.search(rf"\b{name}\b", text)]) >= 2
    assert len(text.split()) < 130
    said = {message[0] for message in document["messages"]}
    assert all(set(item["refs"]) <= said and item["refs"] for item in document["summary"]["items"])


def test_the_first_status_is_told_and_the_next_one_queued_only_then(
    account: Account, receiver: Receiver
) -> None:
    _, job = accepted(account, receiver)
    account.invoke("SummarizerFunction", about(account, "summarizer_symbl_job.json", job))
    account.drain("WebhookQueue")
    answer = account.invoke("NotifierFunction", about(account, "notifier_symbl_notice.json", job))
    assert answer == {"batchItemFailures": []}
    (delivery,) = receiver.wait()
    verified = Webhook(account.webhook_secret(CALLER)).verify(delivery.body, delivery.headers)
    assert verified == {"jobId": job, "status": "scheduled"}
    (_, following) = account.queue("WebhookQueue")
    assert json.loads(following.body) == {"job_id": job, "caller": CALLER, "index": 1, "first": True}


def test_a_wrong_pair_gets_no_token_and_a_right_one_does(account: Account) -> None:
    event = account.event("api_symbl_token_of_a_wrong_pair.json")
    assert account.invoke("ApiFunction", event)["statusCode"] == 401
    body = json.loads(event["body"])
    secret = boto3.client("secretsmanager").get_secret_value(SecretId=account.outputs["WebhookSecretArn"])
    body["appId"] = app_id(secret["SecretString"], key_digest(body["appSecret"]))
    response = account.invoke("ApiFunction", {**event, "body": json.dumps(body)})
    assert response["statusCode"] == 200, response["body"]
    assert json.loads(response["body"])["expiresIn"] == 86400
