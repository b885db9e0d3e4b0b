"""The test run: fast, and closed to the outside."""

from config.settings.base import *  # noqa: F403

SECRET_KEY = "tests-only"  # noqa: S105
RECORD_KEY = "tests-only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SITE_URL = "http://testserver"
DEMONSTRATION_ALLOWED = True
FETCH_ALLOW_PRIVATE = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Files are looked up when they are asked for: nothing has been collected.
WHITENOISE_AUTOREFRESH = True
CELERY_BROKER_URL = "memory://"
