"""One local stack for the whole contract: real handler processes, real models."""

from collections.abc import Iterator

import pytest

from tests.contract.service import Service
from tools.local.receiver import Receiver
from tools.local.stack import LocalStack

PARAMETERS = {"RequestsPerSecond": "1000", "RequestBurst": "1000"}
ENVIRONMENT = {"REQUEST_RETRY_SECONDS": "0", "WEBHOOK_RETRY_SECONDS": "0,0,0,0"}


@pytest.fixture(scope="package")
def stack() -> Iterator[LocalStack]:
    with LocalStack(parameters=PARAMETERS, environment=ENVIRONMENT) as running:
        running.warm()
        yield running


@pytest.fixture
def service(stack: LocalStack, request: pytest.FixtureRequest) -> Service:
    return Service(stack, stack.create_caller(request.node.name))


@pytest.fixture(scope="package")
def other(stack: LocalStack) -> Service:
    return Service(stack, stack.create_caller("somebody else"))


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running
