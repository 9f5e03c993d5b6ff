"""decisions.json: its form, and messages that name the part by number."""

import json
from pathlib import Path
from typing import Any

import pytest

from candour.engine.errors import BadInput
from candour.engine.inputs import read_decisions, read_pack
from candour.engine.model import Action, Decision, Identified, Order

WHOLE: dict[str, Any] = {
    "case": "c0ffee", "by": "A. Reviewer", "approved_by": "B. Checker",
    "decisions": [
        {"record": "R1", "page": 2, "action": "keep"},
        {"mention": "m-3", "action": "redact", "ground": "third_party", "explanation": "A neighbour."},
        {"person": "P7", "action": "keep"},
    ],
    "orders": [
        {"person": "P2", "fields": ["address"], "recipient": "court", "order": "2 May", "confirmed_by": ["A", "B"]}
    ],
    "identified": [
        {"mention": "m-5", "person": "P2", "by": "A", "approved_by": "B"}, {"mention": "m-6", "person": None, "by": "A"},
    ],
}  # fmt: skip


def file_of(folder: Path, content: object) -> Path:
    path = folder / "decisions.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    decisions = read_decisions(file_of(tmp_path, WHOLE))
    assert (decisions.case, decisions.by, decisions.approved_by, decisions.accepted) == (
        "c0ffee", "A. Reviewer", "B. Checker", False,
    )  # fmt: skip
    assert decisions.decisions[0] == Decision(Action.KEEP, record="R1", page=2)
    assert decisions.decisions[1].explanation == "A neighbour."
    assert decisions.orders == (Order("P2", frozenset({"address"}), "court", "2 May", ("A", "B")),)
    assert decisions.identified == (Identified("m-5", "P2", "A", "B"), Identified("m-6", "", "A"))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"case": None, "acceptd": 1}, "a key that is not known"),
        ({"decisions": {}}, "decisions is not a list"),
        ({"decisions": [["keep"]]}, "decision 1 is not an object"),
        ({"decisions": [{"record": "R1"}]}, "decision 1 lacks action"),
        ({"decisions": [{"record": "R1", "action": "blank"}]}, "an action that is not known"),
        ({"decisions": [{"record": "R1", "action": ["keep"]}]}, "an action that is not known"),
        ({"decisions": [{"record": "R1", "page": 0, "action": "keep"}]}, "not a page number"),
        ({"decisions": [{"record": "R1", "page": True, "action": "keep"}]}, "not a page number"),
        ({"decisions": [{"record": 1, "action": "keep"}]}, "record in decision 1 is not text"),
        ({"orders": [{"person": "P2"}]}, "order 1 lacks"),
        ({"identified": [{"mention": "m-5", "by": "A"}]}, "identified 1 lacks person"),
        ({"by": 7}, "by in the file is not text"),
        ({"accepted": True}, "a key that is not known"),
    ],
)
def test_a_fault_is_named_by_its_number(tmp_path: Path, change: dict[str, Any], word: str) -> None:
    with pytest.raises(BadInput, match=word):
        read_decisions(file_of(tmp_path, {**WHOLE, **change}))


@pytest.mark.parametrize("text", ["", "[", '{"case": "a", "case": "b"}', "[" * 100_000, "null", '"x"', "NaN"])
def test_what_is_no_such_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput):
        read_decisions(file_of(tmp_path, text))


def test_a_broken_pack_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text("[pack]\nname = 1\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"bad\.toml, line 2: pack\.name"):
        read_pack(path)
