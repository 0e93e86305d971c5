"""A request for a summary, in the form in which it is queued and kept."""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from recap.errors import MalformedMessageError
from recap.jsontext import compact
from recap.transcript import Utterance


class SummaryType(StrEnum):
    """Which summaries are asked for."""

    EXTRACTIVE = "extractive"
    ABSTRACTIVE = "abstractive"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class SummaryRequest:
    """Everything that is needed to answer: a queue message carries all of it, so it replays by itself."""

    caller: str
    request_id: str
    api: str
    summary_type: SummaryType
    model: str
    utterances: tuple[Utterance, ...]
    webhook: str | None

    @property
    def content_hash(self) -> str:
        """Digest of what was asked, apart from who asked it and under which id.

        A number counts, not how it is written: what sends a request again may write 0 as 0.0.
        """
        document = self.to_document()
        del document["caller"], document["request_id"]
        for utterance in document["utterances"]:
            # "+ 0.0" makes 0 of -0.
            utterance.update({name: utterance[name] + 0.0 for name in ("start", "end") if name in utterance})
        return hashlib.sha256(compact(document).encode()).hexdigest()

    def to_document(self) -> dict[str, Any]:
        """Give the request as what JSON can hold."""
        return {
            "caller": self.caller,
            "request_id": self.request_id,
            "api": self.api,
            "summary_type": self.summary_type.value,
            "model": self.model,
            "webhook": self.webhook,
            "utterances": [_utterance_document(utterance) for utterance in self.utterances],
        }

    @classmethod
    def from_document(cls, document: Any) -> Self:  # noqa: ANN401 - whatever JSON can hold
        """Take the request back. Raises MalformedMessageError."""
        try:
            return cls(
                caller=_text(document["caller"]),
                request_id=_text(document["request_id"]),
                api=_text(document["api"]),
                summary_type=SummaryType(document["summary_type"]),
                model=_text(document["model"]),
                webhook=None if document["webhook"] is None else _text(document["webhook"]),
                utterances=tuple(Utterance(**fields) for fields in document["utterances"]),
            )
        except (KeyError, TypeError, ValueError):
            # "from None": what json and dataclasses say can quote what was said in the conversation.
            raise MalformedMessageError("a message holds no summary request") from None

    def to_json(self) -> str:
        """Write the body of the SQS message."""
        return compact(self.to_document())

    @classmethod
    def from_json(cls, body: str) -> Self:
        """Read the body of an SQS message. Raises MalformedMessageError."""
        try:
            document = json.loads(body)
        except (ValueError, RecursionError):
            raise MalformedMessageError("a message is not JSON") from None
        return cls.from_document(document)


def _utterance_document(utterance: Utterance) -> dict[str, Any]:
    fields = {name: getattr(utterance, name) for name in ("text", "speaker", "start", "end")}
    return {name: value for name, value in fields.items() if value is not None}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
