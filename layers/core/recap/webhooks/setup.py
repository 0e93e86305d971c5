"""A courier as the environment describes it."""

from functools import partial

from recap.master import master_secret
from recap.settings import WebhookSettings
from recap.store import Store
from recap.webhooks.courier import Courier
from recap.webhooks.delivery import Deliveries
from recap.webhooks.guard import Guard


def courier(store: Store, settings: WebhookSettings) -> Courier:
    """Make the courier that both the first try and the later ones use."""
    return Courier(
        Deliveries(store),
        Guard(allow_local=settings.allow_local),
        partial(master_secret, settings.secret_arn),
        settings.secret_version,
    )
