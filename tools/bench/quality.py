"""How good the summaries are, beside other ways of making them and beside what can be reached at all.

Extracts of equal length; the abstractive texts as they are returned; whether these are sound; chapters beside
the topics that people saw; and how far scores are from being probabilities.
"""

import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, product
from pathlib import Path

import numpy as np
from summarizers import Summarizer, Summary
from summarizers.confidence import Confidence
from summarizers.embeddings import SentenceEncoder
from summarizers.extractive import Encoder, ranked, read
from summarizers.features import Conversation, features
from summarizers.manifest import locate
from summarizers.registry import MODELS
from summarizers.table_encoder import TableEncoder

from tools.bench import baselines, rightness, topics
from tools.bench.extracts import cut
from tools.bench.in_fp32 import models_in_fp32
from tools.bench.progress import progress
from tools.bench.references import Case, Corpus, dialogsum, qmsum
from tools.bench.rouge import among_themselves, rouge
from tools.bench.table import table
from tools.train import corpora
from tools.train.labels import conversations
from tools.train.material import Material
from tools.train.summaries import evaluate

ROUGE = ("R1", "R2", "RL")
Order = Callable[[Conversation, Case], Sequence[int]]


def run(data: Path, models: Path, limit: int | None) -> None:
    """Print all tables. limit: conversations of each test set; all by default."""
    corpora_ = [build(data, limit) for build in (dialogsum, qmsum)]
    with tempfile.TemporaryDirectory() as scratch:
        arithmetics = {"int8": models, "fp32": models_in_fp32(models, Path(scratch))}
        _extracts(corpora_, data, arithmetics)
        summaries = _abstracts(corpora_, arithmetics)
        _rightness(corpora_, summaries)
        _chapters(corpora_[1], models)
        _calibration(Material(data), models)
        _network(data, arithmetics, limit)


def _extracts(corpora_: Sequence[Corpus], data: Path, arithmetics: Mapping[str, Path]) -> None:
    """Extracts of equal length, ours and others'; arithmetics: folders of models by how they compute."""
    encoder = SentenceEncoder(locate(arithmetics["int8"], "minilm"))
    background = [
        [turn.text for turn in dialogue.turns] for dialogue in list(corpora.dialogsum(data, "train"))[::12]
    ]
    lexrank = baselines.lexrank(background)

    def by(confidence: Confidence) -> Order:
        return lambda conversation, _: list(
            ranked(conversation, confidence.probabilities(conversation, features(conversation)))
        )

    ours: list[tuple[str, Encoder, Order]] = []
    for arithmetic, models in arithmetics.items():
        folder = locate(models, "minilm")
        ours += [
            (f"{name}, {arithmetic}", read_by, by(Confidence(models, MODELS[name])))
            for read_by, names in (
                (TableEncoder(folder), ["iamus"]),
                (SentenceEncoder(folder), ["mopsus", "cassandra"]),
            )
            for name in names
        ]

    systems: list[tuple[str, Encoder, Order]] = [
        ("random sentences", encoder, lambda conversation, _: baselines.shuffled(conversation)),
        ("the first (LEAD)", encoder, lambda conversation, _: baselines.lead(conversation)),
        ("the longest", encoder, lambda conversation, _: baselines.longest(conversation)),
        ("LexRank", encoder, lambda conversation, _: lexrank(conversation)),
        *ours,
        ("(an oracle)", encoder, lambda conversation, case: baselines.best(conversation, case.references)),
    ]
    rows = [[name] for name, _, _ in systems]
    for corpus in corpora_:
        known: dict[int, list[Conversation]] = {}
        references = [case.references for case in corpus.cases]
        for row, (name, read_by, order) in zip(rows, systems, strict=True):
            if id(read_by) not in known:
                known[id(read_by)] = [
                    read(case.utterances, read_by)
                    for case in progress(corpus.cases, f"{corpus.name}, reading")
                ]
            texts = [
                cut(conversation, order(conversation, case), corpus.words)
                for conversation, case in zip(
                    known[id(read_by)], progress(corpus.cases, f"{corpus.name}, {name}"), strict=True
                )
            ]
            row += [f"{value:.2f}" for value in rouge(texts, references)]
    head = [
        "extracts",
        *(
            f"{corpus.name}, {corpus.words} words: {name}" if name == "R1" else name
            for corpus in corpora_
            for name in ROUGE
        ),
    ]
    print("\n" + table(head, rows), flush=True)


def _abstracts(
    corpora_: Sequence[Corpus], arithmetics: Mapping[str, Path]
) -> dict[tuple[str, str], list[Summary]]:
    """The abstractive texts as they are returned; gives the summaries in int8 by model and corpus."""
    made: dict[tuple[str, str, str], list[Summary]] = {}
    rows = []
    for name, (arithmetic, models) in product(MODELS, arithmetics.items()):
        summarizer = Summarizer.load(name, models)
        times = []
        for corpus in corpora_:
            started = time.perf_counter()
            made[arithmetic, name, corpus.name] = [
                summarizer.summarize(case.utterances, extractive=False, abstractive=True)
                for case in progress(corpus.cases, f"{corpus.name}, {name}, {arithmetic}")
            ]
            times.append((time.perf_counter() - started) / len(corpus.cases))
        for kind in ("long", "short"):
            row = [f"{name}, {kind}, {arithmetic}"]
            for corpus, seconds in zip(corpora_, times, strict=True):
                texts = [_text(summary, kind) for summary in made[arithmetic, name, corpus.name]]
                row += [f"{value:.2f}" for value in rouge(texts, [case.references for case in corpus.cases])]
                row += [f"{np.mean([len(text.split()) for text in texts]):.0f}", f"{1000 * seconds:.0f}"]
            rows.append(row)
    human = ["(human against human)"]
    for corpus in corpora_:
        figures = among_themselves([case.references for case in corpus.cases])
        length = np.mean([len(text.split()) for case in corpus.cases for text in case.references])
        human += [f"{value:.2f}" for value in figures] if figures else ["", "", ""]
        human += [f"{length:.0f}", ""]
    head = [
        "texts as returned",
        *(
            f"{corpus.name}: {name}" if name == "R1" else name
            for corpus in corpora_
            for name in (*ROUGE, "words", "ms")
        ),
    ]
    print("\n" + table(head, [*rows, human]), flush=True)
    return {
        (name, corpus): texts for (arithmetic, name, corpus), texts in made.items() if arithmetic == "int8"
    }


def _rightness(corpora_: Sequence[Corpus], summaries: dict[tuple[str, str], list[Summary]]) -> None:
    rows = []
    for name in MODELS:
        sound, supported, quoted = [], [], []
        for corpus in corpora_:
            for case, summary in zip(corpus.cases, summaries[name, corpus.name], strict=True):
                for segment in (*(summary.long or ()), *(summary.short or ())):
                    for sentence in rightness.sentences(segment):
                        sound.append(rightness.sound(sentence, case.utterances))
                        supported.append(rightness.supported(sentence, segment, case.utterances))
                        quoted.append('"' in sentence)
        rows.append(
            [
                name,
                f"{len(sound):,}",
                *(f"{100 * np.mean(share):.1f}%" for share in (sound, supported, quoted)),
            ]
        )
    head = [
        "abstractive sentences",
        "count",
        "pass the checks",
        "names and numbers in their sources",
        "quote somebody",
    ]
    print("\n" + table(head, rows), flush=True)


def _chapters(corpus: Corpus, models: Path) -> None:
    """Chapters beside the topics that people saw, and as many chapters of equal length."""
    minilm_ = locate(models, "minilm")
    encoders: dict[str, Encoder] = {
        "mopsus, cassandra": SentenceEncoder(minilm_),
        "iamus": TableEncoder(minilm_),
    }
    rows = []
    for name, encoder in encoders.items():
        figures = []
        for case in progress(corpus.cases, f"{corpus.name}, chapters"):
            conversation = read(case.utterances, encoder)
            count = len(case.utterances)
            wanted = topics.numbered(count, case.topics)
            begins = [conversation.sentences[chapter.first].utterance for chapter in conversation.chapters]
            found = topics.numbered(count, begins)
            even = topics.uniform(count, len(begins))
            window = topics.half_a_topic(wanted)
            figures.append(
                [
                    measure(wanted, one, window)
                    for one in (found, even)
                    for measure in (topics.pk, topics.window_diff)
                ]
            )
        ours, others = np.mean(figures, axis=0).reshape(2, 2)
        rows += [
            [name, *(f"{value:.3f}" for value in ours)],
            [f"as many as {name.split(',')[0]}, equal in length", *(f"{value:.3f}" for value in others)],
        ]
    print("\n" + table([f"chapters, {corpus.name}", "Pk", "WindowDiff"], rows), flush=True)


def _calibration(material: Material, models: Path) -> None:
    """Mean gap between score and truth in ten bins, on conversations that no scorer learned from."""
    rows = []
    for name, model in MODELS.items():
        confidence = Confidence(models, model)
        encoder = (SentenceEncoder if model.embeds else TableEncoder)(locate(models, "minilm"))
        # Not those that the calibration used, which are the others.
        held_out = chain(material.dialogues("held out", 500)[1::2], material.stretches("held out", 200)[1::3])
        scores, truths = [], []
        for conversation, labels in conversations(held_out, encoder):
            scores.append(confidence.probabilities(conversation, features(conversation)))
            truths.append(labels)
        x, y = np.concatenate(scores), np.concatenate(truths)
        bins = np.minimum((x * 10).astype(int), 9)
        gap = sum(abs(np.sum((x - y)[bins == k])) for k in range(10)) / len(x)
        rows.append([name, f"{len(x):,}", f"{100 * y.mean():.1f}%", f"{gap:.3f}"])
    print(
        "\n" + table(["score", "sentences", "in an oracle's extract", "calibration error"], rows), flush=True
    )


def _network(data: Path, arithmetics: Mapping[str, Path], limit: int | None) -> None:
    """What the network writes of whole dialogues when nothing checks it, and whom it takes for whom."""
    reports = [
        evaluate(locate(models, "rewriter"), data, beams=1, limit=limit or 200)
        for models in arithmetics.values()
    ]
    rows = [
        ["conversations", *(f"{report.conversations}" for report in reports)],
        ["R1 / R2 / RL", *(f"{r.rouge1:.1f} / {r.rouge2:.1f} / {r.rouge_l:.1f}" for r in reports)],
        [
            "prefers the reference to the one with two speakers exchanged",
            *(f"{100 * report.swapped:.0f}%" for report in reports),
        ],
        [
            "sentences whose names and numbers were said",
            *(f"{100 * report.supported:.0f}%" for report in reports),
        ],
        [
            "summaries in which somebody tells themself",
            *(f"{100 * report.to_themselves:.0f}%" for report in reports),
        ],
    ]
    print("\n" + table(["the network by itself, unchecked, DialogSum test", *arithmetics], rows), flush=True)


def _text(summary: Summary, kind: str) -> str:
    segments = (summary.long if kind == "long" else summary.short) or ()
    return " ".join(segment.text for segment in segments)
