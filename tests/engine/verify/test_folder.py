"""Whole folders: protected strings in any file or name, and a bundle that no longer is what it says it is."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from raw_pdf import assemble, base, write

from candour import chain
from candour.engine.errors import BadInput
from candour.engine.store import sha256_of
from candour.engine.typeset import Paragraph, write_pdf
from candour.engine.verify import verify_bundle, verify_strings

SECRETS = ("Jonah Wexcombe", "Wexcombe", "07700 900123")


def kinds(folder: Path, secrets: tuple[str, ...] = SECRETS) -> set[str]:
    return {finding.kind for finding in verify_strings(folder=folder, secrets=secrets)}


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.csv", 'id,detail\n1,"Mr\nJonah  Wexcombe"\n', "secret_in_file"),
        ("a.json", json.dumps({"who": "J\u00f6nah Wexcombe"}), "secret_in_file"),
        ("a.json", '{"who": "\\u0057excombe"}', "secret_in_file"),
        ("a.jsonl", '{"tel":"+447700900123"}\n', "secret_in_file"),
        ("wexcombe_visit.csv", "a\n", "secret_in_file_name"),
        ("note-JonahWexcombe.csv", "a\n", "secret_in_file_name"),
        ("Wexcombe/a.csv", "a\n", "secret_in_file_name"),
        ("a.docx", "PK", "not_understood"),
    ],
)
def test_a_secret_in_a_folder(tmp_path: Path, name: str, text: str, kind: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert kind in kinds(tmp_path)


def test_other_encodings(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("Zoë Lindqvist, né Wexcombe".encode("latin-1"))
    assert kinds(tmp_path) == {"secret_in_file"}


def test_a_secret_on_the_seam_of_two_chunks(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x" * ((1 << 20) - 5) + " Wexcombe " + "y" * 99, encoding="utf-8")
    assert kinds(tmp_path) == {"secret_in_file"}


def test_letters(tmp_path: Path) -> None:
    write_pdf([Paragraph("Your request was received on 3 March.")], out=tmp_path / "letter.pdf")
    assert kinds(tmp_path) == set()
    write_pdf([Paragraph("We spoke to Jonah Wexcombe.")], out=tmp_path / "letter.pdf")
    assert "secret_in_text" in kinds(tmp_path)


def test_links_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to("/etc/hostname")
    assert kinds(tmp_path) == {"not_understood"}


# ---------------------------------------------------------------- bundles

BOX = (70.0, 130.0, 200.0, 146.0)


def a_bundle(folder: Path, *, content: bytes = b"0 g 70 696 130 16 re f", seal: bool = True) -> Path:
    """A tiny bundle: one page, one redaction."""
    (folder / "send").mkdir(parents=True)
    write(folder / "send", assemble(base(content)), "bundle.pdf")
    place = {"record_id": "HR-1", "source_file": "note.pdf", "page": 1, "bundle_file": "bundle.pdf", "bundle_page": 1}
    _table(folder / "schedule.csv", [place | {"decision": "redact", "grounds": "g", "redactions": 1, "sha256": "0"}])
    box = dict(zip(("x0", "y0", "x1", "y1"), BOX, strict=True))
    _table(folder / "redactions.csv", [place | box | {"kind": "PERSON", "ground": "g"}])
    chain.append(folder / "ledger.jsonl", {"event": "prepared"})
    last = chain.append(folder / "ledger.jsonl", {"event": "produced"})
    if seal:
        certify(folder, head=str(last["hash"]))
    return folder


def certify(folder: Path, *, head: str, verified: bool = True) -> None:
    names = [path for path in folder.rglob("*") if path.is_file() and path.name != "certificate.json"]
    outputs = {path.relative_to(folder).as_posix(): sha256_of(path=path) for path in names}
    told = {"outputs": outputs, "ledger_head": head, "verified": verified, "counts": {"redactions": 1}}
    (folder / "certificate.json").write_text(json.dumps(told))


def _table(path: Path, rows: list[dict[str, object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def bundle_kinds(folder: Path) -> set[str]:
    return {finding.kind for finding in verify_bundle(folder=folder, secrets=SECRETS)}


def test_a_sound_bundle(tmp_path: Path) -> None:
    assert bundle_kinds(a_bundle(tmp_path / "out")) == set()


def test_text_under_a_listed_redaction(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf 72 700 Td (Tamsin Orley) Tj ET 0 g 70 696 130 16 re f"
    assert bundle_kinds(a_bundle(tmp_path / "out", content=content)) == {"text_under_box"}


def _replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / name
        path.write_text(path.read_text().replace(old, new, 1))

    return change


CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "bundle changed": (lambda out: write(out / "send", assemble(base()) + b"\n", "bundle.pdf"), "file_changed"),
    "file added": (lambda out: (out / "send" / "more.csv").write_text("x"), "file_not_listed"),
    "file removed": (lambda out: (out / "redactions.csv").unlink(), "file_missing"),
    "ledger edited": (_replace("ledger.jsonl", "prepared", "repaired"), "ledger_broken"),
    "ledger cut": (
        lambda out: (out / "ledger.jsonl").write_text((out / "ledger.jsonl").read_text().splitlines(True)[0]),
        "ledger_broken",
    ),
    "ledger removed": (lambda out: (out / "ledger.jsonl").unlink(), "ledger_broken"),
    "schedule edited": (_replace("schedule.csv", "redact,g,1", "redact,g,2"), "schedule_inconsistent"),
    "decision that is none": (_replace("schedule.csv", "redact,g", "shred,g"), "schedule_inconsistent"),
    "page beyond the end": (_replace("schedule.csv", "bundle.pdf,1", "bundle.pdf,7"), "page_missing"),
    "file that is not there": (_replace("schedule.csv", "bundle.pdf,1", "bundle-2.pdf,1"), "file_missing"),
    "number that is none": (_replace("redactions.csv", "70.0", "left"), "not_understood"),
    "not verified": (_replace("certificate.json", '"verified": true', '"verified": false'), "not_verified"),
}


@pytest.mark.parametrize(("change", "kind"), CHANGES.values(), ids=CHANGES.keys())
def test_a_bundle_that_was_changed(tmp_path: Path, change: Callable[[Path], object], kind: str) -> None:
    out = a_bundle(tmp_path / "out")
    change(out)
    assert kind in bundle_kinds(out)


def test_a_folder_that_is_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="certificate"):
        verify_bundle(folder=tmp_path)
