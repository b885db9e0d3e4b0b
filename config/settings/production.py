"""A deployment. It refuses to start half configured, and with what only tests and demonstrations may do."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import ALLOWED_HOSTS, FETCH_ALLOW_PRIVATE, PROXY_COUNT, SITE_URL, env

REQUIRED = ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "RECORD_KEY", "RECORD_HEADS")

if missing := [name for name in REQUIRED if not env(name, default="")]:
    raise ImproperlyConfigured(f"Production needs {', '.join(missing)}; .env.example explains them.")
if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("Production needs a SITE_URL that begins with https://.")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("Production needs ALLOWED_HOSTS to name the hosts.")
if FETCH_ALLOW_PRIVATE:
    raise ImproperlyConfigured("FETCH_ALLOW_PRIVATE opens the own network to whoever submits an address: it is for tests only.")

SECRET_KEY: str = env("SECRET_KEY")
RECORD_KEY: str = env("RECORD_KEY")
if len(RECORD_KEY) < 32:
    raise ImproperlyConfigured("Production needs a RECORD_KEY of at least 32 random characters: it signs what the record was.")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS: int = env.int("HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
