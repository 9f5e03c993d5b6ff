"""The page of results: every row told, goals missed said plainly, nothing that breaks a table."""

import statistics

import pytest
from bench.__main__ import ROWS, main
from bench.child import measured
from bench.machine import Machine, machine
from bench.measure import ROOT, Failed, Job, Result, ratios, run
from bench.table import Row, page, renewed, table

MACHINE = Machine("2 cores (a processor), 4 GB of memory", (("candour", "1.0"), ("PyMuPDF", "2.0")))


def a_result(*cpu: float) -> Result:
    return Result([{"cpu": each, "wall": each * 2, "peak": each * 10, "hits": 5} for each in cpu])


def test_a_goal_that_is_missed_is_said_so() -> None:
    rows = [Row("Fast", "≥ 5×", "6×", True), Row("Slow", "≥ 5×", "2×", False, "why"), Row("Told", "", "3 ms", None)]
    lines = table(rows).splitlines()
    assert len(lines) == 5
    assert lines[2] == "| Fast | ≥ 5× | 6× | yes |  |"
    assert "**no**" in lines[3]
    assert lines[3].endswith("| why |")
    assert "| – |" in lines[4]


def test_a_note_cannot_break_the_table() -> None:
    (line,) = table([Row("a", "b", "c", None, "one | two\nthree")]).splitlines()[2:]
    assert line.replace("\\|", "").count("|") == 6


def test_the_page_names_date_machine_versions_and_sections() -> None:
    text = page({"Redaction": [Row("a", "b", "c", True)]}, machine=MACHINE, date="2026-01-05", pairs=5)
    for told in ("2026-01-05", "2 cores (a processor)", "PyMuPDF 2.0", "## Redaction", "5 times"):
        assert told in text
    assert max(map(len, text.splitlines())) < 200


def test_some_rows_are_measured_again_and_the_others_stay() -> None:
    old = {name: [Row(f"old {name}", "b", "c", True)] for name in ("First", "Second", "Third")}
    text = page(old, machine=MACHINE, date="2026-01-05", pairs=5)
    again = {"Second": [Row("new", "b", "c", True)], "Third": [Row("newest", "b", "c", True)]}
    told = renewed(text, again, machine=MACHINE, date="2026-02-06")
    assert [word in told for word in ("old First", "old Second", "old Third")] == [True, False, False]
    assert told.count("Measured again 2026-02-06") == 2
    assert told.index("| new |") < told.index("## Third") < told.index("| newest |") < told.index("## How this")
    assert renewed(told, again, machine=MACHINE, date="2026-02-06") == told
    with pytest.raises(ValueError, match="Nonsense"):
        renewed(text, {"Nonsense": []}, machine=MACHINE, date="2026-02-06")


def test_machine_tells_size_and_versions_but_no_names() -> None:
    told = machine()
    assert "cores" in told.described
    assert "GB" in told.described
    assert dict(told.versions)["candour"]
    assert str(ROOT) not in repr(told)


def test_medians_and_ratios() -> None:
    ours, peer = a_result(1.0, 2.0, 9.0), a_result(8.0, 10.0, 30.0)
    assert ours.cpu == statistics.median([1.0, 2.0, 9.0])
    assert ratios(ours, peer) == (5.0, 5.0)
    assert ours.peak == 90.0
    assert ours.fact("hits") == 5


def test_a_job_is_timed_and_keeps_its_facts() -> None:
    told = measured(lambda: {"spans": sum(range(10))})
    assert told["spans"] == 45
    assert told["wall"] > 0
    assert told["peak"] > 5


def test_a_child_that_fails_is_an_error_with_its_last_line() -> None:
    with pytest.raises(Failed, match="ours_ocr:nothing"):
        run(Job("ours_ocr:nothing", {}))


def test_every_row_has_a_module() -> None:
    made = {path.stem for path in (ROOT / "bench" / "rows").glob("*.py")} - {"__init__"}
    assert made == set(ROWS)


def test_an_unknown_row_is_refused() -> None:
    with pytest.raises(SystemExit):
        main(["--only", "nonsense"])
