"""The routes of Symbl's API."""

import time
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from recap.conversations.ids import job_id
from recap.errors import (
    BusyConversationError,
    InvalidTokenError,
    UnknownConversationError,
    UnknownMemberError,
)
from recap.tokens import LIFETIME_SECONDS, issue_token
from recap.webhooks.guard import Guard

from api.faults import MissingCallerError, answer
from api.symbl import faults, parse, render
from api.symbl.desk import Desk

logger = Logger(child=True)
CONVERSATION = "/v1/conversations/<conversation_id>"


class Routes:
    """Parses, asks the desk, answers."""

    def __init__(
        self, app: APIGatewayRestResolver, desk: Desk, guard: Guard, master: Callable[[], str]
    ) -> None:
        self._app, self._desk, self._guard, self._master = app, desk, guard, master
        app.exception_handler(faults.BadInputError)(faults.bad_input)
        app.exception_handler(UnknownConversationError)(faults.unknown_conversation)
        app.exception_handler(UnknownMemberError)(faults.unknown_member)
        app.exception_handler(faults.UnknownJobError)(faults.unknown_job)
        app.exception_handler(faults.SummaryPendingError)(faults.summary_pending)
        app.exception_handler(faults.ConversationTooLargeError)(faults.too_large)
        app.exception_handler(BusyConversationError)(faults.busy)
        app.exception_handler(InvalidTokenError)(faults.wrong_pair)
        app.post("/oauth2/token:generate")(self.token)
        app.post("/v1/process/text")(self.process)
        app.put("/v1/process/text/<conversation_id>")(self.append)
        app.get("/v1/job/<identifier>")(self.job)
        app.get(CONVERSATION)(self.conversation)
        app.delete(CONVERSATION)(self.delete)
        app.get(f"{CONVERSATION}/messages")(self.messages)
        app.get(f"{CONVERSATION}/members")(self.members)
        app.put(f"{CONVERSATION}/members/<member_id>")(self.rename)
        app.put(f"{CONVERSATION}/speakers")(self.speakers)
        app.get(f"{CONVERSATION}/summary")(self.summary)
        app.post(f"{CONVERSATION}/summary")(self.summary)

    @property
    def _caller(self) -> str:
        caller = self._app.current_event.request_context.identity.api_key_id
        if not caller:
            raise MissingCallerError
        return caller

    def token(self) -> Response[str]:
        """Exchange an appId and an appSecret for a token."""
        given = parse.parse_credentials(self._app.current_event)
        token = issue_token(self._master(), given.app_id, given.app_secret, time.time())
        return answer(200, {"accessToken": token, "expiresIn": LIFETIME_SECONDS})

    def process(self) -> Response[str]:
        """Begin a conversation."""
        submission = parse.parse_submission(self._app.current_event, self._guard)
        conversation, job = self._desk.accept(self._caller, submission)
        return _accepted(conversation.id, job.number, len(submission.turns))

    def append(self, conversation_id: str) -> Response[str]:
        """Append messages to a conversation."""
        submission = parse.parse_submission(self._app.current_event, self._guard)
        _, job = self._desk.append(self._caller, conversation_id, submission)
        return _accepted(conversation_id, job.number, len(submission.turns))

    def job(self, identifier: str) -> Response[str]:
        """Tell how a job is."""
        job = self._desk.job(self._caller, identifier)
        return answer(200, {"id": identifier, "status": job.status.value})

    def conversation(self, conversation_id: str) -> Response[str]:
        """Tell what a conversation is."""
        return self._rendered(conversation_id, render.render_conversation)

    def messages(self, conversation_id: str) -> Response[str]:
        """List what was said."""
        return self._rendered(conversation_id, render.render_messages)

    def members(self, conversation_id: str) -> Response[str]:
        """List who spoke."""
        return self._rendered(conversation_id, render.render_members)

    def rename(self, conversation_id: str, member_id: str) -> Response[str]:
        """Rename a member."""
        given = parse.parse_new_name(self._app.current_event, member_id)
        self._desk.rename(self._caller, conversation_id, member_id, given)
        message = f"The member {member_id} has this name now, in all messages and in summaries to come."
        named = {"id": member_id, "name": given.name.strip(), "email": given.email}
        return answer(200, {"message": message, **{key: value for key, value in named.items() if value}})

    def speakers(self, conversation_id: str) -> Response[str]:
        """Say who spoke when."""
        events = parse.parse_speaker_events(self._app.current_event)
        count = self._desk.tell_speakers(self._caller, conversation_id, events)
        return answer(200, {"message": f"The speaker events decided the speaker of {count} messages."})

    def summary(self, conversation_id: str) -> Response[str]:
        """Give the summary, or begin to make it."""
        refresh = parse.parse_refresh(self._app.current_event)
        conversation = self._desk.summary(self._caller, conversation_id, refresh=refresh)
        return answer(200, render.render_summary(conversation))

    def delete(self, conversation_id: str) -> Response[str]:
        """Forget a conversation."""
        self._desk.delete(self._caller, conversation_id)
        return answer(200, {"message": "The conversation, its messages and its summaries are deleted."})

    def _rendered(self, conversation_id: str, rendered: Callable[[Any], dict[str, Any]]) -> Response[str]:
        return answer(200, rendered(self._desk.shelf.read(self._caller, conversation_id)))


def _accepted(conversation_id: str, number: int, messages: int) -> Response[str]:
    identifier = job_id(conversation_id, number)
    logger.info("accepted", extra={"job": identifier, "messages": messages})
    return answer(201, {"conversationId": conversation_id, "jobId": identifier})
