"""Hugging Face transformers on torch: what most would take first."""

from collections.abc import Sequence
from pathlib import Path

import torch
import transformers

from tools.bench.peers import Task, Tokens
from tools.bench.peers.batches import in_batches, padded
from tools.bench.prepare import CHECKPOINT, END, PAD, SUPPRESSED

ROWS_AT_ONCE = 16


def open_peer(variant: str, prepared: Path) -> "TorchGenerator":
    """Open the network with weights of a type of torch's, "float32" or "bfloat16"."""
    return TorchGenerator(prepared / CHECKPOINT, getattr(torch, variant))


class TorchGenerator:
    """``generate`` with its cache, as its documentation shows it."""

    versions: Sequence[str] = (f"transformers {transformers.__version__}", f"torch {torch.__version__}")

    def __init__(self, checkpoint: Path, kind: torch.dtype) -> None:
        torch.set_num_threads(1)
        network = transformers.BartForConditionalGeneration.from_pretrained(checkpoint, dtype=kind)
        self._network = network.eval()

    def generate(self, task: Task) -> list[Tokens]:
        """Write one text per source."""
        return in_batches(task.sources, ROWS_AT_ONCE, lambda rows: self._batch(rows, task))

    def _batch(self, rows: Sequence[Tokens], task: Task) -> list[Tokens]:
        pieces, mask = padded(rows)
        with torch.inference_mode():
            written = self._network.generate(
                input_ids=torch.from_numpy(pieces),
                attention_mask=torch.from_numpy(mask),
                num_beams=task.beams,
                do_sample=False,
                max_new_tokens=task.tokens,
                min_new_tokens=task.tokens if task.exact else 1,
                suppress_tokens=list(SUPPRESSED),
            )
        return [[token for token in row if token not in (END, PAD)] for row in written[:, 1:].tolist()]
