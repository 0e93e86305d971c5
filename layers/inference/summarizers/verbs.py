"""English verbs: what their forms are, as far as rewriting a sentence in the third person needs them."""

# Base, past and participle of each.
_TABLE = """
    be was been | become became become | begin began begun | bend bent bent | bet bet bet | bid bid bid
    | bite bit bitten | blow blew blown | break broke broken | bring brought brought | build built built
    | burn burnt burnt | buy bought bought | catch caught caught | choose chose chosen | come came come
    | cost cost cost | cut cut cut | deal dealt dealt | dig dug dug | do did done | draw drew drawn |
    drink drank drunk | drive drove driven | eat ate eaten | fall fell fallen | feed fed fed |
    feel felt felt | fight fought fought | find found found | fly flew flown | forget forgot forgotten |
    forgive forgave forgiven | freeze froze frozen | get got got | give gave given | go went gone |
    grow grew grown | hang hung hung | have had had | hear heard heard | hide hid hidden | hit hit hit |
    hold held held | hurt hurt hurt | keep kept kept | know knew known | lay laid laid | lead led led |
    learn learned learned | leave left left | lend lent lent | let let let | lie lay lain |
    lose lost lost | make made made | mean meant meant | meet met met | pay paid paid | put put put |
    quit quit quit | read read read | rebuild rebuilt rebuilt | redo redid redone | resend resent resent
    | reset reset reset | rewrite rewrote rewritten | ride rode ridden | ring rang rung | rise rose risen
    | run ran run |
    say said said | see saw seen | seek sought sought | sell sold sold | send sent sent | set set set |
    shake shook shaken | shoot shot shot | show showed shown | shut shut shut | sing sang sung |
    sit sat sat | sleep slept slept | speak spoke spoken | speed sped sped | spend spent spent |
    split split split | spread spread spread | stand stood stood | steal stole stolen |
    stick stuck stuck | swear swore sworn | swim swam swum | take took taken | teach taught taught |
    tell told told | think thought thought | throw threw thrown | understand understood understood |
    undertake undertook undertaken | wake woke woken | wear wore worn | win won won |
    withdraw withdrew withdrawn | write wrote written
"""
IRREGULAR = {
    base: (past, participle) for base, past, participle in (row.split() for row in _TABLE.split("|"))
}

REGULAR = frozenset(
    """
        accept access achieve acknowledge act add address adjust admire admit advise afford agree aim allow
        announce answer anticipate apologize apply appreciate approach approve argue arrange arrive ask
        assess assign assist assume assure attach attend avoid ban bake believe belong benefit block
        boil book borrow bother bug bump calculate call cancel care carry cause celebrate challenge change
        charge chase check chip claim clarify clash clean clear click climb close collect combine commit
        communicate compare complain complete concern confirm confuse connect consider consult consume
        contact continue contribute control convert convince cook cope copy correct count cover crash create
        cross dance debug decide declare decline decrease dedicate define delay delegate delete deliver
        demand deny depend deploy describe deserve design destroy detect determine develop dial die differ
        disagree disappear discover discuss dislike display doubt download drop earn edit email emphasize
        employ encourage end enjoy ensure enter escalate establish estimate evaluate examine exchange excuse
        exist expand expect experience explain explore export express extend face fail fancy fax figure file
        fill finalize finish fire fit fix flag focus follow force forward fund gain gather generate grab
        graduate grant guarantee guess handle happen hate help hesitate hire hope host identify ignore
        imagine implement imply import impress improve include increase inform insist inspect install
        integrate intend interview introduce invest investigate invite involve join judge jump kick kill
        lack land last laugh launch lift like limit link list listen live load locate lock log look love
        lower mail maintain manage mark match matter measure mention merge mess message migrate mind miss
        mix monitor move name need negotiate nominate note notice notify object observe offer open operate
        oppose order organize outline owe own pack park participate pass patch pause perform phone pick
        pilot place plan play point post postpone practice prefer prepare present press pretend prevent
        print prioritize process produce program promise promote propose protect prove provide publish pull
        purchase push qualify question quote raise reach realize receive recommend recognize record recover
        reduce refer reflect refund refuse register regret reject relate relax release rely remain remember
        remind remove rename renew rent repair repeat replace reply report represent request require
        reschedule research reserve resolve respond rest restart restore retire retry return review revise
        risk roll rush sail save scale scan schedule score search select separate serve settle share shift
        ship shop shorten sign skip smoke solve sort sound specify spell start state stay stop store
        streamline struggle study submit subscribe succeed suffer suggest suit summarize supply support
        suppose surprise suspect switch sync talk target taste test text thank tie tighten touch track trade
        train transfer translate travel treat trigger trust try turn type understand unlock update upgrade
        upload urge use validate value verify view visit volunteer vote wait walk want warn wash waste watch
        weigh welcome wish wonder work worry wrap yell
    """.split()
) - frozenset(IRREGULAR)  # fmt: skip

BASES = REGULAR | frozenset(IRREGULAR)
MODALS = frozenset(
    """
        can can't cannot could couldn't will won't would wouldn't shall should shouldn't may might must
        mustn't 'd ought didn't did had hadn't
    """.split()
)
TO_BE = frozenset("am are is was were isn't aren't wasn't weren't".split())
AUXILIARIES = MODALS | TO_BE | frozenset("have has haven't hasn't do does don't doesn't".split())
_DOUBLED = frozenset(
    "admit ban bug chip commit debug drop fit grab jog log permit plan refer rub ship shop stop".split()
)


def third_person(base: str) -> str:
    """The form after "she": "goes", "tries", "sends"."""
    if base in ("be", "have"):
        return {"be": "is", "have": "has"}[base]
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


def past(base: str) -> str:
    """The form that replaces "did" with the base: "went", "tried", "sent"."""
    if base in IRREGULAR:
        return IRREGULAR[base][0]
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + (base[-1] if base in _DOUBLED else "") + "ed"


PASTS = frozenset(past(base) for base in BASES)
PARTICIPLES = frozenset(IRREGULAR[base][1] if base in IRREGULAR else past(base) for base in BASES)
# "I put it there": present or past, nobody can tell.
UNCLEAR = frozenset(base for base in BASES if past(base) == base)
THIRD_PERSONS = frozenset(third_person(base) for base in BASES)
INFLECTED = PASTS | THIRD_PERSONS
VERB_FORMS = AUXILIARIES | BASES | INFLECTED
