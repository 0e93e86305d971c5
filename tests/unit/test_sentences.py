import time
from dataclasses import dataclass

import pytest
from summarizers.sentences import parts, split


@dataclass(frozen=True)
class Said:
    text: str
    speaker: str | None = "Anh"
    start: float | None = None
    end: float | None = None


def texts(*said: str) -> list[str]:
    return [sentence.text for sentence in split([Said(text) for text in said])]


def test_abbreviations_and_numbers_end_no_sentence() -> None:
    said = [
        "We met Dr. Okafor and Mr. Lindqvist at the office in May.",
        "The new contract costs $4.50 a seat per month.",
    ]
    assert texts(" ".join(said)) == said


def test_a_short_sentence_stays_with_the_next_one() -> None:
    assert texts("Sure. I'll send the revised proposal to Helen on Friday.") == [
        "Sure. I'll send the revised proposal to Helen on Friday."
    ]


def test_a_short_last_sentence_stays_with_the_one_before() -> None:
    assert texts("I'll send the revised proposal to Helen on Friday. Okay?") == [
        "I'll send the revised proposal to Helen on Friday. Okay?"
    ]


def test_sentences_never_cross_utterances() -> None:
    found = split([Said("Yes."), Said("I will send the report on Monday.")])
    assert [(sentence.text, sentence.utterance) for sentence in found] == [
        ("Yes.", 0),
        ("I will send the report on Monday.", 1),
    ]


@pytest.mark.parametrize("blank", ["", "  ", "\n\t", "\x00\x07"])
def test_blank_utterances_have_no_sentences_and_keep_their_number(blank: str) -> None:
    assert [sentence.utterance for sentence in split([Said(blank), Said("The launch moves to May.")])] == [1]


@pytest.mark.parametrize("count", [120, 50_000])
def test_speech_without_punctuation_is_cut_and_every_word_kept(count: int) -> None:
    said = " ".join(f"word{k}" if k % 9 else "and" for k in range(count))
    found = texts(said)
    assert " ".join(found) == said
    assert max(len(text.split()) for text in found) <= 50
    assert len(found) > count / 50


def test_speech_without_punctuation_is_cut_at_discourse_markers() -> None:
    said = "we moved all of the customer records to the new cluster on sunday night " * 4
    marked = said.replace("we moved", "so we moved").strip()
    assert all(text.startswith("so we moved") for text in texts(marked))


def test_a_script_without_spaces_is_kept_whole() -> None:
    said = "我们明天讨论预算。价格太高了。" * 60
    assert "".join(texts(said)) == said


def test_an_endless_token_is_cut_and_kept() -> None:
    assert "".join(texts("a" * 60_000)) == "a" * 60_000


def test_control_characters_direction_turns_and_lone_surrogates_go() -> None:
    assert texts("Send\x00 the \u202ereport\ud800 on Monday,\r\nplease.") == [
        "Send the report\ufffd on Monday, please."
    ]


@pytest.mark.parametrize("unit", ["月曜日に契約書を送ります。", "“ ", "and, ", "x"])
def test_a_huge_utterance_takes_no_longer_than_many_small_ones(unit: str) -> None:
    began = time.process_time()
    found = texts(unit * (400_000 // len(unit)))
    assert time.process_time() - began < 2
    assert "".join("".join(found).split()) == "".join((unit * (400_000 // len(unit))).split())


def test_a_run_of_words_longer_than_what_is_read_at_once_is_cut_as_any_other() -> None:
    run = "we went on to talk about the plan for the new office and the people in it " * 40
    assert all(len(text.split()) <= 30 for text in texts(run))


def test_run_on_clauses_are_sentences_of_their_own() -> None:
    said = [
        "the launch went really well on sunday evening",
        "i can't promise you more than forty two",
    ]
    assert texts(f"{said[0]} and nobody left | {said[1]}".replace(" |", "")) == [
        f"{said[0]} and nobody left",
        said[1],
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("i'll do it now do i need to wait", ["i'll do it now", "do i need to wait?"]),
        ("im late lol whats he doing", ["I'm late", "what's he doing?"]),
        ("<3", ["<3"]),
        ("if it's worn it's more like ninety", ["if it's worn, it's more like ninety"]),
        ("we were closed on sunday we lost a sale", ["we were closed on sunday, we lost a sale"]),
        ("if she says no and he leaves we stop", ["if she says no and he leaves, we stop"]),
        ("Yes. I can't wait!", ["Yes.", "I can't wait!"]),
    ],
)
def test_parts_are_clauses_in_full_spelling(text: str, found: list[str]) -> None:
    assert parts(text) == found
