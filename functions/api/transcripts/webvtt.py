"""WebVTT: https://www.w3.org/TR/webvtt1/."""

import html
import re
from collections.abc import Iterator

from recap.transcript import Utterance

from api.transcripts.cues import Cue, join_sentences, name_speakers, read_cues
from api.transcripts.errors import TranscriptError

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_TAG = re.compile(r"<[^>]*>")


def read(text: str) -> list[Utterance]:
    """Read a WebVTT file: an utterance per sentence or cue, of the voice that speaks it.

    Raises TranscriptError.
    """
    if not re.match(r"WEBVTT(\s|$)", text):
        raise TranscriptError((("body", 1), "must be WEBVTT"))
    pieces = [piece for cue in read_cues(text) for piece in _voices(cue)]
    return join_sentences(name_speakers(pieces))


def _voices(cue: Cue) -> Iterator[Utterance]:
    unnamed, *named = _VOICE.split(cue.text)
    for name, text in [("", unnamed), *zip(named[::2], named[1::2], strict=True)]:
        said = " ".join(html.unescape(_TAG.sub("", text)).split())
        if said:
            yield Utterance(said, html.unescape(name).strip() or None, cue.start, cue.end)
