"""The malware scanner's answer decides; without a clear one the file is refused."""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from candour.cases import scanning
from candour.engine.errors import Refused


@contextlib.contextmanager
def scanner(folder: Path, script: str, *options: str) -> Iterator[Path]:
    """A real program that the site is told to use."""
    program = folder / "scan it"
    program.write_text("#!/bin/sh\n" + script, encoding="utf-8")
    program.chmod(0o755)
    command = " ".join([f"'{program}'", *options])
    with override_settings(ENVIRONMENT=dataclasses.replace(settings.ENVIRONMENT, malware_scan=command)):
        yield program


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "document"
    path.write_bytes(b"EICAR")
    return path


def test_without_a_scanner_nothing_is_checked(document: Path) -> None:
    scanning.check(document)


def test_the_path_is_the_last_argument_after_the_options(tmp_path: Path, document: Path) -> None:
    with scanner(tmp_path, f'[ "$1" = --quiet ] && [ "$2" = "{document}" ] && [ $# = 2 ]', "--quiet"):
        scanning.check(document)


def test_what_it_finds_is_refused(tmp_path: Path, document: Path) -> None:
    with scanner(tmp_path, 'grep -q EICAR "$1" && exit 1; exit 0'):
        with pytest.raises(Refused, match="something harmful"):
            scanning.check(document)
        document.write_bytes(b"harmless")
        scanning.check(document)


@pytest.mark.parametrize("script", ["exit 2", "kill -9 $$", "exit 127"])
def test_a_scanner_that_fails_refuses(tmp_path: Path, document: Path, script: str) -> None:
    with scanner(tmp_path, script), pytest.raises(Refused, match="could not be checked"):
        scanning.check(document)


def test_a_scanner_that_is_not_there_refuses(tmp_path: Path, document: Path) -> None:
    with scanner(tmp_path, "exit 0") as program:
        program.unlink()
        with pytest.raises(Refused, match="could not be checked"):
            scanning.check(document)


def test_a_scanner_that_takes_too_long_is_ended_with_all_it_started(tmp_path: Path, document: Path) -> None:
    mark = tmp_path / "mark"
    with scanner(tmp_path, f'(sleep 1; touch "{mark}") & sleep 60'):
        started = time.monotonic()
        with pytest.raises(Refused, match="could not be checked"):
            scanning.check(document, seconds=0.3)
        assert time.monotonic() - started < 10
    time.sleep(1.2)
    assert not mark.exists()
