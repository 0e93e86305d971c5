"""A small network of BART's layout that writes one given text, whatever it reads; and its tokenizer."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from summarizers.tokens import Floats
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers

from tools.importer.checkpoint import shapes

START, END, FIRST = 2, 2, 0
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
CONFIG: dict[str, Any] = {
    "model_type": "bart",
    "architectures": ["BartForConditionalGeneration"],
    "activation_function": "gelu",
    "d_model": 64,
    "encoder_layers": 1,
    "decoder_layers": 2,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 4,
    "encoder_ffn_dim": 96,
    "decoder_ffn_dim": 80,
    "max_position_embeddings": 200,
    "scale_embedding": False,
    "decoder_start_token_id": START,
    "bos_token_id": FIRST,
    "eos_token_id": END,
    "forced_bos_token_id": FIRST,
    "max_length": 120,
    "num_beams": 2,
}


def tokenizer() -> Tokenizer:
    """Byte-level BPE as BART has it, with hardly any merges."""
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=300, special_tokens=SPECIAL, initial_alphabet=alphabet, show_progress=False
    )
    made.train_from_iterator(
        ["Grace will send the signed order on Monday, and Tom will book the van."], trainer
    )
    made.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    return made


def weights(text: str, vocabulary: Tokenizer) -> dict[str, Floats]:
    """Weights of a network that writes ``text``: its layers add nothing, its positions say what is next."""
    rng = np.random.default_rng(1)
    width, size = CONFIG["d_model"], vocabulary.get_vocab_size()
    table = rng.standard_normal((size, width)).astype(np.float32)
    made: dict[str, Floats] = {}
    for name, shape in shapes(CONFIG, size):
        gain = name.endswith(("norm.weight", "layernorm_embedding.weight"))
        made[name] = np.ones(shape, np.float32) if gain else np.zeros(shape, np.float32)
    made["model.shared.weight"] = table
    made["model.encoder.embed_positions.weight"] += 0.1
    # The first token written is given; position n is that of the token after which number n + 1 is written.
    written = [FIRST, *vocabulary.encode(text, add_special_tokens=False).ids, END]
    made["model.decoder.embed_positions.weight"][2 : 2 + len(written)] = 20 * table[written]
    return made


def write_tokenizer(folder: Path, made: Tokenizer, **config: object) -> None:
    """Write all files of a checkpoint but its weights."""
    made.save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(json.dumps(CONFIG | config), encoding="utf-8")
