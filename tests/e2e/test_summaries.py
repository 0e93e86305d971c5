"""Submit ▸ webhook ▸ status, for every kind of summary and for many callers at once."""

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from tests.e2e.client import PATIENCE, SUBMIT, Client, conversation, eventually, waiting
from tools.local.receiver import Receiver
from tools.local.stack import LocalStack


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("extractive", {"extractive"}),
        ("abstractive", {"abstractive"}),
        ("all", {"extractive", "abstractive"}),
    ],
)
def test_summary_comes_to_the_webhook_and_to_the_status_route(
    client: Client, receiver: Receiver, kind: str, parts: set[str]
) -> None:
    body = {**conversation("sales_call"), "summaryType": kind}
    status, accepted = client.submit(body, webhook=receiver.url, request_id=f"sales.{kind}")
    assert (status, accepted) == (202, {"request_id": f"sales.{kind}", "api": SUBMIT})

    (delivery,) = receiver.wait(timeout=PATIENCE)
    content = client.verified(delivery)
    assert content["request_id"] == f"sales.{kind}"
    assert content["response"].keys() == parts
    assert client.finished(f"sales.{kind}") == {"status": "Completed", "response": content}

    utterances = body["summaryData"]
    segments = [
        *content["response"].get("extractive", []),
        *content["response"].get("abstractive", {}).get("long", []),
        *content["response"].get("abstractive", {}).get("short", []),
    ]
    assert segments
    for segment in segments:
        assert segment["text"].strip()
        assert 0 <= segment["score"] <= 1
        assert segment["sources"]
        assert all(0 <= source < len(utterances) for source in segment["sources"])
    for segment in content["response"].get("extractive", []):
        (source,) = segment["sources"]
        assert (segment["start"], segment["end"], segment["speakerId"]) == tuple(
            utterances[source][key] for key in ("start", "end", "speakerId")
        )
    for earlier, later in pairwise(content["response"].get("extractive", [])):
        assert earlier["sources"] <= later["sources"]


def test_request_without_webhook_is_read_from_the_status_route(client: Client) -> None:
    _, accepted = client.submit({**conversation("standup"), "summaryType": "extractive"})
    answer = client.finished(accepted["request_id"])
    assert answer["status"] == "Completed"
    assert answer["response"]["response"]["extractive"]


def test_ten_submissions_of_one_request_at_once_make_one_webhook(
    stack: LocalStack, client: Client, receiver: Receiver
) -> None:
    body = {**conversation("standup"), "summaryType": "extractive"}
    with ThreadPoolExecutor(10) as pool:
        answers = list(
            pool.map(lambda _: client.submit(body, webhook=receiver.url, request_id="same"), range(10))
        )
    assert {status for status, _ in answers} == {202}
    receiver.wait(timeout=PATIENCE)
    assert client.submit(body, webhook=receiver.url, request_id="same")[0] == 202
    eventually(lambda: waiting(stack, "RequestQueueUrl") == 0)
    assert len(receiver.wait()) == 1


def test_twenty_callers_at_once_each_get_their_own(stack: LocalStack, receiver: Receiver) -> None:
    callers = [Client(stack, stack.create_caller(f"caller {number}")) for number in range(20)]

    def submit(number: int) -> int:
        text = f"The delivery for customer {number} is planned for the first week of June."
        return callers[number].submit(
            {"summaryData": [{"speakerId": f"S{number}", "text": text}]},
            webhook=f"{receiver.url}?caller={number}",
            request_id="mine",
        )[0]

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(submit, range(20))) == {202}
    deliveries = receiver.wait(20, timeout=PATIENCE)
    assert len({delivery.headers["webhook-id"] for delivery in deliveries}) == 20
    for delivery in deliveries:
        number = int(delivery.path.partition("=")[2])
        (segment,) = callers[number].verified(delivery)["response"]["extractive"]
        assert segment["speakerId"] == f"S{number}"
        assert f"customer {number} " in segment["text"]
        with pytest.raises(WebhookVerificationError):
            Webhook(callers[number - 1].caller.webhook_secret).verify(delivery.body, delivery.headers)


def test_nobody_sees_the_request_of_another(stack: LocalStack, client: Client) -> None:
    _, accepted = client.submit({"summaryData": [{"text": "We meet on Tuesday."}]})
    other = Client(stack, stack.create_caller("curious"))
    status, answer = other.status(accepted["request_id"])
    assert (status, answer["type"]) == (404, "not_found")


def test_long_meeting_is_read_to_its_end(client: Client) -> None:
    body = {**conversation("team_meeting"), "summaryType": "all"}
    _, accepted = client.submit(body)
    answer = client.finished(accepted["request_id"])["response"]
    total = len(body["summaryData"])
    assert answer["coverage"] == {"read": total, "total": total}
    last = max(
        source for segment in answer["response"]["abstractive"]["long"] for source in segment["sources"]
    )
    assert last > total * 0.8
    assert json.dumps(answer, ensure_ascii=False).isprintable()
