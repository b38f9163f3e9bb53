"""The envelope around every secret of the register: AES-256-GCM, bound to the place where it stands.

    v1.<key id>.<nonce>.<ciphertext>

The associated data names the version, the key and the place (school, case, column, row): a value that
is put in another place does not open there. The text is padded to blocks of 256 bytes, so that its
length says little. No database, no settings.
"""

from base64 import urlsafe_b64encode
from binascii import a2b_base64
from os import urandom

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = "v1"
KEY_BYTES, NONCE_BYTES, BLOCK = 32, 12, 256
END_OF_TEXT = b"\x80"  # then zeros, up to the end of the block (ISO/IEC 7816-4)
FROM_URLSAFE = bytes.maketrans(b"-_+/", b"+/!!")  # "!" is no base64
# How the last group of four may end: other letters hold bits that no byte takes.
LAST_LETTERS = {2: "AQgw", 3: "AEIMQUYcgkosw048"}


class CannotOpen(Exception):
    """The value was changed, stands in another place, or is sealed with another key."""


def new_key() -> bytes:
    return urandom(KEY_BYTES)


def seal(key: bytes, key_id: str, text: str, *, place: str) -> str:
    """Return the text, sealed with this key for this place."""
    nonce = urandom(NONCE_BYTES)
    ciphertext = AESGCM(key).encrypt(nonce, _pad(text.encode()), _bound_to(key_id, place))
    return f"{VERSION}.{key_id}.{_encode(nonce)}.{_encode(ciphertext)}"


def unseal(key: bytes, key_id: str, sealed: str, *, place: str) -> str:
    """Return the text. Raises CannotOpen, whatever is wrong with it."""
    try:
        version, sealed_with, nonce, ciphertext = sealed.split(".")
        if (version, sealed_with) != (VERSION, key_id):
            raise CannotOpen
        padded = AESGCM(key).decrypt(_decode(nonce), _decode(ciphertext), _bound_to(key_id, place))
    except (ValueError, InvalidTag):
        raise CannotOpen from None
    return padded[: padded.rindex(END_OF_TEXT)].decode()


def key_id_of(sealed: str) -> str:
    """Return the key that a value says it is sealed with; "" when it says nothing."""
    return sealed.split(".")[1] if sealed.count(".") == 3 else ""


def _bound_to(key_id: str, place: str) -> bytes:
    return f"{VERSION}|{key_id}|{place}".encode()


def _pad(text: bytes) -> bytes:
    text += END_OF_TEXT
    return text + bytes(-len(text) % BLOCK)


def _encode(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")


def _decode(text: str) -> bytes:
    """Refuses characters that are no base64, and padding: a value is written in one way only."""
    rest = len(text) % 4
    if text.endswith("=") or (rest and text[-1] not in LAST_LETTERS.get(rest, "")):
        raise ValueError("not written as we write it")
    return a2b_base64(text.encode().translate(FROM_URLSAFE) + b"=" * (-rest % 4), strict_mode=True)
