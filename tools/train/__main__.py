"""From corpora to a checkpoint of the rewriting network, one command per stage.

The stages are run in the order in which they are listed; `python -m tools.train.export` then turns the
checkpoint into the files that are shipped.
"""

from __future__ import annotations

import argparse
from pathlib import Path

INFILLING_MINUTES, REWRITING_MINUTES = 20.0, 80.0


def main() -> None:
    """Parse the command line and run the stage that it names."""
    parser = argparse.ArgumentParser(prog="python -m tools.train", description=__doc__)
    stages = parser.add_subparsers(required=True, metavar="stage")
    _add_prepare(stages)
    _add_pretrain(stages)
    _add_restore(stages)
    _add_finetune(stages)
    _add_evaluate(stages)
    arguments = parser.parse_args()
    arguments.stage(arguments)


def _add_prepare(stages: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = stages.add_parser("prepare", help="corpora to token ids: windows with a sentence each")
    parser.add_argument(
        "--data", type=Path, required=True, help="folder of the corpora (see tools/train/corpora.py)"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the examples")
    parser.add_argument(
        "--permissive", action="store_true", help="leave out DialogSum, which forbids commercial use"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.set_defaults(stage=_prepare)


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


# torch takes seconds to import: each stage imports it for itself, so that --help does not.


def _prepare(arguments: argparse.Namespace) -> None:
    from tools.train.prepare import prepare  # noqa: PLC0415

    prepare(arguments.data, arguments.out, permissive=arguments.permissive, seed=arguments.seed)


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

    examples = arguments.examples / "test.jsonl"
    report = evaluate(
        arguments.checkpoint, examples, arguments.sentences, limit=arguments.limit, beams=arguments.beams
    )
    print(show(report))


if __name__ == "__main__":
    main()
