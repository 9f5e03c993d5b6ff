"""What tests of the site share: their database, the people in it, and a browser. Importing it sets Django up."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import django
from django.test.utils import setup_test_environment

RUN = "-".join(filter(None, map(os.environ.get, ("PYTEST_XDIST_TESTRUNUID", "PYTEST_XDIST_WORKER")))) or str(
    os.getpid()
)
"""Each process of a run has a home, and so a server and a store of files, of its own: none sees what another leaves."""
HOME = Path(tempfile.gettempdir()) / f"candour-tests-{RUN}"
HOME.mkdir(exist_ok=True)
os.environ |= {"CANDOUR_HOME": str(HOME), "DJANGO_SETTINGS_MODULE": "candour.site.settings"}
django.setup()
setup_test_environment()  # the test client's host name, and a letterbox in memory
