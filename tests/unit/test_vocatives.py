import pytest
from summarizers.rendering import Mentions
from summarizers.vocatives import without_calls

SPEAKERS = Mentions(["Liam", "Bao Nguyen", "Grace"])


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
