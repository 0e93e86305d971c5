"""Where a checkpoint is: a folder here, or a repository of the Hugging Face hub."""

from pathlib import Path

from tools.importer.errors import ImportRefusedError

_KEPT = (
    "config.json",
    "generation_config.json",
    "README.md",
    "tokenizer*.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.*",
    "merges.txt",
)


def find(model: str) -> Path:
    """Give a checkpoint's folder; one that is not here is downloaded. Raises ImportRefusedError."""
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder
    if model.startswith((".", "/", "~")) or model.count("/") > 1:
        raise ImportRefusedError(f"there is no folder {model}")
    return _download(model)


def _download(repository: str) -> Path:
    """Download what is needed of a repository: of its weights, the safetensors where there are any."""
    from huggingface_hub import HfApi, snapshot_download  # noqa: PLC0415 - only a download needs it

    try:
        files = HfApi().list_repo_files(repository)
        kind = "*.safetensors*" if any(".safetensors" in name for name in files) else "pytorch_model*.bin*"
        return Path(snapshot_download(repository, allow_patterns=[*_KEPT, kind]))
    except Exception as error:  # of the name, of the network, of the hub, of the disk
        reason = str(error).strip().split("\n")[0]
        raise ImportRefusedError(
            f"there is no folder {repository}, and the hub does not give it: {reason}"
        ) from error
