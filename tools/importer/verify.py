"""Our graphs beside ``transformers``: the same weights, the same sources, token for token."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from summarizers.scoring import feed
from summarizers.seq2seq import Seq2Seq

from tools.importer.checkpoint import Checkpoint, Decoding
from tools.importer.errors import DifferentNetworkError
from tools.importer.samples import BRIEF, Samples
from tools.train.export import calibrate
from tools.train.quantize import Floats

_MOST = 40  # tokens of a text that is compared
TIE = 1e-4
"""Nats by which two tokens or texts may differ that rounding alone decides between."""

Text = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Exactness:
    """What the fp32 graphs and transformers wrote, how much of it alike.

    ties: texts that differ where transformers itself finds both as likely, to rounding. difference: how far
    apart log-probabilities are at most.
    """

    texts: int
    alike: int
    ties: int
    difference: float


@dataclass(frozen=True, slots=True)
class Closeness:
    """What the integers cost, on texts that transformers wrote.

    same_tokens: share of the tokens that the integers, given the same text so far, choose as well.
    same_texts: share of the texts that they write alike. nats_per_token, nats_per_token_fp32: how likely
    either finds the texts; nats: mean absolute difference between the two per token.
    """

    same_tokens: float
    same_texts: float
    nats_per_token: float
    nats_per_token_fp32: float
    nats: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of holding a network's graphs against transformers."""

    greedy: Exactness
    beamed: Exactness
    integers: Closeness


class Peer:
    """The network as ``transformers`` runs it, in fp32, searching by our rules.

    Those are: no penalties, hypotheses compete by their mean log-probability, special pieces are not written.
    """

    def __init__(self, checkpoint: Path, decoding: Decoding) -> None:
        from transformers import BartForConditionalGeneration, GenerationConfig  # noqa: PLC0415 - seconds

        self._network = BartForConditionalGeneration.from_pretrained(checkpoint, dtype="float32").eval()
        self._network.generation_config = GenerationConfig(
            decoder_start_token_id=decoding.start,
            eos_token_id=decoding.end,
            pad_token_id=decoding.end,
            forced_bos_token_id=decoding.first,
        )
        self.decoding = decoding

    def write(self, source: Sequence[int], beams: int) -> Text:
        """Write a text; without its start and its end."""
        import torch  # noqa: PLC0415

        (ids,) = self._network.generate(
            torch.tensor([source]),
            num_beams=beams,
            do_sample=False,
            max_new_tokens=_MOST,
            min_new_tokens=1,
            length_penalty=1.0,
            early_stopping=False,
            logits_processor=[self._suppress],
        ).tolist()
        text = ids[1:]
        return tuple(text[: text.index(self.decoding.end)] if self.decoding.end in text else text)

    def log_probabilities(self, source: Sequence[int], text: Text) -> Floats:
        """Log-probabilities of all pieces at each token of a text and its end, (tokens + 1, vocabulary)."""
        import torch  # noqa: PLC0415

        with torch.inference_mode():
            logits = self._network(
                input_ids=torch.tensor([source]),
                decoder_input_ids=torch.tensor([[self.decoding.start, *text]]),
            ).logits
        return np.asarray(logits[0].log_softmax(-1).numpy(), np.float32)

    def _suppress(self, written: Any, scores: Any) -> Any:  # noqa: ANN401 - torch has no place in this module's types
        # Not before the first token, which may be given and special.
        if written.shape[1] > 1 or self.decoding.first is None:
            scores[:, list(self.decoding.suppressed)] = -math.inf
        return scores


def compare(  # noqa: PLR0913 - all that is held against each other
    checkpoint: Checkpoint,
    exact: Seq2Seq,
    built: Path,
    seen: Samples,
    *,
    beams: int,
    say: Callable[[str], None],
) -> Comparison:
    """Hold the fp32 graphs against transformers; then write the integers to ``built`` and hold those to it.

    Raises DifferentNetworkError if the fp32 graphs write anything else.
    """
    lengths = [len(source) for source in seen.comparison]
    say(f"fp32 graphs built; comparing on {len(lengths)} windows of {min(lengths)} to {max(lengths)} tokens")
    peer, decoding = Peer(checkpoint.folder, checkpoint.decoding), checkpoint.decoding
    greedy, texts = compare_exact(exact, peer, seen.comparison, 1)
    say(f"fp32, greedily: {_told(greedy)}")
    beamed, _ = compare_exact(exact, peer, seen.comparison[:BRIEF], beams)
    say(f"fp32, {beams} beams: {_told(beamed)}")
    examples = [
        (source, [decoding.start, *exact.generate([source], max_new_tokens=_MOST)[0].tokens, decoding.end])
        for source in seen.calibration
    ]
    maxima = calibrate(checkpoint.network, exact, examples, built.with_suffix(".probe"))
    integers = compare_close(checkpoint.build(built, maxima), peer, seen.comparison, texts)
    say(
        f"int8: {integers.same_tokens:.1%} of the tokens, {integers.same_texts:.0%} of the texts the same; "
        f"{integers.nats_per_token:.4f} nats per token ({integers.nats_per_token_fp32:.4f} in fp32), "
        f"{integers.nats:.4f} apart"
    )
    return Comparison(greedy, beamed, integers)


def _told(found: Exactness) -> str:
    ties = f", {found.ties} ties" if found.ties else ""
    return (
        f"{found.alike} of {found.texts} texts the same as transformers' token for token{ties}; "
        f"log-probabilities within {found.difference:.1e}"
    )


def compare_exact(
    network: Seq2Seq, peer: Peer, sources: Sequence[Sequence[int]], beams: int
) -> tuple[Exactness, list[Text]]:
    """Have both write; returns the transformers' texts too. Raises DifferentNetworkError."""
    theirs = [peer.write(source, beams) for source in sources]
    ours = [network.generate([source], beams=beams, max_new_tokens=_MOST)[0].tokens for source in sources]
    ties, difference = 0, 0.0
    for source, text, other in zip(sources, theirs, ours, strict=True):
        expected = peer.log_probabilities(source, text)
        difference = max(
            difference, float(np.abs(_distributions(network, peer.decoding, source, text) - expected).max())
        )
        if text == other:
            continue
        gap = _gap(expected, peer.log_probabilities(source, other), text, other, greedy=beams == 1)
        if gap > TIE:
            raise DifferentNetworkError(
                f"with {beams} beams our fp32 graphs write another text than transformers, which finds it "
                f"{gap:.4f} nats less likely; log-probabilities differ by up to {difference:.5f}"
            )
        ties += 1
    alike = sum(text == other for text, other in zip(theirs, ours, strict=True))
    return Exactness(len(theirs), alike, ties, difference), theirs


def _gap(expected: Floats, others: Floats, text: Text, other: Text, *, greedy: bool) -> float:
    """How much likelier transformers finds its own choice than ours."""
    if greedy:
        place = next(k for k, pair in enumerate(zip(text, other, strict=False)) if pair[0] != pair[1])
        return float(expected[place, text[place]] - expected[place, other[place]])
    both = (
        np.mean([row[token] for row, token in zip(rows, tokens, strict=False)])
        for rows, tokens in ((expected, text), (others, other))
    )
    return float(np.subtract(*both))


def _distributions(network: Seq2Seq, decoding: Decoding, source: Sequence[int], text: Text) -> Floats:
    """Log-probabilities of all pieces at each token of a text and its end, (tokens + 1, vocabulary)."""
    fed = feed(network.decoder, network.encode(source), [[decoding.start, *text, decoding.end]])
    (logits,) = network.decoder.session.run(["frequent"], fed)  # without a shortlist all pieces are frequent
    shifted = logits[0] - logits[0].max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), np.float32)


def compare_close(
    network: Seq2Seq, peer: Peer, sources: Sequence[Sequence[int]], texts: Sequence[Text]
) -> Closeness:
    """Measure what quantizing costs on texts that transformers wrote greedily."""
    tokens, alike, ours, theirs, gaps = 0, 0, 0.0, 0.0, 0.0
    given = 0 if peer.decoding.first is None else 1  # tokens that nobody chose
    for source, text in zip(sources, texts, strict=True):
        judged = _distributions(network, peer.decoding, source, text)[given : len(text)]
        wanted = peer.log_probabilities(source, text)[given : len(text)]
        chosen = np.array(text[given:], np.int64)
        places = np.arange(len(chosen))
        own, reference = judged[places, chosen], wanted[places, chosen]
        ours, theirs = ours - float(own.sum()), theirs - float(reference.sum())
        gaps += float(np.abs(own - reference).sum())
        judged[:, list(peer.decoding.suppressed)] = -np.inf
        alike += int((judged.argmax(axis=-1) == chosen).sum())
        tokens += len(chosen)
    tokens = max(tokens, 1)  # texts may have ended at once
    written = [network.generate([source], max_new_tokens=_MOST)[0].tokens for source in sources]
    return Closeness(
        same_tokens=round(alike / tokens, 4),
        same_texts=round(float(np.mean([a == b for a, b in zip(written, texts, strict=True)])), 3),
        nats_per_token=round(ours / tokens, 4),
        nats_per_token_fp32=round(theirs / tokens, 4),
        nats=round(gaps / tokens, 4),
    )
