"""Requests of Symbl's clients ▸ what the core understands.

Everything here raises BadInputError, which names every wrong field.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from pydantic import BaseModel
from recap.conversations.speakers import SpeakerEvent
from recap.conversations.talk import Turn
from recap.errors import WebhookRefusedError
from recap.queues import MAX_MESSAGE_BYTES
from recap.webhooks.guard import Guard

from api.body import validated
from api.faults import MAX_NAMED, FieldError
from api.query import given_in_query, one_of_query
from api.symbl.faults import BadInputError, ConversationTooLargeError
from api.symbl.models import Credentials, Event, NewName, Options, TextMessage
from api.text import body_size, read_object

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Submission:
    """Messages to process, and what is to be done with them."""

    turns: list[Turn]
    name: str | None
    metadata: dict[str, Any]
    summarize: bool
    webhook: str | None


def parse_submission(event: APIGatewayProxyEvent, guard: Guard) -> Submission:
    """Read messages and options. What the query says goes before what the body says.

    Raises ConversationTooLargeError for a body that takes longer to read than anybody waits.
    """
    if body_size(event) > MAX_MESSAGE_BYTES:
        raise ConversationTooLargeError(
            f"The messages are more than the {MAX_MESSAGE_BYTES:,} bytes that can be sent at once; "
            "append them in several parts."
        )
    errors: list[FieldError] = []
    body = read_object(event, errors)
    if body is None:
        raise BadInputError(errors)
    query = given_in_query(event, ("enableSummary", "webhookUrl"), errors)
    if query.get("webhookUrl", "x").strip() == "":
        errors.append(FieldError(("query", "webhookUrl"), "must be an address; leave it out for none"))
    asked = validated(Options, query, ("query",), errors)
    options = validated(Options, body, ("body",), errors)
    messages = _each(TextMessage, body.get("messages"), "messages", errors)
    if asked is None or options is None or errors:
        raise BadInputError(errors)
    webhook = asked.webhook_url or options.webhook_url
    if webhook is not None:
        _admit(guard, webhook, "query" if asked.webhook_url else "body")
    return Submission(
        turns=[message.turn() for message in messages],
        name=options.name,
        metadata=options.metadata or {},
        summarize=asked.enable_summary if "enableSummary" in query else options.enable_summary,
        webhook=webhook,
    )


def parse_new_name(event: APIGatewayProxyEvent, member_id: str) -> NewName:
    """Read a member's new name."""
    given = _whole(NewName, event)
    if given.id is not None and given.id != member_id:
        raise BadInputError([FieldError(("body", "id"), "must be the member's id in the path")])
    return given


def parse_speaker_events(event: APIGatewayProxyEvent) -> list[SpeakerEvent]:
    """Read who spoke when."""
    errors: list[FieldError] = []
    body = read_object(event, errors)
    events = _each(Event, body.get("speakerEvents"), "speakerEvents", errors) if body is not None else []
    if errors:
        raise BadInputError(errors)
    return [item.event() for item in events]


def parse_credentials(event: APIGatewayProxyEvent) -> Credentials:
    """Read an appId and an appSecret."""
    return _whole(Credentials, event)


def parse_refresh(event: APIGatewayProxyEvent) -> bool | None:
    """Tell whether the summary is to be made anew (True), continued (False), or given as it is (None)."""
    errors: list[FieldError] = []
    value = one_of_query(event, "refresh", errors)
    if value is not None and value.lower() not in ("true", "false"):
        errors.append(FieldError(("query", "refresh"), "must be true or false"))
    if errors:
        raise BadInputError(errors)
    return None if value is None else value.lower() == "true"


def _whole(model: type[M], event: APIGatewayProxyEvent) -> M:
    errors: list[FieldError] = []
    body = read_object(event, errors)
    found = validated(model, body, ("body",), errors) if body is not None else None
    if found is None:
        raise BadInputError(errors)
    return found


def _each(model: type[M], items: object, name: str, errors: list[FieldError]) -> list[M]:
    if not isinstance(items, list) or not items:
        errors.append(FieldError(("body", name), "must be a list of one or more"))
        return []
    found: list[M] = []
    for index, item in enumerate(items):
        one = validated(model, item, ("body", name, index), errors)
        if one is not None:
            found.append(one)
        if len(errors) > MAX_NAMED:  # enough to go by; thousands would take longer than anybody waits
            break
    return found


def _admit(guard: Guard, webhook: str, where: str) -> None:
    try:
        guard.admit(webhook)
    except WebhookRefusedError as error:
        raise BadInputError([FieldError((where, "webhookUrl"), str(error))]) from error
