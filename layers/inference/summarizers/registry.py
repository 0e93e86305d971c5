"""The summarizers that can be asked for by name; frozen data, no code."""

from dataclasses import dataclass


class UnknownModelError(Exception):
    """No summarizer has this name."""


@dataclass(frozen=True, slots=True)
class Model:
    """One summarizer.

    beams: width of the search of the rewriting network; 0: sentences are rewritten by rule alone. shortens:
    the network may also replace what a rule has rewritten, where its sentence is shorter. margin: how much
    likelier, in nats, the network must find its sentence than the same sentence about another speaker; the
    larger, the fewer of its sentences get through. sentences: told of a chapter, per square root of its
    words. embeds: sentences are read by the sentence encoder; otherwise their word vectors do. reads: they
    are scored as a network sees them that reads the conversation itself.
    """

    name: str
    description: str
    beams: int
    margin: float
    sentences: float
    embeds: bool
    reads: bool


MODELS = {
    model.name: model
    for model in (
        Model(
            name="mopsus",
            description="Reported speech by rule; a network, searched greedily, rewrites what no rule can.",
            beams=1,
            margin=1.0,
            sentences=0.26,
            embeds=True,
            reads=False,
        ),
        Model(
            name="iamus",
            description="Reported speech by rule alone, sentences compared by their words: fastest.",
            beams=0,
            margin=0.0,
            sentences=0.2,
            embeds=False,
            reads=False,
        ),
        Model(
            name="cassandra",
            description="As mopsus, with a network that reads the conversation, and four beams.",
            beams=4,
            margin=2.0,
            sentences=0.26,
            embeds=True,
            reads=True,
        ),
    )
}
MODEL_NAMES = tuple(MODELS)


def model_named(name: str) -> Model:
    """Look a summarizer up; raises UnknownModelError."""
    try:
        return MODELS[name]
    except KeyError:
        raise UnknownModelError(f"no model is called {name!r}; there are {', '.join(MODEL_NAMES)}") from None
