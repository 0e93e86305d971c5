"""Create, list and revoke those who may call a deployed stack.

A caller is an API Gateway API key whose value is the SHA-256 of the real key. The real key is shown once, by
`create`, and kept nowhere; neither is the webhook secret, which is derived again from the stack's master.
"""

from __future__ import annotations

import argparse
import secrets
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import boto3
from botocore.exceptions import ClientError
from recap.keys import key_digest
from recap.tokens import app_id
from recap.webhooks.secret import webhook_secret

from tools.stack import outputs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mypy_boto3_apigateway.client import APIGatewayClient
    from mypy_boto3_secretsmanager.client import SecretsManagerClient


class UnknownCallerError(LookupError):
    """No caller of this stack has that name."""


class NameTakenError(ValueError):
    """A caller of this stack has that name already."""


@dataclass(frozen=True)
class Caller:
    """A caller just made. The key is the caller's to keep; the stack keeps its digest alone.

    Symbl's clients know `app_id` as appId and `key` as appSecret.
    """

    id: str
    key: str
    webhook_secret: str
    app_id: str


class Callers:
    """The callers of one stack, known by its outputs: the API keys of its usage plan."""

    def __init__(
        self, outputs: Mapping[str, str], gateway: APIGatewayClient, secrets_manager: SecretsManagerClient
    ) -> None:
        self._outputs = outputs
        self._gateway = gateway
        self._secrets_manager = secrets_manager

    @classmethod
    def of(cls, stack: str) -> Self:
        """Give the callers of a deployed stack; exits with one line when there is no such stack."""
        return cls(outputs(stack), boto3.client("apigateway"), boto3.client("secretsmanager"))

    def names(self) -> Iterator[tuple[str, str]]:
        """Go through the callers as (name, id)."""
        pages = self._gateway.get_paginator("get_usage_plan_keys")
        for page in pages.paginate(usagePlanId=self._outputs["UsagePlanId"]):
            for key in page["items"]:
                yield key["name"], key["id"]

    def find(self, name: str) -> str:
        """Give the id of the caller with that name. Raises UnknownCallerError."""
        for known, caller in self.names():
            if known == name:
                return caller
        raise UnknownCallerError(f"No caller is named {name}.")

    def create(self, name: str) -> Caller:
        """Make a caller. Raises NameTakenError."""
        if name in dict(self.names()):
            raise NameTakenError(
                f"A caller is named {name} already; take another name, or first `make revoke NAME={name}`."
            )
        key = f"recap_{secrets.token_urlsafe(32)}"
        digest = key_digest(key)
        caller = self._gateway.create_api_key(name=name, value=digest, enabled=True)["id"]
        try:
            self._gateway.create_usage_plan_key(
                usagePlanId=self._outputs["UsagePlanId"], keyId=caller, keyType="API_KEY"
            )
        except ClientError:
            self._gateway.delete_api_key(apiKey=caller)
            raise
        return Caller(caller, key, self.secret(caller), app_id(self._master(), digest))

    def secret(self, caller: str) -> str:
        """Derive the webhook secret that is now in use for a caller id."""
        return webhook_secret(self._master(), caller, int(self._outputs["WebhookSecretVersion"]))

    def revoke(self, name: str) -> None:
        """Delete a caller's key; its requests end as they would have. Raises UnknownCallerError."""
        self._gateway.delete_api_key(apiKey=self.find(name))

    def _master(self) -> str:
        arn = self._outputs["WebhookSecretArn"]
        return self._secrets_manager.get_secret_value(SecretId=arn)["SecretString"]


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    found = argparse.ArgumentParser(
        prog="python -m tools.callers", description=(__doc__ or "").split("\n")[0]
    )
    commands = found.add_subparsers(dest="command", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--stack", default="recap", help="name of the deployed stack (%(default)s)")
    for command, text in {
        "create": "make a caller; prints its key and webhook secret, once",
        "secret": "print a caller's webhook secret, after WebhookSecretVersion was raised",
        "revoke": "delete a caller's key; it stops working within a minute",
    }.items():
        commands.add_parser(command, parents=[common], help=text, description=text).add_argument("name")
    commands.add_parser(
        "list", parents=[common], help="print names and ids", description="print names and ids"
    )
    return found


def main(arguments: list[str] | None = None) -> None:
    """Run one command; what an operator did wrong is one line on stderr and status 1."""
    given = parser().parse_args(arguments)
    callers = Callers.of(given.stack)
    try:
        if given.command == "create":
            made = callers.create(given.name)
            print(f"Caller id: {made.id}\nAPI key: {made.key}\nWebhook secret: {made.webhook_secret}")
            print(f"App id, for Symbl's clients, whose app secret is the API key: {made.app_id}")
            print("The key is stored nowhere: keep it now.", file=sys.stderr)
        elif given.command == "secret":
            print(f"Webhook secret: {callers.secret(callers.find(given.name))}")
        elif given.command == "revoke":
            callers.revoke(given.name)
            print(f"Revoked {given.name}.")
        else:
            for name, caller in sorted(callers.names()):
                print(f"{caller}  {name}")
    except (UnknownCallerError, NameTakenError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
