"""What this app's tasks may want to know. Signals carry ids only and are sent on commit; a lost one is caught by the sweep."""

from django.dispatch import Signal

#: Somebody is to be mailed what they were told. Arguments: ``user_id``.
mail_due = Signal()

#: Somebody is to be mailed their invitation. Arguments: ``invitation_id``.
invitation_due = Signal()
