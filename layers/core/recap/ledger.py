"""The ledger: what was accepted, and how it ended, per caller and request.

Keys are ``caller={caller}/request={request_id}/{request,result,delivery}.json``. The prefixes ``caller=`` and
``request=`` keep ids such as ``.`` and ``..`` from meaning anything in a path.
"""

from dataclasses import asdict, dataclass
from enum import Enum, auto

from recap.errors import ConflictError, MissingEntryError, StaleEntryError
from recap.request import SummaryRequest
from recap.result import Result, Status, timestamp
from recap.store import Store


class Standing(Enum):
    """What the ledger knows of a request."""

    UNKNOWN = auto()
    ACCEPTED = auto()  # and not finished, or given up for now: summarizing it may help
    FINISHED = auto()


def entry_key(caller: str, request_id: str, entry: str) -> str:
    """Name the object that holds one entry ("request", "result" or "delivery")."""
    return f"caller={caller}/request={request_id}/{entry}.json"


@dataclass(frozen=True, slots=True)
class Ledger:
    """Requests and results in the bucket."""

    store: Store

    def standing(self, request: SummaryRequest) -> Standing:
        """Tell what is known of a request. Raises ConflictError if its id was used for another one."""
        stored = self.store.read(entry_key(request.caller, request.request_id, "request"))
        if stored is None:
            return Standing.UNKNOWN
        if stored.document["content_hash"] != request.content_hash:
            raise ConflictError(f"request_id {request.request_id!r} was used before with other content")
        result = self.result(request.caller, request.request_id)
        return Standing.ACCEPTED if result is None or result.retryable else Standing.FINISHED

    def accept(self, request: SummaryRequest) -> Standing:
        """Write a request down, once. Raises ConflictError if its id was used for another one."""
        document = {
            "content_hash": request.content_hash,
            "accepted_at": timestamp(),
            "request": request.to_document(),
        }
        try:
            self.store.create(entry_key(request.caller, request.request_id, "request"), document)
        except StaleEntryError:
            return self.standing(request)
        return Standing.ACCEPTED

    def knows(self, caller: str, request_id: str) -> bool:
        """Tell whether this caller's request was accepted."""
        return self.store.exists(entry_key(caller, request_id, "request"))

    def request(self, caller: str, request_id: str) -> SummaryRequest:
        """Read what was accepted. Raises MissingEntryError."""
        stored = self.store.read(entry_key(caller, request_id, "request"))
        if stored is None:
            raise MissingEntryError(f"no request {request_id!r} of caller {caller!r}")
        return SummaryRequest.from_document(stored.document["request"])

    def result(self, caller: str, request_id: str) -> Result | None:
        """Read how a request ended; None while it has not."""
        found = self._find_result(caller, request_id)
        return None if found is None else found[0]

    def finish(self, caller: str, request_id: str, result: Result) -> Result:
        """Write down how a request ended, and give what counts from now on.

        The first result stays, except that a retryable failure gives way to what is final.
        """
        key = entry_key(caller, request_id, "result")
        document = asdict(result)
        try:
            self.store.create(key, document)
        except StaleEntryError:
            pass
        else:
            return result
        found = self._find_result(caller, request_id)
        if found is None:
            raise MissingEntryError(f"the result of {request_id!r} vanished while it was written")
        earlier, version = found
        if not earlier.retryable or result.retryable:
            return earlier
        try:
            self.store.replace(key, document, version)
        except StaleEntryError:
            return self.result(caller, request_id) or result
        return result

    def _find_result(self, caller: str, request_id: str) -> tuple[Result, str] | None:
        stored = self.store.read(entry_key(caller, request_id, "result"))
        if stored is None:
            return None
        fields = stored.document | {"status": Status(stored.document["status"])}
        return Result(**fields), stored.version
