"""The outcome of a request."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """How a request ended."""

    COMPLETED = "Completed"
    FAILED = "Failed"


@dataclass(frozen=True, slots=True)
class Result:
    """How a request ended, with the webhook's JSON.

    ``retryable`` marks a failure that may be ours: an operator's replay of the request, or its caller's
    sending it again, runs the models again.
    """

    status: Status
    finished_at: str
    retryable: bool
    response: dict[str, Any]


def timestamp() -> str:
    """Give the present as ISO 8601, UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
