"""Write layers/*/requirements.lock: every wheel that ships, by version and SHA-256, for both processors.

`sam build` installs from these files without looking for dependencies (layers/python.mk), so that what ships
is what was reviewed. Lambda runs one Python; the wheels of the others are named too, so that tools.ministack
can build the same layers for the Python of this machine. Run it after a change of layers/*/requirements.txt.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MACHINES = ("aarch64", "x86_64")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
GLIBC = ("2014", "_2_17", "_2_27", "_2_28", "_2_34")
# These ship without what they depend on: tokenizers asks for a hub client and onnxruntime for parsers that
# inference never imports. tests/unit/test_layers.py imports them without.
ALONE = ("inference",)


def resolve(layer: str, python: str, machine: str) -> dict[str, str]:
    """Ask pip which wheels a Python on a machine needs: "name==version" to SHA-256 in hex.

    Raises subprocess.CalledProcessError when the requirements cannot be met.
    """
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
    command += ["--only-binary=:all:", f"--python-version={python}", "--implementation=cp", "--report=-"]
    command += [f"--platform=manylinux{glibc}_{machine}" for glibc in GLIBC]
    command += ["--no-deps"] if layer in ALONE else []
    command += ["--requirement", str(ROOT / "layers" / layer / "requirements.txt")]
    report = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    pins = {}
    for wheel in json.loads(report.stdout)["install"]:
        metadata = wheel["metadata"]
        pin = f"{metadata['name'].lower().replace('_', '-')}=={metadata['version']}"
        pins[pin] = wheel["download_info"]["archive_info"]["hashes"]["sha256"]
    return pins


def render(resolved: list[dict[str, str]]) -> str:
    """Join what several Pythons and machines need into the text of a lock file.

    Raises SystemExit when they need different versions of one package: pip takes one version per name.
    """
    pins = sorted({pin for wheels in resolved for pin in wheels})
    names = [pin.partition("==")[0] for pin in pins]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        sys.exit(
            f"Pin in requirements.txt what suits Python {PYTHONS[0]} to {PYTHONS[-1]}: {', '.join(twice)}"
        )
    lines = ["# Written by python -m tools.lock from requirements.txt."]
    for pin in pins:
        hashes = sorted({wheels[pin] for wheels in resolved if pin in wheels})
        lines.append(" \\\n    ".join([pin, *(f"--hash=sha256:{digest}" for digest in hashes)]))
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the lock file of each layer that has requirements."""
    argparse.ArgumentParser(
        prog="python -m tools.lock", description=(__doc__ or "").split("\n")[0]
    ).parse_args()
    for requirements in sorted(ROOT.glob("layers/*/requirements.txt")):
        lock = requirements.with_suffix(".lock")
        print(f"{lock.relative_to(ROOT)} …", flush=True)
        layer = requirements.parent.name
        resolved = [resolve(layer, python, machine) for python in PYTHONS for machine in MACHINES]
        lock.write_text(render(resolved), encoding="utf-8")


if __name__ == "__main__":
    main()
