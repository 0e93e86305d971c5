"""Which files a network consists of, and whether the ones here are they.

``manifest.json`` beside the network folders lists, per network, every file with its size and SHA-256 digest.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

MANIFEST = "manifest.json"


class ModelFileError(Exception):
    """A network's file is missing, or is not the file that the manifest describes."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file: its path below the manifest's folder, its size in bytes and its SHA-256 digest in hex."""

    path: str
    bytes: int
    sha256: str

    @classmethod
    def describe(cls, path: Path, root: Path) -> Self:
        """Measure a file that lies below ``root``."""
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return cls(path.relative_to(root).as_posix(), path.stat().st_size, digest)


def files_of(models: Path, network: str) -> tuple[ModelFile, ...]:
    """List a network's files; raises ``ModelFileError`` for a missing manifest or an unlisted network."""
    path = models / MANIFEST
    if not path.is_file():
        raise ModelFileError(f"there is no {MANIFEST} in {models}")
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for entry in manifest["networks"]:
        if entry["name"] == network:
            return tuple(ModelFile(**file) for file in entry["files"])
    raise ModelFileError(f"{path} lists no network {network!r}")


def locate(models: Path, network: str) -> Path:
    """Return a network's folder after checking that every file is there with the size listed.

    Sizes, not digests, because this runs at every cold start: hashing would read 80 MB once more, while
    a size takes microseconds and tells what goes wrong in practice, a file left out or cut off. Digests are
    for builds and tests (``check_digests``); a published layer's bytes cannot change.

    Raises ``ModelFileError``.
    """
    check_sizes(models, files_of(models, network))
    return models / network


def check_sizes(root: Path, files: Iterable[ModelFile]) -> None:
    """Look whether files are there, below ``root``, with the sizes listed; raises ``ModelFileError``."""
    for file in files:
        path = root / file.path
        if not path.is_file():
            raise ModelFileError(f"{path} is missing")
        if path.stat().st_size != file.bytes:
            raise ModelFileError(f"{path} has {path.stat().st_size} bytes, expected {file.bytes}")


def check_digests(models: Path, network: str) -> None:
    """Compare every file of a network with its listed SHA-256 digest; raises ``ModelFileError``."""
    folder = locate(models, network)
    for file in files_of(models, network):
        if ModelFile.describe(models / file.path, folder.parent) != file:
            raise ModelFileError(f"{models / file.path} does not have the SHA-256 digest listed")
