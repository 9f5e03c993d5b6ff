"""Limited child processes: a parser that crashes, hangs, eats memory or calls out costs its job only."""

import time
from pathlib import Path

import pytest

from candour.engine.errors import Unreadable
from candour.engine.tools.limits import Broken, Worker, run_limited

PARSERS = """
import os, socket, subprocess, time
from candour.engine.errors import Unreadable
def echo(data): print("noise on the answer's channel"); return data[::-1]
def crash(data): os.abort()
def hang(data): time.sleep(60)
def spin(data):
    while True: pass
def eat(data): return bytes(4 << 30)
def leak(data): raise ValueError(data.decode())
def refuse(data): raise Unreadable("it needs a password", means="m", do="d")
def call_out(data): socket.create_connection(("127.0.0.1", int(data)), 1); return b"connected"
def start(data): subprocess.run(["true"]); return b"started"
"""


@pytest.fixture
def parsers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "made_parsers.py").write_text(PARSERS)
    monkeypatch.syspath_prepend(str(tmp_path))
    return "made_parsers:"


def test_answers_come_back_whole(parsers: str) -> None:
    data = bytes(range(256)) * 20_000
    assert run_limited(parsers + "echo", data, seconds=30, memory_mb=1000) == data[::-1]


@pytest.mark.parametrize(
    ("parser", "how"),
    [("crash", "crashed"), ("hang", "too long"), ("spin", "too long"), ("eat", "memory"), ("start", "gave up")],
)
def test_a_bad_parser_costs_its_job_only(parsers: str, parser: str, how: str) -> None:
    with Worker(memory_mb=1000) as worker:
        began = time.monotonic()
        with pytest.raises(Broken, match=how):
            worker.call(parsers + parser, b"x", seconds=2)
        assert time.monotonic() - began < 20
        assert worker.call(parsers + "echo", b"ab", seconds=30) == b"ba"


def test_no_text_of_the_document_leaves_with_an_error(parsers: str) -> None:
    with pytest.raises(Broken) as caught:
        run_limited(parsers + "leak", b"Mrs Quillfeather", seconds=30, memory_mb=1000)
    assert "Quillfeather" not in str(caught.value)


def test_a_refusal_keeps_its_reason(parsers: str) -> None:
    with pytest.raises(Unreadable, match="needs a password") as caught:
        run_limited(parsers + "refuse", b"", seconds=30, memory_mb=1000)
    assert not isinstance(caught.value, Broken)


def test_no_connection_can_be_opened(parsers: str) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1]).encode()
        with pytest.raises(Broken):
            run_limited(parsers + "call_out", port, seconds=30, memory_mb=1000)


def test_a_worker_is_replaced_after_its_jobs(parsers: str) -> None:
    with Worker(memory_mb=1000, jobs=2) as worker:
        for number in range(5):
            assert worker.call(parsers + "echo", b"%d!" % number, seconds=30) == b"!%d" % number
