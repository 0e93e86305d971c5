"""The text flow of Symbl's Python SDK against a stack of ours; prints what it got as JSON.

Runs in .venv-symbl, where nothing of ours is installed: what it shows is the SDK as it was published, but for
the address and for how often it asks whether a job is done (every 30 seconds otherwise).
"""

import argparse
import json
import os
import sys
import time
import urllib.error
import urllib.request
from datetime import datetime
from typing import Any

import symbl_rest

POLL_SECONDS = 0.3
LOOKS = 200


def at(host: str) -> Any:  # noqa: ANN401 - the SDK has no types
    """Import the SDK with another host: its clients take the address when they are imported."""
    configuration = symbl_rest.Configuration()
    configuration.host = host
    symbl_rest.Configuration.set_default(configuration)
    import symbl  # noqa: PLC0415 - only now
    from symbl.Conversations import Conversation  # noqa: PLC0415

    Conversation._Conversation__INTERVAL_TIME_IN_SECONDS = POLL_SECONDS  # noqa: SLF001
    return symbl


def plain(answer: Any) -> Any:  # noqa: ANN401 - the SDK has no types
    """Take an answer of the SDK apart: its models into what JSON can hold."""
    if hasattr(answer, "to_dict"):
        answer = answer.to_dict()
    if isinstance(answer, dict):
        return {name: plain(value) for name, value in answer.items()}
    if isinstance(answer, list):
        return [plain(item) for item in answer]
    return answer.isoformat() if isinstance(answer, datetime) else answer


def summary(host: str, token: str, conversation_id: str, query: str = "") -> dict[str, Any]:
    """Ask for the summary over plain HTTP, for the SDK does not know it, until it is there."""
    url = f"{host}/v1/conversations/{conversation_id}/summary{query}"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})  # noqa: S310
    for _ in range(LOOKS):
        try:
            with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
                return dict(json.load(response))
        except urllib.error.HTTPError as error:
            if error.code != 404 or "Retry-After" not in error.headers:  # noqa: PLR2004
                raise
            time.sleep(POLL_SECONDS)
    sys.exit("there is no summary yet")


def run(
    host: str, credentials: dict[str, str], first: dict[str, Any], more: dict[str, Any]
) -> dict[str, Any]:
    """Go through the flow and give every answer."""
    symbl = at(host)
    seen: dict[str, Any] = {}
    conversation = symbl.Text.process(payload=first, credentials=credentials)
    seen["first_job"] = conversation.get_job_status()
    seen["conversation"] = plain(conversation.get_conversation())
    seen["messages"] = plain(conversation.get_messages())
    seen["members"] = plain(conversation.get_members())
    member = seen["members"]["members"][-1]
    renamed = {"id": member["id"], "name": "Philippa"}
    # put_members and put_speakers_events of symbl 2.0.6 send nothing: they call symbl-rest with arguments
    # that 1.0.14, the version they ask for, does not take, and hide the error. So it is called itself.
    rest = symbl.Conversations.conversations_api_rest
    identifier = conversation.get_conversation_id()
    seen["rename"] = plain(rest.put_members_information_by_members_id(renamed, identifier, member["id"]))
    events = {
        "speakerEvents": [
            {
                "type": f"{change}_speaking",
                "user": {"id": "guest-1", "name": "Ottoline", "email": "ottoline@example.com"},
                "offset": {"seconds": seconds, "nanos": 0},
            }
            for change, seconds in (("started", 1), ("stopped", 6))
        ]
    }
    seen["speakers"] = plain(rest.put_speakers_event_by_conversation_id(events, identifier))
    appended = symbl.Text.append(payload=more, conversation_id=identifier, credentials=credentials)
    seen["second_job"] = appended.get_job_status()
    seen["messages_in_the_end"] = plain(appended.get_messages())
    seen["members_in_the_end"] = plain(appended.get_members())
    token = symbl.AuthenticationToken.get_access_token()
    seen["summary"] = summary(host, token, identifier, "?refresh=true")
    return seen


def main() -> None:
    """Run the flow on the two payloads of stdin; the app's id and secret stand in the environment."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("host", help="address of the stack, such as http://127.0.0.1:3000")
    credentials = {"app_id": os.environ["SYMBL_APP_ID"], "app_secret": os.environ["SYMBL_APP_SECRET"]}
    first, more = json.load(sys.stdin)
    json.dump(run(parser.parse_args().host, credentials, first, more), sys.stdout)


if __name__ == "__main__":
    main()
