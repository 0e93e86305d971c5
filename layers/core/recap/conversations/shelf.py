"""Where conversations are kept: one document each, changed by whoever wrote last what they had read."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from recap.conversations.document import Conversation
from recap.conversations.ids import is_conversation_id
from recap.errors import BusyConversationError, StaleEntryError, UnknownConversationError
from recap.store import Store

T = TypeVar("T")
_LONGEST_PAUSE = 0.4  # seconds


def conversation_key(caller: str, conversation_id: str, entry: str = "conversation") -> str:
    """Name the object of a conversation, or of something that belongs to it."""
    return f"caller={caller}/conversation={conversation_id}/{entry}.json"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The conversations of one bucket; ``patience`` is for how many seconds a change is tried."""

    store: Store
    patience: float

    def create(self, caller: str, conversation: Conversation) -> None:
        """Write a new conversation down. Raises StaleEntryError if its id is taken."""
        self.store.create(conversation_key(caller, conversation.id), conversation.to_document())

    def find(self, caller: str, conversation_id: str) -> Conversation:
        """Read a conversation, a deleted one too. Raises UnknownConversationError."""
        return self._read(caller, conversation_id)[0]

    def read(self, caller: str, conversation_id: str) -> Conversation:
        """Read a conversation. Raises UnknownConversationError."""
        conversation = self.find(caller, conversation_id)
        if conversation.deleted:
            raise UnknownConversationError(conversation_id)
        return conversation

    def update(
        self, caller: str, conversation_id: str, change: Callable[[Conversation], T | None]
    ) -> T | None:
        """Change a conversation; if somebody else did meanwhile, change what they made of it.

        Nothing is written when ``change`` returns None. Raises UnknownConversationError,
        BusyConversationError and whatever ``change`` raises.
        """
        deadline = time.monotonic() + self.patience
        pause = 0.02
        while time.monotonic() < deadline:
            conversation, version = self._read(caller, conversation_id)
            if conversation.deleted:
                raise UnknownConversationError(conversation_id)
            changed = change(conversation)
            if changed is None:
                return None
            try:
                self.store.replace(
                    conversation_key(caller, conversation_id), conversation.to_document(), version
                )
            except StaleEntryError:
                # Of those who meet, one gets through each time; the others must not meet again at once.
                time.sleep(random.uniform(0, pause))  # noqa: S311 - a pause is no secret
                pause = min(2 * pause, _LONGEST_PAUSE)
            else:
                return changed
        raise BusyConversationError(conversation_id)

    def _read(self, caller: str, conversation_id: str) -> tuple[Conversation, str]:
        stored = (
            self.store.read(conversation_key(caller, conversation_id))
            if is_conversation_id(conversation_id)
            else None
        )
        if stored is None:
            raise UnknownConversationError(conversation_id)
        return Conversation.from_document(stored.document), stored.version
