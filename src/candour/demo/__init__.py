"""The demonstration: a fictional family's case folder, written here and run through the main job."""

from candour.demo.show import run

__all__ = ["run"]
