import json
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from summarizers import Segment, Summarizer, Summary

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "layers" / "models"


@dataclass(frozen=True)
class Said:
    speaker: str | None
    text: str
    start: float | None = None
    end: float | None = None


@pytest.fixture(scope="module")
def iamus() -> Summarizer:
    return Summarizer.load("iamus", MODELS)


def told(summarizer: Summarizer, *said: Said) -> Summary:
    return summarizer.summarize(said, extractive=False, abstractive=True)


def long_text(summary: Summary) -> str:
    assert summary.long is not None
    return " ".join(segment.text for segment in summary.long)


def conversation(name: str) -> list[Said]:
    rows = json.loads((ROOT / "events" / "conversations" / f"{name}.json").read_text(encoding="utf-8"))[
        "summaryData"
    ]
    return [Said(row.get("speakerId"), row["text"], row.get("start"), row.get("end")) for row in rows]


@pytest.fixture(scope="module")
def support_call(iamus: Summarizer) -> tuple[list[Said], Summary]:
    said = conversation("support_call")
    return said, told(iamus, *said)


def test_the_third_person_and_who_promised_what(iamus: Summarizer) -> None:
    summary = told(
        iamus, Said("Liam", "Okay, um, I'll send you the contract on Monday."), Said("Anh", "Great, thanks.")
    )
    assert long_text(summary) == "Liam will send Anh the contract on Monday."


def test_a_name_that_is_called_is_who_is_spoken_to(iamus: Summarizer) -> None:
    said = (
        Said("Mira", "Everybody is here."),
        Said("Liam", "Anh, could you please send the signed contract to the customer before noon?"),
        Said("Anh", "Yes."),
    )
    assert "Liam asks Anh to send the signed contract to the customer before noon; Anh agrees." in long_text(
        told(iamus, *said)
    )


def test_among_several_an_uncalled_you_is_quoted(iamus: Summarizer) -> None:
    said = (
        Said("Mira", "Okay."),
        Said("Liam", "I will send you the signed contract from the Frankfurt customer."),
        Said("Anh", "Yes."),
    )
    assert long_text(told(iamus, *said)) == (
        'Liam says: "I will send you the signed contract from the Frankfurt customer."'
    )


def test_roles_are_no_names(support_call: tuple[list[Said], Summary]) -> None:
    text = long_text(support_call[1])
    assert "The agent " in text
    assert not re.search(r"(?<!\w)(Agent|Customer)(?!\w)", text)


def test_without_speakers_nobody_is_named(iamus: Summarizer) -> None:
    summary = told(iamus, Said(None, "I'll send the contract on Monday."))
    assert long_text(summary) == "I'll send the contract on Monday."


def test_another_language_is_quoted(iamus: Summarizer) -> None:
    said = (
        Said("Anna", "Wir müssen das Budget bis Freitag freigeben, sonst verlieren wir den Lieferanten."),
        Said("Bernd", "Gut."),
    )
    summary = told(iamus, *said)
    assert long_text(summary) == f"Anna: “{said[0].text}”"
    assert summary.long is not None
    assert summary.long[0].title is None


def test_every_chapter_has_a_text_a_title_and_its_times(support_call: tuple[list[Said], Summary]) -> None:
    said, summary = support_call
    assert summary.long is not None
    assert len(summary.long) > 1
    assert summary.long[0].start == said[0].start
    assert summary.long[-1].end == said[-1].end
    for segment in summary.long:
        assert segment.title
        assert segment.title[0].isupper()
        assert 0 < segment.score < 1
        assert segment.text.endswith((".", "!", "?", '"'))
    starts = [segment.start or 0 for segment in summary.long]
    assert starts == sorted(starts)


def test_sources_hold_the_words_numbers_and_names_of_their_text(
    support_call: tuple[list[Said], Summary],
) -> None:
    said, summary = support_call
    assert summary.long is not None
    for segment in summary.long:
        spoken = " ".join(said[source].text for source in segment.sources).lower()
        for word in re.findall(
            r"\d+|fourteen|seventeen|ninety|may|friday|femi|brightwell", segment.text.lower()
        ):
            assert word in spoken


def test_short_is_at_most_two_lines_about_the_whole(support_call: tuple[list[Said], Summary]) -> None:
    said, summary = support_call
    assert summary.short is not None
    assert 1 <= len(summary.short) <= 2
    for segment in summary.short:
        assert (segment.start, segment.end) == (said[0].start, said[-1].end)
        assert segment.sources
        assert len(segment.text.split()) < 70


def test_nobody_tells_themself_anything(support_call: tuple[list[Said], Summary]) -> None:
    for segment in _segments(support_call[1]):
        for sentence in re.split(r"(?<=[.?!])\s", segment.text):
            assert all(
                a != b for a, b in pairwise(re.findall(r"(?i)the (?:agent|customer)(?= \w+s? the)", sentence))
            )


@pytest.mark.parametrize("name", ["mopsus", "cassandra"])
def test_the_network_only_replaces_sentences(name: str, support_call: tuple[list[Said], Summary]) -> None:
    said, _ = support_call
    summary = told(Summarizer.load(name, MODELS), *said)
    assert summary.long is not None
    for segment in summary.long:
        assert segment.text
        assert "The agent " in segment.text or "The customer " in segment.text


def _segments(summary: Summary) -> tuple[Segment, ...]:
    assert summary.long is not None
    assert summary.short is not None
    return summary.long + summary.short


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            (Said("Ana", "Forty for the lamp and the chair?"), Said("Ben", "Deal, let's do that.")),
            'Ana asks: "Forty for the lamp and the chair?" Ben agrees.',
        ),
        (
            (Said("Ana", "Did you sign the contract?"), Said("Ben", "No."), Said("Ana", "Okay.")),
            "Ana asks whether Ben signed the contract; Ben says no.",
        ),
        (
            (Said("Ana", "What time is the dentist?"), Said("Ben", "Half past three. Don't be late.")),
            'Ana asks: "What time is the dentist?" Ben says: "Half past three. Don\'t be late."',
        ),
        (
            (Said("Ana", "How about pizza tonight?"), Said("Ben", "Sounds good.")),
            "Ana suggests pizza tonight; Ben agrees.",
        ),
    ],
)
def test_two_or_three_lines_keep_their_answer(
    iamus: Summarizer, said: tuple[Said, ...], expected: str
) -> None:
    assert long_text(told(iamus, *said)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # An answer that is no sentence, and what goes on from it.
        (
            (
                Said("Ana", "How much did you collect?"),
                Said("Ben", "95,000 pounds. The school used it for new tiles."),
            ),
            "Ana asks how much Ben collected; Ben says 95,000 pounds; the school used it for new tiles.",
        ),
        # A question about what was said right before it.
        (
            (
                Said("Ana", "Our shop in Bath has one left. Shall I ask them to keep it for you?"),
                Said("Ben", "Yes, please. I can collect the coat tonight."),
            ),
            (
                "Ana says their shop in Bath has one left. Ana offers to ask them to keep it for Ben; Ben "
                "says yes. Ben can collect the coat tonight."
            ),
        ),
        (
            (
                Said("Ana", "The lock of the cellar door is broken again."),
                Said("Ben", "I'll fix it tomorrow morning."),
                Said("Ana", "Thanks."),
            ),
            "Ana says the lock of the cellar door is broken again. Ben will fix it tomorrow morning.",
        ),
        (
            (
                Said("Ana", "Don't post the list please it's private and old"),
                Said("Ben", "Okay."),
            ),
            "Ana asks Ben not to post the list. Ana says it's private and old.",
        ),
        # What needs doing, somebody is asked to do.
        (
            (
                Said("Ana", "The two invoices of May are still open. Those need paying today, Ben."),
                Said("Ben", "I see."),
            ),
            "Ana says the two invoices of May are still open. Ana asks Ben to pay those today.",
        ),
        (
            (
                Said("Ana", "Shall we get going? I think Ben's going to be late, he's on the tram."),
                Said("Cleo", "Yeah, let's start. The roof of the depot was closed on Monday."),
            ),
            "Cleo says the roof of the depot was closed on Monday.",
        ),
        (
            (
                Said("Ana", "Good morning, everybody. For Tuesday, please read the third chapter."),
                Said("Ben", "Okay."),
            ),
            "Ana asks the others to read the third chapter for Tuesday.",
        ),
    ],
)
def test_nothing_is_told_without_what_it_needs(
    iamus: Summarizer, said: tuple[Said, ...], expected: str
) -> None:
    assert long_text(told(iamus, *said)) == expected


def test_an_extract_of_a_question_has_its_answer(iamus: Summarizer) -> None:
    said = (Said("Ana", "Where did you leave the keys of the van?"), Said("Ben", "At the reception."))
    found = iamus.summarize(said, extractive=True, abstractive=False).extractive
    assert found is not None
    assert [segment.sources for segment in found] == [(0,), (1,)]


def test_an_emoji_of_several_characters_stays_one(iamus: Summarizer) -> None:
    family = "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
    text = long_text(told(iamus, Said("Ana", f"I'll bring the {family} family to the party on Friday.")))
    assert text == f"Ana will bring the {family} family to the party on Friday."


def test_names_with_control_characters_are_one_line(iamus: Summarizer) -> None:
    text = long_text(told(iamus, Said("Ana\nMaria\x07", "I'll bring the tent to the park on Friday.")))
    assert text == "Ana Maria will bring the tent to the park on Friday."


def test_marks_without_words_say_nothing(iamus: Summarizer) -> None:
    said = (Said("Ana", "?!..."), Said("Ben", "We ordered nine pumps in Kiel."), Said("Ana", "?!..."))
    summary = told(iamus, *said)
    assert long_text(summary) == "Ben says they ordered nine pumps in Kiel."


def test_an_hour_is_a_page(iamus: Summarizer) -> None:
    summary = told(iamus, *conversation("team_meeting"))
    assert summary.long is not None
    assert summary.short is not None
    assert len(summary.long) > 4
    assert all(segment.title for segment in summary.long)
    assert len(long_text(summary).split()) < 900
    assert sum(len(segment.text.split()) for segment in summary.short) < 180


def test_what_points_back_is_told_with_what_it_points_to(iamus: Summarizer) -> None:
    said = (
        Said(
            "Ana",
            "The new billing system doubled eight hundred invoices last night. I can fix that by Friday.",
        ),
        Said("Ben", "Yeah."),
    )
    text = long_text(told(iamus, *said))
    assert "eight hundred invoices" in text
    assert "Ana can fix that by Friday." in text


def test_a_yes_is_told_with_the_answer_that_needs_no_says(iamus: Summarizer) -> None:
    summary = told(
        iamus,
        Said("Ana", "Would it be rude to listen to some music?"),
        Said("Ben", "Yes, it would. I might have a few old newspapers in my bag."),
    )
    assert "Ben says yes. Ben might have a few old newspapers in their bag." in long_text(summary)


def test_a_request_after_a_statement_is_told_as_a_request(iamus: Summarizer) -> None:
    text = long_text(
        told(
            iamus,
            Said(
                "Ana",
                "I'll send a list of the dishes round, and, um, please don't write down the same shelf.",
            ),
            Said("Ben", "Fine."),
        )
    )
    assert "Ana will send a list of the dishes round." in text
    assert "Ana asks Ben not to write down the same shelf; Ben agrees." in text


def test_a_sentence_that_was_cut_off_gives_way_to_a_whole_one(iamus: Summarizer) -> None:
    text = long_text(
        told(
            iamus,
            Said("Ana", "I'd ask them how long for. The offer is thirty thousand pounds for the first year."),
            Said("Ben", "Fine."),
        )
    )
    assert "thirty thousand" in text
    assert "how long for" not in text


def test_a_speaker_named_as_a_common_word_keeps_the_capital(iamus: Summarizer) -> None:
    summary = told(
        iamus,
        Said("May", "Bill will send you the bill for the repair on Monday morning."),
        Said("Will", "Good, thank you."),
        Said("Bill", "I will send the bill on Monday."),
    )
    assert "Bill will send" in long_text(summary)
    assert "bill will send" not in long_text(summary)


def test_a_name_after_a_no_is_called_and_tells_nothing(iamus: Summarizer) -> None:
    text = long_text(
        told(
            iamus,
            Said("Ana", "Did you hear that the office in Leeds closes in May?"),
            Said("Ben", "No, Frank, I haven't heard that the office closes."),
        )
    )
    assert "Frank" not in text


def test_a_correction_is_told_with_what_it_corrects(iamus: Summarizer) -> None:
    text = long_text(
        told(
            iamus,
            Said("Ann", "The launch of the new shop is on the third of May."),
            Said("Ben", "No, it's the fifth."),
            Said("Ann", "Right, the fifth."),
        )
    )
    assert 'is on the third of May. Ben says: "No, it\'s the fifth."' in text


def test_the_same_words_with_another_number_are_another_fact(iamus: Summarizer) -> None:
    said = [
        Said("Ann", f"I will pay invoice number {1001 + k} on {day}.")
        for k, day in enumerate(("Monday", "Tuesday", "Wednesday"))
    ]
    text = long_text(told(iamus, *said))
    assert sum(str(1001 + k) in text for k in range(3)) > 1


def test_short_is_in_the_order_of_the_conversation(iamus: Summarizer) -> None:
    for name in ("sales_call", "support_call", "standup", "team_meeting"):
        short = told(iamus, *conversation(name)).short
        assert short is not None
        assert [segment.sources[0] for segment in short] == sorted(segment.sources[0] for segment in short)


def test_a_greeting_is_no_extract_of_a_short_talk(iamus: Summarizer) -> None:
    summary = iamus.summarize(
        [
            Said("Agent", "Thank you for calling Brightnet, this is Ines. How can I help?"),
            Said("Customer", "My internet goes off every evening since Monday."),
            Said("Agent", "I'll send you a new adapter tomorrow, free of charge."),
            Said("Customer", "Great, thanks."),
        ],
        extractive=True,
        abstractive=False,
    )
    assert summary.extractive is not None
    assert not any("Thank you for calling" in segment.text for segment in summary.extractive)


def test_the_reason_of_a_call_is_in_its_summary(iamus: Summarizer) -> None:
    summary = told(iamus, *conversation("support_call"))
    assert "going off every evening since Monday" in long_text(summary)


def test_of_an_answer_only_one_yes_is_told(iamus: Summarizer) -> None:
    text = long_text(
        told(
            iamus,
            Said("Ana", "Do you have the reading from the day you moved in?"),
            Said("Ben", "I do, the letting agent took a photo of the meter."),
        )
    )
    assert "Ben does" not in text
    assert "took a photo" in text


def test_in_a_meeting_you_may_be_everybody(iamus: Summarizer) -> None:
    text = long_text(
        told(
            iamus,
            Said("Cleo", "First the remote control, please."),
            Said("Ana", "With this button you will have volume control on the table."),
            Said("Cleo", "Fine."),
            Said("Dan", "We need to decide about the colour of the case by Friday."),
            Said("Ben", "I will ask the supplier for samples of both colours."),
        )
    )
    assert "Cleo will have volume control" not in text


@pytest.mark.parametrize(
    "said",
    [
        "I'd need a signed order by the tenth. No, the fifth, sorry, because the readers take three weeks.",
        "The train leaves at nine. Wait, at ten.",
        "I'll pay you three hundred euros on Monday. Actually, four hundred.",
        "I'll send the new offer on Monday. Or, no, Tuesday, once they have called.",
    ],
)
def test_what_somebody_takes_back_is_told_as_it_was_said(iamus: Summarizer, said: str) -> None:
    summary = told(iamus, Said("Ana", said), Said("Ben", "Okay."))
    assert f'"{said}"' in long_text(summary)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "and wait actually it's nine people i forgot Joseph he's on the other list",
            "Ana says it's nine people. Ana forgot Joseph.",
        ),
        ("i can't promise fifty i'd need my manager's approval", "Ana can't promise fifty."),
        ("lol i left my keys in the fridge again :( im so tired", "Ana left their keys in the fridge again."),
        ("id love to help with the garden but my back hurts", "Ana would love to help with the garden"),
        ("ill bring my speakers but im late", "Ana will bring their speakers but is late."),
        ("actually Tariq hold off on the new server", "Ana asks Tariq to hold off on the new server."),
        (
            "the room is forty five dollars no sorry fifty dollars a night",
            "Ana says the room is fifty dollars a night.",
        ),
    ],
)
def test_speech_without_marks_is_told_clause_by_clause(iamus: Summarizer, said: str, expected: str) -> None:
    text = long_text(told(iamus, Said("Ana", said), Said("Tariq", "okay")))
    assert text.startswith(expected)
    assert " asks Tariq to wait" not in text


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("A", "i have a spare microphone at home"),
        ("Chair", "we took the chair to the kitchen"),
        ("Nurse", "we asked the nurse about the tablets"),
    ],
)
def test_a_label_that_is_a_word_is_not_restored_inside_speech(
    iamus: Summarizer, label: str, said: str
) -> None:
    text = long_text(told(iamus, Said(label, said), Said("Bo", "okay")))
    assert any(words in text for words in (" a spare ", "took the chair", "asked the nurse"))


def test_haggling_is_told_to_its_end(iamus: Summarizer) -> None:
    text = long_text(
        told(
            iamus,
            Said("Ana", "I'll take fifty pounds off the rent for this month."),
            Said("Ben", "Make it a hundred, please."),
            Said("Ana", "Seventy-five."),
            Said("Ben", "Okay, seventy-five."),
        )
    )
    assert text.endswith('Ana says: "Seventy-five." Ben says: "Okay, seventy-five."')


def test_another_number_in_another_matter_corrects_nothing(iamus: Summarizer) -> None:
    text = long_text(
        told(
            iamus,
            Said("Ana", "The report is due on Friday and costs nine thousand euros."),
            Said("Ben", "We sold forty bikes."),
        )
    )
    assert "Ben says they sold forty bikes." in text


def test_who_speaks_is_no_news(iamus: Summarizer) -> None:
    text = long_text(
        told(
            iamus,
            Said("Joy", "Hello, it's Joy from flat six. The heating has been off since Sunday."),
            Said("Ben", "I'll send somebody today."),
        )
    )
    assert "it's Joy" not in text
    assert "heating has been off since Sunday" in text


def test_what_several_are_asked_is_no_question_to_one(iamus: Summarizer) -> None:
    text = long_text(
        told(
            iamus,
            Said("Ana", "Have you all read the contract?"),
            Said("Ben", "I have, and I'll sign it tomorrow."),
            Said("Cho", "I haven't read it."),
        )
    )
    assert "Ben has all" not in text


def test_short_is_shorter_than_long(iamus: Summarizer) -> None:
    for name in ("sales_call", "support_call", "standup", "team_meeting", "three_way_sync"):
        summary = told(iamus, *conversation(name))
        assert summary.short is not None
        assert summary.long is not None
        short, long = (sum(len(each.text.split()) for each in part) for part in (summary.short, summary.long))
        assert short < 0.75 * long


def test_a_question_about_what_was_just_said_is_told_with_it(iamus: Summarizer) -> None:
    text = long_text(
        told(
            iamus,
            Said("Agent", "The engineer has a slot on Thursday at ten. Would that suit you?"),
            Said("Mark", "No, I can't do the morning."),
        )
    )
    assert (
        "a slot on Thursday at ten. The agent asks whether that would suit Mark; Mark says no"
        in text.replace("Agent says", "agent says")
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Should I call my insurance company about the ceiling?", "I'd take some photos of it first."),
        ("What advice would you give young people?", "Learn a trade before you go to college."),
        ("Do you ever get used to the early mornings?", "You do, but I fall asleep at every party."),
    ],
)
def test_advice_is_no_promise_and_no_request(iamus: Summarizer, asked: str, said: str) -> None:
    text = long_text(told(iamus, Said("Ana", asked), Said("Ben", said), Said("Ana", "Good idea.")))
    assert f'Ben says: "{said}"' in text


@pytest.mark.parametrize("said", ["I'd talk to your union.", "Then I'd take the room that you saw first."])
def test_what_one_would_do_in_the_others_place_is_quoted(iamus: Summarizer, said: str) -> None:
    text = long_text(
        told(iamus, Said("Ana", "They want to cut my hours."), Said("Ben", said), Said("Ana", "Good idea."))
    )
    assert "Ben would" not in text


@pytest.mark.parametrize(
    ("asked", "answered", "expected"),
    [
        (
            "Is there any rust on the frame?",
            "Not that I can see. But there's a long crack in the saddle.",
            'Ben says: "Not that I can see. But there\'s a long crack in the saddle."',
        ),
        (
            "How was the sailing course?",
            "Oh, it was great. Cold. We crossed the bay on the Friday and saw two seals.",
            'Ben says: "It was great. Cold. We crossed the bay on the Friday and saw two seals."',
        ),
        (
            "Would you be willing to run two workshops?",
            "I'll do one. I have exams. Maybe Tariq can do the other?",
            'Ben says: "I\'ll do one. I have exams."',
        ),
        (
            "Why do you want to sell the van?",
            "Honestly, I love that van. But the diesel costs more than my rent.",
            'Ben says: "I love that van. But the diesel costs more than my rent."',
        ),
        (
            "What could you pay for the piano?",
            "Six hundred maybe? If the pedals are mended.",
            'Ben says: "Six hundred maybe? If the pedals are mended."',
        ),
        (
            "Is the ferry still at nine?",
            "Well, no, that's the bad news. The harbour is shut, so it goes at noon.",
            "Ben says no: that's the bad news; the harbour is shut, so it goes at noon.",
        ),
        (
            "Have you booked the hall?",
            "I have, it was sixty pounds for the evening.",
            "Ben says yes: it was sixty pounds for the evening.",
        ),
        (
            "Does the flat have a garden?",
            "No but I'm thinking of renting an allotment.",
            "Ben says no. Ben is thinking of renting an allotment.",
        ),
    ],
)
def test_an_answer_is_told_with_what_turns_it(
    iamus: Summarizer, asked: str, answered: str, expected: str
) -> None:
    text = long_text(told(iamus, Said("Ana", asked), Said("Ben", answered)))
    assert expected in text


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("€2,300?? For one trumpet?", 'Ana asks: "€2,300?? For one trumpet?"'),
        ("The blue one. In your name?", 'Ana asks: "The blue one. In your name?"'),
    ],
)
def test_a_question_of_a_few_words_keeps_what_it_follows(
    iamus: Summarizer, asked: str, expected: str
) -> None:
    answer = Said("Ben", "Yes, because the shop threw in a case and three lessons.")
    assert expected in long_text(told(iamus, Said("Ana", asked), answer))


@pytest.mark.parametrize(
    ("said", "reply", "expected"),
    [
        (
            "Could you put the painting on a separate bill? My aunt might pay for that part.",
            "Sure, I'll split it.",
            "Ana asks Ben to put the painting on a separate bill; Ben agrees.",
        ),
        (
            "The bus leaves early today. Can you send that in a text?",
            "Sure.",
            "Ana asks Ben to send that in a text; Ben agrees.",
        ),
    ],
)
def test_who_agrees_agrees_to_the_request(iamus: Summarizer, said: str, reply: str, expected: str) -> None:
    text = long_text(told(iamus, Said("Ben", "Here is the list."), Said("Ana", said), Said("Ben", reply)))
    assert expected in text


def test_who_agrees_to_one_of_several_facts_is_quoted(iamus: Summarizer) -> None:
    text = long_text(
        told(
            iamus,
            Said("Ben", "What would the signs cost?"),
            Said("Ana", "The wood is forty euros per sign. The paint is the same as in April."),
            Said("Ben", "Okay, let's do that."),
        )
    )
    assert "Ben agrees" not in text


@pytest.mark.parametrize(
    ("said", "expected", "untold"),
    [
        ("I know, but the pump loses pressure every night.", "Ana says the pump loses", "Ana knows"),
        ("No, I don't think so either. The parcel comes on Friday.", "parcel comes on Friday", "think so"),
        ("Sorry, I have to ask. I'll test the line this afternoon.", "Ana will test the line", "has to ask"),
        ("You did, that's my fault. I'll bring a new lamp on Monday.", "Ana will bring", "Ben did"),
        ("Our worry here, I'll be frank with you, is the roof.", "their worry here is the roof", "frank"),
    ],
)
def test_replies_are_no_news(iamus: Summarizer, said: str, expected: str, untold: str) -> None:
    text = long_text(told(iamus, Said("Ben", "The boiler was mended."), Said("Ana", said)))
    assert expected in text
    assert untold not in text
