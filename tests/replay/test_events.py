"""No event without a replay, and none that is not in the table of events/README.md."""

import ast
import re
from pathlib import Path

from tests.replay.account import EVENTS, Account

NAMES = {path.name for path in EVENTS.glob("*.json")}
HERE = Path(__file__).parent


def test_every_event_is_replayed_through_its_handler() -> None:
    replayed = {
        node.value
        for path in HERE.glob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".json")
    }
    assert replayed - {".json", "*.json"} == NAMES


def test_the_table_names_every_event_and_a_function_of_the_template(account: Account) -> None:
    table = (EVENTS / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([\w.]+)` \|.*`sam local invoke (\w+) -e events/\1`", table, re.MULTILINE))
    assert set(rows) == NAMES
    assert set(rows.values()) == set(account.functions)
    for name, function in rows.items():
        assert function.lower().startswith(name.partition("_")[0])
