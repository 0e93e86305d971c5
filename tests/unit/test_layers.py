"""What the layers are made of: all that ships is locked, and all that is imported ships."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools import sizes

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("core", "inference")
# Lambda's Python brings boto3, and what it needs.
RUNTIME = {"boto3", "botocore", "s3transfer", "python-dateutil", "six", "urllib3", "jmespath"}

# Imports every module of some packages, with nothing from site-packages but some distributions.
IMPORT_ALL = """
import importlib, importlib.abc, importlib.metadata, json, pkgutil, sys
packages, shipped = json.loads(sys.argv[1])
owners = importlib.metadata.packages_distributions()

class Shipped(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        owner = owners.get(name.partition(".")[0])
        if owner and owner[0].lower().replace("_", "-") not in shipped:
            raise ModuleNotFoundError(f"{name} does not ship", name=name)

sys.meta_path.insert(0, Shipped())
for package in packages:
    module = importlib.import_module(package)
    for found in pkgutil.walk_packages(module.__path__, f"{package}."):
        importlib.import_module(found.name)
"""


def locked(layer: str) -> dict[str, list[str]]:
    """Give each pin of a layer's lock file with its digests."""
    text = (ROOT / "layers" / layer / "requirements.lock").read_text(encoding="utf-8")
    lines = [line for line in text.replace("\\\n", " ").splitlines() if not line.startswith("#")]
    return {line.split()[0]: re.findall(r"--hash=sha256:([0-9a-f]{64})", line) for line in lines}


@pytest.mark.parametrize("layer", LAYERS)
def test_every_requirement_is_locked_by_version_and_digest(layer: str) -> None:
    requirements = (ROOT / "layers" / layer / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = {re.sub(r"\[.*?\]|\s*#.*", "", line) for line in requirements}
    assert wanted <= locked(layer).keys(), "run python -m tools.lock"
    assert all(locked(layer).values())


def test_layers_agree_on_what_both_hold() -> None:
    core, inference = (dict(pin.split("==") for pin in locked(layer)) for layer in LAYERS)
    assert {name: core[name] for name in core.keys() & inference} == {
        name: inference[name] for name in core.keys() & inference
    }


@pytest.mark.parametrize(
    ("packages", "layers", "runtime"),
    [
        (["recap"], ["core"], RUNTIME),
        (["api", "authorizer", "notifier"], ["core"], RUNTIME),
        (["summarizer"], ["core", "inference"], RUNTIME),
        # Not tokenizers' hub client, nor onnxruntime's parsers, nor AWS.
        (["summarizers"], ["inference"], set()),
    ],
    ids=["core", "functions", "summarizer", "inference"],
)
def test_nothing_is_imported_that_does_not_ship(
    packages: list[str], layers: list[str], runtime: set[str]
) -> None:
    shipped = {pin.split("==")[0] for layer in layers for pin in locked(layer)} | runtime
    names = ("BUCKET", "REQUEST_QUEUE_URL", "WEBHOOK_QUEUE_URL", "WEBHOOK_SECRET_ARN")
    environment = {
        **dict.fromkeys(names, "unused"),
        "AWS_DEFAULT_REGION": "eu-central-1",
        "MODELS_DIR": str(ROOT / "layers" / "models"),
        "ORT_DISABLE_TELEMETRY": "1",
        "PYTHONPATH": ":".join(str(ROOT / path) for path in ("functions", "layers/core", "layers/inference")),
    }
    finished = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, json.dumps([packages, sorted(shipped)])],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr[-2000:]


def write_build(folder: Path, layer_bytes: int) -> None:
    (folder / "template.yaml").write_text(
        json.dumps(
            {
                "Resources": {
                    "F": {
                        "Type": "AWS::Serverless::Function",
                        "Properties": {"CodeUri": "F", "Layers": [{"Ref": "L"}]},
                    },
                    "L": {"Type": "AWS::Serverless::LayerVersion", "Properties": {"ContentUri": "L"}},
                }
            }
        ),
        encoding="utf-8",
    )
    for name, size in (("F", 1), ("L", layer_bytes)):
        (folder / name / "deeper").mkdir(parents=True)
        with (folder / name / "deeper" / "file").open("wb") as file:
            file.truncate(size)


@pytest.mark.parametrize(("layer_bytes", "fits"), [(262_144_000 - 1, True), (262_144_000, False)])
def test_a_function_counts_with_its_layers_to_the_last_byte(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    layer_bytes: int,
    fits: bool,  # noqa: FBT001 (a row of the table above)
) -> None:
    write_build(tmp_path, layer_bytes)
    monkeypatch.setattr(sys, "argv", ["sizes", "--build", str(tmp_path)])
    if fits:
        sizes.main()
    else:
        with pytest.raises(SystemExit, match="Too large for Lambda: F"):
            sizes.main()
    assert "250.0 MB of 250 (F 0.0, L 250.0)" in capsys.readouterr().out
