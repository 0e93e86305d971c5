"""Transcripts in the formats that people have them in, told apart by Content-Type."""

from collections.abc import Callable

from recap.transcript import Utterance

from api.transcripts import amazon_transcribe, plain, subrip, webvtt

Reader = Callable[[str], list[Utterance]]

TRANSCRIBE = "application/vnd.amazon.transcribe+json"
READERS: dict[str, Reader] = {
    "text/vtt": webvtt.read,
    "application/x-subrip": subrip.read,
    TRANSCRIBE: amazon_transcribe.read,
    "text/plain": plain.read,
}
# Nobody has registered a type for SubRip: clients call it as they like.
_ALIASES = dict.fromkeys(
    ("application/srt", "text/srt", "text/x-srt", "text/x-subrip"), READERS["application/x-subrip"]
)


def reader_of(content_type: str, text: str) -> Reader | None:
    """Give what reads a body of this type; None if it is none of these formats.

    A JSON object counts as JSON where it is called plain text: clients that name no type send it so.
    """
    kind = _kind(content_type)
    if kind == "text/plain" and text.lstrip().startswith("{"):
        return None
    return READERS.get(kind) or _ALIASES.get(kind)


def is_json(content_type: str, text: str) -> bool:
    """Tell whether a body is JSON by its name or, where clients name it otherwise, by its first character."""
    return _kind(content_type) == "application/json" or text.lstrip().startswith(("{", "["))


def _kind(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()
