"""How hard a sentence is to follow that was spoken and not written."""

import re

# The sentence was cut off there.
_UNFINISHED = re.compile(
    r"(?:\b(?:a|an|the|my|your|our|their|its|it's|that's|there's|and|so|or|but|because|if|which|who|of|to|with"
    r"|from|into|for|than)|(?<!go )(?<!going )\bon)[.…]?$",
    re.IGNORECASE,
)
_LETTER = re.compile(r"(?<![\w'’.&-])[b-hj-np-z](?![\w'’.&-])")
_MENDED = re.compile(r"\w,? (?:I mean|or whatever),? \w", re.IGNORECASE)
# "It's it would be fine", "what have do they".
_RESTARTED = re.compile(
    r"\b(i|it|we|you|he|she|they)(?:'\w+| (?:is|are|was|were|have|has|had|will|can|do)) \1\b"
    r"|\b(?:(?:have|has) (?:do|does)|(?:is|are|was|were) (?:do|does|did|has|will|can)"
    r"|(?:will|can) (?:does|is|are|was|has)) "
    r"|\b(\w+ \w+) \2\b",
    re.IGNORECASE,
)
_BREATH = 25  # words that people write without a mark between them
_PHRASE = re.compile(r"[^,.;:?!—–()]+")


def slips(text: str) -> int:
    """Marks of speech that went wrong in a sentence: restarts, mendings, loose letters, no end, no pause."""
    found = sum(len(pattern.findall(text)) for pattern in (_LETTER, _MENDED, _RESTARTED))
    breathless = any(len(phrase.split()) > _BREATH for phrase in _PHRASE.findall(text))
    return found + breathless + bool(_UNFINISHED.search(text))
