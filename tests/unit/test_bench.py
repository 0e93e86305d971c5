"""The benchmark's own arithmetic, tables and made conversations; the measuring itself is not tested here."""

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from summarizers.tokens import WordPiece

from tools.bench import conversations, cost, prices, sources
from tools.bench.processes import peak_memory, private_memory
from tools.bench.scale import exponent
from tools.bench.table import table

MODELS = conversations.ROOT / "layers" / "models"


@pytest.mark.parametrize("power", [0.5, 1.0, 1.7])
def test_the_exponent_of_a_power_law_is_its_power(power: float) -> None:
    lengths = [1, 3, 10, 60, 600]
    assert exponent(lengths, [0.02 * length**power for length in lengths]) == pytest.approx(power)


def test_a_constant_share_makes_the_exponent_smaller() -> None:
    lengths = [1, 10, 100]
    assert exponent(lengths, [5 + length for length in lengths]) < 1


def test_a_table_is_markdown_with_figures_to_the_right() -> None:
    assert table(["", "ms"], [["ours", "43"], ["CTranslate2 int8", "1,066"]]) == (
        "|                  |    ms |\n"
        "| ---------------- | ----: |\n"
        "| ours             |    43 |\n"
        "| CTranslate2 int8 | 1,066 |"
    )


@pytest.mark.parametrize("words", [50, 10_000, 60_000])
def test_talk_has_the_words_asked_for_and_its_times_go_forward(words: int) -> None:
    said = conversations.talk(words)
    spoken = [len(utterance.text.split()) for utterance in said]
    assert sum(spoken[:-1]) < words <= sum(spoken)
    assert all(before.end <= after.start for before, after in pairwise(said))
    assert said == conversations.talk(words)


def test_the_first_hour_is_the_meeting_as_it_is() -> None:
    meeting = [utterance.text for utterance in conversations.conversation("team_meeting")]
    assert [utterance.text for utterance in conversations.talk(10_000)] == meeting[
        : len(conversations.talk(10_000))
    ]


def test_what_is_said_at_length_is_not_said_twice() -> None:
    texts = [utterance.text for utterance in conversations.talk(60_000) if len(utterance.text) > 120]
    assert len(texts) > 1_000
    assert len(set(texts)) > 0.99 * len(texts)


def test_an_exchange_leaves_short_words_and_layout_and_is_always_the_same() -> None:
    exchange = conversations.Exchange(3)
    text = "So, um, we moved the meeting with Astrid to Friday; moving it took meetings."
    other = exchange(text)
    assert other == conversations.Exchange(3)(text) != conversations.Exchange(4)(text)
    assert other.startswith("So, um, we moved the ")
    assert other.endswith("s.")
    assert "Astrid to Friday; " in other
    assert conversations.Exchange(0)(text) == text


def test_windows_are_as_long_as_asked_and_mark_one_utterance() -> None:
    tokens = WordPiece(MODELS / "rewriter")
    lengths = [130, 250, 370]
    found = sources.windows(conversations.conversation("team_meeting"), tokens, lengths)
    assert [len(window) for window in found] == lengths
    mark, start, end = (tokens.id_of(piece) for piece in ("[unused40]", "[CLS]", "[SEP]"))
    for window in found:
        assert window.count(mark) == 1
        assert (window[0], window[-1]) == (start, end)


def test_utterances_are_all_different() -> None:
    texts = sources.utterances(500)
    assert len(set(texts)) == 500


def test_a_processs_memory_is_what_the_system_says() -> None:
    before = peak_memory()
    block = bytearray(64 << 20)
    assert peak_memory() >= before
    assert private_memory() > len(block)


def test_cost_is_seconds_times_memory_times_price() -> None:
    compute = cost.Compute(work=3.0, start=1.0)
    hour = 3.0 * 1769 / 1024 * prices.LAMBDA_SECOND["arm64"]
    assert compute.dollars("arm64", starts=0) == pytest.approx(1_000 * hour)
    assert compute.dollars("arm64", starts=1) == pytest.approx(1_000 * hour * 4 / 3)
    assert compute.dollars("x86-64", starts=0) > compute.dollars("arm64", starts=0)


def test_a_message_of_two_chunks_costs_two_more_queue_requests() -> None:
    one, two = (cost.around("arm64", chunks * 64 * 1024) for chunks in (1, 2))
    assert two - one == pytest.approx(1_000 * 2 * prices.SQS_REQUEST)


def test_the_child_summarizes_and_tells_its_times(tmp_path: Path) -> None:
    said = [{"text": "Grace will send the signed order on Monday.", "speaker": "Ravi", "start": 0, "end": 3}]
    path = tmp_path / "said.json"
    path.write_text(json.dumps(said), encoding="utf-8")
    child = conversations.ROOT / "tools" / "bench" / "children" / "summarize.py"
    done = subprocess.run(
        [sys.executable, "-P", child, "iamus", MODELS, path],
        env={**os.environ, "PYTHONPATH": str(conversations.ROOT / "layers" / "inference")},
        check=True,
        capture_output=True,
        text=True,
    )
    opened, summarized = map(json.loads, done.stdout.splitlines())
    assert opened["started"] <= opened["imported"] <= opened["loaded"] <= summarized["summarized"]
    assert summarized["segments"] == 1
    assert summarized["peak"] >= opened["peak"] > 10 << 20
