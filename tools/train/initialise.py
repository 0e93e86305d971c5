"""A BART-layout network that starts from MiniLM instead of from noise.

MiniLM is a BERT encoder (post-norm, GELU, learned positions), which is the layout of BART's encoder, so its
weights copy over. The decoder's self-attention and feed-forward layers are copies of encoder layers as in
"Leveraging Pre-trained Checkpoints for Sequence Generation Tasks" (Rothe et al., 2020, arXiv:1907.12461); the
cross-attention starts as the self-attention of the same layer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from transformers import BartConfig, BartForConditionalGeneration

from tools.train.vocabulary import (
    END,
    FIRST_SPEAKER,
    MARK_ID,
    PAD,
    SIZE,
    START,
    load_tokenizer,
    minilm_folder,
)

if TYPE_CHECKING:
    from pathlib import Path

WIDTH, HEADS, FEED_FORWARD, POSITIONS = 384, 12, 1_536, 512
ENCODER_LAYERS = 6
DECODER_FROM = (0, 2, 5)
"""The encoder layers that the decoder's layers start from."""
POSITION_OFFSET = 2
"""BART's table of positions has two unused rows at its start."""

# Distinct first names, one per speaker token: near-identical starts ended in "X tells X".
SPEAKER_STARTS = (
    "alex sam jordan taylor chris john mary tom lisa david anna peter susan mark emma paul laura george kate "
    "james"
).split()
MARK_START = "important"
JITTER = 0.25


def build(dropout: float = 0.0) -> BartForConditionalGeneration:
    """The network before any training: 6 + 3 layers, width 384, tied embeddings, 29 million parameters."""
    config = BartConfig(
        vocab_size=SIZE,
        max_position_embeddings=POSITIONS,
        d_model=WIDTH,
        encoder_layers=ENCODER_LAYERS,
        decoder_layers=len(DECODER_FROM),
        encoder_attention_heads=HEADS,
        decoder_attention_heads=HEADS,
        encoder_ffn_dim=FEED_FORWARD,
        decoder_ffn_dim=FEED_FORWARD,
        activation_function="gelu",
        dropout=dropout,
        scale_embedding=False,
        pad_token_id=PAD,
        bos_token_id=START,
        eos_token_id=END,
        decoder_start_token_id=START,
        forced_eos_token_id=None,
        tie_word_embeddings=True,
    )
    network = BartForConditionalGeneration(config)
    state = network.state_dict()
    with torch.no_grad():
        for name, value in _from_minilm().items():
            state[name].copy_(value)
        _start_reserved(state["model.shared.weight"])
    network.load_state_dict(state)
    network.tie_weights()
    return network


def save(network: BartForConditionalGeneration, folder: Path) -> None:
    """Write `model.safetensors`, `config.json` and `tokenizer.json`."""
    network.save_pretrained(folder)
    load_tokenizer().save(str(folder / "tokenizer.json"))


def _from_minilm() -> dict[str, torch.Tensor]:
    """MiniLM's tensors under the names they have in a BART checkpoint."""
    bert = load_file(minilm_folder() / "model.safetensors")
    bert = {name.removeprefix("bert."): value for name, value in bert.items()}
    words = bert["embeddings.word_embeddings.weight"]
    # BART has no token types: the one that MiniLM always used is added to the positions.
    table = bert["embeddings.position_embeddings.weight"] + bert["embeddings.token_type_embeddings.weight"][0]
    positions = torch.cat([table[:1].expand(POSITION_OFFSET, -1), table])
    state = {"model.shared.weight": words}
    for side in ("encoder", "decoder"):
        state[f"model.{side}.embed_positions.weight"] = positions
        for kind in ("weight", "bias"):
            state[f"model.{side}.layernorm_embedding.{kind}"] = bert[f"embeddings.LayerNorm.{kind}"]
    for layer in range(ENCODER_LAYERS):
        state |= _layer(bert, layer, f"model.encoder.layers.{layer}", ("self_attn",))
    for layer, source in enumerate(DECODER_FROM):
        state |= _layer(bert, source, f"model.decoder.layers.{layer}", ("self_attn", "encoder_attn"))
    return state


def _layer(
    bert: dict[str, torch.Tensor], number: int, to: str, attentions: tuple[str, ...]
) -> dict[str, torch.Tensor]:
    start = f"encoder.layer.{number}"
    names = {
        "fc1": "intermediate.dense",
        "fc2": "output.dense",
        "final_layer_norm": "output.LayerNorm",
    }
    for attention in attentions:
        names |= {
            f"{attention}.q_proj": "attention.self.query",
            f"{attention}.k_proj": "attention.self.key",
            f"{attention}.v_proj": "attention.self.value",
            f"{attention}.out_proj": "attention.output.dense",
            f"{attention}_layer_norm": "attention.output.LayerNorm",
        }
    return {
        f"{to}.{ours}.{kind}": bert[f"{start}.{theirs}.{kind}"]
        for ours, theirs in names.items()
        for kind in ("weight", "bias")
    }


def _start_reserved(embeddings: torch.Tensor) -> None:
    """Start the reserved tokens from words that behave like them, with some noise to keep them apart."""
    tokenizer = load_tokenizer()
    noise = torch.Generator().manual_seed(0)
    words = dict(enumerate(SPEAKER_STARTS, FIRST_SPEAKER)) | {MARK_ID: MARK_START}
    for token, word in words.items():
        start = embeddings[tokenizer.token_to_id(word)].clone()
        direction = torch.randn(WIDTH, generator=noise)
        embeddings[token] = start + JITTER * start.norm() * direction / direction.norm()
