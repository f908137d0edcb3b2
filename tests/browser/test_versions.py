"""The interface is updated while people work: each page is of one version, whole, and nothing unsent is lost."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import free_port
from tests.browser.versions import MARKS, UpdatedServer, say, seal, version
from tests.browser.visitor import choose, kept_offline, start, stored, tick, ticked, wait_until_saved, waiting

# Once a page has loaded: of which version are its parts?
READ_MARKS = "() => Object.fromEntries(Object.entries(document.documentElement.dataset))"
WATCH = """
addEventListener("load", () => setTimeout(() => {
  const seen = JSON.parse(localStorage.getItem("marques") || "[]");
  const { page, script, part } = document.documentElement.dataset;
  localStorage.setItem("marques", JSON.stringify([...seen, [location.pathname, page, script, part ?? page]]));
}, 200));
"""
WAITING = "() => navigator.serviceWorker.getRegistration().then((found) => Boolean(found?.waiting))"
KEPT = "() => caches.keys().then((names) => names.filter((name) => name.startsWith('ansm-')))"
REGISTERED = "() => navigator.serviceWorker.getRegistrations().then((all) => all.length)"
STATUS = "([path, options]) => fetch(path, options).then((answer) => answer.status)"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[UpdatedServer]:
    """A server that can be given another interface."""
    running = UpdatedServer(tmp_path, free_port())
    yield running
    running.die()


def left_alone(page: Page, *, part: str) -> None:
    """Wait for the page to be of that version: one in use is left as it is, and each look of the driver is a use."""
    for _ in range(8):
        page.wait_for_timeout(4000)
        if page.locator("html").get_attribute("data-part") == part:
            return
    raise AssertionError(f"the page never became {part}")


def test_an_update_changes_everything_at_once_and_loses_nothing_unsent(
    page: Page, context: BrowserContext, site: UpdatedServer, tmp_path: Path
) -> None:
    """The version before stays whole until the newer one is whole; answers wait through the change."""
    context.add_init_script(WATCH)
    first, second = version(tmp_path, "1"), version(tmp_path, "2")
    site.start_with(first)
    start(page, site.address)
    kept_offline(page)
    tick(page, "PRO-01", "elu")
    site.die()
    choose(page, "PRO-02", "2-5")
    page.reload()
    assert marks(page) == ["1", "1", "1"]
    assert ticked(page, "PRO-02") == ["2-5"]

    site.start_with(second)
    with locked(site):
        page.reload()
        assert marks(page) == ["1", "1", "1"]
        until(page, WAITING, wanted=True)
        choose(page, "PRO-05", "agent")
        assert waiting(page) == ["PRO-02", "PRO-05"]
        page.reload()
        left_alone(page, part="2")
        expect(page.locator("#PRO-05-agent")).to_be_checked()
        assert marks(page) == ["2", "2", "2"]
        assert waiting(page) == ["PRO-02", "PRO-05"]
    wait_until_saved(page)
    assert stored(site) == [("PRO-01", ["elu"]), ("PRO-02", ["2-5"]), ("PRO-05", ["agent"])]
    # The newer one works without the server too.
    site.die()
    page.reload()
    assert marks(page) == ["2", "2", "2"]
    seen = json.loads(page.evaluate("() => localStorage.getItem('marques')"))
    assert len(seen) >= 5
    assert [each for each in seen if len(set(each[1:])) > 1] == []


def test_the_home_page_and_the_results_are_of_the_version_of_the_server(
    page: Page, site: UpdatedServer, tmp_path: Path
) -> None:
    """They speak with it through the event socket; without it, those kept here say what can be done."""
    site.start_with(version(tmp_path, "1"))
    start(page, site.address)
    kept_offline(page)
    site.die()
    page.goto(site.address)
    expect(page.get_by_role("heading", name="Reprendre un diagnostic")).to_be_visible()
    assert page.evaluate(READ_MARKS)["page"] == "1"
    site.start_with(version(tmp_path, "2"))
    page.goto(site.address)
    expect(page.get_by_role("combobox")).to_be_visible()
    found = page.evaluate(READ_MARKS)
    assert (found["page"], found["script"]) == ("2", "2")


def test_pages_that_are_not_kept_come_whole_from_the_server(page: Page, site: UpdatedServer, tmp_path: Path) -> None:
    """With the script that all pages share, though the device keeps an older one for the questionnaire."""
    site.start_with(version(tmp_path, "1"))
    start(page, site.address)
    kept_offline(page)
    site.die()
    site.start_with(version(tmp_path, "2"))
    page.goto(site.address + "/aide/")
    found = page.evaluate(READ_MARKS)
    assert (found["page"], found["script"]) == ("2", "2")


def test_a_server_updated_while_a_device_fetches_leaves_it_nothing_rather_than_half(
    page: Page, site: UpdatedServer, tmp_path: Path
) -> None:
    """What it fetched is not what the list meant: it keeps nothing, says nothing, and does well at the next visit."""
    built = version(tmp_path, "1")
    meant = (built / "ansm.js").read_bytes()
    say(built / "ansm.js", "script", "2")
    site.start_with(built)
    link = start(page, site.address)
    page.wait_for_timeout(3000)
    assert page.evaluate(KEPT) == []
    expect(page.get_by_text("fonctionne aussi sans connexion")).to_be_hidden()
    (built / "ansm.js").write_bytes(meant)
    seal(built)
    page.goto("about:blank")
    page.goto(link)
    kept_offline(page)


def test_a_worker_that_would_do_harm_can_be_taken_back(page: Page, site: UpdatedServer, tmp_path: Path) -> None:
    """One setting, and each device lets go of its pages at its next visit; the questionnaire goes on."""
    built = version(tmp_path, "1")
    site.start_with(built)
    start(page, site.address)
    kept_offline(page)
    site.die()
    choose(page, "PRO-01", "elu")
    site.start_with(built, {"ANSM_OFFLINE": "non"})
    page.reload()
    wait_until_saved(page)
    until(page, KEPT, wanted=[])
    until(page, REGISTERED, wanted=0)
    page.reload()
    expect(page.locator("#PRO-01-elu")).to_be_checked()
    assert page.evaluate(KEPT) == []


def test_without_network_every_way_of_writing_the_address_opens_the_page(
    page: Page, site: UpdatedServer, tmp_path: Path
) -> None:
    """Without its last slash, with a question named; other kinds of requests are left to the network."""
    site.start_with(version(tmp_path, "1"))
    start(page, site.address)
    kept_offline(page)
    assert page.evaluate(STATUS, ["/ansm.js", {"method": "HEAD"}]) == 200
    assert page.evaluate(STATUS, ["/ansm.js", {"headers": {"range": "bytes=0-9"}}]) in (200, 206)
    site.die()
    for address in ("/diagnostic", "/diagnostic/?question=PRO-02", "/diagnostic?question=PRO-02"):
        page.goto(site.address + address)
        expect(page.locator("#PRO-02")).to_be_visible()
    page.goto(site.address + "/diagnostic/resultats")
    expect(page.get_by_role("heading", name="Vos résultats demandent la connexion")).to_be_visible()


def marks(page: Page) -> list[str]:
    """The versions of a page of the questionnaire, of the script all pages share, and of its own part."""
    expect(page.locator("#PRO-01")).to_be_visible()
    found = page.evaluate(READ_MARKS)
    return [found[name] for name in MARKS]


def until(page: Page, asked: str, wanted: object) -> None:
    """Wait for what a page comes to know of itself."""
    deadline = time.monotonic() + 20
    while (found := page.evaluate(asked)) != wanted:
        assert time.monotonic() < deadline, found
        page.wait_for_timeout(100)


@contextmanager
def locked(site: UpdatedServer) -> Iterator[None]:
    """Nothing can be stored for a while."""
    with closing(sqlite3.connect(site.folder / "ansm.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
