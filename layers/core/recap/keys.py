"""API keys: nobody stores one, only its digest is known to API Gateway."""

import hashlib


def key_digest(key: str) -> str:
    """Give the SHA-256 of an API key as 64 hexadecimal digits: the value that API Gateway holds."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
