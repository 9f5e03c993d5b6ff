"""Reading: what each page of a record says, by its own text, by OCR of its picture and by its barcodes.

It decides nothing and trusts no layer: where a text layer may not be what the eye sees, both readings are kept.
"""

from candour.engine.read.locate import locate
from candour.engine.read.page import read_and_locate, read_pages

__all__ = ["locate", "read_and_locate", "read_pages"]
