"""Throttling and quotas, on a clock that the tests wind."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from tools.local.usage_plan import Quota, TokenBucket


@dataclass
class Clock:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_burst_passes_at_once_and_then_the_rate() -> None:
    clock = Clock()
    bucket = TokenBucket(rate=2, burst=3, clock=clock)
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    clock.seconds = 0.5
    assert [bucket.take() for _ in range(2)] == [True, False]
    clock.seconds = 100
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]


def test_refused_request_takes_no_token() -> None:
    clock = Clock()
    bucket = TokenBucket(rate=1, burst=1, clock=clock)
    assert bucket.take()
    for tenth in range(1, 10):
        clock.seconds = tenth / 10
        assert not bucket.take()
    clock.seconds = 1.01
    assert bucket.take()


@pytest.mark.parametrize(
    ("period", "same", "later"),
    [
        ("DAY", datetime(2026, 3, 5, 23, 59, tzinfo=UTC), datetime(2026, 3, 6, tzinfo=UTC)),
        ("WEEK", datetime(2026, 3, 8, 23, 59, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC)),
        ("MONTH", datetime(2026, 3, 31, 23, 59, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)),
    ],
)
def test_quota_begins_anew_with_its_period(period: str, same: datetime, later: datetime) -> None:
    now = [datetime(2026, 3, 5, tzinfo=UTC)]
    quota = Quota(2, period, lambda: now[0])
    assert [quota.take() for _ in range(3)] == [True, True, False]
    now[0] = same
    assert not quota.take()
    now[0] = later
    assert quota.take()
