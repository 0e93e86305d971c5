import time

import pytest

from tests.unit.talks import exchanges

FILLING = ("The office smells of paint.", "It does, since Tuesday.")


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("I'll do the inventory by Friday.", "That inventory, do it by Wednesday if you can."),
        ("I can send you a new door.", "Okay, then do the replacement. Forget the door."),
        ("Let's go without the music then.", "You know what, put the music back in."),
        ("We said the twelfth for the launch.", "So let's move the launch to the nineteenth."),
        ("Maybe he is in Oslo on the eighteenth.", "He's definitely away on the eighteenth."),
        ("I'll send the revised quote by Wednesday.", "I'll get you the quote on Thursday instead."),
        ("Let's say the twenty-first.", "Then we push it to the twenty-eighth."),
        ("We agreed, so no vouchers.", "On the vouchers. The lawyers might insist."),
    ],
)
def test_what_is_taken_back_later_holds_no_longer(first: str, later: str) -> None:
    found = exchanges(first, *FILLING, later).withdrawals
    assert 0 in found.outdated
    assert found.revising
    assert found.revising.isdisjoint({0, 1, 2})


def test_what_could_not_be_done_and_is_done_after_all() -> None:
    found = exchanges(
        "I'm afraid I can't refund the express fee.",
        "But it was not sent by express!",
        "Let me check. You're right. I'll refund the fee to your card.",
    ).withdrawals
    assert 0 in found.outdated


def test_a_joke_is_not_told() -> None:
    said = (
        "My brother said that I would sink on the very first day. "
        "But seriously, I wanted to raise money for the hospice."
    )
    found = exchanges("How did you get the idea?", said).withdrawals
    assert found.outdated == {1}


def test_with_a_plan_goes_the_promise_to_carry_it_out() -> None:
    found = exchanges(
        "Why did we stop the runners?",
        "Because they cost too much.",
        "Let's turn them back on, can you do that?",
        "Yep, I'll do it today.",
        *FILLING,
        "Actually, hold off on the runners, please.",
    ).withdrawals
    assert {2, 3} <= found.outdated


def test_with_a_figure_goes_the_haggling_that_settled_it() -> None:
    found = exchanges(
        "You cut travel by forty percent.",
        "What would be fair?",
        "Twenty percent.",
        "Let's meet at twenty-five.",
        *FILLING,
        "On travel, I did the sums again, I need thirty percent.",
    ).withdrawals
    assert {2, 3} <= found.outdated


@pytest.mark.parametrize(
    "later",
    [
        "The new keyboard is actually quite loud.",
        "I'll do the accounts by Monday instead.",
        "Let's forget the cold and have soup.",
        "I dropped two boxes off in Leeds.",
        "The inventory has four hundred lines.",
    ],
)
def test_other_matters_take_nothing_back(later: str) -> None:
    assert not exchanges("I'll do the inventory by Friday.", *FILLING, later).withdrawals.outdated


def test_time_grows_with_the_length_of_the_talk() -> None:
    def seconds(count: int) -> float:
        lines = [f"Let's move the launch number {k} to the {k % 28 + 1}th." for k in range(count)]
        started = time.process_time()
        _ = exchanges(*lines).withdrawals
        return time.process_time() - started

    seconds(100)
    assert seconds(4_000) < 12 * max(seconds(1_000), 0.02)


def test_who_cannot_come_is_not_told_as_invited() -> None:
    found = exchanges(
        "Shall we ask Karim to come as well?", "Yes, ask Karim.", *FILLING, "Karim can't make it."
    )
    assert {0, 1} <= found.withdrawals.outdated


def test_a_plan_is_over_for_who_cannot_come_after_all() -> None:
    found = exchanges("I'll meet you at nine.", *FILLING, "Bad news, I can't come at all now.")
    assert found.withdrawals.outdated == set()  # somebody else's plan
    found = exchanges("I'll meet you at nine.", "Good.", "Bad news, I can't come at all now.")
    assert 0 in found.withdrawals.outdated


def test_what_is_ruled_out_by_its_name_is_out() -> None:
    found = exchanges(
        "I thought we'd hire the boat.", *FILLING, "Okay, no boat. What about a meal at the pier?"
    )
    assert 0 in found.withdrawals.outdated
