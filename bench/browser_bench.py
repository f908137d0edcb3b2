"""Measures what a person feels, in a real Chromium: a slow network, a slow processor, an answer on its way and back."""

from __future__ import annotations

from bench import answer_bytes, clicks, saving, slow_network
from bench.answer_bytes import Idle
from bench.echo import bare_reflex
from bench.files import open_files
from bench.relay import relayed
from bench.site import chromium, database, our_site


def main() -> None:
    """Print everything, beside what it should be. The idle page waits while the others are measured."""
    with database() as address:
        links, _ = open_files(address, 4 + 2 * slow_network.ROUNDS)
        with our_site(address) as server, relayed(server) as relay, chromium() as browser:
            idle = Idle(browser, relay, links.pop())
            answer_bytes.tell(browser, server, links.pop())
            clicks.tell(browser, server, links.pop())
            with bare_reflex() as echo:
                saving.tell(browser, server, echo, links.pop())
            print()
            idle.tell()
            slow_network.tell(browser, server, links)


if __name__ == "__main__":
    main()
