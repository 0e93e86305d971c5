"""How speakers are called in a summary."""

import re
from collections import Counter
from collections.abc import Iterable

from summarizers.words import clean

_ROLES = frozenset(
    """
        advisor agent analyst assistant attendee attorney buyer caller candidate chair client clinician
        coach colleague consultant counselor customer dispatcher doctor driver employee engineer expert
        facilitator guest host instructor interviewee interviewer landlady landlord lawyer lecturer manager
        member merchant moderator nurse officer operator panelist participant patient physician presenter
        prospect receptionist recruiter rep representative reporter seller speaker student supervisor tutor
        teacher technician tenant therapist trainer user visitor witness
    """.split()
)
# Last words of longer roles ("Project Manager"); unlike "Driver" or "Guest", none is a common surname.
_OFFICES = frozenset(
    """agent analyst assistant consultant designer director engineer expert manager officer operator rep
    representative specialist supervisor technician""".split()
)
TITLES = frozenset("mr mrs ms miss dr prof professor sir".split())
# Kin that are called by name as well, "Aunt Joy", "Ate Joy"; none that are first names, as Lola is.
KIN = frozenset(
    """ate aunt auntie aunty brother cousin father grandma grandpa granny kuya lolo oma onkel opa sister tante
    tio tita uncle""".split()
)
_NO_FIRST_NAMES = (
    TITLES | KIN | _ROLES | frozenset("dr. mr. mrs. ms. prof. madam grad phd the project user".split())
)
_NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LINK = re.compile(r"https?://")
_CODE = re.compile(r"[^\W\d_]+[\d_]")
UNNAMED = "an unnamed speaker"


def display(speaker: str | None) -> str:
    """A label inside a sentence: "the agent" for a role, "Speaker 2" for a number, a name as it is."""
    label = clean(speaker or "")
    if not label:
        return UNNAMED
    words = label.lower().split()
    if label.lower() in _ROLES or (len(words) > 1 and words[-1] in _OFFICES):
        return f"the {label.lower()}"
    return f"Speaker {label}" if label.isdigit() else label


def capital(text: str) -> str:
    """A sentence with a capital letter at its start, unless a label such as "spk_0" or a link is there."""
    return text if _CODE.match(text) or _LINK.match(text) else text[:1].upper() + text[1:]


def short_names(speakers: Iterable[str]) -> dict[str, str]:
    """First names for the names of two and more words, where no two speakers share one."""
    labels = list(dict.fromkeys(speakers))
    firsts = Counter(label.split()[0].lower() for label in labels if label.split())
    short = {}
    for label in labels:
        parts = label.split()
        named = len(parts) > 1 and all(_NAME.fullmatch(part) and part[0].isupper() for part in parts)
        if named and firsts[parts[0].lower()] == 1 and parts[0].lower() not in _NO_FIRST_NAMES:
            short[label] = parts[0]
    return short


def familiar(text: str, short: dict[str, str]) -> str:
    """Every full name once, then the first name."""
    for label, first in short.items():
        head, found, tail = text.partition(label)
        text = head + found + first.join(re.split(rf"(?<!\w){re.escape(label)}(?!\w)", tail))
    return text
