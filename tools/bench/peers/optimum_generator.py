"""Optimum: the network exported to ONNX by its own exporter, on ONNX Runtime, fp32 or dynamic int8."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import onnxruntime
import torch
from optimum.onnxruntime import ORTModelForSeq2SeqLM, ORTQuantizer
from optimum.onnxruntime.configuration import AutoQuantizationConfig

from tools.bench.peers import Task, Tokens
from tools.bench.peers.batches import in_batches, padded
from tools.bench.prepare import CHECKPOINT, END, PAD, SUPPRESSED

ROWS_AT_ONCE = 16


def open_peer(variant: str, prepared: Path) -> "OptimumGenerator":
    """Open the network in "float32" or "int8"."""
    return OptimumGenerator(_exported(prepared, variant))


def _exported(prepared: Path, variant: str) -> Path:
    """Export, and quantize, where that has not been done."""
    exact, folder = prepared / "optimum-float32", prepared / f"optimum-{variant}"
    if not exact.exists():
        ORTModelForSeq2SeqLM.from_pretrained(
            prepared / CHECKPOINT, export=True, use_merged=False
        ).save_pretrained(exact)
    if not folder.exists():
        # Int8 linears for this instruction set, scales per column, as Optimum's guide has it.
        settings = AutoQuantizationConfig.avx512_vnni(is_static=False, per_channel=True)
        for graph in sorted(exact.glob("*.onnx")):
            ORTQuantizer.from_pretrained(exact, file_name=graph.name).quantize(
                save_dir=folder, quantization_config=settings, file_suffix=""
            )
        for name in ("config.json", "generation_config.json"):
            (folder / name).write_bytes((exact / name).read_bytes())
    return folder


class OptimumGenerator:
    """``generate`` of transformers over Optimum's sessions."""

    versions: Sequence[str] = tuple(
        f"{name} {version(name)}" for name in ("optimum-onnx", "transformers", "onnxruntime")
    )

    def __init__(self, folder: Path) -> None:
        torch.set_num_threads(1)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._network = ORTModelForSeq2SeqLM.from_pretrained(
            folder, session_options=options, use_merged=False
        )

    def generate(self, task: Task) -> list[Tokens]:
        """Write one text per source."""
        return in_batches(task.sources, ROWS_AT_ONCE, lambda rows: self._batch(rows, task))

    def _batch(self, rows: Sequence[Tokens], task: Task) -> list[Tokens]:
        pieces, mask = padded(rows)
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
