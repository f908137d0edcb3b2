"""The line between a browser and a server: every byte arrives and is counted, no sooner than the network allows."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from bench.relay import Network, Relay, relayed
from bench.site import HOST, Server

QUESTION, ANSWER = b"?" * 300, b"!" * 5000


@pytest.fixture
def server() -> Iterator[Server]:
    """One that answers a question once, and hangs up."""

    def answer() -> None:
        connection, _ = listening.accept()
        with connection:
            received = b""
            while len(received) < len(QUESTION):
                received += connection.recv(len(QUESTION))
            connection.sendall(ANSWER)

    with socket.create_server((HOST, 0)) as listening:
        answering = threading.Thread(target=answer)
        answering.start()
        yield Server(listening.getsockname()[1], 0)
        answering.join()


def asked(relay: Relay) -> bytes:
    """What comes back of the question through the relay, until the server hangs up."""
    port = int(relay.address.rpartition(":")[2])
    with socket.create_connection((HOST, port)) as connection:
        connection.sendall(QUESTION)
        received = b""
        while more := connection.recv(65_536):
            received += more
    return received


def test_every_byte_arrives_and_is_counted(server: Server) -> None:
    """Both ways, apart."""
    with relayed(server) as relay:
        assert asked(relay) == ANSWER
        assert (relay.up, relay.down) == (len(QUESTION), len(ANSWER))


def test_a_slow_line_takes_its_time(server: Server) -> None:
    """A round trip to open the connection, another for the answer, and the bytes at their pace."""
    network = Network(round_trip=0.1, rate=25_000)
    with relayed(server, network) as relay:
        start = time.monotonic()
        assert asked(relay) == ANSWER
        assert time.monotonic() - start >= 0.2 + len(ANSWER) / 25_000
