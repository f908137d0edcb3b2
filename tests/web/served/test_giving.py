"""How an archive is given: as it is made, to a reader who takes it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Generator

import pytest
from starlette.types import Message

from ansm.application import Step
from ansm.web.served import giving
from tests.asynchronous import run

SCOPE = {"type": "http", "asgi": {"spec_version": "2.3"}}


class Making:
    """An archive of three pieces, and whether it was let go."""

    def __init__(self) -> None:
        self.given_up = False

    def steps(self) -> Generator[Step, None, None]:
        """Its pieces."""
        try:
            yield from (b"un", b"deux", b"trois")
        finally:
            self.given_up = True


async def never() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


def test_a_reader_who_takes_it_all_has_it_all() -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    run(giving.archive("lot.zip", Making().steps())(SCOPE, never, send))
    assert b"".join(each.get("body", b"") for each in sent) == b"undeuxtrois"
    assert sent[-1]["more_body"] is False


def test_a_reader_who_stopped_reading_without_leaving_is_given_up(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Two of them would keep everyone from any archive, for as long as their laptops stay closed."""
    monkeypatch.setattr(giving, "PATIENCE_SECONDS", 0.05)
    making, sent = Making(), list[Message]()

    async def send(message: Message) -> None:
        if message.get("body") == b"deux":
            await asyncio.Event().wait()
        sent.append(message)

    with caplog.at_level(logging.WARNING):
        run(giving.archive("lot.zip", making.steps())(SCOPE, never, send))
    assert making.given_up
    assert "no longer read" in caplog.text
    assert sent[-1]["more_body"] is True, "never told as whole"
