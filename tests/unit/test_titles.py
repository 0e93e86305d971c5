import numpy as np
import pytest
from summarizers.titles import title
from summarizers.topics import Term, Topics
from summarizers.truecase import TrueCase
from summarizers.words import listed

PRICING = [
    "The list price is forty-two pounds, and the break clause matters.",
    "We need a break clause at six months.",
    "Helen must approve the break clause and the budget.",
    "The budget is thirty thousand.",
]
MOVING = [
    "The data migration takes two weeks.",
    "Is the data migration tested?",
    "Our warehouse in Leeds opens on Monday.",
    "The warehouse has no wifi.",
]


def topics(*chapters: list[str], names: tuple[str, ...] = ()) -> Topics:
    rated = [[(text, 0.5) for text in chapter] for chapter in chapters]
    flat = np.ones((len(chapters), 4), np.float32)
    return Topics(
        rated,
        flat,
        lambda phrases: np.full((len(phrases), 4), 0.5, np.float32),
        TrueCase([text for chapter in chapters for text in chapter]),
        names,
    )


def test_a_title_names_what_the_chapter_speaks_of() -> None:
    found = topics(PRICING, MOVING)
    assert title(found.of_chapter(0, 2)) == "Break clause and budget"
    assert title(found.of_chapter(1, 2)) == "Data migration and warehouse"


def test_what_was_announced_comes_first_in_a_title() -> None:
    found = topics(PRICING, MOVING)
    assert title(found.of_chapter(0, 2), ["the big decision"]) == "Big decision and break clause"
    assert title(found.of_chapter(0, 2), ["the break clause"]) == "Break clause and budget"


@pytest.mark.parametrize(
    "sentences",
    [
        ["Yes, I think so.", "Okay, that is right."],
        ["It is what it is.", "We will see on Monday morning."],
        ["Grace, are you there?", "Grace is here."],
    ],
)
def test_stop_words_dates_and_speakers_are_no_topics(sentences: list[str]) -> None:
    assert title(topics(sentences, names=("Grace",)).of_chapter(0, 2)) is None


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            ["I emailed about the awards dinner.", "The wine is extra.", "Put the wine back in.", "No wine."],
            "Awards dinner and wine",
        ),
        (
            ["Last time we talked about the trackers for the delivery vans.", "The vans have no trackers."],
            "Trackers for the delivery vans",
        ),
        (["Who's coming to Leo's surprise party?", "Me.", "I saw Leo."], "Leo's surprise party"),
        (
            ["Hi, my internet keeps dropping.", "Is the light on?", "The light is orange."],
            "Internet and light",
        ),
        (["Did you get the job?", "No."], "Job"),
    ],
)
def test_what_a_talk_is_opened_with_comes_first(sentences: list[str], expected: str) -> None:
    assert title(topics(sentences).of_chapter(0, 3)) == expected


def test_two_topics_come_in_the_order_of_the_talk_and_from_two_sentences() -> None:
    knee = ["It's about two weeks old.", "Is the knee swollen?", "The knee hurts."]
    tablets = ["The tablets are fine.", "Keep the blood pressure tablets.", "Take the tablets."]
    assert title(topics(knee + tablets).of_chapter(0, 3)) == "Knee and tablets"
    assert title(topics(["There is a signed order beside the lamp."]).of_chapter(0, 3)) in (
        "Signed order",
        "Lamp",
    )


def test_the_words_before_a_noun_stay_where_they_are_usual() -> None:
    said = ["The parallel runners are off.", "We need the runners.", "The runners cost money."]
    assert title(topics(said).of_chapter(0, 1)) == "Parallel runners"
    assert title(topics([*said, *(["The runners are slow."] * 3)]).of_chapter(0, 1)) == "Runners"


def test_no_person_stands_alone_in_a_title() -> None:
    said = [
        "I think Ruth is late.",
        "Then Ruth is ill.",
        "Tell my wife.",
        "She has the report.",
        "The report is late.",
    ]
    assert title(topics(said).of_chapter(0, 1)) == "Report"


def test_a_talk_about_a_person_is_named_after_something_else() -> None:
    said = ["I wanted to talk about Ruth.", "I think Ruth needs a new desk.", "The desk is too low."]
    assert title(topics(said).of_chapter(0, 3)) == "Desk"


def test_what_does_not_fit_is_left_out_of_a_title() -> None:
    long = Term("trackers for the delivery vans", 2.0, opens=True)
    assert title([long, Term("finance director", 1.0, place=1)]) == "Trackers for the delivery vans"
    assert title([Term("Belgium and Holland", 2.0), Term("bikes", 1.0)]) == "Belgium and Holland"


def test_an_adjective_before_a_pronoun_is_no_topic() -> None:
    assert (
        title(topics(["The microphone is broken.", "I have a spare one."]).of_chapter(0, 3)) == "Microphone"
    )


def test_terms_share_no_word() -> None:
    found = topics(
        ["The travel credit is fine.", "We give travel credit.", "Credit is simple, the credit helps."]
    )
    used = [word for term in found.of_chapter(0, 3) for word in term.text.split()]
    assert len(used) == len(set(used))


@pytest.mark.parametrize(
    ("items", "text"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_lists_read_as_in_a_sentence(items: tuple[str, ...], text: str) -> None:
    assert listed(items) == text


def test_no_terms_no_title() -> None:
    assert title([]) is None
    assert title([Term("pricing", 1.0)]) == "Pricing"
