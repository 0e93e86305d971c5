"""A decoder at work on a batch of sources: caches that stay in place, one session run per step."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from summarizers.hypotheses import NEVER
from summarizers.sessions import Session
from summarizers.shortlist import Integers, Shortlist
from summarizers.tokens import EmbeddingTable, Floats

HIDDEN = np.float32(-1e9)
"""Added to an attention score, it takes the position out of sight."""


@dataclass(frozen=True, slots=True)
class Source:
    """What the decoder attends to in one source, by the names of the decoder's inputs.

    Per layer the keys (1, heads, depth, length) and the values (1, heads, length, depth). ``further`` are the
    tokens that the source adds to those of the shortlist.
    """

    length: int
    attended: dict[str, Floats]
    further: Integers


@dataclass(frozen=True, slots=True)
class Decoder:
    """The decoder's sessions, the vectors of the pieces that it reads and the tokens that it writes.

    ``output`` finishes what ``session`` computes where the whole vocabulary is asked for.
    """

    session: Session
    output: Session
    table: EmbeddingTable
    shortlist: Shortlist

    def caches(self) -> Iterator[tuple[str, int, int]]:
        """Name, heads and depth of every cache tensor."""
        for tensor in self.session.get_inputs():
            if tensor.name.startswith(("key_", "value_")):
                yield tensor.name, tensor.shape[1], tensor.shape[3]


def shapes(sources: int, sequences: int, tokens: int, heads: int, depth: int) -> dict[str, Integers]:
    """Inputs that tell the decoder how so many tokens per source lie in its sequences."""
    width = heads * depth
    return {
        "by_sequence": np.array([sequences, sources * tokens // sequences, width], np.int64),
        "by_source": np.array([sources, tokens, width], np.int64),
        "by_head": np.array([sources, tokens, heads, depth], np.int64),
    }


@dataclass(frozen=True, slots=True)
class Choices:
    """Continuations of every text, best first, and their log-probabilities, both (rows, beams, choices)."""

    tokens: Integers
    scores: Floats


class Decoding:
    """Texts being written about sources, a row of ``beams`` per source; all are as long as each other.

    Every step adds a token to each text and proposes continuations of each: one, or twice the beams if there
    are several. With one beam, every row is a sequence of its own; several beams are side by side in one
    sequence, row after row. A single row with one beam may also `read` several tokens at once. With each
    source of these ``lengths`` comes what is added to the log-probabilities in its texts before choosing,
    (vocabulary). The caches hold ``steps`` steps.
    """

    def __init__(
        self,
        decoder: Decoder,
        sources: Iterable[tuple[Source, Floats]],
        lengths: Sequence[int],
        *,
        steps: int,
        beams: int = 1,
    ) -> None:
        self._session = decoder.session
        self._table = decoder.table
        self._used = 0
        self._each = beams
        self._proposed = 1 if beams == 1 else 2 * beams
        self._attended, further = _side_by_side(sources, lengths)
        self._tokens, choosing = _choosing(decoder, further)
        self._attended |= choosing
        self._sequences, slots = (len(lengths), steps) if beams == 1 else (1, steps * beams * len(lengths))
        self._caches = {}
        for name, self._heads, self._depth in decoder.caches():
            shape = (self._sequences, self._heads, slots, self._depth)
            self._caches[name] = np.zeros(shape, np.float32)
        self._bind()

    @property
    def rows(self) -> int:
        """Sources whose texts are still being written."""
        return len(self._tokens)

    def read(self, tokens: Sequence[int], position: int) -> Choices:
        """Add tokens, one after the other, to the only row's only text, and propose what comes after each.

        What was read before from this position on is forgotten.
        """
        if len(tokens) != self._each:
            self._each = len(tokens)
            self._bind_step()
        self._used = position
        places = np.arange(position, position + len(tokens))
        visible = np.where(places[:, None] < np.arange(places[-1] + 1), HIDDEN, np.float32(0))
        return self.step(np.array([tokens]), places, visible)

    def step(self, tokens: Integers, position: int | Integers, visible: Floats) -> Choices:
        """Add tokens (rows, beams) at a position to the caches and propose what comes after each.

        ``visible`` (tokens of a sequence, slots in use after the step) is 0 where a token may look and
        ``HIDDEN`` elsewhere. The arrays returned are overwritten by the next step.
        """
        new = self._pieces.shape[1]
        self._used += new
        self._last[:] = self._used - 1
        self._used_slots[:] = self._used
        self._positions[:] = position
        self._pieces[:] = self._table.lookup(tokens.reshape(-1, new))
        self._visible = np.ascontiguousarray(visible, np.float32)[None, None]
        self._binding.bind_cpu_input("visible", self._visible)
        self._session.run_with_iobinding(self._binding)
        rows = np.arange(self.rows)[:, None, None]
        self._choices.tokens[:] = self._tokens[rows, self._columns]
        return self._choices

    def ban(self, token: int, *, banned: bool) -> None:
        """Keep a token from being chosen, or open it to choice again."""
        self._attended["banned"][:, 0][self._tokens == token] = NEVER if banned else 0

    def keep(self, slots: npt.NDArray[np.bool_]) -> None:
        """Forget all slots in use but these, which move together; the others were seen for the last time."""
        self._used = int(slots.sum())
        for cache in self._caches.values():
            cache[:, :, : self._used] = cache[:, :, : len(slots)][:, :, slots]

    def drop(self, row: int) -> None:
        """Forget a finished row; the last row takes its place."""
        last = self.rows - 1
        by_row = [self._attended, self._caches] if self._sequences == self.rows else [self._attended]
        for arrays in by_row:
            for name, array in arrays.items():
                array[row] = array[last]
                arrays[name] = array[:last]
        self._tokens[row] = self._tokens[last]
        self._tokens = self._tokens[:last]
        self._sequences = min(self._sequences, last)
        if last:
            self._bind()

    def _bind(self) -> None:
        """Tell the session where everything lies; only ``visible`` changes its shape from step to step."""
        self._last = np.zeros(self._sequences, np.int32)
        self._used_slots = np.zeros(1, np.int32)
        self._inputs = {
            "last": self._last,
            "used": self._used_slots,
            "choices": np.array([self._proposed], np.int64),
            **self._attended,
            **self._caches,
        }
        self._binding = self._session.io_binding()
        for name, array in self._inputs.items():
            self._binding.bind_cpu_input(name, array)
        for name, cache in self._caches.items():
            self._bind_output(f"new_{name}", cache)
        self._bind_step()

    def _bind_step(self) -> None:
        """Do so for what is as long as a step has tokens."""
        new = self.rows * self._each // self._sequences
        shape = (self.rows, self._each, self._proposed)
        self._positions = np.zeros((1, new), np.int64)
        self._pieces = np.zeros((self._sequences, new, self._table.width), np.float32)
        self._columns = np.zeros(shape, np.int64)
        self._choices = Choices(np.zeros(shape, np.int64), np.zeros(shape, np.float32))
        self._shapes = shapes(self.rows, self._sequences, self._each, self._heads, self._depth)
        for name, array in {"pieces": self._pieces, "positions": self._positions, **self._shapes}.items():
            self._binding.bind_cpu_input(name, array)
        self._bind_output("columns", self._columns)
        self._bind_output("best", self._choices.scores)

    def _bind_output(self, name: str, array: Floats | Integers) -> None:
        self._binding.bind_output(name, "cpu", 0, array.dtype.type, array.shape, array.ctypes.data)


def _side_by_side(
    sources: Iterable[tuple[Source, Floats]], lengths: Sequence[int]
) -> tuple[dict[str, Floats], list[tuple[Integers, Floats]]]:
    """Arrays of keys and values with a row per source, the shorter ones padded, and what hides the padding.

    That is ``source``, added to attention scores: (rows, 1, 1, length). The second value is what tokens each
    source brings, and what is added to log-probabilities in its texts.
    """
    in_sight = np.zeros((len(lengths), 1, 1, max(lengths)), np.float32)
    attended: dict[str, Floats] = {"source": in_sight}
    further = []
    # Sources are read one by one: each is copied while it lies in the processor's caches, and then forgotten.
    for row, (source, banned) in enumerate(sources):
        in_sight[row, ..., source.length :] = HIDDEN
        further.append((source.further, banned))
        if len(lengths) == 1:
            attended |= source.attended
            break
        for name, array in source.attended.items():
            axis = 3 if name.startswith("cross_key") else 2
            if row == 0:
                shape = [len(lengths), *array.shape[1:]]
                shape[axis] = max(lengths)
                attended[name] = np.zeros(shape, np.float32)
            rows = np.moveaxis(attended[name], axis, 1)[row]
            rows[: source.length] = np.moveaxis(array, axis, 1)[0]
    return attended, further


def _choosing(
    decoder: Decoder, further: Sequence[tuple[Integers, Floats]]
) -> tuple[Integers, dict[str, Floats]]:
    """Token of every column (rows, columns), and the decoder's inputs about the tokens that sources bring."""
    frequent = decoder.shortlist.frequent
    most = max(len(own) for own, _ in further)
    tokens = np.zeros((len(further), len(frequent) + most), np.int64)
    tokens[:, : len(frequent)] = frequent
    inputs = {
        "own": np.zeros((len(further), decoder.table.width, most), np.float32),
        "own_bias": np.full((len(further), 1, most), NEVER),
        "banned": np.zeros((len(further), 1, tokens.shape[1]), np.float32),
    }
    for row, (own, ban) in enumerate(further):
        tokens[row, len(frequent) : len(frequent) + len(own)] = own
        inputs["own"][row, :, : len(own)] = decoder.table.lookup(own).T
        inputs["own_bias"][row, :, : len(own)] = decoder.shortlist.bias[own]
        inputs["banned"][row] = ban[tokens[row]]
    return tokens, inputs
