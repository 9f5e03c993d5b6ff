"""Puts the checkout on the path: ``training`` is a folder beside the package, not part of it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
