"""How close single sentences are told to how minutes tell them, and what of them is lost.

The minutes are those of `tools/train/talks.jsonl`: of each sentence of invented conversations, written so
that it is understood by itself. Nothing is chosen here; every sentence is told that minutes tell.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from rouge_score.rouge_scorer import RougeScorer
from summarizers.extractive import read
from summarizers.manifest import locate
from summarizers.names import display
from summarizers.table_encoder import TableEncoder
from summarizers.teller import Teller
from summarizers.words import content_words, stem

from tools.bench.progress import progress
from tools.bench.table import table
from tools.train.talks import read_talks

MEASURE = "rougeL"
_QUOTATION = re.compile(r'"[^"]*"')


class Telling(NamedTuple):
    """A sentence: who said it and what, how minutes and how Recap tell it."""

    speaker: str
    said: str
    minutes: str
    told: str

    @property
    def verbatim(self) -> str:
        """What telling is to be better than."""
        return f'{self.speaker} says: "{self.said}"'


def run(models: Path) -> None:
    """Print the table."""
    found = list(_tellings(models))
    rows = [
        _row("Recap's rules", [(one, one.told) for one in found]),
        _row("everybody quoted", [(one, one.verbatim) for one in found]),
    ]
    head = [f"{len(found):,} sentences", "words", "ROUGE-L", "quoted", "something is lost of"]
    print("\n" + table(head, rows))


def _tellings(models: Path) -> Iterator[Telling]:
    encoder = TableEncoder(locate(models, "minilm"))
    for talk in progress(read_talks(), "conversations"):
        conversation = read(talk.utterances, encoder)
        teller = Teller(conversation)
        for index, minutes in enumerate(talk.told):
            if minutes is not None:
                said, speaker = conversation.sentences[index].text, display(conversation.speaker(index))
                yield Telling(speaker, said, minutes, teller.tell(index).text)


def _row(name: str, told: Sequence[tuple[Telling, str]]) -> list[str]:
    rouge = RougeScorer([MEASURE], use_stemmer=True)
    scores = [rouge.score(one.minutes, text)[MEASURE].fmeasure for one, text in told]
    return [
        name,
        f"{np.mean([len(text.split()) for _, text in told]):.1f}",
        f"{100 * np.mean(scores):.1f}",
        f"{np.mean([_QUOTATION.search(text) is not None for _, text in told]):.0%}",
        f"{np.mean([bool(lost(one, text)) for one, text in told]):.1%}",
    ]


def lost(one: Telling, text: str) -> set[str]:
    """The stems of what was said that minutes tell and the text does not."""
    minutes, said, kept = (set(map(stem, content_words(part))) for part in (one.minutes, one.said, text))
    return (minutes & said) - kept
