"""Chat spelling, read as what it stands for: "im", "dont", "u", "lol"."""

import re
from collections.abc import Callable, Sequence

from summarizers.clause_words import OPENERS
from summarizers.verbs import AUXILIARIES, BASES, PARTICIPLES, PASTS
from summarizers.words import EMPTY_WORDS, SMALL_TALK, STOP_WORDS, WORD

# These are words of no other kind, nor of other languages.
_ALWAYS = {
    "ive": "I've", "hes": "he's", "shes": "she's", "theyre": "they're", "theyve": "they've",
    "weve": "we've", "youre": "you're", "youve": "you've", "youll": "you'll", "itll": "it'll",
    "thats": "that's", "whats": "what's", "whos": "who's", "wheres": "where's", "hows": "how's",
    "therell": "there'll", "theyll": "they'll", "theres": "there's", "dont": "don't", "cant": "can't",
    "wont": "won't", "didnt": "didn't", "doesnt": "doesn't", "isnt": "isn't", "arent": "aren't",
    "wasnt": "wasn't", "werent": "weren't", "couldnt": "couldn't", "wouldnt": "wouldn't",
    "shouldnt": "shouldn't", "havent": "haven't", "hasnt": "hasn't", "hadnt": "hadn't", "thx": "thanks",
    "pls": "please", "plz": "please", "tmrw": "tomorrow", "abt": "about", "b4": "before",
    "tho": "though", "idk": "I don't know", "coz": "because", "cuz": "because", "bc": "because",
}  # fmt: skip
LAUGHS = frozenset("haha hahaha hahahaha hehe lmao lol lool rofl".split())
# Faces, hearts and thumbs; other emoji stand for words.
_FACE = re.compile(
    r"(?:[:;=8xX][-'^o]?[)(\]\[DPpO/|*3]+|<3+|\^_?\^"
    r"|(?:[\u2639\u263a\u2764\U0001f44d\U0001f389\U0001f494-\U0001f49f\U0001f600-\U0001f64f"
    r"\U0001f910-\U0001f92f\U0001f970-\U0001f97a][\ufe0f\U0001f3fb-\U0001f3ff]?)+)[.!?,]*"
)
# Between words, and not of a name: "R & D", "Marks & Spencer".
_AMPERSAND = re.compile(r"(?<!\S)&(?=\s+(?:[a-z\d]|I\b))")
_ENGLISH = BASES | AUXILIARIES | PASTS | STOP_WORDS
_ENGLISH_AFTER = STOP_WORDS | SMALL_TALK | EMPTY_WORDS | {"sick", "stuck", "tired"}
_FUTURE = BASES | frozenset("also always better definitely just never not only probably rather still".split())
# "She is ill", "I feel ill" are no futures; "my id" is a card.
_BEFORE_ILL = frozenset(
    "am are be been fall feel feeling feels fell felt get got is seriously so very was were".split()
)
_AFTER_ILL = frozenset("advised and as effects equipped fated feeling health people treated will".split())
_BEFORE_ID = frozenset("a an any her his my no our photo the their user your".split())
_BEFORE_LETS = frozenset("and alright but great ok okay right so sure then yeah yes".split())
_AFTER_ITS = frozenset(
    """a about actually all already also always an and at because been but coming definitely doing fine for
    from getting going gonna got happening in just kinda late like looking making more my never not ok
    okay on only our over pretty probably quite raining really snowing so still taking that the these this
    those to too up very what where worth""".split()
)
_BEFORE_COS = frozenset("a of or the with".split())
_AFTER_WERE = frozenset("about already currently going gonna just nearly not still".split())
_AFTER_UR = frozenset("a an gonna going not right so the too welcome".split())
_ADJECTIVE_ENDINGS = ("ous", "ful", "able", "ible")  # and of no other language's nouns after "im"
# After these a clause with its own subject stands.
_SUBORDINATE = frozenset(
    "while when once after if because cos since unless until till as think know hope guess".split()
)
_AFTER_VERBS = frozenset(
    """a an the my your his her our their this that these those some any it me you him us them i we he she
    they at by for from in of off on out over to up with about there here again now today tomorrow tonight
    all both too""".split()
)
_SINGLE = frozenset("nw")  # letters that are initials where they are capitals
_NAMED = frozenset("a an the of letter".split())  # before a letter that stands for itself
# What the apostrophe was left out of, and after what the whole is certain.
_CONTRACTED = {
    "hell": ("he'll", BASES | frozenset("never probably".split())),
    "shell": ("she'll", frozenset("be have need never probably want".split())),
    "well": ("we'll", frozenset("need never probably".split())),
    "wed": ("we'd", frozenset("better like love prefer rather".split())),
}
_ING_NOUNS = frozenset(
    "building ceiling clothing evening heating housing meeting morning parking plumbing wedding wing".split()
)
_ENDS_LIKE_PLURAL = re.compile(r"[a-z]+[a-rt-z]s")
_AFTER_YOUR = frozenset("an gonna not so the too welcome".split())
_AWAY = frozenset("away off out".split())
_STATES = _AWAY | frozenset("late ready sure wrong early free".split())
# Of whom one has one: "my mums" are not several.
_ONLY_ONES = frozenset("boss dad father husband mother mom mum partner wife".split())
_OWNERS = frozenset("my your his her our their".split())
_AFTER_ONE = frozenset("been coming getting going gonna got not still".split())
_ASKED = frozenset("how u what when where who why you they we".split())


def is_face(token: str) -> bool:
    """Whether a token is an emoticon or emoji and nothing more."""
    return _FACE.fullmatch(token) is not None


def plain(low: Sequence[str]) -> list[str]:
    """Lower-case words, each in its full form."""
    return [_full(low, k).lower() for k in range(len(low))]


def written_out(text: str) -> str:
    """A text with the full forms in it."""
    text = _AMPERSAND.sub("and", text)
    found = list(WORD.finditer(text))
    low = [match.group(0).lower() for match in found]
    pieces, end = [], 0
    for k, match in enumerate(found):
        full = _full(low, k)
        capitals = match.group(0).isupper() and (len(low[k]) > 1 or low[k] in _SINGLE)
        joined = text[match.end() : match.end() + 1] in ("-", "_")  # "U-turn", "U_K_"
        if full != low[k] and not capitals and not joined:
            initial = match.group(0)[0].isupper()
            pieces += [text[end : match.start()], full[0].upper() + full[1:] if initial else full]
            end = match.end()
    return "".join([*pieces, text[end:]])


def sober(text: str) -> str:
    """A text without laughs and faces at its ends; the text itself where it is nothing more."""
    pieces = text.split()
    while pieces and _is_aside(pieces[-1]):
        pieces.pop()
    while pieces and _is_aside(pieces[0]):
        pieces.pop(0)
    return " ".join(pieces) or text


def _is_aside(piece: str) -> bool:
    return is_face(piece) or piece.lower().strip(".,!?") in LAUGHS


def _full(low: Sequence[str], k: int) -> str:
    word = low[k]
    if word in _ALWAYS:
        return _ALWAYS[word]
    before, after, next_ = low[k - 1] if k else "", *(*low[k + 1 : k + 3], "", "")[:2]
    if word in _IN_CONTEXT:
        return _IN_CONTEXT[word](before, after)
    if word == "your":
        return _your(before, after, next_)
    if word in _CONTRACTED:
        return _contracted(word, before, after)
    lost = word[:-1] in _ONLY_ONES and _is_done_by(before, after)
    return f"{word[:-1]}'s" if lost or _is_done(low, k, after) else word


def _contracted(word: str, before: str, after: str) -> str:
    """What has lost its apostrophe and is a word of its own without it, where its place tells which it is."""
    opens = not before or before in OPENERS | _BEFORE_LETS | _SUBORDINATE
    full, followed = _CONTRACTED[word]
    return full if opens and after in followed else word


def _is_done_by(before: str, after: str) -> bool:
    """Whether somebody of whom one has one is said to do or be something: "my mums dropping it off"."""
    verbal = after.endswith("ing") and after not in _ING_NOUNS
    return before in _OWNERS and (verbal or after in _AFTER_ONE)


def _is_done(low: Sequence[str], k: int, after: str) -> bool:
    """Whether a noun with an "s" after a conjunction has no verb without it: "once the boilers done"."""
    opened = k > 1 and low[k - 2] in _SUBORDINATE and low[k - 1] in _OWNERS | {"the"}
    return opened and _ENDS_LIKE_PLURAL.fullmatch(low[k]) is not None and after in PARTICIPLES - PASTS - BASES


def _im(_: str, after: str) -> str:
    verbal = after.endswith(("ing", "ed", *_ADJECTIVE_ENDINGS)) or after in _ENGLISH_AFTER
    return "I'm" if verbal else "im"


def _ill(before: str, after: str) -> str:
    begins = (not before or before in _BEFORE_LETS) and after not in _AFTER_ILL
    return "I'll" if (after in _FUTURE or begins) and before not in _BEFORE_ILL else "ill"


def _id(before: str, after: str) -> str:
    return "I'd" if after in _FUTURE and before not in _BEFORE_ID else "id"


def _lets(before: str, after: str) -> str:
    return "let's" if after in BASES and (not before or before in _BEFORE_LETS) else "lets"


def _its(_: str, after: str) -> str:
    return "it's" if after in _AFTER_ITS else "its"


def _cos(before: str, after: str) -> str:
    return "cos" if before in _BEFORE_COS or not after or after == "lettuce" else "because"


def _were(before: str, after: str) -> str:
    if (not before or before in _BEFORE_LETS) and after in _AFTER_WERE:
        return "we're"
    doing = after.endswith("ing") or after in _AFTER_WERE
    return "we're" if before in _SUBORDINATE and doing else "were"


def _u(before: str, after: str) -> str:
    return "you" if before in _ENGLISH or after in _ENGLISH else "u"


def _ur(_: str, after: str) -> str:
    return "you're" if after in _AFTER_UR else "your"


def _your(before: str, after: str, next_: str) -> str:
    """What is "you're" where no noun follows: "when your out", "your welcome"."""
    if after in _AFTER_YOUR:
        return "you're"
    away = after in _STATES or (after.endswith("ing") and after not in _ING_NOUNS)
    ends = not next_ or next_ in _AFTER_VERBS or (next_ in BASES and after in _AWAY)
    return "you're" if before in _SUBORDINATE and away and ends else "your"


def _w(before: str, after: str) -> str:
    return "with" if after and before not in _NAMED else "w"


def _n(before: str, after: str) -> str:
    return "and" if before and after and before not in _NAMED else "n"


def _r(before: str, after: str) -> str:
    return "are" if before in _ASKED or after in _ASKED else "r"


_IN_CONTEXT: dict[str, Callable[[str, str], str]] = {
    "im": _im, "ill": _ill, "id": _id, "lets": _lets, "its": _its, "u": _u, "ur": _ur, "r": _r,
    "cos": _cos, "were": _were, "w": _w, "n": _n,
}  # fmt: skip
