"""How good a network folder's summaries of whole conversations are: ROUGE, and who did what.

DialogSum's test set: 500 conversations with three references each. The network writes through the engine that
ships, so that what is measured is what will be read; a folder may hold integers or fp32.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from rouge_score.rouge_scorer import RougeScorer
from summarizers.rendering import Line, Mentions, Window, render_whole, restore
from summarizers.seq2seq import Seq2Seq
from summarizers.tokens import WordPiece

from tools.train import corpora
from tools.train.alignment import is_supported, sentences
from tools.train.naming import named
from tools.train.vocabulary import FIRST_SPEAKER, LAST_SPEAKER, join_source
from tools.train.wholes import LONGEST_SUMMARY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MEASURES = ("rouge1", "rouge2", "rougeL")
AND = "and"
_THEMSELVES = re.compile(r"(\[unused\d+\]) \w+ \1(?! ')")
"""As in "X tells X", but not "X takes X's son"."""


@dataclass(frozen=True, slots=True)
class Report:
    """Shares are in 0…1, ROUGE is F in percent: the mean over references, then over conversations."""

    conversations: int
    rouge1: float
    rouge2: float
    rouge_l: float
    words: float
    """Of a summary, on average."""
    swapped: float
    """References, of those that tell two speakers apart, likelier than with these two exchanged."""
    to_themselves: float
    """Summaries in which somebody tells something to themselves."""
    supported: float
    """Sentences whose every name and number was said."""


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation and what people wrote of it."""

    dialogue: corpora.Dialogue
    references: tuple[str, ...]


def cases(data: Path, limit: int) -> list[Case]:
    """The first conversations of DialogSum's test set."""
    found: dict[tuple[corpora.Turn, ...], list[corpora.Dialogue]] = {}
    for dialogue in corpora.dialogsum(data, "test"):
        found.setdefault(dialogue.turns, []).append(dialogue)
    groups = list(found.values())[:limit]
    return [Case(group[0], tuple(one.summary or "" for one in group)) for group in groups]


def evaluate(folder: Path, data: Path, *, beams: int, limit: int = 500, texts: Path | None = None) -> Report:
    """Measure the network of a folder; `texts`: where to write what it wrote."""
    network, tokens = Seq2Seq(folder), WordPiece(folder)
    rouge = RougeScorer(list(MEASURES), use_stemmer=True)
    scores, lengths, themselves, supported, preferred = [], [], [], [], []
    lines = []
    for case in cases(data, limit):
        dialogue = named(case.dialogue)
        window = _window(dialogue)
        source = join_source(tokens.encode_batch(window.lines))
        if len(source) > network.positions:
            continue
        text = write(network, tokens, window, source, beams)
        found = [rouge.score(reference, restore(text, window.names)) for reference in case.references]
        scores.append([np.mean([score[name].fmeasure for score in found]) for name in MEASURES])
        lengths.append(len(text.split()))
        themselves.append(_THEMSELVES.search(text) is not None)
        supported += [is_supported(sentence, window.lines) for sentence in sentences(text)]
        plain = _window(case.dialogue)
        preferred += list(_preferred(network, tokens, plain, case.references))
        lines.append(f"{case.dialogue.id}\t{restore(text, window.names)}")
    if texts:
        texts.write_text("\n".join(lines) + "\n", encoding="utf-8")
    rouge1, rouge2, rouge_l = (100 * float(value) for value in np.mean(scores, axis=0))
    return Report(
        conversations=len(scores),
        rouge1=rouge1,
        rouge2=rouge2,
        rouge_l=rouge_l,
        words=float(np.mean(lengths)),
        swapped=float(np.mean(preferred)),
        to_themselves=float(np.mean(themselves)),
        supported=float(np.mean(supported)),
    )


def write(network: Seq2Seq, tokens: WordPiece, window: Window, source: Sequence[int], beams: int) -> str:
    """A summary with speaker tokens, of none but the speakers of the window."""
    present = [tokens.id_of(token) for token in window.names]
    (written,) = network.generate([source], beams=beams, max_new_tokens=LONGEST_SUMMARY, allowed=[present])
    return tokens.decode(written.tokens)


def exchanged(target: Sequence[int], joined: int) -> list[int] | None:
    """The text with its first two speakers exchanged; None without two, or where "and" joins them."""
    told = [token for token in dict.fromkeys(target) if FIRST_SPEAKER <= token <= LAST_SPEAKER]
    if len(told) <= 1 or any(token in told and after == joined for token, after in pairwise(target)):
        return None
    first, second = told[:2]
    return [{first: second, second: first}.get(token, token) for token in target]


def _window(dialogue: corpora.Dialogue) -> Window:
    return render_whole([Line(turn.speaker, turn.text, marked=False) for turn in dialogue.turns])


def _preferred(
    network: Seq2Seq, tokens: WordPiece, window: Window, references: Sequence[str]
) -> Iterator[bool]:
    mentions = Mentions(list(window.names.values()))
    token_of = {name: token for token, name in window.names.items()}
    source = join_source(tokens.encode_batch(window.lines))
    for reference in references:
        target = tokens.encode(mentions.replace(reference, token_of))
        other = exchanged(target, tokens.id_of(AND))
        if other is not None and len(source) <= network.positions:
            right, wrong = network.score(source, [target, other])
            yield bool(right > wrong)


def show(report: Report) -> str:
    """The report, one figure a line."""
    return "\n".join(f"{name:>16} {value:.3f}" for name, value in asdict(report).items())
