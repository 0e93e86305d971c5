"""Engines that run the same networks, each in a process and, where it must, an environment of its own.

A peer is a module with ``open_peer(variant, prepared)``, where ``prepared`` is the folder that
``tools.bench.prepare`` filled. What it gives is a ``Generator`` or an ``Embedder``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Tokens = list[int]


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be written about some sources: piece ids, start and end tokens included.

    exact: write exactly ``tokens`` tokens; otherwise at most so many, the end token included.
    """

    sources: Sequence[Tokens]
    beams: int
    tokens: int
    exact: bool


class Generator(Protocol):
    """Writes texts; ``versions`` are those of the packages that do it."""

    versions: Sequence[str]

    def generate(self, task: Task) -> list[Tokens]:
        """Write one text per source, without start and end."""


class Embedder(Protocol):
    """Turns texts into vectors; ``versions`` are those of the packages that do it."""

    versions: Sequence[str]

    def embed(self, texts: Sequence[str]) -> "npt.NDArray[np.float32]":
        """Give a vector of unit length per text."""


@dataclass(frozen=True, slots=True)
class Peer:
    """An engine: its name in tables, its module here, the variant of it, and the environment that has it."""

    name: str
    module: str
    variant: str
    environment: str = "bench"


OURS = "Recap int8"
REFERENCE = "CTranslate2 int8"
EXACT = "transformers fp32"
GENERATORS = (
    Peer(EXACT, "torch_generator", "float32"),
    Peer("transformers bf16", "torch_generator", "bfloat16"),
    Peer("Optimum ONNX Runtime fp32", "optimum_generator", "float32", "optimum"),
    Peer("Optimum ONNX Runtime int8", "optimum_generator", "int8", "optimum"),
    Peer("CTranslate2 fp32", "ctranslate_generator", "float32"),
    Peer(REFERENCE, "ctranslate_generator", "int8"),
    Peer(f"{REFERENCE}, our shortlist", "ctranslate_generator", "shortlist"),
    Peer(OURS, "recap", "generator"),
)

EXACT_EMBEDDER = "sentence-transformers fp32"
EMBEDDERS = (
    Peer(EXACT_EMBEDDER, "sentence_embedder", "float32"),
    Peer("sentence-transformers bf16", "sentence_embedder", "bfloat16"),
    Peer("ONNX Runtime fp32, padded to 128", "onnx_embedder", "padded", "optimum"),
    Peer("ONNX Runtime fp32, not padded", "onnx_embedder", "float32", "optimum"),
    Peer("ONNX Runtime int8 (Optimum)", "onnx_embedder", "int8", "optimum"),
    Peer(OURS, "recap", "embedder"),
)
