"""Put imported networks that are too large for a layer into a bucket, where the summarizer finds them."""

import argparse
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from summarizer.networks import object_key
from summarizers.imports import Import
from summarizers.manifest import ModelFile

from tools.importer.register import STORAGE

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

MODELS = Path(__file__).resolve().parents[2] / "layers" / "models"


class MissingFileError(Exception):
    """A file is not what was registered; importing the network once more makes it again."""


def waiting(models: Path) -> Iterator[ModelFile]:
    """Go through the files of all imported networks that are not in the layer."""
    for network in Import.listed(models):
        if not network.in_layer:
            yield from network.files


def upload(s3: "S3Client", bucket: str, prefix: str, file: ModelFile, storage: Path) -> bool:
    """Put a file into the bucket unless it is there; tells whether it was not. Raises MissingFileError."""
    key, path = object_key(prefix, file), storage / file.path
    found = s3.list_objects_v2(Bucket=bucket, Prefix=key)
    if any(item["Key"] == key and item["Size"] == file.bytes for item in found.get("Contents", [])):
        return False
    if not path.is_file():
        raise MissingFileError(f"{path} is missing: import its network again")
    with path.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != file.sha256:
            raise MissingFileError(f"{path} is not what was registered: import its network again")
        stream.seek(0)
        s3.upload_fileobj(stream, bucket, key)
    return True


def main(arguments: list[str] | None = None) -> None:
    """Upload all; what goes wrong is one line on stderr and status 1."""
    parser = argparse.ArgumentParser(prog="python -m tools.importer.upload", description=__doc__)
    parser.add_argument("bucket", help="a private bucket in the stack's region; NetworksBucket of the stack")
    parser.add_argument("--prefix", default="networks/", help="NetworksPrefix of the stack, %(default)s")
    parser.add_argument("--models", type=Path, default=MODELS, help="%(default)s")
    parser.add_argument("--storage", type=Path, default=STORAGE, help="%(default)s")
    given = parser.parse_args(arguments)
    files = list(waiting(given.models))
    if not files:
        sys.exit("No imported network waits for an upload: none is too large for the layer.")
    try:
        s3 = boto3.client("s3")
        for file in files:
            new = upload(s3, given.bucket, given.prefix, file, given.storage)
            print(f"{file.path}  {file.bytes:,} bytes  {'uploaded' if new else 'was there'}", flush=True)
    except (MissingFileError, Boto3Error, BotoCoreError, ClientError) as error:
        sys.exit(str(error))
    print(f"Deploy with NetworksBucket={given.bucket} NetworksPrefix={given.prefix}")


if __name__ == "__main__":
    main()
