"""Turn a network folder that ships back into a checkpoint: Hugging Face's BART layout in fp32.

    python -m tools.train restore layers/models/rewriter --out CHECKPOINT

Training can go on from what shipped, and other engines can be given the very same weights. What rounding to
integers took stays lost; smoothing, packing, splitting and scaling are undone.
"""

import json
import math
import re
import shutil
from collections import defaultdict
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from tools.train.network import POSITION_OFFSET
from tools.train.quantize import Floats

ATTENTION_OPERATOR = "Attention"

_SPLIT = re.compile(r"(.+\.fc[12])\.of_(\d+)")


def restore(folder: Path, out: Path) -> None:
    """Write ``model.safetensors``, ``config.json`` and ``tokenizer.json`` of a network folder."""
    from safetensors.numpy import save_file  # noqa: PLC0415 - only in the training environment

    weights = restored_weights(folder)
    out.mkdir(parents=True, exist_ok=True)
    contiguous = {name: np.ascontiguousarray(array) for name, array in weights.items()}
    save_file(contiguous, out / "model.safetensors", metadata={"format": "pt"})
    config = bart_config(folder, weights)
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    shutil.copyfile(folder / "tokenizer.json", out / "tokenizer.json")


def restored_weights(folder: Path) -> dict[str, Floats]:
    """Weights under the names of Hugging Face's BART, each in fp32 and in its own orientation."""
    heads = _heads(folder)
    encoder, decoder = (_constants(folder / f"{name}.onnx") for name in ("encoder", "decoder"))
    rows, columns = np.load(folder / "embeddings.npy"), np.load(folder / "output.npy")
    weights = {
        "model.shared.weight": np.asarray(rows["values"] * rows["scale"][:, None], np.float32),
        "model.encoder.embed_positions.weight": _with_offset(encoder.pop("positions")),
        "model.decoder.embed_positions.weight": _with_offset(decoder.pop("position_table")),
        # The output layer is the embedding table, transposed; its bias is what it has of its own.
        "final_logits_bias": columns["bias"][np.argsort(columns["token"])][None],
    }
    weights |= _layers(encoder | decoder)
    scale = math.sqrt(weights["model.shared.weight"].shape[1] // heads)
    for name in weights:
        if ".encoder_attn.q_proj." in name:
            weights[name] = weights[name] * np.float32(scale)
    return weights


def restored_encoder(graph: Path) -> dict[str, Floats]:
    """Weights of an encoder that ships without a decoder, names as in `restored_weights`."""
    constants = _constants(graph)
    positions = _with_offset(constants.pop("positions"))
    return {"model.encoder.embed_positions.weight": positions, **_layers(constants)}


def _layers(constants: dict[str, Floats]) -> dict[str, Floats]:
    """Norms and linears of a graph's constants."""
    weights = {name: array for name, array in constants.items() if "norm" in name or "layernorm" in name}
    linears = [name.removesuffix(".matrix") for name in constants if name.endswith(".matrix")]
    for name in linears:
        if not (name == "output" or _SPLIT.fullmatch(name)):
            weights |= _unpacked(name, _matrix(constants, name), constants[f"{name}.bias"])
    return weights | _merged(constants, [match for match in map(_SPLIT.fullmatch, linears) if match])


def bart_config(folder: Path, weights: dict[str, Floats]) -> dict[str, object]:
    """What ``transformers`` has to know of the network beside its weights."""
    decoding = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    vocabulary, width = weights["model.shared.weight"].shape
    config: dict[str, object] = {
        "architectures": ["BartForConditionalGeneration"],
        "model_type": "bart",
        "activation_function": "gelu",
        "vocab_size": vocabulary,
        "d_model": width,
        "max_position_embeddings": decoding["positions"],
        "is_encoder_decoder": True,
        "scale_embedding": False,
        "tie_word_embeddings": True,
        "dropout": 0.0,
        "pad_token_id": 0,
        "bos_token_id": decoding["start_token"],
        "eos_token_id": decoding["end_token"],
        "decoder_start_token_id": decoding["start_token"],
        "forced_eos_token_id": None,
    }
    for side in ("encoder", "decoder"):
        layers = {name.split(".")[3] for name in weights if name.startswith(f"model.{side}.layers.")}
        config[f"{side}_layers"] = len(layers)
        config[f"{side}_attention_heads"] = _heads(folder)
        config[f"{side}_ffn_dim"] = len(weights[f"model.{side}.layers.0.fc1.weight"])
    return config


def _constants(path: Path) -> dict[str, Floats]:
    graph = onnx.load(path).graph
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}


def _heads(folder: Path) -> int:
    nodes = onnx.load(folder / "encoder.onnx").graph.node
    return next(
        int(attribute.i)
        for node in nodes
        if node.op_type == ATTENTION_OPERATOR
        for attribute in node.attribute
        if attribute.name == "q_num_heads"
    )


def _with_offset(table: Floats) -> Floats:
    """BART's tables of positions start with rows that nothing uses."""
    return np.concatenate([np.zeros((POSITION_OFFSET, table.shape[1]), np.float32), table])


def _matrix(constants: dict[str, Floats], name: str) -> Floats:
    """A linear's matrix (inputs, outputs) without its integers' scales and without smoothing."""
    matrix = constants[f"{name}.matrix"]
    if f"{name}.scales" in constants:
        matrix = matrix * constants[f"{name}.scales"]
    # Hidden channels that are computed apart read the same smoothed input.
    smoothing = constants.get(_SPLIT.sub(r"\1", name) + ".smoothing")
    if smoothing is not None:
        matrix = matrix * smoothing[:, None]
    return np.asarray(matrix, np.float32)


def _unpacked(name: str, matrix: Floats, bias: Floats) -> dict[str, Floats]:
    """The linears that lie side by side in one matrix; all of them are equally wide."""
    names = name.split("+")
    weights: dict[str, Floats] = {}
    for part, own, own_bias in zip(
        names, np.split(matrix, len(names), axis=1), np.split(bias, len(names)), strict=True
    ):
        weights |= {f"{part}.weight": own.T, f"{part}.bias": own_bias}
    return weights


def _merged(constants: dict[str, Floats], parts: list[re.Match[str]]) -> dict[str, Floats]:
    """Feed-forward layers whose hidden channels were computed apart; their order means nothing."""
    sizes: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        sizes[part.group(1)].append(part.group(2))
    weights: dict[str, Floats] = {}
    for name, found in sizes.items():
        # The same order for fc1 and fc2, whose channels belong together.
        names = [f"{name}.of_{size}" for size in sorted(found, key=int)]
        matrices = [_matrix(constants, part) for part in names]
        biases = [constants[f"{part}.bias"] for part in names]
        first = name.endswith("fc1")
        weights[f"{name}.weight"] = np.concatenate(matrices, axis=1 if first else 0).T
        weights[f"{name}.bias"] = np.concatenate(biases) if first else np.sum(biases, axis=0)
    return weights
