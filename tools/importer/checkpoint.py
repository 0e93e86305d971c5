"""A checkpoint in Hugging Face's BART layout: its weights, and what its configuration says about decoding.

Everything that the graphs do not cover is refused here, by name, before hours are spent on it.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from summarizers.seq2seq import Seq2Seq

from tools.importer.errors import ImportRefusedError
from tools.importer.tokenizer import tokenizer_json
from tools.train.export import write_networks
from tools.train.network import POSITION_OFFSET, Network
from tools.train.quantize import Floats

_FAMILY = (
    "only networks of BART's layout can be imported (bart-base, bart-large-cnn, distilbart and their kind)"
)
# Settings of older checkpoints that change what is computed, with the values that BART has.
_LAYOUT = {
    "activation_function": "gelu",
    "normalize_before": False,
    "normalize_embedding": True,
    "add_final_layer_norm": False,
    "static_position_embeddings": False,
    "extra_pos_embeddings": POSITION_OFFSET,
    "tie_word_embeddings": True,
}
_MOST_TOKENS, _LEAST_TOKENS = 142, 0
# ONNX files are protocol buffers, which end at 2 GB.
_LARGEST_GRAPH = 2**31 - 2**24


@dataclass(frozen=True, slots=True)
class Decoding:
    """What decoding has to know of a network: the numbers of its tokens, and the lengths of its texts.

    first: the token that every text begins with, where there is one. least, most: tokens of a text, the
    token that starts it not counted; most counts the end. beams: as many as its authors search with.
    """

    start: int
    end: int
    first: int | None
    suppressed: tuple[int, ...]
    least: int
    most: int
    beams: int

    def config(self, positions: int) -> dict[str, object]:
        """Write it down as the summarizer reads it."""
        return {
            "positions": positions,
            "start_token": self.start,
            "end_token": self.end,
            "first_token": self.first,
            "reserved_tokens": [],
            "suppressed_tokens": list(self.suppressed),
            "least_tokens": self.least,
            "most_tokens": self.most,
        }


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """All that is read of a checkpoint's folder. positions: tokens that the network can read."""

    folder: Path
    network: Network
    tokenizer: Mapping[str, Any]
    decoding: Decoding
    positions: int

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read a folder. Raises ImportRefusedError."""
        config = configuration(folder)
        network = network_of(config, read_weights(folder))
        tokenizer = tokenizer_json(folder, network.vocabulary)
        decoding = decoding_of(config, tokenizer)
        return cls(folder, network, tokenizer, decoding, int(config["max_position_embeddings"]))

    def build(self, folder: Path, maxima: Mapping[str, Floats] | None = None) -> Seq2Seq:
        """Write a network folder and open it: in fp32, or with ``maxima`` of its inputs in integers."""
        write_networks(self.network, folder, quantized=maxima is not None, maxima=maxima)
        for name, content in (
            ("config.json", self.decoding.config(self.positions)),
            ("tokenizer.json", self.tokenizer),
        ):
            (folder / name).write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")
        return Seq2Seq(folder)


def configuration(folder: Path) -> dict[str, Any]:
    """Read a checkpoint's configuration, with its settings for generation. Raises ImportRefusedError."""
    config = _json(folder / "config.json")
    if config is None:
        raise ImportRefusedError(f"{folder} has no config.json: it is no checkpoint in Hugging Face's layout")
    kind = config.get("model_type")
    if kind != "bart":
        raise ImportRefusedError(f"this is a network of the type {kind!r}; {_FAMILY}")
    makers = config.get("architectures") or ["BartForConditionalGeneration"]
    if "BartForConditionalGeneration" not in makers:
        raise ImportRefusedError(f"this is a {makers[0]}, which writes no summaries; {_FAMILY}")
    for name, value in _LAYOUT.items():
        if config.get(name, value) != value:
            raise ImportRefusedError(f"{name} is {config[name]!r}; the graphs are written for {value!r}")
    if config["encoder_attention_heads"] != config["decoder_attention_heads"]:
        raise ImportRefusedError("encoder and decoder have different numbers of attention heads")
    return config | (_json(folder / "generation_config.json") or {})


def decoding_of(config: Mapping[str, Any], tokenizer: Mapping[str, Any]) -> Decoding:
    """Take what decoding needs from a configuration and a ``tokenizer.json``. Raises ImportRefusedError."""
    end, start = config.get("eos_token_id", 2), config.get("decoder_start_token_id")
    if isinstance(end, list):
        (end,) = end if len(end) == 1 else (None,)
    if not isinstance(end, int) or not isinstance(start, int):
        raise ImportRefusedError("decoder_start_token_id and one eos_token_id have to be set")
    first = config.get("forced_bos_token_id")
    if first is None and config.get("force_bos_token_to_be_generated"):
        first = config.get("bos_token_id", 0)
    special = {int(token["id"]) for token in tokenizer.get("added_tokens", ()) if token["special"]}
    positions = int(config["max_position_embeddings"])
    return Decoding(
        start=start,
        end=end,
        first=first,
        suppressed=tuple(sorted(special - {end})),
        # Both count the token that starts a text.
        least=max(int(config.get("min_length") or _LEAST_TOKENS) - 1, 0),
        most=min(int(config.get("max_length") or _MOST_TOKENS) - 1, positions),
        beams=int(config.get("num_beams") or 1),
    )


def read_weights(folder: Path) -> dict[str, Floats]:
    """Read ``model.safetensors`` or ``pytorch_model.bin``, whole or in parts. Raises ImportRefusedError."""
    import torch  # noqa: PLC0415 - seconds; numpy alone does not know bfloat16
    from safetensors.torch import load_file  # noqa: PLC0415

    paths = list(_weight_files(folder))
    if not paths:
        raise ImportRefusedError(f"{folder} has neither model.safetensors nor pytorch_model.bin")
    weights: dict[str, Floats] = {}
    for path in paths:
        if not path.is_file():
            raise ImportRefusedError(f"{path} is missing")
        try:
            tensors = (
                load_file(path)
                if path.suffix == ".safetensors"
                else torch.load(path, map_location="cpu", weights_only=True)
            )
        except Exception as error:  # whatever a damaged file makes of either library
            raise ImportRefusedError(f"{path} cannot be read: {error}") from error
        weights |= {name: tensor.float().numpy() for name, tensor in tensors.items()}
    return weights


def network_of(config: Mapping[str, Any], weights: Mapping[str, Floats]) -> Network:
    """Put weights under the names of the graphs, every one in its place. Raises ImportRefusedError."""
    named = {_name(name): array for name, array in weights.items()}
    table = next((named[name] for name in _TIED if name in named), None)
    if table is None:
        raise ImportRefusedError("the weights have no embeddings (model.shared.weight)")
    if any(name in named and not np.array_equal(named[name], table) for name in _TIED):
        raise ImportRefusedError("embeddings of encoder, decoder and output differ; the graphs share them")
    named["model.shared.weight"] = table
    named.setdefault("final_logits_bias", np.zeros((1, len(table)), np.float32))
    taken = {}
    for name, shape in shapes(config, len(table)):
        if name not in named:
            raise ImportRefusedError(f"the weights lack {name}")
        if named[name].shape != shape:
            raise ImportRefusedError(f"{name} has the shape {named[name].shape}, not {shape}")
        taken[name] = named[name]
    width = int(config["d_model"])
    network = Network(
        taken,
        int(config["encoder_attention_heads"]),
        int(config["encoder_layers"]),
        int(config["decoder_layers"]),
        embedding_scale=math.sqrt(width) if config.get("scale_embedding") else 1.0,
    )
    _check_size(network)
    return network


_TIED = (
    "model.shared.weight",
    "model.encoder.embed_tokens.weight",
    "model.decoder.embed_tokens.weight",
    "lm_head.weight",
)


def _name(name: str) -> str:
    bare = name.startswith(("shared.", "encoder.", "decoder."))  # saved without the head that writes
    return f"model.{name}" if bare else name


def shapes(config: Mapping[str, Any], vocabulary: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Names and shapes of all weights that the graphs are built from."""
    width, places = int(config["d_model"]), int(config["max_position_embeddings"]) + POSITION_OFFSET
    yield "model.shared.weight", (vocabulary, width)
    yield "final_logits_bias", (1, vocabulary)
    for side, attentions in (("encoder", ("self_attn",)), ("decoder", ("self_attn", "encoder_attn"))):
        wide = int(config[f"{side}_ffn_dim"])
        yield f"model.{side}.embed_positions.weight", (places, width)
        norms = ["layernorm_embedding"]
        linears: list[tuple[str, int, int]] = []
        for number in range(int(config[f"{side}_layers"])):
            layer = f"layers.{number}"
            norms += [f"{layer}.{part}_layer_norm" for part in (*attentions, "final")]
            linears += [
                (f"{layer}.{attention}.{part}_proj", width, width)
                for attention in attentions
                for part in ("q", "k", "v", "out")
            ]
            linears += [(f"{layer}.fc1", width, wide), (f"{layer}.fc2", wide, width)]
        for name in norms:
            yield f"model.{side}.{name}.weight", (width,)
            yield f"model.{side}.{name}.bias", (width,)
        for name, inputs, outputs in linears:
            yield f"model.{side}.{name}.weight", (outputs, inputs)
            yield f"model.{side}.{name}.bias", (outputs,)


def _check_size(network: Network) -> None:
    decoder = sum(array.nbytes for name, array in network.weights.items() if ".encoder." not in name)
    if decoder > _LARGEST_GRAPH:
        raise ImportRefusedError(f"its decoder has {decoder:,} bytes in fp32; a graph may have 2 GB")


def _weight_files(folder: Path) -> Iterator[Path]:
    for whole in ("model.safetensors", "pytorch_model.bin"):
        index = _json(folder / f"{whole}.index.json")
        if index is not None:
            yield from (folder / name for name in sorted(set(index["weight_map"].values())))
            return
        if (folder / whole).is_file():
            yield folder / whole
            return


def _json(path: Path) -> dict[str, Any] | None:
    if not path.is_file():
        return None
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ImportRefusedError(f"{path} is no JSON: {error}") from error
    return found
