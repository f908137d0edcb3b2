"""Nothing leaves for elsewhere, answers that cannot be stored wait, and hostile requests change nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.visitor import choose, secret_of, start, stored, tick, ticked, wait_until_saved, waiting

HYDRATE = "reflex___state____state.hydrate"
SEARCH = "reflex___state____state.ansm___web___pages___home____search.search"
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
# What a program may post to the exchange: the status of each answer.
POST_ALL = """
(bodies) => Promise.all(bodies.map(([name, body]) =>
  fetch(`/echange/${name}`, { method: "POST", headers: { "content-type": "application/json" }, body })
    .then((answer) => answer.status)))
"""
RULING = """
(body) => fetch("/echange/reponses", { method: "POST", headers: { "content-type": "application/json" }, body })
  .then((answer) => answer.json()).then((told) => told.regles[0])
"""
# As a tab closed long ago, under another version of the questions, may have done.
LEAVE_IN_THE_OUTBOX = """
([q, value]) => {
  const [key, other] = Object.entries(localStorage).find(([name]) => name.startsWith("ansm-envoi-"));
  const message = { ...JSON.parse(other), id: "ancien01-1", q, v: [value], t: Date.now() };
  localStorage.setItem(key.replace(JSON.parse(other).id, message.id), JSON.stringify(message));
  dispatchEvent(new StorageEvent("storage", { key: key.replace(JSON.parse(other).id, message.id), newValue: "x" }));
}
"""


def test_an_answer_refused_by_a_locked_database_leaves_by_itself(page: Page, fragile_server: Server) -> None:
    """Nobody has to click again; of two answers to one question, the last is the one that is kept."""
    start(page, fragile_server.address)
    with locked(fragile_server):
        choose(page, "PRO-01", "elu")
        choose(page, "PRO-02", "2-5")
        expect(page.locator("#enregistrement")).to_contain_text("2 réponses en attente d’envoi")
        choose(page, "PRO-01", "agent")
        assert waiting(page) == ["PRO-01", "PRO-02"]
    wait_until_saved(page)
    history = stored(fragile_server)
    assert dict(history) == {"PRO-01": ["agent"], "PRO-02": ["2-5"]}
    assert len({(question, *values) for question, values in history}) == len(history)


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


def test_pages_call_only_us_and_never_put_the_secret_in_an_address(page: Page, server: Server) -> None:
    """Neither in a request, nor in a referrer, nor in the address bar, nor on the server's side."""
    addresses: list[str] = []
    referrers: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.on("request", lambda request: referrers.append(request.headers.get("referer", "")))
    page.on("websocket", lambda opened: addresses.append(opened.url))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    secret = secret_of(start(page, server.address))
    tick(page, "PRO-01", "elu")
    assert secret not in page.url
    page.reload()
    expect(page.locator("#PRO-01-elu")).to_be_checked()
    page.get_by_role("link", name="Voir mes résultats").first.click()
    expect(page.get_by_role("heading", level=1, name="La Buisse")).to_be_visible()
    assert secret not in page.url
    hosts = {address.split("/")[2] for address in addresses}
    assert hosts == {server.address.removeprefix("http://")}
    assert not any(secret in address for address in addresses)
    assert not any(secret in referrer for referrer in referrers)
    assert problems == []
    assert secret not in server.errors()


def test_hostile_events_and_requests_are_refused_and_the_server_goes_on(page: Page, server: Server) -> None:
    """Malformed, unknown, of the wrong type, oversize: the next visitor is served as before."""
    secret = secret_of(start(page, server.address))
    events = [
        "42/_event,[",
        '42/_event,["event"]',
        '42/_event,["event",null]',
        '42/_event,["event",{"name":"reflex___state____state.delete_all","payload":{}}]',
        '42/_event,["event",{"name":5}]',
        event(SEARCH, {"text": {"$gt": ""}}),
        event(SEARCH, {}),
        event(SEARCH.replace(".search", ".setvar"), {"var_name": "announcement", "value": "x"}),
        event(SEARCH, {"text": "a" * 2_000_000}),
    ]
    for sent in events:
        page.evaluate(RAW_SOCKET, ["forge", [event(HYDRATE, {}), sent]])
    answer = {"id": "forge1-1", "q": "PRO-02", "v": ["2-5"], "base": 0, "par": None}
    forged = {"lien": "A" * 43, "depuis": 0, "reponses": [answer]}
    bodies = [
        ["reponses", "{"],
        ["reponses", "[]"],
        ["reponses", json.dumps({"lien": {"$gt": ""}})],
        ["reponses", json.dumps(forged)],
        ["dossier", json.dumps({"lien": "A" * 43})],
        ["historique", json.dumps({"lien": "A" * 43, "question": "PRO-01"})],
        ["suivi", "x" * 20_000],
        ["inconnu", "{}"],
    ]
    statuses = page.evaluate(POST_ALL, bodies)
    assert all(400 <= status < 500 for status in statuses), statuses
    # Behind a good link, a message that means nothing is refused for good: the browser forgets it.
    unreadable = [{**answer, "v": "2-5"}, {**answer, "base": "0"}, {**answer, "q": None}]
    for message in unreadable:
        ruling = page.evaluate(RULING, json.dumps({**forged, "lien": secret, "reponses": [message]}))
        assert "refus" in ruling
    page.reload()
    tick(page, "PRO-01", "agent")
    expect(page.locator("#PRO-01-agent")).to_be_checked()
    expect(page.locator("#PRO-02 input:checked")).to_have_count(0)
    assert secret not in server.errors()


@contextmanager
def locked(server: Server) -> Iterator[None]:
    """Another program holds the right to write in the database, as a long backup would."""
    with closing(sqlite3.connect(server.folder / "ansm.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def event(name: str, payload: dict[str, object]) -> str:
    """One event, as a page sends it."""
    router = {"pathname": "/", "asPath": "/"}
    return "42/_event," + json.dumps(["event", {"name": name, "payload": payload, "router_data": router}])
