"""What can go wrong when the stack runs on this machine.

LocalStackError
├── TemplateError       template.yaml cannot be read or means something that cannot be run here
├── PortInUseError      something else listens on the port
├── ProcessStartError   a process of the stack did not start
├── ConversationError   a conversation file cannot be read
├── WebhookSecretError  what should be a webhook secret is none
├── EventFileError      an event file cannot be read
├── InvocationError     the function to invoke is not there, or failed
└── DemoError           the demonstration did not end in a verified webhook

FunctionError           an invocation failed, as Lambda reports it
├── FunctionInitError   the function's module could not be imported or ended while it was
└── EventTooLargeError  the event is larger than Lambda accepts
"""


class LocalStackError(Exception):
    """The stack cannot start or go on; the message is one line for the person who started it."""


class TemplateError(LocalStackError):
    """The template cannot be read, or holds something that this stack cannot run."""


class PortInUseError(LocalStackError):
    """The port that was asked for is taken, or only root may have it."""

    def __init__(self, port: int, error: OSError) -> None:
        super().__init__(
            f"port {port} cannot be used: {error.strerror}; choose another with --port, or PORT=… with make"
        )


class ProcessStartError(LocalStackError):
    """A process of the stack ended, or stayed silent, while it was starting."""


class ConversationError(LocalStackError):
    """A conversation file is missing, is not JSON, or is not a request body."""


class WebhookSecretError(LocalStackError):
    """What should be a webhook secret is not base64, or empty."""


class EventFileError(LocalStackError):
    """An event file is missing or is not JSON."""


class InvocationError(LocalStackError):
    """The function to invoke is not in the template, or the invocation failed."""


class DemoError(LocalStackError):
    """The demonstration failed: no webhook, a wrong signature, or a request that ended in an error."""


class FunctionError(Exception):
    """An invocation failed; `error_type` is Lambda's word for how, such as `Sandbox.Timedout`."""

    def __init__(self, error_type: str, message: str) -> None:
        super().__init__(message)
        self.error_type = error_type


class FunctionInitError(FunctionError):
    """The function failed before its first invocation: an import error, or its process ended."""


class EventTooLargeError(FunctionError):
    """The event is larger than the 6 MiB of a synchronous invocation."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(
            "RequestEntityTooLargeException", f"the event has {size} bytes, Lambda accepts {limit}"
        )
