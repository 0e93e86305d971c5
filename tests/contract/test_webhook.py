"""The webhook's JSON and its delivery: a test per row of the contract."""

import json
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook

from tests.contract.service import TALK, Service
from tools.local.receiver import Delivery, Receiver
from tools.local.stack import LocalStack

CALL = json.loads((Path(__file__).parents[2] / "events" / "conversations" / "sales_call.json").read_text())
BLOBS = CALL["summaryData"]


@pytest.fixture(scope="module")
def told(stack: LocalStack) -> dict[str, dict[str, Any]]:
    """Have a call summarized in every way and give what the webhooks said."""
    service = Service(stack, stack.create_caller("the webhooks"))
    with Receiver() as receiver:
        # One after the other: summarized together, their scores may differ by a rounding.
        for number, kind in enumerate(("extractive", "abstractive", "all"), 1):
            service.submit({**CALL, "summaryType": kind}, request_id=kind, webhook=receiver.url)
            deliveries = receiver.wait(number)
        documents = [json.loads(delivery.body) for delivery in deliveries]
    return {document["request_id"]: document for document in documents}


@pytest.fixture(scope="module")
def segments(told: dict[str, dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    response = told["all"]["response"]
    return {"extractive": response["extractive"], **response["abstractive"]}


def test_webhook_extractive(told: dict[str, dict[str, Any]]) -> None:
    assert told["extractive"].keys() - {"coverage"} == {"request_id", "response"}
    assert told["extractive"]["response"].keys() == {"extractive"}


def test_webhook_abstractive(told: dict[str, dict[str, Any]]) -> None:
    assert told["abstractive"]["response"].keys() == {"abstractive"}
    assert told["abstractive"]["response"]["abstractive"].keys() == {"long", "short"}


def test_webhook_all_has_both_keys(told: dict[str, dict[str, Any]]) -> None:
    assert told["all"]["response"] == {**told["extractive"]["response"], **told["abstractive"]["response"]}


@pytest.mark.parametrize("kind", ["extractive", "long", "short"])
def test_segment_has_text_score_start_end(segments: dict[str, list[dict[str, Any]]], kind: str) -> None:
    assert segments[kind]
    for segment in segments[kind]:
        assert segment.keys() >= {"text", "score", "start", "end"}
        assert isinstance(segment["text"], str)
        assert segment["text"]


@pytest.mark.parametrize("kind", ["extractive", "long", "short"])
def test_score_is_a_confidence_in_0_1(segments: dict[str, list[dict[str, Any]]], kind: str) -> None:
    assert all(0 <= segment["score"] <= 1 for segment in segments[kind])


def test_extractive_text_is_what_was_said(segments: dict[str, list[dict[str, Any]]]) -> None:
    for segment in segments["extractive"]:
        (source,) = segment["sources"]
        assert segment["text"] in BLOBS[source]["text"]


def test_extractive_start_end_are_the_exact_time_of_the_segment(
    segments: dict[str, list[dict[str, Any]]],
) -> None:
    for segment in segments["extractive"]:
        blob = BLOBS[segment["sources"][0]]
        assert (segment["start"], segment["end"]) == (blob["start"], blob["end"])


@pytest.mark.parametrize("kind", ["long", "short"])
def test_abstractive_start_end_are_the_time_of_the_blob_abstracted(
    segments: dict[str, list[dict[str, Any]]], kind: str
) -> None:
    for segment in segments[kind]:
        sources = [BLOBS[source] for source in segment["sources"]]
        assert segment["start"] in [blob["start"] for blob in BLOBS]
        assert segment["end"] in [blob["end"] for blob in BLOBS]
        assert segment["start"] <= min(blob["start"] for blob in sources)
        assert segment["end"] >= max(blob["end"] for blob in sources)


def test_start_end_appear_exactly_when_the_input_had_them(service: Service) -> None:
    blobs = [
        {"text": "We agreed to ship the new release on Friday.", "start": 1},
        {"text": "The budget of forty thousand was approved by the board.", "end": 7.25},
        {"text": "Berta will call the customer about the delay tomorrow.", "start": 8, "end": 9.5},
        {"text": "The contract with the supplier ends in March next year."},
    ]
    for segment in service.summarized({"summaryData": blobs})["extractive"]:
        blob = blobs[segment["sources"][0]]
        assert {name: segment[name] for name in ("start", "end") if name in segment} == {
            name: blob[name] for name in ("start", "end") if name in blob
        }


def test_short_is_typically_one_or_two_lines(segments: dict[str, list[dict[str, Any]]]) -> None:
    assert 1 <= len(segments["short"]) <= 2


@pytest.mark.parametrize("kind", ["extractive", "long", "short"])
def test_output_is_in_conversation_order(segments: dict[str, list[dict[str, Any]]], kind: str) -> None:
    starts = [segment["start"] for segment in segments[kind]]
    assert starts == sorted(starts)


def test_speaker_id_on_extractive_segments(segments: dict[str, list[dict[str, Any]]]) -> None:
    for segment in segments["extractive"]:
        assert segment["speakerId"] == BLOBS[segment["sources"][0]]["speakerId"]


@pytest.mark.parametrize("kind", ["extractive", "long", "short"])
def test_sources_on_every_segment(segments: dict[str, list[dict[str, Any]]], kind: str) -> None:
    for segment in segments[kind]:
        assert segment["sources"]
        assert set(segment["sources"]) <= set(range(len(BLOBS)))


def test_title_on_abstractive_long_segments(segments: dict[str, list[dict[str, Any]]]) -> None:
    assert all(segment["title"] for segment in segments["long"])


def test_coverage_says_how_much_was_read(told: dict[str, dict[str, Any]]) -> None:
    assert [document["coverage"] for document in told.values()] == [
        {"read": len(BLOBS), "total": len(BLOBS)}
    ] * 3


def test_request_that_cannot_be_summarized_ends_in_a_webhook_too(
    service: Service, receiver: Receiver
) -> None:
    service.queue("nothing", webhook=receiver.url, utterances=[{"text": " "}])
    (delivery,) = receiver.wait(1)
    assert json.loads(delivery.body) == {
        "request_id": "nothing",
        "error": {"type": "unsummarizable", "message": "nothing is said in this conversation"},
    }


def test_delivery_is_tried_five_times_in_all_then_parked(service: Service) -> None:
    parked = service.waiting("WebhookDLQUrl")
    with Receiver(statuses=[500, 404, 302, 503, 400]) as receiver:
        service.submit(TALK, webhook=receiver.url)
        deliveries = receiver.wait(5)
        service.wait_until(lambda: service.waiting("WebhookDLQUrl") > parked)
        assert len(receiver.wait(5)) == 5
    assert len({delivery.body for delivery in deliveries}) == 1


@pytest.mark.parametrize("status", [200, 201, 204])
def test_any_2xx_is_delivered(service: Service, status: int) -> None:
    with Receiver(statuses=[status]) as receiver:
        service.submit(TALK, request_id="r", webhook=receiver.url)
        receiver.wait(1)
        service.submit(TALK, request_id="after", webhook=receiver.url)
        ids = [json.loads(delivery.body)["request_id"] for delivery in receiver.wait(2)]
    assert ids == ["r", "after"]


def verified(service: Service, delivery: Delivery) -> Any:  # noqa: ANN401 - whatever JSON can hold
    return Webhook(service.caller.webhook_secret).verify(delivery.body, delivery.headers)


def test_signature_is_verified_by_the_package_standardwebhooks(service: Service, receiver: Receiver) -> None:
    service.submit(TALK, request_id="r", webhook=receiver.url)
    (delivery,) = receiver.wait(1)
    assert verified(service, delivery)["request_id"] == "r"


def test_signature_headers_webhook_id_is_stable_over_retries(service: Service) -> None:
    with Receiver(statuses=[500]) as receiver:
        service.submit(TALK, request_id="r", webhook=receiver.url)
        deliveries = receiver.wait(2)
    assert len({delivery.headers["webhook-id"] for delivery in deliveries}) == 1
    for delivery in deliveries:
        assert delivery.headers["webhook-timestamp"].isdigit()
        assert delivery.headers["webhook-signature"].startswith("v1,")
        assert verified(service, delivery)["request_id"] == "r"
