from pathlib import Path

import pytest
from summarizers.headings import Headings
from summarizers.table_encoder import TableEncoder
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


NETWORKS = Path(__file__).parents[2] / "layers" / "models"
ENCODER = TableEncoder(NETWORKS / "minilm")
HEADINGS = Headings.load(NETWORKS / "headings", "iamus")


def terms(chapter: int, *chapters: list[str], names: tuple[str, ...] = ()) -> list[Term]:
    topics = Topics(
        [[(text, 0.5) for text in each] for each in chapters],
        [ENCODER.embed(each) for each in chapters],
        ENCODER.embed,
        TrueCase([text for each in chapters for text in each]),
        names,
    )
    return topics.of_chapter(chapter, HEADINGS)


def test_a_title_names_what_the_chapter_speaks_of() -> None:
    assert title(terms(0, PRICING, MOVING)) == "Break clause and budget"
    assert title(terms(1, PRICING, MOVING)) == "Data migration and warehouse"


def test_what_was_announced_comes_first_in_a_title() -> None:
    found = terms(0, PRICING, MOVING)
    assert title(found, ["the big decision"]) == "Big decision and break clause"
    assert title(found, ["the break clause"]) == "Break clause and budget"


@pytest.mark.parametrize(
    "sentences",
    [
        ["Yes, I think so.", "Okay, that is right."],
        ["It is what it is.", "We will see on Monday morning."],
        ["Grace, are you there?", "Grace is here."],
    ],
)
def test_stop_words_dates_and_speakers_are_no_topics(sentences: list[str]) -> None:
    assert title(terms(0, sentences, names=("Grace",))) is None


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
    assert title(terms(0, sentences)) == expected


def test_two_topics_come_in_the_order_of_the_talk_and_from_two_sentences() -> None:
    knee = ["It's about two weeks old.", "Is the knee swollen?", "The knee hurts."]
    tablets = ["The tablets are fine.", "Keep the blood pressure tablets.", "Take the tablets."]
    assert title(terms(0, knee + tablets)) == "Knee and tablets"
    assert title(terms(0, ["There is a signed order beside the lamp."])) in (
        "Signed order",
        "Lamp",
    )


def test_the_words_before_a_noun_stay_where_they_are_usual() -> None:
    said = ["The parallel runners are off.", "We need the runners.", "The runners cost money."]
    assert title(terms(0, said)) == "Parallel runners"
    assert title(terms(0, [*said, *(["The runners are slow."] * 3)])) == "Runners"


def test_no_person_stands_alone_in_a_title() -> None:
    said = [
        "I think Ruth is late.",
        "Then Ruth is ill.",
        "Tell my wife.",
        "She has the report.",
        "The report is late.",
    ]
    assert title(terms(0, said)) == "Report"


def test_a_talk_about_a_person_is_named_after_something_else() -> None:
    said = ["I wanted to talk about Ruth.", "I think Ruth needs a new desk.", "The desk is too low."]
    assert title(terms(0, said)) == "Desk"


def test_what_does_not_fit_is_left_out_of_a_title() -> None:
    long = Term("trackers for the delivery vans", 2.0, opens=True)
    assert title([long, Term("finance director", 1.0, place=1)]) == "Trackers for the delivery vans"
    assert title([Term("Belgium and Holland", 2.0), Term("bikes", 1.0)]) == "Belgium and Holland"


def test_an_adjective_before_a_pronoun_is_no_topic() -> None:
    assert title(terms(0, ["The microphone is broken.", "I have a spare one."])) == "Microphone"


def test_terms_share_no_word() -> None:
    found = terms(
        0,
        ["The travel credit is fine.", "We give travel credit.", "Credit is simple, the credit helps."],
    )
    used = [word for term in found for word in term.text.split()]
    assert len(used) == len(set(used))


@pytest.mark.parametrize(
    ("items", "text"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_lists_read_as_in_a_sentence(items: tuple[str, ...], text: str) -> None:
    assert listed(items) == text


def test_no_terms_no_title() -> None:
    assert title([]) is None
    assert title([Term("pricing", 1.0)]) == "Pricing"
