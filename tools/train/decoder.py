"""The decoder's ONNX graph: one run adds any number of tokens to a cache that stays where it is.

One graph serves every way of decoding, because what a token sees of the cache is an input:

- greedy, many sources: a batch of sequences, one token each;
- beam search: one sequence whose tokens are the beams; ``visible`` shows each its own ancestors;
- scoring given texts: one sequence that holds all texts; ``visible`` shows each token its own text.
"""

from onnx import TensorProto

from tools.train.builder import MICROSOFT, GraphBuilder
from tools.train.graphs import Layers
from tools.train.network import Network


def decoder_step(graph: GraphBuilder, network: Network) -> None:
    """Write the step: B sequences, T new tokens each, C cache slots, U in use after it, L source pieces.

    Inputs: ``pieces`` (B, T, width), ``positions`` (1, T), the caches ``key_N`` and ``value_N``
    (B, heads, C, depth), ``last`` (B) and ``used`` (1): U - 1 and U, ``visible`` (1, 1, T, U) added to the
    self-attention scores, ``cross_key_N`` and ``cross_value_N`` of the source encoder, ``source``
    (B, 1, 1, L) added to the cross-attention scores, ``banned`` (B, 1, vocabulary) added to the
    log-probabilities before choosing, ``choices`` (1).

    Outputs: ``log_probabilities`` (B, T, vocabulary) before ``banned``, the ``choices`` best of them after
    it, ``best`` and ``tokens`` (B, T, choices), best first, and the caches ``new_key_N`` and
    ``new_value_N``, to be bound to the memory of ``key_N`` and ``value_N``: then nothing is copied.
    """
    width, vocabulary = network.width, network.vocabulary
    layers = _DecoderLayers(graph, network)
    graph.input("last", ["batch"], TensorProto.INT32)
    graph.input("used", [1], TensorProto.INT32)
    graph.input("visible", [1, 1, "new", "used"])
    graph.input("source", ["batch", 1, 1, "length"])
    pieces = graph.input("pieces", ["batch", "new", width])
    positions = graph.input("positions", [1, "new"], TensorProto.INT64)
    banned = graph.input("banned", ["batch", 1, vocabulary])
    choices = graph.input("choices", [1], TensorProto.INT64)

    table = graph.constant("position_table", network.positions("decoder"))
    (places,) = graph.node("Gather", [table, positions])
    x = layers.add_and_norm(pieces, places, "model.decoder.layernorm_embedding")
    for number in range(network.decoder_layers):
        x = layers.decoder_layer(x, number)

    matrix = network.weights["model.shared.weight"].T
    bias = network.weights["final_logits_bias"][0]
    logits = graph.linear(x, "output", matrix, bias, graph.maxima.get("output"))
    graph.node("LogSoftmax", [logits], ["log_probabilities"], axis=-1)
    (open_to_choice,) = graph.node("Add", ["log_probabilities", banned])
    graph.node("TopK", [open_to_choice, choices], ["best", "tokens"], axis=-1)
    graph.output("log_probabilities", ["batch", "new", vocabulary])
    graph.output("best", ["batch", "new", "choices"])
    graph.output("tokens", ["batch", "new", "choices"], TensorProto.INT64)


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
        packed = self.linear(x, *(f"{layer}.self_attn.{part}_proj" for part in "qkv"))
        cache = [f"key_{number}", f"value_{number}"]
        for name in cache:
            self.graph.input(name, ["batch", heads, "slots", depth])
            self.graph.output(f"new_{name}", ["batch", heads, "slots", depth])
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
        key = graph.input(f"cross_key_{number}", ["batch", network.heads, network.depth, "length"])
        value = graph.input(f"cross_value_{number}", ["batch", network.heads, "length", network.depth])
        name = f"{layer}.encoder_attn.q_proj"
        scale = network.depth**-0.5
        matrix, bias = network.matrix(name) * scale, network.bias(name) * scale
        query = graph.linear(x, name, matrix, bias, graph.maxima.get(name))
        (scores,) = graph.node("MatMul", [self.heads_apart(query), key])
        (scores,) = graph.node("Add", [scores, "source"])
        (shares,) = graph.node("Softmax", [scores], axis=-1)
        (mixed,) = graph.node("MatMul", [shares, value])
        (mixed,) = graph.node("Transpose", [mixed], perm=[0, 2, 1, 3])
        return graph.node("Reshape", [mixed, graph.integers(0, 0, network.width)])[0]
