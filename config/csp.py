"""Which pages may do more than the strict Content-Security-Policy allows, and what."""

from csp.middleware import CSPMiddleware


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Sends the strict policy with every page."""
