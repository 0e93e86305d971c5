"""Errors: a test per row of the contract's table, and the shape that all of them have."""

import json
from collections.abc import Iterator

import pytest

from tests.contract.service import STATUS, SUBMIT, TALK, Answer, Service
from tools.local.stack import LocalStack

JSON = {"Content-Type": "application/json"}


def assert_error(answer: Answer, status: int, kind: str) -> None:
    assert (answer.status, answer.document["type"]) == (status, kind)
    assert answer.headers["content-type"] == "application/json"
    assert answer.document["message"]
    fault = answer.document["fault"]
    assert fault.keys() == {"faultstring", "detail"}
    assert fault["faultstring"]
    assert fault["detail"]["errorcode"]


BLOB = TALK["summaryData"][0]
WRONG_BODIES = {
    "JSON broken": ('{"summaryData": [', ["body"]),
    "no body": ("", ["body"]),
    "not an object": ("[]", ["body"]),
    "no summaryData": ({}, ["body.summaryData"]),
    "empty conversation": ({"summaryData": []}, ["body.summaryData"]),
    "wrong type": ({"summaryData": [{"text": 1}]}, ["body.summaryData.0.text"]),
    "blank texts": ({"summaryData": [{"text": " "}]}, ["body.summaryData.0.text"]),
    "end before start": ({"summaryData": [{**BLOB, "start": 2, "end": 1}]}, ["body.summaryData.0.end"]),
    "negative start": ({"summaryData": [{**BLOB, "start": -1}]}, ["body.summaryData.0.start"]),
    "NaN": ('{"summaryData": [{"text": "a", "start": NaN}]}', ["body.summaryData.0.start"]),
    "unknown model": ({**TALK, "model": "gpt"}, ["body.model"]),
    "unknown summaryType": ({**TALK, "summaryType": "both"}, ["body.summaryType"]),
    "several": (
        {"model": 1, "summaryType": 2, "summaryData": [BLOB, {"start": "x"}]},
        ["body.summaryType", "body.model", "body.summaryData.1.text", "body.summaryData.1.start"],
    ),
}


@pytest.mark.parametrize(("body", "fields"), WRONG_BODIES.values(), ids=WRONG_BODIES)
def test_400_params_invalid_names_every_wrong_field_of_the_body(
    service: Service, body: object, fields: list[str]
) -> None:
    answer = service.submit(body)
    assert_error(answer, 400, "params_invalid")
    assert answer.fields == fields
    assert all(error["msg"] for error in answer.document["errors"])


WRONG_QUERIES = {
    "request_id too long": ({"request_id": "x" * 129}, ["query.request_id"]),
    "request_id with a slash": ({"request_id": "a/b"}, ["query.request_id"]),
    "webhook not a URL": ({"webhook": "nonsense"}, ["query.webhook"]),
    "webhook not absolute": ({"webhook": "/hook"}, ["query.webhook"]),
    "webhook private": ({"webhook": "https://10.0.0.1/"}, ["query.webhook"]),
    "webhook metadata": ({"webhook": "http://169.254.169.254/latest"}, ["query.webhook"]),
    "webhook metadata by NAT64": ({"webhook": "https://[64:ff9b::a9fe:a9fe]/"}, ["query.webhook"]),
    "webhook ftp": ({"webhook": "ftp://127.0.0.1/"}, ["query.webhook"]),
}


@pytest.mark.parametrize(("query", "fields"), WRONG_QUERIES.values(), ids=WRONG_QUERIES)
def test_400_params_invalid_names_every_wrong_field_of_the_query(
    service: Service, query: dict[str, str], fields: list[str]
) -> None:
    answer = service.submit(TALK, **query)
    assert_error(answer, 400, "params_invalid")
    assert answer.fields == fields


def test_400_params_invalid_a_query_parameter_twice(service: Service) -> None:
    query = [("apikey", service.caller.key), ("request_id", "a"), ("request_id", "b")]
    answer = service.call("POST", SUBMIT, query, json.dumps(TALK), JSON)
    assert_error(answer, 400, "params_invalid")
    assert answer.fields == ["query.request_id"]


def no_key(service: Service) -> dict[str, str]:
    del service
    return {}


def unknown_key(service: Service) -> dict[str, str]:
    return {"apikey": f"{service.caller.key}x"}


def digest_as_key(service: Service) -> dict[str, str]:
    gateway = service.stack.client("apigateway")
    return {"apikey": gateway.get_api_key(apiKey=service.caller.id, includeValue=True)["value"]}


@pytest.mark.parametrize("query", [no_key, unknown_key, digest_as_key])
@pytest.mark.parametrize(("method", "path"), [("POST", SUBMIT), ("GET", STATUS)])
def test_401_invalid_api_key(service: Service, query: object, method: str, path: str) -> None:
    assert callable(query)
    answer = service.call(method, path, {"request_id": "r", **query(service)}, json.dumps(TALK), JSON)
    assert_error(answer, 401, "invalid_api_key")
    assert answer.document["fault"] == {
        "faultstring": "Invalid ApiKey",
        "detail": {"errorcode": "oauth.v2.InvalidApiKey"},
    }


@pytest.mark.parametrize(
    ("method", "path"), [("GET", SUBMIT), ("POST", STATUS), ("GET", "/nothing"), ("GET", "/")]
)
def test_404_unknown_route(service: Service, method: str, path: str) -> None:
    assert_error(service.call(method, path, {"apikey": service.caller.key}), 404, "unknown_route")


def test_404_not_found(service: Service) -> None:
    assert_error(service.status("nobody-submitted-this"), 404, "not_found")


def test_409_conflict(service: Service) -> None:
    service.submit(TALK, request_id="r")
    assert_error(service.submit({**TALK, "model": "iamus"}, request_id="r"), 409, "conflict")


def test_413_too_large(service: Service) -> None:
    answer = service.submit({"summaryData": [{"text": "word " * 2**18}] * 2})
    assert_error(answer, 413, "too_large")


@pytest.fixture(scope="module")
def strict() -> Iterator[LocalStack]:
    """Start a stack with a small plan, two requests at once, one a day, and its queue out of reach."""
    plan = {"RequestsPerSecond": "0.01", "RequestBurst": "2", "RequestsPerDay": "1"}
    with LocalStack(
        parameters=plan, environment={"REQUEST_QUEUE_URL": "https://sqs.invalid/none"}
    ) as running:
        yield running


def test_402_over_quota_and_429_rate_limit(strict: LocalStack) -> None:
    service = Service(strict, strict.create_caller("eager"))
    assert_error(service.status("r"), 404, "not_found")
    assert_error(service.status("r"), 402, "over_quota")
    assert_error(service.status("r"), 429, "rate_limit")


def test_5xx_api_error(strict: LocalStack) -> None:
    answer = Service(strict, strict.create_caller("unlucky")).submit(TALK)
    assert_error(answer, 500, "api_error")
