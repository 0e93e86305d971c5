"""Settings, messages and documents: what they refuse, and that nothing is lost in them."""

import json
import subprocess
import sys
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse, HTTPHeaders
from botocore.exceptions import ClientError
from recap import aws
from recap.errors import MalformedMessageError, SettingsError, StaleEntryError
from recap.jsontext import compact
from recap.request import SummaryRequest, SummaryType
from recap.settings import ApiSettings, NotifierSettings, SummarizerSettings
from recap.store import Store
from recap.transcript import Utterance

from tests.unit.conftest import Account

REQUEST = SummaryRequest(
    caller="c",
    request_id="r",
    api="/api",
    summary_type=SummaryType.ALL,
    model="mopsus",
    utterances=(Utterance("ü\u0000\ufffe\uffff🎉", "Ann", 1, 1.10), Utterance("b")),
    webhook="https://example.com/",
)


def test_a_message_gives_back_the_very_request() -> None:
    again = SummaryRequest.from_json(REQUEST.to_json())
    assert again == REQUEST
    assert isinstance(again.utterances[0].start, int)


def test_a_message_holds_no_character_that_sqs_refuses() -> None:
    assert not {"\ufffe", "\uffff", "\u0000"} & set(REQUEST.to_json())


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_json_is_never_written(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        compact({"a": [value]})


WITHOUT = [{name: value for name, value in REQUEST.to_document().items() if name != missing}
           for missing in REQUEST.to_document()]  # fmt: skip
WRONG: list[Any] = [
    *WITHOUT,
    {**REQUEST.to_document(), "caller": 1},
    {**REQUEST.to_document(), "webhook": {}},
    {**REQUEST.to_document(), "summary_type": "none"},
    {**REQUEST.to_document(), "utterances": [{"text": "a", "secret": 1}]},
    {**REQUEST.to_document(), "utterances": 1},
    [],
    None,
]


@pytest.mark.parametrize("document", WRONG, ids=range(len(WRONG)))
def test_a_message_that_is_none_of_ours_is_refused_without_quoting_it(document: object) -> None:
    with pytest.raises(MalformedMessageError) as refused:
        SummaryRequest.from_json(json.dumps(document))
    assert "secret" not in str(refused.value)
    assert refused.value.__suppress_context__


@pytest.mark.parametrize("body", ["", "{", "[" * 100_000])
def test_a_message_that_is_no_json_is_refused(body: str) -> None:
    with pytest.raises(MalformedMessageError):
        SummaryRequest.from_json(body)


GOOD = {
    "BUCKET": "b",
    "REQUEST_QUEUE_URL": "r",
    "WEBHOOK_QUEUE_URL": "w",
    "WEBHOOK_SECRET_ARN": "arn",
}


def test_settings_have_the_documented_defaults() -> None:
    settings = SummarizerSettings.from_environment(GOOD)
    assert (settings.max_attempts, settings.retry_seconds, str(settings.models_dir)) == (3, 30, "/opt/models")
    assert settings.webhooks.retry_seconds == (10, 60, 600, 3600)
    assert NotifierSettings.from_environment(GOOD).webhooks.allow_local is False
    assert ApiSettings.from_environment(GOOD).allow_local_webhooks is False


@pytest.mark.parametrize("name", GOOD)
def test_a_setting_that_is_missing_is_named(name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        SummarizerSettings.from_environment({**GOOD, name: ""})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEBHOOK_SECRET_VERSION", "0"),
        ("WEBHOOK_SECRET_VERSION", "x"),
        ("WEBHOOK_RETRY_SECONDS", "10,,20"),
        ("WEBHOOK_RETRY_SECONDS", "901,1"),
        ("WEBHOOK_RETRY_SECONDS", "10,-1"),
        ("WEBHOOK_RETRY_SECONDS", "10,43201"),
        ("REQUEST_MAX_ATTEMPTS", "0"),
        ("REQUEST_RETRY_SECONDS", "-1"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        SummarizerSettings.from_environment({**GOOD, name: value})


def meeting(store: Store, times: int) -> list[int]:
    """Have S3 say, so many times, that two conditional writes have met."""
    said: list[int] = []
    body = b"<Error><Code>ConditionalRequestConflict</Code><Message>Try again.</Message></Error>"

    def conflict(**_: object) -> tuple[AWSResponse, dict[str, Any]] | None:
        if len(said) == times:
            return None
        said.append(409)
        error = {"Error": {"Code": "ConditionalRequestConflict", "Message": "Try again."}}
        return AWSResponse("", 409, HTTPHeaders(), body), error

    store.s3.meta.events.register("before-call.s3.PutObject", conflict)  # type: ignore[arg-type]
    return said


def test_writes_that_meet_are_made_again(account: Account) -> None:
    store = Store(aws.s3_client(), account.bucket)
    said = meeting(store, 3)
    store.create("key", {"a": 1})
    stored = store.read("key")
    assert stored is not None
    assert (stored.document, said) == ({"a": 1}, [409] * 3)


def test_writes_that_keep_meeting_are_a_fault(account: Account) -> None:
    store = Store(aws.s3_client(), account.bucket)
    meeting(store, 99)
    with pytest.raises(ClientError):
        store.create("key", {"a": 1})


def test_only_the_first_write_and_the_latest_version_count(account: Account) -> None:
    store = Store(aws.s3_client(), account.bucket)
    first = store.create("key", {"a": 1})
    with pytest.raises(StaleEntryError):
        store.create("key", {"a": 2})
    store.replace("key", {"a": 3}, first)
    with pytest.raises(StaleEntryError):
        store.replace("key", {"a": 4}, first)
    stored = store.read("key")
    assert stored is not None
    assert stored.document == {"a": 3}
    assert (store.exists("key"), store.exists("other"), store.read("other")) == (True, False, None)


def test_a_bucket_that_is_not_there_is_a_fault_not_an_unknown_request(account: Account) -> None:
    store = Store(aws.s3_client(), f"{account.bucket}-other")
    with pytest.raises(ClientError):
        store.exists("key")


def test_no_function_but_the_summarizer_loads_numpy_or_onnxruntime() -> None:
    code = (
        "import sys, api.app, authorizer.app, notifier.app;"
        "print(sorted({'numpy', 'onnxruntime', 'tokenizers', 'summarizers'} & set(sys.modules)))"
    )
    environment = {**GOOD, "AWS_DEFAULT_REGION": "eu-central-1", "PYTHONPATH": ":".join(sys.path)}
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"
