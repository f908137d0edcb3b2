"""Measures what a visit costs on the wire, first and second, with the service worker and without, in real Chromium."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from bench.figures import against, kilobytes, line
from bench.files import open_files
from bench.relay import Relay, relayed
from bench.site import chromium, database, our_site

FIRST_KB, SECOND_KB = 250, 20
SHOWN_PARTS = 8
SETTLED_MS = 1500  # after what is waited for: the event socket, the icon
SEARCH, ANSWERABLE, KEPT = "#territoire", "#questions input", "#hors-connexion-pret"


@dataclass
class Parts:
    """What one page load asks for by itself: paths, and bytes on the wire with their headers."""

    address: str
    paths: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def listen(self, session: CDPSession) -> None:
        """Note everything from now on."""
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", lambda event: self._asked(event["requestId"], event["request"]["url"]))
        session.on(
            "Network.loadingFinished",
            lambda event: self.sizes.update({event["requestId"]: int(event["encodedDataLength"])}),
        )

    def _asked(self, request: str, url: str) -> None:
        if url.startswith(self.address):
            self.paths[request] = url.removeprefix(self.address)

    def largest(self) -> list[tuple[str, int]]:
        """The heaviest first."""
        found = [(path, self.sizes.get(request, 0)) for request, path in self.paths.items()]
        return sorted(found, key=lambda item: -item[1])


@dataclass(frozen=True)
class Visit:
    """Bytes received on every connection, and what the page itself asked for."""

    down: int
    up: int
    parts: Parts

    @property
    def requests(self) -> int:
        """How many the page made, whatever answered them."""
        return len(self.parts.paths)


def visit(page: Page, relay: Relay, path: str, *awaited: str) -> Visit:
    """Load a page, until what is awaited is there and the line is quiet."""
    down, up, parts = relay.down, relay.up, Parts(relay.address)
    session = page.context.new_cdp_session(page)
    parts.listen(session)
    page.goto(relay.address + path)
    for selector in awaited:
        page.locator(selector).first.wait_for()
    page.wait_for_timeout(SETTLED_MS)
    session.detach()
    return Visit(relay.down - down, relay.up - up, parts)


def told(label: str, seen: Visit, most: float) -> None:
    """One visit beside its budget."""
    figure = f"{kilobytes(seen.down)} down, {kilobytes(seen.up)} up, {seen.requests} requests"
    line(label, figure, against(seen.down / 1000, most, "kB"))


def twice(context: BrowserContext, relay: Relay, path: str, *awaited: str) -> tuple[Visit, Visit]:
    """A first visit, then one in a new tab."""
    return visit(context.new_page(), relay, path, *awaited), visit(context.new_page(), relay, path, *awaited)


def without_worker(browser: Browser, relay: Relay, link: str) -> Visit:
    """Print both pages, first and second visit, where the browser refuses service workers; give the first opening."""
    for label, path, awaited in (("home page", "/", SEARCH), ("personal link", link, ANSWERABLE)):
        context = browser.new_context(service_workers="block")
        first, second = twice(context, relay, path, awaited)
        told(f"{label}, empty cache", first, FIRST_KB)
        for name, size in first.parts.largest()[:SHOWN_PARTS]:
            print(f"      {kilobytes(size):>9}  {name}")
        told(f"{label}, second visit, no worker", second, SECOND_KB)
        context.close()
    return first


def with_worker(browser: Browser, relay: Relay, link: str, alone: Visit) -> None:
    """Print what keeping the pages on the device costs once, and what it spares."""
    context = browser.new_context()
    kept, second = twice(context, relay, link, ANSWERABLE, KEPT)
    line("keeping the pages on the device, once", f"{kilobytes(kept.down - alone.down)} more than without the worker")
    told("personal link, second visit, worker active", second, SECOND_KB)
    told("home page, first visit, worker active", visit(context.new_page(), relay, "/", SEARCH), SECOND_KB)
    context.close()


def main() -> None:
    """Print every weight beside its budget: 1 kB is 1,000 bytes, headers and sockets included."""
    with database() as address:
        (link,), _ = open_files(address, 1)
        path = f"/diagnostic/#{link}"
        with our_site(address) as server, relayed(server) as relay, chromium() as browser:
            with_worker(browser, relay, path, without_worker(browser, relay, path))


if __name__ == "__main__":
    main()
