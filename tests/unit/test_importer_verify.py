"""Holding graphs against a peer: what is alike, a tie, or another network, and what integers cost."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from summarizers.seq2seq import Seq2Seq
from summarizers.tokens import Floats

from tests.unit.reference_bart import END, PAD, POSITIONS, START, Reference, random_network
from tools.importer.checkpoint import Decoding
from tools.importer.errors import DifferentNetworkError
from tools.importer.measure import ONE_PROCESSOR, Speed
from tools.importer.verify import Text, compare_close, compare_exact
from tools.train.export import write_networks
from tools.train.network import Network

FIRST = 9
NETWORK = random_network(seed=7)
DECODING = Decoding(START, END, FIRST, (PAD, START), least=1, most=10, beams=3)
SOURCES = [np.random.default_rng(seed).integers(3, 60, 4 + seed).tolist() for seed in range(6)]


@dataclass(frozen=True)
class Peer:
    """What transformers is to the command, for tests that do without it."""

    reference: Reference
    decoding: Decoding = DECODING

    def write(self, source: list[int], beams: int) -> Text:
        banned = self.decoding.suppressed
        text, _ = (
            self.reference.greedy(source, 20, 1, banned)
            if beams == 1
            else self.reference.beam(source, beams, 20, 1, banned)
        )
        return tuple(text)

    def log_probabilities(self, source: list[int], text: Text) -> Floats:
        return self.reference.log_probabilities(source, [START, *text]).astype(np.float32)


PEER = Peer(Reference(NETWORK, FIRST))


def built(folder: Path, network: Network = NETWORK, *, quantized: bool = False) -> Seq2Seq:
    write_networks(network, folder, quantized=quantized)
    (folder / "config.json").write_text(json.dumps(DECODING.config(POSITIONS)))
    return Seq2Seq(folder)


@pytest.fixture(autouse=True)
def short_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.importer.verify._MOST", 20)  # as many as the peer's, within its positions


@pytest.mark.parametrize("beams", [1, 3])
def test_the_same_network_writes_the_same(tmp_path: Path, beams: int) -> None:
    found, texts = compare_exact(built(tmp_path), PEER, SOURCES, beams)
    assert (found.texts, found.alike, found.ties) == (6, 6, 0)
    assert 0 < found.difference < 1e-3
    assert all(text[0] == FIRST for text in texts)


@pytest.mark.parametrize("beams", [1, 3])
def test_another_network_is_found_out(tmp_path: Path, beams: int) -> None:
    weights = dict(NETWORK.weights)
    name = "model.decoder.layers.1.encoder_attn.v_proj.bias"
    weights[name] = weights[name] + 1
    other = built(tmp_path, replace(NETWORK, weights=weights))
    with pytest.raises(DifferentNetworkError, match=f"with {beams} beams our fp32 graphs write another text"):
        compare_exact(other, PEER, SOURCES, beams)


def test_tokens_that_are_as_likely_as_each_other_are_a_tie(tmp_path: Path) -> None:
    weights = dict(NETWORK.weights)
    twins = weights["model.shared.weight"].copy()
    text = PEER.write(SOURCES[5], 1)
    likely, twin = text[1], 59 if text[1] != 59 else 58
    twins[twin] = twins[likely]
    bias = weights["final_logits_bias"].copy()
    bias[0, twin] = bias[0, likely]
    weights |= {"model.shared.weight": twins, "final_logits_bias": bias}
    ours, theirs = bias.copy(), bias.copy()
    ours[0, twin], theirs[0, likely] = bias[0, likely] + 1e-5, bias[0, likely] + 1e-5
    network = built(tmp_path, replace(NETWORK, weights=weights | {"final_logits_bias": ours}))
    peer = Peer(Reference(replace(NETWORK, weights=weights | {"final_logits_bias": theirs}), FIRST))
    found, _ = compare_exact(network, peer, SOURCES[5:], 1)
    assert (found.alike, found.ties) == (0, 1)


def test_integers_cost_little_and_floats_nothing(tmp_path: Path) -> None:
    texts = [PEER.write(source, 1) for source in SOURCES]
    none = compare_close(built(tmp_path / "exact"), PEER, SOURCES, texts)
    assert (none.same_tokens, none.same_texts) == (1, 1)
    assert none.nats < 1e-3
    some = compare_close(built(tmp_path / "integers", quantized=True), PEER, SOURCES, texts)
    assert some.same_tokens > 0.6
    assert some.same_texts < 1, "otherwise nothing was measured"
    assert 1e-3 < some.nats < 0.5
    assert some.nats_per_token_fp32 == none.nats_per_token_fp32
    assert some.nats_per_token == pytest.approx(none.nats_per_token, abs=some.nats)


def test_an_hour_of_talk_costs_its_windows() -> None:
    speed = Speed(load=900, encode=1000, token=20, beam_token=30, disk=450, memory=900)
    assert speed.window_seconds(100) == 4
    assert speed.function_memory == ONE_PROCESSOR
    # 9,000 words of 1.5 tokens in windows of 1,000: 13.5 windows of 4 s at 1.7275 GB.
    assert speed.dollars_per_hour_of_talk(1.5, 1000, 100) == pytest.approx(54 * 1769 / 1024 * 0.0000133334)
    assert replace(speed, memory=3000).function_memory == 3264, "what it holds, and the rest of the function"
