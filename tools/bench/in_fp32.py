"""A folder of models whose networks compute in fp32, to tell what their integers cost.

The sentence encoder is the published one. Networks that were trained here ship in integers alone: of these
the weights are what the integers stand for, and what is measured is computing with integers; how far the
weights themselves moved when they were rounded was measured as they were exported (their cards).
"""

import json
import shutil
from dataclasses import asdict, replace
from pathlib import Path

from summarizers.manifest import MANIFEST, ModelFile, locate

from tools.train import minilm
from tools.train.builder import GraphBuilder, save
from tools.train.export import open_exact
from tools.train.graphs import state_encoder
from tools.train.network import Network
from tools.train.restore import restore, restored_encoder


def models_in_fp32(models: Path, folder: Path) -> Path:
    """Write to `folder`, which is there and empty, what `models` has, in fp32; returns it."""
    shutil.copytree(locate(models, "extractive"), folder / "extractive")
    for name in ("minilm", "rewriter", "reader"):
        (folder / name).mkdir()
    published = minilm.published()
    minilm.write(minilm.load_network(published), None, published, folder / "minilm")
    network = _writing(locate(models, "rewriter"), folder / "rewriter")
    _reading(network, locate(models, "reader"), folder / "reader")
    _listed(folder)
    return folder


def _writing(shipped: Path, folder: Path) -> Network:
    checkpoint = folder.with_name("checkpoint")
    restore(shipped, checkpoint)
    open_exact(checkpoint, folder)
    shutil.copyfile(shipped / "tokenizer.json", folder / "tokenizer.json")
    network = Network.load(checkpoint)
    shutil.rmtree(checkpoint)
    return network


def _reading(network: Network, shipped: Path, folder: Path) -> None:
    """The reader, whose pieces are the writing network's, with its own vectors of them."""
    own = replace(network, weights={**network.weights, **restored_encoder(shipped / "model.onnx")})
    graph = GraphBuilder(quantized=False)
    state_encoder(graph, own)
    save(graph.model("reader"), folder / "model.onnx")
    for name in ("scorer.npz", "embeddings.npy"):
        shutil.copyfile(shipped / name, folder / name)


def _listed(folder: Path) -> None:
    """Write the manifest: `tools.train.manifest` takes no file as large as these."""
    networks = [
        {
            "name": network.name,
            "files": [asdict(ModelFile.describe(path, folder)) for path in network.iterdir()],
        }
        for network in folder.iterdir()
    ]
    (folder / MANIFEST).write_text(json.dumps({"networks": networks}), encoding="utf-8")
