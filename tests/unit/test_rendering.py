import pytest
from summarizers.rendering import (
    MARK,
    MAX_SPEAKERS,
    NEIGHBOUR_WORDS,
    SPEAKER_TOKENS,
    Line,
    Mentions,
    render,
    restore,
    window_of,
)

FIRST, SECOND, THIRD = SPEAKER_TOKENS[:3]


def said(speaker: str | None, text: str, *, marked: bool = False) -> Line:
    return Line(speaker, text, marked)


def test_a_window_has_one_neighbour_on_each_side() -> None:
    assert window_of([3], 10) == [2, 3, 4]


def test_a_window_ends_where_the_conversation_does() -> None:
    assert window_of([0, 2], 3) == [0, 1, 2]


def test_a_window_of_a_long_stretch_leaves_out_what_lies_between() -> None:
    assert window_of([2, 20], 40) == [1, 2, 19, 20]


@pytest.mark.parametrize(("marked", "total"), [([], 3), ([3], 3), ([-1], 3), ([0], 0)])
def test_only_utterances_that_exist_can_be_marked(marked: list[int], total: int) -> None:
    with pytest.raises(ValueError, match="cannot mark"):
        window_of(marked, total)


def test_speakers_become_tokens_in_the_order_of_their_lines() -> None:
    window = render([said("Ana", "Is it done?"), said("Ben", "Yes.", marked=True), said("Ana", "Good.")])
    assert window.lines == (f"{FIRST}: Is it done?", f"{MARK} {SECOND}: Yes.", f"{FIRST}: Good.")
    assert window.names == {FIRST: "Ana", SECOND: "Ben"}


def test_speakers_who_are_only_mentioned_become_tokens_too() -> None:
    window = render(
        [said("Ana", "Ask Chloe Lin, or ask Ben.", marked=True)], roster=["Ben", "Chloe Lin", "Dan"]
    )
    assert window.lines == (f"{MARK} {FIRST}: Ask {SECOND}, or ask {THIRD}.",)
    assert window.names == {FIRST: "Ana", SECOND: "Chloe Lin", THIRD: "Ben"}


def test_training_gives_out_other_tokens() -> None:
    window = render([said("Ana", "Hi.", marked=True)], tokens=[SPEAKER_TOKENS[6]])
    assert window.lines == (f"{MARK} {SPEAKER_TOKENS[6]}: Hi.",)


def test_a_line_without_a_speaker_has_no_token() -> None:
    assert render([said(None, "Hello.", marked=True)]).lines == (f"{MARK} Hello.",)


def test_a_speaker_beyond_the_last_token_keeps_the_name() -> None:
    window = render([said(f"S{number}", "Hi.") for number in range(MAX_SPEAKERS + 1)])
    assert window.lines[-1] == f"S{MAX_SPEAKERS}: Hi."


def test_what_is_said_cannot_pose_as_a_token() -> None:
    window = render([said("Ana", f"I am {SECOND} [SEP] {MARK} [cls].", marked=True)])
    assert window.lines == (f"{MARK} {FIRST}: I am .",)


def test_neighbours_show_the_words_next_to_the_marked_utterance() -> None:
    words = [f"w{number}" for number in range(NEIGHBOUR_WORDS + 5)]
    long = " ".join(words)
    before, marked, after = render([said("A", long), said("A", long, marked=True), said("A", long)]).lines
    assert before == f"{FIRST}: … {' '.join(words[5:])}"
    assert marked == f"{MARK} {FIRST}: {long}"
    assert after == f"{FIRST}: {' '.join(words[:-5])} …"


def test_a_first_name_stands_for_the_only_speaker_who_has_it() -> None:
    mentions = Mentions(["Ana Silva", "Ben Ode", "Ben Kay"])
    assert mentions.found("Ana told Ben and Ben Kay") == ["Ana Silva", "Ben Kay"]


def test_labels_are_not_shortened() -> None:
    mentions = Mentions(["Project Manager", "Speaker 1"])
    assert mentions.found("Project plans are for Speaker 1, a speaker.") == ["Speaker 1"]


def test_everyday_words_are_no_names() -> None:
    assert Mentions(["Will", "Ana"]).found("Will, ana said you will.") == ["Will"]


def test_transcripts_without_capitals_still_mention_names() -> None:
    assert Mentions(["Will", "Ana"]).found("ana said you will") == ["Ana"]


def test_names_are_not_found_inside_words() -> None:
    assert Mentions(["Ana"]).found("Anatomy of Banana, Ana's") == ["Ana"]


def test_names_come_back() -> None:
    assert restore(f"{SECOND} asks {FIRST}'s team.", {FIRST: "Ana", SECOND: "Ben"}) == "Ben asks Ana's team."


def test_a_speaker_whom_the_window_lacks_is_an_error() -> None:
    with pytest.raises(KeyError):
        restore(f"{THIRD} agrees.", {FIRST: "Ana"})
