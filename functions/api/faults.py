"""Errors in the shape that the contract gives them, for every route."""

from dataclasses import dataclass
from typing import Any

from aws_lambda_powertools.event_handler import Response, content_types
from recap.errors import ConflictError, RequestTooLargeError, WebhookRefusedError
from recap.jsontext import compact

MAX_NAMED = 100  # an answer has to fit into 6 MB, however many fields are wrong


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong field: where it is, such as ("body", "summaryData", 3, "end"), and what to do about it."""

    loc: tuple[str | int, ...]
    msg: str

    def __str__(self) -> str:
        """Read as a clause: ``summaryData.3.end must not be before start``."""
        return f"{'.'.join(str(part) for part in self.loc[1:] or self.loc)} {self.msg}"


class ParamsInvalidError(Exception):
    """The query or the body breaks the contract; every wrong field is named."""

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__(f"{len(errors)} fields are wrong")
        self.errors = errors


class MissingCallerError(Exception):
    """The request came without a caller: past the gateway's key check, which must not be."""


class UnknownRequestError(Exception):
    """The caller has no such request."""


def answer(status: int, document: dict[str, Any]) -> Response[str]:
    """Answer with JSON."""
    return Response(status, content_types.APPLICATION_JSON, compact(document))


def fault(status: int, kind: str, message: str, **more: Any) -> Response[str]:  # noqa: ANN401 - JSON
    """Answer with an error in the contract's shape."""
    detail = {"faultstring": message, "detail": {"errorcode": kind}}
    return answer(status, {"type": kind, "message": message, "fault": detail, **more})


def params_invalid(error: ParamsInvalidError) -> Response[str]:
    """Answer 400 and name what is wrong."""
    named = error.errors[:MAX_NAMED]
    clauses = "; ".join(str(field) for field in named[:3])
    message = f"{clauses}; and more, see errors" if len(error.errors) > 3 else clauses  # noqa: PLR2004 - as above
    errors = [{"loc": list(field.loc), "msg": field.msg} for field in named]
    return fault(400, "params_invalid", message, errors=errors)


def webhook_refused(error: WebhookRefusedError) -> Response[str]:
    """Answer 400: the webhook's host may not be called."""
    return params_invalid(ParamsInvalidError([FieldError(("query", "webhook"), str(error))]))


def missing_caller(_: MissingCallerError) -> Response[str]:
    """Answer 401, as the service did that this contract comes from."""
    detail = {"faultstring": "Invalid ApiKey", "detail": {"errorcode": "oauth.v2.InvalidApiKey"}}
    return answer(401, {"type": "invalid_api_key", "message": "Invalid ApiKey", "fault": detail})


def unknown_route(_: Exception) -> Response[str]:
    """Answer 404: there is no such route."""
    return fault(404, "unknown_route", "No such route")


def unknown_request(_: UnknownRequestError) -> Response[str]:
    """Answer 404: this caller has no such request."""
    return fault(404, "not_found", "No request has this request_id; check it, or submit the conversation")


def conflict(error: ConflictError) -> Response[str]:
    """Answer 409."""
    return fault(409, "conflict", f"{error}; choose another request_id")


def too_large(error: RequestTooLargeError) -> Response[str]:
    """Answer 413."""
    return fault(413, "too_large", str(error))
