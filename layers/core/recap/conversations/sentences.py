"""What was said ▸ sentences, in time that grows no faster than the text."""

import sentencex

# The library takes time by the square of a paragraph's length where a script has no spaces.
_WINDOW = 2_000  # characters


def split_sentences(text: str) -> list[str]:
    """Split a text into sentences, without the white space around them.

    The library sees a window at a time. The last sentence of a window may go on after it, so the next window
    begins with it; one that fills its window goes on for as many windows as it takes.
    """
    sentences: list[str] = []
    begun: list[str] = []
    at = 0
    while at < len(text):
        window = _window(text, at)
        at += len(window)
        found = sentencex.segment("en", window)
        if at < len(text):
            if len(found) == 1:
                begun.append(window)
                continue
            at -= len(found.pop())
        found[0] = "".join((*begun, found[0]))
        begun = []
        sentences += (sentence for part in found if (sentence := part.strip()))
    return sentences


def _window(text: str, at: int) -> str:
    """Take what follows, up to the last space: of "U.S." the first half looks like a sentence."""
    window = text[at : at + _WINDOW]
    if at + _WINDOW < len(text):
        window = window[: window.rfind(" ") + 1] or window
    return window
