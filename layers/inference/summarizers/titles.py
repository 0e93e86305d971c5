"""Titles of chapters: the noun phrases that are said often in one chapter and seldom in the others."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizers.truecase import TrueCase
from summarizers.verbs import BASES, PARTICIPLES, PASTS, THIRD_PERSONS
from summarizers.words import DATE_WORDS, EMPTY_WORDS, NUMBER_WORDS, SMALL_TALK, STOP_WORDS, stem

Floats = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Floats]

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")
_DETERMINERS = frozenset(
    "the a an our your my their his her its this that these those each every no any some".split()
)
_LINKS = frozenset("of for on about with into from to in by per".split())
_NOUN_ENDING = re.compile(r"(?:tion|sion|ment|ness|ity|ance|ence|ship|ure|age|ery|ism|ware|sis)s?$")
_ADJECTIVE_ENDING = re.compile(r"(?:ful|ous|ive|able|ible|less|ly|est)$")
_NO_TOPIC = EMPTY_WORDS | DATE_WORDS | NUMBER_WORDS
_IN_TITLE = 2  # topics
_TERMS = 3  # of a chapter at most
_ONLY_VERBS = (PASTS | PARTICIPLES) - BASES | frozenset(
    "needs wants gets goes comes keeps looks seems helps makes takes gives knows thinks".split()
)
_VERBAL = BASES | PASTS | PARTICIPLES | THIRD_PERSONS
_LONGEST = 3  # words in a phrase
_OF_PHRASE, _OF_NAME = (
    1.8,
    0.4,
)  # what a phrase of several words, and a single name, count against a single noun
_FAR = 0.1  # added to the cosine of a phrase and its chapter
_WORTH = 0.35  # how much a further term must weigh, against the best one
_CONSIDERED = 24  # phrases per chapter whose meaning is compared with the chapter's


@dataclass(frozen=True, slots=True)
class Term:
    """A noun phrase and how much it stands for its chapter."""

    text: str
    weight: float


class Topics:
    """The noun phrases of a conversation, counted per chapter; in likelier sentences they count more."""

    def __init__(
        self,
        chapters: Sequence[Sequence[tuple[str, float]]],
        centroids: Floats,
        embed: Embed,
        cases: TrueCase,
        names: Collection[str],
    ) -> None:
        """chapters: sentences and scores. centroids: (chapters, d). names: of speakers, who are no topics."""
        excluded = {part.lower() for name in names for part in re.findall(r"\w+", name)}
        self._cases = cases
        self._said: Counter[str] = Counter()
        self._counts = [self._counted(sentences, excluded) for sentences in chapters]
        self._spread = Counter(phrase for counts in self._counts for phrase in counts)
        self._centroids = centroids / np.maximum(np.linalg.norm(centroids, axis=1, keepdims=True), 1e-6)
        self._embed = embed
        self._terms = [
            self._best(counts, centroid)
            for counts, centroid in zip(self._counts, self._centroids, strict=True)
        ]

    def of_chapter(self, chapter: int, most: int) -> list[Term]:
        """The best terms of one chapter, no two of which share a word."""
        return self._terms[chapter][:most]

    def _counted(self, sentences: Sequence[tuple[str, float]], excluded: Collection[str]) -> dict[str, float]:
        weights: defaultdict[str, float] = defaultdict(float)
        for sentence, score in sentences:
            for phrase in _phrases(sentence, excluded, self._cases):
                weights[phrase] += 0.3 + score
                self._said[phrase] += 1
        return weights

    def _best(self, counts: Mapping[str, float], centroid: Floats) -> list[Term]:
        weights = {phrase: self._weight(phrase, weight) for phrase, weight in counts.items()}
        phrases = sorted(weights, key=lambda phrase: (-weights[phrase], phrase))[:_CONSIDERED]
        if not phrases:
            return []
        near = np.maximum(self._embed(phrases) @ centroid, 0) + _FAR
        ordered = sorted(
            zip(phrases, near, strict=True), key=lambda pair: (-weights[pair[0]] * float(pair[1]), pair[0])
        )
        chosen: list[Term] = []
        used: set[str] = set()
        for phrase, cosine in ordered:
            stems = {stem(word) for word in phrase.split()}
            weight = weights[phrase] * float(cosine)
            if stems & used or len(chosen) == _TERMS or (chosen and weight < chosen[0].weight * _WORTH):
                continue
            used |= stems
            chosen.append(Term(" ".join(map(self._cases.word, phrase.split())), weight))
        return chosen

    def _weight(self, phrase: str, weight: float) -> float:
        """Often said, in few chapters, in two words rather than one, and not a name."""
        words = phrase.split()
        rarity = math.log(1 + len(self._counts) / self._spread[phrase])
        named = len(words) == 1 and self._cases.is_name(phrase)
        once = self._said[phrase] == 1
        return (
            weight
            * rarity
            * (_OF_PHRASE if len(words) > 1 else 1)
            * (_OF_NAME if named else 1)
            * (0.3 if once else 1)
        )


def title(terms: Sequence[Term], announced: Sequence[str] = ()) -> str | None:
    """Join two topics to a title, "Pricing and migration"; None where there are none.

    announced: topics that somebody named before speaking of them; they come first.
    """
    topics: list[str] = []
    used: set[str] = set()
    for topic in [*map(_plain, announced), *(term.text for term in terms)]:
        stems = {stem(word) for word in topic.lower().split()}
        if len(topics) < _IN_TITLE and not stems & used:
            topics.append(topic)
            used |= stems
    text = listed(topics)
    return text[:1].upper() + text[1:] if text else None


def _plain(topic: str) -> str:
    """Without its determiner: "the four-day week" ▸ "four-day week"."""
    first, _, rest = topic.partition(" ")
    return rest if first.lower() in _DETERMINERS and rest else topic


def listed(items: Sequence[str]) -> str:
    """Join items as a sentence does: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def _phrases(sentence: str, excluded: Collection[str], cases: TrueCase) -> Iterator[str]:
    """Noun phrases."""
    tokens = _TOKEN.findall(sentence.replace("’", "'"))
    low = [token.lower() for token in tokens]
    for run in _runs(low, excluded):
        words = low[run]
        before = low[run.start - 1] if run.start else ""
        infinitive = before == "to" and words[0] in BASES
        evident = before in _DETERMINERS or (before in _LINKS and not infinitive)
        words = _without_verbs(words, low[run.stop] if run.stop < len(low) else "", evident=evident)[
            -_LONGEST:
        ]
        known = evident or (len(words) > 1 and words[-1] not in _VERBAL and not words[-1].endswith("ing"))
        if words and _is_noun(words[-1], cases, evident=known):
            yield " ".join(words)
            if len(words) > 1:
                yield words[-1]


def _without_verbs(words: list[str], after: str, *, evident: bool) -> list[str]:
    """Without a verb before the phrase ("finished import screen") or after it ("migration takes two")."""
    while len(words) > 1 and (words[0].endswith("ly") or (words[0] in _VERBAL and not evident)):
        words = words[1:]
    followed = (
        after in _DETERMINERS or after in NUMBER_WORDS or after in ("to", "not", "it", "them", "us", "like")
    )
    if len(words) > 1 and (words[-1] in _ONLY_VERBS or (followed and words[-1] in _VERBAL)):
        words = words[:-1]
    return words


def _runs(low: Sequence[str], excluded: Collection[str]) -> list[slice]:
    """Stretches of words that may be noun phrases."""
    runs, first = [], None
    for k, word in enumerate([*low, ""]):
        fits = (
            len(word) > 2  # noqa: PLR2004 - shorter ones name nothing
            and word.replace("-", "").replace("'s", "").isalpha()
            and word not in STOP_WORDS
            and word not in SMALL_TALK
            and word not in excluded
            and not _NO_TOPIC.issuperset(word.split("-"))
            and "'" not in word
        )
        if fits and first is None:
            first = k
        elif not fits and first is not None:
            runs.append(slice(first, k))
            first = None
    return runs


def _is_noun(word: str, cases: TrueCase, *, evident: bool) -> bool:
    if _ADJECTIVE_ENDING.search(word) or word in _ONLY_VERBS:
        return False
    if word in BASES or word in THIRD_PERSONS or word.endswith("ing"):
        return evident and word not in (
            "going",
            "doing",
            "getting",
            "saying",
            "thinking",
            "trying",
            "looking",
        )
    return evident or cases.is_name(word) or _NOUN_ENDING.search(word) is not None
