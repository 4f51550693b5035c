"""One Valkey (or Redis) server on a unix socket. It keeps nothing: the rows are the record."""

import socket
import time
from pathlib import Path

from julien.local import binaries
from julien.local.problem import Problem
from julien.local.process import Process

START_SECONDS = 20


class Valkey:
    """The broker and the cache, on `sockets/valkey.sock`."""

    def __init__(self, folder, sockets):
        self.socket = Path(sockets) / "valkey.sock"
        self.log = Path(folder) / "log" / "valkey.log"
        self.process = None

    @property
    def url(self):
        return f"unix://{self.socket}?db=0"

    def start(self):
        """Serving when this returns."""
        self.process = Process(
            "Valkey",
            [
                binaries.valkey(),
                *("--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700"),
                *("--save", "", "--appendonly", "no", "--dir", self.socket.parent),
            ],
            log=self.log,
        )
        self.process.start()
        end = time.monotonic() + START_SECONDS
        while not self.answers():
            if not self.process.alive or time.monotonic() > end:
                self.process.stop()
                raise Problem(f"Valkey did not start. It said:\n{self.process.last_words()}")
            time.sleep(0.02)

    def stop(self):
        if self.process:
            self.process.stop()

    def answers(self):
        """Whether a server answers on the socket now."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(2)
            try:
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
            except OSError:
                return False
