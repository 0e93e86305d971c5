import pytest
from summarizers.grounding import Grounding
from summarizers.truecase import TrueCase
from summarizers.words import words

SPEAKERS = ("Ana Reyes", "Ben", "Speaker 2")
GROUNDING = Grounding(TrueCase(["a Ana Reyes", "a Ben", "we saw Leeds"]), SPEAKERS)


def leans(text: str, said: str = "") -> bool:
    return GROUNDING.leans(text, {word.partition("'")[0] for word in words(said or text)})


@pytest.mark.parametrize(
    "text",
    [
        "Ana Reyes says it has been found.",
        "Ben called all three yesterday by six.",
        "Ana Reyes says those need a coat of paint.",
        "Ben would rather have the green one.",
        "Ana Reyes asks Ben to do it by Friday.",
        "Ben doesn't think so either.",
        "Thursday is fine with Ben.",
        "Ana Reyes will tell him half past four about the roof.",
        "Ben says mine's in the garage.",
    ],
)
def test_what_is_about_something_untold_leans(text: str) -> None:
    assert leans(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ben says the parcel was in the shed, and it was wet.",
        "Speaker 2 will have the treasurer sign the order on Wednesday.",
        "Ana Reyes says it's time to paint the fence.",
        "Ana Reyes says that the pump that broke was new.",
        "Ben says forty bikes were sold.",
        "Ben bought two tickets to Leeds at half past four.",
        "It's Ana Reyes' knee.",
        "Ana Reyes asks whether the door was open; Ben says it was.",
    ],
)
def test_what_names_its_matter_stands(text: str) -> None:
    assert not leans(text)


def test_who_speaks_is_known_as_they() -> None:
    assert not leans("Ben says they will paint the fence.", "We'll paint the fence.")
    assert leans("Ben says they will paint the fence.", "They'll paint the fence.")


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Ana Reyes will ask the nursing school.", True),
        ("Ana Reyes will ask the nursing school about carts.", False),
        ("Ben will check with the office and come back to Ana Reyes.", False),
        ("Ben will check with engineering.", True),
    ],
)
def test_who_is_asked_is_asked_for_something(text: str, lacks: bool) -> None:  # noqa: FBT001 - a parameter
    assert GROUNDING.lacks_purpose(text) is lacks
