"""What functions import when they start: nothing that they can do without."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IMPORTED = """
import importlib, json, sys
importlib.import_module(sys.argv[1])
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""
ENVIRONMENT = {
    **dict.fromkeys(
        ("BUCKET", "REQUEST_QUEUE_URL", "WEBHOOK_QUEUE_URL", "WEBHOOK_SECRET_ARN", "AWS_ACCESS_KEY_ID"),
        "none",
    ),
    "AWS_SECRET_ACCESS_KEY": "none",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "MODELS_DIR": str(ROOT / "layers" / "models"),
    "ORT_DISABLE_TELEMETRY": "1",
    "PYTHONPATH": ":".join(str(ROOT / path) for path in ("functions", "layers/core", "layers/inference")),
}


def imported(module: str) -> set[str]:
    """Give the packages that a fresh process has imported with a module."""
    finished = subprocess.run(
        [sys.executable, "-c", IMPORTED, module], env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stderr[-2000:]
    return set(json.loads(finished.stdout))


@pytest.mark.parametrize("module", ["api.app", "notifier.app"])
def test_functions_that_do_not_summarize_import_no_network(module: str) -> None:
    assert not imported(module) & {"numpy", "onnxruntime", "tokenizers", "summarizers", "boto3", "s3transfer"}


def test_the_authorizer_starts_without_clients_of_aws() -> None:
    assert not imported("authorizer.app") & {"urllib3", "boto3", "pydantic", "numpy"}


def test_the_summarizer_opens_its_networks_while_starting() -> None:
    found = imported("summarizer.app")
    assert {"numpy", "onnxruntime", "tokenizers"} <= found
    assert not found & {"boto3", "s3transfer", "pydantic"}
