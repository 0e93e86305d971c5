"""`python -m tools.local`: the whole product on this machine."""

import argparse
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn

from tools.local.terminal import harmless

ROOT = Path(__file__).parents[2]
OK, INTERRUPTED, FAILED = 0, 130, 2
MAX_PORT = 65535


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with the command line as every other fault is told: in one line."""
        self.exit(FAILED, f"error: {message}\n")


def main() -> int:
    """Run a command; faults are told in one line and give the exit status 2."""
    arguments = _parser().parse_args()
    sys.path.append(str(ROOT / "layers" / "core"))  # `python -m` adds the repository's root only
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        from tools.local.errors import LocalStackError  # noqa: PLC0415 - these need what may not be installed

        try:
            _run(arguments)
        except LocalStackError as error:
            print(f"error: {harmless(str(error))}", file=sys.stderr)
            return FAILED
    except ModuleNotFoundError as error:
        print(
            f"error: the Python module {error.name} is missing; `make demo` installs it",
            file=sys.stderr,
        )
        return FAILED
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return OK if arguments.command in {"serve", "receive"} else INTERRUPTED
    return OK


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """End as Ctrl-C does, once: what follows must not interrupt the tidying up."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _run(arguments: argparse.Namespace) -> None:
    if arguments.command == "serve":
        from tools.local.serve import serve  # noqa: PLC0415

        serve(arguments.port, dict(arguments.parameter))
    elif arguments.command == "receive":
        from tools.local.receive import receive  # noqa: PLC0415

        receive(arguments.port, arguments.secret)
    elif arguments.command == "invoke":
        from tools.local.invoke import invoke  # noqa: PLC0415

        invoke(arguments.function, arguments.event)
    else:
        from tools.local.demo import Demo, DemoOptions  # noqa: PLC0415

        Demo(
            DemoOptions(arguments.conversation, arguments.model, arguments.summary_type, arguments.timeout)
        ).run()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m tools.local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="run the stack until Ctrl-C")
    serve.add_argument(
        "--port", type=_port, default=3000, help="port on 127.0.0.1 (default: %(default)s; 0: any)"
    )
    serve.add_argument(
        "--parameter",
        type=_parameter,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a parameter of template.yaml, such as RequestsPerSecond=100; may be repeated",
    )
    receive = commands.add_parser("receive", help="print the webhooks that come in, until Ctrl-C")
    receive.add_argument(
        "--port", type=_port, default=3001, help="port on 127.0.0.1 (default: %(default)s; 0: any)"
    )
    receive.add_argument("--secret", required=True, help="the caller's webhook secret, whsec_…")
    demo = commands.add_parser("demo", help="summarize one conversation end to end and print its webhook")
    demo.add_argument(
        "--conversation",
        type=Path,
        default=ROOT / "events" / "conversations" / "sales_call.json",
        metavar="FILE",
        help="a request body as in events/conversations (default: the sales call)",
    )
    demo.add_argument("--model", default="mopsus", help="mopsus, iamus or cassandra (default: %(default)s)")
    demo.add_argument(
        "--summary-type",
        choices=["extractive", "abstractive", "all"],
        default="all",
        help="(default: %(default)s)",
    )
    demo.add_argument(
        "--timeout", type=float, default=120, help="seconds to wait for the webhook (default: %(default)s)"
    )
    invoke = commands.add_parser("invoke", help="run one function with one event and print what it returns")
    invoke.add_argument("function", help="logical id, such as AuthorizerFunction")
    invoke.add_argument("event", type=Path, help="file of events/, such as events/authorizer_request.json")
    return parser


def _port(text: str) -> int:
    if text.isdecimal() and int(text) <= MAX_PORT:
        return int(text)
    raise argparse.ArgumentTypeError(
        f"{text!r} is no port; give a number from 0 to {MAX_PORT} (with make: PORT=3000)"
    )


def _parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


if __name__ == "__main__":
    sys.exit(main())
