"""AWS clients with bounds that suit a function."""

from typing import TYPE_CHECKING, cast

# Not boto3: what it adds to botocore, no function needs, and it takes a seventh of the API's cold start.
from botocore.config import Config
from botocore.loaders import Loader
from botocore.session import get_session

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sqs import SQSClient

# The API answers within ten seconds; botocore would by default wait for sixty.
_CONFIG = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard", "max_attempts": 3})
_SERVICES = ["s3", "secretsmanager", "sqs"]


class _KnownServices(Loader):
    """Spares botocore a look into the folders of all of AWS's services, over four hundred, twice."""

    def list_available_services(self, type_name: str) -> list[str]:  # noqa: ARG002 - each has all types
        return _SERVICES


_SESSION = get_session()
_SESSION.register_component("data_loader", _KnownServices())


def s3_client() -> "S3Client":
    """Make a client of S3."""
    return cast("S3Client", _SESSION.create_client("s3", config=_CONFIG))


def sqs_client() -> "SQSClient":
    """Make a client of SQS."""
    return cast("SQSClient", _SESSION.create_client("sqs", config=_CONFIG))


def secrets_client() -> "SecretsManagerClient":
    """Make a client of Secrets Manager."""
    return cast("SecretsManagerClient", _SESSION.create_client("secretsmanager", config=_CONFIG))
