"""The folder as a whole: nothing dropped, ids, manifest, duplicates, containers, limits, the same every time."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from tests.engine.intake import making

from candour.engine.errors import BadInput
from candour.engine.intake import Limits, take_in
from candour.engine.model import GapKind, PageKind
from candour.engine.store import Store


def test_every_file_is_a_record_or_a_gap(tmp_path: Path) -> None:
    files = {
        "a/note.txt": b"Visited.",
        "empty.pdf": b"",
        ".DS_Store": b"\0\0\0\x01Bud1",
        "call.mp3": b"ID3\x03" + bytes(99),
        "broken.docx": b"PK\x03\x04" + bytes(40),
        "noise.bin": bytes(range(256)) * 9,
    }
    taken = making.take(tmp_path, files)
    assert [record.path for record in taken.intake.records] == sorted(files)
    for path in set(files) - {"a/note.txt"}:
        (gap,) = taken.gaps(path)
        assert gap.kind is GapKind.UNREADABLE
        assert not taken.record(path).pages
    assert "empty" in taken.gaps("empty.pdf")[0].detail
    assert "sound" in taken.gaps("call.mp3")[0].detail
    assert taken.own("a/note.txt") == "Visited."


def test_type_goes_by_content_not_by_name(tmp_path: Path) -> None:
    taken = making.take(tmp_path, {"letter.docx": b"Plain words.", "page.txt": making.pdf("Typed page")})
    assert taken.record("letter.docx").media_type == "text/plain"
    assert taken.own("page.txt") == "Typed page"


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("Not part of the case.")
    (tmp_path / "case").mkdir()
    os.symlink(outside, tmp_path / "case" / "link.txt")
    os.mkfifo(tmp_path / "case" / "pipe")
    taken = making.take(tmp_path, {})
    assert "link" in taken.gaps("link.txt")[0].detail
    assert taken.gaps("pipe")
    assert not any(record.pdf for record in taken.intake.records)


def test_manifest_gives_ids_and_what_is_missing(tmp_path: Path) -> None:
    rows = [
        making.row("H-1", "Notes\\VISIT.txt", title="Visit", date="2019-02-03"),
        making.row("H-2", "gone.pdf", title="Health chronology", date="2016-05-20"),
        making.row("H-3", "", title="Letter from nan"),
        making.row("H-4", "", title="Never kept"),
    ]
    files = {"Notes/visit.txt": b"a", "letter from Nan.txt": b"b", "extra.txt": b"c"}
    taken = making.take(tmp_path, files, manifest=rows)
    assert taken.record("Notes/visit.txt").id == "H-1"
    assert taken.record("Notes/visit.txt").date == "2019-02-03"
    assert taken.record("letter from Nan.txt").id == "H-3"
    missing = [gap.detail for gap in taken.intake.gaps if gap.kind is GapKind.MISSING_FROM_FOLDER]
    assert len(missing) == 2
    assert all(word in missing[0] for word in ("H-2", "Health chronology", "2016-05-20", "gone.pdf"))
    assert [gap.source for gap in taken.intake.gaps if gap.kind is GapKind.NOT_IN_MANIFEST] == ["extra.txt"]


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/passwd", "C:\\x.txt", "a/../../b.txt"])
def test_a_manifest_may_not_point_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="outside"):
        making.take(tmp_path, {"a.txt": b"a"}, manifest=[making.row("H-1", name)])


def test_a_missing_folder_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no folder"):
        take_in(case=tmp_path / "none", manifest=(), store=Store(tmp_path / "w"), progress=lambda *_: None)


def test_duplicates_point_to_the_first(tmp_path: Path) -> None:
    taken = making.take(tmp_path, {"b.txt": b"same", "a.txt": b"same", "c.zip": making.zipped({"d.txt": b"same"})})
    first = taken.record("a.txt")
    assert first.duplicate_of == ""
    for path in ("b.txt", "c.zip::d.txt"):
        assert taken.record(path).duplicate_of == first.id
        assert taken.record(path).pdf == first.pdf


def test_members_are_children_with_names_as_labels(tmp_path: Path) -> None:
    inner = making.zipped({"letter.txt": b"Dear Barnaby"})
    outer = making.zipped({"../../evil.txt": b"x", "/abs.txt": b"y", "deep\\inner.zip": inner, "café.txt": b"z"})
    taken = making.take(tmp_path, {"export.zip": outer})
    parent = taken.record("export.zip")
    assert (parent.pages, taken.gaps("export.zip")) == ((), [])
    letter = taken.record("export.zip::deep/inner.zip::letter.txt")
    assert letter.parent == taken.record("export.zip::deep/inner.zip").id == f"{parent.id}.3"
    assert letter.id == f"{parent.id}.3.1"
    assert taken.record("export.zip::../../evil.txt").pdf
    assert taken.record("export.zip::café.txt").pdf
    assert not (tmp_path / "evil.txt").exists()


def test_bombs_cost_their_member_only(tmp_path: Path) -> None:
    zeros = making.zipped({"zeros.bin": bytes(40 << 20), "fine.txt": b"A note."})
    taken = making.take(tmp_path, {"bomb.zip": zeros, "outer.zip": making.zipped({"bomb.zip": zeros})})
    assert taken.own("bomb.zip::fine.txt") == "A note."
    assert len(taken.gaps("bomb.zip")) == len(taken.gaps("outer.zip::bomb.zip")) == 1
    assert not any("zeros" in record.path for record in taken.intake.records)


def test_members_that_overlap_are_an_attack(tmp_path: Path) -> None:
    data = bytearray(making.zipped({"a.txt": b"a" * 300, "b.txt": b"b" * 300}))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = (0).to_bytes(4, "little")  # both members now begin at the first header
    taken = making.take(tmp_path, {"overlap.zip": bytes(data)})
    assert "overlap" in taken.gaps("overlap.zip")[0].detail


def test_depth_number_and_size_are_limited(tmp_path: Path) -> None:
    data = b"deep"
    for level in range(5):
        data = making.zipped({"f.zip" if level else "f.txt": data})
    many = making.zipped({f"{number}.txt": b"n%d" % number for number in range(9)})
    limits = Limits(depth=3, members=4, file=1000)
    taken = making.take(tmp_path, {"d.zip": data, "many.zip": many, "long.txt": b"x" * 2000}, limits=limits)
    assert "nested" in taken.gaps("d.zip" + "::f.zip" * 4)[0].detail
    assert sum(record.parent != "" for record in taken.intake.records if record.path.startswith("many")) == 4
    assert "5 of its files" in taken.gaps("many.zip")[0].detail
    assert "larger" in taken.gaps("long.txt")[0].detail


def test_encrypted_members_are_gaps(tmp_path: Path) -> None:
    data = bytearray(making.zipped({"secret.txt": b"x", "open.txt": b"y"}))
    data[6] |= 1  # local header of the first member
    data[data.index(b"PK\x01\x02") + 8] |= 1  # its entry in the directory
    taken = making.take(tmp_path, {"locked.zip": bytes(data)})
    assert "password" in taken.gaps("locked.zip::secret.txt")[0].detail
    assert taken.own("locked.zip::open.txt") == "y"


def test_the_same_folder_gives_the_same_bytes_and_a_second_run_reads_nothing_anew(tmp_path: Path) -> None:
    files = {
        "a.txt": "Zażółć".encode(),
        "b.pdf": making.pdf("One", "Two"),
        "c.xlsx": making.workbook_with_everything(),
        "d.eml": making.message("Hello", "Words").as_bytes(),
        "e.docx": making.docx_with_everything(),
    }
    first = making.take(tmp_path / "one", files)
    second = making.take(tmp_path / "two", files)
    assert first.intake == second.intake
    before = sorted(path.name for path in (tmp_path / "one" / "work" / "files").rglob("*"))
    again = making.take(tmp_path / "one", files)
    assert again.intake == first.intake
    assert sorted(path.name for path in (tmp_path / "one" / "work" / "files").rglob("*")) == before


def test_nothing_in_the_case_folder_changes(tmp_path: Path) -> None:
    files = {"a.pdf": making.pdf("One"), "b.zip": making.zipped({"x.txt": b"x"})}
    making.take(tmp_path, files)
    found = {str(path.relative_to(tmp_path / "case")): path.read_bytes() for path in (tmp_path / "case").rglob("*")}
    assert found == files


def test_progress_counts_every_file(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    for name in "abc":
        (tmp_path / "case" / name).write_text(name)
    told: list[tuple[str, int, int]] = []
    take_in(case=tmp_path / "case", manifest=(), store=Store(tmp_path / "w"), progress=lambda *t: told.append(t))
    assert told == [("intake", done, 3) for done in range(4)]


def test_a_file_that_is_only_half_there_is_a_gap(tmp_path: Path) -> None:
    whole = making.zipped({"a.txt": os.urandom(3000), "b.txt": b"b"})
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.namelist()
    taken = making.take(tmp_path, {"half.zip": whole[: len(whole) // 2], "half.png": making.picture("PNG")[:40]})
    assert taken.gaps("half.zip")
    assert taken.gaps("half.png")
    assert PageKind.OWN not in taken.record("half.zip").pages
