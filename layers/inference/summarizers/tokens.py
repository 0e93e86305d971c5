"""Text into word pieces and back, and word pieces into the vectors that networks read."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]

_AT_ONCE = 256  # texts: what the tokenizer says of each takes a hundred times the memory of its pieces


@lru_cache(maxsize=4)
def _tokenizer(path: Path, _changed: int) -> Tokenizer:
    """Read a tokenizer, once for all who use it: it takes 20 ms and 8 MB."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


class WordPiece:
    """The tokenizer of a network folder, never padding or cutting, whatever its file asks for.

    Ours split into word pieces; imported networks bring theirs, mostly byte-level BPE.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / "tokenizer.json"
        self._tokenizer = _tokenizer(path, path.stat().st_mtime_ns)

    def encode(self, text: str) -> list[int]:
        """Piece ids of one text, without the special pieces around it."""
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def encode_batch(self, texts: Sequence[str]) -> list[list[int]]:
        """Piece ids of each text, without the special pieces around them."""
        return [
            list(encoding.ids)
            for first in range(0, len(texts), _AT_ONCE)
            for encoding in self._tokenizer.encode_batch_fast(
                list(texts[first : first + _AT_ONCE]), add_special_tokens=False
            )
        ]

    def encode_whole(self, text: str) -> list[int]:
        """Piece ids of one text with the special pieces that the tokenizer's file puts around it."""
        return list(self._tokenizer.encode(text).ids)

    def decode(self, ids: Sequence[int]) -> str:
        """Text of piece ids; special pieces stay in it."""
        return str(self._tokenizer.decode(list(ids), skip_special_tokens=False))

    def plain(self, ids: Sequence[int]) -> str:
        """Text of piece ids without special pieces."""
        return str(self._tokenizer.decode(list(ids)))

    def id_of(self, piece: str) -> int:
        """Id of one piece; raises ``KeyError`` for a piece that the vocabulary lacks."""
        found = self._tokenizer.token_to_id(piece)
        if found is None:
            raise KeyError(piece)
        return int(found)


class EmbeddingTable:
    """The vectors of all pieces, as 8-bit integers with one scale per piece.

    The file is mapped, not read: of its megabytes only the rows in use come into memory, and all networks of
    a folder share them. One record of the array is one piece: ``values`` (width) int8, ``scale`` float32.
    """

    def __init__(self, folder: Path) -> None:
        rows = np.load(folder / "embeddings.npy", mmap_mode="r")
        # Plain arrays over the same pages: looking up in a mapped one costs several times as much.
        self._values, self._scales = np.asarray(rows["values"]), np.asarray(rows["scale"])

    @property
    def size(self) -> int:
        """Pieces in the vocabulary."""
        return len(self._values)

    @property
    def width(self) -> int:
        """Numbers in a piece's vector."""
        return int(self._values.shape[1])

    def lookup(self, ids: npt.NDArray[np.int64]) -> Floats:
        """Vectors of piece ids of any shape: one more axis, the width."""
        return np.asarray(self._values[ids] * self._scales[ids][..., None], np.float32)
