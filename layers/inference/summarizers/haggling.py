"""What was haggled about until it was settled: "Ten vans." "Too many. Let's do five." "Five, okay.".

Whoever tells the ten alone tells something that is no longer so. Read off what stands next to what, in time
linear in the conversation.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from summarizers.corrections import OPENING, kinds, slots
from summarizers.features import Conversation
from summarizers.sentences import parts
from summarizers.words import content_words, words

_LEAD = r"(?:(?:um+|uh+|oh|ah|well|hmm+|ooh|sorry|yeah but|yes but|but|okay|so|and|look|honestly)[,.!]*\s+)*"
_LEAD += r"(?:(?:that's|it's|i|we),? (?:u[mh]+|er),? )?"  # a false start
# Who starts so does not take what was said before.
_REFUSES = re.compile(
    _LEAD + r"(?:no(?! problem| worries| idea)\b(?![,.]? (?:it's|that's) (?:fine|okay|great|perfect))"
    r"|nope\b|no way\b|over my dead body|i disagree|i'd rather\b|people would\b"
    r"|i wouldn't[.!]?$|i wouldn't[.,] "
    r"|(?:i|we) (?:can't|cannot|couldn't|won't|don't think)\b(?! (?:believe|wait|thank))"
    r"|(?:i'm|we're) not (?:gonna|going to|allowed|able|paying|doing|sure)\b"
    r"|(?:that's|it's|that would be|that'd be) (?:still |really |quite |way |a bit |far )*"
    r"(?:too (?!bad)|over\b|much\b|a lot\b|steep\b|more than|ridiculous|not (?:enough|possible))"
    r"|(?:way |far )?too (?:many|much|late|early|expensive|long|far|soon|high|low)\b"
    r"|not (?:me|happening|possible|before|until|under|on|at)\b)",
    re.IGNORECASE,
)
# So does who says this of the day or number that was named.
_CLASHES = re.compile(
    r"\b(?:clash\w*|no good|not (?:good|at home|happening|free|possible|allowed|in|gonna)"
    r"|work(?:s|ing)? late|busy|booked"
    r"|(?:i|he|she|we|they)(?:'m|'s|'re| am| is| are) (?:off|out|away|on call|on leave)"
    r"|(?:has|have|'ve got|'s got) (?:an? [\w' -]{2,24}|my \w+|\w+ing) (?:on|at)"
    r"|too (?:many|much|late|early|expensive|long|far|soon)|can't|won't work|doesn't work)\b",
    re.IGNORECASE,
)
ACCEPTS = re.compile(
    _LEAD + r"(?:yes|yeah|yep|sure|fine|alright|all right|ok|okay|right|great|good|perfect|done|deal|agreed"
    r"|i (?:can|could) live with|works for|that works|sounds good"
    r"|fair (?:enough|point)|no,? fair point|(?:the )?[\w-]+ it is|let me waive)\b",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"\b(?:let's|let us|shall (?:i|we)|should|how about|what about|what if|why don't"
    r"|(?:i|we) (?:can|could|would|need)\b(?! say)|(?:you|he|she|they) (?:can|could)\b"
    r"|(?:i|we)(?:'ll|'d| will)|(?:can|could|would|will) (?:you|we|i|he|she|they)|say\b|volunteer\w*"
    r"|(?:i|we) (?:was|were) going to (?:ask|charge|offer|say|suggest)"
    r"|i (?:suggest|propose|recommend)|(?:pushed?|make|do) (?:it|that))",
    re.IGNORECASE,
)
# So does who names another figure in this way.
_COUNTERS = re.compile(
    r"\b(?:let's|how about|what about|what if|make (?:it|that)|instead|or rather"
    r"|would \w+ (?:at \w+ )?(?:be|work|suit)"
    r"|(?:could|can) (?:you|we) (?:do|make|go|say|manage|push|move|hold|come|take|meet|bring)"
    r"|(?:i|we)(?: can| could|'d) (?:do|offer|give|go|take|say)|push|move|dropped"
    r"|then we|not (?:allowed|under|over|before|more|less))\b|\bthen[.?!]*$",
    re.IGNORECASE,
)
_DOUBTS = re.compile(r"(?:really|seriously|all|both|only|that (?:much|many|late|long|soon))\b", re.IGNORECASE)
# Who says so wants something else instead, whatever was said.
_REPLACES = re.compile(
    r"\binstead\b[^.!]*\?"
    r"|\b(?:have you got|do you have|is there|got) (?:anything|something|a slot|a room|any)"
    r"\b(?! else)[^.!]*\?"
    r"|^" + _LEAD + r"(?:better (?:the|on|at|make)\b|i'd prefer\b|can't make\b)",
    re.IGNORECASE,
)
# Who asks so wants another figure named.
_INVITES = re.compile(
    r"\b(?:what|how much|how many|when) (?:could|can|would|do|did) you "
    r"(?:manage|do|pay|afford|want|suggest|have in mind|prefer|like)\b[^?]{0,20}\?",
    re.IGNORECASE,
)
_HELP = re.compile(r"\b(?:anything|something) else\b|\bhelp you\b", re.IGNORECASE)
# Whoever answers "no" to this refuses nothing.
_INFORMS = re.compile(
    r"(?:and |so |but )*(?:do|does|did|is|are|was|were|will|have|has|am) [^?]*\?$", re.IGNORECASE
)
_TAG = re.compile(r",? \w+n't (?:i|we|you|he|she|they|it|there)\?$", re.IGNORECASE)
_NEGATION = re.compile(r"\b(?:not|no|never)\b|n't\b", re.IGNORECASE)
_MOST_TURNS = 9  # of one haggling
_WORDIEST = 30  # words of a turn that still haggles
_BRIEF = 8  # words of a turn that asks or answers in between
_LITTLE = 2  # content words, beside the figures, of a turn that names another figure for the same
_ECHO = 4  # words of a question that doubts what was said: "Ten days?"


@dataclass(frozen=True, slots=True)
class _Turn:
    indices: tuple[int, ...]
    text: str
    slots: frozenset[str]


class Hagglings:
    """Those of one conversation."""

    def __init__(self, conversation: Conversation) -> None:
        self._sentences = conversation.sentences
        self._slots = [slots(tokens) for tokens in conversation.tokens]
        rows: defaultdict[int, list[int]] = defaultdict(list)
        for index, sentence in enumerate(conversation.sentences):
            rows[sentence.utterance].append(index)
        self._turns = [self._turn(row) for row in rows.values()]
        self._found: dict[int, tuple[int, ...]] = {}
        for place, turn in enumerate(self._turns):
            self._from(turn, place)

    def of(self, index: int) -> tuple[int, ...]:
        """The sentences of the haggling that this one is part of, the first of which says what it is about.

        Empty where nobody haggles.
        """
        return self._found.get(index, ())

    def _turn(self, indices: Sequence[int]) -> _Turn:
        text = " ".join(self._sentences[k].text for k in indices).replace("’", "'")
        return _Turn(tuple(indices), text, frozenset().union(*(self._slots[k] for k in indices)))

    def _from(self, turn: _Turn, place: int) -> None:
        for index in reversed(turn.indices):  # the last one is what is answered
            text = self._sentences[index].text
            if index in self._found or not (self._slots[index] or _offers(text)):
                continue
            haggling = self._haggling(index, place)
            self._found |= dict.fromkeys(haggling, haggling)
            return

    def _haggling(self, first: int, place: int) -> tuple[int, ...]:
        """The turns after a sentence that refuse it, name something else for it, or take that."""
        named, members = set(self._slots[first]), [*self._asked(place), first]
        offered = len(members) > 1 or _offers(self._sentences[first].text)
        contested = agreed = False
        for turn in self._turns[place + 1 : place + 1 + _MOST_TURNS]:
            if len(words(turn.text)) > _WORDIEST:
                break
            invites = contested and _INVITES.search(turn.text) is not None
            contests = invites or self._contests(turn, named, offered=offered)
            if not contests and (agreed or not contested):
                break
            if not contests and not self._takes(turn, named):
                break
            contested = True
            agreed = not contests and turn.slots <= named and not turn.text.endswith("?")
            offered = _offers(turn.text)
            members += self._telling(turn)
            named |= turn.slots
        return tuple(members) if contested else ()

    def _asked(self, place: int) -> list[int]:
        """The question that a turn answers, if it is brief, and the offer that the question is about."""
        if not place or len(words(self._turns[place].text)) > _BRIEF:
            return []
        question = self._turns[place - 1]
        if not question.text.endswith("?") or len(words(question.text)) > 2 * _BRIEF:
            return []
        asked = question.indices[-1]
        before = self._turns[place - 2].indices[-1] if place > 1 else None
        offers = before is not None and _offers(self._sentences[before].text)
        brief = len(words(question.text)) <= _BRIEF
        return [before, asked] if before is not None and offers and brief else [asked]

    def _contests(self, turn: _Turn, named: set[str], *, offered: bool) -> bool:
        """Whether a turn refuses what was offered, doubts what was said or names something else for it."""
        if (offered and _REFUSES.match(turn.text)) or (named and _REPLACES.search(turn.text)):
            return True
        opening, *rest = parts(turn.text)
        other = any(named & kind and turn.slots & kind - named for kind in kinds(named | turn.slots))
        asks = turn.text.endswith("?")
        mends = OPENING.match(turn.text) is not None
        counters = mends or _COUNTERS.search(turn.text) is not None
        if named & turn.slots and (_CLASHES.search(turn.text) or (other and asks and counters)):
            return True
        echoed = _DOUBTS.match(opening) is not None or not named.isdisjoint(slots(words(opening)))
        doubts = bool(rest) and opening.endswith("?") and len(words(opening)) <= _ECHO and echoed
        size = len(words(turn.text))
        naming = " ".join(part for part in parts(turn.text) if slots(words(part)) - named)
        brief = size <= len(turn.slots) + (_ECHO - 1 if asks else 1)
        proposes = mends or brief or _COUNTERS.search(naming) is not None
        alike = len({*content_words(naming)} - turn.slots) <= _LITTLE  # else it is about something else
        return (doubts and bool(turn.slots)) or (other and proposes and alike and size <= 2 * _BRIEF)

    def _takes(self, turn: _Turn, named: set[str]) -> bool:
        """Whether a turn takes what was named, or names something else in a few words."""
        size = len(words(turn.text))
        accepts = ACCEPTS.match(turn.text) is not None and size <= 2 * _BRIEF and not turn.text.endswith("?")
        return accepts or bool(turn.slots & named) or (bool(turn.slots) and size <= _BRIEF)

    def _telling(self, turn: _Turn) -> tuple[int, ...]:
        """The sentences of a turn up to the last one that haggles."""
        texts = [self._sentences[k].text for k in turn.indices]
        haggles = [
            bool(self._slots[k]) or any(form.match(text) for form in (_REFUSES, OPENING))
            for k, text in zip(turn.indices, texts, strict=True)
        ]
        last = max((place for place, one in enumerate(haggles) if one), default=0)
        return turn.indices[: last + 1]


def _offers(text: str) -> bool:
    """Whether something is offered that "no" refuses; to what is denied already, "no" agrees."""
    text = _TAG.sub("", text)
    informs = _INFORMS.match(parts(text)[-1]) is not None
    return bool(_OFFERS.search(text)) and not (informs or _NEGATION.search(text) or _HELP.search(text))
