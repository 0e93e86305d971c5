"""The JSON that a conversation is submitted as."""

import math
import unicodedata
from enum import StrEnum
from typing import Annotated, Any, TypeVar

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
from pydantic_core import PydanticCustomError
from recap.errors import RequestTooLargeError
from recap.queues import MAX_MESSAGE_BYTES
from recap.request import SummaryType

from api.faults import MAX_NAMED, FieldError
from api.phrases import phrase
from api.text import json_object
from api.transcripts import TRANSCRIBE

MAX_SECONDS = 10**15  # below 2**53, so that every whole number up to it is exact; time stamps in ms fit, too
MAX_SPEAKER = 200  # characters: a speaker's name stands in every sentence that tells what was said

_MOST_BLOBS = MAX_MESSAGE_BYTES // len('{"text":""},')

M = TypeVar("M", bound=BaseModel)


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
        raise PydanticCustomError("seconds", f"must be a number of seconds from 0 to {MAX_SECONDS:,}")
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


def parse_body(
    text: str, asked: dict[str, str], errors: list[FieldError]
) -> tuple[Options, list[Blob]] | None:
    """Read a submission's JSON; None, and what is wrong added to ``errors``, if it breaks the contract.

    asked: options that the query names, which the body may leave out.
    Raises RequestTooLargeError, before so many utterances are looked at as no message carries.
    """
    before = len(errors)
    wanted = validated(Options, asked, ("query",), errors)
    document = json_object(text, errors)
    if document is None:
        return None
    errors += (
        FieldError(("query", name), "must not be given in the body, too")
        for name in asked
        if name in document
    )
    options = validated(Options, document, ("body",), errors)
    blobs = _blobs(document, errors)
    if options is None or wanted is None or len(errors) > before:
        return None
    return options.model_copy(update=wanted.model_dump(exclude_unset=True)), blobs


def _blobs(document: dict[str, Any], errors: list[FieldError]) -> list[Blob]:
    loc = ("body", "summaryData")
    items = document.get("summaryData")
    if not isinstance(items, list) or not items:
        msg = "must be a list of one or more {speakerId?, text, start?, end?}"
        if "results" in document:
            msg += f"; the output of Amazon Transcribe needs Content-Type {TRANSCRIBE}"
        errors.append(FieldError(loc, msg))
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
        found = invalid.errors(include_url=False, include_input=False)
        errors += (FieldError((*loc, *error["loc"]), phrase(error)) for error in found)
        return None


def is_blank(text: str) -> bool:
    """Tell whether there is nothing but spaces, control and formatting characters."""
    return all(unicodedata.category(character)[0] in "ZC" for character in text)
