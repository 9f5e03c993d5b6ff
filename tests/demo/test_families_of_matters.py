"""The files of the demonstration's legal matters: the same each time, and what is planned in them is there."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from candour.demo.folder import documents_of, told_of, write_case

SMALL = ("danvers", "aldous_reid")
COUNTS = {"danvers": (40, 3), "aldous_reid": (36, 3), "merrin": (410, 12)}
"""All documents, and those that come in later."""
LARGEST = 60 << 10
FICTIONAL = re.compile(r"(?:01632 960|07700 900)\d{3}")


def words_of(path: Path) -> bytes:
    """The bytes of a file; of a Word or Excel file its text, since such a file also says when it was saved."""
    if path.suffix not in (".docx", ".xlsx"):
        return path.read_bytes()
    with zipfile.ZipFile(path) as parts:
        return b"".join(parts.read(name) for name in sorted(parts.namelist()) if "core.xml" not in name)


def digest(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != ".candour-demo")
    told = [f"{path.relative_to(folder)} {hashlib.sha256(words_of(path)).hexdigest()}" for path in files]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def test_the_same_files_each_time(tmp_path: Path) -> None:
    write_case(folder=tmp_path / "here", family="families/danvers")
    code = (
        "import sys; from pathlib import Path; from candour.demo.folder import write_case;"
        "write_case(folder=Path(sys.argv[1]), family='families/danvers')"
    )
    env = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "there")], check=True, env=env)
    assert digest(tmp_path / "here") == digest(tmp_path / "there")


@pytest.mark.parametrize("family", SMALL)
def test_what_comes_later_comes_in_a_folder_of_its_own(family: str, tmp_path: Path) -> None:
    first, people, manifest = write_case(folder=tmp_path, family=f"families/{family}")
    before, register = manifest.read_text().splitlines(), people.read_bytes()
    second, people, manifest = write_case(folder=tmp_path, family=f"families/{family}", later=True)
    came = {path.relative_to(second) for path in second.rglob("*") if path.is_file()}
    assert len(came) == COUNTS[family][1]
    assert not any((first / each).exists() for each in came)
    after = manifest.read_text().splitlines()
    assert set(before) < set(after)
    assert len(after) - len(before) == len(came)
    assert people.read_bytes() == register


@pytest.mark.parametrize("family", COUNTS)
def test_what_is_planned_is_there(family: str) -> None:
    told, truth = told_of(f"families/{family}"), told_of(f"families/{family}_truth")
    documents = {each["path"]: each for each in documents_of(told)}
    assert (len(documents), sum("later" in each for each in documents.values())) == COUNTS[family]
    assert len(documents) == len(documents_of(told)), "Two documents have the same path."
    for each in truth["contradiction"]:
        for said in (each["one"], each["other"]):
            assert said["says"] in words(documents[said["path"]])
    for each in truth["mentioned"]:
        told_in = [path for path, document in documents.items() if each["document"] in words(document)]
        assert told_in == each["mentioned_in"]
    assert {path for paths in truth["stands"].values() for path in paths} <= documents.keys()
    statement = truth["statement"]
    assert documents[statement["path"]]["date"] == statement.get("signed", statement.get("drafted"))


def test_the_draft_and_the_copies_of_the_judicial_review() -> None:
    """The draft says what its list of assertions says; what a copy covers without a reason stands in the e-mail itself."""
    truth = told_of("families/merrin_truth")
    documents = {each["path"]: each for each in documents_of(told_of("families/merrin"))}
    for number, each in enumerate(truth["statement"]["assertion"], 1):
        assert f"{number}. {each['says']}" in words(documents[truth["statement"]["path"]])
        assert {*each["links"], *each["against"]} <= documents.keys()
        assert ("source" in each) == (each["basis"] == "told")
    for each in truth["unexplained"]:
        whole, copy = documents[each["of"]], words(documents[each["copy"]])
        told = " ".join(str(value) for value in whole.values())
        assert [part for part in each["covered"] if part in told and part not in copy] == each["covered"]


def words(document: dict[str, Any]) -> str:
    return " ".join(f"{document['text']} {document.get('attached', {}).get('text', '')}".split())


@pytest.mark.parametrize("family", COUNTS)
def test_nobody_in_it_is_real(family: str) -> None:
    """Numbers are from ranges that are never issued, addresses from domains that nobody can have."""
    told = told_of(f"families/{family}")
    text = "\n".join(str(each) for each in (*told["person"], *documents_of(told)))
    assert all(FICTIONAL.fullmatch(number) for number in re.findall(r"\b0\d{4} \d{6}\b", text))
    assert all(host.endswith(".example") for host in re.findall(r"@([\w.-]+\w)", text))


def test_what_tells_a_family_stays_readable() -> None:
    for each in resources.files("candour.demo").joinpath("families").iterdir():
        assert len(each.read_bytes()) <= LARGEST, each.name
