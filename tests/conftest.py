"""What every test gets: an environment that is nobody's AWS account."""

import pytest


@pytest.fixture(autouse=True)
def nobodys_account(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.setenv("ORT_DISABLE_TELEMETRY", "1")
    monkeypatch.delenv("AWS_PROFILE", raising=False)
