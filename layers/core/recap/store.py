"""JSON documents in a bucket, written under conditions: the only locks there are."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from recap.errors import StaleEntryError
from recap.jsontext import compact

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

# S3 asks for a new try when two conditional writes meet:
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
_MEETING = "ConditionalRequestConflict"
_TRIES = 4


@dataclass(frozen=True, slots=True)
class Stored:
    """A document and the version (ETag) that it was read as."""

    document: dict[str, Any]
    version: str


@dataclass(frozen=True, slots=True)
class Store:
    """The documents of one bucket."""

    s3: "S3Client"
    bucket: str

    def read(self, key: str) -> Stored | None:
        """Read a document; None if there is none.

        The function's role needs s3:ListBucket: without it S3 answers 403 for what does not exist.
        """
        try:
            answer = self.s3.get_object(Bucket=self.bucket, Key=key)
        except self.s3.exceptions.NoSuchKey:
            return None
        return Stored(json.loads(answer["Body"].read()), answer["ETag"])

    def exists(self, key: str) -> bool:
        """Tell whether there is such a document."""
        try:
            self.s3.head_object(Bucket=self.bucket, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] == "404":
                return False
            raise
        return True

    def create(self, key: str, document: dict[str, Any]) -> str:
        """Write a new document and give its version. Raises StaleEntryError if there is one already."""
        return self._put(key, document, {"IfNoneMatch": "*"})

    def replace(self, key: str, document: dict[str, Any], version: str) -> str:
        """Write over a version and give the new one. Raises StaleEntryError if it is not the latest."""
        return self._put(key, document, {"IfMatch": version})

    def _put(self, key: str, document: dict[str, Any], condition: dict[str, Any]) -> str:
        body = compact(document).encode()
        for tries_left in reversed(range(_TRIES)):
            try:
                answer = self.s3.put_object(
                    Bucket=self.bucket, Key=key, Body=body, ContentType="application/json", **condition
                )
            except ClientError as error:
                code = error.response["Error"]["Code"]
                if code in ("PreconditionFailed", "NoSuchKey"):  # another version, or none any more
                    raise StaleEntryError(key) from error
                if code != _MEETING or not tries_left:
                    raise
            else:
                break
        return answer["ETag"]
