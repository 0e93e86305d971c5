"""Words of a text and the word lists that the rules share."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SPACE = re.compile(r"\s+")
# Embeddings and overrides of writing direction: one left open would turn the summary around it.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SHORT, _STEM = 3, 5  # letters of a word that keeps its "s", and of a stem

STOP_WORDS = frozenset(
    """
        a about above after again all already also although always am an and another any anybody anyone
        anything anyway are aren't among along around as at beside besides beyond behind despite except
        inside near outside plus be because been before being below between both but by can can't cannot
        could couldn't did didn't do does doesn't doing don't done down during each either else even ever
        every everybody everyone everything few for from further get gets getting go goes going gonna got
        had hadn't has hasn't have haven't having he he'd he'll he's her here here's hers herself him
        himself his how how's however i i'd i'll i'm i've if in indeed instead into is isn't it it'd it'll
        it's its itself just kind kinda let let's like lot lots made make makes making many may maybe me
        mean might mine more most much must my myself never no nobody none nor not nothing now of off often
        on once one ones only onto or other others ought our ours ourselves out over own per perhaps please
        put quite rather really right same say says said see shall she she'd she'll she's should shouldn't
        since so some somebody somehow someone something sometimes sort sorta still stuff such take takes
        than that that'd that'll that's the their theirs them themselves then there there'd there's these
        they they'd they'll they're they've thing things this those though through till to too toward
        towards under until up upon us use very wanna want wants was wasn't way we we'd we'll we're we've
        well were weren't what what's whatever when where where's whether which while who who'd who'll who's
        whole whom whose why why's will with within without won't would wouldn't yet you you'd you'll you're
        you've your yours yourself yourselves
    """.split()
)

SMALL_TALK = frozenset(
    """
        ah aha alright absolutely awesome beautiful bye care cheers cool correct course damn dear definitely
        er erm evening everybody exactly excellent excuse fair fine glad god good goodbye goodness gosh
        gotcha great guess guys ha haha hear hello hey hi hm hmm huh indeed interesting know lovely luck man
        mhm mm morning nah nice nope oh ok okay perfect pleasure problem right see sorry sounds sure talk
        thank thanks think totally true uh uhm um understood weekend welcome wonderful works worries wow yay
        yeah yep yes yup
    """.split()
)

QUESTION_WORDS = frozenset("what who where when why how which whose".split())

FILLERS = frozenset("ah er erm hm hmm mhm mm uh uhm um".split())

DECISION_WORDS = frozenset(
    """
        agree agreed action approve approved assign assigned budget cancel cancelled choose chose complete
        confirm confirmed cost costs deadline decide decided decision deliver delivered due finalize finish
        finished fix fixed follow important issue launch must need needs offer order owner plan planned
        plans postpone price priority problem promise propose proposed recommend refund release require
        requires responsible schedule scheduled send ship should solution start suggest target today
        tomorrow tonight update week will
    """.split()
)

NUMBER_WORDS = frozenset(
    """
        two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
        million billion half quarter percent dozen euros pounds dollars fourth fifth sixth seventh eighth
        ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth
        nineteenth twentieth thirtieth
    """.split()
)

WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
# But for May, which is a verb more often than not.
MONTHS = frozenset(
    "january february march april june july august september october november december".split()
)
DATE_WORDS = (
    WEEKDAYS
    | MONTHS
    | frozenset("today tomorrow tonight yesterday morning afternoon evening week month year".split())
)


# Nouns that name no topic, and adjectives and adverbs that often stand where nouns do.
EMPTY_WORDS = frozenset(
    """
        afternoon answer area aspect back basis bit bits body book case chance christmas couple course day
        days deal default detail details difference discussion end evening example fact feeling first folks
        front friend gentleman gentlemen guy guys half hand head hour hours idea ideas information issue
        issues item items job kind ladies last lot matter meeting mention minute minutes moment month
        months morning name next night note notes number numbers option options part parts people percent
        period person picture place places plan point points pounds problem problems question questions
        range rate reason reasons rest second seconds section sense set side situation somebody sort speaker
        start step steps story stuff subject term terms
        thing things thought time times today tomorrow tonight topic total turn type version view way ways
        week weekend weeks word words work world year years yesterday able available aware bad better best
        big busy careful certain clear close common complete correct current different difficult due early
        easy enough entire exact existing expensive extra fair false far fast few final free full future
        general given good great happy hard high huge important interested interesting kinda large late
        later least less little local long low main major normal new nice obvious ok okay old only open
        original other own past perfect possible pretty previous quick ready real recent right several short
        similar simple single slow small special specific straight strong sure true usual various weird well
        whole wide worse worst wrong young across ago ahead alone along apart aside away else forth maybe
        nearly often once soon together twice yet hundred thousand million billion one two three four five
        six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
        twenty thirty forty fifty sixty seventy eighty ninety zero third fourth fifth quarter dozen madam
        sir mr mrs ms dr miss
    """.split()
) | WEEKDAYS  # fmt: skip


def listed(items: Sequence[str]) -> str:
    """Join items as a sentence does: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def clean(text: str) -> str:
    """Collapse white space, drop control characters and turns of direction, replace lone surrogates.

    Nothing readable is lost; joiners stay, which emoji and several scripts need.
    """
    return SPACE.sub(" ", "".join(map(_readable, text))).strip()


def _readable(character: str) -> str:
    if character in _TURNS:
        return ""
    category = unicodedata.category(character)
    return {"Cc": " ", "Cs": "\ufffd"}.get(category, character)


def words(text: str) -> list[str]:
    """Lower-case words and numbers, with their apostrophes (typographic ones made straight)."""
    return [word.replace("’", "'") for word in WORD.findall(text.lower())]


def figures(tokens: Iterable[str]) -> set[str]:
    """The numbers and dates among lower-case words."""
    return {
        word for word in tokens if word in NUMBER_WORDS or word in DATE_WORDS or any(map(str.isdigit, word))
    }


def content_words(text: str) -> list[str]:
    """Lower-case words that carry meaning."""
    return meaningful(words(text))


def meaningful(tokens: Iterable[str]) -> list[str]:
    """Those of lower-case words that carry meaning."""
    return [word for word in tokens if word not in STOP_WORDS and word not in SMALL_TALK]


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """A rough stem, enough to match "decide" with "decided" and "report" with "reports"."""
    word = word.removesuffix("'s")
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _SHORT:
        word = word[:-1]
    return word if any(map(str.isdigit, word)) else word[:_STEM]
