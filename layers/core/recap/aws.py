"""AWS clients with bounds that suit a function."""

from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient

# The API answers within ten seconds; botocore would by default wait for sixty.
_CONFIG = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard", "max_attempts": 3})


def s3_client() -> "S3Client":
    """Make a client of S3."""
    return boto3.client("s3", config=_CONFIG)


def sqs_client() -> "SQSClient":
    """Make a client of SQS."""
    return boto3.client("sqs", config=_CONFIG)
