"""Signatures as Standard Webhooks 1.0 has them.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hashlib
import hmac
from enum import StrEnum

from recap.jsontext import compact


def webhook_id(caller: str, subject: str, status: StrEnum) -> str:
    """Name a webhook about a request or a job: the same through all tries, another one for another status.

    It is derived, because a caller's own id may hold the dots that separate what is signed.
    """
    digest = hashlib.sha256(compact([caller, subject, status.value]).encode())
    return "msg_" + digest.hexdigest()


def signed_headers(identifier: str, body: bytes, secret: str, timestamp: int) -> dict[str, str]:
    """Give the headers that prove where a body is from; ``timestamp`` is in seconds since 1970."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{identifier}.{timestamp}.".encode() + body
    signature = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    return {
        "webhook-id": identifier,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{signature}",
    }
