"""The Celery application and its timetable.

Celery wakes, the database remembers: whatever a lost wake-up missed, the next sweep of its app finds.
"""

import logging.config
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

SWEEP_SECONDS = 30

app = Celery("claimdesk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    f"{name}-sweep": {
        "task": f"{name}.tasks.sweep",
        "schedule": SWEEP_SECONDS,
        # A worker that was away does one sweep when it comes back, not one for each that it missed.
        "options": {"expires": SWEEP_SECONDS},
    }
    for name in ("core", "sources", "claims", "verification")
}


@setup_logging.connect
def configure_logging(**_: Any) -> None:
    """Has worker and beat log as the web server does, instead of in Celery's own way."""
    logging.config.dictConfig(settings.LOGGING)
