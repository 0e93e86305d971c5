"""Imported networks that are too large for a layer: from the bucket into the function's own storage."""

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError
from summarizers.manifest import ModelFile, ModelFileError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


def object_key(prefix: str, file: ModelFile) -> str:
    """Key of a file in the bucket: by its digest, so that versions lie beside each other."""
    return f"{prefix}{file.sha256}/{Path(file.path).name}"


@dataclass(frozen=True, slots=True)
class Networks:
    """The bucket that imported networks lie in, below a prefix, and the folder that they are fetched to."""

    s3: "S3Client"
    bucket: str
    prefix: str
    folder: Path

    def fetch(self, files: Iterable[ModelFile]) -> None:
        """Bring files into the folder, except those that are there.

        A file gets its name once its SHA-256 digest is the one listed: what a killed function has left half
        written is fetched again.

        Raises ModelFileError.
        """
        missing = [file for file in files if not self._is_there(file)]
        if not missing:
            return
        if not self.bucket:
            raise ModelFileError(f"{missing[0].path} is to come from a bucket, but none is named")
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / "fetching.part"
        part.unlink(missing_ok=True)
        wanted, free = sum(file.bytes for file in missing), shutil.disk_usage(self.folder).free
        if wanted > free:
            raise ModelFileError(f"{wanted:,} bytes of networks do not fit into {free:,} of storage")
        for file in missing:
            self._fetch(file, part)

    def _is_there(self, file: ModelFile) -> bool:
        path = self.folder / file.path
        return path.is_file() and path.stat().st_size == file.bytes

    def _fetch(self, file: ModelFile, part: Path) -> None:
        # Slow to import, and most stacks have nothing to fetch.
        from s3transfer.exceptions import RetriesExceededError  # noqa: PLC0415
        from s3transfer.manager import TransferManager  # noqa: PLC0415

        try:
            with part.open("w+b") as stream:
                with TransferManager(self.s3) as transfers:
                    transfers.download(self.bucket, object_key(self.prefix, file), stream).result()
                stream.seek(0)
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except (RetriesExceededError, BotoCoreError, ClientError) as error:
            raise ModelFileError(f"{file.path} cannot be fetched from {self.bucket}: {error}") from error
        if digest != file.sha256:
            raise ModelFileError(f"{file.path} in {self.bucket} does not have the SHA-256 digest listed")
        path = self.folder / file.path
        path.parent.mkdir(exist_ok=True)
        part.replace(path)
