"""The summarizer's handler, given the same requests in batches of several sizes in turn.

python batches.py MODEL WORK.json FACTS.json

WORK.json: ``conversations`` by kind, lists of lists of utterances; ``sizes`` of batches; ``rounds``;
``webhook_seconds`` that the receiver of the webhooks takes to answer.
"""

import json
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from summarizer import app

CONTEXT = SimpleNamespace(
    function_name="summarizer",
    memory_limit_in_mb=1769,
    invoked_function_arn="arn:aws:lambda:us-east-1:123456789012:function:summarizer",
    aws_request_id="8f5e3a52-6a0b-4c1e-9d53-6f1f2f3b7c11",
    get_remaining_time_in_millis=lambda: 300_000,
)


def main() -> None:
    """Hand out every kind's requests in batches of every size, round after round; the first is for warmth."""
    model, work, facts = sys.argv[1:]
    asked = json.loads(Path(work).read_text(encoding="utf-8"))
    found = []
    with _receiver(asked["webhook_seconds"]) as server:
        url = f"http://127.0.0.1:{server.server_port}/"
        for number in range(asked["rounds"] + 1):
            for kind, conversations in asked["conversations"].items():
                for size in asked["sizes"]:
                    for webhook in (None, url):
                        prefix = f"{number}-{size}-{'told' if webhook else 'kept'}-{kind}"
                        bodies = list(_bodies(model, prefix, conversations, webhook))
                        spent = _spend(bodies, size)
                        if number:
                            found.append({"kind": kind, "size": size, "told": bool(webhook), **spent})
        server.shutdown()
    Path(facts).write_text(json.dumps(found), encoding="utf-8")


def _bodies(
    model: str, prefix: str, conversations: Sequence[Sequence[Any]], webhook: str | None
) -> Iterator[str]:
    for number, utterances in enumerate(conversations):
        request = {
            "caller": "bench",
            "request_id": f"{prefix}-{number}",
            "api": "/text/generic/api/v1/async/summary",
            "summary_type": "all",
            "model": model,
            "webhook": webhook,
            "utterances": utterances,
        }
        yield json.dumps(request)


def _spend(bodies: Sequence[str], size: int) -> dict[str, float]:
    """Seconds per request: the clock's, which Lambda bills, and the processor's."""
    wall, busy = time.monotonic(), time.process_time()
    for first in range(0, len(bodies), size):
        records = [_record(number, body) for number, body in enumerate(bodies[first : first + size])]
        answer = app.handler({"Records": records}, CONTEXT)  # type: ignore[arg-type]
        if answer["batchItemFailures"]:
            raise RuntimeError(answer)
    count = len(bodies)
    return {"wall": (time.monotonic() - wall) / count, "busy": (time.process_time() - busy) / count}


def _record(number: int, body: str) -> dict[str, Any]:
    return {
        "messageId": f"message-{number}",
        "receiptHandle": "none",
        "body": body,
        "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": "0"},
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:requests",
        "awsRegion": "us-east-1",
    }


def _receiver(seconds: float) -> ThreadingHTTPServer:
    """Answer every webhook after some seconds."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Take a webhook."""
            self.rfile.read(int(self.headers["Content-Length"]))
            time.sleep(seconds)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


if __name__ == "__main__":
    main()
