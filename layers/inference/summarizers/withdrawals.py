"""What is taken back or changed minutes later: "Forget the door." "That list, do it by Wednesday.".

What was said first holds no longer, so that nobody is to read it in a summary. Read off what sentences have
in common, in time linear in the conversation.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from summarizers.corrections import kinds, slots
from summarizers.features import Conversation
from summarizers.haggling import ACCEPTS, Hagglings
from summarizers.sentences import parts
from summarizers.words import DATE_WORDS, EMPTY_WORDS, MONTHS, NUMBER_WORDS, SMALL_TALK, STOP_WORDS, words

# What follows is what is taken back.
_WITHDRAWS = re.compile(
    r"\b(?:hold off (?:on|with)|forget(?: about)?|scrap|call off|never mind"
    r"|(?:let's|we) (?:drop|cancel|skip)|let's not (?:do|have|take|go (?:to|with|on))|instead of"
    r"|(?:okay|ok|true|right|fine|alright),? (?:so )?no)\s+(?P<what>(?:[\w'-]+\s?){1,4})",
    re.IGNORECASE,
)
# What stands inside is done again after all, "put the wine back in", and this is how it was left out.
_RESTORES = re.compile(
    r"\b(?:put|take|bring|leave) (?P<what>(?:[\w'-]+ ){1,3}?)back (?:in|on)\b", re.IGNORECASE
)
_OMITS = re.compile(r"\b(?:without|out|off|drop|no|skip|cut)\b", re.IGNORECASE)
# A matter that was settled is opened again: "Dominic, on travel, I need thirty percent."
_REOPENS = re.compile(
    r"^(?:(?:hmm+|um+|uh+|oh|okay|actually|and|but|sorry),? )*(?:(?-i:[A-Z])\w+, )?"
    r"(?:on|about|regarding) (?P<what>(?:the )?\w+)[,.]",
    re.IGNORECASE,
)
# What was said right before was a joke.
_JOKED = re.compile(
    r"^(?:but |no,? |okay,? )*(?:seriously|joking aside|jokes aside|just kidding"
    r"|i'm (?:just )?(?:joking|kidding)|no,? really)\b",
    re.IGNORECASE,
)
# Who could not do something will do it after all, or the other way round.
_YIELDS = re.compile(
    r"\b(?:you're right|let me (?:see|check|look|ask)|in that case|after all|actually|sorry"
    r"|okay,? (?:so|then))\b",
    re.IGNORECASE,
)
_CAN = re.compile(r"\b(?:i|we)(?:'ll| will| can| could)\b(?! not|')", re.IGNORECASE)
_CANNOT = re.compile(
    r"\b(?:i|we) (?:can't|cannot|won't|couldn't|will not|am not able)\b|\bi'm not (?:able|allowed)\b",
    re.IGNORECASE,
)
# Who says so takes back all they said they would come to.
_ABSENT = re.compile(
    r"\b(?:i|we) ?(?:can'?t|cannot|won'?t|(?:'?m|'re|am|are) not|won't be able to) ?"
    r"(?:be able to |going to |gonna )?(?:come|coming|make(?: it)?|making it|join|joining|be there)\b"
    r"|\b(?:can'?t|cannot) (?:come|make it|join)\b",
    re.IGNORECASE,
)
# So does who says that somebody else will not come.
_OTHER_ABSENT = re.compile(
    r"\b(?P<who>(?-i:[A-Z])\w+)\b[^.?!]{0,40}\b(?:can'?t|cannot|won'?t be able to) (?:make it|come|join)\b",
    re.IGNORECASE,
)
_INVITES = re.compile(r"\b(?:ask|asking|invite|inviting|come|coming|join|bring)\b", re.IGNORECASE)
_COMING = re.compile(r"\b(?:come|coming|make|meet|join|be there|see you|pick you up)\b", re.IGNORECASE)
_LATE_NOTICE = re.compile(r"\b(?:after all|at all|any ?more|bad news|sorry|actually|now)\b", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:it|them|that|this|those)\b", re.IGNORECASE)
# Who says one of these and names another figure changes what was said of the same matter.
_REVISES = re.compile(
    r"\b(?:actually|instead|make (?:it|that)|after all|no longer|definitely|on second thoughts?|i was wrong"
    r"|redone|(?:do|have|need|want|send) (?:it|them|that) (?:by|on|before)|now it's|it's now)\b",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:push|mov|shift|delay|postpon|bring|brought)\w* (?P<what>it|that|this|everything"
    r"|the [\w -]{1,40}?) (?:back |forward |out |off )?(?:to|until|till)\b",
    re.IGNORECASE,
)
_TENTATIVE = re.compile(
    r"\b(?:maybe|might|perhaps|at the moment|for now|a chance|hold|could)\b", re.IGNORECASE
)
_DECISIVE = re.compile(
    r"\b(?:definitely|release|confirmed|it is|mov\w+|push\w*|cancel\w*|final)\b", re.IGNORECASE
)
# What can be taken back: plans, promises, wishes, offers.
_COMMITS = re.compile(
    r"\b(?:let's|should|shall|(?:i|we|you|he|she|they)(?:'ll|'d| will| would| can| could| need| want)"
    r"|going to|gonna|(?:can|could|would|will) (?:you|we|i|he|she|they)|we(?:'d)? said|say\b|maybe|by \w+day"
    r"|how about|what about|either|thought|plan|suggest|propose|is free|is maybe)",
    re.IGNORECASE,
)
_LOOSE = MONTHS | frozenset("today tomorrow tonight may".split())  # days that are named for many things
_ALIKE = 2  # words in common that make it the same matter where numbers are changed
_NAMED = 5  # sentences with a word that still names one matter
_NAMED_OFTEN = 15  # the same where the word is just what is taken back
_SHARE = 0.03  # the same as a share of all sentences
_SHORT = 2  # letters of a word that names nothing
_NEAR = 10  # sentences after a matter was named in which "it" means it
_APART = 2  # turns from what is said to what takes it back, at least
_RECENT = 40  # sentences before, among which what is moved was dated
_BRIEF = 6  # words of a promise that is nothing without what it answers: "I'll do it today"
_NO_MATTER = STOP_WORDS | SMALL_TALK | EMPTY_WORDS | DATE_WORDS | NUMBER_WORDS


class Withdrawals:
    """Those of one conversation: `outdated` sentences hold no longer, `revising` ones say so."""

    def __init__(self, conversation: Conversation, hagglings: Hagglings) -> None:
        self._conversation = conversation
        self._hagglings = hagglings
        self._texts = [sentence.text.replace("’", "'") for sentence in conversation.sentences]
        self._slots = [slots(tokens) for tokens in conversation.tokens]
        self._days = [kinds(found)[0] - _LOOSE for found in self._slots]
        self._names = {
            word for utterance in conversation.utterances for word in words(utterance.speaker or "")
        }
        self._with: defaultdict[str, list[int]] = defaultdict(list)
        for index, tokens in enumerate(conversation.tokens):
            for root in self._roots(tokens):
                self._with[root].append(index)
        self._common = max(_NAMED, round(_SHARE * len(self._texts)))
        outdated: set[int] = set()
        revising: set[int] = set()
        for index in range(len(self._texts)):
            old = {k for k in self._taken_back(index) if self._apart(k, index)} | {*self._joke(index)}
            old -= outdated
            if old:
                revising.add(index)
                outdated |= old | {k for j in old for k in self._with_it(j, index)}
        self.outdated, self.revising = frozenset(outdated), frozenset(revising)

    def _taken_back(self, index: int) -> Iterator[int]:
        """The sentences before this one that it takes back."""
        text = self._texts[index]
        restored = _RESTORES.search(text)
        said = (part for part in parts(text) if not part.endswith("?"))
        withdrawn = next(filter(None, map(_WITHDRAWS.search, said)), None)
        reopened = _REOPENS.match(text)
        if withdrawn:
            yield from self._about(words(withdrawn["what"]), index, most=_NAMED_OFTEN)
            yield from self._promised(words(withdrawn["what"]), index)
        if reopened:
            yield from self._settled(words(reopened["what"]), index)
        if restored:
            yield from (
                k for k in self._about(words(restored["what"]), index) if _OMITS.search(self._texts[k])
            )
        yield from self._flipped(index)
        yield from self._absent(index)
        if not self._slots[index]:
            return
        moved = _MOVES.search(text)
        if moved:
            dated = [k for k in self._about(words(moved["what"]), index) if self._differ(k, index)]
            yield from dated or self._dated_before(index)
        if _REVISES.search(text) or self._taken(index):
            shared = Counter(self._about(self._conversation.tokens[index], index))
            yield from (k for k in shared if self._differ(k, index, of=shared[k]))
        if _DECISIVE.search(text):
            recent = range(max(0, index - _RECENT), index)
            days = self._days[index]
            yield from (k for k in recent if days & self._days[k] and _TENTATIVE.search(self._texts[k]))

    def _flipped(self, index: int) -> Iterator[int]:
        """What this sentence's speaker would or could not do before, and does, or the other way round."""
        text, speaker = self._texts[index], self._conversation.speaker(index)
        for now, before in ((_CAN, _CANNOT), (_CANNOT, _CAN)):
            if now.search(text) and not before.search(text) and self._says(index, _YIELDS):
                for k in self._about(words(text), index):
                    flips = before.search(self._texts[k]) and not now.search(self._texts[k])
                    if flips and self._conversation.speaker(k) == speaker and index - k < _RECENT:
                        yield k

    def _absent(self, index: int) -> Iterator[int]:
        """What somebody planned to come to, or was asked to, who will not come now."""
        other = _OTHER_ABSENT.search(self._texts[index])
        if other:
            named = re.compile(rf"\b{re.escape(other['who'])}\b")
            near = range(max(0, index - _RECENT), index)
            yield from (k for k in near if named.search(self._texts[k]) and _INVITES.search(self._texts[k]))
        if not _ABSENT.search(self._texts[index]) or not self._says(index, _LATE_NOTICE):
            return
        speaker = self._conversation.speaker(index)
        for k in range(max(0, index - _RECENT), index):
            if self._conversation.speaker(k) == speaker and self._slots[k] and _COMING.search(self._texts[k]):
                yield k

    def _says(self, index: int, what: re.Pattern[str]) -> bool:
        """Whether this sentence says so, or its speaker right before it."""
        utterance = self._conversation.sentences[index].utterance
        said = range(max(0, index - 2), index + 1)
        return any(
            what.search(self._texts[k]) and self._conversation.sentences[k].utterance == utterance
            for k in said
        )

    def _joke(self, index: int) -> Iterator[int]:
        """What the speaker said right before "but seriously"."""
        if _JOKED.match(self._texts[index]):
            utterance = self._conversation.sentences[index].utterance
            for k in range(index - 1, -1, -1):
                if self._conversation.sentences[k].utterance != utterance:
                    break
                yield k

    def _about(self, said: Iterable[str], index: int, most: int = 0) -> Iterator[int]:
        """Plans and promises before this sentence, once for each word that names a matter and is in both."""
        for root in self._roots(said):
            found = self._with[root]
            if len(found) <= max(most, self._common):
                yield from (k for k in found if k < index and _COMMITS.search(self._texts[k]))

    def _promised(self, said: Iterable[str], index: int) -> Iterator[int]:
        """The plans right after one of these words was said that only point to it: "I'll do it today"."""
        for k, after in self._near(said, index):
            text = self._texts[after]
            if after > k and _POINTS.search(text) and _COMMITS.search(text):
                yield after

    def _settled(self, said: Iterable[str], index: int) -> Iterator[int]:
        """What was ruled out with one of these words, or haggled about, in like figures, right after it."""
        for k, after in self._near(said, index):
            like = any(self._differ(member, index) for member in self._hagglings.of(after))
            if like or (after == k and _OMITS.search(self._texts[k])):
                yield after

    def _near(self, said: Iterable[str], index: int) -> Iterator[tuple[int, int]]:
        """Sentences with one of these words before this one, each with those right after it."""
        for root in self._roots(said):
            found = self._with[root]
            if len(found) <= self._common:
                before = [k for k in found if k < index]
                yield from ((k, after) for k in before for after in range(k, min(k + _NEAR, index)))

    def _roots(self, said: Iterable[str]) -> set[str]:
        return {
            word.removesuffix("'s").removesuffix("s")
            for word in said
            if word not in _NO_MATTER and word not in self._names and len(word) > _SHORT
        }

    def _differ(self, before: int, after: int, of: int = _ALIKE) -> bool:
        """Whether the later one names another day or, with so many words in common, another number."""
        old, new = self._days[before], self._days[after]
        if old and new:
            return not new <= old
        (_, few), (_, many) = kinds(self._slots[before]), kinds(self._slots[after])
        return of >= _ALIKE and bool(few and many) and not many <= few

    def _dated_before(self, index: int) -> Iterator[int]:
        """The plans with the day that was last spoken of before something is moved to another."""
        recent = range(index - 1, max(-1, index - _RECENT), -1)
        dated = [k for k in recent if self._days[k] and self._apart(k, index)]
        if self._days[index] and dated:
            last = self._days[dated[0]]
            yield from (k for k in dated if last <= self._days[k] and _COMMITS.search(self._texts[k]))

    def _taken(self, index: int) -> bool:
        """Whether the next turn takes the figure that this sentence names: "Wednesday, okay."."""
        place = self._conversation.sentences[index].utterance
        for k in range(index + 1, min(index + 3, len(self._texts))):
            if self._conversation.sentences[k].utterance > place:
                own = self._slots[k]
                return bool(own) and own <= self._slots[index] and len(self._conversation.tokens[k]) <= _BRIEF
        return False

    def _with_it(self, index: int, until: int) -> Iterator[int]:
        """What goes with a sentence that holds no longer: its haggling, and the brief promise after it."""
        yield from (k for k in self._hagglings.of(index) if k < until)
        place = self._conversation.sentences[index].utterance
        for k in range(index + 1, min(index + 4, until)):
            if self._conversation.sentences[k].utterance == place + 1:
                brief = len(self._conversation.tokens[k]) <= _BRIEF
                if brief and (_COMMITS.search(self._texts[k]) or ACCEPTS.match(self._texts[k])):
                    yield k

    def _apart(self, before: int, after: int) -> bool:
        sentences = self._conversation.sentences
        return sentences[after].utterance - sentences[before].utterance >= _APART
