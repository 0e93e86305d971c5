"""The JSON of an Amazon Transcribe job, with speakers, with channels or with neither.

https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    FailFast,
    Field,
    FiniteFloat,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError
from recap.transcript import Utterance

from api.phrases import phrase
from api.transcripts.errors import TranscriptError

_SENTENCE_ENDS = (".", "?", "!", "。", "？", "！", "؟", "।")
_PAUSE_SECONDS = 1.0

Seconds = Annotated[FiniteFloat, Field(ge=0)]


class Alternative(BaseModel):
    """A reading of an item; the likeliest comes first."""

    content: str


class Item(BaseModel):
    """A word, or a punctuation mark, which has no times."""

    type: Literal["pronunciation", "punctuation"]
    alternatives: Annotated[list[Alternative], Field(min_length=1)]
    start_time: Seconds | None = None
    end_time: Seconds | None = None
    speaker_label: str | None = None

    @field_validator("end_time", mode="after")
    @classmethod
    def _after_start(cls, end: float | None, info: ValidationInfo) -> float | None:
        start = info.data.get("start_time")
        if end is not None and start is not None and end < start:
            raise PydanticCustomError("order", "must not be before start_time")
        return end


Items = Annotated[list[Item], FailFast()]  # the first wrong one tells enough; there may be a hundred thousand


class SpokenItem(BaseModel):
    """Who spoke the word that starts at a time."""

    start_time: Seconds
    speaker_label: str


class SpeakerSegment(BaseModel):
    """A turn of a speaker."""

    items: list[SpokenItem] = []


class SpeakerLabels(BaseModel):
    """Who spoke when; newer jobs name the speaker in each item as well."""

    segments: list[SpeakerSegment] = []


class Channel(BaseModel):
    """What was said on one channel."""

    channel_label: str
    items: Items


class ChannelLabels(BaseModel):
    """The channels of a recording, one speaker each."""

    channels: list[Channel]


class Results(BaseModel):
    """What was said."""

    items: Items = []
    speaker_labels: SpeakerLabels | None = None
    channel_labels: ChannelLabels | None = None


class Job(BaseModel):
    """The part of the job's output that matters here."""

    status: str = "COMPLETED"
    results: Results

    @field_validator("status", mode="after")
    @classmethod
    def _completed(cls, status: str) -> str:
        if status != "COMPLETED":
            raise PydanticCustomError("status", "must be COMPLETED; any other job has no results")
        return status


@dataclass(slots=True)
class _Sentence:
    text: list[str]
    speaker: str | None
    start: float | None
    end: float | None


def read(text: str) -> list[Utterance]:
    """Read a job's output: an utterance ends with a sentence or a pause. Raises TranscriptError."""
    try:
        results = Job.model_validate_json(text).results
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False, include_input=False)
        raise TranscriptError(*((("body", *error["loc"]), phrase(error)) for error in errors)) from None
    if results.channel_labels is not None:
        channels = results.channel_labels.channels
        said = [piece for channel in channels for piece in _sentences(_of_channel(channel))]
        return sorted(said, key=lambda utterance: utterance.start or 0.0)
    return _sentences(_of_speakers(results))


def _of_channel(channel: Channel) -> Iterable[tuple[str | None, Item]]:
    return ((channel.channel_label, item) for item in channel.items)


def _of_speakers(results: Results) -> Iterable[tuple[str | None, Item]]:
    segments = results.speaker_labels.segments if results.speaker_labels else []
    speakers = {item.start_time: item.speaker_label for segment in segments for item in segment.items}
    for item in results.items:
        at = speakers.get(item.start_time) if item.start_time is not None else None
        yield item.speaker_label or at, item


def _sentences(items: Iterable[tuple[str | None, Item]]) -> list[Utterance]:
    sentences: list[_Sentence] = []
    ended = True
    for speaker, item in items:
        content = item.alternatives[0].content
        last = sentences[-1] if sentences else None
        if item.type == "punctuation":
            if last is not None:
                last.text.append(content)
            ended = content in _SENTENCE_ENDS
        elif last is None or ended or speaker != last.speaker or _pause(last, item):
            sentences.append(_Sentence([content], speaker, item.start_time, item.end_time))
            ended = False
        else:
            last.text += (" ", content)
            last.end = item.end_time
    return [
        Utterance("".join(sentence.text), sentence.speaker, sentence.start, sentence.end)
        for sentence in sentences
    ]


def _pause(last: _Sentence, item: Item) -> bool:
    return (
        last.end is not None and item.start_time is not None and item.start_time - last.end > _PAUSE_SECONDS
    )
