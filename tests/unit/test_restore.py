"""A network folder that ships, turned back into the checkpoint that it was built from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.unit.reference_bart import END, POSITIONS, START, Reference, random_network
from tools.train.builder import GraphBuilder
from tools.train.decoder import decoder_step
from tools.train.export import write_networks
from tools.train.graphs import source_encoder
from tools.train.network import Network
from tools.train.restore import bart_config, restored_weights

if TYPE_CHECKING:
    from pathlib import Path

    from summarizers.tokens import Floats

SOURCE, TEXT = [START, 7, 30, 22, END], [START, 20, 9, 31]


def folder_of(network: Network, folder: Path, *, quantized: bool) -> Path:
    """Write the network as it would ship: smoothed for inputs of which some are large."""
    sizes: dict[str, Floats] = {}
    rng = np.random.default_rng(0)
    for write in (source_encoder, decoder_step):
        graph = GraphBuilder(quantized=False)
        write(graph, network)
        for name, (_, width) in graph.linear_inputs.items():
            sizes[name] = rng.uniform(0.5, 6, width).astype(np.float32)
    write_networks(network, folder, quantized=quantized, maxima=sizes if quantized else None)
    (folder / "config.json").write_text(
        json.dumps({"positions": POSITIONS, "start_token": START, "end_token": END})
    )
    return folder


def test_what_was_not_rounded_comes_back_to_the_bit_or_nearly(tmp_path: Path) -> None:
    network = random_network(seed=3)
    weights = restored_weights(folder_of(network, tmp_path, quantized=False))
    assert weights.keys() == network.weights.keys()
    for name, array in network.weights.items():
        used = slice(2, None) if "embed_positions" in name else slice(None)
        assert weights[name][used] == pytest.approx(array[used], rel=1e-6), name


def test_what_was_rounded_comes_back_close(tmp_path: Path) -> None:
    network = random_network(seed=3)
    folder = folder_of(network, tmp_path, quantized=True)
    restored = Network(
        restored_weights(folder), network.heads, network.encoder_layers, network.decoder_layers
    )
    expected = Reference(network).log_probabilities(SOURCE, TEXT)
    found = Reference(restored).log_probabilities(SOURCE, TEXT)
    # Hidden channels come in another order, so what the network says is compared, not its weights.
    assert np.abs(found - expected).max() < 0.5
    assert np.corrcoef(found.ravel(), expected.ravel())[0, 1] > 0.999


def test_configuration_is_read_off_the_network(tmp_path: Path) -> None:
    network = random_network(seed=3, width=32, heads=4, layers=2)
    folder = folder_of(network, tmp_path, quantized=True)
    config = bart_config(folder, restored_weights(folder))
    assert {key: config[key] for key in ("d_model", "encoder_layers", "decoder_layers", "vocab_size")} == {
        "d_model": 32,
        "encoder_layers": 2,
        "decoder_layers": 2,
        "vocab_size": 60,
    }
    assert config["encoder_attention_heads"] == config["decoder_attention_heads"] == 4
    assert config["decoder_ffn_dim"] == 64
    assert config["max_position_embeddings"] == POSITIONS
