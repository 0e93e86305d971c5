"""JSON as it is stored, queued and sent: compact UTF-8."""

import json
from typing import Any

# The two characters that JSON allows unescaped and SQS refuses:
# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
_REFUSED_BY_SQS = {0xFFFE: "\\ufffe", 0xFFFF: "\\uffff"}


def compact(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """Write a value as JSON that an SQS message can carry. Raises ValueError for NaN and infinities."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.translate(_REFUSED_BY_SQS)
