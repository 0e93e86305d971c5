"""The exported network on ONNX Runtime with the tokenizer library, as fastembed runs it."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from optimum.onnxruntime import ORTModelForFeatureExtraction, ORTQuantizer
from optimum.onnxruntime.configuration import AutoQuantizationConfig
from tokenizers import Tokenizer

from tools.bench.prepare import minilm

Floats = npt.NDArray[np.float32]

ROWS_AT_ONCE = 256  # fastembed's default
SORTED_ROWS = 32  # faster, where nothing is padded to a fixed length


def open_peer(variant: str, prepared: Path) -> "OnnxEmbedder":
    """Open the network as "padded" (fp32, every text at 128 pieces), "float32" or "int8"."""
    exact, folder = prepared / "minilm-onnx", prepared / "minilm-onnx-int8"
    if not exact.exists():
        ORTModelForFeatureExtraction.from_pretrained(minilm(), export=True).save_pretrained(exact)
    if variant == "int8" and not folder.exists():
        settings = AutoQuantizationConfig.avx512_vnni(is_static=False, per_channel=True)
        ORTQuantizer.from_pretrained(exact).quantize(
            save_dir=folder, quantization_config=settings, file_suffix=""
        )
    return OnnxEmbedder((folder if variant == "int8" else exact) / "model.onnx", padded=variant == "padded")


class OnnxEmbedder:
    """Batches in the order given; or, not padded to 128 pieces, sorted by length as one would by hand."""

    versions: Sequence[str] = tuple(f"{name} {version(name)}" for name in ("onnxruntime", "tokenizers"))

    def __init__(self, graph: Path, *, padded: bool) -> None:
        # The package's file asks for 128 pieces, always, and fastembed does as the file asks.
        self._tokenizer = Tokenizer.from_file(str(minilm() / "tokenizer.json"))
        self._padded = padded
        if not padded:
            self._tokenizer.enable_padding(pad_id=0, pad_token="[PAD]")  # noqa: S106 - to the batch's longest
            self._tokenizer.enable_truncation(256)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._inputs = {tensor.name for tensor in self._session.get_inputs()}

    def embed(self, texts: Sequence[str]) -> Floats:
        """Give a vector per text."""
        order = list(range(len(texts)))
        size = ROWS_AT_ONCE
        if not self._padded:
            order.sort(key=lambda index: len(texts[index]))
            size = SORTED_ROWS
        vectors = np.empty((len(texts), 384), np.float32)
        for first in range(0, len(order), size):
            group = order[first : first + size]
            vectors[group] = self._batch([texts[index] for index in group])
        return vectors

    def _batch(self, texts: list[str]) -> Floats:
        encodings = self._tokenizer.encode_batch(texts)
        pieces = np.array([encoding.ids for encoding in encodings], np.int64)
        mask = np.array([encoding.attention_mask for encoding in encodings], np.int64)
        feed = {"input_ids": pieces, "attention_mask": mask, "token_type_ids": np.zeros_like(pieces)}
        (states,) = self._session.run(
            ["last_hidden_state"], {name: feed[name] for name in feed.keys() & self._inputs}
        )
        sums = (states * mask[..., None]).sum(axis=1)
        return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), np.float32)
