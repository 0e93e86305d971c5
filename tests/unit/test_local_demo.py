"""What the demonstration believes and shows."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from standardwebhooks import Webhook

from tools.local.demo import verify
from tools.local.errors import DemoError
from tools.local.receiver import Delivery
from tools.local.summary_text import lines_of

SECRET = "whsec_" + "M" * 32
CONTENT: dict[str, Any] = {
    "request_id": "r-1",
    "response": {
        "extractive": [
            {"text": "We ship on Friday.", "score": 0.876, "start": 61.5, "end": 3600, "speakerId": "Ann"}
        ],
        "abstractive": {
            "long": [{"text": "Ann ships on Friday. " * 9, "score": 0.5, "title": "Release"}],
            "short": [{"text": "A release.", "score": 1.0, "start": 0, "end": 3600}],
        },
    },
}


def delivery(content: dict[str, Any], secret: str = SECRET) -> Delivery:
    now = datetime.now(UTC)
    body = json.dumps(content)
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign("msg_1", now, body),
    }
    return Delivery("/webhook", headers, body.encode(), 200)


def test_signed_webhook_is_believed() -> None:
    assert verify(delivery(CONTENT), SECRET) == CONTENT


def test_webhook_signed_with_another_secret_is_not() -> None:
    with pytest.raises(DemoError, match="signature is wrong"):
        verify(delivery(CONTENT, "whsec_" + "A" * 32), SECRET)


def test_webhook_that_tells_of_an_error_is_the_error() -> None:
    content = {"request_id": "r-1", "error": {"type": "api_error", "message": "no summary could be made"}}
    with pytest.raises(DemoError, match="the request failed: api_error: no summary could be made"):
        verify(delivery(content), SECRET)


def test_summary_is_shown_with_times_scores_speakers_and_titles() -> None:
    lines = list(lines_of(CONTENT, width=70))
    assert "request_id: r-1" in lines
    assert "  01:01-60:00  0.88  Ann: We ship on Friday." in lines
    assert "                     RELEASE" in lines
    assert any(line.startswith("  --:-----:--  0.50  Ann ships") for line in lines)
    assert all(len(line) <= 70 for line in lines)
