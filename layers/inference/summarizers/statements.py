"""Statements, suggestions and requests in the third person."""

from collections.abc import Sequence

from summarizers.agreement import ADVERBS, conjugated, coordinated
from summarizers.clause_words import OCCASIONS
from summarizers.persons import ADDRESSEE, SPEAKER, Persons, UnsureError
from summarizers.subjects import subject_of
from summarizers.verbs import AUXILIARIES, BASES, MODALS, PASTS, THIRD_PERSONS, VERB_FORMS, past
from summarizers.words import DATE_WORDS, NUMBER_WORDS, SMALL_TALK, STOP_WORDS

DETERMINERS = frozenset("the a an my your our their its this that these those any all some".split())
_ARTICLES = frozenset("a an the my your our their its".split())
SUBJECTS = frozenset(
    """i you we they he she it that this there these those everyone everybody anyone anybody someone
    somebody something anything nobody everything""".split()
)
# Verbs as well as nouns: at the start of a sentence they say little about its form.
_NOUN_LIKE = frozenset(
    """change end half issue last order place plan plans point question record report rest support test
    work""".split()
)
# The same, but no nouns where somebody or something is named after them: "state house", "call Otto".
_AS_OFTEN_NOUNS = frozenset(
    """act address answer block book call charge check claim clash cook copy cover crash cross dance deal
    design drink email exchange face fax feed file fire flag focus handle host interview judge jump land
    launch list load lock log look mail mark mess message move name object offer park pass pause phone
    pilot play post press print process produce promise quote release rent repair request research
    reserve return review ride ring risk score search share shift ship shop show sign sound speed spell
    stand start state stop store study supply surprise switch talk target taste text touch track trade
    train transfer travel trust turn type upgrade use view visit wait walk wash watch wonder worry""".split()
)
# At the start of a sentence these have lost their "I", they do not ask anybody for anything.
_OWN = frozenset("need guess think hope thank want love like wish got welcome".split())
_CLAUSAL = frozenset(
    "think thought guess guessed believe believed feel felt hope hoped know knew bet".split()
)
_OPINIONS = frozenset("think thought guess guessed thinking".split())
_THOUGHT_OF = frozenset("so about of it that this not ahead back again hard twice".split())
_GROUP_FORMS = frozenset("they them their theirs themselves".split())
# A verb without its "s" after these asks them for something: "everyone bring a chair".
_ANYBODY = frozenset("everyone everybody someone somebody".split())
_BEFORE_REQUESTS = frozenset("now just then first also simply".split())
_AFTER_GO_ON = _ARTICLES | frozenset("this that with to about and until till without".split())
_REQUEST = 2  # words
_EARLY = 8  # words among which the name of the speaker makes a sentence one about the speaker
_BARE = BASES - PASTS - AUXILIARIES
# After these a verb has no "s": "the people want".
_SEVERAL = NUMBER_WORDS | frozenset(
    """children crew family few folk government lot majority many men old other others people police poor
    press public rest rich staff team women young""".split()
)
_SUBORDINATE_SUBJECT = 3  # words from which a subject is no longer that of the subordinate clause
_SUBORDINATE = frozenset("if when while since although unless because".split())
CLAUSE_WORDS = _SUBORDINATE | frozenset("what who which where when why how whose".split())
# A clause after these is not the sentence's own: "because I'll ask whether it works".
_GOVERNING = _SUBORDINATE | frozenset(
    """and or but that whether what which who where why how than think know say said says hope guess sure
    tell ask see""".split()
)
# A sentence that starts so leans on the one before it, or has no subject.
_FURTHER = frozenset("before until who which where".split())  # the verb of what follows is not the sentence's
_DEPENDENT = frozenset("or nor of to than like just unless which".split())
# Made once, as sentences are many and these are large.
_VERBS = VERB_FORMS - _NOUN_LIKE
_PLACING = frozenset("at for from in on to under with".split())
_FINITE = SUBJECTS | AUXILIARIES | PASTS | THIRD_PERSONS | {"let's"}
_ORDERED = BASES - PASTS - _OWN
_NO_NOUNS = DETERMINERS | SUBJECTS | STOP_WORDS | NUMBER_WORDS | DATE_WORDS
_NOT_ORDERED = (
    AUXILIARIES | BASES | {"and", "or", ","} | (SUBJECTS - {"it", "that", "this", "everyone", "everybody"})
)


def statement(tokens: Sequence[str], persons: Persons) -> list[str]:
    """Words of the sentence that tells a statement; raises UnsureError."""
    tokens = _unmarked(tokens)
    low = [token.lower() for token in tokens]
    if any(word == "so" and low[k + 1] in _ORDERED for k, word in enumerate(low[:-1])):
        raise UnsureError  # "so send it", a request after a statement
    if low[0] in ("thanks", "thank") and "for" in low[1:3]:
        whom = ADDRESSEE if persons.has_addressee else "the others"
        return [persons.name_speaker(), "thanks", whom, *persons.clause(tokens[low.index("for") :])]
    if low[0] == "because" and (low[1] == "," or not _has_main_clause(low)):
        reason = tokens[1 + (low[1] == ",") :]  # of what stands in another sentence
        if len(reason) <= _REQUEST:
            raise UnsureError
        return statement(reason, persons)
    if (
        low[0] in _BEFORE_REQUESTS
        and len(low) > _REQUEST
        and (low[1] in ("let's", "don't") or _imperative(tokens[1:]))
    ):
        tokens, low = tokens[1:], low[1:]
    if low[:2] in (["you", "know"], ["let's", "say"], ["let's", "see"]):
        raise UnsureError  # nobody knows, says or sees anything
    if low[0] == "let's":
        name = persons.name_speaker()
        return [name, "suggests", "that", persons.stand_in("we", "they"), *persons.clause(tokens[1:])]
    if low[:2] == ["let", "me"] and low[2] in BASES - {"know", "see"}:
        name, persons.acts = persons.name_speaker(), True
        return [name, "will", *persons.clause(tokens[2:])]
    if low[0] in ("please", "don't") or _imperative(tokens):
        return _request(tokens[1:] if low[0] == "please" else tokens, persons)
    return _of_oneself(tokens, persons) if low[0] == "i" else _said(tokens, persons)


def _unmarked(tokens: Sequence[str]) -> list[str]:
    """Without "please" inside, and without the "did" that only stresses: "you did send it"."""
    out: list[str] = []
    stressed = False
    for k, token in enumerate(tokens):
        word, after = token.lower(), next(iter(tokens[k + 1 : k + 2]), "").lower()
        if out and word == "please":
            if after in BASES:
                raise UnsureError  # a request of its own
        elif word == "did" and after in BASES and _stresses(tokens[:k]):
            stressed = True
        else:
            out.append(past(word) if stressed else token)
            stressed = False
    return out


def _stresses(before: Sequence[str]) -> bool:
    """Whether a "did" after these words asks for nothing: a subject goes right before it."""
    low = [token.lower() for token in before]
    subject = bool(low) and (low[-1] in SUBJECTS or (before[-1][:1].isupper() and low[-1] not in VERB_FORMS))
    return subject and not CLAUSE_WORDS & set(low) - _SUBORDINATE and "all" not in low


def _of_oneself(tokens: Sequence[str], persons: Persons) -> list[str]:
    """What the speaker does, "Liam really needs it"."""
    low = [token.lower() for token in tokens]
    place = 1
    while place < len(low) - 1 and (low[place] in ADVERBS or low[place].endswith("ly")):
        place += 1
    same = low[place] in MODALS | PASTS | {"was", "wasn't"}  # in all persons, so a second verb agrees as well
    # "I think we should keep it and move on": the second verb is not the speaker's.
    thought = low[place] in _CLAUSAL and low[place + 1 : place + 2] and low[place + 1] in SUBJECTS
    form = conjugated(low, place) if same or thought or not coordinated(low, place) else None
    if form is None or (low[place] in _CLAUSAL and _starts_over(low)) or _is_bare(low, place):
        raise UnsureError
    persons.acts = True
    persons.thinks = low[place] in _CLAUSAL
    return [persons.name_speaker(), *tokens[1:place], form, *persons.clause(tokens[place + 1 :])]


def _is_bare(low: Sequence[str], place: int) -> bool:
    """Whether what is thought is no clause, "I thought maybe a lamp", or what is agreed to is one."""
    verb = low[place + 1] if low[place] == "was" and place + 1 < len(low) else low[place]
    rest = low[place + 1 + (low[place] == "was") :]
    if not rest or verb not in _OPINIONS:
        return bool(rest) and verb in ("agree", "disagree") and rest[0].partition("'")[0] in SUBJECTS
    hedged = rest[0] in ("maybe", "perhaps", "like")
    rest = rest[hedged:]
    end = next((k for k, word in enumerate(rest) if word == ","), len(rest))
    named = (rest[:1] and rest[0] not in _THOUGHT_OF) if verb != "thinking" else hedged
    return bool(named) and not has_verb(rest[:end])


def _starts_over(low: Sequence[str]) -> bool:
    """Whether an "I" after what is thought opens a sentence of its own: "I think it's old I mean look"."""
    linked = _CLAUSAL | _GOVERNING | frozenset((",",))
    return any(
        word == "i" and k and (low[k - 1] not in linked or low[k + 1 : k + 2] == ["mean"])
        for k, word in enumerate(low)
    )


def _said(tokens: Sequence[str], persons: Persons) -> list[str]:
    """What the speaker says; where the sentence is about the speaker it needs no "says" before it."""
    low = [token.lower() for token in tokens]
    if low[0] in _ANYBODY and low[1] in _ORDERED - AUXILIARIES:
        return [persons.name_speaker(), "asks", low[0], "to", *persons.clause(tokens[1:])]
    if low[:2] == ["then", "i"]:
        return ["then", *_of_oneself(tokens[1:], persons)]
    _check_form(low)
    clause = persons.clause(tokens)
    named = next((k for k, word in enumerate(clause[:_EARLY]) if word.startswith(SPEAKER)), None)
    if named is not None and not _GROUP_FORMS.intersection(clause[:named]):
        return clause
    that = ["that"] if low[0] in CLAUSE_WORDS else []
    return [SPEAKER, "says", *that, *clause]


def _request(tokens: Sequence[str], persons: Persons) -> list[str]:
    negated = tokens[0].lower() in ("don't", "not")
    wanted = tokens[1:] if negated else tokens
    if (
        len(wanted) < _REQUEST
        or wanted[1].lower() in ("and", "or", "but")
        or (wanted[1] == "," and not negated)
        or any(_may_be_called(wanted, k) for k in range(_REQUEST, len(wanted)))
        or wanted[0].lower() not in BASES | {"be"}
    ):
        raise UnsureError
    wanted = _coordinated(wanted)
    name = persons.name_speaker()
    whom = ["asks", persons.name_addressee()] if persons.has_addressee else ["says"]
    if persons.audience and not persons.has_addressee:
        whom, persons.addressed = ["asks", "the", "others"], True
    return [name, *whom, *(["not", "to"] if negated else ["to"]), *persons.clause(wanted)]


def _may_be_called(wanted: Sequence[str], k: int) -> bool:
    """Whether a name after what is asked for may be who is asked: "open the window Les"."""
    before, name = wanted[k - 1], wanted[k]
    closes = k + 1 == len(wanted) or wanted[k + 1] == ","
    noun = before.isalpha() and before.islower() and before not in _NO_NOUNS | BASES
    return closes and noun and name[:1].isupper() and name != "I" and name.lower() not in DATE_WORDS


def _coordinated(wanted: Sequence[str]) -> list[str]:
    """A second request after the "to" of the first: "and don't pay" ▸ "and not to pay"."""
    out: list[str] = []
    for k, token in enumerate(wanted):
        again = token.lower() == "don't" and k and wanted[k - 1].lower() in ("and", "but")
        out += ["not", "to"] if again and wanted[k + 1].lower() in BASES | {"be"} else [token]
    return out


def _imperative(tokens: Sequence[str]) -> bool:
    low = [token.lower() for token in tokens]
    first, second = low[:2]
    if first == "go" and second == "on" and low[2:3] and low[2] not in _AFTER_GO_ON:
        return False  # "go on love" asks for nothing
    if first == "be":
        return True
    if first == "do":
        return second not in SUBJECTS and second not in AUXILIARIES
    return (
        first in _ORDERED
        and (first not in _NOUN_LIKE or second in DETERMINERS)
        and (first not in _AS_OFTEN_NOUNS or _names_what(tokens[1]))
        and second not in _NOT_ORDERED
    )


def _names_what(word: str) -> bool:
    """Whether a word after a verb is no noun that the verb could be a part of: "book a", "call Otto"."""
    return (
        word[:1].isupper() or word[:1].isdigit() or word.lower().endswith("ly") or word.lower() in _NO_NOUNS
    )


def _check_form(low: Sequence[str]) -> None:
    """Raise UnsureError unless this is a whole clause with its subject."""
    if _is_apart(low) or _is_fronted(low):
        raise UnsureError
    dependent = low[0] in _DEPENDENT or (low[0] in _SUBORDINATE and not _has_main_clause(low))
    headless = low[0] in _VERBS or low[0].endswith("ing")
    # "Before we go, the old carts": the verb is not the sentence's.
    fronted = low[0] in ("after", "before") and "," in low
    verbless = not has_verb(low[low.index(",") + 1 :] if fronted else low)
    if dependent or headless or verbless or _is_phrase(low) or (low[0] in _PLACING and not _finite(low)):
        raise UnsureError


def _is_apart(low: Sequence[str]) -> bool:
    """Whether a noun phrase is named before a clause of its own: "the water in here, I've measured it"."""
    comma = low.index(",") if "," in low else 0
    phrase = low[:comma]
    timed = any(word in DATE_WORDS or word in OCCASIONS for word in phrase)
    named = low[0] in _ARTICLES and not timed and not any(word in _FINITE for word in phrase)
    thought = any(word in _CLAUSAL for word in low[comma + 2 : comma + 3])  # "the first, I think, is better"
    return named and not thought and low[comma + 1 : comma + 2] in (["i"], ["we"], ["you"])


def _is_fronted(low: Sequence[str]) -> bool:
    """Whether an object stands before its clause: "paper I have to buy", unlike "maybe I have to"."""
    adverb = low[0] in ADVERBS or low[0].endswith(("ly", "while", "wards", "wise"))
    return low[1:2] == ["i"] and not adverb and low[0] not in _NO_NOUNS | SMALL_TALK | CLAUSE_WORDS


def _finite(low: Sequence[str]) -> bool:
    """Whether a verb stands there that is no noun as well: not in "under my company's name"."""
    return any(word in _FINITE or word.partition("'")[0] in SUBJECTS for word in low[1:])


def has_verb(low: Sequence[str]) -> bool:
    """Whether a clause has a verb of its own, as far as its words show."""
    ends = (
        k
        for k, word in enumerate(low)
        if k and (word in _FURTHER or (word == "that" and low[k - 1] not in _VERBS))  # "the half that is not"
    )
    main = low[: next(ends, len(low))]
    return any(
        (word in _VERBS and main[max(k - 1, 0)] not in ("to", ",") and not _is_noun(main, k))
        # "our chairman, Sir Alan, left"
        or (k and word in AUXILIARIES | PASTS and main[k - 1] == "," and "," in main[: k - 1])
        or word.endswith(("'s", "'re", "'ll"))
        for k, word in enumerate(main)
    )


def _is_noun(low: Sequence[str], k: int) -> bool:
    """Whether a word that may be a verb is a noun: "the book fair", "a bit cold", "the waiting list"."""
    before, earlier = low[k - 1] if k else "", low[k - 2] if k > 1 else ""
    if before in _ARTICLES:
        return low[k] not in AUXILIARIES
    agrees = before.endswith("s") or before in _SEVERAL
    return low[k] in _BARE and earlier in _ARTICLES and not agrees


def _is_phrase(low: Sequence[str]) -> bool:
    """Whether all verbs are bare and none agrees with what stands before: "sunday mass just close family".

    Nor at the end of what is as likely one noun phrase: "the reminders bug".
    """
    places = [k for k, word in enumerate(low) if k and word in _VERBS and low[k - 1] != "to"]
    if not places or any(low[k] not in _BARE for k in places) or any("'" in word for word in low):
        return False
    last = len(low) - 1
    return not any(_agrees(low, k) and not (k == last and low[0] in _ARTICLES) for k in places)


def _agrees(low: Sequence[str], k: int) -> bool:
    """Whether a plural, or several, stand before a verb in its bare form."""
    before = low[subject_of(list(low), k)]
    return (
        (before.endswith("s") and not before.endswith("ss"))
        or before in _SEVERAL | SUBJECTS | {"to"}
        or "and" in low[:k]
    )


def _has_main_clause(low: Sequence[str]) -> bool:
    """Whether a subordinate clause at the start is followed by another: "if I have it by six it goes out"."""
    return "," in low or any(
        word in SUBJECTS - {"that"} and low[k + 1] in VERB_FORMS and low[k - 1] not in _GOVERNING
        for k, word in enumerate(low[:-1])
        if k > _SUBORDINATE_SUBJECT
    )
