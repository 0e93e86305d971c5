"""Text to text: an encoder that reads a source once, a decoder that writes or judges texts about it.

A network of the BART layout (Lewis et al. 2020, arXiv:1910.13461) in int8, one thread.
"""

import json
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from summarizers.beam import beam_search
from summarizers.decoding import Decoder, Decoding, Source
from summarizers.drafting import drafted_search
from summarizers.greedy import greedy_search
from summarizers.hypotheses import NEVER, Hypothesis, Limits
from summarizers.scoring import log_probabilities
from summarizers.sessions import open_session
from summarizers.shortlist import Shortlist
from summarizers.tokens import EmbeddingTable, Floats

SOURCES_AT_ONCE = 12
TEXTS_AT_ONCE = 32
"""Each of a source's beams counts: more are hardly faster and take more memory."""
PIECES_AT_ONCE = 3_072
"""Of sources, so padded that all are as long as the longest: a thousand take 10 MB."""


class SequenceLengthError(ValueError):
    """A source or a text to write or judge is empty or longer than the network has positions for."""


class Seq2Seq:
    """A sequence-to-sequence network.

    Its folder holds ``encoder.onnx``, ``decoder.onnx``, ``output.onnx`` (the part of the output layer that
    only `score` needs), ``output.npy`` (its columns), ``embeddings.npy`` and ``config.json`` (positions,
    start and end token, reserved and suppressed tokens; ``first_token`` where every text begins with one).
    """

    def __init__(self, folder: Path) -> None:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.positions = int(config["positions"])
        self._start, self._end = int(config["start_token"]), int(config["end_token"])
        self._first: int | None = config.get("first_token")
        self._reserved = np.array(config["reserved_tokens"], np.int64)
        self._table = EmbeddingTable(folder)
        self._encoder = open_session(folder / "encoder.onnx")
        step, output = (open_session(folder / f"{name}.onnx") for name in ("decoder", "output"))
        (frequent,) = (tensor.shape[-1] for tensor in step.get_outputs() if tensor.name == "frequent")
        self.decoder = Decoder(step, output, self._table, Shortlist(folder, frequent))
        # What is never written: padding, start, mask, unknown.
        self._never = np.zeros(self._table.size, np.float32)
        self._never[config["suppressed_tokens"]] = NEVER

    def generate(
        self,
        sources: Sequence[Sequence[int]],
        *,
        beams: int = 1,
        max_new_tokens: int = 48,
        min_new_tokens: int = 1,
        allowed: Sequence[Collection[int] | None] | None = None,
    ) -> list[Hypothesis]:
        """Write one text per source, greedily with one beam.

        A text has frequent tokens and those of its source; its score is normalized over these.
        ``allowed`` names, per source, the reserved tokens (speakers) that its text may have; without it, or
        with None in a source's place, all. ``max_new_tokens`` counts the end token, ``min_new_tokens`` does
        not.

        Raises ``SequenceLengthError``, and ``ValueError`` if ``allowed`` is not as long as ``sources``.
        """
        for length in (max_new_tokens, *map(len, sources)):
            self._check_length(length)
        limits = Limits(self._start, self._end, min_new_tokens, max_new_tokens, self._first)
        bans = [self._ban(tokens) for tokens in ([None] * len(sources) if allowed is None else allowed)]
        if len(bans) != len(sources):
            raise ValueError(f"{len(sources)} sources, but allowed tokens for {len(bans)}")
        # Sources of about one length go together: what a batch attends to is padded to the longest.
        order = sorted(range(len(sources)), key=lambda index: -len(sources[index]))
        hypotheses: dict[int, Hypothesis] = {}
        while order:
            size = min(SOURCES_AT_ONCE, TEXTS_AT_ONCE // beams, PIECES_AT_ONCE // len(sources[order[0]]))
            group, order = order[: max(1, size)], order[max(1, size) :]
            decoding = Decoding(
                self.decoder,
                ((self.encode(sources[index]), bans[index]) for index in group),
                [len(sources[index]) for index in group],
                steps=max_new_tokens,
                beams=beams,
            )
            if beams > 1:
                written = beam_search(decoding, limits, beams)
            elif len(group) > 1:
                written = greedy_search(decoding, limits)
            else:  # of several sources together, guesses cost about what they save, or more
                written = [drafted_search(decoding, sources[group[0]], limits)]
            hypotheses.update(zip(group, written, strict=True))
        return [hypotheses[index] for index in range(len(sources))]

    def score(self, source: Sequence[int], targets: Sequence[Sequence[int]]) -> Floats:
        """Return the log-probability of each target, given the source: the sum over its tokens and the end.

        The targets are judged as they are: no token is banned. Raises ``SequenceLengthError``.
        """
        for target in targets:
            self._check_length(len(target) + 1)
        texts = [[self._start, *target, self._end] for target in targets]
        return log_probabilities(self.decoder, self.encode(source), texts)

    def encode(self, source: Sequence[int]) -> Source:
        """Read a source; raises ``SequenceLengthError``."""
        self._check_length(len(source))
        pieces = self._table.lookup(np.array([source], np.int64))
        names = [tensor.name for tensor in self._encoder.get_outputs()]
        attended = dict(zip(names, self._encoder.run(names, {"pieces": pieces}), strict=True))
        return Source(len(source), attended, self.decoder.shortlist.further(source))

    def _ban(self, allowed: Collection[int] | None) -> Floats:
        ban = self._never.copy()
        if allowed is not None:
            ban[self._reserved[~np.isin(self._reserved, list(allowed))]] = NEVER
        return ban

    def _check_length(self, length: int) -> None:
        if not 0 < length <= self.positions:
            raise SequenceLengthError(f"{length} tokens; the network has positions for 1 to {self.positions}")
