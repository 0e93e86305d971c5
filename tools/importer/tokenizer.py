"""A checkpoint's tokenizer as one ``tokenizer.json``, which is all that the summarizer reads of it."""

import json
from pathlib import Path
from typing import Any

from tools.importer.errors import ImportRefusedError


def tokenizer_json(folder: Path, vocabulary: int) -> dict[str, Any]:
    """Give a checkpoint's tokenizer; older ones have a vocabulary and merges, which are put together here.

    ``vocabulary``: rows of the network's embeddings. Raises ImportRefusedError.
    """
    path = folder / "tokenizer.json"
    if path.is_file():
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    elif (folder / "vocab.json").is_file() and (folder / "merges.txt").is_file():
        from transformers import AutoTokenizer  # noqa: PLC0415 - seconds

        found = json.loads(AutoTokenizer.from_pretrained(folder).backend_tokenizer.to_str())
    else:
        raise ImportRefusedError(
            f"{folder} has no tokenizer: neither tokenizer.json nor vocab.json and merges.txt"
        )
    largest = max([*found["model"]["vocab"].values(), *(token["id"] for token in found["added_tokens"])])
    if largest >= vocabulary:
        raise ImportRefusedError(
            f"the tokenizer has the piece {largest}, the network only {vocabulary} of them"
        )
    return found
