"""Requests that cannot be summarized: each ends, is told, is parked, and can be replayed."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.client import (
    ENVIRONMENT,
    PARAMETERS,
    PATIENCE,
    ROOT,
    Client,
    eventually,
    operator_environment,
    waiting,
)
from tools.local.receiver import Receiver
from tools.local.stack import LocalStack

TALK = {"summaryData": [{"speakerId": "Ann", "text": "We agreed to ship the new release on Friday."}]}


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("layer") / "models"


@pytest.fixture(scope="module")
def failing(models: Path) -> Iterator[LocalStack]:
    """A stack whose models are not there yet, and whose summarizer may work for two seconds only."""
    template = models.parent / "template.yaml"
    text = (ROOT / "template.yaml").read_text().replace("Timeout: 300", "Timeout: 2")
    text = text.replace("VisibilityTimeout: 1830", "VisibilityTimeout: 2")
    for folder in ("functions/", "layers/core/", "layers/inference/", "layers/models/"):
        text = text.replace(f"Uri: {folder}", f"Uri: {ROOT / folder}")
    template.write_text(text)
    environment = {**ENVIRONMENT, "MODELS_DIR": str(models)}
    with LocalStack(parameters=PARAMETERS, environment=environment, template=template) as running:
        yield running


def test_request_that_fails_three_times_is_failed_told_parked_and_can_be_replayed(
    failing: LocalStack, models: Path, receiver: Receiver
) -> None:
    client = Client(failing, failing.create_caller("unlucky"))
    client.submit(TALK, webhook=receiver.url, request_id="broken")
    (told,) = receiver.wait(timeout=PATIENCE)
    content = client.verified(told)
    assert content["request_id"] == "broken"
    assert content["error"].keys() == {"type", "message"}
    assert client.finished("broken")["status"] == "Failed"
    eventually(lambda: waiting(failing, "RequestDLQUrl") == 1)
    assert waiting(failing, "RequestQueueUrl") == 0

    models.symlink_to(ROOT / "layers" / "models")
    subprocess.run(
        [sys.executable, "-m", "tools.parked", "replay", "requests"],
        env=operator_environment(failing),
        check=True,
        capture_output=True,
    )
    _, summary = receiver.wait(2, timeout=PATIENCE)
    assert client.verified(summary)["response"]["extractive"]
    assert client.finished("broken")["status"] == "Completed"
    assert summary.headers["webhook-id"] != told.headers["webhook-id"]
    assert waiting(failing, "RequestDLQUrl") == 0


def test_request_whose_summarizer_is_killed_three_times_is_failed_and_parked(
    failing: LocalStack, models: Path, receiver: Receiver
) -> None:
    if not models.exists():
        models.symlink_to(ROOT / "layers" / "models")
    client = Client(failing, failing.create_caller("patient"))
    talk = [
        {"text": f"Number {number} is one of very many things that we talked about."}
        for number in range(9000)
    ]
    client.submit({"summaryData": talk, "summaryType": "all"}, webhook=receiver.url, request_id="endless")
    (told,) = receiver.wait(timeout=PATIENCE)
    assert "error" in client.verified(told)
    assert client.finished("endless")["status"] == "Failed"
    eventually(lambda: waiting(failing, "RequestDLQUrl") == 1)
