from pathlib import Path

from summarizers.tokens import WordPiece
from summarizers.wording import Wording, respelled

TOKENS = WordPiece(Path("layers/models/rewriter"))
LINES = ["[unused1]: the pump leaks, send seven seals to skellefteå"]


def ids(text: str) -> set[int]:
    return set(TOKENS.encode(text))


def permitted() -> set[int]:
    wording = Wording(TOKENS, range(1_000, 30_522))
    return set(wording.of([piece for line in LINES for piece in TOKENS.encode(line)], LINES))


def test_what_was_said_may_be_written() -> None:
    assert ids("the pump leaks skellefteå") <= permitted()


def test_other_forms_of_what_was_said_may_be_written() -> None:
    assert ids("sends sending leak") <= permitted()


def test_words_that_only_tell_and_marks_may_be_written() -> None:
    assert ids("asks whether, agrees that isn't; wants to.") <= permitted()


def test_what_nobody_said_may_not_be_written() -> None:
    for word in ("valve", "eight", "stockholm", "monday"):
        assert not ids(word) & permitted()


def test_words_put_together_wrongly_are_spelled_as_they_were_said() -> None:
    assert respelled("goes to the physherapist today", ["the physiotherapist"]) == (
        "goes to the physiotherapist today"
    )
    assert respelled("the therapies are tested", ["the therapy", "tester"]) == "the therapies are tested"
