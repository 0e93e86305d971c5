"""Sentences made by rule from SGD's annotations: who asked, offered, chose or confirmed what.

They are right by construction (a value is only told if the turn has it word for word), which references that
people wrote are not always; the wording varies, so that the network learns the matter and not the template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizers.words import listed

from tools.train.pairs import window_pair

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from tools.train.corpora import Dialogue, Turn
    from tools.train.pairs import Pair

MOST_VALUES = 3
PER_DIALOGUE = 3
SINGLE = 0.5
"""Share of sentences with one clause only."""

YES_OR_NO = (
    "serves_",
    "has_",
    "is_",
    "refundable",
    "shared_",
    "pets_",
    "good_for",
    "offers_",
    "smoking",
    "furnished",
    "accepts_",
    "free_",
    "in_unit",
)

INTENTS = {
    "AddEvent": "add an event to the calendar",
    "BookAppointment": "book an appointment",
    "BookHouse": "book the house",
    "BuyBusTicket": "buy bus tickets",
    "BuyEventTickets": "buy tickets for an event",
    "BuyMovieTickets": "buy movie tickets",
    "CheckBalance": "check an account balance",
    "FindApartment": "find an apartment",
    "FindAttractions": "find attractions to visit",
    "FindBus": "find a bus",
    "FindEvents": "find an event",
    "FindMovies": "find a movie",
    "FindProvider": "find someone for an appointment",
    "FindRestaurants": "find a restaurant",
    "GetAvailableTime": "know when there is free time",
    "GetCarsAvailable": "find a rental car",
    "GetEventDates": "know the dates of an event",
    "GetEvents": "see what is on the calendar",
    "GetRide": "book a ride",
    "GetTimesForMovie": "know the show times of a movie",
    "GetWeather": "know the weather",
    "LookupMusic": "find a song",
    "LookupSong": "find a song",
    "PlayMedia": "play the song",
    "PlayMovie": "watch the movie",
    "PlaySong": "play the song",
    "ReserveCar": "reserve a rental car",
    "ReserveHotel": "reserve a hotel room",
    "ReserveOnewayFlight": "book a one-way flight",
    "ReserveRestaurant": "reserve a table at a restaurant",
    "ReserveRoundtripFlights": "book a round-trip flight",
    "ScheduleVisit": "schedule a visit",
    "SearchHotel": "find a hotel",
    "SearchHouse": "find a house to stay in",
    "SearchOnewayFlight": "find a one-way flight",
    "SearchRoundtripFlights": "find a round-trip flight",
    "TransferMoney": "transfer money",
}


# Acts that need no slot, and how they are told; "{other}" is whom the turn speaks to.
PLAIN_ACTS = {
    "REQUEST_ALTS": ("asks for another option", "asks {other} for something else", "wants a different one"),
    "NOTIFY_SUCCESS": ("confirms that it is done", "says that it was successful", "tells {other} it is done"),
    "NOTIFY_FAILURE": ("says that it did not work", "tells {other} that it failed", "reports that it failed"),
    "REQ_MORE": ("asks whether {other} needs anything else", "offers {other} more help"),
}
INTENT_ACTS = {
    "INFORM_INTENT": ("wants to {intent}", "would like to {intent}", "needs to {intent}", "asks to {intent}"),
    "OFFER_INTENT": ("asks whether {other} wants to {intent}", "asks {other} whether to {intent}"),
}
PROPOSALS = ("CONFIRM", "OFFER", "OFFER_INTENT")


def from_acts(dialogue: Dialogue, chance: random.Random) -> Iterator[Pair]:
    """Up to three pairs of turns picked at random, each with a sentence about one or two of its acts."""
    numbers = list(range(len(dialogue.turns)))
    chance.shuffle(numbers)
    made = 0
    for number in numbers:
        turn = dialogue.turns[number]
        other = next((one.speaker for one in dialogue.turns if one.speaker != turn.speaker), turn.speaker)
        before = dialogue.turns[number - 1] if number else None
        clauses = [*_acting(turn, other, chance), *_telling(turn, other, chance)]
        clauses += _answering(turn, before, other, chance) if before else []
        if not clauses or made == PER_DIALOGUE:
            continue
        first, second = chance.choice(clauses), chance.choice(clauses)
        repeats = first.split()[-1] == second.split()[-1]
        told = first if repeats or chance.random() < SINGLE else f"{first} and {second}"
        marked = [number - 1, number] if before and has(turn, "AFFIRM", "NEGATE", "SELECT") else [number]
        pair = window_pair(dialogue, marked, f"{turn.speaker} {told}.", chance)
        if pair:
            made += 1
            yield pair


def _acting(turn: Turn, other: str, chance: random.Random) -> Iterator[str]:
    """Clauses of what the speaker wants, offers or reports without naming a value."""
    for act, _, values in turn.acts:
        if act in INTENT_ACTS and values and values[0] in INTENTS:
            yield chance.choice(INTENT_ACTS[act]).format(intent=INTENTS[values[0]], other=other)
        elif act in PLAIN_ACTS:
            yield chance.choice(PLAIN_ACTS[act]).format(other=other)
        elif act == "INFORM_COUNT" and values and values[0] in turn.text:
            yield chance.choice([f"finds {values[0]} options", f"says there are {values[0]} options"])
        elif act == "THANK_YOU" and len(turn.acts) == 1:
            yield f"thanks {other}"
    asked = [
        slot_words(slot) for act, slot, _ in turn.acts if act == "REQUEST" and not slot.startswith(YES_OR_NO)
    ]
    if asked:
        things = listed([f"the {slot}" for slot in asked[:MOST_VALUES]])
        verb = chance.choice([f"asks {other} for", "asks for", "wants to know", "asks about"])
        yield f"{verb} {things}"


def _telling(turn: Turn, other: str, chance: random.Random) -> Iterator[str]:
    """Clauses that tell the values which the speaker names."""
    pick = chance.choice
    if said := _values(turn, "INFORM", chance):
        verb = pick(["is", "should be"]) if turn.speaker == "Customer" else "is"
        facts = listed([f"the {slot} {verb} {value}" for slot, value in said])
        yield f"{pick(['says that', f'tells {other} that', 'mentions that'])} {facts}"
        if turn.speaker == "Customer":
            yield f"{pick(['asks for', 'wants', 'prefers'])} {listed([value for _, value in said])}"
    if offered := _values(turn, "OFFER", chance):
        things = listed([offered[0][1], *(f"the {slot} {value}" for slot, value in offered[1:])])
        yield f"{pick(['suggests', f'offers {other}', 'recommends', 'proposes'])} {things}"
    if checked := _values(turn, "CONFIRM", chance):
        facts = listed([f"the {slot} is {value}" for slot, value in checked])
        yield f"{pick([f'asks {other} to confirm', f'checks with {other}', 'wants to be sure'])} that {facts}"


def _answering(turn: Turn, before: Turn, other: str, chance: random.Random) -> Iterator[str]:
    """Clauses of what the speaker makes of what `other` said before."""
    if has(turn, "NEGATE") and has(before, *PROPOSALS):
        yield chance.choice([f"does not agree with {other}", f"turns down what {other} proposed"])
    if has(turn, "AFFIRM"):
        if facts := _values(before, "CONFIRM", chance):
            yield f"confirms that {listed([f'the {slot} is {value}' for slot, value in facts])}"
        elif has(before, *PROPOSALS):
            yield chance.choice([f"agrees with {other}", f"accepts what {other} proposed"])
    if has(turn, "SELECT") and (chosen := _values(before, "OFFER", chance)):
        yield f"{chance.choice(['chooses', 'agrees to', 'accepts', 'goes with'])} {chosen[0][1]}"


def has(turn: Turn, *acts: str) -> bool:
    """Whether the turn does one of these acts."""
    return any(act in acts for act, _, _ in turn.acts)


def _values(turn: Turn, wanted: str, chance: random.Random) -> list[tuple[str, str]]:
    """Up to three (slot, value) of this act whose value stands in the text."""
    found = [
        (slot_words(slot), values[0])
        for act, slot, values in turn.acts
        if act == wanted and slot and values and values[0] not in {"True", "False"} and values[0] in turn.text
    ]
    return found[: chance.randint(1, MOST_VALUES)]


def slot_words(name: str) -> str:
    """A slot's name as people say it."""
    spoken = {"number_of_seats": "number of people", "party_size": "number of people"}
    return spoken.get(name, name.replace("_", " "))
