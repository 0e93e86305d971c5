"""What happens to a queued request: it is summarized once, and its webhook sent."""

from collections.abc import Callable
from dataclasses import dataclass

from aws_lambda_powertools import Logger
from recap.ledger import Ledger
from recap.queues import Queue, WebhookTask
from recap.request import SummaryRequest, SummaryType
from recap.result import Result, Status, timestamp
from recap.webhooks.courier import Courier, Outcome, result_parcel
from summarizers import Summarizer

from summarizer.deepaffects import render_failure, render_summary

logger = Logger(child=True)


class GivenUpError(Exception):
    """The request failed as often as it may; its message is to be parked."""


@dataclass(frozen=True, slots=True)
class Worker:
    """Works requests off; ``load`` gives the summarizer of a name."""

    ledger: Ledger
    webhooks: Queue
    courier: Courier
    load: Callable[[str], Summarizer]
    max_attempts: int
    first_pause: int

    def process(self, request: SummaryRequest, receives: int) -> None:
        """Work a request off, which SQS has handed out ``receives`` times now.

        Every step may be a repetition: what the ledger already says is not done again. After the last attempt
        the models are left alone, since they may be what kills the function.

        Raises GivenUpError once the failure is written down, and whatever goes wrong before that.
        """
        result = self.ledger.result(request.caller, request.request_id)
        exhausted = receives > self.max_attempts
        if result is None or (result.retryable and not exhausted):
            outcome = self._give_up(request) if exhausted else self._summarize(request)
            result = self.ledger.finish(request.caller, request.request_id, outcome)
        logger.info("finished", extra={"status": result.status.value, "retryable": result.retryable})
        if request.webhook is not None:
            self._notify(request, request.webhook, result)
        if exhausted and result.retryable:
            raise GivenUpError

    def _summarize(self, request: SummaryRequest) -> Result:
        summary = self.load(request.model).summarize(
            request.utterances,
            extractive=request.summary_type in (SummaryType.EXTRACTIVE, SummaryType.ALL),
            abstractive=request.summary_type in (SummaryType.ABSTRACTIVE, SummaryType.ALL),
        )
        if not summary.coverage.read:
            response = render_failure(request, "unsummarizable", "nothing is said in this conversation")
            return Result(Status.FAILED, timestamp(), retryable=False, response=response)
        return Result(
            Status.COMPLETED, timestamp(), retryable=False, response=render_summary(request, summary)
        )

    def _give_up(self, request: SummaryRequest) -> Result:
        message = (
            f"no summary could be made in {self.max_attempts} attempts; the request is kept for a replay"
        )
        response = render_failure(request, "api_error", message)
        return Result(Status.FAILED, timestamp(), retryable=True, response=response)

    def _notify(self, request: SummaryRequest, url: str, result: Result) -> None:
        parcel = result_parcel(request.caller, request.request_id, url, result)
        attempt = self.courier.attempt(parcel)
        logger.info("webhook", extra=attempt.log_fields)
        if attempt.outcome is not Outcome.OVER:
            task = WebhookTask(request.caller, request.request_id, parcel.identifier)
            self.webhooks.send_webhook(task, max(self.first_pause, attempt.wait))
