"""Where advice is given that was asked for, or what anybody does: who "you" is there, nobody knows."""

import re

from summarizers.features import Conversation
from summarizers.sentences import parts
from summarizers.verbs import BASES
from summarizers.words import words

_ASKED = re.compile(
    r"\bshould (?:i|you|he|she|one|people|they|somebody|someone)\b"
    r"|\b(?:advice|advise|recommend|suggest|tips?)\b"
    r"|\bwhat would you (?:do|say|tell)\b|\bhow (?:do|can) i\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"(?:(?:well|honestly|hmm|yes|no),? )*(?:i'd|i would) (?!like|love|rather|prefer|be|need|have|want)"
    r"|(?:(?:well|honestly|hmm|yes|no),? )*you(?:'d| should| could| can| need| want)\b",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"(?:well,? )?you (?:do|can|have to|get|need to|just|learn|don't|can't)\b", re.IGNORECASE
)
# What one would do with something of the other's, or that the other does, is advice to do it.
_RECOMMENDED = re.compile(
    r"(?:(?:well|honestly|hmm|yes|no|then|so|okay),? )*(?:i'd|i would) "
    r"(?!like|love|rather|prefer|be|need|have|say|suggest|recommend|encourage|advise|appreciate"
    r"|\w+ you\b|send|give|bring|call)[^.?!]*\b(?:you|your)\b",
    re.IGNORECASE,
)
_NEAR = 6  # sentences before, among which the question stands that is answered


def advises(conversation: Conversation, index: int) -> bool:
    """Whether a sentence does so: "I'd ask your bank", in answer to a question "You do, but I'd wait"."""
    sentences = conversation.sentences
    if any(map(_RECOMMENDED.match, parts(sentences[index].text.replace("’", "'")))):
        return True
    turn, who = sentences[index].utterance, conversation.speaker(index)
    before = [k for k in range(max(0, index - _NEAR), index) if sentences[k].utterance < turn]
    said = sentences[index].text.replace("’", "'")
    found = words(said)
    bids = (found or [""])[0] in BASES | {"don't", "never"}
    advised = bids or _GIVEN.match(said) is not None or not {"you", "your"}.isdisjoint(found)
    questions = [
        asked
        for k in before
        for asked in parts(sentences[k].text)[-1:]
        if asked.endswith("?") and conversation.speaker(k) != who
    ]
    if advised and any(map(_ASKED.search, questions)):
        return True
    last = questions[-1:] if before and parts(sentences[before[-1]].text)[-1] in questions[-1:] else []
    return _ANYBODY.match(said) is not None and any("you" in words(asked) for asked in last)
