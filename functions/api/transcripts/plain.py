"""Plain text: ``Name: what was said``, a line each."""

from recap.transcript import Utterance

from api.transcripts.cues import split_lines
from api.transcripts.speakers import split_name


def read(text: str) -> list[Utterance]:
    """Read lines: an utterance each.

    A line without a name goes on with what was said before it, unless an empty line stands between them.
    """
    utterances: list[Utterance] = []
    goes_on = False
    for line in split_lines(text):
        name, said = split_name(line)
        if name is None and goes_on and said:
            last = utterances.pop()
            utterances.append(Utterance(f"{last.text} {said}".strip(), last.speaker))
        elif name is not None or said:
            utterances.append(Utterance(said, name))
        goes_on = bool(name or said)
    return [utterance for utterance in utterances if utterance.text]
