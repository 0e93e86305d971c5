"""The whole product over HTTP: the local stack with real handlers and models, and a real webhook receiver."""

from collections.abc import Iterator

import pytest

from tests.e2e.client import ENVIRONMENT, PARAMETERS, Client
from tools.local.receiver import Receiver
from tools.local.stack import LocalStack


@pytest.fixture(scope="package")
def stack() -> Iterator[LocalStack]:
    with LocalStack(parameters=PARAMETERS, environment=ENVIRONMENT) as running:
        running.warm()
        yield running


@pytest.fixture
def client(stack: LocalStack, request: pytest.FixtureRequest) -> Client:
    return Client(stack, stack.create_caller(request.node.name))


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running
