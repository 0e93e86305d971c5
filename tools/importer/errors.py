"""What can be wrong with a network that is to be imported."""


class ImportRefusedError(Exception):
    """The network cannot be imported; the message says why, and what would help."""


class DifferentNetworkError(Exception):
    """Our graphs do not write what ``transformers`` writes with the same weights."""
