"""Ids: a conversation's is random, all others follow from it, so that nothing has to be looked up."""

import re
import secrets
import uuid

from recap.jsontext import compact

_NAMESPACE = uuid.UUID("6f0a1c1e-3d4b-5c7a-9e55-6d2f1b7a8c90")
# Sixteen digits, as Symbl's are, below 2**53: clients keep them as strings and as numbers.
_FIRST, _COUNT = 10**15, 8 * 10**15
_CONVERSATION = re.compile(r"[0-9]{16}")
_JOB = re.compile(r"([0-9]{16})-([1-9][0-9]{0,8})")


def new_conversation_id() -> str:
    """Draw an id. It has to be unique for its caller only, and the ledger takes it only once."""
    return str(_FIRST + secrets.randbelow(_COUNT))


def is_conversation_id(text: str) -> bool:
    """Tell whether an id can be one of ours; anything else must not get into a key."""
    return _CONVERSATION.fullmatch(text) is not None


def job_id(conversation_id: str, number: int) -> str:
    """Name a conversation's job; jobs are counted from 1."""
    return f"{conversation_id}-{number}"


def parse_job_id(text: str) -> tuple[str, int] | None:
    """Take a job's id apart into its conversation and its number; None if it is no job's id."""
    match = _JOB.fullmatch(text)
    return (match[1], int(match[2])) if match else None


def part_id(conversation_id: str, kind: str, *parts: str | int) -> str:
    """Name a part of a conversation (a message, a member, …): a UUID, version 5, the same every time."""
    return str(uuid.uuid5(_NAMESPACE, compact([conversation_id, kind, *parts])))
