"""The account that events are replayed in, and the receiver of its webhooks."""

from collections.abc import Iterator

import pytest
from moto import mock_aws
from recap import master

from tests.replay.account import Account, deploy_template
from tools.local.aws import REGION
from tools.local.receiver import Receiver


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "answering(*statuses): what the receiver answers, one after the other")


@pytest.fixture(scope="module")
def deployed() -> Iterator[Account]:
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        yield deploy_template()


@pytest.fixture
def account(
    deployed: Account,
    nobodys_account: None,  # noqa: ARG001 - it sets the scene
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Account]:
    """Give the deployed template, with nothing in its queues and its bucket."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    # Their clients are made on first use, for the region of that moment.
    master._read.cache_clear()
    yield deployed
    master._read.cache_clear()
    deployed.empty()


@pytest.fixture
def receiver(request: pytest.FixtureRequest) -> Iterator[Receiver]:
    """Receive webhooks. `answering` says what the first of them are answered with; the rest get 200."""
    marker = request.node.get_closest_marker("answering")
    with Receiver(statuses=marker.args if marker else ()) as receiver:
        yield receiver
