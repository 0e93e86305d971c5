"""Names that a sentence calls: "Bao, do you want to start?" is said to Bao, and not about him."""

import re
from collections.abc import Sequence

from summarizers.names import capital
from summarizers.rendering import Mentions
from summarizers.verbs import AUXILIARIES, BASES, INFLECTED, PASTS
from summarizers.words import DATE_WORDS, NUMBER_WORDS, SMALL_TALK, STOP_WORDS

_GREETING = (
    r"(?:(?:actually|hi|hey|hello|so|and|but|oh|okay|ok|yes|yeah|no|nope|sure|right|well|thanks"
    r"|thank you|sorry|welcome),?\s+)?"
)
_FIRST = re.compile(rf"^{_GREETING}([^,.?!]{{1,40}}),\s+(?=\w)", re.IGNORECASE)
_LAST = re.compile(r",\s+([^,.?!]{1,40})(?=[.?!]*$)")
_EXCLAIMED = re.compile(rf"^{_GREETING}([^,.?!]{{1,40}})!+$", re.IGNORECASE)
# "Sit down Bao, have a tea": a verb that takes no object, its particle, and who is asked.
_CALLED_INSIDE = re.compile(
    r"^((?:calm|come|go|hang|hold|hurry|lie|listen|look|sit|slow|stand|stay|wait)"
    r"(?: (?:back|down|here|home|in|on|out|over|there|up))+) ([^\W\d_]+)(?=[,.!])",
    re.IGNORECASE,
)
# After a name and a comma these go on about its bearer, or list further names.
_ABOUT = re.compile(r"(?:who|whose|which|the|a|an|my|our|his|her|and|or)\b|[A-Z][a-z]+(?:,|\s+and\b)")
# A name that is nobody's label is called only where the speaker turns to "I" or "you", or asks.
_TURNING = re.compile(
    r"(?:i|i'm|i'll|i've|i'd|you|you're|we|we're|let's|please|can|could|would|will|do|did|have|are|is|what|when"
    r"|where|why|how|who|thank|thanks)\b",
    re.IGNORECASE,
)
_INTRODUCING = (
    r"\b(?:it's|this is|i'm|i am|my name is|my name's|name's|it is|you're (?:speaking|talking) (?:to|with)) "
)
# "Oakhouse Furniture, Tom speaking", "you're through to Paula".
_PRESENTS = re.compile(
    r"\b[A-Z]\w+ speaking\b[.!]?$|\byou're through to\b|^(?:hello|hi), (?:[A-Z][\w']*[ .!]?)+$"
    r"|^(?:(?:[Hh]ello|[Hh]i|[Hh]ey),? )?(?:[A-Z]\w+, )?(?:this is|it's) "
    r"(?:(?:[A-Z][\w'-]*(?: at| from| with|,)? ?)+|[A-Z][\w' -]+(?:assistant|secretary), [A-Z]\w+)[.!]?$"
)
_NAME = re.compile(r"[A-Z][a-z]+")
# What is said to somebody whose name no comma sets apart.
_SAID_TO = re.compile(
    r"(?:(?:can|could|would|will|do|did|have|are|were) (?:you|we|i)|you(?:'\w+)?|your|i(?:'\w+)?|let's"
    r"|please|thanks|thank|what|when|where|why|how|don't)\b",
    re.IGNORECASE,
)
_SAID_TO_YOU = re.compile(
    r"(?:(?:can|could|would|will|do|did|have|are|were) you|you(?:'\w+)?)\b", re.IGNORECASE
)
_MARKED = re.compile(r"[,;:.!?]\s")
_WITHOUT_COMMA = re.compile(
    r"^((?:(?:actually|and|but|hey|hi|no|now|oh|ok|okay|right|so|sorry|thanks|well|yeah|yes) )*)"
    r"([^\W\d_]+)\s+(?=\w)",
    re.IGNORECASE,
)
_CLOSING_NAME = re.compile(r"^(.*?(\w+)) ([^\W\d_]+)$", re.DOTALL)
_TITLES = frozenset("doctor sir madam ma'am miss officer professor".split())
# Who is named after these is called, if somebody is addressed next or nothing follows.
_BEFORE_CALL = frozenset(
    "great it me okay right sure thanks that them there this today tomorrow well you".split()
)
_PARTICLES = frozenset("again away back down in now off on out over up".split())
_NOUNLESS = STOP_WORDS | BASES | AUXILIARIES
_NO_OBJECTS = _NOUNLESS | PASTS | INFLECTED | SMALL_TALK
_VERBAL_ENDINGS = ("ed", "ing", "'s")
_COMMON = STOP_WORDS | SMALL_TALK | DATE_WORDS | NUMBER_WORDS


def without_calls(sentence: str, speaker: str | None, mentions: Mentions) -> tuple[str, str | None]:
    """The sentence without the names that it calls, and the speaker among them, if there is one."""
    called = None
    for pattern in (_FIRST, _LAST):
        match = pattern.search(sentence)
        if match is None:
            continue
        name, rest = match.group(1), sentence[match.end() :]
        owner = _owner(name, speaker, mentions)
        last = pattern is _LAST
        if owner is None:
            turning = sentence.rstrip().endswith("?") if last else _TURNING.match(rest)
            if not (turning and _unknown(name)):
                continue
        elif _ABOUT.match(rest) or (last and _listed(sentence[: match.start()])):
            continue
        called = owner or called
        sentence = sentence[: match.start()] + rest
    return capital(sentence), called


def exclaimed(sentence: str, speaker: str | None, mentions: Mentions) -> str | None:
    """The speaker who is called by a sentence of nothing else: "Bao!"; "Bao." may be an answer."""
    match = _EXCLAIMED.match(sentence)
    return _owner(match.group(1), speaker, mentions) if match is not None else None


def set_apart(pieces: Sequence[str], speaker: str | None, mentions: Mentions) -> list[str]:
    """Clauses without marks in which commas set apart whom they call: "Tariq, can you do that"."""
    out: list[str] = []
    for k, piece in enumerate(pieces):
        following = pieces[k + 1] if k + 1 < len(pieces) else ""
        called, said = "", piece
        inside = _CALLED_INSIDE.match(piece)
        if inside is not None and _owner(inside.group(2), speaker, mentions) is not None:
            said = f"{inside.group(2)}, {inside.group(1).lower()}{piece[inside.end() :]}"
        elif not _MARKED.search(piece):
            said, called = _called_last(_called_first(piece, speaker, mentions), following, speaker, mentions)
        out.append(f"{said}, {called}" if called else said)
    return out


def _called_first(piece: str, speaker: str | None, mentions: Mentions) -> str:
    """A clause with a comma after the name it opens with: "actually Tariq hold off"."""
    match = _WITHOUT_COMMA.match(piece)
    if match is None or _owner(match.group(2), speaker, mentions) is None:
        return piece
    rest = piece[match.end() :]
    verb = rest.split()[0].lower()
    ordered = verb in BASES and verb not in AUXILIARIES
    return f"{match.group(2)}, {rest}" if ordered or _SAID_TO.match(rest) else piece


def _called_last(piece: str, following: str, speaker: str | None, mentions: Mentions) -> tuple[str, str]:
    """What is said and to whom: "that would be great Lena", "it's my knee doctor" before a clause."""
    match = _CLOSING_NAME.match(piece)
    if match is None:
        return piece, ""
    said, before, name = match.group(1), match.group(2).lower(), match.group(3)
    if name.lower() in _TITLES:
        addressed = bool(following) and mentions.titled(speaker) and before not in _NOUNLESS
        return (said, name) if addressed else (piece, "")
    if _owner(name, speaker, mentions) is None:
        return piece, ""
    # "Let's start in January Kit", "I like the brochure Kit", and then "can you …".
    asked = before in _PARTICLES or not (before in _NO_OBJECTS or before.endswith(_VERBAL_ENDINGS))
    called = before in _BEFORE_CALL or (asked and _SAID_TO_YOU.match(following))
    return (said, name) if called else (piece, "")


def introduces(sentence: str, speaker: str | None) -> bool:
    """Whether somebody says who they are: "it's Joy from flat six", "my name's Joy Adams"."""
    names = "|".join(map(re.escape, (speaker or "").split()))
    said = rf"{_INTRODUCING}(?:\w+ )?(?:{names})\b|\b(?:{names}),? (?:speaking|here)\b[.!]?$"
    by_name = bool(names) and re.search(said, sentence, re.IGNORECASE) is not None
    return by_name or _PRESENTS.search(sentence) is not None


def _owner(name: str, speaker: str | None, mentions: Mentions) -> str | None:
    """The speaker whose name this is, nothing more and nobody's own."""
    found = mentions.found(name)
    if len(found) != 1 or found[0] == speaker or len(name.split()) > len(found[0].split()):
        return None
    return found[0]


def _unknown(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and name.lower() not in _COMMON and not name.endswith("ly")


def _listed(before: str) -> bool:
    """What stands before the comma is itself a name: "for Bao, Leila"."""
    word = before.rpartition(" ")[2]
    return _NAME.fullmatch(word) is not None and word.lower() not in _COMMON
