"""Where somebody says what comes next: "Okay, the building.", "Let's go into the brakes.".

Such a sentence starts a chapter, and names it.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from summarizers.sentences import Sentence, parts
from summarizers.types import Utterance
from summarizers.verbs import VERB_FORMS
from summarizers.words import (
    DATE_WORDS,
    FILLERS,
    NUMBER_WORDS,
    SMALL_TALK,
    STOP_WORDS,
    content_words,
    stem,
    words,
)

_OPENERS = re.compile(
    r"^(?:(?:okay|ok|right|alright|all right|good|great|lovely|so|and|then|next|now|well|um|uh|after that"
    r"|the (?:last|next|second|third|final) (?:big )?(?:one|item|point|thing)(?: is)?|first|finally|lastly)\b"
    r"[,.:]*\s*)+",
    re.IGNORECASE,
)
_TURNS_TO = re.compile(
    r"\b(?:let's|shall we|can we|could we|i'd like to|i want to|we should|we need to|time to)\s+"
    r"(?:\w+ )?(?:talk about|go into|move (?:on )?to|discuss|turn to|go through|look at|get to|come to)"
    r"\s+(.{3,60})",
    re.IGNORECASE,
)
_ASKS_ABOUT = re.compile(r"^(?:and )?(?:what|how) about\s+(.{3,50})\?$", re.IGNORECASE)
_ENDS = re.compile(
    r"\s+(?:for (?:a|one) (?:second|minute|moment)|now|first|next|then|today|please|again)?[,.?!]*$"
)
_DETERMINERS = frozenset("the our".split())
_NO_TOPIC = DATE_WORDS | SMALL_TALK - {"fair"} | {"congratulations", "congrats", "greetings"}
_NO_START = STOP_WORDS - _DETERMINERS
_NO_LINK = _NO_START - {"and", "of", "in", "for"}
_NO_PART = NUMBER_WORDS | FILLERS
_SHORTEST = 3  # letters of a word that may be a topic
RECAPS = re.compile(
    r"\b(?:to recap|to sum(?:marise|marize)?(?: up)?|just to go over|let me (?:say it back|go through|go over"
    r"|repeat|summari[sz]e)|in summary|so,? let's decide|let's say it|the action items|next steps)\b",
    re.IGNORECASE,
)
_RECAP = 40  # words of a turn that opens a recapitulation of some length
_COMPOUND = re.compile(r"\w+(?:-\w+)+")  # the "four" of a "four-day week" counts nothing
_VOWELS = frozenset("aeiouy")
_LONGEST = 5  # words of an announced topic
_WINDOW = 45  # sentences after it in which the topic is spoken of
_SPOKEN_OF = 2  # how often, the announcement included
_FIRST = 2  # sentences of a turn among which a topic is announced


@dataclass(frozen=True, slots=True)
class Announcement:
    """The index of the sentence that announces a topic, and the topic's words."""

    index: int
    topic: str


def announcements(
    utterances: Sequence[Utterance],
    sentences: Sequence[Sentence],
    tokens: Sequence[Sequence[str]],
    names: Collection[str],
) -> list[Announcement]:
    """Topics that are announced at the start of a turn. names: words of the speakers' names.

    A topic on its own, "the building", counts where somebody is called to speak about it, or after a word
    that closes what was before ("Okay"); one that is asked about must be spoken of afterwards.
    """
    stems = [{stem(word) for word in row} for row in tokens]
    found: list[Announcement] = []
    asked = False
    before, place = -1, 0
    for index, sentence in enumerate(sentences):
        place = place + 1 if sentence.utterance == before else 0
        if place == 0 and index:
            asked = sentences[index - 1].text.endswith("?")
        before = sentence.utterance
        utterance = utterances[sentence.utterance]
        if RECAPS.search(sentence.text) and len(utterance.text.split()) >= _RECAP:
            found.append(Announcement(index, "recap"))
        elif place < _FIRST and utterance.speaker is not None:
            topic = _topic(sentence.text, names, stems[index : index + _WINDOW], answering=asked)
            if topic is not None:
                found.append(Announcement(index, topic))
    return found


def _topic(text: str, names: Collection[str], after: Sequence[set[str]], *, answering: bool) -> str | None:
    said = parts(text)
    called = [any(_calls(piece, names) for piece in _pieces(part)) for part in said]
    best: tuple[bool, str] | None = None
    for k, part in enumerate(said):
        match = _TURNS_TO.search(part) or _ASKS_ABOUT.search(part)
        if match is not None:
            topic = _ENDS.sub("", match.group(1)).strip(" ,.?!")
            if _is_topic(topic, names) and _spoken_of(topic, after):
                return topic
        elif not answering and not part.endswith("?"):
            named = [piece for piece in _pieces(part) if not _calls(piece, names)]
            if len(named) == 1 and _is_topic(named[0], names):
                topic = named[0].strip(" .!")
                opens = _OPENERS.match(part) is not None and part != text
                calls = called[k] or any(called[k + 1 : k + 2])
                if calls or (opens and words(topic)[0] in _DETERMINERS):
                    best = (called[k], topic) if best is None or called[k] > best[0] else best
    return best[1] if best else None


def _pieces(part: str) -> list[str]:
    return [piece for piece in re.split(r"[,.]\s*", _OPENERS.sub("", part)) if words(piece)]


def _calls(piece: str, names: Collection[str]) -> bool:
    """Nothing but names, hesitations aside."""
    found = [word for word in words(piece) if word not in FILLERS and word != "and"]
    return bool(found) and all(word in names for word in found)


def _is_topic(text: str, names: Collection[str]) -> bool:
    """A noun phrase and nothing else, as far as its words show, and no date, amount or name."""
    found = words(_COMPOUND.sub("compound", text))
    content = [word for word in found if word not in STOP_WORDS]
    return (
        0 < len(found) <= _LONGEST
        and any(len(word) >= _SHORTEST for word in content)
        and not set(content) <= _NO_TOPIC
        and found[0] not in _NO_START
        and any(set(word) & _VOWELS for word in content)
        and not _NO_PART.intersection(found)
        and not any(word in names for word in found)
        and not any("'" in word for word in found)
        and not any(word in _NO_LINK for word in found)
        and (found[0] in _DETERMINERS or not any(word in VERB_FORMS for word in content))
    )


def _spoken_of(topic: str, after: Sequence[set[str]]) -> bool:
    wanted = map(stem, content_words(topic))
    said = Counter(word for row in after for word in row)
    return any(said[word] > _SPOKEN_OF for word in wanted)
