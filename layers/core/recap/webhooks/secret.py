"""The secret of a caller: derived, never stored."""

import base64
import hashlib
import hmac


def webhook_secret(master: str, caller: str, version: int) -> str:
    """Derive the secret with which a caller's webhooks are signed.

    It has the form that Standard Webhooks 1.0 asks for: ``whsec_`` and 32 bytes in base64. Whoever knows the
    master knows every secret; a caller's secret tells nothing about the master or about another's.
    A higher version gives every caller a new secret.
    """
    digest = hmac.digest(master.encode(), f"{caller}:{version}".encode(), hashlib.sha256)
    return "whsec_" + base64.b64encode(digest).decode()
