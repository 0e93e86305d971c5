"""GET /openapi.json and GET /docs: the description is sound, complete, and what the API really answers."""

import json
import re
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from tests.contract.service import STATUS, SUBMIT, TALK, Answer, Service
from tests.contract.symbl import TALK as MESSAGES
from tests.contract.symbl import Symbl, event
from tools.local.receiver import Receiver
from tools.local.stack import LocalStack
from tools.local.template import translate

Document = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]
METHODS = ("get", "post", "put", "delete")
CONVERSATION = "/v1/conversations/{conversationId}"


def fetch(stack: LocalStack, path: str) -> tuple[int, str, str]:
    """Get a path without any key: status, content type, body."""
    with closing(HTTPConnection(stack.url.removeprefix("http://"), timeout=30)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.getheader("content-type") or "", answer.read().decode()


@pytest.fixture(scope="module")
def document(stack: LocalStack) -> Document:
    status, kind, text = fetch(stack, "/openapi.json")
    assert (status, kind) == (200, "application/json")
    return dict(json.loads(text))


def content(document: Document, schema: dict[str, Any], instance: object) -> None:
    """Compare JSON with its schema; nothing may be there that the description does not name."""
    components = {
        name: {**found, "unevaluatedProperties": False} if found.get("type") == "object" else found
        for name, found in document["components"]["schemas"].items()
    }
    whole = {**schema, "components": {"schemas": components}}
    Draft202012Validator(whole).validate(instance)


def answered(document: Document, method: str, path: str, answer: Answer) -> None:
    """Compare an answer with what the description says about it."""
    responses = document["paths"][path][method]["responses"]
    content(document, responses[str(answer.status)]["content"]["application/json"]["schema"], answer.document)


def test_openapi_json_is_sound(document: Document) -> None:
    validate(document)


def test_the_server_it_names_is_where_the_routes_are(stack: LocalStack, document: Document) -> None:
    (server,) = document["servers"]
    assert fetch(stack, f"{server['url'].rstrip('/')}/docs")[0] == 200


def test_openapi_json_names_every_route_of_the_template(document: Document) -> None:
    described = {(method, path) for path, methods in document["paths"].items() for method in methods}
    routes = translate(ROOT / "template.yaml", {}).body["Resources"]["Api"]["Properties"]["Body"]["paths"]
    deployed = {(method, path) for path, methods in routes.items() for method in methods if method in METHODS}
    assert described == deployed - {("get", "/openapi.json"), ("get", "/docs")}


def test_docs_is_a_page_with_the_description_in_it(stack: LocalStack, document: Document) -> None:
    status, kind, text = fetch(stack, "/docs")
    assert (status, kind) == (200, "text/html")
    assert json.dumps(document["info"]["title"]) in text
    assert not re.search(r"<(script|link)[^>]+(src|href)=", text)  # everything is in the page itself


def test_openapi_json_describes_what_deepaffects_routes_answer(
    service: Service, receiver: Receiver, document: Document
) -> None:
    body = {**TALK, "summaryType": "all"}
    operation = document["paths"][SUBMIT]["post"]
    content(document, operation["requestBody"]["content"]["application/json"]["schema"], body)
    answered(document, "post", SUBMIT, service.submit(body, request_id="r", webhook=receiver.url))
    (delivery,) = receiver.wait(1)
    posted = operation["callbacks"]["webhook"]["{$request.query.webhook}"]["post"]["requestBody"]
    content(document, posted["content"]["application/json"]["schema"], json.loads(delivery.body))
    answered(document, "get", STATUS, service.status("r"))
    answered(document, "get", STATUS, service.status("unknown"))
    answered(document, "post", SUBMIT, service.submit({"summaryData": []}))
    answered(document, "post", SUBMIT, service.call("POST", SUBMIT))


def test_openapi_json_describes_what_symbl_routes_answer(service: Service, document: Document) -> None:
    symbl = Symbl(service)
    accepted = symbl.call("POST", "/v1/process/text", {"messages": MESSAGES, "enableSummary": True})
    answered(document, "post", "/v1/process/text", accepted)
    conversation, job = accepted.document["conversationId"], accepted.document["jobId"]
    assert symbl.done(job) == "completed"
    answered(document, "get", "/v1/job/{jobId}", symbl.call("GET", f"/v1/job/{job}"))
    for part in ("", "/messages", "/members", "/summary"):
        answered(document, "get", CONVERSATION + part, symbl.get(conversation, part))
    answered(document, "put", f"{CONVERSATION}/members/{{memberId}}", symbl.rename(conversation, 0, "Anna"))
    answered(document, "get", CONVERSATION, service.call("GET", f"/v1/conversations/{conversation}"))
    told = symbl.speakers(conversation, event("started", 0, {"id": "u", "name": "Anna"}))
    answered(document, "put", f"{CONVERSATION}/speakers", told)
    answered(document, "put", f"{CONVERSATION}/speakers", symbl.speakers(conversation))
    forget = symbl.call("DELETE", f"/v1/conversations/{conversation}")
    answered(document, "delete", CONVERSATION, forget)
    answered(document, "get", CONVERSATION, symbl.get(conversation))
