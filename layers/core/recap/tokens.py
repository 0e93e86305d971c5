"""Access tokens: what a key is exchanged for. None is stored; a token proves itself.

A token is a JSON Web Token (RFC 7519) signed with HMAC-SHA256. Its subject is the digest of the caller's key,
so that API Gateway still decides whether that key exists: a revoked key's tokens stop with it.
"""

import base64
import binascii
import hashlib
import hmac
import json

from recap.errors import InvalidTokenError
from recap.jsontext import compact
from recap.keys import key_digest

LIFETIME_SECONDS = 86_400


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


_HEADER = _encoded(compact({"alg": "HS256", "typ": "JWT"}).encode())


def app_id(master: str, digest: str) -> str:
    """Give the appId that belongs to the key of a digest: 32 hexadecimal digits, derived and not secret."""
    return hmac.digest(master.encode(), f"app id\n{digest}".encode(), hashlib.sha256).hex()[:32]


def issue_token(master: str, given_app_id: str, app_secret: str, now: float) -> str:
    """Exchange an appId and an appSecret, which is the caller's key. Raises InvalidTokenError."""
    digest = key_digest(app_secret)
    if not hmac.compare_digest(app_id(master, digest).encode(), given_app_id.encode("utf-8", "replace")):
        raise InvalidTokenError("appId and appSecret do not belong together")
    claims = {"sub": digest, "iat": int(now), "exp": int(now) + LIFETIME_SECONDS}
    signed = f"{_HEADER}.{_encoded(compact(claims).encode())}"
    return f"{signed}.{_signature(master, signed)}"


def is_token(credential: str) -> bool:
    """Tell a token from a key: by the header that all tokens of ours begin with."""
    return credential.startswith(f"{_HEADER}.")


def digest_of(master: str, token: str, now: float) -> str:
    """Give the digest of the key that a token stands for. Raises InvalidTokenError."""
    signed, _, signature = token.rpartition(".")
    if not hmac.compare_digest(_signature(master, signed).encode(), signature.encode("utf-8", "replace")):
        raise InvalidTokenError("the token is not one of ours")
    try:
        claims = json.loads(base64.urlsafe_b64decode(signed.partition(".")[2] + "=="))
    except (binascii.Error, ValueError):
        raise InvalidTokenError("the token holds no claims") from None
    if now >= claims["exp"]:
        raise InvalidTokenError("the token has expired")
    return str(claims["sub"])


def _signature(master: str, signed: str) -> str:
    # A key of their own, so that no signature of a token is one of anything else.
    key = hmac.digest(master.encode(), b"access tokens", hashlib.sha256)
    return _encoded(hmac.digest(key, signed.encode("utf-8", "replace"), hashlib.sha256))
