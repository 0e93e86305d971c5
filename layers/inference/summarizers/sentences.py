"""Utterances ▸ sentences, also where a speech recogniser left out the punctuation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import sentencex

from summarizers.chat import sober, written_out
from summarizers.clauses import asks, clauses
from summarizers.noise import without_noise
from summarizers.types import Utterance
from summarizers.words import clean, words

# A clause of unpunctuated speech is cut before one of these once it is long enough.
_MARKERS = frozenset(
    "and so but because then now well okay ok anyway also however although which if when or".split()
)
_PREPOSITIONS = frozenset("about as at by for from in into of on over to with without".split())
_LONGEST = 50  # words of one sentence; recognisers without punctuation go far beyond
_CLAUSE = 14  # words after which a discourse marker ends a clause
_CLAUSE_LIMIT = 30  # words after which a clause ends anywhere
_LONGEST_CHARACTERS = 600  # for scripts that put no spaces between words
_WINDOW = 2_000  # characters: the library's time grows with the square where a script has no spaces
_GLUED = 7  # words up to which a sentence is read together with its neighbour in the same utterance
_GLUED_LONGEST = 30  # words that a sentence may have with a short one after it
_LONGEST_GLUED = 80  # characters; a row of emoji has no words
_PAUSE = re.compile(r"(?:\.\.\.+|…|—|–|--+)$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the index of the utterance it was said in."""

    text: str
    utterance: int


def split(utterances: Sequence[Utterance]) -> list[Sentence]:
    """Sentences of all utterances in order; blank utterances have none.

    A short sentence ("Sure.") stays with the one that follows it in the same utterance.
    """
    return [
        Sentence(text, index)
        for index, utterance in enumerate(utterances)
        for text in _glue(_sentences(clean(utterance.text)))
    ]


def parts(text: str) -> list[str]:
    """The sentences that a `Sentence` is glued from, in full spelling; questions have their mark."""
    return list(_parts(text))


@lru_cache(maxsize=4_096)  # a sentence is asked for its parts by all who weigh and tell it
def _parts(text: str) -> tuple[str, ...]:
    found = (part.strip() for part in sentencex.segment("en", without_noise(text)))
    split_up = (clause.strip() for part in found for clause in clauses(written_out(part), commas=True))
    said = [sober(clause) for clause in split_up if clause]
    return tuple(f"{clause}?" if asks(clause) else clause for clause in said)


def _sentences(text: str) -> Iterator[str]:
    """Sentences with the white space after them; those that are too long are divided."""
    for sentence in (clause for found in _segmented(text) for clause in clauses(found)):
        tokens = sentence.split()
        if len(tokens) > _LONGEST:
            yield from _divided(tokens)
        elif len(sentence) > _LONGEST_CHARACTERS:
            yield from _chunks(sentence)
        elif tokens:
            yield sentence


def _segmented(text: str) -> Iterator[str]:
    """What the library finds, a window at a time; the last sentence of a window may go on in the next one."""
    begun = ""
    while len(text) > _WINDOW:
        window = text[:_WINDOW]
        *whole, last = sentencex.segment("en", window[: window.rfind(" ") + 1] or window)
        if whole:
            yield begun + whole[0]
            yield from whole[1:]
            text = text[sum(map(len, whole)) :]
        else:
            text = text[len(last) :]
        begun = "" if whole else begun + last
    found = sentencex.segment("en", text)
    yield begun + "".join(found[:1])
    yield from found[1:]


def _divided(tokens: list[str]) -> Iterator[str]:
    """Cut a run of words before discourse markers and after pauses, into clauses of bounded length."""
    clause: list[str] = []
    for token in tokens:
        pause = bool(clause) and _PAUSE.search(clause[-1]) is not None
        marker = token.lower().strip(",.") in _MARKERS
        enough = len(clause) >= _CLAUSE or (
            len(clause) >= _CLAUSE // 2 and clause[-1].endswith((",", ";", ":"))
        )
        if clause and enough and (marker or pause):
            yield " ".join(clause) + " "
            clause = []
        elif len(clause) >= _CLAUSE_LIMIT:
            end = _end(clause)
            yield " ".join(clause[:end]) + " "
            clause = clause[end:]
        clause.extend(_chunks(token))
    if clause:
        yield " ".join(clause) + " "


def _end(clause: list[str]) -> int:
    """Where a clause that is too long ends best: after a comma, before a preposition, or with its words."""
    ends = range(len(clause) - 1, _CLAUSE, -1)
    commas = (k for k in ends if clause[k - 1].endswith((",", ";", ":")))
    return next(commas, next((k for k in ends if clause[k].lower() in _PREPOSITIONS), len(clause)))


def _chunks(text: str) -> list[str]:
    return [text[k : k + _LONGEST_CHARACTERS] for k in range(0, len(text), _LONGEST_CHARACTERS)]


def _glue(sentences: Iterator[str]) -> Iterator[str]:
    """Short sentences join the one after them, a last one the one before it."""
    held = previous = ""
    for sentence in sentences:
        text = held + sentence
        if len(words(text)) <= _GLUED and len(text) <= _LONGEST_GLUED:
            held = text
            continue
        held = ""
        if previous:
            yield previous.strip()
        previous = text
    if previous and len(words(previous)) + len(words(held)) <= _GLUED_LONGEST and len(held) <= _LONGEST_GLUED:
        yield (previous + held).strip()
    else:
        yield from (text.strip() for text in (previous, held) if text)
