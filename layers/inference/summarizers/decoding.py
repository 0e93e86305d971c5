"""A decoder at work on a batch of sequences: caches that stay in place, one session run per step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from summarizers.sessions import Session
from summarizers.tokens import EmbeddingTable, Floats

Integers = npt.NDArray[np.int64]

HIDDEN = np.float32(-1e9)
"""Added to an attention score, it takes the position out of sight."""


@dataclass(frozen=True, slots=True)
class Source:
    """What the decoder attends to in one source, by the names of the decoder's inputs.

    Per layer the keys (1, heads, depth, length) and the values (1, heads, length, depth).
    """

    length: int
    attended: dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Decoder:
    """The decoder's session and the vectors of the pieces that it reads."""

    session: Session
    table: EmbeddingTable

    def caches(self) -> Iterator[tuple[str, int, int]]:
        """Name, heads and depth of every cache tensor."""
        for tensor in self.session.get_inputs():
            if tensor.name.startswith(("key_", "value_")):
                yield tensor.name, tensor.shape[1], tensor.shape[3]


@dataclass(frozen=True, slots=True)
class Choices:
    """Continuations of every beam, best first, and their log-probabilities, both (rows, beams, choices)."""

    tokens: Integers
    scores: Floats


class Decoding:
    """Sequences being written, one per row; all rows are as long as each other.

    Every step adds ``beams`` tokens to each row and proposes continuations of each: one, or twice the beams
    if there are several. ``banned`` (rows, 1, vocabulary) is added to the log-probabilities before choosing;
    its values may change between steps. The caches hold ``steps`` steps.
    """

    def __init__(
        self,
        decoder: Decoder,
        sources: Sequence[Source],
        banned: Floats,
        *,
        steps: int,
        beams: int = 1,
    ) -> None:
        self._session = decoder.session
        self._table = decoder.table
        self._used = 0
        self._beams = beams
        self.banned = banned
        self._attended, self._in_sight = _side_by_side(sources)
        self._caches = {
            name: np.zeros((len(sources), heads, steps * beams, depth), np.float32)
            for name, heads, depth in decoder.caches()
        }
        self._bind()

    @property
    def rows(self) -> int:
        """Sequences still being written."""
        return len(self.banned)

    def step(self, tokens: Integers, positions: Integers, visible: Floats) -> Choices:
        """Add tokens (rows, beams) at positions (beams) to the caches and propose what comes after each.

        ``visible`` (beams, slots in use after the step) is 0 where a token may look and ``HIDDEN`` elsewhere.
        The arrays returned are overwritten by the next step.
        """
        self._used += tokens.shape[1]
        self._last[:] = self._used - 1
        self._used_slots[:] = self._used
        self._positions[0] = positions
        self._pieces[:] = self._table.lookup(tokens)
        self._visible = np.ascontiguousarray(visible, np.float32)[None, None]
        self._binding.bind_cpu_input("visible", self._visible)
        self._session.run_with_iobinding(self._binding)
        return self._choices

    def drop(self, row: int) -> None:
        """Forget a finished row; the last row takes its place."""
        last = self.rows - 1
        for arrays in (self._caches, self._attended):
            for name, array in arrays.items():
                array[row] = array[last]
                arrays[name] = array[:last]
        for array in (self._in_sight, self.banned):
            array[row] = array[last]
        self._in_sight, self.banned = self._in_sight[:last], self.banned[:last]
        if last:
            self._bind()

    def _bind(self) -> None:
        """Tell the session where everything lies; only ``visible`` changes its shape from step to step."""
        shape = (self.rows, self._beams, 1 if self._beams == 1 else 2 * self._beams)
        self._last = np.zeros(self.rows, np.int32)
        self._used_slots = np.zeros(1, np.int32)
        self._positions = np.zeros((1, self._beams), np.int64)
        self._pieces = np.zeros((*shape[:2], self._table.width), np.float32)
        self._choices = Choices(np.zeros(shape, np.int64), np.zeros(shape, np.float32))
        self._count = np.array(shape[2:], np.int64)
        self._binding = self._session.io_binding()
        inputs = {
            "pieces": self._pieces,
            "positions": self._positions,
            "last": self._last,
            "used": self._used_slots,
            "source": self._in_sight,
            "banned": self.banned,
            "choices": self._count,
            **self._attended,
            **self._caches,
        }
        outputs: dict[str, Floats | Integers] = {
            "tokens": self._choices.tokens,
            "best": self._choices.scores,
            **{f"new_{name}": cache for name, cache in self._caches.items()},
        }
        for name, array in inputs.items():
            self._binding.bind_cpu_input(name, array)
        for name, array in outputs.items():
            self._binding.bind_output(name, "cpu", 0, array.dtype.type, array.shape, array.ctypes.data)


def _side_by_side(sources: Sequence[Source]) -> tuple[dict[str, Floats], Floats]:
    """Arrays of keys and values with a row per source, the shorter ones padded, and what hides the padding.

    That is added to attention scores: (rows, 1, 1, length).
    """
    longest = max(source.length for source in sources)
    in_sight = np.zeros((len(sources), 1, 1, longest), np.float32)
    for row, source in enumerate(sources):
        in_sight[row, ..., source.length :] = HIDDEN
    if len(sources) == 1:
        return dict(sources[0].attended), in_sight
    attended: dict[str, Floats] = {}
    for name, array in sources[0].attended.items():
        axis = 3 if name.startswith("cross_key") else 2
        shape = [len(sources), *array.shape[1:]]
        shape[axis] = longest
        attended[name] = np.zeros(shape, np.float32)
        for row, source in enumerate(sources):
            rows = np.moveaxis(attended[name], axis, 1)[row]
            rows[: source.length] = np.moveaxis(source.attended[name], axis, 1)[0]
    return attended, in_sight
