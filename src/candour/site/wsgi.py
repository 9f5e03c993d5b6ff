"""The site for a WSGI server."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.site.settings")
for folder in (settings.FILE_UPLOAD_TEMP_DIR, settings.STATIC_ROOT):
    Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
application = get_wsgi_application()
