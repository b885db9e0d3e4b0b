"""What the apps above may want to know. Signals carry ids only; a lost one is caught by the listener's sweep."""

from django.dispatch import Signal

#: The claims of an extraction run were stored. Arguments: ``run_id``.
claims_extracted = Signal()

#: A claim was marked, corrected, split, merged, rejected or restored. Arguments: ``claim_id``.
claim_revised = Signal()
