"""The jobs of case files, where a worker looks for them."""

from candour.cases.erasing import destroy, destroy_rest
from candour.cases.exporting import export, export_over
from candour.cases.preparing import prepare
from candour.cases.sweeping import sweep
from candour.cases.telling import tell_manager

__all__ = ["destroy", "destroy_rest", "export", "export_over", "prepare", "sweep", "tell_manager"]
