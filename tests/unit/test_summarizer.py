"""A queued request is summarized once and told about once, whatever crashes on the way."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import boto3
import pytest
from recap.webhooks import webhook_secret
from standardwebhooks import Webhook
from summarizers import Coverage, Order, Segment, Summary

from tests.unit.conftest import MASTER, Account, Api, LambdaContext
from tests.unit.crash import every_crash
from tests.unit.receiver import Receiver, listening

CONTEXT = LambdaContext()


@dataclass(frozen=True)
class LateContext(LambdaContext):
    """An invocation that has ten seconds left."""

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 10_000


@dataclass
class Lead:
    """A summarizer that takes what was said first; ``faults`` hit one conversation each before it does."""

    faults: list[Exception] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    first_said: list[str] = field(default_factory=list)

    def summarize_batch(self, orders: Sequence[Order]) -> list[Summary | Exception]:
        self.batches.append(len(orders))
        return [self._outcome(order) for order in orders]

    @property
    def calls(self) -> int:
        """Conversations that were tried."""
        return sum(self.batches)

    def _outcome(self, order: Order) -> Summary | Exception:
        try:
            return self._summary(order)
        except Exception as fault:  # noqa: BLE001 - as the real one does
            return fault

    def _summary(self, order: Order) -> Summary:
        if self.faults:
            raise self.faults.pop(0)
        utterances, extractive, abstractive = order.utterances, order.extractive, order.abstractive
        first = utterances[0]
        self.first_said.append(first.text)
        segment = Segment(first.text, 0.123456, (0,), first.start, first.end, first.speaker)
        part = Segment(f"They say {first.text}", 0.5, (0,), first.start, first.end, title="Start")
        read = sum(1 for utterance in utterances if utterance.text.strip(". "))
        return Summary(
            extractive=(segment,) if extractive else None,
            long=(part,) if abstractive else None,
            short=(part,) if abstractive else None,
            coverage=Coverage(read, len(utterances)),
        )


@dataclass
class Function:
    """The summarizer as one execution environment has it."""

    module: ModuleType
    lead: Lead

    def call(self, *messages: str, receives: int = 1, context: LambdaContext = CONTEXT) -> list[str]:
        """Hand out messages and give those that failed."""
        records = [record(message, receives, number) for number, message in enumerate(messages)]
        answer = self.module.handler({"Records": records}, context)
        return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]

    @property
    def clients(self) -> list[Any]:
        return [self.module.store.s3, self.module.sqs]


def record(body: str, receives: int = 1, number: int = 0, handle: str = "no handle") -> dict[str, Any]:
    return {
        "messageId": f"message-{number}",
        "receiptHandle": handle,
        "body": body,
        "attributes": {"ApproximateReceiveCount": str(receives)},
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:requests",
        "awsRegion": "eu-central-1",
    }


def message(request_id: str = "r", webhook: str | None = None, **fields: Any) -> str:  # noqa: ANN401
    document = {
        "caller": "caller1",
        "request_id": request_id,
        "api": "/text/generic/api/v1/async/summary",
        "summary_type": "extractive",
        "model": "mopsus",
        "webhook": webhook,
        "utterances": [{"text": "Good morning.", "speaker": "Ann", "start": 0, "end": 1.10}, {"text": "Hi."}],
    }
    return json.dumps({**document, **fields})


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening() as found:
        yield found


@pytest.fixture
def start(
    account: Account,  # noqa: ARG001 - it sets the scene
    cold_start: Callable[[str], ModuleType],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[], Function]:
    monkeypatch.setenv("REQUEST_RETRY_SECONDS", "0")
    monkeypatch.setenv("WEBHOOK_RETRY_SECONDS", "0,0,0,0")

    def begin() -> Function:
        module = cold_start("summarizer.app")
        lead = Lead()
        module.models._loaded.update(dict.fromkeys(("mopsus", "iamus", "cassandra"), lead))
        return Function(module, lead)

    return begin


@pytest.fixture
def function(start: Callable[[], Function]) -> Function:
    return start()


def test_the_webhook_says_what_the_contract_says(function: Function, receiver: Receiver) -> None:
    assert function.call(message(webhook=receiver.url, summary_type="all")) == []
    segment = {
        "text": "Good morning.",
        "score": 0.1235,
        "start": 0,
        "end": 1.1,
        "speakerId": "Ann",
        "sources": [0],
    }
    part = {
        "text": "They say Good morning.",
        "score": 0.5,
        "start": 0,
        "end": 1.1,
        "title": "Start",
        "sources": [0],
    }
    (received,) = receiver.received
    assert json.loads(received.body) == {
        "request_id": "r",
        "response": {"extractive": [segment], "abstractive": {"long": [part], "short": [part]}},
        "coverage": {"read": 2, "total": 2},
    }
    assert b'"start":0,"end":1.1' in received.body  # an int stays an int
    Webhook(webhook_secret(MASTER, "caller1", 1)).verify(received.body, received.headers)


@pytest.mark.parametrize(("kind", "keys"), [("extractive", {"extractive"}), ("abstractive", {"abstractive"})])
def test_only_what_was_asked_for_is_sent(
    function: Function, receiver: Receiver, kind: str, keys: set[str]
) -> None:
    function.call(message(webhook=receiver.url, summary_type=kind))
    assert json.loads(receiver.received[0].body)["response"].keys() == keys


def test_what_the_input_does_not_have_is_left_out(function: Function, receiver: Receiver) -> None:
    function.call(message(webhook=receiver.url, utterances=[{"text": "Hi."}]))
    assert json.loads(receiver.received[0].body)["response"]["extractive"] == [
        {"text": "Hi.", "score": 0.1235, "sources": [0]}
    ]


def test_the_result_is_kept_exactly_as_it_was_sent(
    function: Function, receiver: Receiver, account: Account
) -> None:
    function.call(message(webhook=receiver.url))
    result = account.document("caller1", "r", "result")
    assert result is not None
    assert (result["status"], result["retryable"]) == ("Completed", False)
    assert result["response"] == json.loads(receiver.received[0].body)
    delivery = account.document("caller1", "r", "delivery")
    assert delivery is not None
    assert (delivery["state"], delivery["attempts"], delivery["last_status"]) == ("delivered", 1, 200)
    assert delivery["webhook_id"] == receiver.received[0].headers["webhook-id"]


def test_without_a_webhook_the_result_is_just_kept(function: Function, account: Account) -> None:
    assert function.call(message()) == []
    assert account.document("caller1", "r", "result") is not None
    assert account.document("caller1", "r", "delivery") is None
    assert account.waiting(account.webhook_queue) == 0


def test_a_request_handed_out_twice_is_summarized_and_told_once(
    function: Function, receiver: Receiver
) -> None:
    for _ in range(2):
        assert function.call(message(webhook=receiver.url)) == []
    assert (function.lead.calls, len(receiver.received)) == (1, 1)


@pytest.mark.parametrize("status", [500, 302, 404])
def test_a_webhook_that_fails_is_queued_for_another_try(
    function: Function, receiver: Receiver, account: Account, status: int
) -> None:
    receiver.answers = [(status, {"Location": receiver.url})]
    assert function.call(message(webhook=receiver.url)) == []
    assert len(receiver.received) == 1
    assert account.waiting(account.webhook_queue) == 1
    delivery = account.document("caller1", "r", "delivery")
    assert delivery is not None
    assert (delivery["state"], delivery["last_status"], delivery["claimed_at"]) == ("pending", status, None)


@pytest.mark.parametrize(("retry_after", "delay"), [("", 10), ("5", 10), ("120", 120), ("3000", 900)])
def test_the_first_pause_is_as_long_as_the_receiver_asks_and_a_queue_can_hold(
    start: Callable[[], Function],
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
    retry_after: str,
    delay: int,
) -> None:
    monkeypatch.setenv("WEBHOOK_RETRY_SECONDS", "10,0,0,0")
    function = start()
    sent: list[dict[str, Any]] = []
    events = function.module.sqs.meta.events
    events.register("provide-client-params.sqs.SendMessage", lambda params, **_: sent.append(params))
    receiver.answers = [(503, {"Retry-After": retry_after})]
    function.call(message(webhook=receiver.url))
    assert [params["DelaySeconds"] for params in sent] == [delay]


def test_410_is_the_end_of_it(function: Function, receiver: Receiver, account: Account) -> None:
    receiver.answers = [(410, {})]
    for _ in range(2):
        assert function.call(message(webhook=receiver.url)) == []
    assert len(receiver.received) == 1
    assert account.waiting(account.webhook_queue) == 0


def test_a_conversation_in_which_nothing_is_said_fails_for_good(
    function: Function, receiver: Receiver, account: Account
) -> None:
    for _ in range(2):
        assert function.call(message(webhook=receiver.url, utterances=[{"text": "..."}])) == []
    assert function.lead.calls == 1
    (received,) = receiver.received
    error = json.loads(received.body)["error"]
    assert error == {"type": "unsummarizable", "message": "nothing is said in this conversation"}
    result = account.document("caller1", "r", "result")
    assert result is not None
    assert (result["status"], result["retryable"]) == ("Failed", False)


def test_an_exception_is_tried_again_soon_and_not_told(
    function: Function, receiver: Receiver, account: Account
) -> None:
    event = queued(account, message(webhook=receiver.url))
    function.lead.faults = [ValueError("Good morning.")]
    answer = function.module.handler(event, LambdaContext())
    assert len(answer["batchItemFailures"]) == 1
    assert receiver.received == []
    assert account.document("caller1", "r", "result") is None
    again = account.receive(account.request_queue)  # visible at once, not after the queue's half hour
    assert again is not None
    assert again["Records"][0]["attributes"]["ApproximateReceiveCount"] == "2"
    assert function.module.handler(again, LambdaContext()) == {"batchItemFailures": []}
    assert len(receiver.received) == 1


def test_the_log_tells_where_but_not_what_was_said(
    capsys: pytest.CaptureFixture[str], start: Callable[[], Function], account: Account
) -> None:
    function = start()
    event = queued(account, message())
    function.lead.faults = [ValueError("Good morning.")]
    function.module.handler(event, LambdaContext())
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (line,) = [line for line in lines if line["message"] == "not summarized"]
    assert (line["error"], line["correlation_id"], line["caller"]) == ("ValueError", "r", "caller1")
    assert line["at"][-1].startswith("test_summarizer.py:")
    assert "Good morning" not in json.dumps(lines)


def test_one_poisoned_message_does_not_spoil_the_batch(function: Function, receiver: Receiver) -> None:
    failed = function.call("{}", message("a", receiver.url), "not json", message("b", receiver.url))
    assert failed == ["message-0", "message-2"]
    assert sorted(json.loads(received.body)["request_id"] for received in receiver.received) == ["a", "b"]
    assert function.lead.batches == [2]


def test_a_conversation_that_cannot_be_summarized_fails_alone_and_under_its_own_name(
    capsys: pytest.CaptureFixture[str], start: Callable[[], Function], account: Account
) -> None:
    function = start()
    function.lead.faults = [ValueError()]
    models = ("mopsus", "mopsus", "iamus")
    bodies = [message(name, model=model) for name, model in zip("abc", models, strict=True)]
    assert function.call(*bodies) == ["message-0"]
    assert function.lead.batches == [2, 1]
    assert [name for name in "abc" if account.document("caller1", name, "result") is None] == ["a"]
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["correlation_id"] for line in lines if line["message"] == "not summarized"] == ["a"]
    ended = [line["correlation_id"] for line in lines if line["message"] == "finished"]
    assert sorted(ended) == ["b", "c"]


def test_what_failed_before_is_summarized_alone_and_after_the_others(function: Function) -> None:
    records = [
        record(message("again"), 2, 0),
        record(message("long", utterances=[{"text": "word " * 14_000}]), 1, 1),
        *(record(message(f"short {k}"), 1, 2 + k) for k in range(3)),
    ]
    function.module.handler({"Records": records}, LambdaContext())
    assert function.lead.batches == [3, 1, 1]
    assert function.lead.first_said[-2][:5] == "word "


def test_what_the_time_does_not_suffice_for_is_handed_back_at_once(
    function: Function, account: Account
) -> None:
    for name in ("a", "b"):
        text = name * 50_000
        boto3.client("sqs").send_message(
            QueueUrl=account.request_queue, MessageBody=message(name, utterances=[{"text": text}])
        )
    events = [account.receive(account.request_queue) for _ in range(2)]
    records = [event["Records"][0] for event in events if event is not None]
    answer = function.module.handler({"Records": records}, LateContext())
    assert len(answer["batchItemFailures"]) == 1
    assert function.lead.batches == [1]
    again = account.receive(account.request_queue)  # visible already
    assert again is not None
    assert function.module.handler(again, LateContext()) == {"batchItemFailures": []}
    assert function.lead.batches == [1, 1]


def test_an_unknown_model_is_a_failed_attempt(function: Function) -> None:
    function.module.models._loaded.clear()
    assert function.call(message(model="none")) == ["message-0"]


def test_after_the_last_attempt_the_models_are_left_alone_and_the_failure_is_told(
    function: Function, receiver: Receiver, account: Account
) -> None:
    """The way of a request that fails each time, from its first receive to the dead letter queue."""
    function.lead.faults = [ValueError()] * 9
    queued_event: dict[str, Any] | None = queued(account, message(webhook=receiver.url))
    for calls in (1, 2, 3, 3):
        assert queued_event is not None
        answer = function.module.handler(queued_event, LambdaContext())
        assert len(answer["batchItemFailures"]) == 1
        assert function.lead.calls == calls
        queued_event = account.receive(account.request_queue)
    assert queued_event is None
    assert account.waiting(account.request_dlq) == 1
    (received,) = receiver.received
    assert json.loads(received.body)["error"]["type"] == "api_error"
    result = account.document("caller1", "r", "result")
    assert result is not None
    assert (result["status"], result["retryable"]) == ("Failed", True)


def test_an_operators_replay_summarizes_and_tells_again(function: Function, receiver: Receiver) -> None:
    assert function.call(message(webhook=receiver.url), receives=4) == ["message-0"]
    assert function.call(message(webhook=receiver.url), receives=1) == []
    assert [set(json.loads(received.body)) for received in receiver.received] == [
        {"request_id", "error"},
        {"request_id", "response", "coverage"},
    ]
    identifiers = {received.headers["webhook-id"] for received in receiver.received}
    assert len(identifiers) == 2


def test_a_request_sent_again_after_it_was_given_up_completes(
    function: Function, receiver: Receiver, account: Account, cold_start: Callable[[str], ModuleType]
) -> None:
    """The whole way: given up and parked, sent again, summarized, told; then an operator replays it."""
    api = Api(cold_start("api.app"))
    body = {"summaryData": [{"text": "Good morning."}]}
    assert api.post(body, request_id="r", webhook=receiver.url).status == 202
    function.lead.faults = [ValueError()] * 3
    while event := account.receive(account.request_queue):
        function.module.handler(event, LambdaContext())
    assert account.waiting(account.request_dlq) == 1
    assert api.status("r").document["status"] == "Failed"

    assert api.post(body, request_id="r", webhook=receiver.url).status == 202
    event = account.receive(account.request_queue)
    assert event is not None
    assert function.module.handler(event, LambdaContext()) == {"batchItemFailures": []}
    assert api.status("r").document["status"] == "Completed"
    failed, completed = receiver.received
    assert "error" in json.loads(failed.body)
    assert "response" in json.loads(completed.body)
    assert failed.headers["webhook-id"] != completed.headers["webhook-id"]
    delivery = account.document("caller1", "r", "delivery")
    assert delivery is not None
    assert (delivery["state"], delivery["webhook_id"]) == ("delivered", completed.headers["webhook-id"])

    parked = account.receive(account.request_dlq)
    assert parked is not None
    result, calls = account.document("caller1", "r", "result"), function.lead.calls
    assert function.call(parked["Records"][0]["body"]) == []
    assert (function.lead.calls, len(receiver.received)) == (calls, 2)
    assert account.document("caller1", "r", "result") == result


def test_a_replay_that_fails_again_is_parked_again_and_told_once(
    function: Function, receiver: Receiver
) -> None:
    function.lead.faults = [ValueError()] * 3
    for receives in (4, 1, 2, 3, 4):
        assert function.call(message(webhook=receiver.url), receives=receives) == ["message-0"]
    assert len(receiver.received) == 1


def test_a_completed_request_is_never_given_up(function: Function, receiver: Receiver) -> None:
    assert function.call(message()) == []
    assert function.call(message(), receives=4) == []
    assert function.call(message(webhook=receiver.url), receives=4) == []
    assert "error" not in json.loads(receiver.received[0].body)


@pytest.mark.parametrize("receives", [1, 4])
def test_a_crash_anywhere_loses_nothing(
    start: Callable[[], Function], receiver: Receiver, account: Account, receives: int
) -> None:
    """Each step is broken once, in a process of its own; the message is handed out again and all is well."""
    names: list[str] = []

    def begin() -> tuple[Callable[[], object], list[Any]]:
        function = start()
        names.append(f"r{receives}-{len(names)}")
        return lambda: function.call(message(names[-1], receiver.url), receives=receives), function.clients

    crashes = 0
    for crash in every_crash(begin):
        crashes += 1
        expire_claim(account, names[-1])
        again = start()
        again.call(message(names[-1], receiver.url), receives=receives)
        bodies = [json.loads(received.body) for received in receiver.received]
        told = [body for body in bodies if body["request_id"] == names[-1]]
        assert 1 <= len(told) <= 2, crash
        assert told[0] == told[-1], crash
        assert ("error" in told[0]) == (receives == 4), crash
        result = account.document("caller1", names[-1], "result")
        assert result is not None, crash
        assert result["response"] == told[0]
        delivery = account.document("caller1", names[-1], "delivery")
        assert delivery is not None, crash
        assert delivery["state"] == "delivered", crash
    # Result read and written; delivery read, claimed and settled; the message of the last receive released.
    assert crashes == 2 * (5 if receives == 1 else 6)
    assert account.waiting(account.webhook_queue) == 0


def test_a_crash_anywhere_in_a_batch_loses_nothing(
    start: Callable[[], Function], receiver: Receiver, account: Account
) -> None:
    names: list[str] = []

    def begin() -> tuple[Callable[[], object], list[Any]]:
        function = start()
        names[:] = [f"batch{number}-{function.module.store.bucket}" for number in range(2)]
        account.forget()
        receiver.received.clear()
        return lambda: function.call(*(message(name, receiver.url) for name in names)), function.clients

    crashes = 0
    for crash in every_crash(begin, ["before-call"]):
        crashes += 1
        for name in names:
            expire_claim(account, name)
        assert start().call(*(message(name, receiver.url) for name in names)) == [], crash
        told = [json.loads(received.body)["request_id"] for received in receiver.received]
        assert set(told) == set(names), crash
        for name in names:
            assert account.document("caller1", name, "result") is not None, crash
            delivery = account.document("caller1", name, "delivery")
            assert delivery is not None, crash
            assert delivery["state"] == "delivered", crash
    assert crashes == 10


def test_a_crash_before_another_try_is_queued_loses_no_try(
    start: Callable[[], Function], receiver: Receiver, account: Account
) -> None:
    names: list[str] = []

    def begin() -> tuple[Callable[[], object], list[Any]]:
        function = start()
        names.append(f"r{len(names)}")
        receiver.answers = [(500, {})] * 2
        return lambda: function.call(message(names[-1], receiver.url)), function.clients

    for crash in every_crash(begin):
        expire_claim(account, names[-1])
        receiver.answers = [(500, {})]
        assert start().call(message(names[-1], receiver.url)) == []
        tasks = []
        while event := account.receive(account.webhook_queue):
            tasks.append(json.loads(event["Records"][0]["body"])["request_id"])
        assert names[-1] in tasks, crash


def test_a_claim_of_another_process_is_waited_for(
    function: Function, receiver: Receiver, account: Account
) -> None:
    receiver.answers = [(500, {})]
    function.call(message(webhook=receiver.url))
    delivery = account.document("caller1", "r", "delivery")
    assert delivery is not None
    account.write("caller1", "r", "delivery", {**delivery, "claimed_at": 9e12})
    assert function.call(message(webhook=receiver.url)) == []
    assert len(receiver.received) == 1
    assert account.waiting(account.webhook_queue) == 2


def queued(account: Account, body: str) -> dict[str, Any]:
    boto3.client("sqs").send_message(QueueUrl=account.request_queue, MessageBody=body)
    event = account.receive(account.request_queue)
    assert event is not None
    return event


def expire_claim(account: Account, request_id: str) -> None:
    """Let the time pass after which a crashed process's claim is nobody's."""
    delivery = account.document("caller1", request_id, "delivery")
    if delivery is not None and delivery["claimed_at"] is not None:
        account.write(
            "caller1", request_id, "delivery", {**delivery, "claimed_at": delivery["claimed_at"] - 60}
        )
