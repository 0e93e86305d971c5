"""Import a function's handler as Lambda does, and send it events of the same kind.

python handler.py MODULE ANSWER.json [EVENT.json COUNT]

What is spent waiting for AWS, from the request's first byte to the answer's last, is counted apart: the rest
is the function's own, the SDK's work in it included.
"""

import time

STARTED = time.monotonic()

import importlib  # noqa: E402 - the clock first
import json  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from types import SimpleNamespace  # noqa: E402
from typing import Any  # noqa: E402


def main() -> None:
    """Import, invoke, write down how long both took."""
    module, answer, *more = sys.argv[1:]
    before = set(sys.modules)
    handler = importlib.import_module(module).handler
    imported, busy = time.monotonic(), time.process_time()
    loaded = sorted({name.partition(".")[0] for name in set(sys.modules) - before})
    own, waited = _invoke(handler, Path(more[0]), int(more[1])) if more else ([], [])
    facts = {
        "started": STARTED,
        "imported": imported,
        "busy": busy,
        "loaded": loaded,
        "own": own,
        "waited": waited,
    }
    Path(answer).write_text(json.dumps(facts), encoding="utf-8")


def _invoke(handler: Any, path: Path, count: int) -> tuple[list[float], list[float]]:  # noqa: ANN401 - any handler
    from botocore.httpsession import URLLib3Session  # noqa: PLC0415 - not before the import is timed

    waits: list[float] = []
    send = URLLib3Session.send

    def timed(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - botocore's
        begun = time.monotonic()
        try:
            return send(*arguments, **options)
        finally:
            waits.append(time.monotonic() - begun)

    URLLib3Session.send = timed  # type: ignore[method-assign]
    event = json.loads(path.read_text(encoding="utf-8"))
    context = SimpleNamespace(
        function_name="api",
        memory_limit_in_mb=512,
        invoked_function_arn="arn:aws:lambda:us-east-1:123456789012:function:api",
        aws_request_id="8f5e3a52-6a0b-4c1e-9d53-6f1f2f3b7c11",
        get_remaining_time_in_millis=lambda: 10_000,
    )
    own, waited = [], []
    for number in range(count):
        event["multiValueQueryStringParameters"]["request_id"] = [f"bench-{number}"]
        waits.clear()
        begun = time.monotonic()
        answer = handler(event, context)
        total = time.monotonic() - begun
        if answer["statusCode"] != 202:  # noqa: PLR2004 - accepted
            raise ValueError(answer["body"])
        own.append(total - sum(waits))
        waited.append(sum(waits))
    return own, waited


if __name__ == "__main__":
    main()
