"""Turn a trained checkpoint (Hugging Face's BART layout) into the files of a network folder.

    python -m tools.train export CHECKPOINT --examples EXAMPLES --out layers/models/rewriter
        --source "what it was trained on" --licence "what that allows"

EXAMPLES is the folder that `python -m tools.train prepare` wrote: activations are smoothed on some of its
training examples, and how close int8 comes to fp32 is measured on its test windows.
"""

import json
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from summarizers.scoring import feed
from summarizers.seq2seq import Seq2Seq

from tools.train import graphs, manifest
from tools.train.builder import GraphBuilder, save
from tools.train.calibrate import input_maxima
from tools.train.decoder import decoder_step, output_order, remaining_output
from tools.train.network import Network
from tools.train.quantize import ALPHA, Floats, by_row, unquantized

CALIBRATION_WINDOWS, CALIBRATION_WHOLES = 64, 16
TEST_WINDOWS = 200
FREQUENT_TOKENS = 6_144
"""What a text may be written with beside its source's tokens: together 99.3% of the tokens of sentences that
people wrote, with an output layer of a fifth of its size."""
RESERVED = re.compile(r"\[unused\d+\]")
SUPPRESSED = ("[PAD]", "[UNK]", "[CLS]", "[MASK]")


def write_networks(
    network: Network,
    folder: Path,
    *,
    quantized: bool,
    maxima: Mapping[str, Floats] | None = None,
    frequent: Sequence[int] | None = None,
) -> None:
    """Write the graphs, the embedding table and the order of the output layer into a folder.

    With ``frequent`` tokens, texts are written with those and the tokens of their sources alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, write in (
        ("encoder", graphs.source_encoder),
        ("decoder", partial(decoder_step, frequent=frequent)),
        ("output", partial(remaining_output, frequent=frequent)),
    ):
        graph = GraphBuilder(quantized=quantized, maxima=maxima)
        write(graph, network)
        save(graph.model(name), folder / f"{name}.onnx")
    order = output_order(network, frequent)
    columns = np.empty(len(order), [("token", np.int32), ("bias", np.float32)])
    columns["token"], columns["bias"] = order, network.weights["final_logits_bias"][0][order]
    np.save(folder / "output.npy", columns)
    table = network.pieces
    np.save(folder / "embeddings.npy", by_row(table) if quantized else unquantized(table))


def decoding_config(checkpoint: Path) -> dict[str, object]:
    """Collect what decoding has to know: limits and the tokens with a meaning of their own."""
    config = json.loads((checkpoint / "config.json").read_text(encoding="utf-8"))
    vocabulary = json.loads((checkpoint / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return {
        "positions": config["max_position_embeddings"],
        "start_token": config["decoder_start_token_id"],
        "end_token": config["eos_token_id"],
        "reserved_tokens": sorted(
            number for piece, number in vocabulary.items() if RESERVED.fullmatch(piece)
        ),
        "suppressed_tokens": sorted(vocabulary[piece] for piece in SUPPRESSED),
    }


Example = tuple[list[int], list[int]]
"""Token ids of a window and of its sentence, with start and end."""


def frequent_tokens(examples: Sequence[Example], count: int = FREQUENT_TOKENS) -> list[int]:
    """Find the tokens that most sentences are written with, most frequent first."""
    counts = Counter(token for _, target in examples for token in target[1:])
    return [token for token, _ in counts.most_common(count)]


def covered(examples: Sequence[Example], frequent: Sequence[int]) -> float:
    """Share of the sentences' tokens that are frequent or stand in their windows: those may be written."""
    first = set(frequent)
    found = [token in first or token in source for source, target in examples for token in target[1:]]
    return round(float(np.mean(found)), 4)


def read_examples(path: Path, limit: int | None = None) -> list[Example]:
    """Read examples spread evenly over a file of ``prepare``, or all."""
    lines = path.read_text(encoding="utf-8").splitlines()
    limit = limit or len(lines)
    return [json.loads(line)[:2] for line in lines[:: max(1, len(lines) // limit)][:limit]]


def calibrate(
    network: Network, exact: Seq2Seq, examples: Sequence[Example], scratch: Path
) -> dict[str, Floats]:
    """Find how large the inputs of every linear get, in encoder and decoder."""
    table = network.pieces
    windows = ({"pieces": table[source][None]} for source, _ in examples)
    sentences = (feed(exact.decoder, exact.encode(source), [target]) for source, target in examples)
    return {
        **input_maxima(network, graphs.source_encoder, windows, scratch),
        **input_maxima(network, decoder_step, sentences, scratch),
    }


def compare(
    exact: Seq2Seq, ours: Seq2Seq, examples: Sequence[Example], longest: int = 48
) -> dict[str, float]:
    """Measure what quantizing costs: nats per token of the references, and sentences written alike.

    ``longest`` bounds what is written, in tokens.
    """

    def nats(network: Seq2Seq) -> float:
        total = sum(float(network.score(source, [target[1:-1]])[0]) for source, target in examples)
        return -total / sum(len(target) - 1 for _, target in examples)

    windows = [source for source, _ in examples]
    written = (network.generate(windows, max_new_tokens=longest) for network in (exact, ours))
    same = [theirs.tokens == mine.tokens for theirs, mine in zip(*written, strict=True)]
    return {
        "nats_per_token": round(nats(ours), 4),
        "nats_per_token_fp32": round(nats(exact), 4),
        "same_as_fp32": round(float(np.mean(same)), 3),
    }


CARD = """# rewriter

Writes one sentence of reported speech about the marked utterances of a window of conversation, or the
summary of a whole short conversation in which nothing is marked: an encoder and a decoder in the BART layout
({encoder_layers} and {decoder_layers} layers, width {width}, vocabulary {vocabulary:,}) with their linears as
7-bit and their embeddings as 8-bit integers.

- **Source**: {source}.
- **Licence**: {licence}.
- **Input**: a window as `layers/inference/summarizers/rendering.py` writes it, at most {positions} pieces.
  Speakers are reserved tokens; the network never sees a name.
- **Output**: one of the {frequent:,} pieces that the training sentences have most often, or a piece of the
  window: together {covered:.1%} of the pieces of sentences that people wrote. Judging given sentences asks
  for all pieces.
- **Files**: `encoder.onnx` reads a window once; `decoder.onnx` adds tokens; `output.onnx` holds the rest of
  the output layer, for judging; `output.npy` names the output layer's columns; `embeddings.npy` holds the
  vectors of the pieces for both; `config.json` says which tokens start, end, or are reserved.
- **Smoothed** (SmoothQuant, alpha {alpha}) on {windows} windows and {wholes} whole conversations of the
  training set.
- **Measured** on {count} windows that training never saw: {nats_per_token:.3f} nats per token of the
  reference sentences ({nats_per_token_fp32:.3f} in fp32); {same_as_fp32:.0%} of the sentences written
  greedily are the same as in fp32 with all pieces open to choice, piece for piece. In fp32, written greedily:
  ROUGE-L {rouge_l:.1%}; a reference is likelier than itself with a speaker replaced in {speakers_right:.0%};
  every name and number stands in the window in {supported:.1%}; somebody tells something to themselves in
  {to_themselves:.1%}.
- **Limits**: English. It is small, and writes plain falsehoods fluently: its sentences are to be checked
  against the window before anybody reads them.
"""


def export(checkpoint: Path, examples: Path, out: Path, *, source: str, licence: str) -> dict[str, float]:
    """Write a network folder, its card and its entry in the manifest; returns what was measured."""
    from tools.train.evaluate import evaluate  # noqa: PLC0415 - torch, which takes seconds to import

    network = Network.load(checkpoint)
    config = decoding_config(checkpoint)
    with tempfile.TemporaryDirectory() as scratch:
        exact = open_exact(checkpoint, Path(scratch))
        seen = [
            *read_examples(examples / "train.jsonl", CALIBRATION_WINDOWS),
            *read_examples(examples / "wholes.jsonl", CALIBRATION_WHOLES),
        ]
        maxima = calibrate(network, exact, seen, Path(scratch) / "probe.onnx")
        frequent = frequent_tokens(
            [*read_examples(examples / "train.jsonl"), *read_examples(examples / "wholes.jsonl")]
        )
        write_networks(network, out, quantized=True, maxima=maxima, frequent=frequent)
        ours = _open(out, config)
        test = read_examples(examples / "test.jsonl", TEST_WINDOWS)
        metrics = compare(exact, ours, test) | {"covered": covered(test, frequent)}
        report = evaluate(exact, examples / "test.jsonl", None, limit=TEST_WINDOWS)
    for figure in ("speakers_right", "supported", "to_themselves", "rouge_l"):
        metrics[figure] = round(float(getattr(report, figure)), 4)
    shutil.copyfile(checkpoint / "tokenizer.json", out / "tokenizer.json")
    facts = {
        "source": source,
        "licence": licence,
        "encoder_layers": network.encoder_layers,
        "decoder_layers": network.decoder_layers,
        "width": network.width,
        "vocabulary": network.vocabulary,
        "positions": config["positions"],
        "alpha": ALPHA,
        "windows": CALIBRATION_WINDOWS,
        "wholes": CALIBRATION_WHOLES,
        "frequent": len(frequent),
        "count": TEST_WINDOWS,
        **metrics,
    }
    (out / "CARD.md").write_text(CARD.format(**facts), encoding="utf-8")
    manifest.record(out, licence=licence, source=source, metrics=metrics)
    return metrics


def open_exact(checkpoint: Path, folder: Path) -> Seq2Seq:
    """Write a checkpoint's graphs in fp32 into a folder, and open them."""
    write_networks(Network.load(checkpoint), folder, quantized=False)
    return _open(folder, decoding_config(checkpoint))


def _open(folder: Path, config: dict[str, object]) -> Seq2Seq:
    (folder / "config.json").write_text(json.dumps(config) + "\n", encoding="utf-8")
    return Seq2Seq(folder)
