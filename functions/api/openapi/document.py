"""The description itself: operations ▸ OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html)."""

import re
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import content_types
from pydantic import TypeAdapter

from api.openapi.operations import OPERATIONS, Operation

JSON = content_types.APPLICATION_JSON
REFERENCE = "#/components/schemas/{model}"
ABOUT = """Conversations in, summaries out. Every error is JSON, and a 400 names every wrong field.
Webhooks are signed as Standard Webhooks (https://www.standardwebhooks.com) says."""
SECURITY = {
    "header": {"type": "apiKey", "in": "header", "name": "x-api-key"},
    "query": {"type": "apiKey", "in": "query", "name": "apikey"},
    "token": {"type": "http", "scheme": "bearer", "description": "A token, or the API key itself."},
}


def describe(server: str) -> dict[str, Any]:
    """Describe the API that lies at ``server``, an address or a path."""
    types = {
        kind: mode
        for operation in OPERATIONS
        for kind, mode in (
            (operation.body, "validation"),
            (operation.notice, "serialization"),
            (operation.error, "serialization"),
            *((answer, "serialization") for answer in operation.answers.values()),
        )
        if kind is not None
    }
    schemas, shared = TypeAdapter.json_schemas(
        [(kind, mode, TypeAdapter(kind)) for kind, mode in types.items()],  # type: ignore[misc]
        ref_template=REFERENCE,
    )
    references = {kind: schema for (kind, _), schema in schemas.items()}
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation, references)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Recap", "version": "1", "description": ABOUT, "license": {"name": "MIT"}},
        "servers": [{"url": server}],
        "security": [{name: []} for name in SECURITY],
        "paths": paths,
        "components": {"securitySchemes": SECURITY, "schemas": shared["$defs"]},
    }


def _operation(operation: Operation, schemas: dict[type, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [operation.service],
        "parameters": [
            *(
                {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
                for name in re.findall(r"\{(\w+)\}", operation.path)
            ),
            *(
                {
                    "name": parameter.name,
                    "in": "query",
                    "required": parameter.required,
                    "schema": parameter.schema,
                    "description": parameter.description,
                }
                for parameter in operation.query
            ),
        ],
        "responses": {
            **{
                str(status): _response(status, schemas[answer])
                for status, answer in operation.answers.items()
            },
            **{str(status): _response(status, schemas[operation.error]) for status in operation.errors},
        },
    }
    if operation.body is not None:
        texts = {kind: {"schema": {"type": "string"}} for kind in operation.other_bodies}
        content = {JSON: {"schema": schemas[operation.body]}, **texts}
        described["requestBody"] = {"required": True, "content": content}
    if operation.notice is not None:
        posted = {"required": True, "content": {JSON: {"schema": schemas[operation.notice]}}}
        received = {"2XX": {"description": "Delivered. Any other answer, or none, is tried again."}}
        (address,) = (query.name for query in operation.query if query.name.startswith("webhook"))
        callback = {f"{{$request.query.{address}}}": {"post": {"requestBody": posted, "responses": received}}}
        described["callbacks"] = {address: callback}
    if operation.open_to_all:
        described["security"] = []
    return described


def _response(status: int, schema: object) -> dict[str, Any]:
    return {"description": HTTPStatus(status).phrase, "content": {JSON: {"schema": schema}}}
