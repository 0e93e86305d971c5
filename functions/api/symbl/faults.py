"""Errors in the shape that Symbl's API gives them: a message, and what else helps."""

from aws_lambda_powertools.event_handler import Response
from recap.errors import BusyConversationError

from api.faults import MAX_NAMED, FieldError, answer

RETRY_SECONDS = 2


class BadInputError(Exception):
    """Query, path or body break the contract; every wrong field is named."""

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__(f"{len(errors)} fields are wrong")
        self.errors = errors


class UnknownJobError(Exception):
    """The caller has no such job."""


class SummaryPendingError(Exception):
    """The summary is being made."""


class ConversationTooLargeError(Exception):
    """So many messages cannot be taken at once, or would no longer fit into one answer."""


def bad_input(error: BadInputError) -> Response[str]:
    """Answer 400 and name what is wrong."""
    named = error.errors[:MAX_NAMED]
    clauses = "; ".join(str(field) for field in named[:3])
    errors = [{"loc": list(field.loc), "msg": field.msg} for field in named]
    return answer(400, {"message": clauses, "errors": errors})


def unknown_conversation(_: Exception) -> Response[str]:
    """Answer 404: this caller has no such conversation."""
    return answer(404, {"message": "The conversationId is either invalid or does not exist."})


def unknown_member(_: Exception) -> Response[str]:
    """Answer 404: nobody of that id takes part."""
    return answer(404, {"message": "No member of this conversation has this id."})


def unknown_job(_: Exception) -> Response[str]:
    """Answer 404: this caller has no such job."""
    return answer(404, {"message": "The jobId is either invalid or does not exist."})


def summary_pending(_: Exception) -> Response[str]:
    """Answer 404, as the contract has it, and when to ask again."""
    response = answer(404, {"message": "The summary is being made; ask again in a moment."})
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def too_large(error: ConversationTooLargeError) -> Response[str]:
    """Answer 413."""
    return answer(413, {"message": str(error)})


def busy(_: BusyConversationError) -> Response[str]:
    """Answer 429: too many change the conversation at once."""
    message = "Too many jobs at once for this conversation; send it again in a moment."
    response = answer(429, {"statusCode": 429, "message": message})
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def wrong_pair(_: Exception) -> Response[str]:
    """Answer 401: the appId and the appSecret do not belong together."""
    return answer(401, {"message": "The appId and the appSecret do not belong together."})
