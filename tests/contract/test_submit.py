"""POST /text/generic/api/v1/async/summary: a test per row of the contract."""

import json
import re

import pytest

from tests.contract.service import SUBMIT, TALK, Service
from tools.local.receiver import Receiver

JSON = {"Content-Type": "application/json"}


def test_query_apikey(service: Service) -> None:
    assert service.call("POST", SUBMIT, {"apikey": service.caller.key}, json.dumps(TALK), JSON).status == 202


def test_header_x_api_key_instead_of_apikey(service: Service) -> None:
    headers = {**JSON, "X-Api-Key": service.caller.key}
    assert service.call("POST", SUBMIT, None, json.dumps(TALK), headers).status == 202


def test_query_webhook_gets_the_result(service: Service, receiver: Receiver) -> None:
    service.submit(TALK, webhook=receiver.url, request_id="w")
    (delivery,) = receiver.wait(1)
    assert json.loads(delivery.body)["request_id"] == "w"
    assert delivery.headers["content-type"] == "application/json"


def test_query_webhook_with_a_path_and_a_query_of_its_own(service: Service, receiver: Receiver) -> None:
    service.submit(TALK, webhook=f"{receiver.url}/deep?token=a%26b&x=ü")
    (delivery,) = receiver.wait(1)
    assert delivery.path == "/webhook/deep?token=a%26b&x=%C3%BC"


def test_query_webhook_may_be_left_out(service: Service) -> None:
    assert service.summarized(TALK)["extractive"]


def test_query_request_id_comes_back(service: Service) -> None:
    request_id = "8bdd983a-c6bd.4159:982d_" + "x" * 104
    assert service.submit(TALK, request_id=request_id).document["request_id"] == request_id


def test_query_request_id_otherwise_a_uuid4_is_generated(service: Service) -> None:
    uuid4 = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    assert re.fullmatch(uuid4, service.submit().document["request_id"])


def test_body_summary_type_extractive_is_the_default(service: Service) -> None:
    assert service.summarized(TALK).keys() == {"extractive"}


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("extractive", {"extractive"}),
        ("abstractive", {"abstractive"}),
        ("all", {"extractive", "abstractive"}),
    ],
)
def test_body_summary_type(service: Service, kind: str, keys: set[str]) -> None:
    assert service.summarized({**TALK, "summaryType": kind}).keys() == keys


@pytest.mark.parametrize("model", ["mopsus", "iamus", "cassandra"])
def test_body_model(service: Service, model: str) -> None:
    assert service.summarized({**TALK, "model": model, "summaryType": "all"})["abstractive"]["short"]


def test_body_summary_data_needs_text_alone(service: Service) -> None:
    segments = service.summarized({"summaryData": [{"text": "We agreed to ship on Friday."}]})["extractive"]
    assert [set(segment) for segment in segments] == [{"text", "score", "sources"}]


def test_body_unknown_extra_fields_are_ignored(service: Service) -> None:
    blob = {**TALK["summaryData"][0], "speaker_id": 1, "words": [{"text": "We"}]}
    assert service.submit({"summaryData": [blob], "languageCode": "en-US"}).status == 202


def test_body_speaker_id_may_be_a_json_number(service: Service) -> None:
    blob = {**TALK["summaryData"][0], "speakerId": 2}
    assert service.summarized({"summaryData": [blob]})["extractive"][0]["speakerId"] == "2"


def test_answer_is_202_with_request_id_and_api(service: Service) -> None:
    answer = service.submit(TALK, request_id="r")
    assert (answer.status, answer.document) == (202, {"request_id": "r", "api": SUBMIT})
    assert answer.headers["content-type"] == "application/json"


def test_same_request_id_and_content_again_one_summary_one_webhook(
    service: Service, receiver: Receiver
) -> None:
    first = service.submit(TALK, request_id="r", webhook=receiver.url)
    receiver.wait(1)
    again = service.submit(TALK, request_id="r", webhook=receiver.url)
    assert (again.status, again.document) == (first.status, first.document)
    service.submit(TALK, request_id="after", webhook=receiver.url)
    ids = [json.loads(delivery.body)["request_id"] for delivery in receiver.wait(2)]
    assert ids == ["r", "after"]


def test_same_request_id_with_other_content_is_409(service: Service) -> None:
    service.submit(TALK, request_id="r")
    answer = service.submit({**TALK, "summaryType": "all"}, request_id="r")
    assert (answer.status, answer.document["type"]) == (409, "conflict")


def test_two_callers_never_collide(service: Service, other: Service) -> None:
    mine = {"summaryData": [{"text": "We agreed to ship on Friday."}]}
    theirs = {"summaryData": [{"text": "They agreed to ship on Monday."}]}
    assert service.submit(mine, request_id="same").status == 202
    assert other.submit(theirs, request_id="same").status == 202
    for caller, day in ((service, "Friday"), (other, "Monday")):
        (segment,) = caller.finished("same").document["response"]["response"]["extractive"]
        assert day in segment["text"]


SAID = "We agreed to ship the new release on Friday."
TRANSCRIPTS = {
    "text/vtt": f"WEBVTT\n\n00:01.000 --> 00:03.500\n<v Ann>{SAID}",
    "application/x-subrip": f"1\n00:00:01,000 --> 00:00:03,500\nAnn: {SAID}",
    "application/vnd.amazon.transcribe+json": json.dumps({"results": {"items": [
        {"type": "pronunciation", "start_time": "1.0", "end_time": "3.5", "speaker_label": "Ann",
         "alternatives": [{"content": SAID.rstrip(".")}]},
        {"type": "punctuation", "alternatives": [{"content": "."}]},
    ]}}),
    "text/plain": f"Ann: {SAID}",
}  # fmt: skip


@pytest.mark.parametrize("content_type", TRANSCRIPTS)
def test_transcripts_as_people_have_them_by_content_type(service: Service, content_type: str) -> None:
    query = {"apikey": service.caller.key, "request_id": "r", "summaryType": "all", "model": "iamus"}
    headers = {"Content-Type": content_type}
    assert service.call("POST", SUBMIT, query, TRANSCRIPTS[content_type], headers).status == 202
    response = service.finished("r").document["response"]["response"]
    (segment,) = response["extractive"]
    assert (segment["text"], segment["speakerId"]) == (SAID, "Ann")
    times = (1.0, 3.5) if content_type != "text/plain" else (None, None)
    assert (segment.get("start"), segment.get("end")) == times
    assert response["abstractive"]["short"]
