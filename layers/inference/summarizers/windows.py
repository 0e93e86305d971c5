"""What the rewriting network sees of a conversation when it tells one of its sentences.

Enough of what was said before to know what "it" and "the other one" stand for, and the little after that
finishes the sentence. Training and inference share it.
"""

from collections.abc import Sequence

from summarizers.disfluency import fluent
from summarizers.features import Conversation
from summarizers.rendering import Line, Window, render
from summarizers.sentences import parts
from summarizers.words import content_words, stem

_BEFORE, _AFTER = 8, 1  # sentences at most
_WORDS = 110  # of those before


def window_about(conversation: Conversation, speakers: Sequence[str], index: int) -> Window:
    """A sentence, marked, between what was said before and right after it. speakers: of the conversation."""
    lines = [
        Line(conversation.speaker(k), _fluent(conversation.sentences[k].text), marked=k == index)
        for k in _around(conversation, index)
    ]
    return render(lines, roster=speakers)


def sources_of(conversation: Conversation, index: int, text: str) -> tuple[int, ...]:
    """The utterances that a text about a sentence rests on: its own, and the nearest with its other words."""
    found = {index}
    missing = {*map(stem, content_words(text))} - {*map(stem, conversation.tokens[index])}
    for k in sorted(_around(conversation, index), key=lambda k: (k > index, abs(k - index))):
        heard = {*map(stem, conversation.tokens[k])}
        if missing & heard:
            found.add(k)
            missing -= heard
    return tuple(sorted({conversation.sentences[k].utterance for k in found}))


def _around(conversation: Conversation, index: int) -> range:
    first, room = index, _WORDS
    while first > max(0, index - _BEFORE) and conversation.lengths[first - 1] <= room:
        first -= 1
        room -= int(conversation.lengths[first])
    return range(first, min(index + _AFTER, len(conversation.sentences) - 1) + 1)


def _fluent(text: str) -> str:
    return " ".join(map(fluent, parts(text)))
