"""What is wrong with a transcript."""


class TranscriptError(Exception):
    """A transcript breaks the rules of its format: at each place, what must be there. Never quotes it."""

    def __init__(self, *places: tuple[tuple[str | int, ...], str]) -> None:
        super().__init__(f"{len(places)} places are wrong")
        self.places = places
