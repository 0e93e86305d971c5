"""What is put right or haggled about, told to its end: "Ten vans." "Too many. Let's do five." "Okay."."""

from collections.abc import Sequence
from itertools import groupby

from summarizers.haggling import ACCEPTS
from summarizers.names import capital, display
from summarizers.narration import Statement, Told
from summarizers.teller import Teller
from summarizers.words import content_words, words

_QUOTED = 60  # words of a haggling that are


def corrected(teller: Teller, index: int, corrections: Sequence[int]) -> Told:
    """A sentence, and as they were said those that put it right."""
    sentences = teller.conversation.sentences
    own = sentences[corrections[0]].utterance == sentences[index].utterance
    told = () if own else teller.tell(index).statements
    said = [index, *corrections] if own else [*corrections]
    return Told((*told, *map(teller.verbatim, _turns(teller, said))), quoted=True, corrected=True)


def haggled(teller: Teller, indices: Sequence[int]) -> Told:
    """What is haggled about, and as it was said how; of much of that, how it ends."""
    first, *others = indices
    kept: list[Statement] = []
    room = _QUOTED
    for turn in reversed(_turns(teller, others)):
        text = " ".join(teller.conversation.sentences[k].text for k in turn)
        room -= len(words(text))
        if kept and room < 0:
            break
        kept.append(_agreeing(teller, turn[0], text) or teller.verbatim(turn))
    return Told((*teller.tell(first).statements, *reversed(kept)), quoted=True, corrected=True)


def _turns(teller: Teller, indices: Sequence[int]) -> list[list[int]]:
    sentences = teller.conversation.sentences
    return [list(turn) for _, turn in groupby(indices, key=lambda k: sentences[k].utterance)]


def _agreeing(teller: Teller, index: int, text: str) -> Statement | None:
    """A turn that does no more than agree to what was named last. index: of a sentence of it."""
    if text.endswith("?") or content_words(text) or not ACCEPTS.match(text):
        return None
    label = teller.conversation.speaker(index)
    return Statement(label, f"{capital(display(label))} agrees.")
