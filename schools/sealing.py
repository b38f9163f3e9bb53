"""Encrypt short secrets before they reach the database.

The key is derived from SECRET_KEY. Secrets sealed with a key in SECRET_KEY_FALLBACKS can still be
read; `manage.py reseal_second_factors` seals them anew, after which the old key can be dropped.
"""

from base64 import urlsafe_b64encode
from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return the text. Raises cryptography.fernet.InvalidToken when no key fits or it was altered."""
    return _box().decrypt(sealed).decode()


def reseal(sealed: str) -> str:
    """Seal with the newest key what may have been sealed with an older one."""
    return _box().rotate(sealed).decode()


def _box() -> MultiFernet:
    return _box_of(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@cache
def _box_of(*secrets: str) -> MultiFernet:
    return MultiFernet([Fernet(_derive(secret)) for secret in secrets])


def _derive(secret: str) -> bytes:
    """Return a key of its own for this use, so that no other use of SECRET_KEY shares it."""
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"schools.sealing")
    return urlsafe_b64encode(hkdf.derive(secret.encode()))
