"""Which sentences are not understood without earlier ones, and without which.

Two regressions: how likely a sentence leans on any, and which of those before it that would be. Fitted to
conversations in which readers named the sentences that each one needs (`tools/train/leaning.py`).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
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
        self._which = links.which
        self._pairs = Pairs(conversation, salience, grounding)
        standard = (self._pairs.columns(seen) - links.mean) / links.scale
        logits = standard @ links.weights + links.bias
        logits += conversation.embeddings @ links.own + preceding(conversation.embeddings) @ links.before
        self.needs: Floats = np.asarray(1 / (1 + np.exp(-logits)), np.float32)
        """(n,): how likely each is not understood by itself."""
        self.on = lru_cache(maxsize=None)(self._on)

    def _on(self, index: int) -> Mapping[int, float]:
        """How likely a sentence is not understood without an earlier one, by the index of that."""
        candidates, rows = self._pairs.of(index)
        if not candidates:
            return {}
        logits = rows @ self._which
        shares = np.exp(logits - logits.max())
        likely = float(self.needs[index]) * shares / shares.sum()
        return dict(zip(candidates, likely.tolist(), strict=True))


class Pairs:
    """The columns of sentences, and of sentences with those before them."""

    def __init__(self, conversation: Conversation, salience: Salience, grounding: Grounding) -> None:
        self._conversation = conversation
        self._exchanges = salience.exchanges
        self._grounding = grounding
        self._namings = [grounding.naming(sentence.text) for sentence in conversation.sentences]
        named: defaultdict[str, list[int]] = defaultdict(list)
        self._known: list[dict[str, list[int]]] = []
        """Of each sentence, where what it takes for known was named before it, by the stem of the noun."""
        self._repeated: list[float] = []
        for index, naming in enumerate(self._namings):
            self._known.append({noun: list(named[noun]) for noun in naming.known})
            old = sum(bool(named[noun]) for noun in naming.nouns)
            self._repeated.append(old / len(naming.nouns) if naming.nouns else 0.0)
            for noun in naming.nouns:
                named[noun].append(index)

    def columns(self, seen: Floats) -> Floats:
        """(n, columns): those of `importance.columns`, and how each sentence names what it is about."""
        rows = [self._row(index) for index in range(len(self._namings))]
        own = np.array(rows, np.float32)
        return np.concatenate([seen, own, preceding(own)], axis=1)

    def _row(self, index: int) -> tuple[float, ...]:
        sentence, naming = self._conversation.sentences[index], self._namings[index]
        tokens = self._conversation.tokens[index]
        known = self._known[index]
        places = [places[-1] for places in known.values() if places]
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
            len(places),
            len(known) - len(places),
            sum(index - place <= _NEAR for place in places),
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
        far = {places[k] for places in self._known[index].values() if places for k in (0, -1)}
        for before in sorted({*near} | far):
            if not is_small_talk(self._conversation.tokens[before]):
                yield before

    def _pair(self, index: int, before: int, asked: int) -> tuple[float, ...]:
        sentences, embeddings = self._conversation.sentences, self._conversation.embeddings
        known = [places for places in self._known[index].values() if places]
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
            any(places[-1] == before for places in known),
            any(places[0] == before for places in known),
            min(len(naming.nouns), 5) / 4,
            not naming.nouns,
            float(np.log1p(len(self._conversation.tokens[before]))) / 3,
            follows,
        )


def preceding(rows: Floats) -> Floats:
    """Of each row, the one before it; zeros before the first."""
    return np.concatenate([np.zeros_like(rows[:1]), rows[:-1]])
