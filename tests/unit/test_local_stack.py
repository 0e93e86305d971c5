"""The local stack on a small template: gateway, authorizer, plan, queue, layers, conditions."""

import base64
import json
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tools.callers import Caller
from tools.local.stack import LocalStack

APP = Path(__file__).parent / "local_app"
TEMPLATE = APP / "template.yaml"
LOG: list[tuple[str, str]] = []  # of `stack`: who, what


@pytest.fixture(scope="module")
def stack() -> Iterator[LocalStack]:
    with LocalStack(template=TEMPLATE, log=lambda *line: LOG.append(line)) as running:
        yield running


@pytest.fixture(scope="module")
def caller(stack: LocalStack) -> Caller:
    return stack.create_caller("somebody")


def send(
    stack: LocalStack,
    key: str | None,
    data: bytes = b"hello",
    path: str = "/echo/you?name=me",
    content_type: str = "text/plain",
) -> tuple[int, dict[str, Any], HTTPMessage]:
    connection = HTTPConnection(stack.url.removeprefix("http://"), timeout=60)
    headers = {"Content-Type": content_type} | ({"x-api-key": key} if key else {})
    with closing(connection):
        connection.request("POST", path, data, headers)
        response = connection.getresponse()
        return response.status, json.load(response), response.headers


def eventually(look: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def test_request_reaches_the_function_with_its_caller(stack: LocalStack, caller: Caller) -> None:
    status, answer, headers = send(stack, caller.key)
    assert (status, answer["name"], answer["length"]) == (200, "me", 5)
    assert answer["context"]["identity"]["apiKeyId"] == caller.id
    assert answer["context"]["authorizer"]["principalId"] == caller.key
    assert answer["context"]["resourcePath"] == "/echo/{name}"
    assert 0 < answer["remaining"] <= 5000
    assert headers["x-amzn-RequestId"] == answer["context"]["requestId"]


def test_layers_are_on_the_path_and_under_opt(stack: LocalStack, caller: Caller) -> None:
    _, answer, _ = send(stack, caller.key)
    assert answer["folders"] == [str(APP), str(APP)]
    assert answer["data"] == str(APP)
    assert answer["extra"] is None


@pytest.mark.parametrize(
    ("key", "status", "said"),
    [
        (None, 401, "Unauthorized"),
        ("denied", 403, "User is not authorized to access this resource"),
        ("unknown", 403, "Forbidden"),
    ],
)
def test_refusals_are_rendered_from_the_template(
    stack: LocalStack, key: str | None, status: int, said: str
) -> None:
    assert send(stack, key)[:2] == (status, {"said": said})


def test_authorizer_that_makes_no_sense_is_a_5xx(stack: LocalStack) -> None:
    assert send(stack, "broken")[:2] == (500, {"message": None})


def test_authorizer_is_asked_once_within_its_time_to_live(stack: LocalStack, caller: Caller) -> None:
    first, second = (send(stack, caller.key)[1]["context"]["authorizer"]["asked"] for _ in range(2))
    assert first == second


@pytest.mark.parametrize("path", ["/nowhere", "/echo", "/"])
def test_unknown_route_is_a_missing_authentication_token(
    stack: LocalStack, caller: Caller, path: str
) -> None:
    assert send(stack, caller.key, path=path)[:2] == (403, {"said": "Missing Authentication Token"})


def test_key_that_was_deleted_is_refused(stack: LocalStack) -> None:
    gone = stack.create_caller("gone")
    assert send(stack, gone.key)[0] == 200
    stack.client("apigateway").delete_api_key(apiKey=gone.id)
    assert send(stack, gone.key)[0] == 403


def test_five_megabytes_arrive_and_seven_do_not(stack: LocalStack, caller: Caller) -> None:
    assert send(stack, caller.key, b"x" * 5_000_000)[1]["length"] == 5_000_000
    assert send(stack, caller.key, b"x" * 7_000_000)[:2] == (413, {"said": "Request Too Long"})


def test_eleven_mebibytes_are_refused_by_the_gateway(stack: LocalStack, caller: Caller) -> None:
    assert send(stack, caller.key, b"x" * 11 * 1024 * 1024)[0] == 413


def test_binary_media_type_arrives_as_base64(stack: LocalStack, caller: Caller) -> None:
    data = bytes(range(256))
    _, answer, _ = send(stack, caller.key, data, content_type="application/octet-stream")
    assert answer["isBase64Encoded"] is True
    assert answer["length"] == len(base64.b64encode(data))


def test_fifty_requests_at_once_keep_apart(stack: LocalStack, caller: Caller) -> None:
    def call(number: int) -> bool:
        status, answer, _ = send(stack, caller.key, b"x" * number, path=f"/echo/you?name={number}")
        return (status, answer["name"], answer["length"]) == (200, str(number), number)

    with ThreadPoolExecutor(50) as pool:
        assert all(pool.map(call, range(50)))


def test_batch_is_deleted_but_for_reported_failures_which_come_again(stack: LocalStack) -> None:
    stack.functions["WorkFunction"].warm()
    sqs, queue = stack.client("sqs"), stack.outputs["WorkQueueUrl"]
    for name, do in (("good", "keep"), ("bad", "fail")):
        sqs.send_message(QueueUrl=queue, MessageBody=json.dumps({"name": name, "do": do}))
    assert eventually(lambda: keys(stack) >= {"good/1", "bad/2"})
    assert not {"good/2", "bad/1"} & keys(stack)


def test_batch_of_a_function_that_exits_stays_until_its_visibility_timeout(stack: LocalStack) -> None:
    body = json.dumps({"name": "late", "do": "exit"})
    stack.client("sqs").send_message(QueueUrl=stack.outputs["WorkQueueUrl"], MessageBody=body)
    assert eventually(lambda: "late/2" in keys(stack))
    said = [line for who, line in LOG if who == "WorkFunction"]
    assert any(re.search(r"SQS gives the message out again, or parks it, in \d s", line) for line in said)


def test_message_of_a_mebibyte_passes_the_queue(stack: LocalStack) -> None:
    body = json.dumps({"name": "large", "do": "keep", "filler": ""})
    body = body.replace('""', f'"{"x" * (1024 * 1024 - len(body))}"')
    stack.client("sqs").send_message(QueueUrl=stack.outputs["WorkQueueUrl"], MessageBody=body)
    assert eventually(lambda: "large/1" in keys(stack))
    kept = stack.client("s3").get_object(Bucket=stack.outputs["BucketName"], Key="large/1")["Body"].read()
    assert kept == body.encode()
    assert len(kept) == 1024 * 1024


def test_one_of_twenty_conditional_writes_succeeds(stack: LocalStack) -> None:
    s3, bucket = stack.client("s3"), stack.outputs["BucketName"]

    def write(number: int, **condition: str) -> bool:
        try:
            s3.put_object(Bucket=bucket, Key="lock", Body=str(number).encode(), **condition)
        except ClientError as error:
            if error.response["Error"]["Code"] == "PreconditionFailed":
                return False
            raise
        return True

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(lambda number: write(number, IfNoneMatch="*"), range(20))) == 1
        tag = s3.head_object(Bucket=bucket, Key="lock")["ETag"]
        assert sum(pool.map(lambda number: write(100 + number, IfMatch=tag), range(20))) == 1


def test_output_of_the_api_is_this_machines_address(stack: LocalStack) -> None:
    assert stack.outputs["ApiUrl"] == stack.url
    assert "FancyQueueUrl" not in stack.outputs


def test_plan_and_conditions_follow_the_parameters() -> None:
    parameters = {"Rate": "0.001", "Burst": "2", "Fancy": "yes"}
    with LocalStack(template=TEMPLATE, parameters=parameters, environment={"ADDED": "1"}) as stack:
        caller = stack.create_caller("hasty")
        first, second, third = (send(stack, caller.key) for _ in range(3))
        other = send(stack, stack.create_caller("other").key)
        assert [first[0], second[0], third[0], other[0]] == [200, 200, 420, 200]
        assert third[1] == {"slow": "down", "kind": "THROTTLED"}
        assert third[2]["Retry-After"] == "1"
        assert first[1]["extra"].startswith("fancy recap-WorkQueue-")
        assert "FancyQueue" in stack.outputs["FancyQueueUrl"]
        assert stack.functions["EchoFunction"].settings.environment["ADDED"] == "1"


def keys(stack: LocalStack) -> set[str]:
    listing = stack.client("s3").list_objects_v2(Bucket=stack.outputs["BucketName"])
    return {item["Key"] for item in listing.get("Contents", [])}
