"""Networks too large for a layer: fetched from a bucket once, checked, and again if something is missing."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from summarizer.networks import Networks, object_key
from summarizers import ModelFileError
from summarizers.manifest import ModelFile

from tests.unit.conftest import REGION, client

PREFIX = "recap/networks/"
CONTENT = {
    "bart/encoder.onnx": b"\x08\x0a" * 5_000_000,  # more than one range of a transfer
    "bart/config.json": b"{}",
}
FILES = tuple(
    ModelFile(path, len(content), hashlib.sha256(content).hexdigest()) for path, content in CONTENT.items()
)


@pytest.fixture
def networks(aws: None, tmp_path: Path) -> Iterator[Networks]:  # noqa: ARG001 - it sets the scene
    """A bucket that holds the files, and a folder for them that is not there yet."""
    s3, bucket = client("s3"), "bucket-of-networks"
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    for file in FILES:
        s3.put_object(Bucket=bucket, Key=object_key(PREFIX, file), Body=CONTENT[file.path])
    yield Networks(s3, bucket, PREFIX, tmp_path / "networks")
    for item in s3.list_objects_v2(Bucket=bucket).get("Contents", []):
        s3.delete_object(Bucket=bucket, Key=item["Key"])
    s3.delete_bucket(Bucket=bucket)


def contents(networks: Networks) -> dict[str, bytes]:
    paths = (path for path in networks.folder.rglob("*") if path.is_file())
    return {path.relative_to(networks.folder).as_posix(): path.read_bytes() for path in paths}


def forget(networks: Networks, file: ModelFile) -> None:
    networks.s3.delete_object(Bucket=networks.bucket, Key=object_key(PREFIX, file))


def test_files_come_from_below_the_prefix_as_they_were(networks: Networks) -> None:
    networks.fetch(FILES)
    assert contents(networks) == CONTENT


def test_what_is_there_is_not_fetched_again(networks: Networks) -> None:
    networks.fetch(FILES)
    for file in FILES:
        forget(networks, file)
    networks.fetch(FILES)


def test_what_a_killed_function_left_half_written_is_fetched_again(networks: Networks) -> None:
    (networks.folder / "bart").mkdir(parents=True)
    (networks.folder / "bart" / "encoder.onnx").write_bytes(CONTENT["bart/encoder.onnx"][:-1])
    (networks.folder / "fetching.part").write_bytes(b"half")
    networks.fetch(FILES)
    assert contents(networks) == CONTENT


def test_another_file_of_the_same_size_is_refused_and_not_kept(networks: Networks) -> None:
    forged = CONTENT["bart/encoder.onnx"].replace(b"\x08", b"\x09", 1)
    networks.s3.put_object(Bucket=networks.bucket, Key=object_key(PREFIX, FILES[0]), Body=forged)
    with pytest.raises(ModelFileError, match=r"bart/encoder\.onnx in .* SHA-256"):
        networks.fetch(FILES)
    assert "bart/encoder.onnx" not in contents(networks)
    networks.s3.put_object(
        Bucket=networks.bucket, Key=object_key(PREFIX, FILES[0]), Body=CONTENT["bart/encoder.onnx"]
    )
    networks.fetch(FILES)
    assert contents(networks) == CONTENT


def test_a_file_that_was_not_uploaded_is_named(networks: Networks) -> None:
    forget(networks, FILES[1])
    with pytest.raises(ModelFileError, match=r"bart/config\.json cannot be fetched from bucket-of-networks"):
        networks.fetch(FILES)


def test_without_a_bucket_the_network_that_needs_one_is_named(networks: Networks) -> None:
    with pytest.raises(ModelFileError, match=r"bart/encoder\.onnx is to come from a bucket"):
        Networks(networks.s3, "", PREFIX, networks.folder).fetch(FILES)


def test_networks_that_do_not_fit_into_the_storage_are_not_begun(networks: Networks) -> None:
    with pytest.raises(ModelFileError, match="1,000,000,000,002 bytes of networks do not fit"):
        networks.fetch([FILES[1], ModelFile("bart/huge.onnx", 10**12, "0" * 64)])
    assert contents(networks) == {}
