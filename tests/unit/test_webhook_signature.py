"""Signatures and secrets are those of Standard Webhooks: its own package verifies them."""

import time

import pytest
from recap.result import Status
from recap.webhooks import webhook_secret
from recap.webhooks.sign import signed_headers, webhook_id
from standardwebhooks import Webhook, WebhookVerificationError

BODY = '{"request_id":"a.b","text":"schön 🎉"}'.encode()


def test_the_standard_package_verifies_a_signature() -> None:
    secret = webhook_secret("master", "caller", 1)
    headers = signed_headers("msg_1", BODY, secret, int(time.time()))
    assert Webhook(secret).verify(BODY, headers) == {"request_id": "a.b", "text": "schön 🎉"}


@pytest.mark.parametrize(
    "other", [("master", "caller", 2), ("master", "caller2", 1), ("master2", "caller", 1)]
)
def test_no_other_secret_verifies_it(other: tuple[str, str, int]) -> None:
    headers = signed_headers("msg_1", BODY, webhook_secret("master", "caller", 1), int(time.time()))
    with pytest.raises(WebhookVerificationError):
        Webhook(webhook_secret(*other)).verify(BODY, headers)


def test_a_changed_body_id_or_time_is_noticed() -> None:
    secret = webhook_secret("master", "caller", 1)
    now = int(time.time())
    headers = signed_headers("msg_1", BODY, secret, now)
    changed = [
        (BODY + b" ", headers),
        (BODY, headers | {"webhook-id": "msg_2"}),
        (BODY, headers | {"webhook-timestamp": str(now - 1)}),
    ]
    for body, given in changed:
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(body, given)


def test_a_secret_is_the_hmac_of_caller_and_version() -> None:
    assert webhook_secret("master", "caller", 1) == "whsec_+qCmJP9XHN0XmAPq9e+qPJQWjAUwyaLKeakIzMXBhiY="


def test_an_id_is_stable_and_has_no_dots_but_differs_by_caller_request_and_outcome() -> None:
    identifier = webhook_id("caller", "a.b", Status.COMPLETED)
    assert identifier == webhook_id("caller", "a.b", Status.COMPLETED)
    assert "." not in identifier
    others = {
        webhook_id("caller", "a.b", Status.FAILED),
        webhook_id("caller", "a.c", Status.COMPLETED),
        webhook_id("callera", ".b", Status.COMPLETED),
    }
    assert len({identifier, *others}) == 4
