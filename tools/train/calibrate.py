"""Finding out how large the inputs of every linear of a graph get on real texts."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from summarizers.sessions import open_session

from tools.train.builder import GraphBuilder, save
from tools.train.network import Network
from tools.train.quantize import Floats


def input_maxima(
    network: Network,
    write: Callable[[GraphBuilder, Network], None],
    feeds: Iterable[Mapping[str, Any]],
    scratch: Path,
) -> dict[str, Floats]:
    """Run the fp32 graph that ``write`` writes; return by linear the largest magnitude of each of its inputs.

    ``feeds`` are inputs of the graph, ``scratch`` a file for it.
    """
    graph = GraphBuilder(quantized=False)
    write(graph, network)
    for tensor, width in graph.linear_inputs.values():
        graph.output(tensor, ["batch", "length", width])
    save(graph.model("probe"), scratch)
    session = open_session(scratch)
    maxima = {name: np.zeros(width, np.float32) for name, (_, width) in graph.linear_inputs.items()}
    tensors = [tensor for tensor, _ in graph.linear_inputs.values()]
    for feed in feeds:
        for name, values in zip(maxima, session.run(tensors, dict(feed)), strict=True):
            maxima[name] = np.maximum(maxima[name], np.abs(values).max(axis=(0, 1)))
    return maxima
