"""A first run and everyday development, on the own machine."""

from config.logs import logging_config
from config.secret_key import generated_secret_key
from config.settings.base import *  # noqa: F403
from config.settings.base import LOG_LEVEL, VAR_DIR, env

SECRET_KEY: str = env("SECRET_KEY", default="") or generated_secret_key(VAR_DIR / "secret-key")
RECORD_KEY: str = env("RECORD_KEY", default="") or generated_secret_key(VAR_DIR / "record-key")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
DEMONSTRATION_ALLOWED = env.bool("DEMONSTRATION", default=True)
LOGGING = logging_config(level=LOG_LEVEL, as_json=False)
