import gzip
import json
import random
from pathlib import Path

import pytest

from tools.train.corpora import Turn
from tools.train.material import Material
from tools.train.outcomes import errands, with_summary

TABLE = (
    (
        "Customer",
        "I want to eat out in Porto.",
        [["INFORM_INTENT", "intent", ["FindRestaurants"]], ["INFORM", "city", ["Porto"]]],
    ),
    ("Agent", "What about Casa Lima?", [["OFFER", "restaurant_name", ["Casa Lima"]]]),
    ("Customer", "Something else?", [["REQUEST_ALTS", "", []]]),
    ("Agent", "Then Mar Azul?", [["OFFER", "restaurant_name", ["Mar Azul"]]]),
    ("Customer", "Good, book it.", [["SELECT", "", []], ["INFORM_INTENT", "intent", ["ReserveRestaurant"]]]),
    ("Agent", "Mar Azul at 7 pm?", [["CONFIRM", "time", ["7 pm"]], ["CONFIRM", "party_size", ["2"]]]),
    ("Customer", "No, at 8 pm.", [["NEGATE", "", []], ["INFORM", "time", ["8 pm"]]]),
    ("Agent", "At 8 pm, then?", [["CONFIRM", "time", ["8 pm"]]]),
    ("Customer", "Yes.", [["AFFIRM", "", []]]),
    ("Agent", "You have a table.", [["NOTIFY_SUCCESS", "", []]]),
)


def turns() -> tuple[Turn, ...]:
    return tuple(
        Turn(speaker, text, tuple((act, slot, tuple(values)) for act, slot, values in acts))
        for speaker, text, acts in TABLE
    )


def test_errands_are_told_as_they_ended() -> None:
    find, book = errands(turns())
    assert (find.intent, find.wished, find.succeeded) == ("FindRestaurants", {"city": "Porto"}, None)
    assert book.chosen == "Mar Azul"
    assert book.confirmed == {"time": "8 pm"}  # the party of two was not spoken of
    assert book.succeeded


def test_an_unsuccessful_errand_is_told_as_such() -> None:
    failed = (*turns()[:-1], Turn("Agent", "It is full.", (("NOTIFY_FAILURE", "", ()),)))
    assert errands(failed)[-1].succeeded is False


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    rows: dict[str, list[dict[str, object]]] = {
        "sgd.train": [
            {
                "id": "1",
                "services": [],
                "turns": [
                    {"speaker": speaker, "text": text, "actions": [["Restaurants", *act] for act in acts]}
                    for speaker, text, acts in TABLE
                ],
            }
        ],
        "crd3.train": [
            {
                "id": name,
                "turns": [{"speaker": "Matt", "text": "You enter."}] * count,
                "summary": "They enter.",
                "alignment": alignment,
            }
            for name, count, alignment in (("short", 2, 9.0), ("noise", 9, 0.1), ("good", 9, 9.0))
        ],
        "qmsum.train": [],
        "dialogsum.train": [{"id": "d", "dialogue": "#Person1#: Hi.", "summary": "#Person1# says hi."}],
    }
    for name, lines in rows.items():
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)
    return tmp_path


def test_permissive_material_is_never_dialogsum(corpora: Path) -> None:
    (corpora / "dialogsum.train.jsonl.gz").unlink()  # so that reading it fails
    permissive = Material(corpora, permissive=True)
    dialogues = permissive.dialogues("train", 100)
    assert [dialogue.id for dialogue in dialogues] == ["1", "good"]
    assert dialogues[0].summary == with_summary(dialogues[0], random.Random(1)).summary  # noqa: S311
    assert "Customer" in (dialogues[0].summary or "")
    assert [dialogue.id for dialogue in permissive.wholes()] == ["1"]
    assert "NC" not in permissive.licence


def test_all_material_names_what_forbids_commercial_use(corpora: Path) -> None:
    everything = Material(corpora)
    assert [dialogue.id for dialogue in everything.dialogues("train", 100)] == ["d"]
    assert "CC BY-NC-SA 4.0" in everything.licence
    assert "DialogSum" in everything.named
