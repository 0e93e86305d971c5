"""CTranslate2: the engine for such networks on processors."""

import json
from collections.abc import Sequence
from pathlib import Path

import ctranslate2
from ctranslate2.converters import TransformersConverter

from tools.bench.peers import Task, Tokens
from tools.bench.prepare import CHECKPOINT, SHORTLIST, SUPPRESSED

ROWS_AT_ONCE = 8


def open_peer(variant: str, prepared: Path) -> "CTranslateGenerator":
    """Open the network in "float32" or "int8", or in int8 with our "shortlist" of what may be written."""
    folder = prepared / "ctranslate2"
    if not folder.exists():
        TransformersConverter(str(prepared / CHECKPOINT)).convert(str(folder), vmap=str(prepared / SHORTLIST))
    kind = "int8" if variant == "shortlist" else variant
    return CTranslateGenerator(
        folder, prepared / CHECKPOINT / "tokenizer.json", kind, shortlist=variant == "shortlist"
    )


class CTranslateGenerator:
    """``translate_batch``; its tokens are strings."""

    versions: Sequence[str] = (f"CTranslate2 {ctranslate2.__version__}",)

    def __init__(self, folder: Path, tokenizer: Path, kind: str, *, shortlist: bool) -> None:
        self._shortlist = shortlist
        self._network = ctranslate2.Translator(
            str(folder), device="cpu", compute_type=kind, inter_threads=1, intra_threads=1
        )
        self._ids = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
        self._pieces = {number: piece for piece, number in self._ids.items()}

    def generate(self, task: Task) -> list[Tokens]:
        """Write one text per source."""
        results = self._network.translate_batch(
            [[self._pieces[token] for token in source] for source in task.sources],
            beam_size=task.beams,
            max_decoding_length=task.tokens,
            min_decoding_length=task.tokens if task.exact else 1,
            suppress_sequences=[[self._pieces[token]] for token in SUPPRESSED],
            max_batch_size=ROWS_AT_ONCE,
            use_vmap=self._shortlist,
        )
        return [[self._ids[piece] for piece in result.hypotheses[0]] for result in results]
