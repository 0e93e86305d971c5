import pytest
from summarizers.chat import sober, written_out


@pytest.mark.parametrize(
    ("written", "full"),
    [
        ("im late but ill come", "I'm late but I'll come"),
        ("hes nice and shes not", "he's nice and she's not"),
        ("dont wait, i cant", "don't wait, i can't"),
        ("whats he fixing", "what's he fixing"),
        ("u left ur keys", "you left your keys"),
        ("ur the best", "you're the best"),
        ("full w boxes n tins bc of her", "full with boxes and tins because of her"),
        ("what r we doing", "what are we doing"),
        ("id love to", "I'd love to"),
        ("lets go", "let's go"),
        ("Ill be there", "I'll be there"),
        ("thx, pls wait", "thanks, please wait"),
        ("its been raining", "it's been raining"),
        ("its already at forty", "it's already at forty"),
        ("its the blue one", "it's the blue one"),
        ("cant stay cos of rain, leave cos its late", "can't stay because of rain, leave because it's late"),
        ("were still waiting", "we're still waiting"),
        ("while were waiting", "while we're waiting"),
        ("im furious", "I'm furious"),
        ("when your out get milk", "when you're out get milk"),
        ("if your coming too", "if you're coming too"),
        ("and hell be late", "and he'll be late"),
        ("hell like the red one", "he'll like the red one"),
        ("wed like a lamp", "we'd like a lamp"),
        ("my dads picking it up", "my dad's picking it up"),
        ("once the roofs done", "once the roof's done"),
        ("bread & milk & 3 eggs", "bread and milk and 3 eggs"),
    ],
)
def test_chat_spelling_is_written_out(written: str, full: str) -> None:
    assert written_out(written) == full


@pytest.mark.parametrize(
    "written",
    [
        "George W Bush",
        "the letter n on it",
        "are you making a U-turn",
        "not just in the U_K_",
        "she is ill",
        "i feel ill today",
        "fall ill at work",
        "show me your id please",
        "the user id is missing",
        "he lets go of it",
        "the dog and its bowl",
        "they were still waiting",
        "a cos lettuce",
        "wir sind im Büro",
        "im Sommer",
        "if your building burns",
        "when your wedding is over",
        "hell no",
        "all hell broke loose",
        "well come at six",
        "see you wed",
        "while they were waiting",
        "our dads met",
        "once the connection's gone",
        "once the roofs leak",
        "Marks & Spencer",
        "an IM from the HR team",
    ],
)
def test_other_words_stay(written: str) -> None:
    assert written_out(written) == written


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("she's so nervous lol", "she's so nervous"),
        ("i can't :(", "i can't"),
        ("haha true 😂", "true"),
        ("<3", "<3"),
        ("bring the 🍕", "bring the 🍕"),
    ],
)
def test_laughs_and_faces_go_from_the_ends(written: str, said: str) -> None:
    assert sober(written) == said
