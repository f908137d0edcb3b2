"""Those who wait for a server that never answers hold nobody else up, and are told when they are too many."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future

import httpx
import pytest
from starlette.applications import Starlette

from ansm.application import Application
from ansm.domain.people import OrganisationKind, Role
from ansm.errors import TooMany
from ansm.web import routes, site
from ansm.web.apart import LETTERS, PROVIDER, Apart
from ansm.web.own_routes import ROUTES
from tests.asynchronous import run
from tests.silence import Silence, silence
from tests.web.asgi_client import HOST
from tests.web.exchange_client import until
from tests.web.served.people import COOKIE, FORM, member, organisation

# More than the threads that Python gives to everyone, whatever the machine.
CROWD = 40
Ask = Callable[[httpx.AsyncClient, int], Awaitable[httpx.Response]]


@pytest.fixture(scope="module")
def silent() -> Iterator[Silence]:
    """The mail server, and the OpenID provider."""
    with silence() as server:
        yield server


@pytest.fixture(scope="module")
def installation(silent: Silence, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """The running installation, set to write and to sign people in through that server."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANSM_DATABASE_URL", f"sqlite:///{tmp_path_factory.mktemp('base') / 'ansm.sqlite3'}")
        patch.setenv("ANSM_SMTP_URL", f"smtp://127.0.0.1:{silent.port}?tls=non")
        patch.setenv("ANSM_SMTP_FROM", "ne-pas-repondre@exemple.fr")
        patch.setenv("ANSM_PUBLIC_URL", "http://localhost")
        patch.setenv("ANSM_OPENID_ISSUER", f"http://127.0.0.1:{silent.port}")
        patch.setenv("ANSM_OPENID_CLIENT_ID", "ansm")
        patch.setenv("ANSM_OPENID_CLIENT_SECRET", "secret")
        site.application.cache_clear()
        running = site.application()
        yield running
        running.close()
        site.application.cache_clear()


def letters_of_towns(installation: Application) -> Ask:
    tokens = [installation.open("38061") for _ in range(CROWD)]

    async def ask(browser: httpx.AsyncClient, number: int) -> httpx.Response:
        body = {"lien": tokens[number], "adresse": f"mairie{number}@exemple.fr"}
        return await browser.post("/echange/courriel", json=body)

    return ask


def reports_of_towns(installation: Application) -> Ask:
    tokens = [installation.open("38061") for _ in range(CROWD)]

    async def ask(browser: httpx.AsyncClient, number: int) -> httpx.Response:
        body = {
            "lien": tokens[number],
            "adresse": f"prefecture{number}@exemple.fr",
            "document": "synthese",
            "edition": "publiable",
            "contenu": "fige",
            "pour": "la préfecture",
            "jours": "30",
        }
        return await browser.post("/echange/piece/liens-rapport-donner", json=body)

    return ask


def invitations(installation: Application) -> Ask:
    agency = organisation(installation, OrganisationKind.OPSN, "OPSN de l’Isère")
    secret = installation.identity.open_for(member(installation, agency, Role.MANAGER, "lea@exemple.fr"))
    token = installation.identity.session(secret).form_token

    async def ask(browser: httpx.AsyncClient, number: int) -> httpx.Response:
        fields = {"jeton": token, "adresse": f"collegue{number}@exemple.fr", "role": Role.ADVISOR.value}
        headers = {"cookie": f"{COOKIE}={secret}", "content-type": FORM}
        return await browser.post(f"{routes.TEAM}/inviter", data=fields, headers=headers)

    return ask


def departures(_installation: Application) -> Ask:
    async def ask(browser: httpx.AsyncClient, _number: int) -> httpx.Response:
        return await browser.get(routes.OPENID_GO)

    return ask


@pytest.mark.parametrize(
    ("made", "apart"),
    [
        (letters_of_towns, LETTERS),
        (reports_of_towns, LETTERS),
        (invitations, LETTERS),
        (departures, PROVIDER),
    ],
)
def test_a_silent_server_holds_up_nobody_but_those_who_need_it(
    installation: Application, silent: Silence, made: Callable[[Application], Ask], apart: Apart
) -> None:
    """Pages, health and counts answer while forty people wait; those beyond what can wait are told so at once."""
    ask = made(installation)
    before = len(silent.calls)

    async def crowded() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=Starlette(routes=list(ROUTES)))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", timeout=60) as browser:
            waiting = [asyncio.ensure_future(ask(browser, number)) for number in range(CROWD)]
            await until(lambda: len(silent.calls) - before >= apart.threads)
            await until(lambda: sum(each.done() for each in waiting) == CROWD - apart.most)
            for page in (routes.HEALTH, routes.STATISTICS, routes.SIGN_IN):
                assert (await browser.get(page)).status_code == 200
            assert sum(each.done() for each in waiting) == CROWD - apart.most
            while not all(each.done() for each in waiting):
                silent.hang_up()
                await asyncio.sleep(0.01)
            return [await each for each in waiting]

    found = [each.status_code for each in run(crowded())]
    assert found.count(429) == CROWD - apart.most
    assert found.count(503) + found.count(400) == apart.most


def test_a_silent_press_holds_up_nobody_but_those_who_want_a_paper(
    installation: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise: Future[bytes] = Future()
    asked: list[object] = []

    def press(form: object) -> Future[bytes]:
        asked.append(form)
        return promise

    monkeypatch.setattr(installation.blank_forms, "_press", press)

    async def crowded() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=Starlette(routes=list(ROUTES)))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", timeout=60) as browser:
            waiting = [asyncio.ensure_future(browser.get(routes.BLANK)) for _ in range(CROWD)]
            await until(lambda: bool(asked))
            assert (await browser.get(routes.HEALTH)).status_code == 200
            promise.set_result(b"%PDF")
            return [await each for each in waiting]

    found = [each.status_code for each in run(crowded())]
    assert set(found) == {200, 503}


def test_those_who_waited_make_room_whatever_becomes_of_them() -> None:
    apart = Apart("test", threads=1, most=1, busy="Réessayez.", seconds=7)

    async def fail() -> None:
        def use() -> None:
            raise KeyError

        for _ in range(3):
            with pytest.raises(KeyError):
                await apart.call(use)

    run(fail())


def test_beyond_what_can_wait_the_sentence_says_when_to_come_back() -> None:
    apart = Apart("test", threads=1, most=1, busy="Réessayez.", seconds=7)
    held: Future[int] = Future()

    async def crowd() -> int:
        first = asyncio.ensure_future(apart.call(held.result))
        await asyncio.sleep(0)
        with pytest.raises(TooMany, match="Réessayez") as told:
            await apart.call(held.result)
        assert told.value.seconds == 7
        held.set_result(38)
        return await first

    assert run(crowd()) == 38
