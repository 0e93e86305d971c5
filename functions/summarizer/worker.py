"""What happens to queued requests: each is summarized once, and its webhook sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aws_lambda_powertools import Logger
from recap.ledger import Ledger
from recap.queues import Queue, WebhookTask
from recap.request import SummaryRequest, SummaryType
from recap.result import Result, Status, timestamp
from recap.webhooks.courier import Courier, Outcome, result_parcel
from summarizers import Order, Summarizer, Summary

from summarizer.deepaffects import render_failure, render_summary

logger = Logger(child=True)


class GivenUpError(Exception):
    """The request failed as often as it may; its message is to be parked."""


@dataclass(frozen=True, slots=True)
class Worker:
    """Works requests off in steps; ``load`` gives the summarizer of a name.

    Every step may be a repetition: what the ledger already says is not done again. Requests are summarized
    together; the other steps take one each, and several threads may be at them.
    """

    ledger: Ledger
    webhooks: Queue
    courier: Courier
    load: Callable[[str], Summarizer]
    max_attempts: int
    first_pause: int

    def begin(self, request: SummaryRequest, receives: int) -> Result | None:
        """Give the result of a request, which SQS has handed out ``receives`` times; None: it needs one.

        After the last attempt the models are left alone, since they may be what kills the function: the
        failure is the result.
        """
        result = self.ledger.result(request.caller, request.request_id)
        if receives > self.max_attempts:
            return result or self.keep(request, self._give_up(request))
        return None if result is None or result.retryable else result

    def summarize(self, requests: Sequence[SummaryRequest]) -> list[Result | Exception]:
        """Summarize requests together, each to its result or to what went wrong with it."""
        outcomes: dict[int, Result | Exception] = {}
        for name in dict.fromkeys(request.model for request in requests):
            numbers = [number for number, request in enumerate(requests) if request.model == name]
            outcomes |= zip(numbers, self._summarized(name, [requests[k] for k in numbers]), strict=True)
        return [outcomes[number] for number in range(len(requests))]

    def keep(self, request: SummaryRequest, result: Result) -> Result:
        """Write a result down, and give the one that counts."""
        return self.ledger.finish(request.caller, request.request_id, result)

    def tell(self, request: SummaryRequest, receives: int, result: Result) -> None:
        """Send the webhook; raises GivenUpError when the result is that there was no attempt left."""
        logger.info("finished", extra={"status": result.status.value, "retryable": result.retryable})
        if request.webhook is not None:
            self._notify(request, request.webhook, result)
        if receives > self.max_attempts and result.retryable:
            raise GivenUpError

    def _summarized(self, model: str, requests: Sequence[SummaryRequest]) -> list[Result | Exception]:
        try:
            summaries = self.load(model).summarize_batch([_order(request) for request in requests])
        except Exception as fault:  # noqa: BLE001 - it is each request's
            return [fault] * len(requests)
        return [
            summary if isinstance(summary, Exception) else _result(request, summary)
            for request, summary in zip(requests, summaries, strict=True)
        ]

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


def _order(request: SummaryRequest) -> Order:
    return Order(
        request.utterances,
        extractive=request.summary_type in (SummaryType.EXTRACTIVE, SummaryType.ALL),
        abstractive=request.summary_type in (SummaryType.ABSTRACTIVE, SummaryType.ALL),
    )


def _result(request: SummaryRequest, summary: Summary) -> Result:
    if not summary.coverage.read:
        response = render_failure(request, "unsummarizable", "nothing is said in this conversation")
        return Result(Status.FAILED, timestamp(), retryable=False, response=response)
    return Result(Status.COMPLETED, timestamp(), retryable=False, response=render_summary(request, summary))
