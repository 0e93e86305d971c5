"""What a sentence that a network wrote must pass before anybody reads it.

Each check compares the sentence with the lines it was written from. None of them proves the sentence right;
together they drop most of the wrong ones, and what is dropped is replaced by the text of a rule.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from summarizers.pronouns import HE_SHE, ME, THEY, YOU
from summarizers.statements import has_verb
from summarizers.verbs import BASES, PASTS, VERB_FORMS, third_person
from summarizers.words import DATE_WORDS, FILLERS, NUMBER_WORDS, STOP_WORDS, meaningful, stem, words

# Verbs of telling; that somebody said, asked or wants something needs no such word in the source.
_TELLING = frozenset(
    """
        add admit advise answer ask believe confirm describe explain feel hope introduce invite inform know
        mention need offer plan prefer promise recommend remind reply report request say share show state
        suggest talk tell thank think want warn wonder
    """.split()
)
_TOLD = frozenset(form for verb in _TELLING for form in (verb, third_person(verb)))
_PLAIN = STOP_WORDS | _TOLD
_NUMBERS = NUMBER_WORDS | DATE_WORDS | frozenset("first second third may".split())
_NEGATIONS = frozenset("no not never none nothing nobody without cannot neither nor".split())
# Without these a sentence says more than was said.
_LIMITS = frozenset(
    """if unless until only might maybe probably except almost nearly least most instead
    than without like per each before after between about over under""".split()
)
_FIRST_PERSON = {
    "is": "am",
    "has": "have",
    "does": "do",
    "doesn't": "don't",
    "hasn't": "haven't",
    "isn't": "not",
}
_DANGLING = frozenset(
    """
        a an and are as at because but by can could for from has have if in into is it's mr mrs ms dr my of
        on or should than that the their to was were who will with would your
    """.split()
)
_PERSONS = frozenset(
    """i me my mine myself we us our ours ourselves you your yours yourself they them their theirs themselves
    i'm i've i'll i'd we're we've we'll we'd you're you've you'll you'd they're they've they'll they'd
    """.split()
)
_OWN = ME.keys() | {"i"}
_JOINING = frozenset("and to point or".split())
_OPENING = frozenset("and because but if or so that then whether i'm we're".split())
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w'-]+")
_ODD_MARKS = re.compile(r",\s*,|[.?!]\s+[a-z]")
_CONTRACTION = re.compile(r"\bi['’](m|ll|ve|d)\b", re.IGNORECASE)
_LONG_FORMS = {"m": "am", "ll": "will", "ve": "have", "d": "would"}
_NEAR = 4  # words after "I" among which its verb stands
_SHORTEST = 4  # words of a complete sentence
_OFTEN = 3  # how many times a word is said in a sentence that goes round in circles
_KEPT = 0.5  # share of the source's content words that a sentence must keep
_LINKED = 0.85  # share of neighbouring words that must be neighbours in the source too


@dataclass(frozen=True, slots=True)
class Source:
    """What a sentence was written from.

    lines: the texts of the window. speakers: all who speak or are mentioned there. marked: those whose
    utterances the sentence is to tell.
    """

    lines: Sequence[str]
    speakers: Collection[str]
    marked: Collection[str]


def fault(sentence: str, source: Source) -> str | None:
    """Say in a few words what is wrong with a sentence; None if nothing is found."""
    plain = _without_names(sentence, source.speakers)
    told, spoken = words(plain), [word for line in source.lines for word in words(line)]
    for found, reason in (
        (not is_complete(sentence), "incomplete"),
        (not starts_with(sentence, source.marked), "about somebody else"),
        (tells_self(sentence, source.speakers), "tells themself"),
        (unsupported_numbers(plain, spoken), "number not in the source"),
        (unsupported_words(plain, spoken), "word not in the source"),
        (unsupported_names(plain, spoken), "name not in the source"),
        (HE_SHE & set(told), "he or she without a name"),
        (THEY & set(told) and _several_parties(spoken), "they may be two parties"),
        (_negated(told) != _negated(spoken), "negation lost or added"),
        (_counted(told, _LIMITS) != _counted(spoken, _LIMITS), "condition lost"),
        (set(_amounts(told)) - set(_amounts(spoken)), "amount cut"),
        (told[:1] and not _predicate_fits(told[0], source.lines), "what somebody else does"),
        (_asks(told) != any(line.rstrip().endswith("?") for line in source.lines), "question or statement"),
        (_requests(told), "a request told as a statement"),
        (repeats(plain), "repeats itself"),
        (kept(plain, spoken) < _KEPT, "says too little"),
        (leaves_out(plain, spoken), "words left out in the middle"),
        (linked(sentence, source) < _LINKED, "words put together anew"),
        (not _starts_clause(sentence, source), "starts in the middle"),
        (_is_own_addressee(sentence, told, spoken, source), "speaker as addressee"),
        (not any(word in VERB_FORMS or "'" in word for word in told[1:]), "no verb"),
        (told[:1] == ["says"] and not has_verb(told[1 + (told[1:2] == ["that"]) :]), "no verb"),
    ):
        if found:
            return reason
    return None


def is_complete(sentence: str) -> bool:
    """Has some words, ends as a sentence ends, and leaves no bracket or quotation mark open."""
    found = words(sentence)
    return (
        sentence.endswith((".", "!", "?"))
        and len(found) >= _SHORTEST
        and found[-1] not in _DANGLING
        and _ODD_MARKS.search(sentence) is None
        and sentence.count('"') % 2 == 0
        and sentence.count("(") == sentence.count(")")
    )


def starts_with(sentence: str, speakers: Collection[str]) -> bool:
    """The subject is one of these speakers."""
    return any(re.match(rf"{re.escape(name)}(?!\w)", sentence, re.IGNORECASE) for name in speakers)


def tells_self(sentence: str, speakers: Collection[str]) -> bool:
    """Somebody is named again before two other words have come between, as in "Anh tells Anh"."""
    return any(
        re.search(
            rf"(?<!\w){re.escape(name)}(?:\W+\w+){{0,2}}\W+{re.escape(name)}(?!\w)", sentence, re.IGNORECASE
        )
        for name in speakers
    )


def _is_own_addressee(sentence: str, told: Sequence[str], spoken: Sequence[str], source: Source) -> bool:
    """Whether a "you" has become the speaker, who is named more often than they speak of themself."""
    own = sum(word.partition("'")[0] in _OWN for word in spoken) + (told[:1] != [] and told[0] in _TOLD)
    named = max((_times(name, sentence) for name in source.marked), default=0)
    return any(word in YOU for word in spoken) and named > own


def _times(name: str, sentence: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", sentence, re.IGNORECASE))


def unsupported_numbers(sentence: str, spoken: Sequence[str]) -> set[str]:
    """Numbers, days and months of the sentence that nobody said."""
    said = set(spoken)
    return {word for word in words(sentence) if (word[0].isdigit() or word in _NUMBERS) and word not in said}


def unsupported_words(sentence: str, spoken: Sequence[str]) -> set[str]:
    """Words of the sentence that carry meaning, are no verbs of telling, and that nobody said in any form."""
    said = {stem(word) for word in spoken}
    return {word for word in words(sentence) if word not in _PLAIN and stem(word) not in said}


def unsupported_names(sentence: str, spoken: Sequence[str]) -> set[str]:
    """Names that nobody said just so: "German" for "Germany"."""
    said = {word.removesuffix("'s") for word in spoken}
    return {word for word in words(" ".join(_NAME.findall(sentence))) if word.removesuffix("'s") not in said}


def repeats(sentence: str) -> bool:
    """A word three times, or two words in the same order twice."""
    found = words(sentence)
    content = [word for word in found if word not in STOP_WORDS]
    pairs = [pair for pair in pairwise(found) if not set(pair) <= STOP_WORDS]
    return len(set(pairs)) < len(pairs) or max(Counter(content).values(), default=0) >= _OFTEN


def kept(sentence: str, spoken: Sequence[str]) -> float:
    """The share of the content words spoken that the sentence has; 0 where it has none but one."""
    told = {stem(word) for word in words(sentence)}
    meant = {*map(stem, meaningful(spoken))}
    hits = len(meant & told)
    return hits / len(meant) if hits > 1 else 0.0


def leaves_out(sentence: str, spoken: Sequence[str]) -> bool:
    """Whether content words spoken between two that the sentence tells are missing from it.

    "I'll try to persuade her to sell it" is not "Ana will try to sell it".
    """
    meant = [*map(stem, meaningful(spoken))]
    told = {stem(word) for word in words(sentence)}
    places = [place for place, word in enumerate(meant) if word in told]
    return bool(places) and not told.issuperset(meant[places[0] : places[-1] + 1])


def linked(sentence: str, source: Source) -> float:
    """The share of neighbouring words that are neighbours in the source; all persons are one word."""
    spoken = {pair for line in source.lines for pair in pairwise(_impersonal(line, source.speakers))}
    told = list(pairwise(_impersonal(sentence, source.speakers)))[
        1:
    ]  # the first pair is the subject and its verb
    return sum(pair in spoken for pair in told) / max(len(told), 1)


def _requests(told: Sequence[str]) -> bool:
    """Whether something is asked for in the words of who asks: "so send it", "please"."""
    return "please" in told or any(
        before == "so" and word in BASES - PASTS for before, word in pairwise(told)
    )


def _several_parties(spoken: Collection[str]) -> bool:
    """Whether "they" could stand for others, or for two of the speaker, their group and who is spoken to."""
    said = {word.partition("'")[0] for word in spoken}
    return bool({*spoken} & THEY) or len({"i", "we", "you"} & said) > 1


def _starts_clause(sentence: str, source: Source) -> bool:
    """What is reported starts where a clause of the source starts; what somebody does has its own check."""
    told = _impersonal(sentence, source.speakers)
    if told[1:2] and told[1] not in map(stem, _TOLD):
        return True
    clause = [word for word in told[2:] if word not in _OPENING][:1]
    for line in source.lines:
        spoken = _impersonal(line, source.speakers)
        for k, word in enumerate(spoken):
            if [word] == clause and (k == 0 or spoken[k - 1] in _OPENING or _is_after_comma(line, word)):
                return True
    return False


def _is_after_comma(line: str, start: str) -> bool:
    return re.search(rf"[,;:]\s+{re.escape(start)}", line.lower()) is not None


def _impersonal(text: str, speakers: Collection[str]) -> list[str]:
    """Stems; every person of the conversation, named or not, is the same word."""
    for name in sorted(speakers, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?:'s)?(?!\w)", " i ", text, flags=re.IGNORECASE)
    return ["i" if word in _PERSONS else stem(word) for word in words(text) if word not in FILLERS]


def _without_names(sentence: str, speakers: Collection[str]) -> str:
    for name in sorted(speakers, key=len, reverse=True):
        sentence = re.sub(rf"(?<!\w){re.escape(name)}(?:'s)?(?!\w)", " ", sentence, flags=re.IGNORECASE)
    return sentence


def _predicate_fits(verb: str, lines: Sequence[str]) -> bool:
    """What somebody is said to do themself, they have said of themself: "I" stands right before that verb."""
    if verb in _TOLD:
        return True
    wanted = stem(_FIRST_PERSON.get(verb, verb))
    for line in lines:
        spoken = words(_CONTRACTION.sub(lambda match: f"i {_LONG_FORMS[match.group(1).lower()]}", line))
        for k, word in enumerate(spoken):
            if word == "i" and wanted in map(stem, spoken[k + 1 : k + _NEAR]):
                return True
    return False


def _asks(told: Sequence[str]) -> bool:
    return bool(told) and (told[0] in ("asks", "wonders") or list(told[:3]) == ["wants", "to", "know"])


def _counted(found: Sequence[str], wanted: Collection[str]) -> Counter[str]:
    return Counter(word for word in found if word in wanted)


def _amounts(found: Sequence[str]) -> Iterator[str]:
    """Whole amounts, "forty to forty-five thousand", as they were said."""
    for is_amount, run in groupby(
        found, key=lambda word: word in _NUMBERS or word in _JOINING or word[0].isdigit()
    ):
        amount = " ".join(run).strip()
        if is_amount and not set(amount.split()) <= _JOINING:
            yield amount


def _negated(found: Collection[str]) -> bool:
    return any(word in _NEGATIONS or word.endswith("n't") for word in found)
