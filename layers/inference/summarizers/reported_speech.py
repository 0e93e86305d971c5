"""What a speaker said, put into the third person by rule.

"I'll send it" ▸ "Liam will send it."

Right by construction: only rewritings that keep who does what are made. Where a pronoun could be read in two
ways, or the sentence has a form that no rule covers, the speaker is quoted instead.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizers.agreement import ADVERBS
from summarizers.names import capital
from summarizers.persons import ADDRESSEE, SPEAKER, Persons, UnsureError
from summarizers.pronouns import GROUP, HE_SHE
from summarizers.questions import question
from summarizers.statements import CLAUSE_WORDS, SUBJECTS, has_verb, statement
from summarizers.verbs import AUXILIARIES, BASES, MODALS, PASTS
from summarizers.words import SMALL_TALK, STOP_WORDS, words

_TOKEN = re.compile(
    r"(?i:https?)://[^\s,;]*[^\s,;.?!]|[\w.+-]+@\w[\w.-]*\w|'\w+'(?!\w)|'(?:em|til)\b|[^\W_]+s'(?!\w)|[$£€#@]?\d+(?:[.,:]\d+)*[^\W_]*(?:-\w+)*%?|[^\W_]+(?:['./&-][^\W_]+)*"
    # An emoji of several characters is one mark; joiners and modifiers hold it together.
    r"|[^\w\s](?:[\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[^\w\s])*|\S"
)
# More than one sentence, a quotation, something broken off, or "we've had I think eleven".
_BROKEN = re.compile(
    r"(?i:\b(?:have|'ve|has|had|is|'s|are|'re|was|were) i (?:think|guess|believe|suppose)\b)"
    r"|(?i:\b(?:order|buy|rent)(?:ed)?\b[^.]*\bfrom you\b|\bbought\b[^.]*\bfrom you\b)"  # from the firm
    r"|(?i:\w (?<!\band )please don't)\b|[.?!;:\"]\s|\.\.|…|\w-\s|[A-Z]\w*, you\b|[\"<>{}\\\[\]]"
    # What is spelled out or takes something back, and thanks within something else.
    r"|\b[A-Z] [A-Z] [A-Z]\b|^(?i:actually no)\b|(?i:\byou lot\b)"
    r"|^(?i:what if\b)"  # a proposal, or what is feared
    # "I thought you were, no": given up.
    r"|(?i:\b(?:i|you|we|they|he|she) (?:am|are|is|was|were|have|has|had|will|would|can|could) no$)"
    r"|^(?i:lovely|great|good|fine|okay|ok) thank you\b"
)
# "The fourth it is": a choice, and no clause.
_CHOSEN = re.compile(
    r"^(?!.*\b(?:what|how|who|where|when|which|as|that|than|if|whether|way|thinks?|know|yes|no|because|so)"
    r"\b)"
    r"(?:.* )?\S+ it is(?=,|$)",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"^(?!i\b)(?!.*\?)(.+?)(?:,| (?=i (?:suppose|guess)$)) ?(I (?:think|guess|suppose|believe|hope))$",
    re.IGNORECASE | re.DOTALL,
)
# "I'd say the valve's stuck" is what is thought; "I'd say so", "I'd say ninety" have no clause.
_WOULD_SAY = re.compile(
    r"^(?:then |so )?I(?:'d| would) say (?:that )?"
    r"(?=(?:it|we|they|he|she|there|the|that|this|your?|our|my)\b[^.]*?"
    r"(?:'s\b|'re\b|\b(?:is|are|was|were|has|have|can|could|will|would|should|needs?)\b))",
    re.IGNORECASE,
)
# What is done, and what else the same does: "I'm a cook, I work nights".
_GOES_ON = re.compile(
    r"^(I(?:'m| am| was) an? (?:[\w-]+ ){0,2}[\w-]+), I (?=[a-z]+ )(?!think|mean|know|guess)"
)
# "I've got two": a possession, unlike "I've got used to it".
_POSSESSED = frozenset("a an the no some any two three four five six seven eight nine ten about".split())
_MODAL = 4  # words before "got" among which its modal stands: "should you not have got"
_SPACED = re.compile(r"\s+([,.?!;:%)\]}”…])|([(\[{“$£€])\s+")
_CONTRACTED = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "'d"}
# After a name or a noun; pronouns keep theirs, "it'll".
_SINGULAR = {"ll": "will", "ve": "has"}
_PRONOUNS = SUBJECTS | CLAUSE_WORDS | frozenset("how could should would might must may not".split())
_SPOKEN = {
    "gonna": "going to", "wanna": "want to", "gotta": "have to", "kinda": "kind of", "lemme": "let me",
    "gimme": "give me", "'cause": "because", "cuz": "because", "ya": "you", "y'all": "you all",
    "dunno": "don't know", "'em": "them", "'til": "till",
    "what's": "what is", "who's": "who is", "where's": "where is", "when's": "when is",
    "how's": "how is",
}  # fmt: skip
_TITLES = {"mr": "he", "mrs": "she", "ms": "she", "miss": "she", "madam": "she", "sir": "he"}
_WHO_HAS = re.compile(
    r"\b(who|what|that|it|there|he|she)'s (?=(?:been|had)\b)"
    r"|\b(who)'s (?=(?:spent|got|done|gone|worked|lived|taught|written|come|left|moved|run|built)\b)",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:if|when|once|unless|in case)\b[^,]*, (?:please |just |then )?([\w']+)\b", re.IGNORECASE
)
_LET_US = re.compile(r"(?<=, )let's\b|, so let's\b", re.IGNORECASE)
_OFTEN = 3  # times
_BESIDE = 4  # words between which nobody is named twice
# Of the speaker, who has a name in what is told.
_OWN = frozenset("i im i'm ive i've i'll i'd me my mine myself".split())
_FEWEST = 3  # words; fewer are a fragment


@dataclass(frozen=True, slots=True)
class Report:
    """A complete sentence about what was said; quoted where it could not be rewritten safely.

    clause: what follows "says", with its full stop; "" where the sentence has another form.
    """

    text: str
    quoted: bool
    clause: str = ""


def report(said: str, speaker: str, addressee: str | None = None, *, audience: bool = False) -> Report:
    """Put one sentence of a speaker into the third person.

    said: fluent, its first word written as inside a sentence. addressee: whom "you" means, where that is
    certain. audience: it is said to all the others.
    """
    body = _WHO_HAS.sub(lambda match: f"{match[1] or match[2]} has ", said.strip().rstrip(" .!?,;…"))
    hedged = _HEDGED.match(body)
    whole = hedged is None or has_verb(words(hedged.group(1)))
    if hedged is not None:
        body = f"{hedged.group(2)} {hedged.group(1)}"
    body = _GOES_ON.sub(r"\1 and I ", _WOULD_SAY.sub("I think ", body))
    tokens = _tokens(body)
    persons = Persons(
        has_addressee=addressee is not None,
        asking=said.rstrip().endswith("?"),
        group=any(token.lower() in GROUP for token in tokens),
        audience=addressee is None and (audience or "yourselves" in body.lower()),
        gender={} if HE_SHE & set(words(body)) else _genders(speaker=speaker, addressee=addressee),
    )
    try:
        broken = _BROKEN.search(body) or _CHOSEN.search(body)
        if not whole or broken or _is_fragment(tokens) or _bids(body):
            raise UnsureError  # noqa: TRY301 - as the rules below do
        told = (question if persons.asking else statement)(tokens, persons)
        if _names_too_often(told) or any(token.lower() in _OWN for token in told):
            raise UnsureError  # noqa: TRY301 - the same
    except UnsureError:
        return Report(quote(said, speaker), quoted=True)
    says = told[:2] == [SPEAKER, "says"] and told[2] not in ("to", "not")
    opened = says and told[2] == "that" and bool(told[3:]) and told[3].lower() in CLAUSE_WORDS
    text, clause = (
        _named(_named(_joined(row), ADDRESSEE, addressee or ""), SPEAKER, speaker)
        for row in (told, told[3 if opened else 2 :] if says else [])
    )
    return Report(text, quoted=False, clause=clause.removesuffix(".") + "." if says else "")


def quote(said: str, speaker: str) -> str:
    """The words themselves with their speaker."""
    text = said.replace('"', "'").strip()
    text = capital(text)
    if text[-1:] not in ".?!…。؟！？":
        text = text.rstrip(",;:-—–") + "."
    return f'{speaker} {"asks" if text.endswith("?") else "says"}: "{text}"'


def _genders(**names: str | None) -> dict[str, str]:
    """Of those whose title tells it: "Mr Hill" is "he"."""
    titles = {party: words(name)[:1] for party, name in names.items() if name}
    return {party: _TITLES[title[0]] for party, title in titles.items() if title and title[0] in _TITLES}


def _bids(body: str) -> bool:
    """Whether it comes to a request in its middle: "if it leaks, call me", "it's late, so let's go"."""
    bid = _CONDITION.match(body)
    return _LET_US.search(body) is not None or (bid is not None and bid.group(1).lower() in BASES | {"don't"})


def _names_too_often(told: list[str]) -> bool:
    """Whether the speaker is named so often that nobody would write it: "to send Liam Liam's file"."""
    named = [word.startswith(SPEAKER) for word in told]
    beside = any(  # "Liam has with Liam his aunt"
        word == SPEAKER and told[k - 1] in ("with", "beside") and SPEAKER in told[max(0, k - _BESIDE) : k]
        for k, word in enumerate(told)
    )
    return beside or sum(named) > _OFTEN or any(first and second for first, second in pairwise(named))


def _is_fragment(tokens: list[str]) -> bool:
    """Fewer words than a sentence has; "Otto left" is one."""
    if len(tokens) == len(("Otto", "left")) and tokens[1] in PASTS - AUXILIARIES:
        first = tokens[0].lower()
        return first in STOP_WORDS or first in SMALL_TALK or first in BASES
    return sum(1 + ("'" in token) for token in tokens) < _FEWEST


def _tokens(text: str) -> list[str]:
    """Words and marks; contractions with "I", "you" and "we" apart, spoken short forms written out."""
    out: list[str] = []
    for token in _TOKEN.findall(text):
        pronoun, _, ending = token.partition("'")
        if pronoun.lower() in ("i", "you", "we", "they") and ending.lower() in _CONTRACTED:
            out += [pronoun, _CONTRACTED[ending.lower()]]
        elif ending.lower() in ("ll", "d", "ve") and pronoun.lower() not in _PRONOUNS:
            out += [pronoun, _SINGULAR.get(ending.lower(), "'d")]
        else:
            out += (_having(out, token) or _SPOKEN.get(token.lower(), token)).split()
    return [word for k, word in enumerate(out) if not _is_possessed(out, k)]


def _having(before: Sequence[str], token: str) -> str:
    """What "gotta" is after "have", which is its own: "we've just gotta book" ▸ "got to"."""
    verb = next((word.lower() for word in reversed(before) if word.lower() not in ADVERBS), "")
    owned = token.lower() == "gotta" and (verb in ("have", "has") or verb.endswith("'s"))
    return "got to" if owned else ""


def _is_possessed(tokens: list[str], k: int) -> bool:
    """The "got" of "have got two", which says nothing; "should have got two" says that they came."""
    after = tokens[k + 1].lower() if k + 1 < len(tokens) else ""
    owned = after in _POSSESSED or after[:1].isdigit()
    having = tokens[k] == "got" and k > 0 and tokens[k - 1].lower() in ("have", "has")
    return having and owned and MODALS.isdisjoint(word.lower() for word in tokens[max(0, k - _MODAL) : k - 1])


def _joined(tokens: list[str]) -> str:
    text = _SPACED.sub(lambda match: match.group(1) or match.group(2), " ".join(tokens)).rstrip(" ,;:-—–")
    return text if text.endswith((".", "!", "?", "…")) else text + "."


def _named(text: str, mark: str, name: str) -> str:
    """Put a name in its place; "James's" becomes "James'"."""
    return text.replace(f"{mark}'s", f"{name}'" if name.endswith("s") else f"{name}'s").replace(mark, name)
