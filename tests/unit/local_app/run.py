"""Runs the stack of this folder, one of its functions idle and one at work, until it is stopped."""

import threading
from pathlib import Path

from tools.local.stack import LocalStack


def tell(_who: str, line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the test reads it


with LocalStack(template=Path(__file__).with_name("template.yaml"), log=tell) as stack:
    stack.functions["MisbehaveFunction"].warm()
    arguments = ({"do": "hang"},)
    threading.Thread(target=stack.functions["EndlessFunction"].invoke, args=arguments, daemon=True).start()
    threading.Event().wait()
