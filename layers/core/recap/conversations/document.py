"""A conversation as it is kept."""

import hashlib
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from recap.conversations.ids import part_id
from recap.conversations.jobs import Job, JobStatus, Makes
from recap.errors import UnknownMemberError
from recap.jsontext import compact


@dataclass(slots=True)
class Member:
    """Somebody who speaks; ``labels`` are the names and user ids that transcripts have for them."""

    id: str
    name: str
    named: bool
    email: str | None = None
    labels: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Message:
    """One sentence. Times are seconds since 1970, None where the transcript has none."""

    id: str
    text: str
    member: str
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a summary and the ids of the messages that it came from."""

    id: str
    text: str
    refs: list[str]


@dataclass(slots=True)
class ConversationSummary:
    """What is summarized: the messages before ``covered``.

    whole_of: the state of the conversation that it was made of in one go; empty if it grew piece by piece.
    """

    items: list[Item]
    covered: int
    whole_of: str


@dataclass(slots=True)
class Conversation:
    """All that is known of a conversation; of a deleted one, how its jobs ended and nothing else."""

    id: str
    accepted_at: float
    name: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    summary: ConversationSummary | None = None
    deleted: bool = False

    @property
    def covered(self) -> int:
        """The number of messages that the summary covers."""
        return self.summary.covered if self.summary else 0

    @property
    def state(self) -> str:
        """Digest of what was said and by whom: two summaries of the same state are the same."""
        names = {member.id: member.name for member in self.members}
        said = [[names[message.member], message.text] for message in self.messages]
        return hashlib.sha256(compact(said).encode()).hexdigest()

    @property
    def next_job(self) -> Job | None:
        """The first job that is not over; those after it wait."""
        return next((job for job in self.jobs if not job.is_over), None)

    def job(self, number: int) -> Job | None:
        """Find a job."""
        return self.jobs[number - 1] if 0 < number <= len(self.jobs) else None

    def add_job(self, makes: Makes, webhook: str | None = None) -> Job:
        """Schedule a job about everything that has been said so far."""
        job = Job(len(self.jobs) + 1, makes, len(self.messages), webhook)
        self.jobs.append(job)
        return job

    def member(self, member_id: str) -> Member:
        """Find a member. Raises UnknownMemberError."""
        found = next((member for member in self.members if member.id == member_id), None)
        if found is None:
            raise UnknownMemberError(member_id)
        return found

    def summarize(self, job: Job, told: list[tuple[str, list[str]]], whole_of: str) -> None:
        """Take over what a job made: texts and the ids of the messages that each of them came from.

        An item of the same messages gets the same id in every summary: what has not changed keeps its id.
        """
        first = 0 if job.makes is Makes.WHOLE else self.covered
        kept = self.summary.items if self.summary and first else []
        used = {item.id for item in kept}
        items = list(kept)
        for text, refs in told:
            repeated = 0
            while (identifier := part_id(self.id, "summary", repeated, *refs)) in used:
                repeated += 1
            used.add(identifier)
            items.append(Item(identifier, text, refs))
        self.summary = ConversationSummary(items, max(first, job.end), whole_of)

    def delete(self) -> list[Job]:
        """Forget everything but how the jobs ended; those under way fail, and are returned."""
        failed = [job for job in self.jobs if not job.is_over]
        for job in failed:
            job.end_as(JobStatus.FAILED)
        self.name, self.metadata, self.summary, self.deleted = None, {}, None, True
        self.members, self.messages = [], []
        return failed

    def to_document(self) -> dict[str, Any]:
        """Give the conversation as what JSON can hold."""
        return {
            "id": self.id,
            "accepted_at": self.accepted_at,
            "name": self.name,
            "metadata": self.metadata,
            "members": [asdict(member) for member in self.members],
            "messages": [
                [message.id, message.text, message.member, message.start, message.end]
                for message in self.messages
            ],
            "jobs": [job.to_document() for job in self.jobs],
            "summary": asdict(self.summary) if self.summary else None,
            "deleted": self.deleted,
        }

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Take the conversation back."""
        summary = document["summary"]
        parts = {
            "members": [Member(**member) for member in document["members"]],
            "messages": [Message(*message) for message in document["messages"]],
            "jobs": [Job.from_document(job) for job in document["jobs"]],
            "summary": summary
            and ConversationSummary(
                **summary | {"items": [Item(**item) for item in summary["items"]]},
            ),
        }
        return cls(**document | parts)
