"""The manifest: every network's files are listed, and are what is listed."""

import json
import shutil
from pathlib import Path

import pytest
from summarizers.imports import IMPORTED
from summarizers.manifest import ModelFileError, check_digests, locate

from tools.train import manifest

MODELS = Path(__file__).parents[2] / "layers" / "models"
SHIPPED = [entry["name"] for entry in json.loads((MODELS / "manifest.json").read_text())["networks"]]


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "CARD.md").write_text("# tiny\n")
    (folder / "model.onnx").write_bytes(b"weights")
    manifest.record(folder, licence="MIT", source="nobody", metrics={"cosine": 0.5})
    return tmp_path


def test_a_folder_as_recorded_is_located(models: Path) -> None:
    assert locate(models, "tiny") == models / "tiny"
    check_digests(models, "tiny")


def test_a_missing_file_is_an_error(models: Path) -> None:
    (models / "tiny" / "model.onnx").unlink()
    with pytest.raises(ModelFileError, match=r"model\.onnx is missing"):
        locate(models, "tiny")


def test_a_file_cut_short_is_an_error(models: Path) -> None:
    (models / "tiny" / "model.onnx").write_bytes(b"weight")
    with pytest.raises(ModelFileError, match="has 6 bytes, expected 7"):
        locate(models, "tiny")


def test_another_file_of_the_same_size_has_another_digest(models: Path) -> None:
    (models / "tiny" / "model.onnx").write_bytes(b"weighty")
    with pytest.raises(ModelFileError, match="SHA-256"):
        check_digests(models, "tiny")


def test_a_network_that_is_not_listed_is_an_error(models: Path) -> None:
    with pytest.raises(ModelFileError, match="'huge'"):
        locate(models, "huge")


def test_models_without_a_manifest_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"no manifest\.json"):
        locate(tmp_path, "tiny")


def test_recording_again_replaces_the_entry_and_keeps_the_others(models: Path) -> None:
    shutil.copytree(models / "tiny", models / "another")
    manifest.record(models / "another", licence="MIT", source="nobody", metrics={})
    (models / "tiny" / "model.onnx").write_bytes(b"other weights")
    manifest.record(models / "tiny", licence="MIT", source="somebody", metrics={})
    networks = json.loads((models / "manifest.json").read_text())["networks"]
    assert [(entry["name"], entry["source"]) for entry in networks] == [
        ("another", "nobody"),
        ("tiny", "somebody"),
    ]
    check_digests(models, "tiny")


def test_a_file_too_large_for_code_hosts_is_refused(models: Path) -> None:
    with (models / "tiny" / "model.onnx").open("wb") as stream:
        stream.truncate(50_000_001)
    with pytest.raises(ValueError, match="50,000,001 bytes"):
        manifest.record(models / "tiny", licence="MIT", source="nobody", metrics={})


@pytest.mark.parametrize("network", SHIPPED)
def test_what_ships_is_what_the_manifest_lists(network: str) -> None:
    check_digests(MODELS, network)
    entry = next(
        e for e in json.loads((MODELS / "manifest.json").read_text())["networks"] if e["name"] == network
    )
    listed = {file["path"] for file in entry["files"]}
    assert listed == {path.relative_to(MODELS).as_posix() for path in (MODELS / network).iterdir()}
    assert f"{network}/CARD.md" in listed
    assert entry["licence"]
    assert entry["source"]


def test_every_folder_of_models_is_listed_and_all_fit_the_layer() -> None:
    folders = [path for path in MODELS.iterdir() if path.is_dir() and path.name != IMPORTED]
    assert sorted(path.name for path in folders) == sorted(SHIPPED)
    assert sum(path.stat().st_size for folder in folders for path in folder.iterdir()) < 110_000_000
