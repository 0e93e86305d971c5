"""Weights as integers: symmetric, without zero points, in the layouts that ONNX Runtime's operators read.

Matrices keep 7 bits, not 8, where activations are unsigned bytes (``DynamicQuantizeMatMul``). x86 processors
with AVX2 but without VNNI multiply u8 by s8 in pairs and add the two products in 16 bits, which saturates at
32,767: two products of 255 x 127 do not fit, two of 255 x 63 (32,130) always do. So integers mean the same on
AVX2, AVX-512 and arm64.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

SEVEN_BITS = 63
EIGHT_BITS = 127
ALPHA = 0.75
"""How much of the outliers smoothing moves: chosen by closeness to fp32 on held-out dialogue, where 0.7 to
0.8 are alike and the paper's 0.5 is worse."""


class Quantized(NamedTuple):
    """Integers and the scales that turn them back: ``values * scales`` is about the original."""

    values: npt.NDArray[np.int8]
    scales: Floats


def _scales(largest: Floats, steps: int) -> Floats:
    """Size of one step, given the largest magnitude it has to reach; 1 where there is nothing to scale."""
    return np.where(largest > 0, largest / steps, 1.0).astype(np.float32)


def by_column(matrix: Floats, steps: int = SEVEN_BITS) -> Quantized:
    """Quantize a matrix (inputs, outputs) with one scale per output: what ``DynamicQuantizeMatMul`` reads."""
    scales = _scales(np.abs(matrix).max(axis=0), steps)
    return Quantized(np.clip(np.rint(matrix / scales), -steps, steps).astype(np.int8), scales)


def by_row(table: Floats) -> npt.NDArray[np.void]:
    """Quantize an embedding table (pieces, width) to 8 bits with one scale per piece, one record each."""
    scales = _scales(np.abs(table).max(axis=1), EIGHT_BITS)
    return _records(
        np.clip(np.rint(table / scales[:, None]), -EIGHT_BITS, EIGHT_BITS).astype(np.int8), scales
    )


def unquantized(table: Floats) -> npt.NDArray[np.void]:
    """Bring an embedding table into the records of ``by_row`` as it is: the values in fp32, all scales 1."""
    return _records(table, np.ones(len(table), np.float32))


def _records(values: npt.NDArray[np.int8] | Floats, scales: Floats) -> npt.NDArray[np.void]:
    rows = np.empty(len(values), [("values", values.dtype, values.shape[1]), ("scale", np.float32)])
    rows["values"], rows["scale"] = values, scales
    return rows


def smoothing(matrix: Floats, maxima: Floats) -> Floats:
    """Per-input factors that move outliers from the activations into a matrix (inputs, outputs).

    SmoothQuant (Xiao et al. 2023, arXiv:2211.10438), equation 4: the activations are divided by the factors
    and the matrix's rows multiplied by them, so that the product stays what it was. The factors' geometric
    mean is 1. ``maxima`` (inputs) are the largest magnitudes of the activations.
    """
    weight_maxima = np.maximum(np.abs(matrix).max(axis=1), 1e-5)
    factors = np.maximum(maxima, 1e-5) ** ALPHA / weight_maxima ** (1 - ALPHA)
    return np.asarray(factors / np.exp(np.log(factors).mean()), np.float32)
