"""How somebody who signed in is found again at each request."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from core.models import User


class Backend(ModelBackend):
    """Django's own, which reads the user's second factor with the user: every request asks whether there is one."""

    def get_user(self, user_id: int) -> User | None:
        """The user, unless they may not sign in any more."""
        user = User.objects.select_related("second_factor").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
