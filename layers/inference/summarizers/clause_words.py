"""Words by which the clauses of run-on speech are told apart."""

from collections.abc import Sequence

from summarizers.verbs import VERB_FORMS

LIKE_I = frozenset("i we you they".split())
LIKE_HE = frozenset("he she it everyone everybody nobody somebody someone".split())
POINTING = frozenset("that this there".split())
NOMINATIVES = frozenset("i we he she they".split())
SUBJECTS = LIKE_I | LIKE_HE | POINTING
WH_CONTRACTED = frozenset("what's who's where's when's how's why's".split())
CONTRACTED = frozenset(
    """i'm i'll i've i'd we're we'll we've we'd you're you'll you've you'd he's he'll he'd she's she'll
    she'd it's it'll it'd they're they'll they've they'd that's that'll there's there'll here's""".split()
)
ADVERBS = frozenset(
    """actually all already also always both currently definitely even finally first honestly just maybe
    never now obviously only originally probably really simply still then usually""".split()
)
# Said before the first clause of all.
OPENERS = frozenset(
    """ah alright also and actually but honestly no nope oh ok okay omg right so sorry sure then ugh um uh
    well yeah yep yes""".split()
)
# Nothing ends with these, or what follows them belongs to them.
OPEN = frozenset(
    """a after although am an and are aren't as be because been before but by can cannot cause could
    couldn't did do does each every except for from had has have her his how if into is like my
    neither nor of once or our plus shall should since so than that the their then these this
    those to unless until till very was well were what whatever when whenever where whether which
    while who whoever whom whose why will with without won't would your""".split()
)
# After these a clause tells what is said, thought or felt.
CLAUSAL = frozenset(
    """admit afraid agree argue ask asking assume assumed assuming aware believe believed bet certain
    check confident confirm convinced decide decided doubt ensure expect expected explain
    explained feel feels felt figure figured find forget forgot found glad guarantee guess guessed
    guesses guessing happy hear heard hope hoped hopes hoping imagine insist knew know knowing
    knows mean meaning means meant mention mentioned notice noticed positive pray presume promise
    promised realise realised realize realized reckon reckons recommend remember remembered sad
    said saw say saying says see seeing show showed sorry suggest suppose sure surprised suspect
    swear tell telling think thinking thinks thought told understand understood wish wishes wonder
    wondering worried wrote""".split()
)
SUBORDINATE = frozenset(
    """after although as because before if once since unless until when whenever whether while whoever
    whatever""".split()
)
OCCASIONS = frozenset("time times day moment minute second week month year days weeks months years".split())
PREPOSITIONS = frozenset("about at by for from in into of off on out over through to up with".split())
OBJECTS = frozenset("you me him her them us it".split())
DETERMINERS = frozenset(
    "a an the my your his her its our their this that these those some any no every another all both".split()
)
ARTICLES = frozenset("the my our his her their your these those".split())
# With these, but for "it" and the like that may be objects, a clause starts.
STARTS = CONTRACTED | SUBJECTS
NOMINATIVE_STARTS = CONTRACTED | NOMINATIVES
FAR = 6  # openers, adverbs or auxiliaries in a row
GO_ON = OPEN | CLAUSAL | PREPOSITIONS | STARTS | VERB_FORMS
REPLIES = frozenset(
    (
        "absolutely|agreed|alright|all right|awesome|brilliant|congratulations|cool|definitely|exactly"
        "|excellent"
        "|fair enough|fair point|fine|good|good for you|good idea|good point|good question|got it|great"
        "|great idea"
        "|hang on|hang on a second|hold on|i agree|i disagree|i get it|i got it|i know|i see|i totally get it"
        "|i understand|i'm sorry|interesting|listen|look|lovely|makes sense|my pleasure|never mind|nice"
        "|no problem|no rush|no thanks|no way|no worries|not really|noted|of course|oh god|oh my god|oh no"
        "|oh wow"
        "|ok|okay|perfect|poor you|right|sorry|sounds good|sure|thank god|thank goodness|thank you"
        "|thank you so much|thanks|thanks a lot|that works|that's fair|that's fine|that's great|that's right"
        "|that's true|totally|totally get it|true|understood|wait|wait a minute|wait a second|works for me"
        "|wow"
        "|yes please|you're welcome"
    ).split("|")
)


def word_at(low: Sequence[str], k: int) -> str:
    """The word at a place; "" outside."""
    return low[k] if 0 <= k < len(low) else ""
