from summarizers.answers import exchange
from summarizers.exchanges import Question
from summarizers.teller import Teller

from tests.unit.talks import conversation


def test_an_answer_keeps_the_yes_that_ends_it() -> None:
    asked = "When was the loft booked?"
    teller = Teller(conversation(("Ana", asked), ("Ben", "The ninth, loft two. Wait, the diary. Yes.")))
    told = exchange(teller, Question(0, asked), 1, "")
    assert told.text.endswith('Ben says: "The ninth, loft two. Wait, the diary. Yes."')
