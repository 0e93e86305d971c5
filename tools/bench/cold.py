"""How long a fresh process takes: to the first summary, and until the API's function can answer.

Each in a new process, again and again, with byte code beside the sources' and without: then Python compiles
what is not its own anew, as where a layer was built without byte code.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.progress import track

from tools.bench.conversations import CONVERSATIONS, ROOT
from tools.bench.machine import Machine
from tools.bench.summarizing import INFERENCE, as_file, environment, read_lines
from tools.bench.table import table
from tools.local.aws import REGION, Aws
from tools.local.deploy import deploy
from tools.local.template import translate

if TYPE_CHECKING:
    from tools.local.deploy import Deployment

CHILDREN = Path(__file__).with_name("children")
FUNCTIONS = (ROOT / "functions", ROOT / "layers" / "core")
FIRST = ("three_way_sync", "sales_call")  # conversations of the first summary: a minute, ten minutes
SUBMITTED = "sales_call"
MODEL: Final = "mopsus"
SUBMITS = 30
UNMEASURED = 5  # of these: connections open, caches fill
HEAVY = ("numpy", "onnxruntime", "tokenizers")


@dataclass(frozen=True, slots=True)
class Bytecode:
    """Folders of byte code: all of it, and that of Python's own library alone."""

    whole: Path
    python: Path

    def variables(self, *, compiled: bool) -> dict[str, str]:
        """Give the environment of a process that finds its byte code there and writes none."""
        folder = self.whole if compiled else self.python
        return {"PYTHONPYCACHEPREFIX": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}


Facts = dict[tuple[str, bool], list[dict[str, Any]]]


def run(models: Path, rounds: int) -> None:
    """Measure and print the tables."""
    print(
        f"Machine: {Machine.here()}. Medians of {rounds} processes, milliseconds: the clock's, "
        f"and the processor's of all of it. AWS is moto on this machine; these are {', '.join(HEAVY)}.\n"
    )
    measured = measure(models, rounds)
    print(_summaries(measured))
    print()
    print(_handlers(measured))


def measure(models: Path, rounds: int) -> Facts:
    """Give the facts of every process by what it ran (a conversation, api, summarizer), compiled or not."""
    measured: Facts = {}
    with TemporaryDirectory() as scratch, account() as (aws, deployment):
        folder = Path(scratch)
        starts: dict[str, tuple[list[Any], dict[str, str]]] = {}
        for name in FIRST:
            said = as_file(CONVERSATIONS / f"{name}.json", folder)
            command = [CHILDREN / "summarize.py", MODEL, models.resolve(), said]
            starts[name] = (command, environment(INFERENCE))
        for name, more in (("api", [_event(folder), SUBMITS]), ("summarizer", [])):
            command = [CHILDREN / "handler.py", f"{name}.app", folder / f"{name}.json", *more]
            variables = (
                environment(*FUNCTIONS, INFERENCE) | aws | function_variables(deployment, name, models)
            )
            starts[name] = (command, variables)
        bytecode = _compile(list(starts.values()), folder)
        for _ in track(range(rounds), "fresh processes", console=Console(stderr=True), transient=True):
            for (name, (command, variables)), compiled in product(starts.items(), (True, False)):
                facts = _start(command, variables | bytecode.variables(compiled=compiled))
                if name not in FIRST:
                    facts |= json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
                measured.setdefault((name, compiled), []).append(facts)
    return measured


def _start(command: Sequence[object], variables: Mapping[str, str]) -> dict[str, Any]:
    """Run a script in a fresh process; give what it printed, and when it was begun."""
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-P", *map(str, command)], env=variables, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    facts: dict[str, Any] = {"begun": begun}
    if "summarize.py" in str(command[0]):
        for line in read_lines(done.stdout):
            facts |= line
    return facts


def _compile(starts: Sequence[tuple[list[Any], dict[str, str]]], folder: Path) -> Bytecode:
    """Have Python write its byte code in a first run, and leave out in a copy what is not Python's own."""
    whole, python = folder / "pyc", folder / "python-pyc"
    for command, variables in starts:
        own = {name: value for name, value in variables.items() if name != "PYTHONDONTWRITEBYTECODE"}
        _start(command, own | {"PYTHONPYCACHEPREFIX": str(whole)})
    shutil.copytree(whole, python)
    for path in (ROOT, Path(sys.prefix)):
        shutil.rmtree(python / path.relative_to("/"), ignore_errors=True)
    return Bytecode(whole, python)


@contextmanager
def account() -> Iterator[tuple[dict[str, str], "Deployment"]]:
    """Deploy the template to moto, in a process of its own; give the variables that lead to it."""
    aws = Aws()
    try:
        aws.wait_until_ready()
        deployment = deploy(translate(ROOT / "template.yaml", {}), {}, aws, "https://api.invalid")
        yield {**aws.environment(), "AWS_DEFAULT_REGION": REGION}, deployment
    finally:
        aws.stop()


def function_variables(deployment: "Deployment", name: str, models: Path) -> dict[str, str]:
    """Give what the template sets for a function, and Powertools' word that there is no tracing here."""
    functions = deployment.template.of_type("AWS::Lambda::Function")
    properties = next(found for found in functions.values() if str(found["Handler"]).startswith(f"{name}."))
    own = {str(key): str(value) for key, value in properties["Environment"]["Variables"].items()}
    return own | {"MODELS_DIR": str(models.resolve()), "PATH": os.environ["PATH"]}


def _event(folder: Path) -> Path:
    """Write what API Gateway sends for a ten-minute call; no webhook, whose host would be looked up."""
    event = json.loads((ROOT / "events" / "api_submit.json").read_text(encoding="utf-8"))
    event["body"] = (CONVERSATIONS / f"{SUBMITTED}.json").read_text(encoding="utf-8")
    for parameters in (event["queryStringParameters"], event["multiValueQueryStringParameters"]):
        del parameters["webhook"]
    path = folder / "event.json"
    path.write_text(json.dumps(event), encoding="utf-8")
    return path


def _milliseconds(facts: Sequence[Mapping[str, Any]], start: str, end: str) -> str:
    return f"{1000 * median(fact[end] - fact[start] for fact in facts):.0f}"


def _summaries(measured: Facts) -> str:
    head = ["first summary", "Python", "import", "networks opened", "summary", "in all", "processor"]
    steps = [("begun", "started"), ("started", "imported"), ("imported", "loaded"), ("loaded", "summarized")]
    rows = []
    for name, compiled in product(FIRST, (True, False)):
        facts = measured[name, compiled]
        row = [f"{MODEL}, {name}, {_how(compiled=compiled)}"]
        row += [_milliseconds(facts, *step) for step in [*steps, ("begun", "summarized")]]
        rows.append([*row, _busy(facts)])
    return table(head, rows)


def _busy(facts: Sequence[Mapping[str, Any]]) -> str:
    return f"{1000 * median(fact['busy'] for fact in facts):.0f}"


def _handlers(measured: Facts) -> str:
    head = ["function", "import", "processor", "imports of these", "warm submit: its own", "waiting for AWS"]
    rows = []
    for name in ("api", "summarizer"):
        for compiled in (True, False):
            facts = measured[name, compiled]
            heavy = [module for module in HEAVY if module in facts[0]["loaded"]]
            warm = [
                f"{1000 * median(time for fact in facts for time in fact[kind][UNMEASURED:]):.1f}"
                if facts[0][kind]
                else ""
                for kind in ("own", "waited")
            ]
            row = [
                f"{name}, {_how(compiled=compiled)}",
                _milliseconds(facts, "started", "imported"),
                _busy(facts),
            ]
            rows.append([*row, ", ".join(heavy) or "none", *warm])
    return table(head, rows)


def _how(*, compiled: bool) -> str:
    return "with byte code" if compiled else "without"
