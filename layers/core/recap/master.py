"""The master secret, from which everything else that is secret is derived."""

from aws_lambda_powertools.utilities import parameters

_KEPT_SECONDS = 300


def master_secret(arn: str) -> str:
    """Read the secret; it is kept for five minutes, so that a new one is found without a new process."""
    return str(parameters.get_secret(arn, max_age=_KEPT_SECONDS))
