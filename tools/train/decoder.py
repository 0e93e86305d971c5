"""The decoder's ONNX graphs.

The step adds any number of tokens to a cache that stays where it is. The rest of the output layer is apart:
only judging given texts needs it. One step serves every way of decoding, because what a token sees of the
cache is an input:

- greedy, many sources: a batch of sequences, one token each;
- beam search: one sequence whose tokens are the beams of all sources; ``visible`` shows each its own
  ancestors;
- scoring given texts: one sequence that holds all texts; ``visible`` shows each token its own text.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from onnx import TensorProto

from tools.train.builder import MICROSOFT, GraphBuilder
from tools.train.graphs import Layers
from tools.train.network import Network

Order = npt.NDArray[np.int64]


def output_order(network: Network, frequent: Sequence[int] | None = None) -> Order:
    """Put the ``frequent`` tokens before all others: the order of the output layer's columns."""
    first = np.asarray([] if frequent is None else frequent, np.int64)
    return np.concatenate([first, np.setdiff1d(np.arange(network.vocabulary), first)])


def decoder_step(graph: GraphBuilder, network: Network, frequent: Sequence[int] | None = None) -> None:
    """Write the step: S sources, Q sequences, T new tokens per source, N per sequence (S x T = Q x N).

    C cache slots, U in use after the step, L source pieces, F frequent tokens (without ``frequent`` all), M
    further tokens that a source may bring into its texts.

    Inputs: ``pieces`` (Q, N, width), ``positions`` (1, N), the caches ``key_N`` and ``value_N``
    (Q, heads, C, depth), ``last`` (Q) and ``used`` (1): U - 1 and U, ``visible`` (1, 1, N, U) added to the
    self-attention scores, ``cross_key_N`` and ``cross_value_N`` of the source encoder, ``source``
    (S, 1, 1, L) added to the cross-attention scores, ``own`` (S, width, M) the vectors of the further tokens
    and ``own_bias`` (S, 1, M) what is added to their logits, ``banned`` (S, 1, F + M) added to the
    log-probabilities before choosing, ``choices`` (1). Three inputs say in which shape the same hidden states
    are seen: ``by_sequence`` (Q, N, width), ``by_source`` (S, T, width), ``by_head`` (S, T, heads, depth).

    Outputs: ``hidden`` (S, T, width), ``frequent`` (S, T, F) the logits of the frequent tokens, the
    ``choices`` best of all log-probabilities, normalized over the F + M tokens that may be written, with
    ``banned`` added: ``best`` and ``columns`` (S, T, choices), best first, and the caches ``new_key_N`` and
    ``new_value_N``, to be bound to the memory of ``key_N`` and ``value_N``: then nothing is copied.
    """
    width = network.width
    layers = _DecoderLayers(graph, network)
    graph.input("last", ["sequences"], TensorProto.INT32)
    graph.input("used", [1], TensorProto.INT32)
    graph.input("visible", [1, 1, "new", "used"])
    graph.input("source", ["sources", 1, 1, "length"])
    graph.input("by_sequence", [3], TensorProto.INT64)
    graph.input("by_head", [4], TensorProto.INT64)
    pieces = graph.input("pieces", ["sequences", "new", width])
    positions = graph.input("positions", [1, "new"], TensorProto.INT64)

    table = graph.constant("position_table", network.positions("decoder"))
    (places,) = graph.node("Gather", [table, positions])
    x = layers.add_and_norm(pieces, places, "model.decoder.layernorm_embedding")
    for number in range(network.decoder_layers):
        x = layers.decoder_layer(x, number)
    (hidden,) = graph.node("Reshape", [x, graph.input("by_source", [3], TensorProto.INT64)], ["hidden"])
    graph.output("hidden", ["sources", "each", width])
    _choose(graph, network, hidden, network.vocabulary if frequent is None else len(frequent), frequent)


def remaining_output(graph: GraphBuilder, network: Network, frequent: Sequence[int] | None = None) -> None:
    """Write what finishes the output layer: log-probabilities over the whole vocabulary.

    Inputs: ``hidden`` (S, T, width) and ``frequent`` (S, T, F) of the step, ``asked`` (S, T, 1) one column
    each, in the order of `output_order`. Output: ``log_probabilities`` (S, T, 1) of the asked columns.
    """
    order = output_order(network, frequent)
    count = len(order) if frequent is None else len(frequent)
    logits = graph.input("frequent", ["sources", "each", count])
    hidden = graph.input("hidden", ["sources", "each", network.width])
    asked = graph.input("asked", ["sources", "each", 1], TensorProto.INT64)
    if count < len(order):
        others = _output(graph, network, hidden, "remaining_output", order[count:])
        (logits,) = graph.node("Concat", [logits, others], axis=-1)
    (every,) = graph.node("LogSoftmax", [logits], axis=-1)
    graph.node("GatherElements", [every, asked], ["log_probabilities"], axis=-1)
    graph.output("log_probabilities", ["sources", "each", 1])


def _choose(
    graph: GraphBuilder, network: Network, hidden: str, count: int, frequent: Sequence[int] | None
) -> None:
    """Output layer and choice; the further tokens' vectors are the rows of the embedding table."""
    own = graph.input("own", ["sources", network.width, "further"])
    own_bias = graph.input("own_bias", ["sources", 1, "further"])
    banned = graph.input("banned", ["sources", 1, "written"])
    choices = graph.input("choices", [1], TensorProto.INT64)
    columns = output_order(network, frequent)[:count]
    _output(graph, network, hidden, "output", columns)
    logits = graph.call("frequent")
    graph.output("frequent", ["sources", "each", count])
    if network.embedding_scale != 1:
        scale = graph.constant("embedding_scale", 1 / network.embedding_scale)
        (hidden,) = graph.node("Mul", [hidden, scale])
    (further,) = graph.node("MatMul", [hidden, own])
    (further,) = graph.node("Add", [further, own_bias])
    (logits,) = graph.node("Concat", [logits, further], axis=-1)
    (every,) = graph.node("LogSoftmax", [logits], axis=-1)
    (open_to_choice,) = graph.node("Add", [every, banned])
    graph.node("TopK", [open_to_choice, choices], ["best", "columns"], axis=-1)
    graph.output("best", ["sources", "each", "choices"])
    graph.output("columns", ["sources", "each", "choices"], TensorProto.INT64)


def _output(
    graph: GraphBuilder,
    network: Network,
    hidden: str,
    name: str,
    columns: Order,
) -> str:
    """Logits of some tokens."""
    matrix = network.weights["model.shared.weight"][columns].T
    bias = network.weights["final_logits_bias"][0][columns]
    return graph.linear(hidden, name, matrix, bias)


class _DecoderLayers(Layers):
    def decoder_layer(self, x: str, number: int) -> str:
        layer = f"model.decoder.layers.{number}"
        mixed = self.linear(self._attend_to_past(x, layer, number), f"{layer}.self_attn.out_proj")
        x = self.add_and_norm(mixed, x, f"{layer}.self_attn_layer_norm")
        mixed = self.linear(self._attend_to_source(x, layer, number), f"{layer}.encoder_attn.out_proj")
        x = self.add_and_norm(mixed, x, f"{layer}.encoder_attn_layer_norm")
        return self.feed_forward(x, layer)

    def _attend_to_past(self, x: str, layer: str, number: int) -> str:
        """Grouped-query attention with as many groups as heads: it may write its cache in place."""
        heads, depth = self.network.heads, self.network.depth
        packed = self.smoothed_linear(x, *(f"{layer}.self_attn.{part}_proj" for part in "qkv"))
        cache = [f"key_{number}", f"value_{number}"]
        for name in cache:
            self.graph.input(name, ["sequences", heads, "slots", depth])
            self.graph.output(f"new_{name}", ["sequences", heads, "slots", depth])
        mixed, *_ = self.graph.node(
            "GroupQueryAttention",
            [packed, "", "", *cache, "last", "used", "", "", "", "visible"],
            [f"mixed_{number}", *(f"new_{name}" for name in cache)],
            domain=MICROSOFT,
            num_heads=heads,
            kv_num_heads=heads,
        )
        return mixed

    def _attend_to_source(self, x: str, layer: str, number: int) -> str:
        """Plain products: for a token or a few, faster than the fused operator, and keys come transposed."""
        graph, network = self.graph, self.network
        key = graph.input(f"cross_key_{number}", ["sources", network.heads, network.depth, "length"])
        value = graph.input(f"cross_value_{number}", ["sources", network.heads, "length", network.depth])
        name = f"{layer}.encoder_attn.q_proj"
        scale = network.depth**-0.5
        x, matrix = graph.smoothed(x, name, network.matrix(name) * scale)
        query = graph.linear(x, name, matrix, network.bias(name) * scale)
        (query,) = graph.node("Reshape", [query, "by_head"])
        (query,) = graph.node("Transpose", [query], perm=[0, 2, 1, 3])
        (scores,) = graph.node("MatMul", [query, key])
        (scores,) = graph.node("Add", [scores, "source"])
        (shares,) = graph.node("Softmax", [scores], axis=-1)
        (mixed,) = graph.node("MatMul", [shares, value])
        (mixed,) = graph.node("Transpose", [mixed], perm=[0, 2, 1, 3])
        return graph.node("Reshape", [mixed, "by_sequence"])[0]
