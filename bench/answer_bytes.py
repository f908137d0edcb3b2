"""Measures what one answer costs on the wire each way, and what waiting for news costs while nothing happens."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TypedDict

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from bench.figures import against, line
from bench.relay import Relay
from bench.site import Server

MOST_BYTES = 1000
ANSWERS = 8
ROUTE = "/echange/reponses"


class Request(TypedDict):
    """Of a DevTools event, what is read here."""

    url: str
    method: str
    postData: str


class Event(TypedDict, total=False):
    """A DevTools event of the network: the fields of the four that are listened to."""

    requestId: str
    request: Request
    headers: dict[str, str]
    headersText: str
    encodedDataLength: float


@dataclass
class Sent:
    """One request and its answer, as bytes on the wire."""

    line: int = 0
    body: int = 0
    headers: int = 0
    answer_headers: int = 0
    down: int = 0

    @property
    def up(self) -> int:
        """Request line, headers and body."""
        return self.line + self.headers + self.body


@dataclass
class Wire:
    """Every answer that a page sends, in order."""

    sent: dict[str, Sent] = field(default_factory=dict)

    def listen(self, session: CDPSession) -> None:
        """Note everything from now on."""
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.requestWillBeSentExtraInfo", self._headers)
        session.on("Network.responseReceivedExtraInfo", self._answered)
        session.on("Network.loadingFinished", self._finished)

    def whole(self) -> list[Sent]:
        """Those that are complete."""
        return [each for each in self.sent.values() if each.line and each.headers and each.down]

    def _asked(self, event: Event) -> None:
        request = event["request"]
        if request["url"].endswith(ROUTE):
            one = self.sent.setdefault(event["requestId"], Sent())
            one.line = len(f"{request['method']} {ROUTE} HTTP/1.1\r\n")
            one.body = len(request["postData"].encode())

    def _headers(self, event: Event) -> None:
        one = self.sent.setdefault(event["requestId"], Sent())
        one.headers = sum(len(f"{name}: {value}\r\n") for name, value in event["headers"].items()) + 2

    def _answered(self, event: Event) -> None:
        self.sent.setdefault(event["requestId"], Sent()).answer_headers = len(event.get("headersText", ""))

    def _finished(self, event: Event) -> None:
        self.sent.setdefault(event["requestId"], Sent()).down = int(event["encodedDataLength"])


class Idle:
    """A page left open, on a line of its own."""

    LONG_ENOUGH = 60.0

    def __init__(self, browser: Browser, relay: Relay, link: str) -> None:
        self._relay = relay
        self._page = opened(browser.new_context(), f"{relay.address}/diagnostic/#{link}")
        self._page.locator("#hors-connexion-pret").wait_for()
        self._page.wait_for_timeout(2000)
        self._since, self._up, self._down = time.monotonic(), relay.up, relay.down

    def tell(self) -> None:
        """Print what a minute costs, once a minute has passed."""
        self._page.wait_for_timeout(max(0.0, 1000 * (self.LONG_ENOUGH - (time.monotonic() - self._since))))
        minutes = (time.monotonic() - self._since) / 60
        up, down = (self._relay.up - self._up) / minutes, (self._relay.down - self._down) / minutes
        line("waiting for news, page idle", f"{up:.0f} B up, {down:.0f} B down a minute (over {minutes:.1f} min)")
        self._page.context.close()


def opened(context: BrowserContext, address: str) -> Page:
    """The questionnaire, ready to be answered."""
    page = context.new_page()
    page.goto(address)
    page.locator("#questions input").first.wait_for()
    return page


def tell(browser: Browser, server: Server, link: str) -> None:
    """Print the bytes of the first answer of a page and of the next ones."""
    print("\none answer on the wire: request line, headers and body")
    context = browser.new_context(locale="fr-FR")
    page = opened(context, f"{server.address}/diagnostic/#{link}")
    page.locator("#hors-connexion-pret").wait_for()  # what the worker fetches must not share the connection
    wire = Wire()
    wire.listen(context.new_cdp_session(page))
    options = page.locator("#questions label").all()
    for option in options[:ANSWERS]:
        option.click()
        page.wait_for_timeout(300)
        page.locator('#enregistrement[data-en-attente="0"]').wait_for()
    sent = wire.whole()
    if len(sent) != ANSWERS:
        raise SystemExit(f"{ANSWERS} answers were given, {len(sent)} seen on the wire")
    heaviest = max(sent[1:], key=lambda each: each.up + each.down)
    for label, one in (("first answer", sent[0]), ("heaviest of the next ones", heaviest)):
        up = f"{one.up} B up (line {one.line}, headers {one.headers}, body {one.body})"
        down = f"{one.down} B down (headers {one.answer_headers}, body {one.down - one.answer_headers})"
        line(f"{label}, up", up, against(one.up, MOST_BYTES, "B"))
        line(f"{label}, down", down, against(one.down, MOST_BYTES, "B"))
    context.close()
