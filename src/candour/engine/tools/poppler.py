"""Poppler's programs: the second reader. Text with boxes from pdftotext, pictures from pdftoppm, streamed.

Each runs in its own process group with limits on time, processor and memory and is killed with everything it started.
Nothing the programs print on standard error is shown: it could hold case text.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import html
import os
import re
import resource
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PIL import Image

from candour.engine.errors import Unavailable, Unreadable

PROGRAMS = ("pdftotext", "pdftoppm")
MEMORY = 4 << 30
CHUNK, PIPE = 1 << 17, 1 << 20
_PAUSE = 0.002
"""Seconds: what a program writes meanwhile fits into the pipe many times."""
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "GLIBC_TUNABLES": "glibc.malloc.tcache_count=2000:glibc.malloc.tcache_max=4096"}
"""Poppler frees and takes tiny pieces all the time: a larger cache of them saves an eighth of its time under glibc."""
_PAGE = re.compile(rb"<page width=\"([\d.]+)\" height=\"([\d.]+)\">")
_WORD = re.compile(r'<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">([^<]*)</word>')
RawWord = tuple[str, str, str, str, str]
"""x0, y0, x1, y1 (points from the top left as displayed) and the escaped text of a word, all as printed."""
_PICTURE = re.compile(rb"P([56])\s+(\d+)\s+(\d+)\s+255\s")


@functools.cache
def find(program: str = "pdftotext") -> str | None:
    """Path of one of poppler's programs, or None."""
    return shutil.which(program)


@functools.cache
def version() -> str:
    """Poppler's version, as ``22.12.0``. Raises Unavailable when it is not installed."""
    told = subprocess.run([_program("pdftotext"), "-v"], capture_output=True, text=True, timeout=20, check=False)
    found = re.search(r"version (\S+)", told.stderr + told.stdout)
    return found[1] if found else "unknown"


@dataclass(frozen=True)
class PageText:
    """One page as pdftotext reads it, sizes in points as displayed. Words are parsed only when asked for, and once."""

    number: int
    width: float
    height: float
    raw: str

    @property
    def text(self) -> str:
        """All words, one space between them, in reading order."""
        return plain(" ".join([word[4] for word in self._words]))

    def words(self) -> list[RawWord]:
        """Every word in reading order.

        Nothing is converted here: a page has hundreds of words, and few of them matter (see ``plain``).
        """
        return self._words

    @cached_property
    def _words(self) -> list[RawWord]:
        return _WORD.findall(self.raw)


def plain(text: str) -> str:
    """A word's text as it is on the page."""
    return html.unescape(text) if "&" in text else text


def page_texts(*, pdf: Path, seconds: float = 600.0) -> Iterator[PageText]:
    """Every page of ``pdf``, one process for the file, memory flat. Raises Unreadable or Unavailable."""
    command = [_program("pdftotext"), "-bbox", "-cropbox", "-q", str(pdf), "-"]
    waiting, number = b"", 0
    for block in _gathered(_output(command, seconds=seconds)):
        *pages, waiting = (waiting + block).split(b"</page>")
        for page in pages:
            found = _PAGE.search(page)
            if found is None:
                raise _unreadable("pdftotext")
            number += 1
            raw = str(memoryview(page)[found.end() :], "utf-8", "replace")
            yield PageText(number, float(found[1]), float(found[2]), raw)


def _gathered(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer blocks: pdftotext writes a page in a dozen."""
    held, size = [], 0
    for block in blocks:
        held.append(block)
        size += len(block)
        if size >= CHUNK:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def pictures(
    *, pdf: Path, first: int, last: int, dpi: int, smooth: bool = True, seconds: float = 600.0
) -> Iterator[Image.Image]:
    """Pages ``first`` to ``last`` as grey pictures (mode L) of their crop box, in order, one process.

    ``smooth`` False: letters in their full colour without shades of it, in a third of the time. Raises Unreadable (also
    when a page is missing) or Unavailable.
    """
    command = [_program("pdftoppm"), "-q", "-gray", "-cropbox", "-r", str(dpi), "-f", str(first), "-l", str(last)]
    command += [] if smooth else ["-aa", "no"]
    waiting, left = bytearray(), last - first + 1
    for block in _output([*command, str(pdf)], seconds=seconds):
        waiting += block
        while (picture := _picture(waiting)) is not None:
            left -= 1
            yield picture
    if left or waiting:
        raise _unreadable("pdftoppm")


def _picture(waiting: bytearray) -> Image.Image | None:
    """Takes one whole PGM picture from the front of ``waiting``, or nothing."""
    found = _PICTURE.match(waiting)
    if found is None:
        return None
    width, height = int(found[2]), int(found[3])
    end = found.end() + width * height
    if len(waiting) < end:
        return None
    with memoryview(waiting) as view:
        pixels = bytes(view[found.end() : end])
    picture = Image.frombuffer("L", (width, height), pixels, "raw", "L", 0, 1)
    del found  # it holds on to ``waiting``
    del waiting[:end]
    return picture


def _program(name: str) -> str:
    path = find(name)
    if path is None:
        raise Unavailable(
            f"Poppler's {name} is not installed on this machine.",
            means="Nothing can be verified, so nothing can be produced.",
            do="Install poppler (on Debian: apt install poppler-utils) and run the same command again.",
        )
    return path


def _unreadable(program: str) -> Unreadable:
    return Unreadable(
        f"Poppler's {program} could not read a file to the end.",
        means="The file cannot be verified.",
        do="Make it again; if that does not help, the document it comes from is damaged.",
    )


def _output(command: list[str], *, seconds: float) -> Iterator[bytes]:
    """Standard output in blocks. The program is dead when this ends, however it ends."""
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={"PATH": os.environ.get("PATH", ""), **_ENVIRONMENT},
    )
    assert child.stdout is not None
    with contextlib.suppress(ProcessLookupError, AttributeError):  # not every system has prlimit
        resource.prlimit(child.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
    with contextlib.suppress(OSError, AttributeError):  # nor can every system make a pipe larger
        fcntl.fcntl(child.stdout.fileno(), fcntl.F_SETPIPE_SZ, PIPE)
    deadline = time.monotonic() + seconds
    try:
        while block := _block(child.stdout.fileno(), deadline):
            yield block
            if len(block) < CHUNK >> 2:  # to be woken for every small piece costs more than reading it
                time.sleep(_PAUSE)
        if child.wait(timeout=max(0.1, deadline - time.monotonic())) != 0:
            raise _unreadable(Path(command[0]).name)
    except (TimeoutError, subprocess.TimeoutExpired):
        raise _unreadable(Path(command[0]).name) from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()


def _block(source: int, deadline: float) -> bytes:
    ready, _, _ = select.select([source], [], [], max(0.0, deadline - time.monotonic()))
    if not ready:
        raise TimeoutError
    return os.read(source, CHUNK)
