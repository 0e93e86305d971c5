"""How much a line belongs into the summary: what its sentences are worth, less what makes it bad to read."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from summarizers.clarity import slips
from summarizers.courtesies import is_courtesy
from summarizers.dependence import lacks, said, says
from summarizers.disfluency import fluent
from summarizers.features import Conversation, is_small_talk
from summarizers.narration import Told
from summarizers.references import leans
from summarizers.salience import Salience
from summarizers.sentences import parts
from summarizers.statements import has_verb
from summarizers.vocatives import introduces
from summarizers.words import words

Floats = NDArray[np.float32]

QUOTED = 0.12  # how much likelier a sentence must be to be told although it can only be quoted
_TRAINED = 0.8  # what the trained score counts beside what minutes are read for
_USUAL = 0.6  # score of the best sentences of a short conversation
_LONG = 300  # sentences of a conversation that counts as long
_MOST_LIFTED = 2.5  # times
_POINTLESS = -0.2  # what a sentence is worth that spoils the other half of its exchange
_EMPTY = 0.4  # how much less a line is worth where hardly a word means anything
_FEW_SAID = 6  # words up to which a quotation, with its speaker, is a fragment
_UNANSWERED = 0.3  # the same of a question without its answer
_LENGTHY = 0.003  # the same for each word beyond those of an ordinary sentence
_ORDINARY = 25  # words
_SLIP, _MOST_SLIPS = 0.12, 2  # the same for each slip of the tongue, and how many count
_OUTDATED = 1.0  # the same of one that holds no longer
_IDLE = 1.0  # the same of courtesies
_DANGLING = 0.15  # the same of one that points back to what is not told
_LACKING = 0.3  # the same of one whose "it" or "this one" nothing told explains
_OPENING_CLAUSE = re.compile(r"^(?:when|if|as|since|because|after|before|while) [^,]*,", re.IGNORECASE)
_ONE_OF_THEM = re.compile(
    r"(?:one|another|the others?|both|some|most) (?:is|was|are|were|ha[sd])\b", re.IGNORECASE
)


class Merits:
    """Those of the lines of one conversation. worth: what each sentence is worth."""

    def __init__(self, conversation: Conversation, scores: Floats, salience: Salience) -> None:
        self._conversation = conversation
        self._exchanges = salience.exchanges
        self.worth = _TRAINED * _level(scores) + salience.worth

    def of(self, indices: Sequence[int], spoken: Told, told: Told, index: int, *, agreed: bool) -> float:
        """That of a line of several sentences, told for the sake of one.

        spoken: what it tells without those who agree. told: with them. agreed: whether anybody does.
        """
        worths = self.worth[list(indices)]
        worth = float(worths.min() if worths.min() < _POINTLESS else worths.max())
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
        merit = worth - _EMPTY * empty - QUOTED * told.quoted - _LENGTHY * lengthy
        merit -= _SLIP * garbled + _OUTDATED * outdated
        merit -= _IDLE * all(map(_is_idle, texts))
        return merit - _UNANSWERED * (alone and self._asks(index) and not agreed)

    def lost(self, indices: Sequence[int], answer: int) -> float:
        """What an exchange loses by a question that says little, which it must not if its answer needs it."""
        worths = self.worth[list(indices)]
        return float(self.worth[answer] - worths.min()) if worths.min() < _POINTLESS else 0.0

    def dangling(self, told: Told, index: int) -> float:
        """How much less a sentence is worth for what it points back to, if that is not told with it."""
        text = self._conversation.sentences[index].text
        found = said(text)
        first = words(told.statements[0].text)
        kept = bool(found) and set(words(found[0])[-2:]) <= set(first)  # else it is not told
        return _DANGLING * _dangling(told) + _LACKING * (kept and lacks(text))

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
    """Whether nothing but courtesies is said."""
    found = parts(text)
    return any(map(is_courtesy, found)) and all(
        is_courtesy(part) or is_small_talk(words(part)) for part in found
    )


def _dangling(told: Told) -> float:
    """The share of the words that point back to something not told; what follows may stand by itself."""
    first = told.statements[0]
    clause = first.clause or first.text.partition('"')[2] or first.text
    points = _ONE_OF_THEM.match(clause) is not None or any(
        leans([word.partition("'")[0] for word in words(text)])  # "it's" too
        for text in (clause, _OPENING_CLAUSE.sub("", clause))
    )
    return points * len(words(first.text)) / max(1, sum(len(words(each.text)) for each in told.statements))


def _level(scores: Floats) -> Floats:
    """Scores of a long conversation, where each sentence is unlikely, on the level of a short one's."""
    if len(scores) < _LONG:
        return scores
    best = float(np.quantile(scores, 0.97))
    return np.asarray(scores * min(_MOST_LIFTED, max(1.0, _USUAL / max(best, 1e-3))), np.float32)
