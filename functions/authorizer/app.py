"""The authorizer's handler: hashes the presented key, for API Gateway to look the digest up.

Whether the digest is a caller's is API Gateway's to say: it refuses a usageIdentifierKey that is no API key.
An access token stands for a key; it is checked here, and its digest then goes the same way.
"""

import time
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.utilities.data_classes.api_gateway_authorizer_event import (
    APIGatewayAuthorizerRequestEvent,
    APIGatewayAuthorizerResponse,
)
from recap.errors import InvalidTokenError
from recap.keys import key_digest
from recap.settings import AuthorizerSettings
from recap.tokens import digest_of, is_token

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

settings = AuthorizerSettings.from_environment()
_BEARER = "bearer "


def presented_key(event: APIGatewayAuthorizerRequestEvent) -> str | None:
    """Give the key or token of a request: ``apikey`` in the query, header ``x-api-key``, or bearer token.

    None if there is none, or if there are two that differ: it would be a guess whose request it is.
    """
    query = event.get("multiValueQueryStringParameters") or {}
    given = [*query.get("apikey", []), (event.get("queryStringParameters") or {}).get("apikey")]
    given += _headers(event, "x-api-key")
    given += [
        value[len(_BEARER) :].strip()
        for value in _headers(event, "authorization")
        if value.lower().startswith(_BEARER)
    ]
    keys = set(filter(None, given))
    return keys.pop() if len(keys) == 1 else None


def presented_digest(event: APIGatewayAuthorizerRequestEvent) -> str | None:
    """Give the digest of the presented key, or of the key that the presented token stands for."""
    key = presented_key(event)
    if key is None or not is_token(key):
        return None if key is None else key_digest(key)
    from recap.master import master_secret  # noqa: PLC0415 - keys alone need no AWS: half the time to start

    try:
        return digest_of(master_secret(settings.secret_arn), key, time.time())
    except InvalidTokenError:
        return None


def handler(event: dict[str, Any], _: "LambdaContext") -> dict[str, Any]:
    """Allow every route to a request with a key, under the key's digest; deny it otherwise.

    Denied, rather than raised as "Unauthorized": a request without a key is no error of the function. The
    gateway answers both in the same words.
    """
    request = APIGatewayAuthorizerRequestEvent(event)
    digest = presented_digest(request)
    if digest is None:
        policy = APIGatewayAuthorizerResponse.from_route_arn(request.method_arn, principal_id="nobody")
        policy.deny_all_routes()
    else:
        policy = APIGatewayAuthorizerResponse.from_route_arn(
            request.method_arn, principal_id=digest, usage_identifier_key=digest
        )
        policy.allow_all_routes()
    return policy.asdict()


def _headers(event: APIGatewayAuthorizerRequestEvent, wanted: str) -> list[str]:
    several = event.get("multiValueHeaders") or {}
    given = [value for name in several if name.lower() == wanted for value in several[name]]
    return [*given, event.headers.get(wanted) or ""]
