"""What `receive` shows of a webhook."""

import json
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook

from tools.local.errors import WebhookSecretError
from tools.local.receive import lines, receive
from tools.local.receiver import Delivery

SECRET = "whsec_" + "M" * 32
SUMMARY = {
    "request_id": "r-1",
    "response": {"extractive": [{"text": "We ship on Friday.", "score": 0.9, "start": 1, "end": 2}]},
}


def delivery(body: bytes, secret: str = SECRET) -> Delivery:
    now = datetime.now(UTC)
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign("msg_1", now, body.decode()),
    }
    return Delivery("/webhook", headers, body, 200)


def shown(what: Delivery) -> list[str]:
    return list(lines(what, Webhook(SECRET), 80))


def test_signed_summary_is_verified_and_readable() -> None:
    _, first, *rest = shown(delivery(json.dumps(SUMMARY).encode()))
    assert first.endswith('  verified  webhook-id "msg_1"')
    assert "request_id: r-1" in rest
    assert "  00:01-00:02  0.90  We ship on Friday." in rest


@pytest.mark.parametrize("content", [{"request_id": "r-1", "error": {"type": "api_error"}}, {"id": "j-1"}])
def test_signed_webhook_that_holds_no_summary_is_shown_as_it_is(content: dict[str, object]) -> None:
    _, first, *text = shown(delivery(json.dumps(content).encode()))
    assert "  verified  " in first
    assert json.loads("\n".join(text)) == content


def test_webhook_signed_with_another_secret_is_not_verified() -> None:
    _, first, text = shown(delivery(json.dumps(SUMMARY).encode(), "whsec_" + "A" * 32))
    assert "NOT VERIFIED (No matching signature found)" in first
    assert "We ship on Friday." in text


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b"hello"),
        ({"webhook-id": "m", "webhook-timestamp": "x", "webhook-signature": "v1,AA"}, b"{}"),
        ({"webhook-id": "m", "webhook-timestamp": "9", "webhook-signature": "nonsense"}, b"{}"),
        ({"webhook-id": "\x1b[2J"}, b"\xff\x1b[2J\xc2\x9b"),
    ],
)
def test_what_strangers_send_is_not_verified_and_controls_no_terminal(
    headers: dict[str, str], body: bytes
) -> None:
    _, first, text = shown(Delivery("/", headers, body, 200))
    assert "NOT VERIFIED" in first
    assert (first + text).isprintable()


EVIL = "\x1b]0;owned\x07\x9b2J\u202e\r\n"


@pytest.mark.parametrize(
    "content",
    [
        {"request_id": EVIL, "response": {"extractive": [{"text": EVIL, "score": 0.9, "speakerId": EVIL}],
         "abstractive": {"long": [{"text": EVIL, "score": 0.9, "title": EVIL}], "short": []}}},
        {"request_id": EVIL, "error": {"type": EVIL, "message": EVIL}},
    ],
)  # fmt: skip
def test_what_strangers_said_controls_no_terminal_though_the_stack_signed_it(
    content: dict[str, object],
) -> None:
    text = shown(delivery(json.dumps(content, ensure_ascii=False).encode()))
    assert all(line.isprintable() for line in text)
    assert "owned" in "".join(text)


def test_signed_text_that_is_not_json_is_not_verified() -> None:
    assert "NOT VERIFIED" in shown(delivery(b"hello"))[1]


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_x", "whsec_…"])
def test_what_is_no_secret_is_an_error(secret: str) -> None:
    with pytest.raises(WebhookSecretError, match="no webhook secret"):
        receive(0, secret)
