"""Which pages may do more than the strict Content-Security-Policy allows, and what."""

from typing import Any

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase

# The admin's interface is written with Alpine, which compiles the expressions in its attributes, and sets styles in attributes.
# Inline scripts stay forbidden there too, so that nothing stored can run.
ADMIN = {"script-src": [SELF, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE]}
# The style sheet of the API's documentation draws its icons itself.
API_DOCUMENTATION = {"img-src": [SELF, "data:"]}


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Sends the strict policy of the settings with every page, and the admin's own with the admin's pages."""

    def get_policy_parts(self, request: HttpRequest, response: HttpResponseBase, *args: Any, **kwargs: Any) -> PolicyParts:
        parts = super().get_policy_parts(request, response, *args, **kwargs)
        if request.resolver_match and request.resolver_match.app_name == "admin":
            parts.update = {**(parts.update or {}), **ADMIN}
        return parts
