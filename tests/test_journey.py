"""From a case folder to a bundle by the command line, as a person does it."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from candour.cli import main
from candour.engine import pipeline
from candour.engine.store import sha256_of

from .small_case import KEPT, PROTECTED, write_small_case

TRIAL = ["--recipient", "subject", "--purpose", "subject-access", "--accept-proposals", "--date", "2026-01-05"]


def disclose(folder: Path, out: str, *more: str) -> int:
    case, people, manifest = folder / "case", folder / "people.csv", folder / "manifest.csv"
    paths = [str(case), "--people", str(people), "--manifest", str(manifest), "--out", str(folder / out)]
    return main(["disclose", *paths, "--work", str(folder / "work"), *TRIAL, *more])


def everything(out: Path) -> str:
    """All text of an output folder, names included."""
    texts = [path.relative_to(out).as_posix() for path in out.rglob("*")]
    for path in out.rglob("*"):
        if path.suffix == ".pdf":
            texts.append(
                subprocess.run(
                    ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
                ).stdout
            )
        elif path.is_file():
            texts.append(path.read_text(encoding="utf-8"))
    return " ".join(" ".join(texts).split())


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def test_trial_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_small_case(tmp_path)
    assert disclose(tmp_path, "out") == 0
    told = capsys.readouterr()
    assert "Nobody has reviewed this bundle" in told.err
    out = tmp_path / "out"
    text = everything(out)
    assert not [word for word in PROTECTED if word.casefold() in text.casefold()]
    assert not [word for word in KEPT if word not in text]
    assert "Not reviewed" in text
    assert not [word for word in PROTECTED if word in told.out + told.err]
    kinds = {row["kind"] for row in rows(out / "gaps.csv")}
    assert {"missing_from_folder", "not_in_manifest"} <= kinds
    pages = [(row["record_id"], row["page"]) for row in rows(out / "schedule.csv")]
    assert len(pages) == len(set(pages)) >= 3
    certificate = json.loads((out / "certificate.json").read_text())
    assert certificate["verified"] is True
    assert certificate["outputs"]["send/bundle.pdf"] == sha256_of(path=out / "send" / "bundle.pdf")
    assert main(["verify", str(out), "--work", str(tmp_path / "work")]) == 0
    assert main(["ledger", "verify", str(out / "ledger.jsonl")]) == 0


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    write_small_case(tmp_path)
    assert disclose(tmp_path, "one") == 0
    case, people, manifest = (str(tmp_path / name) for name in ("case", "people.csv", "manifest.csv"))
    other = ["disclose", case, "--people", people, "--manifest", manifest, "--out", str(tmp_path / "two"), *TRIAL]
    assert main(other) == 0
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    timed = {Path("certificate.json"), Path("ledger.jsonl")}
    assert files == sorted(
        path.relative_to(tmp_path / "two") for path in (tmp_path / "two").rglob("*") if path.is_file()
    )
    for name in set(files) - timed:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_reviewed_bundle_needs_every_decision_and_two_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, people, manifest = write_small_case(tmp_path)
    work, out = tmp_path / "work", tmp_path / "out"
    prepare = ["prepare", str(case), "--people", str(people), "--manifest", str(manifest), "--out", str(work)]
    assert main([*prepare, "--date", "2026-01-05"]) == 0
    assert (work / "people-found.csv").exists()
    inputs = pipeline.Work.open(work).inputs
    produce = ["produce", str(work), "--recipient", "subject", "--purpose", "subject-access", "--out", str(out)]

    def decided(*decisions: dict[str, object], approved_by: str = "B. Second") -> int:
        told = {"case": inputs.case, "by": "A. First", "approved_by": approved_by, "decisions": list(decisions)}
        (tmp_path / "decisions.json").write_text(json.dumps(told), encoding="utf-8")
        return main([*produce, "--decisions", str(tmp_path / "decisions.json")])

    capsys.readouterr()
    assert decided() == 3
    assert "R1" in capsys.readouterr().err
    every = [{"record": record.id, "action": "redact"} for record in inputs.intake.records]
    assert decided(*every, approved_by="A. First") == 3
    assert not out.exists()
    questions = _open_questions(work)
    answers = [{"mention": each, "action": "keep", "explanation": "looked at"} for each in questions]
    assert decided(*every, *answers) == 0
    text = everything(out)
    assert not [word for word in PROTECTED if word.casefold() in text.casefold()]
    assert "Not reviewed" not in text


def _open_questions(work: Path) -> list[str]:
    kept = pipeline.Work.open(work)
    findings = kept.findings(pipeline.findings_key(kept, kept.inputs))
    assert findings is not None
    return [question.id for question in findings.questions]


def test_nothing_unverified_stays_when_the_second_reader_is_missing(tmp_path: Path) -> None:
    case, people, _ = write_small_case(tmp_path)
    paths = [str(case), "--people", str(people), "--out", str(tmp_path / "out"), "--work", str(tmp_path / "work")]
    lacking = {**os.environ, "PATH": str(tmp_path)}
    command = [sys.executable, "-m", "candour", "disclose", *paths, *TRIAL]
    done = subprocess.run(command, env=lacking, capture_output=True, text=True, check=False)
    assert done.returncode == 6, done.stderr
    assert not [path.name for path in tmp_path.iterdir() if "out" in path.name]


def test_names_of_the_input_files_are_not_told(tmp_path: Path) -> None:
    write_small_case(tmp_path)
    named = tmp_path / "Faith Okafor people.csv"
    (tmp_path / "people.csv").rename(named)
    paths = [str(tmp_path / "case"), "--people", str(named), "--out", str(tmp_path / "out")]
    assert main(["disclose", *paths, *TRIAL]) == 0
    assert "Okafor" not in everything(tmp_path / "out")
