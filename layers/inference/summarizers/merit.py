"""How much a line belongs into the summary: how likely it is wanted, less what makes it bad to read."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from summarizers.clarity import slips
from summarizers.courtesies import is_courtesy
from summarizers.dependence import says
from summarizers.disfluency import fluent
from summarizers.features import Conversation, is_small_talk
from summarizers.importance import Importance
from summarizers.narration import Told
from summarizers.replies import is_reply
from summarizers.salience import Salience
from summarizers.sentences import parts
from summarizers.statements import has_verb
from summarizers.vocatives import introduces
from summarizers.words import words

Floats = NDArray[np.float32]

QUOTED = 0.12  # how much likelier a sentence must be to be told although it can only be quoted
_EMPTY = 0.4  # the same where hardly a word means anything
_FEW_SAID = 6  # words up to which a quotation, with its speaker, is a fragment
_UNANSWERED = 0.3  # the same of a question without its answer
_LENGTHY = 0.003  # the same for each word beyond those of an ordinary sentence
_ORDINARY = 25  # words
_SLIP, _MOST_SLIPS = 0.12, 2  # the same for each slip of the tongue, and how many count
_OUTDATED = 1.0  # the same of one that holds no longer
_PASSING = 1.2  # the same where that is only likely, by its probability
_IDLE = 1.0  # the same of courtesies


class Merits:
    """Those of the sentences of one conversation.

    seen: (n, columns), see `importance.columns`. scores: (n,), how likely each is in an extract. minutes,
    gist: the same of what is wanted in minutes, and in a summary of a few lines.
    """

    def __init__(
        self,
        conversation: Conversation,
        salience: Salience,
        seen: Floats,
        scores: Floats,
        importance: Importance,
    ) -> None:
        self._conversation = conversation
        self._exchanges = salience.exchanges
        self.salience = salience
        self.seen = seen
        self.scores = scores
        self.minutes, self.gist, self._passing = importance.of(seen, conversation.embeddings)

    def faults(self, indices: Sequence[int], spoken: Told, told: Told, index: int, *, agreed: bool) -> float:
        """What speaks against telling several sentences for the sake of one.

        spoken: what is told without those who agree. told: with them. agreed: whether anybody does.
        """
        texts = [self._conversation.sentences[k].text for k in indices]
        alone = len(indices) == 1
        empty = (
            not any(map(says, texts))
            or self._introduces(index)
            or (told.quoted and alone and len(words(spoken.text)) <= _FEW_SAID)
        )
        garbled = min(_MOST_SLIPS, slips(fluent(self._conversation.sentences[index].text)))
        outdated = any(k in self._exchanges.withdrawals.outdated for k in indices)
        lengthy = max(0, len(words(told.text)) - _ORDINARY)
        faults = _EMPTY * empty + QUOTED * told.quoted + _LENGTHY * lengthy
        passing = 0.0 if told.corrected else float(self._passing[indices[-1]])
        faults += (
            _PASSING * passing + _SLIP * garbled + _OUTDATED * outdated + _IDLE * all(map(_is_idle, texts))
        )
        return faults + _UNANSWERED * (alone and self._asks(index) and not agreed)

    def _introduces(self, index: int) -> bool:
        """Whether all that is said is who speaks."""
        sentence, label = self._conversation.sentences[index], self._conversation.speaker(index)
        if sentence.utterance <= 1 and not has_verb(words(sentence.text)):
            return True  # "Hello, Gary's Plumbing."
        return all(introduces(part, label) or is_small_talk(words(part)) for part in parts(sentence.text))

    def _asks(self, index: int) -> bool:
        """Whether a question stands at the end of the sentence, or all but ends its turn."""
        text = self._conversation.sentences[index].text
        return text.endswith("?") or self._exchanges.answer_after(index) is not None


def _is_idle(text: str) -> bool:
    """Whether nothing but courtesies and replies is said."""
    found = parts(text)
    return any(is_courtesy(part) or is_reply(part) for part in found) and all(
        is_courtesy(part) or is_reply(part) or is_small_talk(words(part)) for part in found
    )
