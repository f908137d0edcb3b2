"""Decides in which threads waits what depends on others: the mail server, the OpenID provider, the press.

Theirs, and no one else's: pages, answers and the news that the site is well never wait behind a server that fell
silent. So many may wait, the others are told at once: behind them, nobody would be answered before they give up.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from ansm.errors import TooMany

A_MINUTE = 60
LETTERS_BUSY = "Beaucoup de messages attendent de partir\u00a0: le vôtre n’a pas été envoyé. Réessayez dans une minute."
PROVIDER_BUSY = (
    "Le service qui confirme votre identité tarde à répondre, et beaucoup de personnes l’attendent déjà. Réessayez "
    "dans une minute, ou demandez un lien de connexion par courriel."
)
PRESS_BUSY = "Ce questionnaire est demandé par beaucoup de personnes à la fois. Réessayez dans une minute."

Result = TypeVar("Result")


class Apart:
    """Some threads of their own. `most` may be inside, those who wait for a thread included."""

    def __init__(self, name: str, threads: int, most: int, busy: str, seconds: int = A_MINUTE) -> None:
        self.threads, self.most = threads, most
        self._busy, self._seconds = busy, seconds
        self._room = threading.BoundedSemaphore(most)
        self._pool = ThreadPoolExecutor(threads, name)

    async def call(self, use: Callable[[], Result]) -> Result:
        """Call this in one of the threads. Raises TooMany when no more may wait."""
        if not self._room.acquire(blocking=False):
            raise TooMany(self._busy, self._seconds)
        try:
            work = self._pool.submit(use)
        except RuntimeError:  # the server stops
            self._room.release()
            raise TooMany(self._busy, self._seconds) from None
        work.add_done_callback(lambda _: self._room.release())
        return await asyncio.wrap_future(work)

    def close(self) -> None:
        """Begin nothing more; what waits for a thread is given up."""
        self._pool.shutdown(wait=False, cancel_futures=True)


# A mail server or a provider is given some ten seconds: nobody waits for more than thirty.
LETTERS = Apart("letters", threads=8, most=24, busy=LETTERS_BUSY)
PROVIDER = Apart("provider", threads=8, most=24, busy=PROVIDER_BUSY)
PRESS = Apart("press", threads=4, most=24, busy=PRESS_BUSY)  # one for each of the four papers
