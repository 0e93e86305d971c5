"""Whether a conversation is English, as the rules are that rewrite it."""

from summarizers.features import Conversation
from summarizers.words import SMALL_TALK, STOP_WORDS

_SHARE = 0.3  # of English function words, from which a conversation is taken for English
_FEW = 8  # words from which a language can be told


def is_english(conversation: Conversation) -> bool:
    """Whether enough of its words are English function words; of a few words, whether all are ASCII."""
    said = [word for tokens in conversation.tokens for word in tokens]
    known = sum(word in STOP_WORDS or word in SMALL_TALK for word in said)
    return known >= _SHARE * len(said) or (len(said) < _FEW and all(word.isascii() for word in said))
