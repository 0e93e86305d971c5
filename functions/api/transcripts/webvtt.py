"""WebVTT: https://www.w3.org/TR/webvtt1/."""

import html
import re
from collections.abc import Iterator

from recap.transcript import Utterance

from api.transcripts.cues import Cue, join_sentences, name_speakers, read_cues
from api.transcripts.errors import TranscriptError, line_of

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_BROKEN_VOICE = re.compile(r"<v(?=[.\s])[^<>]*(?:<|$)")
_READING = re.compile(r"<rt\b[^<>]*>.*?(?=</rt>|</ruby>|$)", re.DOTALL)  # how the word before it is spoken
_TAG = re.compile(r"<[^<>]*>")


def read(text: str) -> list[Utterance]:
    """Read a WebVTT file: an utterance per sentence or cue, of the voice that speaks it.

    Raises TranscriptError.
    """
    if not re.match(r"WEBVTT(\s|$)", text):
        raise TranscriptError((line_of(1), "must be WEBVTT"))
    pieces = [piece for cue in read_cues(text) for piece in _voices(cue)]
    return join_sentences(name_speakers(pieces))


def _voices(cue: Cue) -> Iterator[Utterance]:
    broken = _BROKEN_VOICE.search(cue.text)
    if broken:
        line = cue.line + cue.text.count("\n", 0, broken.start())
        raise TranscriptError((line_of(line), "must end the name of a voice with >, as in <v Ann>"))
    unnamed, *named = _VOICE.split(_READING.sub("", cue.text))
    for name, text in [("", unnamed), *zip(named[::2], named[1::2], strict=True)]:
        said = " ".join(html.unescape(_TAG.sub("", text)).split())
        if said:
            yield Utterance(said, " ".join(html.unescape(name).split()) or None, cue.start, cue.end)
