"""A presented key becomes its digest, and that alone leaves the function."""

import hashlib
import json
from typing import Any

import pytest

from tests.unit.conftest import LambdaContext

with pytest.MonkeyPatch.context() as environment:
    # Read when it starts; that a key alone does not need the secret is part of what is tested here.
    environment.setenv("WEBHOOK_SECRET_ARN", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:none")
    from authorizer.app import handler

ARN = "arn:aws:execute-api:eu-central-1:123456789012:abcdef/live/POST/text/generic/api/v1/async/summary"


def event(query: dict[str, list[str]] | None, headers: dict[str, list[str]] | None) -> dict[str, Any]:
    return {
        "type": "REQUEST",
        "methodArn": ARN,
        "resource": "/text/generic/api/v1/async/summary",
        "path": "/text/generic/api/v1/async/summary",
        "httpMethod": "POST",
        "headers": {name: values[-1] for name, values in headers.items()} if headers else None,
        "multiValueHeaders": headers,
        "queryStringParameters": {name: values[-1] for name, values in query.items()} if query else None,
        "multiValueQueryStringParameters": query,
        "requestContext": {"stage": "live", "identity": {}},
    }


def answer(query: dict[str, list[str]] | None = None, headers: dict[str, list[str]] | None = None) -> Any:  # noqa: ANN401
    return handler(event(query, headers), LambdaContext())  # type: ignore[arg-type]


def effect(policy: dict[str, Any]) -> str:
    (statement,) = policy["policyDocument"]["Statement"]
    assert statement["Resource"] == ["arn:aws:execute-api:eu-central-1:123456789012:abcdef/live/*/*"]
    return str(statement["Effect"])


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ({"apikey": ["secret key"]}, None),
        (None, {"x-api-key": ["secret key"]}),
        (None, {"X-API-Key": ["secret key"]}),
        ({"apikey": ["secret key"]}, {"x-api-key": ["secret key"]}),
        ({"apikey": ["secret key", "secret key"]}, {}),
        ({"apikey": [""]}, {"x-api-key": ["secret key"]}),
        ({"apikey": ["secret key"], "webhook": ["https://example.com"]}, {"Accept": ["*/*"]}),
    ],
)
def test_a_key_in_query_or_header_becomes_its_digest(query: Any, headers: Any) -> None:  # noqa: ANN401
    policy = answer(query, headers)
    assert effect(policy) == "Allow"
    assert policy["usageIdentifierKey"] == hashlib.sha256(b"secret key").hexdigest()
    assert "secret key" not in json.dumps(policy)


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        (None, None),
        ({}, {}),
        ({"apikey": [""]}, {"x-api-key": [""]}),
        ({"ApiKey": ["k"]}, {"authorization": ["k"]}),
        ({"apikey": ["a", "b"]}, None),
        ({"apikey": ["a"]}, {"x-api-key": ["b"]}),
    ],
)
def test_no_key_or_two_that_differ_is_denied(query: Any, headers: Any) -> None:  # noqa: ANN401
    policy = answer(query, headers)
    assert effect(policy) == "Deny"
    assert "usageIdentifierKey" not in policy


def test_a_key_may_be_anything() -> None:
    for key in ("ü🎉", "\x00", "k" * 8000, "\ud800"):
        assert effect(answer({"apikey": [key]})) == "Allow"
