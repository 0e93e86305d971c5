"""Build the template for this machine and deploy it, with the SAM CLI, as anybody deploys it to AWS."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from pathlib import Path

import boto3

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / ".aws-sam" / "ministack"
STACK = "recap-check"
ARCHITECTURE = "x86_64" if platform.machine() == "x86_64" else "arm64"
PROGRESS_SECONDS = 2


class DeploymentError(RuntimeError):
    """The SAM CLI could not build or deploy the template."""


def build(sam: Path) -> None:
    """Build functions and layers for this machine's Python and processor. Raises DeploymentError."""
    made_for = {
        "ARCHITECTURE": ARCHITECTURE,
        "PYTHON": sys.executable,
        "PYTHON_VERSION": f"{sys.version_info.major}.{sys.version_info.minor}",
    }
    _run([sam, "build", "--build-dir", BUILD, *_parameters()], made_for)


def deploy(sam: Path) -> None:
    """Deploy what was built. Raises DeploymentError."""
    command: list[str | Path] = [sam, "deploy", "--template-file", BUILD / "template.yaml"]
    command += ["--stack-name", STACK, "--capabilities", "CAPABILITY_IAM"]
    command += ["--resolve-s3", "--no-confirm-changeset", "--no-progressbar"]
    _run([*command, *_parameters()], {})
    _adapt()


def resources() -> dict[str, str]:
    """Give the physical id of each resource of the deployed stack."""
    found = boto3.client("cloudformation").describe_stack_resources(StackName=STACK)["StackResources"]
    return {resource["LogicalResourceId"]: resource["PhysicalResourceId"] for resource in found}


def _adapt() -> None:
    """Change what cannot be as on AWS: the models' folder, and where webhooks may go."""
    functions = boto3.client("lambda")
    physical = resources()
    for name in ("ApiFunction", "SummarizerFunction", "NotifierFunction"):
        configuration = functions.get_function_configuration(FunctionName=physical[name])
        variables = configuration["Environment"]["Variables"]
        variables["WEBHOOK_ALLOW_LOCAL"] = "1"  # the check's receiver listens on the loopback
        if "MODELS_DIR" in variables:  # layers are added to the import path only: there is no /opt
            variables["MODELS_DIR"] = str(BUILD / "ModelsLayer" / "models")
        functions.update_function_configuration(
            FunctionName=physical[name], Environment={"Variables": variables}
        )


def _parameters() -> list[str]:
    return ["--parameter-overrides", f"Architecture={ARCHITECTURE}"]


def _run(command: list[str | Path], variables: dict[str, str]) -> None:
    """Run a command of the SAM CLI, showing that time passes. Raises DeploymentError with what it printed."""
    environment = {**os.environ, **variables, "SAM_CLI_TELEMETRY": "0"}
    started = time.monotonic()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        while True:
            try:
                printed, _ = process.communicate(timeout=PROGRESS_SECONDS)
                break
            except subprocess.TimeoutExpired:
                print(f"\r  {time.monotonic() - started:.0f} s …", end="", flush=True)
    print()
    if process.returncode:
        raise DeploymentError(f"sam {command[1]} failed:\n{printed[-6000:]}")
