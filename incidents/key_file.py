"""The key file: the keys that the keys of schools are wrapped with. It never enters the database.

One line a key, "<number> <key in base64>"; the last one is active, the others still open what was
wrapped with them. Only its owner may read it (mode 0400), and backups leave it out.
"""

import os
import stat
from base64 import b64decode, b64encode
from functools import cache
from pathlib import Path

from django.conf import settings

from incidents.envelope import KEY_BYTES, new_key

MODE = stat.S_IRUSR


class KeyFileFault(Exception):
    """The key file is missing, readable by others, or not written as it should be."""


def keys() -> dict[int, bytes]:
    """Return the keys by number, the active one last. Raises KeyFileFault."""
    path = settings.KEY_FILE
    try:
        found = os.stat(path)
    except OSError:
        raise KeyFileFault(f"There is no key file at KEY_FILE: run manage.py add_key ({path})") from None
    if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyFileFault(f"Others may read the key file: chmod 0400 {path}")
    return _read(path, found.st_mtime_ns, found.st_ino)


def active_number() -> int:
    return next(reversed(keys()))


def next_number() -> int:
    return max(_known(), default=0) + 1


def add_key() -> int:
    """Make the file if there is none, add a key that becomes the active one, and return its number."""
    number = next_number()
    _write(Path(settings.KEY_FILE), _known() | {number: new_key()})
    return number


def _known() -> dict[int, bytes]:
    return keys() if Path(settings.KEY_FILE).exists() else {}


def drop_keys(numbers: set[int]) -> None:
    """Destroy these keys: what is wrapped with one of them, also in an old backup, stays shut."""
    _write(Path(settings.KEY_FILE), {n: key for n, key in keys().items() if n not in numbers})


@cache
def _read(path: str, changed: int, inode: int) -> dict[int, bytes]:
    """Read the file once as long as it stays the same."""
    try:
        lines = [
            line.split() for line in Path(path).read_text(encoding="ascii").splitlines() if line.strip()
        ]
        found = {int(number): b64decode(key, validate=True) for number, key in lines}
    except ValueError:
        raise KeyFileFault("The key file has a line that is not a number and a key.") from None
    if not found or len(found) != len(lines) or any(len(key) != KEY_BYTES for key in found.values()):
        raise KeyFileFault("The key file has no key, a number twice, or a key of another length.")
    return found


def _write(path: Path, keys: dict[int, bytes]) -> None:
    """Write the new file beside the old one and then put it in its place, so that none is ever half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE), "w") as file:
        file.writelines(f"{number} {b64encode(key).decode()}\n" for number, key in keys.items())
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
