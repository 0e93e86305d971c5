"""Conversations with summaries to learn from: all of them, or those that allow commercial use."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal, TypeVar

from tools.train import corpora
from tools.train.outcomes import with_summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Item = TypeVar("Item")
Split = Literal["train", "held out"]

SHORTEST_STRETCH = 8
"""Turns of a meeting's stretch; shorter ones leave nothing to choose."""
ALIGNED, SHORTEST_SCENE, LONGEST_SCENE = 0.3, 4, 60
"""Of CRD3: how well a summary fits its scene at least (lower ones are noise), and turns of a scene."""
ERRANDS = 6_000
SEED = 1


@dataclass(frozen=True, slots=True)
class Material:
    """What a folder of corpora has to learn from; `permissive` leaves DialogSum (non-commercial) out."""

    data: Path
    permissive: bool = False

    @property
    def named(self) -> str:
        """Corpora and their licences, for a card."""
        short = (
            "Schema-Guided Dialogue and CRD3 (CC BY-SA 4.0)"
            if self.permissive
            else "DialogSum (CC BY-NC-SA 4.0)"
        )
        return f"{short} and QMSum (MIT)"

    @property
    def licence(self) -> str:
        """What the corpora leave of the freedom to use a network."""
        if self.permissive:
            return "CC BY-SA 4.0, as Schema-Guided Dialogue and CRD3, which it learned from"
        return "CC BY-NC-SA 4.0: DialogSum, which it learned from, forbids commercial use"

    def dialogues(self, split: Split, count: int) -> list[corpora.Dialogue]:
        """Evenly spread short conversations."""
        if not self.permissive:
            return _spread(corpora.dialogsum(self.data, _name(split, "validation")), count)
        scenes = _spread(self._scenes(_name(split, "val")), count // 2)
        return [*self._errands(_name(split, "dev"), count // 2), *scenes]

    def stretches(self, split: Split, count: int) -> list[corpora.Dialogue]:
        """Evenly spread stretches of QMSum's meetings, each of which a question is about."""
        every = corpora.qmsum(self.data, _name(split, "val"))
        return _spread((stretch for stretch in every if len(stretch.turns) >= SHORTEST_STRETCH), count)

    def summarised(self) -> list[Iterator[corpora.Dialogue]]:
        """The training conversations whose summaries tell of a few turns in a sentence, by corpus."""
        meetings = corpora.qmsum(self.data, "train")
        return [meetings] if self.permissive else [meetings, corpora.dialogsum(self.data, "train")]

    def wholes(self) -> Iterator[corpora.Dialogue]:
        """The training conversations that a network may learn to summarize whole."""
        errands = self._errands("train", ERRANDS) if self.permissive else []
        return chain(*self.summarised(), errands)

    def unseen(self) -> Iterator[corpora.Dialogue]:
        """What to measure a network that writes on."""
        return corpora.qmsum(self.data, "val") if self.permissive else corpora.dialogsum(self.data, "test")

    def _errands(self, split: str, count: int) -> list[corpora.Dialogue]:
        chance = random.Random(SEED)  # noqa: S311 - wording
        return [with_summary(dialogue, chance) for dialogue in _spread(corpora.sgd(self.data, split), count)]

    def _scenes(self, split: str) -> Iterator[corpora.Dialogue]:
        for scene in corpora.crd3(self.data, split, ALIGNED):
            if SHORTEST_SCENE <= len(scene.turns) <= LONGEST_SCENE:
                yield scene


def _name(split: Split, held_out: str) -> str:
    return "train" if split == "train" else held_out


def _spread(items: Iterator[Item], count: int) -> list[Item]:
    every: Sequence[Item] = list(items)
    return list(every[:: max(1, len(every) // max(1, count))][:count])
