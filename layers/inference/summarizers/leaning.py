"""Which sentences are not understood without earlier ones, and without which.

Two regressions: how likely a sentence leans on any, and which of those before it that would be. Fitted to
conversations in which readers named the sentences that each one needs (`tools/train/leaning.py`).
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizers.dependence import lacks, says_little
from summarizers.features import Conversation, is_small_talk
from summarizers.grounding import Grounding
from summarizers.salience import Salience
from summarizers.sentences import parts
from summarizers.statements import has_verb

Floats = NDArray[np.float32]

REACH = 10
"""Sentences back in which what a sentence leans on is looked for, beside where its known things are named."""
_NEAR = 3  # sentences back
_STEPS = 6  # distances that are weighed one by one


@dataclass(frozen=True, slots=True)
class Links:
    """Weights of a model's columns.

    mean, scale, weights: (columns,), of how likely a sentence leans. own, before: (d,), the same of its
    embedding and of that of the sentence before it. which: (pair columns,), of what it leans on.
    """

    mean: Floats
    scale: Floats
    weights: Floats
    bias: Floats
    own: Floats
    before: Floats
    which: Floats

    @classmethod
    def load(cls, folder: Path, model: str) -> "Links":
        """Read ``leaning.npz`` of a folder; raises ``OSError``, and ``KeyError`` for an unknown model."""
        with np.load(folder / "leaning.npz") as arrays:
            return cls(**{name: arrays[f"{model}_{name}"] for name in cls.__slots__})


class Leaning:
    """What the sentences of one conversation lean on."""

    def __init__(
        self,
        conversation: Conversation,
        salience: Salience,
        grounding: Grounding,
        seen: Floats,
        links: Links,
    ) -> None:
        """seen: (n, columns) as `importance.columns` gives them."""
        self._links = links
        self._seen = seen
        self._pairs = Pairs(conversation, salience, grounding)
        embeddings = conversation.embeddings
        self._meaning = embeddings @ links.own + preceding(embeddings) @ links.before + links.bias
        self.on = cache(self._on)

    def needs(self, index: int) -> float:
        """How likely a sentence is not understood by itself."""
        columns = np.concatenate([self._seen[index], self._pairs.columns(index)])
        standard = (columns - self._links.mean) / self._links.scale
        logit = float(standard @ self._links.weights + self._meaning[index])
        return 1 / (1 + math.exp(-logit))

    def _on(self, index: int) -> Mapping[int, float]:
        """How likely a sentence is not understood without an earlier one, by the index of that."""
        candidates, rows = self._pairs.of(index)
        if not candidates:
            return {}
        logits = rows @ self._links.which
        shares = np.exp(logits - logits.max())
        likely = self.needs(index) * shares / shares.sum()
        return dict(zip(candidates, likely.tolist(), strict=True))


class Pairs:
    """The columns of sentences, and of sentences with those before them."""

    def __init__(self, conversation: Conversation, salience: Salience, grounding: Grounding) -> None:
        self._conversation = conversation
        self._exchanges = salience.exchanges
        self._grounding = grounding
        self._row = cache(self._counted)
        self._namings = [grounding.naming(sentence.text) for sentence in conversation.sentences]
        named: defaultdict[str, list[int]] = defaultdict(list)
        self._known: list[list[tuple[int, int]]] = []
        """Of each sentence, the first and last that named what it takes for known, where any did."""
        self._repeated: list[float] = []
        for index, naming in enumerate(self._namings):
            found = (named[noun] for noun in dict.fromkeys(naming.known))
            self._known.append([(places[0], places[-1]) for places in found if places])
            old = sum(bool(named[noun]) for noun in naming.nouns)
            self._repeated.append(old / len(naming.nouns) if naming.nouns else 0.0)
            for noun in naming.nouns:
                named[noun].append(index)

    def columns(self, index: int) -> Floats:
        """(columns,): how a sentence and the one before it name what they are about."""
        own = self._row(index)
        before = self._row(index - 1) if index else (0.0,) * len(own)
        return np.array([*own, *before], np.float32)

    def _counted(self, index: int) -> tuple[float, ...]:
        sentence, naming = self._conversation.sentences[index], self._namings[index]
        tokens = self._conversation.tokens[index]
        known = self._known[index]
        return (
            self._grounding.leans(sentence.text, {token.partition("'")[0] for token in tokens}),
            lacks(sentence.text),
            says_little(sentence.text),
            self._grounding.lacks_purpose(sentence.text),
            len(naming.pointers),
            naming.early,
            any(word in ("it", "its") for word in naming.pointers),
            any(word in ("that", "this") for word in naming.pointers),
            len(naming.nouns) / 4,
            not naming.nouns,
            not has_verb(tokens),
            len(parts(sentence.text)) > 1,
            len(known),
            len({*naming.known}) - len(known),
            sum(index - last <= _NEAR for _, last in known),
            self._repeated[index],
        )

    def of(self, index: int) -> tuple[list[int], Floats]:
        """The sentences before one that it may lean on, and (that many, pair columns)."""
        candidates = list(self._candidates(index))
        question = self._exchanges.question_before(index)
        asked = question.index if question is not None else -1
        rows = [self._pair(index, before, asked) for before in candidates]
        return candidates, np.array(rows, np.float32)

    def _candidates(self, index: int) -> Iterator[int]:
        """Those near it, and the first and last ones that name what it takes for known."""
        near = range(max(0, index - REACH), index)
        far = {place for places in self._known[index] for place in places}
        for before in sorted({*near} | far):
            if not is_small_talk(self._conversation.tokens[before]):
                yield before

    def _pair(self, index: int, before: int, asked: int) -> tuple[float, ...]:
        sentences, embeddings = self._conversation.sentences, self._conversation.embeddings
        known = self._known[index]
        turns = sentences[index].utterance - sentences[before].utterance
        naming = self._namings[before]
        follows = (
            before + 1 < len(sentences) and sentences[before + 1].utterance == sentences[before].utterance
        )
        return (
            *(index - before == step for step in range(1, _STEPS)),
            float(np.log(index - before)),
            turns == 0,
            turns == 1,
            turns > _NEAR,
            self._conversation.speaker(index) == self._conversation.speaker(before),
            before == asked,
            sentences[before].text.endswith("?"),
            float(embeddings[index] @ embeddings[before]),
            len(self._namings[index].nouns & naming.nouns),
            any(last == before for _, last in known),
            any(first == before for first, _ in known),
            min(len(naming.nouns), 5) / 4,
            not naming.nouns,
            float(np.log1p(len(self._conversation.tokens[before]))) / 3,
            follows,
        )


def preceding(rows: Floats) -> Floats:
    """Of each row, the one before it; zeros before the first."""
    return np.concatenate([np.zeros_like(rows[:1]), rows[:-1]])
