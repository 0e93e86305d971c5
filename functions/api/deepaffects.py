"""The wire format of the DeepAffects Conversational Summarization API ⇄ requests and results."""

import re
import uuid
from typing import Any

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from recap.errors import InvalidWebhookUrlError
from recap.request import SummaryRequest
from recap.result import Result
from recap.transcript import Utterance
from recap.webhooks.guard import Guard

from api.body import MAX_SPEAKER, Options, is_blank, parse_body, validated
from api.faults import FieldError, ParamsInvalidError
from api.query import given_in_query, one_of_query
from api.text import read_text
from api.transcripts import READERS, Reader, is_json, reader_of
from api.transcripts.errors import TranscriptError

SUBMIT_PATH = "/text/generic/api/v1/async/summary"
STATUS_PATH = "/transaction/generic/api/v1/async/status"

_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}")


def parse_submission(event: APIGatewayProxyEvent, caller: str, guard: Guard) -> SummaryRequest:
    """Read a submission.

    Raises RequestTooLargeError and ParamsInvalidError, which names every wrong field of query and body.
    """
    errors: list[FieldError] = []
    request_id = _request_id(event, errors) or str(uuid.uuid4())
    webhook = _webhook(event, guard, errors)
    conversation = _conversation(event, errors)
    if conversation is None or errors:
        raise ParamsInvalidError(errors)
    options, utterances = conversation
    return SummaryRequest(
        caller=caller,
        request_id=request_id,
        api=SUBMIT_PATH,
        summary_type=options.summary_type,
        model=options.model.value,
        utterances=utterances,
        webhook=webhook,
    )


def parse_status_query(event: APIGatewayProxyEvent) -> str:
    """Read the request id of a status query. Raises ParamsInvalidError."""
    errors: list[FieldError] = []
    request_id = _request_id(event, errors)
    if request_id is None and not errors:
        errors.append(FieldError(("query", "request_id"), "is required"))
    if request_id is None:
        raise ParamsInvalidError(errors)
    return request_id


def render_status(request_id: str, result: Result | None) -> dict[str, Any]:
    """Tell how a request is."""
    if result is None:
        # The documentation of the service says "Running"; its clients look for the word "progress".
        return {"status": "In Progress", "response": {"request_id": request_id}}
    return {"status": result.status.value, "response": result.response}


def _request_id(event: APIGatewayProxyEvent, errors: list[FieldError]) -> str | None:
    value = one_of_query(event, "request_id", errors)
    if value is None or _REQUEST_ID.fullmatch(value):
        return value
    errors.append(FieldError(("query", "request_id"), "must be 1 to 128 characters of A-Z a-z 0-9 . _ : -"))
    return None


def _webhook(event: APIGatewayProxyEvent, guard: Guard, errors: list[FieldError]) -> str | None:
    value = one_of_query(event, "webhook", errors)
    if value is None:
        return None
    try:
        guard.parse(value)
    except InvalidWebhookUrlError as error:
        errors.append(FieldError(("query", "webhook"), str(error)))
    return value


def _conversation(
    event: APIGatewayProxyEvent, errors: list[FieldError]
) -> tuple[Options, tuple[Utterance, ...]] | None:
    text = read_text(event, "what was said", errors)
    asked = given_in_query(event, ("summaryType", "model"), errors)
    if text is None:
        return None
    content_type = event.headers.get("content-type") or ""
    reader = reader_of(content_type, text)
    if reader is not None:
        return _transcript(reader, text, asked, errors)
    if not is_json(content_type, text):
        types = ", ".join(("application/json", *READERS))
        errors.append(FieldError(("header", "Content-Type"), f"must be one of {types}"))
        return None
    body = parse_body(text, asked, errors)
    if body is None:
        return None
    options, blobs = body
    return options, tuple(Utterance(blob.text, blob.speaker or None, blob.start, blob.end) for blob in blobs)


def _transcript(
    reader: Reader, text: str, asked: dict[str, str], errors: list[FieldError]
) -> tuple[Options, tuple[Utterance, ...]] | None:
    """Read a transcript of another format, which has no place for options: they stand in the query."""
    options = validated(Options, asked, ("query",), errors)
    try:
        utterances = tuple(reader(text))
    except TranscriptError as wrong:
        errors.extend(FieldError(loc, msg) for loc, msg in wrong.places)
        return None
    if all(is_blank(utterance.text) for utterance in utterances):
        errors.append(FieldError(("body",), "holds nothing that is said"))
    if any(len(utterance.speaker or "") > MAX_SPEAKER for utterance in utterances):
        errors.append(FieldError(("body",), f"must not name speakers in more than {MAX_SPEAKER} characters"))
    return None if options is None else (options, utterances)
