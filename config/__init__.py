"""Wiring only: settings, addresses, the Celery application, and the servers that a first run brings along."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
