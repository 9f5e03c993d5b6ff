"""``python -m candour``: the command line, for the launcher."""

import sys

from candour.cli import main

if __name__ == "__main__":
    sys.exit(main())
