"""Verbs that agree with a name, or with "they", where "I" or "you" was their subject."""

from collections.abc import Sequence

from summarizers.verbs import AUXILIARIES, BASES, MODALS, PARTICIPLES, PASTS, UNCLEAR, third_person

ADVERBS = frozenset(
    """all already also always both currently even ever finally first generally honestly just kind last
    maybe never not now often only probably rather really second simply sometimes soon still then
    usually""".split()
)
# After a name instead of "I" or "you".
_SINGULAR = {"am": "is", "are": "is", "were": "was", "have": "has", "do": "does", "don't": "doesn't"} | {
    "haven't": "hasn't",
    "aren't": "isn't",
    "weren't": "wasn't",
}
# After "they" for one speaker.
PLURAL = {"am": "are", "was": "were", "wasn't": "weren't", "'m": "are"}
CONJUNCTIONS = frozenset("and or but then".split())


def conjugated(low: Sequence[str], place: int) -> str | None:
    """The verb at a place, after a name instead of "I" or "you"; None where its form is not certain."""
    verb = low[place]
    if verb == "'d":
        return would_or_had(low, place)
    if verb in _SINGULAR:
        return _SINGULAR[verb]
    if verb in MODALS or verb in ("was", "wasn't"):
        return verb
    if verb in UNCLEAR:
        return None
    if verb in BASES:
        return third_person(verb)
    return verb if verb in PASTS else None


def coordinated(low: Sequence[str], place: int) -> bool:
    """Whether a second verb of the same subject follows, which would have to be conjugated too.

    After "to" it would not: "I'm going to read it and then start".
    """
    return any(
        word in CONJUNCTIONS and next_verb(low, k) in BASES | AUXILIARIES and "to" not in low[place:k]
        for k, word in enumerate(low)
        if k > place
    )


def next_verb(low: Sequence[str], place: int) -> str:
    """The next word after a place that is no adverb; "" at the end."""
    return next((word for word in low[place + 1 :] if word not in ADVERBS), "")


def would_or_had(low: Sequence[str], k: int) -> str | None:
    """What a "'d" stands for; None where nobody knows."""
    following = next_verb(low, k)
    if following == "better" or following in PARTICIPLES - UNCLEAR - BASES:
        return "had"
    return "would" if following in BASES - PARTICIPLES else None
