"""What a reader of minutes looks for: decisions, promises, figures, problems and what became of them.

Reference summaries of everyday dialogues teach little of this, so it is added to the trained score by rule.
All of it is read off single sentences and what stands next to them, in time linear in the conversation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from summarizers.announcements import RECAPS
from summarizers.exchanges import Exchanges
from summarizers.features import COURTESY, Conversation
from summarizers.sentences import parts
from summarizers.words import DATE_WORDS, NUMBER_WORDS, SMALL_TALK, content_words, meaningful, words

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

_DECIDES = re.compile(
    r"\b(?:decided|agreed|approved|settled|final decision|is off the (?:list|table)|conditional yes"
    r"|(?:we|let's|i'd|i'll|to) (?:go|went|going) (?:with|for)|so it's a"
    r"|(?:it|that)'s a (?:yes|no)|the (?:plan|decision) is|my proposal is|nobody (?:gives|may)|keep the price"
    r"|answered|confirmed|accepted|rejected|refused|agreed to|we can have|has moved|have moved"
    r"|signed(?! (?:that|it|this|them) off))\b"
    r"|^(?:okay|right|good|then|so|alright)?[,. ]*(?:then |so )?(?:let's|we) (?:keep|make|do|take|offer|stop"
    r"|drop|start|postpone|move|cancel|hire|buy|use|switch)\b",
    re.IGNORECASE,
)
_PROMISES = re.compile(
    r"\b(?:i|we)(?:'ll| will| am going to|'m going to|'re going to|'d like to) "
    r"(?!be\b|have\b|see\b|say\b|think\b|know\b|take that\b|admit\b|survive|never\b|give you the\b"
    r"|start with\b|tell you\b|go first\b|need\b|want\b|explain\b|try me\b|live\b)\w+"
    r"|\b(?:i|we) (?:can|could|'d|would) (?:also )?(?:send|drop|bring|do|offer|give|get|post|call|go to"
    r"|include|take|start|build|write|test|pay|lend|show|set|make|deliver|ship|join|help)\b"
    r"|\b(?:i|we)'d (?:include|offer|start|keep|stop|ask|suggest|propose|take|pay|send)\b"
    r"|\byou(?:'ll| will) (?:have|get|receive)\b"
    r"|\b(?:i'm|we're|i am|we are) (?:sending|asking|refunding|booking|ordering|calling|meeting|monitoring"
    r"|posting|writing|checking|moving|taking|starting|hiring|preparing|going to)\b"
    r"|\blet me (?:ring|call|check|ask|book|send|write|find out)\b|\bput me down\b|\bleave it with me\b",
    re.IGNORECASE,
)
_ASSIGNS = re.compile(
    r"\b(?:please|can you|could you|would you|you'll|make sure|don't forget|i need you|i'd like you)\b"
    r"|\bi(?:'ll)? need (?:a|an|the|one|your|every\w+|you|some\w*|it)\b|\bput (?:\w+ )?down for\b"
    r"|(?:^|[.!?] )(?:(?:and|then|so|but|okay|well),? )*(?:do(?! (?:i|you|we|they)\b)|tell|ask|write|send"
    r"|make|add|give|put|keep|take|book|order|ring|call)\b"
    r"|\b[A-Z]\w+ (?:and [A-Z]\w+ )?(?:will |is going to |is \w+ing\b|has to |needs to )",
)
_PROBLEM = re.compile(
    r"\b(?:problem|trouble|issue|bug|crash\w*|fail\w*|broke\w*|blocked|worr(?:y|ied)|risk\w*|complain\w*|leak\w*"
    r"|faults?|faulty|wrong|lost|lose|losing|missing|errors?|delay\w*|late|stuck|damage\w*|stolen|cancel\w*|fray\w*"
    r"|can't|cannot|couldn't|doesn't work|didn't work|stopped working|went down|going off|nobody's answered"
    r"|biggest|recall|attack\w*|dropp?(?:ed|s|ing)?|disconnect\w*)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:because|caused?|turns out|the reason|due to|found it|it's memory|i've got a fix|fixed|solved"
    r"|so it was|gone (?:right )?down|works now|back up|is ready|has come back|interfere)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$£€]\s?\d|\b(?:pounds?|euros?|dollars?|pence|cents|percent|per cent|budget|quoted?"
    r"|discount|margin|revenue|rent|price|costs?|fee|refund\w*|credit|salary|overdraft)\b|\d\s?%",
    re.IGNORECASE,
)
# The figures that others are compared with.
_LIMIT = re.compile(
    r"\b(?:budget|quoted?|list price|target|deadline|limit|at most|at least|maximum|minimum|instead of"
    r"|rather than|in total|altogether|all in|from \w[\w-]* (?:\w+ ){0,2}to|per \w+"
    r"|a (?:month|year|week|day)|each)\b",
    re.IGNORECASE,
)
_PROPOSES = re.compile(
    r"\b(?:(?:i think |i'd say |maybe )?we should|i(?:'d| would) (?:suggest|propose|like (?:us|to))|i suggest"
    r"|the idea is|the plan is|could we|how about)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
# Talk about the talk, and asides: nothing of it belongs into minutes.
_ABOUT_TALK = re.compile(
    r"\b(?:can (?:everybody|everyone|you) hear|see my screen|one more thing|argue for a second|let me finish"
    r"|just finish|give you the good|in my head|on the list"
    r"|who's going first|last one|first item|(?:take|have|give me) five minutes|half joking|not joking"
    r"|i'm joking|just looking"
    r"|want to start|say where we|what we've got|something else that|anything else|stay with it|having said"
    r"|let's keep it short|remind me|good question"
    r"|i don't know (?:why|either|what)|fair point|how upset|my words|your words|i remember"
    r"|(?:have|has|'s got|'ve got|got) (?:two|three|four|a couple|a few)"
    r" (?:things|questions|points|ways|options)"
    r"|morning,? (?:all|every(?:one|body))|thank(?:s| you) for (?:making time|joining|coming|calling)"
    r"|keep (?:it|this) (?:brief|quick|short)|you're up|(?:do )?you want to (?:go first|start|begin)"
    r"|got us down for|this one to be quick|the next bit|two things|we'll come to|which we'll)\b",
    re.IGNORECASE,
)
_HELPS = re.compile(
    r"\b(?:(?:can|may|could) (?:i|we) help|(?:can|may) (?:i|we) do for you"
    r"|what(?:'s| is| seems to be) the (?:problem|matter|trouble))\b.{0,20}\?$",
    re.IGNORECASE,
)
# What is done to something that was named before, "I'll do it".
_POINTS = re.compile(r"\b(?:it|that|them|this|those|these)\b", re.IGNORECASE)
_OPENING = SMALL_TALK | frozenset("and but so then".split())
_LEANING = frozenset(
    "he she it they that this those these him her them which either neither exactly same both".split()
)
_LIGHT = 3  # content words up to which a sentence says little
_ASIDE = 16  # content words up to which talk about the talk is all that a sentence is
_REASON = 0.3  # what the reason of a call counts beside others
_RECAPITULATION = 60  # sentences that it may span, others' remarks included
_SETTLED, _OUTDATED = 0.16, 0.5  # what it counts that something is settled, and that it holds no longer
_LONG = 40  # sentences from which it counts fully: of a short conversation most is worth telling


@dataclass(frozen=True, slots=True)
class Salience:
    """Of each of n sentences: what it adds to the score, and of what kind it is.

    worth: in units of probability. outcome: says what is decided, promised or asked for. matter: says what
    it is about: figures, problems, causes. recap: sums up what was agreed. exchanges: what it was read off.
    """

    exchanges: Exchanges
    worth: Floats
    outcome: Floats
    matter: Floats
    recap: Bools


def salience(conversation: Conversation) -> Salience:
    """Rate all sentences."""
    exchanges = Exchanges(conversation)
    recap = _recap(conversation)
    rows = [_rated(conversation, exchanges, index, recap=bool(recap[index])) for index in range(len(recap))]
    outcome, matter, against = np.array(rows, np.float32).reshape(-1, 3).T
    matter[_reasons(conversation)] += _REASON
    strength = 0.5 + 0.5 * min(1.0, len(recap) / _LONG)
    return Salience(exchanges, (outcome + matter - against) * strength, outcome, matter, recap)


def _rated(
    conversation: Conversation, exchanges: Exchanges, index: int, *, recap: bool
) -> tuple[float, float, float]:
    """Outcome, matter, and what speaks against a sentence."""
    text = conversation.sentences[index].text.replace("’", "'")
    tokens = conversation.tokens[index]
    seen = set(tokens)
    content = meaningful(tokens)
    dated = bool(seen & DATE_WORDS)
    numbers = min(3, len(seen & NUMBER_WORDS) + len(_FIGURE.findall(text)))
    promises = bool(_PROMISES.search(text))
    assigns = bool(_ASSIGNS.search(text))
    agreed = bool(exchanges.agreeing(index))
    outcome = (
        0.18 * bool(_DECIDES.search(text))
        + 0.12 * promises
        + 0.08 * assigns
        + 0.12 * agreed
        + 0.10 * bool(_PROPOSES.search(text))
        + 0.06 * (dated and (promises or assigns or recap))
        + 0.15 * recap
    )
    cause = bool(_CAUSE.search(text))
    money = bool(_MONEY.search(text))
    matter = (
        0.02 * numbers
        + 0.08 * (money and numbers > 0)
        + 0.06 * (numbers > 0 and bool(_LIMIT.search(text)))
        + 0.04 * (dated and numbers > 0)
        + 0.07 * bool(_PROBLEM.search(text))
        + 0.14 * cause
    )
    settles = bool(exchanges.hagglings.of(index)) or index in exchanges.withdrawals.revising
    outcome += _SETTLED * settles
    unclear = not recap and not (cause and agreed)  # "so it was the adapter" is what all was about
    against = (
        0.15 * (len(content) <= _LIGHT and not recap and not cause)
        + 0.12 * (leans(tokens) and unclear)
        + 0.15 * (len(content) <= _LIGHT + 1 and bool(_POINTS.search(text)) and unclear)
        + 0.10 * text.endswith("?")
        + 0.25 * bool(COURTESY.search(text))
        + _OUTDATED * (index in exchanges.withdrawals.outdated)
    )
    if is_about_talk(text):
        return 0.0, 0.0, 0.4
    return min(outcome, 0.34), min(matter, 0.24), against


def _reasons(conversation: Conversation) -> list[int]:
    """What callers say first when they are asked how one can help."""
    sentences = conversation.sentences
    return [
        index + 1
        for index, (asked, said) in enumerate(pairwise(sentences))
        if asked.utterance != said.utterance and _HELPS.search(asked.text)
    ]


def _recap(conversation: Conversation) -> Bools:
    """Sentences after the words that open a recapitulation: of that turn, and of its speaker's next ones."""
    found = np.zeros(len(conversation.sentences), bool)
    opened, speaker = -_RECAPITULATION, None
    for index, sentence in enumerate(conversation.sentences):
        who = conversation.speaker(index)
        if RECAPS.search(sentence.text):
            opened, speaker = index, who
        found[index] = who == speaker and index - opened < _RECAPITULATION
    return found


def is_about_talk(text: str) -> bool:
    """Whether all that is said is how the talk goes on."""
    if not _ABOUT_TALK.search(text):
        return False
    for part in parts(text):
        content = content_words(part)
        if content and (len(content) > _ASIDE or not _ABOUT_TALK.search(part)):
            return False
    return True


def points_back(text: str) -> bool:
    """Whether a sentence of few words is about something that was named before: "I'll do it today"."""
    opening = next((part for part in parts(text) if len(words(part)) > _LIGHT), text)
    tokens = words(opening)
    content = meaningful(tokens)
    leaning = leans([word.partition("'")[0] for word in tokens])  # "it's" too
    return leaning or (len(content) <= 2 * _LIGHT and _POINTS.search(opening) is not None)


def leans(tokens: Sequence[str]) -> bool:
    """Whether a sentence starts with a word for something that was said before it."""
    return next((word for word in tokens if word not in _OPENING), "") in _LEANING
