"""The graphs that training writes, and the integers in them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from summarizers.sessions import open_session

from tests.unit.reference_bart import Reference, random_network
from tools.train.builder import GraphBuilder, save
from tools.train.calibrate import input_maxima
from tools.train.graphs import sentence_encoder, state_encoder
from tools.train.quantize import SEVEN_BITS, Floats, by_column, by_row, smoothing, unquantized

NETWORK = random_network(seed=3)
WIDTH = NETWORK.width
TOKENS = np.random.default_rng(3).integers(0, 60, (4, 11))


def embed(folder: Path, graph: GraphBuilder) -> Floats:
    sentence_encoder(graph, NETWORK)
    save(graph.model("sentences"), folder / "model.onnx")
    session = open_session(folder / "model.onnx")
    (vectors,) = session.run(None, {"pieces": NETWORK.weights["model.shared.weight"][TOKENS]})
    return np.asarray(vectors)


def expected() -> Floats:
    means = np.array([Reference(NETWORK).encode(row.tolist()).mean(axis=0) for row in TOKENS])
    return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True))


def test_the_sentence_encoder_computes_what_the_reference_computes(tmp_path: Path) -> None:
    assert embed(tmp_path, GraphBuilder(quantized=False)) == pytest.approx(expected(), abs=1e-5)


@pytest.mark.parametrize("layers", [1, 2])
def test_states_are_those_of_the_reference_after_so_many_layers(layers: int, tmp_path: Path) -> None:
    graph = GraphBuilder(quantized=False)
    state_encoder(graph, NETWORK, layers)
    save(graph.model("states"), tmp_path / "model.onnx")
    feed = {"pieces": NETWORK.weights["model.shared.weight"][TOKENS[:1]]}
    (states,) = open_session(tmp_path / "model.onnx").run(None, feed)
    lower = Reference(replace(NETWORK, encoder_layers=layers)).encode(TOKENS[0].tolist())
    assert states[0] == pytest.approx(lower, abs=1e-4)


def test_integers_keep_the_direction_of_embeddings(tmp_path: Path) -> None:
    cosines = (embed(tmp_path, GraphBuilder(quantized=True)) * expected()).sum(axis=1)
    assert cosines.min() > 0.99
    assert cosines.max() < 1 - 1e-7, "the graph is not quantized"


def test_calibrated_integers_are_closer(tmp_path: Path) -> None:
    feeds = [{"pieces": NETWORK.weights["model.shared.weight"][TOKENS]}]
    maxima = input_maxima(NETWORK, sentence_encoder, feeds, tmp_path / "probe.onnx")
    smoothed = embed(tmp_path, GraphBuilder(quantized=True, maxima=maxima)) * expected()
    plain = embed(tmp_path, GraphBuilder(quantized=True)) * expected()
    assert smoothed.sum(axis=1).mean() > plain.sum(axis=1).mean()


def test_smoothing_evens_out_an_outlier_among_the_activations() -> None:
    matrix = np.random.default_rng(0).standard_normal((16, 8)).astype(np.float32)
    maxima = np.ones(16, np.float32)
    maxima[5] = 40
    smooth = maxima / smoothing(matrix, maxima)
    assert smooth.max() / np.median(smooth) < 40 / 8


def test_smoothing_keeps_the_overall_scale() -> None:
    rng = np.random.default_rng(0)
    maxima = rng.uniform(0.1, 9, 16).astype(np.float32)
    factors = smoothing(rng.standard_normal((16, 8)).astype(np.float32), maxima)
    assert float(np.log(factors).mean()) == pytest.approx(0, abs=1e-6)


def test_two_products_with_an_unsigned_byte_fit_into_sixteen_bits() -> None:
    matrix = np.random.default_rng(0).standard_normal((64, 8)).astype(np.float32)
    largest = int(np.abs(by_column(matrix).values.astype(np.int64)).max())
    assert largest == SEVEN_BITS
    assert 2 * 255 * largest <= np.iinfo(np.int16).max


def test_columns_come_back_within_half_a_step() -> None:
    matrix = np.random.default_rng(0).standard_normal((64, 8)).astype(np.float32)
    matrix[:, 3] = 0
    values, scales = by_column(matrix)
    assert (np.abs(values * scales - matrix) <= scales / 2 + 1e-6).all()


def test_embedding_rows_come_back_within_half_a_step_and_exactly_if_unquantized() -> None:
    table = np.random.default_rng(0).standard_normal((9, 32)).astype(np.float32)
    rows = by_row(table)
    assert (
        np.abs(rows["values"] * rows["scale"][:, None] - table) <= rows["scale"][:, None] / 2 + 1e-6
    ).all()
    same = unquantized(table)
    assert (same["values"] * same["scale"][:, None] == table).all()
