import pytest
from summarizers.noise import without_noise


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[laughs] I'm late.", "I'm late."),
        ("I'm late (crosstalk) again.", "I'm late again."),
        ("It's broken. [coughing]", "It's broken."),
        ("[inaudible] It's broken.", "It's broken."),
        ("It's *sighs* broken.", "It's broken."),
        ("[Laughter 00:12:30] Well.", "Well."),
    ],
)
def test_what_is_noted_beside_the_words_goes(text: str, said: str) -> None:
    assert without_noise(text) == said


@pytest.mark.parametrize(
    "text", ["It costs [inaudible] pounds.", "Bring the (old) van.", "[laughs]", "She laughs a lot."]
)
def test_words_gaps_inside_and_notes_alone_stay(text: str) -> None:
    assert without_noise(text) == text
