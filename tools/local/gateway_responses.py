"""Gateway responses: what API Gateway itself answers, in the words of the template.

https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
"""

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from werkzeug.wrappers import Response

EXTENSION = "x-amazon-apigateway-gateway-responses"
DEFAULT_TEMPLATE = '{"message":$context.error.messageString}'
# Type: status and message where the template says nothing else.
DEFAULTS: dict[str, tuple[int, str | None]] = {
    "ACCESS_DENIED": (403, "User is not authorized to access this resource"),
    "API_CONFIGURATION_ERROR": (500, "Internal server error"),
    "AUTHORIZER_CONFIGURATION_ERROR": (500, None),
    "AUTHORIZER_FAILURE": (500, None),
    "INTEGRATION_FAILURE": (504, "Internal server error"),
    "INTEGRATION_TIMEOUT": (504, "Endpoint request timed out"),
    "INVALID_API_KEY": (403, "Forbidden"),
    "MISSING_AUTHENTICATION_TOKEN": (403, "Missing Authentication Token"),
    "QUOTA_EXCEEDED": (429, "Limit Exceeded"),
    "REQUEST_TOO_LARGE": (413, "Request Too Long"),
    "THROTTLED": (429, "Too Many Requests"),
    "UNAUTHORIZED": (401, "Unauthorized"),
}
# The answer to a function that fails is 502, of a type that has no name: DEFAULT_5XX alone can change it.
FUNCTION_FAILED = "DEFAULT_5XX"


class GatewayResponses:
    """The gateway responses of one REST API."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        self._declared: Mapping[str, Mapping[str, Any]] = body.get(EXTENSION, {})

    def render(self, kind: str, request_id: str) -> Response:
        """Make the response of a type: as declared, or as its class is, or as API Gateway does."""
        status, message = DEFAULTS.get(kind, (HTTPStatus.BAD_GATEWAY, "Internal server error"))
        family = "DEFAULT_4XX" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "DEFAULT_5XX"
        declared = self._declared.get(kind) or self._declared.get(family) or {}
        template = declared.get("responseTemplates", {}).get("application/json", DEFAULT_TEMPLATE)
        context = {
            "error.message": message or "",
            "error.messageString": json.dumps(message),
            "error.responseType": kind,
            "requestId": request_id,
        }
        text = re.sub(r"\$context\.([A-Za-z.]+[A-Za-z])", lambda match: context.get(match[1], ""), template)
        response = Response(text, int(declared.get("statusCode", status)), content_type="application/json")
        for name, value in declared.get("responseParameters", {}).items():
            response.headers[name.removeprefix("gatewayresponse.header.")] = value.strip("'")
        return response
