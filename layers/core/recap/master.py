"""The master secret, from which everything else that is secret is derived."""

import time
from functools import lru_cache
from threading import Lock

from recap.aws import secrets_client

_KEPT_SECONDS = 300
_LOCK = Lock()  # several webhooks of a batch are sent at the same time


def master_secret(arn: str) -> str:
    """Read the secret; it is kept for up to five minutes: a new one is found without a new process."""
    with _LOCK:
        return _read(arn, int(time.monotonic() // _KEPT_SECONDS))


@lru_cache(maxsize=1)
def _read(arn: str, _period: int) -> str:
    return secrets_client().get_secret_value(SecretId=arn)["SecretString"]
