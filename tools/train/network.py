"""The weights of a network in Hugging Face's BART layout, as numpy arrays."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from tools.train.quantize import Floats

# BART's position tables start at this row: https://huggingface.co/docs/transformers/model_doc/bart
POSITION_OFFSET = 2


@dataclass(frozen=True, slots=True)
class Network:
    """Named weights and the few numbers that they do not show themselves.

    ``embedding_scale``: what the vectors of pieces are multiplied by where they are read.
    """

    weights: Mapping[str, Floats]
    heads: int
    encoder_layers: int
    decoder_layers: int
    epsilon: float = 1e-5
    embedding_scale: float = 1.0

    @classmethod
    def load(cls, checkpoint: Path) -> Self:
        """Read ``model.safetensors`` and ``config.json`` of a BART-layout checkpoint folder.

        Raises ``ValueError`` for a configuration that the graphs do not cover.
        """
        from safetensors.numpy import load_file  # noqa: PLC0415 - only building from a checkpoint needs it

        config = json.loads((checkpoint / "config.json").read_text())
        heads = config["encoder_attention_heads"]
        if heads != config["decoder_attention_heads"] or config["activation_function"] != "gelu":
            raise ValueError("the graphs are written for gelu and one number of heads")
        weights = {
            name: array.astype(np.float32)
            for name, array in load_file(checkpoint / "model.safetensors").items()
        }
        scale = math.sqrt(config["d_model"]) if config.get("scale_embedding") else 1.0
        layers = config["encoder_layers"], config["decoder_layers"]
        return cls(weights, heads, *layers, embedding_scale=scale)

    @property
    def width(self) -> int:
        """Numbers in a hidden state."""
        return int(self.weights["model.shared.weight"].shape[1])

    @property
    def depth(self) -> int:
        """Numbers per attention head."""
        return self.width // self.heads

    @property
    def vocabulary(self) -> int:
        """Pieces in the vocabulary."""
        return int(self.weights["model.shared.weight"].shape[0])

    @property
    def pieces(self) -> Floats:
        """Vectors of all pieces as encoder and decoder read them, (vocabulary, width)."""
        return np.asarray(self.weights["model.shared.weight"] * np.float32(self.embedding_scale))

    def positions(self, side: str) -> Floats:
        """Position table of the "encoder" or "decoder", from position 0 on."""
        return self.weights[f"model.{side}.embed_positions.weight"][POSITION_OFFSET:]

    def matrix(self, *names: str) -> Floats:
        """Matrices (inputs, outputs) of the named linears, side by side."""
        return np.concatenate([self.weights[f"{name}.weight"].T for name in names], axis=1)

    def bias(self, *names: str) -> Floats:
        """Biases of the named linears, one after the other."""
        return np.concatenate([self.weights[f"{name}.bias"] for name in names])
