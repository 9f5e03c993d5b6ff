"""LibreOffice: the result is judged by content, a hang is ended with its children, its absence is told."""

import os
import time
from pathlib import Path

import pytest

from candour.engine.errors import Unavailable, Unreadable
from candour.engine.tools import libreoffice


def fake(folder: Path, script: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_a_text_becomes_pages(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1 Seen at home.}")
    libreoffice.convert(tmp_path / "a.rtf", form="pdf", suffix=".rtf", out=tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


def test_a_hang_is_ended_with_all_that_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANDOUR_SOFFICE", fake(tmp_path, f"sleep 300 & echo $! > {tmp_path}/pid; wait"))
    (tmp_path / "a.rtf").write_bytes(b"x")
    began = time.monotonic()
    with pytest.raises(Unreadable, match="too long"):
        libreoffice.convert(tmp_path / "a.rtf", form="pdf", suffix=".rtf", out=tmp_path / "a.pdf", seconds=2)
    assert time.monotonic() - began < 20
    child = int((tmp_path / "pid").read_text())
    for _ in range(50):
        state = Path(f"/proc/{child}/stat")
        if not state.exists() or state.read_text().split()[2] == "Z":
            break
        time.sleep(0.1)
    else:
        os.kill(child, 9)
        pytest.fail("the child outlived the time-out")


@pytest.mark.parametrize("script", ["exit 0", "mkdir -p out; echo no > out/document.pdf", "exit 3"])
def test_a_good_exit_without_a_good_result_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setenv("CANDOUR_SOFFICE", fake(tmp_path, script))
    (tmp_path / "a.rtf").write_bytes(b"x")
    with pytest.raises(Unreadable):
        libreoffice.convert(tmp_path / "a.rtf", form="pdf", suffix=".rtf", out=tmp_path / "a.pdf")


def test_its_absence_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANDOUR_SOFFICE", "")
    assert libreoffice.find() is None
    with pytest.raises(Unavailable, match="not installed"):
        libreoffice.convert(tmp_path, form="pdf", suffix=".rtf", out=tmp_path / "a.pdf")


def test_a_version_is_asked_once_and_again_after_an_update(tmp_path: Path) -> None:
    told = [
        libreoffice.version(Path(fake(tmp_path, f"echo x >> {tmp_path}/asked; echo {text}"))) for text in ("7", "24")
    ]
    first = libreoffice.stamp(tmp_path / "soffice")
    assert libreoffice.version(tmp_path / "soffice") == "24"
    assert told == ["7", "24"]
    assert (tmp_path / "asked").read_text() == "x\nx\n"
    (tmp_path / "versionrc").write_text("another")
    assert libreoffice.stamp(tmp_path / "soffice") != first
