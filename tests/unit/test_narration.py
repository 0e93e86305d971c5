from summarizers.narration import Statement, narrate


def says(speaker: str, clause: str) -> Statement:
    return Statement(speaker, f"{speaker} says {clause}", clause)


def test_what_one_speaker_says_is_one_sentence() -> None:
    told = narrate([says("Ana", "it is late."), says("Ana", "if it rains, they stay.")])
    assert told == "Ana says it is late; if it rains, they stay."


def test_what_two_say_are_two_sentences() -> None:
    told = narrate([says("Ana", "it is late."), says("Ben", "the bus is full.")])
    assert told == "Ana says it is late. Ben says the bus is full."


def test_what_somebody_does_stays_a_sentence_of_its_own() -> None:
    told = narrate([says("Ana", "it is late."), Statement("Ana", "Ana will call."), says("Ana", "it rains.")])
    assert told == "Ana says it is late. Ana will call. Ana says it rains."


def test_no_sentence_goes_on_for_ever() -> None:
    told = narrate([says("Ana", f"number {'very ' * 12}{k} is drawn.") for k in range(4)])
    assert told.count("Ana says") == 2
