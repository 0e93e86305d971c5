"""What a checkpoint becomes beside its graphs: the decoding configuration, and what quantizing costs."""

import json
from pathlib import Path

import pytest
from summarizers.seq2seq import Seq2Seq

from tests.unit.reference_bart import END, PAD, POSITIONS, SPEAKERS, START, random_network
from tools.train.export import (
    compare,
    covered,
    decoding_config,
    frequent_tokens,
    read_examples,
    write_networks,
)


def test_decoding_configuration_comes_from_checkpoint_and_vocabulary(tmp_path: Path) -> None:
    config = {"max_position_embeddings": 512, "decoder_start_token_id": 4, "eos_token_id": 5, "vocab_size": 9}
    (tmp_path / "config.json").write_text(json.dumps(config))
    pieces = ["[PAD]", "[unused1]", "[unused20]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[", "unused1"]
    tokenizer = {"model": {"vocab": {piece: number for number, piece in enumerate(pieces)}}}
    (tmp_path / "tokenizer.json").write_text(json.dumps(tokenizer))
    assert decoding_config(tmp_path) == {
        "positions": 512,
        "start_token": 4,
        "end_token": 5,
        "reserved_tokens": [1, 2],
        "suppressed_tokens": [0, 3, 4, 6],
    }


def test_examples_are_spread_over_the_file(tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    path.write_text("".join(f"[[{number}], [1, {number}, 2], [9]]\n" for number in range(10)))
    assert [source for source, _ in read_examples(path, 3)] == [[0], [3], [6]]
    assert len(read_examples(path, 99)) == len(read_examples(path)) == 10


def test_frequent_tokens_are_counted_in_what_was_written() -> None:
    examples = [([7, 8], [START, 20, 21, END]), ([8, 9], [START, 20, 9, END])]
    assert set(frequent_tokens(examples, 2)) == {20, END}
    assert set(frequent_tokens(examples)) == {20, 21, 9, END}
    # Of the six tokens, 21 is neither frequent nor in its source.
    assert covered(examples, [20, END]) == pytest.approx(5 / 6, abs=1e-4)


def test_comparison_finds_a_network_equal_to_itself_and_its_integers_close(tmp_path: Path) -> None:
    network = random_network(seed=5)
    config = {
        "positions": POSITIONS,
        "start_token": START,
        "end_token": END,
        "reserved_tokens": SPEAKERS,
        "suppressed_tokens": [PAD, START],
    }
    networks = []
    for quantized in (False, True):
        folder = tmp_path / str(quantized)
        write_networks(network, folder, quantized=quantized)
        (folder / "config.json").write_text(json.dumps(config))
        networks.append(folder)
    examples = [([7, 8, 9 + number], [START, 20, 30 + number, END]) for number in range(6)]
    exact, ours = (Seq2Seq(folder) for folder in networks)
    same = compare(exact, exact, examples, longest=8)
    assert same["same_as_fp32"] == 1
    assert same["nats_per_token"] == same["nats_per_token_fp32"] > 0
    assert compare(exact, ours, examples, longest=8)["nats_per_token"] == pytest.approx(
        same["nats_per_token"], abs=0.2
    )
