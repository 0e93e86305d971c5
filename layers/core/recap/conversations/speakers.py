"""Speaker events: who spoke when, told after the conversation."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from recap.conversations.document import Conversation, Message
from recap.conversations.talk import Speaker, member_of
from recap.conversations.times import Timeline


@dataclass(frozen=True, slots=True)
class SpeakerEvent:
    """Somebody begins to speak, or stops; ``offset`` is in seconds from the conversation's start."""

    speaker: Speaker
    offset: float
    begins: bool


@dataclass(frozen=True, slots=True)
class _Interval:
    speaker: Speaker
    start: float
    end: float


def apply_speaker_events(conversation: Conversation, events: Sequence[SpeakerEvent]) -> int:
    """Give messages to those who spoke at their time, and count them.

    A message is theirs who spoke for most of it, and at least for half; of several who spoke as long, theirs
    who began last. Who never stops speaks to the end; who stops without having begun does nothing. Messages
    that nobody spoke for so long keep their speaker, as do those whose time is not known.
    """
    intervals = sorted(_intervals(events), key=lambda interval: interval.start, reverse=True)
    zero = Timeline.of(conversation).start
    given = 0
    for message in conversation.messages:
        spoken = _who_spoke(intervals, message, zero)
        if spoken is not None:
            message.member = member_of(conversation, spoken).id
            given += 1
    return given


def _intervals(events: Sequence[SpeakerEvent]) -> list[_Interval]:
    intervals: list[_Interval] = []
    open_since: dict[Speaker, float] = {}
    # At the same offset somebody stops before they begin again.
    for event in sorted(events, key=lambda event: (event.offset, event.begins)):
        if event.begins:
            open_since.setdefault(event.speaker, event.offset)
        elif event.speaker in open_since:
            intervals.append(_Interval(event.speaker, open_since.pop(event.speaker), event.offset))
    return [*intervals, *(_Interval(speaker, start, inf) for speaker, start in open_since.items())]


def _who_spoke(intervals: Sequence[_Interval], message: Message, zero: float) -> Speaker | None:
    if message.start is None or message.end is None:
        return None
    start, end = message.start - zero, message.end - zero
    if start == end:  # what takes no time is said by whoever speaks at that moment
        return next((i.speaker for i in intervals if i.start <= start < i.end), None)
    spoken: dict[Speaker, float] = {}
    for interval in intervals:
        shared = min(end, interval.end) - max(start, interval.start)
        if shared > 0:
            spoken[interval.speaker] = spoken.get(interval.speaker, 0.0) + shared
    most = max(spoken, key=lambda speaker: spoken[speaker], default=None)
    return most if most is not None and spoken[most] >= (end - start) / 2 else None
