"""The REST API of the template on this machine: routes, authorizer, keys and plan, the call of the function.

In API Gateway's order: is there such a route, may the caller pass, is the key known and within its plan.
"""

import base64
import re
import time
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from tools.local.authorizer import Authorizer, RejectedError
from tools.local.aws import ACCOUNT, REGION
from tools.local.environments import Log
from tools.local.errors import EventTooLargeError, FunctionError, TemplateError
from tools.local.expressions import function_named_in
from tools.local.functions import Function
from tools.local.gateway_responses import FUNCTION_FAILED, GatewayResponses
from tools.local.usage_plan import ApiKey, UsagePlan

BODY_LIMIT = 10 * 1024 * 1024  # bytes, API Gateway's
STAGE = "local"

Event = dict[str, Any]


@dataclass(frozen=True)
class Route:
    """One method of one resource."""

    resource: str
    function: Function
    authorizer: Authorizer | None
    needs_key: bool


class Gateway:
    """Serves one REST API."""

    def __init__(
        self,
        properties: Mapping[str, Any],
        functions: Mapping[str, Function],
        plan: UsagePlan | None,
        log: Log,
    ) -> None:
        body = properties["Body"]
        self._key_from_authorizer = properties.get("ApiKeySourceType", "HEADER") == "AUTHORIZER"
        self._plan = plan
        self._log = log
        self._responses = GatewayResponses(body)
        self._binary = set(body.get("x-amazon-apigateway-binary-media-types", []))
        self._routes = _routes(body, functions)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - WSGI
        """Answer one request."""
        started = time.monotonic()
        request = Request(environ)
        request_id = str(uuid.uuid4())
        try:
            response = self._answer(request, request_id)
        except RejectedError as rejected:
            response = self._responses.render(rejected.kind, request_id)
        response.headers["x-amzn-RequestId"] = request_id
        # The path alone: the query holds the key and the webhook's address.
        elapsed = (time.monotonic() - started) * 1000
        self._log("gateway", f"{request.method} {request.path} {response.status_code} in {elapsed:.0f} ms")
        return response(environ, start_response)

    def _answer(self, request: Request, request_id: str) -> Response:
        try:
            route, path_parameters = self._routes.bind_to_environ(request.environ).match()
        except HTTPException as error:
            _read(request)
            raise RejectedError("MISSING_AUTHENTICATION_TOKEN") from error
        event = self._event(request, route, path_parameters, request_id)
        context = event["requestContext"]
        value = request.headers.get("x-api-key")
        if route.authorizer:
            arn = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{STAGE}/{STAGE}/{request.method}{request.path}"
            authorization = route.authorizer.authorize(event, arn)
            context["authorizer"] = authorization.context
            value = authorization.usage_identifier_key if self._key_from_authorizer else value
        if route.needs_key:
            key = self._admit(value)
            context["identity"] |= {"apiKey": key.value, "apiKeyId": key.id}
        try:
            return _response(route.function.invoke(event))
        except EventTooLargeError as error:
            raise RejectedError("REQUEST_TOO_LARGE") from error
        except FunctionError as error:
            raise RejectedError(FUNCTION_FAILED) from error

    def _admit(self, value: str | None) -> ApiKey:
        key = self._plan.find(value) if self._plan and value else None
        if self._plan is None or key is None:
            raise RejectedError("INVALID_API_KEY")
        refusal = self._plan.admit(key)
        if refusal:
            raise RejectedError(refusal)
        return key

    def _event(
        self, request: Request, route: Route, path_parameters: Mapping[str, str], request_id: str
    ) -> Event:
        """https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html#apigateway-example-event."""
        data = _read(request)
        binary = request.mimetype in self._binary or "*/*" in self._binary
        body = base64.b64encode(data).decode() if binary else data.decode("utf-8", "replace")
        headers = {name: request.headers.getlist(name) for name in dict(request.headers)}
        headers |= {"X-Forwarded-For": [request.remote_addr or ""], "X-Forwarded-Proto": ["http"]}
        query = {name: request.args.getlist(name) for name in request.args}
        return {
            "resource": route.resource,
            "path": request.path,
            "httpMethod": request.method,
            "headers": {name: values[-1] for name, values in headers.items()},
            "multiValueHeaders": headers,
            "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
            "multiValueQueryStringParameters": query or None,
            "pathParameters": dict(path_parameters) or None,
            "stageVariables": None,
            "body": body or None,
            "isBase64Encoded": binary,
            "requestContext": {
                "accountId": ACCOUNT,
                "apiId": STAGE,
                "stage": STAGE,
                "protocol": "HTTP/1.1",
                "requestId": request_id,
                "extendedRequestId": request_id,
                "requestTimeEpoch": int(time.time() * 1000),
                "resourcePath": route.resource,
                "httpMethod": request.method,
                "path": request.path,  # as with a domain of one's own: no stage stands before it
                "domainName": request.host,
                "identity": {"sourceIp": request.remote_addr, "userAgent": request.user_agent.string},
            },
        }


def _routes(body: Mapping[str, Any], functions: Mapping[str, Function]) -> Map:
    definitions = body.get("securityDefinitions", {})
    authorizers = {
        name: Authorizer(definition["x-amazon-apigateway-authorizer"], functions)
        for name, definition in definitions.items()
        if "x-amazon-apigateway-authorizer" in definition
    }
    rules = []
    for path, methods in body["paths"].items():
        pattern = re.sub(r"\{(\w+)\+\}", r"<path:\1>", path).replace("{", "<").replace("}", ">")
        for method, operation in methods.items():
            integration = operation["x-amazon-apigateway-integration"]
            if integration["type"].lower() != "aws_proxy":
                raise TemplateError(f"{method} {path}: the local gateway calls functions only")
            schemes = {name for scheme in operation.get("security", []) for name in scheme}
            route = Route(
                resource=path,
                function=functions[function_named_in(integration["uri"])],
                authorizer=next((authorizers[name] for name in schemes if name in authorizers), None),
                needs_key="api_key" in schemes,
            )
            rules.append(Rule(pattern, methods=[method.upper()], endpoint=route))
    return Map(rules, strict_slashes=False, merge_slashes=False)


def _read(request: Request) -> bytes:
    """Read the body. Raises RejectedError for one that API Gateway would not take."""
    data = bytearray()
    while chunk := request.stream.read(65536):
        if len(data) <= BODY_LIMIT:  # the rest is read too, or the sender would never get to the answer
            data += chunk
    if len(data) > BODY_LIMIT:
        raise RejectedError("REQUEST_TOO_LARGE")
    return bytes(data)


def _response(answer: Any) -> Response:  # noqa: ANN401 - whatever the function returned
    """Turn a proxy integration's answer into a response. Raises RejectedError for a malformed one."""
    if not isinstance(answer, dict) or not isinstance(answer.get("statusCode"), int):
        raise RejectedError(FUNCTION_FAILED)
    body = answer.get("body") or ""
    data = base64.b64decode(body) if answer.get("isBase64Encoded") else body
    headers = {name.lower(): [str(value)] for name, value in (answer.get("headers") or {}).items()}
    headers |= {
        name.lower(): list(values) for name, values in (answer.get("multiValueHeaders") or {}).items()
    }
    headers.setdefault("content-type", ["application/json"])
    return Response(
        data, answer["statusCode"], [(name, value) for name in headers for value in headers[name]]
    )
