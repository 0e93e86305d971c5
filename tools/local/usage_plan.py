"""Usage plans: who may call how often.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from tools.local.aws import Aws

PERIODS: dict[str, Callable[[datetime], object]] = {
    "DAY": lambda now: now.date(),
    "WEEK": lambda now: now.isocalendar()[:2],
    "MONTH": lambda now: (now.year, now.month),
}


@dataclass(frozen=True)
class ApiKey:
    """A caller's key as API Gateway knows it: `value` is what the authorizer returns, not the key."""

    id: str
    value: str


class TokenBucket:
    """Throttling: `rate` tokens come in per second, `burst` of them fit, a request takes one."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._tokens, self._filled = burst, clock()

    def take(self) -> bool:
        """Take a token if there is one."""
        now = self._clock()
        self._tokens = min(self._burst, self._tokens + (now - self._filled) * self._rate)
        self._filled = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


class Quota:
    """At most `limit` requests in each day, week or month, in UTC."""

    def __init__(
        self, limit: int, period: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._limit, self._period_of, self._now = limit, PERIODS[period], now
        self._period, self._used = self._period_of(now()), 0

    def take(self) -> bool:
        """Count a request if it is within the quota."""
        period = self._period_of(self._now())
        if period != self._period:
            self._period, self._used = period, 0
        if self._used >= self._limit:
            return False
        self._used += 1
        return True


class UsagePlan:
    """A usage plan of the template; its keys are moto's, so that tools for callers work on this stack too."""

    def __init__(self, plan_id: str, properties: Mapping[str, Any], aws: Aws) -> None:
        self._id = plan_id
        self._throttle: Mapping[str, Any] | None = properties.get("Throttle")
        self._quota: Mapping[str, Any] | None = properties.get("Quota")
        self._client = aws.client("apigateway")
        self._lock = threading.Lock()
        self._buckets: dict[str, TokenBucket] = {}
        self._quotas: dict[str, Quota] = {}

    def find(self, value: str) -> ApiKey | None:
        """Find the enabled key of this plan that has a value."""
        for page in self._client.get_paginator("get_usage_plan_keys").paginate(usagePlanId=self._id):
            for item in page["items"]:
                if item["value"] == value and self._enabled(item["id"]):
                    return ApiKey(item["id"], value)
        return None

    def _enabled(self, key_id: str) -> bool:
        try:
            return bool(self._client.get_api_key(apiKey=key_id)["enabled"])
        except ClientError as error:
            if (
                error.response["Error"]["Code"] == "NotFoundException"
            ):  # deleted, though the plan still lists it
                return False
            raise

    def admit(self, key: ApiKey) -> str | None:
        """Count a request of the key; give the gateway response type if it is one too many."""
        with self._lock:
            if self._throttle:
                bucket = self._buckets.setdefault(
                    key.id,
                    TokenBucket(float(self._throttle["RateLimit"]), float(self._throttle["BurstLimit"])),
                )
                if not bucket.take():
                    return "THROTTLED"
            if self._quota:
                quota = self._quotas.setdefault(
                    key.id, Quota(int(self._quota["Limit"]), self._quota["Period"])
                )
                if not quota.take():
                    return "QUOTA_EXCEEDED"
        return None
