"""The service as Symbl's clients see it."""

import json
from dataclasses import dataclass
from typing import Any

from tests.contract.service import Answer, Query, Service

Message = dict[str, Any]


def said(text: str, name: str | None = None, start: float | None = None, end: float | None = None) -> Message:
    """Make a message; times are seconds after ten o'clock."""
    message: Message = {"payload": {"content": text, "contentType": "text/plain"}}
    if name is not None:
        message["from"] = {"name": name}
    if start is not None and end is not None:
        message["duration"] = {"startTime": at(start), "endTime": at(end)}
    return message


def at(seconds: float) -> str:
    return f"2024-05-01T10:{int(seconds // 60):02}:{seconds % 60:06.3f}Z"


TALK = [
    said("We agreed to ship the new release on Friday.", "Ann", 0, 4),
    said("I will write the notes for the customers tomorrow.", "Ben", 4, 8),
]


@dataclass(frozen=True)
class Symbl:
    """The service, for one caller."""

    service: Service

    def call(self, method: str, path: str, body: object = None, query: Query | None = None) -> Answer:
        text = body if isinstance(body, str) or body is None else json.dumps(body)
        headers = {"Content-Type": "application/json", "x-api-key": self.service.caller.key}
        return self.service.call(method, path, query, text, headers)

    def process(self, messages: object = TALK, /, **fields: object) -> tuple[str, str]:
        """Begin a conversation; its id and its job's."""
        return ids(self.call("POST", "/v1/process/text", {"messages": messages, **fields}))

    def append(self, conversation: str, messages: object, /, **fields: object) -> tuple[str, str]:
        return ids(self.call("PUT", f"/v1/process/text/{conversation}", {"messages": messages, **fields}))

    def done(self, job: str) -> str:
        """Wait until a job is over; how it ended."""

        def status() -> str:
            return str(self.call("GET", f"/v1/job/{job}").document["status"])

        self.service.wait_until(lambda: status() in ("completed", "failed"))
        return status()

    def processed(self, messages: object = TALK, /, **fields: object) -> str:
        """Begin a conversation and wait for its job; its id."""
        conversation, job = self.process(messages, **fields)
        assert self.done(job) == "completed"
        return conversation

    def get(self, conversation: str, part: str = "", query: Query | None = None) -> Answer:
        return self.call("GET", f"/v1/conversations/{conversation}{part}", None, query)

    def messages(self, conversation: str) -> list[Message]:
        return list(self.get(conversation, "/messages").document["messages"])

    def members(self, conversation: str) -> list[dict[str, Any]]:
        return list(self.get(conversation, "/members").document["members"])

    def summary(self, conversation: str, **query: str) -> list[dict[str, Any]]:
        """Ask for the summary until it is there."""
        self.service.wait_until(lambda: self.get(conversation, "/summary", query).status == 200)
        return list(self.get(conversation, "/summary", query).document["summary"])

    def rename(self, conversation: str, number: int, name: str, **fields: str) -> Answer:
        member = self.members(conversation)[number]["id"]
        body = {"id": member, "name": name, **fields}
        return self.call("PUT", f"/v1/conversations/{conversation}/members/{member}", body)

    def speakers(self, conversation: str, *events: dict[str, Any]) -> Answer:
        path = f"/v1/conversations/{conversation}/speakers"
        return self.call("PUT", path, {"speakerEvents": list(events)})


def ids(answer: Answer) -> tuple[str, str]:
    assert answer.status == 201, answer
    return answer.document["conversationId"], answer.document["jobId"]


def event(change: str, seconds: float, user: dict[str, str], nanos: int = 0) -> dict[str, Any]:
    offset = {"seconds": seconds, "nanos": nanos}
    return {"type": f"{change}_speaking", "user": user, "offset": offset}
