"""Secrets that have to be read again: encrypted in the database, so that a copy of it opens nothing."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def encrypt(text: str) -> str:
    """The text under the key of this installation."""
    return _cipher().encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """What :func:`encrypt` was given; raises ``InvalidToken`` where it was encrypted under a key that is known no more."""
    return _cipher().decrypt(text.encode()).decode()


def _cipher() -> MultiFernet:
    """Writes under the present secret key, and reads under those that it replaced too."""
    return MultiFernet([Fernet(_derived(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _derived(secret: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"claimdesk.core.encryption")
    return base64.urlsafe_b64encode(derivation.derive(secret.encode()))
