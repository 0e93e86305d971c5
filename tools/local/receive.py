"""`receive`: show the webhooks that come in, until it is told to stop."""

import json
import threading
import time
from collections.abc import Iterator

from rich.console import Console
from standardwebhooks import Webhook, WebhookVerificationError

from tools.local.errors import PortInUseError, WebhookSecretError
from tools.local.receiver import Delivery, Receiver
from tools.local.summary_text import MAX_WIDTH, lines_of
from tools.local.terminal import harmless


def receive(port: int, secret: str) -> None:
    """Answer webhooks with 200 and print them, until an interrupt. Raises LocalStackError."""
    verifier = _verifier(secret)
    console = Console(highlight=False, markup=False, soft_wrap=True)
    try:
        receiver = Receiver(port=port)
    except OSError as error:
        raise PortInUseError(port, error) from error
    with receiver:
        console.print(f"Webhooks to {receiver.url} are shown here. Ctrl-C ends this.")
        shown = 0
        while True:
            deliveries = receiver.wait(shown + 1, timeout=threading.TIMEOUT_MAX)
            for delivery in deliveries[shown:]:
                for line in lines(delivery, verifier, min(console.width, MAX_WIDTH)):
                    console.print(line)
            shown = len(deliveries)


def lines(delivery: Delivery, verifier: Webhook, width: int) -> Iterator[str]:
    """Give a webhook as text: when it came, whether it is from the stack, what it says."""
    identifier = json.dumps(delivery.headers.get("webhook-id"))
    yield ""
    try:
        content = verifier.verify(delivery.body, delivery.headers)
    except (WebhookVerificationError, ValueError) as error:  # ValueError: what is not base64, UTF-8 or JSON
        yield f"{time.strftime('%H:%M:%S')}  NOT VERIFIED ({error})  webhook-id {identifier}"
        yield json.dumps(
            delivery.body.decode(errors="replace")
        )  # escaped: strangers' words reach no terminal
        return
    yield f"{time.strftime('%H:%M:%S')}  verified  webhook-id {identifier}"
    if "response" in content:
        yield from lines_of(content, width)
    else:
        yield from map(harmless, json.dumps(content, ensure_ascii=False, indent=2).split("\n"))


def _verifier(secret: str) -> Webhook:
    try:
        if secret.removeprefix("whsec_"):
            return Webhook(secret)
    except ValueError:
        pass
    raise WebhookSecretError(f"{secret!r} is no webhook secret; `serve` prints the right one, whsec_…")
