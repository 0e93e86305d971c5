"""The training loop of the reading network: its upper layers and the scorer over them, end to end.

The lower layers stay what they were, so that their states are computed once. Workers are processes of one
thread that average their weights every few steps, in bf16, as in `tools.train.optimise`.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import distributed, nn
from torch import multiprocessing as processes

from tools.train.context import Network as Scorer
from tools.train.flat import Flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from summarizers.tokens import Floats

    from tools.train.network import Network

DTYPE = torch.bfloat16
BETAS, CLIP = (0.9, 0.98), 1.0
SCORER_RATE, LAYER_RATE = 1.5e-3, 2e-4
SCORER_DECAY, LAYER_DECAY = 0.02, 0.01
DROPOUT = 0.1
BATCH_TOKENS = 2_000
WARM_UP_STEPS = 60
AVERAGE_EVERY = 8
SMOOTHING = 0.9
"""Of the moving average of the weights, which is the result, at each averaging."""
REPORT_EVERY = 100
NEVER = -1e9

PARTS = {
    "query": "self_attn.q_proj",
    "key": "self_attn.k_proj",
    "value": "self_attn.v_proj",
    "out": "self_attn.out_proj",
    "attended": "self_attn_layer_norm",
    "widen": "fc1",
    "narrow": "fc2",
    "fed": "final_layer_norm",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """Training of a network's layers from `first` on, of files of examples, for so much wall clock."""

    network: Network
    first: int
    shares: Sequence[Path]
    out: Path
    minutes: float
    seed: int


class Example(NamedTuple):
    """A window: (length, width) states below the trained layers, from the start piece on.

    sizes: pieces of each sentence. Then, per sentence, its features, its embedding, its label and what it
    weighs.
    """

    states: torch.Tensor
    sizes: list[int]
    features: torch.Tensor
    embeddings: torch.Tensor
    labels: torch.Tensor
    weights: torch.Tensor


class Batch(NamedTuple):
    """Examples padded: (B, L, width), (B, 1, 1, L), (B, S, L) that takes means; the others (B, S, …)."""

    states: torch.Tensor
    bars: torch.Tensor
    means: torch.Tensor
    embeddings: torch.Tensor
    features: torch.Tensor
    mask: torch.Tensor
    labels: torch.Tensor
    weights: torch.Tensor


class Layer(nn.Module):  # type: ignore[misc]
    """An encoder layer in the BART layout."""

    def __init__(self, network: Network, number: int) -> None:
        super().__init__()
        weights, self.heads = network.weights, network.heads
        for part, name in PARTS.items():
            weight, bias = (
                torch.from_numpy(weights[f"model.encoder.layers.{number}.{name}.{kind}"].copy())
                for kind in ("weight", "bias")
            )
            module = nn.Linear(*weight.shape[::-1]) if weight.ndim > 1 else nn.LayerNorm(len(weight))
            module.weight.data, module.bias.data = weight, bias
            setattr(self, part, module)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x: torch.Tensor, bars: torch.Tensor) -> torch.Tensor:
        """States (B, L, width) of states; `bars` are added to what is attended to."""
        batch, length, width = x.shape
        # In fp32: the fused kernel is faster in it than in bf16 on a CPU.
        parts = [
            part(x).view(batch, length, self.heads, -1).transpose(1, 2).float()
            for part in (self.query, self.key, self.value)
        ]
        mixed = nn.functional.scaled_dot_product_attention(*parts, attn_mask=bars).to(x.dtype)
        x = self.attended(x + self.drop(self.out(mixed.transpose(1, 2).reshape(batch, length, width))))
        wide = nn.functional.gelu(self.widen(x))
        fed: torch.Tensor = self.fed(x + self.drop(self.narrow(wide)))
        return fed


class Reading(nn.Module):  # type: ignore[misc]
    """The layers of an encoder from `first` on, and the scorer over the sentences' states."""

    def __init__(self, network: Network, first: int) -> None:
        super().__init__()
        self.first = first
        self.layers = nn.ModuleList(Layer(network, number) for number in range(first, network.encoder_layers))
        self.scorer = Scorer(2 * network.width)

    def forward(self, batch: Batch) -> torch.Tensor:
        """Logits (B, S)."""
        x = batch.states
        for layer in self.layers:
            x = layer(x, batch.bars)
        sentences = nn.functional.normalize(torch.bmm(batch.means, x).float(), dim=-1).to(x.dtype)
        seen = torch.cat([batch.embeddings, sentences], dim=-1)
        logits: torch.Tensor = self.scorer(batch.features, seen, batch.mask)
        return logits

    def encoder_weights(self) -> dict[str, Floats]:
        """The layers' weights under their names in a checkpoint."""
        return {
            f"model.encoder.layers.{self.first + number}.{name}.{kind}": getattr(getattr(layer, part), kind)
            .detach()
            .numpy()
            for number, layer in enumerate(self.layers)
            for part, name in PARTS.items()
            for kind in ("weight", "bias")
        }


def fit(plan: Plan) -> Reading:
    """Train as planned, one process per file of examples; the weights are in `plan.out`, too."""
    meeting = plan.out.with_suffix(".meeting")
    meeting.unlink(missing_ok=True)
    processes.spawn(_work, args=(plan, meeting), nprocs=len(plan.shares))
    meeting.unlink(missing_ok=True)
    reading = Reading(plan.network, plan.first)
    Flat(reading, torch.float32, "scorer", torch.load(plan.out))
    reading.eval()
    return reading


def _work(rank: int, plan: Plan, meeting: Path) -> None:
    torch.set_num_threads(1)
    distributed.init_process_group(
        "gloo",
        init_method=f"file://{meeting}",
        rank=rank,
        world_size=len(plan.shares),
        timeout=timedelta(minutes=20),
    )
    try:
        torch.manual_seed(plan.seed)  # all begin alike
        reading = Reading(plan.network, plan.first).train()
        flat = Flat(reading, DTYPE, "scorer")
        chance = random.Random(f"{plan.seed} {rank}")  # noqa: S311 - the order of the examples
        torch.manual_seed(chance.getrandbits(32))
        examples = [Example(*row) for row in torch.load(plan.shares[rank])]
        values = _train(reading, flat, _endless(examples, chance), plan.minutes)
        if rank == 0:
            torch.save(values, plan.out)
    finally:
        distributed.destroy_process_group()


def _train(reading: Reading, flat: Flat, batches: Iterable[Batch], minutes: float) -> torch.Tensor:
    """Step until the time is up, learning rates falling to nothing over it; gives the smoothed weights."""
    optimiser = torch.optim.AdamW(
        [
            {"params": [flat.first], "weight_decay": SCORER_DECAY},
            {"params": [flat.rest], "weight_decay": LAYER_DECAY},
        ],
        betas=BETAS,
        fused=True,
    )
    smooth, began, level = flat.values.clone(), time.monotonic(), 0.0
    for step, batch in enumerate(batches, start=1):
        spent = (time.monotonic() - began) / (60 * minutes)
        for group, rate in zip(optimiser.param_groups, (SCORER_RATE, LAYER_RATE), strict=True):
            group["lr"] = rate * max(0.0, 1 - spent) * min(1.0, step / WARM_UP_STEPS)
        loss = (
            nn.functional.binary_cross_entropy_with_logits(
                reading(batch).float(), batch.labels, weight=batch.weights, reduction="sum"
            )
            / batch.weights.sum()
        )
        loss.backward()
        flat.collect()
        norm = float(flat.gradients.norm())
        if norm > CLIP:
            flat.gradients.mul_(CLIP / norm)
        optimiser.step()
        flat.publish()
        flat.clear()
        level = 0.99 * level + 0.01 * loss.item() if level else loss.item()
        if step % REPORT_EVERY == 0 and distributed.get_rank() == 0:
            print(f"step {step}, loss {level:.4f}, {minutes * (1 - spent):.1f} min left", flush=True)
        if step % AVERAGE_EVERY == 0:
            distributed.all_reduce(flat.values)
            flat.values.div_(distributed.get_world_size())
            flat.publish()
            smooth.lerp_(flat.values, 1 - SMOOTHING)
            over = torch.tensor([float(spent > 1)])
            distributed.broadcast(over, src=0)  # process 0 decides
            if over:
                break
    return smooth


def _endless(examples: Sequence[Example], chance: random.Random) -> Iterator[Batch]:
    """Windows of about one length go together, in random order, over and over."""
    while True:
        order = sorted(examples, key=lambda example: len(example.states) + 10 * chance.random())
        groups: list[list[Example]] = []
        longest = BATCH_TOKENS
        for example in order:
            longest = max(longest, len(example.states))
            if not groups or longest * (len(groups[-1]) + 1) > BATCH_TOKENS:
                groups.append([])
                longest = len(example.states)
            groups[-1].append(example)
        chance.shuffle(groups)
        yield from map(collate, groups)


def collate(examples: Sequence[Example]) -> Batch:
    """Pad the examples to a batch."""
    lengths = [len(example.states) for example in examples]
    counts = [len(example.sizes) for example in examples]
    count, longest, most = len(examples), max(lengths), max(counts)
    bars = torch.full((count, 1, 1, longest), NEVER)
    means = torch.zeros(count, most, longest)
    mask = torch.zeros(count, most)
    for number, example in enumerate(examples):
        bars[number, ..., : lengths[number]] = 0
        mask[number, : counts[number]] = 1
        place = 1
        for sentence, size in enumerate(example.sizes):
            means[number, sentence, place : place + size] = 1 / size
            place += size

    def padded(rows: Sequence[torch.Tensor]) -> torch.Tensor:
        return nn.utils.rnn.pad_sequence(rows, batch_first=True)

    _, _, features, embeddings, labels, weights = (list(column) for column in zip(*examples, strict=True))
    return Batch(
        padded([example.states for example in examples]).to(DTYPE),
        bars,
        means.to(DTYPE),
        padded(embeddings).to(DTYPE),
        padded(features).to(DTYPE),
        mask.to(DTYPE),
        padded(labels),
        padded(weights),
    )
