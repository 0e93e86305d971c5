"""Speaker events: who spoke when, told after the conversation."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from recap.conversations.document import Conversation
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
    found = _speakers(_intervals(events), conversation)
    for index in sorted(found):
        conversation.messages[index].member = member_of(conversation, found[index]).id
    return len(found)


def _speakers(intervals: list[_Interval], conversation: Conversation) -> dict[int, Speaker]:
    """Give the speakers of messages by index; each message is compared with what is open at its time."""
    zero = Timeline.of(conversation).start
    timed = [
        (message.start - zero, message.end - zero, index)
        for index, message in enumerate(conversation.messages)
        if message.start is not None and message.end is not None
    ]
    found: dict[int, Speaker] = {}
    coming = sorted(intervals, key=lambda interval: interval.start, reverse=True)
    begun: list[_Interval] = []  # the latest first
    for start, end, index in sorted(timed):
        while coming and coming[-1].start <= end:
            begun.insert(0, coming.pop())
        begun = [interval for interval in begun if interval.end > start]
        speaker = _who_spoke(begun, start, end)
        if speaker is not None:
            found[index] = speaker
    return found


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


def _who_spoke(intervals: Sequence[_Interval], start: float, end: float) -> Speaker | None:
    if start == end:  # what takes no time is said by whoever speaks at that moment
        return next((i.speaker for i in intervals if i.start <= start < i.end), None)
    spoken: dict[Speaker, float] = {}
    for interval in intervals:
        shared = min(end, interval.end) - max(start, interval.start)
        if shared > 0:
            spoken[interval.speaker] = spoken.get(interval.speaker, 0.0) + shared
    most = max(spoken, key=lambda speaker: spoken[speaker], default=None)
    return most if most is not None and spoken[most] >= (end - start) / 2 else None
