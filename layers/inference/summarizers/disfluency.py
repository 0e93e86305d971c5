"""Takes hesitations, restarts and interjections out of speech; the words that say something all stay."""

import re
from functools import lru_cache

from summarizers.names import capital
from summarizers.verbs import AUXILIARIES, BASES, PARTICIPLES, PASTS, VERB_FORMS
from summarizers.words import DATE_WORDS, NUMBER_WORDS, SMALL_TALK, STOP_WORDS

_UM = r"u+m+|u+h+|e+rm?|h+m+"
_FILLER = re.compile(rf",?\s*(?<![\w'-])(?:{_UM}|m+h+m+|m+m+(?:-h+m+)?)(?![\w'-])\s*[,.…-]*", re.IGNORECASE)
# After a hesitation a new clause starts: its comma stays.
_HESITANT_CLAUSE = re.compile(
    rf"(?<!\bbut)(?<!\band)(?<!\bso)(?<!\bthat),\s*(?:{_UM})\s*,\s*"
    r"(?=(?:i|we|you|they|he|she|it|there)(?:'\w+|\s+(?:\w+ly\s+)?(?:am|is|are|was|were|have|has|had|will|would|can|could|do"
    r"|does|did|might|should|won't|don't|can't|didn't|said|say|think|want|need|got))\b)",
    re.IGNORECASE,
)
_SEARCHING = r"what do you call (?:it|them|that)|what(?:'s| is) it called"
_ASIDE = re.compile(
    r",\s*(?:you know|i mean|let'?s see(?: now)?|let me see|let's be honest|to be honest"
    r"|like|sort of|kind of|basically|honestly|let's say|say|i won't say (?:the name|who|which)|what"
    r"|hang on|hold on)\s*,\s*"
    rf"|(?:,\s*|(?<=\bthe )|(?<=\ba )|(?<=\bour )|(?<=\btheir ))(?:{_SEARCHING})\s*,\s*",
    re.IGNORECASE,
)
# "One of those, what's it called, an adapter": what is found tells more of what went before.
_FOUND = re.compile(rf",\s*(?:{_SEARCHING})(?=,\s*an?\b)", re.IGNORECASE)
# "The mayor's, uh, the mayor's going": what is said again after a hesitation is said once.
_HESITANT_AGAIN = re.compile(
    r"(?<![\w'])(\w+(?:'\w+)?(?: \w+(?:'\w+)?){0,3}),? "
    rf"(?:(?:{_UM}),? )+(?=\1(?![\w'-]))",
    re.IGNORECASE,
)
_NUMBER = "|".join(sorted(NUMBER_WORDS))
_FIGURE = rf"(?:[$£€]?\d[\d.,:]*\w*|(?:{_NUMBER})(?:(?: and)? (?:{_NUMBER})){{0,8}})"
_DAY = "(?:" + "|".join(sorted(DATE_WORDS - {"may", "march", "evening", "week", "month", "year"})) + ")"
_MENDING = r",? (?:or,? )?(?:no,? sorry|sorry,? no|no,? wait|no|sorry|wait|i mean|make (?:that|it)),? "
# "Twenty dollars no sorry thirty dollars": what is taken back within a sentence is not told. "I'm away on
# Monday, make it Friday" takes nothing back.
_TAKEN_BACK = re.compile(
    rf"(?<![\w'-])(?:(?:the )?{_FIGURE}(?: (?!no |sorry |wait |or |i )[a-z]+)?{_MENDING}"
    rf"(?=(?:the )?{_FIGURE}(?!\w))"
    rf"|(?<! on )(?<! till )(?<! until ){_DAY}{_MENDING}(?={_DAY}\b)"
    rf"|{_DAY}(?!,? make ){_MENDING}(?={_DAY}\b))",
    re.IGNORECASE,
)
# "For oh about two weeks"; "eight oh two" is a number, and "oh no" something else.
_INNER_OH = re.compile(
    rf"(?<=\w) (?<!\b(?:oh|my) )oh,? (?!(?:no|yes|god|my|well|oh|{_NUMBER})\b|\d)", re.IGNORECASE
)
_RESTART = re.compile(r"\b(\w+(?:'\w+)?),?\s*(?:—|–|--|\.\.\.|…|,)?\s*i mean,?\s+\1\b", re.IGNORECASE)
_STUTTER = re.compile(
    r"(?<![\w'-])(\w+(?:'\w+)?(?: \w+(?:'\w+)?)?)(?:\s*(?:,|-+|—|–|\.\.\.|…)?\s+\1(?![\w'-]))+",
    re.IGNORECASE,
)
_REPEATABLE = frozenset(
    """
        a an and are aren't as at but by can do for from had has have he he's i i'd i'll i'm i've if in is
        isn't it it's its me my not of on only or our she she's so that that's the their them then there
        there's they they're this to was we we'll we're we've were what when where which who will with would
        you you're your
    """.split()
)
_ARTICLES = frozenset("the a an my our his their".split())
_OBJECTS = frozenset("you it that this there her".split())
# May be dropped at the start of a sentence only where a comma or a full stop follows ("right now", "good
# point").
_OPENERS = (
    r"absolutely|actually|almost|ah|all right|all good|alright|anyway|basically|cool|definitely|exactly|fair"
    r"|fair enough|fine|good|great|ha|hello|hey|hi|honestly|hm+|i guess|i mean|i see"
    r"|i'll be (?:straight|honest|frank)(?: with you)?|i'm afraid|i'm sorry|to be (?:honest|fair|clear)"
    r"|one more thing|listen|look|mm-hm+|morning|good morning|good afternoon|good evening|nice|no"
    r"|no worries|nope|now|of course|oh no|perfect|please|right|sorry|sure|thank you|thanks|true"
    r"|understood|well|wow|yep|yes|you know|let's see|let me see|(?:oh )?my god|guess what|how about this"
    r"|'? ?kay|excuse me|by the way|btw|also|honestly|omg|wait|hang on|hold on"
    r"|wait a (?:minute|second|moment)|(?:ok(?:ay)? )?deal"
)
# After these a clause starts, with its own subject or with "actually".
_CLAUSE_STARTS = (
    r"(?=,? (?:actually|(?:i|we|they|he|she)(?:'\w+)?|(?:you|it|that|there|here|this)(?:'(?:s|re|ll|ve|d)"
    r"| (?:is|are|was|were|will|can|could|has|have|does|might)))\b)"
)
_LOOSE_OPENERS = (
    rf"(?:wait|hang on|hold on|look|listen){_CLAUSE_STARTS}"
    rf"|(?:also|anyway|actually|honestly)(?:(?= (?:the|my|our|his|her|their|fyi)\b)|{_CLAUSE_STARTS})"
    r"|fyi:?|ha(?:,? ha)+|no(?:,? no)+|noo+"
    # A reply, and a clause of its own: "yes but I'm late".
    r"|(?:yes|yep|yup|nope|no|nah|in|same)(?= but\b)|(?:yes|yep|yup|nope)(?= so\b)|no(?= because\b)"
    r"|(?:yes|yep|yup|no|nope|right|alright|well)"
    r"(?= (?:i|we|they|he|she|let's|(?:i|we|you|they|he|she|it|that|there)'(?:s|re|m|ve|ll|d))\b)"
    r"|wait(?= \w+'s \w+\b)"
    r"|by the way|btw|"
    r"well(?= (?:i|we|you|they|he|she|it|there|that|this|then|in|yeah|yes|okay|no)\b)|i should say|i must say"
    r"|'? ?kay"
    # "Then we take the bus" may answer a condition, "and then we" only goes on.
    r"|(?:and|but|oh|okay|ok|yeah|so|well|right),? then(?! again\b)|and|but|oh|okay|ok|yeah"
    r"|hi|hey|hello|omg|ik|i mean|i guess|then(?! (?:again|we|i)\b)|sorry(?= (?:i|we)\b)|cause|um"
    r"|so(?! (?:far|much|many|long|little|good|bad|few)\b| that (?!is\b|was\b|'s))"
)
_OPENING = re.compile(
    rf"^(?:(?:{_OPENERS})(?!-\w)\s*[,.!…—–-]+\s*|(?:{_LOOSE_OPENERS})\b(?!-\w)[\s,.!…—–-]+)",
    re.IGNORECASE,
)  # fmt: skip
_CLOSING = re.compile(
    r"(?:,\s+(?:you know|i think so|i guess|basically|really|honestly|actually|to be honest|yes|yeah|no|sir"
    r"|i'm sorry|i'm afraid|mind you|thank you|thanks|thank god|madam|ma'am|doctor|officer|professor|man"
    r"|mate|guys|folks|everybody|everyone|but|and|so|or|hang on|hold on|one sec(?:ond)?)"
    r"|,?\s+(?:or something|or whatever|though|please|yeah))+"
    r"(?=[.!…]*$)|,\s*(?:please|though|then)(?=\?$)",
    re.IGNORECASE,
)
_CAUSE = re.compile(r"(?<!\w)'cause\b", re.IGNORECASE)
# Nothing ends with these; the speaker was cut off there.
_CUT_OFF = re.compile(r"(?:,?\s+(?:a|an|and|because|but|or|the))+(?=[.…]*$)", re.IGNORECASE)
# "It's at six for him so"; what is said or thought may end so, "I hope so", "I told him so".
_LAST_SO = re.compile(r"(?:(\w+) )?(\S+)\s+so(?=[.…]*$)", re.IGNORECASE)
_LITTLE_I = re.compile(r"(?<![\w'.])i(?=\s|'(?:m|ll|ve|d)\b)(?!\.)")
_RESTARTED_CLAUSE = re.compile(
    r"\b(i|it|we|you|he|she|they) (\w+(?:'\w+)?),\s+((?:\w+ ){0,3}\1 \2)\b", re.IGNORECASE
)
_RESTARTED_VERB = re.compile(
    r"(?<!\bthing )(?<!\bproblem )(?<!\bpoint )(?<!\bissue )(?<!\btrouble )\b(is|was),\s+"
    r"(?:(?:hang on|hold on|let me see|wait),\s+)?it's\b",
    re.IGNORECASE,
)
# Begun, and begun anew: "it's, it keeps jamming", "it just, it won't", "tomorrow is, I'm away tomorrow".
_BEGUN_CLAUSE = re.compile(
    r"\b(it|i|we|you|they|he|she|that|there)(?:'(?:s|re|m|ve|ll|d)| just| really| actually),\s+"
    r"(?=\1(?:'\w+)?\b)"
    r"|(?:^|(?<=[.!?] ))(?:(?:and|but|so),? )?(?:today|tomorrow|tonight|he|she|we|they|it)"
    r"(?: is| are|'s|'re),\s+"
    r"(?=(?:i|we|he|she|they)(?:'\w+| \w+)(?<! think)(?<! guess)(?<! suppose)(?<! believe)(?<! hope)"
    r" \w+ \w+)",
    re.IGNORECASE,
)
_AUXILIARY = "|".join(sorted(AUXILIARIES))
# "I hadn't, hang on, I'll write it down": begun, and given up for another clause.
_GIVEN_UP = re.compile(
    r"(?:^|(?<=[.!?,] ))(?:(?:and|but|so|well),? )?(?:i|we|you|they|he|she|it|that|there)"
    rf"(?:'\w+| (?:{_AUXILIARY})), "
    r"(?:hang on|hold on|wait|one sec(?:ond)?|let me see), "
    r"(?=(?:i|we|you|they|he|she|it|that|there|let)(?:'\w+)? \w)",
    re.IGNORECASE,
)
# "It's, peat does that": begun, and what follows is a clause of its own.
_BEGUN_OTHERWISE = re.compile(
    r"(?:^|(?<=[.!?] ))(?:(?:and|but|so|well),? )?(?:it|that|there|he|she|we|they)'(?:s|re), "
    r"(?=(?:(?!(?:i|we|you|he|she|they|it|that|which|who|what|where|when|how|as|than)\b)\w+ ){1,3}"
    r"(?:am|is|are|was|were|has|have|had|does|do|did|can|could|will|would|won't|doesn't|don't|didn't|isn't"
    r"|aren't|can't) )",
    re.IGNORECASE,
)
# "I've lost, I mean, today I've had two", "live in six weeks, which, I mean, the plan was ten".
_MEANT_CLAUSE = re.compile(
    r"\b((?:i|we|you|they|he|she)'(?:ve|d|ll|re|m)) \w+, i mean,\s+(?=(?:\w+ ){0,2}\1\b)", re.IGNORECASE
)
_MEANT_RELATIVE = re.compile(
    r",\s*which(?: is| was)?,\s*(?:i mean|you know),\s*"
    r"(?=(?:it|the|that|there|this|my|our)(?:'s)?\b|(?:fine|okay|ok),)",
    re.IGNORECASE,
)
# A word broken off and begun again, "we've dec decided", also after a word between: "cr some criteria".
_BEGUN = re.compile(
    r"(?<![\w'-])(?:([a-z]{1,5}|[a-z]{6,8}(?=[-—–]? \w{8}))[-—–]? (?=\1[a-z])"
    r"|([a-z]{1,2})[-—–]? (?=[a-z]+ \2[a-z]+))",
    re.ASCII,
)
# A single letter before a word that none goes before, "r they will".
_STRAY = re.compile(r"(?<![\w'-])[b-hj-np-z] (?=(?:i|we|you|they|he|she|it|the|that|this|there)\b)")
# "You ha you will have".
_PRONOUN_AGAIN = re.compile(r"\b(i|you|we|they|he|she|it) ([a-z]{1,4}) (?=\1\b)", re.IGNORECASE)
# "There there's", and a clause that starts over: "I'm surprised I sort of I'm surprised I forgot".
_CONTRACTED_AGAIN = re.compile(r"\b(i|it|there|that|he|she|we|they|you|what|who) (?=\1'\w)", re.IGNORECASE)
_CLAUSE_AGAIN = re.compile(
    r"(?:^|(?<=[,;] )|(?<=\b(?:and|but) )|(?<=\bthat ))((?:i|it|we|you|he|she|they|there)(?:'\w+)? \w+) "
    r"(?:\w+(?:'\w+)? ){0,4}(?=\1\b)",
    re.IGNORECASE,
)
_VERBAL = AUXILIARIES | BASES | PASTS
_TAKING = (BASES | PASTS) - AUXILIARIES - frozenset("think thought guess hope believe mean say said".split())
_BEFORE_SO = VERB_FORMS | PARTICIPLES | STOP_WORDS | SMALL_TALK | {"ever"}
_PREPOSITIONS = frozenset("about at by for from in of on to with".split())
_OBJECTIVE = frozenset("me him her us them it you".split())
_WHOLE = STOP_WORDS | SMALL_TALK | NUMBER_WORDS | _VERBAL
# Marks that some transcripts set apart: "it ' s", "D_V_D_".
_APART = re.compile(r"(?<=\w) ' ?(?=(?:s|m|d|t|re|ve|ll)\b)")
_SPELLED = re.compile(r"\b[A-Z] ?_(?: ?[A-Z] ?_)*")
_SPACED_MARK = re.compile(r"\s+([,.?!;:])")
_MARKS = re.compile(r",\s*(?=[,.?!])")


@lru_cache(maxsize=4_096)  # a sentence is weighed, told and quoted
def fluent(text: str) -> str:
    """One sentence without "um", asides ("you know"), stutters ("the, the") and interjections at its ends."""
    given = _written(text)
    text = _TAKEN_BACK.sub("", _unhesitant(given))
    text = _MEANT_RELATIVE.sub(", ", _MEANT_CLAUSE.sub("", _RESTARTED_VERB.sub(r"\1", text)))
    text = _ASIDE.sub(" ", _FOUND.sub("", _GIVEN_UP.sub("", text)))
    text = _RESTART.sub(r"\1", text)
    text = _RESTARTED_CLAUSE.sub(r"\3", _BEGUN_OTHERWISE.sub("", _BEGUN_CLAUSE.sub("", text)))
    text = _BEGUN.sub(_unbegun, _BEGUN.sub(_unbegun, text))  # "crite cr criteria"
    text = _CONTRACTED_AGAIN.sub("", _STRAY.sub("", _PRONOUN_AGAIN.sub(_once_begun, text)))
    text = _STUTTER.sub(_once, _STUTTER.sub(_once, _CLAUSE_AGAIN.sub("", text)))  # "the the the the"
    text = _tidy_marks(text)
    opening = _OPENING.match(text)
    while opening is not None and len(text) > opening.end():
        text = text[opening.end() :]
        opening = _OPENING.match(text)
    text = _CUT_OFF.sub("", _LAST_SO.sub(_without_so, text))
    closed = _CLOSING.sub("", text)
    while closed != text and closed.strip(" .,!?"):
        text, closed = closed, _CLOSING.sub("", closed)
    text = text or given
    return capital(text)


def unhesitant(text: str) -> str:
    """The words as they were said, replies and second thoughts too, without "um" and stutters."""
    said = _tidy_marks(_STUTTER.sub(_once, _unhesitant(_written(text))))
    return capital(_CUT_OFF.sub("", _LAST_SO.sub(_without_so, said)))


def _without_so(match: re.Match[str]) -> str:
    """What stands before a last "so" that only leads on."""
    before, last = (match.group(1) or "").lower(), match.group(2).lower()
    leads = before in _PREPOSITIONS if last in _OBJECTIVE else last not in _BEFORE_SO
    return match.group(0)[: match.end(2) - match.start()] if leads else match.group(0)


def _written(text: str) -> str:
    return _LITTLE_I.sub("I", closed_up(text.replace("’", "'")))


def _unhesitant(text: str) -> str:
    text = _HESITANT_AGAIN.sub("", _CAUSE.sub("because", text))
    return " ".join(
        _INNER_OH.sub(" ", _FILLER.sub(_unless_measured, _HESITANT_CLAUSE.sub(", ", text))).split()
    )


def _unless_measured(match: re.Match[str]) -> str:
    """Nothing for a hesitation; "three mm" are millimetres."""
    number = match.string[: match.start()].lower().split()[-1:]
    counted = bool(number) and (number[0] in NUMBER_WORDS or number[0][-1:].isdigit())
    return match.group(0) if counted and match.group(0).rstrip(" .,") == " mm" else " "


def closed_up(text: str) -> str:
    """Apostrophes and the letters of an abbreviation where they belong."""
    return _SPELLED.sub(lambda match: re.sub(r"[ _]", "", match.group(0)), _APART.sub("'", text))


def _unbegun(match: re.Match[str]) -> str:
    """Nothing for the beginning of a word that follows; a word of its own stays, "a an", "be begun"."""
    return match.group(0) if (match.group(1) or match.group(2)) in _WHOLE else ""


def _once_begun(match: re.Match[str]) -> str:
    """Nothing for a pronoun and a broken-off word that the pronoun follows again."""
    return match.group(0) if match.group(2).lower() in STOP_WORDS | _VERBAL else ""


def _once(match: re.Match[str]) -> str:
    """A repeated function word is a stutter, a repeated content word ("very, very") is emphasis."""
    phrase = match.group(1)
    first, *others = phrase.lower().split()
    if others and first in _ARTICLES:
        return phrase  # "the kids the kids are"
    if phrase.lower() in _OBJECTS and "," in match.group(0) and _is_object(match.string[: match.start()]):
        return match.group(0)  # "I can't promise it, it may rain"
    if phrase.lower() in _OBJECTS and re.search(r"\.\.|…|—|–|-", match.group(0)):
        return match.group(0)  # "my turn to treat you... you paid": the end of one, the start of the next
    return phrase if all(word in _REPEATABLE for word in phrase.lower().split()) else match.group(0)


def _is_object(before: str) -> bool:
    """Whether a verb stands right before a pronoun, which is its object; "I think it" has begun a clause."""
    verb = before.lower().split()[-1:]
    return bool(verb) and verb[0] in _TAKING


def _tidy_marks(text: str) -> str:
    text = _MARKS.sub("", _SPACED_MARK.sub(r"\1", text))
    return " ".join(text.split()).lstrip(",.;:-—–… ")
