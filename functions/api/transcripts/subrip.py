"""SubRip (.srt): numbered cues with a comma in their times."""

import re

from recap.transcript import Utterance

from api.transcripts.cues import join_sentences, name_speakers, read_cues
from api.transcripts.errors import TranscriptError

# Italics and the like in angle brackets, positions in braces.
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|\{\\[^{}]*\}")


def read(text: str) -> list[Utterance]:
    """Read a SubRip file: an utterance per sentence or cue. Raises TranscriptError."""
    cues = list(read_cues(text))
    if not cues:
        raise TranscriptError((("body",), "must be cues: a number, times, and what is said"))
    pieces = [
        Utterance(" ".join(_MARKUP.sub("", cue.text).split()), None, cue.start, cue.end) for cue in cues
    ]
    return join_sentences(name_speakers(pieces))
