"""The summarizer's handler: takes requests off their queue."""

from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from recap import aws
from recap.conversations.notices import Notices
from recap.conversations.shelf import Shelf
from recap.conversations.tasks import JobTask, is_about_job
from recap.faultlog import fault_fields
from recap.ledger import Ledger
from recap.queues import Queue
from recap.request import SummaryRequest
from recap.settings import SummarizerSettings
from recap.store import Store
from recap.webhooks.delivery import Deliveries
from recap.webhooks.setup import courier
from summarizers import ModelFileError

from summarizer.models import DEFAULT_MODEL, Models
from summarizer.networks import Networks
from summarizer.symbl import JobWorker, Receipt
from summarizer.worker import GivenUpError, Worker

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

settings = SummarizerSettings.from_environment()
logger = Logger()
processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)
store = Store(aws.s3_client(), settings.bucket)
sqs = aws.sqs_client()
requests = Queue(sqs, settings.request_queue_url)
webhooks = Queue(sqs, settings.webhooks.queue_url)
networks = Networks(store.s3, settings.networks_bucket, settings.networks_prefix, settings.networks_dir)
models = Models(settings.models_dir, networks)
worker = Worker(
    ledger=Ledger(store),
    webhooks=webhooks,
    courier=courier(store, settings.webhooks),
    load=models.load,
    max_attempts=settings.max_attempts,
    first_pause=settings.webhooks.retry_seconds[0],
)
PATIENCE = 60.0  # seconds: a summary that is made is not given up because others change the conversation
jobs = JobWorker(
    shelf=Shelf(store, PATIENCE),
    requests=requests,
    notices=Notices(Deliveries(store), webhooks),
    load=models.load,
    max_attempts=settings.max_attempts,
)
try:  # now, while starting: the first request does not wait for it
    models.load(DEFAULT_MODEL)
    models.fetch()
except ModelFileError as fault:
    logger.critical("a network cannot be loaded", extra=fault_fields(fault))


def process(record: SQSRecord) -> None:
    """Work one message off; if that fails, it is looked at again soon."""
    try:
        receives = int(record.attributes.approximate_receive_count)
        if is_about_job(record.body):
            task = JobTask.from_json(record.body)
            logger.set_correlation_id(task.job_id)
            logger.append_keys(caller=task.caller)
            sent_at = int(record.attributes.sent_timestamp) / 1000
            jobs.process(task, Receipt(record.message_id, receives, sent_at))
        else:
            request = SummaryRequest.from_json(record.body)
            logger.set_correlation_id(request.request_id)
            logger.append_keys(caller=request.caller)
            worker.process(request, receives)
    except GivenUpError:
        requests.look_again(record.receipt_handle, 0)  # the fifth receive that never is: SQS parks it
        raise
    except Exception as error:
        logger.warning("not summarized", extra=fault_fields(error))
        requests.look_again(record.receipt_handle, settings.retry_seconds)
        raise


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Work off a batch; only the messages that failed are reported, for SQS to hand out again."""
    return dict(process_partial_response(event, process, processor, context))
