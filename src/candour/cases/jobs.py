"""The jobs of case files, where a worker looks for them."""

from candour.cases.preparing import prepare

__all__ = ["prepare"]
