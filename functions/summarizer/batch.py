"""What happens to a batch of messages: requests are summarized together, jobs one after the other."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from aws_lambda_powertools import Logger
from recap.conversations.tasks import JobTask, is_about_job
from recap.request import SummaryRequest
from recap.result import Result

from summarizer.messages import Message
from summarizer.symbl import JobWorker, Receipt
from summarizer.worker import Worker

logger = Logger(child=True)

TOGETHER = 60_000
"""Characters, an hour of talk, up to which conversations are summarized together: it bounds the memory."""
PACE = 5_000
"""Characters that a second is enough for; a server's core did 43,000 with mopsus, 18,000 with cassandra."""
RESERVE = 20.0
"""Seconds kept for what comes after the summaries: the ledger and the webhooks."""


@dataclass(frozen=True, slots=True)
class Task:
    """A request that needs a summary, and its message."""

    message: Message
    request: SummaryRequest

    @property
    def size(self) -> int:
        """Characters said."""
        return sum(len(utterance.text) for utterance in self.request.utterances)


@dataclass(frozen=True, slots=True)
class BatchWorker:
    """Works batches off.

    Networks are used in this thread; what waits for AWS or for a webhook waits in others, so that one
    request's waiting holds nobody up.
    """

    worker: Worker
    jobs: JobWorker

    def work_off(self, messages: Sequence[Message], seconds_left: Callable[[], float]) -> None:
        """Work messages off, each to its end or to its failure.

        A crash leaves all to be handed out again whose end is not written down. What the time does not
        suffice for is handed back, but never the first: so every batch gets something done.
        """
        about_jobs = [message for message in messages if is_about_job(message.record.body)]
        others = [message for message in messages if not is_about_job(message.record.body)]
        with ThreadPoolExecutor(max(1, len(others))) as threads:
            begun = threads.map(self._begin, others)
            groups = list(in_groups([task for task in begun if task is not None]))
            ends = []
            for number, group in enumerate(groups):
                if number and seconds_left() < RESERVE + sum(task.size for task in group) / PACE:
                    for task in group:
                        self._hand_back(task.message)
                    continue
                outcomes = self.worker.summarize([task.request for task in group])
                ends += [
                    threads.submit(self._end, task, outcome)
                    for task, outcome in zip(group, outcomes, strict=True)
                ]
            for end in ends:
                end.result()
        for number, message in enumerate(about_jobs):
            if (number or others) and seconds_left() < 2 * RESERVE:
                self._hand_back(message)
            else:
                self._do_job(message)

    def _begin(self, message: Message) -> Task | None:
        with message.step():
            request = SummaryRequest.from_json(message.record.body)
            message.concerns(request.request_id, request.caller)
            result = self.worker.begin(request, message.receives)
            if result is None:
                return Task(message, request)
            self.worker.tell(request, message.receives, result)
        return None

    def _end(self, task: Task, outcome: Result | Exception) -> None:
        with task.message.step():
            if isinstance(outcome, Exception):
                raise outcome
            result = self.worker.keep(task.request, outcome)
            self.worker.tell(task.request, task.message.receives, result)

    def _do_job(self, message: Message) -> None:
        with message.step():
            task = JobTask.from_json(message.record.body)
            message.concerns(task.job_id, task.caller)
            receipt = Receipt(message.record.message_id, message.receives, message.sent_at)
            self.jobs.process(task, receipt)

    def _hand_back(self, message: Message) -> None:
        with message.step():
            logger.info("handed back: too little time is left")
            message.look_again(0)


def in_groups(tasks: Sequence[Task]) -> Iterator[list[Task]]:
    """Put together what is to be summarized together, what is quickest first.

    Requests that have failed before come last, and each alone: what kills the function kills no other again.
    """
    group: list[Task] = []
    for task in sorted(tasks, key=lambda task: (task.message.receives > 1, task.size)):
        together = task.message.receives == 1 and sum(other.size for other in [*group, task]) <= TOGETHER
        if group and not together:
            yield group
            group = []
        group.append(task)
    if group:
        yield group
