"""Section 2 of the contract, Symbl's API: a test per row."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from tests.contract.service import Service
from tests.contract.symbl import TALK, Symbl, event, said
from tools.local.receiver import Receiver

ANN, BEN = {"id": "u-ann", "name": "Ann", "email": "ann@example.com"}, {"id": "u-ben", "name": "Ben"}


@pytest.fixture
def symbl(service: Service) -> Symbl:
    return Symbl(service)


@pytest.mark.parametrize("header", ["Authorization", "x-api-key"])
def test_token_is_given_for_app_id_and_secret_and_opens_every_route(symbl: Symbl, header: str) -> None:
    caller = symbl.service.caller
    body = {"type": "application", "appId": caller.app_id, "appSecret": caller.key}
    given = symbl.service.call("POST", "/oauth2/token:generate", None, json.dumps(body))
    assert (given.status, given.document["expiresIn"]) == (200, 86400)
    token = given.document["accessToken"]
    value = f"Bearer {token}" if header == "Authorization" else token
    answer = symbl.service.call("GET", f"/v1/conversations/{symbl.processed()}", None, None, {header: value})
    assert answer.status == 200


def test_process_text_answers_201_with_both_ids(symbl: Symbl) -> None:
    answer = symbl.call("POST", "/v1/process/text", {"messages": TALK})
    assert answer.status == 201
    assert answer.document.keys() == {"conversationId", "jobId"}
    assert re.fullmatch(r"\d{16}", answer.document["conversationId"])


def test_process_text_takes_the_documented_fields_that_have_no_effect(symbl: Symbl) -> None:
    symbl.processed(
        TALK,
        detectPhrases="true",
        confidenceThreshold=0.6,
        entities=[{"customType": "Product", "text": "release"}],
        detectEntities=True,
        trackers=[{"name": "Delay", "vocabulary": ["late"]}],
        enableAllTrackers=True,
    )


def test_append_continues_the_conversation_with_a_job_of_its_own(symbl: Symbl) -> None:
    conversation, first = symbl.process(TALK[:1])
    again, second = symbl.append(conversation, TALK[1:])
    assert again == conversation
    assert second != first
    assert [symbl.done(first), symbl.done(second)] == ["completed", "completed"]
    texts = [message["text"] for message in symbl.messages(conversation)]
    assert texts == [message["payload"]["content"] for message in TALK]


def test_appends_renames_and_refreshes_at_the_same_time_do_not_lose_each_other(symbl: Symbl) -> None:
    conversation = symbl.processed()
    texts = [f"Point number {number} is settled." for number in range(8)]
    with ThreadPoolExecutor(12) as pool:
        appends = [pool.submit(symbl.append, conversation, [said(text, "Ann")]) for text in texts]
        names = [pool.submit(symbl.rename, conversation, number, f"Renamed {number}") for number in (0, 1)]
        pool.submit(symbl.get, conversation, "/summary", {"refresh": "true"})
    jobs = {append.result()[1] for append in appends}
    assert len(jobs) == 8
    assert {name.result().status for name in names} == {200}
    assert {symbl.done(job) for job in jobs} == {"completed"}
    assert sorted(message["text"] for message in symbl.messages(conversation)[2:]) == sorted(texts)
    assert [member["name"] for member in symbl.members(conversation)] == ["Renamed 0", "Renamed 1"]
    assert symbl.summary(conversation, refresh="true")


def test_job_tells_its_id_and_its_status(symbl: Symbl) -> None:
    _, job = symbl.process()
    answer = symbl.call("GET", f"/v1/job/{job}")
    assert (answer.status, answer.document["id"]) == (200, job)
    assert answer.document["status"] in ("scheduled", "in_progress", "completed")
    assert symbl.done(job) == "completed"


@pytest.mark.parametrize("where", ["query", "body"])
def test_webhook_is_told_every_status_in_order(symbl: Symbl, receiver: Receiver, where: str) -> None:
    field = {"webhookUrl": receiver.url}
    body = {"messages": TALK, **(field if where == "body" else {})}
    answer = symbl.call("POST", "/v1/process/text", body, field if where == "query" else None)
    deliveries = receiver.wait(3)
    job = answer.document["jobId"]
    assert [json.loads(delivery.body) for delivery in deliveries] == [
        {"jobId": job, "status": status} for status in ("scheduled", "in_progress", "completed")
    ]


def test_conversation_has_times_name_and_members(symbl: Symbl) -> None:
    conversation = symbl.processed(TALK, name="Release", metadata={"team": "core"})
    assert symbl.get(conversation).document == {
        "id": conversation,
        "type": "meeting",
        "name": "Release",
        "startTime": "2024-05-01T10:00:00.000Z",
        "endTime": "2024-05-01T10:00:08.000Z",
        "members": symbl.members(conversation),
        "metadata": {"team": "core"},
    }


def test_a_conversation_without_a_name_is_named_by_its_id(symbl: Symbl) -> None:
    conversation = symbl.processed()
    assert symbl.get(conversation).document["name"] == conversation


def test_messages_are_sentences_with_speaker_and_time(symbl: Symbl) -> None:
    text = "It costs 3.5 million, says Dr. Adams. Is that much? Yes."
    conversation = symbl.processed([said(text, "Ann", 10, 20)])
    found = symbl.messages(conversation)
    assert [message["text"] for message in found] == [
        "It costs 3.5 million, says Dr. Adams.",
        "Is that much?",
        "Yes.",
    ]
    (ann,) = symbl.members(conversation)
    assert all(message["from"] == ann for message in found)
    assert all(message["conversationId"] == conversation for message in found)
    assert (found[0]["startTime"], found[-1]["endTime"]) == (
        "2024-05-01T10:00:10.000Z",
        "2024-05-01T10:00:20.000Z",
    )
    assert found[0]["endTime"] == found[1]["startTime"]
    assert (found[0]["timeOffset"], sum(message["duration"] for message in found)) == (0, pytest.approx(10))


def test_members_have_the_address_that_is_their_user_id(symbl: Symbl) -> None:
    message = {**said("Good morning, all of you."), "from": {"name": "Ann", "userId": "ann@example.com"}}
    (ann,) = symbl.members(symbl.processed([message]))
    assert (ann["name"], ann["email"]) == ("Ann", "ann@example.com")


def test_speakers_without_names_are_numbered(symbl: Symbl) -> None:
    talk = [{**said("Good morning."), "from": {"userId": user}} for user in ("a", "b", "a")]
    conversation = symbl.processed(talk)
    assert [message["from"]["name"] for message in symbl.messages(conversation)] == [
        "Speaker 1",
        "Speaker 2",
        "Speaker 1",
    ]
    assert symbl.members(symbl.processed([said("Good morning.")]))[0]["name"] == "Speaker 1"


def test_a_renamed_member_has_the_new_name_everywhere(symbl: Symbl) -> None:
    conversation = symbl.processed(TALK, enableSummary=True)
    assert "Ann" in json.dumps(symbl.summary(conversation))
    answer = symbl.rename(conversation, 0, "Annabel", email="annabel@example.com")
    assert answer.status == 200
    assert answer.document["message"]
    assert (answer.document["name"], answer.document["email"]) == ("Annabel", "annabel@example.com")
    assert symbl.messages(conversation)[0]["from"]["name"] == "Annabel"
    assert [member["name"] for member in symbl.members(conversation)] == ["Annabel", "Ben"]
    assert "Annabel" in json.dumps(symbl.summary(conversation, refresh="true"))


def test_messages_that_follow_find_a_renamed_member_by_either_name(symbl: Symbl) -> None:
    conversation = symbl.processed(TALK)
    symbl.rename(conversation, 0, "Annabel")
    more = [said("One more thing.", "Ann"), said("And another.", "Annabel")]
    symbl.done(symbl.append(conversation, more)[1])
    assert len(symbl.members(conversation)) == 2


def test_speaker_events_give_messages_to_who_spoke(symbl: Symbl) -> None:
    talk = [said(f"This is sentence number {n}.", None, 2 * n, 2 * n + 2) for n in range(4)]
    conversation = symbl.processed(talk)
    answer = symbl.speakers(
        conversation,
        event("started", 0, ANN),
        event("stopped", 4, ANN),
        event("started", 4, BEN),
        event("stopped", 8, BEN),
    )
    assert answer.status == 200
    assert answer.document["message"]
    speakers = [message["from"]["name"] for message in symbl.messages(conversation)]
    assert speakers == ["Ann", "Ann", "Ben", "Ben"]
    assert [member["name"] for member in symbl.members(conversation)] == ["Ann", "Ben"]
    assert symbl.members(conversation)[0]["email"] == "ann@example.com"
    text = json.dumps(symbl.summary(conversation))
    assert "Speaker 1" not in text


def test_summary_items_have_ids_texts_and_the_messages_they_came_from(symbl: Symbl) -> None:
    conversation = symbl.processed(TALK, enableSummary=True)
    known = {message["id"] for message in symbl.messages(conversation)}
    items = symbl.summary(conversation)
    assert items
    for item in items:
        assert item["id"]
        assert item["text"]
        assert {ref["id"] for ref in item["messageRefs"]} <= known
        assert item["messageRefs"]
        assert datetime.fromisoformat(item["startTime"]) <= datetime.fromisoformat(item["endTime"])


def test_summary_is_404_until_it_is_there(symbl: Symbl) -> None:
    conversation, _ = symbl.process(TALK * 40, enableSummary=True)
    answer = symbl.get(conversation, "/summary")
    if answer.status == 404:  # the summarizer may have been faster
        assert int(answer.headers["retry-after"]) >= 1
        assert answer.document["message"]
    assert symbl.summary(conversation)


def test_summary_that_was_not_asked_for_is_made_when_it_is(symbl: Symbl) -> None:
    conversation = symbl.processed(TALK, enableSummary=False)
    answer = symbl.get(conversation, "/summary")
    assert answer.status == 404
    assert int(answer.headers["retry-after"]) >= 1
    assert symbl.summary(conversation)


def test_refresh_false_adds_what_is_new_and_leaves_the_rest(symbl: Symbl) -> None:
    conversation = symbl.processed(TALK, enableSummary=True)
    before = symbl.summary(conversation)
    more = [said("The office in Lyon moves to a new building in October.", "Cora", 9, 12)]
    symbl.done(symbl.append(conversation, more)[1])
    symbl.rename(conversation, 0, "Annabel")
    assert symbl.summary(conversation) == before
    after = symbl.summary(conversation, refresh="false")
    assert after[: len(before)] == before
    new = {ref["id"] for item in after[len(before) :] for ref in item["messageRefs"]}
    assert new == {symbl.messages(conversation)[-1]["id"]}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_refresh_true_makes_a_new_summary_of_everything(symbl: Symbl, method: str) -> None:
    conversation = symbl.processed(TALK, enableSummary=True)
    symbl.done(symbl.append(conversation, [said("Lyon moves to a new building.", "Cora", 9, 12)])[1])
    path = f"/v1/conversations/{conversation}/summary"
    answers = []

    def made() -> bool:
        answers.append(symbl.call(method, path, None, {"refresh": "true"}))
        return answers[-1].status == 200

    symbl.service.wait_until(made)
    assert answers[0].status == 404
    assert answers[-1].document["summary"]
    again = symbl.call(method, path, None, {"refresh": "false"})
    assert (again.status, again.document) == (200, answers[-1].document), "all is covered"


def test_append_with_summary_summarizes_what_it_brought(symbl: Symbl) -> None:
    conversation = symbl.processed(TALK, enableSummary=True)
    before = symbl.summary(conversation)
    symbl.done(symbl.append(conversation, [said("Lyon moves to a new building.")], enableSummary="true")[1])
    assert symbl.summary(conversation)[: len(before)] == before
    assert len(symbl.summary(conversation)) > len(before)


def test_deleted_conversation_is_gone(symbl: Symbl) -> None:
    conversation = symbl.processed(TALK, enableSummary=True)
    answer = symbl.call("DELETE", f"/v1/conversations/{conversation}")
    assert answer.status == 200
    assert answer.document["message"]
    for part in ("", "/messages", "/members", "/summary"):
        assert symbl.get(conversation, part).status == 404
    assert symbl.call("DELETE", f"/v1/conversations/{conversation}").status == 404
