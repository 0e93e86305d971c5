import random

import pytest
from summarizers.rendering import MARK, SPEAKER_TOKENS

from tools.train.acts import from_acts
from tools.train.alignment import align, is_faithful, sentences, speaker_of
from tools.train.corpora import Dialogue, Turn, tidy
from tools.train.pairs import address, from_summary
from tools.train.reported import report

ANA, BEN, CHLOE = SPEAKER_TOKENS[:3]
ORDER = Dialogue(
    "order",
    (
        Turn("Ana", "Good morning, how was the weekend?"),
        Turn("Ben", "Quiet. The supplier in Porto shipped 40 boxes on Friday."),
        Turn("Ana", "Nice, I will tell the warehouse."),
        Turn("Ben", "Thanks."),
    ),
    "Ben reports that the supplier in Porto shipped 40 boxes. They meet on Monday.",
)


def chance() -> random.Random:
    return random.Random(3)  # noqa: S311 - not for secrets


def test_a_sentence_is_paired_with_the_utterances_that_cover_it() -> None:
    (pair,) = from_summary(ORDER, 0.6, chance())
    assert speaker_of(pair.lines[1]) == BEN
    assert [MARK in line for line in pair.lines] == [False, True, False]
    assert pair.sentence == f"{BEN} reports that the supplier in Porto shipped 40 boxes."


def test_alignment_takes_no_more_lines_than_are_needed() -> None:
    lines = [f"{ANA}: the garden fence is broken", f"{BEN}: the fence", f"{ANA}: hello"]
    assert align(lines, f"{ANA} says that the garden fence is broken.") == ([0], 1.0)


def test_alignment_prefers_lines_of_the_speaker_told_of() -> None:
    lines = [f"{ANA}: the budget is late", f"{BEN}: the budget is late"]
    assert align(lines, f"{BEN} says the budget is late.")[0] == [1]


def test_words_that_only_report_need_no_cover() -> None:
    assert align([f"{ANA}: the fence"], f"{ANA} complains and asks about the fence.") == ([0], 1.0)


@pytest.mark.parametrize(
    ("sentence", "faithful"),
    [
        (f"{ANA} ships 40 boxes to Porto.", True),
        (f"{ANA} ships forty boxes to Lisbon.", False),
        (f"{ANA} ships 41 boxes to Porto.", False),
        (f"{ANA} asks {CHLOE} to ship 40 boxes.", False),
        (f"{BEN} ships 40 boxes to Porto.", False),
        (f"{ANA} ships 40 boxes in his van.", False),
        (f"{ANA} ships boxes.", False),
        (f"{ANA} ships {'many ' * 30}boxes.", False),
    ],
)
def test_references_that_say_more_than_their_window_are_left_out(sentence: str, *, faithful: bool) -> None:
    window = [f"{BEN}: what is new?", f"{MARK} {ANA}: I ship 40 boxes to Porto."]
    assert is_faithful(sentence, window, window[1:]) is faithful


def test_sentences_keep_titles_whole_and_write_contractions_out() -> None:
    summary = "#Person1#'s going to see Mr. Lee. Then #Person2#'ll call #Person1#'s office."
    assert sentences(summary) == [
        "#Person1# is going to see Mr. Lee.",
        "#Person2# will call #Person1#'s office.",
    ]


def test_spacing_of_transcripts_is_repaired() -> None:
    assert tidy("I ' Ve  <vocalsound> seen it , they 're fine .") == "I've seen it, they're fine."


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Well, I'll call the plumber tomorrow.", "Ana will call the plumber tomorrow."),
        ("I need my keys for the car.", "Ana needs their keys for the car."),
        ("I don't like this plan much.", "Ana does not like this plan much."),
        ("Could you please send me the list?", None),
        ("Let's move the meeting to Tuesday.", "Ana suggests that they move the meeting to Tuesday."),
        ("Should we move the meeting?", "Ana asks whether they should move the meeting."),
        ("I, um, I need to go there.", None),
        ("Absolutely fantastic work everyone here.", None),
    ],
)
def test_what_one_says_is_reported_by_rule(said: str, told: str | None) -> None:
    assert report(said, "Ana", None, chance()) == told


@pytest.mark.parametrize(
    ("said", "endings"),
    [
        ("Could you please send me the list?", ("Ben to send them the list.",)),
        ("You should tell your boss about it.", ("Ben to tell Ben's boss about it.",)),
        ("I think you are right about that.", ("Ana thinks Ben is right about that.",)),
        ("I believe you know the whole story.", ()),
    ],
)
def test_you_is_the_other_of_two_where_a_rule_can_tell(said: str, endings: tuple[str, ...]) -> None:
    told = report(said, "Ana", "Ben", chance())
    assert (told is None) if not endings else (told is not None and told.endswith(endings))


def test_acts_are_told_only_with_values_that_were_said() -> None:
    turn = Turn(
        "Agent",
        "How about Luigi's?",
        (("OFFER", "restaurant_name", ("Luigi's",)), ("OFFER", "city", ("Rome",))),
    )
    dialogue = Dialogue("1", (Turn("Customer", "I am hungry."), turn))
    (pair,) = from_acts(dialogue, chance())
    assert "Luigi's" in pair.sentence
    assert "Rome" not in pair.sentence


def test_an_answer_is_marked_with_what_it_answers() -> None:
    dialogue = Dialogue(
        "1",
        (
            Turn("Agent", "A table at 7 pm?", (("CONFIRM", "time", ("7 pm",)),)),
            Turn("Customer", "Yes please.", (("AFFIRM", "", ()),)),
        ),
    )
    answers = [pair for pair in from_acts(dialogue, chance()) if "confirms that" in pair.sentence]
    assert [all(MARK in line for line in pair.lines) for pair in answers] == [True]
    assert answers[0].sentence.endswith("confirms that the time is 7 pm.")


def test_names_are_called_between_two_speakers_only() -> None:
    two = address(ORDER.turns, chance())
    changed = [(old, new) for old, new in zip(ORDER.turns, two, strict=True) if old != new]
    assert len(changed) == 1
    assert ({"Ana", "Ben"} - {changed[0][0].speaker}).pop() in changed[0][1].text
    three = (*ORDER.turns, Turn("Chloe", "Hi."))
    assert address(three, chance()) == list(three)
