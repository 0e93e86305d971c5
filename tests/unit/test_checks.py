import pytest
from summarizers.checks import Source, fault, is_complete

LINE = "I'll send the revised proposal to Helen by Friday, the second of May."
SOURCE = Source([LINE], {"Dominika", "Grace"}, {"Dominika"})


def test_a_faithful_sentence_passes() -> None:
    assert fault("Dominika will send the revised proposal to Helen by Friday.", SOURCE) is None


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Dominika will send the revised proposal to", "incomplete"),
        ("Grace will send the revised proposal to Helen by Friday.", "about somebody else"),
        ("Dominika tells Dominika about the revised proposal.", "tells themself"),
        ("Dominika will send the revised proposal to Helen by Monday.", "number not in the source"),
        ("Dominika will send the revised contract to Helen by Friday.", "word not in the source"),
        ("Dominika will send the proposal the proposal to Helen.", "repeats itself"),
        ("Dominika will send it by May the second.", "says too little"),
        ("Dominika says by Friday the proposal revised Helen send.", "words put together anew"),
        ("Dominika will send the revised Helen by Friday.", "words left out in the middle"),
        ("Dominika will not send the revised proposal to Helen by Friday.", "negation lost or added"),
    ],
)
def test_an_unfaithful_sentence_is_told_why(sentence: str, reason: str) -> None:
    assert fault(sentence, SOURCE) == reason


@pytest.mark.parametrize(
    ("line", "sentence", "reason"),
    [
        (
            "You'll have the revised proposal by Friday.",
            "Ravi will have the revised proposal by Friday.",
            "what somebody else does",
        ),
        (
            "If they carry the guarantee, ours is cheap.",
            "Ravi says ours carry the guarantee, is cheap.",
            "condition lost",
        ),
        (
            "It costs forty to fifty thousand pounds.",
            "Ravi says it costs fifty thousand pounds.",
            "amount cut",
        ),
        (
            "Can the team finish the survey this year?",
            "Ravi says the team finish the survey this year.",
            "question or statement",
        ),
        (
            "The team can't finish the survey this year.",
            "Ravi says the team can finish the survey this year.",
            "negation lost or added",
        ),
        (
            "We want simple shapes, like I showed on these phones.",
            "Ravi says they want simple shapes, like they showed on these phones.",
            "they may be two parties",
        ),
        (
            "We send the thesis to Germany by post.",
            "Ravi says they send the thesis to German by post.",
            "name not in the source",
        ),
        (
            "Please finish the survey with the team.",
            "Ravi says please finish the survey with the team.",
            "a request told as a statement",
        ),
        (
            "There are two ways, I add a filter, or you change the oil.",
            "Ravi says there are two ways, they add a filter, or they change the oil.",
            "they may be two parties",
        ),
        (
            "I'll check the whole list with you on Monday.",
            "Ravi will check the whole list with Ravi on Monday.",
            "speaker as addressee",
        ),
        (
            "The drill goes down like in butter.",
            "Ravi says the drill goes down in butter.",
            "condition lost",
        ),
        (
            "Or block by hand, the rooms that were booked since Monday.",
            "Ravi says the rooms that were booked since Monday.",
            "no verb",
        ),
        (
            "She does a fixed price in three parts.",
            "Ravi says she does a fixed price in three parts.",
            "he or she without a name",
        ),
    ],
)
def test_what_a_sentence_may_not_change(line: str, sentence: str, reason: str) -> None:
    assert fault(sentence, Source([line], {"Ravi"}, {"Ravi"})) == reason


@pytest.mark.parametrize(
    ("sentence", "complete"),
    [
        ("Anh sends the report.", True),
        ("Anh sends the report to Mr.", False),
        ('Anh says: "we will.', False),
        ("Anh sends.", False),
        ("Anh sends the report and the.", False),
    ],
)
def test_complete_sentences(sentence: str, *, complete: bool) -> None:
    assert is_complete(sentence) is complete
