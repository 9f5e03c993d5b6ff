"""The scorers, where they stand beside the project: leaks, completeness, gaps, detection. Thresholds are the goals."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(os.environ.get("CANDOUR_SHARED") or Path(__file__).parents[3] / "shared")
pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(not (SHARED / "tools").is_dir(), reason="the scorers are not beside the project"),
]
DETECT = f"{sys.executable} -m candour detect"


def scored(tool: str, *args: str) -> Any:
    done = subprocess.run(
        [sys.executable, str(SHARED / "tools" / tool), *args], capture_output=True, text=True, check=False
    )
    assert done.stdout, done.stderr[-500:]
    return json.loads(done.stdout)


@pytest.mark.parametrize("recipient", ["subject", "father"])
def test_case_folder(tmp_path: Path, recipient: str) -> None:
    case = SHARED / "data" / "casefile" / "dev"
    inputs = [str(case / "file"), "--people", str(case / "people.csv"), "--manifest", str(case / "manifest.csv")]
    asked = [
        "--recipient",
        recipient,
        "--purpose",
        "subject-access",
        "--accept-proposals",
        "--out",
        str(tmp_path / "out"),
    ]
    subprocess.run([sys.executable, "-m", "candour", "disclose", *inputs, *asked], check=True, capture_output=True)
    told = scored(
        "score_bundle.py", str(tmp_path / "out"), str(case), str(case / "truth.json"), recipient, "--ocr", "all"
    )
    assert told["verdict"] == "clean"
    assert told["leaks"]["traps_leaked"] == 0
    assert told["completeness"]["complete"]
    assert told["over_redaction"]["absent"] <= 0.03 * told["over_redaction"]["must_remain"]
    for kind, gap in told["gaps"].items():
        if isinstance(gap, dict):
            assert gap["recall"] >= 0.95, kind
            assert gap["precision"] >= 0.9, kind


@pytest.mark.parametrize(("register", "recall", "precision"), [([], 0.99, 0.97), (["--no-register"], 0.93, 0.95)])
def test_texts(register: list[str], recall: float, precision: float) -> None:
    told = scored("score_texts.py", str(SHARED / "data" / "texts" / "dev.jsonl"), "--command", DETECT, *register)
    assert told["person"]["overlap"]["r"] >= recall
    assert told["person"]["overlap"]["p"] >= precision
    assert told["identifiers_recall_any"] >= 0.98
    assert told["by_kind"]["DOB"]["precision"] >= 0.9


def test_judgments() -> None:
    told = scored("score_tab.py", str(SHARED / "data" / "tab" / "dev.jsonl"), "--command", DETECT)
    assert told["er_direct"] >= 0.99
    assert told["er_quasi"] >= 0.90
    assert told["token_precision"] >= 0.80
