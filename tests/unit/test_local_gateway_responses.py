"""Gateway responses: which declaration answers, with which status and words."""

import json
from typing import Any

import pytest

from tools.local.gateway_responses import EXTENSION, GatewayResponses

DECLARED: dict[str, Any] = {
    "THROTTLED": {
        "statusCode": "420",
        "responseTemplates": {
            "application/json": '{"id":"$context.requestId","why":"$context.error.responseType"}'
        },
        "responseParameters": {"gatewayresponse.header.Retry-After": "'7'"},
    },
    "DEFAULT_4XX": {"responseTemplates": {"application/json": '{"said":$context.error.messageString}'}},
    "DEFAULT_5XX": {"statusCode": "500", "responseTemplates": {"application/json": '{"fault":true}'}},
}


@pytest.mark.parametrize(
    ("kind", "status", "body"),
    [
        ("THROTTLED", 420, {"id": "r-1", "why": "THROTTLED"}),
        ("QUOTA_EXCEEDED", 429, {"said": "Limit Exceeded"}),
        ("AUTHORIZER_FAILURE", 500, {"fault": True}),
        ("INTEGRATION_TIMEOUT", 500, {"fault": True}),
    ],
)
def test_declared_type_answers_before_its_class(kind: str, status: int, body: dict[str, Any]) -> None:
    response = GatewayResponses({EXTENSION: DECLARED}).render(kind, "r-1")
    assert (response.status_code, json.loads(response.get_data())) == (status, body)
    assert response.content_type == "application/json"


def test_declared_headers_are_sent_without_their_quotes() -> None:
    assert GatewayResponses({EXTENSION: DECLARED}).render("THROTTLED", "r").headers["Retry-After"] == "7"


@pytest.mark.parametrize(
    ("kind", "status", "message"),
    [
        ("UNAUTHORIZED", 401, "Unauthorized"),
        ("INVALID_API_KEY", 403, "Forbidden"),
        ("DEFAULT_5XX", 502, "Internal server error"),
        ("AUTHORIZER_FAILURE", 500, None),
    ],
)
def test_api_gateways_own_words_where_nothing_is_declared(
    kind: str, status: int, message: str | None
) -> None:
    response = GatewayResponses({}).render(kind, "r")
    assert (response.status_code, json.loads(response.get_data())) == (status, {"message": message})
