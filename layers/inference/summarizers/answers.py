"""A question told together with its answer, and with what it points back to; what somebody agrees to."""

import re
from collections.abc import Sequence
from dataclasses import replace

from summarizers.corrections import slots
from summarizers.disfluency import fluent
from summarizers.exchanges import Question
from summarizers.features import is_small_talk
from summarizers.names import capital, display
from summarizers.narration import Statement, Told
from summarizers.pieces import is_empty
from summarizers.references import lacks_noun
from summarizers.sentences import parts
from summarizers.teller import Teller
from summarizers.words import content_words, listed, words

# "I do, they took a photo": what is left of the answer when its yes or no is told.
_AFFIRMS = re.compile(
    r"^(?:(?:yes|yeah|no|sure|oh)[,.]? )*"
    r"(?:(?:i|we) (?:do|did|have|am|are|will|can)|it (?:is|does|did))(?:n't)?[,.] (?=\w)",
    re.IGNORECASE,
)
# No "yes" answers this, "Sure" to "can you tell me how" goes without saying.
_ASKS_FOR = re.compile(r" asks (?:what|who|which|where|when|why|how|whose)\b")
_POINTING = frozenset("that it this they those these".split())
_SUBJECT, _LEAD = 3, 30  # words among which a question's subject stands; words of what it points to, at most
_ANSWERING = 2  # sentences of an answer that are told with its question


def exchange(teller: Teller, question: Question, answer: int, polarity: str) -> Told:
    """A question and its answer; a lone "yes" or "no" is said after it.

    polarity: whether the answer is "yes" or "no"; "" where it is neither.
    """
    asker = teller.conversation.speaker(question.index)
    text = question.text.rstrip(" .!?") + "?"
    asked = teller.told(teller.pieces(text, asker), question.index, teller.conversation.speaker(answer))
    opening = asked.text.removesuffix(".")
    answered = _answer(teller, answer, asker, "" if _ASKS_FOR.search(opening) else polarity)
    reply = _small(teller.spelling.lowered(answered.text))
    joined = f"{opening} {answered.text}" if asked.quoted else f"{opening}; {reply}"
    return Told((Statement(None, joined),), asked.quoted or answered.quoted, answered.corrected)


def lead(teller: Teller, question: Question) -> tuple[int, Told] | None:
    """What was said right before a question that points to it or follows from a figure in it.

    "Thursday at ten. Would that suit you?" Also the index of its sentence.
    """
    sentences, first = teller.conversation.sentences, question.index
    while first and sentences[first - 1].utterance == sentences[question.index].utterance:
        first -= 1
    said = [(k, part) for k in range(first, question.index + 1) for part in parts(sentences[k].text)]
    asked = (question.index, question.text)
    place = said.index(asked) if asked in said else 0
    if not place or said[place - 1][1].endswith("?") or is_small_talk(words(said[place - 1][1])):
        return None
    index, part = said[place - 1]
    points = _POINTING & set(words(question.text)[:_SUBJECT]) or lacks_noun(question.text)
    if not points and not (index == question.index and slots(words(part))):
        return None
    told = teller.told(teller.spelling.cased([part]), index)
    return None if told.quoted or len(words(told.text)) > _LEAD else (index, told)


def agreed(told: Told, speakers: Sequence[str]) -> Told:
    """What is told, and who agrees to it."""
    names = [display(speaker) for speaker in speakers]
    who = listed(names)
    asked = " asks whether " in told.text
    verb = ("say yes" if asked else "agree") if len(names) > 1 else ("says yes" if asked else "agrees")
    *others, last = told.statements
    if last.text.endswith('"'):
        text = f"{last.text} {capital(who)} {verb}."
    else:
        text = f"{last.text.rstrip('.')}; {who} {verb}."
    return Told((*others, Statement(last.speaker, text)), told.quoted)


def _answer(teller: Teller, index: int, asker: str | None, polarity: str) -> Told:
    name = capital(display(teller.conversation.speaker(index)))
    text = teller.conversation.sentences[index].text
    if teller.stays(index):
        return Told((teller.verbatim([index]),), quoted=True, corrected=True)
    pieces = teller.spelling.cased(parts(_AFFIRMS.sub("", text) if polarity else text))
    saying = [piece for piece in pieces if not piece.endswith("?") and not is_empty(piece)]
    pieces = (saying or pieces)[:_ANSWERING]
    if polarity and all(is_small_talk(words(fluent(piece))) for piece in pieces):
        return Told((Statement(None, f"{name} says {polarity}."),), quoted=False)
    least = 2 if polarity else 1
    saying = [piece for piece in pieces if len(content_words(piece)) >= least]
    told = teller.told(saying or pieces, index, asker, whole=True)
    return _affirmed(told, f"{name} says", polarity) if polarity else told


def _affirmed(told: Told, says: str, polarity: str) -> Told:
    """An answer with its "yes" or "no". says: how a sentence starts that tells it."""
    first, *others = told.statements
    if first.clause:
        opening = [Statement(None, f"{says} {polarity}: {first.clause}", first.clause)]
    elif first.text.startswith(f"{says}: "):
        opening = [replace(first, text=first.text.replace(says, f"{says} {polarity}", 1))]
    else:
        opening = [Statement(None, f"{says} {polarity}."), first]
    return Told((*opening, *(replace(other, speaker=None) for other in others)), told.quoted)


def _small(text: str) -> str:
    """A sentence after a semicolon: "The agent" loses its capital letter."""
    return text[:1].lower() + text[1:] if text.startswith("The ") else text
