import time

import pytest
from summarizers.clauses import asks, clauses

# Clauses are written one after the other as recognisers write them; "|" is where they part.
RUN_ONS = [
    "i've started | i'm halfway through chapter two",
    "i can't promise forty two | i'd need my manager's approval",
    "we could buy like two printers | i've got about six hundred left in the budget",
    "the launch went really well | the client actually cheered",
    "i'm not sure | last time we had a quiz at my old school everyone just left",
    "please don't post it please | it's private data | put it in the folder",
    "no extra fee | got it | i'll have finance remove that line",
    "i'll sign it now | do i need to wait",
    "we can ask robert to see which model you're on | he's our hardware man",
    "i could phone them | i know somebody there | um her name is ruth",
    "that's the gross | it's nineteen net",
    "no i didn't | i pressed it once and then it froze",
    "my son'll be delighted | he hates swimming",
    "i tried that | it's um it's actually slower",
    "yes it is | this is robert | what's going on",
    "tell me about the garden | how does that work",
    "we can't leave it like that all winter | the children are there every day",
    "okay | that's fair | what's pulling you that way",
    "it was a grinding sound | it started on the way home",
    "the shop is doing well | it's already making money",
    "it won't happen | the lift is still broken",
    "let's talk about the party | um originally we said july",
    "we won't close the kitchen if we can help it | i was thinking of the bar",
    "my wife could come | she's off on mondays",
    "please don't drive it more than you have to | it's not safe",
    "i booked the coach | it's leaving at eight",
    "that's really good | what about the returns",
    "the permit had expired | nobody noticed until the evening",
    "what about lunch | last time half of them forgot it",
    "i leave at five | my train goes at six",
    "you'd have to fill in a form | i'll email it to you",
    "she'll come between one and three | he'll ring first",
    "i'll post it today | it should be there by noon",
    "i thought you were | no you're in the band",
    "is there anything else | i have to go",
    "let's take the train | i don't want a taxi | there's too much snow",
]
REPLIES = [
    "i disagree | um we can't open it yet",
    "i agree | we should wait",
    "i disagree | my customers ask for them every week",
    "totally get it | so the lease ends on the fifth of may",
    "fair enough | i'd vote for that",
    "good idea | um next the roof has to be painted",
    "yeah i understand | um maybe we can borrow a van",
    "let's all vote for the second offer | okay that's five to one so it's approved",
    "thank you | it hurt us two years ago",
    "oh no | is that all of them",
    "hang on | that's the old list",
    "and wait | actually it's nine people | i forgot ruth",
]
WHOLE = [
    "please send me the list of closed tickets by noon",
    "i think we could do it",
    "i know it's a busy week for you guys",
    "i see that you're late",
    "i know he left",
    "the one i sent you is wrong",
    "everything we need is here",
    "list everything that's broken",
    "the reason we use it is the price",
    "the number i gave them was old",
    "that's what i'd ask your listeners",
    "tell sanjay he's late",
    "make sure it's open",
    "ask her if she can come",
    "they want the van back else they charge us a day",
    "we'll call you when it's ready",
    "if i see even one i have to move the whole hive",
    "because it may rain we stay",
    "what i can do is ask the bank",
    "last time we met you said so",
    "the kids are there every day",
    "how many covers have we got",
    "it isn't work it's fun",
    "it's just not it's not possible",
    "i'd rather do it later",
    "in august we did forty and in september we did fifty",
    "is there anything else i can do for you",
    "she said i'm late",
    "you and i are early",
    "get me the list he wanted",
    "is there anything that would stop you",
    "there are seven who haven't paid",
    "i thought so too but she said he was late",
]


def marked(said: str) -> str:
    return " | ".join(clause.strip() for clause in clauses(said.replace(" |", "")))


@pytest.mark.parametrize("said", RUN_ONS)
def test_a_new_subject_and_its_verb_start_a_new_clause(said: str) -> None:
    assert marked(said) == said.replace(" | okay that", " | okay | that")


@pytest.mark.parametrize("said", REPLIES)
def test_a_complete_reply_is_a_clause(said: str) -> None:
    assert marked(said).replace("okay | that", "okay that") == said


@pytest.mark.parametrize("said", WHOLE)
def test_what_belongs_together_stays_together(said: str) -> None:
    assert clauses(said) == [said]


@pytest.mark.parametrize(
    "said",
    [
        "If we do it quietly and somebody gets hurt they'll never come back.",
        "We met on Monday, I think, and they agreed.",
        "So that's the page I'd like you to look at.",
        "Was there something else that isn't on the list?",
        "Wir treffen uns im Büro und dann gehen wir essen",
    ],
)
def test_sentences_with_marks_and_other_languages_stay_whole(said: str) -> None:
    assert clauses(said) == [said]


def test_a_forgotten_mark_between_two_long_clauses_is_found() -> None:
    said = "I can't promise thirty nine dollars I'd need my manager's approval."
    assert clauses(said) == [
        "I can't promise thirty nine dollars ",
        "I'd need my manager's approval.",
    ]


@pytest.mark.parametrize("said", ["cant come :( | my sister is ill", "he did it again lol | im so tired"])
def test_laughs_and_faces_end_a_clause(said: str) -> None:
    assert marked(said) == said


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("do i need to wait", True),
        ("okay and what didn't go well", True),
        ("how much do we pay them", True),
        ("what about the letter", True),
        ("omg yes when is it again", True),
        ("what colour is the new door", True),
        ("how long is the lease", True),
        ("and on rent what would you say", True),
        ("also did you call the bank", True),
        ("the cottage, 3-5 may, are we really taking it or not", True),
        ("if it rains, are we still going to the lake", False),
        ("what worries me is the roof", False),
        ("who decided that", True),
        ("what i can do is ask", False),
        ("do it tomorrow", False),
        ("have a look at it", False),
        ("when i get home i call", False),
        ("Is it late?", False),
    ],
)
def test_questions_without_a_mark_are_told_by_their_order(said: str, *, question: bool) -> None:
    assert asks(said) is question


@pytest.mark.parametrize(
    "unit", ["i mean ", "yeah ", "the cat ", "if ", "do you ", "to go ", "two of ", "lol "]
)
def test_time_grows_linearly_and_no_character_is_lost(unit: str) -> None:
    began = time.process_time()
    assert "".join(clauses(unit * 50_000)) == unit * 50_000
    assert time.process_time() - began < 3
