"""Wiring only: settings, addresses, the Celery application, and the servers that a first run brings along."""

import os

# One default for every way in, so that none of them can differ. A deployment names config.settings.production.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

from config.celery import app as celery_app

__all__ = ["celery_app"]
