"""The two commands, as a person runs them."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.client import PATIENCE, ROOT, STATUS

LOCAL = [sys.executable, "-m", "tools.local"]


def children(pid: int) -> set[int]:
    """Find the processes that a process started."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        if int(fields[1]) == pid:
            found.add(int(stat.parent.name))
    return found


def start_serving() -> tuple[subprocess.Popen[str], list[str]]:
    """Start `serve` and read what it prints, up to where it says how to stop it."""
    process = subprocess.Popen([*LOCAL, "serve", "--port", "0"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    lines: list[str] = []
    while not (lines and "Ctrl-C" in lines[-1]):
        line = process.stdout.readline() if process.stdout else ""
        if not line:
            pytest.fail(f"serve ended with {process.wait()} after {lines}")
        lines.append(line.rstrip())
    return process, lines


needs_curl = pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")


@needs_curl
@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
def test_serve_prints_curl_lines_that_work_and_interrupt_leaves_no_process() -> None:
    process, lines = start_serving()
    started = children(process.pid)
    try:
        assert re.fullmatch(r"URL: http://127\.0\.0\.1:\d+", lines[0])
        assert re.fullmatch(r"API key: \S+", lines[1])
        submit, status, _ = (line for line in lines if line.startswith("curl "))
        assert '"request_id":"call-1"' in shell(submit).replace(" ", "")
        assert '"status"' in shell(status)
        assert len(started) == 5, "moto and four functions"
    finally:
        process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "POST /text/generic/api/v1/async/summary 202" in output
    assert not any(Path(f"/proc/{pid}").exists() for pid in started)


@needs_curl
def test_second_caller_is_made_as_serve_says_and_gets_webhooks_that_receive_verifies() -> None:
    serving, lines = start_serving()
    try:
        url = lines[0].removeprefix("URL: ")
        export = next(line for line in lines if line.startswith("export "))
        made = shell(f"{export}; {sys.executable} -m tools.callers create second")
        fields = dict(line.split(": ", 1) for line in made.splitlines())
        header = f"-H 'x-api-key: {fields['API key']}'"
        foreign = shell(f"curl -s -w ' %{{http_code}}' '{url}{STATUS}?request_id=nobodys' {header}")
        assert foreign.endswith(" 404")
        receiving = subprocess.Popen(
            [*LOCAL, "receive", "--port", "0", "--secret", lines[2].removeprefix("Webhook secret: ")],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert receiving.stdout
            port = re.findall(r"127\.0\.0\.1:(\d+)/webhook", receiving.stdout.readline())[0]
            submit = next(line for line in lines if "&webhook=" in line)
            assert shell(submit.replace("%3A3001%2F", f"%3A{port}%2F"))
            shown = [receiving.stdout.readline() for _ in range(4)]
        finally:
            receiving.send_signal(signal.SIGINT)
            receiving.communicate(timeout=PATIENCE)
        assert "  verified  " in shown[1]
        assert shown[3] == "request_id: call-2\n"
        assert receiving.returncode == 0
    finally:
        serving.send_signal(signal.SIGINT)
        serving.communicate(timeout=PATIENCE)


def test_demo_prints_a_verified_summary_and_ends_with_zero() -> None:
    run = subprocess.run([*LOCAL, "demo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    for part in ("request_id: ", "Extractive", "Abstractive, long", "Abstractive, short"):
        assert part in run.stdout
    assert re.search(r"\d\d:\d\d-\d\d:\d\d  0\.\d\d  \w+: ", run.stdout)


def test_port_in_use_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        run = faulty("serve", "--port", str(taken.getsockname()[1]))
    assert "Address already in use" in run
    assert "choose another with --port, or PORT=… with make" in run


@pytest.mark.parametrize("port", ["80000", "-1", "x", ""])
def test_what_is_no_port_is_one_line(port: str) -> None:
    assert f"{port!r} is no port; give a number from 0 to 65535" in faulty("serve", f"--port={port}")


def test_invoke_prints_what_the_function_returns() -> None:
    run = subprocess.run(
        [*LOCAL, "invoke", "AuthorizerFunction", "events/authorizer_request.json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["usageIdentifierKey"]


def test_conversation_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    assert "cannot be read" in faulty("demo", "--conversation", str(tmp_path / "none.json"))


def test_missing_module_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "samtranslator").mkdir()
    (tmp_path / "samtranslator" / "__init__.py").write_text("raise ModuleNotFoundError(name='samtranslator')")
    line = faulty("serve", "--port", "0", PYTHONPATH=str(tmp_path))
    assert "samtranslator" in line
    assert "make demo" in line


def shell(line: str) -> str:
    """Run a line as it is pasted into a terminal, and give what it prints."""
    run = subprocess.run(["/bin/sh", "-c", line], cwd=ROOT, capture_output=True, text=True, check=True)
    return run.stdout


def faulty(*arguments: str, **environment: str) -> str:
    """Run a command that fails with exit status 2 and one line, and give the line."""
    run = subprocess.run(
        [*LOCAL, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr.startswith("error: ")
    assert run.stderr.count("\n") == 1
    return run.stderr
