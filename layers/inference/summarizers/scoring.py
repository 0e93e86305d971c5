"""How probable the decoder finds given texts (teacher forcing).

All texts run at once, as positions of one sequence that see the text they belong to and nothing else.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from summarizers.decoding import HIDDEN, Decoder, Source, shapes
from summarizers.shortlist import Integers
from summarizers.tokens import Floats

TOKENS_AT_ONCE = 64
"""A run computes a log-probability for every piece of the vocabulary at every position: 8 MB for these."""


def log_probabilities(decoder: Decoder, source: Source, texts: Sequence[Sequence[int]]) -> Floats:
    """Sum the log-probability of each text's tokens but the first, (texts).

    Texts carry their start and end tokens.
    """
    sums = [_score(decoder, source, group) for group in _groups(texts)]
    return np.concatenate(sums) if sums else np.zeros(0, np.float32)


def _groups(texts: Sequence[Sequence[int]]) -> Iterator[Sequence[Sequence[int]]]:
    """Texts in order, as many at a time as fit ``TOKENS_AT_ONCE``, but at least one."""
    first, tokens = 0, 0
    for index, text in enumerate(texts):
        if index > first and tokens + len(text) > TOKENS_AT_ONCE:
            yield texts[first:index]
            first, tokens = index, 0
        tokens += len(text)
    if first < len(texts):
        yield texts[first:]


def feed(decoder: Decoder, source: Source, texts: Sequence[Sequence[int]]) -> dict[str, Floats | Integers]:
    """Inputs of a decoder run over all tokens of the texts but their last ones, with empty caches."""
    lengths = [len(text) - 1 for text in texts]
    given = np.concatenate([text[:-1] for text in texts])
    owners = np.repeat(np.arange(len(texts)), lengths)
    visible = np.where(np.tri(len(given), dtype=bool) & (owners[:, None] == owners), np.float32(0), HIDDEN)
    caches = list(decoder.caches())
    _, heads, depth = caches[0]
    return {
        "pieces": decoder.table.lookup(given[None]),
        "positions": np.concatenate([np.arange(length) for length in lengths])[None],
        "last": np.array([len(given) - 1], np.int32),
        "used": np.array([len(given)], np.int32),
        "visible": visible[None, None],
        "source": np.zeros((1, 1, 1, source.length), np.float32),
        "own": np.zeros((1, decoder.table.width, 0), np.float32),
        "own_bias": np.zeros((1, 1, 0), np.float32),
        "banned": np.zeros((1, 1, len(decoder.shortlist.frequent)), np.float32),
        "choices": np.ones(1, np.int64),
        **shapes(1, 1, len(given), heads, depth),
        **source.attended,
        **{name: np.zeros((1, heads, 0, depth), np.float32) for name, heads, depth in caches},
    }


def _score(decoder: Decoder, source: Source, texts: Sequence[Sequence[int]]) -> Floats:
    hidden, frequent = decoder.session.run(["hidden", "frequent"], feed(decoder, source, texts))
    asked = decoder.shortlist.columns[np.concatenate([text[1:] for text in texts])]
    inputs = {"hidden": hidden, "frequent": frequent, "asked": asked[None, :, None]}
    (scores,) = decoder.output.run(["log_probabilities"], inputs)
    owners = np.repeat(np.arange(len(texts)), [len(text) - 1 for text in texts])
    sums = np.zeros(len(texts), np.float32)
    np.add.at(sums, owners, scores[0, :, 0])
    return sums
