"""Nothing is lost when the server dies, nothing leaves for elsewhere, and hostile events change nothing."""

from __future__ import annotations

import json
import signal
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE_MS, Server
from tests.browser.visitor import start, tick, wait_until_saved

HYDRATE = "reflex___state____state.hydrate"
ANSWER = "reflex___state____state.ansm___web___filling____filling.answer"
# Speaks to the event socket as a program would: Engine.IO then Socket.IO text frames.
RAW_SOCKET = """
([token, events]) => new Promise((done) => {
  const host = location.host, frames = [];
  const socket = new WebSocket(`ws://${host}/_event/?EIO=4&transport=websocket&token=${token}`);
  socket.onmessage = (message) => {
    frames.push(message.data);
    if (message.data.startsWith("0{")) socket.send("40/_event,");
    if (message.data.startsWith("40/_event")) for (const event of events) socket.send(event);
  };
  socket.onclose = () => done(frames);
  setTimeout(() => { socket.close(); done(frames); }, 700);
})
"""


def test_an_answer_given_while_the_server_is_dead_is_saved_when_it_is_back(page: Page, fragile_server: Server) -> None:
    """The page says so meanwhile, and a reload in between does not lose it."""
    link = start(page, fragile_server.address)
    tick(page, "PRO-01", "elu")
    fragile_server.stop(signal.SIGKILL)
    page.locator("#PRO-01-conseiller + label").click()
    expect(page.locator("#attente")).to_contain_text("Pas encore enregistré", timeout=PATIENCE_MS)
    fragile_server.start()
    wait_until_saved(page)
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("#PRO-01-conseiller")).to_be_checked()


def test_an_answer_that_waited_through_a_closed_page_is_sent_at_the_next_visit(
    page: Page, context: BrowserContext, fragile_server: Server
) -> None:
    """The outbox is in the browser's storage, not only in the page."""
    link = start(page, fragile_server.address)
    fragile_server.stop(signal.SIGKILL)
    page.locator("#PRO-01-agent + label").click()
    page.close(run_before_unload=False)
    fragile_server.start()
    again = context.new_page()
    again.goto(link)
    wait_until_saved(again)
    expect(again.locator("#PRO-01-agent")).to_be_checked()


def test_pages_call_only_us_and_never_put_the_secret_in_an_address(page: Page, server: Server) -> None:
    """Neither in a request, nor in a referrer, nor on the server's side."""
    addresses: list[str] = []
    referrers: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.on("request", lambda request: referrers.append(request.headers.get("referer", "")))
    page.on("websocket", lambda opened: addresses.append(opened.url))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    secret = urlsplit(start(page, server.address)).fragment
    tick(page, "PRO-01", "elu")
    page.reload()
    expect(page.locator("#PRO-01-elu")).to_be_checked()
    assert {urlsplit(address).netloc for address in addresses} == {urlsplit(server.address).netloc}
    assert not any(secret in address.split("#")[0] for address in addresses)
    assert not any(referrers)
    assert problems == []
    assert secret not in server.errors()


def test_hostile_events_are_refused_and_the_server_goes_on(page: Page, server: Server) -> None:
    """Malformed, unknown, of the wrong type, oversize: the next visitor is served as before."""
    secret = urlsplit(start(page, server.address)).fragment
    events = [
        "42/_event,[",
        '42/_event,["event"]',
        '42/_event,["event",null]',
        '42/_event,["event","{"]',
        '42/_event,["event",{"name":"reflex___state____state.delete_all","payload":{}}]',
        '42/_event,["event",{"name":5}]',
        event(ANSWER, {"message": {"$gt": ""}}),
        event(ANSWER, {"message": ["a"] * 100}),
        event(ANSWER, {}),
        event(ANSWER, {"autre": 1}),
        event(ANSWER, {"message": json.dumps({"n": 1, "id": "a", "q": "PRO-01", "v": ["elu"]})}),
        event(ANSWER.replace(".answer", "._token"), {}),
        event(ANSWER.replace(".answer", ".setvar"), {"var_name": "ready", "value": True}),
        event(ANSWER, {"message": "a" * 2_000_000}),
    ]
    for sent in events:
        page.evaluate(RAW_SOCKET, ["forge", [event(HYDRATE, {}), sent]])
    page.reload()
    tick(page, "PRO-01", "agent")
    expect(page.locator("#PRO-01-agent")).to_be_checked()
    assert secret not in server.errors()


def event(name: str, payload: dict[str, object]) -> str:
    """One event, as a page sends it, from a forged personal link."""
    router = {"pathname": "/diagnostic", "asPath": "/diagnostic/#" + "A" * 43}
    return "42/_event," + json.dumps(["event", {"name": name, "payload": payload, "router_data": router}])
