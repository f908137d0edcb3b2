"""Decides how the site is served: one process for everything, one port, no Node, and a word once it is ready."""

from __future__ import annotations

import contextlib
import errno
import http.client
import ipaddress
import os
import resource
import signal
import socket
import sys
import threading
import time

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from ansm.application import Application
from ansm.errors import SettingsError
from ansm.settings import read_settings
from ansm.web.interface_folder import PUBLISHED
from ansm.web.live import LET_GO
from ansm.web.routes import HEALTH

POLL_SECONDS = 0.1
OK = 200
PATIENCE_SECONDS = 60.0
# For what is under way when the server stops: a letter being handed over takes ten.
FAREWELL_SECONDS = 15
# Each open page holds one request that waits for news: the server must not count them as work.
MOST_REQUESTS = 20_000
REFUSALS = {
    errno.EADDRINUSE: "Un autre programme utilise déjà le port {port}. Arrêtez-le, ou choisissez un autre port "
    "avec l’option --port.",
    errno.EACCES: "Le port {port} est réservé au système. Choisissez un port à partir de 1024 avec l’option --port.",
}
NEVER_READY = (
    "ANSM a démarré mais ne répond pas\u00a0: il s’arrête. Relancez-le, et regardez ce qui est écrit au-dessus."
)
NOT_OURS = "L’adresse {host} n’est pas celle de cette machine. Choisissez-en une autre avec l’option --host."


def serve(host: str, port: int) -> None:
    """Serve until interrupted; print the address once the site answers.

    Raises, each with a French sentence: SettingsError when the address cannot be used or the interface was not
    built; ContentError, TerritoryDataError or StorageUnavailable when the worker could not start either.
    """
    check_free(host, port)
    check_built()
    # Only to fail here, in words: the worker opens its own.
    Application.start(read_settings()).close()
    allow_many_pages()
    Site(
        "ansm.web.asgi:create",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        log_level=LogLevels.warning,
        backpressure=MOST_REQUESTS,
        # Addresses of visitors are nobody's business.
        log_access=False,
        workers_kill_timeout=FAREWELL_SECONDS,
    ).serve()


def allow_many_pages() -> None:
    """Let the process hold as many connections as the system allows it: the usual limit, 1,024, is soon reached."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST_REQUESTS if most == resource.RLIM_INFINITY else min(2 * MOST_REQUESTS, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


class Site(MPServer):
    """The web server, which says when it is ready, and lets go of the pages that wait for news before it stops."""

    def startup(self, spawn_target: object, target_loader: object) -> None:
        """Fork the worker, then only announce: a lock that a thread holds at the fork stays held in the worker.

        One that was importing the codec of host names left every later use of an address or a host waiting for ever.
        """
        unheard = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        super().startup(spawn_target, target_loader)  # type: ignore[no-untyped-call] # of the library
        if unheard:  # started by nohup
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        threading.Thread(target=self._announce, daemon=True).start()

    def _announce(self) -> None:
        if not announce_when_ready(self.bind_addr, self.bind_port) and not self.interrupt_signal:
            sys.stderr.write(f"{NEVER_READY}\n")
            # As when the worker dies: whoever watches us is told by the exit code, and starts us again.
            self.interrupt_children.append(0)
            self.main_loop_interrupt.set()

    def signal_handler_reload(self, *args: object, **kwargs: object) -> None:
        """The terminal is gone: stop. There is nothing to read again without starting again.

        The library would fork a second worker from modules loaded long ago, and close the first before it is ready.
        """
        self.signal_handler_interrupt(*args, **kwargs)

    def signal_handler_interrupt(self, *args: object, **kwargs: object) -> None:
        """Someone stops us: without this, a page that waits would hold the server until it is killed."""
        for worker in self.wrks:
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker.inner.pid, LET_GO)
        super().signal_handler_interrupt(*args, **kwargs)  # type: ignore[no-untyped-call] # of the library


def check_built() -> None:
    """Raise SettingsError when the interface is not in the package."""
    if not (PUBLISHED / "index.html").exists():
        raise SettingsError("L’interface n’est pas construite. Lancez « make build-web », puis recommencez.")


def check_free(host: str, port: int) -> None:
    """Raise SettingsError when another program listens there, or when the address is not ours."""
    try:
        with socket.create_server((host, port), reuse_port=False):
            return
    except OSError as error:
        raise SettingsError(REFUSALS.get(error.errno or 0, NOT_OURS).format(host=host, port=port)) from error


def announce_when_ready(host: str, port: int) -> bool:
    """Print the address as soon as the site answers that it is well; False when it never said a word."""
    asked = "127.0.0.1" if is_every_address(host) else host
    deadline, status = time.monotonic() + PATIENCE_SECONDS, 0
    while time.monotonic() < deadline:
        if (status := health(asked, port)) == OK:
            sys.stdout.write(f"ANSM est prêt : http://{asked}:{port}\n")
            sys.stdout.flush()
            break
        time.sleep(POLL_SECONDS)
    return bool(status)


def is_every_address(host: str) -> bool:
    """Tell whether the host stands for all the addresses of the machine, hence for no address to visit."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def answers(host: str, port: int) -> bool:
    """Tell whether the health route answers 200."""
    return health(host, port) == OK


def health(host: str, port: int) -> int:
    """The status that the health route answers, 0 when nothing does."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", HEALTH)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
