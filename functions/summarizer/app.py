"""The summarizer's handler: takes requests off their queue."""

from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSEvent
from recap import aws
from recap.conversations.notices import Notices
from recap.conversations.shelf import Shelf
from recap.faultlog import fault_fields
from recap.ledger import Ledger
from recap.queues import Queue
from recap.settings import SummarizerSettings
from recap.store import Store
from recap.webhooks.delivery import Deliveries
from recap.webhooks.setup import courier
from summarizers import ModelFileError

from summarizer.batch import BatchWorker
from summarizer.messages import Message
from summarizer.models import DEFAULT_MODEL, Models
from summarizer.networks import Networks
from summarizer.symbl import JobWorker
from summarizer.worker import Worker

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

settings = SummarizerSettings.from_environment()
logger = Logger()
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
batches = BatchWorker(worker, jobs)
try:  # now, while starting: the first request does not wait for it
    models.load(DEFAULT_MODEL)
    models.fetch()
except ModelFileError as fault:
    logger.critical("a network cannot be loaded", extra=fault_fields(fault))


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Work off a batch; only the messages that failed are reported, for SQS to hand out again."""
    messages = [Message(record, requests, settings.retry_seconds) for record in SQSEvent(event).records]
    batches.work_off(messages, lambda: context.get_remaining_time_in_millis() / 1000)
    failed = [message.record.message_id for message in messages if message.failed]
    return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in failed]}
