"""Which words may be nouns, as far as word lists and endings show."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from summarizers.truecase import TrueCase
from summarizers.verbs import BASES, PARTICIPLES, PASTS, THIRD_PERSONS
from summarizers.words import DATE_WORDS, EMPTY_WORDS, NUMBER_WORDS, SMALL_TALK, STOP_WORDS

_NOUN_ENDING = re.compile(r"(?:tion|sion|ment|ness|ity|ance|ence|ship|ure|age|ery|ism|ware|sis)s?$")
_ADJECTIVE_ENDING = re.compile(r"(?:ful|ous|ive|able|ible|less|ly|est)$|[^e]ed$")
ADJECTIVES = frozenset(
    """
        afraid alive allergic angry annoying annual asleep automatic awake awful bad basic black blind blue
        bright broken brown calm cheap clean clever cold crazy daily damp dead deaf deep digital dirty dry
        dumb electric empty exhausting fancy fantastic fresh funny furious glad gray green grey
        healthy heavy honest hot huge ill junior legal light-blue loud mad medical monthly national nuts odd
        orange personal pink poor private professional proud public purple quiet rare red rich rough rude
        sad safe scary senior sharp sick silly smart smooth sore spare steep strange stuck stupid swollen tall
        technical terrible thick thin thirsty tight tiny tired torn unfair unsafe upset urgent warm
        waterproof weak weekly wet white worn yellow bigger cheaper closer earlier easier faster harder higher
        larger longer lower newer older shorter slower smaller stronger younger
    """.split()
)
_FALSE_ADJECTIVES = frozenset(
    """
        alternative archive assembly bed bible cable chest contest detective drive executive family forest
        guest harvest hive initiative interest motive native objective perspective protest relative reply
        request shed supply table test variable vegetable west
    """.split()
)
# Apostrophes left out, laughter and short forms: what chat has between its nouns.
_CHAT = frozenset(
    """
        abt arent aww bc btw cant congrats congratulations cos couldnt cuz didnt doesnt dont dunno fri gd
        gonna gotta greetings hadnt hasnt havent hes hows hrs id idk ill im imo isnt ive lets lmao lol luv
        mins mon
        omg ooh oops plz pls rofl rn sat sb shes shouldnt sth sun tbh thats theres theyre tho thu thurs thx
        sometime sometimes til tmr tmrw tue tues tonite ugh ur wasnt wed werent whats wheres whos wont
        wouldnt wtf yr yrs youre
        youve applause cheers home abroad upstairs downstairs online please luck whenever
        wherever whoever unless dot against halfway anymore
    """.split()
)
_DRAWN_OUT = re.compile(r"(?:ha){2,}h?|.*?([a-z])\1\1")  # "haha", "sooo"
# Nouns that say little on their own, but much in a compound: "job", "job offer".
LIGHT = frozenset(
    """
        book call calls chance client clients customer customers guy job jobs kid kids lead list lists manager
        meeting meetings offer offers office plan plans rest session sessions side story team teams weekend
    """.split()
)
# Who somebody is to the speaker: seldom what they speak about.
PEOPLE = frozenset(
    """
        aunt boss boy brother chairman children colleague cousin dad daughter dentist doctor father girl
        guest husband landlady landlord man manager mayor member men mom mother mum neighbor neighbour
        nurse sister son teacher uncle wife woman women
    """.split()
)
KEPT = frozenset("extra long".split())  # adjectives that make another thing of a noun
NO_NOUNS = EMPTY_WORDS | NUMBER_WORDS
ONLY_VERBS = (PASTS | PARTICIPLES) - BASES | frozenset(
    """
        brings comes gets gives goes helps keeps knows looks makes means needs says seems sees sends takes
        tells thinks wants arrives becomes begins belongs closes happens hates hurts leaves likes lives loves
        opens remains stays
    """.split()
)
VERBAL = BASES | PASTS | PARTICIPLES | THIRD_PERSONS
_NO_GERUNDS = frozenset("go do get say think try look tell ask be have come make".split())
_SHORTEST = 3  # letters; shorter words name nothing


def describes(word: str) -> bool:
    """Whether a word is an adjective, and makes no compound with the noun behind it."""
    return word in KEPT or is_adjective(word)


def is_adjective(word: str) -> bool:
    """Whether a word describes, as lists and its ending show."""
    shaped = _ADJECTIVE_ENDING.search(word) is not None and word not in _FALSE_ADJECTIVES
    return shaped or word in ADJECTIVES


def is_adverb(word: str) -> bool:
    """Whether a word ends as adverbs do."""
    return word.endswith("ly") and word not in _FALSE_ADJECTIVES


@lru_cache(maxsize=8_192)  # a conversation says few words many times
def may_be_noun(word: str) -> bool:
    """Whether a lower-case word is not known to be anything else, or to name nothing."""
    plain = word.removesuffix("'s")
    return (
        len(plain) >= _SHORTEST
        and plain.replace("-", "").isalpha()
        and "'" not in plain
        and not {word, plain} & STOP_WORDS
        and plain not in _CHAT
        and plain not in DATE_WORDS
        and plain.removesuffix("s") not in DATE_WORDS
        and (plain in LIGHT or not (plain in SMALL_TALK or NO_NOUNS.issuperset(plain.split("-"))))
        and not _DRAWN_OUT.match(plain)
    )


def base_of_gerund(word: str) -> str:
    """The verb of a form in "-ing"; "" of other words."""
    if not word.endswith("ing"):
        return ""
    base = word.removesuffix("ing")
    return base if base in BASES else base + "e" if base + "e" in BASES else base[:-1]


def is_topic(
    words: Sequence[str], cases: TrueCase, known: Collection[str], *, sure: bool, weak: bool
) -> bool:
    """Whether the last word is a noun. sure: as its place shows. weak: after a preposition or a verb."""
    head = words[-1]
    if is_adjective(head) or head in ONLY_VERBS:
        return False
    if head in BASES or head in THIRD_PERSONS:
        return sure or (weak and head in known) or (len(words) > 1 and weak)
    if head.endswith("ing"):
        return (sure or len(words) > 1 or head in known) and base_of_gerund(head) not in _NO_GERUNDS
    if len(words) > 1:
        return True
    return sure or weak or cases.is_name(head) or head in known or _NOUN_ENDING.search(head) is not None
