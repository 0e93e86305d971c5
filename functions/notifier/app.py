"""The notifier's handler: tries webhooks again. SQS keeps the time and counts the tries."""

from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from recap import aws
from recap.conversations.notices import Notices
from recap.conversations.shelf import Shelf
from recap.conversations.tasks import NoticeTask, is_about_job
from recap.errors import MissingEntryError
from recap.faultlog import fault_fields
from recap.ledger import Ledger
from recap.queues import Queue, WebhookTask
from recap.settings import NotifierSettings
from recap.store import Store
from recap.webhooks.courier import Outcome, result_parcel
from recap.webhooks.delivery import Deliveries
from recap.webhooks.setup import courier as make_courier

from notifier.notices import NoticeDesk, UndeliveredNoticeError

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

settings = NotifierSettings.from_environment()
logger = Logger()
processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)
store = Store(aws.s3_client(), settings.bucket)
ledger = Ledger(store)
courier = make_courier(store, settings.webhooks)
queue = Queue(aws.sqs_client(), settings.webhooks.queue_url)
notices = NoticeDesk(
    shelf=Shelf(store, patience=0),  # it only reads
    notices=Notices(Deliveries(store), queue),
    courier=courier,
    pauses=settings.webhooks.retry_seconds,
)


class UndeliveredError(Exception):
    """The webhook was not delivered; its message goes back to the queue, or is parked after the last try."""


def process(record: SQSRecord) -> None:
    """Try one webhook again; raises whatever keeps it from being over."""
    try:
        if is_about_job(record.body):
            deliver_notice(record)
        else:
            deliver(record)
    except Exception as error:
        logger.warning("not delivered", extra=fault_fields(error))
        raise


def deliver(record: SQSRecord) -> None:
    """Make the try that the receive count tells; the summarizer made the first. Raises UndeliveredError."""
    task = WebhookTask.from_json(record.body)
    logger.set_correlation_id(task.request_id)
    logger.append_keys(caller=task.caller)
    receives = int(record.attributes.approximate_receive_count)
    pauses = settings.webhooks.retry_seconds
    last = receives >= len(pauses)
    request = ledger.request(task.caller, task.request_id)
    result = ledger.result(task.caller, task.request_id)
    if result is None or request.webhook is None:
        raise MissingEntryError(f"nothing to deliver for {task.request_id!r}")
    parcel = result_parcel(task.caller, task.request_id, request.webhook, result)
    if parcel.identifier != task.webhook_id:
        return  # it told of a failure, and the request has been replayed since
    attempt = courier.attempt(parcel, last=last)
    logger.info("webhook", extra={"try": receives + 1, **attempt.log_fields})
    if attempt.outcome is Outcome.BUSY and last:
        # How the other try ends is not known yet, and SQS would park this message now: a new one looks again.
        queue.send_webhook(task, attempt.wait)
        return
    if attempt.outcome is not Outcome.OVER:
        queue.look_again(record.receipt_handle, 0 if last else max(pauses[receives], attempt.wait))
        raise UndeliveredError


def deliver_notice(record: SQSRecord) -> None:
    """Make one try of a job's status. Raises UndeliveredNoticeError."""
    task = NoticeTask.from_json(record.body)
    logger.set_correlation_id(task.job_id)
    logger.append_keys(caller=task.caller)
    try:
        notices.deliver(task, int(record.attributes.approximate_receive_count))
    except UndeliveredNoticeError as undelivered:
        queue.look_again(record.receipt_handle, undelivered.wait)
        raise


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Try a batch; only the webhooks that failed are reported, for SQS to hand out again."""
    return dict(process_partial_response(event, process, processor, context))
