"""The site: settings, addresses, home, errors, and what starts and stops it. It knows every app; no app knows it."""
