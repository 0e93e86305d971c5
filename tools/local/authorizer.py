"""Lambda authorizers of type REQUEST: whether a request may pass, and whose it is.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
"""

import fnmatch
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tools.local.errors import FunctionError, TemplateError
from tools.local.expressions import function_named_in
from tools.local.functions import Function

Event = Mapping[str, Any]
Identity = tuple[str, ...]


class RejectedError(Exception):
    """The request may not pass; `kind` is the gateway response type."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True)
class Authorization:
    """What an authorizer says about a request that may pass."""

    context: Mapping[str, Any]  # as requestContext.authorizer
    usage_identifier_key: str | None


class Authorizer:
    """One authorizer of the API: identity sources, function, cache."""

    def __init__(self, declaration: Mapping[str, Any], functions: Mapping[str, Function]) -> None:
        if declaration.get("type", "").lower() != "request":
            raise TemplateError("the local gateway knows authorizers of type REQUEST only")
        self._function = functions[function_named_in(declaration["authorizerUri"])]
        self._ttl = float(declaration.get("authorizerResultTtlInSeconds", 300))
        sources = [
            source.strip() for source in declaration.get("identitySource", "").split(",") if source.strip()
        ]
        self._sources = [source.removeprefix("method.request.").partition(".")[::2] for source in sources]
        self._cache: dict[Identity, tuple[float, Mapping[str, Any]]] = {}
        self._lock = threading.Lock()

    def authorize(self, event: Event, method_arn: str) -> Authorization:
        """Ask the authorizer, or its cache. Raises RejectedError."""
        identity = self._identity(event)
        if identity is None:
            raise RejectedError("UNAUTHORIZED")
        answer = self._cached(identity) or self._ask(event, method_arn, identity)
        try:
            allowed = _allows(answer["policyDocument"], method_arn)
            context = {**(answer.get("context") or {}), "principalId": answer["principalId"]}
        except (KeyError, TypeError, AttributeError) as error:
            raise RejectedError("AUTHORIZER_CONFIGURATION_ERROR") from error
        if not allowed:
            raise RejectedError("ACCESS_DENIED")
        return Authorization(context, answer.get("usageIdentifierKey"))

    def _identity(self, event: Event) -> Identity | None:
        """Give the values of the identity sources, or None where one is missing."""
        headers = {name.lower(): value for name, value in event["headers"].items()}
        query = event["queryStringParameters"] or {}
        values = [
            headers.get(name.lower())
            if place == "header"
            else query.get(name)
            if place == "querystring"
            else None
            for place, name in self._sources
        ]
        present = tuple(value for value in values if value)
        return present if len(present) == len(values) else None

    def _cached(self, identity: Identity) -> Mapping[str, Any] | None:
        with self._lock:
            until, answer = self._cache.get(identity, (0.0, {}))
        return answer if until > time.monotonic() else None

    def _ask(self, event: Event, method_arn: str, identity: Identity) -> Mapping[str, Any]:
        hidden = {"body", "isBase64Encoded"}  # an authorizer does not see what is sent
        question = {name: value for name, value in event.items() if name not in hidden}
        try:
            answer = self._function.invoke({**question, "type": "REQUEST", "methodArn": method_arn})
        except FunctionError as error:
            # An authorizer says no, rather than who, by raising exactly this word.
            kind = "UNAUTHORIZED" if str(error) == "Unauthorized" else "AUTHORIZER_FAILURE"
            raise RejectedError(kind) from error
        if not isinstance(answer, dict):
            raise RejectedError("AUTHORIZER_CONFIGURATION_ERROR")
        if identity and self._ttl:
            with self._lock:
                self._cache[identity] = (time.monotonic() + self._ttl, answer)
        return answer


def _allows(policy: Mapping[str, Any], method_arn: str) -> bool:
    """Evaluate the policy: some statement allows the method, none denies it."""
    effects = {
        statement["Effect"]
        for statement in policy["Statement"]
        for resource in (
            [statement["Resource"]] if isinstance(statement["Resource"], str) else statement["Resource"]
        )
        if fnmatch.fnmatchcase(method_arn, resource)
    }
    return effects == {"Allow"}
