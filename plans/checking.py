"""Reading a file that somebody sends to have it checked: it is hashed while it comes in, and never kept."""

from hashlib import sha256

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

MOST_BYTES = 25 * 1024**2  # the fullest plan is a tenth of this
# What is too large is read on for a while, so that the answer arrives; who sends still more is cut off.
CUT_OFF = 4 * MOST_BYTES


def grouped(sha256: str) -> list[str]:
    """Return a fingerprint in groups of eight, which people can compare."""
    return [sha256[start : start + 8] for start in range(0, len(sha256), 8)]


class HashedFile(UploadedFile):
    """A file of which only the size and the SHA-256 are known."""

    def __init__(self, name: str, size: int, sha256: str):
        super().__init__(None, name, size=size)
        self.sha256 = sha256

    @property
    def groups(self) -> list[str]:
        return grouped(self.sha256)

    def close(self) -> None:
        """Do nothing: there is nothing open."""


class HashingHandler(FileUploadHandler):
    """Take the place of Django's handlers, which keep a file in memory or on disk."""

    total = 0  # of all files in one request

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.size, self.hash = 0, sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        self.total += len(raw_data)
        if self.total > CUT_OFF:
            raise StopUpload(connection_reset=True)
        if self.size <= MOST_BYTES:
            self.hash.update(raw_data)

    def file_complete(self, file_size: int) -> HashedFile:
        return HashedFile(self.file_name, self.size, self.hash.hexdigest())
