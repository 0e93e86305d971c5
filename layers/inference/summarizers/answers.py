"""A question told together with its answer, and with what it points back to; what somebody agrees to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from summarizers.corrections import slots
from summarizers.disfluency import fluent, unhesitant
from summarizers.exchanges import Question
from summarizers.features import is_small_talk
from summarizers.names import capital, display
from summarizers.narration import Statement, Told
from summarizers.pieces import ended, is_empty
from summarizers.references import lacks_noun
from summarizers.reported_speech import quote
from summarizers.sentences import parts
from summarizers.spoken import bare
from summarizers.teller import Teller
from summarizers.verbs import AUXILIARIES, BASES, PASTS, THIRD_PERSONS
from summarizers.words import QUESTION_WORDS, content_words, listed, words

# "I do, they took a photo": what is left of the answer when its yes or no is told.
_AFFIRMS = re.compile(
    r"^(?:(?:yes|yeah|no|sure|oh)[,.]? )*"
    r"(?:(?:i|we) (?:do|did|have|am|are|will|can)|it (?:is|does|did))(?:n't)?[,.] (?=\w)"
    r"|^(?:yes|yeah|no|nope)[,.]? (?=but\b)",
    re.IGNORECASE,
)
# An answer in small words: what it says is lost with it.
_REPLIES = re.compile(
    r"(?:(?:oh|well|um|uh|no|hmm),? )*"
    r"(?:not\b|hardly|almost|nearly|maybe|perhaps|possibly|(?:both|neither|either|all|none)\b"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten)[.,]"
    r"|i (?:don't )?think so|i (?:hope|guess|suppose) (?:so|not)|i (?:don't|doubt)|i'll (?:do|take|try)"
    r"|(?:it|that|they|he|she)(?:'s| is| was| were|'d be| went) "
    r"(?!(?:a )?(?:good )?question|fair|true|right))",
    re.IGNORECASE,
)
_CONTRASTS = re.compile(r"(?:but|though|although|except|only|unless|otherwise)\b", re.IGNORECASE)
_NO_OR_YES = re.compile(r'"(?:yes|yeah|yep|yup|no|nope|not)\b', re.IGNORECASE)
# No "yes" answers this, "Sure" to "can you tell me how" goes without saying.
_ASKS_FOR = re.compile(r" asks (?:what|who|which|where|when|why|how|whose)\b")
# What somebody may say yes to.
_PROPOSED = re.compile(
    r" asks (?!what|who|which|where|when|why|how|about)| suggests | offers | would like "
    r"| says (?:that )?\w+ (?:could|should|might) "
)
_POINTING = frozenset("that it this they those these".split())
_OPENS = QUESTION_WORDS | {"and", "any", "but", "so"}  # a question that needs nothing before it
_DECIDING = frozenset("no not yes".split())
_VERBAL = AUXILIARIES | PASTS | THIRD_PERSONS | frozenset("i you we they he she it".split())
_SUBJECT, _LEAD = 3, 30  # words among which a question's subject stands; words of what it points to, at most
_ANSWERING = 2  # sentences of an answer that are told with its question
_QUOTED = 40  # words of an answer that is quoted whole
_FRAGMENT = 6  # words of a question that is none without what was said before it


def exchange(teller: Teller, question: Question, answer: int, polarity: str) -> Told:
    """A question and its answer; a lone "yes" or "no" is said after it.

    polarity: whether the answer is "yes" or "no"; "" where it is neither.
    """
    asker = teller.conversation.speaker(question.index)
    text = question.text.rstrip(" .!?") + "?"
    asked = _amputated(teller, question) or teller.told(
        teller.pieces(text, asker), question.index, teller.conversation.speaker(answer)
    )
    opening = asked.text.removesuffix(".")
    answered = _answer(teller, answer, asker, "" if _ASKS_FOR.search(opening) else polarity)
    reply = _small(teller.spelling.lowered(answered.text))
    joined = f"{opening} {answered.text}" if asked.quoted else f"{opening}; {reply}"
    return Told((Statement(None, joined),), asked.quoted or answered.quoted, answered.corrected)


def lead(teller: Teller, question: Question) -> tuple[int, Told] | None:
    """What was said right before a question that points to it or follows from a figure in it.

    "Thursday at ten. Would that suit you?" Also the index of its sentence.
    """
    before = _said_before(teller, question)
    if before is None or before[1].endswith("?") or _is_fragment(question.text):
        return None
    index, part = before
    points = _POINTING & set(words(question.text)[:_SUBJECT]) or lacks_noun(question.text)
    if not points and not (index == question.index and slots(words(part))):
        return None
    told = teller.told(teller.spelling.cased([part]), index)
    return None if told.quoted or len(words(told.text)) > _LEAD else (index, told)


def agreed(teller: Teller, told: Told, replies: Mapping[str, int]) -> Told:
    """What is told, and who agrees to it, after the request or proposal in it.

    replies: of those who do, by speaker, the first sentence of each.
    """
    proposing = [k for k, statement in enumerate(told.statements) if _PROPOSED.search(statement.text)]
    place = max(proposing, default=len(told.statements) - 1)
    before, to, after = told.statements[:place], told.statements[place], told.statements[place + 1 :]
    if place and not proposing:  # of several facts nobody knows to which
        said = (_reply(teller, index) for index in replies.values())
        return Told((*told.statements, *said), told.quoted)
    names = [display(speaker) for speaker in replies]
    who = listed(names)
    asked = " asks whether " in to.text
    verb = ("say yes" if asked else "agree") if len(names) > 1 else ("says yes" if asked else "agrees")
    if to.text.endswith('"'):
        text = f"{to.text} {capital(who)} {verb}."
    else:
        text = f"{to.text.rstrip('.')}; {who} {verb}."
    return Told((*before, Statement(to.speaker, text), *after), told.quoted)


def is_told(told: Told, text: str) -> bool:
    """Whether what is asked for at the end of a sentence is in what is told of it."""
    return not parts(text)[-1].endswith("?") or _PROPOSED.search(told.text) is not None


def _reply(teller: Teller, index: int) -> Statement:
    """With which words somebody agrees."""
    opening, *others = teller.spelling.cased(parts(teller.conversation.sentences[index].text))
    said = [opening, *others[:1]] if is_empty(opening) else [opening]
    label = teller.conversation.speaker(index)
    return Statement(label, capital(quote(" ".join(map(ended, said)), display(label))))


def _answer(teller: Teller, index: int, asker: str | None, polarity: str) -> Told:
    name = capital(display(teller.conversation.speaker(index)))
    text = teller.text(index)
    if teller.stays(index):
        return Told((teller.verbatim([index]),), quoted=True, corrected=True)
    whole = teller.spelling.cased(parts(_AFFIRMS.sub("", text) if polarity else text))
    saying = [piece for piece in whole if not piece.endswith("?") and not is_empty(piece)]
    pieces = (saying or whole)[:_ANSWERING]
    if polarity and all(is_small_talk(words(fluent(piece))) for piece in pieces):
        return Told((Statement(None, f"{name} says {polarity}."),), quoted=False)
    least = 2 if polarity else 1
    pieces = [piece for piece in pieces if len(content_words(piece)) >= least] or pieces
    told = teller.told(pieces, index, asker, whole=True)
    if not polarity and _loses(whole, pieces):
        told = _quoted(teller, index, _spoken(whole)) or told
    elif told.quoted and len(told.statements) > 1 and not any(piece.endswith("?") for piece in pieces):
        told = _quoted(teller, index, pieces, deciding=not polarity) or told
    return _affirmed(told, f"{name} says", polarity) if polarity else told


def _loses(whole: Sequence[str], told: Sequence[str]) -> bool:
    """Whether a part of an answer is not told that turns it, or is the answer itself.

    "Not that I know. But the roof leaks.", "It was great. Wet. We saw nothing.".
    """
    last = max(k for k, piece in enumerate(whole) if piece in told)
    lost = [piece for piece in whole[:last] if piece not in told]
    answers = any(_REPLIES.match(piece) or (piece.endswith("?") and content_words(piece)) for piece in lost)
    said = [piece for piece in whole[: last + 2] if not is_empty(piece)]
    # "Room one. Wait, the book. Yes.": whoever answers has made sure.
    answers = answers or any(piece not in told and _is_settled(piece) for piece in whole[1:])
    return answers or any(map(_CONTRASTS.match, said[1:]))


def _is_settled(piece: str) -> bool:
    said = words(piece)
    return bool(said) and _DECIDING.issuperset(said)


def _spoken(whole: Sequence[str]) -> list[str]:
    """The parts of an answer from the first that says something to the last that asks nothing."""
    first = next((k for k, piece in enumerate(whole) if not is_empty(piece) or _REPLIES.match(piece)), 0)
    last = max((k for k, piece in enumerate(whole) if not piece.endswith("?")), default=len(whole) - 1)
    return list(whole[first : last + 1])


def _quoted(teller: Teller, index: int, pieces: Sequence[str], *, deciding: bool = True) -> Told | None:
    """Parts of what is said in one quotation; None where that is long.

    deciding: their "yes" or "no" is told by nothing else.
    """
    first, *others = pieces
    opening = bare(first)
    if deciding and _DECIDING & {*words(first)} - {*words(opening)}:
        opening = unhesitant(first)  # "Well, no, the bank wants more"
    text = " ".join(map(ended, [opening, *map(unhesitant, others)]))
    label = teller.conversation.speaker(index)
    statement = Statement(label, capital(quote(text, display(label))))
    return Told((statement,), quoted=True) if len(words(text)) <= _QUOTED else None


def _said_before(teller: Teller, question: Question) -> tuple[int, str] | None:
    """The part before a question in its turn, if that is no small talk, and the index of its sentence."""
    sentences, first = teller.conversation.sentences, question.index
    while first and sentences[first - 1].utterance == sentences[question.index].utterance:
        first -= 1
    said = [(k, part) for k in range(first, question.index + 1) for part in parts(sentences[k].text)]
    asked = (question.index, question.text)
    place = said.index(asked) if asked in said else 0
    return said[place - 1] if place and not is_small_talk(words(said[place - 1][1])) else None


def _is_fragment(text: str) -> bool:
    low = words(text)
    verbal = any(word in _VERBAL or "'" in word for word in low) or not BASES.isdisjoint(low[:1])
    return 0 < len(low) <= _FRAGMENT and not verbal and _OPENS.isdisjoint(low[:_SUBJECT])


def _amputated(teller: Teller, question: Question) -> Told | None:
    """A question of a few words with what it follows: "Nine hundred? For a garage?"."""
    before = _said_before(teller, question) if _is_fragment(question.text) else None
    if before is None or before[0] != question.index or len(words(before[1])) > _LEAD // 2:
        return None
    return _quoted(teller, question.index, teller.spelling.cased([before[1], question.text]))


def _affirmed(told: Told, says: str, polarity: str) -> Told:
    """An answer with its "yes" or "no". says: how a sentence starts that tells it."""
    first, *others = told.statements
    if first.clause:
        opening = [Statement(None, f"{says} {polarity}: {first.clause}", first.clause)]
    elif _NO_OR_YES.match(first.text.removeprefix(f"{says}: ")):
        opening = [first]  # which says so itself
    elif first.text.startswith(f"{says}: "):
        opening = [replace(first, text=first.text.replace(says, f"{says} {polarity}", 1))]
    else:
        opening = [Statement(None, f"{says} {polarity}."), first]
    return Told((*opening, *(replace(other, speaker=None) for other in others)), told.quoted)


def _small(text: str) -> str:
    """A sentence after a semicolon: "The agent" loses its capital letter."""
    return text[:1].lower() + text[1:] if text.startswith("The ") else text
