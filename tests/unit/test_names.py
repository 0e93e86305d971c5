import pytest
from summarizers.names import capital, display, familiar, short_names


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Anh", "Anh"),
        ("  Anh \t Nguyen ", "Anh Nguyen"),
        ("Agent", "the agent"),
        ("CUSTOMER", "the customer"),
        ("Project Manager", "the project manager"),
        ("Minnie Driver", "Minnie Driver"),
        ("2", "Speaker 2"),
        ("#Person1#", "#Person1#"),
        ("spk_0", "spk_0"),
        ("", "an unnamed speaker"),
        (None, "an unnamed speaker"),
    ],
)
def test_labels_inside_a_sentence(label: str | None, shown: str) -> None:
    assert display(label) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("spk_0 will go.", "spk_0 will go."),
        ("ch0's plan is good.", "ch0's plan is good."),
        ("the agent will go.", "The agent will go."),
        ("ann's plan is good.", "Ann's plan is good."),
        ("3 of them agree.", "3 of them agree."),
    ],
)
def test_a_sentence_starts_large_but_a_code_stays_as_it_is(text: str, shown: str) -> None:
    assert capital(text) == shown


def test_kin_are_called_by_their_whole_name() -> None:
    assert short_names(["Aunt Joy", "Kuya Ramil", "Joy Santos"]) == {"Joy Santos": "Joy"}


def test_first_names_after_the_full_name() -> None:
    short = short_names(["Ingrid Solheim", "Bao Nguyen", "spk_0"])
    text = "Ingrid Solheim asks Bao Nguyen. Ingrid Solheim's answer is no. Bao Nguyen agrees."
    assert familiar(text, short) == "Ingrid Solheim asks Bao Nguyen. Ingrid's answer is no. Bao agrees."


@pytest.mark.parametrize(
    "labels",
    [["Ana Ruiz", "Ana Costa"], ["Dr. Okafor"], ["Professor Chen"], ["Speaker 1", "Speaker 2"], ["Grad A"]],
)
def test_no_first_name_where_it_would_not_tell_people_apart(labels: list[str]) -> None:
    assert short_names(labels) == {}
