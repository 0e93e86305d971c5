"""One try to deliver a webhook, from the claim to what the ledger says of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

from recap.jsontext import compact
from recap.ledger import entry_key
from recap.result import Result
from recap.webhooks.delivery import LEASE_SECONDS, Deliveries, State
from recap.webhooks.guard import Guard
from recap.webhooks.post import Reply, post
from recap.webhooks.secret import webhook_secret
from recap.webhooks.sign import signed_headers, webhook_id


class Outcome(Enum):
    """What a try came to."""

    OVER = auto()  # delivered, now or before, or the receiver wants no more of it
    FAILED = auto()
    BUSY = auto()  # somebody else is trying


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try; ``wait`` is the least number of seconds to the next one, ``reply`` None if nothing was sent."""

    outcome: Outcome
    wait: int = 0
    reply: Reply | None = None

    @property
    def log_fields(self) -> dict[str, str | int | None]:
        """Give what a log may say of it."""
        fields: dict[str, str | int | None] = {"outcome": self.outcome.name.lower()}
        return (
            fields if self.reply is None else {**fields, "http": self.reply.status, "why": self.reply.reason}
        )


@dataclass(frozen=True, slots=True)
class Parcel:
    """A webhook: whose it is, its id, where it goes, what it says; ``entry`` is the key of its delivery."""

    caller: str
    identifier: str
    url: str
    body: bytes
    entry: str


def result_parcel(caller: str, request_id: str, url: str, result: Result) -> Parcel:
    """Pack what tells how a request ended."""
    return Parcel(
        caller,
        webhook_id(caller, request_id, result.status),
        url,
        compact(result.response).encode(),
        entry_key(caller, request_id, "delivery"),
    )


@dataclass(frozen=True, slots=True)
class Courier:
    """Delivers webhooks; ``master`` gives the secret that all callers' secrets are derived from."""

    deliveries: Deliveries
    guard: Guard
    master: Callable[[], str]
    secret_version: int

    def attempt(self, parcel: Parcel, *, last: bool = False) -> Attempt:
        """Try once, unless it is over or somebody else is at it; after the ``last`` try it is parked.

        A crash between sending and writing it down sends it again: the receiver knows it by its webhook-id.
        """
        delivery, version = self.deliveries.read(parcel.entry, parcel.identifier)
        if delivery.is_claimed:
            return Attempt(Outcome.BUSY, LEASE_SECONDS)
        if delivery.is_over:
            return Attempt(Outcome.OVER)
        secret = webhook_secret(self.master(), parcel.caller, self.secret_version)
        claim = self.deliveries.claim(parcel.entry, delivery, version)
        if claim is None:
            return Attempt(Outcome.BUSY, LEASE_SECONDS)
        headers = signed_headers(parcel.identifier, parcel.body, secret, int(time.time()))
        reply = post(parcel.url, parcel.body, headers, self.guard)
        outcome = replace(
            claim.delivery,
            state=_state(reply, last=last),
            last_status=reply.status,
            last_reason=reply.reason,
        )
        self.deliveries.settle(parcel.entry, claim, outcome)
        if outcome.is_over:
            return Attempt(Outcome.OVER, reply=reply)
        return Attempt(Outcome.FAILED, reply.retry_after, reply)


def _state(reply: Reply, *, last: bool) -> State:
    if reply.delivered:
        return State.DELIVERED
    if reply.gone:
        return State.GONE
    return State.PARKED if last else State.PENDING
