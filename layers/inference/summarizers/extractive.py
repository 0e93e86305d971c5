"""Extractive summaries: score every sentence, then choose without saying anything twice.

The score is a small network over `features` and the sentence embedding, trained by ``tools/train/scorer.py``
to tell the sentences that a reference summary is made of; its output is a calibrated probability. The choice
is maximal marginal relevance (Carbonell and Goldstein 1998).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from summarizers.about_talk import is_about_talk
from summarizers.announcements import announcements
from summarizers.chapters import segment
from summarizers.features import COURTESY, NAMES, Conversation, features, is_small_talk
from summarizers.salience import Salience
from summarizers.sentences import split
from summarizers.types import Utterance
from summarizers.words import figures, meaningful, stem, words

Floats = NDArray[np.float32]

# What a person wants in minutes and reference summaries of small talk do not teach, in nats: what was
# promised and
# agreed, with numbers and dates, rather than greetings, questions and sentences that lean on the one before.
_PRIOR = {
    "commitment": 0.5,
    "numbers": 0.3,
    "dates": 0.2,
    "substance": 1.0,
    "courtesy": -2.5,
    "question": -0.6,
    "pronoun_start": -0.3,
}
_LONG = 40  # sentences from which the prior counts fully: of a short conversation most is worth telling
_FEW = 3  # words of a sentence that says something
_GREETING = 8  # words of a sentence that starts with a greeting and is no more than one
_IDLE = 0.5  # what names, greetings and talk about the talk are worth less, in a conversation of any length
_SOUGHT = 0.5  # what minutes are read for, beside the trained score
_REDUNDANCY = 0.3  # how much a full repetition costs, in units of probability
_SAME_MEANING = 0.85  # cosine from which a sentence repeats another
_SAME_WORDS = 0.6  # share of the shorter sentence's content stems from which it repeats another
_SENTENCES_PER_POWER = (
    0.123  # sentences = 0.123 * words ** 0.55: 10 minutes (1,500 words) 7, an hour (10,000) 19
)
_POWER = 0.55
_CHARACTERS = 12  # that count as a word in scripts without spaces


class Encoder(Protocol):
    """What embeds sentences; `SentenceEncoder` does."""

    def embed(self, texts: Sequence[str]) -> Floats:
        """One vector of unit length per text."""


def read(utterances: Sequence[Utterance], encoder: Encoder) -> Conversation:
    """Split a conversation into sentences and chapters and embed it; linear in its length."""
    sentences = split(utterances)
    tokens = [list(map(intern, words(sentence.text))) for sentence in sentences]  # each word is kept once
    texts = [sentence.text for sentence in sentences]
    sizes = [max(len(row), len(text) // _CHARACTERS, 1) for row, text in zip(tokens, texts, strict=True)]
    lengths = np.array(sizes, dtype=np.float32)
    different = {text: number for number, text in enumerate(dict.fromkeys(texts))}  # "Yes." is read once
    embeddings = encoder.embed(list(different))[[different[text] for text in texts]]
    breaks = np.diff([sentence.utterance for sentence in sentences], prepend=-1) > 0
    names = {word for utterance in utterances for word in words(utterance.speaker or "")}
    announced = announcements(utterances, sentences, tokens, names)
    cues = np.zeros(len(sentences), bool)
    cues[[topic.index for topic in announced]] = True
    chapters = segment(embeddings, lengths, breaks, cues) if sentences else []
    return Conversation(utterances, sentences, tokens, lengths, embeddings, chapters, announced)


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights of the scoring network: (features, embedding) ▸ hidden layer (ReLU) ▸ probability."""

    mean: Floats
    scale: Floats
    from_features: Floats
    from_embedding: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: Floats
    calibration: Floats

    @classmethod
    def load(cls, folder: Path) -> "Scorer":
        """Read ``scorer.npz``; raises ValueError when it was trained for other features."""
        with np.load(folder / "scorer.npz") as arrays:
            if tuple(arrays["names"].tolist()) != NAMES:
                raise ValueError("scorer.npz was trained for other features: train it again")
            return cls(**{name: arrays[name] for name in cls.__slots__})

    def save(self, folder: Path) -> None:
        """Write ``scorer.npz``."""
        np.savez(
            folder / "scorer.npz",
            names=np.array(NAMES),
            **{name: getattr(self, name) for name in self.__slots__},
        )

    def probabilities(self, conversation: Conversation) -> Floats:
        """(n,): how likely each sentence belongs in a summary."""
        return np.asarray(1 / (1 + np.exp(-self.logits(conversation, features(conversation)))), np.float32)

    def logits(self, conversation: Conversation, found: Floats) -> Floats:
        """(n,): the log-odds of that, of the features that were found."""
        seen = (found - self.mean) / self.scale
        hidden = seen @ self.from_features + conversation.embeddings @ self.from_embedding + self.hidden_bias
        logits = np.maximum(hidden, 0) @ self.output + self.output_bias
        prior = found @ np.array([_PRIOR.get(name, 0.0) for name in NAMES], dtype=np.float32)
        logits += prior * min(1.0, len(prior) / _LONG) ** 2
        slope, intercept = self.calibration
        return np.asarray(slope * logits + intercept, np.float32)


def wanted(word_count: float) -> int:
    """How many sentences a summary of so many words gets; grows like a root."""
    return max(1, round(_SENTENCES_PER_POWER * float(word_count**_POWER)))


def ranked(
    conversation: Conversation, scores: Floats, part: slice = slice(None), taken: Sequence[int] = ()
) -> Iterator[int]:
    """Sentences in the order in which a growing summary would take them, without repetitions.

    part: the stretch of sentences to choose from. taken: what the summary has already.
    Small talk comes last, where there is nothing else.
    """
    indices = range(len(scores))[part]
    embeddings = conversation.embeddings[part]
    small = np.array([is_small_talk(conversation.tokens[k]) for k in indices], dtype=np.float32)
    available = scores[part] - 2 * small
    nearest = (embeddings @ conversation.embeddings[list(taken)].T).max(axis=1, initial=0)
    said = _Said()
    told: set[str] = set()  # another number or day makes another fact of the same words
    for k in taken:
        said.add(_stems(conversation, k))
        told |= figures(conversation.tokens[k])
    for _ in indices:
        best = int(np.argmax(available - _REDUNDANCY * nearest))
        available[best] = -np.inf
        stems, numbers = _stems(conversation, indices[best]), figures(conversation.tokens[indices[best]])
        if said and numbers <= told and (nearest[best] > _SAME_MEANING or said.has(stems)):
            continue
        yield indices[best]
        said.add(stems)
        told |= numbers
        nearest = np.maximum(nearest, embeddings @ embeddings[best])


def _opens(tokens: Sequence[str]) -> bool:
    """Whether a sentence greets somebody and says little else: "hello, is that Mr. Frost"."""
    return tokens[0] in ("hello", "hi", "hey") and len(tokens) <= _GREETING


def _stems(conversation: Conversation, index: int) -> frozenset[str]:
    return frozenset(map(stem, meaningful(conversation.tokens[index])))


class _Said:
    """The sentences of a growing summary, by their stems: whether another repeats one of them."""

    def __init__(self) -> None:
        self._sizes: list[int] = []
        self._holding: defaultdict[str, list[int]] = defaultdict(list)  # who has a stem

    def __len__(self) -> int:
        return len(self._sizes)

    def add(self, stems: frozenset[str]) -> None:
        """Add a sentence."""
        for word in stems:
            self._holding[word].append(len(self._sizes))
        self._sizes.append(len(stems))

    def has(self, stems: frozenset[str]) -> bool:
        """Whether one of them shares most stems with this, and is not far shorter."""
        shared = Counter(number for word in stems for number in self._holding.get(word, ()))
        return any(
            count > _SAME_WORDS * min(len(stems), self._sizes[number])
            and len(stems) <= 2 * self._sizes[number]
            for number, count in shared.items()
        )


def select(conversation: Conversation, scores: Floats, salience: Salience) -> list[int]:
    """The sentences of an extractive summary, in conversation order; a question comes with its answer."""
    count = wanted(float(conversation.lengths.sum()))
    strength = min(1.0, len(scores) / _LONG) ** 2
    sought = scores + _SOUGHT * strength * salience.worth
    idle = [
        len(tokens) < _FEW
        or _opens(tokens)
        or bool(COURTESY.search(sentence.text))
        or is_about_talk(sentence.text)
        for sentence, tokens in zip(conversation.sentences, conversation.tokens, strict=True)
    ]
    chosen: list[int] = []
    for index in ranked(conversation, np.asarray(sought - _IDLE * np.array(idle), np.float32)):
        if chosen and (len(chosen) >= count or is_small_talk(conversation.tokens[index])):
            break
        answered = salience.exchanges.answer_after(index)
        chosen += [index] if answered is None else [index, answered[1]]
    return sorted(set(chosen))
