"""`invoke`: one function with one event, as `sam local invoke` does it, without Docker."""

import json
from pathlib import Path

from tools.local.console import Console
from tools.local.errors import EventFileError, FunctionError, InvocationError
from tools.local.stack import LocalStack
from tools.local.terminal import harmless


def invoke(name: str, path: Path) -> None:
    """Run a function with the event of a file and print what it returns. Raises LocalStackError."""
    try:
        event = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise EventFileError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise EventFileError(f"{path} is not JSON: {error}") from error
    with LocalStack(log=Console(to_stderr=True)) as stack:
        if name not in stack.functions:
            raise InvocationError(f"there is no function {name}; there are {', '.join(stack.functions)}")
        try:
            answer = stack.functions[name].invoke(event)
        except FunctionError as error:
            raise InvocationError(f"{name} failed: {error.error_type}: {error}") from error
    for line in json.dumps(answer, indent=2, ensure_ascii=False).split("\n"):
        print(harmless(line))
