"""What is said only in talk, taken out before a sentence is told: reply formulas, a subject said twice.

"No problem, I'll bring it lol" ▸ "I'll bring it".
"""

import re

from summarizers.disfluency import fluent
from summarizers.names import capital
from summarizers.verbs import AUXILIARIES, BASES, PARTICIPLES, VERB_FORMS
from summarizers.words import words

_CLAUSE = (
    r"(?:i|we|you|they|he|she|it|that|this|there|these|those|let's|if|when|please|nobody|everybody|everyone"
    r"|the|my|our|your|their)\b"
)
_COURTEOUS = r"sir|madam|ma'am|miss"
_REPLIES = (
    r"no (?:problem|worries)(?: at all)?|(?:good|great|nice) (?:idea|point|question|call)"
    r"|fair (?:enough|point)|of course|sure(?: thing)?|sounds (?:good|great|fine|perfect)|loud and clear"
    r"|okay,? (?:good|great|fine)"
    r"|(?:all|there|everyone|everybody|guys|folks|team|mum|mom|dad|love|mate|darling"
    rf"|{_COURTEOUS}|my (?:dear|love|darling))(?=,)"
    r"|very well|(?:oh )?boy|guess what|you know what|believe it or not"
    r"|anyways?|also|totally get it|got it"
)
_COUNT = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
# What only counts or names the points of a talk; "third, but there's a lift" answers a question.
_ENUMERATORS = (
    r"(?:first|second|third|fourth|last|final)(?:ly)?(?: of all| off| up)?|(?:item|point|number|step) "
    rf"{_COUNT}|(?:the )?(?:first|next|one|one last|one final|one more|last|final|another|second|third) "
    r"(?:thing|point|item)|next up|(?:quick |one )?question|lesson(?: learned)?"
)
# "Also had to" goes on with a verb, "also the dog" may be its subject: only where a clause follows.
_FORMULAS = re.compile(
    rf"^(?:(?:{_REPLIES})(?:\s*[,.!:;—–-]+\s*|\s+(?={_CLAUSE}|so\b|(?:last|next|one more|another) thing\b))"
    rf"|although,\s+|(?:btw|by the way)\b[\s,.!:—–-]+"
    # "I see the two runs" sees them.
    r"|i (?:understand|see)(?:\s*[,.!:;—–-]+\s*|\s+(?=(?:maybe|perhaps|so|i'll|we'll|let's)\b))"
    rf"|(?:{_ENUMERATORS})\s*[,:]\s+(?!(?:but|and|or|i think|i guess)\b)"
    rf"|(?:last|next|one more|another|second|first) (?:thing|point|item),?\s+(?={_CLAUSE})"
    rf"|the (?:other |main |only )?thing is,?\s+(?:that\s+(?={_CLAUSE})|(?={_CLAUSE})))",
    re.IGNORECASE,
)
_AFRAID = re.compile(
    rf"(?:^|(?<=, )|(?<=\bbut ))i'm afraid (?:that )?(?={_CLAUSE}|no\b|nobody\b)", re.IGNORECASE
)
_ASIDE = re.compile(
    r",\s*(?:trust me|believe me|let me (?:explain|see|think|check|look)|i'm afraid)(?=\s*[,.!]|$)"
    r"|,?\s+though(?=,)",
    re.IGNORECASE,
)
_SORRY = re.compile(rf"(?<=, )(?:i'm|i am) (?:so |very )?sorry,? (?:but )?(?={_CLAUSE})", re.IGNORECASE)
_LAUGHS = re.compile(r"[,.!]*\s+(?:l+o+l+|ha(?:ha)+h?|btw|xd)(?=[\s.!]*$)", re.IGNORECASE)
# A reason of what the other has said, and no subordinate clause: "Okay good, because the last one leaked".
_REASON = re.compile(
    r"^(?:(?:okay|ok|good|great|yes|yeah|yep|no|nope|right|sure|fine|perfect|nice|lovely|cool|well)[\s,.!]+)+"
    r"because\b",
    re.IGNORECASE,
)
_DEAR = re.compile(
    r",\s*(?:love|mate|dear|darling|sweetheart|mum|mom|dad|guys|folks|everyone|everybody)(?=[\s.!?]*$)",
    re.IGNORECASE,
)
# "I'm ill, my girl, I can't come": a clause of its own follows, or nothing.
_MY_DEAR = re.compile(
    r"(\w+), my (?:(?:dear|love|darling|girl|boy|lad|lass|friend)(?=[\s.!?]*$)"
    r"|(?:dear|love|darling|girl|boy|lad|lass|friend|son)(?=, (?:i|you|we|it|that|there)(?:'\w+)?\b))",
    re.IGNORECASE,
)
_OOH = re.compile(r"^(?:(?:oo+h|aw+|wow|yay|ugh)[,.!]*\s+)+(?=\w)", re.IGNORECASE)
_MAIN_CLAUSE = re.compile(rf",\s+{_CLAUSE}", re.IGNORECASE)
# "For next week, please read": a request with its time before it.
_PLEASE = re.compile(
    r"^((?:for|by|before|on|at|in|from|until|after|next|tomorrow|today|this|when)\b[^,.;:?!]{0,40}), please"
    r" ([^,.;:?!]+)([.!]*)$",
    re.IGNORECASE,
)
# "Our chairman, Sir Alan, he's in Rome", "the pump on floor two it leaked".
_NAMED_TWICE = re.compile(
    r"^((?i:the|my|our|your|their|his|her)\b[^,.;:?!]*, [A-Z][\w.-]*(?: [A-Z][\w.-]*){0,3}), (?:he|she)"
    r"(?='s|'ll| )"
)
_SAID_TWICE = re.compile(
    r"^((?:the|my|our|your|this|that) [^,.;:?!]{2,40}?),? it(?! is(?:[,.!]|$))(?= |'s |'ll )", re.IGNORECASE
)
# After these "it" is the subject of a clause about them: "the week it rained".
_TIMES = frozenset(
    """time times day days night week month year moment minute second way ways reason place thing things
    morning evening afternoon fact more less""".split()
)
_LINKS = frozenset(
    """about after and as at because before but by for from if in into like not of on only or since so than
    that till to unless until when where which while who with without""".split()
)
# "Those need paying": somebody is asked to.
_NEED = re.compile(
    r"^((?:the|this|that|those|these|it|they|your|our|my)\b[^,.;:?!]{0,40}?) needs? (\w+)ing\b"
    r"([^,;:?!]*?)[.!]*$",
    re.IGNORECASE,
)
_OBJECTS = {"they": "them", "it": "it"}


def bare(piece: str) -> str:
    """One sentence of talk, fluent, without the formulas that open it and the laughter that ends it."""
    text = fluent(_OOH.sub("", _DEAR.sub("", _MY_DEAR.sub(_unless_named, piece))))
    opening = _FORMULAS.match(text)
    while opening is not None and len(words(text[opening.end() :])) > 1:
        text = fluent(text[opening.end() :])
        opening = _FORMULAS.match(text)
    if _REASON.match(piece) and text.lower().startswith("because ") and not _MAIN_CLAUSE.search(text):
        text = text[len("because ") :]
    text = _LAUGHS.sub("", text)
    return capital(text) if text.strip() else piece


def plain(piece: str) -> str:
    """The same as somebody would write it who reports it; its words are no longer the speaker's."""
    text = _ASIDE.sub("", bare(piece))
    text = _SORRY.sub("", _AFRAID.sub("", text))
    text = _PLEASE.sub(_please, _said_once(text))
    return capital(text) if text.strip() else piece


def _unless_named(match: re.Match[str]) -> str:
    """Nothing for whom a speaker calls theirs; "Otto, my friend" is somebody who is told of."""
    before = match.group(1)
    return match.group(0) if before[:1].isupper() and match.start() else before


def requested(piece: str) -> str | None:
    """What needs doing, as a request: "those need paying" ▸ "pay those"; None where nothing does."""
    match = _NEED.match(piece)
    base = _base(match.group(2).lower()) if match is not None else ""
    if match is None or not base:
        return None
    thing = match.group(1)
    if words(thing)[0] in VERB_FORMS or any(word in _LINKS or word in AUXILIARIES for word in words(thing)):
        return None
    thing = _OBJECTS.get(thing.lower(), thing[:1].lower() + thing[1:])
    return f"Please {base} {thing}{match.group(3)}."


def _base(stem: str) -> str:
    """The verb of a form in "-ing" without that; "" where there is none."""
    forms = (stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else "")
    return next((form for form in forms if form in BASES), "")


def _please(match: re.Match[str]) -> str:
    when, request, end = match.groups()
    return f"Please {request} {when[:1].lower()}{when[1:]}{end}"


def _said_once(text: str) -> str:
    """Without the pronoun that takes up the subject right after it."""
    match = _NAMED_TWICE.match(text)
    if match is not None and not VERB_FORMS & set(words(match.group(1))):
        return _joined(match.group(1) + ",", text[match.end() :]) or text
    match = _SAID_TWICE.match(text)
    if match is None:
        return text
    before, rest = words(match.group(1)), text[match.end() :]
    after = words(rest)
    verbs = [k for k, word in enumerate(after) if word in VERB_FORMS]
    # "The car it hit was red" has a verb more; "the day it rained" is no subject.
    clear = (
        not VERB_FORMS & set(before[1:])
        and not _TIMES & set(before)
        and before[-1] not in _LINKS
        and not before[-1].endswith("s")
        and (rest.startswith("'") or verbs[:1] == [0])
        and not any(after[k - 1] not in ("to", "and", ",") for k in verbs[1:] if after[0] not in AUXILIARIES)
    )
    return (_joined(match.group(1), rest) or text) if clear else text


def _joined(subject: str, rest: str) -> str:
    """The subject and what follows its pronoun; "" where nobody knows what "'s" stands for."""
    if not rest.startswith("'"):
        return f"{subject} {rest.lstrip()}"
    if rest.startswith("'ll "):
        return f"{subject} will {rest[4:]}"
    following = next((word for word in words(rest[3:]) if word not in ("maybe", "probably", "just")), "")
    if following in ("been", "got", "gone"):
        return f"{subject} has {rest[3:]}"
    return "" if following in PARTICIPLES else f"{subject} is {rest[3:]}"
