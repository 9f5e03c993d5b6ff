"""OCR in process: pictures become words with boxes and confidence, once or, where unsure, line by line twice.

It decides nothing about words: what was seen with low confidence is returned with that confidence.
"""

from candour.engine.tools.ocr.again import BEST_DPI
from candour.engine.tools.ocr.pictures import read_picture, read_twice
from candour.engine.tools.ocr.tesseract import LOW_CONFIDENCE, find, version

__all__ = ["BEST_DPI", "LOW_CONFIDENCE", "find", "read_picture", "read_twice", "version"]
