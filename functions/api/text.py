"""The text of a body, and the JSON object in it."""

import base64
import binascii
from typing import Any

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from pydantic_core import from_json

from api.faults import FieldError

_REPLACED = "\ufffd"
_GZIP = "\x1f" + _REPLACED
_COMPRESSED = ("gzip", "deflate", "br", "zstd")


def body_size(event: APIGatewayProxyEvent) -> int:
    """Give the bytes of a body, as it was sent."""
    body = event.get("body") or ""
    return len(body) * 3 // 4 if event.is_base64_encoded else len(body.encode("utf-8", "surrogatepass"))


def read_text(event: APIGatewayProxyEvent, wanted: str, errors: list[FieldError]) -> str | None:
    """Read a body; None, and what is wrong added to ``errors``, if it is no UTF-8 or there is none.

    API Gateway puts U+FFFD into the place of what is no UTF-8, and nothing tells such a one from one that was
    sent: both are refused. In JSON the latter may be written as an escape.
    """
    raw = (event.get("body") or "").encode("utf-8", "surrogatepass")
    try:
        data = base64.b64decode(raw, validate=True) if event.is_base64_encoded else raw
    except binascii.Error:
        errors.append(FieldError(("body",), "is not valid base64"))
        return None
    text = data.decode("utf-8-sig", "replace")
    encoding = (event.headers.get("content-encoding") or "").lower()
    if not text.strip():
        errors.append(FieldError(("body",), f"is missing; send {wanted}"))
    elif _REPLACED not in text and "\0" not in text:
        return text
    elif "\0" in text and _REPLACED not in text:
        errors.append(FieldError(("body",), "holds NUL bytes, as UTF-16 does; send it as UTF-8 without them"))
    elif text.startswith(_GZIP) or encoding in _COMPRESSED:
        errors.append(FieldError(("body",), "is compressed, which is not read; send it as it is"))
    else:
        msg = (
            "is not valid UTF-8, or holds U+FFFD, which stands for what was not; "
            "send it as UTF-8, and U+FFFD, if it is meant, as an escape (\\ufffd)"
        )
        errors.append(FieldError(("body",), msg))
    return None


def read_object(event: APIGatewayProxyEvent, errors: list[FieldError]) -> dict[str, Any] | None:
    """Read a body that must be a JSON object; None, and what is wrong added to ``errors``, if it is none."""
    text = read_text(event, "a JSON object", errors)
    return None if text is None else json_object(text, errors)


def json_object(text: str, errors: list[FieldError]) -> dict[str, Any] | None:
    """Read a JSON object; None, and what is wrong added to ``errors``, if it is none."""
    try:
        document = from_json(text)
    except ValueError as error:
        begun = text.lstrip().startswith("{")
        fault = f"is not valid JSON: {error}" if begun else "is not valid JSON; an object starts with {"
        errors.append(FieldError(("body",), fault))
        return None
    if not isinstance(document, dict):
        errors.append(FieldError(("body",), "must be a JSON object"))
        return None
    return document
