"""GET /transaction/generic/api/v1/async/status: a test per row of the contract."""

import json

import pytest

from tests.contract.service import STATUS, TALK, Service
from tools.local.receiver import Receiver


def test_status_completed_with_the_response_of_the_webhook(service: Service, receiver: Receiver) -> None:
    service.submit(TALK, request_id="r", webhook=receiver.url)
    (delivery,) = receiver.wait(1)
    answer = service.status("r")
    assert (answer.status, answer.document) == (
        200,
        {"status": "Completed", "response": json.loads(delivery.body)},
    )


def test_status_in_progress_has_the_word_that_clients_look_for(service: Service) -> None:
    # Written down, not yet queued: as between the two steps of accepting.
    service.stack.client("s3").put_object(
        Bucket=service.stack.outputs["BucketName"],
        Key=f"caller={service.caller.id}/request=r/request.json",
        Body=b"{}",
    )
    answer = service.status("r")
    assert (answer.status, answer.document["status"]) == (200, "In Progress")


def test_status_failed_with_the_response_of_the_webhook(service: Service) -> None:
    service.queue("r", utterances=[{"text": " "}])
    answer = service.finished("r")
    assert answer.document["status"] == "Failed"
    assert answer.document["response"].keys() == {"request_id", "error"}


def test_status_of_an_unknown_id_is_404(service: Service) -> None:
    answer = service.status("unknown")
    assert (answer.status, answer.document["type"]) == (404, "not_found")


def test_status_of_another_callers_id_is_404(service: Service, other: Service) -> None:
    service.submit(TALK, request_id="mine")
    assert other.status("mine").status == 404


@pytest.mark.parametrize("query", [[], [("request_id", "")], [("request_id", "a"), ("request_id", "b")]])
def test_status_without_one_request_id_is_400(service: Service, query: list[tuple[str, str]]) -> None:
    answer = service.call("GET", STATUS, [("apikey", service.caller.key), *query])
    assert (answer.status, answer.fields) == (400, ["query.request_id"])
