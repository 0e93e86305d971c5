"""What is to be done with a conversation, one thing after the other."""

import time
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

# Longer than a summarizer may run, shorter than its queue hides a message.
LEASE_SECONDS = 360


class JobStatus(StrEnum):
    """How a job is."""

    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    FAILED = "failed"


class Makes(StrEnum):
    """What a job does to the summary."""

    NOTHING = "nothing"
    REST = "rest"  # adds what no summary covers yet
    WHOLE = "whole"  # replaces it


@dataclass(slots=True)
class Job:
    """One job. It covers the messages before ``end``.

    history: every status that it had, oldest first. holder: the queue message that works on it, until
    ``held_until`` (seconds since 1970). failed_at: it failed then for reasons of ours, and may be run again.
    """

    number: int
    makes: Makes
    end: int
    webhook: str | None = None
    history: list[JobStatus] = field(default_factory=lambda: [JobStatus.SCHEDULED])
    holder: str | None = None
    held_until: float = 0.0
    failed_at: float | None = None

    @property
    def status(self) -> JobStatus:
        """The present status."""
        return self.history[-1]

    @property
    def is_over(self) -> bool:
        """Tell whether it completed or failed."""
        return self.status in (JobStatus.COMPLETED, JobStatus.FAILED)

    def start(self, message_id: str) -> None:
        """Put it into the hands of a queue message."""
        self._turn(JobStatus.IN_PROGRESS)
        self.holder, self.held_until, self.failed_at = message_id, time.time() + LEASE_SECONDS, None

    def end_as(self, status: JobStatus, *, retryable: bool = False) -> None:
        """Complete it or let it fail."""
        self._turn(status)
        self.holder, self.held_until = None, 0.0
        self.failed_at = time.time() if retryable else None

    def may_run(self, message_id: str, sent_at: float) -> bool:
        """Tell whether a queue message, sent at that time, may work on it.

        Of what has failed only a message that was sent afterwards: an operator's replay, not a duplicate.
        """
        if self.is_over:
            return self.failed_at is not None and sent_at > self.failed_at
        return self.holder in (None, message_id) or time.time() >= self.held_until

    def _turn(self, status: JobStatus) -> None:
        if self.status is not status:
            self.history.append(status)

    def to_document(self) -> dict[str, Any]:
        """Give the job as what JSON can hold."""
        return {
            "number": self.number,
            "makes": self.makes.value,
            "end": self.end,
            "webhook": self.webhook,
            "history": [status.value for status in self.history],
            "holder": self.holder,
            "held_until": self.held_until,
            "failed_at": self.failed_at,
        }

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Take the job back."""
        fields = {
            "makes": Makes(document["makes"]),
            "history": [JobStatus(status) for status in document["history"]],
        }
        return cls(**document | fields)
