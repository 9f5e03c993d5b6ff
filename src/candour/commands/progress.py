"""Progress on standard error: a bar on a terminal, plain lines otherwise. It is told counts, never case text."""

from __future__ import annotations

import sys
import time
from typing import Any

from tqdm import tqdm

_EVERY = 5.0
"""Seconds between plain lines of one stage."""


class Progress:
    """Called with (what, done, total); a new ``what`` begins a new bar."""

    def __init__(self) -> None:
        self.bar: tqdm[Any] | None = None
        self.what = ""
        self.said = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self._draw(what, done, total)
        elif what != self.what or done == total or time.monotonic() - self.said > _EVERY:
            self.said, self.what = time.monotonic(), what
            print(f"{what}: {done} of {total}", file=sys.stderr, flush=True)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self.bar is not None:
            self.bar.close()
            self.bar = None

    def _draw(self, what: str, done: int, total: int) -> None:
        bar = self.bar
        if bar is None or what != self.what:
            self.close()
            self.what = what
            bar = self.bar = tqdm(total=total, desc=what.capitalize(), unit="", leave=True, file=sys.stderr)
        bar.total, bar.n = total, done
        bar.refresh()
