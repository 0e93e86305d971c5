"""Who `#Person1#` is, where a conversation between two says so: they call each other, or say who they are.

A summary then tells of "Mr. Smith" rather than of `#Person1#`; a network that is to tell of speakers by their
tokens needs to know that both are one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.train.corpora import Dialogue

TWO = 2
FEWEST_LETTERS = 3
LONGEST_NAME_IN_LY = 5
"""Letters: Sally and Emily are names, longer words that end so are not."""

_NAME = r"((?:(?:Mr|Mrs|Ms|Miss|Dr|Doctor|Professor|Prof)\.? )?[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
_OPENING = (
    r"(?:(?:[Hh]i|[Hh]ello|[Hh]ey|[Oo]h|[Ww]ell|[Yy]es|[Nn]o|[Ss]orry|[Tt]hanks|[Tt]hank you|"
    r"[Gg]ood \w+|[Ww]elcome|[Oo]kay|[Ss]o|[Ss]ure),? )"
)
# A name called at the start of what is said ("Jane, are you …", "Hi Jane."), or at the end of a sentence.
_CALLED = (
    re.compile(rf"^{_OPENING}{_NAME}[,.!?]"),
    re.compile(rf"^{_NAME}, (?=[a-zI])"),
    re.compile(rf"[a-z'], {_NAME}[.?!]"),
)
_OWN = re.compile(rf"\b(?:[Mm]y name is|[Mm]y name's|I'm called|[Tt]his is) {_NAME}(?: speaking|[.,!]|$)")
_NO_NAMES = frozenset(
    """
        yes no well oh okay ok sure sir madam mom mum dad mother father honey dear darling thanks
        please sorry good great fine right really now then here there today tomorrow monday tuesday
        wednesday thursday friday saturday sunday january february march april may june july august
        september october november december english chinese american french japanese but and so what
        how why when where who excuse let look listen come of course maybe perhaps actually anyway
        god goodness ladies gentlemen doctor professor hello hi hey boss man yeah yep yup nope wait
        hm hmm um uh ah aha er gee gosh boy wonderful excellent perfect fantastic whatever otherwise
        therefore instead meanwhile once again two three hold hang say tell see true never next last
        alright cheers bye goodbye goodnight morning afternoon evening whoa hurry stop everyone
        everybody buddy guys waiter officer miss certainly absolutely exactly indeed still first
        also besides however congratulations wow welcome son baby sweetheart grandma grandpa uncle
        aunt coach christmas
    """.split()
)


def named(dialogue: Dialogue) -> Dialogue:
    """The dialogue with its speakers' names as their labels, where only one name comes into question."""
    speakers = list(dict.fromkeys(turn.speaker for turn in dialogue.turns))
    if len(speakers) != TWO:
        return dialogue
    votes = Counter((owner, name) for owner, name in _votes(dialogue, speakers))
    names: dict[str, str] = {}
    for (owner, name), _ in votes.most_common():
        if not any(last == name.split()[-1] for last in (label.split()[-1] for label in names.values())):
            names.setdefault(owner, name)
    contested = {name for _, name in votes if len({owner for owner, called in votes if called == name}) > 1}
    labels = {owner: name for owner, name in names.items() if name not in contested}
    turns = tuple(replace(turn, speaker=labels.get(turn.speaker, turn.speaker)) for turn in dialogue.turns)
    summary = dialogue.summary
    for owner, name in labels.items():
        summary = summary and summary.replace(owner, name)
    return replace(dialogue, turns=turns, summary=summary)


def _votes(dialogue: Dialogue, speakers: list[str]) -> Iterator[tuple[str, str]]:
    """Speaker and name, for each time that the name is called or given."""
    for turn in dialogue.turns:
        other = speakers[turn.speaker == speakers[0]]
        for owner, patterns in ((other, _CALLED), (turn.speaker, (_OWN,))):
            for pattern in patterns:
                for match in pattern.finditer(turn.text):
                    name = match.group(1)
                    words = [word.strip(".").lower() for word in name.split()]
                    adverb = words[0].endswith("ly") and len(words[0]) > LONGEST_NAME_IN_LY
                    if len(words[-1]) >= FEWEST_LETTERS and not adverb and not set(words) & _NO_NAMES:
                        yield owner, name
