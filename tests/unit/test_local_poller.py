"""What a poller makes of a function's report: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html."""

import pytest

from tools.local.poller import failed_ids

BATCH = [{"MessageId": "a"}, {"MessageId": "b"}]


@pytest.mark.parametrize(
    "response", [None, {}, {"batchItemFailures": []}, {"batchItemFailures": None}, {"other": 1}]
)
def test_nothing_reported_is_a_complete_success(response: object) -> None:
    assert failed_ids(response, BATCH) == set()


def test_reported_messages_failed() -> None:
    assert failed_ids({"batchItemFailures": [{"itemIdentifier": "b"}]}, BATCH) == {"b"}


@pytest.mark.parametrize(
    "item", [{"itemIdentifier": "unknown"}, {"itemIdentifier": ""}, {"itemIdentifier": None}, {}, "b"]
)
def test_report_that_makes_no_sense_is_a_complete_failure(item: object) -> None:
    assert failed_ids({"batchItemFailures": [{"itemIdentifier": "a"}, item]}, BATCH) == {"a", "b"}


@pytest.mark.parametrize("response", ["text", 12, ["a"]])
def test_answer_that_is_no_report_is_a_complete_failure(response: object) -> None:
    assert failed_ids(response, BATCH) == {"a", "b"}
