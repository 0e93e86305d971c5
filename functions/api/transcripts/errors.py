"""What is wrong with a transcript."""

Place = tuple[str | int, ...]


def line_of(number: int) -> Place:
    """Name a line of a text; the first one is 1."""
    return ("body", f"line {number}")


class TranscriptError(Exception):
    """A transcript breaks the rules of its format: at each place, what must be there. Never quotes it."""

    def __init__(self, *places: tuple[Place, str]) -> None:
        super().__init__(f"{len(places)} places are wrong")
        self.places = places
