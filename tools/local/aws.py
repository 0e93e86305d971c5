"""The AWS services that keep state, on this machine: moto in a process of its own.

A process of its own because moto keeps its state in module globals: two stacks in one program would share it.
"""

import io
import json
import os
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from tools.local import processes
from tools.local.errors import ProcessStartError

REGION = "us-east-1"
ACCOUNT = "123456789012"  # moto's own
ROOT = Path(__file__).parents[2]

Environ = dict[str, Any]
StartResponse = Callable[..., Any]


class Aws:
    """moto's server on a free port of the loopback interface."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._process = processes.start(
            [sys.executable, "-m", "tools.local.aws"], environment=environment, folder=ROOT
        )
        self.url = ""

    def wait_until_ready(self) -> None:
        """Wait for the server, which then is at `url`. Raises ProcessStartError."""
        output = self._process.stdout
        line = output.readline().decode().strip() if output else ""
        if not line.startswith("http://"):
            self.stop()
            raise ProcessStartError(f"moto does not start: {line or 'it ended without a word'}")
        self.url = line
        threading.Thread(target=self._drain, name="moto-log", daemon=True).start()

    def environment(self) -> dict[str, str]:
        """Give what an AWS SDK needs in its environment to talk to this server alone."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
        }

    def client(self, service: str) -> Any:  # noqa: ANN401 - boto3 makes its clients' classes while running
        """Make a boto3 client of this server."""
        make: Any = boto3.client  # its overloads want the name of the service as a literal
        return make(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id="local",
            aws_secret_access_key="local",  # noqa: S106 - moto accepts anything
            config=Config(max_pool_connections=32, retries={"total_max_attempts": 1}, read_timeout=60),
        )

    def stop(self) -> None:
        """End the server; everything it holds is gone."""
        processes.end(self._process)

    def _drain(self) -> None:
        for _ in self._process.stdout or ():
            pass


class OneAtATime:
    """WSGI middleware that lets one request after the other into moto.

    moto looks and then writes: of two conditional writes at the same time both would succeed. Only a receiver
    that waits for messages is let in beside the others, since it may wait for twenty seconds.
    """

    def __init__(self, application: Callable[[Environ, StartResponse], Iterable[bytes]]) -> None:
        self._application = application
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, as WSGI has it."""
        if environ.get("HTTP_X_AMZ_TARGET") == "AmazonSQS.ReceiveMessage":
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ["wsgi.input"] = io.BytesIO(body)
            if json.loads(body).get("WaitTimeSeconds") != 0:
                return self._application(environ, start_response)
        with self._lock:
            return self._application(environ, start_response)


def main() -> None:
    """Serve until standard input ends; print the address first."""
    from moto.moto_server.werkzeug_app import (  # noqa: PLC0415 - half a second that only this process needs
        DomainDispatcherApplication,
        MotoRequestHandler,
        create_backend_app,
    )
    from werkzeug.serving import make_server  # noqa: PLC0415

    from tools.local.bootstrap import end_with_parent  # noqa: PLC0415

    class Handler(MotoRequestHandler):
        # Writes stay unbuffered: a `100 Continue` kept in a buffer costs botocore a second per S3 write.
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log(self, *_: object) -> None:
            """Say nothing: a poll every second is no news."""

    end_with_parent()
    application = OneAtATime(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=Handler)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
