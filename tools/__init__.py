"""What never ships: the local stack, training, benches, and commands for operators."""

import sys
from pathlib import Path

# `python -m` adds the repository's root to the path; the layers' folders are on it too, as in Lambda.
sys.path += [str(Path(__file__).resolve().parents[1] / "layers" / layer) for layer in ("core", "inference")]
