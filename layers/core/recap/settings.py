"""What each function is told by its environment, read and checked once when it starts."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

from recap.errors import SettingsError
from recap.queues import MAX_DELAY_SECONDS

_MAX_VISIBILITY_SECONDS = 43_200
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class AuthorizerSettings:
    """Settings of the authorizer function."""

    secret_arn: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the settings. Raises SettingsError."""
        return cls(secret_arn=_text(environment, "WEBHOOK_SECRET_ARN"))


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """Settings of the API function."""

    bucket: str
    request_queue_url: str
    webhook_queue_url: str
    secret_arn: str
    allow_local_webhooks: bool

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the settings. Raises SettingsError."""
        return cls(
            bucket=_text(environment, "BUCKET"),
            request_queue_url=_text(environment, "REQUEST_QUEUE_URL"),
            webhook_queue_url=_text(environment, "WEBHOOK_QUEUE_URL"),
            secret_arn=_text(environment, "WEBHOOK_SECRET_ARN"),
            allow_local_webhooks=_allow_local(environment),
        )


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """How webhooks are signed and tried again; ``retry_seconds`` are the pauses between the tries."""

    secret_arn: str
    secret_version: int
    retry_seconds: tuple[int, ...]
    queue_url: str
    allow_local: bool

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the settings. Raises SettingsError."""
        retries = _parsed(environment, "WEBHOOK_RETRY_SECONDS", _pauses, "10,60,600,3600")
        return cls(
            secret_arn=_text(environment, "WEBHOOK_SECRET_ARN"),
            secret_version=_parsed(environment, "WEBHOOK_SECRET_VERSION", _count, "1"),
            retry_seconds=retries,
            queue_url=_text(environment, "WEBHOOK_QUEUE_URL"),
            allow_local=_allow_local(environment),
        )


@dataclass(frozen=True, slots=True)
class SummarizerSettings:
    """Settings of the summarizer function.

    Networks that are too large for a layer come from ``networks_bucket`` ("": there are none), below
    ``networks_prefix``, into ``networks_dir``.
    """

    bucket: str
    request_queue_url: str
    max_attempts: int
    retry_seconds: int
    models_dir: Path
    networks_bucket: str
    networks_prefix: str
    networks_dir: Path
    webhooks: WebhookSettings

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the settings. Raises SettingsError."""
        return cls(
            bucket=_text(environment, "BUCKET"),
            request_queue_url=_text(environment, "REQUEST_QUEUE_URL"),
            max_attempts=_parsed(environment, "REQUEST_MAX_ATTEMPTS", _count, "3"),
            retry_seconds=_parsed(environment, "REQUEST_RETRY_SECONDS", _seconds, "30"),
            models_dir=Path(_text(environment, "MODELS_DIR", "/opt/models")),
            networks_bucket=environment.get("NETWORKS_BUCKET", ""),
            networks_prefix=environment.get("NETWORKS_PREFIX", ""),
            networks_dir=Path(_text(environment, "NETWORKS_DIR", "/tmp/networks")),  # noqa: S108 - Lambda's own
            webhooks=WebhookSettings.from_environment(environment),
        )


@dataclass(frozen=True, slots=True)
class NotifierSettings:
    """Settings of the notifier function."""

    bucket: str
    webhooks: WebhookSettings

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the settings. Raises SettingsError."""
        return cls(
            bucket=_text(environment, "BUCKET"), webhooks=WebhookSettings.from_environment(environment)
        )


def _text(environment: Mapping[str, str], name: str, default: str = "") -> str:
    value = environment.get(name, default)
    if not value:
        raise SettingsError(f"the environment variable {name} is not set")
    return value


def _parsed(environment: Mapping[str, str], name: str, parse: Callable[[str], _T], default: str) -> _T:
    value = _text(environment, name, default)
    try:
        return parse(value)
    except ValueError as error:
        raise SettingsError(f"the environment variable {name} is {value!r}: {error}") from error


def _allow_local(environment: Mapping[str, str]) -> bool:
    # Only the local stack sets this: the template has no such setting.
    return environment.get("WEBHOOK_ALLOW_LOCAL") == "1"


def _count(value: str) -> int:
    number = int(value)
    if number < 1:
        raise ValueError("it must be 1 or more")
    return number


def _seconds(value: str) -> int:
    number = int(value)
    if not 0 <= number <= _MAX_VISIBILITY_SECONDS:
        raise ValueError(f"it must be between 0 and {_MAX_VISIBILITY_SECONDS} seconds")
    return number


def _pauses(value: str) -> tuple[int, ...]:
    pauses = tuple(_seconds(part) for part in value.split(","))
    if pauses[0] > MAX_DELAY_SECONDS:
        raise ValueError(f"the first pause can be {MAX_DELAY_SECONDS} seconds at most")
    return pauses
