"""Topics of chapters: what is said at their start to be the topic, and the nouns that are said often."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizers.features import Conversation
from summarizers.headings import Headings
from summarizers.noun_counts import Noun, written
from summarizers.nouns import PEOPLE, VERBAL, describes
from summarizers.openings import announced_in, asked_about, asked_on, introduces, wanted
from summarizers.phrases import Phrase, phrases, tokens
from summarizers.teller import Teller
from summarizers.truecase import TrueCase

Floats = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Floats]

_TERMS = 3  # of a chapter at most
_COMPOUND = 1.4  # what a phrase of several words counts against a single noun
_DESCRIBED = 1.2  # the same where the first one is an adjective
_NAME = 0.1  # the same of a single name
_ONCE = 0.3  # the same of what is said once
_UNSURE = 0.6  # the same of what only a preposition or a verb shows to be a noun
_MODIFIER = 0.4  # what a noun before another one counts for itself
_OPENING = (2.0, 1.7, 1.4, 1.2)  # what the first sentences with nouns in them count
_ONCE_EARLY = 0.7  # what is said once counts in the first of them
_ANNOUNCED = 3.0  # what a topic counts that is announced further on
_FIRST = 8  # sentences at the start of a talk among which it is said what it is about
_NEXT = 4  # the same of later chapters
_ASKED = 2  # the same among which a question may
_WANTED = 3  # the same among which somebody asks for something
_BELONGING = frozenset("for of about".split())  # between a topic and what it belongs to
_OF_TOPIC = 5  # words of a topic with what it belongs to, counting what is before them as one
_START, _FIRST_WORDS = 12, 3  # sentences in which a chapter begins, and those that open it
_WORSE = 0.3  # how much further from a title than the best one a further term may be
_NEAREST = 5  # sentences
_CONSIDERED = 24  # nouns per chapter whose meaning is compared with the chapter's


@dataclass(frozen=True, slots=True)
class Term:
    """A noun phrase and how much it stands for its chapter.

    opens: whether the chapter is said to be about it. place: of the first sentence with it.
    """

    text: str
    weight: float
    opens: bool = False
    place: int = 0


@dataclass(frozen=True, slots=True)
class Considered:
    """The nouns of a chapter that may be in its title.

    keys: their stems, first that of the opener, which is said to be what it is about, if any is. columns,
    embeddings: (that many, …), see `Headings`.
    """

    keys: Sequence[str]
    nouns: Sequence[Noun]
    columns: Floats
    embeddings: Floats
    opener: str | None


class Topics:
    """The nouns of a conversation, counted per chapter; in likelier sentences they count more."""

    def __init__(
        self,
        chapters: Sequence[Sequence[tuple[str, float]]],
        embeddings: Sequence[Floats],
        embed: Embed,
        cases: TrueCase,
        names: Collection[str],
    ) -> None:
        """chapters: sentences, and how likely each is wanted in minutes. names: of speakers, no topics.

        embeddings: (sentences, d) of each chapter.
        """
        excluded = {part.lower() for name in names for part in re.findall(r"\w+", name)}
        self._excluded = excluded | ({"doctor"} if "dr" in excluded else set())
        self._cases = cases
        self._embed = embed
        self._known = self._evident(chapters)
        self._openers: list[str | None] = []
        nouns = [self._nouns(sentences, first=not k) for k, sentences in enumerate(chapters)]
        self._spread = Counter(key for chapter in nouns for key in chapter)
        self._chapters = len(chapters)
        self.considered = [
            self._considered(found, sentences, vectors, opener)
            for found, sentences, vectors, opener in zip(
                nouns, chapters, embeddings, self._openers, strict=True
            )
        ]
        """The nouns of each chapter that its title is made of."""

    def of_chapter(self, chapter: int, headings: Headings) -> list[Term]:
        """The best terms of one chapter, no two of which share a word or are said in one sentence only."""
        found = self.considered[chapter]
        if not found.nouns:
            return []
        rated = headings.of(found.columns, found.embeddings).tolist()
        chosen: list[int] = []
        for k in sorted(range(len(rated)), key=lambda k: -rated[k]):
            apart = all(found.nouns[k].apart_from(found.nouns[other]) for other in chosen)
            if apart and len(chosen) < _TERMS and rated[k] >= max(rated) - _WORSE:
                chosen.append(k)
        return [
            Term(self._cased(noun.label()), rated[k], found.keys[k] == found.opener, min(noun.sentences))
            for k, noun in ((k, found.nouns[k]) for k in chosen)
        ]

    def _evident(self, chapters: Sequence[Sequence[tuple[str, float]]]) -> set[str]:
        """The words that somewhere in the conversation stand as nouns do."""
        return {
            phrase.words[-1]
            for sentences in chapters
            for text, _ in sentences
            for phrase in phrases(tokens(text), self._excluded, self._cases)
            if phrase.sure or not (phrase.words[-1] in VERBAL or phrase.words[-1].endswith("ing"))
        }

    def _nouns(self, sentences: Sequence[tuple[str, float]], *, first: bool) -> dict[str, Noun]:
        """The nouns of a chapter. first: of the conversation."""
        nouns: defaultdict[str, Noun] = defaultdict(Noun)
        before: list[tuple[str, int, float]] = []
        opener: str | None = None
        begun = 0
        for number, (text, score) in enumerate(sentences):
            low = tokens(text)
            found = list(phrases(low, self._excluded, self._cases, self._known))
            about = announced_in(low, found)
            opening = about if number < (_FIRST if first else _NEXT) else None
            if first and number < _WANTED:
                opening = opening or wanted(low, found)
            if first and number < _ASKED:
                opening = opening or asked_about(low, found)
            about = about or asked_on(low, found)
            if opener is None and opening is not None and not self._is_person(opening):
                opener = _key(opening.words[-1])
                nouns[opener].opening = _extended(low, found, opening)
            begins = begun < len(_OPENING) and not introduces(low)
            for phrase in found:
                noun = nouns[_key(phrase.words[-1])]
                noun.count(phrase, number, score)
                noun.early = max(noun.early, _OPENING[begun] if begins else 1.0)
                noun.announced = noun.announced or phrase is about
                before += [(_key(word), number, score) for word in phrase.words[:-1]]
            begun += begins and any(not self._cases.is_name(phrase.words[-1]) for phrase in found)
        for key, number, score in before:
            if key in nouns:
                nouns[key].sure = True  # what stands before nouns, too, is one
                nouns[key].add(number, score * _MODIFIER)
        often = opener is not None and len(nouns[opener].sentences) > 1
        self._openers.append(opener if first or often else None)
        return nouns

    def _is_person(self, phrase: Phrase) -> bool:
        """Whether it is no more than a name, and stands where names of persons do."""
        word = phrase.words[-1]
        alone = len(phrase.words) == 1 and not phrase.placed
        return alone and self._cases.is_name(word) and not self._cases.word(word).isupper()

    def _considered(
        self,
        nouns: Mapping[str, Noun],
        sentences: Sequence[tuple[str, float]],
        embeddings: Floats,
        opener: str | None,
    ) -> Considered:
        weights = {key: self._weight(key, noun, opened=opener is not None) for key, noun in nouns.items()}
        keys = sorted(
            (key for key in weights if key == opener or (weights[key] and not _is_kin(key, nouns[key]))),
            key=lambda key: (key != opener, -weights[key], key),
        )[:_CONSIDERED]
        if not keys:
            return Considered([], [], np.zeros((0, 0), np.float32), embeddings[:0], opener)
        counted = [(*self._column(key, nouns[key], len(sentences)), key == opener) for key in keys]
        vectors = self._embed([nouns[key].label() for key in keys])
        wanted = np.array([likely for _, likely in sentences], np.float32)
        near = _near(vectors, embeddings, wanted)
        columns = np.concatenate([np.array(counted, np.float32), near, near - near.mean(axis=0)], axis=1)
        return Considered(keys, [nouns[key] for key in keys], columns, vectors, opener)

    def _column(self, key: str, noun: Noun, sentences: int) -> tuple[float, ...]:
        """What tells how likely a noun is in the title. sentences: of the chapter."""
        first, last = min(noun.sentences), max(noun.sentences)
        several = sum(count for form, count in noun.forms.items() if form.endswith("s"))
        return (
            math.exp(-first / _START),
            first < _FIRST_WORDS,
            noun.early,
            noun.sure,
            key in PEOPLE,
            len(key) / 5,
            noun.announced,
            (last - first) / sentences,
            several / noun.forms.total(),
            noun.likeliest,
            math.log(len(noun.sentences)),
            5 * len(noun.sentences) / sentences,
            " " in noun.label(),
            self._chapters > 1,
            math.log(self._spread[key]),
        )

    def _weight(self, key: str, noun: Noun, *, opened: bool) -> float:
        """Often said, in few chapters, in two words rather than one, and no name of a person.

        opened: what the chapter is about is known; then no matter what else its first sentences name.
        """
        label = noun.label()
        single = " " not in label
        name = single and self._cases.is_name(key)
        if name and not (noun.placed or self._cases.word(key).isupper()):
            return 0.0
        early = 1.0 if opened else noun.early
        once = 1.0
        if len(noun.sentences) == 1 and not noun.announced:
            once = _ONCE_EARLY if early == _OPENING[0] and not name else _ONCE
        return (
            noun.weight
            * math.log(1 + self._chapters / self._spread[key])
            * max(early, _ANNOUNCED if noun.announced else 1.0)
            * once
            * (1 if noun.sure else _UNSURE)
            * (1 if single else _DESCRIBED if describes(label.split()[0]) else _COMPOUND)
            * (_NAME if name else 1)
            * noun.weakness(key)
        )

    def _cased(self, label: str) -> str:
        return " ".join(map(self._cases.word, label.split()))


def _is_kin(key: str, noun: Noun) -> bool:
    """Whether it is "the wife" and no more."""
    return key in PEOPLE and " " not in noun.label()


def _near(vectors: Floats, sentences: Floats, wanted: Floats) -> Floats:
    """(n, 3): how near meanings are to what matters in a chapter, to all of it, and to the nearest sentences.

    vectors: (n, d). sentences: (m, d). wanted: (m,), how likely each sentence is wanted in minutes.
    """
    alike = vectors @ sentences.T
    matter = wanted**2 / (wanted**2).sum()
    nearest = np.sort(alike, axis=1)[:, -_NEAREST:].mean(axis=1)
    return np.stack([alike @ matter, alike.mean(axis=1), nearest], axis=1)


def topics_of(conversation: Conversation, minutes: Floats, embed: Embed, teller: Teller) -> Topics:
    """The topics of a conversation's chapters. minutes: (n,), how likely each sentence is wanted there."""
    chapters = conversation.chapters
    texts = list(zip((s.text for s in conversation.sentences), minutes.tolist(), strict=True))
    parts = [slice(chapter.first, chapter.last) for chapter in chapters]
    return Topics(
        [texts[part] for part in parts],
        [conversation.embeddings[part] for part in parts],
        embed,
        teller.spelling.cases,
        teller.participants.speakers,
    )


def _key(word: str) -> str:
    """The same for a noun and its plural."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("xes", "sses", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _extended(low: Sequence[str], found: Sequence[Phrase], phrase: Phrase) -> str:
    """The phrase with what belongs to it: "trackers for the delivery vans"."""
    text = written(phrase)
    after = next((other for other in found if other.start >= phrase.end), None)
    if after is None or low[phrase.end] not in _BELONGING or after.owner:
        return text
    whole = [text, *low[phrase.end : after.end]]
    joined = low[phrase.end + 1 : after.start] in ([], ["the"])
    return " ".join(whole) if joined and len(whole) <= _OF_TOPIC else text
