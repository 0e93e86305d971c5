"""Everything that can go wrong in the core, one class each.

RecapError
├── SettingsError
├── MalformedMessageError
├── RequestTooLargeError
├── ConflictError
├── MissingEntryError
├── StaleEntryError
├── UnknownConversationError
├── UnknownMemberError
├── BusyConversationError
├── CrowdedConversationError
├── InvalidTokenError
└── WebhookError
    ├── WebhookRefusedError
    │   ├── InvalidWebhookUrlError
    │   ├── UnknownHostError
    │   └── ForbiddenAddressError
    └── HostLookupError
"""


class RecapError(Exception):
    """Anything that the core raises by itself."""


class SettingsError(RecapError):
    """An environment variable of the function is missing or makes no sense."""


class MalformedMessageError(RecapError):
    """A queue's message was not written by one of our functions. Never quotes the message."""


class RequestTooLargeError(RecapError):
    """The request does not fit into one SQS message."""


class ConflictError(RecapError):
    """The caller used this request id before, with other content."""


class MissingEntryError(RecapError):
    """The ledger has no such entry: it never was, or the bucket's lifecycle has expired it."""


class StaleEntryError(RecapError):
    """A ledger entry could not be written, because somebody else wrote it first."""


class UnknownConversationError(RecapError):
    """The caller has no such conversation: it never was, was deleted, or is somebody else's."""


class UnknownMemberError(RecapError):
    """Nobody of that id takes part in the conversation."""


class BusyConversationError(RecapError):
    """A conversation is changed by so many at once that a change found no gap."""


class CrowdedConversationError(RecapError):
    """A conversation has more sentences, or more speakers, than it may have."""


class InvalidTokenError(RecapError):
    """An access token is not one of ours, or has expired."""


class WebhookError(RecapError):
    """A webhook's address cannot be called."""


class WebhookRefusedError(WebhookError):
    """The address will not be called, now or later; the message says what to change."""


class InvalidWebhookUrlError(WebhookRefusedError):
    """The address is no URL of the kind that webhooks may have."""


class UnknownHostError(WebhookRefusedError):
    """The name system says that the address's host does not exist."""


class ForbiddenAddressError(WebhookRefusedError):
    """The address's host is, or resolves to, something that is not on the public internet."""


class HostLookupError(WebhookError):
    """The name system gave no answer; it may later."""
