"""How what was said gets into a conversation: in sentences, each with its speaker and its time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from recap.conversations.document import Conversation, Member, Message
from recap.conversations.ids import part_id
from recap.conversations.sentences import split_sentences
from recap.errors import CrowdedConversationError

_MOST_SENTENCES = 20_000  # as JSON they take more than the 6 MB that one answer can have
_MOST_SPEAKERS = 1_000  # each is looked for among all


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as a transcript names them; all None where it names nobody."""

    name: str | None = None
    user_id: str | None = None
    email: str | None = None


_NOBODY = Speaker()


@dataclass(frozen=True, slots=True)
class Turn:
    """One message as it was sent; times are seconds since 1970."""

    text: str
    speaker: Speaker
    start: float | None
    end: float | None


def add_turns(conversation: Conversation, turns: Iterable[Turn]) -> None:
    """Append messages, split into sentences; each gets its share of the message's time, by length.

    Raises CrowdedConversationError, before the work grows beyond what anybody waits for.
    """
    speakers: dict[Speaker, Member] = {}
    for turn in turns:
        member = speakers.get(turn.speaker) or member_of(conversation, turn.speaker)
        if turn.speaker != _NOBODY:  # who is not named may be somebody else as soon as names come
            speakers[turn.speaker] = member
        sentences = split_sentences(turn.text)
        if len(conversation.messages) + len(sentences) > _MOST_SENTENCES:
            raise CrowdedConversationError(f"{_MOST_SENTENCES:,} sentences")
        if len(conversation.members) > _MOST_SPEAKERS:
            raise CrowdedConversationError(f"{_MOST_SPEAKERS:,} speakers")
        for text, start, end in _timed(turn, sentences):
            identifier = part_id(conversation.id, "message", len(conversation.messages))
            conversation.messages.append(Message(identifier, text, member.id, start, end))


def member_of(conversation: Conversation, speaker: Speaker) -> Member:
    """Find a speaker among the members, by user id, address or name in that order; or make a new member."""
    labels = [label for label in (speaker.user_id, speaker.email, speaker.name) if label]
    email = speaker.email or (speaker.user_id if "@" in (speaker.user_id or "") else None)
    member = _known(conversation, speaker, labels)
    if member is None:
        name = speaker.name or _placeholder(conversation)
        identifier = part_id(conversation.id, "member", len(conversation.members))
        member = Member(identifier, name, named=bool(speaker.name))
        conversation.members.append(member)
    elif speaker.name and not member.named:
        member.name, member.named = speaker.name, True
    member.email = member.email or email
    member.labels += [label for label in labels if label not in member.labels]
    return member


def rename(conversation: Conversation, member_id: str, name: str, email: str | None) -> None:
    """Give a member a name, and an address by which later messages know them. Raises UnknownMemberError."""
    member = conversation.member(member_id)
    member.labels += [label for label in (member.name, email) if label and label not in member.labels]
    member.name, member.named, member.email = name, True, email or member.email


def _known(conversation: Conversation, speaker: Speaker, labels: list[str]) -> Member | None:
    if not labels:
        return next((member for member in conversation.members if not (member.named or member.labels)), None)
    for label in labels:
        for member in conversation.members:
            if label in (member.id, member.email, member.name) or label in member.labels:
                # The same name does not make two user ids one person.
                if label == speaker.name and speaker.user_id and _has_user_id(member):
                    continue
                return member
    return None


def _has_user_id(member: Member) -> bool:
    return any(label != member.name for label in member.labels)


def _placeholder(conversation: Conversation) -> str:
    taken = {member.name for member in conversation.members}
    number = 1
    while f"Speaker {number}" in taken:
        number += 1
    return f"Speaker {number}"


def _timed(turn: Turn, sentences: Sequence[str]) -> Iterator[tuple[str, float | None, float | None]]:
    if turn.start is None or turn.end is None:
        yield from ((text, None, None) for text in sentences)
        return
    total, passed = sum(map(len, sentences)), 0
    length = turn.end - turn.start
    for text in sentences:
        start = turn.start + length * passed / total
        passed += len(text)
        yield text, round(start, 3), round(turn.start + length * passed / total, 3)
