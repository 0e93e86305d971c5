"""Sentences that the network rewrites, and whether they may be read.

The network sees a window of the conversation with one sentence marked and writes that sentence in the third
person. It may name only speakers whom the marked sentence can be about; what it writes must pass `checks`,
and it must itself find the sentence likelier than the same sentence about anybody else.
"""

import re
from collections.abc import Collection, Sequence
from copy import copy
from pathlib import Path
from typing import Protocol, Self

from summarizers import checks
from summarizers.disfluency import fluent
from summarizers.features import Conversation
from summarizers.hypotheses import Hypothesis
from summarizers.names import capital, display
from summarizers.narration import Statement, Told
from summarizers.registry import Model
from summarizers.rendering import SPEAKER_TOKENS, Line, Mentions, Window, render, restore
from summarizers.sentences import parts
from summarizers.seq2seq import Seq2Seq
from summarizers.teller import Teller
from summarizers.tokens import Floats, WordPiece
from summarizers.truecase import spaced
from summarizers.words import content_words

_LONGEST = 40  # tokens of a sentence
_LITTLE = 3  # content words
_LEAST_LIKELY = -1.2  # mean log-probability per token; what the network doubts itself is not shown


class Network(Protocol):
    """What writes and judges; `Seq2Seq` does."""

    @property
    def positions(self) -> int:
        """Tokens that a source may have."""

    def generate(
        self,
        sources: Sequence[Sequence[int]],
        *,
        beams: int,
        max_new_tokens: int,
        allowed: Sequence[Collection[int] | None],
    ) -> list[Hypothesis]:
        """One text per source."""

    def score(self, source: Sequence[int], targets: Sequence[Sequence[int]]) -> Floats:
        """Log-probabilities of the targets."""


class Rewriter:
    """The rewriting network of a folder with the search and the strictness of a model."""

    def __init__(self, folder: Path, model: Model) -> None:
        self._model = model
        self.network: Network = Seq2Seq(folder)
        self._tokens = WordPiece(folder)
        self._start, self._end = self._tokens.id_of("[CLS]"), self._tokens.id_of("[SEP]")
        self._speaker_ids = {token: self._tokens.id_of(token) for token in SPEAKER_TOKENS}

    def on(self, network: Network) -> Self:
        """The same rewriter on another way to its network."""
        other = copy(self)
        other.network = network
        return other

    def rewrite(self, conversation: Conversation, teller: Teller, indices: Sequence[int]) -> dict[int, Told]:
        """Rewrite sentences of a conversation; those that do not pass are missing from the answer."""
        speakers = teller.participants.speakers
        windows = {index: _window(conversation, speakers, index) for index in indices}
        sources = {index: self._encode(window) for index, window in windows.items()}
        fitting = [index for index in indices if len(sources[index]) <= self.network.positions]
        allowed = {index: self._allowed(conversation, speakers, index, windows[index]) for index in fitting}
        written = self.network.generate(
            [sources[index] for index in fitting],
            beams=self._model.beams,
            max_new_tokens=_LONGEST,
            allowed=[allowed[index] for index in fitting],
        )
        passed = {}
        for index, hypothesis in zip(fitting, written, strict=True):
            text = self._read(hypothesis, windows[index], teller)
            if (
                self._sound(hypothesis, text, windows[index], conversation, index)
                and self._margin(hypothesis, sources[index], windows[index]) >= self._model.margin
            ):
                passed[index] = Told((Statement(None, text),), quoted=False)
        return passed

    def _encode(self, window: Window) -> list[int]:
        ids = [self._start]
        for line in self._tokens.encode_batch(window.lines):
            ids += [*line, self._end]
        return ids

    def _allowed(
        self, conversation: Conversation, speakers: Sequence[str], index: int, window: Window
    ) -> list[int]:
        """The speaker, those whom the marked sentence names, and in a dialogue the other."""
        sentence = conversation.sentences[index]
        named = {
            conversation.speaker(index),
            *Mentions(speakers).found(sentence.text),
        }
        if len(speakers) == 2:  # noqa: PLR2004 - a dialogue
            named |= set(speakers)
        return [self._speaker_ids[token] for token, name in window.names.items() if name in named]

    def _read(self, hypothesis: Hypothesis, window: Window, teller: Teller) -> str:
        text = self._tokens.decode(hypothesis.tokens)
        lower = spaced(text, window.lines)
        names = {token: display(name) for token, name in window.names.items()}
        cased = teller.spelling.cases.sentence(lower)
        return capital(restore(re.sub(r"\[Unused", "[unused", cased), names))

    def _sound(
        self, hypothesis: Hypothesis, text: str, window: Window, conversation: Conversation, index: int
    ) -> bool:
        if not hypothesis.ended or hypothesis.score < _LEAST_LIKELY:
            return False
        sentence = conversation.sentences[index]
        speaker = conversation.speaker(index)
        names = {display(name) for name in window.names.values()}
        pieces = [fluent(piece) for piece in parts(sentence.text)]
        # The network may tell one sentence of several, but that one whole, and the others must say little.
        alone = [
            piece
            for k, piece in enumerate(pieces)
            if len(content_words(" ".join(pieces[:k] + pieces[k + 1 :]))) <= _LITTLE
        ]
        candidates = [" ".join(pieces), *alone]
        return any(
            checks.fault(text, checks.Source([said], names, {display(speaker)})) is None
            for said in candidates
        )

    def _margin(self, hypothesis: Hypothesis, source: Sequence[int], window: Window) -> float:
        """How much likelier the sentence is than the likeliest about somebody else, in nats."""
        present = [self._speaker_ids[token] for token in window.names]
        tokens = hypothesis.tokens
        others = [
            tuple({old: new, new: old}.get(token, token) for token in tokens)
            for old in set(tokens) & set(present)
            for new in present
            if new != old
        ]
        if not others:
            return float("inf")
        scores = self.network.score(source, [tokens, *dict.fromkeys(others)])
        return float(scores[0] - scores[1:].max())


def _window(conversation: Conversation, speakers: Sequence[str], index: int) -> Window:
    """The sentence, marked, between what was said right before and right after it."""
    lines = [
        Line(conversation.speaker(k), _fluent(sentence.text), marked=k == index)
        for k, sentence in enumerate(conversation.sentences[max(0, index - 1) : index + 2], max(0, index - 1))
    ]
    return render(lines, roster=speakers)


def _fluent(text: str) -> str:
    return " ".join(map(fluent, parts(text)))
