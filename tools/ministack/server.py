"""MiniStack with four things that AWS does and MiniStack 1.5.33 does not.

It runs in MiniStack's own environment, which has nothing of ours in it:
- an imported OpenAPI document brings its gateway responses;
- a function is told which API key a request came with;
- the Ref of a secret is its ARN;
- a number that reaches an event source from a parameter, as text, becomes a number.
"""

from __future__ import annotations

from typing import Any

from ministack.app import main
from ministack.services import apigateway_v1 as gateway
from ministack.services.cloudformation import provisioners

Created = tuple[str, dict[str, Any]]  # what Ref gives, and what Fn::GetAtt gives

# There is no public way in: a newer MiniStack that has other names fails here, at once.
HANDLERS = provisioners._RESOURCE_HANDLERS  # noqa: SLF001
SECRET = HANDLERS["AWS::SecretsManager::Secret"]
EVENT_SOURCE = HANDLERS["AWS::Lambda::EventSourceMapping"]
import_api = gateway._import_rest_api  # noqa: SLF001
build_event = gateway._build_lambda_event_v1  # noqa: SLF001
create_secret = SECRET["create"]
create_event_source = EVENT_SOURCE["create"]


def import_with_gateway_responses(spec: dict[str, Any], base_data: dict[str, Any] | None = None) -> str:
    """Import an OpenAPI document, its x-amazon-apigateway-gateway-responses too."""
    api: str = import_api(spec, base_data)
    for kind, response in spec.get("x-amazon-apigateway-gateway-responses", {}).items():
        gateway._put_gateway_response(api, kind, response)  # noqa: SLF001
    return api


def build_event_with_key_id(*parts: Any, **more: Any) -> dict[str, Any]:  # noqa: ANN401 (passed on unread)
    """Build the event of a request, with requestContext.identity.apiKeyId."""
    event: dict[str, Any] = build_event(*parts, **more)
    key = gateway._resolve_api_key(gateway._api_key_from_request(event["headers"]))  # noqa: SLF001
    if key:
        event["requestContext"]["identity"]["apiKeyId"] = key["id"]
    return event


def create_secret_by_arn(logical_id: str, properties: dict[str, Any], stack: str) -> Created:
    """Create a secret whose Ref is its ARN."""
    _, attributes = create_secret(logical_id, properties, stack)
    return attributes["Arn"], attributes


def create_event_source_with_numbers(logical_id: str, properties: dict[str, Any], stack: str) -> Created:
    """Create an event source whose MaximumConcurrency is a number."""
    limit = int(properties["ScalingConfig"]["MaximumConcurrency"])
    created: Created = create_event_source(
        logical_id, properties | {"ScalingConfig": {"MaximumConcurrency": limit}}, stack
    )
    return created


if __name__ == "__main__":
    gateway._import_rest_api = import_with_gateway_responses  # noqa: SLF001
    gateway._build_lambda_event_v1 = build_event_with_key_id  # noqa: SLF001
    SECRET["create"] = create_secret_by_arn
    EVENT_SOURCE["create"] = create_event_source_with_numbers
    main()
