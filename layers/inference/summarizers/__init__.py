"""Summaries of conversations on ONNX networks; nothing here knows where it runs."""

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
