"""`serve`: the stack, until it is told to stop."""

import threading
from collections.abc import Mapping
from contextlib import ExitStack
from urllib.parse import quote

from rich.console import Console as Progress

from tools.callers import Caller
from tools.local.console import Console
from tools.local.conversations import SALES_CALL
from tools.local.stack import LocalStack

SUBMIT = "/text/generic/api/v1/async/summary"
STATUS = "/transaction/generic/api/v1/async/status"


WEBHOOK = quote("http://127.0.0.1:3001/webhook", safe="")  # where `receive` listens


def serve(port: int, parameters: Mapping[str, str]) -> None:
    """Run the stack and say what happens, until an interrupt. Raises LocalStackError."""
    with ExitStack() as running:
        with Progress(stderr=True).status("Starting the stack, loading the models …"):
            stack = running.enter_context(LocalStack(port, parameters=parameters, log=Console()))
            caller = stack.create_caller("local")
            stack.warm()
        print(banner(stack, caller), flush=True)
        threading.Event().wait()


def banner(stack: LocalStack, caller: Caller) -> str:
    """Say where the stack is, how to talk to it, and what it does not do."""
    url = stack.url
    header = f"-H 'x-api-key: {caller.key}'"
    return "\n".join(
        (
            f"URL: {url}",
            f"API key: {caller.key}",
            f"Webhook secret: {caller.webhook_secret}",
            f"Symbl appId: {caller.app_id} (its appSecret is the API key)",
            "Submit a conversation, then ask for its summary:",
            f"curl -X POST '{url}{SUBMIT}?request_id=call-1' {header} -d @'{SALES_CALL}'",
            f"curl '{url}{STATUS}?request_id=call-1' {header}",
            "To see a webhook, run the first of these lines in a second terminal, the other in a third:",
            f"make receive SECRET={caller.webhook_secret}",
            f"curl -X POST '{url}{SUBMIT}?request_id=call-2&webhook={WEBHOOK}' {header} -d @'{SALES_CALL}'",
            "Further callers, and what an operator does (make parked, make replay), in another terminal:",
            f"export {' '.join(f'{name}={value}' for name, value in stack.aws_environment().items())}",
            "make caller NAME=second",
            "Requests and summaries are kept in memory: they are gone when this ends; until then nothing",
            "deletes them, as lifecycle rules do not run here. Ctrl-C stops everything.",
        )
    )
