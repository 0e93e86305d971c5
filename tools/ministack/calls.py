"""One HTTP request to the deployed stack, and what must come back."""

from __future__ import annotations

import json
import os
import ssl
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen


class CheckError(RuntimeError):
    """The deployed stack did not do what it should."""


def call(
    url: str, key: str | None, body: bytes | None = None, method: str | None = None
) -> tuple[int, dict[str, Any]]:
    """Send one HTTP request, with a key if there is one, and give its status and JSON."""
    headers = {"Content-Type": "application/json"} | ({"x-api-key": key} if key else {})
    request = Request(url, data=body, headers=headers, method=method)  # noqa: S310 (loopback)
    trust = ssl.create_default_context(cafile=os.environ["AWS_CA_BUNDLE"])
    try:
        with urlopen(request, timeout=30, context=trust) as answer:  # noqa: S310
            return answer.status, json.load(answer)
    except HTTPError as error:
        return error.code, json.load(error)


def expect(
    what: str, got: tuple[int, dict[str, Any]], status: int, kind: str | None = None
) -> dict[str, Any]:
    """Check an answer's status, and its type if it is an error. Raises CheckError with the whole answer."""
    if (got[0], got[1].get("type")) != (status, kind):
        raise CheckError(f"{what}: expected {status} {kind or ''}, got {got[0]} {json.dumps(got[1])[:1000]}")
    print(f"  {what}: {status} {kind or ''}", flush=True)
    return got[1]
