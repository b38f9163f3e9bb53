"""A mail server for a test: a real socket, the few commands of SMTP that Django uses, and what came in."""

from socketserver import StreamRequestHandler, TCPServer
from threading import Thread


class _Session(StreamRequestHandler):
    def handle(self):
        self._say("220 test")
        to = ""
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
                self._say("550 unknown" if to.startswith(self.server.refuses) else "250 ok")
            elif verb == "DATA":
                self._say("354 go on")
                self.server.received.append((to, self._text()))
                self._say("250 ok")
            else:
                self._say("250 ok")
            if verb == "QUIT":
                return

    def _text(self) -> str:
        lines = iter(self.rfile.readline, b".\r\n")
        return b"".join(lines).decode()

    def _say(self, words: str):
        self.wfile.write(f"{words}\r\n".encode())


class MailServer(TCPServer):
    """Runs within `with`; `received` holds (address, text) of each mail."""

    def __init__(self, *, refuses: str):
        super().__init__(("127.0.0.1", 0), _Session)
        self.refuses, self.received = refuses, []
        self.port = self.server_address[1]

    def __enter__(self):
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.shutdown()
        self.server_close()
