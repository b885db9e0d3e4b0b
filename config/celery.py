"""The Celery application and its timetable.

Celery wakes, the database remembers: whatever a lost wake-up missed, the next sweep of its app finds.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

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
    for name in ("sources", "claims", "verification")
}
