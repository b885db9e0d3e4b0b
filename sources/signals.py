"""What the apps above may want to know. Signals carry ids only; a lost one is caught by the listener's sweep."""

from django.dispatch import Signal

#: A snapshot of an article was stored. Arguments: ``snapshot_id``.
snapshot_stored = Signal()
