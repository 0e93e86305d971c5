"""ONNX graphs of networks in the BART layout (Lewis et al. 2020, arXiv:1910.13461).

Graphs read pieces as vectors: the embedding table lies beside them in a file that is mapped, once for all.
"""

import numpy as np
import numpy.typing as npt

from tools.train.builder import MICROSOFT, GraphBuilder
from tools.train.network import Network
from tools.train.quantize import Floats

OUTLIERS = 1 / 24
"""Share of the hidden channels of a feed-forward layer that are quantized by themselves."""


class Layers:
    """Writes a network's layers into a graph."""

    def __init__(self, graph: GraphBuilder, network: Network) -> None:
        self.graph = graph
        self.network = network

    def linear(self, x: str, *names: str) -> str:
        """Apply the named linears side by side; the result's columns are in the order of the names."""
        name = "+".join(names)
        return self.graph.linear(x, name, self.network.matrix(*names), self.network.bias(*names))

    def smoothed_linear(self, x: str, *names: str) -> str:
        """Do the same on hidden states, a few channels of which are always far larger than the others."""
        name = "+".join(names)
        x, matrix = self.graph.smoothed(x, name, self.network.matrix(*names))
        return self.graph.linear(x, name, matrix, self.network.bias(*names))

    def add_and_norm(self, x: str, residual: str, name: str) -> str:
        """Layer norm ``name`` of a sum."""
        weights = self.network.weights
        norm = weights[f"{name}.weight"], weights[f"{name}.bias"]
        return self.graph.add_and_norm(x, residual, name, norm, self.network.epsilon)

    def feed_forward(self, x: str, layer: str) -> str:
        """Position-wise network with its residual and norm.

        It sums over its hidden channels. A few of them get so large that the integers for all would be
        coarse: once calibration has told which, those are computed apart from the others.
        """
        graph, first, second = self.graph, f"{layer}.fc1", f"{layer}.fc2"
        maxima = graph.maxima.get(second)
        if maxima is None:
            (wide,) = graph.node("Gelu", [self.linear(x, first)], domain=MICROSOFT)
            return self.add_and_norm(self.linear(wide, second), x, f"{layer}.final_layer_norm")
        smooth, matrix = graph.smoothed(x, first, self.network.matrix(first))
        groups = np.split(np.argsort(-maxima), [round(len(maxima) * OUTLIERS)])
        parts = [self._channels(smooth, matrix, layer, channels) for channels in groups]
        (total,) = graph.node("Add", parts)
        return self.add_and_norm(total, x, f"{layer}.final_layer_norm")

    def _channels(self, x: str, matrix: Floats, layer: str, channels: npt.NDArray[np.intp]) -> str:
        """Output of some hidden channels of a feed-forward layer; the bias is shared out among all."""
        graph, first, second = self.graph, f"{layer}.fc1", f"{layer}.fc2"
        part = f"of_{len(channels)}"
        bias = self.network.bias(second) * np.float32(len(channels) / len(self.network.bias(first)))
        x = graph.linear(x, f"{first}.{part}", matrix[:, channels], self.network.bias(first)[channels])
        (x,) = graph.node("Gelu", [x], domain=MICROSOFT)
        return graph.linear(x, f"{second}.{part}", self.network.matrix(second)[channels], bias)

    def heads_apart(self, x: str, name: str | None = None, *, transposed: bool = False) -> str:
        """Turn (batch, length, width) into (batch, heads, length, depth), or (…, depth, length)."""
        shape = self.graph.integers(0, 0, self.network.heads, self.network.depth)
        (x,) = self.graph.node("Reshape", [x, shape])
        outputs = 1 if name is None else [name]
        return self.graph.node("Transpose", [x], outputs, perm=[0, 2, 3, 1] if transposed else [0, 2, 1, 3])[
            0
        ]

    def encoder(self, pieces: str, count: int | None = None) -> str:
        """Hidden states of embedded pieces, both (batch, length, width), without padding.

        count: layers, all by default.
        """
        graph, network = self.graph, self.network
        (length,) = graph.node("Shape", [pieces], start=1, end=2)
        table = graph.constant("positions", network.positions("encoder"))
        (positions,) = graph.node("Slice", [table, graph.integers(0), length, graph.integers(0)])
        x = self.add_and_norm(pieces, positions, "model.encoder.layernorm_embedding")
        for number in range(network.encoder_layers if count is None else count):
            x = self._encoder_layer(x, f"model.encoder.layers.{number}")
        return x

    def _encoder_layer(self, x: str, layer: str) -> str:
        attention = f"{layer}.self_attn"
        packed = self.smoothed_linear(x, *(f"{attention}.{part}_proj" for part in "qkv"))
        parts = self.graph.node("Split", [packed], 3, axis=-1, num_outputs=3)
        heads = self.network.heads
        (mixed,) = self.graph.node("Attention", parts, q_num_heads=heads, kv_num_heads=heads)
        mixed = self.linear(mixed, f"{attention}.out_proj")
        x = self.add_and_norm(mixed, x, f"{attention}_layer_norm")
        return self.feed_forward(x, layer)


def sentence_encoder(graph: GraphBuilder, network: Network) -> None:
    """Write pieces (batch, length, width) ▸ embeddings (batch, width): mean hidden states at unit length."""
    pieces = graph.input("pieces", ["batch", "length", network.width])
    hidden = Layers(graph, network).encoder(pieces)
    (total,) = graph.node("ReduceSum", [hidden, graph.integers(1)], keepdims=0)
    graph.node("LpNormalization", [total], ["embeddings"], axis=-1, p=2)
    graph.output("embeddings", ["batch", network.width])


def state_encoder(graph: GraphBuilder, network: Network, layers: int | None = None) -> None:
    """Write pieces ▸ states, their hidden states after so many layers (all); both (batch, length, width)."""
    pieces = graph.input("pieces", ["batch", "length", network.width])
    hidden = Layers(graph, network).encoder(pieces, layers)
    graph.node("Identity", [hidden], ["states"])
    graph.output("states", ["batch", "length", network.width])


def source_encoder(graph: GraphBuilder, network: Network) -> None:
    """Write pieces (batch, length, width) ▸ what every decoder layer attends to in the source.

    Outputs ``cross_key_N`` (batch, heads, depth, length), transposed for the product with queries, and
    ``cross_value_N`` (batch, heads, length, depth). Computed here, once per source, not once per token.
    """
    layers = Layers(graph, network)
    hidden = layers.encoder(graph.input("pieces", ["batch", "length", network.width]))
    names = [
        f"model.decoder.layers.{number}.encoder_attn.{part}_proj"
        for number in range(network.decoder_layers)
        for part in "kv"
    ]
    packed = layers.smoothed_linear(hidden, *names)
    parts = graph.node("Split", [packed], len(names), axis=-1, num_outputs=len(names))
    for number in range(network.decoder_layers):
        layers.heads_apart(parts[2 * number], f"cross_key_{number}", transposed=True)
        layers.heads_apart(parts[2 * number + 1], f"cross_value_{number}")
        graph.output(f"cross_key_{number}", ["batch", network.heads, network.depth, "length"])
        graph.output(f"cross_value_{number}", ["batch", network.heads, "length", network.depth])
