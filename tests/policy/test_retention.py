"""How long files are kept, as a pack says it: cited, marked, shown, and faults named by file, line and key."""

from datetime import date
from pathlib import Path

import pytest

from candour.policy import check, diff, load_pack, show

ENGLAND = load_pack("england")
OWN = """[pack]
name = "moorland"
version = "1"
title = "Moorland"
extends = "england"

[retention.child_protection]
title = "Child protection plan or enquiry"
counted_from = "closed"
years = 35
citation = "Moorland schedule 4"
in_force_from = 2024-01-01
checked = "verified"
explanation = "Kept for 35 years from closing."

[holds.child_sexual_abuse_inquiry]
title = "National inquiries into child sexual abuse"
kinds = ["looked_after"]
citation = "Moorland Legal, advice 12"
in_force_from = 2015-07-02
checked = "verified"
explanation = "Legal has confirmed when it ended."
ended = 2023-01-20
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "moorland.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_period_is_cited_and_marked() -> None:
    assert {"looked_after", "adoption", "child_protection", "child_in_need"} <= ENGLAND.retention.keys()
    for rule in [*ENGLAND.retention.values(), *ENGLAND.holds.values()]:
        assert rule.citation
        assert len(rule.explanation) > 20
        assert rule.checked in ("verified", "to_confirm")


def test_a_looked_after_childs_record_is_kept_75_years_or_15_after_an_early_death() -> None:
    rule = ENGLAND.retention["looked_after"]
    assert (rule.counted_from, rule.years, rule.died_under, rule.died_years) == ("birth", 75, 18, 15)
    assert ENGLAND.retention["adoption"].years == 100


def test_the_hold_covers_every_kind_until_it_ended(tmp_path: Path) -> None:
    hold = ENGLAND.holds["child_sexual_abuse_inquiry"]
    assert hold.checked == "to_confirm"
    assert hold.covers("child_in_need", on=date(2026, 11, 22))
    ended = load_pack(written(tmp_path, OWN)).holds["child_sexual_abuse_inquiry"]
    assert ended.covers("looked_after", on=date(2023, 1, 19))
    assert ended.covers("", on=date(2023, 1, 19))
    assert not ended.covers("child_in_need", on=date(2023, 1, 19))
    assert not ended.covers("looked_after", on=date(2023, 1, 20))


def test_a_councils_own_period_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    own = load_pack(written(tmp_path, OWN))
    assert own.retention["child_protection"].years == 35
    assert own.retention["looked_after"] == ENGLAND.retention["looked_after"]
    assert "changed: retention.child_protection: years" in diff(ENGLAND, own)
    assert "changed: holds.child_sexual_abuse_inquiry: ended" in diff(ENGLAND, own)


def test_a_period_counts_from_its_day() -> None:
    assert "looked_after" not in load_pack("england", on=date(2010, 1, 1)).retention


def test_the_listing_says_how_long_and_what_is_to_confirm() -> None:
    text = show(ENGLAND)
    assert "kept 75 years from the child's birth; 15 years from the death of a child who died under 18" in text
    assert (
        "kept 25 years from the child's birth, or 6 years from the day the case was closed, whichever is later" in text
    )
    assert "National inquiries into child sexual abuse" in text.partition("HOLDS")[2]


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("years = 35", "years = 0", 10, "retention.child_protection.years"),
        ("years = 35", 'years = "35"', 10, "retention.child_protection.years"),
        ("years = 35", "years = true", 10, "retention.child_protection.years"),
        ("years = 35\n", "", 7, "retention.child_protection.years"),
        ('"closed"', '"opened"', 9, "retention.child_protection.counted_from"),
        ("years = 35", "years = 35\nor_years = 6", 11, "retention.child_protection.or_years"),
        ("years = 35", "years = 35\ndied_under = 18", 11, "retention.child_protection.died_under"),
        ("years = 35", "years = 35\nmonths = 6", 11, "retention.child_protection.months"),
        ('["looked_after"]', '["looked_over"]', 18, "holds.child_sexual_abuse_inquiry.kinds"),
        ("ended = 2023-01-20", 'ended = "2023"', 23, "holds.child_sexual_abuse_inquiry.ended"),
        ('checked = "verified"', 'checked = "perhaps"', 13, "retention.child_protection.checked"),
    ],
)
def test_a_fault_is_named_by_file_line_and_key(tmp_path: Path, old: str, new: str, line: int, key: str) -> None:
    (problem,) = check(written(tmp_path, OWN.replace(old, new, 1)))
    assert (problem.file, problem.line, problem.key) == ("moorland.toml", line, key)
