"""The training loop: AdamW on one process per core, parameters averaged every few steps (local SGD).

On a machine with cores that others use too, two one-thread processes that seldom wait for each other get more
done than one process with two threads (Stich, 2019, arXiv:1805.09767). On processors that multiply bf16
(AVX512_BF16, AMX), weights and activations in it make a step three times faster; what the optimiser adds up
stays in fp32.
What a run needs to go on is in `state.pt`, written every few minutes: a killed run resumes from it.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import repeat
from typing import TYPE_CHECKING, TypeVar

import torch
from torch import distributed
from torch import multiprocessing as processes
from transformers import BartForConditionalGeneration

from tools.train import batches, losses
from tools.train.flat import Flat
from tools.train.initialise import save

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tools.train.batches import Batch, Example

Item = TypeVar("Item")

PRECISIONS = {"fp32": torch.float32, "bf16": torch.bfloat16}
BETAS, WEIGHT_DECAY, CLIP = (0.9, 0.98), 0.01, 1.0
WARM_UP_STEPS = 40
AVERAGE_EVERY = 8
SMOOTHING = 0.9
"""Of the moving average of the weights, which is what is written out, at each averaging."""
FREQUENT_ROWS = 3_500
WHOLES = 0.6
"""Share of whole conversations among the examples, if there are any."""
ROUND = 1_024
"""Examples that are sorted into batches at a time."""
SAVE_EVERY_S = 240.0
REPORT_EVERY = 25


@dataclass(frozen=True, slots=True)
class Plan:
    """One stage of training. Learning rates decay linearly to nothing over `minutes` of wall clock."""

    stage: str
    """`infilling` (examples are pieces of conversations) or `rewriting` (examples are pairs)."""
    start: Path
    examples: Path
    out: Path
    minutes: float
    decoder_rate: float
    encoder_rate: float
    contrast: float = 0.0
    contrast_every: int = 2
    batch_tokens: int = 1_600
    workers: int = 2
    seed: int = 1
    frozen: int = 0
    """Encoder layers, from the bottom, that stay as they are (their embeddings, too, if there are any)."""
    wholes: Path | None = None
    """More examples for `rewriting`: whole conversations and their summaries."""
    precision: str = "fp32"
    """Of weights and activations: `fp32` or `bf16`."""


def run(plan: Plan) -> None:
    """Train as planned; the result is in `plan.out`, in the layout of a Hugging Face BART checkpoint."""
    plan.out.mkdir(parents=True, exist_ok=True)
    meeting = plan.out / "meeting"
    meeting.unlink(missing_ok=True)
    processes.spawn(_work, args=(plan, meeting), nprocs=plan.workers)
    meeting.unlink(missing_ok=True)


def _work(rank: int, plan: Plan, meeting: Path) -> None:
    torch.set_num_threads(1)
    distributed.init_process_group(
        "gloo",
        init_method=f"file://{meeting}",
        rank=rank,
        world_size=plan.workers,
        timeout=timedelta(minutes=20),
    )
    try:
        Worker(rank, plan).train()
    finally:
        distributed.destroy_process_group()


class Worker:
    """One process of a stage: its share of the examples, its copy of the weights."""

    def __init__(self, rank: int, plan: Plan) -> None:
        self._rank, self._plan = rank, plan
        # Plain attention: at these lengths the fused kernel takes half as long again on a CPU.
        self._network = BartForConditionalGeneration.from_pretrained(
            plan.start, dtype=torch.float32, attn_implementation="eager"
        ).train()
        self._flat = Flat(self._network, PRECISIONS[plan.precision], "model.decoder")
        _freeze(self._network, plan.frozen)
        # No decay of the encoder: it would wear the frozen layers and the embeddings of rare words away.
        self._optimiser = torch.optim.AdamW(
            [
                {"params": [self._flat.first], "weight_decay": WEIGHT_DECAY},
                {"params": [self._flat.rest], "weight_decay": 0.0},
            ],
            betas=BETAS,
            fused=True,
        )
        self._smooth = self._flat.values.clone()
        self._step, self._before = 0, 0.0
        self._resume()
        self._began = time.monotonic()
        seed = f"{plan.seed} {rank} {self._step}"
        self._chance = random.Random(seed)  # noqa: S311 - augmentation, nothing secret
        torch.manual_seed(self._chance.getrandbits(32))

    @property
    def _elapsed(self) -> float:
        return self._before + time.monotonic() - self._began

    def train(self) -> None:
        """Step until the time is up, then write the result."""
        saved = reported = time.monotonic()
        tokens, level = 0, 0.0
        for batch in self._batches():
            level_now = self._advance(batch)
            self._step += 1
            level = level_now if not level else 0.97 * level + 0.03 * level_now
            tokens += batch.source.numel()
            if self._rank == 0 and self._step % REPORT_EVERY == 0:
                speed, reported, tokens = tokens / (time.monotonic() - reported), time.monotonic(), 0
                self._report(level, speed)
            if self._step % AVERAGE_EVERY == 0:
                done = self._average()
                if done or (self._rank == 0 and time.monotonic() - saved > SAVE_EVERY_S):
                    saved = time.monotonic()
                    self._save()
                if done:
                    return

    def _batches(self) -> Iterator[Batch]:
        for examples in self._rounds():
            yield from batches.batches(examples, self._plan.batch_tokens, self._chance)

    def _rounds(self) -> Iterator[list[Example]]:
        path, share = self._plan.examples, slice(self._rank, None, self._plan.workers)
        if self._plan.stage == "infilling":
            pieces = batches.read_pieces(path)[share]
            self._count(token for piece in pieces for line in piece for token in line)
            for round_of_pieces in _rounds(pieces, self._chance):
                yield batches.infilling_examples(round_of_pieces, self._chance)
        else:
            pairs = batches.read_pairs(path)[share]
            wholes = batches.read_pairs(self._plan.wholes)[share] if self._plan.wholes else []
            self._count(token for _, target in [*pairs, *wholes] for token in target)
            of_wholes = round(ROUND * WHOLES) if wholes else 0
            mixed = zip(
                _rounds(pairs, self._chance, ROUND - of_wholes),
                _rounds(wholes, self._chance, of_wholes) if wholes else repeat([]),
                strict=False,  # neither ends
            )
            for some, others in mixed:
                yield batches.rewriting_examples([*some, *others], self._chance)

    def _count(self, tokens: Iterable[int]) -> None:
        self._frequent = torch.tensor([token for token, _ in Counter(tokens).most_common(FREQUENT_ROWS)])

    def _advance(self, batch: Batch) -> float:
        plan = self._plan
        left = max(0.0, 1 - self._elapsed / (60 * plan.minutes)) * min(1.0, (self._step + 1) / WARM_UP_STEPS)
        for group, rate in zip(
            self._optimiser.param_groups, (plan.decoder_rate, plan.encoder_rate), strict=True
        ):
            group["lr"] = rate * left
        vocabulary = losses.SampledVocabulary(
            self._network.model.shared.weight, batch, self._frequent, frozen=plan.frozen > 0
        )
        contrast = plan.contrast if self._step % plan.contrast_every == 0 else 0.0
        loss, level = losses.rewriting_loss(
            self._network, batch, vocabulary, contrast=contrast, chance=self._chance
        )
        loss.backward()
        vocabulary.add_gradient()
        self._flat.collect()
        norm = float(self._flat.gradients.norm())
        if norm > CLIP:
            self._flat.gradients.mul_(CLIP / norm)
        self._optimiser.step()
        self._flat.publish()
        self._flat.clear()
        return float(level)

    def _average(self) -> bool:
        """Average the weights over all processes; whether the time is up, which process 0 decides."""
        distributed.all_reduce(self._flat.values)
        self._flat.values.div_(self._plan.workers)
        self._flat.publish()
        self._smooth.lerp_(self._flat.values, 1 - SMOOTHING)
        over = torch.tensor([float(self._elapsed > 60 * self._plan.minutes)])
        distributed.broadcast(over, src=0)
        return bool(over)

    def _report(self, level: float, speed: float) -> None:
        left = max(0.0, self._plan.minutes - self._elapsed / 60)
        print(
            f"{self._plan.stage}: step {self._step}, loss {level:.3f}, {speed:.0f} tokens/s a process, "
            f"{self._elapsed / 60:.1f} min, {left:.1f} min left",
            flush=True,
        )

    def _save(self) -> None:
        if self._rank:
            return
        state = {
            "step": self._step,
            "elapsed": self._elapsed,
            "values": self._flat.values,
            "smooth": self._smooth,
            "optimiser": self._optimiser.state_dict(),
        }
        partial = self._plan.out / "state.part"
        torch.save(state, partial)
        partial.replace(self._plan.out / "state.pt")
        network = BartForConditionalGeneration.from_pretrained(self._plan.start, dtype=torch.float32)
        Flat(network, torch.float32, "model.decoder", self._smooth)
        save(network, self._plan.out)

    def _resume(self) -> None:
        path = self._plan.out / "state.pt"
        if path.exists():
            state = torch.load(path)
            self._step, self._before = state["step"], state["elapsed"]
            self._flat.values.copy_(state["values"])
            self._flat.publish()
            self._smooth.copy_(state["smooth"])
            self._optimiser.load_state_dict(state["optimiser"])


def _freeze(network: BartForConditionalGeneration, layers: int) -> None:
    """Let the lowest encoder layers and what is below them be computed without gradients."""
    if layers:
        encoder = network.model.encoder
        for part in (encoder.embed_positions, encoder.layernorm_embedding, *encoder.layers[:layers]):
            part.requires_grad_(requires_grad=False)


def _rounds(items: list[Item], chance: random.Random, size: int = ROUND) -> Iterator[list[Item]]:
    """The items in random order, over and over, `size` at a time."""
    while True:
        order = list(items)
        chance.shuffle(order)
        for start in range(0, len(order), size):
            yield order[start : start + size]
