"""What is said back to somebody and is no news of the speaker: "I don't think so either.", "I know, but …".

"I know, but it leaks." is told as "it leaks".
"""

import re

from summarizers.names import capital

_ONLY = re.compile(
    r"(?:(?:oh|well|yes|yeah|no|okay|right|um|uh|hmm),? )*"
    r"(?:i (?:don't )?think so|i (?:think|hope|guess|suppose|believe) (?:so|not)"
    r"|(?:so|neither) (?:do|am|did) i|(?:sorry,? )?i (?:have|had) to ask"
    r"|i can (?:take|answer) (?:that|this)(?: one)?|i know(?:, i know)?|i (?:hear|get|see) (?:you|that|it)"
    r"|you(?:'re| are) (?:kidding|joking|welcome|right|absolutely right|a star)"
    r"|you (?:did|do|have|are|were|don't have to)|(?:that's|it's) (?:true|right|fine|fair))"
    r"(?:,? (?:either|too|as well|yeah|though|actually))?\W*$",
    re.IGNORECASE,
)
# What the other has said is granted, and what follows is said of oneself.
_GRANTS = re.compile(
    r"^(?:(?:oh|well|yes|yeah|no|okay|right),? )*"
    r"(?:(?:i (?:know|understand|see|get (?:that|it|you)|hear you)|(?:that's|it's) (?:true|right|fair)),? but"
    r"|(?:you|i|we|they|he|she|it) (?:did|do|does|is|are|was),(?: (?:yes|yeah|no),)?)\s+"
    r"(?=(?:i|we|you|they|he|she|it|that|there|the|my|our|your|this|these|those)(?:'\w+)?\b)",
    re.IGNORECASE,
)
# How the speaker means it.
_ASIDES = re.compile(
    r",\s*(?:i'll be|to be|if i'm|i'm being) (?:quite |perfectly |totally )?(?:honest|frank)(?: with you)?"
    r"\s*,?(?=\s|[.!]|$)",
    re.IGNORECASE,
)


def is_reply(piece: str) -> bool:
    """Whether a sentence does no more than reply."""
    return _ONLY.match(piece.replace("’", "'")) is not None


def without_reply(piece: str) -> str:
    """A sentence without the words that grant what the other has said, and without "to be honest"."""
    piece = _ASIDES.sub("", piece)
    match = _GRANTS.match(piece.replace("’", "'"))
    return capital(piece[match.end() :]) if match is not None else piece
