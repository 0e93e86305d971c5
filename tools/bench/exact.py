"""Whether the searches write what plain ones write, token for token, in fp32, all pieces open to choice.

The shipped network's weights are restored and put into graphs without rounding and without a shortlist.
Greedy search is held against ``generate`` of transformers, beam search against one written down plainly
here: no cache, no batch, every text read from its start at every step.
"""

import shutil
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
import transformers
from rich.console import Console
from rich.progress import track
from summarizers.hypotheses import Hypothesis
from summarizers.seq2seq import Seq2Seq

from tools.bench import sources
from tools.bench.conversations import ORDER, conversation
from tools.bench.peers import Tokens
from tools.bench.prepare import CHECKPOINT, END, SUPPRESSED, prepare
from tools.train.export import write_networks
from tools.train.network import Network

LEAST_PIECES, MOST_PIECES = 40, 160
"""Most windows that the pipeline makes are as long."""
TOKENS = 30
"""Of a text, the end among them: plain beam search takes time with the square of it."""
BEAMS = 4


class Plain:
    """The network as transformers computes it."""

    def __init__(self, checkpoint: Path) -> None:
        torch.set_num_threads(1)
        transformers.utils.logging.disable_progress_bar()
        self._network = transformers.BartForConditionalGeneration.from_pretrained(checkpoint).eval()
        self._start = self._network.config.decoder_start_token_id

    def greedy(self, source: Tokens) -> Tokens:
        """Write a text as ``generate`` does, with the end token if it ended."""
        with torch.inference_mode():
            written = self._network.generate(
                input_ids=torch.tensor([source]),
                num_beams=1,
                do_sample=False,
                max_new_tokens=TOKENS,
                suppress_tokens=[*SUPPRESSED],
            )
        return [int(token) for token in written[0, 1:]]

    def beam(self, source: Tokens) -> Tokens:
        """Write a text with beams, as `summarizers.beam` says it is done; with the end token if it ended."""
        live: list[tuple[float, Tokens]] = [(0.0, [])]
        ended: list[tuple[float, Tokens]] = []
        with torch.inference_mode():
            read = self._network.model.encoder(input_ids=torch.tensor([source])).last_hidden_state
            for length in range(1, TOKENS + 1):
                scores = self._next(read, [text for _, text in live])
                scores += torch.tensor([total for total, _ in live])[:, None]
                best = scores.flatten().topk(2 * BEAMS)
                candidates = []
                for total, place in zip(best.values.tolist(), best.indices.tolist(), strict=True):
                    beam, token = divmod(place, scores.shape[1])
                    candidates.append((total, [*live[beam][1], token]))
                ended += [(total / length, text) for total, text in candidates[:BEAMS] if text[-1] == END]
                ended = sorted(ended, key=lambda found: -found[0])[:BEAMS]
                live = [found for found in candidates if found[1][-1] != END][:BEAMS]
                if len(ended) == BEAMS and live[0][0] / length <= ended[-1][0]:
                    break
        return (ended or live)[0][1]

    def _next(self, read: torch.Tensor, texts: Sequence[Tokens]) -> torch.Tensor:
        """Log-probabilities of what follows each of the texts, (texts, vocabulary)."""
        hidden = self._network.model.decoder(
            input_ids=torch.tensor([[self._start, *text] for text in texts]),
            encoder_hidden_states=read.expand(len(texts), -1, -1),
            use_cache=False,
        ).last_hidden_state[:, -1]
        logits = self._network.lm_head(hidden) + self._network.final_logits_bias
        scores = torch.log_softmax(logits, dim=-1)
        scores[:, list(SUPPRESSED)] = -torch.inf
        return scores


def run(models: Path, cache: Path, count: int) -> None:
    """Compare the texts about so many windows and print how many are the same."""
    console = Console(stderr=True)
    with console.status("Restoring the network's weights …"), TemporaryDirectory() as folder:
        checkpoint = prepare(models, cache) / CHECKPOINT
        write_networks(Network.load(checkpoint), Path(folder), quantized=False)
        shutil.copy(models / "rewriter" / "config.json", folder)
        ours = Seq2Seq(Path(folder))
    plain = Plain(checkpoint)
    lengths = [
        LEAST_PIECES + (MOST_PIECES - LEAST_PIECES) * number // max(1, count - 1) for number in range(count)
    ]
    said = list(chain.from_iterable(map(conversation, ORDER)))
    windows = sources.windows(said, sources.tokenizer(models), lengths)
    greedy = [plain.greedy(window) for window in track(windows, "greedy", console=console)]
    beam = [plain.beam(window) for window in track(windows, f"beam {BEAMS}", console=console)]
    alone = [ours.generate([window], max_new_tokens=TOKENS)[0] for window in windows]
    for name, written, expected in (
        ("greedy, as transformers writes it", ours.generate(windows, max_new_tokens=TOKENS), greedy),
        ("greedy with guesses, one source at a time, as transformers writes it", alone, greedy),
        (
            f"beam {BEAMS}, as plain beam search writes it",
            ours.generate(windows, beams=BEAMS, max_new_tokens=TOKENS),
            beam,
        ),
    ):
        same = sum(_text(text) == tokens for text, tokens in zip(written, expected, strict=True))
        print(f"{name}: {same} of {count}")


def _text(written: Hypothesis) -> Tokens:
    return [*written.tokens, END] if written.ended else [*written.tokens]
