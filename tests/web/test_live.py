"""Pages that wait for news of a file: woken at once, never for what they did themselves, and forgotten when they go."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.types import Message

from ansm.application import Application
from ansm.web import exchange_routes
from ansm.web.exchange_routes import ROUTES
from ansm.web.live import Heard, Hub, hub
from ansm.web.protection import Protection
from tests.asynchronous import run
from tests.web.exchange_client import JSON, Browser, database, message, until, while_waiting

A_FILE, ANOTHER = b"a" * 32, b"b" * 32
SOON = 10.0  # seconds: far less than the 25 that a page would wait, and enough for a busy machine


@pytest.fixture
def browser(installation: Application, tmp_path: Path) -> Browser:
    """A browser on our routes, behind our protection."""
    assert installation.today()
    return Browser(Protection(Starlette(routes=list(ROUTES)), tmp_path))


@pytest.fixture
def token(installation: Application) -> str:
    """The personal link of a new file."""
    return installation.open("38061")


def poll(browser: Browser, token: str, *, since: int = 0, device: str = "tablet") -> Coroutine[Any, Any, Any]:
    """A page of that device, which waits for what comes after that row."""
    return browser.posting("suivi", lien=token, depuis=since, appareil=device)


def write(browser: Browser, token: str, name: str = "phone1-1", *values: str) -> Callable[[], Coroutine[Any, Any, Any]]:
    """An answer to SEC-01 from another page."""
    return lambda: browser.posting("reponses", lien=token, depuis=0, reponses=[message(name, "SEC-01", *values)])


def timed(waiting: Coroutine[Any, Any, Any]) -> tuple[Any, float]:
    """What a page hears, and after how many seconds."""
    start = time.monotonic()
    response = run(waiting)
    return response, time.monotonic() - start


# --- on the exchange


def test_a_page_hears_at_once_of_another_device(browser: Browser, token: str) -> None:
    response, seconds = timed(while_waiting(poll(browser, token), write(browser, token, "phone1-1", "non")))
    told = response.json()
    assert (told["regles"], [each["v"] for each in told["reponses"]]) == ([], [["non"]])
    assert told["curseur"] == told["reponses"][0]["n"]
    assert seconds < SOON


def test_a_page_that_is_late_does_not_wait(browser: Browser, token: str) -> None:
    browser.answer(token, message("phone1-1", "SEC-01", "non"))
    response, seconds = timed(poll(browser, token))
    assert len(response.json()["reponses"]) == 1
    assert seconds < SOON


def test_a_page_is_not_woken_by_its_own_device(browser: Browser, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own row is told with the rest once the time has passed, so that its cursor goes on."""
    monkeypatch.setattr(exchange_routes, "FOLLOWED_SECONDS", 0.6)
    response, seconds = timed(while_waiting(poll(browser, token), write(browser, token, "tablet-1", "non")))
    assert [each["v"] for each in response.json()["reponses"]] == [["non"]]
    assert seconds >= 0.6


def test_a_page_is_answered_when_nothing_happens(browser: Browser, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange_routes, "FOLLOWED_SECONDS", 0.3)
    response, seconds = timed(poll(browser, token, since=7))
    assert response.json() == {"regles": [], "reponses": [], "curseur": 7}
    assert 0.3 <= seconds < SOON


def test_what_another_process_recorded_is_told_when_the_time_has_passed(
    browser: Browser, token: str, installation: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange_routes, "FOLLOWED_SECONDS", 0.5)

    async def elsewhere() -> None:
        with database(installation) as other:
            other.execute(
                'INSERT INTO answer (diagnostic_id, question, "values", answered_at) '
                "SELECT max(id), 'SEC-01', '[\"non\"]', '2026-11-26 10:00:00' FROM diagnostic"
            )

    response, _ = timed(while_waiting(poll(browser, token), elsewhere))
    assert [each["v"] for each in response.json()["reponses"]] == [["non"]]


def test_a_page_of_a_theme_sleeps_through_what_it_does_not_see_and_wakes_for_the_rest(
    browser: Browser, token: str, installation: Application
) -> None:
    link = installation.handovers.hand_over(token, "securite", "agent", 14).token

    async def both() -> None:
        await browser.posting("reponses", lien=token, depuis=0, reponses=[message("phone1-1", "PRO-02", "2-5")])
        await browser.posting("reponses", lien=token, depuis=0, reponses=[message("phone1-2", "SEC-01", "non")])

    response, seconds = timed(while_waiting(poll(browser, link), both))
    assert [each["q"] for each in response.json()["reponses"]] == ["SEC-01"]
    assert seconds < SOON


def test_a_page_whose_link_is_revoked_is_told_at_once(browser: Browser, token: str, installation: Application) -> None:
    made = installation.handovers.hand_over(token, "securite", "agent", 14)
    response, seconds = timed(
        while_waiting(poll(browser, made.token), lambda: browser.posting("retirer", lien=token, numero=made.number))
    )
    assert (response.status_code, response.json()["code"]) == (410, "expire")
    assert seconds < SOON


def test_many_pages_of_one_file_hear_of_one_answer_and_are_all_let_go(browser: Browser, token: str) -> None:
    async def pages() -> list[Any]:
        return await asyncio.gather(*(poll(browser, token, device=f"tablet{number}") for number in range(100)))

    responses, _ = timed(while_waiting(pages(), write(browser, token, "phone1-1", "non"), pages=100))
    assert {len(each.json()["reponses"]) for each in responses} == {1}
    assert len(hub()) == 0


def test_a_page_that_goes_away_is_forgotten(browser: Browser, token: str) -> None:
    """Its browser is closed while it waits: nobody is left to be woken."""
    body = json.dumps({"lien": token, "depuis": 0, "appareil": "tablet"}).encode()

    async def leave() -> float:
        closed = asyncio.Event()
        coming: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Message:
            if coming:
                return coming.pop()
            await closed.wait()
            return {"type": "http.disconnect"}

        async def send(_message: Message) -> None:
            """Nobody listens."""

        headers = [(b"host", b"testserver"), *((name.encode(), value.encode()) for name, value in JSON.items())]
        scope = {"type": "http", "method": "POST", "path": "/echange/suivi", "headers": headers, "query_string": b""}
        served = asyncio.ensure_future(browser.app(scope, receive, send))
        await until(lambda: len(hub()) == 1)
        start = time.monotonic()
        closed.set()
        await served
        return time.monotonic() - start

    assert run(leave()) < SOON
    assert len(hub()) == 0


# --- the hub itself


def listening(act: Callable[[Hub], object], *, device: str = "tablet", seconds: float = 0.3) -> Heard:
    """What a page that waits for A_FILE hears when this is done."""

    async def listen() -> Heard:
        pages = Hub()
        with pages.waiting(A_FILE, device) as waiter:
            act(pages)
            never: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
            heard = await waiter.listen(never, seconds)
        assert len(pages) == 0
        return heard

    return run(listen())


def test_a_page_hears_of_its_file_from_others_only() -> None:
    assert listening(lambda pages: pages.tell(A_FILE, "phone1")) is Heard.CHANGE
    assert listening(lambda pages: pages.tell(A_FILE, None)) is Heard.CHANGE
    assert listening(lambda pages: pages.tell(A_FILE, "tablet")) is Heard.TIME
    assert listening(lambda pages: pages.tell(ANOTHER, "phone1")) is Heard.TIME


def test_a_page_may_be_told_from_any_thread() -> None:
    async def listen() -> Heard:
        pages = Hub()
        with pages.waiting(A_FILE, "tablet") as waiter:
            never: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
            waiting = asyncio.ensure_future(waiter.listen(never, 10))
            await asyncio.to_thread(pages.tell, A_FILE, "phone1")
            return await waiting

    assert run(listen()) is Heard.CHANGE


def test_when_the_server_stops_pages_are_let_go_and_none_is_kept_any_more() -> None:
    assert listening(lambda pages: pages.close()) is Heard.CLOSING

    async def too_late() -> Heard:
        pages = Hub()
        pages.close()
        with pages.waiting(A_FILE, "tablet") as waiter:
            never: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
            return await waiter.listen(never, 10)

    assert run(too_late()) is Heard.CLOSING


def test_a_page_is_forgotten_even_when_its_request_fails() -> None:
    async def fail() -> Hub:
        pages = Hub()
        with pytest.raises(RuntimeError), pages.waiting(A_FILE, "tablet"):
            raise RuntimeError
        return pages

    assert len(run(fail())) == 0
