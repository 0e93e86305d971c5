"""sentence-transformers: the library that the network was published for."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import sentence_transformers
import torch

from tools.bench.prepare import minilm


def open_peer(variant: str, prepared: Path) -> "SentenceEmbedder":  # noqa: ARG001 - the package has the network
    """Open the network with weights of a type of torch's, "float32" or "bfloat16"."""
    return SentenceEmbedder(variant)


class SentenceEmbedder:
    """``encode`` with its defaults: sorted by length, batches of 32."""

    versions: Sequence[str] = (
        f"sentence-transformers {sentence_transformers.__version__}",
        f"torch {torch.__version__}",
    )

    def __init__(self, kind: str) -> None:
        torch.set_num_threads(1)
        self._network: Any = sentence_transformers.SentenceTransformer(
            str(minilm()), device="cpu", model_kwargs={"dtype": kind}
        )

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Give a vector per text."""
        vectors = self._network.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)
