"""A server of this machine that takes every call and never says a word, as those that break down the worst way."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Silence:
    """The calls it was given."""

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self.port: int = listening.getsockname()[1]
        self.calls: list[socket.socket] = []

    def listen(self) -> None:
        """Take calls until the server is closed."""
        with suppress(OSError):
            while True:
                self.calls.append(self._listening.accept()[0])

    def hang_up(self) -> None:
        """Put an end to every call, without a word."""
        for each in self.calls:
            each.close()


@contextmanager
def silence() -> Iterator[Silence]:
    """Such a server, for the length of a block."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Silence(listening)
        thread = threading.Thread(target=server.listen)
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()
            server.hang_up()
