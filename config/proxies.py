"""Who is asking, where proxies stand between the client and the web server."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Returns the address that the outermost of our own proxies saw; what the client put into the header does not count."""
    remote: str = request.META.get("REMOTE_ADDR", "")
    seen = [address.strip() for address in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if address.strip()]
    return seen[-settings.PROXY_COUNT] if 0 < settings.PROXY_COUNT <= len(seen) else remote
