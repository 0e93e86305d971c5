"""What belongs together though two people said it: a question and its answer, a proposal and a yes to it."""

import re
from dataclasses import dataclass

from summarizers.corrections import OPENING, numbers, slots
from summarizers.features import Conversation, is_small_talk
from summarizers.haggling import Hagglings
from summarizers.sentences import parts
from summarizers.withdrawals import Withdrawals
from summarizers.words import content_words, words

_ASKED = 3  # last sentences of a turn among which its question stands
_QUESTION_WORDS = frozenset("what who where when why how which".split())
_INVERTED = re.compile(
    r"(?:is|are|was|were|do|does|did|can|could|will|would|should|have|has) "
    r"(?:i|you|we|they|he|she|it|there|this|that|anybody|anyone|somebody|people)\b",
    re.IGNORECASE,
)
# Questions before what is really said, which is understood without them.
_ASIDE = re.compile(
    r"\b(?:(?:guess|you know) what|(?:can|may) i (?:help|do for) you|can i help|how are you(?: doing)?"
    r"|what(?: can|'s| is) (?:i do for you|up|the problem|the matter)|how(?:'s| is) it going|hear me"
    r"|want to (?:go first|start|begin)|who(?:'s| is) (?:first|next))"
    r"(?: today| now)?\?$|^(?:honestly|really|seriously|sorry|pardon|right|okay|oh)\?$",
    re.IGNORECASE,
)
_ECHO = 3  # words of a question that no more than repeats what was said
_LONGEST = 16  # words of a question without its mark
_YES = re.compile(
    r"(?:oh |and |um,? |well,? )*"
    r"(?:yes|yeah|yep|yup|sure|of course|absolutely|definitely|exactly|correct|certainly"
    r"|that's right|it is|we do|i do|i did|it does|they do|(?:i|we|they) (?:have|are|were|am)(?=[,.!]))"
    r"(?!\w)(?! but\b)",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:oh |and |um,? |well,? |(?:i'm )?(?:sorry|afraid)[,.]? )*"
    r"(?:(?:no(?! problem| worries)|nope|not yet|not really|i'm afraid not|never)\b"
    r"|(?:there (?:isn't|aren't)|it (?:isn't|doesn't)|(?:i|we) (?:don't|haven't|didn't))(?=[.,!]))",
    re.IGNORECASE,
)
# No "yes" answers it: "Can you tell us what happened?".
_ASKS_TO_TELL = re.compile(
    r"\b(?:can|could|will|would|do|want|like) (?:you|to)(?: want to| like to| please| just| maybe)* "
    r"(?:tell|explain|describe|remind|walk|talk|run|take|fill)\b(?: (?:us|me|everyone|everybody)\b"
    r"| (?:it|that|this)(?: to (?:us|me|everyone|everybody))?\W*$)",
    re.IGNORECASE,
)
# Who says so has taken the offer, whatever form the offer had.
_TAKES = re.compile(
    r"(?:okay|ok|yes|yeah|sure|fine|great|good|right|alright|all right|oh)?[,.!]*\s*"
    r"(?:deal\b|agreed\b|approved\b|works for me|that works|sounds (?:good|great|fine|right|perfect)"
    r"|fine by me|fine with me|let's do (?:it|that)|(?:then )?let's go with (?:it|that)|i'll take it"
    r"|i like it|that sounds right|(?:it )?looks like it|i can live with that|decided\b)",
    re.IGNORECASE,
)
# So do these, if something was proposed or asked for.
_ACCEPTS = re.compile(
    r"(?:yes|yeah|yep|sure|of course|absolutely|definitely|perfect|fine|fair|very well|certainly|gladly"
    r"|great|with pleasure|please do|will do|no problem|i'm in|count me in)\b",
    re.IGNORECASE,
)
# What is answered by a figure; who says "I'd love to tell you" may name it next.
_AMOUNT = re.compile(r"\bhow (?:much|many|long|often|far|soon)\b|\bwhat (?:time|size|price)\b", re.IGNORECASE)
_AMOUNTS = re.compile(
    r"\d|\b(?:no|not|never|don't|depends|few|several|couple|enough|all|none)\b", re.IGNORECASE
)
_HAGGLING = 4  # sentences that put right one after the other
_FIXING = frozenset("call settle works fine done deal".split())  # beside a number these say no more
_BUT = re.compile(r"\b(?:but|although|except|unless|not|don't|however|only if)\b", re.IGNORECASE)
_PROPOSES = re.compile(
    r"\b(?:let's|shall we|why don't we|how about|should|i'd (?:suggest|propose|offer)|i suggest"
    r"|i propose|my proposal|(?:can|could|would|will) (?:you|we)|if you could|we could|we can|please"
    r"|i can (?:offer|give|do)|i could|would you like|what if)\b",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(r"(?:oh, |okay, |right, )?so (?:it|that|we|you|i|the)\b", re.IGNORECASE)
_AGREES = 2  # content words of a sentence that says yes and nothing else
_SHORT = 12  # words of a turn that does no more than agree


@dataclass(frozen=True, slots=True)
class Question:
    """A question: the index of its sentence, and its words, which may be a part of that sentence."""

    index: int
    text: str


class Exchanges:
    """Who answers and who agrees to what, by what stands next to what."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        labels = (utterance.speaker or "" for utterance in conversation.utterances)
        self._names = {word for label in dict.fromkeys(labels) for word in words(label)}
        self._turns: dict[int, list[int]] = {}
        for index, sentence in enumerate(conversation.sentences):
            self._turns.setdefault(sentence.utterance, []).append(index)
        # The last sentence of each turn that is more than small talk.
        self._weighty = {
            sentence.utterance: index
            for index, sentence in enumerate(conversation.sentences)
            if not is_small_talk(conversation.tokens[index])
        }
        self._order = list(self._turns)
        self.hagglings = Hagglings(conversation)
        self.withdrawals = Withdrawals(conversation, self.hagglings)
        self._place = {utterance: place for place, utterance in enumerate(self._order)}

    def turn(self, utterance: int) -> list[int]:
        """The sentences of an utterance, by index."""
        return self._turns[utterance]

    def question_before(self, index: int) -> Question | None:
        """What a sentence that starts a turn answers: the question of another speaker in the turn before."""
        turn = self._turn(index)
        if turn[0] != index:
            return None
        before = self._neighbour(index, -1)
        return self._question(before) if before else None

    def answer_after(self, index: int) -> tuple[Question, int] | None:
        """A question of this sentence that ends its turn, and the sentence that answers it."""
        after = self._neighbour(index, 1)
        asked = self._question(self._turn(index))
        if self.agreeing(index):
            return None  # it is told as a proposal
        if not after or not asked or asked.index != index:
            return None
        texts = {k: self._conversation.sentences[k].text for k in after[:_ASKED]}
        saying = [k for k, text in texts.items() if len(content_words(text)) > 1] or after[:1]
        stated = numbers(self._conversation.tokens[saying[0]])
        if _AMOUNT.search(asked.text) and not stated and not _AMOUNTS.search(texts[saying[0]]):
            figured = (k for k in saying if numbers(self._conversation.tokens[k]))
            return asked, next(figured, saying[0])
        return asked, saying[0]

    def agreeing(self, index: int) -> dict[str, int]:
        """The other speakers who agree in the next turns to what a sentence proposes, and the utterances."""
        if index < self._weighty.get(self._conversation.sentences[index].utterance, 0):
            return {}
        text = self._conversation.sentences[index].text
        speaker = self._conversation.speaker(index)
        proposes = _PROPOSES.search(text) or _CONCLUDES.match(text)
        dated = slots(self._conversation.tokens[index])
        found: dict[str, int] = {}
        place = self._place[self._conversation.sentences[index].utterance]
        for utterance in self._order[place + 1 :]:
            reply = self._turns[utterance]
            text = " ".join(self._conversation.sentences[k].text for k in reply)
            who = self._conversation.speaker(reply[0])
            opening = self._conversation.sentences[reply[0]].text
            brief = len(content_words(opening)) <= _AGREES
            yes = _ACCEPTS.match(text) or (dated and _echoes(opening, dated))
            accepted = _TAKES.match(text) or (proposes and brief and yes)
            if who in (None, speaker) or not accepted or _BUT.search(opening):
                break
            found.setdefault(str(who), utterance)
            if len(words(text)) > _SHORT:
                break
        return found

    def corrections(self, index: int) -> list[int]:
        """The sentences that put right a number or date of this one, or haggle about it, in order.

        "The tenth. No, the fifth." of one speaker; of several "Fifty. Make it a hundred. Seventy-five. Okay,
        seventy-five.".
        """
        sentences, tokens = self._conversation.sentences, self._conversation.tokens
        stated = numbers(tokens[index])
        found: list[int] = []
        if not stated or sentences[index].text.endswith("?"):
            return found
        for k in range(index + 1, min(index + 1 + _HAGGLING, len(sentences))):
            named = numbers(tokens[k])
            first = not found
            same = sentences[k].utterance == sentences[k - 1].utterance
            answers = OPENING.match(sentences[k].text) is not None
            bare = not {*content_words(sentences[k].text)} - named - _FIXING
            if not named or sentences[k].text.endswith("?") or not (answers or (bare and not same)):
                break
            if first and not (answers and named - stated) and not (bare and named.isdisjoint(stated)):
                break
            found.append(k)
        return found

    def polarity(self, question: Question, answer: int) -> str:
        """Return "yes" or "no" where a question asks for that and the answer opens so; "" otherwise."""
        asked = words(question.text)
        text = self._conversation.sentences[answer].text
        opening = {word.removesuffix("'s") for word in asked[:3]}
        if not asked or _QUESTION_WORDS & opening or _ASKS_TO_TELL.search(question.text):
            return ""
        return "no" if _NO.match(text) else "yes" if _YES.match(text) else ""

    def _question(self, turn: list[int]) -> Question | None:
        """The last question of a turn, where little follows it."""
        said = [(k, part) for k in turn for part in parts(self._conversation.sentences[k].text)]
        for place, (index, part) in reversed([*enumerate(said)][-_ASKED:]):
            if part.endswith("?"):
                if place + 1 < len(said) and len(words(part)) <= _ECHO:
                    return None  # "This Sunday? I can't." answers itself
                found = words(part)
                if _ASIDE.search(part):
                    return None
                asks = set(content_words(part)) - self._names or _QUESTION_WORDS & set(found)
                return Question(index, part) if asks else None
        if len(said) == 1 and asks_unmarked(said[0][1]):
            return Question(said[0][0], said[0][1])
        return None

    def _turn(self, index: int) -> list[int]:
        return self._turns[self._conversation.sentences[index].utterance]

    def _neighbour(self, index: int, step: int) -> list[int] | None:
        """The sentences of the turn before or after, where another speaker has it."""
        place = self._place[self._conversation.sentences[index].utterance] + step
        if not 0 <= place < len(self._order):
            return None
        turn = self._turns[self._order[place]]
        return turn if self._conversation.speaker(turn[0]) != self._conversation.speaker(index) else None


def _echoes(reply: str, dated: frozenset[str]) -> bool:
    """Whether a reply says nothing but the day or number that was proposed: "Thursday, okay."."""
    found = words(reply)
    named = slots(found)
    rest = {word.removesuffix("'s") for word in content_words(reply)} - named
    brief = len(found) <= len(named) + _AGREES
    return bool(named) and named <= dated and not rest and brief and not reply.endswith("?")


def asks_unmarked(text: str) -> bool:
    """Whether a text without marks, as recognisers write it, is a question."""
    found = words(text)
    while found and found[0] in ("okay", "and", "so", "right", "um", "uh", "but", "well", "lovely", "now"):
        found = found[1:]
    first = found[0].partition("'")[0] if found else ""
    opens = bool(found) and (first in _QUESTION_WORDS or _INVERTED.match(" ".join(found)) is not None)
    return opens and len(found) <= _LONGEST and text[-1:].isalnum()
