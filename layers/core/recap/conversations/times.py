"""When things were said, also where the transcript does not tell."""

from dataclasses import dataclass
from typing import Self

from recap.conversations.document import Conversation


@dataclass(frozen=True, slots=True)
class Timeline:
    """Start and end of each message, in seconds since 1970."""

    spans: list[tuple[float, float]]
    start: float
    end: float

    @classmethod
    def of(cls, conversation: Conversation) -> Self:
        """Place every message; one without a time begins and ends when the one before it ended.

        Where nothing has a time, everything is said when the conversation was accepted.
        """
        known = (message.start for message in conversation.messages if message.start is not None)
        now = next(known, conversation.accepted_at)
        spans = []
        for message in conversation.messages:
            start = now if message.start is None else message.start
            now = start if message.end is None else message.end
            spans.append((start, now))
        return cls(
            spans,
            min((start for start, _ in spans), default=conversation.accepted_at),
            max((end for _, end in spans), default=conversation.accepted_at),
        )
