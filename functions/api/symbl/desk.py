"""What can be done with a conversation over HTTP."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from recap.conversations.document import Conversation
from recap.conversations.ids import new_conversation_id, parse_job_id
from recap.conversations.jobs import Job, Makes
from recap.conversations.notices import Notices
from recap.conversations.shelf import Shelf
from recap.conversations.speakers import SpeakerEvent, apply_speaker_events
from recap.conversations.talk import add_turns, rename
from recap.conversations.tasks import JobTask
from recap.errors import CrowdedConversationError, UnknownConversationError
from recap.jsontext import compact
from recap.queues import Queue

from api.symbl.faults import ConversationTooLargeError, SummaryPendingError, UnknownJobError
from api.symbl.models import NewName
from api.symbl.parse import Submission
from api.symbl.render import render_messages

# An answer of Lambda has 6 MB at most, the body as a JSON string in it:
# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
_MAX_ANSWER = 6_000_000


@dataclass(frozen=True, slots=True)
class Desk:
    """Accepts conversations and changes: written down first, then queued."""

    shelf: Shelf
    requests: Queue
    notices: Notices

    def accept(self, caller: str, submission: Submission) -> tuple[Conversation, Job]:
        """Begin a conversation. Raises ConversationTooLargeError."""
        conversation = Conversation(new_conversation_id(), time.time(), submission.name, submission.metadata)
        job = _append(conversation, submission)
        self.shelf.create(caller, conversation)
        self._start(caller, conversation, job)
        return conversation, job

    def append(self, caller: str, conversation_id: str, submission: Submission) -> tuple[Conversation, Job]:
        """Append messages.

        Raises UnknownConversationError, BusyConversationError, ConversationTooLargeError.
        """

        def change(conversation: Conversation) -> tuple[Conversation, Job]:
            conversation.name = submission.name or conversation.name
            conversation.metadata |= submission.metadata
            return conversation, _append(conversation, submission)

        appended = self.shelf.update(caller, conversation_id, change)
        if appended is None:
            raise UnknownConversationError(conversation_id)
        self._start(caller, *appended)
        return appended

    def job(self, caller: str, identifier: str) -> Job:
        """Find a job, that of a deleted conversation too. Raises UnknownJobError."""
        conversation_id, number = parse_job_id(identifier) or ("", 0)
        try:
            job = self.shelf.find(caller, conversation_id).job(number)
        except UnknownConversationError:
            job = None
        if job is None:
            raise UnknownJobError(identifier)
        return job

    def rename(self, caller: str, conversation_id: str, member_id: str, given: NewName) -> None:
        """Rename a speaker. Raises UnknownConversationError, UnknownMemberError and as `append` does."""

        def change(conversation: Conversation) -> bool:
            rename(conversation, member_id, given.name.strip(), given.email)
            _check_size(conversation)
            return True

        self.shelf.update(caller, conversation_id, change)

    def tell_speakers(self, caller: str, conversation_id: str, events: Sequence[SpeakerEvent]) -> int:
        """Say who spoke when; the number of messages that it decided. Raises as `append` does."""

        def change(conversation: Conversation) -> int:
            given = apply_speaker_events(conversation, events)
            _check_size(conversation)
            return given

        return self.shelf.update(caller, conversation_id, change) or 0

    def summary(self, caller: str, conversation_id: str, *, refresh: bool | None) -> Conversation:
        """Give a conversation whose summary is as it is asked for, or begin to make it.

        refresh: True for a new one of all that was said, False for one that covers what was not covered, None
        for the one that there is. One that would come out the same is not made again: the summary of a
        conversation that nothing has changed in. Raises UnknownConversationError, BusyConversationError and,
        until the summary is there, SummaryPendingError.
        """
        conversation = self.shelf.read(caller, conversation_id)
        if conversation.next_job is None and _missing(conversation, refresh) is None:
            return conversation
        scheduled = self.shelf.update(caller, conversation_id, partial(_schedule, refresh=refresh))
        if scheduled is not None:
            self._start(caller, *scheduled)
        raise SummaryPendingError

    def delete(self, caller: str, conversation_id: str) -> None:
        """Forget a conversation; its jobs under way fail. Raises UnknownConversationError."""

        def change(conversation: Conversation) -> tuple[Conversation, list[Job]]:
            return conversation, conversation.delete()

        deleted = self.shelf.update(caller, conversation_id, change)
        if deleted is not None:
            conversation, failed = deleted
            for job in failed:
                self.notices.announce(caller, conversation, job)

    def _start(self, caller: str, conversation: Conversation, job: Job) -> None:
        self.notices.announce(caller, conversation, job)
        # The job whose turn it is; it queues the next one when it is over. Should its own message have been
        # lost in a crash, this one stands in for it.
        due = conversation.next_job or job
        self.requests.send_body(JobTask.of(caller, conversation.id, due.number).to_json())


def _append(conversation: Conversation, submission: Submission) -> Job:
    try:
        add_turns(conversation, submission.turns)
    except CrowdedConversationError as most:
        raise ConversationTooLargeError(
            f"The conversation would have more than {most}; begin another conversation."
        ) from most
    _check_size(conversation)
    return conversation.add_job(Makes.REST if submission.summarize else Makes.NOTHING, submission.webhook)


def _missing(conversation: Conversation, refresh: bool | None) -> Makes | None:  # noqa: FBT001 - as in the query
    """Tell what has to be made before the summary is as it is asked for."""
    if conversation.summary is None:
        return Makes.REST
    if refresh and conversation.summary.whole_of != conversation.state:
        return Makes.WHOLE
    if refresh is False and conversation.covered < len(conversation.messages):
        return Makes.REST
    return None


def _schedule(conversation: Conversation, *, refresh: bool | None) -> tuple[Conversation, Job] | None:
    """Schedule what is missing, unless it is on its way or something else is, which may make it."""
    making = _missing(conversation, refresh)
    waiting = [job.makes for job in conversation.jobs if not job.is_over]
    if making is None or making in waiting or (waiting and making is Makes.REST):
        return None
    return conversation, conversation.add_job(making)


def _check_size(conversation: Conversation) -> None:
    body = compact(render_messages(conversation))
    size = len(json.dumps(body, ensure_ascii=False).encode())
    if size > _MAX_ANSWER:
        raise ConversationTooLargeError(
            f"The conversation's messages would take {size:,} bytes and {_MAX_ANSWER:,} can be answered; "
            "begin another conversation."
        )
