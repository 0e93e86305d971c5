"""What the network is trained for: the reference, and the reference rather than one with wrong speakers."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from tools.train.vocabulary import FIRST_SPEAKER, LAST_SPEAKER, MASK, PAD, SIZE

if TYPE_CHECKING:
    import random

    from transformers import BartForConditionalGeneration

    from tools.train.batches import Batch

RANDOM_ROWS = 2_500
FORGOTTEN = 0.1
"""Share of the words written so far that are hidden from the decoder, so that it looks at the source."""
ONE_SENTENCE = 0.5
"""Share of summaries of several sentences in which one sentence alone gets the wrong speakers."""
POINT = 1_012
LABEL_SMOOTHING = 0.05
AND = 1_998
"""The piece "and": who stands on which side of it does not matter."""


class SampledVocabulary:
    """The rows of the embedding table that one step uses: the batch's own, frequent ones, random ones.

    With 7,000 of 30,522 rows the output layer costs a quarter, and so does its gradient; after Jean et al.,
    "On Using Very Large Target Vocabulary for Neural Machine Translation" (2015, arXiv:1412.2007).
    """

    def __init__(
        self, table: torch.nn.Parameter, batch: Batch, frequent: torch.Tensor, *, frozen: bool
    ) -> None:
        speakers = torch.arange(FIRST_SPEAKER, LAST_SPEAKER + 1)
        chance = torch.randint(0, SIZE, (RANDOM_ROWS,))
        mask = torch.tensor([MASK])
        chosen = (batch.source.flatten(), batch.target.flatten(), frequent, speakers, mask, chance)
        self.ids = torch.unique(torch.cat(chosen))
        self.rows = table.detach().index_select(0, self.ids).requires_grad_()
        self._table, self._frozen = table, frozen

    def position(self, tokens: torch.Tensor) -> torch.Tensor:
        """Where each of `tokens` is among the chosen rows."""
        return torch.searchsorted(self.ids, tokens.contiguous())

    def embed(self, tokens: torch.Tensor) -> torch.Tensor:
        """Embeddings of `tokens`, (…, width)."""
        return functional.embedding(self.position(tokens), self.rows)

    def embed_source(self, tokens: torch.Tensor) -> torch.Tensor:
        """Embeddings of `tokens` for the encoder; if that is `frozen`, they learn from the decoder alone."""
        embedded = self.embed(tokens)
        return embedded.detach() if self._frozen else embedded

    def add_gradient(self) -> None:
        """Add the rows' gradient to the table's; call it after `backward`."""
        if self._table.grad is None:
            self._table.grad = torch.zeros_like(self._table)
        if self.rows.grad is not None:
            self._table.grad.index_add_(0, self.ids, self.rows.grad)


def rewriting_loss(
    network: BartForConditionalGeneration,
    batch: Batch,
    vocabulary: SampledVocabulary,
    *,
    contrast: float,
    chance: random.Random,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Cross-entropy, and `contrast` times softplus(-(log p(reference) - log p(wrong speakers))).

    Returns:
        The loss to minimise and, without gradient, the cross-entropy alone, in nats a token.

    """
    mask = (batch.source != PAD).long()
    read = vocabulary.embed_source(batch.source)
    encoded = network.model.encoder(inputs_embeds=read, attention_mask=mask)[0]
    wrong = wrong_speakers(batch, chance) if contrast else []
    rows = torch.tensor([*range(len(batch.target)), *(row for row, _ in wrong)])
    targets = torch.cat([batch.target, *(tokens[None] for _, tokens in wrong)])
    # What is compared is compared as it stands.
    written = targets[:, :-1] if wrong else forget(targets[:, :-1])
    hidden = network.model.decoder(
        inputs_embeds=vocabulary.embed(written),
        encoder_hidden_states=encoded[rows] if wrong else encoded,
        encoder_attention_mask=mask[rows],
        use_cache=False,
    )[0]
    expected = targets[:, 1:]
    real = expected != PAD
    logits = (hidden[real] @ vocabulary.rows.T).float()
    nats = logits.logsumexp(1) - logits.gather(1, vocabulary.position(expected[real])[:, None])[:, 0]
    own = int((batch.target[:, 1:] != PAD).sum())
    smoothed = logits[:own].logsumexp(1).mean() - logits[:own].mean()
    plain = nats[:own].mean()
    loss = (1 - LABEL_SMOOTHING) * plain + LABEL_SMOOTHING * smoothed
    if wrong:
        sums = nats.new_zeros(expected.shape).masked_scatter(real, nats).sum(1)
        right = sums[rows[len(batch.target) :]]
        loss = loss + contrast * functional.softplus(right - sums[len(batch.target) :]).mean()
    return loss, plain.detach()


def forget(written: torch.Tensor) -> torch.Tensor:
    """Targets (B, T) with some of their words, but never the start, replaced by [MASK]."""
    hidden = torch.rand(written.shape) < FORGOTTEN
    hidden[:, 0] = False
    return written.masked_fill(hidden & (written != PAD), MASK)


def wrong_speakers(batch: Batch, chance: random.Random) -> list[tuple[int, torch.Tensor]]:
    """Row and target with the wrong speakers, where the source has another one to name."""
    wrong = []
    for row, (source, target) in enumerate(zip(batch.source.tolist(), batch.target.tolist(), strict=True)):
        present = set(filter(_is_speaker, source))
        first, last = _told(target, chance)
        said = target[first:last]
        told = [token for token in dict.fromkeys(said) if _is_speaker(token)]
        mistakes = _mistakes(told, sorted(present - set(told)), joined=_joins(said))
        if mistakes:
            mistake = chance.choice(mistakes)
            mistaken = [mistake.get(token, token) for token in said]
            wrong.append((row, torch.tensor([*target[:first], *mistaken, *target[last:]])))
    return wrong


def _told(target: list[int], chance: random.Random) -> tuple[int, int]:
    """Where to mistake speakers: everywhere, or in one of several sentences (first and last + 1)."""
    ends = [place + 1 for place, token in enumerate(target) if token == POINT]
    sentences = [
        (first, last) for first, last in pairwise([0, *ends]) if any(map(_is_speaker, target[first:last]))
    ]
    if len(sentences) > 1 and chance.random() < ONE_SENTENCE:
        return chance.choice(sentences)
    return 0, len(target)


def _mistakes(told: list[int], others: list[int], *, joined: bool) -> list[dict[int, int]]:
    """Ways to mistake the speakers: exchanged, one for the other ("X tells X"), one for a bystander."""
    mistakes: list[dict[int, int]] = []
    if len(told) > 1:
        first, second = told[:2]
        mistakes += [{second: first}, {first: second}]
        if not joined:  # "X and Y" and "Y and X" are both right
            mistakes += [{first: second, second: first}] * 2
    return mistakes + [{speaker: other} for speaker in told for other in others]


def _joins(target: list[int]) -> bool:
    """Whether a speaker is followed by "and"."""
    return any(_is_speaker(token) and after == AND for token, after in pairwise(target))


def _is_speaker(token: int) -> bool:
    return FIRST_SPEAKER <= token <= LAST_SPEAKER
