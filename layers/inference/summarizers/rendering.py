"""How a window of a conversation is written for the rewriting network, and how its sentence is read back.

The network never sees a speaker's name. Every speaker is one reserved token, so that a sentence about
a speaker cannot garble the name, two speakers who share a name stay apart, and decoding can be limited to
the speakers that the window has. Training and inference both render through this module.

A window is a few marked utterances and their neighbours, one line each::

    [unused2]: are the numbers ready?
    [unused40] [unused1]: [unused2], I'll send them on Friday.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from summarizers.names import KIN, TITLES
from summarizers.words import SPACE

MAX_SPEAKERS = 20
SPEAKER_TOKENS = tuple(f"[unused{number}]" for number in range(1, MAX_SPEAKERS + 1))
MARK = "[unused40]"
CONTEXT = 1
"""Neighbours on each side of a marked utterance."""
LONGEST_RUN = 8
"""Utterances that a window may span; beyond, it has the marked ones and those before them alone."""

NEIGHBOUR_WORDS = 20
"""Words kept of an unmarked utterance: the last ones of what comes before all marked ones, else the first."""

_RESERVED = re.compile(r"\[(unused\d+|PAD|UNK|CLS|SEP|MASK)\]", re.IGNORECASE)
_SPEAKER = re.compile(r"\[unused(\d+)\]")
_NO_NAMES = TITLES | KIN | {"doctor", "the"}
# What a speaker may be called, but what means something else where it has no capital letter.
EVERYDAY = frozenset(
    "agent all art bill caller chair chase client coach customer dawn designer developer doctor drew "
    "engineer everyone faith frank grace grant guest hope host interviewer jack joy june manager mark "
    "marketing max may moderator operator pat patient professor project rob rose sales speaker sue sunny "
    "support teacher user will".split()
)
# First words of labels such as "Speaker 1" and "Project Manager", which never stand for the whole.
_LABELS = frozenset(
    "agent caller client customer doctor grad guest host industrial interviewer manager marketing moderator "
    "operator participant patient person phd product professor project sales senior software speaker support "
    "teacher team the unknown user voice".split()
)


@dataclass(frozen=True, slots=True)
class Line:
    """One utterance of a window: what was said and by whom (None: the transcript does not say)."""

    speaker: str | None
    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Window:
    """What the network reads: one string per line, and the name behind every speaker token in them."""

    lines: tuple[str, ...]
    names: Mapping[str, str]


def window_of(marked: Collection[int], total: int) -> list[int]:
    """Positions of the utterances in the window of the `marked` ones, in order.

    Raises:
        ValueError: nothing is marked, or a position lies outside `range(total)`.

    """
    if not marked or min(marked) < 0 or max(marked) >= total:
        raise ValueError(f"cannot mark {sorted(marked)} of {total} utterances")
    low, high = max(0, min(marked) - CONTEXT), min(total - 1, max(marked) + CONTEXT)
    if high - low < LONGEST_RUN:
        return list(range(low, high + 1))
    return sorted({*marked, *(max(0, position - CONTEXT) for position in marked)})


def render(
    window: Sequence[Line], roster: Iterable[str] = (), tokens: Sequence[str] = SPEAKER_TOKENS
) -> Window:
    """Write the window for the network.

    Args:
        window: its utterances, in order.
        roster: all speakers of the conversation; those who are mentioned in the window become tokens too.
        tokens: the tokens to give out, first come first served (training shuffles them).

    A speaker beyond the twentieth keeps the name as text.

    """
    speaking = dict.fromkeys(line.speaker for line in window if line.speaker)
    texts = _shortened(window)
    mentions = Mentions([*speaking, *(name for name in roster if name not in speaking)])
    mentioned = dict.fromkeys(name for text in texts for name in mentions.found(text))
    token_of = dict(zip(dict.fromkeys([*speaking, *mentioned]), tokens, strict=False))
    lines = []
    for line, text in zip(window, texts, strict=True):
        body = mentions.replace(text, token_of)
        said = f"{token_of.get(line.speaker, clean(line.speaker))}: {body}" if line.speaker else body
        lines.append(f"{MARK} {said}" if line.marked else said)
    return Window(tuple(lines), {token: name for name, token in token_of.items()})


def render_whole(utterances: Sequence[Line], roster: Iterable[str] = ()) -> Window:
    """Write a whole conversation, every utterance in full and none marked: what the network summarizes."""
    marked = [Line(line.speaker, line.text, marked=True) for line in utterances]
    window = render(marked, roster)
    return Window(tuple(line.removeprefix(f"{MARK} ") for line in window.lines), window.names)


def _shortened(window: Sequence[Line]) -> list[str]:
    """What is shown of each utterance: all of a marked one, a few words of the others."""
    texts, before = [], True
    for line in window:
        words = clean(line.text).split(" ")
        before = before and not line.marked
        if not line.marked and len(words) > NEIGHBOUR_WORDS:
            words = ["…", *words[-NEIGHBOUR_WORDS:]] if before else [*words[:NEIGHBOUR_WORDS], "…"]
        texts.append(" ".join(words))
    return texts


def restore(text: str, names: Mapping[str, str]) -> str:
    """Put the names back into a sentence of the network.

    Raises:
        KeyError: the sentence has a speaker token that the window did not have.

    """
    return _SPEAKER.sub(lambda match: names[match.group(0)], text)


def clean(text: str) -> str:
    """One line without anything that the tokenizer would read as a reserved token."""
    return SPACE.sub(" ", _RESERVED.sub(" ", text)).strip()


class Mentions:
    """Finds speakers' names inside what is said: the whole name, or a first name that only one speaker has.

    A mention starts with a capital letter, unless the text has none at all (some transcripts do not).
    """

    def __init__(self, speakers: Sequence[str]) -> None:
        self._owner: dict[str, str] = {}
        first_names: dict[str, list[str]] = {}
        for speaker in speakers:
            name = clean(speaker).lower()
            if name:
                self._owner.setdefault(name, speaker)
            words = [word for word in name.split() if word.strip(".") not in _NO_NAMES]
            if words and words[0] not in _LABELS and len(words[0]) > 1:
                first_names.setdefault(words[0], []).append(speaker)
        for first, owners in first_names.items():
            if len(owners) == 1:
                self._owner.setdefault(first, owners[0])
        names = "|".join(re.escape(name) for name in sorted(self._owner, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<![\w\[#])({names})(?![\w\]#])", re.IGNORECASE) if names else None

    def titled(self, speaker: str | None) -> bool:
        """Whether anybody else is called by a title."""
        return any(
            name.split()[0].strip(".") in _NO_NAMES for name, owner in self._owner.items() if owner != speaker
        )

    def found(self, text: str) -> list[str]:
        """The speakers mentioned in `text`, in order."""
        return [speaker for _, speaker in self._matches(text)]

    def replace(self, text: str, token_of: Mapping[str, str]) -> str:
        """`text` with every mention of a speaker of `token_of` replaced by the speaker's token."""
        pieces, end = [], 0
        for match, speaker in self._matches(text):
            if speaker in token_of:
                pieces += [text[end : match.start()], token_of[speaker]]
                end = match.end()
        return "".join([*pieces, text[end:]])

    def _matches(self, text: str) -> Iterator[tuple[re.Match[str], str]]:
        if self._pattern is None:
            return
        cased = text != text.lower()
        for match in self._pattern.finditer(text):
            written = match.group(1)
            if written[0].islower() and (cased or written in EVERYDAY):
                continue
            yield match, self._owner[written.lower()]
