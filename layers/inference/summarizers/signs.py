"""Signs of what a sentence is to its conversation: a decision, a promise, a figure, a problem, an aside.

All are read off single sentences and what stands next to them, in time linear in the conversation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from summarizers.about_talk import is_about_talk
from summarizers.announcements import RECAPS
from summarizers.exchanges import Exchanges
from summarizers.features import COURTESY, Conversation
from summarizers.references import leans
from summarizers.words import DATE_WORDS, NUMBER_WORDS, meaningful

Floats = NDArray[np.float32]

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
_HELPS = re.compile(
    r"\b(?:(?:can|may|could) (?:i|we) help|(?:can|may) (?:i|we) do for you"
    r"|what(?:'s| is| seems to be) the (?:problem|matter|trouble))\b.{0,20}\?$",
    re.IGNORECASE,
)
# What is done to something that was named before, "I'll do it".
_POINTS = re.compile(r"\b(?:it|that|them|this|those|these)\b", re.IGNORECASE)
_LIGHT = 3  # content words up to which a sentence says little
_MOST_NUMBERS = 3
_RECAPITULATION = 60  # sentences that it may span, others' remarks included


@dataclass(frozen=True, slots=True)
class Signs:
    """Those of one sentence.

    agreed: others agree to it. numbers: in it, three at most. limit: a figure that others are compared with.
    light: it has few content words. points: the same, and a word for something named before. reason: it
    answers who asked how to help. answered, answers, corrected: by and of its neighbours.
    """

    decides: bool
    promises: bool
    assigns: bool
    agreed: bool
    proposes: bool
    dated: bool
    recap: bool
    numbers: int
    money: bool
    limit: bool
    problem: bool
    cause: bool
    settles: bool
    light: bool
    leaning: bool
    points: bool
    question: bool
    courtesy: bool
    outdated: bool
    about_talk: bool
    reason: bool
    answered: bool
    answers: bool
    corrected: bool

    @property
    def dated_deed(self) -> bool:
        """Says when something is done."""
        return self.dated and (self.promises or self.assigns or self.recap)

    @property
    def amount(self) -> bool:
        """Says how much money."""
        return self.money and self.numbers > 0


_plain = attrgetter(*(field.name for field in fields(Signs)))  # `astuple` copies, which takes long
NAMES = (*(field.name for field in fields(Signs)), "dated_deed", "amount", "dated_number")


def signs(conversation: Conversation, exchanges: Exchanges) -> list[Signs]:
    """Those of all sentences."""
    recap, reasons = _recap(conversation), _reasons(conversation)
    return [
        _signs(conversation, exchanges, index, recap=recap[index], reason=index in reasons)
        for index in range(len(recap))
    ]


def as_matrix(found: Sequence[Signs]) -> Floats:
    """(n, len(NAMES)): numbers of order one."""
    rows = [(*_plain(one), one.dated_deed, one.amount, one.dated and one.numbers > 0) for one in found]
    return np.array(rows, np.float32).reshape(-1, len(NAMES))


def _signs(
    conversation: Conversation, exchanges: Exchanges, index: int, *, recap: bool, reason: bool
) -> Signs:
    text = conversation.sentences[index].text.replace("’", "'")
    tokens = conversation.tokens[index]
    seen = set(tokens)
    content = meaningful(tokens)
    numbers = min(_MOST_NUMBERS, len(seen & NUMBER_WORDS) + len(_FIGURE.findall(text)))
    return Signs(
        decides=bool(_DECIDES.search(text)),
        promises=bool(_PROMISES.search(text)),
        assigns=bool(_ASSIGNS.search(text)),
        agreed=bool(exchanges.agreeing(index)),
        proposes=bool(_PROPOSES.search(text)),
        dated=bool(seen & DATE_WORDS),
        recap=recap,
        numbers=numbers,
        money=bool(_MONEY.search(text)),
        limit=numbers > 0 and bool(_LIMIT.search(text)),
        problem=bool(_PROBLEM.search(text)),
        cause=bool(_CAUSE.search(text)),
        settles=bool(exchanges.hagglings.of(index)) or index in exchanges.withdrawals.revising,
        light=len(content) <= _LIGHT,
        leaning=leans(tokens),
        points=len(content) <= _LIGHT + 1 and bool(_POINTS.search(text)),
        question=text.endswith("?"),
        courtesy=bool(COURTESY.search(text)),
        outdated=index in exchanges.withdrawals.outdated,
        about_talk=is_about_talk(text),
        reason=reason,
        answered=exchanges.answer_after(index) is not None,
        answers=exchanges.question_before(index) is not None,
        corrected=bool(exchanges.corrections(index)),
    )


def _reasons(conversation: Conversation) -> set[int]:
    """What callers say first when they are asked how one can help."""
    sentences = conversation.sentences
    return {
        index + 1
        for index, (asked, said) in enumerate(pairwise(sentences))
        if asked.utterance != said.utterance and _HELPS.search(asked.text)
    }


def _recap(conversation: Conversation) -> list[bool]:
    """Sentences after the words that open a recapitulation: of that turn, and of its speaker's next ones."""
    found = []
    opened, speaker = -_RECAPITULATION, None
    for index, sentence in enumerate(conversation.sentences):
        who = conversation.speaker(index)
        if RECAPS.search(sentence.text):
            opened, speaker = index, who
        found.append(who == speaker and index - opened < _RECAPITULATION)
    return found
