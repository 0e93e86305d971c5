"""Functions as processes: what Lambda does to a handler that misbehaves."""

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

import pytest

from tools.local.environments import FunctionSettings
from tools.local.errors import EventTooLargeError, FunctionError, FunctionInitError
from tools.local.functions import Function

APP = Path(__file__).parent / "local_app"
LINES: list[tuple[str, str]] = []


def settings(
    handler: str, *, timeout: float = 20, memory: int = 256, concurrency: int = 2
) -> FunctionSettings:
    return FunctionSettings(
        name=handler,
        arn=f"arn:aws:lambda:us-east-1:123456789012:function:{handler}",
        handler=handler,
        code=APP,
        layers=(),
        timeout=timeout,
        memory=memory,
        environment={"DATA_DIR": "/opt/data", "AWS_DEFAULT_REGION": "us-east-1"},
        concurrency=concurrency,
    )


@pytest.fixture(scope="module")
def misbehave() -> Iterator[Function]:
    function = Function(settings("app.misbehave", timeout=2), lambda who, line: LINES.append((who, line)))
    yield function
    function.stop()


@pytest.fixture(scope="module")
def echo() -> Iterator[Function]:
    function = Function(settings("app.echo"), lambda who, line: LINES.append((who, line)))
    yield function
    function.stop()


def test_hanging_handler_is_killed_at_its_timeout_and_the_next_call_works(misbehave: Function) -> None:
    with pytest.raises(
        FunctionError, match=r"RequestId: [0-9a-f-]{36} Task timed out after 2\.00 seconds"
    ) as caught:
        misbehave.invoke({"do": "hang"})
    assert caught.value.error_type == "Sandbox.Timedout"
    assert misbehave.invoke({"do": "nothing"}) == {"do": "nothing"}


def test_exiting_handler_is_a_runtime_exit_error(misbehave: Function) -> None:
    with pytest.raises(FunctionError, match="Runtime exited with error: exit status 3") as caught:
        misbehave.invoke({"do": "exit"})
    assert caught.value.error_type == "Runtime.ExitError"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_handler_that_grows_past_its_memory_is_killed(misbehave: Function) -> None:
    with pytest.raises(FunctionError, match="more than 256 MiB") as caught:
        misbehave.invoke({"do": "grow"})
    assert caught.value.error_type == "Runtime.OutOfMemory"


def test_raised_error_keeps_its_type_and_message(misbehave: Function) -> None:
    with pytest.raises(FunctionError, match="no such thing") as caught:
        misbehave.invoke({"do": "raise"})
    assert caught.value.error_type == "ValueError"


def test_response_over_six_mebibytes_fails(misbehave: Function) -> None:
    with pytest.raises(FunctionError) as caught:
        misbehave.invoke({"do": "talk"})
    assert caught.value.error_type == "Function.ResponseSizeTooLarge"


def test_event_over_six_mebibytes_is_refused(misbehave: Function) -> None:
    with pytest.raises(EventTooLargeError):
        misbehave.invoke({"do": "x" * (6 * 1024 * 1024)})


def test_missing_handler_module_is_an_init_error_that_names_it() -> None:
    function = Function(settings("absent.handler"), lambda *_: None)
    with pytest.raises(FunctionInitError, match="absent") as caught:
        function.warm()
    assert caught.value.error_type == "Runtime.ImportModuleError"


def test_concurrent_calls_stay_apart_in_two_processes_that_are_reused(echo: Function) -> None:
    def call(number: int) -> tuple[int, dict[str, object]]:
        event = {"requestContext": {"n": number}, "headers": {}, "isBase64Encoded": False}
        return number, echo.invoke(event)

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(call, range(50)))
    bodies = [(number, answer["body"]) for number, answer in answers]
    assert all(f'"context": {{"n": {number}}}' in str(body) for number, body in bodies)
    pids = {str(body).split('"pid": ')[1].split(",")[0] for _, body in bodies}
    assert 1 <= len(pids) <= 2


def test_output_of_the_handler_is_logged_under_its_name(echo: Function) -> None:
    echo.invoke({"requestContext": {}, "headers": {}, "isBase64Encoded": False})
    assert ("app.echo", "a line of the function's own") in LINES


def test_stopped_function_leaves_no_process_and_starts_none() -> None:
    lines: SimpleQueue[str] = SimpleQueue()
    function = Function(settings("app.misbehave"), lambda _who, line: lines.put(line))
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(function.invoke, {"do": "hang"})
        pid = int(lines.get(timeout=20).removeprefix("pid "))
        os.kill(pid, 0)
        function.stop()
        with pytest.raises(FunctionError):
            running.result()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(FunctionInitError):
        function.invoke({"do": "nothing"})
