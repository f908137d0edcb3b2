"""Decides how what takes time is given to signed-in people: no thread waits while it is printed.

A document is awaited, then sent whole; an archive is sent piece by piece, as its reports are printed.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, Generator
from concurrent.futures import Future
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from ansm.application import Begun, Step
from ansm.errors import ReportUnavailable, StorageUnavailable
from ansm.web.documents_routes import REFUSED, ended, in_thread
from ansm.web.refusal import refusal
from ansm.web.site import application

ZIP = "application/zip"
PATIENCE_SECONDS = 120.0  # for one report to be taken: as long as the slowest line needs
A_MOMENT = 0.5  # seconds before asking again whether there is room to print
_END = object()
logger = logging.getLogger(__name__)


class Promised(Response):
    """A document under way: sent when it is ready, or refused in a sentence."""

    def __init__(self, begun: Begun) -> None:
        super().__init__()
        self._begun = begun

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait, then answer."""
        response = await self._settled()
        # What the desk wrote on this answer before it was ready: the renewed session, and that nobody keeps it.
        written = [each for each in self.raw_headers if each[0] in (b"set-cookie", b"cache-control")]
        response.raw_headers.extend(written)
        await response(scope, receive, send)

    async def _settled(self) -> Response:
        await ended(self._begun.data)
        try:
            made = await in_thread(lambda: application().documents.finish(self._begun))
        except (ReportUnavailable, StorageUnavailable) as error:
            return refusal(REFUSED, str(error), 503)
        return Response(made.data, media_type=made.media_type, headers=kept_under(made.file_name))


class Archive(StreamingResponse):
    """An archive, sent as it is made, to a reader who takes it as it comes.

    One who stopped reading without leaving, as a laptop closed meanwhile, would keep its place for ever: few archives
    are made at once. They are cut off, which their browser tells as a failed download.
    """

    def __init__(self, file_name: str, steps: Generator[Step, None, None]) -> None:
        self._pieces = _pieces(steps)
        super().__init__(self._pieces, media_type=ZIP, headers=kept_under(file_name))

    async def stream_response(self, send: Send) -> None:
        """Send it, piece by piece, as long as each is taken."""

        async def taken(message: Message) -> None:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await send(message)

        async with contextlib.aclosing(self._pieces):
            try:
                await super().stream_response(taken)
            except TimeoutError:
                logger.warning("an archive was no longer read: it was given up")


def archive(file_name: str, steps: Generator[Step, None, None]) -> Response:
    """An archive, as it is made."""
    return Archive(file_name, steps)


def kept_under(file_name: str) -> dict[str, str]:
    """What tells the browser to keep a file, under that name."""
    return {"content-disposition": f"attachment; filename*=UTF-8''{quote(file_name)}"}


async def _pieces(steps: Generator[Step, None, None]) -> AsyncGenerator[bytes, None]:
    try:
        while (step := await in_thread(lambda: next(steps, _END))) is not _END:
            if isinstance(step, Future):
                await ended(step)
            elif isinstance(step, bytes):
                if step:
                    yield step
            else:
                await asyncio.sleep(A_MOMENT)
    finally:
        # Its reader has left: what is not printed yet need not be. Still at work in its thread, it is let go after.
        with contextlib.suppress(ValueError):
            steps.close()
