"""The API's handler: takes conversations in and tells how they are."""

from functools import partial
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response, content_types
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from recap import aws
from recap.conversations.notices import Notices
from recap.conversations.shelf import Shelf
from recap.errors import ConflictError, RequestTooLargeError, WebhookRefusedError
from recap.intake import Intake
from recap.ledger import Ledger
from recap.master import master_secret
from recap.queues import Queue
from recap.settings import ApiSettings
from recap.store import Store
from recap.webhooks.delivery import Deliveries
from recap.webhooks.guard import Guard

from api import deepaffects, faults
from api.symbl.desk import Desk
from api.symbl.routes import Routes

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

settings = ApiSettings.from_environment()
logger = Logger()
app = APIGatewayRestResolver()
app.exception_handler(NotFoundError)(faults.unknown_route)
app.exception_handler(faults.ParamsInvalidError)(faults.params_invalid)
app.exception_handler(faults.MissingCallerError)(faults.missing_caller)
app.exception_handler(faults.UnknownRequestError)(faults.unknown_request)
app.exception_handler(WebhookRefusedError)(faults.webhook_refused)
app.exception_handler(ConflictError)(faults.conflict)
app.exception_handler(RequestTooLargeError)(faults.too_large)

guard = Guard(allow_local=settings.allow_local_webhooks)
store, sqs = Store(aws.s3_client(), settings.bucket), aws.sqs_client()
requests = Queue(sqs, settings.request_queue_url)
ledger = Ledger(store)
intake = Intake(ledger, requests, guard)
PATIENCE = 6.0  # seconds; of the ten in which the API answers
notices = Notices(Deliveries(store), Queue(sqs, settings.webhook_queue_url))
Routes(
    app, Desk(Shelf(store, PATIENCE), requests, notices), guard, partial(master_secret, settings.secret_arn)
)


@app.post(deepaffects.SUBMIT_PATH)
def submit() -> Response[str]:
    """Accept a conversation."""
    request = deepaffects.parse_submission(app.current_event, _caller(), guard)
    logger.set_correlation_id(request.request_id)
    intake.accept(request)
    logger.info("accepted", utterances=len(request.utterances), summary_type=request.summary_type)
    return faults.answer(202, {"request_id": request.request_id, "api": request.api})


@app.get(deepaffects.STATUS_PATH)
def status() -> Response[str]:
    """Tell how a request is."""
    caller = _caller()
    request_id = deepaffects.parse_status_query(app.current_event)
    result = ledger.result(caller, request_id)
    if result is None and not ledger.knows(caller, request_id):
        raise faults.UnknownRequestError
    return faults.answer(200, deepaffects.render_status(request_id, result))


@app.get("/openapi.json")
def openapi() -> Response[str]:
    """Describe the API."""
    return faults.answer(200, _description("/openapi.json"))


@app.get("/docs")
def docs() -> Response[str]:
    """Show the description of the API as a page."""
    from api.openapi.page import page  # noqa: PLC0415 - as below

    return Response(200, content_types.TEXT_HTML, page(_description("/docs")))


def _description(path: str) -> dict[str, Any]:
    from api.openapi.document import describe  # noqa: PLC0415 - a cold start for a conversation need not wait

    # What stands before the route: the stage's name, or a domain's base path, or nothing.
    server = app.current_event.request_context.path.removesuffix("/").removesuffix(path)
    return describe(server or "/")


def _caller() -> str:
    caller = app.current_event.request_context.identity.api_key_id
    if not caller:
        raise faults.MissingCallerError
    return caller


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Answer a request of API Gateway.

    A fault of ours is raised, not dressed up: it counts as a function error, and the gateway's response to it
    has the contract's shape.
    """
    return app.resolve(event, context)
