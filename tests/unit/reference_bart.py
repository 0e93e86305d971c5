"""The BART network and its searches, written down plainly in numpy: no cache, no batch, no speed.

What the ONNX graphs and the code around them compute is held against this.
"""

import math
from dataclasses import dataclass

import numpy as np
from summarizers.tokens import Floats

from tools.train.network import POSITION_OFFSET, Network

START, END, PAD = 1, 2, 0
SPEAKERS = (3, 4, 5)
POSITIONS = 24


def random_network(
    seed: int, *, width: int = 32, heads: int = 4, layers: int = 2, vocabulary: int = 60
) -> Network:
    """Draw a small network that has opinions: spread-out logits, and an end token that comes now and then."""
    rng = np.random.default_rng(seed)
    weights: dict[str, Floats] = {}

    def draw(name: str, *shape: int, scale: float) -> None:
        weights[name] = (rng.standard_normal(shape) * scale).astype(np.float32)

    def linear(name: str, inputs: int, outputs: int) -> None:
        draw(f"{name}.weight", outputs, inputs, scale=1.2 / math.sqrt(inputs))
        draw(f"{name}.bias", outputs, scale=0.1)

    def norm(name: str) -> None:
        weights[f"{name}.weight"] = rng.uniform(0.7, 1.3, width).astype(np.float32)
        draw(f"{name}.bias", width, scale=0.1)

    draw("model.shared.weight", vocabulary, width, scale=0.6)
    draw("final_logits_bias", 1, vocabulary, scale=0.1)
    weights["final_logits_bias"][0, END] = 7
    for side, attentions in (("encoder", ["self_attn"]), ("decoder", ["self_attn", "encoder_attn"])):
        draw(f"model.{side}.embed_positions.weight", POSITIONS + POSITION_OFFSET, width, scale=0.5)
        norm(f"model.{side}.layernorm_embedding")
        for number in range(layers):
            layer = f"model.{side}.layers.{number}"
            for attention in attentions:
                for part in ("q_proj", "k_proj", "v_proj", "out_proj"):
                    linear(f"{layer}.{attention}.{part}", width, width)
                norm(f"{layer}.{attention}_layer_norm")
            linear(f"{layer}.fc1", width, 2 * width)
            linear(f"{layer}.fc2", 2 * width, width)
            norm(f"{layer}.final_layer_norm")
    return Network(weights, heads, layers, layers)


@dataclass(frozen=True)
class Reference:
    network: Network
    first: int | None = None  # every text begins with it

    def encode(self, source: list[int]) -> Floats:
        x = self._embed("encoder", source)
        for number in range(self.network.encoder_layers):
            layer = f"model.encoder.layers.{number}"
            x = self._attend(x, x, layer, "self_attn", np.zeros((len(x), len(x))))
            x = self._feed_forward(x, layer)
        return x

    def log_probabilities(self, source: list[int], written: list[int]) -> Floats:
        """Log-probabilities of what follows each token of ``written``, (tokens, vocabulary)."""
        read = self.encode(source)
        x = self._embed("decoder", written)
        causal = np.where(np.tri(len(x)), 0, -np.inf)
        for number in range(self.network.decoder_layers):
            layer = f"model.decoder.layers.{number}"
            x = self._attend(x, x, layer, "self_attn", causal)
            x = self._attend(x, read, layer, "encoder_attn", np.zeros((len(x), len(read))))
            x = self._feed_forward(x, layer)
        logits = x @ self.network.weights["model.shared.weight"].T + self.network.weights["final_logits_bias"]
        return np.asarray(logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True)))

    def greedy(
        self, source: list[int], most: int, least: int, banned: tuple[int, ...]
    ) -> tuple[list[int], float]:
        """Tokens without the end, and the mean log-probability."""
        written, total = [START], 0.0
        for step in range(most):
            if step == 0 and self.first is not None:
                written.append(self.first)
                continue
            scores = self._next(source, written, step < least, banned)
            token = int(scores.argmax())
            total += float(scores[token])
            if token == END:
                return written[1:], total / (step + 1)
            written.append(token)
        return written[1:], total / most

    def beam(
        self, source: list[int], beams: int, most: int, least: int, banned: tuple[int, ...]
    ) -> tuple[list[int], float]:
        """The best hypothesis, one that ended if any did, and its mean log-probability."""
        live: list[tuple[float, list[int]]] = [(0.0, [START])]
        ended: list[tuple[float, list[int]]] = []
        for step in range(most):
            if step == 0 and self.first is not None:
                live = [(0.0, [START, self.first])]
                continue
            candidates: list[tuple[float, list[int]]] = []
            for total, written in live:
                scores = self._next(source, written, step < least, banned)
                candidates += [
                    (total + float(score), [*written, token]) for token, score in enumerate(scores)
                ]
            candidates.sort(key=lambda candidate: -candidate[0])
            for total, written in candidates[:beams]:
                if written[-1] == END:
                    ended.append((total / (step + 1), written[1:-1]))
            ended = sorted(ended, key=lambda hypothesis: -hypothesis[0])[:beams]
            live = [candidate for candidate in candidates[: 2 * beams] if candidate[1][-1] != END][:beams]
            if len(ended) == beams and live[0][0] / (step + 1) <= ended[-1][0]:
                break
        if ended:
            return ended[0][1], ended[0][0]
        return live[0][1][1:], live[0][0] / most

    def _next(self, source: list[int], written: list[int], early: bool, banned: tuple[int, ...]) -> Floats:  # noqa: FBT001
        scores = self.log_probabilities(source, written)[-1].copy()
        scores[list(banned)] = -np.inf
        if early:
            scores[END] = -np.inf
        return scores

    def _embed(self, side: str, tokens: list[int]) -> Floats:
        x = self.network.pieces[tokens] + self.network.positions(side)[: len(tokens)]
        return self._norm(x, f"model.{side}.layernorm_embedding")

    def _linear(self, x: Floats, name: str) -> Floats:
        return np.asarray(x @ self.network.weights[f"{name}.weight"].T + self.network.weights[f"{name}.bias"])

    def _norm(self, x: Floats, name: str) -> Floats:
        x = x - x.mean(axis=-1, keepdims=True)
        x = x / np.sqrt((x**2).mean(axis=-1, keepdims=True) + self.network.epsilon)
        return np.asarray(x * self.network.weights[f"{name}.weight"] + self.network.weights[f"{name}.bias"])

    def _attend(self, x: Floats, seen: Floats, layer: str, attention: str, mask: Floats) -> Floats:
        name = f"{layer}.{attention}"
        depth = self.network.depth
        query, key, value = (
            self._linear(states, f"{name}.{part}_proj")
            for states, part in ((x, "q"), (seen, "k"), (seen, "v"))
        )
        mixed = np.empty_like(query)
        for head in range(self.network.heads):
            part = slice(head * depth, (head + 1) * depth)
            scores = query[:, part] @ key[:, part].T / math.sqrt(depth) + mask
            shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
            mixed[:, part] = shares / shares.sum(axis=-1, keepdims=True) @ value[:, part]
        return self._norm(x + self._linear(mixed, f"{name}.out_proj"), f"{name}_layer_norm")

    def _feed_forward(self, x: Floats, layer: str) -> Floats:
        wide = self._linear(x, f"{layer}.fc1")
        wide = wide * 0.5 * (1 + np.vectorize(math.erf)(wide / math.sqrt(2)))
        return self._norm(x + self._linear(wide, f"{layer}.fc2"), f"{layer}.final_layer_norm")
