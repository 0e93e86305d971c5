"""Recap's engine, with the networks that ship."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnxruntime
from summarizers.embeddings import SentenceEncoder
from summarizers.seq2seq import Seq2Seq
from summarizers.tokens import Floats

from tools.bench.peers import Task, Tokens
from tools.bench.prepare import NETWORKS


def open_peer(variant: str, prepared: Path) -> Any:  # noqa: ANN401 - either of the two below
    """Open the "generator" or the "embedder"."""
    networks = Path((prepared / NETWORKS).read_text(encoding="utf-8"))
    if variant == "generator":
        return RecapGenerator(networks / "rewriter")
    return RecapEmbedder(networks / "minilm")


class RecapGenerator:
    """The rewriting network."""

    versions: Sequence[str] = (f"onnxruntime {onnxruntime.__version__}",)

    def __init__(self, folder: Path) -> None:
        self._network = Seq2Seq(folder)

    def generate(self, task: Task) -> list[Tokens]:
        """Write one text per source."""
        written = self._network.generate(
            task.sources,
            beams=task.beams,
            max_new_tokens=task.tokens,
            min_new_tokens=task.tokens if task.exact else 1,
        )
        return [list(hypothesis.tokens) for hypothesis in written]


class RecapEmbedder:
    """The sentence encoder."""

    versions = RecapGenerator.versions

    def __init__(self, folder: Path) -> None:
        self._network = SentenceEncoder(folder)

    def embed(self, texts: Sequence[str]) -> Floats:
        """Give a vector per text."""
        return self._network.embed(texts)
