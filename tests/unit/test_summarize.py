import random
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from summarizers import MODEL_NAMES, ModelFileError, Summarizer, Summary, UnknownModelError

MODELS = Path(__file__).parents[2] / "layers" / "models"


@dataclass(frozen=True)
class Said:
    text: str
    speaker: str | None = "Anh"
    start: float | None = None
    end: float | None = None


@pytest.fixture(scope="module")
def iamus() -> Summarizer:
    return Summarizer.load("iamus", MODELS)


def summed(summarizer: Summarizer, *said: Said) -> Summary:
    return summarizer.summarize(said, extractive=True, abstractive=True)


def test_every_registered_model_loads_and_others_are_refused() -> None:
    assert set(MODEL_NAMES) == {"mopsus", "iamus", "cassandra"}
    with pytest.raises(UnknownModelError, match="'gpt'; there are mopsus, iamus, cassandra"):
        Summarizer.load("gpt", MODELS)


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"manifest\.json"):
        Summarizer.load("iamus", tmp_path)


def test_only_what_is_asked_for_is_made(iamus: Summarizer) -> None:
    said = (Said("The launch moves to May."),)
    only = iamus.summarize(said, extractive=True, abstractive=False)
    assert only.extractive
    assert only.long is None
    assert only.short is None
    other = iamus.summarize(said, extractive=False, abstractive=True)
    assert other.extractive is None
    assert other.long
    assert other.short


def test_times_and_speakers_are_those_given(iamus: Summarizer) -> None:
    start, end = 12, 15.25  # an int stays an int
    (segment,) = (
        summed(iamus, Said("I'll order the servers in Frankfurt.", "Mira", start, end)).extractive or ()
    )
    assert (segment.start, segment.end, segment.speaker, segment.sources) == (start, end, "Mira", (0,))
    assert type(segment.start) is int
    assert segment.text == "I'll order the servers in Frankfurt."


def test_twice_the_same_summary(iamus: Summarizer) -> None:
    said = [
        Said(f"We moved project {k} to the {k}th of May because of the budget.", f"S{k % 3}")
        for k in range(40)
    ]
    assert summed(iamus, *said) == summed(iamus, *said)


def test_coverage_counts_what_was_read(iamus: Summarizer) -> None:
    summary = summed(iamus, Said("  "), Said("I moved the launch to May."), Said("\n"))
    assert (summary.coverage.read, summary.coverage.total) == (1, 3)
    assert [segment.sources for segment in summary.extractive or ()] == [(1,)]


@pytest.mark.parametrize("said", [(), (Said(" "),)])
def test_of_nothing_the_summary_is_empty(said: tuple[Said, ...], iamus: Summarizer) -> None:
    summary = summed(iamus, *said)
    assert (summary.extractive, summary.long, summary.short) == ((), (), ())


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([Said("Pricing")], "Pricing"),
        ([Said("Yeah."), Said("Okay, that works."), Said("I'll send it to Joan.")], "I'll send it to Joan."),
        ([Said("😀😀😀"), Said("🎉")], "😀😀😀"),
        ([Said("نعم، الميزانية خمسة آلاف دولار.", "سارة")], "نعم، الميزانية خمسة آلاف دولار."),
        ([Said("I'd like a room.", "#Person1#", 5, 5), Said("Yes.", "#Person2#", 5, 5)], "I'd like a room."),
        ([Said("I'll fix [it] (today).", ".*+?(")], "I'll fix [it] (today)."),
        ([Said("I'll fix it.", "1")], "I'll fix it."),
        ([Said("Send\x00 it\ud800 today.", None)], "Send it\ufffd today."),
    ],
)
def test_odd_conversations_get_a_sensible_summary(said: list[Said], expected: str, iamus: Summarizer) -> None:
    summary = summed(iamus, *said)
    assert [segment.text for segment in summary.extractive or ()] == [expected]
    assert summary.long
    assert summary.short


def test_one_endless_utterance_is_read_whole(iamus: Summarizer) -> None:
    chance = random.Random(5)  # noqa: S311 - words to fill a transcript
    words = [
        *"we need the and so to of because will".split(),
        *map("".join, product("bdfklmnprst", "aeiou", ["nor", "lik", "mas"])),
    ]
    text = " ".join(chance.choice(words) for _ in range(6_000))
    summary = summed(iamus, Said(text, "Anh", 0, 3))
    assert (summary.coverage.read, summary.coverage.total) == (1, 1)
    assert 10 <= len(summary.extractive or ()) <= 25
    assert all(segment.text in text for segment in summary.extractive or ())
    assert all((segment.start, segment.end) == (0, 3) for segment in summary.long or ())


def test_many_utterances_grow_the_summary_slowly(iamus: Summarizer) -> None:
    said = [
        Said(f"The team in city {k} needs {k + 2} new servers.", f"Speaker {k % 25}", k, k + 1)
        for k in range(600)
    ]
    summary = summed(iamus, *said)
    assert summary.coverage.read == 600
    assert len(summary.extractive or ()) < 30
    starts = [segment.start or 0 for segment in summary.extractive or ()]
    assert starts == sorted(starts)


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_the_same_sentence_again_and_again_is_said_once(name: str) -> None:
    said = [Said("I agree with the plan of the customer.")] * 300
    summary = summed(Summarizer.load(name, MODELS), *said)
    assert len(summary.extractive or ()) == 1
    assert [segment.text for segment in summary.long or ()] == ["Anh agrees with the plan of the customer."]


def test_a_part_lasts_from_its_earliest_to_its_latest_time(iamus: Summarizer) -> None:
    texts = ["I will send the signed order on Monday.", "We decided to pay forty thousand for the hall."]
    summary = summed(iamus, Said(texts[0], "Ann", 9, 12.5), Said(texts[1], "Ben", 2, 4))
    assert [(segment.start, segment.end) for segment in summary.long or ()] == [(2, 12.5)]


def test_a_label_that_is_no_word_is_shown_as_it_is(iamus: Summarizer) -> None:
    summary = summed(iamus, Said("I will send the signed order on Monday.", "spk_0"))
    assert [segment.text for segment in summary.long or ()] == ["spk_0 will send the signed order on Monday."]
