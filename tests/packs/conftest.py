"""Django is set up before the tests are read; a council's own pack in a file that can be changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import tests.web  # noqa: F401
from django.conf import settings
from tests.packs.written import OURS

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes the file that CANDOUR_POLICY names."""
    path = tmp_path / "ours.toml"
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, policy=str(path)))

    def written(text: str) -> Path:
        path.write_text(text, encoding="utf-8")
        return path

    written(OURS)
    return written
