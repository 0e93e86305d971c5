"""Import a summarizer of BART's family, and have one of the three names use it.

MODEL is a folder in Hugging Face's layout (config.json, model.safetensors or pytorch_model.bin,
tokenizer.json or vocab.json and merges.txt) or the name of a repository of the Hugging Face hub. Its graphs
are built in fp32 and held against transformers, which must write the same texts, token for token. Then its
weights become integers; what that costs, and how fast they are, is measured. A network that is too large for
a Lambda layer is put aside for `make upload`.
"""

import argparse
import re
import sys
import tempfile
import time
from pathlib import Path

from summarizers.registry import MODEL_NAMES
from summarizers.tokens import WordPiece

from tools.importer import card
from tools.importer.checkpoint import Checkpoint
from tools.importer.errors import DifferentNetworkError, ImportRefusedError
from tools.importer.hub import find
from tools.importer.measure import Speed, measure
from tools.importer.register import STORAGE, Entry, register
from tools.importer.samples import Samples, samples
from tools.importer.verify import compare

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 120  # seconds that a conversation's windows may take here: a function has 300 and may be slower
_started = time.monotonic()


def run(given: argparse.Namespace) -> None:
    """Import one network. Raises ImportRefusedError, DifferentNetworkError."""
    checkpoint = Checkpoint.load(find(given.model))
    network, decoding = checkpoint.network, checkpoint.decoding
    name = _name(given.name or Path(given.model).expanduser().resolve().name)
    beams = given.beams or decoding.beams
    _say(
        f"{name}: {network.encoder_layers} + {network.decoder_layers} layers, width {network.width}, "
        f"{network.heads} heads, vocabulary {network.vocabulary:,}, {checkpoint.positions:,} positions"
    )
    STORAGE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=STORAGE) as scratch:
        exact, built = checkpoint.build(Path(scratch) / "exact"), Path(scratch) / name
        tokens = WordPiece(Path(scratch) / "exact")
        seen = samples(sorted(given.conversations.glob("*.json")), given.models, tokens, checkpoint.positions)
        compared = compare(checkpoint, exact, built, seen, beams=beams, say=_say)
        speed = measure(built, beams)
        windows = given.windows or max(1, int(_PATIENCE / speed.window_seconds(decoding.most)))
        entry = Entry(
            name,
            given.summarizer,
            beams,
            windows,
            given.licence or card.licence_of(checkpoint.folder) or "not stated",
            given.model,
            {"same_tokens": compared.integers.same_tokens, "nats_apart": compared.integers.nats},
        )
        card.write(built, checkpoint, entry, compared, speed)
        place = register(built, entry, given.models, STORAGE)
    _tell(entry, place, speed, seen, checkpoint)


def _tell(entry: Entry, place: Path, speed: Speed, seen: Samples, checkpoint: Checkpoint) -> None:
    positions, most = checkpoint.positions, checkpoint.decoding.most
    dollars = speed.dollars_per_hour_of_talk(seen.tokens_per_word, positions, most)
    _say(
        f"one thread: {speed.load:.0f} ms to load, {speed.encode:.0f} ms to read {positions:,} tokens, "
        f"{speed.token:.1f} ms per token greedily, {speed.beam_token:.1f} ms with {entry.beams} beams; "
        f"{speed.disk:.0f} MB on disk, {speed.memory:.0f} MB in memory"
    )
    print(
        f"`{entry.summarizer}` now has its chapters written by {entry.name}, {entry.windows} windows of a "
        f"conversation at most.\nAn hour of talk costs ${dollars:.5f} at most in a function of "
        f"{speed.function_memory} MB that is as fast as this machine.\nIt lies in {place}."
    )
    if place.parent == STORAGE:
        print(
            "That is too large for a layer. Before you deploy:\n  make upload BUCKET=a-bucket-of-yours\nand "
            f"give the stack NetworksBucket=a-bucket-of-yours SummarizerMemory={speed.function_memory} "
            f"SummarizerStorage={max(512, round(speed.disk) + 64)}"
        )


def _say(line: str) -> None:
    print(f"{time.monotonic() - _started:6.1f} s  {line}", flush=True)


def _name(model: str) -> str:
    return re.sub(r"[^a-z0-9.-]+", "-", model.lower()).strip("-.") or "imported"


def main() -> None:
    """Parse the command line; what is wrong with a network is one line on stderr and status 1."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.importer",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("model", metavar="MODEL")
    parser.add_argument("summarizer", metavar="NAME", choices=MODEL_NAMES, help=", ".join(MODEL_NAMES))
    parser.add_argument("--name", help="what the network is called here; MODEL's last part by default")
    parser.add_argument("--beams", type=int, help="width of the search; the network's own by default")
    parser.add_argument(
        "--windows", type=int, help="read of one conversation at most; by default, two minutes' worth"
    )
    parser.add_argument("--licence", help="of the network; by default, what its own card says")
    parser.add_argument(
        "--conversations",
        type=Path,
        default=ROOT / "events" / "conversations",
        help="folder of requests as JSON to calibrate and to compare on; %(default)s",
    )
    parser.add_argument("--models", type=Path, default=ROOT / "layers" / "models", help="%(default)s")
    given = parser.parse_args()
    try:
        run(given)
    except (ImportRefusedError, DifferentNetworkError) as error:
        sys.exit(f"{given.model} is not imported: {error}")


if __name__ == "__main__":
    main()
