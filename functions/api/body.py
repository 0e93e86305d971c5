"""The JSON that a conversation is submitted as."""

import base64
import binascii
import math
import unicodedata
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StrictStr,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)
from pydantic_core import PydanticCustomError, from_json
from recap.errors import RequestTooLargeError
from recap.queues import MAX_MESSAGE_BYTES
from recap.request import SummaryType

from api.faults import MAX_NAMED, FieldError

MAX_SECONDS = 10**15  # below 2**53, so that every whole number up to it is exact; time stamps in ms fit, too
MAX_SPEAKER = 200  # characters: a speaker's name stands in every sentence that tells what was said

_MOST_BLOBS = MAX_MESSAGE_BYTES // len('{"text":""},')

M = TypeVar("M", bound=BaseModel)
# Where pydantic's own words do not say what to do.
_REMEDIES = {
    "missing": "is required",
    "string_type": "must be a string",
    "string_too_long": "must be at most {max_length} characters long",
    "model_type": "must be an object",
    "enum": "must be {expected}",
}


class Model(StrEnum):
    """The models' names, as the contract has them."""

    MOPSUS = "mopsus"
    IAMUS = "iamus"
    CASSANDRA = "cassandra"


def _seconds(value: Any) -> float | None:  # noqa: ANN401 - whatever JSON can hold
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("seconds", "must be a number of seconds")
    if not 0 <= value <= MAX_SECONDS:  # NaN, too
        raise PydanticCustomError("seconds", "must be a number of seconds, 0 or more")
    return value


def _speaker(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return str(value)
    return value


Seconds = Annotated[
    float | None,
    PlainValidator(_seconds),
    WithJsonSchema({"type": ["number", "null"], "minimum": 0, "maximum": MAX_SECONDS}),
]
Speaker = Annotated[
    StrictStr | None,
    Field(max_length=MAX_SPEAKER),
    BeforeValidator(_speaker),
    WithJsonSchema({"type": ["string", "number", "null"], "maxLength": MAX_SPEAKER}),
]


class Blob(BaseModel):
    """Something that somebody said."""

    model_config = ConfigDict(extra="ignore")

    text: StrictStr
    speaker: Speaker = Field(None, alias="speakerId")
    start: Seconds = None
    end: Seconds = None

    @field_validator("end", mode="after")
    @classmethod
    def _after_start(cls, end: float | None, info: ValidationInfo) -> float | None:
        start = info.data.get("start")
        if end is not None and start is not None and end < start:
            raise PydanticCustomError("order", "must not be before start")
        return end


class Options(BaseModel):
    """What is asked for."""

    model_config = ConfigDict(extra="ignore")

    summary_type: SummaryType = Field(SummaryType.EXTRACTIVE, alias="summaryType")
    model: Model = Model.MOPSUS


def parse_body(text: str, errors: list[FieldError]) -> tuple[Options, list[Blob]] | None:
    """Read a submission's JSON; None, and what is wrong added to ``errors``, if it breaks the contract.

    Raises RequestTooLargeError, before so many utterances are looked at as no message carries.
    """
    before = len(errors)
    document = _object(text, errors)
    if document is None:
        return None
    options = validated(Options, document, ("body",), errors)
    blobs = _blobs(document.get("summaryData"), errors)
    if options is None or len(errors) > before:
        return None
    return options, blobs


def body_size(event: APIGatewayProxyEvent) -> int:
    """Give the bytes of a body, as it was sent."""
    body = event.get("body") or ""
    return len(body) * 3 // 4 if event.is_base64_encoded else len(body.encode("utf-8", "surrogatepass"))


def read_text(event: APIGatewayProxyEvent, errors: list[FieldError]) -> str | None:
    """Read a body; None, and what is wrong added to ``errors``, if there is none or it is no UTF-8."""
    raw = (event.get("body") or "").encode("utf-8", "surrogatepass")
    try:
        text = (base64.b64decode(raw, validate=True) if event.is_base64_encoded else raw).decode("utf-8-sig")
    except binascii.Error:
        errors.append(FieldError(("body",), "is not valid base64"))
        return None
    except UnicodeDecodeError:
        errors.append(FieldError(("body",), "is not valid UTF-8"))
        return None
    if not text.strip():
        errors.append(FieldError(("body",), "is missing; send what was said"))
        return None
    return text


def read_object(event: APIGatewayProxyEvent, errors: list[FieldError]) -> dict[str, Any] | None:
    """Read a body that must be a JSON object; None, and what is wrong added to ``errors``, if it is none."""
    text = read_text(event, errors)
    return None if text is None else _object(text, errors)


def _object(text: str, errors: list[FieldError]) -> dict[str, Any] | None:
    try:
        document = from_json(text)
    except ValueError as error:
        errors.append(FieldError(("body",), f"is not valid JSON: {error}"))
        return None
    if not isinstance(document, dict):
        errors.append(FieldError(("body",), "must be a JSON object"))
        return None
    return document


def _blobs(items: object, errors: list[FieldError]) -> list[Blob]:
    loc = ("body", "summaryData")
    if not isinstance(items, list) or not items:
        errors.append(FieldError(loc, "must be a list of one or more {speakerId?, text, start?, end?}"))
        return []
    if len(items) > _MOST_BLOBS:
        raise RequestTooLargeError(
            f"the conversation has {len(items):,} utterances and {_MOST_BLOBS:,} can be carried; "
            "send it in several requests"
        )
    blobs: list[Blob] = []
    for index, item in enumerate(items):
        blob = validated(Blob, item, (*loc, index), errors)
        if blob is not None:
            blobs.append(blob)
        if len(errors) > MAX_NAMED:  # enough to go by; millions would take longer than anybody waits
            return []
    if blobs and all(is_blank(blob.text) for blob in blobs):
        errors.append(FieldError((*loc, 0, "text"), "is blank, as all texts are; at least one needs words"))
    return blobs


def validated(
    model: type[M], document: object, loc: tuple[str | int, ...], errors: list[FieldError]
) -> M | None:
    """Check part of a body; None, and every wrong field added to ``errors``, if it breaks the contract."""
    try:
        return model.model_validate(document)
    except ValidationError as invalid:
        for error in invalid.errors(include_url=False, include_input=False):
            remedy = _REMEDIES.get(error["type"])
            msg = remedy.format(**error.get("ctx", {})) if remedy else error["msg"]
            errors.append(FieldError((*loc, *error["loc"]), msg))
        return None


def is_blank(text: str) -> bool:
    """Tell whether there is nothing but spaces, control and formatting characters."""
    return all(unicodedata.category(character)[0] in "ZC" for character in text)
