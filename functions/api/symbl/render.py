"""Conversations ▸ the JSON that Symbl's clients expect."""

from datetime import UTC, datetime, timedelta
from typing import Any

from recap.conversations.document import Conversation, Member
from recap.conversations.times import Timeline

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def render_conversation(conversation: Conversation) -> dict[str, Any]:
    """Tell what a conversation is."""
    timeline = Timeline.of(conversation)
    return {
        "id": conversation.id,
        "type": "meeting",
        "name": conversation.name or conversation.id,
        "startTime": _instant(timeline.start),
        "endTime": _instant(timeline.end),
        **render_members(conversation),
        "metadata": conversation.metadata,
    }


def render_members(conversation: Conversation) -> dict[str, Any]:
    """List those who speak, and those who were named without having spoken."""
    speak = {message.member for message in conversation.messages}
    members = [member for member in conversation.members if member.named or member.id in speak]
    return {"members": [_person(member) for member in members]}


def render_messages(conversation: Conversation) -> dict[str, Any]:
    """List what was said; ``timeOffset`` is from the conversation's start, in seconds, as ``duration`` is."""
    timeline = Timeline.of(conversation)
    people = {member.id: _person(member) for member in conversation.members}
    messages = [
        {
            "id": message.id,
            "text": message.text,
            "from": people[message.member],
            "startTime": _instant(start),
            "endTime": _instant(end),
            "timeOffset": round(start - timeline.start, 3),
            "duration": round(end - start, 3),
            "conversationId": conversation.id,
        }
        for message, (start, end) in zip(conversation.messages, timeline.spans, strict=True)
    ]
    return {"messages": messages}


def render_summary(conversation: Conversation) -> dict[str, Any]:
    """Give the summary; each item has the time of the messages that it came from."""
    timeline = Timeline.of(conversation)
    ids = [message.id for message in conversation.messages]
    spans = dict(zip(ids, timeline.spans, strict=True))
    items = conversation.summary.items if conversation.summary else []
    return {
        "summary": [
            {
                "id": item.id,
                "text": item.text,
                "messageRefs": [{"id": ref} for ref in item.refs],
                "startTime": _instant(min(spans[ref][0] for ref in item.refs)),
                "endTime": _instant(max(spans[ref][1] for ref in item.refs)),
            }
            for item in items
        ]
    }


def _person(member: Member) -> dict[str, str]:
    person = {"id": member.id, "name": member.name}
    return person if member.email is None else {**person, "email": member.email}


def _instant(seconds: float) -> str:
    at = _EPOCH + timedelta(milliseconds=round(seconds * 1000))
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
