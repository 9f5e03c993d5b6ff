"""Verification: another pair of eyes on what is to leave. It finds; it never mends, and never says what it found."""

from __future__ import annotations

from candour.engine.verify.bundle import verify_bundle
from candour.engine.verify.folder import verify_strings
from candour.engine.verify.pdf import verify_pdf

__all__ = ["verify_bundle", "verify_pdf", "verify_strings"]
