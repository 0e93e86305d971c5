"""Every operation of the API: what it is called with and what it answers."""

from dataclasses import dataclass

from pydantic import BaseModel

from api.deepaffects import STATUS_PATH, SUBMIT_PATH
from api.openapi import answers
from api.openapi.bodies import SpeakerEvents, Submission, TextMessages
from api.symbl.models import Credentials, NewName
from api.transcripts import READERS

Schema = dict[str, object]

DEEPAFFECTS, SYMBL = "DeepAffects", "Symbl"
TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A field of the query."""

    name: str
    schema: Schema
    description: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path. ``answers`` are types by status; ``error`` is the type of all other ones.

    ``notice`` is what the webhook gets that the query or the body may name.
    """

    method: str
    path: str
    name: str
    summary: str
    service: str
    answers: dict[int, type]
    errors: tuple[int, ...]
    body: type[BaseModel] | None = None
    other_bodies: tuple[str, ...] = ()
    query: tuple[Parameter, ...] = ()
    notice: type | None = None
    open_to_all: bool = False

    @property
    def error(self) -> type:
        """The shape of the errors, which is the service's."""
        return answers.Error if self.service == DEEPAFFECTS else answers.SymblError


_CONVERSATION = "/v1/conversations/{conversationId}"
_REQUEST_ID: Schema = {"type": "string", "pattern": "^[A-Za-z0-9._:-]{1,128}$"}
_REFRESH = Parameter(
    "refresh", FLAG, "true: make a new summary. false: summarize what no summary covers yet."
)
_PROCESS = (
    Parameter("enableSummary", FLAG, "Whether to summarize; may stand in the body, too."),
    Parameter("webhookUrl", TEXT, "Is told every status of the job; may stand in the body, too."),
)

OPERATIONS = (
    Operation(
        "post",
        SUBMIT_PATH,
        "submit",
        "Summarize a conversation",
        DEEPAFFECTS,
        {202: answers.Accepted},
        (400, 401, 402, 409, 413, 429),
        body=Submission,
        other_bodies=tuple(READERS),
        query=(
            Parameter(
                "webhook", TEXT, "https address that gets the summary; without one, ask for the status."
            ),
            Parameter("request_id", _REQUEST_ID, "Your own id; the same one again is the same request."),
            Parameter("summaryType", TEXT, "As in the body, where that is not JSON or does not say it."),
            Parameter("model", TEXT, "As in the body, where that is not JSON or does not say it."),
        ),
        notice=answers.Outcome,
    ),
    Operation(
        "get",
        STATUS_PATH,
        "status",
        "Tell how a request is",
        DEEPAFFECTS,
        {200: answers.State},
        (400, 401, 402, 404, 429),
        query=(Parameter("request_id", _REQUEST_ID, "What the submission answered.", required=True),),
    ),
    Operation(
        "post",
        "/oauth2/token:generate",
        "generateToken",
        "Exchange an appId and an appSecret for a token",
        SYMBL,
        {200: answers.Token},
        (400, 401, 429),
        body=Credentials,
        open_to_all=True,
    ),
    Operation(
        "post",
        "/v1/process/text",
        "processText",
        "Begin a conversation",
        SYMBL,
        {201: answers.JobAccepted},
        (400, 401, 402, 413, 429),
        body=TextMessages,
        query=_PROCESS,
        notice=answers.JobNotice,
    ),
    Operation(
        "put",
        "/v1/process/text/{conversationId}",
        "appendText",
        "Append messages to a conversation",
        SYMBL,
        {201: answers.JobAccepted},
        (400, 401, 402, 404, 413, 429),
        body=TextMessages,
        query=_PROCESS,
        notice=answers.JobNotice,
    ),
    Operation(
        "get",
        "/v1/job/{jobId}",
        "getJob",
        "Tell how a job is",
        SYMBL,
        {200: answers.JobState},
        (401, 402, 404, 429),
    ),
    Operation(
        "get",
        _CONVERSATION,
        "getConversation",
        "Tell what a conversation is",
        SYMBL,
        {200: answers.Conversation},
        (401, 402, 404, 429),
    ),
    Operation(
        "delete",
        _CONVERSATION,
        "deleteConversation",
        "Forget a conversation",
        SYMBL,
        {200: answers.Notice},
        (401, 402, 404, 429),
    ),
    Operation(
        "get",
        f"{_CONVERSATION}/messages",
        "getMessages",
        "List what was said",
        SYMBL,
        {200: answers.Messages},
        (401, 402, 404, 429),
    ),
    Operation(
        "get",
        f"{_CONVERSATION}/members",
        "getMembers",
        "List who spoke",
        SYMBL,
        {200: answers.Members},
        (401, 402, 404, 429),
    ),
    Operation(
        "put",
        f"{_CONVERSATION}/members/{{memberId}}",
        "renameMember",
        "Rename a speaker everywhere, later summaries included",
        SYMBL,
        {200: answers.Renamed},
        (400, 401, 402, 404, 429),
        body=NewName,
    ),
    Operation(
        "put",
        f"{_CONVERSATION}/speakers",
        "tellSpeakers",
        "Say who spoke when",
        SYMBL,
        {200: answers.Notice},
        (400, 401, 402, 404, 429),
        body=SpeakerEvents,
    ),
    Operation(
        "get",
        f"{_CONVERSATION}/summary",
        "getSummary",
        "Give the summary; 404 with Retry-After while it is being made",
        SYMBL,
        {200: answers.Summary},
        (400, 401, 402, 404, 429),
        query=(_REFRESH,),
    ),
    Operation(
        "post",
        f"{_CONVERSATION}/summary",
        "refreshSummary",
        "As GET, for clients that refresh by POST",
        SYMBL,
        {200: answers.Summary},
        (400, 401, 402, 404, 429),
        query=(_REFRESH,),
    ),
)
