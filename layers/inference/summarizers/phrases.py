"""Noun phrases of a sentence, as far as word lists and neighbouring words show them."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from summarizers.names import TITLES
from summarizers.nouns import (
    ADJECTIVES,
    KEPT,
    LIGHT,
    NO_NOUNS,
    ONLY_VERBS,
    VERBAL,
    base_of_gerund,
    is_adjective,
    is_adverb,
    is_topic,
    may_be_noun,
)
from summarizers.truecase import TrueCase
from summarizers.verbs import AUXILIARIES, BASES
from summarizers.words import DATE_WORDS, NUMBER_WORDS, SMALL_TALK, STOP_WORDS

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")
_POSSESSIVES = frozenset("our your my their his her its".split())
_DEMONSTRATIVES = frozenset("this that these those each every no any some which".split())
DETERMINERS = frozenset("the a an".split()) | _POSSESSIVES | _DEMONSTRATIVES
_LINKS = frozenset("abt of for on about with without into from to in at by per including".split())
_EXPLAINED = frozenset("how why".split())  # before what is explained: "how honeybees decide"
_PLACING = frozenset("in at of on into near".split())  # before names of places, firms and things
_LIGHT_AFTER_NOUN = frozenset("hours problem problems situation".split())
_THANKS = re.compile(
    r"\b(?:thanks|thank you|thx|sorry|congratulations|congrats|good luck|welcome|(?:have|take) a seat)\b"
    r"[^,.?!;]*",
    re.IGNORECASE,
)
_OBJECTS = frozenset(
    "to not it them us me him her you like down up out off around".split()
)  # after a verb, and seldom after a noun
_MEASURES = frozenset("bag bottle box bunch cup glass pack pair piece slice".split())
_PARTS = frozenset("part parts bit bits thing things stuff".split())  # behind adjectives: "the boring part"
_FALSE_PLURALS = frozenset("sales savings awards news goods sports".split())
_DOINGS = frozenset(
    """
        advertising banking billing boarding booking briefing building camping ceiling cleaning clothing
        coaching cooking dancing driving engineering fencing filling fishing flooring funding gardening
        heating hiring hosting housing invoicing landing lettering lighting listing logging
        manufacturing marketing
        meeting messaging monitoring netting onboarding opening packaging packing painting parking
        plumbing pricing printing processing programming publishing reading recording roofing rostering
        rowing sailing scaffolding schooling screening setting shipping shopping spending staffing
        staging swimming testing ticketing tracking trading training tutoring typing wedding wiring writing
    """.split()
)  # that stand behind another noun as nouns
_SUBORDINATE = frozenset("when whenever if because since while after before until every again".split())
_BEFORE = frozenset("so and but it it's is uh um er hi".split()) | NUMBER_WORDS
_CALLED = 3  # words in which somebody is called: "Nora, the coffee machine is leaking"
_FAR = 12  # words looked back for the beginning of a sentence
_LONGEST = 4  # words in a phrase


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun, with the nouns and adjectives before it.

    words: in lower case, the noun last. owner: "leo's" where that stands before it. start, end: where all of
    it stands among the tokens. sure: whether a determiner or another noun shows that it is a noun. placed:
    whether it stands where names of persons seldom do. day: "on monday" behind a noun that says little alone.
    """

    words: tuple[str, ...]
    owner: str
    start: int
    end: int
    sure: bool
    placed: bool
    day: str = ""


def tokens(sentence: str) -> list[str]:
    """Lower-case words and marks, without thanks and congratulations, which are no topics."""
    return [token.lower() for token in _TOKEN.findall(_THANKS.sub(" , ", sentence.replace("’", "'")))]


def phrases(
    low: Sequence[str], excluded: Collection[str], cases: TrueCase, known: Collection[str] = ()
) -> Iterator[Phrase]:
    """Noun phrases in order. excluded: words of names. known: words that are nouns in this conversation."""
    for start, end in _runs(low, excluded):
        base = _start(low, start)
        before = low[base - 1] if base else ""
        owner = before if _owns(before, low[base] if base < len(low) else "") else ""
        sure = bool(owner) or before in DETERMINERS
        if before in _DEMONSTRATIVES and low[start] in VERBAL:
            sure = False  # "that saved us", but "that offer" is lost
        linked = before in _LINKS | _EXPLAINED and not (before == "to" and low[start] in BASES)
        for first, last, own in _pieces(low, start, end, sure=sure):
            given = sure and first == start
            words = tuple(word.removesuffix("'s") for word in low[first:last])[-_LONGEST:]
            behind = linked and first == start
            evident = given or (
                behind and not words[-1].endswith("ing")
            )  # "about sleep", not "about telling"
            after = low[last] if last < len(low) else ""
            owns = not given and _owns(low[last - 1], after) and _fits(after, excluded)
            if owns or _stands_for(low[last - 1], after):
                continue  # "leo" of "leo's party"
            if is_topic(words, cases, known, sure=evident, weak=own or behind):
                words = _unnamed(words, cases)
                kept = low[first - 1] if first and low[first - 1] in KEPT else ""
                yield Phrase(
                    (kept, *words) if kept and len(words) == 1 else words,
                    owner if first == start and owner.removesuffix("'s") not in excluded else "",
                    base - bool(owner) if first == start else first,
                    last,
                    given or len(words) > 1,
                    given or before in _PLACING,
                    _day(low, last) if words[-1] in LIGHT else "",
                )


def _stands_for(word: str, after: str) -> bool:
    """Whether what is meant follows: "a spare one", "the boring part", "a box of chocolates"."""
    measured = after == "of" and word in _MEASURES
    return measured or after in ("one", "ones") or (after in _PARTS and word.endswith("ing"))


def _day(low: Sequence[str], end: int) -> str:
    """The day that stands there, "on monday"."""
    on, day = (*low[end : end + 2], "", "")[:2]
    return f"{on} {day}" if on == "on" and day in DATE_WORDS else ""


def _start(low: Sequence[str], start: int) -> int:
    """Where the phrase starts with its numerals and colourless adjectives: "my (good) frying pan"."""
    while start and (low[start - 1] in NO_NOUNS and low[start - 1] not in LIGHT):
        start -= 1
    return start


def _owns(before: str, after: str) -> bool:
    return before.endswith("'s") and before.removesuffix("'s") not in STOP_WORDS and after not in AUXILIARIES


def _runs(low: Sequence[str], excluded: Collection[str]) -> Iterator[tuple[int, int]]:
    """Stretches of words that may be noun phrases; a possessive ends one."""
    first = -1
    for k, word in enumerate(low):
        before = low[k - 1] if k else ""
        in_compound = first >= 0 and word in _LIGHT_AFTER_NOUN and before not in VERBAL | ADJECTIVES
        fits = (in_compound or _fits(word, excluded)) and before not in TITLES
        if not fits or before.endswith("'s"):
            if first >= 0:
                yield first, k
            first = k if fits else -1
        elif first < 0:
            first = k
    if first >= 0:
        yield first, len(low)


def _fits(word: str, excluded: Collection[str]) -> bool:
    return may_be_noun(word) and word.removesuffix("'s") not in excluded


def _pieces(low: Sequence[str], start: int, end: int, *, sure: bool) -> Iterator[tuple[int, int, bool]]:
    """The noun phrases of a run, divided at its verbs, and whether a verb stands before each."""
    first, after_verb = start, False
    while first < end - 1 and _leads(low[first], sure=sure and first == start):
        if after_verb and low[first] in BASES:
            break  # "give travel credit"
        after_verb = low[first] in VERBAL
        first += 1
    begin = first
    for k in range(first + 1, end):
        if begin == k and after_verb and k < end - 1 and _leads(low[k], sure=False):
            begin = k + 1
        elif _is_verb(low, k, begin):
            if k > begin:
                yield begin, k, after_verb
            begin, after_verb = k + 1, True
    if end > begin:
        yield begin, _trimmed(low, start, begin, end), after_verb


def _trimmed(low: Sequence[str], start: int, begin: int, end: int) -> int:
    """Where the phrase ends without an adjective, an adverb or a verb behind it. start: of its run."""
    after = low[end] if end < len(low) else ""
    while end - begin > 1 and is_adjective(low[end - 1]):
        end -= 1  # "is the knee swollen"
    if end - begin == 1:
        return end
    last = low[end - 1]
    followed = after in DETERMINERS or after in NUMBER_WORDS or after in _OBJECTS
    verb = followed and (last in VERBAL or last.endswith("ing"))
    # "My brake squeaks whenever it rains": there must be a verb.
    only_verb = after in _SUBORDINATE and last.endswith("s") and begins(low, start)
    # "the girl living below", "broke his leg skiing", but "regression testing".
    goes_on = last.endswith("ing") and last not in _DOINGS and len(last) > len("thing")
    return end - 1 if verb or only_verb or goes_on else end


def begins(low: Sequence[str], place: int) -> bool:
    """Whether a sentence begins there, but for its determiner, a name and such words as "hi" and "so"."""
    before = low[max(place - _FAR, 0) : place]
    called = before.index(",") if "," in before[:_CALLED] else 0
    return all(
        word in DETERMINERS or word in SMALL_TALK or word in _BEFORE or not word[0].isalpha()
        for word in before[called:]
    )


def _leads(word: str, *, sure: bool) -> bool:
    """An adverb, or a verb before its object: "finished import screen"."""
    return is_adverb(word) or (not sure and (word in VERBAL or base_of_gerund(word) in BASES))


def _is_verb(low: Sequence[str], k: int, begin: int) -> bool:
    """A verb inside a run: "landlord raised prices", "honeybees decide"."""
    word, before = low[k], low[k - 1]
    if word in ONLY_VERBS or (word.endswith("ed") and not word.endswith("eed")):
        return True
    plural = before.endswith("s") and not before.endswith("ss") and before not in _FALSE_PLURALS
    return k - 1 >= begin and word in BASES and plural


def _unnamed(words: tuple[str, ...], cases: TrueCase) -> tuple[str, ...]:
    """Without a name in apposition: "cousin Will" ▸ "cousin"."""
    small = [not cases.is_name(word) for word in words]
    while len(words) > 1 and small[0] and not small[len(words) - 1]:
        words = words[:-1]
    return words
