"""The deployed stack, asked as Symbl's clients ask: every kind of route once."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from tools.local.receiver import Receiver
from tools.ministack.calls import CheckError, call, expect

if TYPE_CHECKING:
    from tools.callers import Caller

WAIT_SECONDS = 120


def check_symbl(api: str, caller: Caller, key: str, conversation: dict[str, Any]) -> None:
    """Exchange a token, put a conversation through, change it, delete it. Raises CheckError."""
    pair = {"type": "application", "appId": caller.app_id, "appSecret": caller.key}
    expect("Symbl: a token", call(f"{api}/oauth2/token:generate", None, json.dumps(pair).encode()), 200)
    messages = [
        {"payload": {"content": turn["text"]}, "from": {"name": turn["speakerId"]}}
        for turn in conversation["summaryData"]
    ]
    with Receiver(statuses=[503]) as receiver:
        body = {"messages": messages, "enableSummary": True, "webhookUrl": receiver.url}
        url = f"{api}/v1/process/text"
        begun = expect("Symbl: a conversation is accepted", call(url, key, json.dumps(body).encode()), 201)
        wait_for_job(f"{api}/v1/job/{begun['jobId']}", key)
        told = [json.loads(delivery.body)["status"] for delivery in receiver.wait(4, WAIT_SECONDS)]
    if told != ["scheduled", "scheduled", "in_progress", "completed"]:
        raise CheckError(f"Symbl: the webhook was told {told}")
    print(f"  Symbl: its webhook, refused once, is told {', '.join(told[1:])}", flush=True)
    check_conversation(f"{api}/v1/conversations/{begun['conversationId']}", key)


def check_conversation(url: str, key: str) -> None:
    """Read a conversation, rename a member, delete it. Raises CheckError."""
    summary = expect("Symbl: its summary", call(f"{url}/summary", key), 200)["summary"]
    print(f"  Symbl: {summary[0]['text']}", flush=True)
    expect("Symbl: its messages", call(f"{url}/messages", key), 200)
    member = expect("Symbl: its members", call(f"{url}/members", key), 200)["members"][0]
    renamed = json.dumps({"id": member["id"], "name": "Somebody"}).encode()
    expect("Symbl: a new name", call(f"{url}/members/{member['id']}", key, renamed, "PUT"), 200)
    expect("Symbl: it is deleted", call(url, key, method="DELETE"), 200)
    expect("Symbl: it is gone", call(url, key), 404)


def wait_for_job(url: str, key: str) -> None:
    """Wait until a job is completed. Raises CheckError when it fails, or takes too long."""
    started = time.monotonic()
    while time.monotonic() - started < WAIT_SECONDS:
        job = call(url, key)[1]
        if job.get("status") == "completed":
            print(f"  Symbl: its job is completed after {time.monotonic() - started:.0f} s", flush=True)
            return
        if job.get("status") not in {"scheduled", "in_progress"}:
            raise CheckError(f"Symbl: the job ended otherwise: {json.dumps(job)[:1000]}")
        time.sleep(1)
    raise CheckError(f"Symbl: the job is not completed after {WAIT_SECONDS} s")
