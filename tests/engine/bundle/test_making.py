"""The folder as a whole: all or nothing, the same bytes, every page accounted for, a certificate that says what is so."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bundle_factory import a_bundle, a_context, a_mark, a_plan, a_record, keep_all
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from candour.engine.bundle import Form, make_bundle, seal
from candour.engine.errors import Refused, Unavailable, Unsafe
from candour.engine.model import Action, Box, Gap, GapKind, Mark, PagePlan, Question, RedactedPage


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with room for next to nothing."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], check=False).returncode:
        pytest.skip("this machine does not let a test mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_the_folder_holds_exactly_what_the_contract_names(tmp_path: Path) -> None:
    out, _ = a_bundle(tmp_path, [a_record(1)])
    assert set(digests(out)) == {
        "certificate.json",
        "gaps.csv",
        "questions.csv",
        "redactions.csv",
        "schedule.csv",
        "send/bundle.pdf",
        "send/letter.pdf",
        "send/withheld.csv",
    }
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    records = [a_record(number) for number in range(1, 6)]
    marks = {("HR-002", 1): [a_mark(Box(100, 100, 160, 112))]}
    first, _ = a_bundle(tmp_path, records, plan=a_plan(keep_all(records, marks=marks)), out="FIRST")
    second, _ = a_bundle(tmp_path, records, plan=a_plan(keep_all(records, marks=marks)), out="SECOND")
    assert digests(first) == digests(second)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_schedule_accounts_for_every_page_once(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    sizes = data.draw(st.lists(st.integers(0, 4), min_size=1, max_size=6))
    records = [a_record(number, pages=size) for number, size in enumerate(sizes, 1)]
    actions = st.sampled_from([Action.KEEP, Action.REDACT, Action.WITHHOLD, Action.DUPLICATE, Action.LATER_STAGE])
    pages = [replace(page, action=data.draw(actions), ground="third_party") for page in keep_all(records)]
    out, result = a_bundle(tmp_path_factory.mktemp("any"), records, plan=a_plan(pages))
    rows = rows_of(out / "schedule.csv")
    numbered = [(row["record_id"], int(row["page"])) for row in rows if row["page"]]
    assert numbered == [(page.record, page.page) for page in pages]
    assert {row["record_id"] for row in rows if not row["page"]} == {one.id for one in records if not one.pages}
    sent = {(row["record_id"], int(row["page"])): (row["bundle_file"], int(row["bundle_page"]))
            for row in rows if row["bundle_page"]}  # fmt: skip
    assert sent == result.page_of
    assert len(set(sent.values())) == len(sent)
    assert set(sent) == {(page.record, page.page) for page in pages if page.action in (Action.KEEP, Action.REDACT)}


def test_records_without_pages_are_accounted_for(tmp_path: Path) -> None:
    box = a_record(1, pages=0, path="Old.zip")
    member = replace(a_record(2, pages=1, path="Old.zip::a.txt"), parent="HR-001")
    broken, later = a_record(3, pages=0), a_record(4, pages=0)
    records = [box, member, broken, later]
    plan = a_plan([*keep_all(records), PagePlan("HR-004", 0, Action.LATER_STAGE)])
    out, _ = a_bundle(tmp_path, records, plan=plan)
    told = {row["record_id"]: (row["page"], row["decision"]) for row in rows_of(out / "schedule.csv")}
    assert told == {
        "HR-001": ("", "keep"),
        "HR-002": ("1", "keep"),
        "HR-003": ("", "cannot_open"),
        "HR-004": ("", "later_stage"),
    }


def test_schedule_and_redactions_use_the_path_as_it_may_be_told(tmp_path: Path) -> None:
    records = [a_record(1, path="Letters/Quill to Zebra.pdf"), a_record(2, path="Zebra.pdf")]
    context = a_context(records, told_paths={"HR-001": "Letters/[a person] to [sibling].pdf"}, told_titles={})
    marks = {("HR-001", 1): [a_mark(Box(100, 100, 160, 112))]}
    out, _ = a_bundle(tmp_path, records, plan=a_plan(keep_all(records, marks=marks)), context=context)
    assert {row["source_file"] for row in rows_of(out / "schedule.csv")} == {
        "Letters/[a person] to [sibling].pdf",
        "HR-002",
    }
    for path in out.rglob("*.csv"):
        assert "Zebra" not in path.read_text()
        assert "Quill" not in path.read_text()


def test_redactions_are_listed_where_they_were_drawn(tmp_path: Path) -> None:
    records = [a_record(1, pages=3, date="2020-01-01"), a_record(2, pages=1)]
    marks = {("HR-001", 3): [a_mark(Box(100, 100, 160, 112)), a_mark(Box(300, 100, 340, 112), mention="m2")]}
    out, result = a_bundle(tmp_path, records, plan=a_plan(keep_all(records, marks=marks)))
    rows = rows_of(out / "redactions.csv")
    drawn = [(row["bundle_page"], row["x0"], row["x1"]) for row in rows]
    assert drawn == [("5", "100.0", "160.0"), ("5", "300.0", "340.0")]
    assert result.page_of["HR-001", 3] == ("bundle.pdf", 5)
    assert {(row["kind"], row["person_role"], row["ground"]) for row in rows} == {
        ("PERSON", "third_party", "third_party")
    }
    assert {(row["proposed_by"], row["decided_by"], row["approved_by"]) for row in rows} == {
        ("policy", "R. Viewer", "A. Prover")
    }
    counted = [row["redactions"] for row in rows_of(out / "schedule.csv")]
    assert counted == ["0", "0", "2", "0"]


def test_cells_that_a_spreadsheet_would_run_are_made_text(tmp_path: Path) -> None:
    records = [a_record(1, title="=HYPERLINK(1)")]
    pages = [replace(page, action=Action.WITHHOLD, ground="third_party") for page in keep_all(records)]
    out, _ = a_bundle(tmp_path, records, plan=a_plan(pages))
    assert rows_of(out / "send/withheld.csv")[0]["document"] == "'=HYPERLINK(1)"


def test_gaps_and_questions_are_listed(tmp_path: Path) -> None:
    records = [a_record(1, path="Raw name.pdf")]
    context = a_context(records, told_paths={"HR-001": "Told name.pdf"}, roles={"P7": "sibling"})
    gaps = [
        Gap(GapKind.UNREADABLE, "damaged", "Raw name.pdf", record="HR-001"),
        Gap(GapKind.DATE_GAP, "2016", "series"),
    ]
    plan = a_plan(keep_all(records), questions=(Question("q1", "HR-001", 2, "school", "P7"),))
    out, _ = a_bundle(tmp_path, records, plan=plan, context=context, gaps=gaps)
    assert [(row["kind"], row["source"]) for row in rows_of(out / "gaps.csv")] == [
        ("unreadable", "Told name.pdf"),
        ("date_gap", "series"),
    ]
    assert rows_of(out / "questions.csv") == [
        {"record_id": "HR-001", "page": "2", "kind": "school", "person_role": "sibling"}
    ]


def test_the_certificate_counts_and_hashes_everything(tmp_path: Path) -> None:
    records = [a_record(1, pages=3), a_record(2, pages=2)]
    pages = [replace(page, action=Action.WITHHOLD, ground="third_party") if page.record == "HR-002" else page
             for page in keep_all(records)]  # fmt: skip
    out, _ = a_bundle(tmp_path, records, plan=a_plan(pages), context=a_context(records, inputs={"HR-001": "f" * 64}))
    held = json.loads((out / "certificate.json").read_text())
    assert held["counts"]["pages_by_decision"] == {"keep": 3, "withhold": 2}
    assert (held["counts"]["records"], held["counts"]["pages"]) == (2, 5)
    assert held["verified"] is None
    assert held["inputs"] == {"HR-001": "f" * 64}
    (out / "ledger.jsonl").write_text("{}\n")
    seal(out=out, verified=True, verification={"findings": []}, ledger_head="abc", sealed_at="2026-11-21T10:00:00Z")
    held = json.loads((out / "certificate.json").read_text())
    assert held["outputs"] == {name: sha for name, sha in digests(out).items() if name != "certificate.json"}
    assert "ledger.jsonl" in held["outputs"]
    assert (held["verified"], held["ledger_head"], held["sealed_at"]) == (True, "abc", "2026-11-21T10:00:00Z")


def test_a_bundle_that_failed_verification_is_gone_but_for_its_certificate(tmp_path: Path) -> None:
    out, _ = a_bundle(tmp_path, [a_record(1)])
    seal(out=out, verified=False, verification={"findings": [{"kind": "text_under_box", "page": 2}]})
    assert list(digests(out)) == ["certificate.json"]
    held = json.loads((out / "certificate.json").read_text())
    assert held["verified"] is False
    assert held["verification"]["findings"][0]["page"] == 2
    assert held["outputs"] == {}


@pytest.mark.parametrize("wrong", ["lost", "twice", "unknown"])
def test_a_plan_that_does_not_account_for_every_page_is_refused(tmp_path: Path, wrong: str) -> None:
    records = [a_record(1)]
    pages = keep_all(records)
    pages = {"lost": pages[1:], "twice": [*pages, pages[0]], "unknown": [*pages, PagePlan("X", 1, Action.KEEP)]}[wrong]
    with pytest.raises(Unsafe, match="every page exactly once"):
        a_bundle(tmp_path, records, plan=a_plan(pages))
    assert not (tmp_path / "OUT").exists()
    assert not (tmp_path / ".OUT.making").exists()


def test_parts_that_are_not_what_the_plan_sends_are_refused(tmp_path: Path) -> None:
    records = [a_record(1)]
    for ways in ([RedactedPage(1, "copied")], [RedactedPage(2, "copied"), RedactedPage(1, "copied")], []):
        with pytest.raises(Unsafe, match="HR-001"):
            make_bundle(
                out=tmp_path / "OUT", plan=a_plan(keep_all(records)), records=records, parts={},
                redacted={"HR-001": ways}, gaps=[], context=a_context(records),
            )  # fmt: skip
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no PDF at all")
    with pytest.raises(Unsafe):
        make_bundle(
            out=tmp_path / "OUT", plan=a_plan(keep_all(records)), records=records, parts={"HR-001": [broken]},
            redacted={"HR-001": [RedactedPage(1, "copied"), RedactedPage(2, "copied")]}, gaps=[],
            context=a_context(records),
        )  # fmt: skip
    assert not (tmp_path / "OUT").exists()


def test_an_earlier_bundle_is_replaced_whole_and_anything_else_is_left_alone(tmp_path: Path) -> None:
    out, _ = a_bundle(tmp_path, [a_record(1)])
    (out / "ledger.jsonl").write_text("{}\n")
    a_bundle(tmp_path, [a_record(1), a_record(2)])
    assert not (out / "ledger.jsonl").exists()
    mine = tmp_path / "MINE"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    with pytest.raises(Refused, match="is not a bundle"):
        a_bundle(tmp_path, [a_record(1)], out="MINE")
    assert (mine / "thesis.txt").read_text() == "years of work"


def test_an_earlier_bundle_survives_a_failure_and_a_kill(tmp_path: Path) -> None:
    out, _ = a_bundle(tmp_path, [a_record(1)])
    before = digests(out)
    with pytest.raises(Unsafe):
        a_bundle(tmp_path, [a_record(1), a_record(2)], plan=a_plan(keep_all([a_record(1)])))
    assert digests(out) == before
    out.rename(tmp_path / ".OUT.old")  # a kill between the two renames
    (tmp_path / ".OUT.making").mkdir()
    with pytest.raises(Unsafe):
        a_bundle(tmp_path, [a_record(1), a_record(2)], plan=a_plan(keep_all([a_record(1)])))
    assert digests(out) == before


def test_a_full_disk_is_one_clear_error_and_leaves_nothing_half(tmp_path: Path, small_disk: Path) -> None:
    records = [a_record(number) for number in range(1, 4)]
    made, _ = a_bundle(tmp_path, records)
    assert sum(path.stat().st_size for path in made.rglob("*.pdf")) > 0
    parts = {record.id: [tmp_path / f"{record.id}-0.pdf"] for record in records}
    ways = {record.id: [RedactedPage(1, "copied"), RedactedPage(2, "copied")] for record in records}
    (small_disk / "filler").write_bytes(os.urandom(40_000))
    with pytest.raises(Unavailable, match="no space left"):
        make_bundle(
            out=small_disk / "OUT", plan=a_plan(keep_all(records)), records=records, parts=parts, redacted=ways,
            gaps=[], context=a_context(records),
        )  # fmt: skip
    assert [path.name for path in small_disk.iterdir()] == ["filler"]


def test_every_form_and_an_empty_bundle_can_be_made(tmp_path: Path) -> None:
    records = [a_record(1)]
    held = [replace(page, action=Action.WITHHOLD, ground="third_party") for page in keep_all(records)]
    for form in Form:
        out, result = a_bundle(
            tmp_path, records, plan=a_plan(held), context=a_context(records, form=form), out=f"OUT-{form}"
        )
        assert (result.documents, result.pages) == (0, 1)
        assert (out / "send/bundle.pdf").is_file()


def test_a_mark_over_two_lines_is_two_boxes_that_count_alike_everywhere(tmp_path: Path) -> None:
    records = [a_record(1, pages=1)]
    mark = Mark((Box(400, 100, 500, 112), Box(60, 114, 90, 126)), "third_party", mention="m1", kind="PERSON")
    out, result = a_bundle(tmp_path, records, plan=a_plan(keep_all(records, marks={("HR-001", 1): [mark]})))
    assert len(rows_of(out / "redactions.csv")) == 2 == result.redactions
    assert json.loads((out / "certificate.json").read_text())["counts"]["redactions"] == 2
