"""Faults as they may stand in a log."""

import traceback
from pathlib import Path
from typing import TypedDict


class FaultFields(TypedDict):
    """Fields of a log line."""

    error: str
    at: list[str]


def fault_fields(error: BaseException) -> FaultFields:
    """Give an exception's class and where it went through, innermost last.

    Not its message: exceptions of other people's code quote what they were given, and that is people's talk.
    """
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": type(error).__name__,
        "at": [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames],
    }
