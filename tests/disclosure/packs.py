"""A policy pack put in force while the site runs, for tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from tests.web.people import person

from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting
from candour.packs import in_force, services


def put_in_force(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """The file that CANDOUR_POLICY names says this from now on, and somebody puts it in force."""
    in_force.at_start()
    path = folder / "ours.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, policy=str(path)))
    waiting, by = in_force.waiting(), person(Role.INFORMATION_GOVERNANCE)
    assert waiting is not None
    assert waiting.pack is not None, waiting.problems
    with acting(Actor(user=by.pk)):
        services.put_in_force(by=by, sha256=waiting.pack.sha256, reason="Agreed by the board.")
