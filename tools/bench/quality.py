"""How good the chosen sentences are: ROUGE against references, every system cut to the same number of words.

Speakers stand before their sentences, in every system alike, because references name them. Sentences are
taken in a system's order until the words are used up, then put in the order of the conversation.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rouge_score.rouge_scorer import RougeScorer
from summarizers.embeddings import SentenceEncoder
from summarizers.extractive import Scorer, ranked, read
from summarizers.features import Conversation
from summarizers.manifest import locate

from tools.bench import baselines
from tools.train import corpora
from tools.train.scorer import Utterance

MEASURES = ("rouge1", "rouge2", "rougeL")


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation and what people wrote of it."""

    conversation: Conversation
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A test set and the words that a summary of one of its conversations may have."""

    name: str
    cases: Sequence[Case]
    words: int


def dialogsum(data: Path, encoder: SentenceEncoder) -> Corpus:
    """DialogSum's test set: 500 dialogues, three references each."""
    found: dict[tuple[corpora.Turn, ...], list[str]] = {}
    for dialogue in corpora.dialogsum(data, "test"):
        found.setdefault(dialogue.turns, []).append(dialogue.summary or "")
    cases = [Case(_read(turns, encoder), tuple(references)) for turns, references in found.items()]
    return Corpus("DialogSum test", cases, 40)


def qmsum(data: Path, encoder: SentenceEncoder) -> Corpus:
    """QMSum's validation set: whole meetings and the summaries of them."""
    cases = []
    for row in corpora.rows(data, "qmsum.val"):
        turns = [corpora.Turn(turn["speaker"], corpora.tidy(turn["text"])) for turn in row["turns"]]
        cases.append(Case(_read(turns, encoder), (corpora.tidy(row["general"][0]["answer"]),)))
    return Corpus("QMSum validation", cases, 120)


def _read(turns: Sequence[corpora.Turn], encoder: SentenceEncoder) -> Conversation:
    return read([Utterance(turn.text, turn.speaker) for turn in turns], encoder)


def cut(conversation: Conversation, order: Sequence[int], words: int) -> str:
    """The text of the first sentences of an order, exactly so many words where there are as many."""
    taken: dict[int, list[str]] = {}
    left = words
    for index in order:
        if left <= 0:
            break
        sentence = conversation.sentences[index]
        speaker = conversation.utterances[sentence.utterance].speaker
        taken[index] = f"{speaker}: {sentence.text}".split()[:left]
        left -= len(taken[index])
    return " ".join(" ".join(taken[index]) for index in sorted(taken))


def measure(corpus: Corpus, order: Callable[[Case], Sequence[int]]) -> list[float]:
    """ROUGE-1, -2 and -L F in percent, the mean over references and cases."""
    scorer = RougeScorer(list(MEASURES), use_stemmer=True)
    rows = []
    for case in corpus.cases:
        text = cut(case.conversation, order(case), corpus.words)
        scores = [scorer.score(reference, text) for reference in case.references]
        rows.append([np.mean([score[name].fmeasure for score in scores]) for name in MEASURES])
    return [100 * float(value) for value in np.mean(rows, axis=0)]


def run(data: Path, models: Path) -> None:
    """Print the table."""
    encoder = SentenceEncoder(locate(models, "minilm"))
    scorer = Scorer.load(locate(models, "extractive"))
    background = [
        [turn.text for turn in dialogue.turns] for dialogue in list(corpora.dialogsum(data, "train"))[::12]
    ]
    lexrank = baselines.lexrank(background)
    systems: dict[str, Callable[[Case], Sequence[int]]] = {
        "random": lambda case: baselines.shuffled(case.conversation),
        "lead": lambda case: baselines.lead(case.conversation),
        "longest": lambda case: baselines.longest(case.conversation),
        "LexRank": lambda case: lexrank(case.conversation),
        "Recap": lambda case: list(ranked(case.conversation, scorer.probabilities(case.conversation))),
        "(oracle)": lambda case: baselines.best(case.conversation, case.references),
    }
    for build in (dialogsum, qmsum):
        corpus = build(data, encoder)
        print(f"\n{corpus.name}: {len(corpus.cases)} conversations, {corpus.words} words each")
        print(f"{'':<10}{'R1':>7}{'R2':>7}{'RL':>7}")
        for name, order in systems.items():
            print(f"{name:<10}" + "".join(f"{value:7.2f}" for value in measure(corpus, order)), flush=True)
