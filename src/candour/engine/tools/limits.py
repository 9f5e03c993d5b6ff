"""Runs a parser in a child process with limits on memory, processor time and wall time, and without a network.

A child that crashes, hangs or eats memory costs its job, never the run. It is no sandbox against a deliberate attack
on the kernel: it keeps hostile *files* from taking the run or the machine down, and from calling out. Run as a module
it is that child; it refuses to start processes and to open sockets.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import json
import os
import resource
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import BinaryIO

from candour.engine.errors import CandourError, Unreadable

HEADER = 8
LARGEST_FILE = 5 << 30
"""Bytes that a child may write to one file."""
DONE, FAILED, REFUSED = b"D", b"F", b"R"
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
FORBIDDEN = frozenset(
    "socket.connect socket.bind socket.getaddrinfo subprocess.Popen os.system os.exec os.posix_spawn os.fork os.forkpty"
    " pty.spawn webbrowser.open".split()
)
Parser = Callable[[bytes], bytes]


class Broken(Unreadable):
    """The child crashed, hung or used up its memory; ``how`` says which in a few plain words."""

    def __init__(self, how: str) -> None:
        self.how = how
        super().__init__(
            f"Reading a document was stopped: {how}.",
            means="The document is damaged, very large or made to do harm; nothing else is affected.",
            do="Open it in the program it was made with and save it again.",
        )


class Worker:
    """One long-lived child. ``memory_mb`` bounds its address space; it is replaced after ``jobs`` calls."""

    def __init__(self, *, memory_mb: int = 3000, jobs: int = 200) -> None:
        self.memory_mb, self.jobs = memory_mb, jobs
        self._child: subprocess.Popen[bytes] | None = None
        self._done = 0

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def call(self, function: str, argument: bytes, *, seconds: float) -> bytes:
        """``function`` (``module:name``, bytes to bytes) run in the child. Broken, or the CandourError it raised."""
        if self._done >= self.jobs:
            self.stop()
        child = self._child or self._start()
        self._done += 1
        limits = json.dumps({"function": function, "seconds": seconds}).encode()
        try:
            _send(child, _frame(limits) + _frame(argument))
            deadline = time.monotonic() + seconds
            status, answer = _answer(child, deadline)
        except Broken:
            self.stop()
            raise
        except BaseException:  # an interrupted call leaves the pipe out of step
            self.stop()
            raise
        return _unpacked(status, answer)

    def stop(self) -> None:
        """Ends the child and all that it may have started, now."""
        child, self._child, self._done = self._child, None, 0
        if child is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _start(self) -> subprocess.Popen[bytes]:
        keep = {name: value for name, value in os.environ.items() if name in ("PATH", "TMPDIR", "HOME")}
        # Memory arenas would use up the address space; the hash seed makes set order the same in every child.
        fixed = {"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "1"}
        environment = {**keep, **fixed, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__, str(self.memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
        return self._child


def run_limited(function: str, argument: bytes, *, seconds: float, memory_mb: int) -> bytes:
    """``function`` (``module:name``, bytes to bytes) in a child of its own. Broken, or the CandourError it raised."""
    with Worker(memory_mb=memory_mb) as worker:
        return worker.call(function, argument, seconds=seconds)


# ---------------------------------------------------------------- the parent's end of the pipe


def _frame(data: bytes) -> bytes:
    return len(data).to_bytes(HEADER, "big") + data


def _send(child: subprocess.Popen[bytes], data: bytes) -> None:
    assert child.stdin is not None
    try:
        child.stdin.write(data)
        child.stdin.flush()
    except BrokenPipeError:
        raise Broken("its reader crashed") from None


def _answer(child: subprocess.Popen[bytes], deadline: float) -> tuple[bytes, bytes]:
    size = int.from_bytes(_receive(child, HEADER, deadline), "big")
    answer = _receive(child, size, deadline)
    return answer[:1], answer[1:]


def _receive(child: subprocess.Popen[bytes], size: int, deadline: float) -> bytes:
    assert child.stdout is not None
    parts, left = [], size
    while left:
        ready, _, _ = select.select([child.stdout], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise Broken("it took too long")
        part = os.read(child.stdout.fileno(), min(left, 1 << 20))
        if not part:
            raise Broken(_how(child))
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _how(child: subprocess.Popen[bytes]) -> str:
    try:
        code = child.wait(timeout=5)
    except subprocess.TimeoutExpired:
        return "its reader stopped answering"
    return "it took too long" if code == -signal.SIGXCPU else "its reader crashed"


def _unpacked(status: bytes, answer: bytes) -> bytes:
    if status == DONE:
        return answer
    told = json.loads(answer)
    if status == REFUSED:
        raise Unreadable(told["what"], means=told["means"], do=told["do"])
    raise Broken("it needs more memory than is allowed" if told["class"] == "MemoryError" else "its reader gave up")


# ---------------------------------------------------------------- the child


def main() -> None:
    """The child: reads jobs from standard input and answers on standard output until the pipe closes."""
    source = os.fdopen(os.dup(0), "rb", buffering=0)
    target = os.fdopen(os.dup(1), "wb", buffering=0)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)  # a library that prints must not disturb the answers
    limit = int(sys.argv[1]) << 20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    _no_network()
    while header := _exactly(source, HEADER):
        order = json.loads(_exactly(source, int.from_bytes(header, "big")))
        argument = _exactly(source, int.from_bytes(_exactly(source, HEADER), "big"))
        _limit_processor(float(order["seconds"]))
        _write_all(target, _frame(_attempt(order["function"], argument)))


def _attempt(function: str, argument: bytes) -> bytes:
    module, name = function.split(":")
    try:
        work: Parser = getattr(importlib.import_module(module), name)
        return DONE + work(argument)
    except CandourError as error:
        return REFUSED + json.dumps({"what": error.what, "means": error.means, "do": error.do}).encode()
    except Exception as error:  # the class only: a message could hold case text
        return FAILED + json.dumps({"class": type(error).__name__}).encode()


def _limit_processor(seconds: float) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _no_network() -> None:
    """A network namespace of its own where the system lets us; in any case no socket from Python."""
    socket.socket  # noqa: B018 -- imported before the hook, so that libraries can import it
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) != 0:
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)

    def hook(event: str, _: tuple[object, ...]) -> None:
        if event in FORBIDDEN:
            raise PermissionError("A document reader may neither start a process nor open a connection.")

    sys.addaudithook(hook)


def _exactly(source: BinaryIO, size: int) -> bytes:
    parts = []
    while size and (part := source.read(min(size, 1 << 20))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _write_all(target: BinaryIO, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[target.write(view) :]


if __name__ == "__main__":
    main()
