import pytest
from summarizers.rendering import Mentions
from summarizers.vocatives import set_apart, without_calls

SPEAKERS = Mentions(["Liam", "Bao Nguyen", "Grace"])
SPEAKERS_AND_DOCTOR = Mentions(["Liam", "Grace", "Dr Amari"])


@pytest.mark.parametrize(
    ("said", "rest", "called"),
    [
        ("Bao, do you want to start?", "Do you want to start?", "Bao Nguyen"),
        ("So, Grace, thanks for making time.", "Thanks for making time.", "Grace"),
        ("Could you send it to me, Grace?", "Could you send it to me?", "Grace"),
        ("Good luck with the alarm, Bao.", "Good luck with the alarm.", "Bao Nguyen"),
        ("Steven, I made a big mistake.", "I made a big mistake.", None),
        ("What time is it, Tom?", "What time is it?", None),
    ],
)
def test_who_is_called_is_told_and_the_name_taken_out(said: str, rest: str, called: str | None) -> None:
    assert without_calls(said, "Liam", SPEAKERS) == (rest, called)


@pytest.mark.parametrize(
    "said",
    [
        "Bao, Grace and the others are late.",
        "Grace, who knows the customer, will call.",
        "Bao, the engineer, will call.",
        "The first call is for Bao, Grace.",
        "Fennel, the web shop, is down.",
        "On Monday, we start.",
        "Honestly, we are late.",
        "We open in Leeds, Bristol.",
        "Liam, that is me, will call.",
    ],
)
def test_names_that_are_spoken_about_stay(said: str) -> None:
    assert without_calls(said, "Liam", SPEAKERS) == (said, None)


@pytest.mark.parametrize(
    ("pieces", "apart"),
    [
        (["actually Grace hold off on the order"], ["Grace, hold off on the order"]),
        (["Grace can you do that?"], ["Grace, can you do that?"]),
        (
            ["let's turn it back on Grace", "can you do that?"],
            ["let's turn it back on, Grace", "can you do that?"],
        ),
        (["that would be great Grace"], ["that would be great, Grace"]),
        (["Sit down Grace, have a tea."], ["Grace, sit down, have a tea."]),
        (["Pick up Grace, then call."], ["Pick up Grace, then call."]),
        (
            ["it's my left knee doctor", "it's been swollen"],
            ["it's my left knee, doctor", "it's been swollen"],
        ),
        (
            ["let's begin in march Grace", "can you buy the paint"],
            ["let's begin in march, Grace", "can you buy the paint"],
        ),
    ],
)
def test_who_is_called_without_a_comma_is_set_apart(pieces: list[str], apart: list[str]) -> None:
    assert set_apart(pieces, "Liam", SPEAKERS_AND_DOCTOR) == apart


@pytest.mark.parametrize(
    "pieces",
    [
        ["i asked for it from Grace", "can you do that?"],
        ["i saw the doctor", "he says it's fine"],
        ["Grace says she'll do it"],
        ["i'll call Grace"],
        ["we met Grace", "she likes it"],
        ["i already asked Grace", "you can ask her too"],
    ],
)
def test_who_is_spoken_about_without_a_comma_stays(pieces: list[str]) -> None:
    assert set_apart(pieces, "Liam", SPEAKERS_AND_DOCTOR) == pieces
