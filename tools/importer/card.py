"""The model card of an imported network, and what its authors' own card says."""

import re
from pathlib import Path

from tools.importer.checkpoint import Checkpoint
from tools.importer.measure import Speed
from tools.importer.register import Entry
from tools.importer.verify import Comparison

CARD = """# {entry.name}

Writes chapters in place of what ships when `{entry.summarizer}` is asked for: an encoder and a decoder in
the BART layout ({network.encoder_layers} and {network.decoder_layers} layers, width {network.width},
{network.heads} heads, vocabulary {network.vocabulary:,}), their linears as 7-bit and their embeddings as
8-bit integers.

- **Source**: {entry.source}. **Licence**: {entry.licence}.
- **Input**: a stretch of conversation, a "Name: text" line per utterance, at most {positions} pieces.
- **Searched** with {entry.beams} beams, by mean log-probability; texts have {decoding.least} to
  {decoding.most} pieces.
- **Beside transformers**, in fp32, on {greedy.texts} windows of conversations: greedily {greedy.alike} texts
  the same and {greedy.ties} ties, with beams {beamed.alike} and {beamed.ties}; log-probabilities within
  {greedy.difference:.1e}.
- **Integers** on the same texts: {integers.same_tokens:.1%} of the tokens and {integers.same_texts:.0%} of
  the texts are the same; {integers.nats_per_token:.4f} nats per token, {integers.nats_per_token_fp32:.4f}
  in fp32, {integers.nats:.4f} apart.
- **Measured** on one thread: {speed.load:.0f} ms to load, {speed.encode:.0f} ms to read {positions} pieces,
  {speed.token:.1f} ms per piece written greedily, {speed.beam_token:.1f} ms with beams; {speed.disk:.0f} MB
  on disk, {speed.memory:.0f} MB in memory.
- **Of one conversation** it reads {entry.windows} windows at most; the rest is told by rule.
"""


def licence_of(checkpoint: Path) -> str | None:
    """The licence that the checkpoint's own card names in its head, if it has one."""
    path = checkpoint / "README.md"
    if not path.is_file():
        return None
    head = re.match(r"---\n(.*?)\n---", path.read_text(encoding="utf-8"), re.DOTALL)
    found = re.search(r"^license:[ \t]*([^\s#]+)", head.group(1), re.MULTILINE) if head else None
    return found.group(1).strip("'\"") if found else None


def write(folder: Path, checkpoint: Checkpoint, entry: Entry, compared: Comparison, speed: Speed) -> None:
    """Write the card of a network folder."""
    network = checkpoint.network
    text = CARD.format(
        entry=entry,
        network=network,
        positions=checkpoint.positions,
        decoding=checkpoint.decoding,
        greedy=compared.greedy,
        beamed=compared.beamed,
        integers=compared.integers,
        speed=speed,
    )
    (folder / "CARD.md").write_text(text, encoding="utf-8")
