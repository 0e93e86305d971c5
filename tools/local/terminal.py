"""Strangers' words on a terminal."""


def harmless(text: str) -> str:
    """Escape what controls a terminal or turns the direction of the text; white space becomes a space."""
    return "".join(
        character
        if character.isprintable()
        else " "
        if character.isspace()
        else character.encode("unicode_escape").decode()
        for character in text
    )
