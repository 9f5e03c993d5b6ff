"""Killed with SIGKILL at twenty moments, the same command finishes with the bytes of an undisturbed run."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from candour.demo.folder import write_case

KILLS = 20
TIMED = {"certificate.json", "ledger.jsonl"}


def command(folder: Path, out: Path, work: Path) -> list[str]:
    inputs = [str(folder / "case"), "--people", str(folder / "people.csv"), "--manifest", str(folder / "manifest.csv")]
    asked = ["--recipient", "subject", "--purpose", "subject-access", "--accept-proposals", "--date", "2026-01-05"]
    return [sys.executable, "-m", "candour", "disclose", *inputs, *asked, "--out", str(out), "--work", str(work)]


def contents(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file() and path.name not in TIMED)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_kills(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    write_case(folder=folder)
    began = time.monotonic()
    subprocess.run(command(folder, tmp_path / "calm", tmp_path / "calm.work"), check=True, capture_output=True)
    whole = time.monotonic() - began
    chance, killed = random.Random(20), 0
    out, work = tmp_path / "out", tmp_path / "work"
    while killed < KILLS:
        child = subprocess.Popen(
            command(folder, out, work), start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            child.wait(timeout=chance.uniform(0.3, whole / 4))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            killed += 1
        else:
            assert child.returncode == 0
            for path in sorted(out.rglob("*"), reverse=True):
                path.unlink() if path.is_file() else path.rmdir()
            out.rmdir()
    subprocess.run(command(folder, out, work), check=True, capture_output=True)
    assert contents(out) == contents(tmp_path / "calm")
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(("out.", ".out"))]
