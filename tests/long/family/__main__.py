"""``python -m tests.long.family OUT_DIR [--seed N] [--size small|large]``: writes the folder. It writes nowhere else."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.long.family.folder import write_family


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.long.family")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", choices=("small", "large"), default="small")
    told = parser.parse_args()
    truth = write_family(folder=told.folder, seed=told.seed, size=told.size)
    print(f"{len(truth['pages_by_file'])} files, {truth['pages_total']} pages, {len(truth['leak_traps'])} traps")


if __name__ == "__main__":
    main()
