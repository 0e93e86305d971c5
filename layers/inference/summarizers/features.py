"""What the scorer sees of each sentence: how central, how long, who said it, what kind of thing it says.

All features are numbers of order one, computed in time linear in the length of the conversation.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizers.announcements import Announcement
from summarizers.chapters import Chapter
from summarizers.clauses import asks, clauses
from summarizers.sentences import Sentence
from summarizers.types import Utterance
from summarizers.words import (
    DATE_WORDS,
    DECISION_WORDS,
    FILLERS,
    NUMBER_WORDS,
    SMALL_TALK,
    STOP_WORDS,
    meaningful,
    stem,
)

Floats = NDArray[np.float32]

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
_NUMBER = re.compile(r"\d")
# What is promised, agreed or asked of somebody ("I'll send it", "we need to decide", "then do it by hand").
_COMMITMENT = re.compile(
    r"\b(?:(?:i|we|you|they|he|she)(?:'ll| will|'re going to|'m going to| need| have to| should)\b"
    r"|i'd (?:suggest|like us|propose)\b|let's\b|please\b|decided\b|agreed\b|deadline\b"
    r"|by (?:next|the|mon|tue|wed|thu|fri)"
    r"|(?:i'm|we're|you're|is|are) \w+ing\b)"
    r"|(?:^|[.!?] )(?:(?:and|then|so|but|okay|well),? )*"
    r"(?:do(?! (?:i|you|we|they)\b)|tell|ask|write|send|make|add|give|put|keep|move|take)\b",
    re.IGNORECASE,
)
# How talk is opened, kept going and closed.
COURTESY = re.compile(
    r"\b(?:good (?:morning|afternoon|evening)|morning,|welcome|bye|goodbye"
    r"|thank(?:s| you) (?:so|very|for|all)|sorry (?:i|we|about|for)\b|hear me|see my screen|how are you"
    r"|nice to meet|speaking with|every(?:body|one) here|here as well|good luck"
    r"|have a (?:good|nice|lovely|great))",
    re.IGNORECASE,
)
_NEGATION = frozenset("no not never none nothing cannot".split())
_PRONOUN_START = frozenset("he she it they that this those these him her them which".split())
_FIRST_PERSON = frozenset("i i'm i'll i've i'd we we're we'll we've we'd let's my our".split())
_SECOND_PERSON = frozenset("you you're you'll you've you'd your".split())

_CENTRAL = (
    "centrality",
    "chapter_centrality",
    "neighbour_similarity",
)  # of the embeddings; all others of words
NAMES = (
    *_CENTRAL, "salience", "salience_sum",
    "log_words", "log_words_squared", "brevity", "content_ratio", "small_talk_ratio", "filler_ratio",
    "position", "position_squared", "opening", "closing", "utterance_start", "chapter_opening",
    "log_sentences", "log_speakers", "speaker_share", "utterance_words", "turn_change",
    "question", "answer", "exclamation", "numbers", "names", "decisions", "negations",
    "first_person", "second_person", "pronoun_start", "unfinished",
    "substance", "commitment", "courtesy", "dates",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as the scorer and the planner read it.

    tokens: lower-case words of each sentence. lengths: (n,) words, at least 1. embeddings: (n, d), unit rows.
    announced: the topics that somebody announces.
    """

    utterances: Sequence[Utterance]
    sentences: Sequence[Sentence]
    tokens: Sequence[Sequence[str]]
    lengths: Floats
    embeddings: Floats
    chapters: Sequence[Chapter]
    announced: Sequence[Announcement] = ()

    def speaker(self, index: int) -> str | None:
        """Who says a sentence."""
        return self.utterances[self.sentences[index].utterance].speaker


def is_small_talk(tokens: Sequence[str]) -> bool:
    """Nothing but greetings, thanks, agreement and stop words."""
    return all(word in SMALL_TALK or word in STOP_WORDS for word in tokens)


def features(conversation: Conversation) -> Floats:
    """(n, len(NAMES)): the features of each sentence, in the order of NAMES."""
    columns = dict(zip(_CENTRAL, _central(conversation), strict=True))
    columns |= _lexical(conversation) | _placed(conversation)
    return np.stack([columns[name] for name in NAMES], axis=1).astype(np.float32)


def with_embeddings(found: Floats, conversation: Conversation) -> Floats:
    """Features of a conversation, given those that it has with other embeddings; words are not read again."""
    again = found.copy()
    again[:, : len(_CENTRAL)] = np.stack(_central(conversation), axis=1)
    return again


def _asks_unmarked(text: str) -> bool:
    """Whether what a recogniser wrote without marks ends with a question."""
    return text[-1:].isalnum() and asks(clauses(text)[-1])


def _central(conversation: Conversation) -> tuple[Floats, Floats, Floats]:
    """Cosines to the conversation's centroid, to its chapter's and to the neighbouring sentences."""
    weights = np.minimum(conversation.lengths, 30.0)[:, None]
    parts = [slice(chapter.first, chapter.last) for chapter in conversation.chapters]
    padded = np.zeros_like(conversation.embeddings[:1])
    total = padded
    for part in parts:  # a chapter at a time: copies of all embeddings take much memory
        weighted = conversation.embeddings[part] * weights[part]
        total = np.concatenate([total, weighted]).sum(axis=0, keepdims=True)
    whole, chaptered, neighbours = np.empty((3, len(weights)), np.float32)
    for part in parts:
        vectors = conversation.embeddings[part]
        weighted = vectors * weights[part]
        whole[part] = _cosine(total, weighted, vectors)
        chaptered[part] = _cosine(weighted.sum(axis=0, keepdims=True), weighted, vectors)
        before = conversation.embeddings[part.start - 1 : part.start] if part.start else padded
        after = conversation.embeddings[part.stop : part.stop + 1] if part.stop < len(weights) else padded
        around = np.concatenate([before, vectors, after])
        neighbours[part] = ((around[:-2] + around[2:]) * vectors).sum(axis=1) / 2
    return whole, chaptered, neighbours


def _cosine(total: Floats, own: Floats, vectors: Floats) -> Floats:
    """Cosines to a sum without the sentence's own share, or a short conversation is all self-similarity."""
    rest = total - own
    return np.asarray(
        (vectors * rest).sum(axis=1) / np.maximum(np.linalg.norm(rest, axis=1), 1e-6), dtype=np.float32
    )


def _lexical(conversation: Conversation) -> dict[str, Floats]:
    """What kind of sentence it is, by its words and marks."""
    stems = [[*map(stem, meaningful(tokens))] for tokens in conversation.tokens]
    frequency = Counter(word for row in stems for word in set(row))
    most = np.log1p(max(frequency.values(), default=1))
    salience = {word: np.log(count) / most for word, count in frequency.items()}
    rows = []
    for sentence, tokens, row in zip(conversation.sentences, conversation.tokens, stems, strict=True):
        text, count, seen = sentence.text, max(len(tokens), 1), set(tokens)
        weights = [salience[word] for word in set(row)]
        rows.append(
            (
                sum(weights) / max(len(weights), 1),
                np.log1p(sum(weights)),
                np.log1p(count) / 3,
                (np.log1p(count) / 3) ** 2,
                1.0 / count,
                len(row) / count,
                sum(word in SMALL_TALK for word in tokens) / count,
                sum(word in FILLERS for word in tokens) / count,
                "?" in text[-3:] or _asks_unmarked(text),
                "!" in text[-2:],
                np.log1p(len(_NUMBER.findall(text)) + len(seen & NUMBER_WORDS)) / 2,
                np.log1p(len(_NAME.findall(text))),
                np.log1p(len(seen & DECISION_WORDS)),
                any(word in _NEGATION or word.endswith("n't") for word in seen),
                bool(seen & _FIRST_PERSON),
                bool(seen & _SECOND_PERSON),
                bool(tokens) and tokens[0] in _PRONOUN_START,
                text[-1:] not in ".!?\"'”’…",
                min(len(row), 8) / 8,
                bool(_COMMITMENT.search(text)),
                bool(COURTESY.search(text)),
                bool(seen & DATE_WORDS),
            )
        )
    names = (
        "salience", "salience_sum", "log_words", "log_words_squared", "brevity", "content_ratio",
        "small_talk_ratio", "filler_ratio", "question", "exclamation", "numbers", "names", "decisions",
        "negations", "first_person", "second_person", "pronoun_start", "unfinished", "substance",
        "commitment", "courtesy", "dates",
    )  # fmt: skip
    table = np.array(rows, dtype=np.float32)
    columns = {name: table[:, k] for k, name in enumerate(names)}
    columns["answer"] = np.concatenate([[0.0], columns["question"][:-1]]).astype(np.float32)
    return columns


def _placed(conversation: Conversation) -> dict[str, Floats]:
    """Where in the conversation, in its chapter and in whose turn a sentence stands."""
    count = len(conversation.sentences)
    spoken = np.array([sentence.utterance for sentence in conversation.sentences])
    speakers = [conversation.utterances[k].speaker for k in spoken]
    said: Counter[str | None] = Counter()
    in_utterance: Counter[int] = Counter()
    for speaker, utterance, length in zip(
        speakers, spoken.tolist(), conversation.lengths.tolist(), strict=True
    ):
        said[speaker] += length
        in_utterance[utterance] += length
    everything = float(conversation.lengths.sum())
    starts = np.diff(spoken, prepend=-1) > 0
    chapter_opening = np.zeros(count)
    for chapter in conversation.chapters:
        size = min(3, chapter.last - chapter.first)
        chapter_opening[chapter.first : chapter.first + size] = np.linspace(1, 0.4, 3)[:size]
    position = np.arange(count) / max(count - 1, 1)
    columns = {
        "position": position,
        "position_squared": position**2,
        "opening": np.exp(-np.arange(count) / 3),
        "closing": np.exp(-np.arange(count)[::-1] / 3),
        "utterance_start": starts,
        "chapter_opening": chapter_opening,
        "log_sentences": np.full(count, np.log1p(count) / 5),
        "log_speakers": np.full(count, np.log1p(len(said)) / 2),
        "speaker_share": np.array([said[speaker] / everything for speaker in speakers]),
        "utterance_words": np.log1p([in_utterance[k] for k in spoken.tolist()]) / 4,
        "turn_change": [k == 0 or speakers[k] != speakers[k - 1] for k in range(count)],
    }
    return {name: np.asarray(column, dtype=np.float32) for name, column in columns.items()}
