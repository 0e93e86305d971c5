"""What can be told of a summary's rightness without reading it: names and numbers, and broken sentences."""

import re
from collections.abc import Sequence

from summarizers.checks import is_complete, tells_self
from summarizers.disfluency import closed_up
from summarizers.names import display
from summarizers.types import Segment, Utterance
from summarizers.words import DATE_WORDS, NUMBER_WORDS, words

_SENTENCE = re.compile(r'(?<=[.?!])(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bMrs\.)["”]?\s+(?=[A-Z#"“])')
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w'-]+")


def sentences(segment: Segment) -> list[str]:
    """Sentences of a segment's text; a quotation stays whole."""
    quotes = re.split(r'("[^"]*")', segment.text)
    apart = [part + "\n" if k % 2 else _SENTENCE.sub("\n", part) for k, part in enumerate(quotes)]
    return [line.strip() for line in "".join(apart).splitlines() if line.strip(" .")]


def supported(sentence: str, segment: Segment, utterances: Sequence[Utterance]) -> bool:
    """Whether every name and number of a sentence stands in the segment's sources or is a speaker's."""
    sources = [utterances[k] for k in segment.sources]
    said = {word for source in sources for word in words(closed_up(source.text))}
    called = {word for utterance in utterances for word in words(display(utterance.speaker))}
    for word in words(" ".join(_NAME.findall(sentence))):
        if word.removesuffix("'s") not in said | called and word not in said:
            return False
    numbers = {word for word in words(sentence) if word[0].isdigit() or word in NUMBER_WORDS | DATE_WORDS}
    return numbers <= said | called


def sound(sentence: str, utterances: Sequence[Utterance]) -> bool:
    """Whole, and nobody tells anything to themselves; a quotation is what was said, whole or not."""
    speakers = {display(utterance.speaker) for utterance in utterances}
    plain = re.sub(r'"[^"]*"', "this.", sentence)
    return (is_complete(plain) or '"' in sentence) and not tells_self(plain, speakers)
