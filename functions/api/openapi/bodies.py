"""Bodies whose parts the API checks one by one, put together again to describe them."""

from pydantic import BaseModel, Field

from api.body import Blob, Options
from api.symbl.models import Event, TextMessage
from api.symbl.models import Options as SymblOptions


class Submission(Options):
    """A conversation to summarize."""

    summary_data: list[Blob] = Field(alias="summaryData", min_length=1)


class TextMessages(SymblOptions):
    """Messages to process."""

    messages: list[TextMessage] = Field(min_length=1)


class SpeakerEvents(BaseModel):
    """Who spoke when."""

    speaker_events: list[Event] = Field(alias="speakerEvents", min_length=1)
