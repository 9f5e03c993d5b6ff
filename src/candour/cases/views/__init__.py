"""The pages of case files: each authorises by its decorator, asks queries and services, and renders; no more."""
