import numpy as np
import pytest
from numpy.typing import NDArray
from summarizers.chapters import segment

Floats = NDArray[np.float32]


def topics(*sizes: int, noise: float = 0.2) -> Floats:
    """Sentences about one thing after the other: rows near a different axis for each size."""
    chance = np.random.default_rng(3)
    rows = np.concatenate([np.eye(len(sizes) + 1)[np.full(size, k)] for k, size in enumerate(sizes)])
    rows = rows + noise * chance.normal(size=rows.shape)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def bounds(rows: Floats, words: int = 20, breaks: NDArray[np.bool_] | None = None) -> list[tuple[int, int]]:
    lengths = np.full(len(rows), words, np.float32)
    breaks = np.ones(len(rows), bool) if breaks is None else breaks
    return [
        (chapter.first, chapter.last) for chapter in segment(rows, lengths, breaks, np.zeros(len(rows), bool))
    ]


def test_chapters_change_where_the_topic_does() -> None:
    assert bounds(topics(40, 25, 60), words=24) == [(0, 40), (40, 65), (65, 125)]


def test_a_short_conversation_is_one_chapter() -> None:
    assert bounds(topics(3, 3), words=8) == [(0, 6)]


def test_one_sentence_is_one_chapter() -> None:
    assert bounds(topics(1)) == [(0, 1)]


@pytest.mark.parametrize("words", [5, 40])
def test_chapters_cover_everything_once_and_none_is_too_long(words: int) -> None:
    found = bounds(topics(3000, noise=0.5), words=words)
    assert [first for first, _ in found] == [0, *(last for _, last in found[:-1])]
    assert found[-1][1] == 3000
    assert max((last - first) * words for first, last in found) <= 3000


def test_chapters_start_with_an_utterance() -> None:
    breaks = np.zeros(125, bool)
    breaks[[0, 37, 70, 100]] = True
    assert {first for first, _ in bounds(topics(40, 25, 60), breaks=breaks)} <= {0, 37, 70, 100}


def test_one_endless_utterance_is_divided_all_the_same() -> None:
    breaks = np.zeros(600, bool)
    breaks[0] = True
    assert len(bounds(topics(600), breaks=breaks)) > 5
