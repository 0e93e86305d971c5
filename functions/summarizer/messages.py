"""The messages of a batch: each fails by itself, and is logged under its own request and caller."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from botocore.exceptions import BotoCoreError, ClientError
from recap.faultlog import fault_fields
from recap.queues import Queue

from summarizer.worker import GivenUpError

logger = Logger(child=True)


@dataclass(slots=True)
class Message:
    """A message of RequestQueue; ``failed`` says that SQS is to hand it out again, or to park it."""

    record: SQSRecord
    queue: Queue
    retry_seconds: int
    failed: bool = False
    _keys: dict[str, str] = field(default_factory=dict)

    @property
    def receives(self) -> int:
        """How often SQS has handed it out by now."""
        return int(self.record.attributes.approximate_receive_count)

    @property
    def sent_at(self) -> float:
        """When it was sent, in seconds since 1970."""
        return int(self.record.attributes.sent_timestamp) / 1000

    @contextmanager
    def step(self) -> Iterator[None]:
        """Keep what goes wrong inside, as this message's failure; it is looked at again soon.

        Several threads may be inside, each with another message.
        """
        logger.thread_safe_append_keys(**self._keys)
        try:
            yield
        except GivenUpError:
            self.look_again(0)  # the fifth receive that never is: SQS parks it
        except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
            logger.warning("not summarized", extra=fault_fields(error))
            self.look_again(self.retry_seconds)
        finally:
            logger.thread_safe_clear_keys()

    def concerns(self, identifier: str, caller: str) -> None:
        """Log from now on whose request this is, or whose job."""
        self._keys = {"correlation_id": identifier, "caller": caller}
        logger.thread_safe_append_keys(**self._keys)

    def look_again(self, seconds: int) -> None:
        """Have SQS hand it out again after some seconds; if SQS cannot be told, once its time-out ends."""
        self.failed = True
        with suppress(BotoCoreError, ClientError):
            self.queue.look_again(self.record.receipt_handle, seconds)
