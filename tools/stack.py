"""What a deployed stack says of itself, for the commands that operate it."""

from __future__ import annotations

import sys

import boto3
from botocore.exceptions import BotoCoreError, ClientError

REMEDY = (
    "Set AWS_REGION and the credentials of your account, or paste the `export` line that `make serve` prints."
)


def outputs(stack: str) -> dict[str, str]:
    """Read a deployed stack's outputs. Exits with one line when there is no such stack."""
    try:
        (found,) = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"]
    except BotoCoreError as error:  # no region, no credentials, no way to AWS
        said = str(error).rstrip(".")
        sys.exit(f"{said}. {REMEDY}")
    except ClientError as error:
        sys.exit(f"Cannot read the stack {stack}: {error.response['Error'].get('Message', error)}")
    return {output["OutputKey"]: output["OutputValue"] for output in found.get("Outputs", [])}
