"""Train the network that reads conversations so that their sentences can be scored.

    python -m tools.train reader --data PATH --models layers/models --out FOLDER

Its beginning is the rewriting network's encoder, which learned to summarize whole conversations. The upper
layers learn on, together with a scorer over the mean of each sentence's states (BertSumExt: Liu and Lapata
2019, arXiv:1908.08345), from what `tools.train.scorer` learns from, all of it. Labels are the oracle's choice
mixed with how much of the reference each sentence has by itself: what says the same as a chosen sentence is
no wrong choice. FOLDER keeps the examples. Writes ``reader/`` below the models folder; the probabilities are
calibrated again.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from summarizers.embeddings import SentenceEncoder
from summarizers.features import features
from summarizers.manifest import locate
from summarizers.reader import pieces_of, windows
from summarizers.sessions import open_session
from summarizers.tokens import WordPiece

from tools.train import manifest, reading
from tools.train.builder import GraphBuilder, save
from tools.train.calibrate import input_maxima
from tools.train.context import STRETCH_WEIGHT, exported
from tools.train.graphs import state_encoder
from tools.train.labels import conversations
from tools.train.network import Network
from tools.train.probabilities import calibrate
from tools.train.quantize import ALPHA
from tools.train.reading import Example
from tools.train.restore import restore
from tools.train.scorer import EVERY, MOST_DIALOGUES, MOST_STRETCHES, Memory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizers.context import ContextScorer
    from summarizers.tokens import Floats

    from tools.train.corpora import Dialogue
    from tools.train.material import Material

FROZEN = 3
"""Layers, from the bottom, that stay the rewriting network's."""
SOFT = 0.3
"""Share of a label that is what a sentence is worth by itself."""
CALIBRATION_WINDOWS = 80
SEED = 1
CARD = """# reader

Reads a conversation, window by window, for the scorer of its sentences: an encoder of {layers} layers in the
BART layout (width {width}) with its linears as 7-bit integers, and a network over the mean of the states of a
sentence's pieces, its embedding by `minilm` and its features (BertSumExt, arXiv:1908.08345).

- **Source**: {source}. Its lowest {frozen} layers and its
  `embeddings.npy` are those that `rewriter/` had then.
- **Licence**: {licence}.
- **Input** `pieces`, float32 (batch, length, {width}): rows of `embeddings.npy` for one `[CLS]` and
  sentences as `layers/inference/summarizers/reader.py` writes them, no padding. **Output** `states`, of the
  same shape. `scorer.npz`: the weights that `ContextScorer` runs.
- **Trained** on {examples:,} windows of dialogues and of stretches of meetings; their labels are an oracle's
  choice, mixed with what each sentence alone has of the reference.
- **Smoothed** (SmoothQuant, alpha {alpha}) on {windows} of these windows.
- **Measured**: `python -m tools.bench quality`.
- **Limits**: English in training.
"""


class Drawn(NamedTuple):
    """A window as it is read: piece ids, pieces of each sentence; the rest as in `Example`."""

    ids: list[int]
    sizes: list[int]
    features: Floats
    embeddings: Floats
    labels: Floats
    weights: Floats


def train(material: Material, models: Path, out: Path, *, minutes: float, workers: int) -> None:
    """Make examples, train, and write the network; `models` has `minilm/` and `rewriter/`."""
    out.mkdir(parents=True, exist_ok=True)
    restore(locate(models, "rewriter"), out / "start")
    network = Network.load(out / "start")
    encoder, tokens = Memory(SentenceEncoder(locate(models, "minilm"))), WordPiece(out / "start")
    drawn = [
        *_drawn(material.dialogues("train", MOST_DIALOGUES), 1.0, encoder, tokens),
        *_drawn(material.stretches("train", MOST_STRETCHES), STRETCH_WEIGHT, encoder, tokens),
    ]
    random.Random(SEED).shuffle(drawn)  # noqa: S311 - which worker gets which
    seen = np.concatenate([window.features for window in drawn])
    mean, scale = seen.mean(axis=0), seen.std(axis=0) + 1e-3
    table = network.pieces
    feeds = [{"pieces": table[window.ids][None]} for window in drawn[:CALIBRATION_WINDOWS]]
    lower = partial(state_encoder, layers=FROZEN)
    maxima = input_maxima(network, lower, feeds, out / "probe.onnx")
    graph = GraphBuilder(quantized=True, maxima=maxima)
    lower(graph, network)
    save(graph.model("lower"), out / "lower.onnx")
    shares = [out / f"examples-{rank}.pt" for rank in range(workers)]
    for rank, share in enumerate(shares):
        read = _examples(drawn[rank::workers], table, out / "lower.onnx", (mean, scale))
        torch.save([tuple(example) for example in read], share)  # plain: such files run no code when read
    count = len(drawn)
    del drawn, encoder  # gigabytes that the workers need
    trained = reading.fit(reading.Plan(network, FROZEN, shares, out / "trained.pt", minutes, SEED))
    whole = replace(network, weights={**network.weights, **trained.encoder_weights()})
    folder = models / "reader"
    write(whole, exported(trained.scorer, mean, scale), feeds, folder)
    # A copy: the rewriting network may be trained on.
    shutil.copyfile(locate(models, "rewriter") / "embeddings.npy", folder / "embeddings.npy")
    describe(folder, whole, material, count)
    calibrate(material, models)


def _drawn(source: Iterable[Dialogue], weight: float, encoder: Memory, tokens: WordPiece) -> Iterator[Drawn]:
    """Windows of conversations; only a window's own sentences weigh."""
    start = tokens.id_of("[CLS]")
    for conversation, labels in conversations(source, encoder, soft=SOFT):
        count, found = len(labels), features(conversation)
        pieces = pieces_of(conversation, tokens)
        for window in windows([len(row) for row in pieces]):
            own = np.zeros(count, np.float32)
            own[window.first : window.last] = weight * count**-0.5
            seen = slice(window.low, window.high)
            yield Drawn(
                [start, *chain.from_iterable(pieces[seen])],
                [len(row) for row in pieces[seen]],
                found[seen],
                conversation.embeddings[seen],
                labels[seen],
                own[seen],
            )


def _examples(
    drawn: Sequence[Drawn], table: Floats, lower: Path, norm: tuple[Floats, Floats]
) -> Iterator[Example]:
    """Windows as the lower layers read them; table: vectors of pieces; norm: mean and scale of features."""
    session, (mean, scale) = open_session(lower), norm
    for number, window in enumerate(drawn):
        (states,) = session.run(None, {"pieces": table[window.ids][None]})
        if (number + 1) % (4 * EVERY) == 0:
            print(f"{number + 1} of {len(drawn)} windows read by the lower layers", flush=True)
        yield Example(
            torch.from_numpy(states[0]).to(reading.DTYPE),
            window.sizes,
            torch.from_numpy((window.features - mean) / scale),
            *map(torch.from_numpy, (window.embeddings.copy(), window.labels.copy(), window.weights.copy())),
        )


def write(network: Network, scorer: ContextScorer, feeds: Sequence[dict[str, Floats]], folder: Path) -> None:
    """Write the networks, smoothed on `feeds`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        maxima = input_maxima(network, state_encoder, feeds, Path(scratch) / "probe.onnx")
    graph = GraphBuilder(quantized=True, maxima=maxima)
    state_encoder(graph, network)
    save(graph.model("reader"), folder / "model.onnx")
    scorer.save(folder / "scorer.npz")


def describe(folder: Path, network: Network, material: Material, examples: int) -> None:
    """Write the card and the entry in the manifest."""
    source = f"trained by tools/train/reader.py from the encoder of rewriter/ on {material.named}"
    card = CARD.format(
        layers=network.encoder_layers,
        width=network.width,
        source=source,
        licence=material.licence,
        frozen=FROZEN,
        examples=examples,
        alpha=ALPHA,
        windows=CALIBRATION_WINDOWS,
    )
    (folder / "CARD.md").write_text(card, encoding="utf-8")
    manifest.record(folder, licence=material.licence, source=source, metrics={})
