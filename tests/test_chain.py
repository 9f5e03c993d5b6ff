"""The hash chain: no past entry changes, moves, vanishes or slips in unseen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour import chain

ENTRIES = st.lists(
    st.dictionaries(
        st.text(max_size=8).filter(lambda key: key not in chain.OWN_KEYS),
        st.one_of(st.text(max_size=8), st.integers(), st.booleans(), st.none(), st.lists(st.text(max_size=3))),
        max_size=3,
    ),
    min_size=1,
    max_size=6,
)


def lines_of(entries: list[dict[str, object]]) -> list[str]:
    lines, prev = [], chain.START
    for seq, entry in enumerate(entries, start=1):
        linked = chain.link(entry, seq=seq, prev=prev)
        prev = str(linked["hash"])
        lines.append(chain.canonical(linked).decode())
    return lines


@given(ENTRIES)
def test_an_intact_chain(entries: list[dict[str, object]]) -> None:
    lines = lines_of(entries)
    assert chain.check(lines) is None
    assert chain.check(lines, head=chain.head(lines)) is None


@given(ENTRIES, st.data())
def test_any_edit_is_found_where_it_is(entries: list[dict[str, object]], data: st.DataObject) -> None:
    lines = lines_of(entries)
    place = data.draw(st.integers(0, len(lines) - 1))
    at = data.draw(st.integers(0, len(lines[place]) - 1))
    other = data.draw(st.characters(exclude_categories=["Cs"]).filter(lambda char: char != lines[place][at]))
    lines[place] = lines[place][:at] + other + lines[place][at + 1 :]
    assert chain.check(lines) == place + 1


@given(ENTRIES.filter(lambda entries: len(entries) > 1), st.data())
def test_moved_removed_and_repeated_entries(entries: list[dict[str, object]], data: st.DataObject) -> None:
    lines = lines_of(entries)
    place = data.draw(st.integers(0, len(lines) - 2))
    assert chain.check(lines[:place] + lines[place + 1 :]) == place + 1
    swapped = [*lines[:place], lines[place + 1], lines[place], *lines[place + 2 :]]
    assert chain.check(swapped) == place + 1
    assert chain.check([*lines[: place + 1], lines[place], *lines[place + 1 :]]) == place + 2


@given(ENTRIES)
def test_a_cut_tail_shows_when_the_head_is_known(entries: list[dict[str, object]]) -> None:
    lines = lines_of(entries)
    assert chain.check(lines[:-1]) is None
    assert chain.check(lines[:-1], head=chain.head(lines)) == len(lines)


@given(ENTRIES)
def test_a_chain_that_grew_after_the_head_was_noted(entries: list[dict[str, object]]) -> None:
    lines = lines_of([*entries, {"event": "later"}])
    assert chain.check(lines, head=chain.head(lines[:-1])) is None


def test_a_rehashed_edit_breaks_the_next_link() -> None:
    lines = lines_of([{"n": 1}, {"n": 2}, {"n": 3}])
    forged = json.loads(lines[1]) | {"n": 9}
    forged["hash"] = chain.hash_of(forged)
    assert chain.check([lines[0], chain.canonical(forged).decode(), lines[2]]) == 3


def test_append_and_check(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    first = chain.append(path, {"event": "prepared", "case": "ab12"})
    second = chain.append(path, {"event": "produced", "text": "line\u2028separator"})
    assert (first["seq"], first["prev"], second["seq"]) == (1, chain.START, 2)
    assert second["prev"] == first["hash"]
    with path.open(encoding="utf-8") as handle:
        lines = chain.entries(handle)
    assert chain.check(lines, head=str(second["hash"])) is None


def test_nothing_is_added_to_a_broken_chain(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    chain.append(path, {"event": "prepared"})
    path.write_text(path.read_text().replace("prepared", "repaired"))
    held = path.read_bytes()
    with pytest.raises(chain.BrokenChain) as caught:
        chain.append(path, {"event": "produced"})
    assert caught.value.link == 1
    assert path.read_bytes() == held


@pytest.mark.parametrize("entry", [{"hash": "x"}, {"seq": 4}, {"value": float("nan")}])
def test_entries_that_cannot_be_linked(tmp_path: Path, entry: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- three different messages
        chain.append(tmp_path / "ledger.jsonl", entry)


def test_a_half_written_last_line(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    chain.append(path, {"event": "prepared"})
    with path.open("ab") as handle:
        handle.write(b'{"event":"pro')
    with path.open(encoding="utf-8") as handle:
        assert chain.check(chain.entries(handle)) == 2
