"""Who takes part in a conversation, and whom a sentence of it speaks to."""

import re
from collections import Counter

from summarizers.features import Conversation
from summarizers.names import display
from summarizers.pronouns import YOU
from summarizers.rendering import Mentions
from summarizers.sentences import parts
from summarizers.vocatives import exclaimed, without_calls
from summarizers.words import words

_DIALOGUE = 2  # speakers
_FEW = 3  # speakers of whom one is meant by "you"
_TURNS = 8  # of who asks, from which a talk may be an interview
_ASKS, _TELLS = 0.5, 0.15  # share of questions in the turns of who asks, at least, and of who tells, at most
_MORE = 1.5  # times the words of who asks
_THANKING = frozenset("thank thanks".split())
_TO_A_ROOM = re.compile(
    r"\b(?:good (?:morning|afternoon|evening)|hello|hi|welcome),? "
    r"(?:everybody|everyone|all|folks|class|students|ladies and gentlemen)\b",
    re.IGNORECASE,
)


class Participants:
    """Those of one conversation: `speakers` in order of appearance, `mentions` of them."""

    def __init__(self, conversation: Conversation) -> None:
        self._utterances, self._sentences = conversation.utterances, conversation.sentences
        labels = (utterance.speaker for utterance in self._utterances if utterance.text.strip())
        self.speakers = list(dict.fromkeys(label for label in labels if label and label.strip()))
        self.mentions = Mentions(self.speakers)
        # Of two who speak one may talk to a room: "Good morning, everybody".
        self._lecturers = {
            utterance.speaker
            for utterance in self._utterances
            if len(self.speakers) == _DIALOGUE and _TO_A_ROOM.search(utterance.text)
        }

        # What is told in an interview is told to all who hear it.
        self._interviewed = self._told_most() if len(self.speakers) == _DIALOGUE else None

    def lectures(self, label: str | None) -> bool:
        """Whether all others are who a speaker talks to."""
        return label in self._lecturers

    def partner(self, index: int) -> str | None:
        """With whom the speaker of a sentence talks: who has the turns right before and right after it."""
        place = self._sentences[index].utterance
        label = self._utterances[place].speaker
        last = len(self._utterances) - 1
        around = {self._utterances[k].speaker for k in (place - 1, place + 1) if 0 <= k <= last}
        both = 0 < place < last and len(around) == 1
        return around.pop() if both and label not in around | self._lecturers else None

    def called(self, index: int) -> str | None:
        """Who is called by name in the part right before the last one of a sentence, in the same turn."""
        sentence = self._sentences[index]
        before = self._sentences[index - 1] if index else sentence
        earlier = parts(before.text) if index and before.utterance == sentence.utterance else []
        said = [*earlier, *parts(sentence.text)][:-1]
        if not said:
            return None
        label = self._utterances[sentence.utterance].speaker
        return without_calls(said[-1], label, self.mentions)[1] or exclaimed(said[-1], label, self.mentions)

    def addressed(self, piece: str, label: str | None, partner: str | None) -> tuple[str, str | None]:
        """The sentence without the name it calls, and whom it speaks to where that is certain."""
        piece, called = without_calls(piece, label, self.mentions)
        # In a meeting "you" may be all of them, unless somebody is asked.
        to_all = len(self.speakers) > _FEW and not piece.endswith("?") and YOU & set(words(piece))
        about = bool(partner and Mentions([partner]).found(piece))  # nobody is told of themselves by name
        hearers = label is not None and label == self._interviewed and _is_told(piece)
        called = called or (None if to_all or about or hearers else partner)
        alone = label is None or self.lectures(label) or hearers
        if called is None and not about and not alone and len(self.speakers) == _DIALOGUE:
            called = next(speaker for speaker in self.speakers if speaker != label)
        # Nobody speaks to themself, nor to who has the same name.
        known = called is not None and display(called) != display(label)
        return piece, display(called) if known else None

    def _told_most(self) -> str | None:
        """Who tells while the other mostly asks; None where that is nobody."""
        turns, asking, said = Counter[str](), Counter[str](), Counter[str]()
        for utterance in self._utterances:
            label = utterance.speaker or ""
            turns[label] += 1
            asking[label] += any(part.endswith("?") for part in parts(utterance.text))
            said[label] += len(words(utterance.text))
        asker, teller = sorted(self.speakers, key=lambda label: -asking[label] / turns[label])
        asks, tells = asking[asker] / turns[asker], asking[teller] / turns[teller]
        interview = turns[asker] >= _TURNS and asks >= _ASKS and tells <= _TELLS
        return teller if interview and said[teller] >= _MORE * said[asker] else None


def _is_told(piece: str) -> bool:
    """Whether a sentence asks nothing and thanks nobody, so that anybody may be its "you"."""
    return not piece.endswith("?") and _THANKING.isdisjoint(words(piece)[:1])
