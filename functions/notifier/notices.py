"""Tells webhooks how jobs are, status by status."""

from dataclasses import dataclass, replace

from aws_lambda_powertools import Logger
from recap.conversations.jobs import Job
from recap.conversations.notices import Notices, notice_parcel
from recap.conversations.shelf import Shelf
from recap.conversations.tasks import NoticeTask, conversation_of
from recap.errors import MissingEntryError, UnknownConversationError
from recap.webhooks.courier import Courier, Outcome
from recap.webhooks.delivery import State

logger = Logger(child=True)


class UndeliveredNoticeError(Exception):
    """The notice was not delivered; ``wait`` is the number of seconds to its next try."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"the next try is in {wait} s")
        self.wait = wait


@dataclass(frozen=True, slots=True)
class NoticeDesk:
    """Makes the tries of notices; ``pauses`` are the seconds between them."""

    shelf: Shelf
    notices: Notices
    courier: Courier
    pauses: tuple[int, ...]

    def deliver(self, task: NoticeTask, receives: int) -> None:
        """Make the try that the task and its receive count tell. Raises UndeliveredNoticeError.

        The first try has a message of its own, so that a status has five tries as results have. When a status
        is settled the next one is queued: none overtakes another, and one that is parked holds up no other.
        """
        conversation_id, number = conversation_of(task)
        job, url = self._find(task, conversation_id, number)
        if self._is_stale(task, conversation_id, job, url):
            return
        last = not task.first and receives >= len(self.pauses)
        parcel = notice_parcel(task.caller, conversation_id, job, task.index, url)
        attempt = self.courier.attempt(parcel, last=last)
        logger.info("notice", extra={"status": job.history[task.index].value, **attempt.log_fields})
        if attempt.outcome is Outcome.BUSY and last:
            # How the other try ends is not known yet, and SQS would park this message now: a new one looks.
            self.notices.queue.send_body(task.to_json(), attempt.wait)
            return
        if attempt.outcome is Outcome.OVER or last:
            # Read again: what was written while this was sent is not sent by who wrote it.
            job, _ = self._find(task, conversation_id, number)
            self.notices.send(task.caller, conversation_id, job, task.index + 1)
        if attempt.outcome is Outcome.OVER or (attempt.outcome is Outcome.BUSY and task.first):
            # Busy: another message makes this try. Were it this one, after a crash, its claim would have run
            # out, for the queue hides a message for longer than a claim lasts.
            return
        if task.first:
            again = replace(task, first=False)
            self.notices.queue.send_body(again.to_json(), max(self.pauses[0], attempt.wait))
            return
        raise UndeliveredNoticeError(0 if last else max(self.pauses[receives], attempt.wait))

    def _is_stale(self, task: NoticeTask, conversation_id: str, job: Job, url: str) -> bool:
        """Tell whether a later status was delivered: an operator's replay must not turn time back."""
        later = range(task.index + 1, len(job.history))
        states = (self.notices.state(task.caller, conversation_id, job, index, url) for index in later)
        return State.DELIVERED in states

    def _find(self, task: NoticeTask, conversation_id: str, number: int) -> tuple[Job, str]:
        try:
            job = self.shelf.find(task.caller, conversation_id).job(number)
        except UnknownConversationError:
            job = None
        if job is None or job.webhook is None or not 0 <= task.index < len(job.history):
            raise MissingEntryError(f"nothing to tell of the job {task.job_id!r}")
        return job, job.webhook
