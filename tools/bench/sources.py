"""What the networks are measured on: windows of real talk for the one, utterances for the other."""

from collections.abc import Sequence
from itertools import chain, cycle, islice
from pathlib import Path

from summarizers.rendering import Line, render
from summarizers.tokens import WordPiece

from tools.bench.conversations import ORDER, Utterance, conversation
from tools.bench.peers import Tokens


def windows(said: Sequence[Utterance], tokens: WordPiece, lengths: Sequence[int]) -> list[Tokens]:
    """Cut windows of exactly so many pieces out of a conversation, evenly spread, as the network reads them.

    The utterance in the middle of each is marked: the sentence to be rewritten.
    """
    start, end = tokens.id_of("[CLS]"), tokens.id_of("[SEP]")
    cut = []
    for number, length in enumerate(lengths):
        first = number * len(said) // len(lengths)
        turns = list(islice(cycle(said), first, first + length // 8))  # far more than fit
        middle = _turns_in(turns, tokens, length) // 2
        lines = [Line(turn.speaker, turn.text, marked=k == middle) for k, turn in enumerate(turns)]
        pieces = [start]
        for encoded in tokens.encode_batch(render(lines).lines):
            pieces += [*encoded, end]
        cut.append([*pieces[: length - 1], end])
    return cut


def _turns_in(turns: Sequence[Utterance], tokens: WordPiece, length: int) -> int:
    total = 0
    for number, encoded in enumerate(tokens.encode_batch([turn.text for turn in turns])):
        total += len(encoded)
        if total > length:
            return number
    return len(turns)


def utterances(count: int) -> list[str]:
    """Give so many utterances, no two alike, spread evenly over all conversations."""
    texts = list(dict.fromkeys(chain.from_iterable((u.text for u in conversation(name)) for name in ORDER)))
    return [texts[number * len(texts) // count] for number in range(count)]


def tokenizer(models: Path) -> WordPiece:
    """Open the rewriting network's tokenizer."""
    return WordPiece(models / "rewriter")
