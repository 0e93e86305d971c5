"""Transcripts in other people's formats: what is read of them, and what is wrong with them."""

import json
import time
from typing import Any

import pytest
from api.transcripts import amazon_transcribe, plain, reader_of, subrip, webvtt
from api.transcripts.errors import TranscriptError
from recap.transcript import Utterance

from tests.unit.conftest import SUBMIT, Account, Api, api_event

VTT = """WEBVTT - Weekly
Kind: captions

NOTE a comment
of two lines

STYLE
::cue { color: red }

intro
00:01.000 --> 00:04.500 align:start position:0%
<v Ann Lee>We agreed to ship</v>

00:00:04.500 --> 00:00:06.000
<v.loud Ann Lee>the <i>new</i> release &amp; docs on <00:00:05.000>Friday.

01:02:03.004 --> 01:02:05.000
<v Ann Lee>Really? <v Bob>Yes.
Sure.
"""


def test_webvtt_gives_voices_times_and_whole_sentences() -> None:
    assert webvtt.read(VTT) == [
        Utterance("We agreed to ship the new release & docs on Friday.", "Ann Lee", 1.0, 6.0),
        Utterance("Really?", "Ann Lee", 3723.004, 3725.0),
        Utterance("Yes. Sure.", "Bob", 3723.004, 3725.0),
    ]


def test_webvtt_readings_above_words_are_not_said() -> None:
    cue = "<v Ann\nLee>I <ruby>send<rt>x</rt></ruby> it, <ruby>soon<rt>y</ruby> &lt;3."
    assert webvtt.read(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{cue}") == [
        Utterance("I send it, soon <3.", "Ann Lee", 1.0, 2.0)
    ]


def test_webvtt_with_names_in_its_text() -> None:
    cues = [
        "1",
        "00:00:01.000 --> 00:00:02.000",
        "Ann: Hello.",
        "",
        "2",
        "00:00:02.000 --> 00:00:03.000",
        "Bob: Hi.",
    ]
    text = "\r\n".join(["WEBVTT", "", *cues])
    assert webvtt.read(text) == [Utterance("Hello.", "Ann", 1.0, 2.0), Utterance("Hi.", "Bob", 2.0, 3.0)]


def test_a_colon_here_and_there_names_nobody() -> None:
    cues = "".join(
        f"00:0{n}.000 --> 00:0{n}.500\n{text}\n\n" for n, text in enumerate(["Note: this.", "Ok.", "Yes."])
    )
    assert [utterance.speaker for utterance in webvtt.read(f"WEBVTT\n\n{cues}")] == [None] * 3


def test_what_never_ends_is_joined_for_half_a_minute_at_most() -> None:
    cues = "".join(f"00:00:{n:02}.000 --> 00:00:{n + 5:02}.000\nword\n\n" for n in range(0, 55, 5))
    assert [(u.start, u.end) for u in webvtt.read(f"WEBVTT\n\n{cues}")] == [(0.0, 30.0), (30.0, 55.0)]


SRT = """1
00:00:01,000 --> 00:00:02,5
<i>Ann:</i> {\\an8}I think 3 < 4
2
00:00:02,500 --> 00:00:04,000
Ann: is right.

3
00:00:05,000 --> 00:00:06,000
Bob: 42
"""


def test_subrip_gives_names_times_and_whole_sentences() -> None:
    assert subrip.read(SRT) == [
        Utterance("I think 3 < 4 is right.", "Ann", 1.0, 4.0),
        Utterance("42", "Bob", 5.0, 6.0),
    ]


@pytest.mark.parametrize(
    ("read", "text", "loc"),
    [
        (webvtt.read, "00:01.000 --> 00:02.000\nHi.", ("body", "line 1")),
        (webvtt.read, "WEBVTTX\n", ("body", "line 1")),
        (webvtt.read, "WEBVTT\n\nsoon --> later\nHi.", ("body", "line 3")),
        (webvtt.read, "WEBVTT\n\n00:02.000 --> 00:01.000\nHi.", ("body", "line 3")),
        (webvtt.read, "WEBVTT\n\n00:01.000 --> 00:02.000\nHi.\n<v Ann I will go.", ("body", "line 5")),
        (webvtt.read, "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann I will go.</v>", ("body", "line 4")),
        (subrip.read, "1\n00:00:01 --> 00:00:02\nHi.", ("body", "line 2")),
        (subrip.read, "Hello.", ("body",)),
        (amazon_transcribe.read, "{", ("body",)),
        (amazon_transcribe.read, "{}", ("body", "results")),
        (amazon_transcribe.read, '{"results":{"items":[{"type":"x","alternatives":[{"content":"a"}]}]}}',
         ("body", "results", "items", 0, "type")),
        (amazon_transcribe.read, json.dumps({"results": {"items": [
            {"type": "pronunciation", "start_time": "9", "end_time": "2", "alternatives": [{"content": "a"}]}
        ]}}), ("body", "results", "items", 0, "end_time")),
        (amazon_transcribe.read, '{"status":"FAILED","results":{}}', ("body", "status")),
    ],
)  # fmt: skip
def test_what_breaks_the_rules_is_told_by_its_place(read: Any, text: str, loc: tuple[str | int, ...]) -> None:  # noqa: ANN401
    with pytest.raises(TranscriptError) as wrong:
        read(text)
    ((place, msg),) = wrong.value.places
    assert place == loc
    assert msg


def word(content: str, start: float, speaker: str | None = None) -> dict[str, Any]:
    item: dict[str, Any] = {
        "type": "pronunciation",
        "alternatives": [{"content": content, "confidence": "1.0"}],
    }
    item |= {"start_time": str(start), "end_time": str(start + 0.5)}
    return item | ({"speaker_label": speaker} if speaker else {})


def mark(content: str) -> dict[str, Any]:
    return {"type": "punctuation", "alternatives": [{"content": content, "confidence": "0.0"}]}


def job(**results: Any) -> str:  # noqa: ANN401
    return json.dumps({"jobName": "j", "status": "COMPLETED", "results": {"transcripts": [], **results}})


TOLD = [
    Utterance("On hold, again.", "spk_0", 0.0, 1.5),
    Utterance("Why?", "spk_0", 1.5, 2.0),
    Utterance("Sorry", "spk_1", 2.0, 2.5),
]


def test_transcribe_with_the_speaker_in_each_item() -> None:
    items = [word("On", 0, "spk_0"), word("hold", 0.5, "spk_0"), mark(","), word("again", 1, "spk_0"),
             mark("."), word("Why", 1.5, "spk_0"), mark("?"), word("Sorry", 2, "spk_1")]  # fmt: skip
    assert amazon_transcribe.read(job(items=items)) == TOLD


def test_transcribe_with_the_speakers_apart() -> None:
    items = [word("On", 0), word("hold", 0.5), mark(","), word("again", 1), mark("."), word("Why", 1.5),
             mark("?"), word("Sorry", 2)]  # fmt: skip
    segments = [
        {"items": [{"start_time": str(at), "speaker_label": "spk_0"} for at in (0, 0.5, 1, 1.5)]},
        {"items": [{"start_time": "2.0", "speaker_label": "spk_1"}]},
    ]
    assert amazon_transcribe.read(job(items=items, speaker_labels={"segments": segments})) == TOLD


def test_transcribe_with_channels() -> None:
    channels = [
        {"channel_label": "ch_0", "items": [word("Hello", 0), mark("."), word("Bye", 3), mark(".")]},
        {"channel_label": "ch_1", "items": [word("Hi", 1), mark(".")]},
    ]
    assert amazon_transcribe.read(job(channel_labels={"channels": channels})) == [
        Utterance("Hello.", "ch_0", 0.0, 0.5),
        Utterance("Hi.", "ch_1", 1.0, 1.5),
        Utterance("Bye.", "ch_0", 3.0, 3.5),
    ]


def test_transcribe_without_punctuation_breaks_at_pauses() -> None:
    items = [word("one", 0), word("two", 0.5), word("three", 3)]
    assert [u.text for u in amazon_transcribe.read(job(items=items))] == ["one two", "three"]


def test_plain_lines_name_their_speakers() -> None:
    lines = ["", "Ann Lee: Good morning.", "How are you?", "", "#Person2#: Fine: really.", "10:30 it is.", "",
             "Nobody said this.", "Bob:", "All right.", ""]  # fmt: skip
    assert plain.read("\n".join(lines)) == [
        Utterance("Good morning. How are you?", "Ann Lee"),
        Utterance("Fine: really. 10:30 it is.", "#Person2#"),
        Utterance("Nobody said this.", None),
        Utterance("All right.", "Bob"),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("[00:01:02] Anna: Hi.", Utterance("Hi.", "Anna", 62.0)),
        ("(1:02.5) Anna: Hi.", Utterance("Hi.", "Anna", 62.5)),
        ("10:02:11 From Anna Smith to Everyone: See: this.", Utterance("See: this.", "Anna Smith", 36131.0)),
        ("10:02:11\t From  Anna Smith : Hi.", Utterance("Hi.", "Anna Smith", 36131.0)),
        ("9:15 - Anna: Hi.", Utterance("Hi.", "Anna", 555.0)),
        ("[00:05] And nobody is named.", Utterance("And nobody is named.", None, 5.0)),
        ("10:30 it is.", Utterance("10:30 it is.")),
        ("From Anna to Ben: a gift.", Utterance("a gift.", "From Anna to Ben")),
    ],
)
def test_a_line_may_start_with_its_time(line: str, told: Utterance) -> None:
    assert plain.read(line) == [told]


def test_a_time_begins_a_new_utterance() -> None:
    assert plain.read("[0:01] Ann: One.\nTwo.\n[0:09] Three.") == [
        Utterance("One. Two.", "Ann", 1.0),
        Utterance("Three.", None, 9.0),
    ]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Dr. Lee (guest): Hi.", "Dr. Lee (guest)"),
        ("customer service agent: Hi.", "customer service agent"),
        ("SPEAKER 1 : Hi.", "SPEAKER 1"),
        ("王小明: Hi.", "王小明"),
        ("We have two ways to go: left or right.", None),
        ("See https://example.com for more.", None),
        ("What? No: never.", None),
        ("--- : Hi.", None),
    ],
)
def test_what_is_a_name(line: str, speaker: str | None) -> None:
    assert plain.read(line)[0].speaker == speaker


@pytest.mark.parametrize(
    ("content_type", "reader"),
    [
        ("text/vtt", webvtt.read),
        ("Text/VTT; charset=utf-8", webvtt.read),
        ("application/x-subrip", subrip.read),
        ("text/srt", subrip.read),
        ("application/srt; charset=utf-8", subrip.read),
        ("text/x-srt", subrip.read),
        ("text/x-subrip", subrip.read),
        ("application/vnd.amazon.transcribe+json", amazon_transcribe.read),
        ("text/plain", plain.read),
        ("application/json", None),
        ("application/x-www-form-urlencoded", None),
        ("", None),
    ],
)
def test_the_content_type_tells_the_format(content_type: str, reader: object) -> None:
    assert reader_of(content_type, "Ann: Hi.") is reader


def test_json_that_is_called_plain_text_is_json() -> None:
    assert reader_of("text/plain;charset=UTF-8", '\n {"summaryData": []}') is None


HUGE = {
    "lines of nobody": (plain.read, "Hi there you.\n" * 70_000),
    "chats without an end": (plain.read, "10:02:11 From " + "a to " * 200_000),
    "cues at one time": (webvtt.read, "WEBVTT\n\n" + "00:01.000 --> 00:02.000\nword\n\n" * 33_000),
    "tags without an end": (webvtt.read, "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<i" * 500_000),
    "readings without an end": (webvtt.read, "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<rt " * 250_000),
    "markup without an end": (subrip.read, "1\n00:00:01,000 --> 00:00:02,000\n" + "<i{\\" * 250_000),
}


@pytest.mark.parametrize("name", HUGE)
def test_a_mebibyte_is_read_in_time_that_grows_with_its_length(name: str) -> None:
    read, text = HUGE[name]
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 2


def sent(content_type: str, body: str, **query: str) -> dict[str, Any]:
    lists = {name: [value] for name, value in query.items()}
    return api_event("POST", SUBMIT, body=body, query=lists, headers={"content-type": content_type})


FILES = {
    "text/vtt": VTT,
    "application/x-subrip": SRT,
    "application/vnd.amazon.transcribe+json": job(items=[word("Hello", 0, "spk_0"), mark(".")]),
    "text/plain; charset=utf-8": "\ufeffAnn: Hello.\nBob: Hi.",
}


@pytest.mark.parametrize("content_type", FILES)
def test_a_transcript_is_accepted_with_its_options_in_the_query(
    api: Api, account: Account, content_type: str
) -> None:
    answer = api.call(sent(content_type, FILES[content_type], summaryType="all", model="iamus"))
    assert answer.status == 202
    event = account.receive(account.request_queue)
    assert event is not None
    queued = json.loads(event["Records"][0]["body"])
    assert (queued["summary_type"], queued["model"]) == ("all", "iamus")
    assert queued["utterances"][0]["speaker"] in ("Ann Lee", "Ann", "spk_0")


def test_a_transcripts_options_have_the_same_defaults(api: Api, account: Account) -> None:
    assert api.call(sent("text/plain", "Ann: Hello.")).status == 202
    event = account.receive(account.request_queue)
    assert event is not None
    queued = json.loads(event["Records"][0]["body"])
    assert (queued["summary_type"], queued["model"]) == ("extractive", "mopsus")


def test_everything_that_is_wrong_with_a_transcript_is_named(api: Api) -> None:
    answer = api.call(sent("text/vtt", "Hello.", summaryType="both", model="x", request_id="/"))
    assert (answer.status, answer.fields) == (
        400,
        ["query.request_id", "query.summaryType", "query.model", "body.line 1"],
    )


@pytest.mark.parametrize(("length", "status"), [(200, 202), (201, 400)])
def test_a_transcripts_speakers_have_names_that_can_be_told(api: Api, length: int, status: int) -> None:
    cue = f"WEBVTT\n\n00:00.000 --> 00:01.000\n<v {'x' * length}>Good morning.\n"
    answer = api.call(sent("text/vtt", cue))
    assert answer.status == status
    assert status == 202 or answer.fields == ["body"]


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/vtt", "WEBVTT"),
        ("text/plain", "Ann:"),
        ("text/plain", ""),
        ("application/vnd.amazon.transcribe+json", job()),
    ],
)
def test_a_transcript_in_which_nothing_is_said_is_400(api: Api, content_type: str, body: str) -> None:
    answer = api.call(sent(content_type, body))
    assert (answer.status, answer.fields) == (400, ["body"])


def test_a_line_is_called_one(api: Api) -> None:
    assert "line 1 must be WEBVTT" in api.call(sent("text/vtt", "Hello.")).document["message"]


def test_a_type_that_is_not_known_is_told_those_that_are(api: Api) -> None:
    answer = api.call(sent("text/html", SRT))
    assert (answer.status, answer.fields) == (400, ["header.Content-Type"])
    assert "application/x-subrip" in answer.document["message"]


def test_transcribe_that_is_called_plain_json_is_told_its_type(api: Api) -> None:
    answer = api.call(sent("application/json", job(items=[word("Hello", 0)])))
    assert (answer.status, answer.fields) == (400, ["body.summaryData"])
    assert "application/vnd.amazon.transcribe+json" in answer.document["message"]
