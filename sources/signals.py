"""What this app's tasks and the apps above may want to know. Signals carry ids only; a lost one is caught by a sweep."""

from django.dispatch import Signal

#: A capture waits to be fetched. Arguments: ``capture_id``.
capture_requested = Signal()

#: A snapshot of an article was stored. Arguments: ``snapshot_id``.
snapshot_stored = Signal()
