"""What happens to a conversation's job: one at a time, in the order in which they came."""

from collections.abc import Callable
from dataclasses import dataclass

from aws_lambda_powertools import Logger
from recap.conversations.document import Conversation
from recap.conversations.jobs import Job, JobStatus, Makes
from recap.conversations.notices import Notices
from recap.conversations.shelf import Shelf
from recap.conversations.tasks import JobTask, conversation_of
from recap.conversations.times import Timeline
from recap.errors import UnknownConversationError
from recap.queues import Queue
from recap.transcript import Utterance
from summarizers import Summarizer

from summarizer.models import DEFAULT_MODEL
from summarizer.worker import GivenUpError

logger = Logger(child=True)
Told = list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A queue message as SQS hands it out: how often it has by now, when it was sent (seconds since 1970)."""

    message_id: str
    receives: int
    sent_at: float


@dataclass(frozen=True, slots=True)
class JobWorker:
    """Works jobs off; ``load`` gives the summarizer of a name.

    Of the queue's messages about a conversation only that of its first job which is not over counts. Those of
    later jobs are let go, and whoever ends a job queues the next: jobs never overtake each other, and none
    waits inside a function.
    """

    shelf: Shelf
    requests: Queue
    notices: Notices
    load: Callable[[str], Summarizer]
    max_attempts: int

    def process(self, task: JobTask, receipt: Receipt) -> None:
        """Work a job off, whose message SQS has handed out.

        Every step may be a repetition. A conversation that is deleted meanwhile is left alone: its jobs ended
        with it. Raises GivenUpError once a job's failure is written down, and whatever goes wrong before.
        """
        conversation_id, number = conversation_of(task)
        exhausted = receipt.receives > self.max_attempts
        try:
            begun = self._begin(task.caller, conversation_id, number, receipt)
            if begun is not None:
                self._work(task.caller, *begun, exhausted=exhausted)
            self._hand_over(task.caller, conversation_id, number)
        except UnknownConversationError:
            logger.info("the conversation is gone")
            return
        if begun is not None and exhausted:
            raise GivenUpError

    def _begin(
        self, caller: str, conversation_id: str, number: int, receipt: Receipt
    ) -> tuple[Conversation, Job] | None:
        """Take a job in hand; None if it is over, not its turn, or in other hands."""

        def change(conversation: Conversation) -> tuple[Conversation, Job] | None:
            job = conversation.job(number)
            if job is None or not job.may_run(receipt.message_id, receipt.sent_at):
                return None
            if not job.is_over and conversation.next_job != job:
                return None  # its turn comes when the one before it hands over
            job.start(receipt.message_id)
            return conversation, job

        begun = self.shelf.update(caller, conversation_id, change)
        if begun is not None:
            self.notices.announce(caller, *begun)
        return begun

    def _work(self, caller: str, conversation: Conversation, job: Job, *, exhausted: bool) -> None:
        told = None if exhausted else self._tell(conversation, job)
        whole_of = _whole_of(conversation, job)

        def change(present: Conversation) -> tuple[Conversation, Job] | None:
            ended = present.job(job.number)
            if ended is None or ended.is_over:
                return None
            if told is None:
                ended.end_as(JobStatus.FAILED, retryable=True)
                return present, ended
            if ended.makes is not Makes.NOTHING:
                present.summarize(ended, told, whole_of)
            ended.end_as(JobStatus.COMPLETED)
            return present, ended

        ended = self.shelf.update(caller, conversation.id, change)
        if ended is not None:
            logger.info("finished", extra={"status": ended[1].status.value, "makes": job.makes.value})

    def _tell(self, conversation: Conversation, job: Job) -> Told:
        first = 0 if job.makes is Makes.WHOLE else conversation.covered
        messages = conversation.messages[first : job.end]
        if job.makes is Makes.NOTHING or not messages:
            return []
        names = {member.id: member.name for member in conversation.members}
        timeline = Timeline.of(conversation)
        utterances = [
            Utterance(message.text, names[message.member], start - timeline.start, end - timeline.start)
            for message, (start, end) in zip(messages, timeline.spans[first:], strict=False)
        ]
        summary = self.load(DEFAULT_MODEL).summarize(utterances, extractive=False, abstractive=True)
        return [
            (segment.text, [messages[source].id for source in segment.sources])
            for segment in summary.long or ()
        ]

    def _hand_over(self, caller: str, conversation_id: str, number: int) -> None:
        """Say how the job ended, and queue the next one; again, if a crash came between."""
        conversation = self.shelf.read(caller, conversation_id)
        job = conversation.job(number)
        if job is None or not job.is_over:
            return
        self.notices.announce(caller, conversation, job)
        following = conversation.next_job
        if following is not None and following.status is JobStatus.SCHEDULED:
            self.requests.send_body(JobTask.of(caller, conversation_id, following.number).to_json())


def _whole_of(conversation: Conversation, job: Job) -> str:
    whole = job.makes is Makes.WHOLE or not conversation.covered
    return conversation.state if whole and job.end == len(conversation.messages) else ""
