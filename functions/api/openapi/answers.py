"""What the API answers and posts to webhooks, as types to describe it by."""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict  # pydantic wants its own before Python 3.12


class Accepted(TypedDict):
    """A conversation was accepted; its summary comes to the webhook and to the status route."""

    request_id: str
    api: str


class Segment(TypedDict):
    """A piece of a summary.

    score: confidence in [0, 1]. start, end: seconds, where the input had them. sources: indices into
    summaryData. speakerId stands on extractive segments, title on abstractive long ones.
    """

    text: str
    score: float
    start: NotRequired[float]
    end: NotRequired[float]
    speakerId: NotRequired[str]
    title: NotRequired[str]
    sources: list[int]


class Abstractive(TypedDict):
    """long: a segment for each chapter. short: one or two lines on the whole conversation."""

    long: list[Segment]
    short: list[Segment]


class Summaries(TypedDict):
    """The kinds that were asked for."""

    extractive: NotRequired[list[Segment]]
    abstractive: NotRequired[Abstractive]


class Coverage(TypedDict):
    """How many of the utterances were read; the others are blank."""

    read: int
    total: int


class Failure(TypedDict):
    """Why there is no summary."""

    type: str
    message: str


class Outcome(TypedDict):
    """What is posted to the webhook: a response, or an error."""

    request_id: str
    response: NotRequired[Summaries]
    coverage: NotRequired[Coverage]
    error: NotRequired[Failure]


class State(TypedDict):
    """How a request is."""

    status: Literal["In Progress", "Completed", "Failed"]
    response: Outcome


class WrongField(TypedDict):
    """Where a wrong field is, and what to do about it."""

    loc: list[str | int]
    msg: str


class ErrorCode(TypedDict):
    """The error once more, where clients of the service look for it."""

    errorcode: str


class Fault(TypedDict):
    """The error once more, where clients of the service look for it."""

    faultstring: str
    detail: ErrorCode


class Error(TypedDict):
    """An error; errors names every wrong field."""

    type: str
    message: str
    fault: Fault
    statusCode: NotRequired[int]
    errors: NotRequired[list[WrongField]]


class SymblError(TypedDict):
    """An error; errors names every wrong field. What API Gateway itself answers has all of the other ones."""

    message: str
    statusCode: NotRequired[int]
    type: NotRequired[str]
    fault: NotRequired[Fault]
    errors: NotRequired[list[WrongField]]


class Token(TypedDict):
    """An access token and the seconds that it lasts."""

    accessToken: str
    expiresIn: int


class JobAccepted(TypedDict):
    """Messages were accepted."""

    conversationId: str
    jobId: str


class JobState(TypedDict):
    """How a job is."""

    id: str
    status: Literal["scheduled", "in_progress", "completed", "failed"]


class JobNotice(TypedDict):
    """What is posted to webhookUrl when a job's status changes."""

    jobId: str
    status: Literal["scheduled", "in_progress", "completed", "failed"]


class Member(TypedDict):
    """Somebody who takes part."""

    id: str
    name: str
    email: NotRequired[str]


class Members(TypedDict):
    """Who takes part."""

    members: list[Member]


class Conversation(TypedDict):
    """What a conversation is."""

    id: str
    type: Literal["meeting"]
    name: str
    startTime: str
    endTime: str
    members: list[Member]
    metadata: dict[str, Any]


Message = TypedDict(
    "Message",
    {
        "id": str,
        "text": str,
        "from": Member,
        "startTime": str,
        "endTime": str,
        "timeOffset": float,
        "duration": float,
        "conversationId": str,
    },
)
Message.__doc__ = "One sentence; timeOffset is from the conversation's start, in seconds, as duration is."


class Messages(TypedDict):
    """What was said."""

    messages: list[Message]


class MessageRef(TypedDict):
    """A message that an item came from."""

    id: str


class SummaryItem(TypedDict):
    """A part of the summary."""

    id: str
    text: str
    messageRefs: list[MessageRef]
    startTime: str
    endTime: str


class Summary(TypedDict):
    """The summary of a conversation."""

    summary: list[SummaryItem]


class Notice(TypedDict):
    """What was done."""

    message: str


class Renamed(TypedDict):
    """What was done, and the member as it is now."""

    message: str
    id: str
    name: str
    email: NotRequired[str]
