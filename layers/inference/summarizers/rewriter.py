"""Sentences that the network tells, and whether they may be read.

The network sees a sentence of the conversation among those before it and tells it in the third person, so
that it is understood by itself. Whatever it writes must pass `trust.fault`; how far the rest can be relied on
is `Trust`'s to say, which asks the network, too, how much likelier its sentence is than about anybody else.
"""

import math
import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol, Self

from summarizers.features import Conversation
from summarizers.hypotheses import Hypothesis, Permitted
from summarizers.names import capital, display
from summarizers.narration import Statement, Told
from summarizers.registry import Model
from summarizers.rendering import MARK, SPEAKER_TOKENS, Window, restore
from summarizers.seq2seq import Seq2Seq
from summarizers.teller import Teller
from summarizers.tokens import Floats, WordPiece
from summarizers.truecase import capitals, spaced
from summarizers.trust import Draft, Trust, fault
from summarizers.windows import sources_of, window_about
from summarizers.wording import Wording, respelled

TRUSTED = 0.75
"""How likely a sentence must be right to be read."""

_LONGEST = 64  # tokens of a sentence
_LEANS = 0.5  # how likely one must need earlier ones to be told with their words


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
        permitted: Sequence[Permitted | None],
    ) -> list[Hypothesis]:
        """One text per source."""

    def judge(self, source: Sequence[int], targets: Sequence[Sequence[int]]) -> list[Floats]:
        """Log-probabilities of the targets' tokens and ends."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A sentence as the network tells it, and the utterances that this rests on."""

    told: Told
    utterances: tuple[int, ...]


class _Doubt(NamedTuple):
    """Log-probabilities: the least of a token, and of one that its sentence lacks; margin as in `Draft`."""

    least: float
    brought: float
    margin: float


class Rewriter:
    """The rewriting network of a folder with the search of a model."""

    def __init__(self, folder: Path, trust: Trust, model: Model) -> None:
        self._model = model
        network = Seq2Seq(folder)
        self.network: Network = network
        self._tokens = WordPiece(folder)
        self._wording = Wording(self._tokens, network.decoder.shortlist.frequent.tolist())
        self._trust = trust
        self._start, self._end = self._tokens.id_of("[CLS]"), self._tokens.id_of("[SEP]")
        self._speaker_ids = {token: self._tokens.id_of(token) for token in SPEAKER_TOKENS}

    def on(self, network: Network) -> Self:
        """The same rewriter on another way to its network."""
        other = copy(self)
        other.network = network
        return other

    def rewrite(
        self, conversation: Conversation, teller: Teller, needs: Mapping[int, float]
    ) -> dict[int, Rewritten]:
        """Tell sentences of a conversation; those that cannot be trusted are missing from the answer.

        needs: how likely each of the sentences, by index, is not understood by itself.
        """
        return {
            index: Rewritten(
                Told((_statement(draft.text, conversation.speaker(index)),), quoted=False),
                sources_of(conversation, index, draft.text),
            )
            for index, draft in self.drafts(conversation, teller, needs).items()
            if fault(draft) is None and self._trust.of(draft) >= TRUSTED
        }

    def drafts(
        self, conversation: Conversation, teller: Teller, needs: Mapping[int, float]
    ) -> dict[int, Draft]:
        """What the network writes of these sentences, by index; nothing where its text has no end."""
        speakers = teller.participants.speakers
        windows = {index: window_about(conversation, speakers, index) for index in needs}
        sources = {index: self._encode(window) for index, window in windows.items()}
        fitting = [index for index in needs if len(sources[index]) <= self.network.positions]
        written = self.network.generate(
            [sources[index] for index in fitting],
            beams=self._model.beams,
            max_new_tokens=_LONGEST,
            permitted=[self._permitted(windows[index], needs[index]) for index in fitting],
        )
        drafts = {}
        for index, hypothesis in zip(fitting, written, strict=True):
            if not hypothesis.ended:
                continue
            window = windows[index]
            doubt = self._doubt(hypothesis, sources[index], window)
            drafts[index] = Draft(
                text=self._read(hypothesis, window, teller),
                told=conversation.sentences[index].text,
                speaker=display(conversation.speaker(index)),
                window=window.lines,
                speakers=[display(name) for name in window.names.values()],
                likely=hypothesis.score,
                least=doubt.least,
                brought=doubt.brought,
                margin=doubt.margin,
                needs=needs[index],
            )
        return drafts

    def _encode(self, window: Window) -> list[int]:
        ids = [self._start]
        for line in self._tokens.encode_batch(window.lines):
            ids += [*line, self._end]
        return ids

    def _permitted(self, window: Window, needs: float) -> Permitted:
        """What a sentence may be written with: where it is understood by itself, with its own words alone."""
        lines = window.lines if needs >= _LEANS else [_marked(window)]
        pieces = [piece for line in self._tokens.encode_batch(lines) for piece in line]
        return Permitted(self._present(window), self._wording.of(pieces, lines))

    def _present(self, window: Window) -> list[int]:
        return [self._speaker_ids[token] for token in window.names]

    def _read(self, hypothesis: Hypothesis, window: Window, teller: Teller) -> str:
        text = self._tokens.decode(hypothesis.tokens)
        lower = respelled(spaced(text, window.lines), window.lines)
        names = {token: display(name) for token, name in window.names.items()}
        cased = teller.spelling.restored(lower, window.lines)
        return capitals(restore(re.sub(r"\[Unused", "[unused", cased), names))

    def _doubt(self, hypothesis: Hypothesis, source: Sequence[int], window: Window) -> _Doubt:
        """What the network thinks of its sentence when all pieces are open to choice."""
        present = self._present(window)
        tokens = hypothesis.tokens
        others = dict.fromkeys(
            tuple({old: new, new: old}.get(token, token) for token in tokens)
            for old in set(tokens) & set(present)
            for new in present
            if new != old
        )
        own, *exchanged = self.network.judge(source, [tokens, *others])
        said = {*self._tokens.encode(_marked(window)), *present}
        brought = [own[k] for k, token in enumerate(tokens) if token not in said]
        margin = own.sum() - max((one.sum() for one in exchanged), default=-math.inf)
        return _Doubt(float(own.min()), float(min(brought, default=0.0)), float(margin))


def _marked(window: Window) -> str:
    return next(line for line in window.lines if line.startswith(MARK))


def _statement(text: str, label: str | None) -> Statement:
    """A sentence that can be joined to the next, where that has the same form: "Ana says …"."""
    clause = text.removeprefix(f"{capital(display(label))} says ")
    if clause == text or clause.startswith(("that ", "to ")) or ". " in clause:
        return Statement(label, text)
    return Statement(label, text, clause)
