"""Bad input: one clear message on standard error, the exit code of its class, nothing lost, no case text."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from candour.cli import main

from .small_case import PROTECTED, write_small_case

TRIAL = ["--purpose", "subject-access", "--accept-proposals"]


def run(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    recipient: str = "subject",
    purpose: str = "subject-access",
    case: str = "case",
    out: str = "out",
) -> tuple[int, str]:
    paths = [str(folder / case), "--people", str(folder / "people.csv"), "--manifest", str(folder / "manifest.csv")]
    code = main(
        [
            "disclose",
            *paths,
            "--recipient",
            recipient,
            "--purpose",
            purpose,
            "--accept-proposals",
            "--out",
            str(folder / out),
        ]
    )
    said = capsys.readouterr().err
    messages = [line for line in said.splitlines() if line.startswith("candour: ")]
    assert "Traceback" not in said
    assert len(messages) == (code != 0)
    assert not [word for word in PROTECTED if word in said]
    return code, messages[0] if messages else ""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_small_case(tmp_path)
    return tmp_path


def test_missing_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(folder, capsys, case="nowhere")
    assert code == 2
    assert "no case folder" in said


def test_empty_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty").mkdir()
    (folder / "manifest.csv").write_text("record_id,title,type,date,author,filename\n")
    code, said = run(folder, capsys, case="empty")
    assert code == 2
    assert "holds no files" in said


HEADER = "id,name,role,aliases,date_of_birth,address,phone,email,identifiers,never_disclose,notes\n"


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (b"K1,Orla Byrne,subject,,,,,,,,\n", "header"),
        (HEADER.replace("aliases", "nicknames").encode() + b"K1,Orla,subject,,,,,,,,\n", "lacks aliases"),
        (HEADER.encode() + b"K1,Orla,subject,,,,,,,,\nK1,Sinead,mother,,,,,,,,\n", "earlier line"),
        (HEADER.encode() + "K1,Siân,subject,,,,,,,,\n".encode("latin-1"), "UTF-8"),
        (HEADER.encode() + b"K1,Orla,queen,,,,,,,,\n", "role"),
        (b"", "no header"),
    ],
    ids=["no header", "wrong column", "duplicate id", "not UTF-8", "unknown role", "empty"],
)
def test_people(folder: Path, capsys: pytest.CaptureFixture[str], content: bytes, hint: str) -> None:
    (folder / "people.csv").write_bytes(content)
    code, said = run(folder, capsys)
    assert code == 2
    assert hint.casefold() in said.casefold()


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname", "Notes/../../x"])
def test_manifest_outside_the_folder(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (folder / "manifest.csv").write_text(f"record_id,title,type,date,author,filename\nR1,T,N,2016-01-01,A,{name}\n")
    code, said = run(folder, capsys)
    assert code == 2
    assert "outside" in said


@pytest.mark.parametrize(("recipient", "purpose"), [("stranger", "subject-access"), ("subject", "curiosity")])
def test_unknown_recipient_or_purpose(
    folder: Path, capsys: pytest.CaptureFixture[str], recipient: str, purpose: str
) -> None:
    assert run(folder, capsys, recipient=recipient, purpose=purpose)[0] == 3


def test_output_folder_in_use(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "mine.txt").write_text("keep me")
    code, said = run(folder, capsys)
    assert code == 3
    assert "not empty" in said
    assert (folder / "out" / "mine.txt").read_text() == "keep me"


def test_decisions_of_another_case(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["prepare", str(folder / "case"), "--people", str(folder / "people.csv"), "--out", str(folder / "work")])
        == 0
    )
    (folder / "d.json").write_text(json.dumps({"case": "0" * 64, "by": "A", "approved_by": "B", "decisions": []}))
    paths = ["--decisions", str(folder / "d.json"), "--out", str(folder / "out")]
    capsys.readouterr()
    assert main(["produce", str(folder / "work"), *paths, "--recipient", "subject", "--purpose", "subject-access"]) == 3
    assert "another case" in capsys.readouterr().err


def test_unreadable_files_become_gaps(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "case" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    pages = b"2 0 obj<</Type/Pages/Count 1000000/Kids[]>>endobj"
    declared = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n" + pages + b"\ntrailer<</Root 1 0 R>>"
    (folder / "case" / "million.pdf").write_bytes(declared)
    bomb = zipfile.ZipFile(folder / "case" / "bomb.zip", "w", zipfile.ZIP_DEFLATED)
    with bomb, bomb.open("zeros.txt", "w", force_zip64=True) as member:
        for _ in range(1024):
            member.write(bytes(1 << 20))
    assert run(folder, capsys)[0] == 0
    gaps = (folder / "out" / "gaps.csv").read_text(encoding="utf-8-sig")
    assert all(name in gaps for name in ("broken.pdf", "million.pdf", "bomb.zip"))


def test_without_ocr_and_converter_files_wait_and_are_counted(folder: Path) -> None:
    import docx
    from PIL import Image

    Image.effect_noise((400, 300), 80).save(folder / "case" / "photo.png")
    made = docx.Document()
    made.add_paragraph("A note.")
    made.save(str(folder / "case" / "note.docx"))
    lacking = {**os.environ, "CANDOUR_TESSDATA": str(folder), "CANDOUR_SOFFICE": str(folder / "none")}
    paths = [str(folder / "case"), "--people", str(folder / "people.csv"), "--out", str(folder / "out")]
    command = [sys.executable, "-m", "candour", "disclose", *paths, "--recipient", "subject", *TRIAL]
    subprocess.run(command, env=lacking, check=True, capture_output=True)
    gaps = (folder / "out" / "gaps.csv").read_text(encoding="utf-8-sig")
    assert "needs_ocr" in gaps
    assert "needs_converter" in gaps
    assert (
        subprocess.run(
            [sys.executable, "-m", "candour", "doctor"], env=lacking, check=False, capture_output=True
        ).returncode
        == 6
    )


def test_hanging_converter_is_ended(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import docx

    program = folder / "soffice"
    program.write_text('#!/bin/sh\n[ "$1" = --version ] && exit\nsleep 1000\n')
    program.chmod(0o755)
    made = docx.Document()
    made.add_paragraph("A note.")
    made.save(str(folder / "case" / "note.docx"))
    monkeypatch.setenv("CANDOUR_SOFFICE", str(program))
    monkeypatch.setenv("CANDOUR_CONVERTER_SECONDS", "2")
    assert run(folder, capsys)[0] == 0
    assert "note.docx" in (folder / "out" / "gaps.csv").read_text(encoding="utf-8-sig")


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_full_disk(folder: Path) -> None:
    small = folder / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        paths = [str(folder / "case"), "--people", str(folder / "people.csv"), "--out", str(small / "work")]
        done = subprocess.run(
            [sys.executable, "-m", "candour", "prepare", *paths], capture_output=True, text=True, check=False
        )
    finally:
        subprocess.run(["umount", str(small)], check=True)
    assert done.returncode == 6
    assert "no space left" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "plan",
    [
        "no json",
        "[]",
        '{"redactions": [{"page": 0, "box": [0, 0, 1, 1]}]}',
        '{"strings": [""]}',
        '{"redactions": [{"page": 1, "box": [5, 5, 1, 1]}]}',
        '{"redactions": [{"page": 9, "box": [0, 0, 1, 1]}]}',
    ],
)
def test_plan(folder: Path, capsys: pytest.CaptureFixture[str], plan: str) -> None:
    (folder / "plan.json").write_text(plan)
    pdf = folder / "case" / "Notes" / "visit.pdf"
    assert main(["redact", str(pdf), "--plan", str(folder / "plan.json"), "-o", str(folder / "o.pdf")]) == 2
    assert not (folder / "o.pdf").exists()
    assert capsys.readouterr().err.count("candour: ") == 1
