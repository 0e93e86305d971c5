"""Transcripts in the formats that people have them in, told apart by Content-Type."""

from collections.abc import Callable

from recap.transcript import Utterance

from api.transcripts import amazon_transcribe, plain, subrip, webvtt

Reader = Callable[[str], list[Utterance]]

READERS: dict[str, Reader] = {
    "text/vtt": webvtt.read,
    "application/x-subrip": subrip.read,
    "application/vnd.amazon.transcribe+json": amazon_transcribe.read,
    "text/plain": plain.read,
}


def reader_of(content_type: str, text: str) -> Reader | None:
    """Give what reads a body of this type; None if it is the API's own JSON.

    A JSON object counts as JSON where it is called plain text: clients that name no type send it so.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "text/plain" and text.lstrip().startswith("{"):
        return None
    return READERS.get(kind)
