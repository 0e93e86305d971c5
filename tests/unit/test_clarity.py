import pytest
from summarizers.clarity import slips


@pytest.mark.parametrize(
    "clear",
    [
        "I'll send it on Friday.",
        "The cable rubs on the seam, and it frays.",
        "That's what I'm waiting to hear.",
        "We'd like to go on.",
        "Vitamin C is two euros a box.",
    ],
)
def test_what_could_be_written_has_no_slips(clear: str) -> None:
    assert slips(clear) == 0


@pytest.mark.parametrize(
    "spoken",
    [
        "We're running out of disk space on.",
        "It's it would be fine.",
        "They m have to make a new one.",
        "Which is absolutely essential for.",
        "I sent it, I mean she sent it.",
        "What have do they have to do.",
        "After this after this quarter we need it.",
        " ".join(["and we went over there to look at it"] * 3),
    ],
)
def test_restarts_loose_letters_and_sentences_without_end_or_pause_are_slips(spoken: str) -> None:
    assert slips(spoken) > 0
