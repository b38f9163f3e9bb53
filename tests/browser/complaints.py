"""What the browser itself complains about while a test works with it."""

from playwright.sync_api import BrowserContext


class Complaints:
    """Errors in the console (a broken Content-Security-Policy among them), uncaught exceptions, and
    requests to another host than the live server."""

    def __init__(self, origin: str):
        self.origin = origin
        self.found = []
        self.expected = []

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._read_console)
        context.on("weberror", lambda error: self.found.append(f"exception: {error.error}"))
        context.on("request", self._check_host)

    def expect(self, *parts: str) -> None:
        """Say that this test provokes complaints with one of these parts in them."""
        self.expected += parts

    @property
    def unexpected(self) -> list[str]:
        return [text for text in self.found if not any(part in text for part in self.expected)]

    def _read_console(self, message) -> None:
        if message.type == "error":
            self.found.append(f"console: {message.text} ({message.location['url']})")

    def _check_host(self, request) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:")):
            self.found.append(f"request: {request.url}")
