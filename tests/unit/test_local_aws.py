"""moto lets concurrent writers race; the middleware before it does not."""

import io
import json
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tools.local.aws import OneAtATime

RECEIVE = "AmazonSQS.ReceiveMessage"


class Busy:
    """A WSGI application that counts who is in it at the same time, and what it is given to read."""

    def __init__(self) -> None:
        self.inside = self.most = 0
        self.bodies: list[bytes] = []

    def __call__(self, environ: dict[str, Any], _start_response: object) -> Iterable[bytes]:
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.bodies.append(environ["wsgi.input"].read())
        time.sleep(0.02)
        self.inside -= 1
        return []


def call(application: OneAtATime, target: str, body: dict[str, object]) -> None:
    data = json.dumps(body).encode()
    environ = {"HTTP_X_AMZ_TARGET": target, "CONTENT_LENGTH": str(len(data)), "wsgi.input": io.BytesIO(data)}
    application(environ, lambda *_: None)


@pytest.mark.parametrize("target", ["AmazonSQS.SendMessage", RECEIVE])
def test_requests_go_in_one_after_the_other(target: str) -> None:
    busy = Busy()
    application = OneAtATime(busy)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: call(application, target, {"WaitTimeSeconds": 0}), range(8)))
    assert busy.most == 1
    assert busy.bodies == [b'{"WaitTimeSeconds": 0}'] * 8


def test_receiver_that_waits_holds_nobody_up() -> None:
    entered, leave = threading.Event(), threading.Event()

    def wait(environ: dict[str, Any], _start_response: object) -> Iterable[bytes]:
        if environ["HTTP_X_AMZ_TARGET"] == RECEIVE:
            entered.set()
            assert leave.wait(10), "nobody got in beside the receiver"
        return []

    application = OneAtATime(wait)
    with ThreadPoolExecutor(1) as pool:
        receiver = pool.submit(call, application, RECEIVE, {"WaitTimeSeconds": 20})
        assert entered.wait(10)
        call(application, "AmazonSQS.SendMessage", {})
        leave.set()
        receiver.result()
