"""What the ledger knows of a webhook's delivery, and the claim that keeps two tries from meeting."""

import time
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from recap.errors import StaleEntryError
from recap.store import Store

LEASE_SECONDS = 60


class State(StrEnum):
    """How a delivery stands."""

    PENDING = "pending"
    DELIVERED = "delivered"
    GONE = "gone"  # the receiver answered 410: it wants no more of it
    PARKED = "parked"  # all tries failed; an operator may replay it from the dead letter queue


@dataclass(frozen=True, slots=True)
class Delivery:
    """A webhook's delivery; ``claimed_at`` (seconds since 1970) is set while a try is under way."""

    webhook_id: str
    state: State = State.PENDING
    attempts: int = 0
    claimed_at: float | None = None
    last_status: int | None = None
    last_reason: str = ""

    @property
    def is_over(self) -> bool:
        """Tell whether the receiver has it, or wants no more of it."""
        return self.state in (State.DELIVERED, State.GONE)

    @property
    def is_claimed(self) -> bool:
        """Tell whether somebody is at it. A claim ends by itself, for whoever made it may have crashed."""
        return self.claimed_at is not None and time.time() < self.claimed_at + LEASE_SECONDS


@dataclass(frozen=True, slots=True)
class Claim:
    """A try that nobody else makes at the same time."""

    delivery: Delivery
    version: str


@dataclass(frozen=True, slots=True)
class Deliveries:
    """The ledger's delivery entries."""

    store: Store

    def read(self, entry: str, webhook_id: str) -> tuple[Delivery, str | None]:
        """Give a webhook's delivery and the entry's version; an untried one if nothing is known of it.

        The entry may be about an earlier webhook of the request: that it failed, before it completed.
        """
        stored = self.store.read(entry)
        if stored is None:
            return Delivery(webhook_id), None
        delivery = Delivery(**stored.document | {"state": State(stored.document["state"])})
        if delivery.webhook_id != webhook_id and not delivery.is_claimed:
            delivery = Delivery(webhook_id)
        return delivery, stored.version

    def claim(self, entry: str, delivery: Delivery, version: str | None) -> Claim | None:
        """Claim the next try of what was read; None if somebody else was faster."""
        claimed = replace(
            delivery, state=State.PENDING, attempts=delivery.attempts + 1, claimed_at=time.time()
        )
        try:
            if version is None:
                version = self.store.create(entry, asdict(claimed))
            else:
                version = self.store.replace(entry, asdict(claimed), version)
        except StaleEntryError:
            return None
        return Claim(claimed, version)

    def settle(self, entry: str, claim: Claim, outcome: Delivery) -> None:
        """Write down how a claimed try went, and give the claim back."""
        try:
            self.store.replace(entry, asdict(replace(outcome, claimed_at=None)), claim.version)
        except StaleEntryError:
            return  # the claim ran out, and whoever took it over writes down how that went
