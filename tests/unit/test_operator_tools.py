"""The commands that operate a deployed stack, on moto."""

import hashlib
import json
import os
from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws
from recap.tokens import digest_of, issue_token
from recap.webhooks.secret import webhook_secret
from standardwebhooks import Webhook

from tools import callers, parked

MASTER = "a master that nobody else knows"


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A stack called "recap" with the outputs of the template, as far as the commands read them."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "moto")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    monkeypatch.setattr(parked, "POLL_SECONDS", 0)
    with mock_aws():
        sqs = boto3.client("sqs")
        outputs = {
            "UsagePlanId": boto3.client("apigateway").create_usage_plan(name="recap")["id"],
            "WebhookSecretArn": boto3.client("secretsmanager").create_secret(
                Name="master", SecretString=MASTER
            )["ARN"],
            "WebhookSecretVersion": "3",
            **{
                f"{queue}Url": sqs.create_queue(QueueName=queue)["QueueUrl"]
                for queue in ("RequestQueue", "RequestDLQ", "WebhookQueue", "WebhookDLQ")
            },
        }
        template = {
            "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
            "Outputs": {name: {"Value": value} for name, value in outputs.items()},
        }
        boto3.client("cloudformation").create_stack(StackName="recap", TemplateBody=json.dumps(template))
        yield outputs


def create(name: str, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    callers.main(["create", name])
    lines = capsys.readouterr().out.splitlines()
    return dict(line.split(": ", 1) for line in lines)


def park(url: str, request_id: str) -> None:
    body = {"caller": "c1", "request_id": request_id, "utterances": [{"text": "private talk"}]}
    boto3.client("sqs").send_message(QueueUrl=url, MessageBody=json.dumps(body))


def waiting(url: str) -> list[str]:
    found = boto3.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0)
    return sorted(json.loads(message["Body"])["request_id"] for message in found.get("Messages", []))


def test_a_callers_key_is_stored_as_its_digest_only(
    stack: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    made = create("anna", capsys)
    (stored,) = boto3.client("apigateway").get_api_keys(includeValues=True)["items"]
    assert stored["id"] == made["Caller id"]
    assert stored["value"] == hashlib.sha256(made["API key"].encode()).hexdigest()
    assert len(made["API key"]) >= 43, "256 bits of chance"
    (member,) = boto3.client("apigateway").get_usage_plan_keys(usagePlanId=stack["UsagePlanId"])["items"]
    assert member["id"] == made["Caller id"]


@pytest.mark.usefixtures("stack")
def test_a_callers_secret_is_the_one_that_webhooks_are_signed_with(
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = create("anna", capsys)
    assert made["Webhook secret"] == webhook_secret(MASTER, made["Caller id"], 3)
    Webhook(made["Webhook secret"])
    callers.main(["secret", "anna"])
    assert capsys.readouterr().out == f"Webhook secret: {made['Webhook secret']}\n"


@pytest.mark.usefixtures("stack")
def test_a_callers_app_id_opens_the_token_route_with_the_key_as_its_secret(
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = create("anna", capsys)
    (app,) = [value for name, value in made.items() if name.startswith("App id")]
    token = issue_token(MASTER, app, made["API key"], 0)
    assert digest_of(MASTER, token, 1) == hashlib.sha256(made["API key"].encode()).hexdigest()


@pytest.mark.usefixtures("stack")
def test_listing_shows_neither_keys_nor_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    made = [create(name, capsys) for name in ("berta", "anna")]
    callers.main(["list"])
    assert capsys.readouterr().out == f"{made[1]['Caller id']}  anna\n{made[0]['Caller id']}  berta\n"


@pytest.mark.usefixtures("stack")
def test_a_name_is_given_once(capsys: pytest.CaptureFixture[str]) -> None:
    create("anna", capsys)
    with pytest.raises(SystemExit, match="named anna already") as told:
        callers.main(["create", "anna"])
    assert "make revoke NAME=anna" in str(told.value)
    assert len(boto3.client("apigateway").get_api_keys()["items"]) == 1


@pytest.mark.usefixtures("stack")
def test_a_revoked_caller_is_gone(capsys: pytest.CaptureFixture[str]) -> None:
    create("anna", capsys)
    callers.main(["revoke", "anna"])
    assert boto3.client("apigateway").get_api_keys()["items"] == []


@pytest.mark.usefixtures("stack")
@pytest.mark.parametrize("command", ["revoke", "secret"])
def test_an_unknown_caller_is_one_line(command: str) -> None:
    with pytest.raises(SystemExit, match=r"^No caller is named nobody\.$"):
        callers.main([command, "nobody"])


@pytest.mark.usefixtures("stack")
@pytest.mark.parametrize("tool", [callers, parked])
def test_a_stack_that_is_not_there_is_one_line(tool: object) -> None:
    with pytest.raises(SystemExit, match="Cannot read the stack other"):
        tool.main(["list", "--stack", "other"])  # type: ignore[attr-defined]


@pytest.mark.parametrize("tool", [callers, parked])
def test_without_a_region_the_remedy_is_named(tool: object, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    boto3.setup_default_session()
    with pytest.raises(SystemExit, match=r"specify a region\. Set AWS_REGION .*`make serve` prints"):
        tool.main(["list"])  # type: ignore[attr-defined]


def test_parked_messages_are_shown_without_what_was_said_and_stay(
    stack: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(12):
        park(stack["RequestDLQUrl"], f"r{number:02}")
    parked.main(["list"])
    shown = capsys.readouterr().out
    assert "requests: 12 parked" in shown
    assert "webhooks: 0 parked" in shown
    assert all(f"caller c1  r{number:02}\n" in shown for number in range(12))
    assert "private" not in shown
    assert len(waiting(stack["RequestDLQUrl"])) == 10, "put back at once"


def test_parked_jobs_and_what_is_not_ours_are_shown_too(
    stack: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    for body in ('{"job_id": "j1", "caller": "c1"}', "not JSON", "[]", '{"caller": "c1"}'):
        boto3.client("sqs").send_message(QueueUrl=stack["WebhookDLQUrl"], MessageBody=body)
    parked.main(["list"])
    shown = capsys.readouterr().out
    assert shown.count("caller c1  j1\n") == 1
    assert shown.count("caller -  -\n") == 3


def test_parked_ids_control_no_terminal(stack: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    park(stack["RequestDLQUrl"], "\x1b[2J")
    parked.main(["list"])
    assert "caller c1  \\x1b[2J\n" in capsys.readouterr().out


def test_all_that_is_parked_is_replayed(stack: dict[str, str]) -> None:
    for request_id in ("r1", "r2"):
        park(stack["WebhookDLQUrl"], request_id)
    park(stack["RequestDLQUrl"], "r3")
    parked.main(["replay"])
    assert waiting(stack["WebhookQueueUrl"]) == ["r1", "r2"]
    assert waiting(stack["RequestQueueUrl"]) == ["r3"]
    assert waiting(stack["WebhookDLQUrl"]) == waiting(stack["RequestDLQUrl"]) == []


def test_one_request_is_replayed_and_the_others_stay(stack: dict[str, str]) -> None:
    for request_id in ("r1", "r2"):
        park(stack["RequestDLQUrl"], request_id)
    parked.main(["replay", "requests", "--id", "r2"])
    assert waiting(stack["RequestQueueUrl"]) == ["r2"]
    assert waiting(stack["RequestDLQUrl"]) == ["r1"]
