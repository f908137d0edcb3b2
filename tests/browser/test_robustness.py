"""Nothing is lost when the server dies, nothing leaves for elsewhere, and hostile events change nothing."""

from __future__ import annotations

import json
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE_MS, Server
from tests.browser.visitor import choose, start, tick, ticked, wait_until_saved, waiting

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

# As a tab closed long ago, under another version of the questions, may have done.
LEAVE_IN_THE_OUTBOX = """
([q, value]) => {
  const [key, other] = Object.entries(localStorage).find(([name]) => name.startsWith("ansm-envoi-"));
  const message = { n: Date.now(), id: "ancien", q, v: [value] };
  localStorage.setItem(key.replace(JSON.parse(other).id, message.id), JSON.stringify(message));
}
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


def test_an_answer_refused_by_a_locked_database_outlives_the_ones_saved_after_it(
    page: Page, fragile_server: Server
) -> None:
    """The page promised to keep it: it is sent again as soon as another gets through, and says so meanwhile."""
    link = start(page, fragile_server.address)
    tick(page, "PRO-01", "elu")
    with locked(fragile_server):
        choose(page, "PRO-02", "2-5")
        expect(page.locator("#PRO-02-message")).to_contain_text("gardée ici et partira d’elle-même")
        expect(page.locator("#attente")).to_contain_text("gardées ici et partiront")
    choose(page, "PRO-05", "prestataire")
    wait_until_saved(page)
    expect(page.locator("#PRO-02-message")).to_be_empty()
    assert stored(fragile_server) == [("PRO-01", ["elu"]), ("PRO-05", ["prestataire"]), ("PRO-02", ["2-5"])]
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("#PRO-02-2-5")).to_be_checked()


def test_an_answer_refused_by_a_locked_database_leaves_by_itself(page: Page, fragile_server: Server) -> None:
    """Nobody has to click again; of two answers to one question, the last is the one that is kept."""
    start(page, fragile_server.address)
    with locked(fragile_server):
        choose(page, "PRO-01", "elu")
        expect(page.locator("#PRO-01-message")).to_contain_text("partira d’elle-même")
        choose(page, "PRO-01", "agent")
        expect(page.locator("#PRO-01-message")).to_be_empty()
        assert waiting(page) == ["PRO-01"]
    wait_until_saved(page)
    assert stored(fragile_server) == [("PRO-01", ["agent"])]


def test_an_answer_that_does_not_fit_neither_stays_nor_takes_others_away(page: Page, fragile_server: Server) -> None:
    """It is said next to its question, which shows again what is stored; what was ticked around it is saved."""
    start(page, fragile_server.address)
    tick(page, "PRO-01", "elu")
    with locked(fragile_server):
        choose(page, "PRO-02", "2-5")
        page.evaluate(LEAVE_IN_THE_OUTBOX, ["PRO-01", "roi"])
        choose(page, "PRO-05", "prestataire")
        assert waiting(page) == ["PRO-01", "PRO-02", "PRO-05"]
    wait_until_saved(page)
    expect(page.locator("#PRO-01-message")).to_contain_text("« roi »")
    assert ticked(page, "PRO-01") == ["elu"]
    assert sorted(stored(fragile_server)) == [("PRO-01", ["elu"]), ("PRO-02", ["2-5"]), ("PRO-05", ["prestataire"])]


def test_two_tabs_keep_their_answers_side_by_side_while_the_server_is_dead(
    page: Page, context: BrowserContext, fragile_server: Server
) -> None:
    """All are saved when it is back, none twice, also those of a tab closed meanwhile; the newest wins."""
    link = start(page, fragile_server.address)
    tick(page, "PRO-01", "elu")
    other, closed = context.new_page(), context.new_page()
    for tab in (other, closed):
        tab.goto(link)
        expect(tab.locator("#PRO-01-elu")).to_be_checked()
    fragile_server.stop(signal.SIGKILL)
    expect(page.locator("#etat")).to_have_attribute("data-coupe", "true")
    expect(other.locator("#etat")).to_have_attribute("data-coupe", "true")
    choose(page, "PRO-01", "conseiller")
    choose(page, "PRO-02", "2-5")
    choose(closed, "PRO-03", "ecole")
    choose(other, "PRO-05", "prestataire")
    choose(other, "PRO-01", "agent")
    assert waiting(other) == ["PRO-01", "PRO-02", "PRO-03", "PRO-05"]
    closed.close(run_before_unload=False)
    fragile_server.start()
    for tab in (page, other):
        wait_until_saved(tab)
    answers = sorted(stored(fragile_server)[1:])
    assert answers == [
        ("PRO-01", ["agent"]),
        ("PRO-02", ["2-5"]),
        ("PRO-03", ["ecole"]),
        ("PRO-05", ["prestataire"]),
    ]


def test_answers_still_leave_after_someone_chose_to_stay_on_the_page(page: Page, fragile_server: Server) -> None:
    """Reflex closes its socket as soon as a page is about to be left, even when the visitor then stays."""
    start(page, fragile_server.address)
    page.evaluate("dispatchEvent(new Event('beforeunload'))")
    choose(page, "PRO-01", "agent")
    wait_until_saved(page)
    assert stored(fragile_server) == [("PRO-01", ["agent"])]


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
        event(ANSWER, {"message": json.dumps({"id": "a", "q": "PRO-01", "v": ["elu"]})}),
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


@contextmanager
def locked(server: Server) -> Iterator[None]:
    """Another program holds the right to write in the database, as a long backup would."""
    with closing(sqlite3.connect(server.folder / "ansm.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def stored(server: Server) -> list[tuple[str, list[str]]]:
    """Every answer ever stored, in order: a message stored twice would be there twice."""
    with closing(sqlite3.connect(server.folder / "ansm.sqlite3")) as database:
        rows = database.execute('SELECT question, "values" FROM answer ORDER BY id').fetchall()
    return [(question, json.loads(values)) for question, values in rows]


def event(name: str, payload: dict[str, object]) -> str:
    """One event, as a page sends it, from a forged personal link."""
    router = {"pathname": "/diagnostic", "asPath": "/diagnostic/#" + "A" * 43}
    return "42/_event," + json.dumps(["event", {"name": name, "payload": payload, "router_data": router}])
