"""Symbl's published Python SDK, unchanged, against the stack."""

import json
import os
import subprocess
from typing import Any

import pytest

from tests.e2e.client import ROOT, conversation
from tools.local.stack import LocalStack

PYTHON = ROOT / ".venv-symbl" / "bin" / "python"


def messages(turns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "payload": {"content": turn["text"]},
            "from": {"name": turn["speakerId"]},
            "duration": {
                "startTime": f"2024-05-01T10:{turn['start'] // 60:02.0f}:{turn['start'] % 60:06.3f}Z",
                "endTime": f"2024-05-01T10:{turn['end'] // 60:02.0f}:{turn['end'] % 60:06.3f}Z",
            },
        }
        for turn in turns
    ]


@pytest.fixture(scope="module")
def seen(stack: LocalStack) -> dict[str, Any]:
    """What the SDK got, step by step."""
    assert PYTHON.exists(), "make .venv-symbl/.installed installs the SDK"
    caller = stack.create_caller("symbl sdk")
    turns = conversation("three_way_sync")["summaryData"]
    payloads = [{"name": "Festival", "messages": messages(turns[:8])}, {"messages": messages(turns[8:])}]
    session = subprocess.run(
        [PYTHON, ROOT / "tools" / "symbl_client" / "session.py", stack.url],
        input=json.dumps(payloads),
        env={**os.environ, "PYTHONPATH": "", "SYMBL_APP_ID": caller.app_id, "SYMBL_APP_SECRET": caller.key},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert session.returncode == 0, session.stderr[-3000:]
    return dict(json.loads(session.stdout))


def test_the_sdk_waits_for_both_jobs_until_they_are_completed(seen: dict[str, Any]) -> None:
    assert (seen["first_job"], seen["second_job"]) == ("completed", "completed")


def test_the_sdk_reads_the_conversation_with_times_and_members(seen: dict[str, Any]) -> None:
    found = seen["conversation"]
    assert (found["type"], found["name"]) == ("meeting", "Festival")
    assert found["start_time"].startswith("2024-05-01T10:00:00.880")
    assert found["end_time"].startswith("2024-05-01T10:00:45.210")
    assert [member["name"] for member in found["members"]] == ["Noor", "Wendell", "Ximena"]
    assert found["members"] == seen["members"]["members"]


def test_the_sdk_reads_the_messages_in_sentences(seen: dict[str, Any]) -> None:
    said = seen["messages"]["messages"]
    assert [message["text"] for message in said[:3]] == [
        "Can you two see my screen?",
        "It's the, um, the calendar for the festival.",
        "Yeah.",
    ]
    assert {message["conversation_id"] for message in said} == {seen["conversation"]["id"]}
    assert said[0]["end_time"] == said[1]["start_time"]
    assert said[2]["_from"]["name"] == "Wendell"


def test_a_name_that_the_sdk_gave_stands_in_messages_members_and_the_next_summary(
    seen: dict[str, Any],
) -> None:
    assert seen["rename"]["message"]
    assert [member["name"] for member in seen["members_in_the_end"]["members"]] == [
        "Noor",
        "Wendell",
        "Philippa",
        "Ottoline",
    ]
    assert "Ximena" not in json.dumps([seen["messages_in_the_end"], seen["summary"]])
    assert "Philippa" in " ".join(item["text"] for item in seen["summary"]["summary"])


def test_speaker_events_of_the_sdk_decide_who_spoke_at_their_time(seen: dict[str, Any]) -> None:
    assert "speaker" in seen["speakers"]["message"]
    said = seen["messages_in_the_end"]["messages"]
    theirs = [message["text"] for message in said if message["_from"]["email"] == "ottoline@example.com"]
    assert theirs == ["It's the, um, the calendar for the festival.", "Yeah."]


def test_what_the_sdk_appends_follows_what_was_there(seen: dict[str, Any]) -> None:
    said = [message["text"] for message in seen["messages_in_the_end"]["messages"]]
    assert said[: len(seen["messages"]["messages"])] == [
        message["text"] for message in seen["messages"]["messages"]
    ]
    assert said[-1] == "Perfect."


def test_the_summary_names_speakers_and_the_messages_that_it_came_from(seen: dict[str, Any]) -> None:
    ids = {message["id"] for message in seen["messages_in_the_end"]["messages"]}
    for item in seen["summary"]["summary"]:
        assert item["text"]
        assert item["messageRefs"]
        assert {ref["id"] for ref in item["messageRefs"]} <= ids
