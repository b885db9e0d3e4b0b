"""How gunicorn serves: ``gunicorn --config python:config.gunicorn config.wsgi``. WEB_CONCURRENCY says with how many workers."""

import gc

from django.conf import settings
from gunicorn.arbiter import Arbiter

bind = f"{settings.BIND_ADDRESS}:{settings.PORT}"
workers = settings.WEB_CONCURRENCY
worker_class = "sync"
# Loaded once and shared by the workers, and ready means that it can answer.
preload_app = True
timeout = 60
graceful_timeout = 20
control_socket_disable = True
loglevel = "warning"


def when_ready(_server: Arbiter) -> None:
    """Tells where to go once there is something to see.

    The workers are forked after this. What is loaded by now lives as long as they do: frozen, it stays shared, and they end fast.
    A page makes some ten thousand objects that are gone with it: garbage is not looked for several times during each.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    print(f"Claimdesk is ready: {settings.SITE_URL}/", flush=True)  # noqa: T201 -- the supervisor's output is the user's screen
