from pathlib import Path

from summarizers.extractive import read
from summarizers.table_encoder import TableEncoder

from tools.train.talks import marked_talks, read_talks

ENCODER = TableEncoder(Path("layers/models/minilm"))


def test_marks_and_texts_fit_the_sentences() -> None:
    for number, talk in enumerate(read_talks()):
        count = len(read(talk.utterances, ENCODER).sentences)
        assert len(talk.told) == count, number
        assert len(talk.needs) in (0, count), number


def test_marks_name_what_is_there() -> None:
    for talk in marked_talks():
        turns, count = len(talk.utterances), len(talk.needs)
        assert talk.short
        assert max(talk.short | talk.minutes) < turns
        assert all(marks is None or all(mark < count for mark in marks) for marks in talk.needs)
        assert all(index < count for index in talk.until)
