"""The networks of a summarizer, and how several conversations use them at once.

Each conversation has a seat in a `Meeting`. What it sees of a network there looks like the network itself.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

import numpy as np

from summarizers.extractive import Encoder
from summarizers.features import Conversation
from summarizers.hypotheses import Hypothesis
from summarizers.meeting import Meeting
from summarizers.rewriter import Network, Rewriter
from summarizers.tokens import Floats
from summarizers.types import Passage


class ChapterWriter(Protocol):
    """What writes chapters; `Pretrained` does."""

    def write(self, conversation: Conversation) -> Mapping[int, Passage]:
        """Write chapters, by their numbers."""


@dataclass(frozen=True, slots=True)
class Networks:
    """What a conversation is summarized with."""

    encoder: Encoder
    rewriter: Rewriter | None
    writer: ChapterWriter | None


@dataclass(frozen=True, slots=True)
class Writing:
    """Texts that a network is to write for one conversation; the arguments of `Network.generate`."""

    sources: Sequence[Sequence[int]]
    beams: int
    max_new_tokens: int
    allowed: Sequence[Collection[int] | None]


@dataclass(frozen=True, slots=True)
class Judging:
    """Texts that a network is to judge; the arguments of `Network.score`."""

    source: Sequence[int]
    targets: Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class SharedEncoder:
    """A sentence encoder that embeds the texts of several conversations at once."""

    encoder: Encoder

    def embed(self, wanted: Sequence[Sequence[str]]) -> list[Floats]:
        """Give each conversation the vectors of its texts, (texts, width)."""
        vectors = self.encoder.embed([text for texts in wanted for text in texts])
        return np.split(vectors, np.cumsum([len(texts) for texts in wanted])[:-1])


@dataclass(frozen=True, slots=True)
class SharedNetwork:
    """A network that writes for several conversations at once, and judges for one after the other."""

    network: Network

    def generate(self, wanted: Sequence[Writing]) -> list[list[Hypothesis]]:
        """Give each conversation a text per source; all search alike."""
        written = iter(
            self.network.generate(
                [source for writing in wanted for source in writing.sources],
                beams=wanted[0].beams,
                max_new_tokens=wanted[0].max_new_tokens,
                allowed=[tokens for writing in wanted for tokens in writing.allowed],
            )
        )
        return [list(islice(written, len(writing.sources))) for writing in wanted]

    def score(self, wanted: Sequence[Judging]) -> list[Floats]:
        """Give each conversation the log-probabilities of its targets."""
        return [self.network.score(judging.source, judging.targets) for judging in wanted]


@dataclass(frozen=True, slots=True)
class SharedWriter:
    """A writer of chapters that writes for one conversation after the other."""

    writer: ChapterWriter

    def write(self, wanted: Sequence[Conversation]) -> list[Mapping[int, Passage]]:
        """Give each conversation its chapters."""
        return [self.writer.write(conversation) for conversation in wanted]


@dataclass(frozen=True, slots=True)
class EncoderSeat:
    """A shared encoder as one conversation sees it."""

    meeting: Meeting
    seat: int
    shared: SharedEncoder

    def embed(self, texts: Sequence[str]) -> Floats:
        """One vector of unit length per text."""
        return self.meeting.ask(self.seat, self.shared.embed, texts)


@dataclass(frozen=True, slots=True)
class NetworkSeat:
    """A shared network as one conversation sees it."""

    meeting: Meeting
    seat: int
    shared: SharedNetwork

    @property
    def positions(self) -> int:
        """Tokens that a source or a text may have."""
        return self.shared.network.positions

    def generate(
        self,
        sources: Sequence[Sequence[int]],
        *,
        beams: int,
        max_new_tokens: int,
        allowed: Sequence[Collection[int] | None],
    ) -> list[Hypothesis]:
        """One text per source."""
        if not sources:
            return []
        writing = Writing(sources, beams, max_new_tokens, allowed)
        return self.meeting.ask(self.seat, self.shared.generate, writing)

    def score(self, source: Sequence[int], targets: Sequence[Sequence[int]]) -> Floats:
        """Log-probabilities of the targets."""
        return self.meeting.ask(self.seat, self.shared.score, Judging(source, targets))


@dataclass(frozen=True, slots=True)
class WriterSeat:
    """A shared writer of chapters as one conversation sees it."""

    meeting: Meeting
    seat: int
    shared: SharedWriter

    def write(self, conversation: Conversation) -> Mapping[int, Passage]:
        """Write chapters, by their numbers."""
        return self.meeting.ask(self.seat, self.shared.write, conversation)


def gather(networks: Networks, seats: int) -> tuple[Meeting, Callable[[int], Networks]]:
    """Open a meeting at some networks; gives it, and what a seat sees of the networks."""
    encoder = SharedEncoder(networks.encoder)
    network = SharedNetwork(networks.rewriter.network) if networks.rewriter else None
    writer = SharedWriter(networks.writer) if networks.writer else None
    # What comes first in a conversation comes last here: those who are behind catch up.
    services = [*((network.score, network.generate) if network else ()), *((writer.write,) if writer else ())]
    meeting = Meeting(seats, [*services, encoder.embed])

    def seat(number: int) -> Networks:
        return Networks(
            EncoderSeat(meeting, number, encoder),
            networks.rewriter.on(NetworkSeat(meeting, number, network))
            if networks.rewriter and network
            else None,
            WriterSeat(meeting, number, writer) if writer else None,
        )

    return meeting, seat
