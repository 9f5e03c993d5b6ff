"""The command line of contract.md."""

from __future__ import annotations


def main() -> int:
    return 0
