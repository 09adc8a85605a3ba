"""A mail server for tests, on 127.0.0.1: it takes everything but what it is told to refuse (RFC 5321)."""

import socketserver
from threading import Thread
from typing import Any


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it gets in `mails`; `answers` replaces those to commands, such as {"RCPT": "550 no"}."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, extensions: tuple[str, ...] = ()):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.extensions = extensions
        self.answers: dict[str, str] = {}
        self.mails: list[bytes] = []
        self.commands: list[str] = []
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def __exit__(self, *args: Any) -> None:
        self.shutdown()
        self.server_close()


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 test")
        for raw in self.rfile:
            command = raw.decode().strip()
            word = command[:4].upper()
            self.server.commands.append(command)
            if answer := self.server.answers.get(word):
                self._say(answer)
            elif word == "EHLO":
                lines = ["test", *self.server.extensions]
                self._say("\r\n".join(f"250{'-' if line != lines[-1] else ' '}{line}" for line in lines))
            elif word == "DATA":
                self._take_mail()
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 yes")

    def _take_mail(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if answer := self.server.answers.get("."):
            self._say(answer)
            return
        self.server.mails.append(b"".join(lines))
        self._say("250 taken")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
