"""Messages into sentences, speakers into members, events into who spoke; tokens; ids."""

import dataclasses
import time
from typing import Any

import pytest
from recap.conversations.document import Conversation
from recap.conversations.ids import is_conversation_id, job_id, new_conversation_id, parse_job_id, part_id
from recap.conversations.jobs import JobStatus, Makes
from recap.conversations.speakers import SpeakerEvent, apply_speaker_events
from recap.conversations.talk import Speaker, Turn, add_turns, rename
from recap.conversations.tasks import JobTask, NoticeTask, conversation_of, is_about_job
from recap.conversations.times import Timeline
from recap.errors import InvalidTokenError, MalformedMessageError, UnknownMemberError
from recap.keys import key_digest
from recap.request import SummaryRequest, SummaryType
from recap.tokens import app_id, digest_of, is_token, issue_token

ANN, BEN, NOBODY = Speaker("Ann"), Speaker("Ben"), Speaker()


def conversation(*turns: Turn) -> Conversation:
    made = Conversation("1234567890123456", 1000.0)
    add_turns(made, turns)
    return made


def turn(text: str, speaker: Speaker = ANN, start: float | None = None, end: float | None = None) -> Turn:
    return Turn(text, speaker, start, end)


def names(found: Conversation) -> list[str]:
    by_id = {member.id: member.name for member in found.members}
    return [by_id[message.member] for message in found.messages]


def test_a_message_is_split_into_sentences_that_share_its_time_by_length() -> None:
    found = conversation(turn("Ten chars. And this one has thirty chars.", start=100.0, end=140.0))
    assert [message.text for message in found.messages] == ["Ten chars.", "And this one has thirty chars."]
    assert [(message.start, message.end) for message in found.messages] == [(100.0, 110.0), (110.0, 140.0)]


@pytest.mark.parametrize(
    "text", ["Dr. Adams paid $3.50 at 5 p.m. on Monday", "no punctuation at all", "🎉", "你好"]
)
def test_what_is_one_sentence_stays_one(text: str) -> None:
    (message,) = conversation(turn(text)).messages
    assert message.text == text


def test_nothing_that_was_said_is_lost_in_splitting() -> None:
    text = "First!? Second… third\nfourth. \u2028 Fifth؟ Sixth。Seventh"
    found = conversation(turn(text))
    joined = "".join("".join(message.text.split()) for message in found.messages)
    assert joined == "".join(text.split())


def test_message_ids_are_the_same_every_time_and_differ_between_conversations() -> None:
    first, second = conversation(turn("One. Two.")), conversation(turn("One."), turn("Two."))
    assert [message.id for message in first.messages] == [message.id for message in second.messages]
    other = Conversation("6543210987654321", 0)
    add_turns(other, [turn("One.")])
    assert other.messages[0].id != first.messages[0].id


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        ([ANN, BEN, ANN], ["Ann", "Ben", "Ann"]),
        ([NOBODY, NOBODY], ["Speaker 1", "Speaker 1"]),
        ([NOBODY, ANN, Speaker(user_id="x")], ["Speaker 1", "Ann", "Speaker 2"]),
        ([Speaker("Speaker 1"), NOBODY], ["Speaker 1", "Speaker 2"]),
        ([NOBODY, Speaker("Speaker 1"), NOBODY], ["Speaker 1", "Speaker 1", "Speaker 2"]),
        # A user id says who it is, whatever the name; a name alone finds who is called so.
        ([Speaker("Ann", "a"), Speaker("Annabel", "a"), ANN], ["Ann", "Ann", "Ann"]),
        ([Speaker("Ann", "a"), Speaker("Ann", "b")], ["Ann", "Ann"]),
        # The name comes later.
        ([Speaker(user_id="a"), Speaker("Ann", "a")], ["Ann", "Ann"]),
        ([Speaker("Ann", "ann@example.com"), Speaker(email="ann@example.com")], ["Ann", "Ann"]),
    ],
)
def test_speakers_become_members(speakers: list[Speaker], expected: list[str]) -> None:
    found = conversation(*(turn("Yes.", speaker) for speaker in speakers))
    assert names(found) == expected


def test_two_user_ids_of_one_name_are_two_members() -> None:
    assert len(conversation(turn("A.", Speaker("Ann", "a")), turn("B.", Speaker("Ann", "b"))).members) == 2


def test_renamed_members_are_found_by_old_name_new_name_and_address() -> None:
    found = conversation(turn("One."))
    rename(found, found.members[0].id, "Annabel", "ann@example.com")
    add_turns(found, [turn("Two.", Speaker(name)) for name in ("Ann", "Annabel")])
    add_turns(found, [turn("Three.", Speaker("A.", "ann@example.com"))])
    assert set(names(found)) == {"Annabel"}
    with pytest.raises(UnknownMemberError):
        rename(found, "nobody", "x", None)


def begins(speaker: Speaker, offset: float) -> SpeakerEvent:
    return SpeakerEvent(speaker, offset, begins=True)


def stops(speaker: Speaker, offset: float) -> SpeakerEvent:
    return SpeakerEvent(speaker, offset, begins=False)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([begins(ANN, 0), stops(ANN, 10), begins(BEN, 10), stops(BEN, 20)], ["Ann", "Ben"]),
        ([begins(ANN, 0)], ["Ann", "Ann"]),
        ([stops(ANN, 20)], ["Speaker 1", "Speaker 1"]),
        ([begins(ANN, 0), stops(ANN, 4.9)], ["Speaker 1", "Speaker 1"]),
        ([begins(ANN, 0), stops(ANN, 5)], ["Ann", "Speaker 1"]),
        ([begins(ANN, 0), begins(BEN, 4), stops(ANN, 20), stops(BEN, 20)], ["Ann", "Ben"]),
        ([begins(ANN, 0), begins(ANN, 5), stops(ANN, 10)], ["Ann", "Speaker 1"]),
        ([begins(ANN, 0), stops(ANN, 3), begins(ANN, 7), stops(ANN, 10)], ["Ann", "Speaker 1"]),
        ([stops(ANN, 10), begins(ANN, 10), begins(ANN, 0)], ["Ann", "Ann"]),
        ([begins(ANN, 1000)], ["Speaker 1", "Speaker 1"]),
    ],
)
def test_speaker_events_decide_by_time(events: list[SpeakerEvent], expected: list[str]) -> None:
    found = conversation(turn("One.", NOBODY, 500.0, 510.0), turn("Two.", NOBODY, 510.0, 520.0))
    given = apply_speaker_events(found, events)
    assert names(found) == expected
    assert given == len([name for name in expected if name != "Speaker 1"])


def test_thousands_of_speaker_events_and_messages_are_not_all_compared() -> None:
    found = conversation(*(turn("Yes.", NOBODY, second, second + 1) for second in range(8_000)))
    events = [
        change(ANN if second % 2 else BEN, second + later)
        for second in range(8_000)
        for change, later in ((begins, 0), (stops, 1))
    ]
    began = time.process_time()
    assert apply_speaker_events(found, events) == 8_000
    assert time.process_time() - began < 1
    assert names(found) == ["Ben", "Ann"] * 4_000


def test_speaker_events_leave_messages_alone_whose_time_is_not_known() -> None:
    found = conversation(turn("One.", NOBODY), turn("Two.", NOBODY, 500.0, 500.0))
    assert apply_speaker_events(found, [begins(ANN, 0)]) == 1
    assert names(found) == ["Speaker 1", "Ann"]


def test_a_message_without_a_time_is_said_when_the_one_before_it_ended() -> None:
    found = conversation(turn("One."), turn("Two.", ANN, 500.0, 510.0), turn("Three."))
    timeline = Timeline.of(found)
    assert timeline.spans == [(500.0, 500.0), (500.0, 510.0), (510.0, 510.0)]
    assert Timeline.of(conversation(turn("One."))).spans == [(1000.0, 1000.0)]


def test_a_document_gives_back_the_very_conversation() -> None:
    found = conversation(turn("One. Two.", Speaker("Ann", "a@example.com"), 1.5, 2.5), turn("Three.", NOBODY))
    job = found.add_job(Makes.REST, "https://example.com/")
    job.start("message")
    found.summarize(job, [("Ann says one.", [found.messages[0].id])], found.state)
    job.end_as(JobStatus.FAILED, retryable=True)
    assert Conversation.from_document(found.to_document()) == found


def test_the_state_changes_with_names_and_speakers_and_words_only() -> None:
    found = conversation(turn("One."), turn("Two.", BEN))
    before = found.state
    found.add_job(Makes.REST)
    assert found.state == before
    rename(found, found.members[0].id, "Annabel", None)
    renamed = found.state
    found.messages[0].member = found.members[1].id
    assert len({before, renamed, found.state}) == 3


def test_items_of_the_same_messages_do_not_share_an_id() -> None:
    found = conversation(turn("One."))
    refs = [found.messages[0].id]
    found.summarize(found.add_job(Makes.WHOLE), [("a", refs), ("b", refs)], "")
    assert found.summary is not None
    assert len({item.id for item in found.summary.items}) == 2


def test_ids_are_taken_apart_as_they_were_made() -> None:
    identifier = new_conversation_id()
    assert is_conversation_id(identifier)
    assert int(identifier) < 2**53, "JavaScript keeps it exactly"
    assert parse_job_id(job_id(identifier, 12)) == (identifier, 12)
    for wrong in (
        "",
        "1-1",
        f"{identifier}-0",
        f"{identifier}-01",
        f"{identifier}-1/../x",
        f"{identifier}-1\n",
    ):
        assert parse_job_id(wrong) is None
    assert part_id(identifier, "message", 1) == part_id(identifier, "message", 1)
    assert part_id(identifier, "message", 1) != part_id(identifier, "member", 1)


def test_messages_about_jobs_are_told_from_requests() -> None:
    job, notice = JobTask.of("c", "1234567890123456", 1), NoticeTask("1234567890123456-1", "c", 0, first=True)
    assert JobTask.from_json(job.to_json()) == job
    assert NoticeTask.from_json(notice.to_json()) == notice
    assert is_about_job(job.to_json())
    assert is_about_job(notice.to_json())
    request = SummaryRequest('{"job_id":', "r", "/api", SummaryType.ALL, "mopsus", (), None)
    assert not is_about_job(request.to_json())


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"job_id":1,"caller":"c"}', '{"job_id":"x"}', "{" * 100_000]
)
def test_messages_that_are_none_of_ours_are_refused(body: str) -> None:
    for kind in (JobTask, NoticeTask):
        with pytest.raises(MalformedMessageError):
            kind.from_json(body)


def test_a_task_that_names_no_job_is_refused() -> None:
    with pytest.raises(MalformedMessageError):
        conversation_of(JobTask("../request=r", "c"))


def test_a_token_stands_for_the_key_it_was_given_for_until_it_expires() -> None:
    digest = key_digest("key")
    token = issue_token("master", app_id("master", digest), "key", now=1000)
    assert is_token(token)
    assert not is_token("key")
    assert digest_of("master", token, now=1000 + 86_399) == digest
    with pytest.raises(InvalidTokenError):
        digest_of("master", token, now=1000 + 86_400)
    with pytest.raises(InvalidTokenError):
        digest_of("another master", token, now=1000)


def tampered(token: str) -> list[str]:
    header, claims, signature = token.split(".")
    none = "eyJhbGciOiJub25lIn0"
    return [
        f"{header}.{claims}.", f"{header}.{claims}", f"{header}..{signature}", f"{none}.{claims}.",
        f"{none}.{claims}.{signature}", f"{header}.{claims[:-2]}AA.{signature}",
        f"{header}.{claims}.{signature}A", f"{header}.{claims}.ü", f"{header}.\ud800.{signature}",
    ]  # fmt: skip


def test_a_tampered_token_is_refused() -> None:
    token = issue_token("master", app_id("master", key_digest("key")), "key", now=1000)
    for wrong in tampered(token):
        with pytest.raises(InvalidTokenError):
            digest_of("master", wrong, now=1000)


@pytest.mark.parametrize(
    ("app", "secret"), [("", "key"), ("0" * 32, "key"), (None, "another"), ("ü\ud800", "key")]
)
def test_a_wrong_pair_gets_no_token(app: str | None, secret: str) -> None:
    right = app_id("master", key_digest("key"))
    with pytest.raises(InvalidTokenError):
        issue_token("master", right if app is None else app, secret, now=0)


def test_nothing_of_a_conversation_is_left_when_it_is_deleted() -> None:
    found = conversation(turn("A secret."))
    found.name, found.metadata = "Secret", {"secret": 1}
    done, running, waiting = (found.add_job(Makes.REST) for _ in range(3))
    done.end_as(JobStatus.COMPLETED)
    running.start("message")
    assert found.delete() == [running, waiting]
    assert [job.status for job in found.jobs] == [JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.FAILED]
    left: dict[str, Any] = dataclasses.asdict(found)
    del left["jobs"], left["id"], left["accepted_at"]
    assert not any(value for name, value in left.items() if name != "deleted")
