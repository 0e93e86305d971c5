"""What transcripts note beside the words: "[laughs]", "(crosstalk)"."""

import re

_NOISE = (
    r"applause|background noise|beep(?:s|ing)?|break in audio|breath(?:es|ing)?|chuckl(?:es?|ing)"
    r"|clears throat|coughs?|coughing|cross[- ]?talk|gasps?|giggl(?:es?|ing)|groans?"
    r"|indistinct(?: chatter)?|laugh(?:s|ing|ter)?|all laugh|music|nods|noise|overlapping(?: speech)?"
    r"|pauses?|long pause|phone rings|ringing|sigh(?:s|ing)?|silence|smil(?:es?|ing)|sniffs?|snorts?"
)
_UNHEARD = r"inaudible|unintelligible|unclear"
_TIMED = r"(?:[ ,]+\d\d:\d\d(?::\d\d)?)?"
# What was not heard may be the very figure that counts, so it goes only where it is a sentence of its own.
_NOTED = re.compile(
    rf"\s*(?:[\[(<](?:{_NOISE}){_TIMED}[\])>]|\*(?:{_NOISE})\*)[.,]?"
    rf"|(?:^|(?<=[.!?]))\s*[\[(<](?:{_UNHEARD}){_TIMED}[\])>][.,]?(?=\s+[A-Z]|\s*$)",
    re.IGNORECASE,
)


def without_noise(text: str) -> str:
    """A text without such notes; the text itself where it is nothing more."""
    return _NOTED.sub("", text).strip() or text
