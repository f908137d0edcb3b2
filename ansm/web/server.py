"""Decides how the site is served: one process for everything, one port, no Node, and a word once it is ready."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import sys
import threading
import time

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from ansm.errors import SettingsError
from ansm.web.routes import HEALTH

POLL_SECONDS = 0.1
PATIENCE_SECONDS = 60.0


def serve(host: str, port: int) -> None:
    """Serve until interrupted; print the address once the site answers.

    Raises SettingsError, with a French sentence, when the address cannot be used.
    """
    check_free(host, port)
    threading.Thread(target=announce_when_ready, args=(host, port), daemon=True).start()
    Server(
        "ansm.web.asgi:create",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        log_level=LogLevels.warning,
        # Addresses of visitors are nobody's business.
        log_access=False,
        workers_kill_timeout=10,
    ).serve()


def check_free(host: str, port: int) -> None:
    """Raise SettingsError when another program listens there, or when the address is not ours."""
    try:
        with socket.create_server((host, port), reuse_port=False):
            return
    except OSError as error:
        raise SettingsError(
            f"L’adresse {host}:{port} ne peut pas être utilisée ({error.strerror}). "
            f"Arrêtez l’autre programme, ou choisissez un autre port : ansm serve --port {port % 65535 + 1}"
        ) from error


def announce_when_ready(host: str, port: int) -> None:
    """Print the address as soon as the site answers that it is well."""
    asked = "127.0.0.1" if is_every_address(host) else host
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if answers(asked, port):
            sys.stdout.write(f"ANSM est prêt : http://{asked}:{port}\n")
            sys.stdout.flush()
            return
        time.sleep(POLL_SECONDS)


def is_every_address(host: str) -> bool:
    """Tell whether the host stands for all the addresses of the machine, hence for no address to visit."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def answers(host: str, port: int) -> bool:
    """Tell whether the health route answers 200."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", HEALTH)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
