"""What happens, for whoever wakes a task. Signals carry ids only and are sent on commit; a lost one is caught by the sweep."""

from django.dispatch import Signal

#: A case may need people: it was opened, reopened, sent back, escalated or changed, or somebody left it. Arguments: ``case_id``.
people_needed = Signal()

#: What a published verdict rests on may have changed. Arguments: ``case_id``.
grounds_changed = Signal()

#: A file of verdicts was asked for. Arguments: ``export_id``.
export_requested = Signal()
