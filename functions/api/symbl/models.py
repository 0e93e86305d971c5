"""What the bodies must hold. Other documented fields are accepted and have no effect."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictStr,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError
from recap.conversations.speakers import SpeakerEvent
from recap.conversations.talk import Speaker, Turn

from api.body import MAX_SECONDS, MAX_SPEAKER, is_blank

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _instant(value: Any) -> float | None:  # noqa: ANN401 - whatever JSON can hold
    if value is None:
        return None
    try:
        given = datetime.fromisoformat(value)
        at = given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise PydanticCustomError(
            "instant", "must be a time in ISO 8601, such as 2020-07-21T16:04:19.990Z"
        ) from None
    return round((at - _EPOCH).total_seconds(), 3)


def _flag(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if value is None or isinstance(value, bool):
        return bool(value)
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise PydanticCustomError("flag", "must be true or false")


def _label(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    return (value.strip() or None) if isinstance(value, str) else value


def _said(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if isinstance(value, str) and is_blank(value):
        raise PydanticCustomError("blank", "must not be blank")
    return value


Instant = Annotated[
    float | None,
    BeforeValidator(_instant),
    WithJsonSchema({"type": ["string", "null"], "format": "date-time"}),
]
Flag = Annotated[bool, BeforeValidator(_flag)]
Name = Annotated[StrictStr, StringConstraints(max_length=256)]
Label = Annotated[Name | None, BeforeValidator(_label)]
SpeakerName = Annotated[StrictStr, StringConstraints(max_length=MAX_SPEAKER)]
Offset = Annotated[float, Field(ge=0, le=MAX_SECONDS, allow_inf_nan=False, strict=True)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Person(_Body):
    """Somebody, as clients name them: ``userId`` in messages, ``id`` in speaker events."""

    name: Annotated[SpeakerName | None, BeforeValidator(_label)] = None
    user_id: Label = Field(default=None, alias="userId")
    id: Label = None
    email: Label = None

    def speaker(self) -> Speaker:
        """Give the speaker that is meant."""
        return Speaker(self.name, self.user_id or self.id, self.email)


class Payload(_Body):
    """What was said."""

    content: Annotated[StrictStr, BeforeValidator(_said)]


class Duration(_Body):
    """When it was said; where one of the two is missing, it took no time."""

    start: Instant = Field(default=None, alias="startTime")
    end: Instant = Field(default=None, alias="endTime")

    @model_validator(mode="after")
    def _forwards(self) -> "Duration":
        if self.start is not None and self.end is not None and self.end < self.start:
            raise PydanticCustomError("order", "must not have an endTime before its startTime")
        return self


class TextMessage(_Body):
    """A message of a conversation."""

    payload: Payload
    person: Person | None = Field(default=None, alias="from")
    duration: Duration | None = None

    def turn(self) -> Turn:
        """Give the turn of talk."""
        duration = self.duration or Duration()
        start = duration.end if duration.start is None else duration.start
        end = duration.start if duration.end is None else duration.end
        return Turn(self.payload.content, (self.person or Person()).speaker(), start, end)


class Options(_Body):
    """What else is said about a conversation."""

    name: Label = None
    metadata: dict[str, Any] | None = None
    enable_summary: Flag = Field(default=False, alias="enableSummary")
    webhook_url: Label = Field(default=None, alias="webhookUrl")


class NewName(_Body):
    """How a member is called from now on."""

    id: StrictStr | None = None
    name: Annotated[SpeakerName, BeforeValidator(_said)]
    email: Label = None


class Since(_Body):
    """Time from the conversation's start; Symbl's documentation itself has five seconds as nanoseconds."""

    seconds: Offset = 0
    nanos: Offset = 0


class Event(_Body):
    """Somebody begins to speak, or stops."""

    type: Literal["started_speaking", "stopped_speaking"]
    user: Person
    offset: Since

    @model_validator(mode="after")
    def _of_somebody(self) -> "Event":
        user = self.user
        if not (user.name or user.id or user.user_id or user.email):
            raise PydanticCustomError("user", "must have a user with an id or a name")
        return self

    def event(self) -> SpeakerEvent:
        """Give the event."""
        offset = self.offset.seconds + self.offset.nanos / 1e9
        return SpeakerEvent(self.user.speaker(), offset, self.type == "started_speaking")


class Credentials(_Body):
    """What a token is given for."""

    type: Literal["application"]
    app_id: StrictStr = Field(alias="appId")
    app_secret: StrictStr = Field(alias="appSecret")
