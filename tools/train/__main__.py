"""From corpora to the networks that ship, one command per stage.

The rewriting network: `prepare`, `pretrain`, `finetune`, `evaluate`, `export`, `summaries`, `sentences`,
`verdicts`. It can be trained on from what shipped: `restore`, then `finetune`. The sentence encoder:
`embedder`. The scorers: `scorer`, `context`, `reader`, `importance`, `leaning`, `headings`, in this order.
`card` comes after a card was edited by hand.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tools.train.material import Material

INFILLING_MINUTES, REWRITING_MINUTES, READING_MINUTES = 20.0, 80.0, 20.0


def main() -> None:
    """Parse the command line and run the stage that it names."""
    parser = argparse.ArgumentParser(prog="python -m tools.train", description=__doc__)
    stages = parser.add_subparsers(required=True, metavar="stage")
    _add_prepare(stages)
    _add_pretrain(stages)
    _add_restore(stages)
    _add_finetune(stages)
    _add_evaluate(stages)
    _add_export(stages)
    _add_summaries(stages)
    _add_sentences(stages)
    _add_verdicts(stages)
    _add_embedder(stages)
    _add_scorer(stages)
    _add_context(stages)
    _add_reader(stages)
    _add_fitted(stages)
    _add_card(stages)
    arguments = parser.parse_args()
    arguments.stage(arguments)


def _add_prepare(stages: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = stages.add_parser("prepare", help="corpora to token ids: windows with a sentence each")
    _add_material(parser)
    parser.add_argument("--out", type=Path, required=True, help="folder for the examples")
    parser.add_argument("--seed", type=int, default=1)
    parser.set_defaults(stage=_prepare)


def _add_material(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data", type=Path, required=True, help="folder of the corpora (see tools/train/corpora.py)"
    )
    parser.add_argument(
        "--permissive", action="store_true", help="leave out DialogSum, which forbids commercial use"
    )


def _add_pretrain(stages: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = stages.add_parser("pretrain", help="MiniLM to a network that restores masked conversations")
    _add_training(parser, INFILLING_MINUTES)
    parser.set_defaults(stage=_pretrain)


def _add_restore(stages: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = stages.add_parser("restore", help="a network folder that shipped, back to a checkpoint in fp32")
    parser.add_argument("folder", type=Path, help="such as layers/models/rewriter")
    parser.add_argument("--out", type=Path, required=True, help="checkpoint folder to write")
    parser.set_defaults(stage=_restore)


def _add_finetune(stages: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = stages.add_parser(
        "finetune", help="a network that writes a sentence about a window, or a summary"
    )
    parser.add_argument("--start", type=Path, required=True, help="checkpoint folder that `pretrain` wrote")
    _add_training(parser, REWRITING_MINUTES)
    parser.set_defaults(stage=_finetune)


def _add_training(parser: argparse.ArgumentParser, minutes: float) -> None:
    parser.add_argument("--examples", type=Path, required=True, help="folder that `prepare` wrote")
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        help="folder for the checkpoint; an interrupted run in it is resumed",
    )
    parser.add_argument("--minutes", type=float, default=minutes, help="wall clock, %(default)s by default")
    parser.add_argument("--workers", type=int, default=2, help="one-thread processes, %(default)s by default")
    parser.add_argument(
        "--precision",
        choices=("fp32", "bf16"),
        default="fp32",
        help="bf16 is three times faster on processors that multiply it (AVX512_BF16, AMX)",
    )
    parser.add_argument("--seed", type=int, default=1)


def _add_evaluate(stages: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = stages.add_parser("evaluate", help="measure a checkpoint on windows that it never saw")
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--examples", type=Path, required=True, help="folder that `prepare` wrote")
    parser.add_argument("--sentences", type=Path, help="write what the network made of each window here")
    parser.add_argument("--limit", type=int, default=300, help="windows, %(default)s by default")
    parser.add_argument("--beams", type=int, default=1)
    parser.set_defaults(stage=_evaluate)


def _add_export(stages: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = stages.add_parser("export", help="a checkpoint to a network folder: int8 graphs, card, manifest")
    parser.add_argument(
        "checkpoint", type=Path, help="folder of model.safetensors, config.json, tokenizer.json"
    )
    parser.add_argument("--examples", type=Path, required=True, help="folder that `prepare` wrote")
    parser.add_argument("--out", type=Path, required=True, help="network folder to write")
    parser.add_argument("--source", required=True, help="whose network this is, trained on what")
    parser.add_argument("--licence", required=True, help="under which licence it may be used")
    parser.set_defaults(stage=_export)


def _add_summaries(stages: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = stages.add_parser(
        "summaries", help="measure a network folder's summaries on DialogSum's test set"
    )
    parser.add_argument("folder", type=Path, help="such as layers/models/rewriter")
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--beams", type=int, default=4)
    parser.add_argument("--limit", type=int, default=500, help="conversations, %(default)s by default")
    parser.add_argument("--texts", type=Path, help="write the summaries here")
    parser.set_defaults(stage=_summaries)


def _add_sentences(stages: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = stages.add_parser("sentences", help="list a network's sentences, to be read and judged by hand")
    parser.add_argument("folder", type=Path, help="such as layers/models/rewriter")
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--talks", type=Path, default=Path("events/conversations"))
    parser.add_argument("--dialogues", type=int, default=60, help="of DialogSum's validation set")
    parser.add_argument("--out", type=Path, required=True, help="table to write")
    parser.set_defaults(stage=_sentences)


def _add_verdicts(stages: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = stages.add_parser(
        "verdicts", help="of the sentences judged by hand, how many pass, and are right"
    )
    parser.add_argument("table", type=Path, help="table of `sentences`, its column verdict filled in")
    parser.set_defaults(stage=_verdicts)


def _add_embedder(stages: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = stages.add_parser("embedder", help="MiniLM to the sentence encoder's folder")
    parser.add_argument("--out", type=Path, required=True, help="network folder to write")
    parser.add_argument("--held-out", type=Path, required=True, help="utterances to measure on, one a line")
    parser.set_defaults(stage=_embedder)


def _add_scorer(stages: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = stages.add_parser("scorer", help="train and write the extractive scorer")
    _add_material(parser)
    parser.add_argument(
        "--models", type=Path, default=Path("layers/models"), help="has minilm/, gets extractive/"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.set_defaults(stage=_scorer)


def _add_context(stages: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = stages.add_parser(
        "context", help="train and write the scorers that see the context; after `scorer`"
    )
    _add_material(parser)
    parser.add_argument(
        "--models", type=Path, default=Path("layers/models"), help="has minilm/ and extractive/"
    )
    parser.set_defaults(stage=_context)


def _add_reader(stages: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = stages.add_parser(
        "reader", help="train and write the network that reads conversations; after `context`"
    )
    _add_material(parser)
    parser.add_argument(
        "--models", type=Path, default=Path("layers/models"), help="has the other networks, gets reader/"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for examples and trained weights")
    parser.add_argument(
        "--minutes", type=float, default=READING_MINUTES, help="of training, %(default)s by default"
    )
    parser.add_argument("--workers", type=int, default=2, help="one-thread processes, %(default)s by default")
    parser.set_defaults(stage=_reader)


def _add_fitted(stages: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What is fitted to the marks of readers, in `talks.jsonl`."""
    for name, stage, purpose in (
        ("importance", _importance, "fit what readers want to be told; after `reader`"),
        ("leaning", _leaning, "fit what is not understood by itself; after `reader`"),
        ("headings", _headings, "fit what is in a title; after `importance`"),
    ):
        parser = stages.add_parser(name, help=purpose)
        parser.add_argument(
            "--models",
            type=Path,
            default=Path("layers/models"),
            help=f"has the other networks, gets {name}/",
        )
        parser.set_defaults(stage=stage)


def _add_card(stages: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = stages.add_parser("card", help="bring the manifest in step with a card that was edited by hand")
    parser.add_argument("folder", type=Path, help="such as layers/models/rewriter")
    parser.set_defaults(stage=_card)


# torch takes seconds to import: each stage imports it for itself, so that --help does not.


def _material(arguments: argparse.Namespace) -> Material:
    from tools.train.material import Material  # noqa: PLC0415

    return Material(arguments.data, arguments.permissive)


def _prepare(arguments: argparse.Namespace) -> None:
    from tools.train.prepare import prepare  # noqa: PLC0415

    prepare(_material(arguments), arguments.out, seed=arguments.seed)


def _pretrain(arguments: argparse.Namespace) -> None:
    from tools.train import initialise, optimise  # noqa: PLC0415

    start = arguments.out / "start"
    initialise.save(initialise.build(), start)
    optimise.run(
        optimise.Plan(
            stage="infilling",
            start=start,
            examples=arguments.examples / "pieces.jsonl",
            out=arguments.out,
            minutes=arguments.minutes,
            decoder_rate=7e-4,
            encoder_rate=2e-4,
            batch_tokens=600,
            workers=arguments.workers,
            precision=arguments.precision,
            seed=arguments.seed,
        )
    )


def _restore(arguments: argparse.Namespace) -> None:
    from tools.train.restore import restore  # noqa: PLC0415

    restore(arguments.folder, arguments.out)


def _finetune(arguments: argparse.Namespace) -> None:
    from tools.train import optimise  # noqa: PLC0415

    optimise.run(
        optimise.Plan(
            stage="rewriting",
            start=arguments.start,
            examples=arguments.examples / "train.jsonl",
            wholes=arguments.examples / "wholes.jsonl",
            out=arguments.out,
            minutes=arguments.minutes,
            decoder_rate=5e-4,
            encoder_rate=1.5e-4,
            contrast=0.4,
            batch_tokens=1_400,
            frozen=2,
            workers=arguments.workers,
            precision=arguments.precision,
            seed=arguments.seed,
        )
    )


def _evaluate(arguments: argparse.Namespace) -> None:
    from tools.train.evaluate import evaluate, show  # noqa: PLC0415
    from tools.train.export import open_exact  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as scratch:
        network = open_exact(arguments.checkpoint, Path(scratch))
        examples = arguments.examples / "test.jsonl"
        report = evaluate(
            network, examples, arguments.sentences, limit=arguments.limit, beams=arguments.beams
        )
    print(show(report))


def _export(arguments: argparse.Namespace) -> None:
    from tools.train.export import export  # noqa: PLC0415

    print(
        export(
            arguments.checkpoint,
            arguments.examples,
            arguments.out,
            source=arguments.source,
            licence=arguments.licence,
        )
    )


def _summaries(arguments: argparse.Namespace) -> None:
    from tools.train.summaries import evaluate, show  # noqa: PLC0415

    report = evaluate(
        arguments.folder, arguments.data, beams=arguments.beams, limit=arguments.limit, texts=arguments.texts
    )
    print(show(report))


def _sentences(arguments: argparse.Namespace) -> None:
    from tools.train.gate import list_sentences  # noqa: PLC0415

    list_sentences(
        arguments.folder, arguments.data, arguments.talks, arguments.out, dialogues=arguments.dialogues
    )


def _verdicts(arguments: argparse.Namespace) -> None:
    from tools.train.gate import measure  # noqa: PLC0415

    print(measure(arguments.table))


def _embedder(arguments: argparse.Namespace) -> None:
    from tools.train.minilm import build  # noqa: PLC0415

    print(build(arguments.out, arguments.held_out))


def _scorer(arguments: argparse.Namespace) -> None:
    from tools.train.scorer import train  # noqa: PLC0415

    train(_material(arguments), arguments.models, arguments.seed)


def _context(arguments: argparse.Namespace) -> None:
    from tools.train.context import train  # noqa: PLC0415

    train(_material(arguments), arguments.models)


def _reader(arguments: argparse.Namespace) -> None:
    from tools.train.reader import train  # noqa: PLC0415

    train(
        _material(arguments),
        arguments.models,
        arguments.out,
        minutes=arguments.minutes,
        workers=arguments.workers,
    )


def _importance(arguments: argparse.Namespace) -> None:
    from tools.train.importance import fit  # noqa: PLC0415

    fit(arguments.models)


def _leaning(arguments: argparse.Namespace) -> None:
    from tools.train.leaning import fit  # noqa: PLC0415

    fit(arguments.models)


def _headings(arguments: argparse.Namespace) -> None:
    from tools.train.headings import fit  # noqa: PLC0415

    fit(arguments.models)


def _card(arguments: argparse.Namespace) -> None:
    from tools.train.manifest import refresh  # noqa: PLC0415

    refresh(arguments.folder)


if __name__ == "__main__":
    main()
