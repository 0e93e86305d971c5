"""Jobs of conversations: each once, in order, whatever crashes, and told to the webhook in order."""

import itertools
import json
from collections.abc import Callable, Iterator
from types import ModuleType

import boto3
import pytest
from recap.conversations.document import Conversation
from recap.conversations.shelf import Shelf, conversation_key
from recap.errors import BusyConversationError, StaleEntryError
from recap.store import Store
from recap.webhooks import webhook_secret
from standardwebhooks import Webhook

from tests.unit.conftest import MASTER, Account
from tests.unit.crash import Crash, crash_at, every_crash
from tests.unit.receiver import Receiver, listening
from tests.unit.symbl import CALLER, Functions, Reader


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening() as found:
        yield found


@pytest.fixture
def start(
    account: Account, cold_start: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Functions]:
    monkeypatch.setenv("REQUEST_RETRY_SECONDS", "0")
    monkeypatch.setenv("WEBHOOK_RETRY_SECONDS", "0,0,0,0")

    def begin() -> Functions:
        modules = [cold_start(f"{name}.app") for name in ("api", "summarizer", "notifier")]
        reader = Reader()
        modules[1].models._loaded["mopsus"] = reader
        return Functions(account, *modules, reader)

    return begin


@pytest.fixture
def functions(start: Callable[[], Functions]) -> Functions:
    return start()


def told(receiver: Receiver) -> list[tuple[str, str]]:
    """What the webhook was told, without repetitions under the same webhook-id."""
    seen: dict[str, tuple[str, str]] = {}
    for received in receiver.received:
        body = json.loads(received.body)
        seen.setdefault(received.headers["webhook-id"], (body["jobId"], body["status"]))
    return list(seen.values())


def test_a_job_goes_from_scheduled_to_completed(functions: Functions) -> None:
    conversation, job = functions.process("Good morning.", enableSummary=True)
    assert functions.status(job) == "scheduled"
    functions.reader.during = lambda: statuses.append(functions.status(job))  # type: ignore[func-returns-value]
    statuses: list[str] = []
    functions.settle()
    assert [*statuses, functions.status(job)] == ["in_progress", "completed"]
    assert functions.summary(conversation) == ["Ann: Good morning."]


def test_a_job_handed_out_twice_is_done_once(functions: Functions) -> None:
    functions.process("Good morning.", enableSummary=True)
    event = functions.account.receive(functions.account.request_queue)
    assert event is not None
    for _ in range(2):
        assert functions.summarizer.handler(event, _context()) == {"batchItemFailures": []}
    assert len(functions.reader.read) == 1


def test_jobs_run_in_order_though_their_messages_do_not_come_in_order(functions: Functions) -> None:
    conversation, first = functions.process("One is said.", enableSummary=True)
    second = functions.append(conversation, "Two is said.", enableSummary=True)
    third = functions.append(conversation, "Three is said.", enableSummary=True)
    body = json.dumps({"job_id": third, "caller": CALLER}, separators=(",", ":"))
    event = functions.account.receive(functions.account.request_queue)
    assert event is not None
    event["Records"][0] |= {"body": body, "messageId": "early"}
    assert functions.summarizer.handler(event, _context()) == {"batchItemFailures": []}
    assert functions.status(third) == "scheduled"
    boto3.client("sqs").purge_queue(QueueUrl=functions.account.request_queue)
    functions.api.requests.send_body(json.dumps({"job_id": first, "caller": CALLER}, separators=(",", ":")))
    functions.settle()
    assert functions.reader.read == [["One is said."], ["Two is said."], ["Three is said."]]
    assert {functions.status(job) for job in (first, second, third)} == {"completed"}
    assert functions.summary(conversation) == [
        "Ann: One is said.",
        "Ann: Two is said.",
        "Ann: Three is said.",
    ]


def test_while_one_message_works_on_a_job_another_leaves_it_alone(functions: Functions) -> None:
    functions.process("Good morning.", enableSummary=True)
    event = functions.account.receive(functions.account.request_queue)
    assert event is not None
    again = json.loads(json.dumps(event).replace(event["Records"][0]["messageId"], "another"))
    functions.reader.during = lambda: functions.summarizer.handler(again, _context())
    functions.summarizer.handler(event, _context())
    assert len(functions.reader.read) == 1


def test_what_changes_while_a_summary_is_made_is_kept(functions: Functions) -> None:
    conversation, _ = functions.process("Good morning.", enableSummary=True)
    member = functions.call("GET", f"/v1/conversations/{conversation}/members").document["members"][0]["id"]

    def change() -> None:
        functions.reader.during = bool
        path = f"/v1/conversations/{conversation}/members/{member}"
        assert functions.call("PUT", path, {"name": "Bea"}).status == 200
        functions.append(conversation, "And good night.")

    functions.reader.during = change
    functions.settle()
    found = functions.call("GET", f"/v1/conversations/{conversation}/messages").document["messages"]
    assert [(message["from"]["name"], message["text"]) for message in found] == [
        ("Bea", "Good morning."),
        ("Bea", "And good night."),
    ]
    assert functions.summary(conversation) == ["Ann: Good morning."]
    assert functions.summary(conversation, refresh="true") is None
    functions.settle()
    assert functions.summary(conversation, refresh="true") == ["Bea: Good morning.", "Bea: And good night."]


def test_deleting_during_a_running_job_fails_it_and_leaves_nothing(
    functions: Functions, receiver: Receiver
) -> None:
    conversation, job = functions.process("A secret plan.", enableSummary=True, webhookUrl=receiver.url)
    later = functions.append(conversation, "More of the plan.", enableSummary=True, name="Secrets")
    functions.reader.during = lambda: functions.call("DELETE", f"/v1/conversations/{conversation}")
    functions.settle()
    assert (functions.status(job), functions.status(later)) == ("failed", "failed")
    assert functions.call("GET", f"/v1/conversations/{conversation}").status == 404
    assert len(functions.reader.read) == 1
    left = json.dumps(functions.stored())
    assert not [word for word in ("plan", "Ann", "Secrets") if word in left]
    assert told(receiver) == [(job, "scheduled"), (job, "in_progress"), (job, "failed")]
    assert functions.account.waiting(functions.account.request_queue) == 0


def test_a_deleted_conversation_cannot_be_brought_back(functions: Functions) -> None:
    conversation, job = functions.process("Good morning.")
    functions.settle()
    functions.call("DELETE", f"/v1/conversations/{conversation}")
    body = {"messages": [{"payload": {"content": "Still here?"}}]}
    assert functions.call("PUT", f"/v1/process/text/{conversation}", body).status == 404
    functions.api.requests.send_body(json.dumps({"job_id": job, "caller": CALLER}, separators=(",", ":")))
    functions.settle()
    assert "Good morning" not in json.dumps(functions.stored())


def test_a_job_that_fails_three_times_fails_is_parked_and_lets_the_next_one_run(
    functions: Functions, receiver: Receiver
) -> None:
    functions.reader.faults = [RuntimeError("no luck")] * 3
    conversation, job = functions.process("One.", enableSummary=True, webhookUrl=receiver.url)
    after = functions.append(conversation, "Two.", enableSummary=True)
    functions.settle()
    assert (functions.status(job), functions.status(after)) == ("failed", "completed")
    assert told(receiver) == [(job, "scheduled"), (job, "in_progress"), (job, "failed")]
    assert functions.account.waiting(functions.account.request_dlq) == 1
    assert functions.summary(conversation) == ["Ann: One.", "Ann: Two."], "what failed is not left out"


def test_a_job_that_failed_is_run_again_when_an_operator_replays_it(
    functions: Functions, receiver: Receiver
) -> None:
    functions.reader.faults = [RuntimeError("no luck")] * 3
    conversation, job = functions.process("One.", enableSummary=True, webhookUrl=receiver.url)
    functions.settle()
    functions.api.requests.send_body(json.dumps({"job_id": job, "caller": CALLER}, separators=(",", ":")))
    functions.settle()
    assert functions.status(job) == "completed"
    assert functions.summary(conversation) == ["Ann: One."]
    statuses = ["scheduled", "in_progress", "failed", "in_progress", "completed"]
    assert told(receiver) == [(job, status) for status in statuses]


def test_a_summary_of_nothing_worth_telling_is_empty_and_not_made_again(functions: Functions) -> None:
    functions.reader.tells = False
    conversation, _ = functions.process("Okay.", enableSummary=True)
    functions.settle()
    assert functions.summary(conversation) == []
    assert functions.summary(conversation, refresh="false") == []
    assert len(functions.reader.read) == 1


def test_summary_of_a_conversation_in_which_nothing_changed_is_not_made_again(functions: Functions) -> None:
    conversation, _ = functions.process("One.", "Two.", enableSummary=True)
    functions.settle()
    for query in ({}, {"refresh": "true"}, {"refresh": "false"}):
        assert functions.summary(conversation, **query) == ["Ann: One.", "Ann: Two."]
    functions.settle()
    assert len(functions.reader.read) == 1


def test_asking_again_and_again_makes_one_summary(functions: Functions) -> None:
    conversation, _ = functions.process("One.")
    functions.settle()
    assert [functions.summary(conversation) for _ in range(3)] == [None] * 3
    assert [functions.summary(conversation, refresh="true") for _ in range(3)] == [None] * 3
    functions.settle()
    assert functions.summary(conversation, refresh="true") == ["Ann: One."]
    assert len(functions.reader.read) == 1


def test_items_of_unchanged_parts_keep_their_ids_in_a_new_summary(functions: Functions) -> None:
    conversation, _ = functions.process("One.", "Two.", enableSummary=True)
    functions.settle()

    def identifiers(**query: str) -> list[str]:
        answer = functions.call("GET", f"/v1/conversations/{conversation}/summary", **query)
        return [item["id"] for item in answer.document.get("summary", [])]

    before = identifiers()
    functions.append(conversation, "Three.")
    functions.settle()
    assert identifiers(refresh="true") == []
    functions.settle()
    after = identifiers(refresh="true")
    assert after[:2] == before
    assert len(set(after)) == 3


def test_every_status_is_signed_and_told_in_order_though_the_receiver_fails(
    functions: Functions, receiver: Receiver
) -> None:
    receiver.answers = [(500, {}), (503, {}), (200, {}), (500, {})]
    conversation, _ = functions.process("One.", enableSummary=True, webhookUrl=receiver.url)
    functions.step(functions.account.request_queue)
    assert functions.summary(conversation) == ["Ann: One."], "the receiver holds nobody up"
    assert receiver.received == []
    functions.settle()
    statuses = [json.loads(received.body)["status"] for received in receiver.received]
    assert statuses == [*["scheduled"] * 3, *["in_progress"] * 2, "completed"]
    for received in receiver.received:
        Webhook(webhook_secret(MASTER, CALLER, 1)).verify(received.body, received.headers)
    assert functions.account.waiting(functions.account.webhook_queue) == 0


def test_a_status_that_fails_five_times_is_parked_and_the_next_ones_are_told(
    functions: Functions, receiver: Receiver
) -> None:
    receiver.answers = [(500, {})] * 5
    _, job = functions.process("One.", webhookUrl=receiver.url)
    functions.settle()
    statuses = [json.loads(received.body)["status"] for received in receiver.received]
    assert statuses == [*["scheduled"] * 5, "in_progress", "completed"]
    parked = functions.account.receive(functions.account.webhook_dlq)
    assert parked is not None
    body = json.loads(parked["Records"][0]["body"])
    assert (body["job_id"], body["index"]) == (job, 0)
    functions.notifier.queue.send_body(parked["Records"][0]["body"])
    functions.settle()
    assert len(receiver.received) == 7, "a replay does not tell what is long past"


def test_a_status_that_another_process_is_sending_at_the_last_receive_is_not_parked(
    functions: Functions, receiver: Receiver
) -> None:
    account, queue = functions.account, functions.account.webhook_queue
    receiver.answers = [(500, {})] * 4
    conversation, job = functions.process("One.", webhookUrl=receiver.url)
    assert [functions.step(queue) for _ in range(4)] == [True, False, False, False]
    store = functions.notifier.store
    key = conversation_key(CALLER, conversation, "job=1/notice=0")
    delivery = store.read(key)
    store.replace(key, {**delivery.document, "claimed_at": 9e12}, delivery.version)
    assert functions.step(queue) is True
    assert account.waiting(account.webhook_dlq) == 0
    delivery = store.read(key)
    store.replace(key, {**delivery.document, "claimed_at": 1.0}, delivery.version)  # it crashed
    account.let_time_pass()
    functions.settle()
    assert told(receiver) == [(job, status) for status in ("scheduled", "in_progress", "completed")]
    assert account.waiting(account.webhook_dlq) == 0


def test_a_receiver_that_is_gone_is_told_no_more_of_the_job(functions: Functions, receiver: Receiver) -> None:
    receiver.answers = [(410, {})]
    _, job = functions.process("One.", webhookUrl=receiver.url)
    functions.settle()
    assert told(receiver) == [(job, "scheduled")]
    assert functions.account.waiting(functions.account.webhook_queue) == 0


def test_a_conversation_survives_a_crash_of_any_function_at_any_step(
    functions: Functions, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was accepted is done in order, and told in order; each thing once."""
    accepted: list[str] = []

    def begin() -> tuple[Callable[[], object], list[object]]:
        accepted.clear()
        receiver.received.clear()
        functions.account.forget()
        return run, functions.clients

    def run() -> None:
        accepted.extend(functions.process("One.", enableSummary=True, webhookUrl=receiver.url))
        accepted.append(functions.append(accepted[0], "Two.", enableSummary=True))
        functions.settle()

    crashes = 0
    # Before a call is also after the call before it, and after what was done in between: a webhook's POST.
    for crash in every_crash(begin, ["before-call"]):
        crashes += 1
        if len(accepted) < 3:
            continue  # whoever gets no answer knows that nothing was accepted
        functions.account.let_time_pass()
        with monkeypatch.context() as later:
            later.setattr("recap.webhooks.delivery.LEASE_SECONDS", 0)
            functions.settle()
        conversation, *jobs = accepted
        assert functions.summary(conversation) == ["Ann: One.", "Ann: Two."], crash
        assert {functions.status(job) for job in jobs} == {"completed"}, crash
        assert told(receiver) == [
            (jobs[0], status) for status in ("scheduled", "in_progress", "completed")
        ], crash
    assert crashes > 40


def test_a_change_that_meets_another_is_made_again_on_top_of_it(functions: Functions) -> None:
    conversation, _ = functions.process("One.")
    shelf = Shelf(functions.api.store, patience=10)
    seen: list[str] = []

    def change(found: Conversation) -> bool:
        seen.append(found.messages[-1].text)
        if len(seen) == 1:
            functions.append(conversation, "Two.")
        found.name = "Talk"
        return True

    shelf.update(CALLER, conversation, change)
    assert seen == ["One.", "Two."]
    found = shelf.read(CALLER, conversation)
    assert (found.name, [message.text for message in found.messages]) == ("Talk", ["One.", "Two."])


def test_changes_that_find_no_gap_are_given_up_and_429(
    functions: Functions, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation, _ = functions.process("One.")

    def overtaken(*_: object) -> str:
        raise StaleEntryError

    monkeypatch.setattr(Store, "replace", overtaken)
    with pytest.raises(BusyConversationError):
        Shelf(functions.api.store, patience=0.1).update(CALLER, conversation, lambda _: True)
    monkeypatch.setattr("recap.conversations.shelf.time.monotonic", itertools.count().__next__)
    answer = functions.call("DELETE", f"/v1/conversations/{conversation}")
    assert (answer.status, answer.document["statusCode"]) == (429, 429)
    assert answer.document["message"]


def test_an_append_that_was_not_answered_is_done_with_the_next_one(functions: Functions) -> None:
    conversation, _ = functions.process("One.", enableSummary=True)
    functions.settle()
    with crash_at([functions.api.sqs], "before-call", 0), pytest.raises(Crash):
        functions.append(conversation, "Two.", enableSummary=True)
    crashed = functions.account.waiting(functions.account.request_queue)
    assert crashed == 0
    functions.append(conversation, "Three.", enableSummary=True)
    functions.settle()
    assert functions.summary(conversation) == ["Ann: One.", "Ann: Two.", "Ann: Three."]


def _context() -> object:
    from tests.unit.conftest import LambdaContext  # noqa: PLC0415

    return LambdaContext()
