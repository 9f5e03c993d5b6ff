"""Dates as the design system writes them. Django asks this module, not the settings of the same names."""

from __future__ import annotations

DATE_FORMAT, DATETIME_FORMAT, TIME_FORMAT = "j F Y", "j F Y, H:i", "H:i"
SHORT_DATE_FORMAT, SHORT_DATETIME_FORMAT = "j M Y", "j M Y, H:i"
