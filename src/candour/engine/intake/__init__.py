"""Takes in a case folder: every file becomes a record with a PDF to read and redact, or a line in the gaps schedule."""

from candour.engine.intake.bounds import Limits
from candour.engine.intake.take import take_in

__all__ = ["Limits", "take_in"]
