"""How a request gets in: written down once, then queued."""

from dataclasses import dataclass

from recap.ledger import Ledger, Standing
from recap.queues import Queue, message_body
from recap.request import SummaryRequest
from recap.webhooks.guard import Guard


@dataclass(frozen=True, slots=True)
class Intake:
    """Accepts requests."""

    ledger: Ledger
    queue: Queue
    guard: Guard

    def accept(self, request: SummaryRequest) -> None:
        """Accept a request; again and again the same one, but it is summarized once.

        The ledger is written before the queue: whoever gets no answer in between sends the request again, and
        then it is queued, because it has no result yet. So is one that was given up: that summarizes it anew.

        Raises RequestTooLargeError, ConflictError, WebhookRefusedError.
        """
        message = message_body(request)
        standing = self.ledger.standing(request)
        if standing is Standing.UNKNOWN:
            if request.webhook is not None:
                self.guard.admit(request.webhook)
            standing = self.ledger.accept(request)
        if standing is not Standing.FINISHED:
            self.queue.send_body(message)
