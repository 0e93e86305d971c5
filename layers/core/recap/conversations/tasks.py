"""What stands in the queues' messages about jobs: ids, never what was said."""

import json
from dataclasses import asdict, dataclass
from typing import Any, Self

from recap.conversations.ids import job_id, parse_job_id
from recap.errors import MalformedMessageError
from recap.jsontext import compact

_BEGINNING = '{"job_id":'


def is_about_job(body: str) -> bool:
    """Tell messages about jobs from those about requests, by how we write them."""
    return body.startswith(_BEGINNING)


@dataclass(frozen=True, slots=True)
class JobTask:
    """A job that is due, in RequestQueue."""

    job_id: str
    caller: str

    @classmethod
    def of(cls, caller: str, conversation_id: str, number: int) -> Self:
        """Name a conversation's job."""
        return cls(job_id(conversation_id, number), caller)

    @classmethod
    def from_json(cls, body: str) -> Self:
        """Read the body of an SQS message. Raises MalformedMessageError."""
        fields = _fields(body)
        return cls(_text(fields, "job_id"), _text(fields, "caller"))

    def to_json(self) -> str:
        """Write the body of the SQS message."""
        return compact(asdict(self))


@dataclass(frozen=True, slots=True)
class NoticeTask:
    """A job's status that its webhook is to be told, in WebhookQueue.

    index: which of the job's statuses. first: this is the first of the five tries; after it another message
    makes the rest, so that SQS counts them as it does for results.
    """

    job_id: str
    caller: str
    index: int
    first: bool

    @classmethod
    def from_json(cls, body: str) -> Self:
        """Read the body of an SQS message. Raises MalformedMessageError."""
        fields = _fields(body)
        index = fields.get("index")
        if not isinstance(index, int):
            raise MalformedMessageError("a notice names no status")
        return cls(_text(fields, "job_id"), _text(fields, "caller"), index, fields.get("first") is True)

    def to_json(self) -> str:
        """Write the body of the SQS message."""
        return compact(asdict(self))


def conversation_of(task: JobTask | NoticeTask) -> tuple[str, int]:
    """Give a task's conversation and the number of its job. Raises MalformedMessageError."""
    parsed = parse_job_id(task.job_id)
    if parsed is None:
        raise MalformedMessageError("a message about a job names none")
    return parsed


def _fields(body: str) -> dict[str, Any]:
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise MalformedMessageError("a message is not JSON") from None
    if not isinstance(fields, dict):
        raise MalformedMessageError("a message about a job is no object")
    return fields


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise MalformedMessageError(f"a message about a job has no {name}")
    return value
