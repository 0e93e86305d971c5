from summarizers.gist import gist
from summarizers.lines import Line
from summarizers.narration import Statement, Told


def line(index: int, text: str, *, gist: float = 0.5, outcome: float = 0.0, matter: float = 0.0) -> Line:
    told = Told((Statement("Ana", text),), quoted=False)
    return Line((index,), (index,), told, 0.5, gist, gist, outcome, matter)


def texts(lines: list[Line]) -> list[str]:
    return [line.told.text for line in lines]


def test_a_brief_conversation_gets_its_best_line() -> None:
    facts, later = gist([[line(0, "Ana greets Ben.", gist=0.1), line(1, "Ana pays.", gist=0.9)]], 2)
    assert "Ana pays." in texts(facts)
    assert later == []


def test_facts_and_what_was_promised_are_two_parts_in_the_order_of_the_conversation() -> None:
    lines = [
        line(0, "Ana will call.", outcome=0.3),
        line(9, "The pump failed.", matter=0.2),
    ]
    first, second = gist([lines], 20)
    assert texts(first) == ["Ana will call."]
    assert texts(second) == ["The pump failed."]


def test_no_line_is_told_twice_and_each_part_is_in_order() -> None:
    chapters = [
        [line(k * 10 + j, f"Line {k} {j}.", outcome=0.1 * j, matter=0.05 * k) for j in range(3)]
        for k in range(4)
    ]
    facts, later = gist(chapters, 40)
    assert not set(texts(facts)) & set(texts(later))
    assert facts == sorted(facts, key=lambda each: each.indices)
    assert later == sorted(later, key=lambda each: each.indices)


def test_the_gist_stays_short_however_many_lines_there_are() -> None:
    chapters = [
        [line(k * 10 + j, "word " * 12 + f"{k} {j}.", outcome=0.1, matter=0.1) for j in range(8)]
        for k in range(12)
    ]
    for part in gist(chapters, 500):
        assert sum(len(each.told.text.split()) for each in part) <= 90
