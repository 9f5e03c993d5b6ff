"""An archive comes back whole, or is refused: cut short, changed anywhere, or made to write elsewhere."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from candour.engine.errors import BadInput
from candour.site.archive import Writer, unpack


def made(**members: str) -> bytes:
    out = io.BytesIO()
    writer = Writer(out)
    for name, words in members.items():
        writer.add_words(name.replace("__", "/"), words)
    writer.end()
    return out.getvalue()


def test_what_was_put_in_comes_out_readable_for_its_owner_only(tmp_path: Path) -> None:
    unpack(io.BytesIO(made(about="one", home__files__ab="two")), into=tmp_path)
    assert (tmp_path / "about").read_text() == "one"
    assert (tmp_path / "home/files/ab").read_text() == "two"
    assert (tmp_path / "home/files/ab").stat().st_mode & 0o077 == 0
    assert not (tmp_path / "sums.json").exists()


def test_cut_short_anywhere_it_is_refused(tmp_path: Path) -> None:
    whole = made(about="one", home__files__ab="two" * 700)
    for number, length in enumerate(range(0, len(whole) - 10_240, 512)):
        with pytest.raises(BadInput, match="damaged"):
            unpack(io.BytesIO(whole[:length]), into=tmp_path / str(number))


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    whole = bytearray(made(home__files__ab="the only sentence in it"))
    whole[whole.index(b"only")] ^= 1
    with pytest.raises(BadInput, match="damaged"):
        unpack(io.BytesIO(bytes(whole)), into=tmp_path)


def test_a_member_slipped_in_is_noticed(tmp_path: Path) -> None:
    whole = made(about="one")
    with tarfile.open(fileobj=(out := io.BytesIO(whole)), mode="a:") as tar:
        tar.addfile(tarfile.TarInfo("more"))
    with pytest.raises(BadInput, match="damaged"):
        unpack(io.BytesIO(out.getvalue()), into=tmp_path)


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside", "home/../../outside"])
def test_it_never_writes_outside(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "inside"
    with pytest.raises(BadInput, match="damaged"):
        unpack(io.BytesIO(made(**{name: "words"})), into=inside)
    assert not (tmp_path / "outside").exists()


def test_a_link_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        link = tarfile.TarInfo("home")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc"
        tar.addfile(link)
    with pytest.raises(BadInput, match="damaged"):
        unpack(io.BytesIO(out.getvalue()), into=tmp_path)


def test_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="damaged"):
        unpack(io.BytesIO(b"%PDF-1.7 not an archive at all" * 50), into=tmp_path)
