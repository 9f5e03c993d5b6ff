"""LibreOffice as a converter: one process per document, in a fresh profile, ended with all its children on time-out.

It refuses to believe the exit code: what comes out is checked by content. It opens no link, runs no macro, and asks
no network (a namespace without one where the system has ``unshare``).
"""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from candour.engine.errors import Unavailable, Unreadable

SECONDS = 120.0
_VERSION_SECONDS = 20.0
_TAGGED = ':{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
"""Headings, lists and tables are marked as such, for readers who listen."""
FORMATS = {
    "pdf": ("pdf:writer_pdf_Export" + _TAGGED, b"%PDF-"),
    "sheet-pdf": ("pdf:calc_pdf_Export" + _TAGGED, b"%PDF-"),
    "slide-pdf": ("pdf:impress_pdf_Export" + _TAGGED, b"%PDF-"),
    "draw-pdf": ("pdf:draw_pdf_Export" + _TAGGED, b"%PDF-"),
    "odt": ("odt", b"PK\x03\x04"),
    "xlsx": ("xlsx:Calc MS Excel 2007 XML", b"PK\x03\x04"),
    "pptx": ("pptx:Impress MS PowerPoint 2007 XML", b"PK\x03\x04"),
}
"""What ``convert`` can make: LibreOffice's filter and how a good result begins."""
PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def find() -> Path | None:
    """LibreOffice's program, or None. ``CANDOUR_SOFFICE`` names another one; a name that is no file means none."""
    named = os.environ.get("CANDOUR_SOFFICE")
    candidates = [named] if named is not None else [shutil.which("soffice"), shutil.which("libreoffice"), *PLACES]
    return next((Path(path) for path in candidates if path and os.access(path, os.X_OK) and Path(path).is_file()), None)


def version(program: Path) -> str:
    """What the program says of itself."""
    return _version(program, stamp(program))


def stamp(program: Path) -> str:
    """Path, size and time of change of the program and of the file that tells its version, without starting it.

    Another version has another stamp: it is part of the key under which the program's results are kept.
    """
    real = program.resolve()
    states = [(path, path.stat()) for path in (real, real.with_name("versionrc")) if path.exists()]
    return " ".join(f"{path} {state.st_size} {state.st_mtime_ns}" for path, state in states)


@functools.cache
def _version(program: Path, _stamp: str) -> str:
    """Asked once for each stamp: starting the program takes longer than many a document."""
    with contextlib.suppress(subprocess.TimeoutExpired, OSError):
        done = subprocess.run([str(program), "--version"], capture_output=True, timeout=_VERSION_SECONDS, check=False)
        return done.stdout.decode("utf-8", "replace").strip()
    return "unknown"


def convert(source: Path, *, form: str, suffix: str, out: Path, seconds: float | None = None) -> None:
    """Converts ``source`` (its kind told by ``suffix``, e.g. ``.docx``) to ``form``, a key of FORMATS, at ``out``.

    Unavailable: no LibreOffice here. Unreadable: it took longer than ``seconds`` (by default ``SECONDS``, or what
    ``CANDOUR_CONVERTER_SECONDS`` says) or made nothing usable.
    """
    allowed = seconds or float(os.environ.get("CANDOUR_CONVERTER_SECONDS") or SECONDS)
    program = find()
    if program is None:
        raise Unavailable(
            "LibreOffice is not installed on this machine.",
            means="Word, Excel and PowerPoint files cannot be turned into pages here.",
            do="Install it (on Debian: apt install libreoffice) and run the same command again.",
        )
    filter_name, magic = FORMATS[form]
    # beside ``out``: killed, this process leaves its copy of the document nowhere but in the work folder
    with tempfile.TemporaryDirectory(dir=out.parent, prefix="office-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        (work / "profile" / "user").mkdir(parents=True)
        (work / "profile" / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        shutil.copyfile(source, work / f"document{suffix}")
        _run(program, work=work, document=f"document{suffix}", filter_name=filter_name, seconds=allowed)
        made = work / "out" / f"document.{filter_name.partition(':')[0]}"
        if not made.is_file() or made.read_bytes()[:8].find(magic) != 0:
            raise Unreadable(
                "LibreOffice could not open a document.",
                means="It is damaged, protected with a password or not of the kind it seems to be.",
                do="Open it in the program it was made with and save it again.",
            )
        shutil.copyfile(made, out)


def _run(program: Path, *, work: Path, document: str, filter_name: str, seconds: float) -> None:
    command = [
        str(program),
        f"-env:UserInstallation=file://{work}/profile",
        *("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
        *("--convert-to", filter_name, "--outdir", str(work / "out"), str(work / document)),
    ]
    environment = {
        **{name: os.environ[name] for name in ("PATH",) if name in os.environ},
        "HOME": str(work),
        "TMPDIR": str(work),
        "SOURCE_DATE_EPOCH": "946684800",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "LANG": "en_GB.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        "OOO_DISABLE_RECOVERY": "1",
    }
    child = subprocess.Popen(
        [*_without_network(), *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=work,
        start_new_session=True,
    )
    try:
        child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise Unreadable(
            "LibreOffice took too long over a document.",
            means=f"It was stopped after {seconds:.0f} seconds; the document is very large, damaged or hostile.",
            do="Open it in the program it was made with, save it as PDF and add that.",
        ) from None
    finally:
        # Always the whole group: soffice is a script whose child outlives it.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


@functools.cache
def _without_network() -> tuple[str, ...]:
    """The command that runs another in a network namespace of its own, where this machine allows it."""
    program = shutil.which("unshare")
    for options in (("--net",), ("--net", "--map-root-user")):
        if program is None:
            break
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            tried = subprocess.run([program, *options, "true"], capture_output=True, timeout=10, check=False)
            if tried.returncode == 0:
                return (program, *options, "--")
    return ()
