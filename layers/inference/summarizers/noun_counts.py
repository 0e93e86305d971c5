"""How often and where a noun is said in a chapter, and in which phrases."""

from collections import Counter
from dataclasses import dataclass, field

from summarizers.nouns import LIGHT, PEOPLE
from summarizers.phrases import Phrase
from summarizers.words import stem

_SLIGHT = 0.12  # what a noun counts that says little, "list", "team"
_PERSON = 0.4  # what a person counts, "husband"
_SHARE = 1 / 3  # of a noun's mentions, from which the words before it belong to it
_SELDOM = 4  # mentions up to which the first one shows the words before a noun


@dataclass(slots=True)
class Noun:
    """What is known of a noun in one chapter.

    first: the phrase in which it is said first. opening: the one that says what the chapter is about. forms:
    all phrases that it heads. sentences: where it is said. likeliest: the best score of these.
    """

    weight: float = 0.0
    likeliest: float = 0.0
    early: float = 1.0
    announced: bool = False
    sure: bool = False
    placed: bool = False
    first: str = ""
    opening: str = ""
    forms: Counter[str] = field(default_factory=Counter)
    sentences: set[int] = field(default_factory=set)

    def count(self, phrase: Phrase, number: int, score: float) -> None:
        """Said once more, in the sentence of that number."""
        text = written(phrase)
        self.add(number, score)
        self.sure = self.sure or phrase.sure
        self.placed = self.placed or phrase.placed
        self.likeliest = max(self.likeliest, score)
        self.first = self.first or text
        self.forms[text] += 1

    def add(self, number: int, score: float) -> None:
        """Weigh a sentence in which it is said; what is repeated within one counts once."""
        if number not in self.sentences:
            self.weight += 0.3 + score
            self.sentences.add(number)

    def label(self) -> str:
        """The noun with the words before it that belong to it: those of its first mention, or usual ones."""
        if self.opening:
            return self.opening
        usual = max(self.forms, key=lambda form: (" " in form, self.forms[form], form))
        if " " in usual and self.forms[usual] >= max(2, len(self.sentences) * _SHARE):
            return usual
        return (
            self.first
            if len(self.sentences) <= _SELDOM or " " not in self.first
            else self.forms.most_common(1)[0][0]
        )

    def weakness(self, key: str) -> float:
        """What is too general to be a topic, unless a noun before it says more."""
        if key in PEOPLE:
            return _PERSON
        if key not in LIGHT:
            return 1.0
        label = self.label()
        return max(self.forms[label], 1) / self.forms.total() if " " in label else _SLIGHT

    def apart_from(self, other: "Noun") -> bool:
        """Whether they share no word, and this one is also said where the other one is not."""
        mine, theirs = ({stem(word) for word in noun.label().split()} for noun in (self, other))
        return not mine & theirs and bool(self.sentences - other.sentences)


def written(phrase: Phrase) -> str:
    """A phrase with its owner and its day."""
    return " ".join(filter(None, (phrase.owner, *phrase.words, phrase.day)))
