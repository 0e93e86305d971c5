"""Who else a sentence may be about: third persons, by name or not, several, and anybody."""

from itertools import pairwise

from summarizers.agreement import ADVERBS, next_verb
from summarizers.pronouns import HE_SHE, ME, THEY, US
from summarizers.subjects import GOVERNING
from summarizers.verbs import AUXILIARIES, BASES, VERB_FORMS
from summarizers.words import DATE_WORDS

# Whoever else says or thinks something means another person by "I".
_SAYING = frozenset(
    """said says told tells asked asks replied wrote writes texted texts shouted goes promised
    promises thinks thought believes suggested suggests""".split()
)
_PARTIES = frozenset("i we you".split())
_SEVERAL = frozenset("all both guys lot two three folks".split())
_ABLE = frozenset("can can't could couldn't would 'd".split())  # as anybody is or is not
_PUBLIC = frozenset({("listening", "to"), ("looking", "at"), ("talking", "about"), ("watching", "the")})
_LONG = 3  # letters; shorter words in "s" are seldom plurals
# Who is not named by a capital letter; others are known by how the word ends, "manager", "dentist".
_PEOPLE = frozenset(
    """agent assistant aunt baby boss boy brother caller cat chair chef child children client colleague
    couple cousin crew dad daughter doctor dog everybody everyone family fiance fiancee firm friend gang girl
    girlfriend boyfriend guest guy husband kid lad lady landlord law lawyer man mate mother mum mom nephew
    neighbour niece nurse parent partner pa people person police somebody someone nobody son staff student
    team they uncle wife woman women men company bank council school brother sister father daughter manager
    director teacher customer supplier engineer designer developer plumber driver dentist builder owner
    carer lodger tenant visitor boss""".split()
)
_SUPERIORS = frozenset("boss director manager supervisor vp chairman ceo".split())
_PERSON_ENDINGS = ("er", "or", "ist", "man", "ian", "ee", "ant", "other")
_NO_PEOPLE = frozenset(
    """after another before better bigger earlier either ever number offer or order over other paper per
    rather summer under whether for september october november december water winter want never later
    letter matter weather cheaper faster slower lower higher door floor see three free coffee power dinner
    computer printer server neither cover corner together further longer easier""".split()
)
# These end like plurals.
_SINGULARS = frozenset(
    """this always yes less unless perhaps besides towards across address access process business class
    status news bus plus various us gas glass press progress success series basis lens boss previous
    serious towards else's sometimes as is""".split()
)


def is_name(word: str) -> bool:
    """Whether a word is written as names are."""
    return word[:1].isupper() and word != "I"


def is_plural(word: str) -> bool:
    """Whether a word ends like a plural and is known to be nothing else."""
    low = word.lower()
    return low.endswith("s") and len(low) > _LONG and low not in AUXILIARIES and low not in _SINGULARS


def is_somebody(word: str) -> bool:
    """Whether a word is known to be another person, or several who act as one."""
    low = word.lower().partition("'")[0]
    known = low in _PEOPLE or low.removesuffix("s") in _PEOPLE or low in HE_SHE or low in THEY
    return known or (is_name(word) and low not in DATE_WORDS)


def is_other(word: str) -> bool:
    """Whether a word may be another person, by its ending too."""
    low = word.lower().partition("'")[0].removesuffix("s")
    ends = len(low) > _LONG and low.endswith(_PERSON_ENDINGS) and low not in _NO_PEOPLE
    return is_somebody(word) or ends


def is_superior(low: list[str]) -> bool:
    """Whether the word is somebody whom all of a firm have, so that "their boss" may be anybody's."""
    return bool(low) and low[0] in _SUPERIORS


def is_several(low: list[str]) -> bool:
    """Whether "you" are several: "you two", "you guys"."""
    return any(word == "you" and following in _SEVERAL for word, following in pairwise(low))


def is_anybody(low: list[str], k: int) -> bool:
    """A "you" that may mean anybody: "you pay once and you get three"."""
    if low[k] != "you":
        return False
    verb = next_verb(low, k)
    governed = k and (low[k - 1] in GOVERNING or low[k - 1] in ("to", "for", "with"))
    return not governed and (verb in _ABLE or verb in BASES - {"need", "have"})


def is_public(low: list[str]) -> bool:
    """Whether "you" is who listens or asks, whoever that is: "you're looking at next spring"."""
    return any(
        word == "you" and low[k + 1 : k + 2] == ["are"] and tuple(low[k + 2 : k + 4]) in _PUBLIC
        for k, word in enumerate(low)
    )


def is_anybody_who(low: list[str], k: int) -> bool:
    """The same after a noun, in the present tense: "the freedom that you have with a car"."""
    return (
        low[k] == "you"
        and low[k - 1] in ("that", "which")
        and k > 1
        and next_verb(low, k) in BASES
        and (low[k - 2] not in VERB_FORMS)
    )


def reports_another(low: list[str]) -> bool:
    """Whether a third person said, thought or wrote it, who may be "I"."""
    for k, word in enumerate(low):
        if word in _SAYING and (ME.keys() | US.keys() | {"i"}) & set(low[k + 1 :]):
            before = [w for w in low[:k] if w not in ADVERBS | AUXILIARIES and not w.endswith("ly")]
            if before and before[-1] not in _PARTIES:
                return True
    return False
