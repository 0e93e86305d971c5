"""Webhooks: whom they may call, how they are signed, sent and tried again."""

from recap.webhooks.secret import webhook_secret

__all__ = ["webhook_secret"]
