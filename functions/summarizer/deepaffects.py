"""Summaries ▸ the webhook's JSON, in the wire format of the DeepAffects API."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recap.request import SummaryRequest
    from summarizers import Segment, Summary


def render_summary(request: "SummaryRequest", summary: "Summary") -> dict[str, Any]:
    """Give the JSON of a summary: the kinds that were asked for, and how much was read."""
    response: dict[str, Any] = {}
    if summary.extractive is not None:
        response["extractive"] = _segments(summary.extractive)
    if summary.long is not None:
        response["abstractive"] = {"long": _segments(summary.long), "short": _segments(summary.short or ())}
    coverage = {"read": summary.coverage.read, "total": summary.coverage.total}
    return {"request_id": request.request_id, "response": response, "coverage": coverage}


def render_failure(request: "SummaryRequest", kind: str, message: str) -> dict[str, Any]:
    """Give the JSON of a request that has no summary."""
    return {"request_id": request.request_id, "error": {"type": kind, "message": message}}


def _segments(segments: "Iterable[Segment]") -> list[dict[str, Any]]:
    return [_segment(segment) for segment in segments]


def _segment(segment: "Segment") -> dict[str, Any]:
    optional = {
        "start": segment.start,
        "end": segment.end,
        "speakerId": segment.speaker,
        "title": segment.title,
    }
    return {
        "text": segment.text,
        "score": round(float(segment.score), 4),
        **{name: value for name, value in optional.items() if value is not None},
        "sources": list(segment.sources),
    }
