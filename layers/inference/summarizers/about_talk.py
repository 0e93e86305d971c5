"""Talk about the talk, which belongs into no minutes: "Can everybody hear me?", "Let me finish."."""

import re

from summarizers.sentences import parts
from summarizers.words import content_words

_ABOUT_TALK = re.compile(
    r"\b(?:can (?:everybody|everyone|you) hear|see my screen|one more thing|argue for a second|let me finish"
    r"|just finish|give you the good|in my head|on the list"
    r"|who's going first|last one|first item|(?:take|have|give me) five minutes|half joking|not joking"
    r"|i'm joking|just looking"
    r"|want to start|say where we|what we've got|something else that|anything else|stay with it|having said"
    r"|let's keep it short|remind me|good question"
    r"|i don't know (?:why|either|what)|fair point|how upset|my words|your words|i remember"
    r"|(?:have|has|'s got|'ve got|got) (?:two|three|four|a couple|a few)"
    r" (?:things|questions|points|ways|options)"
    r"|morning,? (?:all|every(?:one|body))|thank(?:s| you) for (?:making time|joining|coming|calling)"
    r"|keep (?:it|this) (?:brief|quick|short)|you're up|(?:do )?you want to (?:go first|start|begin)"
    r"|got us down for|this one to be quick|the next bit|two things|we'll come to|which we'll)\b",
    re.IGNORECASE,
)
_ASIDE = 16  # content words up to which talk about the talk is all that a sentence is


def is_about_talk(text: str) -> bool:
    """Whether all that is said is how the talk goes on."""
    if not _ABOUT_TALK.search(text):
        return False
    for part in parts(text):
        content = content_words(part)
        if content and (len(content) > _ASIDE or not _ABOUT_TALK.search(part)):
            return False
    return True
