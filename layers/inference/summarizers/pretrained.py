"""Chapters told by a pretrained summarizer that was brought along.

It reads a chapter as such networks learned to, one "Name: text" line per utterance, in as many windows as
its positions ask for, and writes freely. Its sentences are shown only if they are whole and every name and
number in them stands in the utterances that they rest on. A chapter of which nothing can be shown is missing
from the answer: it is told by other means.
"""

import json
import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from summarizers.chapters import Chapter
from summarizers.checks import is_complete, tells_self
from summarizers.features import Conversation
from summarizers.names import display
from summarizers.sentences import parts
from summarizers.seq2seq import Seq2Seq
from summarizers.tokens import WordPiece
from summarizers.types import Passage
from summarizers.words import DATE_WORDS, NUMBER_WORDS, STOP_WORDS, clean, content_words, stem, words

_CAPITALIZED = re.compile(r"(?<![\w'’])[^\W\d_a-zß-öø-ÿ][\w'’-]*")
_ANCHOR = 3  # how much more a name or a number counts than another word when a sentence looks for its sources
_FURTHER = 2  # how much more of a sentence a further source has to have
_MOST_SOURCES = 6  # utterances that one sentence rests on
_FOUND = 1 / 3  # share of a sentence's content words that its sources must have
_TOKENS_PER_LEAST = 4  # of a short source no more is asked than a summary of a quarter of its length


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a conversation as the network reads it: token ids and the utterances in it."""

    ids: tuple[int, ...]
    utterances: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    sources: tuple[int, ...]
    stems: frozenset[str]


class Pretrained:
    """The network of a folder, searched with ``beams``, for ``windows`` windows of a conversation at most.

    Beside what `Seq2Seq` reads there, ``config.json`` says how many tokens a text has.
    """

    def __init__(self, folder: Path, *, beams: int, windows: int) -> None:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._least, self._most = int(config["least_tokens"]), int(config["most_tokens"])
        self._network = Seq2Seq(folder)
        self._tokens = WordPiece(folder)
        self._beams = beams
        self._windows = windows

    def write(self, conversation: Conversation) -> dict[int, Passage]:
        """Write chapters, by their numbers."""
        left = self._windows
        written = {}
        for number, chapter in enumerate(conversation.chapters):
            windows = windows_of(conversation, chapter, self._tokens, self._network.positions)
            if len(windows) > left:
                continue
            left -= len(windows)
            passage = self._passage(conversation, windows)
            if passage is not None:
                written[number] = passage
        return written

    def _passage(self, conversation: Conversation, windows: Sequence[Window]) -> Passage | None:
        told: list[_Sentence] = []
        scores = []
        for window in windows:
            (written,) = self._network.generate(
                [window.ids],
                beams=self._beams,
                max_new_tokens=self._most,
                min_new_tokens=min(self._least, len(window.ids) // _TOKENS_PER_LEAST),
            )
            scores.append(written.score)
            for text in parts(clean(self._tokens.plain(written.tokens))):
                sentence = _supported(text, conversation, window.utterances)
                if sentence is not None and not any(sentence.stems <= other.stems for other in told):
                    told.append(sentence)
        if not told:
            return None
        sources = sorted({source for sentence in told for source in sentence.sources})
        return Passage(
            " ".join(sentence.text for sentence in told), math.exp(float(np.mean(scores))), tuple(sources)
        )


def windows_of(
    conversation: Conversation, chapter: Chapter, tokens: WordPiece, positions: int
) -> list[Window]:
    """Divide a chapter into the fewest windows of about equal length that have ``positions`` tokens at most.

    Empty where a single sentence has more.
    """
    sentences = conversation.sentences[chapter.first : chapter.last]
    said = [(sentence.utterance, _label(conversation, sentence.utterance)) for sentence in sentences]
    lines = [f"{label}{sentence.text}\n" for (_, label), sentence in zip(said, sentences, strict=True)]
    sizes = [len(ids) for ids in tokens.encode_batch(lines)]
    room = positions - len(tokens.encode_whole(""))
    if max(sizes) > room:
        return []
    windows = []
    for first, last in _groups(sizes, room):
        text, before = "", None
        for (utterance, label), sentence in zip(said[first:last], sentences[first:last], strict=True):
            text += f" {sentence.text}" if utterance == before else f"\n{label}{sentence.text}"
            before = utterance
        utterances = tuple(dict.fromkeys(utterance for utterance, _ in said[first:last]))
        windows.append(Window(tuple(tokens.encode_whole(text.strip())), utterances))
    return windows


def _label(conversation: Conversation, utterance: int) -> str:
    speaker = clean(conversation.utterances[utterance].speaker or "")
    if not speaker:
        return ""
    return f"{display(speaker) if speaker.isdigit() else speaker}: "


def _groups(sizes: Sequence[int], room: int) -> list[tuple[int, int]]:
    """Neighbours whose sizes add up to ``room`` at most, in the fewest groups of about equal size."""
    ends = np.cumsum(sizes)
    for count in range(-(-int(ends[-1]) // room), len(sizes) + 1):
        owners = (ends - np.array(sizes) / 2) * count // ends[-1]
        cuts = [0, *(np.flatnonzero(np.diff(owners)) + 1).tolist(), len(sizes)]
        groups = list(pairwise(cuts))
        if all(sum(sizes[first:last]) <= room for first, last in groups):
            break
    return groups


def _supported(text: str, conversation: Conversation, utterances: Collection[int]) -> _Sentence | None:
    """A sentence with the utterances that it rests on; None if it may not be shown."""
    speakers = {display(conversation.utterances[k].speaker) for k in utterances}
    if not is_complete(text) or tells_self(text, speakers):
        return None
    anchors = _anchors(text)
    meaning = frozenset(stem(word) for word in content_words(text) if word.removesuffix("'s") not in anchors)
    spoken = {k: _spoken(f"{_label(conversation, k)} {conversation.utterances[k].text}") for k in utterances}
    sources: list[int] = []
    names, left = set(anchors), set(meaning)
    while len(sources) < _MOST_SOURCES:
        # Where a name or a number stands but nothing else of the sentence, something else is spoken of.
        gains = {
            k: _ANCHOR * len(names & row) + len(left & roots) if meaning & roots else 0
            for k, (row, roots) in spoken.items()
        }
        best = max(gains, key=lambda k: (gains[k], -k))
        if gains[best] < (_FURTHER if sources else 1):
            break
        sources.append(best)
        names -= spoken[best][0]
        left -= spoken[best][1]
    names -= {word for speaker in speakers for word in words(speaker)}
    if names or not sources or len(meaning - left) < _FOUND * len(meaning):
        return None
    return _Sentence(text, tuple(sorted(sources)), meaning)


def _spoken(line: str) -> tuple[set[str], set[str]]:
    """Words of a line, and their stems."""
    found = [word.removesuffix("'s") for word in words(line)]
    return set(found), set(map(stem, found))


def _anchors(text: str) -> set[str]:
    """Names, numbers, days and months, in lower case."""
    found = words(text)
    numbers = {word for word in found if word[0].isdigit() or word in NUMBER_WORDS | DATE_WORDS}
    names = {word for match in _CAPITALIZED.findall(text) for word in words(match)}
    return {word.removesuffix("'s") for word in numbers | names if word not in STOP_WORDS}
