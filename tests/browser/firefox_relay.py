"""Runs Firefox and stands between it and Playwright, as a program: `firefox_relay.py FIREFOX ARGUMENTS…`.

Playwright drives the Firefox of the system by WebDriver BiDi, and opens every context with a command that Firefox ESR
does not know yet. That one refusal is turned into a success; every other word passes untouched, both ways.
The day Debian's Firefox knows the command, this file can go, and `firefox.py` can name Firefox itself.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Sequence

from websockets.asyncio.client import connect
from websockets.asyncio.connection import Connection
from websockets.asyncio.server import ServerConnection, serve

READY = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
NOT_KNOWN_YET = "emulation.setMediaFeaturesOverride"


class Conversation:
    """What Playwright asks of Firefox on one socket, and what it hears back."""

    def __init__(self, playwright: Connection, firefox: Connection) -> None:
        self.playwright, self.firefox = playwright, firefox
        self.pardoned: set[int] = set()

    async def ask(self) -> None:
        """Pass on what Playwright asks, and remember what Firefox may refuse."""
        async for message in self.playwright:
            if NOT_KNOWN_YET in message:
                self.pardoned.add(json.loads(message)["id"])
            await self.firefox.send(message)
        await self.firefox.close()

    async def answer(self) -> None:
        """Pass on what Firefox says, the pardoned refusals aside."""
        async for message in self.firefox:
            await self.playwright.send(self.pardon(message) if self.pardoned else message)
        await self.playwright.close()

    def pardon(self, message: str | bytes) -> str | bytes:
        """The same message, or a success in place of « unknown command »."""
        said = json.loads(message)
        if said.get("id") not in self.pardoned:
            return message
        self.pardoned.remove(said["id"])
        if said.get("error") != "unknown command":
            return message
        return json.dumps({"type": "success", "id": said["id"], "result": {}})


async def main(command: Sequence[str]) -> int:
    """Run Firefox, say our own address where it says its own, and end with it."""
    firefox = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    assert firefox.stderr is not None

    async def talk(playwright: ServerConnection) -> None:
        async with connect(f"{address}/session", max_size=None, compression=None, proxy=None) as browser:
            conversation = Conversation(playwright, browser)
            await asyncio.gather(conversation.ask(), conversation.answer())

    async with serve(talk, "127.0.0.1", 0, max_size=None, compression=None) as server:
        ours = server.sockets[0].getsockname()[1]
        address = ""
        async for line in firefox.stderr:
            text = line.decode(errors="replace")
            if found := READY.search(text):
                address, text = found[1], text.replace(found[1], f"ws://127.0.0.1:{ours}")
            print(text, end="", file=sys.stderr, flush=True)  # noqa: T201 — Playwright reads it
        return await firefox.wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
