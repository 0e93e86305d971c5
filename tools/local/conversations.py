"""Conversations to send: the files of events/conversations, which are request bodies."""

import json
from pathlib import Path
from typing import Any

from tools.local.aws import ROOT
from tools.local.errors import ConversationError

SALES_CALL = ROOT / "events" / "conversations" / "sales_call.json"


def read_conversation(path: Path) -> dict[str, Any]:
    """Read a request body from a file. Raises ConversationError."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConversationError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ConversationError(f"{path} is not JSON: {error}") from error
    if not isinstance(body, dict) or not isinstance(body.get("summaryData"), list):
        raise ConversationError(f"{path} is no request: it has no list named summaryData")
    return body
