"""Titles of chapters, made of their topics."""

from collections.abc import Sequence

from summarizers.phrases import DETERMINERS
from summarizers.topics import Term
from summarizers.words import listed, stem

_IN_TITLE = 2  # topics
_LONGEST = 7  # words of a title with two topics


def title(terms: Sequence[Term], announced: Sequence[str] = ()) -> str | None:
    """Join two topics to a title, "Pricing and migration"; None where there are none.

    announced: topics that somebody named before speaking of them; they come first.
    """
    topics: list[str] = []
    used: set[str] = set()
    if not announced:  # the best ones in the order in which they come up
        best = sorted(terms[:_IN_TITLE], key=lambda term: (not term.opens, term.place))
        terms = [*best, *terms[_IN_TITLE:]]
    for topic in [*map(_plain, announced), *(term.text for term in terms)]:
        stems = {stem(word) for word in topic.lower().split()}
        whole = f"{topics[0]} and {topic}".split() if topics else []
        fits = len(whole) <= _LONGEST and whole.count("and") < _IN_TITLE
        if len(topics) < _IN_TITLE and fits and not stems & used:
            topics.append(topic)
            used |= stems
    text = listed(topics)
    return text[:1].upper() + text[1:] if text else None


def _plain(topic: str) -> str:
    """Without its determiner: "the four-day week" ▸ "four-day week"."""
    first, _, rest = topic.partition(" ")
    return rest if first.lower() in DETERMINERS and rest else topic
