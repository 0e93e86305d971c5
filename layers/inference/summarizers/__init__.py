"""Summaries of conversations on ONNX networks; nothing here knows where it runs."""

import os

# One thread, as the networks have: numpy's and the tokenizer's would spin for a processor that is not there.
# They read it when they are imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

from summarizers.manifest import ModelFileError
from summarizers.registry import MODEL_NAMES, UnknownModelError
from summarizers.summarizer import Summarizer
from summarizers.types import Coverage, Order, Segment, Summary, Utterance

__all__ = [
    "MODEL_NAMES",
    "Coverage",
    "ModelFileError",
    "Order",
    "Segment",
    "Summarizer",
    "Summary",
    "UnknownModelError",
    "Utterance",
]
