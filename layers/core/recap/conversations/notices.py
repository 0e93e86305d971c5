"""Notices: every status of a job is told its webhook, one after the other.

A status is queued only when the one before it is settled: delivered, or parked after its five tries. Whoever
writes a status looks whether the earlier one is settled; whoever settles one looks whether a later one is
written. Both look after they wrote, so one of the two sees it; if both do, the second message finds it
delivered.
"""

from dataclasses import dataclass

from recap.conversations.document import Conversation
from recap.conversations.ids import job_id
from recap.conversations.jobs import Job
from recap.conversations.shelf import conversation_key
from recap.conversations.tasks import NoticeTask
from recap.jsontext import compact
from recap.queues import Queue
from recap.webhooks.courier import Parcel
from recap.webhooks.delivery import Deliveries, State
from recap.webhooks.sign import webhook_id


def notice_parcel(caller: str, conversation_id: str, job: Job, index: int, url: str) -> Parcel:
    """Pack one status of a job."""
    identifier, status = job_id(conversation_id, job.number), job.history[index]
    return Parcel(
        caller,
        webhook_id(caller, f"{identifier}/{index}", status),
        url,
        compact({"jobId": identifier, "status": status.value}).encode(),
        conversation_key(caller, conversation_id, f"job={job.number}/notice={index}"),
    )


@dataclass(frozen=True, slots=True)
class Notices:
    """Queues notices in order."""

    deliveries: Deliveries
    queue: Queue

    def announce(self, caller: str, conversation: Conversation, job: Job) -> None:
        """Queue a job's present status; it waits where an earlier one is not settled."""
        self.send(caller, conversation.id, job, len(job.history) - 1)

    def send(self, caller: str, conversation_id: str, job: Job, index: int) -> None:
        """Queue one status of a job, if there is such a status and it is its turn."""
        if job.webhook is None or index >= len(job.history):
            return
        if index > 0:
            earlier = self.state(caller, conversation_id, job, index - 1, job.webhook)
            # After 410 the receiver wants no more of this job.
            if earlier not in (State.DELIVERED, State.PARKED):
                return
        task = NoticeTask(job_id(conversation_id, job.number), caller, index, first=True)
        self.queue.send_body(task.to_json())

    def state(self, caller: str, conversation_id: str, job: Job, index: int, url: str) -> State:
        """Tell what became of a status's notice."""
        parcel = notice_parcel(caller, conversation_id, job, index, url)
        return self.deliveries.read(parcel.entry, parcel.identifier)[0].state
